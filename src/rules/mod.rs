//! The kinds of rule (评分规则), one file each. A rulebook is written in these and in nothing else.
//!
//! A kind reads its own keys from the rulebook, and judges the facts of one village up to a day. It
//! knows no item, no village, no number of any scheme, and does no I/O. To add a kind: one file, its
//! `mod` line, and its line in `rule_kinds!`.

mod against;
mod all_or_nothing;
mod amount;
mod around_target;
mod bound;
mod completion;
mod course;
mod duty;
mod entered;
mod formula;
mod gauge;
mod judgement;
pub mod leave;
mod measure;
mod per_event;
mod per_unit;
mod remeasure;
mod settlement;
mod shortfall;
mod shown;
mod source;
mod stepped;
mod threshold;
mod view;

pub use amount::{Amount, Direction, Ledger};
pub use bound::Bound;
pub use course::{Course, CourseDay};
pub use entered::MarkUse;
pub use judgement::{
    Action, ActionKind, Emptying, Entry, Judgement, Missing, Occasions, Outcome, Payee, Wanted,
};
pub use measure::Again;
pub use per_event::{EventUse, read_person_policy};
pub use shown::{FactLabel, ShownFact, ShownFacts, ShownValue};
pub use view::{Figure, Measured, Per, Target, TargetCourse, View};

use crate::number::{Inexact, Number};
use crate::period::{Date, Month, MonthDay, Period, Span};
use crate::toml_table::Reader;

/// When a rule judges: decides whether an item is due, and from which day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Timing {
    /// From the first day of the account, whenever something happens.
    Always,
    /// Never by itself: it carries no points (an action only).
    Never,
    /// At the end of each such period.
    EndOf(Span),
    /// On one day of the year.
    On(MonthDay),
}

impl Timing {
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

/// The declared names that a rule reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// Events, with whether they name a person.
    pub events: Vec<EventUse>,
    /// The duty, with the other names of its column.
    pub duty: Option<(String, Vec<String>)>,
    /// The entered mark.
    pub mark: Option<MarkUse>,
    /// Indicators.
    pub indicators: Vec<String>,
    /// Those of the indicators that are put together payee by payee, from the rows of one register.
    pub from_rows: Vec<String>,
    /// Those of the indicators that say no more than how much the whole is of which another is a share.
    pub wholes: Vec<String>,
    /// Targets.
    pub targets: Vec<String>,
    /// Names of any of these, as a formula writes them.
    pub names: Vec<String>,
    /// How often it measures, where nothing says what a second time in one account does to the first.
    pub repeats: Option<Span>,
    /// Whether a later day of measuring takes the place of an earlier one, so that what it posts is a difference.
    pub replaces: bool,
    /// The sheet of cadres whose rows it counts.
    pub counts: Option<CadreSheet>,
    /// Posts.
    pub posts: Vec<String>,
    /// Whether amounts fall on accounts of persons.
    pub charges_person: bool,
    /// Whether amounts fall on the account of the one who is judged, beside those of persons.
    pub charges_subject: bool,
}

impl Uses {
    /// Whether it waits for figures or duties that somebody owes, which may be not applicable or not reported.
    pub fn measures(&self) -> bool {
        let measured = !self.indicators.is_empty() || !self.targets.is_empty() || !self.names.is_empty();
        measured || self.duty.is_some() || self.mark.is_some()
    }
}

/// What every kind of rule does. The names `KIND` and the doc page are shown to the office.
pub trait RuleKind: Sized {
    /// The word behind `kind =`.
    const KIND: &'static str;
    /// What it is for, in a few Chinese words.
    const TITLE: &'static str;

    /// Reads its keys; reports every problem and gives `None` if it cannot be built.
    fn read(reader: &Reader<'_>, ledger: Ledger) -> Option<Self>;

    /// What follows from the facts of one village, dated up to the view's day.
    ///
    /// What it says of a day depends on facts dated up to that day only, and on the marks of its month. It is added to
    /// the judgement, of which what other rules said before is no concern.
    fn judge(&self, view: &dyn View, judgement: &mut Judgement) -> Result<(), Inexact>;

    /// When it judges.
    fn timing(&self) -> Timing;

    /// The declared names it reads.
    fn uses(&self) -> Uses;

    /// The most that it can take off in a year; `None` if there is no limit.
    fn most(&self) -> Option<Number>;

    /// Whether it can give, and not only take off.
    fn adds(&self) -> bool {
        true
    }

    /// The rule in one Chinese sentence.
    fn describe(&self) -> String;

    /// The same with the units of its figures, where it states any.
    fn describe_in(&self, _: UnitOf<'_>) -> String {
        self.describe()
    }
}

/// The unit that the rulebook declares for an indicator.
pub type UnitOf<'a> = &'a dyn Fn(&str) -> String;

macro_rules! rule_kinds {
    ($($name:ident in $module:ident,)+) => {
        /// A rule of one of the kinds.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Rule {
            $(#[doc = concat!("See `rules/", stringify!($module), ".rs`.")] $name($module::$name),)+
        }

        /// The words behind `kind =`, each with what it is for.
        pub const KINDS: &[(&str, &str)] =
            &[$((<$module::$name as RuleKind>::KIND, <$module::$name as RuleKind>::TITLE)),+];

        impl Rule {
            /// Reads a rule of the kind named; `None` for a kind that does not exist, which the caller
            /// reports, or one whose keys are wrong, which are reported already.
            pub fn read(kind: &str, reader: &Reader<'_>, ledger: Ledger) -> Option<Self> {
                match kind {
                    $(<$module::$name as RuleKind>::KIND => {
                        <$module::$name as RuleKind>::read(reader, ledger).map(Self::$name)
                    })+
                    _ => None,
                }
            }

            /// See [`RuleKind::judge`].
            pub fn judge(&self, view: &dyn View, judgement: &mut Judgement) -> Result<(), Inexact> {
                match self { $(Self::$name(rule) => rule.judge(view, judgement),)+ }
            }

            /// See [`RuleKind::timing`].
            pub fn timing(&self) -> Timing {
                match self { $(Self::$name(rule) => rule.timing(),)+ }
            }

            /// See [`RuleKind::uses`].
            pub fn uses(&self) -> Uses {
                match self { $(Self::$name(rule) => rule.uses(),)+ }
            }

            /// See [`RuleKind::most`].
            pub fn most(&self) -> Option<Number> {
                match self { $(Self::$name(rule) => rule.most(),)+ }
            }

            /// See [`RuleKind::adds`].
            pub fn adds(&self) -> bool {
                match self { $(Self::$name(rule) => rule.adds(),)+ }
            }

            /// See [`RuleKind::describe_in`].
            pub fn describe_in(&self, unit_of: UnitOf<'_>) -> String {
                match self { $(Self::$name(rule) => rule.describe_in(unit_of),)+ }
            }
        }
    };
}

rule_kinds! {
    PerEvent in per_event,
    Duty in duty,
    Shortfall in shortfall,
    Completion in completion,
    AroundTarget in around_target,
    PerUnit in per_unit,
    Stepped in stepped,
    AllOrNothing in all_or_nothing,
    Entered in entered,
    Formula in formula,
}
