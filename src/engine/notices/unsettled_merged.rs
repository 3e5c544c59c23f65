//! Rows of registers of a village that became part of another before they are judged: they count nowhere, neither there
//! nor in the village that goes on.

use crate::diagnostic::{CellRef, Code, Diagnostic};
use crate::engine::Context;
use crate::fact::RegisterRow;
use crate::period::{Date, chinese_date};
use crate::records::Village;
use crate::rulebook::declaration::IndicatorSource;
use crate::rulebook::{Item, ItemRule, Subject};

/// As many places as are listed below a notice; how many there are stands in it.
const LISTED: usize = 5;

/// One notice for each village, item and register.
pub(in crate::engine) fn rows(context: &Context<'_>) -> Vec<Diagnostic> {
    let (rulebook, period) = (context.rulebook, context.period);
    let gone = context.records.roster.villages.iter().filter(|village| village.merged.is_some());
    let gone = gone.filter_map(|village| Some((village, village.until?)));
    let gone = gone.filter(|(_, until)| until.year() == period.year() && *until <= period.last_day());
    let mut found = Vec::new();
    for left in gone {
        for item in rulebook.items_of(Subject::Village) {
            let of_rules = item.rules().iter().flat_map(|rule| of_rule(context, left, item, rule));
            for notice in of_rules {
                if !found.contains(&notice) {
                    found.push(notice);
                }
            }
        }
    }
    found
}

fn of_rule(
    context: &Context<'_>,
    (village, until): (&Village, Date),
    item: &Item,
    rule: &ItemRule,
) -> Vec<Diagnostic> {
    let Some(day) = rule.timing.day_in(until.year()).filter(|day| until < *day) else { return Vec::new() };
    let mut registers: Vec<&str> = rule.uses.figures().filter_map(|name| register(context, name)).collect();
    registers.sort_unstable();
    registers.dedup();
    let notice = |register: &str| {
        let rows = context.records.villages.get(&village.name)?.registers.get(register)?;
        let first = until.first_of_year();
        let cells: Vec<&CellRef> =
            rows.iter().filter(|row| (first..=until).contains(&row.date)).filter_map(cell).collect();
        let head = cells.first()?;
        let (gone, judged) = (chinese_date(until), chinese_date(day));
        let message = format!(
            "“{}”{judged}才按“{register}”认定，{}考核到{gone}止：它的{}行没有计分，也没有并过去",
            item.name,
            village.name,
            cells.len()
        );
        let others = cells.iter().skip(1).take(LISTED);
        let told = others.fold(Diagnostic::warning(Code::MergeUnstated, *head, message), |told, cell| {
            told.related(*cell, "还有这一行")
        });
        Some(told.hint("该计的，由乡镇决定后用补扣补加"))
    };
    registers.into_iter().filter_map(notice).collect()
}

/// The register that a figure is put together from, where every village's are its own.
fn register<'a>(context: &Context<'a>, indicator: &str) -> Option<&'a str> {
    match &context.rulebook.declarations.indicator(indicator)?.source {
        IndicatorSource::Register { register, .. } => Some(register),
        IndicatorSource::Entered | IndicatorSource::Villages(_) | IndicatorSource::Standing(_) => None,
    }
}

fn cell(row: &RegisterRow) -> Option<&CellRef> {
    row.values.values().map(|(_, cell)| cell).min()
}
