//! Days as schemes write them, mostly without a year: `03-20`, `02-end`, `2024-07-01`.

use std::fmt;

use super::{Date, chinese_date, date, digits};

/// What stands for the last day of a month: of February there is one, but no number is that of every year.
const END: &str = "end";

/// A year whose February has 29 days.
const LEAP: i16 = 2024;

/// A day of the year without its year, as schemes write dates: `03-20`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthDay {
    month: i8,
    day: i8,
}

/// A day on which something comes into force or ends: of one year, or of every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Of one year: `2024-07-01`.
    Once(Date),
    /// Of every year: `07-01`.
    Yearly(MonthDay),
}

impl MonthDay {
    /// Reads `03-20`, and `02-end`, the last day of a month; 29 February is refused, since most years lack it.
    pub fn parse(text: &str) -> Option<Self> {
        let (month, day) = text.split_once('-')?;
        let month = digits(month, 2)?;
        if day == END {
            return date(LEAP, month, 1).map(|first| Self { month, day: first.last_of_month().day() });
        }
        let day = digits(day, 2)?;
        date(2023, month, day).map(|_| Self { month, day })
    }

    /// This day in `year`. 28 February 2023 and the like exist in every year; 29 February is the end of the month.
    pub fn in_year(self, year: i16) -> Date {
        let first = Date::constant(year, self.month, 1);
        date(year, self.month, self.day).unwrap_or_else(|| first.last_of_month())
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match date(2023, self.month, self.day) {
            Some(_) => write!(out, "{}月{}日", self.month, self.day),
            None => write!(out, "{}月末", self.month),
        }
    }
}

impl Moment {
    /// Reads `2024-07-01` or `07-01`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(day) = MonthDay::parse(text) {
            return Some(Self::Yearly(day));
        }
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        date(digits(year, 4)?, digits(month, 2)?, digits(day, 2)?).map(Self::Once)
    }

    /// The day, for a result of `year`.
    pub fn in_year(self, year: i16) -> Date {
        match self {
            Self::Once(day) => day,
            Self::Yearly(day) => day.in_year(year),
        }
    }
}

/// Reads a day of one year: `2024-07-01`.
pub fn parse_date(text: &str) -> Option<Date> {
    match Moment::parse(text)? {
        Moment::Once(day) => Some(day),
        Moment::Yearly(_) => None,
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Once(day) => out.write_str(&chinese_date(*day)),
            Self::Yearly(day) => day.fmt(out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_of_one_year_or_of_each() {
        let day = |text: &str, year| Moment::parse(text).map(|moment| moment.in_year(year).to_string());
        assert_eq!(day("2024-07-01", 2025).as_deref(), Some("2024-07-01"));
        assert_eq!(day("07-01", 2025).as_deref(), Some("2025-07-01"));
        for text in ["2024-7-1", "2024-02-30", "7月1日", "2024-07-01T", ""] {
            assert!(Moment::parse(text).is_none(), "{text}");
        }
        assert_eq!(parse_date("2024-07-01"), date(2024, 7, 1));
        assert_eq!(parse_date("07-01"), None);
    }

    #[test]
    fn dates_of_the_year_are_real_days() {
        assert!(MonthDay::parse("03-20").is_some());
        for text in
            ["02-29", "04-31", "13-01", "3-20", "0320", "13-end", "2-end", "02-END", "02-end ", "end", "02-"]
        {
            assert!(MonthDay::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn months_end_on_their_last_day() {
        let day = |text: &str, year| MonthDay::parse(text).unwrap().in_year(year).to_string();
        assert_eq!(day("02-end", 2023), "2023-02-28");
        assert_eq!(day("02-end", 2024), "2024-02-29");
        assert_eq!(day("02-end", 2100), "2100-02-28");
        assert_eq!(day("04-end", 2023), "2023-04-30");
        assert_eq!(day("12-end", 2024), "2024-12-31");
        assert_eq!(MonthDay::parse("02-end").unwrap().to_string(), "2月末");
        assert_eq!(MonthDay::parse("04-end"), MonthDay::parse("04-30"));
        assert_eq!(Moment::parse("02-end").unwrap().in_year(2025).to_string(), "2025-02-28");
        assert_eq!(Moment::parse("2024-02-end"), None);
    }
}
