//! Which month a file speaks of: by its name, its stamp, and the days in it. A file of February that is received
//! into January would count there, and nobody would see it.

use super::desk::{Desk, Incoming};
use crate::period::Month;
use crate::suggest;
use crate::typed::{self, NamedMonth};

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

/// The months that a name holds, of the year at hand where it names none.
pub(super) fn months_in(name: &str, near: Month) -> Vec<Month> {
    let in_year = |named: &NamedMonth| named.in_year(named.year.unwrap_or(near.year()));
    typed::months_named(name).iter().filter_map(in_year).collect()
}

/// The month of a day as a cell shows it: `2024-02-05`, `2024年2月5日`, `2月5日`.
fn month_of_day(day: &str, near: Month) -> Option<Month> {
    let day = typed::in_digits(day);
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
            ("2024.2党建办.xlsx", "2024-02"),
            ("党建办202402.xlsx", "2024-02"),
            ("党建办2023年度2月.xlsx", "2023-02"),
            ("党建办-2月.xlsx", "2024-02"),
            ("2月3村.xlsx", "2024-02"),
        ] {
            assert_eq!(months_in(name, near), [Month::parse(month).unwrap()], "{name}");
        }
        for name in [
            "3村.xlsx",
            "3村2月5日报.xlsx",
            "1-3月汇总.xlsx",
            "1月至3月汇总.xlsx",
            "3村2月5-8日报.xlsx",
            "2024-3村.xlsx",
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
