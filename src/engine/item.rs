//! One village's account of one item: opening, rules, floor and cap, and its state.

use super::assessment::{ItemResult, Posting, PostingKind, State};
use super::ledger::{self, Limits};
use super::view::VillageView;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::fact::Person;
use crate::number::{Inexact, Number};
use crate::period::{Date, Month, Period};
use crate::rulebook::{Item, ItemRule, Opens, WhenNotApplicable};
use crate::rules::{Action, Entry, Judgement, Outcome, Payee, Timing, View};

/// An item's result, with what its rules say beyond the village's account.
pub(super) struct ItemAccount<'a> {
    pub(super) result: ItemResult,
    /// Postings to persons: the cadre's item that each goes to.
    pub(super) charged: Vec<(Person, &'a str, Posting)>,
    /// Actions with their rule.
    pub(super) actions: Vec<(&'a ItemRule, Action)>,
    pub(super) diagnostics: Diagnostics,
}

/// How the occasions of one rule came out.
struct Occasions {
    /// Days on which it was judged not applicable, if on every one.
    not_applicable_since: Option<Date>,
    judged: bool,
    not_reported: bool,
}

/// Judges an item for a village, up to the view's day.
pub(super) fn item_account<'a>(
    item: &'a Item,
    view: &VillageView<'_>,
    period: Period,
) -> Result<ItemAccount<'a>, Inexact> {
    let mut account = ItemAccount {
        result: unposted(item, State::NotDue, due(item, view.opens())),
        charged: Vec::new(),
        actions: Vec::new(),
        diagnostics: Diagnostics::new(),
    };
    if view.opens() > view.as_of() {
        return Ok(account);
    }
    let mut postings: Vec<_> = opening(item, view).into_iter().collect();
    let mut occasions = Vec::new();
    for rule in &item.rules {
        let judgement = rule.rule.judge(view)?;
        occasions.push(occasions_of(rule, &judgement));
        account.note_problems(&judgement);
        postings.extend(account.take_entries(rule, judgement));
    }
    let result = &mut account.result;
    result.state = state(item, &occasions, view);
    if result.state == State::NotApplicable {
        let since = occasions.iter().filter_map(|rule| rule.not_applicable_since).max();
        postings.extend(since.and_then(|since| not_applicable(item, since)));
    }
    let limits = Limits { floor: item.floor, cap: item.cap, clause: &item.clause };
    postings.extend(limits.postings(&ledger::changes(&postings)?)?);
    ledger::arrange(&mut postings, &format!("{}/{}", view.village(), item.id))?;
    let balance = ledger::balance(&postings, view.as_of())?;
    result.score = (result.state != State::NotReported).then_some(balance);
    result.period_change = ledger::change_in(&postings, period)?;
    result.postings = postings;
    Ok(account)
}

/// The result of an item before anything is posted to it.
pub(super) fn unposted(item: &Item, state: State, due: Option<Date>) -> ItemResult {
    ItemResult {
        id: item.id.clone(),
        name: item.name.clone(),
        short: item.short.clone(),
        clause: item.clause.clone(),
        points: item.points,
        score: Some(Number::ZERO),
        state,
        due,
        period_change: Number::ZERO,
        floor: item.floor,
        cap: item.cap,
        postings: Vec::new(),
        terms: Vec::new(),
    }
}

/// The first day on which any rule judges; `None` if that is the first day of the year.
fn due(item: &Item, opens: Date) -> Option<Date> {
    let first = item.rules.iter().filter_map(|rule| rule.rule.timing().first_day(opens)).min();
    first.filter(|day| *day > day.first_of_year())
}

/// An item that takes points off opens with its full mark.
fn opening(item: &Item, view: &VillageView<'_>) -> Option<Posting> {
    let points = item.points.filter(|_| item.opens == Opens::FullMark)?;
    Some(opening_posting(item, view.opens(), points, format!("满分{points}分")))
}

/// The posting that takes an excluded item out (or gives one its full mark) on the day it is found 不适用.
fn not_applicable(item: &Item, since: Date) -> Option<Posting> {
    let points = item.points?;
    match (item.when_not_applicable, item.opens) {
        (WhenNotApplicable::Exclude, Opens::FullMark) => {
            let reason = format!("各项均不适用，退出满分{points}分");
            Some(opening_posting(item, since, points.negated(), reason))
        }
        (WhenNotApplicable::FullMark, Opens::Nothing) => {
            Some(opening_posting(item, since, points, format!("各项均不适用，按满分{points}分计")))
        }
        _ => None,
    }
}

fn opening_posting(item: &Item, date: Date, amount: Number, reason: String) -> Posting {
    ledger::posting_of_no_rule(PostingKind::Opening, date, &item.clause, amount, reason)
}

fn occasions_of(rule: &ItemRule, judgement: &Judgement) -> Occasions {
    let occasions = &judgement.occasions;
    let all_off = occasions.iter().all(|occasion| occasion.outcome == Outcome::NotApplicable);
    // A rule that carries no points cannot keep an item applicable.
    let silent = rule.rule.timing() == Timing::Never;
    let last = occasions.iter().map(|occasion| occasion.date).max();
    Occasions {
        not_applicable_since: last.filter(|_| all_off && !silent),
        judged: !occasions.is_empty(),
        not_reported: occasions
            .iter()
            .any(|occasion| matches!(occasion.outcome, Outcome::NotReported { .. })),
    }
}

fn state(item: &Item, occasions: &[Occasions], view: &VillageView<'_>) -> State {
    let measuring = |rule: &&ItemRule| rule.rule.timing() != Timing::Never;
    let waits_for_events =
        |rule: &ItemRule| rule.rule.timing() == Timing::Always && rule.rule.uses().event.is_some();
    if occasions.iter().any(|rule| rule.not_reported) {
        return State::NotReported;
    }
    let rules = item.rules.iter().filter(measuring).count();
    let off = occasions.iter().filter(|rule| rule.not_applicable_since.is_some()).count();
    if rules > 0 && rules == off {
        return State::NotApplicable;
    }
    let scored = item.rules.iter().any(waits_for_events) || occasions.iter().any(|rule| rule.judged);
    if scored && view.opens() <= view.as_of() { State::Scored } else { State::NotDue }
}

impl<'a> ItemAccount<'a> {
    fn note_problems(&mut self, judgement: &Judgement) {
        self.diagnostics.extend(judgement.diagnostics.iter().cloned());
        for occasion in &judgement.occasions {
            let Outcome::NotReported { what: Some(what) } = &occasion.outcome else { continue };
            let folder = format!("records/{}", Month::of(occasion.date));
            let message = format!("{what}没有填报");
            self.diagnostics.push(
                Diagnostic::error(Code::NotReported, Location::File(folder), message)
                    .hint("在当期的表里填写；确实没有做的填“未”或 0，不适用的填“不适用”"),
            );
        }
    }

    /// Turns a rule's entries into postings: the village's own come back, those of persons are kept apart.
    fn take_entries(&mut self, rule: &'a ItemRule, judgement: Judgement) -> Vec<Posting> {
        self.actions.extend(judgement.actions.into_iter().map(|action| (rule, action)));
        let mut own = Vec::new();
        for entry in judgement.entries {
            match (&entry.payee, &rule.into) {
                (Payee::Person(person), Some(into)) => {
                    self.charged.push((person.clone(), into, posting(rule, entry.clone())));
                }
                _ => own.push(posting(rule, entry)),
            }
        }
        own
    }
}

fn posting(rule: &ItemRule, entry: Entry) -> Posting {
    Posting {
        id: String::new(),
        kind: PostingKind::Rule,
        date: entry.date,
        rule: rule.id.clone(),
        clause: rule.clause.clone(),
        amount: entry.amount,
        balance: Number::ZERO,
        quantity: Some(entry.quantity),
        rate: Some(entry.rate),
        reason: entry.reason,
        ruling: rule.ruling.clone(),
        facts: entry.facts,
        cells: entry.cells,
    }
}
