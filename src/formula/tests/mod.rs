//! Formulas against values worked out by hand, and against an independent evaluation.

mod lint;
mod mistakes;
mod random;
mod values;

use super::Formula;
use crate::number::Number;

fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

fn formula(text: &str) -> Formula {
    Formula::parse(text).unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
}
