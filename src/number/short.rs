//! Figures of so few digits that their integer fits a machine word, as nearly all are: what is done with such is done on
//! words. What does not fit is left to the long way, which alone decides what is exact; nothing is rounded here but a
//! quotient.

use std::cmp::Ordering;
use std::fmt;

use super::Decimal;

/// The most decimal places that a figure has.
const MAX_SCALE: u32 = Decimal::MAX_SCALE;

/// The powers of ten that fit a machine word.
const POWERS: [i64; 19] = {
    let mut powers = [1; 19];
    let mut rest: &mut [i64] = &mut powers;
    let mut power: i64 = 1;
    while let [first, behind @ ..] = rest {
        *first = power;
        power = power.wrapping_mul(10);
        rest = behind;
    }
    powers
};

/// What becomes of what is left behind the last decimal place of a quotient.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LastPlace {
    /// From half a unit on it is one more.
    HalfUp,
    /// It is left off.
    Cut,
}

/// Ten to the power of so many places.
fn power(places: u32) -> Option<i64> {
    POWERS.get(usize::try_from(places).ok()?).copied()
}

/// A short figure. No zeros stand behind its point, so that each figure is kept in one way only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Short {
    digits: i64,
    scale: u32,
}

impl Short {
    /// A whole figure.
    pub(super) const fn whole(digits: i64) -> Self {
        Self { digits, scale: 0 }
    }

    /// So many digits behind the point.
    #[inline]
    fn new(digits: i64, scale: u32) -> Self {
        // What is odd ends in no zero, which is seen without dividing.
        if scale == 0 || digits % 2 != 0 || digits % 10 != 0 {
            return Self { digits, scale };
        }
        Self::without_zeros(digits, scale)
    }

    fn without_zeros(digits: i64, scale: u32) -> Self {
        if digits == 0 {
            return Self::whole(0);
        }
        // A word has up to eighteen zeros.
        let begun = cut::<100_000_000, 8>(cut::<100_000_000, 8>((digits, scale)));
        let (digits, scale) = cut::<10, 1>(cut::<100, 2>(cut::<10_000, 4>(begun)));
        Self { digits, scale }
    }

    /// A decimal, if it is short.
    pub(super) fn of(value: Decimal) -> Option<Self> {
        i64::try_from(value.mantissa()).ok().map(|digits| Self::new(digits, value.scale()))
    }

    /// The same as a decimal.
    pub(super) fn decimal(self) -> Decimal {
        Decimal::new(self.digits, self.scale)
    }

    /// Writes the digits with their point, after the pattern of whoever asks.
    pub(super) fn write(self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A word has up to nineteen digits, and up to as many places as a figure has stand behind the point.
        let mut written = [b'0'; 2 + MAX_SCALE as usize + 19];
        let mut start = written.len();
        let mut rest = self.digits.unsigned_abs();
        let mut places = 0;
        let mut put = |sign: u8| {
            start = start.saturating_sub(1);
            written.get_mut(start).into_iter().for_each(|place| *place = sign);
        };
        while rest > 0 || places <= self.scale {
            put(b'0' + u8::try_from(rest % 10).unwrap_or(0));
            rest /= 10;
            places += 1;
            if places == self.scale {
                put(b'.');
            }
        }
        if self.digits < 0 {
            put(b'-');
        }
        let text = written.get(start..).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default();
        if out.width().is_none() && out.precision().is_none() { out.write_str(text) } else { out.pad(text) }
    }

    /// True for 0.
    #[inline]
    pub(super) fn is_zero(self) -> bool {
        self.digits == 0
    }

    /// True below 0.
    #[inline]
    pub(super) fn is_negative(self) -> bool {
        self.digits < 0
    }

    /// How many digits stand behind the point.
    #[inline]
    pub(super) fn scale(self) -> u32 {
        self.scale
    }

    /// With the other sign.
    #[inline]
    pub(super) fn negated(self) -> Option<Self> {
        Some(Self { digits: self.digits.checked_neg()?, scale: self.scale })
    }

    /// Which is larger.
    #[inline]
    pub(super) fn compared(self, other: Self) -> Option<Ordering> {
        match self.scale.cmp(&other.scale) {
            Ordering::Equal => Some(self.digits.cmp(&other.digits)),
            Ordering::Less => Some(self.at(other.scale)?.cmp(&other.digits)),
            Ordering::Greater => Some(self.digits.cmp(&other.at(self.scale)?)),
        }
    }

    /// Its digits with so many places behind the point, which are no fewer than it has.
    #[inline]
    fn at(self, scale: u32) -> Option<i64> {
        self.digits.checked_mul(power(scale.checked_sub(self.scale)?)?)
    }

    /// The sum.
    #[inline]
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        // Most sums begin with nothing, and nothing is lost beside it.
        if self.is_zero() {
            return Some(other);
        }
        if other.is_zero() {
            return Some(self);
        }
        if self.scale == other.scale {
            return Some(Self::new(self.digits.checked_add(other.digits)?, self.scale));
        }
        let scale = self.scale.max(other.scale);
        // The last digit is that of the finer one, which is no zero.
        Some(Self { digits: self.at(scale)?.checked_add(other.at(scale)?)?, scale })
    }

    /// The difference.
    #[inline]
    pub(super) fn minus(self, other: Self) -> Option<Self> {
        if other.is_zero() {
            return Some(self);
        }
        if self.scale == other.scale {
            return Some(Self::new(self.digits.checked_sub(other.digits)?, self.scale));
        }
        self.plus(other.negated()?)
    }

    /// The product.
    #[inline]
    pub(super) fn times(self, other: Self) -> Option<Self> {
        let scale = self.scale + other.scale;
        let digits = self.digits.checked_mul(other.digits)?;
        (scale <= MAX_SCALE).then(|| Self::new(digits, scale))
    }

    /// Half up, away from zero, to fewer places than it has; `None` where the places left off are too many for a word.
    pub(super) fn rounded(self, places: u32) -> Option<Self> {
        let unit = power(self.scale.checked_sub(places)?)?;
        let (whole, rest) = (self.digits.checked_div(unit)?, self.digits.checked_rem(unit)?);
        let is_up = rest.unsigned_abs() >= unit.unsigned_abs() - rest.unsigned_abs();
        Some(Self::new(if is_up { whole + self.digits.signum() } else { whole }, places))
    }

    /// The quotient to so many places, the last one half up or cut.
    pub(super) fn divided(self, divisor: Self, places: u32, last: LastPlace) -> Option<Self> {
        let (above, below) = (self.digits.unsigned_abs(), divisor.digits.unsigned_abs());
        let factor = power((places + divisor.scale).checked_sub(self.scale)?)?;
        let shifted = u128::from(above) * u128::from(factor.unsigned_abs());
        let (whole, remainder) = match u64::try_from(shifted) {
            Ok(shifted) => (shifted.checked_div(below)?, shifted.checked_rem(below)?),
            Err(_) => {
                let below = u128::from(below);
                let whole = shifted.checked_div(below)?;
                (u64::try_from(whole).ok()?, u64::try_from(shifted - whole * below).ok()?)
            }
        };
        let up = last == LastPlace::HalfUp && remainder >= below - remainder;
        let size = i64::try_from(whole.checked_add(u64::from(up))?).ok()?;
        let negative = self.is_negative() != divisor.is_negative();
        Some(Self::new(if negative { -size } else { size }, places))
    }
}

/// Without so many zeros behind the point, where there are as many. What ends in so many binary digits that are not all
/// zero ends in no such power of ten, which is seen without dividing.
fn cut<const FACTOR: i64, const ZEROS: u32>((digits, scale): (i64, u32)) -> (i64, u32) {
    let may_end = scale >= ZEROS && digits.trailing_zeros() >= ZEROS;
    if may_end && digits % FACTOR == 0 { (digits / FACTOR, scale - ZEROS) } else { (digits, scale) }
}

#[cfg(test)]
mod tests {
    use super::super::{Number, RoundingStrategy};
    use super::*;

    /// What fits a machine word and what does not come to the same as the decimals beneath. How many results there are is
    /// counted in fractions by another program: those of fewer than 2⁹⁶ units of the last place.
    #[test]
    fn short_and_long_ways_agree() {
        let texts = [
            "0",
            "7",
            "-0.5",
            "12.50",
            "-3.125",
            "0.000000000001",
            "-100000000000000000.0",
            "9223372036854.775807",
            "9223372036854775808",
            "-9223372036854775808",
            "123456789012345",
            "0.00000001",
        ];
        let all: Vec<Decimal> = texts.iter().map(|text| Decimal::from_str_exact(text).unwrap()).collect();
        let [mut sums, mut differences, mut products, mut quotients] = [0; 4];
        for one in &all {
            let a = Number::of(*one);
            assert_eq!((a.decimal(), a.to_string()), (*one, one.normalize().to_string()));
            assert_eq!((a.negated().decimal(), a.is_zero()), (-one, one.is_zero()));
            assert_eq!((a.is_negative(), a.is_whole()), (*one < Decimal::ZERO, one.is_integer()));
            for other in &all {
                let b = Number::of(*other);
                assert_eq!(a.cmp(&b), one.cmp(other));
                assert_eq!(a == b, one == other);
                if let Ok(sum) = a.plus(b) {
                    sums += 1;
                    assert_eq!(sum.decimal(), one + other);
                }
                if let Ok(difference) = a.minus(b) {
                    differences += 1;
                    assert_eq!(difference.decimal(), one - other);
                }
                if let Ok(product) = a.times(b) {
                    products += 1;
                    assert_eq!(product.decimal(), one.checked_mul(*other).unwrap());
                }
                if other.is_zero() {
                    assert!(a.quotient(b).is_err());
                    continue;
                }
                let strategy = RoundingStrategy::MidpointAwayFromZero;
                if let Ok(quotient) = a.quotient(b) {
                    quotients += 1;
                    let expected = (one / other).round_dp_with_strategy(12, strategy);
                    assert_eq!(quotient.decimal(), expected, "{one} / {other}");
                }
            }
        }
        // Of 144 pairs; by zero nothing is divided.
        assert_eq!([sums, differences, products, quotients], [138, 138, 120, 127]);
    }

    #[test]
    fn a_figure_is_kept_in_one_way_only() {
        for (digits, scale, kept) in [
            (1500, 3, (15, 1)),
            (0, 5, (0, 0)),
            (-1_000_000_000_000_000_000, 18, (-1, 0)),
            (120, 0, (120, 0)),
            // More zeros than places.
            (10_000, 1, (1000, 0)),
            // As many binary zeros as 10⁴ has, and one zero.
            (240, 5, (24, 4)),
        ] {
            let short = Short::new(digits, scale);
            assert_eq!((short.digits, short.scale), kept);
        }
        assert_eq!(Number::of(Decimal::new(250, 2)), Number::of(Decimal::new(25, 1)));
        // Its digits fit a word only without the zero.
        let written = Decimal::from_str_exact("9223372036854775800.0").unwrap();
        assert!(matches!(Number::of(written).0, super::super::Kept::Short(_)));
    }

    const fn of(digits: i64, scale: u32) -> Short {
        Short { digits, scale }
    }

    /// The long way comes to the same: were the short one never gone, no other test would see it.
    #[test]
    fn what_fits_a_word_is_done_on_words() {
        assert_eq!(of(125, 2).plus(of(5, 1)), Some(of(175, 2)));
        assert_eq!(of(75, 2).plus(of(25, 2)), Some(of(1, 0)));
        assert_eq!(of(i64::MAX, 0).plus(of(1, 0)), None);
        assert_eq!(of(1, 1).minus(of(125, 2)), Some(of(-115, 2)));
        assert_eq!(of(5, 1).minus(of(15, 1)), Some(of(-1, 0)));
        assert_eq!(of(25, 1).times(of(4, 1)), Some(of(1, 0)));
        assert_eq!(of(1, 14).times(of(1, 14)), Some(of(1, 28)));
        assert_eq!(of(1, 15).times(of(1, 14)), None);
        assert_eq!((of(5, 1).negated(), of(i64::MIN, 0).negated()), (Some(of(-5, 1)), None));
        assert_eq!(of(5, 1).compared(of(45, 2)), Some(Ordering::Greater));
        assert_eq!(of(45, 2).compared(of(5, 1)), Some(Ordering::Less));
        assert_eq!((power(0), power(18), power(19)), (Some(1), Some(1_000_000_000_000_000_000), None));
        let (one, two) = (Number::from(1), Number::from(2));
        assert_eq!(one.short(two, Short::plus), Some(Number::from(3)));
    }

    #[test]
    fn short_figures_are_rounded_as_decimals_are() {
        let digits = [0, 1, 4, 5, -5, 49, 50, -51, 125, -995, 999_999, 1_234_567_890_125, i64::MAX];
        for (digits, at) in digits.into_iter().flat_map(|digits| (0..84).map(move |at| (digits, at))) {
            let (decimal, places) = (Decimal::new(digits, at / 4), at % 4);
            let half_up = decimal.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
            assert_eq!(Number::of(decimal).rounded(places), Number::of(half_up), "{decimal} {places}");
        }
    }

    #[test]
    fn quotients_of_short_figures_are_short() {
        let half_up = |one: Short, other, places| one.divided(other, places, LastPlace::HalfUp);
        assert_eq!(half_up(of(2, 0), of(3, 0), 12), Some(of(666_666_666_667, 12)));
        assert_eq!(half_up(of(-7, 0), of(2, 0), 0), Some(of(-4, 0)));
        assert_eq!(of(-7, 0).divided(of(2, 0), 0, LastPlace::Cut), Some(of(-3, 0)));
        assert_eq!(half_up(of(1, 0), of(8, 3), 12), Some(of(125, 0)));
        // 2 × 10²⁰ is more than a word, what is left of it is not: 6666.666… and 3333.333….
        assert_eq!(half_up(of(200_000_000, 0), of(30_000, 0), 12), Some(of(6_666_666_666_666_667, 12)));
        assert_eq!(half_up(of(100_000_000, 0), of(30_000, 0), 12), Some(of(3_333_333_333_333_333, 12)));
        assert_eq!((half_up(of(1, 0), of(0, 0), 12), half_up(of(1, 13), of(1, 0), 12)), (None, None));
    }

    fn long(text: &str) -> Number {
        Number::of(Decimal::from_str_exact(text).unwrap())
    }

    /// A word ends at 9223372036854775807.
    #[test]
    fn sums_and_products_beyond_a_word_are_exact() {
        let (most, one) = (long("9223372036854775807"), Number::ONE);
        assert_eq!(most.plus(one).unwrap().to_string(), "9223372036854775808");
        assert_eq!(most.negated().minus(long("2.5")).unwrap().to_string(), "-9223372036854775809.5");
        assert_eq!(one.minus(long("9223372036854775808")).unwrap().to_string(), "-9223372036854775807");
        let large = long("10000000000").times(long("10000000000")).unwrap();
        assert_eq!(large.to_string(), "100000000000000000000");
        assert_eq!((large.plus(Number::ZERO), Number::ZERO.plus(large)), (Ok(large), Ok(large)));
        assert_eq!(
            (large.times(Number::ZERO), Number::ZERO.times(large)),
            (Ok(Number::ZERO), Ok(Number::ZERO))
        );
    }

    /// 2 × 10¹⁹ is more than a word.
    #[test]
    fn quotients_of_long_figures_are_half_up_too() {
        let of = |one: &str, other: &str| long(one).quotient(long(other)).unwrap().to_string();
        assert_eq!(of("20000000000000000000", "30000"), "666666666666666.666666666667");
        assert_eq!(of("-20000000000000000000", "30000"), "-666666666666666.666666666667");
        assert_eq!(of("-20000000000000000000", "-60000"), "333333333333333.333333333333");
        assert_eq!(
            long("20000000000000000000").whole_steps(long("30000")).unwrap().to_string(),
            "666666666666666"
        );
        // More places than a quotient keeps.
        assert_eq!(of("0.0000000000005", "1"), "0.000000000001");
        assert_eq!(of("0.0000000000035", "0.25"), "0.000000000014");
        assert_eq!(of("0.00000000000049", "1"), "0");
    }

    #[test]
    fn the_text_fills_the_room_that_it_is_given() {
        assert_eq!(format!("{:>6}|", Number::of(Decimal::new(-15, 1))), "  -1.5|");
        assert_eq!(format!("{:?}", Number::of(Decimal::new(-15, 1))), "Number(-1.5)");
    }

    /// Ten to the twentieth has no room for twelve places, and needs none.
    #[test]
    fn a_long_quotient_that_ends_keeps_its_digits() {
        let large = Number::of(Decimal::from(100_000_000_000_000_000_000_u128));
        assert_eq!(large.quotient(Number::ONE).unwrap(), large);
    }
}
