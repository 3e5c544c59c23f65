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
use crate::rules::{
    AtOnce, ByFigure, CountsOver, Declared, Gives, GoneBefore, Judgement, Ledger, MeasuredBy, Timing, Uses,
    View,
};
use crate::toml_table::Reader;

/// What every kind of rule does.
///
/// All that anybody asks of a rule is asked here, so that a new kind has to answer it; only what nearly all have in common
/// has a default.
pub trait RuleKind: Sized {
    // What the office is shown, beside the meanings of its keys.

    /// The word behind `kind =`.
    const KIND: &'static str;
    /// What it is for, in a few Chinese words.
    const TITLE: &'static str;

    /// The rule in one Chinese sentence.
    fn describe(&self) -> String;

    /// The same with the units of its figures, where it states any.
    fn describe_in(&self, _: UnitOf<'_>) -> String {
        self.describe()
    }

    // How it is read, and judges.

    /// Reads its keys; reports every problem and gives `None` if it cannot be built.
    fn read(reader: &Reader<'_>, ledger: Ledger) -> Option<Self>;

    /// Keeps what is the same in all that it says, and hangs on what the rulebook declares of its names: told once, when
    /// all of that is read.
    fn learn(&mut self, _: &dyn Declared) {}

    /// What follows from the facts of one village, dated up to the view's day.
    ///
    /// What it says of a day depends on facts dated up to that day only, and on the marks of its month. It is added to
    /// the judgement, of which what other rules said before is no concern.
    fn judge(&self, view: &dyn View, judgement: &mut Judgement) -> Result<(), Inexact>;

    /// How it counts over several events of an account, so that another may go on with it. `None` where it judges each for
    /// itself, as nearly all kinds do: of those nothing goes on but the `limit` that any rule may have.
    fn counts_over(&self) -> Option<&dyn CountsOver> {
        None
    }

    /// When it judges.
    fn timing(&self) -> Timing;

    /// By what it measures, where it measures again.
    fn measured_by(&self) -> MeasuredBy<'_>;

    // What it looks at, and what that comes to: the checks of a rulebook ask this.

    /// The declared names it reads.
    fn uses(&self) -> Uses;

    /// How what it brings goes by its figures.
    fn by_figure(&self) -> ByFigure<'_>;

    /// What it takes off or gives at once.
    fn at_once(&self) -> AtOnce;

    /// The most that it can take off in a year; `None` if there is no limit.
    fn most(&self) -> Option<Number>;

    /// What it gives.
    fn gives(&self) -> Gives;
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

            /// See [`RuleKind::learn`].
            pub fn learn(&mut self, declared: &dyn Declared) {
                match self { $(Self::$name(rule) => rule.learn(declared),)+ }
            }

            /// See [`RuleKind::judge`].
            pub fn judge(&self, view: &dyn View, judgement: &mut Judgement) -> Result<(), Inexact> {
                match self { $(Self::$name(rule) => rule.judge(view, judgement),)+ }
            }

            /// See [`RuleKind::counts_over`].
            pub fn counts_over(&self) -> Option<&dyn CountsOver> {
                match self { $(Self::$name(rule) => rule.counts_over(),)+ }
            }

            /// See [`RuleKind::timing`].
            pub fn timing(&self) -> Timing {
                match self { $(Self::$name(rule) => rule.timing(),)+ }
            }

            /// See [`RuleKind::measured_by`].
            pub fn measured_by(&self) -> MeasuredBy<'_> {
                match self { $(Self::$name(rule) => rule.measured_by(),)+ }
            }

            /// What it reads of itself: see [`RuleKind::uses`]. Whoever has the rule of a rulebook asks that for its `uses`,
            /// which are kept and know what stands behind a figure.
            pub fn own_uses(&self) -> Uses {
                match self { $(Self::$name(rule) => rule.uses(),)+ }
            }

            /// See [`RuleKind::by_figure`].
            pub fn by_figure(&self) -> ByFigure<'_> {
                match self { $(Self::$name(rule) => rule.by_figure(),)+ }
            }

            /// See [`RuleKind::at_once`].
            pub fn at_once(&self) -> AtOnce {
                match self { $(Self::$name(rule) => rule.at_once(),)+ }
            }

            /// See [`RuleKind::most`].
            pub fn most(&self) -> Option<Number> {
                match self { $(Self::$name(rule) => rule.most(),)+ }
            }

            /// See [`RuleKind::gives`].
            pub fn gives(&self) -> Gives {
                match self { $(Self::$name(rule) => rule.gives(),)+ }
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
    /// The same as `judge` of one that goes on from where others ended: see [`CountsOver::judge_after`].
    pub fn judge_after(
        &self,
        before: &[GoneBefore<'_>],
        view: &dyn View,
        judgement: &mut Judgement,
    ) -> Result<(), Inexact> {
        match self.counts_over() {
            Some(counting) => counting.judge_after(before, view, judgement),
            None => self.judge(view, judgement),
        }
    }

    /// Whether it can give, and not only take off.
    pub fn adds(&self) -> bool {
        self.gives() != Gives::Nothing
    }

    /// Whether what it brings grows with its figure from nothing on.
    pub fn pays_by_amount(&self) -> bool {
        self.by_figure().pays_by_amount()
    }
}
