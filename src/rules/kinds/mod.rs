//! The kinds of rule, one file each: a rulebook is written in these and in nothing else.
//!
//! A kind reads its own keys from the rulebook, and judges the facts of one village up to a day. To add a kind: one file,
//! its `mod` line, and its line in `rule_kinds!`.

mod all_or_nothing;
mod around_target;
mod completion;
mod duty;
mod entered;
mod formula;
mod per_event;
mod per_unit;
mod shortfall;
mod stepped;

pub use entered::MarkUse;
pub use per_event::{EventUse, read_person_policy};

use crate::number::{Inexact, Number};
use crate::period::Length;
use crate::rules::{Judgement, Ledger, MeasuredBy, Timing, Uses, View};
use crate::toml_table::Reader;

/// What every kind of rule does. `KIND`, `TITLE` and the meanings of its keys are shown to the office.
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

    /// The same of one that goes on from where others ended, the first of all at the front.
    fn judge_after(
        &self,
        _: &[GoneBefore<'_>],
        view: &dyn View,
        judgement: &mut Judgement,
    ) -> Result<(), Inexact> {
        self.judge(view, judgement)
    }

    /// When it judges.
    fn timing(&self) -> Timing;

    /// The declared names it reads.
    fn uses(&self) -> Uses;

    /// The most that it can take off in a year; `None` if there is no limit.
    fn most(&self) -> Option<Number>;

    /// The most that measuring once can give; `None` where there is no limit, or it gives for what happens.
    fn most_given(&self) -> Option<Number> {
        None
    }

    /// What measuring once gives where all that is asked for is met; `None` where that is not known, or it gives for what
    /// happens. More than was asked for may bring more.
    fn brings_at_best(&self) -> Option<Number> {
        self.most_given()
    }

    /// Whether it can give, and not only take off.
    fn adds(&self) -> bool {
        true
    }

    /// By what it measures, where it measures again.
    fn measured_by(&self) -> MeasuredBy<'_> {
        MeasuredBy::Anew
    }

    /// The rule in one Chinese sentence.
    fn describe(&self) -> String;

    /// The same with the units of its figures, where it states any.
    fn describe_in(&self, _: UnitOf<'_>) -> String {
        self.describe()
    }
}

/// A rule whose count another goes on with, and the account as it saw it.
#[derive(Clone, Copy)]
pub struct GoneBefore<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// The account on the days on which the rule was in force.
    pub view: &'a dyn View,
}

/// The unit that the rulebook declares for an indicator.
pub type UnitOf<'a> = &'a dyn Fn(&str) -> String;

macro_rules! rule_kinds {
    ($($name:ident in $module:ident,)+) => {
        /// A rule of one of the kinds.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Rule {
            $(#[doc = concat!("See `rules/kinds/", stringify!($module), ".rs`.")] $name($module::$name),)+
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

            /// See [`RuleKind::judge_after`].
            pub fn judge_after(
                &self,
                before: &[GoneBefore<'_>],
                view: &dyn View,
                judgement: &mut Judgement,
            ) -> Result<(), Inexact> {
                match self { $(Self::$name(rule) => rule.judge_after(before, view, judgement),)+ }
            }

            /// See [`RuleKind::timing`].
            pub fn timing(&self) -> Timing {
                match self { $(Self::$name(rule) => rule.timing(),)+ }
            }

            /// What it reads of itself: see [`RuleKind::uses`]. Whoever has the rule of a rulebook asks that for its `uses`,
            /// which are kept and know what stands behind a figure.
            pub fn own_uses(&self) -> Uses {
                match self { $(Self::$name(rule) => rule.uses(),)+ }
            }

            /// See [`RuleKind::most`].
            pub fn most(&self) -> Option<Number> {
                match self { $(Self::$name(rule) => rule.most(),)+ }
            }

            /// See [`RuleKind::most_given`].
            pub fn most_given(&self) -> Option<Number> {
                match self { $(Self::$name(rule) => rule.most_given(),)+ }
            }

            /// See [`RuleKind::brings_at_best`].
            pub fn brings_at_best(&self) -> Option<Number> {
                match self { $(Self::$name(rule) => rule.brings_at_best(),)+ }
            }

            /// See [`RuleKind::adds`].
            pub fn adds(&self) -> bool {
                match self { $(Self::$name(rule) => rule.adds(),)+ }
            }

            /// See [`RuleKind::measured_by`].
            pub fn measured_by(&self) -> MeasuredBy<'_> {
                match self { $(Self::$name(rule) => rule.measured_by(),)+ }
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

impl Rule {
    /// Whether what it brings grows with its figure from nothing on.
    pub fn pays_by_amount(&self) -> bool {
        matches!(self, Self::Completion(_) | Self::PerUnit(_))
    }

    /// Whether it counts the same marks or days of a sheet of cadres as another.
    pub fn counts_alike(&self, other: &Self) -> bool {
        matches!((self, other), (Self::PerEvent(one), Self::PerEvent(other)) if one.counts_alike(other))
    }

    /// After how long what it counts over begins anew by itself, where it is a rule of money.
    pub fn counts_within(&self) -> Length {
        match self {
            Self::PerEvent(rule) => rule.counts_within(),
            _ => Length::Year,
        }
    }

    /// What of it looks at more than one event of an account, in words; nothing for rules that take each for itself.
    pub fn counts_over(&self) -> Vec<&'static str> {
        match self {
            Self::PerEvent(rule) => rule.counts_over(),
            _ => Vec::new(),
        }
    }
}
