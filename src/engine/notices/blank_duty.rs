//! Duties that are missing while the cell of some month stands empty that most villages have filled in: an empty cell counts
//! nothing, as if it was not done. Whoever meant otherwise should know what it cost.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{CellRef, Code, Diagnostic};
use crate::engine::assessment::{Assessment, Posting};
use crate::period::{Length, Month, Period};
use crate::records::Records;
use crate::rulebook::{DaysInForce, Item, ItemRule, Rulebook};

/// So many villages are named.
const NAMED: usize = 6;

/// One notice for each rule and each of its periods that have ended.
pub(in crate::engine) fn notices(
    rulebook: &Rulebook,
    records: &Records,
    assessment: &Assessment,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for item in &rulebook.items {
        for rule in item.rules() {
            let Some((duty, _)) = &rule.uses.duty else { continue };
            // Of what is due every month an empty cell is not reported, and told as that.
            let Some(every) = rule.timing.every().filter(|every| *every > Length::Month) else { continue };
            let nodes = rulebook.upwards(item).map(|node| node.in_force).chain([rule.in_force]);
            let in_force = DaysInForce::of_all(nodes, assessment.period.year());
            let filled = Filled::of(records, duty, in_force);
            for period in every.periods(assessment.period.year()) {
                found.extend(filled.notice(assessment, (item, rule, period)));
            }
        }
    }
    found
}

/// Which villages have filled in a duty, month by month.
struct Filled<'a> {
    records: &'a Records,
    duty: &'a str,
    by_month: BTreeMap<Month, BTreeSet<&'a str>>,
    /// The days on which the rule that counts it is in force.
    in_force: DaysInForce,
}

impl<'a> Filled<'a> {
    fn of(records: &'a Records, duty: &'a str, in_force: DaysInForce) -> Self {
        let mut by_month: BTreeMap<Month, BTreeSet<&str>> = BTreeMap::new();
        for (village, facts) in &records.villages {
            for cell in facts.duty(duty) {
                by_month.entry(cell.month).or_default().insert(village.as_str());
            }
        }
        Self { records, duty, by_month, in_force }
    }

    /// That something is missing in a period of a rule, of some month of which the cell is empty.
    fn notice(
        &self,
        assessment: &Assessment,
        (item, rule, period): (&Item, &ItemRule, Period),
    ) -> Option<Diagnostic> {
        let missing = assessment.villages.iter().filter_map(|village| {
            let items = village.items.iter().flat_map(|one| one.flattened());
            let mut postings = items.filter(|one| one.id == item.id).flat_map(|one| &one.postings);
            let posting = postings.find(|one| one.rule == rule.id && one.date == period.last_day())?;
            self.told(&village.name, posting, period)
        });
        let missing: Vec<(String, &CellRef)> = missing.collect();
        let (_, first) = missing.first()?;
        let named: Vec<&str> = missing.iter().take(NAMED).map(|(told, _)| told.as_str()).collect();
        let more = if missing.len() > NAMED { format!(" 等{}个村", missing.len()) } else { String::new() };
        let message = format!(
            "“{}”{}缺次数，有的月别的村填了、它空着，按没有做计：{}{more}",
            self.duty,
            period.chinese(),
            named.join("、")
        );
        let hint = "做了的，在那个月的表里补上次数；确实没有做的填“未”或 0";
        Some(Diagnostic::warning(Code::BlankDuty, *first, message).hint(hint))
    }

    /// `石坡村5月` of what a village is missing, with a cell that counted.
    fn told<'b>(&self, village: &str, posting: &'b Posting, period: Period) -> Option<(String, &'b CellRef)> {
        let facts = self.records.villages.get(village)?;
        let there = self.records.roster.villages.iter().find(|one| one.name == *village)?;
        let is_empty = |month: &Month| {
            let stated = self.by_month.get(month);
            let is_unread = facts.is_unread(self.duty, month.first_day(), month.last_day());
            let is_due = there.is_assessed_on(month.last_day()) && self.in_force.contains(month.last_day());
            is_due
                && !is_unread
                && stated.is_some_and(|stated| !stated.contains(village))
                && self.is_usual(*month)
        };
        let months = period.parts(Length::Month).map(Period::first_month);
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
