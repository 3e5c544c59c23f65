//! The value of a formula, on exact fractions.

use std::cmp::Ordering;

use crate::number::{Inexact, Number};

use super::fraction::Fraction;
use super::syntax::{Condition, ConditionNode, Figure, FigureNode, Rounding};
use super::token::{Arithmetic, Comparison};

/// Why a formula has no value for some figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A divisor came to 0.
    DivisionByZero {
        /// The first byte of the divisor, counted in the text of the formula.
        start: usize,
        /// The byte after its last.
        end: usize,
    },
    /// A step or the result has more digits than can be held exactly.
    Inexact,
}

impl From<Inexact> for Trouble {
    fn from(_: Inexact) -> Self {
        Self::Inexact
    }
}

/// Where the named figures come from.
pub(super) type Figures<'a> = &'a dyn Fn(&str) -> Number;

pub(super) fn figure(figure: &Figure, figures: Figures<'_>) -> Result<Fraction, Trouble> {
    let value = |inner: &Figure| self::figure(inner, figures);
    Ok(match &figure.node {
        FigureNode::Literal(number) => Fraction::of(*number),
        FigureNode::Named(name) => Fraction::of(figures(name)),
        FigureNode::Negated(inner) => value(inner)?.negated()?,
        FigureNode::Chain(first, links) => {
            links.iter().try_fold(value(first)?, |left, (arithmetic, right)| {
                operation(left, *arithmetic, right, figures)
            })?
        }
        FigureNode::If(decisive, yes, no) => value(if condition(decisive, figures)? { yes } else { no })?,
        FigureNode::Extreme(kept, first, rest) => rest
            .iter()
            .try_fold(value(first)?, |best, next| value(next).map(|next| keep(*kept, best, next)))?,
        FigureNode::Rounded(rounding, inner) => rounded(value(inner)?, *rounding)?,
        FigureNode::Absolute(inner) => value(inner)?.absolute()?,
    })
}

fn operation(
    left: Fraction,
    arithmetic: Arithmetic,
    operand: &Figure,
    figures: Figures<'_>,
) -> Result<Fraction, Trouble> {
    let right = figure(operand, figures)?;
    Ok(match arithmetic {
        Arithmetic::Plus => left.plus(right)?,
        Arithmetic::Minus => left.minus(right)?,
        Arithmetic::Times => left.times(right)?,
        Arithmetic::Over if right.is_zero() => {
            return Err(Trouble::DivisionByZero { start: operand.span.start, end: operand.span.end });
        }
        Arithmetic::Over => left.over(right)?,
    })
}

fn keep(kept: Ordering, best: Fraction, next: Fraction) -> Fraction {
    if next.cmp(&best) == kept { next } else { best }
}

fn rounded(value: Fraction, rounding: Rounding) -> Result<Fraction, Inexact> {
    match rounding {
        Rounding::Floor => Ok(value.floor()),
        Rounding::Ceil => Ok(value.ceil()),
        Rounding::HalfUp(places) => value.rounded(places),
    }
}

/// Looks no further than what decides.
pub(super) fn condition(condition: &Condition, figures: Figures<'_>) -> Result<bool, Trouble> {
    match &condition.node {
        ConditionNode::Compared(left, comparison, right) => {
            Ok(holds(figure(left, figures)?.cmp(&figure(right, figures)?), *comparison))
        }
        ConditionNode::Not(inner) => Ok(!self::condition(inner, figures)?),
        ConditionNode::All(parts) => Ok(!meets(parts, false, figures)?),
        ConditionNode::Any(parts) => meets(parts, true, figures),
    }
}

/// Whether some part comes out as `wanted`.
fn meets(parts: &[Condition], wanted: bool, figures: Figures<'_>) -> Result<bool, Trouble> {
    for part in parts {
        if condition(part, figures)? == wanted {
            return Ok(true);
        }
    }
    Ok(false)
}

fn holds(order: Ordering, comparison: Comparison) -> bool {
    match comparison {
        Comparison::Less => order.is_lt(),
        Comparison::AtMost => order.is_le(),
        Comparison::More => order.is_gt(),
        Comparison::AtLeast => order.is_ge(),
        Comparison::Equal => order.is_eq(),
        Comparison::Unequal => order.is_ne(),
    }
}
