//! What people type: signs that nobody sees, full-width signs, numerals, months and periods as they are written; and one spelling of a
//! text, in which what a rulebook calls a thing and what stands in a sheet are compared.

mod named_months;
mod spelt_name;

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::period::{Month, Period};
pub(crate) use named_months::{NamedMonth, months_named};
pub(crate) use spelt_name::{VillageName, numbered};

/// Numerals of one sign.
pub(crate) const NUMERALS: &str = "一二三四五六七八九十";

/// Characters that a person cannot see: zero-width ones, marks of direction, variants of the one before.
pub(crate) fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(letter, '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}

/// A full-width digit, letter or sign as its plain one: `１` → `1`, `（` → `(`.
pub(crate) fn half_width(sign: char) -> char {
    match sign {
        '！'..='～' => u32::from(sign).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(sign),
        _ => sign,
    }
}

/// The digit for which a numeral stands.
pub(crate) fn numeral_digit(letter: char) -> Option<char> {
    match letter {
        '〇' | '零' | '○' => Some('0'),
        '一' => Some('1'),
        '二' => Some('2'),
        '三' => Some('3'),
        '四' => Some('4'),
        '五' => Some('5'),
        '六' => Some('6'),
        '七' => Some('7'),
        '八' => Some('8'),
        '九' => Some('9'),
        _ => None,
    }
}

/// How a character takes part in a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Digit {
    No,
    Plain,
    Numeral,
}

/// The text with full-width signs plain, numerals as digits and what is blank or does not show gone; two numbers that stood
/// beside each other stay two, as 1 and 3 of 表1三村. 十 stays what it is.
pub(crate) fn in_digits(text: &str) -> Cow<'_, str> {
    if behind_plain(text).is_empty() && !text.chars().any(|letter| numeral_digit(letter).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let (mut last, mut parted) = (Digit::No, false);
    for letter in text.chars().filter(|letter| !is_invisible(*letter)) {
        if letter.is_whitespace() {
            parted = true;
            continue;
        }
        let (letter, digit) = unified(letter);
        let continues = last != Digit::No && digit != Digit::No;
        if continues && (parted || digit != last) {
            out.push(' ');
        }
        out.push(letter);
        (last, parted) = (digit, false);
    }
    Cow::Owned(out)
}

fn unified(letter: char) -> (char, Digit) {
    let half = half_width(letter);
    match numeral_digit(half) {
        Some(digit) => (digit, Digit::Numeral),
        None if half.is_ascii_digit() => (half, Digit::Plain),
        None => (half, Digit::No),
    }
}

/// `2024-3`, `2024-03`, `2024年3月`, `2024.3`; `3` and `3月份` of a year that is known.
pub(crate) fn month(typed: &str, year: Option<i16>) -> Option<Month> {
    // A sign is no digit, though numbers are read with one.
    let plain = Some(typed.replace(['年', '/', '.'], "-")).filter(|plain| !plain.contains('+'))?;
    let plain = plain.trim_end_matches(['月', '份']);
    match plain.split_once('-') {
        Some((year, month)) => Month::new(year.parse().ok()?, month.parse().ok()?),
        None => Month::new(year?, plain.parse().ok()?),
    }
}

/// A period with its year: `2024-02`, `2024年2月`, `2024-Q1`, `2024年第一季度`, `2024年上半年`, `2024年度`. `2024.2` is none:
/// behind a point a spreadsheet may have dropped a last 0, and October is meant.
pub(crate) fn period(typed: &str) -> Option<Period> {
    let tight = tight(typed);
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

/// The text with compatible forms unified (１２ → 12, （ → (), what does not show gone, trimmed. A sign that only looks
/// like a digit stays what it is: 5² is no 52, and 500① no 5001.
pub fn normal(text: &str) -> Cow<'_, str> {
    if behind_plain(text).chars().all(is_settled) {
        return Cow::Borrowed(text.trim());
    }
    let shown: String = text.chars().filter(|letter| !is_invisible(*letter)).collect();
    let pieces = shown.split_inclusive(looks_like_digit).flat_map(|piece| {
        let end = piece.trim_end_matches(looks_like_digit).len();
        let (words, sign) = piece.split_at_checked(end).unwrap_or((piece, ""));
        words.nfkc().chain(sign.chars())
    });
    Cow::Owned(pieces.collect::<String>().trim().to_owned())
}

/// Letters of which there is but one form, and most of what offices write.
pub(crate) fn is_settled(letter: char) -> bool {
    letter.is_ascii() || matches!(letter, '\u{4e00}'..='\u{9fff}' | '、' | '。' | '√' | '×')
}

/// What is left of a text behind its first letters that are settled and no white space: nothing of most. Bytes, since
/// every cell comes through here.
fn behind_plain(text: &str) -> &str {
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [b'!'..=b'~', rest @ ..] => rest,
            // U+5000 to U+9FFF, and from U+4E00 on.
            [0xE5..=0xE9, _, _, rest @ ..] | [0xE4, 0xB8..=0xBF, _, rest @ ..] => rest,
            _ => return text.get(text.len() - rest.len()..).unwrap_or(text),
        };
    }
}

/// Whether a text is its own tight form, told without making that.
pub(crate) fn is_tight(text: &str) -> bool {
    behind_plain(text).chars().all(|letter| is_settled(letter) && !letter.is_whitespace())
}

/// The same without white space, as `张 三` is 张三: for names, headers and figures. Between two figures it stays: two
/// lines, 1 and 2, are no 12.
pub fn tight(text: &str) -> Cow<'_, str> {
    if is_tight(text) {
        return Cow::Borrowed(text);
    }
    let is_figure = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',');
    let mut tight = String::new();
    for word in normal(text).split_whitespace() {
        if tight.ends_with(is_figure) && word.starts_with(is_figure) {
            tight.push(' ');
        }
        tight.push_str(word);
    }
    Cow::Owned(tight)
}

/// Whether the tight form of a text is this.
pub fn is_spelt(text: &str, tight_form: &str) -> bool {
    tight(text) == tight_form
}

/// ², ①, ½ and the like; neither full-width digits nor Roman numbers.
fn looks_like_digit(letter: char) -> bool {
    let is_digit = letter.is_ascii_digit() || matches!(letter, '０'..='９' | '\u{2160}'..='\u{2188}');
    letter.is_numeric() && !is_digit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_signs_and_numerals_have_plain_ones() {
        let plain = |text: &str| text.chars().map(half_width).collect::<String>();
        assert_eq!(plain("３村（Ａ）～。"), "3村(A)~。");
        let digits = |text: &str| text.chars().filter_map(numeral_digit).collect::<String>();
        assert_eq!(
            (digits("〇零○一二三四五六七八九"), digits("十")),
            ("000123456789".to_owned(), String::new())
        );
    }

    #[test]
    fn numerals_are_digits_and_two_numbers_stay_two() {
        for (text, digits) in [
            ("二〇二四年一月", "2024年1月"),
            (" ３　村\u{ad}", "3村"),
            ("表1 3村", "表1 3村"),
            ("表1三村", "表1 3村"),
            ("十三村", "十3村"),
        ] {
            assert_eq!(in_digits(text), digits);
            assert_eq!(in_digits(digits), digits);
        }
    }

    #[test]
    fn months_are_read_as_people_type_them() {
        let march = Month::new(2024, 3);
        for typed in ["3", "03", "3月", "3月份"] {
            assert_eq!(month(typed, Some(2024)), march, "{typed}");
            assert_eq!(month(typed, None), None, "{typed}");
        }
        for typed in ["2024-3", "2024-03", "2024年3月", "2024.3", "2024/3"] {
            assert_eq!(month(typed, Some(2025)), march, "{typed}");
            assert_eq!(month(typed, None), march, "{typed}");
        }
        for typed in ["13", "0", "三月天", "2024", "", "+3", "2024-+3"] {
            assert_eq!(month(typed, Some(2024)), None, "{typed}");
        }
    }

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
            assert_eq!(period(typed).map(|read| read.to_string()).as_deref(), Some(expected), "{typed}");
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
            assert_eq!(period(typed), None, "{typed}");
        }
    }

    #[test]
    fn white_space_and_what_does_not_show_join_no_figures() {
        assert_eq!(tight(" 张 三 "), "张三");
        assert_eq!(tight("3 月 5 日"), "3月5日");
        assert_eq!(tight("1\n2"), "1 2");
        assert_eq!(tight("1. 5"), "1. 5");
        assert_eq!(tight("✔\u{fe0f}\u{200e}"), "✔");
        assert_eq!(tight("Ⅲ类"), "III类");
    }

    #[test]
    fn most_texts_are_unified_without_being_looked_up() {
        let is_plain = |letter: char| behind_plain(&letter.to_string()).is_empty();
        let wrong = |letter: &char| is_plain(*letter) && (!is_settled(*letter) || letter.is_whitespace());
        assert_eq!(('\0'..=char::MAX).find(wrong), None);
        assert!(is_plain('一') && is_plain('\u{9fff}') && is_plain('~') && !is_plain('√'));
        assert_eq!(behind_plain("1村√村"), "√村");
        for letter in ('\0'..=char::MAX).filter(|letter| is_settled(*letter)) {
            let text = letter.to_string();
            assert!(!is_invisible(letter) && !looks_like_digit(letter), "{letter}");
            assert!(text.nfkc().eq(text.chars()), "{letter}");
        }
        for (text, form) in [("张 三", "张三"), ("张三", "张三"), ("１村", "1村"), ("1村 ", "1村")]
        {
            assert!(is_spelt(text, form), "{text}");
        }
        assert!(!is_spelt("张 三", "张 三"));
    }
}
