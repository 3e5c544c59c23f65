//! The minute of a day at which something came or was done.

use std::fmt;

use super::{Date, date, day_of_clock};

/// The minute at which something was received or sealed, in Beijing time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minute {
    /// The day.
    pub day: Date,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
}

/// The first year of which anything is received.
const FIRST_YEAR: i16 = 1900;

impl Minute {
    /// The minute of a clock that counts seconds since 1970 in Greenwich; Beijing, whose time all of China keeps,
    /// is eight hours ahead.
    pub fn of_clock(seconds: u64) -> Option<Self> {
        let minutes = (seconds / 60).checked_add(8 * 60)?;
        let day = day_of_clock(i64::try_from(minutes / (24 * 60)).ok()?)?;
        let of_day = minutes % (24 * 60);
        Some(Self { day, hour: u8::try_from(of_day / 60).ok()?, minute: u8::try_from(of_day % 60).ok()? })
    }

    /// Reads `2024-04-03 09:20`, also `2024/4/3 9:20` as spreadsheets rewrite it; a day alone is its last minute.
    pub fn parse(text: &str) -> Option<Self> {
        // A sign is no digit, though numbers are read with one.
        let text = Some(text.trim()).filter(|text| !text.contains('+'))?;
        let (day, time) = text.split_once([' ', 'T']).unwrap_or((text, "23:59"));
        let mut numbers = day.split(['-', '/']);
        // 24/6/30 is a year that a spreadsheet cut short, and none of which anything is on record.
        let year = numbers.next()?.parse().ok().filter(|year| *year >= FIRST_YEAR)?;
        let month = numbers.next()?.parse().ok()?;
        let day = date(year, month, numbers.next()?.parse().ok()?).filter(|_| numbers.next().is_none())?;
        let mut parts = time.trim().split(':');
        let hour = parts.next()?.parse().ok().filter(|hour| *hour < 24)?;
        let minute = parts.next()?.parse().ok().filter(|minute| *minute < 60)?;
        // Seconds say nothing more.
        let seconds: u8 = parts.next().map_or(Ok(0), str::parse).ok()?;
        if seconds > 59 || parts.next().is_some() {
            return None;
        }
        Some(Self { day, hour, minute })
    }
}

/// `2024-04-03 09:20`
impl fmt::Display for Minute {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {:02}:{:02}", self.day, self.hour, self.minute)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_show_beijing_time() {
        // `date -u -d @1712107230` says Wed Apr 3 01:20:30 UTC 2024.
        assert_eq!(Minute::of_clock(1_712_107_230).unwrap().to_string(), "2024-04-03 09:20");
        assert_eq!(Minute::of_clock(1_735_660_800).unwrap().to_string(), "2025-01-01 00:00");
    }

    #[test]
    fn minutes_are_written_as_they_are_read() {
        for text in ["2024-04-03 09:20", "2024-12-31 23:59"] {
            assert_eq!(Minute::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Minute::parse("2024-04-03").unwrap().to_string(), "2024-04-03 23:59");
        assert_eq!(Minute::parse("2024/4/3 9:20:59"), Minute::parse("2024-04-03 09:20"));
        for text in [
            "2024-04-31 09:20",
            "2024-04-03 24:00",
            "4月3日",
            "2024-04-03 9",
            "24/4/3 9:20",
            "2024/4/3 9:20:60",
            "2024/4/3 9:20:00:00",
            "2024/4/3 9:20 9:30",
        ] {
            assert_eq!(Minute::parse(text), None, "{text}");
        }
    }
}
