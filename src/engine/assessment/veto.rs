//! What the vetoes against somebody come to.

use super::StandingRow;
use crate::rulebook::{VetoEffect, VetoPlace};

/// The vetoes against somebody in a standing: all of them act, so the strictest place and the strictest effect count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldVeto {
    /// The names of all of them, in the order of the rulebook.
    pub name: String,
    /// The posts that a cadre held when it happened, where the event names nobody and is held against who held them.
    pub posts: Vec<String>,
    /// What they do to the place.
    pub place: VetoPlace,
    /// What they do to what depends on the place.
    pub effect: VetoEffect,
}

impl StandingRow {
    /// What the vetoes are called that stand against them; `None` where there is none.
    pub fn veto_name(&self) -> Option<&str> {
        self.veto.as_ref().map(|held| held.name.as_str())
    }
}
