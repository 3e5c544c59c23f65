//! A workbook of another format written anew with its values alone, marked: the format itself cannot be patched.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatBorder, Note, Workbook, Worksheet, XlsxError};

use super::table::clipped;
use super::{FONT, WriteError};
use crate::diagnostic::Severity;
use crate::intake::ShownSheet;
use crate::report::marked::{Mark, Marks};
use crate::report::text;

/// No column is wider than this many half-width characters.
const WIDEST: usize = 40;
/// The longest name of a sheet.
const LONGEST_NAME: usize = 31;

/// The sheets as text, with the marks.
pub fn render_marked(sheets: &[ShownSheet], marks: &Marks) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    let properties = rust_xlsxwriter::DocProperties::new();
    let created = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&properties.set_creation_datetime(&created));
    for sheet in sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(sheet_name(&sheet.name))?;
        fill(worksheet, sheet, marks.get(&sheet.name).map(Vec::as_slice).unwrap_or_default())?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// A name that a sheet may bear: that of a CSV is its file's, `事项登记[1]`.
fn sheet_name(name: &str) -> String {
    let allowed = |sign: char| match sign {
        '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' => '_',
        sign => sign,
    };
    // Signs beyond the basic plane count twice.
    let mut units = 0;
    let fits = |sign: &char| {
        units += sign.len_utf16();
        units <= LONGEST_NAME
    };
    let name: String = name.chars().map(allowed).take_while(fits).collect();
    if name.is_empty() { "_".to_owned() } else { name }
}

fn fill(worksheet: &mut Worksheet, sheet: &ShownSheet, marks: &[Mark]) -> Result<(), XlsxError> {
    let plain = Format::new().set_font_name(FONT).set_border(FormatBorder::Thin);
    let mut widths: BTreeMap<u16, usize> = BTreeMap::new();
    for ((row, column), words) in &sheet.cells {
        let Ok(column) = u16::try_from(*column) else { continue };
        worksheet.write_string_with_format(*row, column, clipped(words), &plain)?;
        let width = widths.entry(column).or_default();
        *width = (*width).max(text::widest_line(words)).min(WIDEST);
    }
    for (column, width) in widths {
        worksheet.set_column_width(column, u32::try_from(width + 2).unwrap_or(10))?;
    }
    let shown: BTreeMap<(u32, u32), &str> =
        sheet.cells.iter().map(|(cell, words)| (*cell, words.as_str())).collect();
    for Mark { cell: (row, column), severity, note } in marks {
        let Ok(column) = u16::try_from(*column) else { continue };
        let colour = if *severity == Severity::Error { 0x00FF_C7CE } else { 0x00FF_EB9C };
        let words = shown.get(&(*row, u32::from(column))).copied().unwrap_or_default();
        let format = plain.clone().set_background_color(Color::RGB(colour));
        worksheet.write_string_with_format(*row, column, clipped(words), &format)?;
        worksheet.insert_note(*row, column, &Note::new(note).set_author("村考"))?;
    }
    Ok(())
}
