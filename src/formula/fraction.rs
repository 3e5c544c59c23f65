//! Exact fractions of integers: what a formula computes with until its last step.

use std::cmp::Ordering;

use crate::number::{Inexact, Number};

/// A fraction in lowest terms with a denominator above 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fraction {
    above: i128,
    below: i128,
}

impl Fraction {
    /// The same value as a decimal figure.
    pub(super) fn of(number: Number) -> Self {
        let (above, below) = number.as_fraction();
        let common = common(above, below);
        Self { above: above / common, below: below / common }
    }

    fn whole(above: i128) -> Self {
        Self { above, below: 1 }
    }

    /// The decimal figure, half up at the place where [`Number::quotient`] ends.
    pub(super) fn number(self) -> Result<Number, Inexact> {
        Number::from_whole(self.above)?.quotient(Number::from_whole(self.below)?)
    }

    pub(super) fn is_zero(self) -> bool {
        self.above == 0
    }

    pub(super) fn plus(self, other: Self) -> Result<Self, Inexact> {
        let shared = common(self.below, other.below);
        let (own_share, other_share) = (self.below / shared, other.below / shared);
        let above = checked_times(self.above, other_share)?
            .checked_add(checked_times(other.above, own_share)?)
            .ok_or(Inexact)?;
        let below = checked_times(own_share, other.below)?;
        let common = common(above, below);
        Ok(Self { above: above / common, below: below / common })
    }

    pub(super) fn minus(self, other: Self) -> Result<Self, Inexact> {
        self.plus(other.negated()?)
    }

    pub(super) fn times(self, other: Self) -> Result<Self, Inexact> {
        let (falling, rising) = (common(self.above, other.below), common(other.above, self.below));
        Ok(Self {
            above: checked_times(self.above / falling, other.above / rising)?,
            below: checked_times(self.below / rising, other.below / falling)?,
        })
    }

    /// `self ÷ divisor`, which must not be 0.
    pub(super) fn over(self, divisor: Self) -> Result<Self, Inexact> {
        let below = divisor.above.checked_abs().filter(|below| *below > 0).ok_or(Inexact)?;
        self.times(Self { above: divisor.below * divisor.above.signum(), below })
    }

    pub(super) fn negated(self) -> Result<Self, Inexact> {
        Ok(Self { above: self.above.checked_neg().ok_or(Inexact)?, ..self })
    }

    pub(super) fn absolute(self) -> Result<Self, Inexact> {
        if self.above < 0 { self.negated() } else { Ok(self) }
    }

    /// The greatest whole number not above `self`.
    pub(super) fn floor(self) -> Self {
        Self::whole(self.above.div_euclid(self.below))
    }

    /// The least whole number not below `self`.
    pub(super) fn ceil(self) -> Self {
        let partial = i128::from(self.above.rem_euclid(self.below) > 0);
        Self::whole(self.above.div_euclid(self.below) + partial)
    }

    /// Half up, away from zero, at a decimal place.
    pub(super) fn rounded(self, places: u32) -> Result<Self, Inexact> {
        let unit = Self::whole(10_i128.checked_pow(places).ok_or(Inexact)?);
        let steps = self.times(unit)?;
        let (towards_zero, rest) = (steps.above / steps.below, (steps.above % steps.below).abs());
        let half_or_more = rest >= steps.below - rest;
        let away = if half_or_more { steps.above.signum() } else { 0 };
        Self::whole(towards_zero + away).over(unit)
    }
}

/// Decided on whole parts and then on the reciprocals of what remains, so that no product can overflow.
impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut left, mut right) = (*self, *other);
        loop {
            let wholes = left.floor().above.cmp(&right.floor().above);
            let left_rest = left.above.rem_euclid(left.below);
            let right_rest = right.above.rem_euclid(right.below);
            if wholes != Ordering::Equal || left_rest == 0 || right_rest == 0 {
                return wholes.then(left_rest.min(1).cmp(&right_rest.min(1)));
            }
            let reciprocal = Self { above: left.below, below: left_rest };
            left = Self { above: right.below, below: right_rest };
            right = reciprocal;
        }
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn checked_times(left: i128, right: i128) -> Result<i128, Inexact> {
    left.checked_mul(right).ok_or(Inexact)
}

/// The greatest common divisor of a numerator and a denominator above 0.
fn common(above: i128, below: i128) -> i128 {
    let (mut greater, mut lesser) = (below, above % below);
    while lesser != 0 {
        (greater, lesser) = (lesser, greater % lesser);
    }
    greater.abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(above: i128, below: i128) -> Fraction {
        Fraction::whole(above).over(Fraction::whole(below)).unwrap()
    }

    fn parts(value: Fraction) -> (i128, i128) {
        (value.above, value.below)
    }

    #[test]
    fn stays_in_lowest_terms() {
        assert_eq!(parts(fraction(6, -4)), (-3, 2));
        assert_eq!(parts(fraction(1, 6).plus(fraction(1, 3)).unwrap()), (1, 2));
        assert_eq!(parts(fraction(1, 6).minus(fraction(1, 6)).unwrap()), (0, 1));
        assert_eq!(parts(fraction(-2, 3).times(fraction(9, 4)).unwrap()), (-3, 2));
        assert_eq!(parts(fraction(0, 7)), (0, 1));
        assert_eq!(parts(Fraction::of(Number::parse("-0.25").unwrap())), (-1, 4));
    }

    #[test]
    fn whole_numbers_of_negatives() {
        assert_eq!(parts(fraction(-7, 2).floor()), (-4, 1));
        assert_eq!(parts(fraction(-7, 2).ceil()), (-3, 1));
        assert_eq!(parts(fraction(7, 2).floor()), (3, 1));
        assert_eq!(parts(fraction(7, 2).ceil()), (4, 1));
        assert_eq!(parts(fraction(-4, 2).ceil()), (-2, 1));
        assert_eq!(parts(fraction(-7, 2).rounded(0).unwrap()), (-4, 1));
        assert_eq!(parts(fraction(-10, 3).rounded(1).unwrap()), (-33, 10));
        assert_eq!(parts(fraction(1, 8).rounded(2).unwrap()), (13, 100));
    }

    #[test]
    fn compares_what_no_product_can_hold() {
        let (most, less) = (i128::MAX, i128::MAX - 1);
        assert_eq!(fraction(most, less).cmp(&fraction(less, most)), Ordering::Greater);
        assert_eq!(fraction(less, most).cmp(&fraction(most - 2, less)), Ordering::Greater);
        assert_eq!(fraction(-1, most).cmp(&fraction(-1, less)), Ordering::Greater);
        assert_eq!(fraction(1, 3).cmp(&fraction(2, 6)), Ordering::Equal);
        assert_eq!(fraction(1, 3).cmp(&fraction(1, 2)), Ordering::Less);
        assert_eq!(fraction(5, 2).cmp(&fraction(2, 1)), Ordering::Greater);
        assert_eq!(fraction(2, 1).cmp(&fraction(5, 2)), Ordering::Less);
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        let most = Fraction::whole(i128::MAX);
        assert!(most.plus(Fraction::whole(1)).is_err());
        assert!(most.times(Fraction::whole(2)).is_err());
        assert!(most.over(fraction(1, 2)).is_err());
        assert!(most.rounded(1).is_err());
        assert!(most.number().is_err());
        assert!(Fraction::whole(i128::MIN).negated().is_err());
        assert!(Fraction::whole(1).over(Fraction::whole(i128::MIN)).is_err());
        assert!(Fraction::whole(1).over(Fraction::whole(0)).is_err());
        assert_eq!(parts(Fraction::whole(i128::MIN).floor()), (i128::MIN, 1));
    }
}
