//! Whether a score is one that can be compared: 0 of what is not due yet, or does not apply, is none.

use super::{CadreResult, ItemResult, PartyKind, STOPPED, StandingRow, State, VillageResult};
use crate::number::Number;

impl State {
    /// The state of a derived node from those under it.
    pub(in crate::engine) fn of_derived(items: &[ItemResult]) -> Self {
        let is_any_in_force = items.iter().any(|item| item.in_force);
        let items: Vec<&ItemResult> = items.iter().filter(|item| item.in_force || !is_any_in_force).collect();
        let stopped = items.iter().filter_map(|item| item.state.stopped()).max();
        let all = |state: Self| !items.is_empty() && items.iter().all(|item| item.state == state);
        if items.iter().any(|item| item.score.is_none()) {
            Self::NotReported
        } else if all(Self::NotApplicable) {
            Self::NotApplicable
        } else if items.iter().all(|item| item.state.is_unjudged() || item.state == Self::NotApplicable) {
            // What is still to be judged keeps the whole waiting.
            let waits = items.iter().any(|item| item.state == Self::NotDue);
            stopped.filter(|_| !waits).map_or(Self::NotDue, Self::Stopped)
        } else {
            Self::Scored
        }
    }

    /// Whether words are those that stand in place of the score of a whole.
    pub fn is_of_whole(words: &str) -> bool {
        let states = [Self::NotDue, Self::NotApplicable].into_iter();
        let all =
            states.flat_map(|state| [PartyKind::Village, PartyKind::Cadre].map(|kind| state.of_whole(kind)));
        words == STOPPED || all.into_iter().any(|told| told == words)
    }

    /// What stands in place of the score of a whole that has none to be compared. To a cadre who came when all was judged that
    /// is due no day is still to come.
    fn of_whole(self, kind: PartyKind) -> &'static str {
        match (self, kind) {
            (Self::NotDue, PartyKind::Cadre) => "尚未计分",
            _ => self.chinese(),
        }
    }
}

impl VillageResult {
    /// Why its score is none to be compared, though it be 0; none of a score.
    pub fn closed(&self) -> Option<State> {
        closed(&self.items, self.score, self.available)
    }

    /// The same in Chinese.
    pub fn closed_told(&self) -> Option<&'static str> {
        self.closed().map(|state| state.of_whole(PartyKind::Village))
    }

    /// Its score, if it can be compared.
    pub fn comparable(&self) -> Option<Number> {
        self.score.filter(|_| self.closed().is_none())
    }
}

impl CadreResult {
    /// Why the cadre's score is none to be compared, though it be 0; none of a score.
    pub fn closed(&self) -> Option<State> {
        closed(&self.items, self.score, self.available)
    }

    /// The same in Chinese.
    pub fn closed_told(&self) -> Option<&'static str> {
        self.closed().map(|state| state.of_whole(PartyKind::Cadre))
    }
}

impl StandingRow {
    /// Why its score is none to be compared, in Chinese; none of a score.
    pub fn closed_told(&self) -> Option<&'static str> {
        self.closed.map(|state| state.of_whole(self.who.kind()))
    }
}

/// Where nothing of a whole has come due and applies, nobody is ahead of anybody. An example may give no items, and its score
/// is one.
fn closed(items: &[ItemResult], score: Option<Number>, available: Number) -> Option<State> {
    let is_nothing = available.is_zero() && score.is_some_and(Number::is_zero);
    let state = (is_nothing && !items.is_empty()).then(|| State::of_derived(items));
    state.filter(|state| state.is_unjudged() || *state == State::NotApplicable)
}
