//! What a number format makes of a figure: a percentage, a figure with a unit behind it, or the figure itself. Formats of
//! dates are calamine's.

use super::cell::Cell;

/// Units that a number format may write behind a figure. In `0"%"` the sign is a word like any other: the number is shown
/// as it is, with the sign behind it.
const UNITS: &[&str] =
    &["万元", "亿元", "千元", "百元", "万斤", "公斤", "千克", "万", "亿", "元", "吨", "担", "斤", "%"];

/// What the general format is called, in any case.
const GENERAL: [&str; 2] = ["G/通用格式", "General"];

/// What a number format makes of a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Look {
    /// The figure itself, or some words that change nothing.
    #[default]
    Plain,
    /// A hundredfold with a percent sign.
    Percent,
    /// The figure with a unit behind it, as if somebody had typed that.
    Unit(&'static str),
}

impl Look {
    /// What a format says. Of several formats the first is for numbers above 0.
    pub(super) fn of(format: &str) -> Self {
        let signs = signs(format);
        if signs.contains(&Sign::Percent) {
            return Self::Percent;
        }
        unit(&signs).map_or(Self::Plain, Self::Unit)
    }

    pub(super) fn is_percent(self) -> bool {
        self == Self::Percent
    }

    /// A figure together with the unit that is shown behind it.
    pub(super) fn apply(self, cell: Cell) -> Cell {
        match (self, cell) {
            (Self::Unit(unit), Cell::Number { value, .. }) => Cell::Text(format!("{value}{unit}").into()),
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

/// The signs of the first of several formats.
fn signs(format: &str) -> Vec<Sign> {
    let mut signs = Vec::new();
    let mut rest = format;
    while let Some(letter) = rest.chars().next() {
        if let Some(name) = GENERAL.iter().find(|name| begins_with(rest, name)) {
            signs.push(Sign::Digit);
            rest = rest.get(name.len()..).unwrap_or_default();
            continue;
        }
        rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        match letter {
            ';' => break,
            '"' => {
                let (words, behind) = rest.split_once('"').unwrap_or((rest, ""));
                signs.extend(words.chars().map(Sign::Shown));
                rest = behind;
            }
            // A colour, a condition, a currency with its language.
            '[' => rest = rest.split_once(']').map_or("", |(_, behind)| behind),
            '\\' | '!' => signs.extend(skip(&mut rest).map(Sign::Shown)),
            // Room as wide as the next sign, or as many of it as there is room for.
            '_' | '*' => _ = skip(&mut rest),
            '0' | '#' | '?' => signs.push(Sign::Digit),
            ',' => signs.push(Sign::Comma),
            '%' => signs.push(Sign::Percent),
            '.' => {}
            shown => signs.push(Sign::Shown(shown)),
        }
    }
    signs
}

fn begins_with(text: &str, name: &str) -> bool {
    text.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name))
}

fn skip(rest: &mut &str) -> Option<char> {
    let next = rest.chars().next()?;
    *rest = rest.get(next.len_utf8()..).unwrap_or_default();
    Some(next)
}

/// The unit behind the digits, as in `0.0"万元"`. A format that divides what it shows, by a comma behind its digits or a
/// point of its own among them, shows the same amount in another unit.
fn unit(signs: &[Sign]) -> Option<&'static str> {
    let first = signs.iter().position(|sign| *sign == Sign::Digit)?;
    let last = signs.iter().rposition(|sign| *sign == Sign::Digit)?;
    let (among, behind) = (signs.get(first..last)?, signs.get(last..)?);
    if among.contains(&Sign::Shown('.')) || behind.contains(&Sign::Comma) {
        return None;
    }
    let shown = |sign: &Sign| if let Sign::Shown(letter) = sign { Some(*letter) } else { None };
    let word: String = behind.iter().filter_map(shown).collect();
    let word = word.trim_matches([' ', '（', '）', '(', ')']);
    UNITS.iter().copied().find(|unit| *unit == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percent_sign_that_is_a_word_multiplies_nothing() {
        for format in ["0%", "0.00%;[Red]-0.00%", "0.0%\"（估）\"", "[Blue]0%_)", "\"约\"0%"] {
            assert_eq!(Look::of(format), Look::Percent, "{format}");
        }
        for format in ["0\"%\"", "0.0\\%", "0!%", "General\"%\""] {
            assert_eq!(Look::of(format), Look::Unit("%"), "{format}");
        }
        for format in ["0;0%", "0.00_%", "0*%", "[$%-804]0", ""] {
            assert_eq!(Look::of(format), Look::Plain, "{format}");
        }
    }

    #[test]
    fn a_unit_in_a_format_is_one_that_is_shown_behind_the_figure_itself() {
        for (format, unit) in [
            ("0.0\"万元\"", "万元"),
            ("#,##0.00\"万\"", "万"),
            ("0\"公斤\";-0\"公斤\"", "公斤"),
            ("General\"元\"", "元"),
            ("G/通用格式\"元\"", "元"),
            ("0.00\\ \"万元\"", "万元"),
            ("\"¥\"#,##0.00\"万元\"", "万元"),
            ("[$¥-804]#,##0.00\"万元\"_);[Red]([$¥-804]#,##0.00\"万元\")", "万元"),
            ("0.0\\万\\元", "万元"),
            ("0.0!万!元", "万元"),
            ("0.0万元", "万元"),
            ("0.00_ \"万元\"", "万元"),
            ("0(万元)", "万元"),
        ] {
            assert_eq!(Look::of(format), Look::Unit(unit), "{format}");
        }
        for format in [
            "0!.0,\"万\"",
            "0!.0000\"万元\"",
            "0.0000,\"千元\"",
            "0\"次\"",
            "\"约\"0",
            "0.0",
            "0.00_);[Red](0.00)\"万\"",
            "yyyy\"年\"m\"月\"",
            "",
            "0\\.0,\"万\"",
            "@\"元\"",
        ] {
            assert_eq!(Look::of(format), Look::Plain, "{format}");
        }
        assert_eq!(Look::of("0.0%"), Look::Percent);
    }
}
