//! One account of an item: opening, rules, what empties it, floor and cap, and its state.

use super::gone_before::{self, Brought};
use super::held_by_rules::{self, Within};
use super::holds::Holds;
use super::state::{self, RuleStates};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location, Severity, Unmarked};
use crate::engine::assessment::{
    AccountName, ItemResult, MarkGiven, PeriodCounts, Posting, PostingId, PostingKind, RuleHeld, State,
};
use crate::engine::ledger::{self, Changes, Limits, carried, dated_late, kept_by_rows, merged_total, window};
use crate::engine::view::VillageView;
use crate::engine::view::inherited::{self, Inherited, MergedRule};
use crate::input_name::month_folder;
use crate::number::{Inexact, Number};
use crate::period::{Date, Month, Period, day_before};
use crate::rulebook::{AccountTerms, Body, Clamp, Item, ItemRule, Opens, WhenNotApplicable, WhenNotReported};
use crate::rules::{
    Action, Emptying, Entry, GoneBefore, Judgement, MarkUse, Missing, Occasions, Payee, View, Wanted,
};
use crate::text::Text;

/// Most accounts hold no more: opening, a loss, a floor. Room for one more would be asked of the slower part of memory.
const USUAL_POSTINGS: usize = 3;

/// An item's account, with what its rules say beyond it.
pub(in crate::engine) struct ItemAccount<'a> {
    pub(in crate::engine) result: ItemResult,
    /// How its balance moved.
    pub(in crate::engine) changes: Changes,
    /// Actions with their rule.
    pub(in crate::engine) actions: Vec<(&'a ItemRule, Action)>,
    pub(in crate::engine) diagnostics: Diagnostics,
}

/// What comes to an item's account beside its own rules.
pub(in crate::engine) struct FromElsewhere<'a> {
    /// Postings of items of the village to a person.
    pub(in crate::engine) charged: Vec<Posting>,
    /// Where mergers leave the village's items.
    pub(in crate::engine) inherited: &'a [Inherited],
}

/// Judges an item up to the view's day; `change_in` is the period whose change is told. An empty judgement is lent, and
/// empty again behind it.
pub(in crate::engine) fn account<'a>(
    item: &'a Item,
    terms: &'a AccountTerms,
    view: &VillageView<'_>,
    elsewhere: FromElsewhere<'_>,
    change_in: Period,
    judgement: &mut Judgement,
) -> Result<ItemAccount<'a>, Inexact> {
    let mut account = ItemAccount {
        result: unposted(item, State::NotDue, due(terms, view.opens())),
        changes: Changes::new(),
        actions: Vec::new(),
        diagnostics: Diagnostics::new(),
    };
    if view.opens() > view.as_of() {
        account.result.in_force = view.since <= view.as_of;
        return Ok(account);
    }
    let merged = MergedRule { inherited: elsewhere.inherited, item: &item.id, rule: "" };
    let view = &VillageView { merged, ..*view };
    let mut postings = Vec::with_capacity(USUAL_POSTINGS + elsewhere.charged.len());
    postings.extend(opening(item, terms, view));
    postings.extend(elsewhere.charged);
    let (mut states, emptyings) = judge_rules(&mut account, terms, view, judgement, &mut postings)?;
    states.may_be_charged(terms, charged_from(terms, view));
    let carried = carried::postings(item, view);
    let state = state::of(terms, &states, view);
    let stand = carried::Stand { state, off: states.not_applicable_since(), due: account.result.due };
    account.diagnostics.extend(kept_by_rows::notice(item, terms, &states, view));
    account.diagnostics.extend(merged_total::notices(item, terms, elsewhere.inherited, view));
    let inherited = elsewhere.inherited;
    let holds = Holds { item, terms, states: &states, emptyings: &emptyings, inherited, opens: view.opens() };
    holds.post_with_mergers(view.as_of(), &carried, &mut postings)?;
    let is_carried_to = !carried.is_empty();
    postings.extend(carried);
    account.changes = ledger::changes(&postings)?;
    if is_carried_to {
        let limits = holds.limits_on(view.as_of());
        account.diagnostics.extend(carried::notices(item, terms, view, (&stand, &limits), &account.changes)?);
        account.result.carried = carried::counted(item, view, &limits, &account.changes)?;
    }
    account.result.period_change = change_within(&holds, &postings, change_in, &account.changes)?;
    holds.note_days_of_floor(view.as_of(), &mut account.changes)?;
    let of_item = Limits::of_item(item);
    let clamps = of_item.postings_by_day(&account.changes, |day| holds.limits_on(day).floor)?;
    account.changes.add_all(&clamps)?;
    let opening = holds.kept_opening(view.as_of(), &account.changes)?;
    account.changes = std::mem::take(&mut account.changes).opening_with(opening);
    held_by_rules::keep_within_account(&mut account.result.held, (terms, view), &clamps)?;
    postings.extend(clamps);
    let name = AccountName::of(&view.village.name, view.person, item.id.clone());
    ledger::arrange(&mut postings, &name)?;
    let unknown = inherited::is_undecided(item, elsewhere.inherited, view.as_of());
    let state = if unknown { State::NotReported } else { state };
    let undecided =
        unknown || state == State::NotReported && terms.when_not_reported == WhenNotReported::Error;
    let result = &mut account.result;
    result.state = state;
    result.is_reported = states.is_reported || is_charged(terms);
    result.left_out = state::left_out(terms, state);
    result.begun = holds.begun(view.as_of());
    result.score = if undecided { None } else { Some(ledger::balance(&postings, view.as_of())?) };
    result.postings = postings;
    let goes_on = holds.goes_on_from(view.as_of()).is_some();
    result.available = available(item, terms, goes_on, result);
    Ok(account)
}

/// By how much the score of an account moves in a period, openings aside: what its limits make of an opening is none either.
/// `changes` are those before the limits, and so are `postings`.
fn change_within(
    holds: &Holds<'_>,
    postings: &[Posting],
    period: Period,
    changes: &Changes,
) -> Result<Number, Inexact> {
    let (before, last) = (day_before(period.first_day()), period.last_day());
    let is_off = [before, last].map(|day| holds.is_not_applicable_on(day));
    // While it does not apply, 补扣补加 alone move it: all else is held still.
    let moves = |posting: &&Posting| is_off != [true; 2] || posting.rule.as_str() == carried::RULE;
    let (sum, change) = (changes.total()?, ledger::change_in(postings.iter().filter(moves), period)?);
    // Limits that are the same on all days make of the same sum the same.
    if change.is_zero() && !Limits::of_item(holds.item).is_raised() {
        return Ok(change);
    }
    // That it does not apply any more is an opening too.
    let before = if is_off == [false, true] { last } else { before };
    let before = holds.limits_on(before).kept(sum.minus(change)?)?;
    holds.limits_on(last).kept(sum)?.minus(before)
}

impl<'a> ItemAccount<'a> {
    /// Takes what a rule says beside its amounts, but for what empties the account.
    fn take_notes(&mut self, rule: &'a ItemRule, terms: &AccountTerms, judgement: &mut Judgement) {
        self.diagnostics.extend(judgement.diagnostics.drain(..));
        let missing = judgement.occasions.missing.iter();
        let problems = missing.map(|(date, one)| not_reported(one, *date, terms.when_not_reported));
        self.diagnostics.extend(problems);
        let marks = judgement.marks.drain(..);
        self.result.marks.extend(marks.filter_map(|(date, value)| {
            let MarkUse { name, range, .. } = rule.uses.mark.as_ref()?;
            Some(MarkGiven { rule: rule.id.clone(), name: name.clone(), date, value, range: *range })
        }));
        self.result.came_to_nothing.extend(judgement.came_to_nothing.take());
        self.result.outcounted.append(&mut judgement.outcounted);
        self.actions.extend(judgement.actions.drain(..).map(|action| (rule, action)));
    }
}

/// How the rules of an account came out, and what empties it.
type Judged<'a> = (RuleStates, Vec<(&'a ItemRule, Emptying)>);

/// Judges the rules one after the other, each within its limit.
fn judge_rules<'a>(
    account: &mut ItemAccount<'a>,
    terms: &'a AccountTerms,
    view: &VillageView<'_>,
    judgement: &mut Judgement,
    postings: &mut Vec<Posting>,
) -> Result<Judged<'a>, Inexact> {
    let mut states = RuleStates::default();
    let mut emptyings = Vec::new();
    let (mut brought, are_kept) = (Brought::default(), held_by_rules::are_kept(view));
    let are_continued = terms.rules.iter().any(|rule| rule.continues.is_some());
    let are_summed = are_kept || are_continued;
    let merged = inherited::of_day(view.merged.item, view.merged.inherited, view.as_of());
    for rule in &terms.rules {
        judgement.occasions.merged = merged;
        judge(rule, view, judgement)?;
        states.add(terms, rule, &judgement.occasions, view);
        if !judgement.says_no_more() {
            account.take_notes(rule, terms, judgement);
            emptyings.extend(judgement.emptyings.drain(..).map(|emptying| (rule, emptying)));
        }
        judgement.occasions = Occasions::default();
        let first = postings.len();
        take_entries(rule, &mut judgement.entries, postings);
        let matters = std::mem::take(&mut judgement.held);
        // What a rule brought is asked for by its limit, by others that go on from it, and by mergers.
        if rule.limit.is_none() && !are_summed {
            continue;
        }
        let own = postings.get(first..).unwrap_or_default();
        let before = brought.before(terms, rule, &());
        let Within { limits, sum, own } = held_by_rules::within_limit(rule, before, own, view)?;
        postings.extend(limits);
        if are_continued {
            brought.note(terms, (rule, ()), sum);
        }
        if are_kept {
            let held = RuleHeld { rule: rule.id.clone(), brought: sum, own, matters };
            held_by_rules::keep(&mut account.result.held, view, rule, held);
        }
    }
    Ok((states, emptyings))
}

/// What a rule says of the days on which it is in force.
pub(in crate::engine) fn judge(
    rule: &ItemRule,
    view: &VillageView<'_>,
    judgement: &mut Judgement,
) -> Result<(), Inexact> {
    let Some(in_force) = window::of_rule(view, rule.in_force) else { return Ok(()) };
    let merged = MergedRule { rule: &rule.id, ..in_force.merged };
    let in_force = VillageView { measured: rule.timing.every(), merged, ..in_force };
    if rule.continues.is_some() {
        let before = gone_before::of(rule, view);
        let before: Vec<_> =
            before.iter().map(|(rule, view)| GoneBefore { rule: &rule.rule, view }).collect();
        rule.rule.judge_after(&before, &in_force, judgement)?;
    } else {
        rule.rule.judge(&in_force, judgement)?;
    }
    judgement.diagnostics.extend(dated_late::notices(&rule.timing, &rule.uses, &in_force));
    Ok(())
}

/// The first day of an account on which any rule may charge it.
fn charged_from(terms: &AccountTerms, view: &VillageView<'_>) -> Option<Date> {
    let days = terms.charged_by.iter().map(|in_force| in_force.in_year(view.as_of.year()));
    let from = days.map(|days| (days, days.from.map_or(view.opens, |from| from.max(view.opens))));
    from.filter(|(days, from)| days.not_ended(*from) && *from <= view.as_of).map(|(_, from)| from).min()
}

/// Whether an account waits for what is charged to it.
fn is_charged(terms: &AccountTerms) -> bool {
    terms.rules.is_empty() || !terms.charged_by.is_empty()
}

/// Whether any rule can give points; what is not judged by rules may.
fn can_add(item: &Item) -> bool {
    match &item.body {
        Body::Account(terms) => terms.can_add,
        Body::Part { .. } | Body::TakesVillage(_) => true,
    }
}

/// The result of an item before anything is posted to it.
pub(in crate::engine) fn unposted(item: &Item, state: State, due: Option<Date>) -> ItemResult {
    ItemResult {
        id: item.id.clone(),
        name: item.name.clone(),
        short: item.short.clone(),
        clause: item.clause.clone(),
        points: item.points,
        score: Some(Number::ZERO),
        unrounded: None,
        state,
        in_force: true,
        is_reported: false,
        begun: None,
        left_out: None,
        due,
        period_change: Number::ZERO,
        floor: item.floor,
        cap: item.cap,
        can_add: can_add(item),
        available: Number::ZERO,
        carried: Number::ZERO,
        period: None,
        counts: PeriodCounts::AsScored,
        postings: Vec::new(),
        marks: Vec::new(),
        came_to_nothing: Vec::new(),
        outcounted: Vec::new(),
        held: Vec::new(),
        combine: None,
        weighed_by: None,
        terms: Vec::new(),
        items: Vec::new(),
    }
}

/// The first day on which any rule judges; `None` if that is the first day of the year.
fn due(terms: &AccountTerms, opens: Date) -> Option<Date> {
    let first = terms.rules.iter().filter_map(|rule| {
        let days = rule.in_force.in_year(opens.year());
        let from = days.from.map_or(opens, |from| from.max(opens));
        rule.timing.first_day(from).filter(|day| days.not_ended(*day))
    });
    first.min().filter(|day| *day > day.first_of_year())
}

/// An item that takes points off opens with its full mark.
fn opening(item: &Item, terms: &AccountTerms, view: &VillageView<'_>) -> Option<Posting> {
    let (Some(points), Opens::FullMark(reason)) = (item.points, &terms.opens) else { return None };
    let (day, reason) = (view.opens(), reason.clone());
    Some(ledger::posting_of_no_rule(PostingKind::Opening, day, &item.clause, points, reason))
}

/// The points of an item that could be had by the last day: what earns and is not due yet is out, unless it goes on from
/// villages that came together, in one of which it was; and so is what is excluded as not applicable.
fn available(item: &Item, terms: &AccountTerms, goes_on: bool, result: &ItemResult) -> Number {
    let points = item.points.unwrap_or_default();
    let counts = match result.state {
        State::Scored | State::NotReported => true,
        State::NotDue | State::Stopped(_) => {
            goes_on || terms.opens.is_full_mark() && !result.postings.is_empty()
        }
        State::NotApplicable => {
            matches!(terms.when_not_applicable, WhenNotApplicable::FullMark | WhenNotApplicable::Zero)
        }
    };
    if counts { points } else { Number::ZERO }
}

/// That something due is not stated, and what that counts as.
pub(in crate::engine) fn not_reported(missing: &Missing, date: Date, policy: WhenNotReported) -> Diagnostic {
    let folder = Location::File(month_folder(Month::of(date)));
    let (severity, how) = match policy {
        WhenNotReported::Error => (Severity::Error, ""),
        WhenNotReported::Zero => (Severity::Warning, "，按零分计"),
        WhenNotReported::FullMark => (Severity::Warning, "，按满分计"),
    };
    let hint = match missing.wanted {
        Wanted::Times => "在当期的表里填写；确实没有做的填“未”或 0，不适用的填“不适用”",
        Wanted::Figure => "在当期的表里填上这个数；不适用的填“不适用”，填 0 表示确实是零",
    };
    let outcome = format!("没有填报{how}");
    let message = format!("{}{outcome}", missing.what);
    let diagnostic = Diagnostic::error(Code::NotReported, folder, message).hint(hint);
    let diagnostic = Diagnostic { severity, ..diagnostic };
    match &missing.mark {
        Some(mark) => diagnostic.of_marks(Unmarked { outcome, ..mark.clone() }),
        None => diagnostic,
    }
}

/// Turns a rule's entries into postings of the account; those to persons are gathered elsewhere.
fn take_entries(rule: &ItemRule, entries: &mut Vec<Entry>, postings: &mut Vec<Posting>) {
    postings.reserve(entries.len());
    for entry in entries.drain(..) {
        let elsewhere = rule.into.is_some() && matches!(entry.payee, Payee::Person(_));
        if !elsewhere {
            postings.push(posting(rule, entry));
        }
    }
}

/// What keeps one rule within its own limit, on top of what those brought that it goes on from.
pub(in crate::engine) fn limit(
    rule: &ItemRule,
    before: Number,
    changes: &Changes,
) -> Result<Vec<Posting>, Inexact> {
    let Some(limit) = rule.limit else { return Ok(Vec::new()) };
    let (floor, cap) = (Clamp::At(limit.negated()), Clamp::At(limit));
    Limits { floor, cap, clause: &rule.clause, of_rule: true, round: None }.postings_on_top(before, changes)
}

/// `张三（0012）`; nothing of others than households.
fn household(payee: &Payee) -> Text {
    match payee {
        Payee::Household { name, id } if id.is_empty() => name.clone(),
        Payee::Household { name, id } => format!("{name}（{id}）").into(),
        Payee::Subject | Payee::Person(_) => Text::default(),
    }
}

/// An entry as a posting.
pub(in crate::engine) fn posting(rule: &ItemRule, entry: Entry) -> Posting {
    Posting {
        id: PostingId::default(),
        kind: PostingKind::Rule,
        date: entry.date,
        rule: rule.id.clone(),
        clause: rule.clause.clone(),
        amount: entry.amount,
        balance: Number::ZERO,
        quantity: Some(entry.quantity),
        rate: Some(entry.rate),
        reason: entry.reason,
        stood: false,
        household: household(&entry.payee),
        ruling: rule.ruling.clone(),
        facts: entry.facts,
        cells: entry.cells,
    }
}
