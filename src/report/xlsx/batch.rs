//! 汇总.xlsx: a row a township, their problems, and the joint ranking, written row by row: the library keeps the rows in a
//! file of its own till the end, so that memory does not grow with them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use rust_xlsxwriter::{DocProperties, Workbook, Worksheet, XlsxError};

use super::table::{Formats, HEADER_ROW, TITLE_LINE, cell_lines, lines, write_cell};
use super::{A4, HIGHEST_ROW, LINE, WriteError, created};
use crate::batch::{Joint, Totals, Township};
use crate::report::batch::{
    About, PROBLEM_TITLES, RANKING_TITLES, TITLES, foot, of_the_run, problems, ranking, ranking_basis, row,
    totals_of, where_all_are,
};
use crate::report::sheets::{Cell, FIRST_ROW};

/// A sheet of the file format has no more rows; the lines below the table need some.
const LAST_ROW: u32 = 1_048_000;

/// The library keeps every link till the end; nobody clicks through more townships than these.
const LINKS: usize = 2_000;

/// The sheets in their order.
const SUMMARY: usize = 0;
const PROBLEMS: usize = 1;

/// A workbook that is being written.
pub struct BatchBook {
    about: About,
    workbook: Workbook,
    formats: Formats,
    /// The next free row of the first two sheets.
    next: [u32; 2],
    townships: usize,
}

impl BatchBook {
    /// Begins a workbook; the rows are kept in a folder where there is room for the result.
    pub fn begin(about: &About, room: &Path) -> Result<Self, WriteError> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(room)?;
        let created = created(about.period.last_day())?;
        workbook
            .set_properties(&DocProperties::new().set_title(about.title()).set_creation_datetime(&created));
        let formats = Formats::new();
        let summary = workbook.add_worksheet_with_constant_memory()?;
        begin(summary, "汇总", (&about.title(), &about.basis()), TITLES, &formats)?;
        let found = workbook.add_worksheet_with_constant_memory()?;
        let basis = format!(
            "有错误的乡镇的问题，先错误后提醒，每个乡镇至多列二十条；全部的{}。没有错误的乡镇，只列没有读取的文件夹。",
            where_all_are(about)
        );
        begin(found, "问题", (&format!("{} 问题", about.title()), &basis), PROBLEM_TITLES, &formats)?;
        Ok(Self { about: about.clone(), workbook, formats, next: [FIRST_ROW; 2], townships: 0 })
    }

    /// Adds a township; `link` is the way to its folder.
    pub fn township(&mut self, township: &Township, link: Option<&str>) -> Result<(), WriteError> {
        self.townships += 1;
        let link = link.filter(|_| self.townships <= LINKS);
        unless_full(|| {
            self.add(SUMMARY, TITLES, &row(self.townships, township, link))?;
            for row in problems(township, &self.about) {
                self.add(PROBLEMS, PROBLEM_TITLES, &row)?;
            }
            Ok(())
        })
    }

    fn add(&mut self, sheet: usize, columns: &[(&str, usize)], cells: &[Cell]) -> Result<(), WriteError> {
        let Some(next) = self.next.get_mut(sheet).filter(|next| **next < LAST_ROW) else { return Ok(()) };
        let worksheet = self.workbook.worksheet_from_index(sheet)?;
        draw(worksheet, *next, columns, cells, &self.formats)?;
        *next += 1;
        Ok(())
    }

    /// The workbook with the totals, and with the ranking if there is one.
    pub fn finish(mut self, totals: &Totals, joint: Option<&Joint>) -> Result<Vec<u8>, WriteError> {
        unless_full(|| self.ended(totals, joint))
    }

    fn ended(&mut self, totals: &Totals, joint: Option<&Joint>) -> Result<Vec<u8>, WriteError> {
        for row in totals_of(totals) {
            self.add(SUMMARY, TITLES, &row)?;
        }
        let [mut below, _] = self.next;
        let worksheet = self.workbook.worksheet_from_index(SUMMARY)?;
        let own = foot(&self.about).map(str::to_owned);
        for line in own.chain(self.about.passed_over()).chain(of_the_run(totals)) {
            across(worksheet, below, TITLES, &line, &self.formats)?;
            below += 1;
        }
        if let Some(joint) = joint {
            self.rank(totals, joint)?;
        }
        Ok(self.workbook.save_to_buffer()?)
    }

    fn rank(&mut self, totals: &Totals, joint: &Joint) -> Result<(), WriteError> {
        let worksheet = self.workbook.add_worksheet_with_constant_memory()?;
        let title = format!("{} 合并排名", self.about.title());
        let basis = ranking_basis(&self.about, totals);
        begin(worksheet, "合并排名", (&title, &basis), RANKING_TITLES, &self.formats)?;
        for (place, number) in joint.rows().zip(FIRST_ROW..LAST_ROW) {
            draw(worksheet, number, RANKING_TITLES, &ranking(place), &self.formats)?;
        }
        Ok(())
    }
}

/// The library panics where the file of its rows cannot be written.
fn unless_full<T>(write: impl FnOnce() -> Result<T, WriteError>) -> Result<T, WriteError> {
    catch_unwind(AssertUnwindSafe(write))
        .unwrap_or_else(|_| Err(WriteError("写临时文件时出错，磁盘可能已满".to_owned())))
}

/// Title, basis, header, widths and how it is printed.
fn begin(
    worksheet: &mut Worksheet,
    name: &str,
    (title, basis): (&str, &str),
    columns: &[(&str, usize)],
    formats: &Formats,
) -> Result<(), XlsxError> {
    worksheet.set_name(name)?;
    let (room, last) = (room(columns), last(columns));
    for ((_, width), column) in columns.iter().zip(0_u16..) {
        worksheet.set_column_width(column, u32::try_from(width + 2).unwrap_or(10))?;
    }
    worksheet.merge_range(0, 0, 0, last, title, &formats.title)?;
    worksheet.set_row_height(0, lines(title, room * 2 / 3) * TITLE_LINE)?;
    worksheet.merge_range(1, 0, 1, last, basis, &formats.basis)?;
    worksheet.set_row_height(1, lines(basis, room) * LINE)?;
    for ((title, _), column) in columns.iter().zip(0_u16..) {
        worksheet.write_string_with_format(HEADER_ROW, column, *title, &formats.header)?;
    }
    let tallest = columns.iter().map(|(title, width)| lines(title, *width)).max().unwrap_or(1);
    worksheet.set_row_height(HEADER_ROW, tallest * LINE)?;
    worksheet.set_freeze_panes(FIRST_ROW, 2)?;
    worksheet.set_repeat_rows(0, HEADER_ROW)?;
    worksheet.set_landscape().set_paper_size(A4).set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    worksheet.set_print_fit_to_pages(1, 0).set_footer("&C第&P页 共&N页");
    Ok(())
}

/// A line over the whole width of a table, as high as it needs: one that runs out of it would shrink what is printed.
fn across(
    worksheet: &mut Worksheet,
    row: u32,
    columns: &[(&str, usize)],
    line: &str,
    formats: &Formats,
) -> Result<(), XlsxError> {
    worksheet.merge_range(row, 0, row, last(columns), line, &formats.basis)?;
    worksheet.set_row_height(row, (lines(line, room(columns)) * LINE).min(HIGHEST_ROW))?;
    Ok(())
}

/// How many letters of half a width the columns take together.
fn room(columns: &[(&str, usize)]) -> usize {
    columns.iter().map(|(_, width)| width + 2).sum()
}

fn last(columns: &[(&str, usize)]) -> u16 {
    u16::try_from(columns.len().saturating_sub(1)).unwrap_or(0)
}

fn draw(
    worksheet: &mut Worksheet,
    row: u32,
    columns: &[(&str, usize)],
    cells: &[Cell],
    formats: &Formats,
) -> Result<(), XlsxError> {
    let tallest = cells.iter().zip(columns).map(|(cell, (_, width))| cell_lines(cell, *width)).max();
    // The library keeps every height that is set till the end.
    if let Some(tallest) = tallest.filter(|tallest| *tallest > 1) {
        let height = u32::try_from(tallest).unwrap_or(HIGHEST_ROW).saturating_mul(LINE);
        worksheet.set_row_height(row, height.min(HIGHEST_ROW))?;
    }
    for (cell, column) in cells.iter().zip(0_u16..) {
        write_cell(worksheet, (row, column), cell, &formats.text, formats)?;
    }
    Ok(())
}
