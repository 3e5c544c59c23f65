//! Which month a file speaks of: by its name, its stamp, and the days in it. A file of February that is received
//! into January would count there, and nobody would see it.

use super::desk::{Desk, Incoming};
use crate::period::Month;
use crate::returns;
use crate::suggest;

/// The month that the files themselves say they are of. A blank sheet of the program knows its month; a name may leave
/// the year to the others.
pub(super) fn month_of(incoming: &[Incoming]) -> Result<Month, String> {
    let stamped = |one: &Incoming| one.inspected.stamp.as_ref().and_then(|stamp| stamp.month);
    let of_stamps: Vec<Month> = incoming.iter().filter_map(stamped).collect();
    let often = |month: &&Month| of_stamps.iter().filter(|other| other == month).count();
    let month = of_stamps.iter().rev().max_by_key(often).copied();
    let month = month.ok_or("看不出是哪个月的表，请加上月份，如 --month 2024-03")?;
    let mut odd = Vec::new();
    for one in incoming {
        let named = || months_in(&one.name, month);
        match stamped(one).map_or_else(named, |month| vec![month]).as_slice() {
            months if months.contains(&month) => {}
            [] => odd.push(format!("{} 看不出是哪个月的", one.name)),
            [other, ..] => odd.push(format!("{} 是 {other} 的", one.name)),
        }
    }
    if odd.is_empty() {
        return Ok(month);
    }
    let count = incoming.len() - odd.len();
    Err(format!(
        "这些文件不都是同一个月的表：{count} 份是 {month} 的，{}；请分开收，或都是 {month} 的，加上 --month {month}",
        odd.join("，")
    ))
}

/// The months other than the one at hand that a file speaks of, and the words for it; `None` where it does not.
pub(super) fn other_month(desk: &Desk, incoming: &Incoming) -> Option<(Option<Month>, String)> {
    let wanted = desk.month;
    let stamped = incoming.inspected.stamp.as_ref().and_then(|stamp| stamp.month);
    if let Some(month) = stamped.filter(|month| *month != wanted) {
        return Some((Some(month), format!("是 {month} 的空白表")));
    }
    let named = months_in(&incoming.name, wanted);
    if let Some(month) = named.first().filter(|_| !named.contains(&wanted)) {
        return Some((Some(*month), format!("文件名写的是 {month}")));
    }
    let days = incoming.content.as_ref().filter(|content| content.is_of_other_months)?;
    let mut months: Vec<Month> = days.outside.iter().filter_map(|day| month_of_day(day, wanted)).collect();
    months.sort_unstable();
    months.dedup();
    let only = months.first().copied().filter(|_| months.len() == 1);
    let names: Vec<String> = months.iter().map(Month::to_string).collect();
    let what = match names.as_slice() {
        [] => format!("里面的日期都不在 {wanted}"),
        names => format!("里面的日期都在 {}", suggest::listed(names.iter().map(String::as_str))),
    };
    Some((only, what))
}

/// The months that a name holds: `2月`, `十二月份`, `2024年2月`, `2024-02`. A day such as 2月5日 is when it was sent, and
/// 1-3月 is no month.
pub(super) fn months_in(name: &str, near: Month) -> Vec<Month> {
    let name = returns::plain_name(name);
    let mut months = Vec::new();
    for (index, _) in name.match_indices('月') {
        let (before, after) = (name.get(..index).unwrap_or_default(), name.get(index + '月'.len_utf8()..));
        let digits = digits_at_end(before);
        let rest = before.strip_suffix(digits).unwrap_or(before);
        let is_day = after.is_some_and(|after| {
            let rest = after.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '十');
            rest.len() < after.len() && rest.starts_with(['日', '号'])
        });
        if is_day || rest.ends_with(['-', '~', '至', '到', '—', '、']) && year_before(rest).is_none() {
            continue;
        }
        let year = year_before(rest).unwrap_or(near.year());
        months.extend(number(digits).and_then(|number| Month::new(year, number)));
    }
    months.extend(numeric(&name));
    months
}

/// The number at the end, of digits and 十.
fn digits_at_end(text: &str) -> &str {
    let rest = text.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '十');
    text.get(rest.len()..).unwrap_or_default()
}

/// `2024年`, `2024-`, `2024.` at the end.
fn year_before(text: &str) -> Option<i16> {
    let digits = digits_at_end(text.strip_suffix(['年', '-', '.', '_', '/'])?);
    digits.parse().ok().filter(|year| (2000..2100).contains(year))
}

/// `2`, `十`, `十2`
fn number(digits: &str) -> Option<i8> {
    match digits.strip_prefix('十') {
        None => digits.parse().ok(),
        Some("") => Some(10),
        Some(ones) => ones.parse::<i8>().ok()?.checked_add(10),
    }
}

/// `2024-02` that no day follows.
fn numeric(name: &str) -> Option<Month> {
    let parts: Vec<&str> = name.split(|letter: char| !letter.is_ascii_digit()).collect();
    let at = parts.iter().position(|part| part.len() == 4 && part.starts_with("20"))?;
    let (year, month) = (parts.get(at)?, parts.get(at + 1)?);
    let written = format!("{year}-{month}");
    let end = name.find(&written)? + written.len();
    let is_day =
        name.get(end..)?.strip_prefix('-').is_some_and(|day| day.starts_with(|c: char| c.is_ascii_digit()));
    if is_day || month.len() > 2 { None } else { Month::new(year.parse().ok()?, month.parse().ok()?) }
}

/// The month of a day as a cell shows it: `2024-02-05`, `2024年2月5日`, `2月5日`.
fn month_of_day(day: &str, near: Month) -> Option<Month> {
    let day = returns::plain_name(day);
    let mut numbers = day.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
    let first = numbers.next()?;
    if first.len() == 4 {
        return Month::new(first.parse().ok()?, numbers.next()?.parse().ok()?);
    }
    day.contains('月').then(|| Month::new(near.year(), first.parse().ok()?))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_name_months() {
        let near = Month::new(2024, 1).unwrap();
        for (name, month) in [
            ("三村2月.xlsx", "2024-02"),
            ("３村２月份.xlsx", "2024-02"),
            ("3村二月.xlsx", "2024-02"),
            ("党建办十二月.xlsx", "2024-12"),
            ("党建办十月份.xlsx", "2024-10"),
            ("党建办2023年2月.xlsx", "2023-02"),
            ("党建办2024-02.xlsx", "2024-02"),
            ("2024-02_全部.xlsx", "2024-02"),
        ] {
            assert_eq!(months_in(name, near), [Month::parse(month).unwrap()], "{name}");
        }
        for name in [
            "3村.xlsx",
            "3村2月5日报.xlsx",
            "1-3月汇总.xlsx",
            "3村2024-02-05.xlsx",
            "3村20240205.xlsx",
            "13月.xlsx",
        ] {
            assert_eq!(months_in(name, near), [], "{name}");
        }
    }

    #[test]
    fn days_have_months() {
        let near = Month::new(2024, 1).unwrap();
        for day in ["2024-02-05", "2024年2月5日", "2024/2/5", "2月5日"] {
            assert_eq!(month_of_day(day, near), Month::new(2024, 2), "{day}");
        }
        assert_eq!(month_of_day("初五", near), None);
    }
}
