//! One cell of a spreadsheet, and the only place where a binary float becomes the decimal that was typed.

use std::borrow::Cow;
use std::fmt;

use calamine::{Data, ExcelDateTime, ExcelDateTimeType};

use super::calendar_format::Clock;
use super::number_format::Look;
use super::text;
use crate::number::Number;
use crate::period::{Date, date};
use crate::text::Text;
use crate::typed::is_invisible;

const ZERO: Cell = Cell::Number { value: Number::ZERO, percent: false };

/// What a cell holds. A blank cell is no cell at all.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// Words, as typed; cells that share them in the workbook share them here.
    Text(Text),
    /// A number; `percent` if its format shows a percentage.
    Number { value: Number, percent: bool },
    /// A number too long to have kept its digits.
    LongNumber(String),
    /// A date, by its format; a time of day is dropped.
    Date(Date),
    /// TRUE or FALSE.
    Flag(bool),
    /// `#REF!` and the like.
    Fault(String),
    /// A formula whose result was never saved.
    Uncached,
}

/// More letters than this tell nobody more.
const MOST_QUOTED: usize = 60;

impl Cell {
    /// The cell's words or figure, whole; words are not copied.
    pub(super) fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            other => Cow::Owned(other.to_string()),
        }
    }

    /// What the cell shows, without white space: see [`text::tight`].
    pub(super) fn tight(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => text::tight(text),
            other => Cow::Owned(text::tight(&other.to_string()).into_owned()),
        }
    }

    /// The cell as a message quotes it: on one line, and no longer than can be read.
    pub(super) fn quoted(&self) -> String {
        let whole = self.to_string();
        let line = whole.split(['\r', '\n']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        if line.chars().count() <= MOST_QUOTED {
            return line;
        }
        format!("{}…", line.chars().take(MOST_QUOTED).collect::<String>())
    }
}

/// How a formula reads whose result was not kept.
pub const NOT_COMPUTED: &str = "未计算的公式";

/// The cell's words or figure, whole.
impl fmt::Display for Cell {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number { value, percent: true } => match value.times(Number::HUNDRED) {
                Ok(hundredfold) => write!(out, "{hundredfold}%"),
                Err(_) => write!(out, "{value}"),
            },
            Self::Number { value, .. } => write!(out, "{value}"),
            Self::Text(text) => out.write_str(text),
            Self::LongNumber(text) | Self::Fault(text) => out.write_str(text),
            Self::Date(day) => write!(out, "{day}"),
            Self::Flag(true) => out.write_str("TRUE"),
            Self::Flag(false) => out.write_str("FALSE"),
            Self::Uncached => out.write_str(NOT_COMPUTED),
        }
    }
}

/// The figure that a workbook writes, or the day; `look` and `clock` are what its number format says. `None` for what is no
/// figure.
#[expect(clippy::disallowed_types, reason = "spreadsheets store binary floats; here they end")]
pub(super) fn figure(written: &str, look: Look, clock: Clock, is_1904: bool) -> Option<Cell> {
    if let (Clock::None, Some(value)) = (clock, short_decimal(written)) {
        return Some(look.apply(Cell::Number { value, percent: look.is_percent() }));
    }
    let float: f64 = written.parse().ok()?;
    let moment = |kind| moment_cell(&ExcelDateTime::new(float, kind, is_1904));
    Some(match clock {
        Clock::None => look.apply(number(float, look.is_percent())),
        Clock::Day => moment(ExcelDateTimeType::DateTime),
        Clock::Length => moment(ExcelDateTimeType::TimeDelta),
    })
}

/// A figure written in so few digits that a float keeps each of them: what the float would come to is what is written.
fn short_decimal(written: &str) -> Option<Number> {
    const MOST_SIGNS: usize = 15;
    let is_plain = written.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (is_plain && written.len() <= MOST_SIGNS).then(|| Number::parse(written))?
}

/// Whether a workbook writes the figure 0, whatever its format.
#[expect(clippy::disallowed_types, reason = "spreadsheets store binary floats; here they end")]
pub(super) fn is_zero(written: &str) -> bool {
    written.parse::<f64>().is_ok_and(|float| number(float, false) == ZERO)
}

/// Converts a value of an old workbook; `look` is what its number format says. `None` for blank.
pub(super) fn convert(value: &Data, look: Look) -> Option<Cell> {
    let percent = look.is_percent();
    let cell = match value {
        Data::Empty => None,
        Data::Int(whole) => Some(whole_number(*whole, percent)),
        Data::Float(float) => Some(number(*float, percent)),
        Data::Bool(flag) => Some(Cell::Flag(*flag)),
        Data::DateTime(moment) => Some(moment_cell(moment)),
        // A formula whose result was never saved comes out as empty words.
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => words(text),
        Data::Error(error) => Some(Cell::Fault(error.to_string())),
    };
    cell.map(|cell| look.apply(cell))
}

/// Words; nothing but white space and characters that do not show is blank.
pub(super) fn words(text: &str) -> Option<Cell> {
    let blank = text.chars().all(|letter| letter.is_whitespace() || is_invisible(letter));
    (!blank).then(|| Cell::Text((&*printable(text)).into()))
}

/// Words that any paper can hold: what parts lines in Word, as it comes when a paragraph is pasted, parts them here; signs
/// that no document may have are gone.
fn printable(text: &str) -> Cow<'_, str> {
    const PARTS_LINES: [char; 6] = ['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    let is_unheard_of = |letter: char| {
        matches!(letter, '\u{fffe}' | '\u{ffff}') || letter.is_control() && !matches!(letter, '\t' | '\n')
    };
    // Letters and figures begin with none of these bytes, which is soon found out.
    let is_plain = |byte: u8| byte >= b' ' && !matches!(byte, 0x7f | 0xc2 | 0xe2 | 0xef);
    if text.bytes().all(is_plain)
        || !text.contains(|letter| PARTS_LINES.contains(&letter) || is_unheard_of(letter))
    {
        return Cow::Borrowed(text);
    }
    let lines = text.replace("\r\n", "\n").replace(PARTS_LINES, "\n");
    Cow::Owned(lines.chars().filter(|letter| !is_unheard_of(*letter)).collect())
}

fn whole_number(whole: i64, percent: bool) -> Cell {
    let digits = whole.to_string();
    match Number::parse(&digits) {
        Some(value) => Cell::Number { value, percent },
        None => Cell::LongNumber(digits),
    }
}

/// Fifteen significant digits: what a spreadsheet shows, and all that it lets a person type.
#[expect(clippy::disallowed_types, reason = "spreadsheets store binary floats; here they end")]
fn number(float: f64, percent: bool) -> Cell {
    if let Some(value) = short_whole(float) {
        return Cell::Number { value, percent };
    }
    // The shortest decimal of a float, if it has no more digits, is the one that was typed.
    match Number::parse(&float.to_string()).or_else(|| expand(&format!("{float:.14e}"))) {
        Some(value) => Cell::Number { value, percent },
        None => Cell::LongNumber(float.to_string()),
    }
}

/// A whole figure of so few digits that a float keeps each of them, as most are.
#[expect(
    clippy::disallowed_types,
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whether anything stands behind the point is asked, and what does not is cut off"
)]
fn short_whole(float: f64) -> Option<Number> {
    let is_short = (0.0..1e9).contains(&float) && float.trunc() == float;
    is_short.then(|| Number::from(float as u32))
}

/// `1.23450000000000e2` → 123.45; `None` beyond 15 digits before the point or 20 after.
fn expand(scientific: &str) -> Option<Number> {
    let (mantissa, exponent) = scientific.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let digits: String = mantissa.chars().filter(|c| *c != '.').collect();
    if !(-20..15).contains(&exponent) {
        return digits.chars().all(|c| c == '0').then_some(Number::ZERO);
    }
    let point = exponent + 1;
    let plain = if point <= 0 {
        let zeros = "0".repeat(usize::try_from(-point).ok()?);
        format!("0.{zeros}{digits}")
    } else {
        let (whole, fraction) = digits.split_at_checked(usize::try_from(point).ok()?)?;
        format!("{whole}.{fraction}")
    };
    let trimmed = plain.trim_end_matches('0').trim_end_matches('.');
    Number::parse(&format!("{sign}{trimmed}"))
}

fn moment_cell(moment: &ExcelDateTime) -> Cell {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let found = i16::try_from(year)
        .ok()
        .zip(i8::try_from(month).ok())
        .zip(i8::try_from(day).ok())
        .and_then(|((year, month), day)| date(year, month, day));
    match found {
        Some(day) if moment.is_datetime() => Cell::Date(day),
        // 36:00 is no 1.5, and no count of anything.
        _ => Cell::Text(format!("时长{}天", moment.as_f64()).into()),
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_types, reason = "the cases are floats")]
mod tests {
    use super::*;

    #[track_caller]
    fn case(float: f64, typed: &str) {
        assert_eq!(
            number(float, false),
            Cell::Number { value: Number::parse(typed).unwrap(), percent: false }
        );
    }

    #[test]
    fn words_are_what_a_paper_can_hold() {
        let read = |typed: &str| words(typed);
        let said = |expected: &str| Some(Cell::Text(expected.into()));
        assert_eq!(read("迟报\u{b}两次"), said("迟报\n两次"));
        assert_eq!(read("迟报\r两次\r\n三次"), said("迟报\n两次\n三次"));
        assert_eq!(read("迟\u{1}报\u{ffff}\t一次"), said("迟报\t一次"));
        assert_eq!(read("迟报\n两次"), said("迟报\n两次"));
    }

    #[test]
    fn a_float_becomes_the_decimal_that_was_typed() {
        case(0.1, "0.1");
        case(2.675, "2.675");
        case(0.1 + 0.2, "0.3");
        case(1.005 * 1000.0, "1005");
        case(4.35 * 100.0, "435");
        case(1.0 / 3.0, "0.333333333333333");
        case(0.579_999_999_999_999_9, "0.58");
        case(12.0, "12");
        case(-0.5, "-0.5");
        case(0.000_012_5, "0.0000125");
        case(999_999_999_999_999.0, "999999999999999");
        case(0.0, "0");
        case(-0.0, "0");
        case(999_999_999.0, "999999999");
        case(999_999_999.5, "999999999.5");
        case(1_000_000_000.0, "1000000000");
    }

    #[test]
    fn what_is_written_in_few_digits_is_what_its_float_comes_to() {
        let wholes = ["0", "00", "7", "007", "12", "999999999", "123456789012345"];
        let parts = ["0.5", "0.10", "2.675", "85.50", "0.000000000001", "1234567.1234567", "0.1", "99.999"];
        for written in wholes.into_iter().chain(parts) {
            let by_float = number(written.parse().unwrap(), false);
            let value = short_decimal(written).unwrap();
            assert_eq!(Cell::Number { value, percent: false }, by_float, "{written}");
        }
        for other in ["", ".", "1.2.3", "1e2", "-1", "1234567890.123456", "１"] {
            assert_eq!(short_decimal(other), None, "{other}");
        }
    }

    #[test]
    fn numbers_that_lost_their_digits_are_not_numbers() {
        assert!(matches!(number(530_102_199_001_011_234.0, false), Cell::LongNumber(_)));
        assert!(matches!(number(f64::NAN, false), Cell::LongNumber(_)));
        assert!(matches!(number(f64::INFINITY, false), Cell::LongNumber(_)));
    }
}
