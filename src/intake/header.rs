//! The heads of columns, in one row or in two: a title merged over several columns, and their own names below it.

use std::collections::BTreeMap;

use super::grid::Sheet;
use super::text;
use crate::diagnostic::CellRef;

/// A name, and the unit in brackets behind it.
type Name = (String, Option<String>);

/// What stands above a column.
pub(super) struct Head {
    pub(super) at: CellRef,
    /// As typed; both levels where there are two.
    pub(super) typed: String,
    /// The names that it may be known by, the surest first.
    pub(super) names: Vec<Name>,
}

/// The heads by column, and the last row that they take up. `key` is the column by which the row was found.
pub(super) fn heads(sheet: &Sheet, row: u32, key: u32) -> (u32, BTreeMap<u32, Head>) {
    let upper_above = row.checked_sub(1).filter(|above| has_groups(sheet, *above, key));
    let (upper, lower) = match upper_above {
        _ if has_groups(sheet, row, key) && is_taken_up(sheet, row, key) => (Some(row), row + 1),
        above => (above, row),
    };
    let mut heads: BTreeMap<u32, Head> = (0..=sheet.last_column())
        .filter_map(|column| Some((column, head(sheet, upper, lower, column)?)))
        .collect();
    if upper.is_some() {
        drop_names_of_several(&mut heads);
    }
    (lower, heads)
}

/// Whether a row holds a title merged over several columns, those of the key not among them.
fn has_groups(sheet: &Sheet, row: u32, key: u32) -> bool {
    let covers_key = |anchor: u32| sheet.merged_into(row, key) == Some((row, anchor));
    sheet.columns(row).any(|column| {
        let over_two = sheet.merged_into(row, column + 1) == Some((row, column));
        let one_row = sheet.merged_into(row + 1, column) != Some((row, column));
        over_two && one_row && !covers_key(column)
    })
}

/// Whether the key leaves the next row free for the lower level.
fn is_taken_up(sheet: &Sheet, row: u32, key: u32) -> bool {
    sheet.at(row + 1, key).is_none_or(|found| found.at.row == row) && sheet.columns(row + 1).next().is_some()
}

fn head(sheet: &Sheet, upper: Option<u32>, lower: u32, column: u32) -> Option<Head> {
    let own = sheet.at(lower, column).filter(|found| found.at.column == column);
    let group = upper.and_then(|upper| sheet.at(upper, column)).filter(|found| found.at.row < lower);
    let typed = |found: &super::grid::Found<'_>| found.cell.to_string();
    match (group, own) {
        (Some(group), Some(own)) if group.at != own.at => {
            let (above, below) = (text::name_and_unit(&typed(&group)), text::name_and_unit(&typed(&own)));
            let unit = below.1.clone().or(above.1);
            let joined = |mark: &str| (format!("{}{mark}{}", above.0, below.0), unit.clone());
            let names = vec![joined(""), joined("/"), below.clone()];
            Some(Head { typed: format!("{} {}", typed(&group), typed(&own)), at: own.at, names })
        }
        (_, Some(own)) => {
            Some(Head { names: vec![text::name_and_unit(&typed(&own))], typed: typed(&own), at: own.at })
        }
        // A name in the upper row alone, where the lower one is blank and the two are not merged.
        (Some(group), None) if group.at.column == column => Some(Head {
            names: vec![text::name_and_unit(&typed(&group))],
            typed: typed(&group),
            at: group.at,
        }),
        _ => None,
    }
}

/// A lower name that stands under several titles is the name of none of them.
fn drop_names_of_several(heads: &mut BTreeMap<u32, Head>) {
    let mut often: BTreeMap<String, usize> = BTreeMap::new();
    for head in heads.values() {
        if let Some((name, _)) = head.names.last() {
            *often.entry(name.clone()).or_default() += 1;
        }
    }
    for head in heads.values_mut().filter(|head| head.names.len() > 1) {
        head.names.truncate(match head.names.last() {
            Some((name, _)) if often.get(name).is_some_and(|count| *count > 1) => head.names.len() - 1,
            _ => head.names.len(),
        });
    }
}
