//! 并村: what a village brings into the accounts of the one that it became part of.
//!
//! A posting on the day of the merger takes every item that runs over the year from where it stands to the mean, or
//! the worst, of what the villages had the day before. Events stay with the village of their date; accounts that
//! begin anew each month, quarter or half-year carry nothing over.

use super::tree::Findings;
use super::village;
use crate::diagnostic::{Cells, Severity};
use crate::engine::Context;
use crate::engine::assessment::{ItemResult, MergedVillage, State};
use crate::engine::ledger::{Limits, held_by_rules};
use crate::engine::view::inherited::Inherited;
use crate::number::{Inexact, Number};
use crate::period::{Date, Length, Period};
use crate::records::{Records, Village};
use crate::rulebook::{Item, Merge, Subject};
use crate::sentence;
use crate::sentence::Sentence;
use crate::text::Text;

/// One of the villages that come together, on the eve of the merger.
struct Part {
    name: Text,
    items: Vec<ItemResult>,
}

impl Part {
    /// Its account of an item; `None` if that is not applicable, or nothing of it was due.
    fn account(&self, item: &Item) -> Option<&ItemResult> {
        let found = self.items.iter().flat_map(ItemResult::flattened).find(|found| found.id == item.id)?;
        let waits = found.state.is_unjudged() && found.postings.is_empty();
        Some(found).filter(|_| found.state != State::NotApplicable && !waits)
    }
}

/// What mergers of the year bring to the village's items, up to the end of a period.
pub(in crate::engine) fn inherited(
    context: &Context<'_>,
    village: &Village,
    at: Period,
    found: &mut Findings,
) -> Result<Vec<Inherited>, Inexact> {
    let how = match context.rulebook.village.merge {
        Some(how @ (Merge::Mean | Merge::Worst)) => how,
        Some(Merge::Fresh) | None => return Ok(Vec::new()),
    };
    let mut all = Vec::new();
    for day in days(context, village, at) {
        let (parts, cells) = parts(context, village, day, at, found)?;
        for item in context.rulebook.items_of(Subject::Village) {
            let Some((target, reason)) = target(context, item, how, &parts)? else { continue };
            let accounts: Vec<_> = parts.iter().filter_map(|part| part.account(item)).collect();
            let held = held_by_rules::together(how, &accounts)?;
            let was_due = accounts.iter().any(|account| account.begun.is_some());
            let is_held = |account: &&ItemResult| is_held_by_floor(item, account);
            let was_held = accounts.iter().copied().filter(is_held).count() > 0;
            let (item, clause, cells) =
                (item.id.clone(), context.rulebook.village.clause.clone(), cells.clone());
            all.push(Inherited { item, day, target, was_due, was_held, held, reason, clause, cells });
        }
    }
    Ok(all)
}

/// Whether an account was due, and not below its floor, as the floor itself is rounded.
fn is_held_by_floor(item: &Item, account: &ItemResult) -> bool {
    let limits = Limits::of_item(item);
    let floor = limits.floor.limit().and_then(|floor| limits.kept(floor).ok());
    let is_below = |floor: Number| account.score.is_some_and(|score| score < floor);
    account.begun.is_some() && !floor.is_some_and(is_below)
}

/// The days of the year on which others became part of the village.
fn days(context: &Context<'_>, village: &Village, at: Period) -> Vec<Date> {
    let merged = context.records.roster.merged_into(&village.name).map(|(_, merged)| merged.on);
    let within =
        |day: &Date| day.year() == at.year() && *day <= at.last_day() && village.is_assessed_on(*day);
    let mut days: Vec<Date> = merged.filter(within).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The villages that come together on a day, on the eve of it, and the cells that say so.
fn parts(
    context: &Context<'_>,
    village: &Village,
    day: Date,
    at: Period,
    found: &mut Findings,
) -> Result<(Vec<Part>, Cells), Inexact> {
    let (mut parts, mut cells) = (Vec::new(), Vec::new());
    if let Ok(eve) = day.yesterday()
        && village.is_assessed_on(eve)
    {
        parts.push(part(context, &Village { until: Some(eve), ..village.clone() }, at, found)?);
    }
    let coming = context.records.roster.merged_into(&village.name).filter(|(_, merged)| merged.on == day);
    for (other, merged) in coming {
        parts.push(part(context, other, at, found)?);
        cells.push(merged.cell.clone());
    }
    Ok((parts, cells.into()))
}

/// One of them; what keeps its score from being decided is told, since it may belong to no other result.
fn part(context: &Context<'_>, village: &Village, at: Period, found: &mut Findings) -> Result<Part, Inexact> {
    let mut own = Findings::default();
    let scored = village::score(context, village, (at, false), &mut own)?;
    found.diagnostics.extend(own.diagnostics.into_iter().filter(|one| one.severity == Severity::Error));
    Ok(Part { name: village.name.clone(), items: scored.items })
}

/// What the item is to stand at, and why; `None` where there is nothing to bring.
fn target(
    context: &Context<'_>,
    item: &Item,
    how: Merge,
    parts: &[Part],
) -> Result<Option<(Option<Number>, Sentence)>, Inexact> {
    if item.account().is_none() || context.rulebook.account_span(item) != Length::Year {
        return Ok(None);
    }
    let accounts = parts.iter().filter_map(|part| Some((&part.name, part.account(item)?.score)));
    let decided: Option<Vec<(&Text, Number)>> =
        accounts.map(|(name, score)| score.map(|score| (name, score))).collect();
    let Some(scored) = decided else { return Ok(Some((None, Sentence::default()))) };
    let Some(target) = together(how, &scored)? else { return Ok(None) };
    let each = scored.iter().map(|(name, score)| sentence!("{}{}分", *name, *score));
    let each = Sentence::joined(each, "、");
    let reason = sentence!("并村，按并村前各村得分的{}{}分接续（{}）", how.word(), target, each);
    Ok(Some((Some(target), reason)))
}

fn together(how: Merge, scored: &[(&Text, Number)]) -> Result<Option<Number>, Inexact> {
    let scores = scored.iter().map(|(_, score)| *score);
    match how {
        _ if scored.is_empty() => Ok(None),
        Merge::Worst => Ok(scores.min()),
        Merge::Mean | Merge::Fresh => {
            Number::sum(scores)?.quotient(Number::from_count(scored.len())).map(Some)
        }
    }
}

/// The villages that became part of others on a day of a period.
pub(in crate::engine) fn within(records: &Records, period: Period) -> Vec<MergedVillage> {
    let villages = records.roster.villages.iter();
    let merged = villages.filter_map(|village| Some((village, village.merged.as_ref()?)));
    let within = merged.filter(|(_, merged)| period.contains(merged.on));
    let told = within.map(|(village, merged)| MergedVillage {
        village: village.name.clone(),
        into: merged.into.as_str().into(),
        on: merged.on,
    });
    told.collect()
}
