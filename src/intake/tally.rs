//! Rows of totals as assertions: they are no data, but where one holds a number it should be the sum of what was read.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::Cell;
use super::row::{self, Row};
use super::text;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::number::Number;

/// What was read of each numeric column, by row.
#[derive(Default)]
pub(super) struct Tally {
    read: BTreeMap<String, Vec<(u32, Number)>>,
    /// Columns with a cell that could not be read: their sum is not known.
    unknown: BTreeSet<String>,
}

impl Tally {
    /// A number of a row; `None` where the cell could not be read.
    pub(super) fn add(&mut self, column: &str, row: u32, value: Option<Number>) {
        match value {
            Some(value) => self.read.entry(column.to_owned()).or_default().push((row, value)),
            None => {
                self.unknown.insert(column.to_owned());
            }
        }
    }

    /// Compares every row of totals with the rows above it: with all of them, or those since the total before.
    pub(super) fn check(&self, totals: &[Row<'_>], diagnostics: &mut Diagnostics) {
        for (column, read) in &self.read {
            if self.unknown.contains(column) {
                continue;
            }
            let mut since = 0;
            for total in totals {
                compare(total, column, read, since, diagnostics);
                since = total.number;
            }
        }
    }
}

fn compare(total: &Row<'_>, column: &str, read: &[(u32, Number)], since: u32, diagnostics: &mut Diagnostics) {
    let Some(found) = total.key(column).filter(|found| !found.merged_in) else { return };
    let stated = match found.cell {
        Cell::Number { value, percent: false } => Some(*value),
        Cell::Text(typed) => text::number(&text::tight(typed)),
        _ => None,
    };
    let sum = |rows: std::ops::Range<u32>| {
        let within = read.iter().filter(|(row, _)| rows.contains(row)).map(|(_, value)| *value);
        Number::sum(within).ok()
    };
    let (Some(stated), Some(all), Some(part)) = (stated, sum(0..total.number), sum(since..total.number))
    else {
        return;
    };
    if stated != all && stated != part {
        let expected = if row::is_part_of_total(total) { part } else { all };
        let message = format!("合计行写的“{column}”是 {stated}，而表中各行之和是 {expected}，照各行计");
        diagnostics.push(
            Diagnostic::warning(Code::TotalDiffers, found.at, message)
                .hint("核对有没有漏行、多行或填错；各行无误的，改正合计"),
        );
    }
}
