//! What of a scheme told nobody apart, was never reported, or was always met.

use std::collections::BTreeSet;

use super::{Alike, Named};
use crate::diagnostic::CellRef;
use crate::engine::assessment::{Assessment, ItemResult, Posting, PostingKind, VillageResult};
use crate::fact::{DutyValue, Mark};
use crate::input_name::InputName;
use crate::number::Number;
use crate::period::Period;
use crate::records::Records;
use crate::rulebook::declaration::IndicatorSource;
use crate::rulebook::{Item, Rulebook, Subject};
use crate::rules::{CadreSheet, Uses};

fn named(item: &Item) -> Named {
    Named { id: item.id.to_string(), name: item.name.to_string(), clause: item.clause.to_string() }
}

/// An item told nobody apart if two villages or more had a score in it in a month, and all had the same, in every month
/// that could be compared. A month in which somebody's score is open cannot, nor one before the item is due.
pub(super) fn alike(rulebook: &Rulebook, months: &[&Assessment]) -> Vec<Alike> {
    let items = rulebook.items_of(Subject::Village).filter(|item| item.account().is_some());
    let judged = items.filter_map(|item| {
        let mut compared = 0;
        for month in months {
            let results = month.villages.iter().filter_map(|village| found(&village.items, &item.id));
            let results: Vec<&ItemResult> = results.collect();
            let scores: Vec<Option<Number>> = results.iter().map(|result| result.score).collect();
            let is_early = results.iter().any(|result| result.state.is_unjudged());
            if scores.len() < 2 || scores.contains(&None) || is_early {
                continue;
            }
            compared += 1;
            if scores.iter().any(|score| Some(score) != scores.first()) {
                return None;
            }
        }
        (compared > 0).then(|| Alike { item: named(item), months: compared })
    });
    judged.collect()
}

/// The result of an item, wherever in the tree; that over all periods where there is one a period.
fn found<'a>(items: &'a [ItemResult], id: &str) -> Option<&'a ItemResult> {
    items.iter().find_map(|item| item.flattened().into_iter().find(|one| one.id == id))
}

/// What was reported in the months of a period, by name.
struct Reported<'a> {
    names: BTreeSet<&'a str>,
    registers: BTreeSet<&'a str>,
    /// Ids of items that 补扣补加 tells of.
    items: BTreeSet<&'a str>,
    attendance: bool,
    leaves: bool,
}

impl<'a> Reported<'a> {
    fn of(records: &'a Records, period: Period) -> Self {
        let is_own = |cell: &CellRef| {
            InputName(cell.file()).month().is_some_and(|month| period.contains(month.first_day()))
        };
        let none = BTreeSet::new;
        let mut all =
            Self { names: none(), registers: none(), items: none(), attendance: false, leaves: false };
        for facts in records.villages.values() {
            let any = |mut cells: &mut dyn Iterator<Item = &'a CellRef>| (&mut cells).any(is_own);
            for (name, events) in &facts.events {
                if any(&mut events.iter().flat_map(|event| &event.cells)) {
                    all.names.insert(name);
                }
            }
            for (name, duties) in &facts.duties {
                if any(&mut duties.iter().map(|duty| &duty.cell)) {
                    all.names.insert(name);
                }
            }
            for (name, readings) in &facts.readings {
                if any(&mut readings.iter().map(|reading| &reading.cell)) {
                    all.names.insert(name);
                }
            }
            for (name, marks) in &facts.marks {
                if any(&mut marks.iter().flat_map(Mark::cells)) {
                    all.names.insert(name);
                }
            }
            for (name, rows) in &facts.registers {
                if any(&mut rows.iter().flat_map(|row| row.values.values().map(|(_, cell)| cell))) {
                    all.registers.insert(name);
                }
            }
            // What comes late about an item is reported of it too.
            let carried = facts.carried.iter().filter(|carried| carried.cells.iter().any(is_own));
            all.items.extend(carried.filter_map(|carried| carried.item.as_deref()));
            all.attendance |= any(&mut facts.attendance.iter().map(|one| &one.cell));
            all.leaves |= any(&mut facts.leaves.iter().flat_map(|leave| &leave.cells));
        }
        all
    }

    /// Whether anything that a rule reads was reported; `None` where it reads nothing that anybody reports.
    fn has(&self, rulebook: &Rulebook, uses: &Uses) -> Option<bool> {
        let duty = uses.duty.iter().map(|(name, _)| name.as_str());
        let names = uses.events.iter().map(|event| event.name.as_str());
        let names = names.chain(duty).chain(uses.mark.iter().map(|mark| mark.name.as_str()));
        let names: Vec<&str> = names.chain(uses.figures().map(String::as_str)).collect();
        let of_cadres = uses.counts.map(|rows| match rows.sheet() {
            CadreSheet::Attendance => self.attendance,
            CadreSheet::Leaves => self.leaves,
        });
        if names.is_empty() && of_cadres.is_none() {
            return None;
        }
        Some(of_cadres.unwrap_or(false) || names.iter().any(|name| self.has_name(rulebook, name)))
    }

    /// An event, duty, mark or entered indicator by its name; an indicator of a register by the register.
    fn has_name(&self, rulebook: &Rulebook, name: &str) -> bool {
        let of_register = rulebook.declarations.indicator(name).and_then(|found| match &found.source {
            IndicatorSource::Register { register, .. } => Some(register),
            IndicatorSource::Entered | IndicatorSource::Villages(_) | IndicatorSource::Standing(_) => None,
        });
        of_register
            .map_or_else(|| self.names.contains(name), |register| self.registers.contains(register.as_str()))
    }
}

/// Items none of whose rules had anything to read; items whose rules read nothing that is reported are not judged, nor
/// those that are not due yet for anybody.
pub(super) fn unreported(rulebook: &Rulebook, records: &Records, whole: &Assessment) -> Vec<Named> {
    let reported = Reported::of(records, whole.period);
    let of_villages = whole.villages.iter().map(|village| &village.items);
    let all: Vec<_> = of_villages.chain(whole.cadres.iter().map(|cadre| &cadre.items)).collect();
    let is_due = |item: &&Item| {
        let mut results = all.iter().filter_map(|items| found(items, &item.id)).peekable();
        results.peek().is_none() || results.any(|result| !result.state.is_unjudged())
    };
    let is_silent = |item: &&Item| {
        let told: Vec<bool> =
            item.rules().iter().filter_map(|rule| reported.has(rulebook, &rule.uses)).collect();
        !told.is_empty() && !told.contains(&true) && !reported.items.contains(item.id.as_str())
    };
    rulebook.items.iter().filter(is_silent).filter(is_due).map(named).collect()
}

/// Duties that every village reported equally often, that no cell says was left undone, and for which no rule took
/// points off in the period or gave fewer than could be earned.
pub(super) fn always_met(rulebook: &Rulebook, records: &Records, whole: &Assessment) -> Vec<String> {
    let period = whole.period;
    let of_villages = whole.villages.iter().flat_map(|village| &village.items);
    let of_cadres = whole.cadres.iter().flat_map(|cadre| &cadre.items);
    let lost: BTreeSet<&str> = of_villages
        .chain(of_cadres)
        .flat_map(ItemResult::all_postings)
        .filter(|posting: &&Posting| posting.amount.is_negative() && posting.is_of(period))
        .map(|posting| posting.rule.as_str())
        .collect();
    let late = short_of_full(rulebook, whole);
    let is_met = |duty: &&String| {
        let cells = records.villages.values().flat_map(|facts| facts.duty(duty));
        let mut own = cells.filter(|cell| period.contains(cell.month.first_day())).peekable();
        let is_done = |value: DutyValue| value != DutyValue::NotApplicable && !value.times().is_zero();
        let reported = own.peek().is_some() && equally_often(records, whole, duty);
        let failed = own.any(|cell| !is_done(cell.value));
        let rules = rulebook.items.iter().flat_map(Item::rules);
        let mut reading = rules.filter(|rule| rule.uses.duty.as_ref().is_some_and(|(name, _)| name == *duty));
        reported
            && !failed
            && !reading.clone().any(|rule| lost.contains(rule.id.as_str()))
            && !reading.any(|rule| late.contains(&rule.id.as_str()))
    };
    let names = rulebook.declarations.duties.iter().map(|duty| &duty.name);
    names.filter(is_met).cloned().collect()
}

/// Whether every village that was assessed has the duty in as many cells of the period as the others.
fn equally_often(records: &Records, whole: &Assessment, duty: &str) -> bool {
    let own = |village: &VillageResult| {
        let facts = records.villages.get(village.name.as_str());
        let cells = facts.map(|facts| facts.duty(duty)).into_iter().flatten();
        cells.filter(|cell| whole.period.contains(cell.month.first_day())).count()
    };
    let mut counts = whole.villages.iter().map(own);
    let first = counts.next();
    first.is_some_and(|first| first > 0 && counts.all(|count| count == first))
}

/// The rules of items that are earned and of which some village has not all.
fn short_of_full<'a>(rulebook: &'a Rulebook, whole: &Assessment) -> BTreeSet<&'a str> {
    let is_short = |item: &ItemResult| {
        let opened = item.postings.iter().any(|posting| posting.kind == PostingKind::Opening);
        let full = item.points.zip(item.score);
        !opened && full.is_some_and(|(points, score)| score < points)
    };
    let short = |item: &&Item| {
        let results = whole.villages.iter().filter_map(|village| found(&village.items, &item.id));
        results.into_iter().any(is_short)
    };
    let rules = rulebook.items.iter().filter(short).flat_map(Item::rules);
    rules.map(|rule| rule.id.as_str()).collect()
}
