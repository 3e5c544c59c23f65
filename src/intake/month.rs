//! Whether a sheet says that it is of another month than the folder it lies in: last month's file, copied, is
//! easily put into the wrong folder, and figures carry no dates.

use std::collections::BTreeMap;

use super::grid::{Found, Sheet};
use super::text;
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics, Location};
use crate::input_name::InputName;
use crate::period::Month;
use crate::records::InputFile;
use crate::returned::{ReturnedFile, Stamp};
use crate::typed::{self, NamedMonth};

/// Titles stand in the first rows.
const TITLE_ROWS: usize = 3;

/// A title fills a cell or two of its row.
const TITLE_CELLS: usize = 2;

/// Words with a day on which somebody filled the sheet in.
const FILLED_IN: &[&str] = &["填报", "报送", "上报", "制表", "填表"];

/// What stands behind them.
const WHEN: &[&str] = &["日期", "时间"];

/// Whether a title holds the day on which somebody filled the sheet in.
fn is_filled_in(tight: &str) -> bool {
    let mut before =
        WHEN.iter().flat_map(|when| tight.match_indices(when)).filter_map(|(at, _)| tight.get(..at));
    before.any(|before| FILLED_IN.iter().any(|word| before.ends_with(word)))
}

/// Figures up to a month may be of a later one.
const UP_TO: &[&str] = &["截至", "截止", "累计"];

/// Tells of a workbook that was made for another month.
pub(super) fn check_stamp(stamp: &Stamp, file: &str, month: Month, diagnostics: &mut Diagnostics) {
    if let Some(made_for) = stamp.month.filter(|made_for| *made_for != month) {
        let message = format!("这份表是 {made_for} 的空白表，却放在 {month} 文件夹，照 {month} 计");
        diagnostics.push(differs(Location::File(file.to_owned()), message));
    }
}

/// Tells of a title that names another month.
pub(super) fn check_title(sheet: &Sheet, month: Month, diagnostics: &mut Diagnostics) {
    for (named, at) in titles(sheet, month) {
        if named != month {
            let message = format!("表上写的是 {named}，却放在 {month} 文件夹，照 {month} 计");
            diagnostics.push(differs(Location::Cell(at), message));
            return;
        }
    }
    if let Some((year, at)) = earlier_year(sheet, month) {
        let message = format!("表上写的是 {year} 年，却放在 {month} 文件夹，照 {month} 计");
        diagnostics.push(differs(Location::Cell(at), message));
    }
}

/// The one year that a title of the sheet names, where it is that before the folder's. In January last year's table may
/// be what is due.
fn earlier_year(sheet: &Sheet, month: Month) -> Option<(i16, CellRef)> {
    if month.number() == 1 {
        return None;
    }
    let own = month.year().to_string();
    // The folder's own year is what most titles name.
    let names_own = |title: &str| title.split_once('年').is_some_and(|(before, _)| before.ends_with(&own));
    let mut titles = title_cells(sheet).filter_map(|found| {
        let title = found.cell.shown();
        let year = if names_own(&title) { None } else { only_year(&title) };
        year.filter(|year| *year + 1 == month.year()).map(|year| (year, found.at()))
    });
    titles.next()
}

/// The year of `青溪乡2023年规定动作表`, `2023年度`; none of a title that names another besides, a day, or figures up to then.
fn only_year(title: &str) -> Option<i16> {
    const OTHER: &[&str] = &[
        "上年", "去年", "同期", "以来", "起", "至", "依据", "办法", "《", "价", "制定", "修订", "签订",
        "普查", "换届", "结转", "说明", "单位",
    ];
    if !title.contains('年') {
        return None;
    }
    let tight = text::tight(title);
    let holds = |words: &[&str]| words.iter().any(|word| tight.contains(word));
    let plain = typed::in_digits(&tight);
    let (before, behind) = plain.split_once('年')?;
    let digits = before.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
    let year = before.get(digits..).filter(|year| year.len() == 4)?;
    let is_alone = !behind.contains('年') && !behind.starts_with(|letter: char| letter.is_ascii_digit());
    let is_title = is_alone && !is_filled_in(&tight) && !holds(UP_TO) && !holds(OTHER);
    let bare = plain.strip_suffix(')').unwrap_or(&plain);
    let is_of_table = is_title && ["表", "年", "年度"].iter().any(|end| bare.ends_with(end));
    year.parse().ok().filter(|_| is_of_table)
}

/// Tells of a file whose name names another month.
pub(super) fn check_name(file: &str, month: Month, diagnostics: &mut Diagnostics) {
    if let Some(named) = named(InputName(file).stem(), month).filter(|named| *named != month) {
        let message = format!("文件名写的是 {named}，却放在 {month} 文件夹，照 {month} 计");
        diagnostics.push(differs(Location::File(file.to_owned()), message));
    }
}

/// Tells of a workbook in which something is stated and which lies in an earlier month's folder too, byte for byte: saved
/// once, it cannot have been filled in twice. A text that was exported twice may well be the same.
pub(super) fn same_in_two(returned: &[ReturnedFile], inputs: &[InputFile], diagnostics: &mut Diagnostics) {
    let is_exported = |name: &str| name.to_lowercase().ends_with(".csv");
    let stated = returned.iter().filter(|file| file.sheets.iter().any(|sheet| sheet.states));
    let mut stated: Vec<&ReturnedFile> = stated.filter(|file| !is_exported(&file.name)).collect();
    stated.sort_by(|a, b| (a.month, &a.name).cmp(&(b.month, &b.name)));
    let digests: BTreeMap<&str, &str> =
        inputs.iter().map(|input| (input.name.as_str(), input.sha256.as_str())).collect();
    let mut seen: BTreeMap<&str, &ReturnedFile> = BTreeMap::new();
    for file in stated {
        let Some(digest) = digests.get(file.name.as_str()) else { continue };
        let first = *seen.entry(digest).or_insert(file);
        if first.month != file.month {
            let message =
                format!("与 {} 一模一样，是 {} 的表，却也照 {} 计", first.name, first.month, file.month);
            let hint = "拿错了的换成本月的；确实逐项相同的，打开重新保存一次";
            let place = Location::File(file.name.clone());
            diagnostics.push(Diagnostic::warning(Code::MonthDiffers, place, message).hint(hint));
        }
    }
}

fn differs(place: Location, message: String) -> Diagnostic {
    Diagnostic::warning(Code::MonthDiffers, place, message)
        .hint("放错了的移到那个月的文件夹；只是标题、文件名没改的，改过来")
}

/// The months that titles name, with their cells.
fn titles(sheet: &Sheet, month: Month) -> impl Iterator<Item = (Month, CellRef)> {
    title_cells(sheet).filter_map(move |found| Some((named(&found.cell.shown(), month)?, found.at())))
}

/// The cells that may hold a title.
fn title_cells(sheet: &Sheet) -> impl Iterator<Item = Found<'_>> {
    let titles = sheet.lines().take(TITLE_ROWS).filter(|(_, cells)| cells.len() <= TITLE_CELLS);
    titles.flat_map(|(_, cells)| cells).filter_map(|((row, column), _)| sheet.at(*row, *column))
}

/// The month that a title or a file's name names, a whole one: a date with its day is none, save as the day on which a
/// sheet was filled in. That is after the month it is of, or in it.
fn named(title: &str, folder: Month) -> Option<Month> {
    let tight = text::tight(title);
    if is_filled_in(&tight) {
        let plain = typed::in_digits(&tight);
        let day = plain.split_once(':').and_then(|(_, day)| text::day(day, folder.year()));
        let month = day.map(Month::of).or_else(|| with_year(&typed::months_named(title)));
        return month.filter(|month| *month < folder);
    }
    let months = typed::months_named(title);
    if months.is_empty() || UP_TO.iter().any(|word| tight.contains(word)) {
        return None;
    }
    with_year(&months).or_else(|| alone(&months, folder))
}

/// `青溪乡2024年3月规定动作表`, `2024.2考核表`, `考核表2024-02`: the first.
fn with_year(months: &[NamedMonth]) -> Option<Month> {
    months.iter().filter(|named| named.is_sure).find_map(|named| named.in_year(named.year?))
}

/// `2月份考核表`: a month before that of the folder, if no other is named.
fn alone(months: &[NamedMonth], folder: Month) -> Option<Month> {
    let [NamedMonth { year: None, number, is_sure: true }] = months else { return None };
    let year = folder.year() - i16::from(folder.number() == 1 && *number == 12);
    Month::new(year, *number).filter(|month| *month < folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_one_year() {
        for title in ["青溪乡2023年规定动作表", "2023年度", "二〇二三年规定动作表", "规定动作（2023年）"]
        {
            assert_eq!(only_year(title), Some(2023), "{title}");
        }
        for title in [
            "2023年3月",
            "截至2023年底",
            "2023年以来累计",
            "与2023年同期比",
            "2023年、2024年",
            "填报日期：2023年",
            "今年",
            "12023年",
            "考核依据：《青溪乡2023年村级工作绩效考核办法》",
            "单位：元（2023年不变价）",
            "表号：青政统1表 2023年制定",
            "青溪乡2023年结转项目规定动作表",
            "2023年已上墙",
            "2023年度述职评议（4月）",
        ] {
            assert_eq!(only_year(title), None, "{title}");
        }
    }

    #[test]
    fn titles_name_months() {
        let march = Month::new(2024, 3).unwrap();
        let of = |title: &str| named(title, march);
        assert_eq!(of("青溪乡２０２４年 3月规定动作表"), Month::new(2024, 3));
        assert_eq!(of("2024年12月份"), Month::new(2024, 12));
        for title in [
            "某某镇2月份考核表",
            "2月考核表",
            "（2月）考核表",
            "2024.2考核表",
            "2024-02 考核表",
            "202402考核表",
            "考核表2024-02",
            "2024年02月份",
            "2024年度2月份考核表",
            "二〇二四年二月考核表",
            "填报时间：2024年2月28日",
            "填报时间:2月28日",
            "青溪乡月度考核表（2月）",
            "党建办-2月",
            "2024年2月_3村",
            "2月考核表3月5日报",
        ] {
            assert_eq!(of(title), Month::new(2024, 2), "{title}");
        }
        assert_eq!(named("12月考核表", Month::new(2024, 1).unwrap()), Month::new(2023, 12));
        for title in [
            "填报日期：2024年3月5日",
            "填报时间：2024年4月1日",
            "填报时间：4月1日",
            "2024年度",
            "今年3月",
            "2024年13月",
            "3月",
            "4月考核表",
            "1-2月考核表",
            "1月至3月考核表",
            "2024年1-2月考核表",
            "2024年1月至3月",
            "2024年1月、2月",
            "2024-2村",
            "截至2月底的累计数",
            "2月28日",
            "2024.2.28",
            "2024-02-28",
            "2个月",
            "2024-2025年度",
            "考核表2",
        ] {
            assert_eq!(of(title).filter(|month| *month != march), None, "{title}");
        }
    }
}
