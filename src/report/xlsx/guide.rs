//! Draws 填表说明: a document laid out over three columns.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::blank::text_width;
use super::{A4, FONT, HIGHEST_ROW, LINE};
use crate::report::document::{Document, Table};
use crate::report::text;

/// Widths in half-width characters.
const WIDTHS: [usize; 3] = [26, 16, 60];
const WIDTH: usize = 102;
const LAST: u16 = 2;

struct Pen<'a> {
    worksheet: &'a mut Worksheet,
    row: u32,
}

/// Title, notes, then headings with their paragraphs and tables.
pub(super) fn draw(worksheet: &mut Worksheet, document: &Document) -> Result<(), XlsxError> {
    worksheet.set_name(&document.title)?;
    for (width, column) in WIDTHS.into_iter().zip(0_u16..) {
        worksheet.set_column_width(column, u32::try_from(width + 1).unwrap_or(20))?;
    }
    let plain = Format::new().set_font_name(FONT).set_font_size(11).set_align(FormatAlign::Top);
    let (wrapped, bold) = (plain.clone().set_text_wrap(), plain.clone().set_bold());
    let mut pen = Pen { worksheet, row: 0 };
    let title = bold.clone().set_font_size(18).set_align(FormatAlign::Center);
    pen.line(&document.title, &title, 30)?;
    for note in &document.notes {
        pen.line(note, &wrapped, LINE + 2)?;
    }
    for section in &document.sections {
        pen.row += 1;
        pen.line(&section.heading, &bold.clone().set_font_size(13), LINE + 6)?;
        for paragraph in &section.paragraphs {
            pen.line(paragraph, &wrapped, LINE + 2)?;
        }
        if let Some(table) = &section.table {
            pen.table(table, &wrapped)?;
        }
    }
    worksheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_footer("&C第&P页 共&N页");
    worksheet.set_margins(0.6, 0.6, 0.6, 0.6, 0.3, 0.3);
    worksheet.protect();
    Ok(())
}

impl Pen<'_> {
    /// A line over all columns; it takes as many lines of a height as its words need.
    fn line(&mut self, words: &str, format: &Format, height: u32) -> Result<(), XlsxError> {
        self.worksheet.merge_range(self.row, 0, self.row, LAST, words, format)?;
        self.set_height(text::wrap(words, text_width(WIDTH)).len(), height)?;
        self.row += 1;
        Ok(())
    }

    fn set_height(&mut self, lines: usize, height: u32) -> Result<(), XlsxError> {
        let lines = u32::try_from(lines).unwrap_or(HIGHEST_ROW);
        self.worksheet.set_row_height(self.row, lines.saturating_mul(height).min(HIGHEST_ROW))?;
        Ok(())
    }

    fn table(&mut self, table: &Table, wrapped: &Format) -> Result<(), XlsxError> {
        let boxed = wrapped.clone().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        let head = boxed.clone().set_bold().set_background_color(Color::RGB(0x00D9_E1F2));
        let titles: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
        self.cells(&titles, &head)?;
        for row in &table.rows {
            self.cells(row, &boxed)?;
        }
        Ok(())
    }

    /// A row of a table; the last cell takes what columns are left.
    fn cells(&mut self, cells: &[String], format: &Format) -> Result<(), XlsxError> {
        let mut lines = 1;
        for (words, column) in cells.iter().zip(0_u16..) {
            let is_last = usize::from(column) + 1 == cells.len();
            let own = WIDTHS.iter().skip(usize::from(column)).take(if is_last { 3 } else { 1 });
            lines = lines.max(text::wrap(words, text_width(own.sum())).len());
            if is_last && column < LAST {
                self.worksheet.merge_range(self.row, column, self.row, LAST, words, format)?;
            } else {
                self.worksheet.write_string_with_format(self.row, column, words, format)?;
            }
        }
        self.set_height(lines, LINE + 2)?;
        self.row += 1;
        Ok(())
    }
}
