//! Days, months and the periods that are scored: month, quarter, half-year, calendar year.
//!
//! The only home of `jiff`. There is no clock here: every date comes from a file or the command line.

mod minute;
mod month_day;

use std::fmt;
use std::ops::RangeInclusive;

pub use jiff::civil::Date;
pub use minute::Minute;
pub use month_day::{Moment, MonthDay, parse_date};

/// A calendar month, as in the folder `records/2024-03`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    year: i16,
    month: i8,
}

/// How often a duty recurs or how long an account runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Length {
    /// 月
    Month,
    /// 季度
    Quarter,
    /// 半年
    HalfYear,
    /// 年
    Year,
}

/// What `--period` names: `2024-03`, `2024-Q1`, `2024-H1` or `2024`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    year: i16,
    length: Length,
    /// Counted from 1 within the year.
    index: i8,
}

/// The figure of so many digits and nothing else: a sign is no digit.
fn digits<N: std::str::FromStr>(text: &str, length: usize) -> Option<N> {
    let plain = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

/// The date of these figures, if the calendar has it.
pub fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// A date as Chinese documents write it, without leading zeros: `2024年4月8日`.
pub fn chinese_date(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// `3月5日`, where the year is known.
pub fn day_of_year(day: Date) -> String {
    format!("{}月{}日", day.month(), day.day())
}

/// Every day from one to another, both included; none if they are the wrong way round.
pub fn days_between(first: Date, last: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), |day| day.tomorrow().ok()).take_while(move |day| *day <= last)
}

/// How many days lie from one date to another; negative if it comes first.
pub fn days_from(first: Date, last: Date) -> i64 {
    last.duration_since(first).as_hours() / 24
}

/// The whole months from one date to another, both included, and the days that are left: 5 July to 10 September are two
/// months and six days. Nothing if they are the wrong way round.
pub fn months_and_days(first: Date, last: Date) -> (u32, u32) {
    let length = last.tomorrow().and_then(|end| first.until((jiff::Unit::Month, end)));
    let count = |count: i32| u32::try_from(count).unwrap_or_default();
    length.map_or((0, 0), |length| (count(length.get_months()), count(length.get_days())))
}

/// The day that lies this many days after 1 January 1970, as clocks count; `None` beyond the calendar.
pub fn day_of_clock(days: i64) -> Option<Date> {
    let days = jiff::Span::new().try_days(days).ok()?;
    Date::constant(1970, 1, 1).checked_add(days).ok()
}

/// The day before; the first day of the calendar stays.
pub fn day_before(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}

impl Month {
    /// The month of these figures; `None` outside 1 to 12 or a four-digit year.
    pub fn new(year: i16, month: i8) -> Option<Self> {
        ((1..=12).contains(&month) && (1900..=9999).contains(&year)).then_some(Self { year, month })
    }

    /// Reads `2024-03`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        Self::new(digits(year, 4)?, digits(month, 2)?)
    }

    /// The month that a day lies in.
    pub fn of(day: Date) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// 1 to 12.
    pub fn number(self) -> i8 {
        self.month
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        Date::constant(self.year, self.month, 1)
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}", self.year, self.month)
    }
}

impl Length {
    /// The choices of a key that names a length.
    pub const CHOICES: &[(&str, Self, &str)] = &[
        ("month", Self::Month, "每月"),
        ("quarter", Self::Quarter, "每季度"),
        ("half-year", Self::HalfYear, "每半年"),
        ("year", Self::Year, "每年"),
    ];

    /// How many months it lasts.
    pub fn months(self) -> i8 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::HalfYear => 6,
            Self::Year => 12,
        }
    }

    /// How many there are in a year.
    pub fn per_year(self) -> i8 {
        12 / self.months()
    }

    /// Its name in a sentence: 季度.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Month => "月",
            Self::Quarter => "季度",
            Self::HalfYear => "半年",
            Self::Year => "年",
        }
    }

    /// Its name where it stands by itself: 全年, and no 年.
    pub fn by_itself(self) -> &'static str {
        match self {
            Self::Year => "全年",
            Self::Month | Self::Quarter | Self::HalfYear => self.chinese(),
        }
    }

    /// The periods of this length in a year, in order.
    pub fn periods(self, year: i16) -> impl Iterator<Item = Period> {
        (1..=self.per_year()).map(move |index| Period { year, length: self, index })
    }
}

impl Period {
    /// Reads `2024-03`, `2024-Q1`, `2024-H2` or `2024`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(month) = Month::parse(text) {
            return Some(Self { year: month.year, length: Length::Month, index: month.month });
        }
        let (year, part) = text.split_once('-').map_or((text, None), |(year, part)| (year, Some(part)));
        let year = digits(year, 4).filter(|year| *year >= 1900)?;
        let (length, index) = match part {
            None => (Length::Year, 1),
            Some(part) => {
                let length = match part.get(..1)? {
                    "Q" | "q" => Length::Quarter,
                    "H" | "h" => Length::HalfYear,
                    _ => return None,
                };
                (length, digits(part.get(1..)?, 1)?)
            }
        };
        (1..=length.per_year()).contains(&index).then_some(Self { year, length, index })
    }

    /// The month as a period.
    pub fn of_month(month: Month) -> Self {
        Self { year: month.year, length: Length::Month, index: month.month }
    }

    /// The year it lies in.
    pub fn year(self) -> i16 {
        self.year
    }

    /// Whether it is a month, a quarter, a half-year or a year.
    pub fn length(self) -> Length {
        self.length
    }

    /// Its place among the periods of its length in the year, counted from 0.
    pub fn place_in_year(self) -> usize {
        usize::try_from(self.index - 1).unwrap_or_default()
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        self.first_month().first_day()
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        self.last_month().last_day()
    }

    /// Its first month.
    pub fn first_month(self) -> Month {
        Month { year: self.year, month: (self.index - 1) * self.length.months() + 1 }
    }

    /// Its last month.
    pub fn last_month(self) -> Month {
        Month { year: self.year, month: self.index * self.length.months() }
    }

    /// The months of the year up to its end: what a running account needs.
    pub fn months_to_date(self) -> impl Iterator<Item = Month> {
        let year = self.year;
        (1..=self.last_month().month).map(move |month| Month { year, month })
    }

    /// The period of a length, at least as long as this one, that this one lies in.
    #[must_use]
    pub fn around(self, length: Length) -> Self {
        let index = (self.last_month().month - 1) / length.months() + 1;
        Self { length, index, ..self }
    }

    /// The periods of a length, at most as long as this one, that lie in it.
    pub fn parts(self, length: Length) -> impl Iterator<Item = Self> {
        let (first, last) = (self.first_day(), self.last_day());
        length
            .periods(self.year)
            .filter(move |part| (first..=last).contains(&part.first_day()) && part.last_day() <= last)
    }

    /// Whether a day lies in it.
    pub fn contains(self, day: Date) -> bool {
        self.days().contains(&day)
    }

    /// From its first day to its last.
    pub fn days(self) -> RangeInclusive<Date> {
        self.first_day()..=self.last_day()
    }

    /// Whether all of it belongs to another period.
    pub fn lies_within(self, other: Self) -> bool {
        other.contains(self.first_day()) && other.contains(self.last_day())
    }

    /// The period of the same length before it in the same year.
    pub fn previous_in_year(self) -> Option<Self> {
        (self.index > 1).then(|| Self { index: self.index - 1, ..self })
    }

    /// The same period of another year: 2024-Q2 in 2023 is 2023-Q2.
    #[must_use]
    pub fn in_year(self, year: i16) -> Self {
        Self { year, ..self }
    }

    /// The period of the same length before it, of the year before if it is the first.
    #[must_use]
    pub fn previous(self) -> Self {
        let last = self.length.per_year();
        self.previous_in_year().unwrap_or(Self { year: self.year - 1, index: last, ..self })
    }

    /// As a title says it: 2024年第一季度.
    pub fn chinese(self) -> String {
        let Self { year, index, .. } = self;
        let ordinal = match index {
            1 => "一",
            2 => "二",
            3 => "三",
            _ => "四",
        };
        match self.length {
            Length::Month => format!("{year}年{index}月"),
            Length::Quarter => format!("{year}年第{ordinal}季度"),
            Length::HalfYear if index == 1 => format!("{year}年上半年"),
            Length::HalfYear => format!("{year}年下半年"),
            Length::Year => format!("{year}年度"),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, index, .. } = self;
        match self.length {
            Length::Month => write!(out, "{year:04}-{index:02}"),
            Length::Quarter => write!(out, "{year:04}-Q{index}"),
            Length::HalfYear => write!(out, "{year:04}-H{index}"),
            Length::Year => write!(out, "{year:04}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_read_back_as_written() {
        for text in ["2024-03", "2024-Q1", "2024-Q4", "2024-H2", "2024"] {
            assert_eq!(Period::parse(text).unwrap().to_string(), text);
        }
        for text in
            ["", "24", "2024-13", "2024-0", "2024-Q5", "2024-H3", "2024-3", "2024-Q", "2024年", "2024-三"]
        {
            assert!(Period::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn periods_know_their_days() {
        let days = |text: &str| {
            let period = Period::parse(text).unwrap();
            (period.first_day().to_string(), period.last_day().to_string())
        };
        assert_eq!(days("2024-02"), ("2024-02-01".into(), "2024-02-29".into()));
        assert_eq!(days("2024-Q2"), ("2024-04-01".into(), "2024-06-30".into()));
        assert_eq!(days("2024-H2"), ("2024-07-01".into(), "2024-12-31".into()));
        assert_eq!(days("2023"), ("2023-01-01".into(), "2023-12-31".into()));
    }

    #[test]
    fn months_run_from_a_day_to_the_day_before_its_like() {
        let lasts = |first: (i8, i8), last: (i8, i8)| {
            months_and_days(date(2024, first.0, first.1).unwrap(), date(2024, last.0, last.1).unwrap())
        };
        assert_eq!(lasts((7, 5), (9, 10)), (2, 6));
        assert_eq!(lasts((1, 1), (12, 31)), (12, 0));
        assert_eq!(lasts((7, 2), (12, 31)), (5, 30));
        assert_eq!(lasts((1, 31), (2, 29)), (1, 1));
        assert_eq!(lasts((3, 3), (3, 2)), (0, 0));
        assert_eq!(lasts((5, 3), (3, 2)), (0, 0));
    }

    #[test]
    fn periods_know_what_they_lie_in_and_hold() {
        let period = |text: &str| Period::parse(text).unwrap();
        assert_eq!(period("2024-05").around(Length::Quarter), period("2024-Q2"));
        assert_eq!(period("2024-Q3").around(Length::HalfYear), period("2024-H2"));
        assert_eq!(period("2024-H1").around(Length::Year), period("2024"));
        let parts: Vec<_> = period("2024-H2").parts(Length::Quarter).collect();
        assert_eq!(parts, [period("2024-Q3"), period("2024-Q4")]);
    }
}
