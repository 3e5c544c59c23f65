//! Where a figure stands on an axis, in whole units of the drawing. Never with binary floats.

use crate::number::Number;

/// An axis.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    low: Number,
    high: Number,
    length: i64,
}

impl Scale {
    /// An axis over some figures and always over 0: for lengths.
    pub(super) fn from_zero(figures: impl IntoIterator<Item = Number>, length: i64) -> Self {
        Self::over(figures.into_iter().chain([Number::ZERO]), length)
    }

    /// An axis over some figures, from 0 only if they are not far from it: for places.
    pub(super) fn near(figures: impl IntoIterator<Item = Number>, length: i64) -> Self {
        let scale = Self::over(figures, length);
        let span = scale.high.minus(scale.low);
        let near = !scale.low.is_negative() && span.is_ok_and(|span| span >= scale.low);
        if near { Self { low: Number::ZERO, ..scale } } else { scale }
    }

    fn over(figures: impl IntoIterator<Item = Number>, length: i64) -> Self {
        let ends = figures.into_iter().fold(None, |ends: Option<(Number, Number)>, figure| {
            let (low, high) = ends.unwrap_or((figure, figure));
            Some((low.min(figure), high.max(figure)))
        });
        let (low, high) = ends.unwrap_or_default();
        Self { low, high, length }
    }

    /// Whether the axis begins at 0.
    pub(super) fn begins_at_zero(self) -> bool {
        self.low.is_zero()
    }

    /// Whether 0 lies inside the axis.
    pub(super) fn crosses_zero(self) -> bool {
        self.low.is_negative() && self.high > Number::ZERO
    }

    /// The place of a figure from the low end. All figures equal: 0 at its end, others in the middle.
    pub(super) fn at(self, figure: Number) -> Option<i64> {
        if self.low == self.high {
            return Some(if self.low.is_zero() { 0 } else { self.length / 2 });
        }
        let span = self.high.minus(self.low).ok()?;
        let share = figure.minus(self.low).ok()?.quotient(span).ok()?;
        let length = Number::from_whole(i128::from(self.length)).ok()?;
        let (above, below) = share.times(length).ok()?.rounded(0).as_fraction();
        i64::try_from(above.checked_div(below)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    fn places(scale: Scale, figures: &[&str]) -> Vec<Option<i64>> {
        figures.iter().map(|figure| scale.at(number(figure))).collect()
    }

    #[test]
    fn lengths_begin_at_zero() {
        let scale = Scale::from_zero(["2", "-1", "0.5"].map(number), 300);
        assert_eq!(places(scale, &["-1", "0", "0.5", "2"]), [Some(0), Some(100), Some(150), Some(300)]);
        assert!(scale.crosses_zero());
        let equal = Scale::from_zero(["7", "7"].map(number), 300);
        assert_eq!(places(equal, &["0", "7"]), [Some(0), Some(300)]);
        let nothing = Scale::from_zero(["0", "0"].map(number), 300);
        assert_eq!(places(nothing, &["0"]), [Some(0)]);
    }

    #[test]
    fn places_begin_at_zero_only_if_it_is_near() {
        assert_eq!(
            places(Scale::near(["95", "99"].map(number), 100), &["95", "97", "99"]),
            [Some(0), Some(50), Some(100)]
        );
        assert_eq!(places(Scale::near(["1", "4"].map(number), 100), &["1", "4"]), [Some(25), Some(100)]);
        assert_eq!(places(Scale::near(["98"].map(number), 100), &["98"]), [Some(50)]);
        assert_eq!(Scale::near([], 100).at(number("3")), Some(0));
    }
}
