//! A pool of money that is shared out by scores: to each the share that the own score, with what multiplies it, is of all.

use super::assessment::{Account, AccountKind, PoolResult};
use super::pay::Priced;
use super::quotient::{self, Factor};
use crate::number::{Inexact, Number};
use crate::period::Period;
use crate::rulebook::{Pay, Subject};
use crate::sentence;
use crate::sentence::Sentence;

/// Makes of what each counts for the share of the pool that it brings. Nobody has a share while a score is open, or where
/// all together count for nothing.
pub(super) fn shared(
    pay: &Pay,
    period: Period,
    yuan: Number,
    open: &[Account],
    all: &mut Vec<Priced>,
) -> Result<PoolResult, Inexact> {
    let kind = match pay.subject {
        Subject::Village => AccountKind::Village,
        Subject::Cadre => AccountKind::Cadre,
    };
    let mut pool = PoolResult {
        rule: pay.id.clone(),
        name: pay.name.clone(),
        clause: pay.clause.clone(),
        period,
        kind,
        amount: yuan,
        places: pay.places,
        points: None,
        remainder: yuan,
        forfeited: Number::ZERO,
    };
    if !open.is_empty() {
        all.clear();
        return Ok(pool);
    }
    let Weighed { counted, brought, sum, whole } = weighed(yuan, all)?;
    pool.points = Some(sum.quotient(whole)?);
    if sum.is_zero() {
        all.clear();
        return Ok(pool);
    }
    let total = points(sum, whole)?;
    for (one, (counted, brought)) in all.iter_mut().zip(counted.into_iter().zip(brought)) {
        let as_much = points(counted, whole)?;
        let is_weighed = one.points.times(one.divisor) != Ok(one.amount);
        let weighed = if is_weighed { sentence!("，折合{}分", as_much) } else { Sentence::default() };
        one.why = sentence!("共{}元，{}{}，合计{}分", yuan, one.why.clone(), weighed, total.clone());
        (one.amount, one.divisor) = (brought, sum);
        pool.remainder = pool.remainder.minus(one.amount.quotient(sum)?.rounded(pay.places))?;
    }
    Ok(pool)
}

/// What each counts for, and all together, over one divisor.
struct Weighed {
    counted: Vec<Number>,
    /// What each counts for, times the pool.
    brought: Vec<Number>,
    sum: Number,
    whole: Number,
}

impl Weighed {
    fn of(yuan: Number, (counted, whole): (Vec<Number>, Number)) -> Result<Self, Inexact> {
        let brought = counted.iter().map(|one| yuan.times(*one)).collect::<Result<_, _>>()?;
        Ok(Self { sum: Number::sum(counted.iter().copied())?, counted, brought, whole })
    }
}

/// As fractions, unless that takes more digits than there are: means, coefficients and days may each bring some. Then each
/// counts for its quotient, rounded once.
fn weighed(yuan: Number, all: &[Priced]) -> Result<Weighed, Inexact> {
    let factors: Vec<_> = all.iter().map(|one| Factor { weight: one.amount, divisor: one.divisor }).collect();
    let exact = quotient::over_one(&factors).and_then(|counted| Weighed::of(yuan, counted));
    exact.or_else(|Inexact| {
        let quotients = factors.iter().map(|one| one.weight.quotient(one.divisor));
        Weighed::of(yuan, (quotients.collect::<Result<_, _>>()?, Number::ONE))
    })
}

/// Decimals beyond this make a sum no clearer.
const SHOWN_PLACES: u32 = 4;

/// `48`, or `约48.33` where it does not end soon.
fn points(above: Number, below: Number) -> Result<Sentence, Inexact> {
    let points = above.quotient(below)?;
    let is_exact = points.ends_within(SHOWN_PLACES) && points.times(below) == Ok(above);
    Ok(if is_exact { sentence!("{}", points) } else { sentence!("约{}", points.rounded(2)) })
}
