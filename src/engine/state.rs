//! Whether an account has a score yet: scored, not due, not applicable, not reported.

use super::assessment::{ItemResult, LeftOut, State};
use super::view::VillageView;
use crate::period::Date;
use crate::rulebook::{AccountTerms, ItemRule, WhenNotApplicable, WhenNotReported};
use crate::rules::{Occasions, Timing};

/// How the occasions of the rules of one account came out.
#[derive(Default)]
pub(super) struct RuleStates {
    /// How many rules judge in this account, or will before its end.
    judging: usize,
    /// How many of them were not applicable on every occasion.
    not_applicable: usize,
    /// The last day on which one of these was judged so.
    pub(super) not_applicable_since: Option<Date>,
    /// The last day on which something due was not reported.
    pub(super) not_reported_since: Option<Date>,
    /// Whether anything was stated of what was due, or nothing need be.
    pub(super) is_reported: bool,
    judged: bool,
}

impl RuleStates {
    /// Adds those of one rule. Where the latest figure takes the place of earlier ones, it takes that of one which was not
    /// reported too, but where that is an error.
    pub(super) fn add(
        &mut self,
        terms: &AccountTerms,
        rule: &ItemRule,
        occasions: &Occasions,
        view: &VillageView<'_>,
    ) {
        // What carries no points, or is judged on a day of another account, cannot keep this one applicable.
        let is_judging = match rule.timing {
            Timing::Never => false,
            Timing::On(day) => {
                let is_here = (view.begins..=view.ends).contains(&day.in_year(view.as_of.year()));
                is_here || occasions.count > 0
            }
            Timing::Always | Timing::EndOf(_) => true,
        };
        self.judging += usize::from(is_judging);
        let all_off = occasions.count > 0 && occasions.not_applicable == occasions.count;
        if all_off && is_judging {
            self.not_applicable += 1;
            self.not_applicable_since = self.not_applicable_since.max(occasions.last);
        }
        let is_error = terms.when_not_reported == WhenNotReported::Error;
        if is_error || !rule.uses.replaces || !occasions.is_reported_again {
            self.not_reported_since = self.not_reported_since.max(occasions.not_reported_since);
        }
        self.judged |= occasions.count > 0;
        self.is_reported |= occasions.is_stated || waits_for_rows(rule);
    }
}

/// Rows of 事项登记, 会议签到 or 请销假 may come from the first day on, and none need come.
fn waits_for_rows(rule: &ItemRule) -> bool {
    rule.timing == Timing::Always && (!rule.uses.events.is_empty() || rule.uses.counts.is_some())
}

/// The state of an account from those of its rules.
pub(super) fn of(terms: &AccountTerms, states: &RuleStates) -> State {
    if states.not_reported_since.is_some() {
        return State::NotReported;
    }
    if states.judging > 0 && states.judging == states.not_applicable {
        return State::NotApplicable;
    }
    // What has no rules of its own only waits for what is charged to it.
    let waits = terms.rules.is_empty() || terms.rules.iter().any(waits_for_rows);
    if waits || states.judged { State::Scored } else { State::NotDue }
}

/// How an account leaves the whole that it counts in.
pub(super) fn left_out(terms: &AccountTerms, state: State) -> Option<LeftOut> {
    match terms.when_not_applicable {
        _ if state != State::NotApplicable => None,
        WhenNotApplicable::Exclude => Some(LeftOut::Dropped),
        WhenNotApplicable::Rescale => Some(LeftOut::MadeUpFor),
        WhenNotApplicable::FullMark | WhenNotApplicable::Zero => None,
    }
}

/// The same of a derived node: it leaves with all that stand under it.
pub(super) fn left_out_derived(items: &[ItemResult]) -> Option<LeftOut> {
    let mut ways = items.iter().map(|item| item.left_out);
    let first = ways.next()??;
    ways.try_fold(first, |all, way| Some(if way? == all { all } else { LeftOut::Dropped }))
}

/// Whether anything was stated of what was due in any of these, or nothing need be: what they make up has an account, were
/// some of it missing.
pub(super) fn is_reported(items: &[ItemResult]) -> bool {
    items.iter().any(|item| item.is_reported)
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
