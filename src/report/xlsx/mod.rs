//! Workbooks as bytes: the audit workbook, and blank ones. The only home of `rust_xlsxwriter`, and of its floats.
//!
//! Draws what [`super::sheets`] and [`super::template`] list: no figure is formed here. The same input gives the
//! same bytes.

mod blank;
mod checks;
mod guide;

pub use blank::render_blank;

mod marked;

pub use marked::render_marked;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, Url, Workbook,
    Worksheet, XlsxError,
};

use super::overview::{basis, title};
use super::sheets::{self, Cell, Problems, Sheet};
use super::text;
use crate::diagnostic::Diagnostics;
use crate::engine::assessment::Assessment;
use crate::number::Number;
use crate::period::Date;
use crate::rulebook::WrittenNumber;

const FONT: &str = "宋体";
/// Title, basis, then the header.
const HEADER_ROW: u32 = 2;
/// A line of text in points, and the highest row that the format allows.
const LINE: u32 = 16;
const HIGHEST_ROW: u32 = 405;
/// A4 in the numbering of the file format.
const A4: u8 = 9;
/// A cell of the file format holds 32767 characters, of which the rarest ones count double.
const LONGEST: usize = 15_000;

/// The workbook could not be put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteError(String);

impl std::fmt::Display for WriteError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "表格文件生成失败（{}）", self.0)
    }
}

impl std::error::Error for WriteError {}

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> Self {
        Self(error.to_string())
    }
}

/// The workbook: nine sheets from the places down to the problems found.
pub fn render(assessment: &Assessment, diagnostics: &Diagnostics) -> Result<Vec<u8>, WriteError> {
    let created = created(assessment.period.last_day())?;
    let name = title(assessment, "考核明细");
    write(&name, &basis(assessment), &created, &sheets::all(assessment, diagnostics))
}

/// The numbers of a rulebook file, to be filled in and given back.
pub fn render_numbers(file: &str, numbers: &[WrittenNumber]) -> Result<Vec<u8>, WriteError> {
    // The sheet is of no period; the first day that the format knows without its leap-year mistake stands in.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    write("细则数值", &format!("细则文件：{file}"), &created, &sheets::numbers(numbers))
}

/// The list of problems, with links to the cells.
pub fn render_problems(problems: &Problems<'_>) -> Result<Vec<u8>, WriteError> {
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    write(
        "检查结果",
        "点“单元格”栏打开原表的那一格；标注件是原表的副本，有问题的格子已涂色加注",
        &created,
        &sheets::problems(problems),
    )
}

fn write(name: &str, basis: &str, created: &ExcelDateTime, sheets: &[Sheet]) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_title(name).set_creation_datetime(created));
    let formats = Formats::new();
    for sheet in sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(sheet.name)?;
        let heading = format!("{name} {}", sheet.name);
        worksheet.write_string_with_format(0, 0, heading, &formats.title)?;
        worksheet.write_string_with_format(1, 0, basis, &formats.basis)?;
        fill(worksheet, sheet, &formats)?;
        set_sizes(worksheet, sheet)?;
        set_page(worksheet)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// The period's last day: a clock would make every file differ.
fn created(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or(1900);
    let part = |part: i8| u8::try_from(part).unwrap_or(1);
    ExcelDateTime::from_ymd(year, part(day.month()), part(day.day()))
}

struct Formats {
    title: Format,
    basis: Format,
    header: Format,
    text: Format,
    figure: Format,
    count: Format,
    link: Format,
}

impl Formats {
    fn new() -> Self {
        let plain = Format::new().set_font_name(FONT).set_font_size(11);
        let boxed = plain.clone().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        Self {
            title: plain.clone().set_font_size(16).set_bold(),
            basis: plain,
            header: boxed
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_background_color(Color::RGB(0x00D9_E1F2)),
            text: boxed.clone().set_text_wrap(),
            figure: boxed.clone().set_num_format("0.00"),
            count: boxed.clone().set_num_format("0"),
            link: boxed.set_font_color(Color::RGB(0x0005_63C1)).set_underline(FormatUnderline::Single),
        }
    }
}

fn fill(worksheet: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> Result<(), XlsxError> {
    for (title, column) in sheet.header.iter().zip(0_u16..) {
        worksheet.write_string_with_format(HEADER_ROW, column, title.as_str(), &formats.header)?;
    }
    for (row, number) in sheet.rows.iter().zip(HEADER_ROW + 1..) {
        for (cell, column) in row.iter().zip(0_u16..) {
            match cell {
                Cell::Empty => worksheet.write_blank(number, column, &formats.text)?,
                Cell::Text(text) => {
                    worksheet.write_string_with_format(number, column, clipped(text), &formats.text)?
                }
                Cell::Figure(figure) => {
                    worksheet.write_number_with_format(number, column, float(*figure), &formats.figure)?
                }
                Cell::Count(count) => {
                    let count = float(Number::from_count(*count));
                    worksheet.write_number_with_format(number, column, count, &formats.count)?
                }
                Cell::Link { text, target } => {
                    let link = Url::new(format!("file:///{target}")).set_text(clipped(text));
                    worksheet.write_url_with_format(number, column, link, &formats.link)?
                }
            };
        }
    }
    Ok(())
}

/// The binary float nearest to a figure, as a spreadsheet keeps it.
#[expect(clippy::disallowed_types, reason = "the file format holds figures as binary floats")]
fn float(figure: Number) -> f64 {
    figure.to_string().parse().unwrap_or(0.0)
}

/// Text that a cell can hold; what is left out is said.
fn clipped(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}……（太长，以下从略）", text.get(..end).unwrap_or_default()),
    }
}

/// Widths by what a Chinese character takes, heights by the lines that follow from them: the library measures
/// Chinese too narrow, and not every program works out heights by itself.
fn set_sizes(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    // Sheets of many columns are printed on one page's width too, so that their text must wrap earlier.
    let widest = if sheet.header.len() > 10 { 28 } else { 66 };
    let mut widths = Vec::new();
    for (place, (title, column)) in sheet.header.iter().zip(0_u16..).enumerate() {
        let cells = sheet.rows.iter().filter_map(|row| row.get(place)).map(cell_width);
        let width = cells.max().unwrap_or(0).max(text::width(title)).min(widest);
        worksheet.set_column_width(column, u32::try_from(width + 2).unwrap_or(10))?;
        widths.push(width);
    }
    for (row, number) in sheet.rows.iter().zip(HEADER_ROW + 1..) {
        let lines = row.iter().zip(&widths).map(|(cell, width)| cell_lines(cell, *width)).max().unwrap_or(1);
        let height = u32::try_from(lines).unwrap_or(HIGHEST_ROW).saturating_mul(LINE).min(HIGHEST_ROW);
        worksheet.set_row_height(number, height)?;
    }
    Ok(())
}

fn cell_lines(cell: &Cell, width: usize) -> usize {
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
        Cell::Count(count) => text::width(&count.to_string()),
    }
}

fn set_page(worksheet: &mut Worksheet) -> Result<(), XlsxError> {
    worksheet.set_freeze_panes(HEADER_ROW + 1, 0)?;
    worksheet.set_repeat_rows(HEADER_ROW, HEADER_ROW)?;
    worksheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    worksheet.set_footer("&C第&P页 共&N页");
    Ok(())
}
