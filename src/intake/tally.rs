//! Rows of totals as assertions: they are no data, but where one holds a number it should be the sum of what was read.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::cell::Cell;
use super::row::Row;
use super::text;
use super::totals::{Of, Total};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::number::Number;

/// What was read of each numeric column, by row.
#[derive(Default)]
pub(super) struct Tally<'a> {
    read: BTreeMap<&'a str, Vec<(u32, Number)>>,
    /// Columns with a cell that could not be read: their sum is not known.
    unknown: BTreeSet<&'a str>,
}

impl<'a> Tally<'a> {
    /// A number of a row; `None` where the cell could not be read.
    pub(super) fn add(&mut self, column: &'a str, row: u32, value: Option<Number>) {
        match value {
            Some(value) => self.read.entry(column).or_default().push((row, value)),
            None => {
                self.unknown.insert(column);
            }
        }
    }

    /// Compares every row of totals with the rows above it: a part with those since the total before, a whole with
    /// all of them, or with those since the whole before; that of a village with the village's.
    pub(super) fn check(&self, totals: &[Total<'_>], diagnostics: &mut Diagnostics) {
        for (column, read) in &self.read {
            if self.unknown.contains(column) {
                continue;
            }
            let (mut since_any, mut since_whole) = (0, 0);
            let of_villages = of_villages(read, totals);
            for Total { row, of } in totals {
                match of {
                    Of::All => {
                        compare((row, *of), column, read, &[0, since_whole], diagnostics);
                        since_whole = row.number;
                    }
                    Of::SinceTheLast => compare((row, *of), column, read, &[since_any], diagnostics),
                    Of::Alike(village) => {
                        let own = row.words_at(*village).and_then(|words| of_villages.get(&words));
                        compare((row, *of), column, own.map_or(&[][..], Vec::as_slice), &[0], diagnostics);
                    }
                }
                since_any = row.number;
            }
        }
    }
}

/// What was read, by what stands in the column of totals that are of rows alike.
fn of_villages<'s>(
    read: &[(u32, Number)],
    totals: &[Total<'s>],
) -> BTreeMap<Cow<'s, str>, Vec<(u32, Number)>> {
    let mut all: BTreeMap<_, Vec<(u32, Number)>> = BTreeMap::new();
    let alike = totals.iter().find_map(|total| match total.of {
        Of::Alike(column) => Some((total.row.bound.sheet, column)),
        Of::All | Of::SinceTheLast => None,
    });
    let Some((sheet, column)) = alike else { return all };
    for (row, value) in read {
        let Some(found) = sheet.at(*row, column) else { continue };
        all.entry(found.cell.tight()).or_default().push((*row, *value));
    }
    all
}

/// A total may be the sum since any of these rows; the first is named where it is none.
fn compare(
    (total, of): (&Row<'_>, Of),
    column: &str,
    read: &[(u32, Number)],
    since: &[u32],
    diagnostics: &mut Diagnostics,
) {
    let Some(found) = total.key(column).filter(|found| !found.merged_in) else { return };
    let Some(stated) = stated(found.cell) else { return };
    let sum = |since: &u32| {
        let within = read.iter().filter(|(row, _)| (*since..total.number).contains(row));
        Number::sum(within.map(|(_, value)| *value)).ok()
    };
    let Some(sums) = since.iter().map(sum).collect::<Option<Vec<_>>>() else { return };
    if let Some(expected) = sums.first().filter(|_| !sums.contains(&stated)) {
        let (name, above) = match of {
            Of::All => ("合计", "上面各行"),
            Of::SinceTheLast => ("小计", "上面各行"),
            Of::Alike(_) => ("小计", "上面该村各行"),
        };
        let message = format!("{name}行写的“{column}”是 {stated}，而{above}之和是 {expected}，照各行计");
        diagnostics.push(
            Diagnostic::warning(Code::TotalDiffers, found.at(), message)
                .hint("核对有没有漏行、多行或填错；各行无误的，改正这一格"),
        );
    }
}

/// The figure of a total, which may have its unit behind it; one in 万 is not compared.
fn stated(cell: &Cell) -> Option<Number> {
    match cell {
        Cell::Number { value, percent: false } => Some(*value),
        Cell::Text(typed) => {
            let tight = text::tight(typed);
            let digits = tight.trim_end_matches(|letter: char| letter.is_alphabetic());
            text::number(digits).filter(|_| !tight.contains(['万', '亿', '千', '百']))
        }
        _ => None,
    }
}
