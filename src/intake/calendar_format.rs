//! Whether a number format shows a figure as a day, or as a length of time.

use super::format_code::{Piece, pieces};

/// What a figure is by its number format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Clock {
    /// A figure.
    #[default]
    None,
    /// A day, or a time of day.
    Day,
    /// Hours, minutes or seconds that go beyond a day, as `[h]:mm`.
    Length,
}

impl Clock {
    /// What the first format of a code says, which is that of figures above 0.
    pub(super) fn of(code: &str) -> Self {
        // `AM/PM` and `A/P` stand for a time of day.
        let mut is_behind_a = false;
        // `aaa` and `aaaa` are the day of the week.
        let mut letters_a = 0;
        for piece in pieces(code) {
            let letter = match piece {
                Piece::Next => break,
                Piece::Elapsed => return Self::Length,
                Piece::Sign(letter) => letter.to_ascii_lowercase(),
                _ => continue,
            };
            match letter {
                'd' | 'm' | 'h' | 'y' | 's' => return Self::Day,
                'p' | '/' if is_behind_a => return Self::Day,
                'a' if letters_a == 2 => return Self::Day,
                'a' => (is_behind_a, letters_a) = (true, letters_a + 1),
                _ => letters_a = 0,
            }
        }
        Self::None
    }

    /// What a format says that every program knows by its number. Some differ from language to language, but are days in
    /// each of those of East Asia.
    pub(super) fn numbered(id: u32) -> Self {
        match id {
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Self::Day,
            46 => Self::Length,
            _ => Self::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_lengths_of_time_are_told_from_figures() {
        let days = [
            "yyyy\"年\"m\"月\"d\"日\"",
            "[$-804]yyyy/m/d",
            "DD/MM/YY",
            "h:mm;@",
            "上午/下午h\"时\"",
            "[$-F400]h:mm AM/PM",
            "a/p",
            "*-yyyy",
            "[red]m-d",
            "aaaa",
            "[$-804]aaa;@",
        ];
        for code in days {
            assert_eq!(Clock::of(code), Clock::Day, "{code}");
        }
        for code in ["[h]:mm:ss", "[HH]", "[Blue]\\+[mm]", "[s].00", "[>=100][Red][h]"] {
            assert_eq!(Clock::of(code), Clock::Length, "{code}");
        }
        let figures = [
            "General",
            "G/通用格式",
            "0.00",
            "#,##0_);[Red](#,##0)",
            "0.00E+00",
            "0\"day\"",
            "0.0!m",
            "0!d",
            "0\\d\\a\\y",
            "0_d",
            "#,##0*y",
            "0;yyyy",
            "[$-804]0",
            "[$USD-409]0",
            "[]0",
            "@",
            "",
            "0\"万元",
        ];
        for code in figures {
            assert_eq!(Clock::of(code), Clock::None, "{code}");
        }
        assert_eq!([9, 14, 31, 46, 49, 58, 164].map(Clock::numbered), {
            use Clock::{Day, Length, None};
            [None, Day, Day, Length, None, Day, None]
        });
    }
}
