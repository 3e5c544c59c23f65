//! Exact fractions of whole numbers, apart from the program's own arithmetic.

/// Above, and below, which is over 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ratio(i128, i128);

impl Ratio {
    pub(super) const ZERO: Self = Self(0, 1);

    /// In lowest terms; `None` where it is more than 128 bits hold.
    fn of(above: Option<i128>, below: Option<i128>) -> Option<Self> {
        let (above, below) = (above?, below?);
        let (mut a, mut b) = (above.unsigned_abs(), below.unsigned_abs());
        while b > 0 {
            (a, b) = (b, a % b);
        }
        let divisor = i128::try_from(a).ok()?.checked_mul(below.signum())?;
        Some(Self(above / divisor, below / divisor))
    }

    /// The fraction that a decimal's text says.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (whole, places) = text.split_once('.').unwrap_or((text, ""));
        let below = 10_i128.checked_pow(u32::try_from(places.len()).ok()?);
        Self::of(format!("{whole}{places}").parse().ok(), below)
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let above = self.0.checked_mul(other.1)?.checked_add(other.0.checked_mul(self.1)?);
        Self::of(above, self.1.checked_mul(other.1))
    }

    pub(super) fn times(self, other: Self) -> Option<Self> {
        Self::of(self.0.checked_mul(other.0), self.1.checked_mul(other.1))
    }

    pub(super) fn over(self, other: Self) -> Option<Self> {
        (other.0 != 0).then(|| Self::of(self.0.checked_mul(other.1), self.1.checked_mul(other.0)))?
    }

    /// Whole steps of 1 / 10^places, half up by the absolute value.
    pub(super) fn half_up(self, places: u32) -> Option<i128> {
        let doubled = self.0.checked_mul(2 * 10_i128.pow(places))?;
        Some((doubled.abs() + self.1) / (2 * self.1) * self.0.signum())
    }
}
