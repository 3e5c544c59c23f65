//! Sheets of one workbook that copy each other: alike they are read once, and otherwise not chosen between.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::form::{self, Table, Tables};
use super::grid::Sheet;
use super::version;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::period::Month;

/// The sheets that are not to be read, by name; each is told of.
pub(super) fn of(
    sheets: &[Sheet],
    (tables, month): (&Tables<'_>, Month),
    diagnostics: &mut Diagnostics,
) -> BTreeSet<Arc<str>> {
    let mut copies = BTreeSet::new();
    let shown: Vec<&Sheet> = sheets.iter().filter(|sheet| !sheet.hidden && !sheet.is_empty()).collect();
    let form = |sheet: &Sheet| tables.named(sheet, Some(month)).map(Table::name);
    for sheet in shown.iter().filter(|sheet| tables.called(sheet).is_none()) {
        let (base, own) = (version::base(sheet.name()), form(sheet));
        let is_copy = |other: &&&Sheet| {
            let is_same = version::base(other.name()) == base || (own.is_some() && form(other) == own);
            other.name() != sheet.name() && is_same
        };
        // Of two that are one form, what is called so is the first.
        let is_first = |other: &&&Sheet| match own {
            Some(_) => tables.called(other).is_some(),
            None => form(other).is_some(),
        };
        let named = shown.iter().filter(is_copy).find(is_first);
        let earlier = shown.iter().take_while(|other| other.name() != sheet.name()).find(is_copy);
        let Some(original) = named.or(earlier) else { continue };
        if original.holds_the_same(sheet) {
            let message = format!("与工作表“{}”一模一样，只读一次", original.name());
            diagnostics.push(Diagnostic::note(Code::SheetCopies, sheet.location(), message));
            copies.insert(Arc::clone(sheet.name()));
        } else if let Some((blank, filled)) = blank_of(sheet, original, (tables, month)) {
            let message = format!("工作表“{}”是空表，照另一张“{}”计", blank.name(), filled.name());
            diagnostics.push(
                Diagnostic::warning(Code::SheetCopies, blank.location(), message)
                    .hint("删除空的一张；空的才是更正过的，删除有内容的一张"),
            );
            copies.insert(Arc::clone(blank.name()));
        } else if named.is_some() || own.is_some() || heads_alike(original, sheet) {
            let message = format!(
                "工作表“{}”与“{}”像是同一张表，内容不同，分不清用哪一张",
                sheet.name(),
                original.name()
            );
            diagnostics.push(
                Diagnostic::error(Code::SheetCopies, sheet.location(), message)
                    .hint("删除不用的一张；要用的一张改成表名"),
            );
            copies.insert(Arc::clone(sheet.name()));
        }
    }
    copies
}

/// Of a copy and its original that of which nothing is stated, and the other; none where both state something, or neither,
/// or where the copy that does is no form by its name.
fn blank_of<'a>(
    copy: &'a Sheet,
    original: &'a Sheet,
    (tables, month): (&Tables<'_>, Month),
) -> Option<(&'a Sheet, &'a Sheet)> {
    let table = tables.named(original, Some(month))?;
    let is_form = || tables.named(copy, Some(month)).is_some_and(|own| own.name() == table.name());
    match (form::holds_rows(table, copy), form::holds_rows(table, original)) {
        (false, true) => Some((copy, original)),
        (true, false) if is_form() => Some((original, copy)),
        _ => None,
    }
}

/// Whether the first rows that hold several cells are the same.
fn heads_alike(one: &Sheet, other: &Sheet) -> bool {
    let head = |sheet: &Sheet| {
        let (_, cells) = sheet.lines().find(|(_, cells)| cells.len() > 1)?;
        Some(cells.iter().map(|(_, cell)| cell.tight().into_owned()).collect::<Vec<_>>())
    };
    head(one).is_some() && head(one) == head(other)
}
