//! Opens a file whatever it is named, and streams its sheets into grids within limits.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Reader, SheetVisible, Xls, XlsError, Xlsx, XlsxError};

use super::cell::{self, Cell};
use super::csv;
use super::folder::FoundFile;
use super::grid::{Merge, Sheet};
use super::package::{self, DAMAGED, Kind, LOCKED, Refusal};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::digest::sha256_hex;
use crate::records::InputFile;

/// A sheet with cells beyond these is not a form that anyone filled in.
const MAX_ROW: u32 = 100_000;
const MAX_COLUMN: u32 = 500;

/// Reads every sheet of a file; a file that cannot be read is one error.
pub(super) fn open(
    file: &FoundFile,
    inputs: &mut Vec<InputFile>,
    diagnostics: &mut Diagnostics,
) -> Vec<Sheet> {
    let place = || Location::File(file.name.clone());
    let Ok(bytes) = std::fs::read(&file.path) else {
        diagnostics.push(
            Diagnostic::error(Code::FileUnreadable, place(), "文件打不开，可能正被别的程序占用")
                .hint("在 WPS 中关闭该文件后再试"),
        );
        return Vec::new();
    };
    inputs.push(InputFile { name: file.name.clone(), sha256: sha256_hex(&bytes) });
    let name: Arc<str> = Arc::from(file.name.as_str());
    let sheets = match package::sniff(&bytes) {
        Ok(Kind::Package) => xlsx(&bytes, &name, diagnostics),
        Ok(Kind::Compound) => xls(&bytes, &name, diagnostics),
        Ok(Kind::Text) => Ok(vec![csv::sheet(&bytes, &name)]),
        Err(refusal) => Err(refusal),
    };
    sheets.unwrap_or_else(|refusal| {
        let code = if refusal.too_large { Code::FileTooLarge } else { Code::FileUnreadable };
        diagnostics.push(Diagnostic::error(code, place(), refusal.message).hint(refusal.hint));
        Vec::new()
    })
}

fn xlsx(bytes: &[u8], file: &Arc<str>, diagnostics: &mut Diagnostics) -> Result<Vec<Sheet>, Refusal> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    let mut sheets = Vec::new();
    for meta in book.sheets_metadata().to_vec() {
        let mut sheet = Sheet::new(Arc::clone(file), &meta.name, meta.visible != SheetVisible::Visible);
        let read =
            fill(&mut book, &mut sheet, diagnostics).and_then(|()| fill_formulas(&mut book, &mut sheet));
        match read {
            Ok(()) => sheets.push(sheet),
            // Chart sheets and the like have no cells to read.
            Err(XlsxError::NotAWorksheet(_)) => {}
            Err(error) => return Err(refusal(&error)),
        }
        let merges = book.merge_cells_by_sheet_name(&meta.name).unwrap_or_default();
        if let Some(sheet) = sheets.last_mut().filter(|sheet| *sheet.name == *meta.name) {
            merges.iter().for_each(|area| sheet.merge(Merge { first: area.start, last: area.end }));
        }
    }
    Ok(sheets)
}

fn refusal(error: &XlsxError) -> Refusal {
    if matches!(error, XlsxError::Password) { LOCKED } else { DAMAGED }
}

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

fn fill(book: &mut Book<'_>, sheet: &mut Sheet, diagnostics: &mut Diagnostics) -> Result<(), XlsxError> {
    let mut reader = book.worksheet_cells_reader(&sheet.name)?;
    let percent: Vec<bool> = reader
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().is_some_and(|format| format.format_code.contains('%')))
        .collect();
    while let Some((found, style)) = reader.next_cell_with_style_id()? {
        let (row, column) = found.get_position();
        let is_percent = percent.get(style).copied().unwrap_or(false);
        let Some(cell) = cell::convert(found.get_value(), is_percent) else { continue };
        if is_outside(sheet, row, column, diagnostics) {
            break;
        }
        sheet.put(row, column, cell);
    }
    Ok(())
}

/// A formula without a saved result leaves no value behind: without this it would look blank.
fn fill_formulas(book: &mut Book<'_>, sheet: &mut Sheet) -> Result<(), XlsxError> {
    let mut reader = book.worksheet_cells_reader(&sheet.name)?;
    while let Some(formula) = reader.next_formula()? {
        let (row, column) = formula.get_position();
        if row <= MAX_ROW
            && column <= MAX_COLUMN
            && !formula.get_value().is_empty()
            && !sheet.holds(row, column)
        {
            sheet.put(row, column, Cell::Uncached);
        }
    }
    Ok(())
}

/// Reports a cell beyond the limits; the rest of the sheet is not read.
fn is_outside(sheet: &Sheet, row: u32, column: u32, diagnostics: &mut Diagnostics) -> bool {
    let outside = row > MAX_ROW || column > MAX_COLUMN;
    if outside {
        diagnostics.push(
            Diagnostic::error(
                Code::FileTooLarge,
                sheet.cell_ref(row, column),
                format!("内容超出 {MAX_ROW} 行或 {MAX_COLUMN} 列，没有读取"),
            )
            .hint("删除远处误填的单元格，或把有内容的部分复制到新表"),
        );
    }
    outside
}

fn xls(bytes: &[u8], file: &Arc<str>, diagnostics: &mut Diagnostics) -> Result<Vec<Sheet>, Refusal> {
    let mut book: Xls<_> = match Xls::new(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(XlsError::Password) => return Err(LOCKED),
        // An encrypted xlsx is a compound file too; only the xlsx reader can tell.
        Err(_) => return Err(Xlsx::new(Cursor::new(bytes)).map_or_else(|error| refusal(&error), |_| DAMAGED)),
    };
    let mut sheets = Vec::new();
    for meta in book.sheets_metadata().to_vec() {
        let mut sheet = Sheet::new(Arc::clone(file), &meta.name, meta.visible != SheetVisible::Visible);
        let range = book.worksheet_range(&meta.name).map_err(|_| DAMAGED)?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(column)) else { continue };
            let (row, column) = (first_row + row, first_column + column);
            if is_outside(&sheet, row, column, diagnostics) {
                break;
            }
            if let Some(cell) = cell::convert_old(value) {
                sheet.put(row, column, cell);
            }
        }
        fill_xls_formulas(&mut book, &mut sheet);
        let merges = book.merge_cells_by_sheet_name(&meta.name).unwrap_or_default();
        merges.iter().for_each(|area| sheet.merge(Merge { first: area.start, last: area.end }));
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn fill_xls_formulas(book: &mut Xls<Cursor<&[u8]>>, sheet: &mut Sheet) {
    let Ok(formulas) = book.worksheet_formula(&sheet.name) else { return };
    let (first_row, first_column) = formulas.start().unwrap_or_default();
    for (row, column, formula) in formulas.used_cells() {
        let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(column)) else { continue };
        let (row, column) = (first_row + row, first_column + column);
        if !formula.is_empty() && !sheet.holds(row, column) {
            sheet.put(row, column, Cell::Uncached);
        }
    }
}
