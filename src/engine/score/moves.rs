//! How the sum of what nodes bring moved by date, and what it was before anything happened on a day.

use super::derive::Child;
use super::quotient::{self, Factor};
use crate::engine::assessment::{LeftOut, Posting};
use crate::engine::ledger::Changes;
use crate::number::{Inexact, Number, QUOTIENT_PLACES};
use crate::period::Date;

/// How each node moved; `None` where any cannot say.
fn moved<'a>(children: &[Child<'a>]) -> Option<Vec<&'a Changes>> {
    // What the others make up for has never been there for them.
    const NOTHING: &Changes = &Changes::new();
    let is_made_up_for = |child: &Child<'_>| child.result.left_out == Some(LeftOut::MadeUpFor);
    let own = |child: &Child<'_>| child.changes.is_some() && is_made_up_for(child);
    children.iter().map(|child| if own(child) { Some(NOTHING) } else { child.changes }).collect()
}

/// What the sum of the contributions was before anything happened on a day, with what opens on it; `None` of what is not there
/// yet.
pub(super) fn stood(
    children: &[Child<'_>],
    factors: &[Factor],
    day: Date,
) -> Result<Option<Number>, Inexact> {
    let stood: Vec<Option<Number>> =
        moved(children).unwrap_or_default().iter().map(|one| one.stood_by(day)).collect::<Result<_, _>>()?;
    if stood.iter().all(Option::is_none) {
        return Ok(None);
    }
    let each = stood.into_iter().map(Option::unwrap_or_default);
    if factors.iter().all(Factor::is_one) {
        return Number::sum(each).map(Some);
    }
    quotient::total(each.map(Some), factors).map(Some)
}

/// What an account opens with: what stood before, and what its limits make of that.
pub(super) fn opening(stood: Option<Number>, postings: &[Posting]) -> Result<Number, Inexact> {
    let limits = postings.iter().filter(|posting| posting.stood).map(|posting| posting.amount);
    Number::sum(stood.into_iter().chain(limits))
}

/// How the sum of the contributions moved by date, up to what it comes to; `None` where any node cannot say.
pub(super) fn changes(
    children: &[Child<'_>],
    factors: &[Factor],
    comes_to: Option<Number>,
) -> Result<Option<Changes>, Inexact> {
    let Some(moved) = moved(children) else { return Ok(None) };
    let mut all = Changes::together(moved.iter().copied())?;
    if factors.iter().all(Factor::is_one) {
        // Scores of more places than a quotient has were rounded in coming together.
        if let Some(sum) = comes_to.filter(|_| children.iter().any(has_digits_to_lose)) {
            all.end_at(sum.minus(all.total()?)?)?;
        }
        return Ok(Some(all));
    }
    let mut balances = vec![Number::ZERO; moved.len()];
    let mut before = Number::ZERO;
    all.replace(|date| {
        for (balance, changes) in balances.iter_mut().zip(&moved) {
            *balance = balance.plus(changes.of(date))?;
        }
        let total = quotient::total(balances.iter().map(|balance| Some(*balance)), factors)?;
        let change = total.minus(before)?;
        before = total;
        Ok(change)
    })?;
    if let Some(sum) = comes_to {
        all.end_at(sum.minus(before)?)?;
    }
    Ok(Some(all))
}

fn has_digits_to_lose(child: &Child<'_>) -> bool {
    child.result.score.is_some_and(|score| !score.ends_within(QUOTIENT_PLACES))
}

/// Changes with what limits make of them.
pub(super) fn with(mut changes: Changes, postings: &[Posting]) -> Result<Changes, Inexact> {
    changes.add_all(postings)?;
    Ok(changes)
}
