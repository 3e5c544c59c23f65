//! What a rule gives, as far as its keys say it: what full marks, caps and instalments are compared with.

use crate::number::Number;

/// What a rule gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// It only takes off.
    Nothing,
    /// So much for each time or unit of any number of them, or what nobody knows before.
    Open,
    /// For what happens, so much to one account at most.
    ToAccount(Number),
    /// So much each time it measures.
    EachTime(Best),
}

/// What measuring once gives where all that is asked for is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Best {
    /// So much.
    pub brings: Number,
    /// How a sentence says so: `完成任务时给`.
    pub told: &'static str,
    /// What more than was asked for brings.
    pub beyond: Beyond,
    /// Whether it is a mark or a share of all that an item is worth, and nothing that may come on top of a full mark.
    pub is_mark: bool,
    /// The key that says what meeting brings, where it is left out: then that is nothing.
    pub left_out: Option<&'static str>,
}

/// What more than was asked for brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// No more.
    Nothing,
    /// More in the same proportion: whoever meets what was asked for is to have the full mark already.
    InProportion,
    /// More, at a price of its own: the full mark may be meant for that.
    Apart,
}

impl Gives {
    /// Of a rule that counts any number of times, if it gives at all.
    pub(super) fn open_if(gives: bool) -> Self {
        if gives { Self::Open } else { Self::Nothing }
    }

    /// What measuring gives at best, where it is known.
    pub fn best(self) -> Option<Best> {
        match self {
            Self::EachTime(best) => Some(best),
            Self::Nothing | Self::Open | Self::ToAccount(_) => None,
        }
    }

    /// The most that measuring once gives, where that is a mark or a share which nothing passes.
    pub fn highest_mark(self) -> Option<Number> {
        let best = self.best().filter(|best| best.is_mark && best.beyond == Beyond::Nothing);
        best.map(|best| best.brings)
    }
}

impl Best {
    /// A mark or a share that has an end.
    pub(super) fn mark(brings: Number) -> Self {
        Self { brings, told: "至多给", beyond: Beyond::Nothing, is_mark: true, left_out: None }
    }
}
