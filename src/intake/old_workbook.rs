//! Streams the sheets of a workbook of Excel 97 or before into grids, once its records were looked at.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Dimensions, Reader, SheetVisible, Xls, XlsError};

use super::biff;
use super::cell::{self, Cell};
use super::compound::{self, Compound};
use super::grid::{Merge, Sheet};
use super::package::{DAMAGED, LOCKED, Refusal, TOO_LARGE, by_others};
use super::workbook::{MAX_CELLS, MAX_SHEETS, MAX_TEXT, is_outside, merge};
use crate::diagnostic::Diagnostics;
use crate::number::Number;

/// Reads every sheet of an old workbook.
pub(super) fn sheets(
    bytes: &[u8],
    file: &Arc<str>,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Sheet>, Refusal> {
    let compound = Compound::open(bytes)?;
    if compound.has("EncryptedPackage") {
        return Err(LOCKED);
    }
    let mut stream = ["Workbook", "Book"].iter().find_map(|name| compound.stream(name)).ok_or(DAMAGED)?;
    let limits = biff::Limits { sheets: MAX_SHEETS, cells: MAX_CELLS, letters: MAX_TEXT };
    let mut looks = biff::inspect(&mut stream, &limits)?.into_iter();
    let checked = compound::wrap("Workbook", &stream).ok_or(TOO_LARGE)?;
    // All of the file is gone through here; what is asked for below was read by then.
    let mut book: Xls<_> = by_others(|| {
        Xls::new(Cursor::new(checked.as_slice())).map_err(|error| match error {
            XlsError::Password => LOCKED,
            _ => DAMAGED,
        })
    })?;
    let mut sheets = Vec::new();
    for meta in book.sheets_metadata().to_vec() {
        let mut sheet = Sheet::new(Arc::clone(file), &meta.name, meta.visible != SheetVisible::Visible);
        let looks = looks.next().unwrap_or_default();
        let range = book.worksheet_range(&meta.name).map_err(|_| DAMAGED)?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        let mut cells = Vec::new();
        for (row, column, value) in range.used_cells() {
            let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(column)) else { continue };
            let (row, column) = (first_row + row, first_column + column);
            if is_outside(&sheet, (row, column), diagnostics) {
                break;
            }
            if let Some(cell) = cell::convert(value, looks.look(row, column)) {
                let hides = |value: &Number| {
                    looks.hides_zeros && value.is_zero()
                        || looks.unseen(row, column).hides(&value.to_string(), cell::is_zero)
                };
                if matches!(&cell, Cell::Number { value, .. } if hides(value)) {
                    sheet.unseen.push((row, column));
                }
                cells.push(((row, column), cell));
            }
        }
        sheet.put(cells);
        (sheet.hidden_rows, sheet.hidden_columns) = (looks.hidden_rows, looks.hidden_columns);
        sheet.crossed = looks.crossed;
        sheet.crossed.sort_unstable();
        sheet.crossed.dedup();
        mark_uncached(&mut book, &mut sheet);
        sheet.put(looks.uncomputed.into_iter().map(|at| (at, Cell::Uncached)).collect());
        let merges = book.merge_cells_by_sheet_name(&meta.name).unwrap_or_default();
        merge(&mut sheet, &merges.iter().map(area).collect::<Vec<_>>())?;
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn area(area: &Dimensions) -> Merge {
    Merge { first: area.start, last: area.end }
}

fn mark_uncached(book: &mut Xls<Cursor<&[u8]>>, sheet: &mut Sheet) {
    let Ok(formulas) = book.worksheet_formula(sheet.name()) else { return };
    let (first_row, first_column) = formulas.start().unwrap_or_default();
    let mut uncached = Vec::new();
    for (row, column, formula) in formulas.used_cells() {
        let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(column)) else { continue };
        let (row, column) = (first_row + row, first_column + column);
        if !formula.is_empty() && !sheet.holds(row, column) {
            uncached.push(((row, column), Cell::Uncached));
        }
    }
    sheet.put(uncached);
}
