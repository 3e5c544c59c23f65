//! How many cells a blank workbook asks to be filled in, counted from what it is drawn from.

use super::{Blank, Cell, Sheet};
use crate::analysis::burden::{Asked, Cells, Filler};
use crate::period::Month;

/// Its sheets with their cells.
pub fn asked(blank: &Blank, month: Month, filler: Filler) -> Vec<Asked> {
    let sender = blank.stem.split_once('_').map_or(blank.stem.as_str(), |(_, sender)| sender);
    let sheet = |sheet: &Sheet| Asked {
        month,
        filler,
        sender: sender.to_owned(),
        sheet: sheet.name.clone(),
        cells: cells(sheet),
    };
    blank.sheets.iter().map(sheet).collect()
}

/// Cells of known rows are asked for, unless their column is one that may stay blank, with a header or without; rows that
/// are drawn below are room for what may happen.
fn cells(sheet: &Sheet) -> Cells {
    let mut cells = Cells::default();
    for row in &sheet.rows {
        for (cell, column) in row.iter().zip(&sheet.columns) {
            match cell {
                Cell::Printed(words) if words.is_empty() => {}
                Cell::Printed(_) | Cell::Filled(_) | Cell::Day(_) => cells.ready += 1,
                Cell::FillIn if column.head.is_empty() || column.may_stay_blank => cells.room += 1,
                Cell::FillIn => cells.asked += 1,
                Cell::Closed => {}
            }
        }
    }
    let rows = usize::try_from(sheet.empty_rows).unwrap_or(0);
    cells.room += rows * sheet.columns.len();
    cells
}
