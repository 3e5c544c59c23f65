//! Text as people type it: full-width digits, odd spaces, Chinese dates, numbers with units.

use std::borrow::Cow;

use crate::number::Number;
use crate::period::{Date, Month, date};
use crate::typed::is_settled;
pub(super) use crate::typed::{is_spelt, is_tight, normal, tight};

/// Whether it is plain that no figure is in a text.
pub(super) fn holds_no_figure(text: &str) -> bool {
    text.chars().all(|letter| is_settled(letter) && !letter.is_ascii_digit())
}

/// The name of a header, without the unit in brackets behind it.
pub(super) fn name(header: &str) -> Cow<'_, str> {
    name_and_unit(header).0
}

/// A name and the unit in brackets behind it: `集资应收(元)`. No brackets, no unit; a unit may hold brackets of its own, as
/// `元(含税)`.
pub(super) fn name_and_unit(header: &str) -> (Cow<'_, str>, Option<String>) {
    let header = tight(header);
    match header.strip_suffix(')').and_then(before_last_bracket) {
        Some((name, unit)) if !name.is_empty() => (Cow::Owned(name.to_owned()), Some(unit.to_owned())),
        _ => (header, None),
    }
}

/// What stands before the bracket that the end of a text closes, and in it.
fn before_last_bracket(inner: &str) -> Option<(&str, &str)> {
    let mut open = 1;
    let at = inner.bytes().rposition(|byte| {
        open += i32::from(byte == b')') - i32::from(byte == b'(');
        open == 0
    })?;
    Some((inner.get(..at)?, inner.get(at + 1..)?))
}

/// Whether a header can name nothing but what is typed: nothing in it has another form, and neither brackets nor signs
/// stand beside it.
pub(super) fn has_one_name(header: &str) -> bool {
    let is_aside = |byte: u8| matches!(byte, b')' | b'*');
    is_tight(header) && !header.bytes().any(is_aside)
}

/// What a header may name, the surest first: brackets may belong to the name, or hold a unit, and signs that a cell
/// must be filled belong to neither.
pub(super) fn names(header: &str) -> impl Iterator<Item = (Cow<'_, str>, Option<String>)> {
    let (name, unit) = name_and_unit(header);
    let whole = unit.is_some().then(|| (tight(header), None));
    let bare = unmarked(header);
    let bare = bare.as_deref().map(name_and_unit).map(|(name, unit)| (Cow::Owned(name.into_owned()), unit));
    whole.into_iter().chain([(name, unit)]).chain(bare)
}

/// A header without the signs that forms put there where a cell must be filled: `*日期`, `集资应收(元)（必填）`.
fn unmarked(header: &str) -> Option<String> {
    const STARS: &[char] = &['*', '★', '☆', '※'];
    const ASKED: &[&str] = &["(必填)", "(选填)", "(必填项)", "(选填项)"];
    // Most headers bear none.
    if !header.contains(['*', '＊', '★', '☆', '※', '填']) {
        return None;
    }
    let tight = tight(header);
    let bare = tight.trim_matches(STARS);
    let bare = ASKED.iter().find_map(|asked| bare.strip_suffix(asked)).unwrap_or(bare);
    (!bare.is_empty() && bare.len() < tight.len()).then(|| bare.to_owned())
}

/// Whether a line begins with a word of one Chinese letter at least. Words are many, and most begin with another letter
/// than the line, which is seen at once.
pub(super) fn begins_with(line: &str, word: &str) -> bool {
    line.as_bytes().first_chunk::<3>() == word.as_bytes().first_chunk() && line.starts_with(word)
}

/// The same of what a line ends with.
pub(super) fn ends_with(line: &str, word: &str) -> bool {
    line.as_bytes().last_chunk::<3>() == word.as_bytes().last_chunk() && line.ends_with(word)
}

/// A plain decimal, with thousands separators where they stand in threes.
pub(super) fn number(text: &str) -> Option<Number> {
    let text = text.replace('−', "-");
    if !text.contains(',') {
        return Number::parse(&text);
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    // 0,500 is half of one to some.
    let first_fits =
        groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && !first.starts_with('0'));
    let in_threes = groups.all(|group| group.len() == 3) && !fraction.contains(',');
    (first_fits && in_threes).then(|| Number::parse(&text.replace(',', "")))?
}

/// A date in one of the forms that are unambiguous; one without a year gets `year`.
///
/// `2024年3月5日`, `2024.3.5`, `2024-3-5`, `2024/3/5`, `2024、3、5`, `20240305`, `3月5日`; a time of day behind it is
/// dropped.
pub(super) fn day(text: &str, year: i16) -> Option<Date> {
    let text = normal(text);
    if let Some(day) = day_in_eight_digits(&text) {
        return Some(day);
    }
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
    let separators: &[char] =
        if chinese { &['年', '月', '日', '号'] } else { &['.', '-', '—', '–', '/', '、'] };
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

/// `20240305`: the century is written, so that no other number is taken for a day.
fn day_in_eight_digits(text: &str) -> Option<Date> {
    let digits = text.trim();
    if digits.len() != 8 || !digits.starts_with("20") || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = digits.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    date(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Whether a date that could be read names its year.
pub(super) fn names_year(text: &str) -> bool {
    let text = normal(text);
    text.contains('年') || !text.contains('月')
}

/// `20/3`, `3.4`: two numbers of which either may be the month, or, as in `3-20`, the first and the last of several days.
pub(super) fn is_day_and_month(text: &str) -> bool {
    let text = tight(text);
    let parts: Vec<&str> = text.split(['.', '-', '/']).collect();
    parts.len() == 2
        && parts.iter().all(|part| part.parse::<u8>().is_ok_and(|number| (1..=31).contains(&number)))
}

/// `3.20` and `3/5` where only March can be meant. Behind a point a spreadsheet may have dropped a last 0: a day as in 3.2,
/// which 3.20 turns into, is none.
pub(super) fn day_after_month(text: &str, month: Month) -> Option<Date> {
    let text = tight(text);
    let (first, second) = text.split_once(['.', '/'])?;
    let is_digits = |part: &str| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let named = first.parse().ok().filter(|_| is_digits(first) && is_digits(second));
    let was_cut = text.contains('.') && ["1", "2", "3"].contains(&second);
    (named == Some(month.number()) && !was_cut)
        .then(|| date(month.year(), month.number(), second.parse().ok()?))?
}

/// What may stand behind a date and says nothing against it: nothing, a time or from when to when, a day of the week.
/// Whatever else is written there may say that another day is meant.
fn is_time_or_weekday(rest: &str) -> bool {
    let rest = tight(rest.trim_start_matches('T'));
    // Most days stand alone.
    if rest.is_empty() {
        return true;
    }
    let without_words = TIMES_OF_DAY.iter().fold(rest.into_owned(), |rest, word| rest.replace(word, ""));
    let mut letters = without_words.chars();
    let is_clock = |letter: char| letter.is_ascii_digit() || ":.-~()时点半分秒至".contains(letter);
    let has_hours = without_words.contains([':', '时', '点']);
    letters.all(is_clock) && (has_hours || !without_words.contains(|letter: char| letter.is_ascii_digit()))
}

/// Words for a time of day, and the days of the week.
const TIMES_OF_DAY: [&str; 29] = [
    "上午",
    "下午",
    "中午",
    "晚上",
    "早上",
    "星期一",
    "星期二",
    "星期三",
    "星期四",
    "星期五",
    "星期六",
    "星期日",
    "星期天",
    "礼拜一",
    "礼拜二",
    "礼拜三",
    "礼拜四",
    "礼拜五",
    "礼拜六",
    "礼拜日",
    "礼拜天",
    "周一",
    "周二",
    "周三",
    "周四",
    "周五",
    "周六",
    "周日",
    "周天",
];

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
            "3月5日（周二）上午9:30",
            "3月5日下午2点半",
            "2024-03-05T14:30:00",
            "3月5日 9:00-11:00",
            "20240305",
            " ２０２４０３０５ ",
            "2024、3、5",
            "2024—3—5",
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
            "3月5日（更正：应为3月8日）",
            "3月5日周二改到8日",
            "3月5日上午取消",
            "3月5日-8",
            "2024.3.5 - 3.8",
            "20241305",
            "19991231",
            "2024035",
            "2024030501",
            "2024、3、5、6",
            "3、5",
        ] {
            assert_eq!(day(text, 2024), None, "{text}");
        }
    }

    #[test]
    fn a_day_behind_its_month_is_read_within_that_month() {
        let march = Month::of(date(2024, 3, 5).unwrap());
        let read = |text: &str| day_after_month(text, march);
        assert_eq!(read("3.20"), date(2024, 3, 20));
        assert_eq!(read("03.05"), date(2024, 3, 5));
        assert_eq!(read(" 3.4 "), date(2024, 3, 4));
        assert_eq!(read("3/2"), date(2024, 3, 2));
        assert_eq!(read("3/20"), date(2024, 3, 20));
        for text in ["3.2", "4.20", "20.3", "3.32", "3.", "3.200", "3-20", "20/3", "2024.3.20", "+3.20"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_as_people_write_them() {
        let parsed = |text: &str| number(&normal(text)).map(|number| number.to_string());
        assert_eq!(parsed("１２３．４５").as_deref(), Some("123.45"));
        assert_eq!(parsed("1,234,567.5").as_deref(), Some("1234567.5"));
        for text in ["1,23", "0,500", "1,200.5,3", "1,200.500,300", "1 2", "5²", "500①", "①", "½"] {
            assert_eq!(number(&tight(text)), None, "{text}");
        }
        assert_eq!(parsed("2-3"), None);
        assert_eq!(parsed("约5"), None);
    }

    #[test]
    fn headers_carry_units_in_brackets() {
        assert_eq!(["集资应收（元）", "村", "村(个)"].map(name), ["集资应收", "村", "村"]);
        assert_eq!(name_and_unit("集资应收（元）"), ("集资应收".into(), Some("元".into())));
        assert_eq!(name_and_unit("甲数(元（含税）)"), ("甲数".into(), Some("元(含税)".into())));
        assert_eq!(name_and_unit("甲数（万元）(含税)"), ("甲数(万元)".into(), Some("含税".into())));
        assert_eq!(name_and_unit("甲数)"), ("甲数)".into(), None));
        assert_eq!(name_and_unit(" 新农合 参保率(%)"), ("新农合参保率".into(), Some("%".into())));
        let all: Vec<_> = names("测评（群众）").collect();
        assert_eq!(all, [("测评(群众)".into(), None), ("测评".into(), Some("群众".into()))]);
        assert_eq!(name_and_unit("村民会议"), ("村民会议".into(), None));
    }
}
