//! Workbooks as bytes: the audit workbook, and blank ones. The only home of `rust_xlsxwriter`, and of its floats.
//!
//! Draws what [`super::sheets`] and [`super::template`] list: no figure is formed here. The same input gives the
//! same bytes.

mod analysis;
mod batch;
mod blank;
mod checks;
mod contents;
mod guide;
mod pictures;
mod table;

pub use analysis::{render_burden, render_trend};
pub use batch::BatchBook;
pub use blank::render_blank;
pub use contents::{Contents, ReadCells};

mod marked;

pub use marked::render_marked;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::overview::{basis, title};
use super::sheets::{self, Addresses, Audit, Problems, Sheet};
use super::words;
use crate::diagnostic::Diagnostics;
use crate::engine::assessment::Assessment;
use crate::period::Date;
use crate::rulebook::WrittenNumber;
use table::Formats;

const FONT: &str = "宋体";
/// A4 in the numbering of the file format.
const A4: u8 = 9;
/// A line of text in points, and the highest row that the format allows.
const LINE: u32 = 16;
const HIGHEST_ROW: u32 = 405;

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

/// The audit workbook: scores, totals and places as formulas over the ledger, which leads to the cells it was read
/// from. `months` are those of the year up to the period; `checksum` is that of the JSON result, left out if empty;
/// `up` is the way from the workbook's folder to the workspace, empty or ending in `/`; where there is none, the cells
/// are named without links.
pub fn render(
    assessment: &Assessment,
    diagnostics: &Diagnostics,
    months: &[Assessment],
    checksum: &str,
    up: Option<&str>,
) -> Result<Vec<u8>, WriteError> {
    let created = created(assessment.period.last_day())?;
    let name = title(assessment, "考核明细");
    let audit = Audit { assessment, diagnostics, months, up };
    write(&name, &with_checksum(basis(assessment), checksum), &created, &sheets::all(&audit))
}

/// The payment workbook: what is to be paid out and kept back, to be signed for.
/// Of a result that was corrected it names the revision.
pub fn render_payments(
    assessment: &Assessment,
    office: &str,
    checksum: &str,
    corrected: Option<&str>,
) -> Result<Vec<u8>, WriteError> {
    let created = created(assessment.period.last_day())?;
    let name = format!("{office}{}发放表", assessment.period.chinese());
    let sheets = sheets::payments(assessment, office, corrected);
    write(&name, &with_checksum(basis(assessment), checksum), &created, &sheets)
}

fn with_checksum(basis: String, checksum: &str) -> String {
    if checksum.is_empty() {
        basis
    } else {
        format!("{basis}；结果校验码：{}", words::in_fours(checksum))
    }
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
    let addresses = Addresses::of(sheets);
    for sheet in sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(sheet.name)?;
        let heading = sheet.title.clone().unwrap_or_else(|| format!("{name} {}", sheet.name));
        let basis = format!("{}{basis}", sheet.told);
        table::draw(worksheet, sheet, (&heading, &basis), &addresses, &formats)?;
        pictures::draw(worksheet, sheet, &addresses)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// The period's last day: a clock would make every file differ.
fn created(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or(1900);
    let part = |part: i8| u8::try_from(part).unwrap_or(1);
    ExcelDateTime::from_ymd(year, part(day.month()), part(day.day()))
}
