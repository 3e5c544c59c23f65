//! A formula in print, with its figures filled in.

use super::token::{Arithmetic, Comparison, Kind, Token};

/// The expression in half-width signs, evenly spaced, with `[figure]` after each name.
pub(super) fn filled(text: &str, tokens: &[Token], figures: &dyn Fn(&str) -> String) -> String {
    let mut line = String::new();
    let mut after_operand = false;
    for token in tokens {
        match &token.kind {
            Kind::Number(number) => line.push_str(&number.to_string()),
            Kind::Name(name) => line.push_str(&format!("{}[{}]", token.span.of(text), figures(name))),
            Kind::Function(function) => line.push_str(function.name()),
            Kind::Arithmetic(Arithmetic::Minus) if !after_operand => line.push('-'),
            Kind::Not => line.push_str("not "),
            Kind::Open => line.push('('),
            Kind::Close => line.push(')'),
            Kind::Comma => line.push_str(", "),
            Kind::Arithmetic(arithmetic) => line.push_str(&format!(" {} ", sign(*arithmetic))),
            Kind::Comparison(comparison) => line.push_str(&format!(" {} ", relation(*comparison))),
            Kind::And => line.push_str(" and "),
            Kind::Or => line.push_str(" or "),
        }
        after_operand = matches!(token.kind, Kind::Number(_) | Kind::Name(_) | Kind::Close);
    }
    line
}

fn sign(arithmetic: Arithmetic) -> &'static str {
    match arithmetic {
        Arithmetic::Plus => "+",
        Arithmetic::Minus => "-",
        Arithmetic::Times => "×",
        Arithmetic::Over => "÷",
    }
}

fn relation(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
        Comparison::More => ">",
        Comparison::AtLeast => ">=",
        Comparison::Equal => "==",
        Comparison::Unequal => "!=",
    }
}
