//! One account of an item: opening, rules, what empties it, floor and cap, and its state.

use super::assessment::{AccountName, ItemResult, PeriodCounts, Posting, PostingId, PostingKind, State};
use super::carried;
use super::dated_late;
use super::kept_by_rows;
use super::ledger::{self, Changes, Limits};
use super::merger::{self, Inherited};
use super::state::{self, RuleStates, Standing};
use super::view::VillageView;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location, Severity};
use crate::number::{Inexact, Number};
use crate::period::{Date, Month, Period};
use crate::rulebook::{AccountTerms, Body, Clamp, Item, ItemRule, Opens, WhenNotApplicable, WhenNotReported};
use crate::rules::{Action, Emptying, Entry, Judgement, Missing, Payee, ShownFacts, View, Wanted};
use crate::sentence;
use crate::sentence::Sentence;

/// An account holds about so many: opening, a few losses, a floor.
const USUAL_POSTINGS: usize = 4;

/// An item's account, with what its rules say beyond it.
pub(super) struct ItemAccount<'a> {
    pub(super) result: ItemResult,
    /// How its balance moved.
    pub(super) changes: Changes,
    /// Actions with their rule.
    pub(super) actions: Vec<(&'a ItemRule, Action)>,
    pub(super) diagnostics: Diagnostics,
}

/// What comes to an item's account beside its own rules.
pub(super) struct FromElsewhere<'a> {
    /// Postings of items of the village to a person.
    pub(super) charged: Vec<Posting>,
    /// Where mergers leave the village's items.
    pub(super) inherited: &'a [Inherited],
}

/// Judges an item up to the view's day; `change_in` is the period whose change is told. An empty judgement is lent, and
/// empty again behind it.
pub(super) fn account<'a>(
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
        return Ok(account);
    }
    let mut postings = Vec::with_capacity(USUAL_POSTINGS + elsewhere.charged.len());
    postings.extend(opening(item, terms, view));
    postings.extend(elsewhere.charged);
    let mut states = RuleStates::default();
    let mut emptyings = Vec::new();
    for rule in &terms.rules {
        judge(rule, view, judgement)?;
        let occasions = std::mem::take(&mut judgement.occasions);
        states.add(terms, rule, &occasions, view);
        account.diagnostics.extend(judgement.diagnostics.drain(..));
        let missing = occasions.missing.iter();
        let problems = missing.map(|(date, one)| not_reported(one, *date, terms.when_not_reported));
        account.diagnostics.extend(problems);
        account.actions.extend(judgement.actions.drain(..).map(|action| (rule, action)));
        emptyings.extend(judgement.emptyings.drain(..).map(|emptying| (rule, emptying)));
        take_entries(rule, judgement.entries.drain(..), &mut postings)?;
    }
    let carried = carried::postings(item, view);
    let state = state::of(terms, &states, view.as_of());
    account.diagnostics.extend(carried::without_place(
        item,
        terms,
        view,
        state,
        states.not_applicable_since(),
    ));
    account.diagnostics.extend(kept_by_rows::notice(item, terms, &states, view));
    let holds = Holds { item, terms, states: &states, emptyings: &emptyings };
    let mut from = None;
    for merger in merger::of_item(item, elsewhere.inherited, view.as_of()) {
        let day = Some(merger.day());
        holds.post(Stretch { from, before: day }, &mut postings)?;
        postings.extend(merger.posting(&postings, &carried)?);
        from = day;
    }
    holds.post(Stretch { from, before: None }, &mut postings)?;
    postings.extend(carried);
    account.changes = ledger::changes(&postings)?;
    let clamps = Limits::of_item(item).postings(&account.changes)?;
    account.changes.add_all(&clamps)?;
    postings.extend(clamps);
    let name = AccountName::of(&view.village.name, view.person, item.id.clone());
    ledger::arrange(&mut postings, &name)?;
    let unknown = merger::is_undecided(item, elsewhere.inherited, view.as_of());
    let state = if unknown { State::NotReported } else { state };
    let undecided =
        unknown || state == State::NotReported && terms.when_not_reported == WhenNotReported::Error;
    let result = &mut account.result;
    result.state = state;
    result.is_reported = states.is_reported || is_charged(item, terms, view);
    result.left_out = state::left_out(terms, state);
    result.score = if undecided { None } else { Some(ledger::balance(&postings, view.as_of())?) };
    result.period_change = ledger::change_in(&postings, change_in)?;
    result.postings = postings;
    result.available = available(item, terms, result);
    Ok(account)
}

/// What a rule says of the days on which it is in force.
pub(super) fn judge(
    rule: &ItemRule,
    view: &VillageView<'_>,
    judgement: &mut Judgement,
) -> Result<(), Inexact> {
    let year = view.as_of.year();
    let (from, until) = (rule.in_force.from, rule.in_force.until);
    let from = from.map_or(view.since, |from| from.in_year(year).max(view.since));
    let until = until.map_or(view.as_of, |until| until.in_year(year).min(view.as_of));
    if from > until {
        return Ok(());
    }
    let (opens, measured) = (view.opens.max(from), rule.timing.every());
    let in_force = VillageView { since: from, opens, as_of: until, measured, ..*view };
    if in_force.opens > until {
        return Ok(());
    }
    rule.rule.judge(&in_force, judgement)?;
    judgement.diagnostics.extend(dated_late::notices(&rule.timing, &rule.uses, &in_force));
    Ok(())
}

/// Whether an account waits for what is charged to it.
fn is_charged(item: &Item, terms: &AccountTerms, view: &VillageView<'_>) -> bool {
    let charges = |rule: &ItemRule| rule.into.as_ref() == Some(&item.id);
    terms.rules.is_empty() || view.rulebook.items.iter().flat_map(Item::rules).any(charges)
}

/// Whether any rule can give points; what is not judged by rules may.
fn can_add(item: &Item) -> bool {
    match &item.body {
        Body::Account(terms) => terms.rules.iter().any(|rule| rule.rule.adds()),
        Body::Part { .. } | Body::TakesVillage => true,
    }
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
        is_reported: false,
        left_out: None,
        due,
        period_change: Number::ZERO,
        floor: item.floor,
        cap: item.cap,
        can_add: can_add(item),
        available: Number::ZERO,
        period: None,
        counts: PeriodCounts::AsScored,
        postings: Vec::new(),
        combine: None,
        terms: Vec::new(),
        items: Vec::new(),
    }
}

/// The first day on which any rule judges; `None` if that is the first day of the year.
fn due(terms: &AccountTerms, opens: Date) -> Option<Date> {
    let first = terms.rules.iter().filter_map(|rule| rule.timing.first_day(opens)).min();
    first.filter(|day| *day > day.first_of_year())
}

/// An item that takes points off opens with its full mark.
fn opening(item: &Item, terms: &AccountTerms, view: &VillageView<'_>) -> Option<Posting> {
    let (points, reason) = (item.points?, terms.opening.as_ref()?);
    let reason = reason.filled([]);
    Some(ledger::posting_of_no_rule(PostingKind::Opening, view.opens(), &item.clause, points, reason))
}

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
struct Holds<'a> {
    item: &'a Item,
    terms: &'a AccountTerms,
    states: &'a RuleStates,
    emptyings: &'a [(&'a ItemRule, Emptying)],
}

impl Holds<'_> {
    /// Posts what holds the account in some of its days.
    fn post(&self, days: Stretch, postings: &mut Vec<Posting>) -> Result<(), Inexact> {
        let Self { item, terms, states, emptyings } = *self;
        let in_time = |posting: &Posting| days.before.is_none_or(|before| posting.date < before);
        let standing = stand_in(item, terms, states, days, postings)?;
        postings.extend(standing.into_iter().filter(in_time));
        let taken = emptied(emptyings, days, postings)?;
        postings.extend(taken.into_iter().filter(in_time));
        Ok(())
    }
}

/// What takes the place of an item while it is not applicable or not reported: its score stands still from the day on
/// which it is found so, whatever else is posted. From the day on which that is over it is what its rules make of it.
fn stand_in(
    item: &Item,
    terms: &AccountTerms,
    states: &RuleStates,
    days: Stretch,
    postings: &[Posting],
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
            Standing::NotApplicable => {
                (PostingKind::Opening, not_applicable(terms.when_not_applicable, points))
            }
            Standing::NotReported(since) => {
                let lost = amount.is_negative() || date > since;
                let kind = if lost { PostingKind::Unreported } else { PostingKind::Opening };
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

fn not_applicable(policy: WhenNotApplicable, points: Number) -> Sentence {
    match policy {
        WhenNotApplicable::Exclude | WhenNotApplicable::Rescale => {
            sentence!("各项均不适用，退出满分{}分", points)
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
    let entry = |(date, amount): (Date, Number)| Entry {
        date,
        payee: Payee::Subject,
        amount,
        quantity: Number::ONE,
        rate: amount,
        reason: first.reason.clone(),
        facts: ShownFacts::default(),
        cells: first.cells.clone(),
    };
    let taken = ledger::held_from(first.date, &[], postings, |_, balance| balance.min(Number::ZERO))?;
    Ok(taken.into_iter().map(|taken| posting(rule, entry(taken))).collect())
}

/// The points of an item that could be had by the last day: what earns and is not due yet is out, and so is
/// what is excluded as not applicable.
fn available(item: &Item, terms: &AccountTerms, result: &ItemResult) -> Number {
    let points = item.points.unwrap_or_default();
    let counts = match result.state {
        State::Scored | State::NotReported => true,
        State::NotDue => terms.opens == Opens::FullMark && !result.postings.is_empty(),
        State::NotApplicable => {
            matches!(terms.when_not_applicable, WhenNotApplicable::FullMark | WhenNotApplicable::Zero)
        }
    };
    if counts { points } else { Number::ZERO }
}

/// That something due is not stated, and what that counts as.
pub(super) fn not_reported(missing: &Missing, date: Date, policy: WhenNotReported) -> Diagnostic {
    let folder = Location::File(format!("records/{}", Month::of(date)));
    let (severity, how) = match policy {
        WhenNotReported::Error => (Severity::Error, ""),
        WhenNotReported::Zero => (Severity::Warning, "，按零分计"),
        WhenNotReported::FullMark => (Severity::Warning, "，按满分计"),
    };
    let hint = match missing.wanted {
        Wanted::Times => "在当期的表里填写；确实没有做的填“未”或 0，不适用的填“不适用”",
        Wanted::Figure => "在当期的表里填上这个数；不适用的填“不适用”，填 0 表示确实是零",
    };
    let message = format!("{}没有填报{how}", missing.what);
    let diagnostic = Diagnostic::error(Code::NotReported, folder, message).hint(hint);
    Diagnostic { severity, ..diagnostic }
}

/// Turns a rule's entries into postings of the account, within the limit of the rule; those to persons are gathered
/// elsewhere.
fn take_entries(
    rule: &ItemRule,
    entries: impl Iterator<Item = Entry>,
    postings: &mut Vec<Posting>,
) -> Result<(), Inexact> {
    let first = postings.len();
    for entry in entries {
        let elsewhere = rule.into.is_some() && matches!(entry.payee, Payee::Person(_));
        if !elsewhere {
            postings.push(posting(rule, entry));
        }
    }
    if rule.limit.is_some() {
        let changes = ledger::changes(postings.get(first..).unwrap_or_default())?;
        postings.extend(limit(rule, &changes)?);
    }
    Ok(())
}

/// What keeps one rule within its own limit.
pub(super) fn limit(rule: &ItemRule, changes: &Changes) -> Result<Vec<Posting>, Inexact> {
    let Some(limit) = rule.limit else { return Ok(Vec::new()) };
    let (floor, cap) = (Clamp::At(limit.negated()), Clamp::At(limit));
    Limits { floor, cap, clause: &rule.clause, of_rule: true, round: None }.postings(changes)
}

/// An entry as a posting.
pub(super) fn posting(rule: &ItemRule, entry: Entry) -> Posting {
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
        ruling: rule.ruling.clone(),
        facts: entry.facts,
        cells: entry.cells,
    }
}
