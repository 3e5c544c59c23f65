//! One village: what its tree comes to, and what its items say of persons.

use std::collections::BTreeMap;

use super::taken::{NodeState, Taken};
use super::tree::{Findings, Scope, Scored, When};
use super::{lost, merger};
use crate::diagnostic::Diagnostics;
use crate::engine::Context;
use crate::engine::assessment::{ActionResult, Posting, VillageResult};
use crate::engine::ledger::gone_before::Brought;
use crate::engine::ledger::{self, item, window};
use crate::engine::view::VillageView;
use crate::engine::view::inherited::Inherited;
use crate::fact::{Person, SeenFacts, VillageFacts};
use crate::number::{Inexact, Number};
use crate::period::{Length, Month, Period};
use crate::records::Village;
use crate::rulebook::{AccountTerms, Body, Item, ItemRule, ScoreOf, Subject};
use crate::rules::{Judgement, Payee};
use crate::text::Text;

/// What is posted to persons: to each, the cadre's items with what goes to them.
pub(in crate::engine) type Charges = BTreeMap<Person, Vec<(Text, Posting)>>;

/// A village's result, and what is posted elsewhere.
pub(in crate::engine) struct VillageOutcome {
    pub(in crate::engine) result: VillageResult,
    pub(in crate::engine) taken: Taken,
    pub(in crate::engine) actions: Vec<ActionResult>,
    pub(in crate::engine) diagnostics: Diagnostics,
}

/// The score of a village in a period; how it moved is worked out where somebody takes it over.
pub(in crate::engine) fn score(
    context: &Context<'_>,
    village: &Village,
    (at, is_taken): (Period, bool),
    found: &mut Findings,
) -> Result<Scored, Inexact> {
    let nothing = VillageFacts::default();
    let inherited = merger::inherited(context, village, at, found)?;
    let scope = Scope { is_taken, ..scope(context, village, &nothing, &inherited) };
    scope.score(at, found)
}

fn scope<'a>(
    context: &'a Context<'a>,
    village: &'a Village,
    nothing: &'a VillageFacts,
    inherited: &'a [Inherited],
) -> Scope<'a> {
    let facts = SeenFacts::of_village(context.records.villages.get(&village.name).unwrap_or(nothing));
    Scope { context, village, person: None, facts, charged: &[], inherited, taken: None, is_taken: false }
}

/// What a part or item of a village comes to in a period, for who takes it; what is odd about it is told of the village. It is
/// worked out anew: a result does not keep how its balance moved.
pub(in crate::engine) fn node(
    context: &Context<'_>,
    village: &Village,
    item: &Item,
    at: Period,
) -> Result<Taken, Inexact> {
    let (nothing, mut found) = (VillageFacts::default(), Findings::default());
    let inherited = merger::inherited(context, village, at, &mut found)?;
    let scope = scope(context, village, &nothing, &inherited);
    let (result, changes) = scope.evaluate(item, When { at, account: None }, &mut found)?;
    let (state, left_out, in_force) = (result.state, result.left_out, result.in_force);
    Ok(Taken {
        score: result.score,
        unrounded: result.unrounded.map(|unrounded| *unrounded),
        available: result.available,
        period_change: result.period_change,
        changes,
        is_reported: result.is_reported,
        begun: result.begun,
        node: Some(NodeState { state, left_out, in_force }),
    })
}

/// What every item of a village comes to on the period's last day, and nothing that is told beside it.
pub(in crate::engine) fn account(context: &Context<'_>, village: &Village) -> Result<VillageResult, Inexact> {
    let scored = score(context, village, (context.period, false), &mut Findings::default())?;
    result(context, village, scored)
}

/// Judges every item of a village up to the period's last day.
pub(in crate::engine) fn assess(context: &Context<'_>, village: &Village) -> Result<VillageOutcome, Inexact> {
    let mut found = Findings::default();
    let takes_whole = |item: &Item| matches!(item.body, Body::TakesVillage(ScoreOf::Whole(_)));
    let is_taken = context.rulebook.items.iter().any(takes_whole);
    let scored = score(context, village, (context.period, is_taken), &mut found)?;
    let nothing = VillageFacts::default();
    for leave in &context.rulebook.leaves {
        let actions = leave.rule.judge(&context.year_view(village, &nothing));
        found.actions.extend(
            actions
                .into_iter()
                .filter_map(|action| context.action(action, village, None, &leave.id, &leave.clause)),
        );
    }
    let taken = scored.taken(context.period);
    let result = result(context, village, scored)?;
    Ok(VillageOutcome { result, taken, actions: found.actions, diagnostics: found.diagnostics })
}

fn result(context: &Context<'_>, village: &Village, scored: Scored) -> Result<VillageResult, Inexact> {
    let Scored { score, available, period_change, combine, terms, periods, items, postings, .. } = scored;
    let lost = lost::lost(&items, combine, &terms, context.period)?;
    Ok(VillageResult {
        name: village.name.clone(),
        class: village.class_on(context.as_of()).into(),
        rank: None,
        tied: false,
        band: None,
        points: context.rulebook.village.points,
        score,
        available,
        period_change,
        lost,
        combine,
        terms,
        periods,
        items,
        postings,
    })
}

/// What the village's items post to persons, from the first day of the year on.
pub(in crate::engine) fn charges(context: &Context<'_>, village: &Village) -> Result<Charges, Inexact> {
    let nothing = VillageFacts::default();
    let base = context.year_view(village, &nothing);
    let mut charges = Charges::new();
    for item in context.rulebook.items_of(Subject::Village) {
        let Some(terms) = item.account() else { continue };
        let mut brought = Brought::default();
        for rule in &terms.rules {
            let Some(into) = &rule.into else { continue };
            let mut postings = Vec::new();
            for account in accounts(context, item) {
                let view = window::of_account(&base, item, terms, account, context.as_of());
                let Some(view) = view.filter(|view| view.opens <= view.as_of) else { continue };
                charge(rule, &view, &mut postings)?;
            }
            let limited = limited(context, (terms, rule), into, postings, &mut brought)?;
            for (person, posting) in limited {
                charges.entry(person).or_default().push((into.clone(), posting));
            }
        }
    }
    Ok(charges)
}

/// The periods for which an item keeps accounts, up to the result's last day.
fn accounts(context: &Context<'_>, item: &Item) -> Vec<Period> {
    let year = context.period.around(Length::Year);
    let span = context.rulebook.account_span(item);
    year.parts(span).filter(|period| period.first_day() <= context.as_of()).collect()
}

/// What a rule posts to persons in one account of its item.
fn charge(
    rule: &ItemRule,
    view: &VillageView<'_>,
    postings: &mut Vec<(Person, Posting)>,
) -> Result<(), Inexact> {
    let mut judgement = Judgement::default();
    item::judge(rule, view, &mut judgement)?;
    for entry in judgement.entries {
        if let Payee::Person(person) = &entry.payee {
            postings.push((person.clone(), item::posting(rule, entry)));
        }
    }
    Ok(())
}

/// What is posted to each, within the rule's limit in each account of theirs, however long those of the village's item run.
fn limited<'a>(
    context: &Context<'_>,
    (terms, rule): (&'a AccountTerms, &'a ItemRule),
    into: &Text,
    postings: Vec<(Person, Posting)>,
    brought: &mut Brought<'a, (Person, Period)>,
) -> Result<Vec<(Person, Posting)>, Inexact> {
    let own = context.rulebook.items.iter().find(|item| item.id == *into);
    let span = own.map_or(Length::Year, |item| context.rulebook.account_span(item));
    let mut by_account: BTreeMap<(Person, Period), Vec<Posting>> = BTreeMap::new();
    for (person, posting) in postings {
        let account = Period::of_month(Month::of(posting.date)).around(span);
        by_account.entry((person, account)).or_default().push(posting);
    }
    let mut all = Vec::new();
    for ((person, account), mut postings) in by_account {
        let key = (person.clone(), account);
        let before = brought.before(terms, rule, &key);
        let changes = ledger::changes(&postings)?;
        postings.extend(item::limit(rule, before, &changes)?);
        let own = Number::sum(postings.iter().map(|posting| posting.amount))?;
        brought.note(terms, (rule, key), before.plus(own)?);
        all.extend(postings.into_iter().map(|posting| (person.clone(), posting)));
    }
    Ok(all)
}
