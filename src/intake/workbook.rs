//! Opens a file whatever it is named: its sheets as grids, within limits.

use std::fs::File;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::SheetCache;
use super::cell::Cell;
use super::csv;
use super::folder::FoundFile;
use super::grid::{Address, Merge, Sheet};
use super::kept_sheets;
use super::old_workbook;
use super::package::{self, AT_FAULT, Kind, Refusal, TOO_LARGE};
use super::xlsx::{self, Opener, Remembered};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::digest::sha256_hex;
use crate::records::InputFile;

/// A sheet with cells beyond these is not a form that anyone filled in.
const MAX_ROW: u32 = 100_000;
pub(super) const MAX_COLUMN: u32 = 500;

/// Nor is a workbook with more sheets, filled cells or bytes of text than these.
pub(super) const MAX_SHEETS: usize = 100;
pub(super) const MAX_CELLS: usize = 2_000_000;
pub(super) const MAX_TEXT: usize = 50_000_000;

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
    opener: Opener,
}

impl<'a> Inputs<'a> {
    /// None yet.
    pub(super) fn of(cache: Option<&'a dyn SheetCache>, remembered: Arc<Remembered>) -> Self {
        Self { cache, opener: Opener::knowing(remembered), ..Self::default() }
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
        return sheets(file, &loaded.bytes, &mut inputs.opener, diagnostics);
    };
    let (key, name) = (kept_sheets::key(&loaded.sha256), Arc::from(file.name.as_str()));
    let kept = cache.get(&key);
    if let Some(sheets) = kept.and_then(|entry| kept_sheets::unpack(&entry, &loaded.sha256, &name)) {
        return sheets;
    }
    let mut found = Diagnostics::new();
    let sheets = sheets(file, &loaded.bytes, &mut inputs.opener, &mut found);
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
    inputs.files.push(InputFile { name: file.name.as_str().into(), sha256: sha256.as_str().into() });
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
    opener: &mut Opener,
    diagnostics: &mut Diagnostics,
) -> Vec<Sheet> {
    let name: Arc<str> = Arc::from(file.name.as_str());
    let sheets = match package::sniff(bytes) {
        Ok(Kind::Package) => guarded(|| xlsx::sheets(bytes, &name, opener, diagnostics)),
        Ok(Kind::Compound) => guarded(|| old_workbook::sheets(bytes, &name, diagnostics)),
        Ok(Kind::Text) => {
            let keep = |sheet: &Sheet, row, column| !is_outside(sheet, (row, column), diagnostics);
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

/// A fault of the program's own readers is told of the file on which it shows, and keeps no other from being read. Where
/// others' readers give up is caught within: see [`package::by_others`].
fn guarded(read: impl FnOnce() -> Result<Vec<Sheet>, Refusal>) -> Result<Vec<Sheet>, Refusal> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(AT_FAULT))
}

/// What one file may still hold.
pub(super) struct Budget {
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
    pub(super) fn spend(&mut self, cell: &Cell) -> Result<(), Refusal> {
        let text = match cell {
            Cell::Text(text) => text.len(),
            Cell::LongNumber(text) | Cell::Fault(text) => text.len(),
            _ => 0,
        };
        self.cells = self.cells.checked_sub(1).ok_or(TOO_LARGE)?;
        self.text = self.text.checked_sub(text).ok_or(TOO_LARGE)?;
        Ok(())
    }
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

/// Whether a cell stands within the limits.
pub(super) fn is_inside((row, column): Address) -> bool {
    row <= MAX_ROW && column <= MAX_COLUMN
}

/// Reports a cell beyond the limits; the rest of the sheet is not read.
pub(super) fn is_outside(sheet: &Sheet, at: Address, diagnostics: &mut Diagnostics) -> bool {
    let outside = !is_inside(at);
    if outside {
        diagnostics.push(
            Diagnostic::error(
                Code::FileTooLarge,
                sheet.cell_ref(at.0, at.1),
                format!("内容超出 {MAX_ROW} 行或 {MAX_COLUMN} 列，没有读取"),
            )
            .hint("删除远处误填的单元格，或把有内容的部分复制到新表"),
        );
    }
    outside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_the_program_is_not_told_as_one_of_the_file() {
        let message = |read: Result<Vec<Sheet>, Refusal>| read.err().map(|refusal| refusal.message);
        assert_eq!(message(guarded(|| panic!("own"))), Some(AT_FAULT.message));
        let by_others = || package::by_others::<Vec<Sheet>>(|| panic!("of others"));
        assert_eq!(message(guarded(by_others)), Some(package::DAMAGED.message));
        assert!(AT_FAULT.message.contains("程序") && AT_FAULT.hint.contains("发给维护程序的人"));
    }
}
