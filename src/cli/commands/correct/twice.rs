//! What a new revision changes and a later month has been given already as 补扣补加: one fact would count twice.

use std::path::Path;

use super::plan::Affected;
use crate::analysis::comparison::{Change, Kind, Value};
use crate::diagnostic::Diagnostics;
use crate::fact::{Carried, CarriedAmount};
use crate::intake::Months;
use crate::number::Number;
use crate::period::chinese_date;

/// The rows of 补扣补加 that may be about what is changed now, each as a reminder.
pub(super) fn doubts(folder: &Path, affected: &[Affected]) -> String {
    let Some(first) = affected.first() else { return String::new() };
    let mut found = Diagnostics::new();
    let rulebook = &first.worked.rulebook;
    let records = crate::workspace::read_records(folder, rulebook, Months::All, &mut |_, _| {}, &mut found);
    let carried = records
        .villages
        .iter()
        .flat_map(|(village, facts)| facts.carried.iter().map(move |row| (village.as_ref(), row)));
    let is_met = |village: &str, row: &Carried| {
        let of_period = affected.iter().filter(|one| one.period() == row.of);
        of_period.flat_map(|one| &one.comparison.changes).any(|change| brings(change, village, row))
    };
    carried.filter(|(village, row)| is_met(village, row)).map(|(village, row)| doubt(village, row)).collect()
}

/// Whether a change is of the same account by the same amount.
fn brings(change: &Change, village: &str, row: &Carried) -> bool {
    let person = row.person.as_ref().map_or("", |person| person.name.as_str());
    if (change.whom.village.as_str(), change.whom.person.as_str()) != (village, person) {
        return false;
    }
    match (row.amount, change.kind) {
        (CarriedAmount::Points(points), Kind::Item) => {
            change.came.iter().any(|entry| Number::parse_exact(&entry.amount) == Some(points))
        }
        (CarriedAmount::Money(money), Kind::Money) => {
            let yuan = |value: &Option<Value>| match value {
                Some(Value::Yuan(yuan)) => *yuan,
                _ => Number::ZERO,
            };
            yuan(&change.after).minus(yuan(&change.before)).ok() == Some(money)
        }
        _ => false,
    }
}

fn doubt(village: &str, row: &Carried) -> String {
    let (amount, unit) = match row.amount {
        CarriedAmount::Points(points) => (points, "分"),
        CarriedAmount::Money(money) => (money, "元"),
    };
    let what = if amount.is_negative() { "补扣" } else { "补加" };
    let person = row.person.as_ref().map_or("", |person| person.name.as_str());
    let file = row.cells.first().map(|cell| cell.file().to_string()).unwrap_or_default();
    format!(
        "提醒：{file} 里{}已给{village}{person}{what}{}的{}{unit}（{}），这次更正又多了同样的一笔；如是同一件事，去掉一笔\n",
        chinese_date(row.date),
        row.of.chinese(),
        amount.unsigned(),
        row.reason
    )
}
