//! Rows of registers dated after the last day on which any rule looks at them: they count no more this year, and whoever
//! wrote them should know.

use std::collections::BTreeMap;

use crate::diagnostic::{CellRef, Code, Diagnostic};
use crate::fact::{RegisterRow, RegisterValue};
use crate::period::{Date, Period, chinese_date};
use crate::records::Records;
use crate::rulebook::declaration::IndicatorSource;
use crate::rulebook::{Item, MoneyRule, Rulebook};
use crate::rules::Uses;

/// One notice for each such row up to the period's last day; where a rule of points still looks at it, one that no money
/// comes of it.
pub(in crate::engine) fn rows(rulebook: &Rulebook, records: &Records, period: Period) -> Vec<Diagnostic> {
    let (last_days, counting) = (last_days(rulebook, period), counting(rulebook));
    let registers = records.villages.values().flat_map(|facts| &facts.registers);
    let rows = registers.flat_map(|(register, rows)| rows.iter().map(move |row| (register, row)));
    let rows = rows.filter(|(_, row)| row.date <= period.last_day());
    let late = rows.filter_map(|(register, row)| {
        let last = last_days.get(register.as_str()).copied().flatten();
        match last.filter(|last| *last < row.date) {
            Some(last) => notice(register, row, last),
            None => unpaid(counting.get(register.as_str())?, row),
        }
    });
    late.collect()
}

/// A rule of money, and the columns of a register that it counts.
type Counting<'a> = (&'a MoneyRule, Vec<&'a str>);

/// The rules of money that count each register.
fn counting(rulebook: &Rulebook) -> BTreeMap<&str, Vec<Counting<'_>>> {
    let mut counting: BTreeMap<&str, Vec<Counting<'_>>> = BTreeMap::new();
    for rule in &rulebook.money {
        let mut own: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        columns(rulebook, &rule.uses)
            .for_each(|(register, column)| own.entry(register).or_default().push(column));
        own.into_iter().for_each(|(register, columns)| {
            counting.entry(register).or_default().push((rule, columns));
        });
    }
    counting
}

/// The sum of money settled last among those that count a figure of a row, where that is before the row.
fn unpaid(counting: &[Counting<'_>], row: &RegisterRow) -> Option<Diagnostic> {
    let settled = |rule: &MoneyRule| rule.rule.timing().day_in(row.date.year());
    // Most rows come before any of the days.
    let earliest = counting.iter().filter_map(|(rule, _)| settled(rule)).min()?;
    if row.date <= earliest {
        return None;
    }
    let stated = |columns: &[&str]| {
        let cells = columns.iter().filter_map(|column| {
            row.values.get(*column).filter(|(value, _)| states_something(value)).map(|(_, cell)| cell)
        });
        cells.min()
    };
    let counted = counting.iter().filter_map(|(rule, columns)| Some((*rule, stated(columns)?)));
    let counted: Vec<(&MoneyRule, &CellRef)> = counted.collect();
    // What counts rows to the end of the year looks at this one too.
    let days: Option<Vec<Date>> = counted.iter().map(|(rule, _)| settled(rule)).collect();
    let (day, (rule, cell)) = days?.into_iter().zip(counted).max_by_key(|(day, _)| *day)?;
    if row.date <= day {
        return None;
    }
    let (date, settled) = (chinese_date(row.date), chinese_date(day));
    let message = format!("{date}在“{}”结算的{settled}以后，这笔钱当年不再计它", rule.name);
    let hint = "该计的，把细则里的结算日改晚，或由乡镇另行决定后用补扣补加";
    Some(Diagnostic::warning(Code::AfterJudging, cell, message).hint(hint))
}

fn states_something(value: &RegisterValue) -> bool {
    matches!(value, RegisterValue::Number(number) if !number.is_zero())
}

/// The columns that a rule counts, each with its register.
fn columns<'a>(rulebook: &'a Rulebook, uses: &'a Uses) -> impl Iterator<Item = (&'a str, &'a str)> {
    let declared = uses.figures().filter_map(|name| rulebook.declarations.indicator(name));
    declared.filter_map(|indicator| match &indicator.source {
        IndicatorSource::Register { register, column, .. } => Some((register.as_str(), column.as_str())),
        IndicatorSource::Entered | IndicatorSource::Villages(_) | IndicatorSource::Standing(_) => None,
    })
}

fn notice(register: &str, row: &RegisterRow, last: Date) -> Option<Diagnostic> {
    let cell: &CellRef = row.values.values().map(|(_, cell)| cell).min()?;
    let (date, last) = (chinese_date(row.date), chinese_date(last));
    let message = format!("{date}在“{register}”最后一次结算的{last}以后，当年不再计它");
    let hint = "该计的，把细则里的结算日改晚，或由乡镇另行决定后用补扣补加";
    Some(Diagnostic::warning(Code::AfterJudging, cell, message).hint(hint))
}

/// The last day of the year on which a rule looks at each register; `None` for one at which some look to the end of it.
fn last_days(rulebook: &Rulebook, period: Period) -> BTreeMap<&str, Option<Date>> {
    let items = rulebook.items.iter().flat_map(Item::rules).map(|rule| (rule.timing.clone(), &rule.uses));
    let money = rulebook.money.iter().map(|rule| (rule.rule.timing(), &rule.uses));
    let mut days = BTreeMap::new();
    for (timing, uses) in items.chain(money) {
        let day = timing.day_in(period.year());
        for (register, _) in columns(rulebook, uses) {
            let known = days.entry(register).or_insert(day);
            *known = known.zip(day).map(|(known, day)| known.max(day));
        }
    }
    days
}
