//! Rows above a header that state something: a table was sorted together with its header, or went on above it. They are
//! not read, and nobody would miss them.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::intake::bind::Bound;
use crate::intake::cell::Cell;
use crate::intake::grid::{Address, Found};

/// So many words of a row at least: a village, and what is said of it.
const FEWEST_CELLS: usize = 2;

/// Tells of rows above the header that name a village in its column and say more. A title names none there, and a line
/// such as `填报单位：1村` has a colon.
pub(super) fn report(bound: &Bound<'_>, diagnostics: &mut Diagnostics) {
    let Some(column) = bound.village_column().filter(|_| !bound.is_below_another) else { return };
    let above = bound.sheet.lines().take_while(|(row, _)| *row < bound.named_in);
    let mut rows = above.filter_map(|(row, cells)| Some((row, village_of(bound, column, cells)?)));
    let Some((row, village)) = rows.next() else { return };
    let more = rows.count();
    let others = if more == 0 { String::new() } else { format!("，上面这样的共 {} 行", more + 1) };
    let message = format!("第 {} 行的“{village}”在表头上面，没有读取{others}", row + 1);
    diagnostics.push(
        Diagnostic::error(Code::RowsAboveHeader, bound.sheet.cell_ref(row, column), message)
            .hint("排序时把表头也排进去了的，把表头移回最上面；不是记录的，清空那一行"),
    );
}

/// The village that a line of cells says something of.
fn village_of(bound: &Bound<'_>, column: u32, cells: &[(Address, Cell)]) -> Option<String> {
    let (place, cell) = cells.iter().find(|((_, own), _)| *own == column)?;
    let found = Found { cell, sheet: bound.sheet, place: *place, merged_in: false };
    let has_colon = || cells.iter().any(|(_, cell)| cell.tight().contains(':'));
    let is_row = cells.len() >= FEWEST_CELLS && bound.is_village(&found) && !has_colon();
    is_row.then(|| cell.quoted())
}
