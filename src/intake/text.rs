//! Text as people type it: full-width digits, odd spaces, Chinese dates, numbers with units.

use unicode_normalization::UnicodeNormalization;

use crate::number::Number;
use crate::period::{Date, date};

/// The text with compatible forms unified (１２ → 12, （ → (), no-break and zero-width spaces gone, trimmed.
pub(super) fn normal(text: &str) -> String {
    let unified = text.nfkc().filter(|c| !matches!(c, '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}'));
    unified.collect::<String>().trim().to_owned()
}

/// The same without any white space: for names and headers, where `张 三` is 张三.
pub(super) fn tight(text: &str) -> String {
    normal(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// A name and the unit in brackets behind it: `集资应收(元)`. No brackets, no unit.
pub(super) fn name_and_unit(header: &str) -> (String, Option<String>) {
    let header = tight(header);
    match header.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')) {
        Some((name, unit)) if !name.is_empty() => (name.to_owned(), Some(unit.to_owned())),
        _ => (header, None),
    }
}

/// A plain decimal, with thousands separators where they stand in threes.
pub(super) fn number(text: &str) -> Option<Number> {
    let text = text.replace('−', "-");
    if !text.contains(',') {
        return Number::parse(&text);
    }
    let whole = text.split('.').next().unwrap_or_default().trim_start_matches(['-', '+']);
    let mut groups = whole.split(',');
    let first_fits = groups.next().is_some_and(|first| (1..=3).contains(&first.len()));
    let in_threes = groups.all(|group| group.len() == 3);
    (first_fits && in_threes).then(|| Number::parse(&text.replace(',', "")))?
}

/// A date in one of the forms that are unambiguous; one without a year gets `year`.
///
/// `2024年3月5日`, `2024.3.5`, `2024-3-5`, `2024/3/5`, `3月5日`; a time of day behind it is dropped.
pub(super) fn day(text: &str, year: i16) -> Option<Date> {
    let text = normal(text);
    let chinese = text.contains('月');
    let end = if chinese {
        text.find(['日', '号']).map(|index| index + '日'.len_utf8())?
    } else {
        text.find([' ', 'T']).unwrap_or(text.len())
    };
    let (text, rest) = text.split_at_checked(end)?;
    if !is_time_or_weekday(rest) {
        return None;
    }
    let text = tight(text);
    let separators: &[char] = if chinese { &['年', '月', '日', '号'] } else { &['.', '-', '/'] };
    let parts: Vec<&str> = text.split(separators).filter(|part| !part.is_empty()).collect();
    let numbers: Option<Vec<i16>> = parts
        .iter()
        .map(|part| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?)
        .collect();
    match numbers?.as_slice() {
        [year, month, day] if *year >= 1900 => {
            date(*year, i8::try_from(*month).ok()?, i8::try_from(*day).ok()?)
        }
        [month, day] if chinese => date(year, i8::try_from(*month).ok()?, i8::try_from(*day).ok()?),
        _ => None,
    }
}

/// Whether a date that could be read names its year.
pub(super) fn names_year(text: &str) -> bool {
    let text = normal(text);
    text.contains('年') || !text.contains('月')
}

/// `20/3`, `3.4`: two numbers of which either may be the month.
pub(super) fn is_day_and_month(text: &str) -> bool {
    let text = tight(text);
    let parts: Vec<&str> = text.split(['.', '-', '/']).collect();
    parts.len() == 2
        && parts.iter().all(|part| part.parse::<u8>().is_ok_and(|number| (1..=31).contains(&number)))
}

/// What may stand behind a date without making it two: nothing, a time, a day of the week.
fn is_time_or_weekday(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', 'T', '(']);
    rest.is_empty()
        || rest.contains(':')
        || ["星期", "周", "上午", "下午"].iter().any(|word| rest.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_write_them() {
        let expected = date(2024, 3, 5);
        for text in [
            "2024年3月5日",
            "2024.3.5",
            "2024-03-05",
            "2024/3/5",
            "3月5日",
            "３月５日",
            " 2024年03月05日 ",
            "2024-03-05 14:30:00",
            "3月5号",
            "2024 年 3 月 5 日",
            "3月5日（星期二）",
        ] {
            assert_eq!(day(text, 2024), expected, "{text}");
        }
        for text in [
            "4月31日",
            "20/3",
            "3.5",
            "2024.3",
            "三月五日",
            "3月",
            "2024-13-01",
            "",
            "24.3.5",
            "3月5日-8日",
            "2024.3.5 - 3.8",
        ] {
            assert_eq!(day(text, 2024), None, "{text}");
        }
    }

    #[test]
    fn numbers_as_people_write_them() {
        let parsed = |text: &str| number(&normal(text)).map(|number| number.to_string());
        assert_eq!(parsed("１２３．４５").as_deref(), Some("123.45"));
        assert_eq!(parsed("1,234,567.5").as_deref(), Some("1234567.5"));
        assert_eq!(parsed("1,23"), None);
        assert_eq!(parsed("2-3"), None);
        assert_eq!(parsed("约5"), None);
    }

    #[test]
    fn headers_carry_units_in_brackets() {
        assert_eq!(name_and_unit("集资应收（元）"), ("集资应收".into(), Some("元".into())));
        assert_eq!(name_and_unit(" 新农合 参保率(%)"), ("新农合参保率".into(), Some("%".into())));
        assert_eq!(name_and_unit("村民会议"), ("村民会议".into(), None));
    }
}
