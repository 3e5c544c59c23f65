//! What people type, sign by sign: signs that nobody sees, full-width signs, numerals; and months as they are written.

use crate::period::Month;

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

/// `2024-3`, `2024-03`, `2024年3月`, `2024.3`; `3` and `3月份` of a year that is known.
pub(crate) fn month(typed: &str, year: Option<i16>) -> Option<Month> {
    let plain = typed.replace(['年', '/', '.'], "-");
    let plain = plain.trim_end_matches(['月', '份']);
    match plain.split_once('-') {
        Some((year, month)) => Month::new(year.parse().ok()?, month.parse().ok()?),
        None => Month::new(year?, plain.parse().ok()?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_signs_and_numerals_have_plain_ones() {
        let plain = |text: &str| text.chars().map(half_width).collect::<String>();
        assert_eq!(plain("３村（Ａ）～。"), "3村(A)~。");
        let digits = |text: &str| text.chars().filter_map(numeral_digit).collect::<String>();
        assert_eq!((digits("二〇二四"), digits("一零三十")), ("2024".to_owned(), "103".to_owned()));
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
        for typed in ["13", "0", "三月天", "2024", ""] {
            assert_eq!(month(typed, Some(2024)), None, "{typed}");
        }
    }
}
