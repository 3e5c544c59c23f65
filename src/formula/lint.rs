//! What is written right but cannot be meant.

use crate::number::Number;

use super::error::FormulaError;
use super::evaluate;
use super::fraction::Fraction;
use super::syntax::{Condition, ConditionNode, Figure, FigureNode};
use super::token::{Arithmetic, Kind, Span, Token};

/// The oddities of a tree, in the order of the text.
pub(super) fn lint(root: &Figure, tokens: &[Token]) -> Vec<FormulaError> {
    let mut lint = Lint { tokens, odd: Vec::new() };
    lint.figure(root);
    lint.odd.sort_by_key(|odd| odd.start);
    lint.odd
}

struct Lint<'a> {
    tokens: &'a [Token],
    odd: Vec<FormulaError>,
}

impl Lint<'_> {
    /// Without names, so that its value never changes.
    fn is_constant(&self, span: Span) -> bool {
        let within = |token: &&Token| token.span.start >= span.start && token.span.end <= span.end;
        !self.tokens.iter().filter(within).any(|token| matches!(token.kind, Kind::Name(_)))
    }

    fn figure(&mut self, figure: &Figure) {
        match &figure.node {
            FigureNode::Literal(_) | FigureNode::Named(_) => (),
            FigureNode::Negated(inner) | FigureNode::Rounded(_, inner) | FigureNode::Absolute(inner) => {
                self.figure(inner);
            }
            FigureNode::Chain(first, links) => {
                self.figure(first);
                links.iter().for_each(|(arithmetic, operand)| self.link(*arithmetic, operand));
            }
            FigureNode::If(condition, yes, no) => {
                if yes == no {
                    let span = yes.span.to(no.span);
                    self.odd.push(FormulaError::new(span, "if 的两个结果相同，条件不起作用"));
                }
                self.condition(condition);
                self.figure(yes);
                self.figure(no);
            }
            FigureNode::Extreme(_, first, rest) => {
                self.figure(first);
                rest.iter().for_each(|figure| self.figure(figure));
            }
        }
    }

    fn link(&mut self, arithmetic: Arithmetic, operand: &Figure) {
        if arithmetic == Arithmetic::Over
            && self.is_constant(operand.span)
            && evaluate::figure(operand, &|_| Number::ZERO).is_ok_and(Fraction::is_zero)
        {
            self.odd.push(FormulaError::new(operand.span, "除数总是 0"));
        }
        self.figure(operand);
    }

    fn condition(&mut self, condition: &Condition) {
        if self.is_constant(condition.span)
            && let Ok(holds) = evaluate::condition(condition, &|_| Number::ZERO)
        {
            let always = if holds { "这个条件总是成立" } else { "这个条件总是不成立" };
            self.odd.push(FormulaError::new(condition.span, always).with("条件里要有会变的名称"));
            return;
        }
        match &condition.node {
            ConditionNode::Compared(left, _, right) => {
                if left == right {
                    self.odd.push(FormulaError::new(condition.span, "比较的两边相同，结果总是一样"));
                }
                self.figure(left);
                self.figure(right);
            }
            ConditionNode::Not(inner) => self.condition(inner),
            ConditionNode::All(parts) | ConditionNode::Any(parts) => {
                parts.iter().for_each(|part| self.condition(part));
            }
        }
    }
}
