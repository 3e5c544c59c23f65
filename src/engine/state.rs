//! Whether an account has a score yet: scored, not due, not applicable, not reported.

use super::assessment::{ItemResult, State};
use crate::period::Date;
use crate::rulebook::{AccountTerms, ItemRule};
use crate::rules::{Occasions, Timing};

/// What the occasions of one rule mean for its item.
pub(super) struct RuleState {
    /// The last day on which it was judged not applicable, if on every one.
    pub(super) not_applicable_since: Option<Date>,
    /// The last day on which something due was not reported.
    pub(super) not_reported_since: Option<Date>,
    judged: bool,
}

impl RuleState {
    pub(super) fn of(rule: &ItemRule, occasions: &Occasions) -> Self {
        let all_off = occasions.not_applicable == occasions.count;
        // A rule that carries no points cannot keep an item applicable.
        let silent = rule.timing == Timing::Never;
        Self {
            not_applicable_since: occasions.last.filter(|_| all_off && !silent),
            not_reported_since: occasions.not_reported_since,
            judged: occasions.count > 0,
        }
    }
}

/// The state of an account from those of its rules.
pub(super) fn of(terms: &AccountTerms, states: &[RuleState]) -> State {
    let measuring = |rule: &&ItemRule| rule.timing != Timing::Never;
    let waits_for_events = |rule: &ItemRule| rule.timing == Timing::Always && !rule.uses.events.is_empty();
    if states.iter().any(|rule| rule.not_reported_since.is_some()) {
        return State::NotReported;
    }
    let rules = terms.rules.iter().filter(measuring).count();
    let off = states.iter().filter(|rule| rule.not_applicable_since.is_some()).count();
    if rules > 0 && rules == off {
        return State::NotApplicable;
    }
    // What has no rules of its own only waits for what is charged to it.
    let waits = terms.rules.is_empty() || terms.rules.iter().any(waits_for_events);
    if waits || states.iter().any(|rule| rule.judged) { State::Scored } else { State::NotDue }
}

/// The state of a derived node from those under it.
pub(super) fn of_derived(items: &[ItemResult]) -> State {
    let all = |state: State| !items.is_empty() && items.iter().all(|item| item.state == state);
    if items.iter().any(|item| item.score.is_none()) {
        State::NotReported
    } else if all(State::NotApplicable) {
        State::NotApplicable
    } else if items.iter().all(|item| matches!(item.state, State::NotDue | State::NotApplicable)) {
        State::NotDue
    } else {
        State::Scored
    }
}
