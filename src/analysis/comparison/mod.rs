//! What differs between two results of a period: every figure with both values, and the postings that explain it. Plain
//! values: a result of this program or one read from its JSON becomes [`Figures`]; how changes are said is the report's.

mod figures;
mod pairing;

pub use figures::{Figures, ItemFigures, Known, Outcome, OutcomeKey, Row, StandingFigures, SubjectFigures};
pub use pairing::compare;

use crate::number::Number;
use crate::period::Period;

/// Whom a change is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whom {
    /// The village; empty for what is nobody's.
    pub village: String,
    /// The cadre or household; empty for the village itself.
    pub person: String,
    /// The person's number; empty if none.
    pub id: String,
}

/// What kind of figure a change is of, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Somebody is assessed who was not, or is no more.
    Subject,
    /// A total score.
    Score,
    /// The score or the state of an item.
    Item,
    /// A place in a standing.
    Rank,
    /// A grade.
    Grade,
    /// A prize, or what is left of one by sharing.
    Prize,
    /// An entry of the ledger of money.
    Money,
    /// A proposed action.
    Action,
}

impl Kind {
    /// In Chinese, as a summary counts them.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Subject => "考核对象",
            Self::Score => "得分",
            Self::Item => "项目得分",
            Self::Rank => "名次",
            Self::Grade => "等次",
            Self::Prize => "奖励",
            Self::Money => "资金",
            Self::Action => "处理建议",
        }
    }
}

/// A value of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Points.
    Points(Number),
    /// Yuan, signed from the payee's side.
    Yuan(Number),
    /// A place.
    Place {
        /// Which.
        rank: u64,
        /// Whether others hold it too.
        tied: bool,
        /// Whether a veto (一票否决) holds beside it, of which lists and prizes go.
        vetoed: bool,
    },
    /// The tier of a prize and its yuan.
    Prize(String, Number),
    /// An action that is proposed.
    Action {
        /// Why.
        reason: String,
        /// The quantity that it rests on.
        quantity: Number,
        /// The reason without the score, where it tells one and that is known.
        scoreless: Option<String>,
    },
    /// Words: a state, a grade.
    Words(String),
}

/// A figure that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which kind of figure.
    pub kind: Kind,
    /// Whom it is about.
    pub whom: Whom,
    /// What it is of: a standing, an item, a prize, a rule.
    pub what: String,
    /// The clause it rests on; empty where the figure is of many.
    pub clause: String,
    /// What a prize, money or an action is told apart by; empty for the rest.
    pub outcome: OutcomeKey,
    /// Before; none where there was nothing.
    pub before: Option<Value>,
    /// After; none where there is nothing any more.
    pub after: Option<Value>,
    /// The postings that came.
    pub came: Vec<Entry>,
    /// The postings that went.
    pub went: Vec<Entry>,
}

/// A posting, as far as it tells why a figure changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// `2024-02-20`
    pub date: String,
    /// Id of the rule.
    pub rule: String,
    /// The amount, exact.
    pub amount: String,
    /// Why, in words.
    pub reason: String,
    /// `records/2024-02/经管站.xlsx > 事项登记 > E7`
    pub cells: Vec<String>,
}

/// A file that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileChange {
    /// Relative to the workspace.
    pub file: String,
    /// Whether it was there before.
    pub was_there: bool,
    /// Whether it is there now.
    pub is_there: bool,
}

/// By what a result was worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeName {
    /// Title of the scheme.
    pub title: String,
    /// Version of the rulebook.
    pub version: String,
}

/// What differs between two results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The period of the new one.
    pub period: Period,
    /// Every figure that changed: in the order of kinds, within a kind in that of the new result.
    pub changes: Vec<Change>,
    /// The files that came, went or changed.
    pub files: Vec<FileChange>,
    /// The cadres of the old result of whom the new one knows nothing, with the posts that they had there.
    pub gone: Vec<(Whom, String)>,
    /// The scheme before and after, where the rulebook is not the same.
    pub rulebook: Option<(SchemeName, SchemeName)>,
}

impl Change {
    /// Whether somebody gets or keeps something else by it: a place, a grade, a prize, yuan, an action. Scores alone are
    /// nothing of that sort, nor is the score in the words of an action that is proposed all the same.
    pub fn matters(&self) -> bool {
        !matches!(self.kind, Kind::Score | Kind::Item) && !self.is_of_another_score_alone()
    }

    /// Whether an action is what it was but for the score that its reason tells.
    fn is_of_another_score_alone(&self) -> bool {
        let scoreless = |value: &Option<Value>| match value {
            Some(Value::Action { quantity, scoreless: Some(scoreless), .. }) => {
                Some((scoreless.clone(), *quantity))
            }
            _ => None,
        };
        let before = scoreless(&self.before);
        before.is_some() && before == scoreless(&self.after)
    }
}

impl Comparison {
    /// Whether no figure changed, whatever else did.
    pub fn is_same_figures(&self) -> bool {
        self.changes.is_empty()
    }

    /// The changes of a kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.kind == kind)
    }
}
