//! Draws a blank workbook: its explanation, its sheets, and two hidden ones, of words for drop-downs and of what it
//! was made for. Decides nothing of what stands in them.

use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, DocProperties, Format, FormatAlign, FormatBorder, ProtectionOptions,
    Workbook, Worksheet, XlsxError, utility,
};

use super::{A4, FONT, LINE, WriteError, checks, created, guide};
use crate::report::template::{Blank, Cell, Check, Column, Sheet};
use crate::report::text;
use crate::returned::Stamp;

/// Title, note, then the header, then rows.
const HEADER_ROW: u32 = 2;
pub(super) const FIRST_ROW: u32 = HEADER_ROW + 1;
/// The last row of the file format: where rows may be added, cells are checked all the way down.
const LAST_ROW: u32 = 1_048_575;
/// The hidden sheet of words.
pub(super) const LISTS: &str = "_选项";
/// A sheet wider than this, in half-width characters, is printed across.
const UPRIGHT: usize = 96;
const ROW_HEIGHT: u32 = 20;
/// Lines that the name of a meeting takes.
const MEETING_LINES: usize = 5;

/// The bytes of a blank workbook.
pub fn render_blank(blank: &Blank) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    let date = created(blank.dated)?;
    workbook.set_properties(&DocProperties::new().set_title(&blank.stem).set_creation_datetime(&date));
    let formats = Formats::new();
    guide::draw(workbook.add_worksheet(), &blank.guide)?;
    for sheet in &blank.sheets {
        draw(workbook.add_worksheet(), sheet, blank, &formats)?;
    }
    checks::write_lists(&mut workbook, blank)?;
    if !blank.stamp.is_empty() {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(Stamp::SHEET)?.set_hidden(true).protect();
        for ((key, value), row) in blank.stamp.iter().zip(0..) {
            worksheet.write_string(row, 0, *key)?.write_string(row, 1, value)?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}

struct Formats {
    title: Format,
    note: Format,
    header: Format,
    printed: Format,
    closed: Format,
    fill_in: Format,
    further: Format,
    warning: Format,
    drawn: Format,
}

impl Formats {
    fn new() -> Self {
        let plain =
            Format::new().set_font_name(FONT).set_font_size(11).set_align(FormatAlign::VerticalCenter);
        let boxed = plain.clone().set_border(FormatBorder::Thin);
        let head = boxed.clone().set_bold().set_text_wrap().set_align(FormatAlign::Center);
        let yellow = Color::RGB(0x00FF_FBE0);
        Self {
            title: plain.clone().set_font_size(16).set_bold().set_text_wrap(),
            note: plain.clone().set_text_wrap(),
            header: head.set_background_color(Color::RGB(0x00D9_E1F2)),
            printed: boxed.clone().set_text_wrap().set_background_color(Color::RGB(0x00F2_F2F2)),
            closed: boxed.clone().set_background_color(Color::RGB(0x00BF_BFBF)),
            // Rows that grow with their words are as high as their letters: these leave room for a pen.
            fill_in: boxed.set_unlocked().set_font_size(12).set_background_color(yellow),
            further: plain.set_unlocked().set_font_size(12),
            warning: Format::new().set_background_color(Color::RGB(0x00FF_9999)),
            drawn: Format::new().set_border(FormatBorder::Thin).set_background_color(yellow),
        }
    }
}

/// The format of cells of a column to be filled in: words stay as typed and wrap, days look like days; what is
/// looked through downwards stands in the middle, and figures end in one line.
fn typed(format: &Format, check: &Check) -> Format {
    let format = format.clone();
    match check {
        Check::Day(..) => format.set_num_format("yyyy-m-d").set_align(FormatAlign::Center),
        Check::Offer(_) => format.set_align(FormatAlign::Center),
        Check::Only(_) => format.set_num_format("@").set_align(FormatAlign::Center),
        Check::Count | Check::Number { .. } => format.set_align(FormatAlign::Right).set_indent(1),
        Check::Text | Check::Mostly(_) | Check::CadreOf(_) | Check::In(..) => {
            format.set_num_format("@").set_text_wrap()
        }
    }
}

fn draw(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    blank: &Blank,
    formats: &Formats,
) -> Result<(), WriteError> {
    worksheet.set_name(&sheet.name)?;
    let width: usize = sheet.columns.iter().map(|column| column.width + 1).sum();
    let last_column = last_column(sheet);
    for (words, format, row) in [(&sheet.title, &formats.title, 0), (&sheet.note, &formats.note, 1)] {
        if last_column > 0 {
            worksheet.merge_range(row, 0, row, last_column, words, format)?;
        } else {
            worksheet.write_string_with_format(row, 0, words, format)?;
        }
    }
    // A character of the title takes half as much again as one of the note.
    worksheet.set_row_height(0, height(&sheet.title, text_width(width) * 2 / 3, 26))?;
    worksheet.set_row_height(1, height(&sheet.note, text_width(width), ROW_HEIGHT))?;
    for (column, place) in sheet.columns.iter().zip(0_u16..) {
        draw_column(worksheet, sheet, column, place, formats)?;
        checks::check(worksheet, (sheet, column), blank, place, last_row(sheet))?;
    }
    draw_further(worksheet, sheet, blank, formats)?;
    let lines = |column: &Column| match column.head.as_str() {
        "" => MEETING_LINES,
        head => text::wrap(head, column.width).len(),
    };
    let lines = u32::try_from(sheet.columns.iter().map(lines).max().unwrap_or(1)).unwrap_or(1).max(2);
    worksheet.set_row_height(HEADER_ROW, lines * LINE + 4)?;
    // A row of a height that was set does not grow with words that wrap.
    let grows = |column: &Column, place: usize| {
        let words = sheet.rows.iter().filter_map(|row| match row.get(place) {
            Some(Cell::Printed(words) | Cell::Filled(words)) => Some(text::width(words)),
            _ => None,
        });
        checks::longest(&column.check, blank).into_iter().chain(words).any(|words| words > column.width)
    };
    if !sheet.columns.iter().zip(0..).any(|(column, place)| grows(column, place)) {
        for row in FIRST_ROW..rows_end(sheet) {
            worksheet.set_row_height(row, ROW_HEIGHT)?;
        }
    }
    set_page(worksheet, sheet, width)?;
    Ok(())
}

fn last_column(sheet: &Sheet) -> u16 {
    u16::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(0)
}

/// How many half-width characters a width of columns holds: two digits, by which columns are measured, are
/// narrower than a Chinese character.
pub(super) fn text_width(columns: usize) -> usize {
    columns * 14 / 15
}

/// The height that wrapped words take, in lines of a height.
fn height(words: &str, width: usize, line: u32) -> u32 {
    u32::try_from(text::wrap(words, width.max(1)).len()).unwrap_or(1).saturating_mul(line)
}

/// The row below the last one that is drawn.
fn rows_end(sheet: &Sheet) -> u32 {
    let known = u32::try_from(sheet.rows.len()).unwrap_or(LAST_ROW);
    FIRST_ROW.saturating_add(known).saturating_add(sheet.empty_rows)
}

/// The last row whose cells are checked.
fn last_row(sheet: &Sheet) -> u32 {
    if sheet.empty_rows > 0 { LAST_ROW } else { rows_end(sheet).saturating_sub(1) }
}

fn draw_column(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    column: &Column,
    place: u16,
    formats: &Formats,
) -> Result<(), WriteError> {
    let to_fill_in = typed(&formats.fill_in, &column.check);
    worksheet.set_column_width(place, u32::try_from(column.width + 1).unwrap_or(10))?;
    if sheet.empty_rows > 0 {
        // Rows below those that are drawn may be filled in too.
        worksheet.set_column_format(place, &typed(&formats.further, &column.check))?;
    }
    if column.head.is_empty() {
        let head = formats.fill_in.clone().set_bold().set_text_wrap().set_num_format("@");
        worksheet.write_blank(HEADER_ROW, place, &head.set_align(FormatAlign::Center))?;
        warn_of_no_head(worksheet, sheet, (place, place), formats)?;
    } else {
        worksheet.write_string_with_format(HEADER_ROW, place, &column.head, &formats.header)?;
    }
    for (cells, row) in sheet.rows.iter().zip(FIRST_ROW..) {
        match cells.get(usize::from(place)) {
            Some(Cell::Printed(words)) if !words.is_empty() => {
                worksheet.write_string_with_format(row, place, words, &formats.printed)?
            }
            Some(Cell::Filled(words)) if !words.is_empty() => {
                worksheet.write_string_with_format(row, place, words, &to_fill_in)?
            }
            Some(Cell::Day(day)) => {
                worksheet.write_datetime_with_format(row, place, &created(*day)?, &to_fill_in)?
            }
            Some(Cell::FillIn | Cell::Filled(_)) => worksheet.write_blank(row, place, &to_fill_in)?,
            Some(Cell::Printed(_)) => worksheet.write_blank(row, place, &formats.printed)?,
            Some(Cell::Closed) | None => worksheet.write_blank(row, place, &formats.closed)?,
        };
    }
    for row in rows_end(sheet).saturating_sub(sheet.empty_rows)..rows_end(sheet) {
        worksheet.write_blank(row, place, &to_fill_in)?;
    }
    Ok(())
}

/// Marks are in a column whose meeting is not named.
fn warn_of_no_head(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    (from, to): (u16, u16),
    formats: &Formats,
) -> Result<(), XlsxError> {
    let name = utility::column_number_to_name(from);
    let (head, first, last) = (HEADER_ROW + 1, FIRST_ROW + 1, last_row(sheet) + 1);
    let unnamed = format!("AND({name}${head}=\"\",COUNTA({name}${first}:{name}${last})>0)");
    let rule = ConditionalFormatFormula::new().set_rule(unnamed.as_str()).set_format(&formats.warning);
    worksheet.add_conditional_format(HEADER_ROW, from, HEADER_ROW, to, &rule)?;
    Ok(())
}

/// Rows and columns that may be added: no paper is spent on them until something is typed, which draws them.
fn draw_further(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    blank: &Blank,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let last = last_column(sheet);
    let drawn_if =
        |rule: String| ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(&formats.drawn);
    let end = rows_end(sheet);
    if sheet.empty_rows > 0 {
        let name = utility::column_number_to_name(last);
        let rule = drawn_if(format!("COUNTA($A{0}:${name}{0})>0", end + 1));
        worksheet.add_conditional_format(end, 0, LAST_ROW, last, &rule)?;
    }
    let Some(column) = sheet.columns.last().filter(|_| sheet.further_columns > 0) else { return Ok(()) };
    let (from, to) = (last + 1, last.saturating_add(sheet.further_columns));
    let cells = typed(&formats.further, &column.check).set_text_wrap();
    for place in from..=to {
        worksheet.set_column_width(place, u32::try_from(column.width + 1).unwrap_or(10))?;
        worksheet.set_column_format(place, &cells)?;
        checks::check(worksheet, (sheet, column), blank, place, last_row(sheet))?;
    }
    warn_of_no_head(worksheet, sheet, (from, to), formats)?;
    let rule = drawn_if(format!("{}${}<>\"\"", utility::column_number_to_name(from), HEADER_ROW + 1));
    worksheet.add_conditional_format(HEADER_ROW, from, end.saturating_sub(1), to, &rule)?;
    Ok(())
}

/// The page, what stays in sight, and what may be done without a password, which there is none of.
fn set_page(worksheet: &mut Worksheet, sheet: &Sheet, width: usize) -> Result<(), XlsxError> {
    let printed = |place: &usize| {
        sheet
            .rows
            .iter()
            .any(|row| matches!(row.get(*place), Some(Cell::Printed(words)) if !words.is_empty()))
    };
    let keys = (0..sheet.columns.len()).take_while(printed).count();
    worksheet.set_freeze_panes(FIRST_ROW, u16::try_from(keys).unwrap_or(0))?;
    worksheet.set_repeat_rows(0, HEADER_ROW)?;
    worksheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    if width > UPRIGHT {
        worksheet.set_landscape();
    }
    worksheet.set_margins(0.5, 0.5, 0.6, 0.9, 0.3, 0.3);
    let foot = sheet.foot.iter().map(|line| line.replace('&', "&&")).collect::<Vec<_>>().join("\n");
    worksheet.set_footer(format!("&C&10{foot}　第&P页 共&N页"));
    let allowed = ProtectionOptions {
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        delete_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::new()
    };
    worksheet.protect_with_options(&allowed);
    Ok(())
}
