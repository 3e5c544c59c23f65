//! The months that a title or the name of a file names: what people write for one is known here, and what may stand
//! beside one and make it something else. What follows from a name is for those who ask.

use super::{in_digits, normal, numeral_digit};
use crate::period::Month;

/// Signs between the first and the last of several, or one and the next.
const SEVERAL: &[char] = &['-', '—', '–', '~', '至', '到', '、'];

/// One of these stands in whatever names a month: behind it, or between it and its year.
const BETWEEN: &[char] = &['月', '.', '-', '_', '/'];

/// How many figures are a year and a month that stand together: 202402.
const TOGETHER: usize = 6;

/// Behind one of these stand figures that tell one paper from another, and no month.
const NUMBERED: &[&str] = &["号", "码", "邮编", "no", "no.", "№"];

/// What is counted or numbered is no month: 2024-3村, 2024.5元.
const COUNTED: &[char] = &['村', '社', '组', '号', '日', '期', '次', '季', '元', '万'];

/// A part of a month, or what lies before or behind it.
const PART: &[char] = &['底', '末', '初', '前', '后', '内', '起', '至', '到'];

/// A month that a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NamedMonth {
    /// Its year, where four digits tell it.
    pub(crate) year: Option<i16>,
    /// From 1 to 12.
    pub(crate) number: i8,
    /// Whether nothing beside it says that it may be less, or of another year than is thought: 2月3 may be a day, 2月底
    /// ends what has run for longer, 去年2月 is not of this year.
    pub(crate) is_sure: bool,
}

impl NamedMonth {
    /// The month of a year.
    pub(crate) fn in_year(self, year: i16) -> Option<Month> {
        Month::new(year, self.number)
    }
}

/// The months that a text names, in order: `2月`, `十二月份`, `2024年2月`, `2024年度2月`, `二〇二四年二月`, `2024-02`, `2024.2`,
/// `2024_02`, `202402`. Neither a day such as 2月5日, 2024-02-05 and 20240205 is one, nor one of several such as 1-2月 and 1月至3月.
pub(crate) fn months_named(text: &str) -> Vec<NamedMonth> {
    let text = normal(text);
    let has_number = || text.contains(|letter| is_figure(letter) || numeral_digit(letter).is_some());
    let may_stand_together = || text.bytes().filter(u8::is_ascii_digit).count() >= TOGETHER;
    if !(text.contains(BETWEEN) && has_number() || may_stand_together()) {
        return Vec::new();
    }
    let text = in_digits(&text);
    numbers(&text).filter_map(|(before, number, after)| named(before, number, after)).collect()
}

fn is_figure(letter: char) -> bool {
    letter.is_ascii_digit() || letter == '十'
}

/// Every number in a text, with what stands before and behind it.
fn numbers(text: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    text.match_indices(is_figure).filter_map(|(at, _)| {
        let (before, rest) = text.split_at_checked(at)?;
        let after = rest.trim_start_matches(is_figure);
        let number = rest.get(..rest.len() - after.len())?;
        (!before.ends_with(is_figure)).then_some((before, number, after))
    })
}

fn named(before: &str, figures: &str, after: &str) -> Option<NamedMonth> {
    if figures.len() == TOGETHER {
        return together(before, figures, after);
    }
    let number = number(figures).filter(|number| (1..=12).contains(number))?;
    let year = year_before(before);
    let is_sure = match after.strip_prefix('月') {
        Some(after) => {
            let behind = behind(after, year.is_some())?;
            let ahead = match year {
                Some((rest, ..)) => (!is_last(rest, "月份日号")).then_some(true)?,
                None => ahead(before)?,
            };
            ahead && behind
        }
        None => in_figures_alone(year?.2, figures, after)?,
    };
    Some(NamedMonth { year: year.map(|(_, year, _)| year), number, is_sure })
}

/// `202402`, which is not the first or the last of several, nor counted or a number.
fn together(before: &str, figures: &str, after: &str) -> Option<NamedMonth> {
    let (year, month) = figures.split_at_checked(4).filter(|(year, _)| year.starts_with("20"))?;
    let number = number(month).filter(|number| (1..=12).contains(number))?;
    let ahead = before.trim_end_matches([':', ' ']).to_lowercase();
    let is_numbered = NUMBERED.iter().any(|sign| ahead.ends_with(sign));
    // 20240205_201105 is a day with its time.
    let is_time = before.trim_end_matches(['_', '-', ' ']).ends_with(is_figure);
    let is_last = is_last(before, "0123456789月份");
    let goes_on = after.trim_start_matches(SEVERAL).starts_with(is_figure);
    let is_one = !is_numbered && !is_time && !is_last && !goes_on && !after.starts_with(COUNTED);
    is_one.then_some(NamedMonth { year: Some(year.parse().ok()?), number, is_sure: true })
}

/// `2`, `02`, `十`, `十2`
fn number(figures: &str) -> Option<i8> {
    match figures.strip_prefix('十') {
        None => figures.parse().ok(),
        Some("") => Some(10),
        Some(ones) => ones.parse::<i8>().ok()?.checked_add(10),
    }
}

/// `2024年`, `2024年度`, `2024-`, `2024.` at the end: what stands before it, the year and the sign behind it.
fn year_before(text: &str) -> Option<(&str, i16, char)> {
    let text = text.strip_suffix('度').filter(|text| text.ends_with('年')).unwrap_or(text);
    let sign = text.chars().next_back().filter(|sign| "年.-_/".contains(*sign))?;
    let text = text.strip_suffix(sign)?;
    let rest = text.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let year = text.strip_prefix(rest).filter(|year| year.len() == 4 && year.starts_with("20"))?;
    Some((rest, year.parse().ok()?, sign))
}

/// Whether what stands before makes it the last of several: a sign behind what a first one ends in.
fn is_last(before: &str, ends: &str) -> bool {
    before.strip_suffix(SEVERAL).is_some_and(|first| first.ends_with(|letter| ends.contains(letter)))
}

/// Whether a month without its year is a sure one, by what stands before it; `None` where it is no month by itself.
fn ahead(before: &str) -> Option<bool> {
    if is_last(before, "0123456789十月份日号年度") || before.ends_with(['至', '到']) {
        return None;
    }
    let numbered = before.strip_suffix(['.', '/']).is_some_and(|number| number.ends_with(is_figure));
    Some(!numbered && !before.ends_with('年'))
}

/// The same by what stands behind 月.
fn behind(after: &str, has_year: bool) -> Option<bool> {
    let whole = after.strip_prefix('份');
    let after = whole.unwrap_or(after);
    let next = after.trim_start_matches(SEVERAL);
    if !next.starts_with(is_figure) {
        return Some(has_year || !after.starts_with(PART));
    }
    let rest = next.trim_start_matches(|letter| is_figure(letter) || SEVERAL.contains(&letter));
    let is_first = next.len() < after.len();
    if rest.starts_with(['日', '号']) || is_first && rest.starts_with(['月', '年']) {
        return None;
    }
    Some(whole.is_some())
}

/// The same of `2024-02`, by what stands behind it and the sign between.
fn in_figures_alone(sign: char, figures: &str, after: &str) -> Option<bool> {
    let is_one = sign != '年' && figures.len() <= 2 && !after.starts_with(COUNTED);
    let next = after.trim_start_matches(SEVERAL).trim_start_matches(['.', '/', '_']);
    let goes_on = next.starts_with(is_figure);
    let is_first = after.starts_with(sign) || after.starts_with(SEVERAL) && !after.starts_with('、');
    (is_one && !(goes_on && is_first)).then_some(!goes_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(Option<i16>, i8, bool)> {
        months_named(text).into_iter().map(|one| (one.year, one.number, one.is_sure)).collect()
    }

    #[test]
    fn months_are_named_in_many_ways() {
        for text in [
            "2月",
            "二月",
            "３村 ２ 月份.xlsx",
            "第2月",
            "表1二月",
            "2月月报",
            "月度考核表（2月）",
            "2月份3村",
            "2月份-3村",
            "党建办-2月",
            "2月—党建办",
            "3村_2月_全部",
            "2月考核表3月5日报",
        ] {
            assert_eq!(told(text), [(None, 2, true)], "{text}");
        }
        for text in [
            "2024年2月",
            "二〇二四年二月",
            "2024年度2月份",
            "2024-02月",
            "2024-02",
            "2024.2.xlsx",
            "2024/2",
            "2024_02 3村",
            "202402",
            "党建办202402.xlsx",
            "202402_3村",
            "月份：202402",
            "3村-2024年2月",
            "2024. 2",
            "2024年2月_3村",
            "1、2024年2月考核表",
            "表1-2024年2月",
            "2024年2月底",
        ] {
            assert_eq!(told(text), [(Some(2024), 2, true)], "{text}");
        }
        assert_eq!(told("十月、"), [(None, 10, true)]);
        assert_eq!(told("2023年十二月"), [(Some(2023), 12, true)]);
    }

    #[test]
    fn what_stands_beside_a_month_leaves_it_in_doubt() {
        for text in ["2月3村", "2月-3村", "2月底", "2月份前", "2月到账", "去年2月", "24年2月", "1.2月"]
        {
            assert_eq!(told(text), [(None, 2, false)], "{text}");
        }
        for text in ["2024年2月3村", "2024-02_3村", "2024.2/3", "2024-02、3村"] {
            assert_eq!(told(text), [(Some(2024), 2, false)], "{text}");
        }
        assert_eq!(told("1月2月"), [(None, 1, false), (None, 2, true)]);
    }

    #[test]
    fn neither_days_nor_one_of_several_nor_what_is_counted_is_a_month() {
        for text in [
            "2月5日",
            "2月5-8日",
            "二月五号",
            "2024年2月28日",
            "2024-02-05",
            "2024.2.28",
            "2024. 2. 28",
            "20240205",
            "202402-03",
            "202401-202402",
            "202413",
            "202400",
            "199902",
            "编号202402",
            "编号：202402",
            "202402号",
            "1202402",
            "No.202402",
            "NO 202402",
            "邮编：202103",
            "20240205_201105",
            "20240305-200312",
            "1-2月",
            "1、2月",
            "1月、2月",
            "1月至3月",
            "1月份至3月份",
            "2024年1月-2月",
            "2023年12月至2024年2月",
            "2024.1-3",
            "截至2月",
            "2024年-2月",
            "2024-2025年度",
            "2024年2",
            "2024年13月",
            "13月",
            "0月",
            "2个月",
            "月月报",
            "2024-3村",
            "2024_5日",
            "2024.5元",
            "3村",
            "",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
    }
}
