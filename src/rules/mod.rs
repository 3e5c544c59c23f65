//! Rules (评分规则): the kinds, one file each in `kinds/`, and beside them what kinds have in common: the view of the
//! facts, the judgement, and keys that mean the same in several.
//!
//! Nothing here knows an item, a village or a number of any scheme, and nothing does I/O.

mod against;
mod amount;
mod at_once;
mod bound;
mod by_figure;
mod counts_over;
mod course;
mod gauge;
mod gives;
mod judgement;
mod kinds;
pub mod leave;
mod measure;
mod raters;
mod remeasure;
mod settlement;
mod shown;
mod source;
mod threshold;
mod view;

pub use amount::{Amount, Direction, Ledger};
pub use at_once::{AtOnce, Piece};
pub use bound::{Bound, BracketRate, MarkRange, PLACES, PLACES_FROM_LAST};
pub use by_figure::{Beginning, ByFigure, Reached};
pub use counts_over::{CountsOver, GoneBefore};
pub use course::{Course, CourseDay};
pub use gives::{Best, Beyond, Gives};
pub use judgement::{
    Action, ActionKind, CameToNothing, Emptying, Entry, HeldMatter, Judgement, Missing, Occasions, Outcome,
    Outcounted, Payee, Unreported, Wanted, before_start,
};
pub use kinds::{EventUse, KINDS, MarkUse, Rule, RuleKind, UnitOf, read_person_policy};
pub use measure::Again;
pub use raters::Raters;
pub use remeasure::MeasuredBy;
pub use shown::{FactLabel, ShownFact, ShownFacts, ShownValue};
pub use view::{Declared, Figure, Measured, Merged, OwnFigure, Per, Target, TargetCourse, View};

use crate::fact::AttendanceMark;
use crate::number::Number;
use crate::period::{Date, Length, Month, MonthDay, Period};

/// When a rule judges: decides whether an item is due, and from which day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Timing {
    /// From the first day of the account, whenever something happens.
    Always,
    /// Never by itself: it carries no points (an action only).
    Never,
    /// At the end of each such period.
    EndOf(Length),
    /// On one day of the year.
    On(MonthDay),
}

impl Timing {
    /// How often it judges, where it does so at the end of periods.
    pub fn every(&self) -> Option<Length> {
        match self {
            Self::EndOf(span) => Some(*span),
            Self::Always | Self::Never | Self::On(_) => None,
        }
    }

    /// The day of a year on which it judges, where it does so on one.
    pub fn day_in(&self, year: i16) -> Option<Date> {
        match self {
            Self::On(day) => Some(day.in_year(year)),
            Self::Always | Self::Never | Self::EndOf(_) => None,
        }
    }

    /// The days within a period, in order, on which it judges by itself.
    pub fn days_within(&self, period: Period) -> Vec<Date> {
        match self {
            Self::On(day) => {
                Some(day.in_year(period.year())).filter(|day| period.contains(*day)).into_iter().collect()
            }
            Self::EndOf(span) => period.parts(*span).map(Period::last_day).collect(),
            Self::Always | Self::Never => Vec::new(),
        }
    }

    /// The first day on or after `opens` on which the rule judges.
    pub fn first_day(&self, opens: Date) -> Option<Date> {
        match self {
            Self::Always => Some(opens),
            Self::Never => None,
            Self::EndOf(span) => Some(Period::of_month(Month::of(opens)).around(*span).last_day()),
            Self::On(day) => Some(day.in_year(opens.year())).filter(|day| *day >= opens),
        }
    }
}

/// A sheet of cadres that a rule may count without naming anything in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CadreSheet {
    /// 会议签到
    Attendance,
    /// 请销假
    Leaves,
}

/// What of such a sheet it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CadreRows {
    /// Marks of 会议签到.
    Attendance(AttendanceMark),
    /// Verified days away without leave, of 请销假; overlapping days once.
    DaysWithoutLeave,
    /// Days of approved leave, first and last included.
    DaysOnLeave,
}

impl CadreRows {
    /// The sheet in which they stand.
    pub fn sheet(self) -> CadreSheet {
        match self {
            Self::Attendance(_) => CadreSheet::Attendance,
            Self::DaysWithoutLeave | Self::DaysOnLeave => CadreSheet::Leaves,
        }
    }
}

/// On whose accounts amounts of events fall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChargedTo {
    /// On that of the one who is judged, beside those of persons.
    pub subject: bool,
    /// On those of persons.
    pub persons: bool,
    /// On those of others than the person concerned: whoever holds a post, or all cadres.
    pub others: bool,
}

/// The declared names that a rule reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// Events, with whether they name a person.
    pub events: Vec<EventUse>,
    /// The duty, with the other names of its column.
    pub duty: Option<(String, Vec<String>)>,
    /// How often the duty is to be done every month, where that is more than once.
    pub times_a_month: Option<Number>,
    /// The entered mark.
    pub mark: Option<MarkUse>,
    /// Whether it only takes a figure in, for formulas to read, and never brings anything itself.
    pub only_states: bool,
    /// Indicators.
    pub indicators: Vec<String>,
    /// Those of the indicators that are put together payee by payee, from the rows of one register.
    pub from_rows: Vec<String>,
    /// By what those are put together.
    pub per: Option<Per>,
    /// Those of the indicators that say no more than how much the whole is of which another is a share.
    pub wholes: Vec<String>,
    /// Targets.
    pub targets: Vec<String>,
    /// Indicators by which villages are compared, where one of those that it reads says how they compare. The rulebook
    /// knows them, not the rule.
    pub behind: Vec<String>,
    /// Targets of which the same are a share.
    pub behind_targets: Vec<String>,
    /// Names of any of these, as a formula writes them.
    pub names: Vec<String>,
    /// Figures that are to be reached, with what each is held against.
    pub reached: Vec<Reached>,
    /// How often it measures, where nothing says what a second time in one account does to the first.
    pub repeats: Option<Length>,
    /// Whether a later day of measuring takes the place of an earlier one, so that what it posts is a difference.
    pub replaces: bool,
    /// Whether of one matter only the largest counts, so that what was posted of it may be reversed.
    pub same_matter: bool,
    /// The day on which all that happened in the year is judged at once.
    pub gathered_on: Option<MonthDay>,
    /// What it counts of the sheets of cadres.
    pub counts: Option<CadreRows>,
    /// Posts.
    pub posts: Vec<String>,
    /// On whose accounts amounts of events fall.
    pub charges: ChargedTo,
}

impl Uses {
    /// Whether it waits for figures or duties that somebody owes, which may be not applicable or not reported.
    pub fn measures(&self) -> bool {
        let measured = !self.indicators.is_empty() || !self.targets.is_empty() || !self.names.is_empty();
        measured || self.duty.is_some() || self.mark.is_some()
    }

    /// The names of all facts that it reads: events, the duty, the mark and figures, those behind a comparison too.
    pub fn facts(&self) -> impl Iterator<Item = &str> {
        let events = self.events.iter().map(|event| event.name.as_str());
        let duty = self.duty.iter().map(|(duty, _)| duty.as_str());
        let mark = self.mark.iter().map(|mark| mark.name.as_str());
        events.chain(duty).chain(mark).chain(self.figures().map(String::as_str))
    }

    /// Whether it reads a fact of a name.
    pub fn reads(&self, name: &str) -> bool {
        self.facts().any(|fact| fact == name)
    }

    /// The names of all figures that it rests on, those behind a comparison of villages too.
    pub fn figures(&self) -> impl Iterator<Item = &String> {
        self.indicators.iter().chain(&self.names).chain(&self.behind)
    }

    /// The names of all targets that it rests on, likewise.
    pub fn all_targets(&self) -> impl Iterator<Item = &String> {
        self.targets.iter().chain(&self.behind_targets)
    }

    /// Whether what it posted may be taken back on a later day.
    pub fn takes_back(&self) -> bool {
        self.replaces || self.same_matter
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_judges_by_itself_on_its_day_or_at_the_ends_of_its_periods() {
        let days = |timing: &Timing, period: &str| -> Vec<String> {
            let days = timing.days_within(Period::parse(period).unwrap());
            days.iter().map(ToString::to_string).collect()
        };
        let (once, quarterly) =
            (Timing::On(MonthDay::parse("06-end").unwrap()), Timing::EndOf(Length::Quarter));
        assert_eq!(once.day_in(2024).map(|day| day.to_string()).as_deref(), Some("2024-06-30"));
        assert_eq!(quarterly.day_in(2024), None);
        assert_eq!((days(&once, "2024-Q2"), days(&once, "2024-Q3")), (vec!["2024-06-30".to_owned()], vec![]));
        assert_eq!(days(&quarterly, "2024-H1"), ["2024-03-31", "2024-06-30"]);
        // It falls into no account that is shorter.
        assert!(days(&quarterly, "2024-06").is_empty());
        assert!([Timing::Always, Timing::Never].iter().all(|timing| days(timing, "2024").is_empty()));
    }
}
