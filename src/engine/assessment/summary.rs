//! What a period comes to at a glance: the figures with which a bulletin begins.

use crate::number::Number;
use crate::period::Period;
use crate::text::Text;

/// The scores of all villages together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// How many villages have a score.
    pub scored: usize,
    /// The mean of their scores, one quotient.
    pub mean: Number,
    /// The highest score.
    pub best: Extreme,
    /// The lowest score.
    pub lowest: Extreme,
    /// The highest less the lowest.
    pub spread: Number,
    /// The mean held against that of the period before in the same year; `None` if there is none.
    pub previous: Option<Comparison>,
    /// What was lost within the period, item by item, in the order of the scheme; items without a loss are left out.
    pub lost: Vec<LostItem>,
}

/// A score and who holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extreme {
    /// Score.
    pub score: Number,
    /// Villages, in the order of the roster.
    pub villages: Vec<Text>,
}

/// The mean of an earlier period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Which.
    pub period: Period,
    /// Its mean.
    pub mean: Number,
    /// How much higher the mean is now.
    pub change: Number,
    /// The same of both means as papers print them, with two decimals: what a reader gets who takes one from the other.
    pub printed_change: Number,
    /// Whether every village that has a score in both could have as many points then as now.
    pub is_of_the_same: bool,
}

/// What villages lost in one item within the period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostItem {
    /// Id of the item.
    pub id: Text,
    /// Name.
    pub name: Text,
    /// Short name.
    pub short: Text,
    /// Clause.
    pub clause: Text,
    /// Of all villages together, positive.
    pub amount: Number,
    /// Village by village in the order of the roster, each positive.
    pub villages: Vec<(Text, Number)>,
}
