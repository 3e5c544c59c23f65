//! Typed values of cells: each either read, or one error at the cell with what was typed and what is expected.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::cell::Cell;
use super::grid::{Found, Sheet};
use super::{remark, text};
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics};
use crate::fact::MOST_TIMES;
use crate::number::Number;
use crate::period::{Date, Month, chinese_date, date, days_between, days_from};
use crate::rulebook::declaration::Direction;

/// What is counted, behind a count.
const COUNTED: &[char] = &[
    '次', '起', '人', '名', '件', '份', '处', '例', '个', '宗', '条', '户', '家', '篇', '场', '期', '笔',
    '项',
];

/// Ten, and what stands before and behind it.
const TEN: char = '十';

/// Counts that are written as words, where what is counted stands behind them: a stroke alone may be a dash.
const IN_WORDS: [(char, u32); 10] = [
    ('一', 1),
    ('两', 2),
    ('二', 2),
    ('三', 3),
    ('四', 4),
    ('五', 5),
    ('六', 6),
    ('七', 7),
    ('八', 8),
    ('九', 9),
];

/// How to get back a figure whose cell is formatted as a date.
const REFORMAT: &str = "填的若不是日期，把单元格的格式改为常规，核对显示出来的数再保存；不对的重新填写";

/// What a cell shows that holds a figure and is formatted as a date: a day long ago, or one that no calendar of a
/// spreadsheet reaches. `None` for a day that may be meant.
fn figure_as_day(day: Date) -> Option<String> {
    let shown = match day.year() {
        ..1904 => "成了一百多年前的日期",
        2200.. => "不成日期",
        _ => return None,
    };
    Some(format!("这一格的格式是日期或时间，填的像是数，显示{shown}"))
}

/// A required cell that is blank.
pub(super) fn blank(at: CellRef, what: &str) -> Diagnostic {
    Diagnostic::error(Code::CellBlank, at, format!("{what}是空白，必须填写"))
}

/// A cell that says something else than expected.
pub(super) fn unreadable(found: &Found<'_>, expected: &str) -> Diagnostic {
    let at = found.at();
    match found.cell {
        Cell::Fault(text) => {
            Diagnostic::error(Code::CellError, at, format!("公式出错（{text}），应为{expected}"))
                .hint("在 WPS 中改正公式，或直接填写结果")
        }
        Cell::Uncached => Diagnostic::error(Code::FormulaUncached, at, "公式没有保存计算结果")
            .hint("在 WPS 中打开该文件并保存一次"),
        Cell::LongNumber(text) => too_long(found, text, expected),
        Cell::Date(day) => {
            let read = figure_as_day(*day).unwrap_or_else(|| format!("读到日期“{}”", found.cell.quoted()));
            Diagnostic::error(Code::CellUnreadable, at, format!("{read}，应为{expected}")).hint(REFORMAT)
        }
        cell => {
            let is_taken_back = remark::is_taken_back(&cell.shown());
            let message = format!("读到“{}”，应为{expected}", cell.quoted());
            let hint = is_taken_back.then(|| "括号里的话像是不算数：不算的清空，要算的去掉这句话".to_owned());
            Diagnostic::error(Code::CellUnreadable, at, message).maybe_hint(hint)
        }
    }
}

/// A number of more digits than a spreadsheet keeps.
pub(super) fn too_long(found: &Found<'_>, text: &str, expected: &str) -> Diagnostic {
    let message = format!("“{text}”位数过多，已失去精度，应为{expected}");
    Diagnostic::error(Code::NumberTooLong, found.at(), message)
        .hint("编号类的内容把单元格设为文本格式后重新填写；数量检查是否多写了几位")
}

/// What was put right before it was read.
pub(super) fn normalized(found: &Found<'_>, read: &str) -> Diagnostic {
    Diagnostic::note(Code::CellNormalized, found.at(), format!("“{}”按 {read} 读取", found.cell.quoted()))
}

/// Words, unified and trimmed; a number typed where words are expected is its digits.
pub(super) fn words<'a>(
    found: &Found<'a>,
    what: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Cow<'a, str>> {
    match found.cell {
        Cell::Text(typed) => Some(text::normal(typed)),
        Cell::Number { value, percent: false } => Some(Cow::Owned(value.to_string())),
        _ => {
            diagnostics.push(unreadable(found, what));
            None
        }
    }
}

/// 分值: what a row takes off or gives, ≥ 0. A sign, 扣 or 加 may stand before it if the rule says the same.
pub(super) fn mark(found: &Found<'_>, direction: Direction, diagnostics: &mut Diagnostics) -> Option<Number> {
    let (stated, size) = mark_as_typed(found.cell);
    let Some(size) = size else {
        let words = direction.chinese();
        diagnostics.push(unreadable(found, &format!("{words}多少分，如 0.5 或 {words}0.5分")));
        return None;
    };
    if stated.is_some_and(|stated| stated != direction) {
        let message = format!("写的是“{}”，而细则规定这个事项是{}分", found.cell, direction.chinese());
        diagnostics.push(
            Diagnostic::error(Code::MarkDirection, found.at(), message)
                .hint("核对事项是否选错；只填数，不写正负号"),
        );
        return None;
    }
    let as_typed = matches!(found.cell, Cell::Number { .. }) && stated.is_none();
    if !as_typed && size.to_string() != found.cell.to_string() {
        diagnostics.push(normalized(found, &format!("{}{size}分", direction.chinese())));
    }
    Some(size)
}

/// The direction of 分值 where one is written, and its size.
pub(super) fn mark_as_typed(cell: &Cell) -> (Option<Direction>, Option<Number>) {
    match cell {
        Cell::Number { value, percent: false } if value.is_negative() => {
            (Some(Direction::Deduct), Some(value.negated()))
        }
        Cell::Number { value, percent: false } => (None, Some(*value)),
        Cell::Text(typed) => mark_in_words(typed),
        _ => (None, None),
    }
}

/// `扣1分`, `-0.5(缺会议记录1次)`, `2`: the direction where one is written, and the size.
fn mark_in_words(typed: &str) -> (Option<Direction>, Option<Number>) {
    let value = remark::split(typed, remark::Of::Points).map(|(value, _)| value);
    let tight = text::tight(value.as_deref().unwrap_or(typed)).replace('−', "-");
    let plain = tight.strip_suffix('分').unwrap_or(&tight);
    let signs =
        [('扣', Direction::Deduct), ('-', Direction::Deduct), ('加', Direction::Add), ('+', Direction::Add)];
    let signed =
        signs.iter().find_map(|(sign, direction)| Some((Some(*direction), plain.strip_prefix(*sign)?)));
    let (direction, digits) = signed.unwrap_or((None, plain));
    let begins = digits.starts_with(|letter: char| letter.is_ascii_digit());
    (direction, text::number(digits).filter(|_| begins))
}

/// Whether a cell holds a number, whatever stands before and behind it: `3000元`, `扣2分`, `-0.5(缺记录)`.
pub(super) fn is_figure(cell: &Cell) -> bool {
    match cell {
        Cell::Number { .. } | Cell::LongNumber(_) => true,
        Cell::Text(typed) => {
            if text::holds_no_figure(typed) {
                return false;
            }
            let value = remark::split(typed, remark::Of::Points).map(|(value, _)| value);
            let tight = text::tight(value.as_deref().unwrap_or(typed));
            let digits = tight.trim_start_matches(['扣', '加', '减', '-', '−', '+', '约']);
            text::number(digits.trim_end_matches(|letter: char| letter.is_alphabetic() || letter == '%'))
                .is_some()
        }
        _ => false,
    }
}

/// A whole number ≥ 1: how often something happened.
pub(super) fn count(found: &Found<'_>, diagnostics: &mut Diagnostics) -> Option<Number> {
    let read = match found.cell {
        Cell::Number { value, percent: false } => Some(*value),
        Cell::Text(typed) => {
            let value = remark::split(typed, remark::Of::Times).map(|(value, _)| value);
            let plain = text::tight(value.as_deref().unwrap_or(typed));
            text::number(plain.trim_end_matches(COUNTED)).or_else(|| in_words(&plain))
        }
        _ => None,
    };
    let most = Number::from(MOST_TIMES);
    let whole = read.filter(|number| number.is_whole() && *number >= Number::ONE && *number <= most);
    if let (Some(number), Cell::Text(typed)) = (whole, found.cell)
        && number.to_string() != *typed
    {
        diagnostics.push(normalized(found, &format!("{number} 次")));
    }
    if whole.is_none() {
        let problem = unreadable(found, &format!("从 1 到 {MOST_TIMES} 的整数"));
        // A formula has its own way to be mended.
        let mended = !matches!(found.cell, Cell::Date(_)) && !problem.hints.is_empty();
        diagnostics.push(if mended {
            problem
        } else {
            problem.hint("发生一次填 1；没有发生的，删去这一行")
        });
    }
    whole
}

/// `两起`, `十二次`, `二十户`: a numeral below a hundred and what is counted.
fn in_words(plain: &str) -> Option<Number> {
    let numeral = plain.strip_suffix(COUNTED)?;
    let digit = |text: &str| {
        let mut signs = text.chars();
        let (sign, None) = (signs.next()?, signs.next()) else { return None };
        IN_WORDS.iter().find(|(own, _)| *own == sign).map(|(_, digit)| *digit)
    };
    let Some((tens, ones)) = numeral.split_once(TEN) else { return digit(numeral).map(Number::from) };
    let tens = if tens.is_empty() { 1 } else { digit(tens)? };
    let ones = if ones.is_empty() { 0 } else { digit(ones)? };
    Some(Number::from(tens * 10 + ones))
}

/// A day that lies in the month of the folder.
pub(super) fn day_in_month(found: &Found<'_>, month: Month, diagnostics: &mut Diagnostics) -> Option<Date> {
    let day = day(found, month, diagnostics)?;
    if Month::of(day) == month {
        return Some(day);
    }
    if let Some(shown) = figure_as_day(day).filter(|_| matches!(found.cell, Cell::Date(_))) {
        let message = format!("{shown}，应为{}月的日期", month.number());
        diagnostics.push(
            Diagnostic::error(Code::DateOutsideMonth, found.at(), message)
                .hint(REFORMAT)
                .hint("日期写作 2024-3-5 或 3月5日"),
        );
        return None;
    }
    diagnostics.push(
        Diagnostic::error(
            Code::DateOutsideMonth,
            found.at(),
            format!("日期{}不在{}月，本表放在 {month} 文件夹", chinese_date(day), month.number()),
        )
        .hint("改正日期，或把这一行移到当月的表；已公布月份的事情用更正或“补扣补加”办理"),
    );
    None
}

/// Any day.
pub(super) fn day(found: &Found<'_>, month: Month, diagnostics: &mut Diagnostics) -> Option<Date> {
    let read = match found.cell {
        Cell::Date(day) => Some(*day),
        Cell::Text(typed) => day_in_words(typed, month),
        Cell::Number { value, percent: false } => {
            serial_day(*value, month).or_else(|| day_in_words(&value.to_string(), month))
        }
        _ => None,
    };
    match (read, found.cell) {
        (Some(day), Cell::Number { .. }) => diagnostics.push(normalized(found, &chinese_date(day))),
        (Some(day), Cell::Text(typed)) if text::is_day_and_month(typed) => {
            diagnostics.push(normalized(found, &chinese_date(day)));
        }
        (Some(day), Cell::Text(typed)) if !text::names_year(typed) => {
            diagnostics.push(Diagnostic::note(Code::YearTaken, found.at(), year_taken(1, day.year())));
        }
        (Some(_), _) => {}
        (None, _) => diagnostics.push(
            match found.cell {
                Cell::Text(_) | Cell::Number { .. } | Cell::Flag(_) => {
                    let typed = found.cell.to_string();
                    let why = match text::is_day_and_month(&typed) {
                        true if typed.contains('-') => "分不清是几月几日，还是几日到几日",
                        true if matches!(found.cell, Cell::Number { .. }) && is_cut(&typed, month) => {
                            "分不清是几日还是几十日：末尾的 0 会被表格去掉"
                        }
                        true => "分不清哪个是月、哪个是日",
                        false => "不是日期，或没有这一天",
                    };
                    Diagnostic::error(
                        Code::DateUnreadable,
                        found.at(),
                        format!("“{}”{why}", found.cell.quoted()),
                    )
                }
                _ => unreadable(found, "日期"),
            }
            .hint("填写 2024-3-5 或 3月5日 这样的日期"),
        ),
    }
    read
}

/// Whether of a day behind its month a last 0 may be gone: `3.2` in March.
fn is_cut(typed: &str, month: Month) -> bool {
    let tight = text::tight(typed);
    let number = month.number().to_string();
    let day = tight.split_once('.').filter(|(first, _)| first.trim_start_matches('0') == number);
    day.is_some_and(|(_, day)| ["1", "2", "3"].contains(&day))
}

/// Whether a cell holds a day of a month.
pub(super) fn is_day_of(cell: &Cell, month: Month) -> bool {
    let day = match cell {
        Cell::Date(day) => Some(*day),
        Cell::Text(typed) => day_in_words(typed, month),
        _ => None,
    };
    day.is_some_and(|day| Month::of(day) == month)
}

/// A date in words; one of two numbers where only the month of the folder can be meant.
pub(super) fn day_in_words(typed: &str, month: Month) -> Option<Date> {
    text::day(typed, month.year()).or_else(|| text::day_after_month(typed, month))
}

/// The words on dates without a year.
fn year_taken(count: usize, year: i16) -> String {
    format!("有 {count} 个日期没写年份，按 {year} 年读取")
}

/// Of the dates of a sheet that have no year one note is enough.
pub(super) fn fold_years(sheet: &Sheet, month: Month, found: &mut Diagnostics) {
    let is_one = |diagnostic: &Diagnostic| diagnostic.code == Code::YearTaken;
    let places: BTreeSet<_> =
        found.iter().filter(|one| is_one(one)).map(|one| one.location.clone()).collect();
    found.retain(|diagnostic| !is_one(diagnostic));
    if !places.is_empty() {
        let message = year_taken(places.len(), month.year());
        found.push(Diagnostic::note(Code::YearTaken, sheet.location(), message));
    }
}

/// Whether a number is a day of the month that lost its format.
pub(super) fn is_serial_of(serial: Number, month: Month) -> bool {
    serial_day(serial, month).is_some()
}

/// A date cell that lost its format shows a serial number; only one that falls in the folder's own month is
/// taken for a date.
fn serial_day(serial: Number, month: Month) -> Option<Date> {
    let epoch = date(1899, 12, 30)?;
    days_between(month.first_day(), month.last_day())
        .find(|day| Number::parse(&days_from(epoch, *day).to_string()) == Some(serial))
}
