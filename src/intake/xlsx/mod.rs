//! A workbook of Excel 2007 or later, or of WPS: each of its parts is inflated and gone through once.
//!
//! The formats are those of ECMA-376. What the standard allows is read; a part that is not whole, or a value
//! that is none, makes the workbook a damaged one, while what is odd about looks and areas keeps no cell back.

mod address;
#[cfg(test)]
mod compared;
mod content;
mod rich_text;
mod sheet;
mod styles;
mod texts;

use std::collections::BTreeSet;
use std::sync::Arc;

use self::sheet::Common;
use self::styles::Style;
use super::cell::Cell;
use super::grid::Sheet;
use super::package::{self, DAMAGED, Refusal, TOO_LARGE};
use super::workbook::{Budget, MAX_SHEETS};
use crate::diagnostic::Diagnostics;
use crate::package::{Book, Books, Inflater, Package, Seen};

/// What workbooks have in common, so that it is worked out once: of those of an office, or of many.
#[derive(Default)]
pub struct Remembered {
    books: Books,
    styles: Seen<Vec<Style>>,
}

/// Opens one workbook after the other.
#[derive(Default)]
pub(super) struct Opener {
    remembered: Arc<Remembered>,
    inflater: Inflater,
}

impl Opener {
    /// One that knows what was met before.
    pub(super) fn knowing(remembered: Arc<Remembered>) -> Self {
        Self { remembered, inflater: Inflater::default() }
    }
}

/// Reads every sheet of a workbook.
pub(super) fn sheets(
    bytes: &[u8],
    file: &Arc<str>,
    opener: &mut Opener,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Sheet>, Refusal> {
    let Opener { remembered, inflater } = opener;
    let mut package = package::open(bytes)?;
    let book = remembered.books.find(&mut package, inflater)?;
    check(&book)?;
    let styles = match package.part(&book.styles)? {
        Some(part) => remembered.styles.get(&part.fingerprint(), || styles::read(inflater.text(&part)?))?,
        None => Arc::default(),
    };
    let texts = match package.part(&book.texts)? {
        Some(part) => texts::read(inflater.text(&part)?)?,
        None => Vec::new(),
    };
    let common = Common { texts: &texts, styles: &styles, is_1904: book.is_1904 };
    let mut budget = Budget::default();
    let (mut sheets, mut asked) = (Vec::new(), None);
    for listed in &book.sheets {
        let Some(part) = &listed.part else { continue };
        let part = package.part(part)?.ok_or(DAMAGED)?;
        let xml = inflater.text(&part)?;
        let mut sheet = Sheet::new(Arc::clone(file), &listed.name, listed.is_hidden);
        let Some(zeros) = sheet::fill(xml, &mut sheet, &common, &mut budget, diagnostics)? else { continue };
        let mut computes_nothing = || *asked.get_or_insert_with(|| computes_nothing(&book, &mut package));
        if !zeros.is_empty() && computes_nothing() {
            sheet.put(zeros.into_iter().map(|at| (at, Cell::Uncached)).collect());
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// A part that stands for two sheets is refused: no program writes that, and a small file could be made to be read
/// without end.
fn check(book: &Book) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    let mut parts = book.sheets.iter().filter_map(|sheet| sheet.part.as_deref());
    match book.sheets.len() {
        0 => Err(DAMAGED),
        1..=MAX_SHEETS if parts.all(|part| seen.insert(part.to_lowercase())) => Ok(()),
        1..=MAX_SHEETS => Err(DAMAGED),
        _ => Err(TOO_LARGE),
    }
}

/// Whether the program that wrote a workbook computes nothing and saves 0 for every formula: such a workbook asks to be
/// computed when it is opened, or is known by the writer's name. WPS and Excel leave neither behind.
fn computes_nothing(book: &Book, package: &mut Package<'_>) -> bool {
    let is_of_poi = |about: String| about.contains("<Application>Apache POI");
    book.is_computed_on_opening || package.text("docProps/app.xml").is_some_and(is_of_poi)
}
