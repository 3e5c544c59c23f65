//! Duties that are missing while the cell of some month stands empty that most villages have filled in: an empty cell counts
//! nothing, as if it was not done. Whoever meant otherwise should know what it cost.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{CellRef, Code, Diagnostic};
use crate::engine::assessment::{Assessment, Party, Posting, VillageResult};
use crate::fact::{DutyCell, DutyValue};
use crate::period::{Date, Length, Month, Period, chinese_date};
use crate::records::Records;
use crate::rulebook::{DaysInForce, Item, Rulebook};
use crate::rules::{Timing, Uses};

/// So many villages are named.
const NAMED: usize = 6;

/// One notice for each rule and each of its periods, or days, that are over.
pub(in crate::engine) fn notices(
    rulebook: &Rulebook,
    records: &Records,
    assessment: &Assessment,
) -> Vec<Diagnostic> {
    let year = assessment.period.year();
    let mut found = Vec::new();
    for item in &rulebook.items {
        for rule in item.rules() {
            let nodes = rulebook.upwards(item).map(|node| node.in_force).chain([rule.in_force]);
            let counted =
                Counted { rule: &rule.id, item: Some(item), in_force: DaysInForce::of_all(nodes, year) };
            found.extend(counted.notices(records, assessment, (&rule.uses, &rule.timing)));
        }
    }
    for rule in &rulebook.money {
        let counted = Counted { rule: &rule.id, item: None, in_force: rule.in_force.in_year(year) };
        found.extend(counted.notices(records, assessment, (&rule.uses, &rule.rule.timing())));
    }
    found
}

/// A rule that counts a duty.
struct Counted<'a> {
    rule: &'a str,
    /// In whose account; `None` of money.
    item: Option<&'a Item>,
    /// The days on which it is in force.
    in_force: DaysInForce,
}

/// The months whose cells count together, and the day on which they do.
struct Due {
    told: String,
    first: Month,
    day: Date,
    /// Whether it was due by the day, and not as often in each period.
    is_by: bool,
}

impl Due {
    /// Those of a year. Of what is due every month an empty cell is not reported, and told as that.
    fn of(timing: &Timing, year: i16) -> Vec<Self> {
        match timing {
            Timing::EndOf(every) if *every > Length::Month => {
                let due = |period: Period| Self {
                    told: period.chinese(),
                    first: period.first_month(),
                    day: period.last_day(),
                    is_by: false,
                };
                every.periods(year).map(due).collect()
            }
            Timing::On(day) => {
                let day = day.in_year(year);
                let first = Month::of(day.first_of_year());
                vec![Self { told: format!("{}前", chinese_date(day)), first, day, is_by: true }]
            }
            Timing::EndOf(_) | Timing::Always | Timing::Never => Vec::new(),
        }
    }

    /// The month before which an empty cell of a village needs no asking: it said later that it was not done by the day.
    fn answered(&self, cells: &[DutyCell]) -> Option<Month> {
        let says = |cell: &&DutyCell| match cell.value {
            DutyValue::Times(times) => times.is_zero(),
            DutyValue::On(day) => day > self.day,
            DutyValue::NotApplicable => true,
        };
        cells.iter().filter(|_| self.is_by).filter(says).map(|cell| cell.month).max()
    }
}

impl<'a> Counted<'a> {
    fn notices(
        self,
        records: &'a Records,
        assessment: &Assessment,
        (uses, timing): (&'a Uses, &Timing),
    ) -> Vec<Diagnostic> {
        let Some((duty, _)) = &uses.duty else { return Vec::new() };
        let (dues, lost) = (Due::of(timing, assessment.period.year()), self.lost(assessment));
        if dues.is_empty() || lost.is_empty() {
            return Vec::new();
        }
        let filled = Filled::of(records, duty, self);
        dues.iter().filter_map(|due| filled.notice(&lost, due)).collect()
    }

    /// What it posted to villages, gone through once.
    fn lost<'b>(&self, assessment: &'b Assessment) -> Vec<(&'b VillageResult, Vec<&'b Posting>)> {
        let is_own = |one: &&Posting| one.rule == self.rule;
        let of_village = |village: &'b VillageResult| {
            let own: Vec<&Posting> = if let Some(item) = self.item {
                let items = village.items.iter().flat_map(|one| one.flattened());
                items.filter(|one| one.id == item.id).flat_map(|one| &one.postings).filter(is_own).collect()
            } else {
                let is_of = |party: &Party| matches!(party, Party::Village(name) if *name == village.name);
                let entries = assessment.money.iter().filter(|entry| is_of(&entry.party));
                entries.flat_map(|entry| &entry.postings).filter(is_own).collect()
            };
            (!own.is_empty()).then_some((village, own))
        };
        assessment.villages.iter().filter_map(of_village).collect()
    }
}

/// Which villages have filled in a duty, month by month.
struct Filled<'a> {
    records: &'a Records,
    duty: &'a str,
    by_month: BTreeMap<Month, BTreeSet<&'a str>>,
    counted: Counted<'a>,
}

impl<'a> Filled<'a> {
    fn of(records: &'a Records, duty: &'a str, counted: Counted<'a>) -> Self {
        let mut by_month: BTreeMap<Month, BTreeSet<&str>> = BTreeMap::new();
        for (village, facts) in &records.villages {
            for cell in facts.duty(duty) {
                by_month.entry(cell.month).or_default().insert(village.as_str());
            }
        }
        Self { records, duty, by_month, counted }
    }

    /// That something is missing on a day, of some month of which the cell is empty.
    fn notice(&self, lost: &[(&VillageResult, Vec<&Posting>)], due: &Due) -> Option<Diagnostic> {
        let missing = lost.iter().filter_map(|(village, postings)| {
            let posting = postings.iter().find(|one| one.date == due.day)?;
            self.told(&village.name, posting, due)
        });
        let missing: Vec<(String, &CellRef)> = missing.collect();
        let (_, first) = missing.first()?;
        let named: Vec<&str> = missing.iter().take(NAMED).map(|(told, _)| told.as_str()).collect();
        let more = if missing.len() > NAMED { format!(" 等{}个村", missing.len()) } else { String::new() };
        let message = format!(
            "“{}”{}缺次数，有的月别的村填了、它空着，按没有做计：{}{more}",
            self.duty,
            due.told,
            named.join("、")
        );
        let hint = "做了的，在那个月的表里补上次数；确实没有做的填“未”或 0";
        Some(Diagnostic::warning(Code::BlankDuty, *first, message).hint(hint))
    }

    /// `石坡村5月` of what a village is missing, with a cell that counted.
    fn told<'b>(&self, village: &str, posting: &'b Posting, due: &Due) -> Option<(String, &'b CellRef)> {
        let facts = self.records.villages.get(village)?;
        let there = self.records.roster.villages.iter().find(|one| one.name == *village)?;
        let answered = due.answered(facts.duty(self.duty));
        let in_force = self.counted.in_force;
        let is_empty = |month: &Month| {
            let stated = self.by_month.get(month);
            let is_unread = facts.is_unread(self.duty, month.first_day(), month.last_day());
            let is_due = there.is_assessed_on(month.last_day()) && in_force.contains(month.last_day());
            is_due
                && answered.is_none_or(|answered| answered < *month)
                && !is_unread
                && stated.is_some_and(|stated| !stated.contains(village))
                && self.is_usual(*month)
        };
        let until = Month::of(due.day);
        let year = Period::of_month(due.first).around(Length::Year);
        let months = year.parts(Length::Month).map(Period::first_month);
        let months = months.filter(|month| (due.first..=until).contains(month));
        let empty: Vec<String> =
            months.filter(is_empty).map(|month| format!("{}月", month.number())).collect();
        let first = posting.cells.first()?;
        (!empty.is_empty()).then(|| (format!("{village}{}", empty.join("、")), first))
    }

    /// Whether most villages that are there have filled it in: then it is no column that only tells what happened.
    fn is_usual(&self, month: Month) -> bool {
        let there = self.records.roster.villages.iter().filter(|one| one.is_assessed_on(month.last_day()));
        self.by_month.get(&month).is_some_and(|stated| stated.len() * 2 > there.count())
    }
}
