//! A sheet's part: marked cells get their coloured format, those that are not there are put in their order, and the
//! drawing of the notes is named where the format wants it.

use std::collections::BTreeMap;

use super::Mark;
use super::styles::Styles;
use super::tag::{Kind, Tag, tags};
use crate::diagnostic::{Severity, column_letters};

/// What may stand after the drawing of notes.
const AFTER_NOTES: &[&str] = &[
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
];

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The part with its cells marked. `drawing` is the relation of the notes' drawing, if the sheet has none yet.
pub(super) fn mark(text: &str, marks: &[Mark], styles: &mut Styles, drawing: Option<&str>) -> Option<String> {
    let mut rows: BTreeMap<u32, BTreeMap<u32, Severity>> = BTreeMap::new();
    for mark in marks {
        rows.entry(mark.cell.0).or_default().insert(mark.cell.1, mark.severity);
    }
    let mut marker =
        Marker { text, out: String::new(), at: 0, styles, rows, row: None, next: (0, 0), drawing };
    for tag in tags(text)? {
        marker.pass(&tag)?;
    }
    marker.out.push_str(text.get(marker.at..)?);
    Some(marker.out)
}

struct Marker<'a, 's> {
    text: &'a str,
    out: String,
    /// How much of the text is dealt with.
    at: usize,
    styles: &'s mut Styles,
    /// What is still to be marked.
    rows: BTreeMap<u32, BTreeMap<u32, Severity>>,
    /// The marks of the row that is open.
    row: Option<(u32, BTreeMap<u32, Severity>)>,
    /// The row and column that a tag without an address has.
    next: (u32, u32),
    drawing: Option<&'a str>,
}

impl Marker<'_, '_> {
    fn pass(&mut self, tag: &Tag<'_>) -> Option<()> {
        match (tag.name.as_str(), tag.kind, tag.depth) {
            ("sheetData", Kind::Empty, 1) => {
                self.replace(tag, &tag.opened())?;
                self.put_rows(u32::MAX, &tag.prefix)?;
                self.out.push_str(&format!("</{}sheetData>", tag.prefix));
                Some(())
            }
            ("sheetData", Kind::End, 1) => {
                self.copy_to(tag.range.start)?;
                self.put_rows(u32::MAX, &tag.prefix)
            }
            ("row", Kind::Start | Kind::Empty, 2) => self.open_row(tag),
            ("row", Kind::End, 2) => {
                self.copy_to(tag.range.start)?;
                self.close_row(&tag.prefix)
            }
            ("c", Kind::Start | Kind::Empty, 3) => self.cell(tag),
            ("worksheet", Kind::End, 0) => self.name_drawing(tag),
            (name, Kind::Start | Kind::Empty, 1) if AFTER_NOTES.contains(&name) => self.name_drawing(tag),
            _ => Some(()),
        }
    }

    fn copy_to(&mut self, end: usize) -> Option<()> {
        self.out.push_str(self.text.get(self.at..end)?);
        self.at = end;
        Some(())
    }

    fn replace(&mut self, tag: &Tag<'_>, by: &str) -> Option<()> {
        self.copy_to(tag.range.start)?;
        self.out.push_str(by);
        self.at = tag.range.end;
        Some(())
    }

    fn open_row(&mut self, tag: &Tag<'_>) -> Option<()> {
        let stated = tag.attribute("r").and_then(|number| number.parse::<u32>().ok()?.checked_sub(1));
        let row = stated.unwrap_or(self.next.0);
        self.next = (row.saturating_add(1), 0);
        self.copy_to(tag.range.start)?;
        self.put_rows(row, &tag.prefix)?;
        self.row = self.rows.remove(&row).map(|marks| (row, marks));
        if tag.kind == Kind::Empty && self.row.is_some() {
            self.replace(tag, &tag.opened())?;
            self.close_row(&tag.prefix)?;
            self.out.push_str(&format!("</{}row>", tag.prefix));
        }
        Some(())
    }

    /// Puts the marked cells that the row lacks at its end.
    fn close_row(&mut self, prefix: &str) -> Option<()> {
        self.put_cells(u32::MAX, prefix)?;
        self.row = None;
        Some(())
    }

    fn cell(&mut self, tag: &Tag<'_>) -> Option<()> {
        let column = tag.attribute("r").and_then(column_of).unwrap_or(self.next.1);
        self.next.1 = column.saturating_add(1);
        self.copy_to(tag.range.start)?;
        self.put_cells(column, &tag.prefix)?;
        let Some(severity) = self.row.as_mut().and_then(|(_, marks)| marks.remove(&column)) else {
            return Some(());
        };
        let format = tag.attribute("s").map_or(Some(0), |format| format.parse().ok())?;
        let coloured = self.styles.coloured(format, severity)?;
        self.replace(tag, &tag.with(&[("s", &coloured.to_string())]))
    }

    /// Puts the marked rows that are not there, up to one.
    fn put_rows(&mut self, before: u32, prefix: &str) -> Option<()> {
        while let Some((row, marks)) = self.rows.first_key_value().map(|(row, marks)| (*row, marks.clone())) {
            if row >= before {
                break;
            }
            self.rows.remove(&row);
            self.out.push_str(&format!("<{prefix}row r=\"{}\">", row + 1));
            self.row = Some((row, marks));
            self.close_row(prefix)?;
            self.out.push_str(&format!("</{prefix}row>"));
        }
        Some(())
    }

    /// Puts the marked cells of the open row that are not there, up to a column.
    fn put_cells(&mut self, before: u32, prefix: &str) -> Option<()> {
        let Some((row, marks)) = &mut self.row else { return Some(()) };
        while let Some((column, severity)) =
            marks.first_key_value().map(|(column, severity)| (*column, *severity))
        {
            if column >= before {
                break;
            }
            marks.remove(&column);
            let (address, format) =
                (format!("{}{}", column_letters(column), *row + 1), self.styles.coloured(0, severity)?);
            self.out.push_str(&format!("<{prefix}c r=\"{address}\" s=\"{format}\"/>"));
        }
        Some(())
    }

    fn name_drawing(&mut self, before: &Tag<'_>) -> Option<()> {
        let Some(drawing) = self.drawing.take() else { return Some(()) };
        self.copy_to(before.range.start)?;
        let prefix = &before.prefix;
        self.out.push_str(&format!(
            "<{prefix}legacyDrawing xmlns:notes=\"{RELATIONSHIPS}\" notes:id=\"{drawing}\"/>"
        ));
        Some(())
    }
}

/// The column of an address: `C12` is 2.
fn column_of(address: &str) -> Option<u32> {
    let letters = address.bytes().take_while(u8::is_ascii_uppercase);
    let number = letters
        .fold(0_u32, |number, letter| number.saturating_mul(26).saturating_add(u32::from(letter - b'A') + 1));
    number.checked_sub(1)
}
