//! Exact decimal figures: points (分), money (元), figures of registers (斤, 亩, 元), percentages.
//!
//! The only home of decimal arithmetic. Sums, differences and products are exact; a quotient, which a step in proportion
//! is too, is rounded at its 12th place, and nothing else unless its name says so. Nothing panics: an operation whose
//! result does not fit, or that has none, says [`Inexact`].

mod short;
mod traits;

use rust_decimal::{Decimal, RoundingStrategy};
use short::{LastPlace, Short};

/// Decimal places kept of a quotient that has no finite decimal expansion.
pub(crate) const QUOTIENT_PLACES: u32 = 12;

/// Figures of more than this many digits are refused: spreadsheets keep no more.
const MAX_DIGITS: usize = 15;

/// An exact decimal figure, without a unit of its own.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number(Kept);

/// One figure is kept in one way only: short where it is short, and never with zeros behind the point.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kept {
    Short(Short),
    Long(Decimal),
}

/// The exact result of an operation has more than the 28 digits that a [`Number`] holds, or there is none: something was
/// divided by zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inexact;

/// How a percentage point (or step) that is not whole counts; no scheme states it, every rulebook must.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartialStep {
    /// In proportion.
    Prorate,
    /// Only completed steps count.
    Completed,
    /// A step begun counts whole.
    Begun,
}

impl Number {
    /// Nothing: 0.
    pub const ZERO: Self = Self::whole(0);
    /// One.
    pub const ONE: Self = Self::whole(1);
    /// A hundred, as in percentages.
    pub const HUNDRED: Self = Self::whole(100);

    const fn whole(digits: i64) -> Self {
        Self(Kept::Short(Short::whole(digits)))
    }

    fn of(value: Decimal) -> Self {
        let short = Short::of(value).or_else(|| Short::of(value.normalize()));
        Self(short.map_or_else(|| Kept::Long(value.normalize()), Kept::Short))
    }

    /// The decimal beneath, for the writers that hand it to a library.
    pub fn decimal(self) -> Decimal {
        match self.0 {
            Kept::Short(short) => short.decimal(),
            Kept::Long(value) => value,
        }
    }

    /// What `of` makes of two short figures; `None` where any is not, or the result.
    #[inline]
    fn short(self, other: Self, of: impl FnOnce(Short, Short) -> Option<Short>) -> Option<Self> {
        match (self.0, other.0) {
            (Kept::Short(one), Kept::Short(other)) => of(one, other).map(|short| Self(Kept::Short(short))),
            _ => None,
        }
    }

    /// Reads a plain decimal literal: optional sign, digits, at most one point, at most 15 significant
    /// digits. `None` for anything else (exponents, separators, spaces, `.5`, `5.`).
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.bytes().filter(u8::is_ascii_digit).skip_while(|digit| *digit == b'0');
        (digits.count() <= MAX_DIGITS).then(|| Self::parse_exact(text)).flatten()
    }

    /// As [`Self::parse`], with as many digits as a number holds, at most 20 of them behind the point: what was written of a
    /// result is read back so.
    pub fn parse_exact(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, fraction) = match unsigned.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (unsigned, ""),
        };
        let digits_only = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits_only(whole) || !digits_only(fraction) || fraction.len() > 20 {
            return None;
        }
        Decimal::from_str_exact(text).ok().map(Self::of)
    }

    /// `self + other`, exact.
    #[inline]
    pub fn plus(self, other: Self) -> Result<Self, Inexact> {
        self.short(other, Short::plus).map_or_else(|| Self::added(self, other), Ok)
    }

    #[cold]
    fn added(one: Self, other: Self) -> Result<Self, Inexact> {
        let (one, other) = (one.decimal(), other.decimal());
        let sum = one.checked_add(other).ok_or(Inexact)?;
        // `Decimal` drops digits rather than fail; a sum is exact only at the finer scale of the two. Beside a zero
        // nothing is lost.
        let finest = one.scale().max(other.scale());
        if sum.scale() < finest && !one.is_zero() && !other.is_zero() {
            return Err(Inexact);
        }
        Ok(Self::of(sum))
    }

    /// `self - other`, exact.
    #[inline]
    pub fn minus(self, other: Self) -> Result<Self, Inexact> {
        self.short(other, Short::minus).map_or_else(|| Self::added(self, other.negated()), Ok)
    }

    /// `self × other`, exact.
    #[inline]
    pub fn times(self, other: Self) -> Result<Self, Inexact> {
        self.short(other, Short::times).map_or_else(|| Self::multiplied(self, other), Ok)
    }

    #[cold]
    fn multiplied(one: Self, other: Self) -> Result<Self, Inexact> {
        let (one, other) = (one.decimal(), other.decimal());
        let product = one.checked_mul(other).ok_or(Inexact)?;
        if product.scale() < one.scale() + other.scale() && !product.is_zero() {
            return Err(Inexact);
        }
        if product.is_zero() && !one.is_zero() && !other.is_zero() {
            return Err(Inexact);
        }
        Ok(Self::of(product))
    }

    /// The sum of many, exact.
    pub fn sum(numbers: impl IntoIterator<Item = Self>) -> Result<Self, Inexact> {
        numbers.into_iter().try_fold(Self::ZERO, Self::plus)
    }

    /// `self ÷ divisor`, half up at the 12th decimal place where it does not end before.
    ///
    /// `Err` for a divisor of zero too: callers decide what an empty target means before they divide.
    pub fn quotient(self, divisor: Self) -> Result<Self, Inexact> {
        self.divided(divisor, QUOTIENT_PLACES, LastPlace::HalfUp)
    }

    /// How many whole times `step` goes into `self`, decided on the exact fraction. Both must be ≥ 0
    /// and `step` > 0.
    pub fn whole_steps(self, step: Self) -> Result<Self, Inexact> {
        self.divided(step, 0, LastPlace::Cut)
    }

    /// The steps of `step` that count of a distance `self`, by the rulebook's reading of a partial one.
    /// A distance of zero or less has no step.
    pub fn steps(self, step: Self, partial: PartialStep) -> Result<Self, Inexact> {
        if self <= Self::ZERO {
            return Ok(Self::ZERO);
        }
        match partial {
            PartialStep::Prorate => self.quotient(step),
            PartialStep::Completed => self.whole_steps(step),
            PartialStep::Begun => {
                let whole = self.whole_steps(step)?;
                let exact = whole.times(step)? == self;
                if exact { Ok(whole) } else { whole.plus(Self::ONE) }
            }
        }
    }

    fn divided(self, divisor: Self, places: u32, last: LastPlace) -> Result<Self, Inexact> {
        let short = self.short(divisor, |one, other| one.divided(other, places, last));
        short.map_or_else(|| self.divided_at_length(divisor, places, last), Ok)
    }

    /// Long division on the integer mantissas, so that the last place is decided on the exact fraction.
    #[cold]
    fn divided_at_length(self, divisor: Self, places: u32, last: LastPlace) -> Result<Self, Inexact> {
        let (above, below) = (self.decimal(), divisor.decimal());
        let mut remainder = above.mantissa().unsigned_abs();
        let mut unit = below.mantissa().unsigned_abs();
        if unit == 0 {
            return Err(Inexact);
        }
        let (shift_up, shift_down) = (places + below.scale(), above.scale());
        if shift_down > shift_up {
            let factor = 10_u128.checked_pow(shift_down - shift_up).ok_or(Inexact)?;
            unit = unit.checked_mul(factor).ok_or(Inexact)?;
        }
        let mut quotient = remainder / unit;
        remainder %= unit;
        let mut reached = 0;
        let wanted = shift_up.saturating_sub(shift_down);
        while reached < wanted && remainder != 0 {
            reached += 1;
            let digits = remainder.checked_mul(10).ok_or(Inexact)?;
            quotient = quotient
                .checked_mul(10)
                .and_then(|shifted| shifted.checked_add(digits / unit))
                .ok_or(Inexact)?;
            remainder = digits % unit;
        }
        if last == LastPlace::HalfUp && remainder.checked_mul(2).ok_or(Inexact)? >= unit {
            quotient += 1;
        }
        let negative = above.is_sign_negative() != below.is_sign_negative();
        let quotient = i128::try_from(quotient).map_err(|_| Inexact)?;
        let signed = if negative { -quotient } else { quotient };
        // It may have ended before the last place.
        let rest = wanted - reached;
        let zeros = 10_i128.checked_pow(rest.saturating_sub(places)).ok_or(Inexact)?;
        let signed = signed.checked_mul(zeros).ok_or(Inexact)?;
        Decimal::try_from_i128_with_scale(signed, places.saturating_sub(rest))
            .map(Self::of)
            .map_err(|_| Inexact)
    }

    /// Whether it has no digit behind so many decimal places.
    pub fn ends_within(self, places: u32) -> bool {
        self.scale() <= places
    }

    fn scale(self) -> u32 {
        match self.0 {
            Kept::Short(short) => short.scale(),
            Kept::Long(value) => value.scale(),
        }
    }

    /// `-self`.
    #[must_use]
    #[inline]
    pub fn negated(self) -> Self {
        let short = self.short(Self::ZERO, |own, _| own.negated());
        short.unwrap_or_else(|| Self::of(-self.decimal()))
    }

    /// Without its sign.
    #[must_use]
    pub fn unsigned(self) -> Self {
        if self.is_negative() { self.negated() } else { self }
    }

    /// Rounded half up (away from zero) to `places` decimal places.
    #[must_use]
    pub fn rounded(self, places: u32) -> Self {
        if self.ends_within(places) {
            return self;
        }
        let strategy = RoundingStrategy::MidpointAwayFromZero;
        let short = self.short(Self::ZERO, |own, _| own.rounded(places));
        short.unwrap_or_else(|| Self::of(self.decimal().round_dp_with_strategy(places, strategy)))
    }

    /// True for 0.
    #[inline]
    pub fn is_zero(self) -> bool {
        // Zero is short.
        matches!(self.0, Kept::Short(short) if short.is_zero())
    }

    /// True below 0.
    #[inline]
    pub fn is_negative(self) -> bool {
        match self.0 {
            Kept::Short(short) => short.is_negative(),
            Kept::Long(value) => value.is_sign_negative(),
        }
    }

    /// True for a figure without decimals.
    pub fn is_whole(self) -> bool {
        self.scale() == 0
    }

    /// The figure of a whole count that a program counted itself.
    pub fn from_count(count: usize) -> Self {
        i64::try_from(count).map_or_else(|_| Self::of(Decimal::from(count)), Self::whole)
    }

    /// A whole figure that was computed as an integer.
    pub fn from_whole(whole: i128) -> Result<Self, Inexact> {
        let long = |_| Decimal::try_from_i128_with_scale(whole, 0).map(Self::of).map_err(|_| Inexact);
        i64::try_from(whole).map(Self::whole).or_else(long)
    }

    /// The same figure as a fraction of integers, in no particular terms; the denominator is a power of ten.
    pub fn as_fraction(self) -> (i128, i128) {
        (self.decimal().mantissa(), 10_i128.pow(self.scale()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn reads_only_plain_decimals() {
        for good in ["0", "5", "-0.5", "+3", "0.10", "999999999999999"] {
            assert!(Number::parse(good).is_some(), "{good}");
        }
        for bad in ["", "-", ".5", "5.", "1e3", "1_000", "1,000", "１", "1.2.3", " 1", "1234567890123456"] {
            assert!(Number::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn twenty_places_are_read_and_no_more() {
        assert!(Number::parse("0.00000000000000000001").is_some());
        assert!(Number::parse("0.000000000000000000001").is_none());
    }

    #[test]
    fn plain_sums_signs_and_questions() {
        assert_eq!(number("1.5").minus(number("2")).unwrap(), number("-0.5"));
        assert_eq!(Number::sum([number("0.1"), number("0.2"), number("-1")]).unwrap(), number("-0.7"));
        assert_eq!(number("-3").negated(), number("3"));
        assert_eq!(Number::ZERO.negated().to_string(), "0");
        assert_eq!((Number::ZERO.is_zero(), number("-0.1").is_zero()), (true, false));
        let below = |text: &str| number(text).is_negative();
        assert_eq!((below("-0.1"), below("0"), below("0.1")), (true, false, false));
        assert_eq!((number("12").is_whole(), number("12.5").is_whole()), (true, false));
        assert_eq!((Number::from_count(7), Number::from(7)), (number("7"), number("7")));
        assert_eq!(number("2.50").decimal(), Decimal::new(25, 1));
    }

    #[test]
    fn quotients_are_half_up_at_the_twelfth_place() {
        assert_eq!(number("87.5").quotient(number("60")).unwrap().to_string(), "1.458333333333");
        assert_eq!(number("2").quotient(number("3")).unwrap().to_string(), "0.666666666667");
        assert_eq!(number("-2").quotient(number("3")).unwrap().to_string(), "-0.666666666667");
        assert_eq!(number("1").quotient(number("2000000000000")).unwrap().to_string(), "0.000000000001");
        assert_eq!(number("0.000000000001").quotient(number("2.1")).unwrap().to_string(), "0");
        assert!(number("1").quotient(Number::ZERO).is_err());
    }

    #[test]
    fn steps_are_decided_on_the_exact_fraction() {
        let step = number("0.1");
        assert_eq!(number("0.3").steps(step, PartialStep::Completed).unwrap(), number("3"));
        assert_eq!(number("0.3").steps(step, PartialStep::Begun).unwrap(), number("3"));
        assert_eq!(number("0.31").steps(step, PartialStep::Completed).unwrap(), number("3"));
        assert_eq!(number("0.31").steps(step, PartialStep::Begun).unwrap(), number("4"));
        assert_eq!(number("0.31").steps(step, PartialStep::Prorate).unwrap(), number("3.1"));
        assert_eq!(number("-1").steps(step, PartialStep::Begun).unwrap(), Number::ZERO);
    }

    #[test]
    fn what_does_not_fit_is_said_not_rounded() {
        let tiny = number("0.00000000000001").times(number("0.00000000000001")).unwrap();
        assert!(tiny.plus(number("100")).is_err());
        assert!(tiny.times(number("0.1")).is_err());
        // 28 places hold the one digit of the half more no longer: 1.5 × 10⁻²⁸ would become 2 × 10⁻²⁸.
        assert!(tiny.times(number("1.5")).is_err());
        // Beside a zero nothing is lost.
        assert_eq!(tiny.plus(Number::ZERO).unwrap(), tiny);
        assert_eq!(Number::ZERO.plus(tiny).unwrap(), tiny);
        assert_eq!(tiny.times(Number::ZERO).unwrap(), Number::ZERO);
        assert!(number("999999999999999").times(number("999999999999999")).is_err());
    }

    #[test]
    fn integers_go_in_and_fractions_come_out() {
        assert_eq!(Number::from_whole(-120).unwrap(), number("-120"));
        let most = 79_228_162_514_264_337_593_543_950_335;
        assert_eq!(Number::from_whole(most).unwrap().as_fraction(), (most, 1));
        assert!(Number::from_whole(most + 1).is_err());
        assert_eq!(number("-0.25").as_fraction(), (-25, 100));
        assert_eq!(Number::ZERO.as_fraction(), (0, 1));
    }

    #[test]
    fn print_is_half_up() {
        assert_eq!(number("2.675").fixed(2), "2.68");
        assert_eq!(number("2.665").fixed(2), "2.67");
        assert_eq!(number("-0.125").fixed(2), "-0.13");
        assert_eq!(number("5").fixed(2), "5.00");
        assert_eq!(number("1.50").to_string(), "1.5");
    }
}
