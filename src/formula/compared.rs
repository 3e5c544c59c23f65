//! Figures that a formula compares with numbers.

use super::syntax::{Condition, ConditionNode, Figure, FigureNode};
use crate::number::Number;

/// Tells every comparison of a named figure with a number written out, wherever in an expression it stands.
pub(super) fn each(figure: &Figure, tell: &mut dyn FnMut(&str, Number)) {
    match &figure.node {
        FigureNode::Literal(_) | FigureNode::Named(_) => (),
        FigureNode::Negated(inner) | FigureNode::Rounded(_, inner) | FigureNode::Absolute(inner) => {
            each(inner, tell);
        }
        FigureNode::Chain(first, links) => {
            each(first, tell);
            links.iter().for_each(|(_, operand)| each(operand, tell));
        }
        FigureNode::If(condition, yes, no) => {
            in_condition(condition, tell);
            each(yes, tell);
            each(no, tell);
        }
        FigureNode::Extreme(_, first, rest) => {
            each(first, tell);
            rest.iter().for_each(|figure| each(figure, tell));
        }
    }
}

fn in_condition(condition: &Condition, tell: &mut dyn FnMut(&str, Number)) {
    match &condition.node {
        ConditionNode::Compared(left, _, right) => match (&left.node, &right.node) {
            (FigureNode::Named(name), FigureNode::Literal(number))
            | (FigureNode::Literal(number), FigureNode::Named(name)) => tell(name, *number),
            _ => {
                each(left, tell);
                each(right, tell);
            }
        },
        ConditionNode::Not(inner) => in_condition(inner, tell),
        ConditionNode::All(parts) | ConditionNode::Any(parts) => {
            parts.iter().for_each(|part| in_condition(part, tell));
        }
    }
}
