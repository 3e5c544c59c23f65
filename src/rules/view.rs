//! What a rule may see: the facts of one village up to a day, and the figures worked out from them.
//!
//! Implemented by the engine; the rules stay free of rosters, registers and rulebooks.

use std::sync::Arc;

use crate::diagnostic::{Cells, Diagnostic, Location};
use crate::fact::{Leave, Person, SeenFacts};
use crate::number::{Inexact, Number};
use crate::period::Date;
use crate::rules::{Course, FactLabel, HeldMatter, Payee};
use crate::text::Text;

/// A figure on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Stated, or worked out from a register.
    Stated {
        /// In the indicator's unit.
        value: Number,
        /// Where it was read.
        cells: Cells,
    },
    /// 不适用
    NotApplicable,
    /// A place among others that all are alike: whoever looks at it judges, and it brings nothing.
    NoPlace,
    /// 未报: nothing was stated by that day.
    Unstated,
}

/// A village's target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// In the target's unit.
    Amount(Number),
    /// 不适用
    NotApplicable,
    /// The rulebook has none for this village.
    Missing,
}

/// A village's target over time: a class, by which it may be set, can change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetCourse {
    /// The same on every day.
    Steady(Target),
    /// Each from its day on, in order; the first before it too.
    From(Vec<(Option<Date>, Target)>),
}

impl TargetCourse {
    /// The target on a day.
    pub fn on(&self, day: Date) -> Target {
        match self {
            Self::Steady(target) => *target,
            Self::From(targets) => {
                let holds = |(from, _): &&(Option<Date>, Target)| from.is_none_or(|from| from <= day);
                let held = targets.iter().rev().find(holds).or_else(|| targets.first());
                held.map_or(Target::Missing, |(_, target)| *target)
            }
        }
    }
}

/// For whom figures are put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Per {
    /// One figure a village.
    Village,
    /// One a household of a register: the columns of its name and number.
    Household {
        /// Column of the name.
        name: String,
        /// Column of the number that tells homonyms apart.
        id: Option<String>,
    },
    /// One a row of a register, for the village.
    Row,
}

/// Figures put together for one payee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// For whom.
    pub payee: Payee,
    /// The last day that a row of it is dated.
    pub date: Date,
    /// Values in the order they were asked for.
    pub values: Vec<Number>,
    /// The cells they were read from.
    pub cells: Cells,
    /// What is odd about the rows.
    pub notices: Vec<Diagnostic>,
}

/// What of the village itself stands behind an indicator that says how it stands beside others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnFigure {
    /// Its figure, or its share of another in percent, and how many villages are compared.
    Stated(Arc<FactLabel>, Number, usize),
    /// A place: what it is one in, and how many there are.
    Placed(Text, usize),
    /// 不适用
    NotApplicable,
    /// 未报: the name of what is not stated.
    Unstated(Text),
    /// What it would be a share of is 0: its name, and where that was read.
    OfNothing(Text, Cells),
}

/// Where a merger leaves the matters of the rule that looks.
#[derive(Clone, Copy, Debug)]
pub struct Merged<'a> {
    /// The first day of the villages together.
    pub day: Date,
    /// What the account holds of each from then on; nothing of others.
    pub matters: &'a [HeldMatter],
    /// What of the account is then the rule's own.
    pub own: Number,
}

/// What the rulebook declares of the names that its rules read.
pub trait Declared {
    /// The name and unit of an indicator or target.
    fn label(&self, name: &str) -> Arc<FactLabel>;
    /// Whether an indicator is stated for each period by itself, and never as what it has come to so far.
    fn is_current(&self, indicator: &str) -> bool;
    /// What stands for the unit of an indicator that is a place; `None` of any other.
    fn place_unit(&self, indicator: &str) -> Option<&'static str>;
}

/// The facts of one village up to a day.
pub trait View: Declared {
    /// The village.
    fn village(&self) -> &str;
    /// The last day that may be seen.
    fn as_of(&self) -> Date;
    /// The first day of the period that the account runs for (month … year), whatever was in force then. Three days of
    /// an account are told apart, each on or after the one before: this one, [`since`](Self::since),
    /// [`opens`](Self::opens).
    fn begins(&self) -> Date;
    /// The last day on which figures may be settled: later than the last that may be seen where the village is gone,
    /// but what it left behind is paid all the same.
    fn settled_by(&self) -> Date;
    /// The day on which what is gathered for another is judged: that one, or the last of a village that is gone before it and
    /// whose account ends with it. Money waits for the day, as it does for one of settlement.
    fn judged_on(&self, day: Date) -> Date;
    /// [`since`](Self::since), or the later day from which points are counted: `starts`, or the village's own first.
    /// Nothing is posted earlier; what is dated from `since` on and before it is posted on it.
    fn opens(&self) -> Date;
    /// [`begins`](Self::begins), or the later day from which the item or the rule is in force: what is dated earlier
    /// is not read.
    fn since(&self) -> Date;
    /// The cadre who is judged; `None` where it is the village.
    fn person(&self) -> Option<&Person>;
    /// What is stated, of any date: rules look at dates themselves.
    fn facts(&self) -> SeenFacts<'_>;
    /// The leaves of a person that are filed in other villages: one with posts in two is one person.
    fn leaves_elsewhere(&self, person: &Person) -> Vec<&Leave>;
    /// The mergers that leave the account of whoever is judged anywhere on the days that may be seen, in order.
    fn mergers(&self) -> Vec<Merged<'_>>;
    /// A target of the village.
    fn target(&self, name: &str) -> TargetCourse;
    /// An indicator from the account's first day up to a day.
    fn course(&self, indicator: &str, until: Date) -> Result<Course, Inexact>;
    /// An indicator on a day: the latest figure dated on or before it.
    fn figure(&self, indicator: &str, on: Date) -> Result<Figure, Inexact> {
        Ok(self.course(indicator, on)?.on(None, on))
    }
    /// Of an indicator that says how the village stands beside others: what of its own is behind it on a day; `None` for any
    /// other, and where there is nothing.
    fn own_figure(&self, indicator: &str, on: Date) -> Result<Option<OwnFigure>, Inexact>;
    /// The days up to the view's on which an indicator was stated or a row of its register is dated.
    fn figure_dates(&self, indicator: &str) -> Vec<Date>;
    /// Whether an indicator is put together from the rows of the village itself.
    fn is_of_rows(&self, indicator: &str) -> bool;
    /// Whether a figure of any name goes on from what it was before: an amount that is typed as a total, what is put together
    /// from rows, or what is counted; not a mark, a rate, a place or a target.
    fn runs_on(&self, name: &str) -> bool;
    /// Figures of register rows dated up to a day, put together by payee, in the order of payees (rows
    /// in the order of date).
    fn measured(&self, figures: &[&str], per: &Per, until: Date) -> Result<Vec<Measured>, Inexact>;
    /// A figure by any name that the rulebook declares: indicator, target, mark, how often an event happened
    /// or a duty was done. Marks, events and duties count from `since` on.
    fn named(&self, name: &str, since: Date, on: Date) -> Result<Figure, Inexact>;
    /// The posts that a person holds in the village on a day.
    fn posts_on(&self, person: &Person, day: Date) -> Vec<&str>;
    /// Whether the one who is judged answers for what falls due on a day: a village always does, a cadre while holding a post
    /// in it.
    fn serves_on(&self, day: Date) -> bool;
    /// The last day from one to another on which the cadre who is judged holds a post in the village; of a village
    /// itself the last of them.
    fn served_until(&self, first: Date, last: Date) -> Option<Date>;
    /// Whether a name is that of a mark (评分).
    fn is_mark(&self, name: &str) -> bool;
    /// The cadres of the village on a day, each once, in the order of the roster.
    fn cadres_on(&self, day: Date) -> Vec<Person>;
    /// Whether `[[leave]]` asks more of a leave than of a shorter one: in two rows it would be two short ones.
    fn is_judged_by_length(&self, leave: &Leave) -> bool;
    /// Whether what was typed as 审批人 names an office that may approve for this village on a day.
    fn may_approve(&self, office: &str, typed: &str, day: Date) -> bool;
    /// Where the target of the village was typed into a sheet, or else the rulebook declares a target or an indicator, for
    /// messages.
    fn stated_at(&self, name: &str) -> Option<Location>;
}
