//! The tree of a formula. Figures and conditions are different types, so that no step can mix them up.

use std::cmp::Ordering;

use crate::number::Number;

use super::token::{Arithmetic, Comparison, Span};

/// What is a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    pub(super) span: Span,
    pub(super) node: FigureNode,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FigureNode {
    Literal(Number),
    Named(String),
    Negated(Box<Figure>),
    /// Operations of equal rank from left to right.
    Chain(Box<Figure>, Vec<(Arithmetic, Figure)>),
    If(Box<Condition>, Box<Figure>, Box<Figure>),
    /// `min` keeps what compares as less, `max` as greater.
    Extreme(Ordering, Box<Figure>, Vec<Figure>),
    Rounded(Rounding, Box<Figure>),
    Absolute(Box<Figure>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rounding {
    Floor,
    Ceil,
    /// To decimal places.
    HalfUp(u32),
}

/// What holds or does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Condition {
    pub(super) span: Span,
    pub(super) node: ConditionNode,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ConditionNode {
    Compared(Box<Figure>, Comparison, Box<Figure>),
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
}

/// A part of a formula that the parser has yet to find a place for.
pub(super) enum Value {
    Figure(Figure),
    Condition(Condition),
}

impl Value {
    pub(super) fn figure(span: Span, node: FigureNode) -> Self {
        Self::Figure(Figure { span, node })
    }

    pub(super) fn condition(span: Span, node: ConditionNode) -> Self {
        Self::Condition(Condition { span, node })
    }

    pub(super) fn span(&self) -> Span {
        match self {
            Self::Figure(figure) => figure.span,
            Self::Condition(condition) => condition.span,
        }
    }

    /// The same between brackets.
    pub(super) fn within(self, span: Span) -> Self {
        match self {
            Self::Figure(figure) => Self::figure(span, figure.node),
            Self::Condition(condition) => Self::condition(span, condition.node),
        }
    }
}
