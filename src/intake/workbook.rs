//! Opens a file whatever it is named, and streams its sheets into grids within limits.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use calamine::{DataRef, Dimensions, Font, Reader, SheetVisible, Xlsx, XlsxError};

use super::SheetCache;
use super::cell::{self, Cell, SharedWords};
use super::csv;
use super::folder::FoundFile;
use super::grid::{Merge, Sheet};
use super::kept_sheets;
use super::looks::Formulas;
use super::number_format::Look;
use super::old_workbook;
use super::package::{self, DAMAGED, Kind, LOCKED, Refusal, TOO_LARGE};
use super::parts::{self, Parts, SeenLists};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::digest::sha256_hex;
use crate::package::{Unpacked, Unpacker};
use crate::records::InputFile;

/// A sheet with cells beyond these is not a form that anyone filled in.
const MAX_ROW: u32 = 100_000;
const MAX_COLUMN: u32 = 500;

/// Nor is a workbook with more sheets, filled cells or bytes of text than these.
pub(super) const MAX_SHEETS: usize = 100;
pub(super) const MAX_CELLS: usize = 2_000_000;
pub(super) const MAX_TEXT: usize = 50_000_000;

/// A sheet of an office has about so many cells.
const USUAL_CELLS: usize = 64;

/// Nor a sheet whose merged areas take up more columns than this, counted area by area.
const MAX_MERGED: u32 = 200_000;

/// A file as it lies on disk.
pub(super) struct Loaded {
    pub(super) bytes: Vec<u8>,
    pub(super) sha256: String,
    /// Whether it is text, so that its name alone says what it is.
    pub(super) is_text: bool,
}

/// The files that a reading takes in, and where sheets of workbooks are kept between readings.
#[derive(Default)]
pub(super) struct Inputs<'a> {
    pub(super) files: Vec<InputFile>,
    pub(super) cache: Option<&'a dyn SheetCache>,
    remembered: Remembered,
}

/// What workbooks have in common, so that it is worked out once.
#[derive(Default)]
pub(super) struct Remembered {
    unpacker: Unpacker,
    lists: SeenLists,
}

impl<'a> Inputs<'a> {
    /// None yet.
    pub(super) fn kept_in(cache: Option<&'a dyn SheetCache>) -> Self {
        Self { cache, ..Self::default() }
    }

    /// Takes in a file that was read elsewhere, whatever may ask for it again.
    pub(super) fn add_once(&mut self, file: Option<&InputFile>) {
        self.files.extend(file.filter(|file| !self.files.contains(file)).cloned());
    }
}

/// Reads every sheet of a file; a file that cannot be read is one error.
pub(super) fn open(file: &FoundFile, inputs: &mut Inputs<'_>, diagnostics: &mut Diagnostics) -> Vec<Sheet> {
    match load(file, inputs, diagnostics) {
        Some(loaded) => known_sheets(file, &loaded, inputs, diagnostics),
        None => Vec::new(),
    }
}

/// The sheets of a file, as they were kept or as they are read. A reading of which anything is to be said is not kept,
/// nor is a text, whose one sheet is named after the file.
pub(super) fn known_sheets(
    file: &FoundFile,
    loaded: &Loaded,
    inputs: &mut Inputs<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Sheet> {
    let Some(cache) = inputs.cache.filter(|_| !loaded.is_text) else {
        return sheets(file, &loaded.bytes, &mut inputs.remembered, diagnostics);
    };
    let (key, name) = (kept_sheets::key(&loaded.sha256), Arc::from(file.name.as_str()));
    let kept = cache.get(&key);
    if let Some(sheets) = kept.and_then(|entry| kept_sheets::unpack(&entry, &loaded.sha256, &name)) {
        return sheets;
    }
    let mut found = Diagnostics::new();
    let sheets = sheets(file, &loaded.bytes, &mut inputs.remembered, &mut found);
    if found.is_empty() {
        cache.put(&key, &kept_sheets::pack(&loaded.sha256, &sheets));
    }
    diagnostics.extend(found);
    sheets
}

/// Reads the bytes of a file, which is then one of the inputs.
pub(super) fn load(
    file: &FoundFile,
    inputs: &mut Inputs<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Loaded> {
    let bytes = match bytes_of(file) {
        Ok(bytes) => bytes,
        Err(refusal) => {
            diagnostics.push(refused(file, &refusal));
            return None;
        }
    };
    let sha256 = sha256_hex(&bytes);
    inputs.files.push(InputFile { name: file.name.clone(), sha256: sha256.clone() });
    let is_text = matches!(package::sniff(&bytes), Ok(Kind::Text));
    Some(Loaded { bytes, sha256, is_text })
}

/// The bytes of a file. None asks for more room than it is worth, whatever its length.
fn bytes_of(file: &FoundFile) -> Result<Vec<u8>, Refusal> {
    let opened = File::open(&file.path).map_err(|_| package::BUSY)?;
    let length = opened.metadata().map_or(0, |about| about.len());
    if package::is_too_long(length) {
        return Err(TOO_LARGE);
    }
    // Room for one more, so that the end is met without asking for more; who goes on writing is not waited for.
    let mut bytes = Vec::with_capacity(usize::try_from(length).map_or(0, |length| length + 1));
    opened.take(package::MAX_FILE + 1).read_to_end(&mut bytes).map_err(|_| package::BUSY)?;
    Ok(bytes)
}

/// The sheets in the bytes of a file.
pub(super) fn sheets(
    file: &FoundFile,
    bytes: &[u8],
    remembered: &mut Remembered,
    diagnostics: &mut Diagnostics,
) -> Vec<Sheet> {
    let name: Arc<str> = Arc::from(file.name.as_str());
    let sheets = match package::sniff(bytes) {
        Ok(Kind::Package) => guarded(|| xlsx(bytes, &name, remembered, diagnostics)),
        Ok(Kind::Compound) => guarded(|| old_workbook::sheets(bytes, &name, diagnostics)),
        Ok(Kind::Text) => {
            let keep = |sheet: &Sheet, row, column| !is_outside(sheet, row, column, diagnostics);
            csv::sheet(bytes, &name, keep).map(|sheet| vec![sheet])
        }
        Err(refusal) => Err(refusal),
    };
    sheets.unwrap_or_else(|refusal| {
        diagnostics.push(refused(file, &refusal));
        Vec::new()
    })
}

fn refused(file: &FoundFile, refusal: &Refusal) -> Diagnostic {
    let code = if refusal.too_large { Code::FileTooLarge } else { Code::FileUnreadable };
    Diagnostic::error(code, Location::File(file.name.clone()), refusal.message).hint(refusal.hint)
}

/// The readers of workbooks are others' work; a file on which one gives up is damaged.
fn guarded(read: impl FnOnce() -> Result<Vec<Sheet>, Refusal>) -> Result<Vec<Sheet>, Refusal> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(DAMAGED))
}

fn xlsx(
    bytes: &[u8],
    file: &Arc<str>,
    remembered: &mut Remembered,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Sheet>, Refusal> {
    let mut package = package::open(bytes)?;
    let unpacked = package.unpacked(&mut remembered.unpacker, parts::uses);
    let plain = unpacked.as_ref().map_or(bytes, Unpacked::bytes);
    let mut parts = Parts { package, unpacked: unpacked.as_ref() };
    parts.check_texts()?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(plain)).map_err(|error| refusal(&error))?;
    let listed = book.sheets_metadata().to_vec();
    match listed.len() {
        0 => return Err(DAMAGED),
        1..=MAX_SHEETS => {}
        _ => return Err(TOO_LARGE),
    }
    let names: Vec<&str> = listed.iter().map(|meta| meta.name.as_str()).collect();
    let mut looks = parts.looks(&names, &mut remembered.lists)?.into_iter();
    let mut computes_nothing = None;
    let mut sheets = Vec::new();
    let mut contents = Contents { crossed: parts.crossed(), ..Contents::default() };
    for meta in listed {
        let mut sheet = Sheet::new(Arc::clone(file), &meta.name, meta.visible != SheetVisible::Visible);
        let looks = looks.next().unwrap_or_default();
        (sheet.hidden_rows, sheet.hidden_columns) = (looks.hidden_rows, looks.hidden_columns);
        contents.crossed.extend(looks.crossed);
        if fill(&mut book, &mut sheet, &mut contents, diagnostics)? {
            if looks.formulas != Formulas::None {
                let computes_nothing = *computes_nothing.get_or_insert_with(|| parts.computes_nothing());
                if computes_nothing || looks.formulas == Formulas::Unknown {
                    mark_uncached(&mut book, &mut sheet, computes_nothing, &mut contents.budget)?;
                }
            }
            let areas = looks.merges.unwrap_or_else(|| areas(&mut book, &meta.name));
            merge(&mut sheet, &areas)?;
            sheets.push(sheet);
        }
    }
    Ok(sheets)
}

fn areas(book: &mut Book<'_>, name: &str) -> Vec<Merge> {
    listed(&book.merge_cells_by_sheet_name(name).unwrap_or_default())
}

pub(super) fn listed(areas: &[Dimensions]) -> Vec<Merge> {
    areas.iter().map(|area| Merge { first: area.start, last: area.end }).collect()
}

fn refusal(error: &XlsxError) -> Refusal {
    if matches!(error, XlsxError::Password) { LOCKED } else { DAMAGED }
}

/// What one file may still hold.
struct Budget {
    cells: usize,
    text: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { cells: MAX_CELLS, text: MAX_TEXT }
    }
}

impl Budget {
    /// A few bytes of a file can stand for a long text in a great many cells.
    fn spend(&mut self, cell: &Cell) -> Result<(), Refusal> {
        let text = if let Cell::Text(text) = cell { text.len() } else { 0 };
        self.cells = self.cells.checked_sub(1).ok_or(TOO_LARGE)?;
        self.text = self.text.checked_sub(text).ok_or(TOO_LARGE)?;
        Ok(())
    }
}

/// What the sheets of a workbook have in common.
#[derive(Default)]
struct Contents {
    budget: Budget,
    shared: SharedWords,
    /// Texts of which some letters are crossed out, or raised behind a figure.
    crossed: BTreeSet<String>,
}

impl Contents {
    fn are_crossed(&self, value: &DataRef<'_>) -> bool {
        match value {
            DataRef::SharedString(text) => self.crossed.contains(*text),
            DataRef::String(text) => self.crossed.contains(text),
            _ => false,
        }
    }
}

/// What a cell's style makes of it.
#[derive(Clone, Copy, Default)]
struct Style {
    look: Look,
    is_crossed: bool,
}

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Puts the cells of a sheet in place; false for a chart or the like, which has none.
fn fill(
    book: &mut Book<'_>,
    sheet: &mut Sheet,
    contents: &mut Contents,
    diagnostics: &mut Diagnostics,
) -> Result<bool, Refusal> {
    let mut reader = match book.worksheet_cells_reader(sheet.name()) {
        Ok(reader) => reader,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(false),
        Err(error) => return Err(refusal(&error)),
    };
    let of_style = |style: &calamine::Style| Style {
        look: style.number_format.as_ref().map_or(Look::Plain, |format| Look::of(&format.format_code)),
        is_crossed: style.font.as_ref().is_some_and(Font::has_strikethrough),
    };
    let styles: Vec<Style> = reader.styles().iter().map(of_style).collect();
    let mut cells = Vec::with_capacity(USUAL_CELLS);
    while let Some((found, style)) = reader.next_cell_with_style_id().map_err(|error| refusal(&error))? {
        let (row, column) = found.get_position();
        let style = styles.get(style).copied().unwrap_or_default();
        let value = found.get_value();
        let Some(cell) = cell::convert(value, style.look, &mut contents.shared) else { continue };
        if is_outside(sheet, row, column, diagnostics) {
            break;
        }
        if style.is_crossed || !contents.crossed.is_empty() && contents.are_crossed(value) {
            sheet.crossed.push((row, column));
        }
        contents.budget.spend(&cell)?;
        cells.push(((row, column), cell));
    }
    sheet.put(cells);
    Ok(true)
}

/// A formula without a saved result leaves no value behind: without this it would look blank, or 0 where the writer
/// computes nothing. One whose result is no words at all is blank indeed.
fn mark_uncached(
    book: &mut Book<'_>,
    sheet: &mut Sheet,
    computes_nothing: bool,
    budget: &mut Budget,
) -> Result<(), Refusal> {
    let mut reader = book.worksheet_cells_reader(sheet.name()).map_err(|error| refusal(&error))?;
    let mut uncached = Vec::new();
    // Not `next_formula`: it makes room for as many shared formulas as a file claims to have.
    while let Some(found) = reader.next_cell_with_formula_metadata().map_err(|error| refusal(&error))? {
        let (row, column) = found.pos;
        let blank = found.value == DataRef::Empty && !sheet.holds(row, column);
        let zero = computes_nothing && cell::is_zero(&found.value);
        if found.formula.is_some() && (blank || zero) && row <= MAX_ROW && column <= MAX_COLUMN {
            budget.spend(&Cell::Uncached)?;
            uncached.push(((row, column), Cell::Uncached));
        }
    }
    sheet.put(uncached);
    Ok(())
}

/// Marks the merged areas, as far as cells may stand.
pub(super) fn merge(sheet: &mut Sheet, areas: &[Merge]) -> Result<(), Refusal> {
    let mut columns = 0_u32;
    for Merge { first, last } in areas.iter().filter(|area| area.first != area.last) {
        let last = (last.0.min(MAX_ROW), last.1.min(MAX_COLUMN));
        columns = columns.saturating_add(last.1.saturating_sub(first.1)).saturating_add(1);
        if columns > MAX_MERGED {
            return Err(TOO_LARGE);
        }
        sheet.merge(Merge { first: *first, last });
    }
    Ok(())
}

/// Reports a cell beyond the limits; the rest of the sheet is not read.
pub(super) fn is_outside(sheet: &Sheet, row: u32, column: u32, diagnostics: &mut Diagnostics) -> bool {
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
