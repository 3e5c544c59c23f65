//! What holds an account, whatever is posted to it: what stands in for it while it is not reported or does not apply, and
//! what emptied it.

use super::item::posting;
use super::merged;
use super::state::{RuleStates, Standing};
use crate::engine::assessment::{Begun, Posting, PostingKind};
use crate::engine::ledger::{self, Changes, Limits};
use crate::engine::view::inherited::{self, Inherited};
use crate::number::{Inexact, Number};
use crate::period::Date;
use crate::rulebook::{AccountTerms, Item, ItemRule, WhenNotApplicable, WhenNotReported};
use crate::rules::{Emptying, Entry, Payee, ShownFacts};
use crate::sentence;
use crate::sentence::Sentence;
use crate::text::Text;

/// Days of an account from one merger to the next: where one leaves it, what held it before holds it no more.
#[derive(Clone, Copy)]
struct Stretch {
    /// `None` for the first one.
    from: Option<Date>,
    /// `None` for the last one.
    before: Option<Date>,
}

impl Stretch {
    fn contains(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.before.is_none_or(|before| day < before)
    }
}

/// What holds an account, whatever is posted to it: what stands in for it, and what emptied it.
pub(super) struct Holds<'a> {
    pub(super) item: &'a Item,
    pub(super) terms: &'a AccountTerms,
    pub(super) states: &'a RuleStates,
    pub(super) emptyings: &'a [(&'a ItemRule, Emptying)],
    /// Where mergers leave the village's items.
    pub(super) inherited: &'a [Inherited],
    /// The first day from which points are counted.
    pub(super) opens: Date,
}

impl Holds<'_> {
    /// Posts what holds the account, and between that where mergers leave it.
    pub(super) fn post_with_mergers(
        &self,
        until: Date,
        carried: &[Posting],
        postings: &mut Vec<Posting>,
    ) -> Result<(), Inexact> {
        let mut from = None;
        for merger in inherited::of_item(self.item, self.inherited, until) {
            let day = Some(merger.day());
            self.post(Stretch { from, before: day }, carried, postings)?;
            postings.extend(merged::posting(merger, postings, carried)?);
            from = day;
        }
        self.post(Stretch { from, before: None }, carried, postings)
    }

    /// The item's limits on a day: a floor above zero raises no account that is not due yet, and none that is emptied, out
    /// of the whole or counted as zero.
    pub(super) fn limits_on(&self, day: Date) -> Limits<'_> {
        let limits = Limits::of_item(self.item);
        if limits.is_raised() && !self.is_raised_on(day) { limits.unraised() } else { limits }
    }

    /// From when there is something to be kept above a floor: at once, where it opens with its full mark, or goes on from
    /// villages that came together.
    pub(super) fn begun(&self, until: Date) -> Option<Begun> {
        let Self { terms, states, opens, .. } = *self;
        if terms.opens.is_full_mark() {
            let day = states.back_since(terms).map_or(opens, |back| back.max(opens));
            return Some(Begun { day, by_judgement: false });
        }
        let goes_on = self.goes_on_from(until).map(|day| Begun { day, by_judgement: true });
        goes_on.into_iter().chain(states.due_since(terms, opens)).min()
    }

    /// What the account opens with, within its limits: a floor above zero raises it where it is due without being judged.
    pub(super) fn kept_opening(&self, until: Date, changes: &Changes) -> Result<Number, Inexact> {
        let limits = Limits::of_item(self.item);
        let is_due = limits.is_raised() && self.begun(until).is_some_and(|begun| !begun.by_judgement);
        let limits = if is_due { limits } else { limits.unraised() };
        limits.kept(changes.opening())
    }

    /// The day of the first merger that brought what was due in one of the villages.
    pub(super) fn goes_on_from(&self, until: Date) -> Option<Date> {
        let mut due = inherited::of_item(self.item, self.inherited, until).filter(|one| one.was_due);
        due.next().map(Inherited::day)
    }

    /// Whether nothing of the account applies on a day.
    pub(super) fn is_not_applicable_on(&self, day: Date) -> bool {
        let may_be = self.states.not_applicable_since().is_some();
        may_be && self.states.on(day, self.last_merger(day)) == Standing::NotApplicable
    }

    fn last_merger(&self, until: Date) -> Option<Date> {
        inherited::of_day(&self.item.id, self.inherited, until)
    }

    fn is_raised_on(&self, day: Date) -> bool {
        let Self { terms, states, emptyings, .. } = *self;
        let from = self.last_merger(day);
        let is_emptied = |one: &Emptying| one.date <= day && from.is_none_or(|from| from <= one.date);
        if emptyings.iter().any(|(_, one)| is_emptied(one)) {
            return false;
        }
        match states.on(day, from) {
            Standing::AsJudged => match inherited::of_item(self.item, self.inherited, day).last() {
                // What was emptied, or counted as zero, before a merger is raised when it is judged anew.
                Some(merger) => merger.was_held || states.is_judged_anew(day),
                None => terms.opens.is_full_mark() || states.is_due_by(terms, day),
            },
            Standing::NotApplicable => terms.when_not_applicable == WhenNotApplicable::FullMark,
            Standing::NotReported(_) => terms.when_not_reported != WhenNotReported::Zero,
        }
    }

    /// Notes the days of an account on which such a floor begins or ceases to hold, though nothing be posted.
    pub(super) fn note_days_of_floor(&self, until: Date, changes: &mut Changes) -> Result<(), Inexact> {
        let Self { item, terms, states, emptyings, inherited, opens } = *self;
        if !Limits::of_item(item).is_raised() {
            return Ok(());
        }
        let mergers = inherited::of_item(item, inherited, until).map(Inherited::day);
        let emptied = emptyings.iter().map(|(_, one)| one.date);
        let due = states.due_since(terms, opens).map(|begun| begun.day);
        let days = due.into_iter().chain(states.turns()).chain(mergers).chain(emptied);
        days.filter(|day| *day <= until).try_for_each(|day| changes.add(day, Number::ZERO))
    }

    /// Posts what holds the account in some of its days.
    fn post(&self, days: Stretch, carried: &[Posting], postings: &mut Vec<Posting>) -> Result<(), Inexact> {
        let Self { item, terms, states, emptyings, .. } = *self;
        // Most accounts are held by nothing.
        if emptyings.is_empty() && states.turns().next().is_none() {
            return Ok(());
        }
        let in_time = |posting: &Posting| days.before.is_none_or(|before| posting.date < before);
        let standing = stand_in((item, terms), states, days, postings, carried)?;
        postings.extend(standing.into_iter().filter(in_time));
        let taken = emptied(emptyings, days, postings)?;
        postings.extend(taken.into_iter().filter(in_time));
        Ok(())
    }
}

/// What takes the place of an item while it is not applicable or not reported: its score stands still from the day on
/// which it is found so, whatever else is posted. From the day on which that is over it is what its rules make of it.
fn stand_in(
    (item, terms): (&Item, &AccountTerms),
    states: &RuleStates,
    days: Stretch,
    postings: &[Posting],
    carried: &[Posting],
) -> Result<Vec<Posting>, Inexact> {
    let Some(points) = item.points else { return Ok(Vec::new()) };
    let turns: Vec<Date> = states.turns().collect();
    let Some(first) = turns.iter().copied().min() else { return Ok(Vec::new()) };
    let since = days.from.map_or(first, |from| from.max(first));
    let standing = |day: Date| states.on(day, days.from);
    let target = |day: Date, raw: Number| match (standing(day), terms.when_not_reported) {
        (Standing::AsJudged, _) | (Standing::NotReported(_), WhenNotReported::Error) => raw,
        (Standing::NotReported(_), WhenNotReported::FullMark) => points,
        (Standing::NotReported(_), WhenNotReported::Zero) => Number::ZERO,
        (Standing::NotApplicable, _) if terms.when_not_applicable == WhenNotApplicable::FullMark => points,
        (Standing::NotApplicable, _) => Number::ZERO,
    };
    let posting = |(date, amount): (Date, Number)| {
        let (kind, reason) = match standing(date) {
            Standing::NotApplicable => (PostingKind::Opening, not_applicable(terms, points, amount)),
            Standing::NotReported(since) => {
                // What holds something already is not opened by it; 补扣补加 of the day itself come after it.
                let is_open = date > since
                    || postings.iter().any(|one| one.date <= date)
                    || carried.iter().any(|one| one.date < date);
                let opens = !is_open && !amount.is_negative();
                let kind = if opens { PostingKind::Opening } else { PostingKind::Unreported };
                (kind, unreported(terms.when_not_reported, points))
            }
            Standing::AsJudged if states.is_reported_on(date) => {
                (PostingKind::Unreported, sentence!("已经填报，按未报计的冲回"))
            }
            Standing::AsJudged => (PostingKind::Opening, sentence!("有了适用的，按不适用计的冲回")),
        };
        ledger::posting_of_no_rule(kind, date, &item.clause, amount, reason)
    };
    let amounts = ledger::held_from(since, &turns, postings, target)?;
    Ok(amounts.into_iter().map(posting).collect())
}

/// An account that does not hold its full mark may hold something all the same: what mergers carried over, or was judged.
fn not_applicable(terms: &AccountTerms, points: Number, amount: Number) -> Sentence {
    match terms.when_not_applicable {
        WhenNotApplicable::Exclude | WhenNotApplicable::Rescale if amount == points.negated() => {
            sentence!("各项均不适用，退出满分{}分", points)
        }
        WhenNotApplicable::Exclude | WhenNotApplicable::Rescale if amount.is_negative() => {
            sentence!("各项均不适用，退出已得的{}分", amount.unsigned())
        }
        WhenNotApplicable::Exclude | WhenNotApplicable::Rescale => {
            sentence!("各项均不适用，退出已扣的{}分", amount)
        }
        WhenNotApplicable::FullMark => sentence!("各项均不适用，按满分{}分计", points),
        WhenNotApplicable::Zero => sentence!("各项均不适用，按零分计"),
    }
}

fn unreported(policy: WhenNotReported, points: Number) -> Sentence {
    if policy == WhenNotReported::FullMark {
        sentence!("到期未报，按满分{}分计", points)
    } else {
        sentence!("到期未报，按零分计")
    }
}

/// From the first emptying of some days on, whatever the account holds above zero is taken off again.
fn emptied(
    emptyings: &[(&ItemRule, Emptying)],
    days: Stretch,
    postings: &[Posting],
) -> Result<Vec<Posting>, Inexact> {
    let of_stretch = emptyings.iter().filter(|(_, one)| days.contains(one.date));
    let Some((rule, first)) =
        of_stretch.min_by_key(|(_, one)| (one.date, one.reason.to_string(), one.cells.clone()))
    else {
        return Ok(Vec::new());
    };
    let later = |amount: Number| {
        let back = if amount.is_negative() { "，此后所得收回" } else { "，此后所扣冲回" };
        sentence!("{}{}", first.reason.clone(), back)
    };
    let entry = |(date, amount): (Date, Number)| Entry {
        date,
        payee: Payee::Subject,
        amount,
        quantity: Number::ONE,
        rate: amount,
        reason: if date == first.date { first.reason.clone() } else { later(amount) },
        facts: ShownFacts::default(),
        cells: first.cells.clone(),
        matter: Text::default(),
    };
    let taken = ledger::held_from(first.date, &[], postings, |_, balance| balance.min(Number::ZERO))?;
    Ok(taken.into_iter().map(|taken| posting(rule, entry(taken))).collect())
}
