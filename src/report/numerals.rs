//! Chinese numerals, as headings are numbered.

const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// `一`, `十`, `十一`, `二十`, `二十一`; from a hundred on in digits, as no paper has so many sections.
pub(crate) fn numeral(number: usize) -> String {
    let digit = |digit: usize| DIGITS.get(digit).copied().unwrap_or_default();
    match number {
        0 | 100.. => number.to_string(),
        1..10 => digit(number).to_owned(),
        10..20 => format!("十{}", digit(number % 10)),
        20..100 => format!("{}十{}", digit(number / 10), digit(number % 10)),
    }
}

#[cfg(test)]
mod tests {
    use super::numeral;

    #[test]
    fn numerals_go_on_after_ten() {
        let expected =
            [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")];
        for (number, words) in expected {
            assert_eq!(numeral(number), words);
        }
    }
}
