//! A period as people write it: `2024-02`, `2024-Q1`, `2024年第一季度`, `2024年上半年`, `2024年度`. Never a guess.

use super::cell::Cell;
use super::grid::Found;
use super::{text, value};
use crate::diagnostic::Diagnostics;
use crate::period::{Month, Period};
use crate::typed::numeral_digit;

/// The period that a cell names; a date is one only where a spreadsheet made it of a month.
pub(super) fn period(found: &Found<'_>, diagnostics: &mut Diagnostics) -> Option<Period> {
    let read = match found.cell {
        Cell::Date(day) if day.day() == 1 => Some(Period::of_month(Month::of(*day))),
        Cell::Number { value, percent: false } => Period::parse(&value.to_string()),
        Cell::Text(typed) => in_words(typed),
        _ => None,
    };
    match (read, found.cell) {
        (Some(period), Cell::Date(_)) => diagnostics.push(value::normalized(found, &period.chinese())),
        (Some(_), _) => {}
        (None, _) => diagnostics.push(
            value::unreadable(found, "月份、季度、半年或年度")
                .hint("填写 2024年2月、2024年第一季度、2024年上半年 或 2024年度 这样的考核期"),
        ),
    }
    read
}

fn in_words(typed: &str) -> Option<Period> {
    let tight = text::tight(typed);
    if let Some(period) = Period::parse(&tight) {
        return Some(period);
    }
    let (year, rest) = tight.split_once('年').or_else(|| tight.split_once(['-', '/']))?;
    let is_year = year.len() == 4 && year.bytes().all(|letter| letter.is_ascii_digit());
    let part = part(rest)?;
    is_year.then(|| Period::parse(&format!("{year}{part}")))?
}

/// What stands behind the year, as the program writes it.
fn part(rest: &str) -> Option<String> {
    match rest {
        "" | "度" | "全年" => return Some(String::new()),
        "上半年" => return Some("-H1".to_owned()),
        "下半年" => return Some("-H2".to_owned()),
        _ => {}
    }
    if let Some(quarter) = rest.strip_suffix("季度").or_else(|| rest.strip_suffix('季')) {
        let number = quarter.strip_prefix('第').unwrap_or(quarter);
        let digits = number.chars().map(|letter| numeral_digit(letter).unwrap_or(letter));
        return Some(format!("-Q{}", digits.collect::<String>()));
    }
    if rest.starts_with(['Q', 'q', 'H', 'h']) {
        return Some(format!("-{rest}"));
    }
    let month = rest.strip_suffix("月份").or_else(|| rest.strip_suffix('月')).unwrap_or(rest);
    let is_month = (1..=2).contains(&month.len()) && month.bytes().all(|letter| letter.is_ascii_digit());
    is_month.then(|| format!("-{month:0>2}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_as_people_write_them() {
        for (typed, expected) in [
            ("2024-02", "2024-02"),
            ("2024-2", "2024-02"),
            ("2024/2", "2024-02"),
            ("2024年2月", "2024-02"),
            ("２０２４年 12 月份", "2024-12"),
            ("2024-Q1", "2024-Q1"),
            ("2024年Q3", "2024-Q3"),
            ("2024年第一季度", "2024-Q1"),
            ("2024年四季度", "2024-Q4"),
            ("2024年第2季度", "2024-Q2"),
            ("2024-H1", "2024-H1"),
            ("2024年上半年", "2024-H1"),
            ("2024年下半年", "2024-H2"),
            ("2024", "2024"),
            ("2024年", "2024"),
            ("2024年度", "2024"),
        ] {
            assert_eq!(
                in_words(typed).map(|period| period.to_string()).as_deref(),
                Some(expected),
                "{typed}"
            );
        }
        for typed in [
            "",
            "2月",
            "一季度",
            "去年",
            "2024.2",
            "2024年13月",
            "2024年0月",
            "2024年五季度",
            "24年2月",
            "2024-Q5",
            "2024年2月5日",
            "2024-02-05",
            "2024年-2月",
        ] {
            assert_eq!(in_words(typed), None, "{typed}");
        }
    }
}
