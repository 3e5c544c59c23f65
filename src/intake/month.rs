//! Whether a sheet says that it is of another month than the folder it lies in: last month's file, copied, is
//! easily put into the wrong folder, and figures carry no dates.

use super::grid::Sheet;
use super::text;
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics, Location};
use crate::period::Month;
use crate::returned::Stamp;

/// Titles stand in the first rows.
const TITLE_ROWS: usize = 3;

/// A title fills a cell or two of its row.
const TITLE_CELLS: usize = 2;

/// Tells of a workbook that was made for another month.
pub(super) fn check_stamp(stamp: &Stamp, file: &str, month: Month, diagnostics: &mut Diagnostics) {
    if let Some(made_for) = stamp.month.filter(|made_for| *made_for != month) {
        let message = format!("这份表是 {made_for} 的空白表，却放在 {month} 文件夹，照 {month} 计");
        diagnostics.push(differs(Location::File(file.to_owned()), message));
    }
}

/// Tells of a title that names another month.
pub(super) fn check_title(sheet: &Sheet, month: Month, diagnostics: &mut Diagnostics) {
    for (named, at) in titles(sheet) {
        if named != month {
            let message = format!("标题写的是 {named}，却放在 {month} 文件夹，照 {month} 计");
            diagnostics.push(differs(Location::Cell(at), message));
            return;
        }
    }
}

fn differs(place: Location, message: String) -> Diagnostic {
    Diagnostic::warning(Code::MonthDiffers, place, message)
        .hint("放错了的移到那个月的文件夹；只是标题没改的，改标题")
}

/// The months that titles name, with their cells.
fn titles(sheet: &Sheet) -> impl Iterator<Item = (Month, CellRef)> {
    let rows = sheet.rows().into_iter().take(TITLE_ROWS);
    let titles = rows.filter(|row| sheet.columns(*row).count() <= TITLE_CELLS);
    titles.flat_map(|row| sheet.columns(row).map(move |column| (row, column))).filter_map(|(row, column)| {
        let found = sheet.at(row, column)?;
        Some((month_in(&found.cell.to_string())?, found.at()))
    })
}

/// `青溪乡2024年3月规定动作表`; a date with its day is none.
fn month_in(title: &str) -> Option<Month> {
    let tight = text::tight(title);
    let (before, rest) = tight.split_once('年')?;
    let (month, after) = rest.split_once('月')?;
    let year = before.get(before.len().checked_sub(4)?..)?;
    let is_date = after.starts_with(|letter: char| letter.is_ascii_digit());
    Month::new(year.parse().ok()?, month.parse().ok()?).filter(|_| !is_date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_months() {
        assert_eq!(month_in("青溪乡２０２４年 3月规定动作表"), Month::new(2024, 3));
        assert_eq!(month_in("2024年12月份"), Month::new(2024, 12));
        for text in ["填报日期：2024年3月5日", "2024年度", "今年3月", "2024年13月", "3月"] {
            assert_eq!(month_in(text), None, "{text}");
        }
    }
}
