//! The figures with which a bulletin begins: mean, extremes, spread, what was lost in which item.
//!
//! An item loses what its balance fell by within the period; one that only earns loses nothing by earning little. A
//! derived node loses what those under it lost, so that what one of them earns hides no loss of another.

use super::Context;
use super::assessment::{
    Comparison, Derivation, Extreme, ItemResult, LostItem, PostingKind, Summary, Term, VillageResult,
};
use super::ledger;
use super::quotient::{self, Factor};
use super::snapshot::Snapshots;
use crate::number::{Inexact, Number};
use crate::period::Period;
use crate::text::Text;

/// So many decimals papers print of a score.
const PRINTED: u32 = 2;

/// The villages at a glance; `None` where none has a score.
pub(super) fn summarise(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    villages: &[VillageResult],
) -> Result<Option<Summary>, Inexact> {
    let scores: Vec<Number> = villages.iter().filter_map(|village| village.score).collect();
    let (Some(best), Some(lowest)) = (scores.iter().max().copied(), scores.iter().min().copied()) else {
        return Ok(None);
    };
    let mean = mean(&scores)?;
    let previous = match context.period.previous_in_year() {
        None => None,
        Some(period) => {
            let before = snapshots.of(period)?;
            let scores: Vec<Number> = before.villages.iter().filter_map(|village| village.score).collect();
            let is_of_the_same = can_have_the_same(&before.villages, villages);
            (!scores.is_empty())
                .then(|| {
                    let earlier = self::mean(&scores)?;
                    let printed_change = mean.rounded(PRINTED).minus(earlier.rounded(PRINTED))?;
                    let change = mean.minus(earlier)?;
                    Ok(Comparison { period, mean: earlier, change, printed_change, is_of_the_same })
                })
                .transpose()?
        }
    };
    Ok(Some(Summary {
        scored: scores.len(),
        mean,
        best: extreme(best, villages),
        lowest: extreme(lowest, villages),
        spread: best.minus(lowest)?,
        previous,
        lost: lost_items(villages, context.period)?,
    }))
}

/// What a village's items lost together, each as it counts in the score; `None` where the score is not their sum.
pub(super) fn lost(
    items: &[ItemResult],
    combine: Derivation,
    terms: &[Term],
    period: Period,
) -> Result<Option<Number>, Inexact> {
    if combine != Derivation::Sum {
        return Ok(None);
    }
    let amounts: Result<Vec<_>, _> = items.iter().map(|item| lost_in(item, period)).collect();
    // Most often each term lies where its item does.
    let factor = |(place, item): (usize, &ItemResult)| {
        let here = terms.get(place..=place).filter(|term| term.iter().all(|term| term.id == item.id));
        factor_of(item, combine, here.unwrap_or(terms))
    };
    let factors: Vec<_> = items.iter().enumerate().map(factor).collect();
    quotient::total(amounts?.into_iter().map(Some), &factors).map(Some)
}

/// By what a whole counts an item: those of a sum may be scaled to other full marks, or by a coefficient. An example may
/// give items without terms.
fn factor_of(item: &ItemResult, combine: Derivation, terms: &[Term]) -> Factor {
    let own = terms.iter().find(|term| combine == Derivation::Sum && term.id == item.id);
    let one = Factor { weight: Number::ONE, divisor: Number::ONE };
    own.map_or(one, |term| Factor { weight: term.weight, divisor: term.divisor })
}

/// What an item lost within the period, as it counts in the score of a village that is the sum of its items.
pub(crate) fn lost_of(village: &VillageResult, item: &ItemResult, period: Period) -> Result<Number, Inexact> {
    let factor = factor_of(item, village.combine, &village.terms);
    quotient::total([Some(lost_in(item, period)?)].into_iter(), &[factor])
}

/// What a node lost within the period, not below zero. Of a derived one each that stands under it counts as it counts in
/// the score, and what its own floor gave back was not lost.
fn lost_in(item: &ItemResult, period: Period) -> Result<Number, Inexact> {
    let period = item.period.unwrap_or(period);
    let below =
        |term: &Term| item.items.iter().find(|below| below.id == term.id && below.period == term.period);
    let parts: Option<Vec<&ItemResult>> = item.terms.iter().map(below).collect();
    let Some(parts) = parts.filter(|parts| !parts.is_empty()) else {
        return Ok(item.period_change.negated().max(Number::ZERO));
    };
    let lost: Result<Vec<_>, _> = parts.into_iter().map(|part| lost_in(part, period)).collect();
    let factors = item.terms.iter().map(|term| Factor { weight: term.weight, divisor: term.divisor });
    let together = quotient::total(lost?.into_iter().map(Some), &factors.collect::<Vec<_>>())?;
    let floors = item.postings.iter().filter(|posting| posting.kind == PostingKind::Floor);
    let given_back = ledger::change_in(floors, period)?;
    Ok(together.minus(given_back)?.max(Number::ZERO))
}

/// Whether whoever has a score both times could have as many points.
fn can_have_the_same(before: &[VillageResult], now: &[VillageResult]) -> bool {
    now.iter().all(|village| {
        let own = before.iter().find(|other| other.name == village.name);
        own.is_none_or(|own| own.available == village.available)
    })
}

fn mean(scores: &[Number]) -> Result<Number, Inexact> {
    Number::sum(scores.iter().copied())?.quotient(Number::from_count(scores.len()))
}

fn extreme(score: Number, villages: &[VillageResult]) -> Extreme {
    let holders = villages.iter().filter(|village| village.score == Some(score));
    Extreme { score, villages: holders.map(|village| village.name.clone()).collect() }
}

/// The items under the root in the order of the scheme: villages have the same ones, but for those not in force.
fn lost_items(villages: &[VillageResult], period: Period) -> Result<Vec<LostItem>, Inexact> {
    let mut lost: Vec<LostItem> = Vec::new();
    for (village, item) in
        villages.iter().flat_map(|village| village.items.iter().map(move |item| (village, item)))
    {
        let amount = lost_of(village, item, period)?;
        let known = lost.iter().position(|known| known.id == item.id);
        let place = known.unwrap_or_else(|| {
            let [id, name, short, clause] =
                [&item.id, &item.name, &item.short, &item.clause].map(Text::clone);
            lost.push(LostItem { id, name, short, clause, amount: Number::ZERO, villages: Vec::new() });
            lost.len() - 1
        });
        if let Some(entry) = lost.get_mut(place).filter(|_| !amount.is_zero()) {
            entry.amount = entry.amount.plus(amount)?;
            match entry.villages.last_mut().filter(|(name, _)| *name == village.name) {
                Some((_, sum)) => *sum = sum.plus(amount)?,
                None => entry.villages.push((village.name.clone(), amount)),
            }
        }
    }
    lost.retain(|item| !item.villages.is_empty());
    Ok(lost)
}
