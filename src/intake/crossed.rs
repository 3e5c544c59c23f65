//! Cells with letters that are crossed out, or figures raised behind others: whether they count is for the office to say.

use std::collections::BTreeSet;

use super::bind::Bound;
use super::grid::{Address, Sheet};
use super::header::Head;
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics};

/// The columns in whose heads there are such letters, and where: in the head itself, or the title above several.
pub(super) fn heads(sheet: &Sheet, heads: &[(u32, Head<'_>)]) -> Vec<(u32, CellRef)> {
    if sheet.crossed.is_empty() {
        return Vec::new();
    }
    let is_crossed = |place: &Address| sheet.crossed.binary_search(place).is_ok();
    let struck = |(column, head): &(u32, Head<'_>)| {
        let place = [Some(head.at), head.group].into_iter().flatten().find(is_crossed)?;
        Some((*column, sheet.cell_ref(place.0, place.1)))
    };
    heads.iter().filter_map(struck).collect()
}

/// Tells of such heads of columns that are read, and of such cells below them, row by row: whether they count cannot be
/// told. What is read beside the columns of a form comes after these, whose rows were told.
pub(super) fn report(bound: &Bound<'_>, is_read: impl Fn(u32) -> bool, diagnostics: &mut Diagnostics) {
    let sheet = bound.sheet;
    let mut told = BTreeSet::new();
    for (_, at) in bound.struck.iter().filter(|(column, _)| is_read(*column)) {
        if told.insert(at) {
            diagnostics.extend(in_head(sheet, at));
        }
    }
    let is_such = |(row, column): &&Address| *row > bound.header && sheet.holds(*row, *column);
    let cells: Vec<Address> = sheet.crossed.iter().filter(is_such).copied().collect();
    for row in cells.chunk_by(|one, next| one.0 == next.0) {
        // Below a head that is crossed out there is nothing more to be told.
        let is_open =
            |column: u32| is_read(column) && bound.struck.iter().all(|(struck, _)| *struck != column);
        let read: Vec<Address> = row.iter().filter(|(_, column)| is_open(*column)).copied().collect();
        let was_told = read.iter().any(|(_, column)| !bound.reads(*column))
            && row.iter().any(|(_, column)| bound.reads(*column));
        diagnostics.extend(in_row(sheet, &read).filter(|_| !was_told));
    }
}

fn in_head(sheet: &Sheet, at: &CellRef) -> Option<Diagnostic> {
    let quoted = sheet.at(at.row, at.column)?.cell.quoted();
    let message = format!("表头“{quoted}”有划掉的字，这一列算不算数读不准");
    Some(Diagnostic::error(Code::CrossedOut, at, message).hint("不算的删去这一列，仍然算的去掉表头的删除线"))
}

fn in_row(sheet: &Sheet, cells: &[Address]) -> Option<Diagnostic> {
    let (row, column) = *cells.first()?;
    let quoted = sheet.at(row, column)?.cell.quoted();
    let others = if cells.len() > 1 { format!("等 {} 格", cells.len()) } else { String::new() };
    let message = format!("“{quoted}”{others}有划掉的字，或数后面有上标的注号，算不算数读不准");
    Some(
        Diagnostic::error(Code::CrossedOut, sheet.cell_ref(row, column), message)
            .hint("不算的删去（整行不算的删去整行），仍然算的去掉删除线；注号写到备注里"),
    )
}
