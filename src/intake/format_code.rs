//! A number format as the pieces that it is written in (ECMA-376-1, 18.8.31; with `!` for `\`, as programs of East Asia
//! have it). What a figure looks like, whether it is a day, and whether anybody sees it is asked of the same pieces.

/// What the general format is called, in any case.
const GENERAL: [&str; 2] = ["G/通用格式", "General"];

/// A piece of a number format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// `;`: the next of several formats begins.
    Next,
    /// `General`: the figure as it is.
    General,
    /// Shown as it stands: words in quotes, or a letter behind a sign that takes its meaning away.
    Words(&'a str),
    /// `_)`, `*-`: room as wide as a letter, or as many of it as there is room for.
    Room,
    /// `[<=100]`: the format is for such figures.
    Condition,
    /// `[h]`, `[mm]`: hours, minutes or seconds that go beyond a day.
    Elapsed,
    /// `[$¥-804]`: a currency, a language, or both.
    Currency,
    /// `[Red]`, or anything else in brackets: shows nothing.
    Colour,
    /// Any other: a place of a digit, a letter of a date, what is shown without quotes.
    Sign(char),
}

/// The pieces of a number format, one after another.
#[derive(Clone, Debug)]
pub(super) struct Pieces<'a> {
    rest: &'a str,
}

/// The pieces of a number format. Quotes and brackets that are not closed go to its end.
pub(super) fn pieces(format: &str) -> Pieces<'_> {
    Pieces { rest: format }
}

impl Pieces<'_> {
    /// Whether none is left.
    pub(super) fn is_over(&self) -> bool {
        self.rest.is_empty()
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let mut letters = self.rest.chars();
        let letter = letters.next()?;
        let behind = letters.as_str();
        let (piece, rest) = match letter {
            ';' => (Piece::Next, behind),
            '"' => {
                let (words, behind) = behind.split_once('"').unwrap_or((behind, ""));
                (Piece::Words(words), behind)
            }
            '[' => {
                let (inside, behind) = behind.split_once(']').unwrap_or((behind, ""));
                (in_brackets(inside), behind)
            }
            '\\' | '!' => {
                let (letter, behind) = parted(behind);
                (Piece::Words(letter), behind)
            }
            '_' | '*' => (Piece::Room, parted(behind).1),
            'G' | 'g' => match GENERAL.iter().find_map(|name| behind_name(self.rest, name)) {
                Some(behind) => (Piece::General, behind),
                None => (Piece::Sign(letter), behind),
            },
            letter => (Piece::Sign(letter), behind),
        };
        self.rest = rest;
        Some(piece)
    }
}

/// The first letter of a text, and what stands behind it.
fn parted(text: &str) -> (&str, &str) {
    let behind = text.chars().next().map_or(0, char::len_utf8);
    text.split_at_checked(behind).unwrap_or((text, ""))
}

fn behind_name<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (begin, behind) = text.split_at_checked(name.len())?;
    begin.eq_ignore_ascii_case(name).then_some(behind)
}

fn in_brackets<'a>(inside: &str) -> Piece<'a> {
    let is_all = |unit: char| inside.chars().all(|letter| letter.eq_ignore_ascii_case(&unit));
    match inside.chars().next() {
        Some('<' | '>' | '=') => Piece::Condition,
        Some('$') => Piece::Currency,
        Some(_) if ['h', 'm', 's'].into_iter().any(is_all) => Piece::Elapsed,
        _ => Piece::Colour,
    }
}

#[cfg(test)]
mod tests {
    use super::Piece::{Colour, Condition, Currency, Elapsed, General, Next, Room, Sign, Words};
    use super::*;

    #[track_caller]
    fn has(format: &str, expected: &[Piece<'_>]) {
        assert_eq!(pieces(format).collect::<Vec<_>>(), expected, "{format}");
    }

    /// Those that the standard explains: text in quotes and behind `\`, room, what is repeated, sections, colours,
    /// conditions, times that go beyond a day.
    #[test]
    fn a_format_is_read_as_the_standard_explains_it() {
        let zero = Sign('0');
        has(
            "0.00\" Surplus\";-0.00\" Shortage\"",
            &[
                zero,
                Sign('.'),
                zero,
                zero,
                Words(" Surplus"),
                Next,
                Sign('-'),
                zero,
                Sign('.'),
                zero,
                zero,
                Words(" Shortage"),
            ],
        );
        has("0_);(0)", &[zero, Room, Next, Sign('('), zero, Sign(')')]);
        has("0*-", &[zero, Room]);
        has("\\;0\\\"", &[Words(";"), zero, Words("\"")]);
        has("[Red][<=100];[Blue][>100]", &[Colour, Condition, Next, Colour, Condition]);
        has("[=1]0;General", &[Condition, zero, Next, General]);
        has("[h]:mm", &[Elapsed, Sign(':'), Sign('m'), Sign('m')]);
        has("[mm]:[SS]", &[Elapsed, Sign(':'), Elapsed]);
        has("[$¥-804]#", &[Currency, Sign('#')]);
        has("[$-409]@", &[Currency, Sign('@')]);
        has("m/d", &[Sign('m'), Sign('/'), Sign('d')]);
    }

    /// What stands in quotes, in brackets, or behind a sign that takes it is none of the signs of a format.
    #[test]
    fn what_another_sign_takes_is_no_sign() {
        has("\"[;\\_\"", &[Words("[;\\_")]);
        has("[\";\"]0", &[Colour, Sign('0')]);
        has("_;*;\\[!;!\"", &[Room, Room, Words("["), Words(";"), Words("\"")]);
        has("\"\"[]", &[Words(""), Colour]);
        has("[hm][color 3]", &[Colour, Colour]);
    }

    /// As programs of East Asia write it: signs of several bytes, the general format by its own name, in any case.
    #[test]
    fn letters_of_several_bytes_are_whole() {
        has("0!万_（*　\\元亩", &[Sign('0'), Words("万"), Room, Room, Words("元"), Sign('亩')]);
        has("G/通用格式\"分\"", &[General, Words("分")]);
        has("g/通用格式gENERAL", &[General, General]);
        has("G/通用", &[Sign('G'), Sign('/'), Sign('通'), Sign('用')]);
        has("gge", &[Sign('g'), Sign('g'), Sign('e')]);
    }

    #[test]
    fn what_is_not_closed_goes_to_the_end() {
        has("0\"万元;", &[Sign('0'), Words("万元;")]);
        has("[<=1;0", &[Condition]);
        has("[h", &[Elapsed]);
        has("0\\", &[Sign('0'), Words("")]);
        has("0_", &[Sign('0'), Room]);
        has("", &[]);
    }
}
