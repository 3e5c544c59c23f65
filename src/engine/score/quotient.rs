//! What weighted terms come to: one quotient for the whole node, formed after all multiplications, and terms that
//! add up to it to the last digit. A node above counts with the quotient before it was rounded.

use crate::engine::assessment::{ItemResult, Unrounded};
use crate::number::{Inexact, Number, QUOTIENT_PLACES};

/// What a score is multiplied by and divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Factor {
    pub(in crate::engine) weight: Number,
    /// > 0
    pub(in crate::engine) divisor: Number,
}

impl Factor {
    /// Whether it leaves a score as it is.
    pub(in crate::engine) fn is_one(&self) -> bool {
        self.weight == self.divisor
    }
}

/// A score as it is, and as it was before a quotient in it was rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Score {
    pub(in crate::engine) rounded: Number,
    pub(in crate::engine) unrounded: Option<Unrounded>,
}

impl ItemResult {
    /// The score as what stands above counts with it.
    pub(in crate::engine) fn counted(&self) -> Option<Score> {
        self.score.map(|rounded| Score { rounded, unrounded: self.unrounded.as_deref().copied() })
    }
}

impl Score {
    /// One that is exact.
    pub(in crate::engine) fn exact(score: Number) -> Self {
        Self { rounded: score, unrounded: None }
    }
}

/// What the terms of a node bring.
pub(in crate::engine) struct Brought {
    pub(in crate::engine) contributions: Vec<Option<Number>>,
    /// Their sum before it was rounded; `None` where it ends, or a score is undecided.
    pub(in crate::engine) unrounded: Option<Unrounded>,
}

/// What scores bring that may come from quotients of their own: those count unrounded, unless that takes more digits than
/// there are.
pub(in crate::engine) fn brought(scores: &[Option<Score>], factors: &[Factor]) -> Result<Brought, Inexact> {
    if scores.iter().flatten().any(|score| score.unrounded.is_some())
        && let Ok(brought) = of_fractions(scores, factors)
    {
        return Ok(brought);
    }
    let rounded: Vec<_> = scores.iter().map(|score| score.map(|score| score.rounded)).collect();
    contributions(&rounded, factors)
}

fn of_fractions(scores: &[Option<Score>], factors: &[Factor]) -> Result<Brought, Inexact> {
    let (mut above, mut below) = (Vec::with_capacity(scores.len()), Vec::with_capacity(scores.len()));
    for (score, factor) in scores.iter().zip(factors) {
        let unrounded = score.and_then(|score| score.unrounded);
        above.push(score.map(|score| unrounded.map_or(score.rounded, |unrounded| unrounded.above)));
        let divisor = match unrounded {
            Some(unrounded) => factor.divisor.times(unrounded.below)?,
            None => factor.divisor,
        };
        below.push(Factor { weight: factor.weight, divisor });
    }
    contributions(&above, &below)
}

/// What each score brings. A quotient that does not end is rounded once, for all scores up to and with this
/// one, so that nothing is lost in adding: twelve months of 97.5 have a mean of 97.5.
fn contributions(scores: &[Option<Number>], factors: &[Factor]) -> Result<Brought, Inexact> {
    if are_their_own(scores.iter().copied(), factors) {
        return Ok(Brought { contributions: scores.to_vec(), unrounded: None });
    }
    let divisors = distinct(factors);
    let common = common(&divisors)?;
    let (mut above, mut before) = (Number::ZERO, Number::ZERO);
    let mut all = Vec::with_capacity(scores.len());
    for (score, factor) in scores.iter().zip(factors) {
        let Some(score) = score else {
            all.push(None);
            continue;
        };
        let times = common.times_of(factor.divisor)?;
        above = above.plus(score.times(factor.weight)?.times(times)?)?;
        let sum = above.quotient(common.whole)?;
        all.push(Some(sum.minus(before)?));
        before = sum;
    }
    let is_decided = scores.iter().all(Option::is_some);
    let unrounded = if is_decided { common.unrounded(above, before) } else { None };
    Ok(Brought { contributions: all, unrounded })
}

/// The sum of what the scores bring; those that are undecided bring nothing.
pub(in crate::engine) fn total(
    scores: impl Iterator<Item = Option<Number>> + Clone,
    factors: &[Factor],
) -> Result<Number, Inexact> {
    if are_their_own(scores.clone(), factors) {
        return Number::sum(scores.flatten());
    }
    let scores: Vec<_> = scores.collect();
    Number::sum(contributions(&scores, factors)?.contributions.into_iter().flatten())
}

/// Fractions brought over one divisor: what stands above it of each, and the divisor.
pub(in crate::engine) fn over_one(fractions: &[Factor]) -> Result<(Vec<Number>, Number), Inexact> {
    let common = common(&distinct(fractions))?;
    let above = |one: &Factor| one.weight.times(common.times_of(one.divisor)?);
    Ok((fractions.iter().map(above).collect::<Result<_, _>>()?, common.whole))
}

/// Whether each score is its own contribution: nothing is weighed, and nothing has digits to lose.
fn are_their_own(mut scores: impl Iterator<Item = Option<Number>>, factors: &[Factor]) -> bool {
    let ends = |score: Option<Number>| score.is_none_or(|score| score.ends_within(QUOTIENT_PLACES));
    factors.iter().all(Factor::is_one) && scores.all(ends)
}

/// Each divisor once: where all are equal, nothing is multiplied.
fn distinct(factors: &[Factor]) -> Vec<Number> {
    let mut divisors: Vec<_> = factors.iter().map(|factor| factor.divisor).collect();
    divisors.sort_unstable();
    divisors.dedup();
    divisors
}

/// A multiple of several divisors, no larger than it need be: ten divisors multiplied with each other have no room beside
/// scores of many places.
struct Common {
    whole: Number,
    multiple: i128,
}

impl Common {
    /// How many times a divisor goes into it.
    fn times_of(&self, divisor: Number) -> Result<Number, Inexact> {
        let (above, below) = divisor.as_fraction();
        let times = self.multiple.checked_div(above).ok_or(Inexact)?;
        Number::from_whole(times.checked_mul(below).ok_or(Inexact)?)
    }

    /// A sum over it as a fraction in its lowest terms; `None` where the quotient is the sum, or the fraction takes more
    /// digits than there are.
    fn unrounded(&self, sum: Number, quotient: Number) -> Option<Unrounded> {
        if quotient.times(self.whole) == Ok(sum) {
            return None;
        }
        let (above, scale) = sum.as_fraction();
        let below = self.multiple.checked_mul(scale)?;
        let shared = greatest_shared(above, below).checked_abs()?;
        let above = Number::from_whole(above.checked_div(shared)?).ok()?;
        Some(Unrounded { above, below: Number::from_whole(below.checked_div(shared)?).ok()? })
    }
}

/// The least multiple of what the divisors, as fractions, have above the line.
fn common(divisors: &[Number]) -> Result<Common, Inexact> {
    let multiple = divisors.iter().try_fold(1_i128, |multiple, divisor| {
        let (above, _) = divisor.as_fraction();
        let shared = greatest_shared(multiple, above);
        above.checked_div(shared)?.checked_mul(multiple)
    });
    let multiple = multiple.ok_or(Inexact)?;
    Ok(Common { whole: Number::from_whole(multiple)?, multiple })
}

/// The greatest whole number that goes into both.
fn greatest_shared(one: i128, other: i128) -> i128 {
    if other == 0 { one } else { greatest_shared(other, one % other) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    fn factor(weight: &str, divisor: &str) -> Factor {
        Factor { weight: number(weight), divisor: number(divisor) }
    }

    #[test]
    fn a_mean_loses_nothing() {
        let mut scores = vec![Some(number("100")); 11];
        scores.push(Some(number("70")));
        let factors = vec![factor("1", "12"); 12];
        assert_eq!(total(scores.iter().copied(), &factors).unwrap(), number("97.5"));
        let parts = contributions(&scores, &factors).unwrap().contributions;
        assert_eq!(parts[0], Some(number("8.333333333333")));
        assert_eq!(parts[1], Some(number("8.333333333334")));
    }

    #[test]
    fn different_divisors_share_one_quotient() {
        // 1/3 + 1/6 = 1/2
        let scores = [Some(Number::ONE), Some(Number::ONE)];
        assert_eq!(total(scores.into_iter(), &[factor("1", "3"), factor("1", "6")]).unwrap(), number("0.5"));
    }

    #[test]
    fn many_divisors_leave_room_for_many_places() {
        let factors: Vec<_> = (3..=13).rev().map(|tens| factor("10", &format!("{tens}0"))).collect();
        let scores: Vec<_> =
            (3..=13).rev().map(|tens| Some(number(&format!("{tens}.000000000003")))).collect();
        // Eleven times 1 and a little: 3e-12 × (1/3 + 1/4 + … + 1/13) rounds to 5e-12.
        assert_eq!(total(scores.into_iter(), &factors).unwrap(), number("11.000000000005"));
        // 1/2.5 + 1/0.4 = 2.9
        let parts = [factor("1", "2.5"), factor("1", "0.4")];
        assert_eq!(total([Some(Number::ONE), Some(Number::ONE)].into_iter(), &parts).unwrap(), number("2.9"));
    }

    #[test]
    fn what_is_undecided_brings_nothing_and_says_so() {
        let scores = [Some(number("80")), None];
        let parts =
            contributions(&scores, &[factor("70", "100"), factor("30", "100")]).unwrap().contributions;
        assert_eq!(parts, [Some(number("56")), None]);
    }
}
