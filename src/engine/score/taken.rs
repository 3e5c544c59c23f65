//! What a cadre takes over of the village.

use super::tree::Scored;
use crate::engine::assessment::{Begun, LeftOut, State, Unrounded};
use crate::engine::ledger::Changes;
use crate::number::Number;
use crate::period::Period;

/// A score of the village, and how it moved.
#[derive(Clone)]
pub(in crate::engine) struct Taken {
    pub(in crate::engine) score: Option<Number>,
    /// The score before its quotient was rounded, where it has no end.
    pub(in crate::engine) unrounded: Option<Unrounded>,
    pub(in crate::engine) available: Number,
    pub(in crate::engine) period_change: Number,
    pub(in crate::engine) changes: Option<Changes>,
    /// Whether anything of it was reported, or need not be.
    pub(in crate::engine) is_reported: bool,
    /// From when a floor could raise it.
    pub(in crate::engine) begun: Option<Begun>,
    /// Of a part or item, how it stands; of the whole that is told by its score.
    pub(in crate::engine) node: Option<NodeState>,
}

/// How a part or item of the village stands that is taken.
#[derive(Clone, Copy)]
pub(in crate::engine) struct NodeState {
    pub(in crate::engine) state: State,
    pub(in crate::engine) left_out: Option<LeftOut>,
    pub(in crate::engine) in_force: bool,
}

impl Scored {
    /// The whole as it is taken over in a period.
    pub(in crate::engine) fn taken(&self, at: Period) -> Taken {
        Taken {
            score: self.score,
            unrounded: self.unrounded,
            available: self.available,
            period_change: self.period_change,
            changes: self.changes.clone(),
            is_reported: self.is_reported(),
            begun: self.begun(at),
            node: None,
        }
    }
}
