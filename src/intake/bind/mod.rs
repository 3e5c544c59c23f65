//! Finds the header row of a sheet by its content and binds columns by name, alias and unit.

mod unbound;
mod wanted;

pub(super) use unbound::{headless, is_ignored, report_but_scored, report_unknown, report_unlike};
pub(super) use wanted::Wanted;

use std::collections::{BTreeMap, BTreeSet};

use super::grid::Sheet;
use super::header::{self, Head};
use super::{text, units};
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics};
use crate::suggest;
use wanted::Spellings;

/// How far down a header may stand below titles and notes.
const HEADER_ROWS: usize = 20;

/// Where the columns stand.
pub(super) struct Bound {
    /// The header's row.
    pub(super) header: u32,
    /// The units that a line above the header states for the whole table.
    units_above: Vec<String>,
    columns: BTreeMap<String, u32>,
    /// Columns with a head, whatever it is.
    headed: BTreeSet<u32>,
    /// Wanted columns that are there and cannot be read, which is reported.
    unusable: BTreeSet<String>,
    /// Headers that no wanted column bears: column, header as typed, where.
    pub(super) others: Vec<(u32, String, CellRef)>,
    /// Headers that stand in for the name of a wanted column.
    stand_ins: BTreeMap<String, String>,
}

impl Bound {
    /// The column of a wanted name, if the sheet has it.
    pub(super) fn column(&self, name: &str) -> Option<u32> {
        self.columns.get(name).copied()
    }

    /// The header that stands in for a wanted name.
    pub(super) fn stand_in(&self, name: &str) -> Option<&str> {
        self.stand_ins.get(name).map(String::as_str)
    }
}

/// Binds the wanted columns; the first of them must stand in the header row. `None` without a header.
pub(super) fn bind(sheet: &Sheet, wanted: &[Wanted<'_>], diagnostics: &mut Diagnostics) -> Option<Bound> {
    let header = header_row(sheet, wanted);
    let Some(header) = header else {
        let names = wanted.iter().filter(|column| column.required).map(|column| column.name);
        diagnostics.push(
            Diagnostic::error(Code::HeaderMissing, sheet.location(), "找不到表头")
                .hint(format!("表头一行要有：{}", suggest::listed(names))),
        );
        return None;
    };
    let (row, key) = header;
    let (header, heads) = header::heads(sheet, row, key);
    let mut bound = Bound {
        header,
        units_above: units::above(sheet, row),
        columns: BTreeMap::new(),
        headed: BTreeSet::new(),
        unusable: BTreeSet::new(),
        others: Vec::new(),
        stand_ins: BTreeMap::new(),
    };
    for (column, head) in heads {
        bound.headed.insert(column);
        bind_column(wanted, column, head, &mut bound, diagnostics);
    }
    for wanted in wanted {
        bind_stand_in(sheet, wanted, &mut bound, diagnostics);
    }
    let is_missing = |column: &&Wanted<'_>| {
        column.required && bound.column(column.name).is_none() && !bound.unusable.contains(column.name)
    };
    for missing in wanted.iter().filter(is_missing) {
        let headers = bound.others.iter().map(|(_, header, _)| header.as_str());
        diagnostics.push(
            Diagnostic::error(Code::ColumnMissing, sheet.location(), format!("缺少“{}”列", missing.name))
                .maybe_hint(
                    suggest::nearest(missing.name, headers)
                        .map(|near| format!("表头“{near}”若是这一列，改名为“{}”", missing.name)),
                )
                .hint("用模板中的列名，或在细则中为该列写别名"),
        );
    }
    report_covered(sheet, &bound, diagnostics);
    Some(bound)
}

/// What lies covered below a merged area does not show, and says something else than what does.
fn report_covered(sheet: &Sheet, bound: &Bound, diagnostics: &mut Diagnostics) {
    // Most merged areas are titles.
    if sheet.areas().all(|area| area.last_row <= bound.header) {
        return;
    }
    for ((row, column), cell) in sheet.cells() {
        let is_read = row > bound.header && bound.columns.values().any(|read| *read == column);
        let Some(first) = sheet.merged_into(row, column).filter(|first| is_read && *first != (row, column))
        else {
            continue;
        };
        if sheet.at(first.0, first.1).is_none_or(|shown| shown.cell != cell) {
            let message = format!("这一格被合并盖住，下面还有看不见的内容“{}”", cell.quoted());
            diagnostics.push(
                Diagnostic::error(Code::MergedValue, sheet.cell_ref(row, column), message)
                    .hint("取消合并，核对每一格"),
            );
        }
    }
}

/// The row among the first ones in which most wanted columns are named, and where the first of them stands.
fn header_row(sheet: &Sheet, wanted: &[Wanted<'_>]) -> Option<(u32, u32)> {
    let mut best: Option<(usize, u32, u32)> = None;
    let spellings = Spellings::of(wanted);
    for row in sheet.rows().into_iter().take(HEADER_ROWS) {
        let (mut named, mut key) = (BTreeSet::<usize>::new(), None);
        for column in sheet.columns(row) {
            let Some(found) = sheet.at(row, column) else { continue };
            for index in spellings.meant(found.cell) {
                named.insert(index);
                key = key.or_else(|| (index == 0).then_some(column));
            }
        }
        if let Some(key) = key.filter(|_| best.is_none_or(|(most, ..)| named.len() > most)) {
            best = Some((named.len(), row, key));
        }
        // No row below can name more.
        if best.is_some_and(|(most, ..)| most == wanted.len()) {
            break;
        }
    }
    best.map(|(_, row, key)| (row, key))
}

fn bind_column(
    wanted: &[Wanted<'_>],
    column: u32,
    head: Head,
    bound: &mut Bound,
    diagnostics: &mut Diagnostics,
) {
    let Head { at, typed, names } = head;
    let known = names.iter().find_map(|(name, unit)| {
        let wanted = wanted.iter().find(|wanted| wanted.is_named(name))?;
        Some((wanted, name, unit))
    });
    let Some((wanted, name, unit)) = known else {
        bound.others.push((column, typed, at));
        return;
    };
    if bound.column(wanted.name).is_some() {
        diagnostics.push(
            Diagnostic::error(Code::ColumnDuplicate, at, format!("“{}”列出现了两次", wanted.name))
                .hint("删去多余的一列"),
        );
        return;
    }
    let unit = unit.clone().or_else(|| units::rival(&bound.units_above, wanted.unit));
    if let Some(unit) = unit.filter(|unit| !wanted.unit.is_empty() && unit != wanted.unit) {
        let message = format!("“{}”的单位是{unit}，细则规定是{}", wanted.name, wanted.unit);
        diagnostics.push(
            Diagnostic::error(Code::UnitMismatch, &at, message)
                .hint(format!("把数换算成{}，表头改为“{}({})”", wanted.unit, wanted.name, wanted.unit)),
        );
        bound.unusable.insert(wanted.name.to_owned());
        return;
    }
    if name != wanted.name && name.replace('/', "") != wanted.name {
        let message = format!("表头“{typed}”按“{}”读取", wanted.name);
        diagnostics.push(Diagnostic::note(Code::ColumnAlias, at, message));
    }
    bound.columns.insert(wanted.name.to_owned(), column);
}

/// Takes the one filled column whose name may stand in for a wanted one that is not there.
fn bind_stand_in(sheet: &Sheet, wanted: &Wanted<'_>, bound: &mut Bound, diagnostics: &mut Diagnostics) {
    let is_there = bound.column(wanted.name).is_some() || bound.unusable.contains(wanted.name);
    if is_there || wanted.stand_ins.is_empty() || bound.others.is_empty() {
        return;
    }
    let filled = unbound::filled(sheet, bound);
    let stands_in = |(column, header, _): &&(u32, String, CellRef)| {
        filled.contains_key(column) && wanted.stand_ins.contains(&text::name_and_unit(header).0.as_str())
    };
    let mut found = bound.others.iter().filter(stands_in);
    let (Some((column, header, at)), None) = (found.next().cloned(), found.next()) else { return };
    let message = format!("表头“{header}”按“{}”读取", wanted.name);
    diagnostics.push(Diagnostic::note(Code::ColumnAlias, at, message));
    bound.others.retain(|(other, ..)| *other != column);
    bound.columns.insert(wanted.name.to_owned(), column);
    bound.stand_ins.insert(wanted.name.to_owned(), header);
}
