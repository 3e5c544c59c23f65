//! A pool of money that is shared out by scores: to each the share that the own score, with what multiplies it, is of all.

use super::Priced;
use crate::engine::assessment::{Party, PartyKind, PoolResult};
use crate::engine::score::quotient::{self, Factor};
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
    open: &[Party],
    all: &mut Vec<Priced>,
) -> Result<PoolResult, Inexact> {
    let kind = match pay.subject {
        Subject::Village => PartyKind::Village,
        Subject::Cadre => PartyKind::Cadre,
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
    let weighed = weighed(yuan, all)?;
    let Weighed { sum, whole, .. } = weighed;
    pool.points = Some(sum.quotient(whole)?);
    if sum.is_zero() {
        all.clear();
        return Ok(pool);
    }
    let places = weighed.places_to_show(yuan, pay.places);
    let total = weighed.points(sum, places)?.words();
    for (one, (counted, brought)) in all.iter_mut().zip(weighed.counted.iter().zip(&weighed.brought)) {
        let is_weighed = one.points.times(one.divisor) != Ok(one.amount);
        let as_much = if is_weighed {
            sentence!("，折合{}分", weighed.points(*counted, places)?.words())
        } else {
            Sentence::default()
        };
        one.why = sentence!("共{}元，{}{}，合计{}分", yuan, one.why.clone(), as_much, total.clone());
        (one.amount, one.divisor) = (*brought, sum);
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

/// What ends within so many decimals is shown as it is.
const EXACT_PLACES: u32 = 4;

/// With fewer decimals nothing is rounded to be shown.
const FEWEST_PLACES: u32 = 2;

/// Decimals beyond this make a sum no clearer.
const MOST_PLACES: u32 = 10;

/// `48`, or `约48.33` where it does not end soon.
struct Points {
    shown: Number,
    is_exact: bool,
}

impl Points {
    fn words(&self) -> Sentence {
        if self.is_exact { sentence!("{}", self.shown) } else { sentence!("约{}", self.shown) }
    }
}

impl Weighed {
    /// What somebody, or all together, count for, as it is shown with so many decimals.
    fn points(&self, counted: Number, places: u32) -> Result<Points, Inexact> {
        let points = counted.quotient(self.whole)?;
        let ends = points.ends_within(EXACT_PLACES.max(places));
        let is_exact = ends && points.times(self.whole) == Ok(counted);
        Ok(Points { shown: if is_exact { points } else { points.rounded(places) }, is_exact })
    }

    /// The fewest decimals of what each counts for by which whoever works it out again comes to every amount.
    fn places_to_show(&self, yuan: Number, amount_places: u32) -> u32 {
        let mut choices = FEWEST_PLACES..=MOST_PLACES;
        choices.find(|places| self.comes_out(yuan, amount_places, *places) == Ok(true)).unwrap_or(MOST_PLACES)
    }

    fn comes_out(&self, yuan: Number, amount_places: u32, places: u32) -> Result<bool, Inexact> {
        let total = self.points(self.sum, places)?.shown;
        for (counted, brought) in self.counted.iter().zip(&self.brought) {
            let again = yuan.times(self.points(*counted, places)?.shown)?.quotient(total)?;
            if again.rounded(amount_places) != brought.quotient(self.sum)?.rounded(amount_places) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
