//! Another total of a register's column. What no row says is not made up: the rows stay, and so do their other columns.

use std::collections::BTreeMap;

use super::{Place, RowChange};
use crate::analysis::Unanswerable;
use crate::diagnostic::CellRef;
use crate::fact::{RegisterRow, RegisterValue};
use crate::number::Number;
use crate::period::{Date, Length, Month, Period};
use crate::rulebook::{ItemRule, Rulebook};

/// The first day of the account that reads an indicator as of a day: before it nothing adds up with it.
pub(super) fn counted_from(rulebook: &Rulebook, name: &str, day: Date) -> Date {
    let reads = |rule: &ItemRule| {
        rule.uses.figures().any(|one| one == name)
            || rule.uses.mark.as_ref().is_some_and(|mark| mark.name == name)
    };
    let reader = rulebook.items.iter().find(|item| item.rules().iter().any(&reads));
    let account = reader.map_or(Length::Year, |item| rulebook.account_span(item));
    Period::of_month(Month::of(day)).around(account).first_day()
}

/// Lets the rows of some days add up to a total. What is missing comes as one more row on the last day, with this column
/// alone; what is too much is taken from the last rows first.
pub(super) fn put(
    rows: &mut Vec<RegisterRow>,
    column: &str,
    (since, until): (Date, Date),
    (total, cell): (Number, &CellRef),
) -> Result<Place, Unanswerable> {
    let inexact = |_| Unanswerable::because("数字过大，无法精确计算");
    rows.sort();
    let within = |row: &RegisterRow| (since..=until).contains(&row.date);
    let figures = rows.iter().filter(|row| within(row)).filter_map(|row| row.number(column));
    let before = Number::sum(figures.map(|(figure, _)| figure)).map_err(inexact)?;
    let mut changes = Vec::new();
    if total > before {
        let after = total.minus(before).map_err(inexact)?;
        let value = (RegisterValue::Number(after), cell.clone());
        rows.push(RegisterRow { date: until, values: BTreeMap::from([(column.into(), value)]) });
        changes.push(RowChange { day: until, before: None, after, cell: None });
    }
    let mut excess = before.minus(total).map_err(inexact)?;
    for row in rows.iter_mut().rev().filter(|row| within(row)) {
        let Some((RegisterValue::Number(own), place)) = row.values.get_mut(column) else { continue };
        let taken = excess.min(*own);
        if taken <= Number::ZERO {
            continue;
        }
        let was = *own;
        *own = was.minus(taken).map_err(inexact)?;
        excess = excess.minus(taken).map_err(inexact)?;
        changes.push(RowChange { day: row.date, before: Some(was), after: *own, cell: Some(place.clone()) });
    }
    rows.sort();
    changes.reverse();
    Ok(Place::Total { since, until, before, column: column.to_owned(), rows: changes })
}
