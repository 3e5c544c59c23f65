//! Days within a month on which a rule judges a figure: without one dated by then it goes by that of an earlier month.

use std::collections::BTreeMap;

use super::month::Made;
use crate::period::{Date, Month};
use crate::rulebook::{InForce, Item};
use crate::rules::{Rule, Uses};

/// The days in order, each with the indicators of the workbook that are judged on it. The month's last day is not
/// among them: a figure without a day is of that one.
pub(super) fn days(made: &Made<'_>) -> Vec<(Date, Vec<String>)> {
    let mut by_day: BTreeMap<Date, Vec<&str>> = BTreeMap::new();
    let rules = rules(made);
    for (uses, day) in rules.iter().filter_map(|one| Some((one.uses, day(one, made.month)?))) {
        let read = by_day.entry(day).or_default();
        read.extend(made.owed.indicators.iter().map(String::as_str).filter(|name| uses.reads(name)));
    }
    let in_order = |names: &[&str]| -> Vec<String> {
        made.owed.indicators.iter().filter(|name| names.contains(&name.as_str())).cloned().collect()
    };
    let days = by_day.iter().map(|(day, names)| (*day, in_order(names)));
    days.filter(|(_, names)| !names.is_empty()).collect()
}

/// The last day by which a duty was to be done, where every rule on it judged before the month.
pub(super) fn past(duty: &str, made: &Made<'_>) -> Option<Date> {
    let year = made.month.year();
    let on_it = rules(made).into_iter().filter(|one| one.uses.reads(duty));
    let days: Option<Vec<Date>> = on_it.map(|one| one.rule.timing().day_in(year)).collect();
    days?.into_iter().max().filter(|last| *last < made.month.first_day())
}

/// A rule of points or of money.
struct Judging<'a> {
    rule: &'a Rule,
    uses: &'a Uses,
    in_force: InForce,
}

fn rules<'a>(made: &Made<'a>) -> Vec<Judging<'a>> {
    let rulebook = made.rulebook;
    let points = rulebook.items.iter().flat_map(Item::rules);
    let points = points.map(|rule| Judging { rule: &rule.rule, uses: &rule.uses, in_force: rule.in_force });
    let money = rulebook.money.iter();
    let money = money.map(|rule| Judging { rule: &rule.rule, uses: &rule.uses, in_force: rule.in_force });
    points.chain(money).collect()
}

/// The day within a month on which a rule judges.
fn day(one: &Judging<'_>, month: Month) -> Option<Date> {
    let day = one.rule.timing().day_in(month.year())?;
    let is_in_force = one.in_force.in_year(month.year()).contains(day);
    (Month::of(day) == month && day < month.last_day() && is_in_force).then_some(day)
}
