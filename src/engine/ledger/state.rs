//! Whether an account has a score yet: scored, not due, not applicable, not reported.

use crate::engine::assessment::{Begun, ItemResult, LeftOut, State};
use crate::engine::view::VillageView;
use crate::period::Date;
use crate::rulebook::{AccountTerms, InForce, ItemRule, WhenNotApplicable, WhenNotReported};
use crate::rules::{Occasions, Timing, Unreported};

/// How the occasions of the rules of one account came out, on each day of it.
#[derive(Default)]
pub(in crate::engine) struct RuleStates {
    /// How many rules judge in this account, or will before its end.
    judging: usize,
    /// How many of these only wait for rows.
    waiting: usize,
    /// Those that begin within it and wait for none.
    later: Vec<Later>,
    /// The first last day of a rule that judged.
    ended: Option<Date>,
    /// The first day on which such rows may come.
    rows_from: Option<Date>,
    /// How many of them judged on some day.
    begun: usize,
    /// The first day on which any judged.
    first_judged: Option<Date>,
    /// The first day since the last merger on which any did.
    judged_since: Option<Date>,
    /// The day from which all of these have judged.
    all_begun: Option<Date>,
    /// The first day on which one of them was applicable.
    applies_from: Option<Date>,
    /// Days on which something due was not reported, each with that on which a later figure took its place.
    unreported: Vec<Unreported>,
    /// Whether anything was stated of what was due, or nothing need be.
    pub(in crate::engine) is_reported: bool,
}

/// A rule that begins within an account.
struct Later {
    from: Date,
    /// The first day on which it judged.
    first: Option<Date>,
}

/// What the occasions of an account come to on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Standing {
    /// As its rules post.
    AsJudged,
    /// Nothing of it applies.
    NotApplicable,
    /// Something due is not reported, since the day.
    NotReported(Date),
}

impl RuleStates {
    /// Adds those of one rule. Where the latest figure takes the place of earlier ones, it takes that of one which was not
    /// reported too, but where that is an error.
    pub(in crate::engine) fn add(
        &mut self,
        terms: &AccountTerms,
        rule: &ItemRule,
        occasions: &Occasions,
        view: &VillageView<'_>,
    ) {
        // What brings nothing, or judges in no day of this account, cannot keep it applicable, and is no judgement.
        let from = judges_from(rule, view);
        let rows_from = from.filter(|_| waits_for_rows(rule));
        self.rows_from = earlier(self.rows_from, rows_from);
        let brings = !rule.uses.only_states;
        if brings && (from.is_some() || occasions.count > 0) {
            self.note(rule, occasions, view);
            self.applies_from = earlier(self.applies_from, occasions.applies_from);
        }
        if brings {
            self.first_judged = earlier(self.first_judged, occasions.first);
            self.judged_since = earlier(self.judged_since, occasions.first_since);
        }
        let is_error = terms.when_not_reported == WhenNotReported::Error;
        let stays = is_error || !rule.uses.replaces;
        let unreported = occasions.unreported.iter();
        self.unreported
            .extend(unreported.map(|one| Unreported { until: one.until.filter(|_| !stays), ..*one }));
        self.is_reported |= occasions.is_stated || rows_from.is_some();
    }

    /// Counts a rule that judges in the account.
    fn note(&mut self, rule: &ItemRule, occasions: &Occasions, view: &VillageView<'_>) {
        let days = rule.in_force.in_year(view.as_of.year());
        if let Some(until) = days.until.filter(|_| occasions.count > 0) {
            self.ended = earlier(self.ended, Some(until));
        }
        match days.from.filter(|from| *from > view.opens) {
            Some(from) if !waits_for_rows(rule) => self.later.push(Later { from, first: occasions.first }),
            _ => {
                self.judging += 1;
                self.waiting += usize::from(waits_for_rows(rule));
                self.begun += usize::from(occasions.count > 0);
                self.all_begun = self.all_begun.max(occasions.first);
            }
        }
    }

    /// Those of the later rules that are waited for: not what takes the place of one that had judged and ended, until whose
    /// first judgement the account stays what it was.
    fn awaited(&self) -> impl Iterator<Item = &Later> {
        self.later.iter().filter(|one| self.ended.is_none_or(|ended| one.from <= ended))
    }

    /// Notes from when others may charge an account that waits for rows of its own, be it in force or not by now.
    pub(in crate::engine) fn may_be_charged(&mut self, terms: &AccountTerms, from: Option<Date>) {
        if terms.rules.iter().any(waits_for_rows) {
            self.rows_from = earlier(self.rows_from, from);
        }
    }

    /// From when the account is due: from when rows may come, or with the first judgement. What has no rules of its own
    /// only waits for what is charged to it.
    pub(in crate::engine) fn due_since(&self, terms: &AccountTerms, opens: Date) -> Option<Begun> {
        let rows_from = if terms.rules.is_empty() { Some(opens) } else { self.rows_from };
        let waits = rows_from.map(|day| Begun { day, by_judgement: false });
        let judged = self.judged_from(terms).map(|day| Begun { day, by_judgement: true });
        waits.into_iter().chain(judged).min()
    }

    /// Whether it was judged between the last merger and a day.
    pub(in crate::engine) fn is_judged_anew(&self, day: Date) -> bool {
        self.judged_since.is_some_and(|first| first <= day)
    }

    /// Whether the account is due by a day.
    pub(in crate::engine) fn is_due_by(&self, terms: &AccountTerms, day: Date) -> bool {
        self.due_since(terms, day).is_some_and(|begun| begun.day <= day)
    }

    /// The first day on which it was judged as a part of the whole.
    fn judged_from(&self, terms: &AccountTerms) -> Option<Date> {
        match terms.when_not_applicable {
            WhenNotApplicable::Exclude | WhenNotApplicable::Rescale => self.applies_from,
            WhenNotApplicable::FullMark | WhenNotApplicable::Zero => self.first_judged,
        }
    }

    /// From when nothing of the account applied, whether or not that is still so.
    pub(in crate::engine) fn not_applicable_since(&self) -> Option<Date> {
        if self.begun < self.judging || self.awaited().any(|one| one.first.is_none()) {
            return None;
        }
        let since = self.awaited().map(|one| one.first).fold(self.all_begun, Option::max)?;
        self.applies_from.is_none_or(|applies| since < applies).then_some(since)
    }

    /// From when an account applies again that was out of the whole.
    pub(in crate::engine) fn back_since(&self, terms: &AccountTerms) -> Option<Date> {
        let is_out =
            matches!(terms.when_not_applicable, WhenNotApplicable::Exclude | WhenNotApplicable::Rescale);
        self.not_applicable_since().filter(|_| is_out).and(self.applies_from)
    }

    /// Whether nothing of an account applies but that it waits for rows as well, which keeps it in the whole.
    pub(in crate::engine) fn is_kept_by_rows(&self) -> bool {
        let begun = self.begun + self.awaited().filter(|one| one.first.is_some()).count();
        let judging = self.judging + self.awaited().count();
        self.waiting > 0 && begun > 0 && begun + self.waiting == judging && self.applies_from.is_none()
    }

    /// What they come to on a day; what was not reported before the first of some days is left aside.
    pub(in crate::engine) fn on(&self, day: Date, first: Option<Date>) -> Standing {
        let missing = self.unreported.iter().filter(|one| {
            first.is_none_or(|first| first <= one.from)
                && one.from <= day
                && one.until.is_none_or(|until| day < until)
        });
        if let Some(since) = missing.map(|one| one.from).min() {
            return Standing::NotReported(since);
        }
        let is_off = self.not_applicable_since().is_some_and(|since| since <= day)
            && self.applies_from.is_none_or(|applies| day < applies);
        if is_off { Standing::NotApplicable } else { Standing::AsJudged }
    }

    /// Whether a figure took the place of what was not reported on a day.
    pub(in crate::engine) fn is_reported_on(&self, day: Date) -> bool {
        self.unreported.iter().any(|one| one.until == Some(day))
    }

    /// The days on which what they come to may change; none for most accounts.
    pub(in crate::engine) fn turns(&self) -> impl Iterator<Item = Date> {
        let missing = self.unreported.iter().flat_map(|one| [Some(one.from), one.until]).flatten();
        let off = self.not_applicable_since();
        missing.chain(off).chain(off.and(self.applies_from))
    }
}

/// The first of two days, as far as there are any.
fn earlier(one: Option<Date>, other: Option<Date>) -> Option<Date> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// The first day of the account on which a rule may judge: it is in force by now, and judges on a day of the account on which it
/// is. `None` of one that never does: it ended before, has not begun, or judges on days of other accounts.
fn judges_from(rule: &ItemRule, view: &VillageView<'_>) -> Option<Date> {
    let days = rule.in_force.in_year(view.as_of.year());
    let from = days.from.map_or(view.opens, |from| from.max(view.opens));
    let last = days.until.map_or(view.ends, |until| until.min(view.ends));
    let first = rule.timing.first_day(from).filter(|first| *first <= last);
    first.filter(|_| from <= view.as_of)
}

/// Rows of 事项登记, 会议签到 or 请销假 may come from the first day on, and none need come.
fn waits_for_rows(rule: &ItemRule) -> bool {
    rule.timing == Timing::Always && (!rule.uses.events.is_empty() || rule.uses.counts.is_some())
}

/// The state of an account from those of its rules.
pub(in crate::engine) fn of(terms: &AccountTerms, states: &RuleStates, view: &VillageView<'_>) -> State {
    match states.on(view.as_of, None) {
        Standing::NotReported(_) => return State::NotReported,
        Standing::NotApplicable => return State::NotApplicable,
        Standing::AsJudged => {}
    }
    let waits = terms.rules.is_empty() || states.rows_from.is_some();
    if waits || states.first_judged.is_some() {
        return State::Scored;
    }
    stopped(terms, view).map_or(State::NotDue, State::Stopped)
}

/// The last day on which any rule of an account was in force, or any that charges it; `None` while one is, or will be.
fn stopped(terms: &AccountTerms, view: &VillageView<'_>) -> Option<Date> {
    let own = terms.rules.iter().map(|rule| rule.in_force);
    let ended = |in_force: InForce| {
        let days = in_force.in_year(view.as_of.year());
        days.until.filter(|until| *until < view.as_of)
    };
    let ends: Option<Vec<Date>> = own.chain(terms.charged_by.iter().copied()).map(ended).collect();
    ends?.into_iter().max()
}

/// How an account leaves the whole that it counts in.
pub(in crate::engine) fn left_out(terms: &AccountTerms, state: State) -> Option<LeftOut> {
    match terms.when_not_applicable {
        _ if state != State::NotApplicable => None,
        WhenNotApplicable::Exclude => Some(LeftOut::Dropped),
        WhenNotApplicable::Rescale => Some(LeftOut::MadeUpFor),
        WhenNotApplicable::FullMark | WhenNotApplicable::Zero => None,
    }
}

/// The same of a derived node: it leaves with all that stand under it.
pub(in crate::engine) fn left_out_derived(items: &[ItemResult]) -> Option<LeftOut> {
    // What is in force in another account has no part in this one.
    let has_part = |item: &&ItemResult| item.in_force || item.is_of_longer_period();
    let mut ways = items.iter().filter(has_part).map(|item| item.left_out);
    let first = ways.next()??;
    ways.try_fold(first, |all, way| Some(if way? == all { all } else { LeftOut::Dropped }))
}

/// From when anything of a derived node is there to be kept above a floor: what is out of it is no part of it.
pub(in crate::engine) fn begun(items: &[ItemResult]) -> Option<Begun> {
    items.iter().filter(|item| item.left_out.is_none()).filter_map(|item| item.begun).min()
}

/// Whether anything was stated of what was due in any of these, or nothing need be: what they make up has an account, were
/// some of it missing.
pub(in crate::engine) fn is_reported(items: &[ItemResult]) -> bool {
    items.iter().any(|item| item.is_reported)
}
