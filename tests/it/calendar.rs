//! Days, months and periods against a count of days of the test's own, over the years 1900 to 2100.
//!
//! The count knows the rule of leap years and the lengths of months, and nothing of the program.

use cunkao::period::{
    Length, Minute, Moment, Month, MonthDay, Period, chinese_date, date, day_before, day_of_clock,
    days_between, days_from,
};
use proptest::prelude::*;

use crate::support::cases;

const SPANS: [(Length, i8); 4] =
    [(Length::Month, 1), (Length::Quarter, 3), (Length::HalfYear, 6), (Length::Year, 12)];

fn is_leap(year: i16) -> bool {
    year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
}

fn length(year: i16, month: i8) -> i8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1 January 1900.
fn count(year: i16, month: i8, day: i8) -> i64 {
    let years: i64 = (1900..year).map(|year| if is_leap(year) { 366 } else { 365 }).sum();
    let months: i64 = (1..month).map(|month| i64::from(length(year, month))).sum();
    years + months + i64::from(day) - 1
}

/// Every day from 1900 to 2100, one after another: nothing is left out and nothing is there twice.
#[test]
fn the_calendar_has_the_days_that_it_should_and_no_others() {
    let mut last = date(1899, 12, 31).unwrap();
    let mut counted = 0;
    for year in 1900..=2100_i16 {
        for month in 1..=12 {
            for day in 1..=31 {
                let Some(found) = date(year, month, day) else {
                    assert!(day > length(year, month), "{year}-{month}-{day} is missing");
                    continue;
                };
                assert!(day <= length(year, month), "{year}-{month}-{day} is none");
                assert_eq!(day_before(found), last);
                assert_eq!(days_from(date(1900, 1, 1).unwrap(), found), counted);
                assert_eq!(found.to_string(), format!("{year:04}-{month:02}-{day:02}"));
                assert_eq!(chinese_date(found), format!("{year}年{month}月{day}日"));
                (last, counted) = (found, counted + 1);
            }
        }
    }
    // 201 years, of which 49 are leap years: 1900 and 2100 are none, 2000 is one.
    assert_eq!(counted, 201 * 365 + 49);
}

#[test]
fn every_period_begins_and_ends_where_it_should() {
    for year in 1900..=2100_i16 {
        for (span, months) in SPANS {
            let all: Vec<Period> = span.periods(year).collect();
            assert_eq!(all.len(), usize::try_from(12 / months).unwrap());
            for (index, period) in (1_i8..).zip(&all) {
                let (first, last) = ((index - 1) * months + 1, index * months);
                assert_eq!(period.first_day(), date(year, first, 1).unwrap(), "{period}");
                assert_eq!(period.last_day(), date(year, last, length(year, last)).unwrap(), "{period}");
                assert_eq!(Period::parse(&period.to_string()), Some(*period), "{period}");
                let months_to_date: Vec<_> = period.months_to_date().map(Month::number).collect();
                assert_eq!(months_to_date, (1..=last).collect::<Vec<_>>(), "{period}");
                let before = period.previous();
                assert_eq!(day_before(period.first_day()), before.last_day(), "{period}");
                assert_eq!(before.length(), span);
                assert_eq!(period.previous_in_year(), (index > 1).then_some(before), "{period}");
            }
        }
    }
}

#[test]
fn periods_lie_in_one_another_without_gap_or_overlap() {
    for (long, months) in SPANS {
        for (short, fewer) in SPANS.into_iter().filter(|(_, fewer)| *fewer <= months) {
            for whole in long.periods(2024) {
                let parts: Vec<Period> = whole.parts(short).collect();
                assert_eq!(parts.len(), usize::try_from(months / fewer).unwrap(), "{whole}");
                assert_eq!(parts[0].first_day(), whole.first_day());
                assert_eq!(parts[parts.len() - 1].last_day(), whole.last_day());
                for pair in parts.windows(2) {
                    assert_eq!(pair[0].last_day(), day_before(pair[1].first_day()));
                }
                assert!(parts.iter().all(|part| part.around(long) == whole), "{whole}");
            }
        }
    }
}

prop_compose! {
    fn any_date_from(first: i16)(year in first..=2100, month in 1_i8..=12)(
        day in 1..=length(year, month), year in Just(year), month in Just(month),
    ) -> (i16, i8, i8) {
        (year, month, day)
    }
}

fn any_date() -> impl Strategy<Value = (i16, i8, i8)> {
    any_date_from(1900)
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn days_are_counted_as_on_fingers(one in any_date(), other in any_date()) {
        let day = |(year, month, day): (i16, i8, i8)| date(year, month, day).unwrap();
        let number = |(year, month, day): (i16, i8, i8)| count(year, month, day);
        prop_assert_eq!(days_from(day(one), day(other)), number(other) - number(one));
        prop_assert_eq!(day(one).cmp(&day(other)), one.cmp(&other));
        // Clocks count from 1970, 70 years with 17 leap years later.
        prop_assert_eq!(day_of_clock(number(one) - (70 * 365 + 17)), Some(day(one)));
        let few = number(other).min(number(one) + 40);
        let between = days_between(day(one), day(other)).take(41).count();
        prop_assert_eq!(i64::try_from(between).unwrap(), (few - number(one) + 1).max(0));
    }

    #[test]
    fn minutes_of_a_clock_are_those_of_beijing(when in any_date_from(1971), second in 0_i64..86_400) {
        // Greenwich is eight hours behind.
        let days = count(when.0, when.1, when.2) - (70 * 365 + 17);
        let seconds = u64::try_from(days * 86_400 + second - 8 * 3600).unwrap();
        let minute = Minute::of_clock(seconds).unwrap();
        let (year, month, day) = when;
        let expected = format!("{year:04}-{month:02}-{day:02} {:02}:{:02}", second / 3600, second / 60 % 60);
        prop_assert_eq!(minute.to_string(), expected.clone());
        prop_assert_eq!(Minute::parse(&expected), Some(minute));
    }

    #[test]
    fn a_day_lies_in_the_periods_that_it_lies_in(when in any_date(), year in 1900_i16..=2100, index in 1_i8..=12) {
        let (own, month, day) = when;
        let day = date(own, month, day).unwrap();
        for year in [own, year] {
            for (span, months) in SPANS {
                let index = (index - 1) / months;
                let period = span.periods(year).nth(usize::try_from(index).unwrap()).unwrap();
                prop_assert_eq!(period.contains(day), year == own && (month - 1) / months == index);
            }
        }
        prop_assert_eq!(Period::of_month(Month::of(day)).to_string(), format!("{own:04}-{month:02}"));
        let yearly = MonthDay::parse(&format!("{month:02}-{:02}", day.day()));
        prop_assert_eq!(yearly.is_some(), (month, day.day()) != (2, 29));
        prop_assert_eq!(yearly.map(|yearly| yearly.in_year(own)), yearly.map(|_| day));
        prop_assert_eq!(Moment::parse(&day.to_string()), Some(Moment::Once(day)));
    }

    /// What is read is written back letter by letter; whatever else is typed is refused.
    #[test]
    fn nothing_but_what_is_written_is_read(text in "[+0-9]{1,4}(-[-+QqHh0-9]{0,4}){0,2}|\\PC{0,8}") {
        if let Some(period) = Period::parse(&text) {
            prop_assert_eq!(period.to_string(), text.to_uppercase());
        }
        if let Some(month) = Month::parse(&text) {
            prop_assert_eq!(month.to_string(), text.clone());
        }
        match Moment::parse(&text) {
            Some(Moment::Once(day)) => prop_assert_eq!(day.to_string(), text),
            Some(Moment::Yearly(day)) => {
                let day = day.in_year(2023);
                prop_assert_eq!(format!("{:02}-{:02}", day.month(), day.day()), text);
            }
            None => {}
        }
    }
}

/// Digits have no sign.
#[test]
fn a_sign_is_no_digit() {
    for text in ["2024-Q+1", "2024-H+2", "2024-Q01", "+3-20", "03-+2", "2024-+3", "+024-03"] {
        assert_eq!(Period::parse(text), None, "{text}");
    }
    for text in ["+3-20", "03-+2", "2024-+3-20", "2024-03-+2", "-024-03-02"] {
        assert_eq!(Moment::parse(text), None, "{text}");
    }
    for text in ["+2024-04-03 09:20", "2024-+4-03 09:20", "2024-04-03 +9:20", "2024-04-03 09:+2"] {
        assert_eq!(Minute::parse(text), None, "{text}");
    }
}
