//! The heads of columns, in one row or in two: a title merged over several columns, and their own names below it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::grid::{Address, Found, Sheet};
use super::text;
use super::units;

/// A name, and the unit in brackets behind it.
type Name<'a> = (Cow<'a, str>, Option<String>);

/// What stands above a column.
pub(super) struct Head<'a> {
    pub(super) at: Address,
    /// Where the title merged over several columns stands, if there is one above it.
    pub(super) group: Option<Address>,
    /// As typed; both levels where there are two.
    pub(super) typed: Cow<'a, str>,
    /// Its names where it stands in two rows; `None` in one.
    levels: Option<Levels>,
}

/// The names of a head in two rows.
struct Levels {
    /// Those that both levels make together, the surest first.
    joined: Vec<Name<'static>>,
    /// Its own, the surest first; without those that are of several.
    own: Vec<Name<'static>>,
}

impl Head<'_> {
    /// The names that it may be known by, the surest first.
    pub(super) fn names(&self) -> impl Iterator<Item = Name<'_>> {
        let levels = self.levels.iter().flat_map(|levels| levels.joined.iter().chain(&levels.own));
        let single = self.levels.is_none().then(|| text::names(&self.typed));
        levels.cloned().chain(single.into_iter().flatten())
    }

    /// Whether both levels together make a name.
    pub(super) fn is_joined(&self, name: &str) -> bool {
        self.levels.as_ref().is_some_and(|levels| levels.joined.iter().any(|(joined, _)| joined == name))
    }

    /// What is typed where nothing of several columns stands above it: its name, more often than not.
    pub(super) fn in_one_row(&self) -> Option<&str> {
        self.levels.is_none().then_some(&self.typed)
    }
}

/// The heads by column, and the last row that they take up. `key` is the column by which the row was found.
pub(super) fn heads(sheet: &Sheet, row: u32, key: u32) -> (u32, Vec<(u32, Head<'_>)>) {
    let upper_above = row.checked_sub(1).filter(|above| has_groups(sheet, *above, key));
    let (upper, lower) = match upper_above {
        _ if has_groups(sheet, row, key) && is_taken_up(sheet, row, key) => (Some(row), row + 1),
        _ if is_merged_down(sheet, row, key) => (Some(row), row + 1),
        above => (above, row),
    };
    if upper.is_none() && !sheet.is_merged_in(lower) {
        return (lower, plain_heads(sheet, lower));
    }
    let mut heads: Vec<(u32, Head<'_>)> = (0..=sheet.last_column())
        .filter_map(|column| Some((column, head(sheet, upper, lower, column)?)))
        .collect();
    if upper.is_some() {
        drop_names_of_several(&mut heads);
    }
    (lower, heads)
}

/// The heads of a row in which nothing is merged: one a cell.
fn plain_heads(sheet: &Sheet, row: u32) -> Vec<(u32, Head<'_>)> {
    sheet.line(row).map(|found| (found.place.1, single(found))).collect()
}

/// Whether a row holds a title merged over several columns, those of the key not among them.
fn has_groups(sheet: &Sheet, row: u32, key: u32) -> bool {
    let covers_key = |anchor: u32| sheet.merged_into(row, key) == Some((row, anchor));
    sheet.is_merged_in(row)
        && sheet.columns(row).any(|column| {
            let over_two = sheet.merged_into(row, column + 1) == Some((row, column));
            let one_row = sheet.merged_into(row + 1, column) != Some((row, column));
            over_two && one_row && !covers_key(column)
        })
}

/// Whether the key is merged over the next row too, in which others have a lower line of their own: a unit, or a title.
fn is_merged_down(sheet: &Sheet, row: u32, key: u32) -> bool {
    sheet.merged_into(row + 1, key) == Some((row, key)) && sheet.columns(row + 1).next().is_some()
}

/// Whether the key leaves the next row free for the lower level.
fn is_taken_up(sheet: &Sheet, row: u32, key: u32) -> bool {
    sheet.at(row + 1, key).is_none_or(|found| found.place.0 == row) && sheet.columns(row + 1).next().is_some()
}

fn head(sheet: &Sheet, upper: Option<u32>, lower: u32, column: u32) -> Option<Head<'_>> {
    let own = sheet.at(lower, column).filter(|found| found.place.1 == column);
    let group = upper.and_then(|upper| sheet.at(upper, column)).filter(|found| found.place.0 < lower);
    match (group, own) {
        (Some(group), Some(own)) if group.place != own.place => {
            let group_at = group.place;
            let (group, typed) = (group.cell.shown(), own.cell.shown());
            let (above, unit_above) = text::name_and_unit(&group);
            let joined = |(below, unit): &Name<'_>| {
                let unit = unit.clone().or_else(|| unit_above.clone());
                ["", "/"].map(|mark| (Cow::Owned(format!("{above}{mark}{below}")), unit.clone()))
            };
            let names: Vec<Name<'static>> = owned(text::names(&typed));
            let mut joined: Vec<Name<'static>> = names.iter().flat_map(joined).collect();
            // 元 below 集资 is its unit, and no name; 户 below 低保 may be either.
            let unit = units::alone(&text::tight(&typed)).filter(|_| unit_above.is_none());
            joined.extend(unit.map(|unit| (Cow::Owned(above.clone().into_owned()), Some(unit))));
            let levels = Levels { joined, own: names };
            let typed = Cow::Owned(format!("{group} {typed}"));
            Some(Head { typed, at: own.place, group: Some(group_at), levels: Some(levels) })
        }
        (_, Some(own)) => Some(single(own)),
        // A name in the upper row alone, where the lower one is blank and the two are not merged.
        (Some(group), None) if group.place.1 == column => Some(single(group)),
        _ => None,
    }
}

/// A name in one row.
fn single(found: Found<'_>) -> Head<'_> {
    Head { typed: found.cell.shown(), at: found.place, group: None, levels: None }
}

fn owned<'b>(names: impl Iterator<Item = Name<'b>>) -> Vec<Name<'static>> {
    names.map(|(name, unit)| (Cow::Owned(name.into_owned()), unit)).collect()
}

/// A lower name that stands under several titles is the name of none of them.
fn drop_names_of_several(heads: &mut [(u32, Head<'_>)]) {
    let mut often: BTreeMap<String, usize> = BTreeMap::new();
    for (_, head) in heads.iter() {
        let own = match &head.levels {
            Some(levels) => levels.own.clone(),
            None => head.names().collect(),
        };
        own.into_iter().for_each(|(name, _)| *often.entry(name.into_owned()).or_default() += 1);
    }
    for levels in heads.iter_mut().filter_map(|(_, head)| head.levels.as_mut()) {
        levels.own.retain(|(name, _)| often.get(&**name).is_none_or(|count| *count < 2));
    }
}
