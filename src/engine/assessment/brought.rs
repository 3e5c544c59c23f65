//! What the rules of an account brought into it, beside its postings.

use crate::number::Number;
use crate::period::Date;
use crate::rules::{HeldMatter, MarkRange};
use crate::text::Text;

/// What a rule holds in an account that goes over into another by a merger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleHeld {
    /// Id of the rule.
    pub rule: Text,
    /// What it brought in points, with what those brought that it goes on from, within its limit.
    pub brought: Number,
    /// What of the score is its own: without those, and without what the item's floor gave back or its cap took.
    pub own: Number,
    /// What it brought of each matter.
    pub matters: Vec<HeldMatter>,
}

/// A mark (评分) that a rule was given. One of nothing leaves no posting, and where a later one takes the place of an earlier,
/// what is posted is the difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkGiven {
    /// Id of the rule.
    pub rule: Text,
    /// Name of the mark.
    pub name: Text,
    /// The day of measuring.
    pub date: Date,
    /// The mark itself, whatever it is worth.
    pub value: Number,
    /// What may be given.
    pub range: MarkRange,
}
