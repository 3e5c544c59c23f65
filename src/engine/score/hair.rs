//! How near is too near to tell apart: figures that differ by no more than what is cut off from quotients that do not end.
//! Tells nothing itself.

use crate::number::{Inexact, Number};

/// At this place thousands of postings come to no difference together.
const PLACES: u32 = 9;

/// What is to be known where something is rounded by so little.
pub(in crate::engine) const ROUNDED: &str = "除不尽的数在小数点后第12位取舍，再乘系数、折合，会差一点零头：照分数笔算是正好一半的，本来应当进一，由乡镇核定";

/// Whether two figures are told apart by less than a hair.
pub(in crate::engine) fn nearly(one: Number, other: Number) -> Result<bool, Inexact> {
    let apart = one.minus(other)?;
    Ok(!apart.is_zero() && apart.rounded(PLACES).is_zero())
}

/// Whether what is rounded off to some places is a hair less, or more, than a half of the last of them.
pub(in crate::engine) fn is_nearly_half(rounded_off: Number, places: u32) -> Result<bool, Inexact> {
    let mut half = Number::from(5);
    for _ in 0..=places {
        half = half.quotient(Number::from(10))?;
    }
    nearly(rounded_off.unsigned(), half)
}
