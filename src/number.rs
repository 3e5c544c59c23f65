//! Exact decimal figures: points (分), money (元), figures of registers (斤, 亩, 元), percentages.
//!
//! The only home of decimal arithmetic. Nothing here rounds unless the name says so, and nothing
//! panics: an operation whose exact result does not fit says [`Inexact`].

mod short;

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};
use short::{added_at_finer_scale, divided_at_once, multiplied_short, normalized, word};

/// Decimal places kept of a quotient that has no finite decimal expansion.
pub(crate) const QUOTIENT_PLACES: u32 = 12;

/// Figures of more than this many digits are refused: spreadsheets keep no more.
const MAX_DIGITS: usize = 15;

/// An exact decimal figure, without a unit of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(Decimal);

/// The exact result of an operation has more than the 28 digits that a [`Number`] holds.
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
    pub const ZERO: Self = Self(Decimal::ZERO);
    /// One.
    pub const ONE: Self = Self(Decimal::ONE);
    /// A hundred, as in percentages.
    pub const HUNDRED: Self = Self(Decimal::ONE_HUNDRED);

    /// Reads a plain decimal literal: optional sign, digits, at most one point, at most 15 significant
    /// digits. `None` for anything else (exponents, separators, spaces, `.5`, `5.`).
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.bytes().filter(u8::is_ascii_digit).skip_while(|digit| *digit == b'0');
        (digits.count() <= MAX_DIGITS).then(|| Self::parse_exact(text)).flatten()
    }

    /// As [`Self::parse`], with as many digits as a number holds: what was written of a result is read back so.
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
        Decimal::from_str_exact(text).ok().map(|value| Self(value.normalize()))
    }

    /// `self + other`, exact.
    pub fn plus(self, other: Self) -> Result<Self, Inexact> {
        // Most sums begin with nothing, and nothing is lost beside it.
        if self.is_zero() {
            return Ok(other);
        }
        if other.is_zero() {
            return Ok(self);
        }
        // Zeros behind the point cost nothing until they crowd out digits.
        Self::added(self.0, other.0).or_else(|Inexact| Self::added(self.0.normalize(), other.0.normalize()))
    }

    fn added(one: Decimal, other: Decimal) -> Result<Self, Inexact> {
        // Most figures of one account have as many places.
        if one.scale() == other.scale() {
            if let (Some(one_digits), Some(other_digits)) = (word(one), word(other))
                && let Some(sum) = one_digits.checked_add(other_digits)
            {
                return Ok(Self(Decimal::new(sum, one.scale())));
            }
            let sum = Decimal::try_from_i128_with_scale(one.mantissa() + other.mantissa(), one.scale());
            return sum.map(Self).map_err(|_| Inexact);
        }
        if let Some(sum) = added_at_finer_scale(one, other) {
            return Ok(Self(sum));
        }
        let sum = one.checked_add(other).ok_or(Inexact)?;
        // `Decimal` drops digits rather than fail; a sum is exact only at the finer scale of the two.
        if sum.scale() < one.scale().max(other.scale()) {
            return Err(Inexact);
        }
        Ok(Self(sum))
    }

    /// `self - other`, exact.
    pub fn minus(self, other: Self) -> Result<Self, Inexact> {
        self.plus(other.negated())
    }

    /// `self × other`, exact.
    pub fn times(self, other: Self) -> Result<Self, Inexact> {
        Self::multiplied(self.0, other.0)
            .or_else(|Inexact| Self::multiplied(self.0.normalize(), other.0.normalize()))
    }

    fn multiplied(one: Decimal, other: Decimal) -> Result<Self, Inexact> {
        if let Some(product) = multiplied_short(one, other) {
            return Ok(Self(normalized(product)));
        }
        let product = one.checked_mul(other).ok_or(Inexact)?;
        if product.scale() < one.scale() + other.scale() && !product.is_zero() {
            return Err(Inexact);
        }
        if product.is_zero() && !one.is_zero() && !other.is_zero() {
            return Err(Inexact);
        }
        Ok(Self(normalized(product)))
    }

    /// The sum of many, exact.
    pub fn sum(numbers: impl IntoIterator<Item = Self>) -> Result<Self, Inexact> {
        numbers.into_iter().try_fold(Self::ZERO, Self::plus)
    }

    /// `self ÷ divisor`, half up at the 12th decimal place where it does not end before.
    ///
    /// `Err` for a divisor of zero too: callers decide what an empty target means before they divide.
    pub fn quotient(self, divisor: Self) -> Result<Self, Inexact> {
        self.divided(divisor, QUOTIENT_PLACES, true)
    }

    /// How many whole times `step` goes into `self`, decided on the exact fraction. Both must be ≥ 0
    /// and `step` > 0.
    pub fn whole_steps(self, step: Self) -> Result<Self, Inexact> {
        self.divided(step, 0, false)
    }

    /// The steps of `step` that count of a distance `self`, by the rulebook's reading of a partial one.
    /// A distance of zero or less has no step.
    pub fn steps(self, step: Self, partial: PartialStep) -> Result<Self, Inexact> {
        if self.0 <= Decimal::ZERO {
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

    /// Long division on the integer mantissas, so that the last place is decided on the exact fraction.
    fn divided(self, divisor: Self, places: u32, half_up: bool) -> Result<Self, Inexact> {
        let (above, below) = (normalized(self.0), normalized(divisor.0));
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
        let negative = above.is_sign_negative() != below.is_sign_negative();
        let wanted = shift_up.saturating_sub(shift_down);
        if let Some(quotient) = divided_at_once((remainder, unit), (wanted, places), half_up) {
            return Ok(Self(normalized(if negative { -quotient } else { quotient })));
        }
        let mut quotient = remainder / unit;
        remainder %= unit;
        let mut reached = 0;
        while reached < wanted && remainder != 0 {
            reached += 1;
            let digits = remainder.checked_mul(10).ok_or(Inexact)?;
            quotient = quotient
                .checked_mul(10)
                .and_then(|shifted| shifted.checked_add(digits / unit))
                .ok_or(Inexact)?;
            remainder = digits % unit;
        }
        if half_up && remainder.checked_mul(2).ok_or(Inexact)? >= unit {
            quotient += 1;
        }
        let quotient = i128::try_from(quotient).map_err(|_| Inexact)?;
        let signed = if negative { -quotient } else { quotient };
        // It may have ended before the last place.
        let rest = wanted - reached;
        let zeros = 10_i128.checked_pow(rest.saturating_sub(places)).ok_or(Inexact)?;
        let signed = signed.checked_mul(zeros).ok_or(Inexact)?;
        Decimal::try_from_i128_with_scale(signed, places.saturating_sub(rest))
            .map(|value| Self(normalized(value)))
            .map_err(|_| Inexact)
    }

    /// Whether it has no digit behind so many decimal places.
    pub fn ends_within(self, places: u32) -> bool {
        self.0.scale() <= places || normalized(self.0).scale() <= places
    }

    /// `-self`.
    #[must_use]
    pub fn negated(self) -> Self {
        if self.0.is_zero() { Self::ZERO } else { Self(-self.0) }
    }

    /// Without its sign.
    #[must_use]
    pub fn unsigned(self) -> Self {
        self.max(self.negated())
    }

    /// Rounded half up (away from zero) to `places` decimal places.
    #[must_use]
    pub fn rounded(self, places: u32) -> Self {
        Self(self.0.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero).normalize())
    }

    /// Text with exactly `places` decimals, half up: for print.
    pub fn fixed(self, places: u32) -> String {
        let mut value = self.rounded(places).0;
        value.rescale(places);
        value.to_string()
    }

    /// True for 0.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// True below 0.
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// True for a figure without decimals.
    pub fn is_whole(self) -> bool {
        self.0.is_integer()
    }

    /// The figure of a whole count that a program counted itself.
    pub fn from_count(count: usize) -> Self {
        Self(Decimal::from(count))
    }

    /// A whole figure that was computed as an integer.
    pub fn from_whole(whole: i128) -> Result<Self, Inexact> {
        Decimal::try_from_i128_with_scale(whole, 0).map(Self).map_err(|_| Inexact)
    }

    /// The same figure as a fraction of integers, in no particular terms; the denominator is a power of ten.
    pub fn as_fraction(self) -> (i128, i128) {
        (self.0.mantissa(), 10_i128.pow(self.0.scale()))
    }

    /// The decimal beneath, for the writers that hand it to a library.
    pub fn decimal(self) -> Decimal {
        self.0.normalize()
    }
}

impl From<u32> for Number {
    fn from(count: u32) -> Self {
        Self(Decimal::from(count))
    }
}

/// Exact text without trailing zeros, as the JSON contract wants it.
impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0.normalize().to_string())
    }
}

impl serde::Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
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
