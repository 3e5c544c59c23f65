//! Draws 填表说明: a document laid out over three columns.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::blank::text_width;
use super::{A4, FONT, HIGHEST_ROW, LINE};
use crate::report::document::{Document, Section, Table};
use crate::report::text;

/// Widths in half-width characters.
const WIDTHS: [usize; 3] = [26, 16, 60];
const WIDTH: usize = 102;
const LAST: u16 = 2;
/// What goes on a page, in points, even where the columns need not be made smaller to fit its width.
const PAGE: u32 = 740;
/// A line that is left blank above a heading.
const GAP: u32 = 15;

struct Pen<'a> {
    worksheet: &'a mut Worksheet,
    row: u32,
    /// Points that are taken up on the page.
    taken: u32,
    /// Rows that begin a page.
    breaks: Vec<u32>,
}

/// Title, notes, then headings with their paragraphs and tables.
pub(super) fn draw(worksheet: &mut Worksheet, document: &Document) -> Result<(), XlsxError> {
    worksheet.set_name(&document.title)?;
    for (width, column) in WIDTHS.into_iter().zip(0_u16..) {
        worksheet.set_column_width(column, u32::try_from(width + 1).unwrap_or(20))?;
    }
    let plain = Format::new().set_font_name(FONT).set_font_size(11).set_align(FormatAlign::Top);
    let (wrapped, bold) = (plain.clone().set_text_wrap(), plain.clone().set_bold());
    let mut pen = Pen { worksheet, row: 0, taken: 0, breaks: Vec::new() };
    let title = bold.clone().set_font_size(18).set_align(FormatAlign::Center);
    pen.line(&document.title, &title, 30)?;
    for note in &document.notes {
        pen.line(note, &wrapped, LINE + 2)?;
    }
    for section in &document.sections {
        pen.gap(section);
        pen.line(&section.heading, &bold.clone().set_font_size(13), LINE + 6)?;
        for paragraph in &section.paragraphs {
            pen.line(paragraph, &wrapped, LINE + 2)?;
        }
        if let Some(table) = &section.table {
            pen.table(table, &wrapped)?;
        }
    }
    let breaks = pen.breaks;
    worksheet.set_page_breaks(&breaks)?;
    worksheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_footer("&C第&P页 共&N页");
    worksheet.set_margins(0.6, 0.6, 0.6, 0.6, 0.3, 0.3);
    worksheet.protect();
    Ok(())
}

impl Pen<'_> {
    /// Begins a page where so many points have no room on this one.
    fn turn(&mut self, points: u32) -> bool {
        let turns = self.taken > 0 && self.taken.saturating_add(points) > PAGE;
        if turns {
            self.breaks.push(self.row);
            self.taken = 0;
        }
        turns
    }

    /// A blank line above a section, or a new page: its heading never stands alone at the foot of one.
    fn gap(&mut self, section: &Section) {
        let paragraph = section.paragraphs.first().map_or(0, |words| over_all(words, LINE + 2));
        let table = section
            .table
            .as_ref()
            .map_or(0, |table| table.rows.first().map_or(0, |row| height_of(row)).saturating_add(LINE + 2));
        let first = if paragraph > 0 { paragraph } else { table };
        if !self.turn(GAP + LINE + 6 + first) {
            self.row += 1;
            self.taken += GAP;
        }
    }

    /// A line over all columns; it takes as many lines of a height as its words need.
    fn line(&mut self, words: &str, format: &Format, height: u32) -> Result<(), XlsxError> {
        let height = over_all(words, height);
        self.turn(height);
        self.worksheet.merge_range(self.row, 0, self.row, LAST, words, format)?;
        self.end_row(height)
    }

    fn end_row(&mut self, height: u32) -> Result<(), XlsxError> {
        self.worksheet.set_row_height(self.row, height)?;
        self.row += 1;
        self.taken = self.taken.saturating_add(height);
        Ok(())
    }

    /// A table; where it goes on over a page, so does its head.
    fn table(&mut self, table: &Table, wrapped: &Format) -> Result<(), XlsxError> {
        let boxed = wrapped.clone().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        let head = boxed.clone().set_bold().set_background_color(Color::RGB(0x00D9_E1F2));
        let titles: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
        self.cells(&titles, &head)?;
        for row in &table.rows {
            if self.turn(height_of(row)) {
                self.cells(&titles, &head)?;
            }
            self.cells(row, &boxed)?;
        }
        Ok(())
    }

    /// A row of a table; the last cell takes what columns are left.
    fn cells(&mut self, cells: &[String], format: &Format) -> Result<(), XlsxError> {
        for (words, column) in cells.iter().zip(0_u16..) {
            if usize::from(column) + 1 == cells.len() && column < LAST {
                self.worksheet.merge_range(self.row, column, self.row, LAST, words, format)?;
            } else {
                self.worksheet.write_string_with_format(self.row, column, words, format)?;
            }
        }
        self.end_row(height_of(cells))
    }
}

fn over_all(words: &str, height: u32) -> u32 {
    points(text::wrap(words, text_width(WIDTH)).len(), height)
}

/// What a row of a table takes.
fn height_of(cells: &[String]) -> u32 {
    let lines = cells.iter().enumerate().map(|(place, words)| {
        let is_last = place + 1 == cells.len();
        let own = WIDTHS.iter().skip(place).take(if is_last { WIDTHS.len() } else { 1 });
        text::wrap(words, text_width(own.sum())).len()
    });
    points(lines.max().unwrap_or(1), LINE + 2)
}

fn points(lines: usize, height: u32) -> u32 {
    u32::try_from(lines).unwrap_or(HIGHEST_ROW).saturating_mul(height).min(HIGHEST_ROW)
}
