//! When a node or rule is in force, and on which days of a year that is.

use crate::period::{Date, Length, Moment, Period, date};

/// When a node or rule is in force; ends left out are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InForce {
    /// First day.
    pub from: Option<Moment>,
    /// Last day.
    pub until: Option<Moment>,
}

/// The days of a year's result on which something is in force; ends left out are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct DaysInForce {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}

impl InForce {
    /// The days on which it is in force, for a result of a year.
    pub fn in_year(self, year: i16) -> DaysInForce {
        let day = |moment: Moment| moment.in_year(year);
        DaysInForce { from: self.from.map(day), until: self.until.map(day) }
    }
}

/// A year in which only what comes every year begins or ends: none that a scheme in force could name, and no leap year.
pub(in crate::rulebook) const ANY_YEAR: i16 = 1901;

impl InForce {
    /// Whether there is a day on which another is in force too.
    pub fn is_beside(self, other: Self) -> bool {
        // From the year behind one that is named nothing new begins but what comes every year.
        let named = self.named_years().chain(other.named_years());
        let years = named.flat_map(|year| [year, year.saturating_add(1)]).chain([ANY_YEAR]);
        years.into_iter().any(|year| DaysInForce::of_all([self, other], year).is_any_of(year))
    }

    /// The years that its ends name.
    pub fn named_years(self) -> impl Iterator<Item = i16> {
        [self.from, self.until].into_iter().flatten().filter_map(|moment| match moment {
            Moment::Once(day) => Some(day.year()),
            Moment::Yearly(_) => None,
        })
    }

    /// Whether it is in force on all days of every year in which it is on any.
    pub(in crate::rulebook) fn is_of_whole_years(self) -> bool {
        let is = |moment: Option<Moment>, month, day| {
            moment
                .map(|moment| moment.in_year(ANY_YEAR))
                .is_none_or(|on| (on.month(), on.day()) == (month, day))
        };
        is(self.from, 1, 1) && is(self.until, 12, 31)
    }

    /// Whether it is in force on every day of a period.
    pub fn holds_throughout(self, period: Period) -> bool {
        let days = self.in_year(period.year());
        days.contains(period.first_day()) && days.contains(period.last_day())
    }

    /// Whether it is in force on any day of a period.
    pub fn touches(self, period: Period) -> bool {
        let days = self.in_year(period.year());
        days.begun(period.last_day()) && days.not_ended(period.first_day())
    }

    /// Whether it is in force throughout any of the periods of a length that lie in one, or throughout that in which the
    /// one lies.
    pub fn holds_in(self, period: Period, each: Length) -> bool {
        if each > period.length() {
            return self.holds_throughout(period.around(each));
        }
        period.parts(each).any(|part| self.holds_throughout(part))
    }
}

impl DaysInForce {
    /// Those on which all are in force.
    pub fn of_all(all: impl IntoIterator<Item = InForce>, year: i16) -> Self {
        all.into_iter().map(|one| one.in_year(year)).fold(Self::default(), Self::and)
    }

    /// Those on which another is in force too.
    fn and(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), until: [self.until, other.until].into_iter().flatten().min() }
    }

    /// Whether any day of a year is one of them.
    fn is_any_of(self, year: i16) -> bool {
        let (first, last) = (date(year, 1, 1), date(year, 12, 31));
        let (from, until) = (self.from.max(first), [self.until, last].into_iter().flatten().min());
        from.zip(until).is_some_and(|(from, until)| from <= until)
    }

    /// Whether the first day has come.
    pub fn begun(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day)
    }

    /// Whether the last day is not over.
    pub fn not_ended(self, day: Date) -> bool {
        self.until.is_none_or(|until| day <= until)
    }

    /// Whether a day is one of them.
    pub fn contains(self, day: Date) -> bool {
        self.begun(day) && self.not_ended(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_in_force_from_the_last_beginning_to_the_first_end() {
        let ends = |from: Option<&str>, until: Option<&str>| InForce {
            from: from.and_then(Moment::parse),
            until: until.and_then(Moment::parse),
        };
        let all = [
            ends(Some("03-01"), None),
            ends(None, Some("2024-10-31")),
            ends(Some("2024-05-01"), Some("12-31")),
        ];
        let days = DaysInForce::of_all(all, 2024);
        assert_eq!((days.from, days.until), (date(2024, 5, 1), date(2024, 10, 31)));
        let on = |month, day| date(2024, month, day).unwrap();
        assert!(days.contains(on(5, 1)) && days.contains(on(10, 31)));
        assert!(!days.contains(on(4, 30)) && !days.contains(on(11, 1)));
        assert!(DaysInForce::of_all([InForce::default()], 2024).contains(on(1, 1)));
        let [first, second] = [ends(None, Some("06-30")), ends(Some("07-01"), None)];
        assert!(!first.is_beside(second) && first.is_beside(InForce::default()) && first.is_beside(first));
        assert!(ends(None, Some("2024-07-01")).is_beside(ends(Some("2024-07-01"), None)));
        assert!(!ends(None, Some("2024-06-30")).is_beside(ends(Some("2024-07-01"), None)));
        assert!(ends(Some("2025-03-01"), None).is_beside(first));
        assert!(ends(Some("2025-04-01"), None).is_beside(ends(None, Some("03-31"))));
    }
}
