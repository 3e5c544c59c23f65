//! Rows of registers dated after the last day on which any rule looks at them: they count no more this year, and whoever
//! wrote them should know.

use std::collections::BTreeMap;

use crate::diagnostic::{CellRef, Code, Diagnostic};
use crate::fact::RegisterRow;
use crate::period::{Date, Period, chinese_date};
use crate::records::Records;
use crate::rulebook::declaration::IndicatorSource;
use crate::rulebook::{Item, Rulebook};
use crate::rules::{Timing, Uses};

/// One notice for each such row up to the period's last day.
pub(super) fn rows(rulebook: &Rulebook, records: &Records, period: Period) -> Vec<Diagnostic> {
    let last_days = last_days(rulebook, period);
    let registers = records.villages.values().flat_map(|facts| &facts.registers);
    let rows = registers.flat_map(|(register, rows)| rows.iter().map(move |row| (register, row)));
    let late = rows.filter_map(|(register, row)| {
        let last = (*last_days.get(register.as_str())?)?;
        let is_late = last < row.date && row.date <= period.last_day();
        is_late.then(|| notice(register, row, last)).flatten()
    });
    late.collect()
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
        let day = match timing {
            Timing::On(day) => Some(day.in_year(period.year())),
            Timing::Always | Timing::Never | Timing::EndOf(_) => None,
        };
        for register in registers(rulebook, uses) {
            let known = days.entry(register).or_insert(day);
            *known = known.zip(day).map(|(known, day)| known.max(day));
        }
    }
    days
}

/// The registers whose rows a rule counts.
fn registers<'a>(rulebook: &'a Rulebook, uses: &Uses) -> Vec<&'a str> {
    let names = uses.indicators.iter().chain(&uses.names);
    let declared = names.filter_map(|name| rulebook.declarations.indicator(name));
    let registers = declared.filter_map(|indicator| match &indicator.source {
        IndicatorSource::Register { register, .. } => Some(register.as_str()),
        IndicatorSource::Entered => None,
    });
    registers.collect()
}
