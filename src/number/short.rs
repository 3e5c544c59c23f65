//! Figures of so few digits that their integer fits a machine word, as nearly all are: what is done with such is done on
//! words. Whatever does not fit goes the long way, which alone decides what is exact; nothing is rounded here but a
//! quotient.

use super::Decimal;

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

/// Ten to the power of so many places.
fn power(places: u32) -> Option<i64> {
    POWERS.get(usize::try_from(places).ok()?).copied()
}

/// The digits as one integer, if it fits.
pub(super) fn word(value: Decimal) -> Option<i64> {
    i64::try_from(value.mantissa()).ok()
}

/// Without zeros behind the point.
pub(super) fn normalized(value: Decimal) -> Decimal {
    if value.scale() == 0 && !value.is_zero() {
        return value;
    }
    let Some(mut digits) = word(value) else { return value.normalize() };
    let mut scale = if digits == 0 { 0 } else { value.scale() };
    if scale > 0 && digits % 10 != 0 {
        return value;
    }
    // Halving what is looked at finds up to fifteen zeros in four steps; more than that are begun anew.
    while scale > 0 && digits % 10 == 0 {
        for (zeros, factor) in [(8, 100_000_000), (4, 10_000), (2, 100), (1, 10)] {
            if scale >= zeros && digits % factor == 0 {
                digits /= factor;
                scale -= zeros;
            }
        }
    }
    Decimal::new(digits, scale)
}

/// The sum of two figures of different scale.
pub(super) fn added_at_finer_scale(one: Decimal, other: Decimal) -> Option<Decimal> {
    let (fine, coarse) = if one.scale() > other.scale() { (one, other) } else { (other, one) };
    let factor = power(fine.scale() - coarse.scale())?;
    let sum = i128::from(word(coarse)?) * i128::from(factor) + i128::from(word(fine)?);
    Decimal::try_from_i128_with_scale(sum, fine.scale()).ok()
}

/// The product of two figures, all its digits kept.
pub(super) fn multiplied_short(one: Decimal, other: Decimal) -> Option<Decimal> {
    let product = i128::from(word(one)?) * i128::from(word(other)?);
    Decimal::try_from_i128_with_scale(product, one.scale() + other.scale()).ok()
}

/// The quotient of two integers to `wanted` more digits, as a figure of so many places; `None` where an integer on the
/// way does not fit.
pub(super) fn divided_at_once(
    (above, below): (u128, u128),
    (wanted, places): (u32, u32),
    half_up: bool,
) -> Option<Decimal> {
    let shifted = above.checked_mul(u128::try_from(power(wanted)?).ok()?)?;
    let (whole, remainder) = match (u64::try_from(shifted), u64::try_from(below)) {
        (Ok(shifted), Ok(below)) => (u128::from(shifted / below), u128::from(shifted % below)),
        _ => (shifted / below, shifted % below),
    };
    let up = half_up && remainder.checked_mul(2)? >= below;
    let quotient = i128::try_from(whole).ok()?.checked_add(i128::from(up))?;
    Decimal::try_from_i128_with_scale(quotient, places).ok()
}

#[cfg(test)]
mod tests {
    use super::super::{Number, RoundingStrategy};
    use super::*;

    /// What fits a machine word and what does not come to the same.
    #[test]
    fn short_and_long_ways_agree() {
        let texts =
            ["0", "7", "-0.5", "12.50", "-3.125", "9223372036854.77", "123456789012345", "0.00000001"];
        let all: Vec<Decimal> = texts.iter().map(|text| Decimal::from_str_exact(text).unwrap()).collect();
        for one in &all {
            assert_eq!(normalized(*one).to_string(), one.normalize().to_string());
            for other in &all {
                let (a, b) = (Number(*one), Number(*other));
                assert_eq!(a.plus(b).unwrap().0, one + other);
                if let Some(product) = multiplied_short(*one, *other) {
                    assert_eq!(product, one.checked_mul(*other).unwrap());
                }
                if other.is_zero() {
                    continue;
                }
                let strategy = RoundingStrategy::MidpointAwayFromZero;
                let expected = (one / other).round_dp_with_strategy(12, strategy);
                assert_eq!(a.quotient(b).unwrap().0, expected, "{one} / {other}");
            }
        }
        // Ten to the twentieth has no room for twelve places, and needs none.
        let large = Number(Decimal::from(100_000_000_000_000_u64)).times(Number::from(1_000_000)).unwrap();
        assert_eq!(large.quotient(Number::ONE).unwrap(), large);
    }
}
