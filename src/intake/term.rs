//! The period that a cell names, in any way in which people write one. Never a guess.

use super::cell::Cell;
use super::grid::Found;
use super::value;
use crate::diagnostic::Diagnostics;
use crate::period::{Month, Period};
use crate::typed;

/// The period that a cell names; a date is one only where a spreadsheet made it of a month.
pub(super) fn period(found: &Found<'_>, diagnostics: &mut Diagnostics) -> Option<Period> {
    let read = match found.cell {
        Cell::Date(day) if day.day() == 1 => Some(Period::of_month(Month::of(*day))),
        Cell::Number { value, percent: false } => Period::parse(&value.to_string()),
        Cell::Text(written) => typed::period(written),
        _ => None,
    };
    match (read, found.cell) {
        (Some(period), Cell::Date(_)) => diagnostics.push(value::normalized(found, &period.chinese())),
        (Some(_), _) => {}
        (None, _) => diagnostics.push(
            value::unreadable(found, "月份、季度、半年或年度")
                .hint("填写 2024年2月、2024年第一季度、2024年上半年 或 2024年度 这样的考核期"),
        ),
    }
    read
}
