//! Sentences as they are read on paper.

use crate::number::{Number, QUOTIENT_PLACES};

/// Of a figure in a text nobody knows what it is held against: bounds are written with a decimal at most.
fn short(number: Number) -> String {
    let is_true = |places: u32| {
        let shown = number.rounded(places);
        shown == number || !shown.ends_within(1)
    };
    let places = (2..QUOTIENT_PLACES).find(|places| is_true(*places)).unwrap_or(QUOTIENT_PLACES);
    number.fixed(places)
}

/// A sentence as it is read on paper: quotients that have more decimals than anybody writes stand with two, as
/// percentages do. `48.333333333333分（3人所评的平均）` becomes `48.33分（3人所评的平均）`.
pub fn for_paper(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let (before, digits) = rest.split_at(start);
        let end = digits.find(|letter: char| !letter.is_ascii_digit() && letter != '.');
        let (figure, behind) = digits.split_at(end.unwrap_or(digits.len()));
        let is_quotient = figure.split_once('.').is_some_and(|(_, decimals)| decimals.len() > MOST_WRITTEN);
        let number = if is_quotient { Number::parse_exact(figure) } else { None };
        told.push_str(before);
        told.push_str(&number.map_or_else(|| figure.to_owned(), short));
        rest = behind;
    }
    told + rest
}

/// Nobody writes a figure with more decimals.
const MOST_WRITTEN: usize = 9;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotients_are_short_on_paper() {
        for (text, expected) in [
            ("评分48.333333333333分（3人所评的平均）", "评分48.33分（3人所评的平均）"),
            ("得7.666666666667、85.123456789分", "得7.67、85.123456789分"),
            // Neither the bound that it misses, nor a figure that somebody wrote.
            ("59.999999999999%", "59.999999999999%"),
            ("2024.1.5，0.5分。", "2024.1.5，0.5分。"),
            ("没有数", "没有数"),
        ] {
            assert_eq!(for_paper(text), expected);
        }
    }
}
