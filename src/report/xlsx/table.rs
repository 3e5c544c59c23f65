//! One sheet of a table: title, basis, header, cells, the lines under it, and how it is printed.

use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, FormatUnderline, Formula, Url, Worksheet, XlsxError,
};

use super::{A4, FONT, HIGHEST_ROW, LINE};
use crate::number::Number;
use crate::report::sheets::{Addresses, Cell, FIRST_ROW, Live, Sheet, Shown};
use crate::report::text;

/// Title, basis, then the header.
pub(super) const HEADER_ROW: u32 = FIRST_ROW - 1;
/// The file format has no room for a longer way to a file, in bytes.
const LONGEST_LINK: usize = 2_000;
/// A line of the title in points.
pub(super) const TITLE_LINE: u32 = 22;
/// A cell of the file format holds 32767 characters, of which the rarest ones count double.
const LONGEST: usize = 15_000;
/// The narrowest room for title and basis in half-width characters, that beside pictures, and what a column without
/// a width of its own adds to it.
const ROOM: usize = 60;
const PICTURE: usize = 90;
const UNTOUCHED: usize = 9;
/// What a signature takes.
const SIGNED: usize = 14;
/// Columns that are not printed are no wider.
const ASIDE: usize = 24;

/// Draws everything but the pictures.
pub(super) fn draw(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    (title, basis): (&str, &str),
    addresses: &Addresses<'_>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    fill(worksheet, sheet, addresses, formats)?;
    let widths = set_sizes(worksheet, sheet)?;
    let printed = widths.len().saturating_sub(sheet.aside);
    let mut room = widths.iter().take(printed).map(|width| width + 2).sum::<usize>();
    let mut columns = printed;
    // A narrow table has empty columns beside it, over which title and basis go on.
    let enough = if sheet.charts.is_empty() { ROOM } else { PICTURE };
    while sheet.aside == 0 && printed > 1 && room < enough {
        (room, columns) = (room + UNTOUCHED, columns + 1);
    }
    let last = u16::try_from(columns.saturating_sub(1)).unwrap_or(0);
    let mut across = |row: u32, words: &str, format: &Format, height: u32| -> Result<(), XlsxError> {
        if last == 0 {
            let plain = format.clone().unset_text_wrap();
            worksheet.write_string_with_format(row, 0, words, &plain)?;
        } else {
            worksheet.merge_range(row, 0, row, last, words, format)?;
            worksheet.set_row_height(row, height)?;
        }
        Ok(())
    };
    // The title's characters are half as wide again.
    across(0, title, &formats.title, lines(title, room * 2 / 3) * TITLE_LINE)?;
    across(1, basis, &formats.basis, lines(basis, room) * LINE)?;
    let below = FIRST_ROW + u32::try_from(sheet.rows.len()).unwrap_or(0);
    for (line, row) in sheet.foot.iter().zip(below..) {
        across(row, line, &formats.line, lines(line, room) * 2 * LINE)?;
    }
    if sheet.aside > 0 {
        worksheet.set_print_area(0, 0, below.saturating_sub(1), last)?;
    }
    set_page(worksheet, sheet)
}

pub(super) fn lines(words: &str, width: usize) -> u32 {
    u32::try_from(text::wrap(words, width).len()).unwrap_or(1)
}

pub(super) struct Formats {
    pub(super) title: Format,
    pub(super) basis: Format,
    pub(super) header: Format,
    pub(super) text: Format,
    figure: Format,
    exact: Format,
    aside: Format,
    count: Format,
    pub(super) line: Format,
    link: Format,
}

impl Formats {
    fn of(&self, live: &Live) -> &Format {
        match live.shown {
            Shown::Fixed => &self.figure,
            Shown::Exact => &self.exact,
            Shown::Whole => &self.count,
        }
    }

    pub(super) fn new() -> Self {
        let plain = Format::new().set_font_name(FONT).set_font_size(11);
        let boxed = plain.clone().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        Self {
            title: plain.clone().set_font_size(16).set_bold(),
            basis: plain.clone().set_text_wrap().set_align(FormatAlign::Top),
            line: plain.set_text_wrap().set_align(FormatAlign::Top),
            header: boxed
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_background_color(Color::RGB(0x00D9_E1F2)),
            text: boxed.clone().set_text_wrap(),
            figure: boxed.clone().set_num_format("0.00"),
            // A spreadsheet that knows no format of a formula takes that of what it refers to.
            exact: boxed.clone().set_num_format("0.0###########"),
            aside: boxed.clone().set_font_color(Color::Gray),
            count: boxed.clone().set_num_format("0").set_align(FormatAlign::Center),
            link: boxed.set_font_color(Color::RGB(0x0005_63C1)).set_underline(FormatUnderline::Single),
        }
    }
}

fn fill(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    addresses: &Addresses<'_>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    for (title, column) in sheet.header.iter().zip(0_u16..) {
        worksheet.write_string_with_format(HEADER_ROW, column, title.as_str(), &formats.header)?;
    }
    let printed = sheet.header.len().saturating_sub(sheet.aside);
    for (row, number) in sheet.rows.iter().zip(FIRST_ROW..) {
        for (cell, column) in row.iter().zip(0_u16..) {
            let words = if usize::from(column) < printed { &formats.text } else { &formats.aside };
            match cell {
                Cell::Live(live) => match addresses.written(&live.formula, sheet.name) {
                    Some(formula) => {
                        let formula = Formula::new(formula).set_result(live.value.to_string());
                        worksheet.write_formula_with_format(number, column, formula, formats.of(live))?;
                    }
                    None => write_figure(worksheet, (number, column), live.value, formats.of(live))?,
                },
                plain => write_cell(worksheet, (number, column), plain, words, formats)?,
            }
        }
    }
    Ok(())
}

fn write_figure(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    figure: Number,
    format: &Format,
) -> Result<(), XlsxError> {
    worksheet.write_number_with_format(row, column, float(figure), format).map(|_| ())
}

/// Writes a cell that is no formula; of one, its value.
pub(super) fn write_cell(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    words: &Format,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let at = (row, column);
    match cell {
        Cell::Empty => worksheet.write_blank(row, column, &formats.text).map(|_| ()),
        Cell::Text(text) => worksheet.write_string_with_format(row, column, clipped(text), words).map(|_| ()),
        Cell::Figure(value) => write_figure(worksheet, at, *value, &formats.figure),
        Cell::Exact(value) => write_figure(worksheet, at, *value, &formats.exact),
        Cell::Count(count) => write_figure(worksheet, at, Number::from_count(*count), &formats.count),
        Cell::Live(live) => write_figure(worksheet, at, live.value, formats.of(live)),
        Cell::Link { text, target } if target.len() > LONGEST_LINK => {
            worksheet.write_string_with_format(row, column, clipped(text), words).map(|_| ())
        }
        Cell::Link { text, target } => {
            let link = Url::new(format!("file:///{target}")).set_text(clipped(text));
            worksheet.write_url_with_format(row, column, link, &formats.link).map(|_| ())
        }
    }
}

/// The binary float nearest to a figure, as a spreadsheet keeps it.
#[expect(clippy::disallowed_types, reason = "the file format holds figures as binary floats")]
pub(super) fn float(figure: Number) -> f64 {
    figure.to_string().parse().unwrap_or(0.0)
}

/// Text that a cell can hold; what is left out is said.
pub(super) fn clipped(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}……（太长，以下从略）", text.get(..end).unwrap_or_default()),
    }
}

/// Widths by what a Chinese character takes, heights by the lines that follow from them: the library measures
/// Chinese too narrow, and not every program works out heights by itself.
fn set_sizes(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<Vec<usize>, XlsxError> {
    // Sheets of many columns are printed on one page's width too, so that their text must wrap earlier.
    let widest = if sheet.header.len() > 10 { 28 } else { 66 };
    let printed = sheet.header.len().saturating_sub(sheet.aside);
    let mut widths = Vec::new();
    for (place, (title, column)) in sheet.header.iter().zip(0_u16..).enumerate() {
        let cells = sheet.rows.iter().filter_map(|row| row.get(place)).map(cell_width);
        let width = cells.max().unwrap_or(0).max(text::width(title)).min(if place < printed {
            widest
        } else {
            ASIDE
        });
        let width = if sheet.signed == Some(place) { width.max(SIGNED) } else { width };
        worksheet.set_column_width(column, u32::try_from(width + 2).unwrap_or(10))?;
        widths.push(width);
    }
    for (row, number) in sheet.rows.iter().zip(FIRST_ROW..) {
        let lines = row
            .iter()
            .zip(&widths)
            .take(printed)
            .map(|(cell, width)| cell_lines(cell, *width))
            .max()
            .unwrap_or(1);
        let height = u32::try_from(lines).unwrap_or(HIGHEST_ROW).saturating_mul(LINE).min(HIGHEST_ROW);
        worksheet.set_row_height(number, height)?;
    }
    Ok(widths)
}

pub(super) fn cell_lines(cell: &Cell, width: usize) -> usize {
    match cell {
        Cell::Text(words) | Cell::Link { text: words, .. } => text::wrap(words, width).len(),
        _ => 1,
    }
}

fn cell_width(cell: &Cell) -> usize {
    match cell {
        Cell::Empty => 0,
        Cell::Text(words) | Cell::Link { text: words, .. } => text::widest_line(words),
        Cell::Figure(figure) => text::width(&figure.fixed(2)),
        Cell::Exact(figure) => text::width(&figure.to_string()),
        Cell::Live(Live { value, shown: Shown::Fixed, .. }) => text::width(&value.fixed(2)),
        Cell::Live(Live { value, .. }) => text::width(&value.to_string()),
        Cell::Count(count) => text::width(&count.to_string()),
    }
}

/// A4 across, on one page's width, with title and header on every page of a table. Pictures keep their size: a page made to
/// fit would be cut anywhere.
fn set_page(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    worksheet.set_freeze_panes(FIRST_ROW, 0)?;
    worksheet.set_landscape().set_paper_size(A4).set_margins(0.5, 0.5, 0.7, 0.7, 0.3, 0.3);
    // Above a picture on a page of its own a header says nothing.
    if sheet.charts.is_empty() {
        worksheet.set_repeat_rows(0, HEADER_ROW)?.set_print_fit_to_pages(1, 0);
    }
    let under = if sheet.signatures.is_empty() { String::new() } else { format!("{}\n", sheet.signatures) };
    worksheet.set_footer(format!("&C{under}第&P页 共&N页"));
    Ok(())
}
