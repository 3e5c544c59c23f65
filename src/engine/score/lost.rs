//! What was lost: an item loses what its balance fell by within the period; one that only earns loses nothing by earning
//! little. A derived node loses what those under it lost, so that what one of them earns hides no loss of another.

use super::quotient::{self, Factor};
use crate::engine::assessment::{Derivation, ItemResult, PostingKind, Term, VillageResult};
use crate::engine::ledger;
use crate::number::{Inexact, Number};
use crate::period::Period;

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
    let own = || Ok(item.period_change.negated().max(Number::ZERO));
    if item.terms.is_empty() {
        return own();
    }
    let below =
        |term: &Term| item.items.iter().find(|below| below.id == term.id && below.period == term.period);
    let parts: Option<Vec<&ItemResult>> = item.terms.iter().map(below).collect();
    let Some(parts) = parts else { return own() };
    let lost: Result<Vec<_>, _> = parts.into_iter().map(|part| lost_in(part, period)).collect();
    let factors = item.terms.iter().map(|term| Factor { weight: term.weight, divisor: term.divisor });
    let together = quotient::total(lost?.into_iter().map(Some), &factors.collect::<Vec<_>>())?;
    let floors = item
        .postings
        .iter()
        .filter(|posting| matches!(posting.kind, PostingKind::Floor | PostingKind::Raised));
    let given_back = ledger::change_in(floors, period)?;
    // What a floor above zero gives less of is no loss: it is had otherwise.
    Ok(together.minus(given_back.max(Number::ZERO))?.max(Number::ZERO))
}
