//! Sheets of one workbook that copy each other: alike they are read once, and otherwise not chosen between.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::form;
use super::grid::Sheet;
use super::{text, version};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::rulebook::declaration::Declarations;

/// The sheets that are not to be read, by name; each is told of.
pub(super) fn of(
    sheets: &[Sheet],
    declarations: &Declarations,
    diagnostics: &mut Diagnostics,
) -> BTreeSet<Arc<str>> {
    let mut copies = BTreeSet::new();
    let shown: Vec<&Sheet> = sheets.iter().filter(|sheet| !sheet.hidden && !sheet.is_empty()).collect();
    for sheet in shown.iter().filter(|sheet| form::name(sheet, declarations).is_none()) {
        let base = version::base(&sheet.name);
        let is_copy = |other: &&&Sheet| other.name != sheet.name && version::base(&other.name) == base;
        let named = shown.iter().filter(is_copy).find(|other| form::name(other, declarations).is_some());
        let earlier = shown.iter().take_while(|other| other.name != sheet.name).find(is_copy);
        let Some(original) = named.or(earlier) else { continue };
        if original.holds_the_same(sheet) {
            let message = format!("与工作表“{}”一模一样，只读一次", original.name);
            diagnostics.push(Diagnostic::note(Code::SheetCopies, sheet.location(), message));
            copies.insert(Arc::clone(&sheet.name));
        } else if named.is_some() || heads_alike(original, sheet) {
            let message =
                format!("工作表“{}”与“{}”像是同一张表，内容不同，分不清用哪一张", sheet.name, original.name);
            diagnostics.push(
                Diagnostic::error(Code::SheetCopies, sheet.location(), message)
                    .hint("删除不用的一张；要用的一张改成表名"),
            );
            copies.insert(Arc::clone(&sheet.name));
        }
    }
    copies
}

/// Whether the first rows that hold several cells are the same.
fn heads_alike(one: &Sheet, other: &Sheet) -> bool {
    let head = |sheet: &Sheet| {
        let row = sheet.rows().into_iter().find(|row| sheet.columns(*row).count() > 1)?;
        let cells = sheet.columns(row).filter_map(|column| sheet.at(row, column));
        Some(cells.map(|found| text::tight(&found.cell.shown())).collect::<Vec<_>>())
    };
    head(one).is_some() && head(one) == head(other)
}
