//! One village: what its tree comes to, and what its items say of persons.

use super::Context;
use super::assessment::{ActionResult, Posting, VillageResult};
use super::item;
use super::merger;
use super::summary;
use super::tree::{Findings, Scope, Scored, Taken};
use crate::diagnostic::Diagnostics;
use crate::fact::{Person, VillageFacts};
use crate::number::Inexact;
use crate::period::{Date, Period, Span};
use crate::records::Village;
use crate::rulebook::{Item, ItemRule, Subject};
use crate::rules::{Judgement, Payee};
use crate::text::Text;

/// A posting to a person: the cadre's item that it goes to.
pub(super) type Charge = (Person, Text, Posting);

/// A village's result, and what is posted elsewhere.
pub(super) struct VillageOutcome {
    pub(super) result: VillageResult,
    pub(super) taken: Taken,
    pub(super) actions: Vec<ActionResult>,
    pub(super) diagnostics: Diagnostics,
}

/// The score of a village in a period.
pub(super) fn score(
    context: &Context<'_>,
    village: &Village,
    at: Period,
    found: &mut Findings,
) -> Result<Scored, Inexact> {
    let nothing = VillageFacts::default();
    let facts = context.records.villages.get(&village.name).unwrap_or(&nothing);
    let inherited = merger::inherited(context, village, at)?;
    Scope { context, village, person: None, facts, charged: &[], inherited: &inherited, taken: None }
        .score(at, found)
}

/// Judges every item of a village up to the period's last day.
pub(super) fn assess(context: &Context<'_>, village: &Village) -> Result<VillageOutcome, Inexact> {
    let mut found = Findings::default();
    let scored = score(context, village, context.period, &mut found)?;
    let nothing = VillageFacts::default();
    for leave in &context.rulebook.leaves {
        let actions = leave.rule.judge(&context.year_view(village, &nothing));
        found.actions.extend(
            actions
                .into_iter()
                .filter_map(|action| context.action(action, village, None, &leave.id, &leave.clause)),
        );
    }
    let Scored { score, available, period_change, combine, terms, periods, items, postings, changes } =
        scored;
    let taken = Taken { score, available, period_change, changes };
    let lost = summary::lost(&items, combine)?;
    let result = VillageResult {
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
    };
    Ok(VillageOutcome { result, taken, actions: found.actions, diagnostics: found.diagnostics })
}

/// What the village's items post to persons, from the first day of the year on.
pub(super) fn charges(context: &Context<'_>, village: &Village) -> Result<Vec<Charge>, Inexact> {
    let mut charges = Vec::new();
    for item in context.rulebook.items_of(Subject::Village) {
        for rule in item.rules().iter().filter(|rule| rule.into.is_some()) {
            for account in accounts(context, item) {
                charges.extend(charges_of(context, village, item, rule, account)?);
            }
        }
    }
    Ok(charges)
}

/// The periods for which an item keeps accounts, up to the result's last day.
fn accounts(context: &Context<'_>, item: &Item) -> Vec<Period> {
    let year = context.period.around(Span::Year);
    let span = context.rulebook.account_span(item);
    year.parts(span).filter(|period| period.first_day() <= context.as_of()).collect()
}

fn charges_of(
    context: &Context<'_>,
    village: &Village,
    item: &Item,
    rule: &ItemRule,
    account: Period,
) -> Result<Vec<Charge>, Inexact> {
    let nothing = VillageFacts::default();
    let base = context.year_view(village, &nothing);
    let starts = item.account().and_then(|terms| terms.starts).map(|day| day.in_year(account.year()));
    let (first, last) = (account.first_day(), account.last_day());
    let view = super::view::VillageView {
        since: first,
        opens: starts.into_iter().fold(base.opens.max(first), Date::max),
        as_of: base.as_of.min(last),
        ..base
    };
    if view.opens > view.as_of {
        return Ok(Vec::new());
    }
    let Some(into) = &rule.into else { return Ok(Vec::new()) };
    let mut judgement = Judgement::default();
    item::judge(rule, &view, &mut judgement)?;
    let of_persons = judgement.entries.into_iter().filter_map(|entry| match &entry.payee {
        Payee::Person(person) => Some((person.clone(), into.clone(), item::posting(rule, entry))),
        Payee::Subject | Payee::Household { .. } => None,
    });
    Ok(of_persons.collect())
}
