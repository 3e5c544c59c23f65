//! Cells with letters that are crossed out, or figures raised behind others: whether they count is for the office to say.

use super::bind::Bound;
use super::grid::{Address, Sheet};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Tells of such cells below a header in columns that are read, row by row: whether they count cannot be told.
pub(super) fn report(bound: &Bound<'_>, diagnostics: &mut Diagnostics) {
    let sheet = bound.sheet;
    let is_read =
        |(row, column): &&Address| *row > bound.header && bound.reads(*column) && sheet.holds(*row, *column);
    let cells: Vec<Address> = sheet.crossed.iter().filter(is_read).copied().collect();
    diagnostics.extend(cells.chunk_by(|one, next| one.0 == next.0).filter_map(|row| in_row(sheet, row)));
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
