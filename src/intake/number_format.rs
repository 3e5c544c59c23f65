//! What a number format makes of a figure: a percentage, a figure with a unit behind it, or the figure itself. Formats of
//! dates are `calendar_format`'s.

use super::cell::Cell;
use super::format_code::{Piece, Pieces, pieces};
use super::units;
use crate::number::Number;

/// What a format may write before a figure that it takes off or adds.
const DIRECTIONS: &[&str] = &["扣", "减", "-", "－", "−", "负", "加", "+", "＋"];

/// What a number format makes of a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Look {
    /// The figure itself, or some words that change nothing.
    #[default]
    Plain,
    /// A hundredfold with a percent sign.
    Percent,
    /// Other words than the figure: read as if somebody had typed them.
    Worded(Words),
    /// One thing or the other, by a condition such as `[<=1]`: no reader takes it for a figure.
    Divided,
}

/// What a format shows of a figure above 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// What stands before it, as in `"扣"0`.
    direction: &'static str,
    /// How many places its point is moved to the left, as in `0!.0,"万"`.
    places: u32,
    /// What stands behind it, as in `0.0"万元"`.
    unit: &'static str,
}

impl Words {
    /// The figure in the words that are shown. One made smaller with no unit behind it may be meant as it stands or as it
    /// is shown: no reader takes it for a figure.
    fn of(self, value: Number) -> String {
        let Self { direction, places, unit } = self;
        match smaller(value, places) {
            Some(shown) if places > 0 && unit.is_empty() => {
                format!("{direction}{shown}（格式缩小了显示，实为{value}）")
            }
            Some(shown) => format!("{direction}{shown}{unit}"),
            None => format!("{value}（格式缩小了显示）"),
        }
    }
}

/// A figure with its point moved to the left; `None` beyond the places that there are.
fn smaller(value: Number, places: u32) -> Option<Number> {
    let tenth = Number::parse("0.1")?;
    (0..places).try_fold(value, |value, _| value.times(tenth).ok())
}

impl Look {
    /// What a format says. Of several formats the first is for numbers above 0, unless they have conditions: then they
    /// have to say the same.
    pub(super) fn of(format: &str) -> Self {
        let mut pieces = pieces(format);
        let (first, is_divided) = signs(&mut pieces);
        let look = Self::of_signs(&first);
        while is_divided && !pieces.is_over() {
            let (next, _) = signs(&mut pieces);
            if Self::of_signs(&next) != look {
                return Self::Divided;
            }
        }
        look
    }

    /// What a format says that every program knows by its number.
    pub(super) fn numbered(id: u32) -> Self {
        if matches!(id, 9 | 10) { Self::Percent } else { Self::Plain }
    }

    fn of_signs(signs: &[Sign]) -> Self {
        if signs.contains(&Sign::Percent) {
            return Self::Percent;
        }
        words(signs).filter(|words| *words != Words::default()).map_or(Self::Plain, Self::Worded)
    }

    pub(super) fn is_percent(self) -> bool {
        self == Self::Percent
    }

    /// A figure in the words that are shown.
    pub(super) fn apply(self, cell: Cell) -> Cell {
        match (self, cell) {
            (Self::Worded(words), Cell::Number { value, .. }) if value > Number::ZERO => {
                Cell::Text(words.of(value).into())
            }
            // The direction is that of figures above 0 alone.
            (Self::Worded(words), Cell::Number { value, .. })
                if words.places > 0 || !words.unit.is_empty() =>
            {
                Cell::Text(Words { direction: "", ..words }.of(value).into())
            }
            (Self::Divided, Cell::Number { value, .. }) => {
                Cell::Text(format!("{value}（数字格式按大小分几种写法，看不准）").into())
            }
            (_, cell) => cell,
        }
    }
}

/// One thing that a format shows or does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A place of a digit.
    Digit,
    /// Parts thousands, or divides by one behind the last digit.
    Comma,
    /// Makes a hundredfold.
    Percent,
    /// Shown as it stands, with or without quotes.
    Shown(char),
}

/// The signs of the next of several formats, and whether it is for figures of a condition.
fn signs(pieces: &mut Pieces<'_>) -> (Vec<Sign>, bool) {
    let mut signs = Vec::new();
    let mut has_condition = false;
    for piece in pieces {
        match piece {
            Piece::Next => break,
            Piece::Words(words) => signs.extend(words.chars().map(Sign::Shown)),
            Piece::Condition => has_condition = true,
            Piece::General | Piece::Sign('0' | '#' | '?') => signs.push(Sign::Digit),
            Piece::Sign(',') => signs.push(Sign::Comma),
            Piece::Sign('%') => signs.push(Sign::Percent),
            Piece::Sign('.') | Piece::Room | Piece::Elapsed | Piece::Currency | Piece::Colour => {}
            Piece::Sign(shown) => signs.push(Sign::Shown(shown)),
        }
    }
    (signs, has_condition)
}

/// What is shown of a figure, from before its digits to behind them. A comma behind the digits divides by a thousand, a
/// point of its own among them stands further to the left than that of the figure.
fn words(signs: &[Sign]) -> Option<Words> {
    let first = signs.iter().position(|sign| *sign == Sign::Digit)?;
    let last = signs.iter().rposition(|sign| *sign == Sign::Digit)?;
    let (before, among, behind) = (signs.get(..first)?, signs.get(first..=last)?, signs.get(last..)?);
    let is_digit = |sign: &&Sign| **sign == Sign::Digit;
    let own_point = among.iter().position(|sign| *sign == Sign::Shown('.'));
    let behind_point = own_point.and_then(|point| among.get(point..)).unwrap_or_default();
    let thousands = behind.iter().filter(|sign| **sign == Sign::Comma).count();
    let places = u32::try_from(behind_point.iter().filter(is_digit).count() + 3 * thousands).ok()?;
    let direction = shown(before);
    let direction = DIRECTIONS.iter().copied().find(|word| *word == direction).unwrap_or_default();
    let word = shown(behind);
    // In `0"%"` the sign is a word like any other: the number is shown as it is, with the sign behind it.
    let unit = units::known(word.trim_matches(['（', '）', '(', ')']));
    Some(Words { direction, places, unit: unit.unwrap_or_default() })
}

/// The words among signs.
fn shown(signs: &[Sign]) -> String {
    let letter = |sign: &Sign| if let Sign::Shown(letter) = sign { Some(*letter) } else { None };
    let words: String = signs.iter().filter_map(letter).collect();
    words.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(format: &str, typed: &str, expected: &str) {
        let value = Number::parse(typed).unwrap();
        let cell = Look::of(format).apply(Cell::Number { value, percent: false });
        let expected = match Number::parse(expected) {
            Some(value) => Cell::Number { value, percent: false },
            None => Cell::Text(expected.into()),
        };
        assert_eq!(cell, expected, "{format}");
    }

    #[test]
    fn a_percent_sign_that_is_a_word_multiplies_nothing() {
        for format in ["0%", "0.00%;[Red]-0.00%", "0.0%\"（估）\"", "[Blue]0%_)", "\"约\"0%"] {
            assert_eq!(Look::of(format), Look::Percent, "{format}");
        }
        for format in ["0\"%\"", "0.0\\%", "0!%", "General\"%\""] {
            reads(format, "60", "60%");
        }
        for format in ["0;0%", "0.00_%", "0*%", "[$%-804]0", ""] {
            assert_eq!(Look::of(format), Look::Plain, "{format}");
        }
    }

    #[test]
    fn a_unit_behind_the_figure_is_read_with_it() {
        for format in [
            "0.0\"万元\"",
            "#,##0.00\"万元\"",
            "0.00\\ \"万元\"",
            "\"¥\"#,##0.00\"万元\"",
            "[$¥-804]#,##0.00\"万元\"_);[Red]([$¥-804]#,##0.00\"万元\")",
            "0.0\\万\\元",
            "0.0!万!元",
            "0.0万元",
            "0.00_ \"万元\"",
            "0(万元)",
            "G/通用格式\"万元\"",
            "General\"万元\";-General\"万元\"",
        ] {
            reads(format, "5.51", "5.51万元");
        }
        for format in
            ["0\"次\"", "\"约\"0", "0.0", "0.00_);[Red](0.00)\"万\"", "yyyy\"年\"m\"月\"", "", "@\"元\""]
        {
            assert_eq!(Look::of(format), Look::Plain, "{format}");
        }
    }

    #[test]
    fn what_is_shown_by_a_condition_is_no_figure_unless_all_say_the_same() {
        let unclear = "95.5（数字格式按大小分几种写法，看不准）";
        for format in ["[<=1]0.0%;0.0\"%\"", "[>100]0.0;[<=1]0.0%", "[Red][<=1]0%;0"] {
            reads(format, "95.5", unclear);
        }
        reads("[>=60]0.0;[Red]0.0", "95.5", "95.5");
        reads("[Red][<60]0.0\"亩\";0.0\"亩\"", "95.5", "95.5亩");
    }

    #[test]
    fn every_unit_of_land_and_weight_is_one() {
        for unit in ["公顷", "亩", "万亩", "平方米", "万吨", "克"] {
            reads(&format!("0.0\"{unit}\""), "3.5", &format!("3.5{unit}"));
        }
    }

    #[test]
    fn a_figure_that_is_shown_smaller_is_read_as_it_is_shown() {
        for format in ["0!.0,\"万\"", "0\\.0,\"万\"", "0!.0000\"万\""] {
            reads(format, "150000", "15万");
        }
        reads("#,##0.0,\"千元\"", "5510", "5.51千元");
        for format in ["0!.0,", "0!.0000"] {
            reads(format, "150000", "15（格式缩小了显示，实为150000）");
        }
        reads("0.0,", "150000", "150（格式缩小了显示，实为150000）");
    }

    #[test]
    fn what_is_shown_as_taken_off_is_taken_off() {
        for (format, expected) in
            [("\"扣\"0.0\"分\"", "扣1.5"), ("-0.0", "-1.5"), ("\"-\"0.0", "-1.5"), ("+0.0;-0.0", "+1.5")]
        {
            let value = Number::parse("1.5").unwrap();
            let cell = Look::of(format).apply(Cell::Number { value, percent: false });
            assert_eq!(cell, Cell::Text(expected.into()), "{format}");
        }
        reads("+0.0;-0.0", "-1.5", "-1.5");
    }
}
