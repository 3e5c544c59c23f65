//! One village: its items, what they add up to, and what they say of persons.

use super::Context;
use super::assessment::{ActionResult, ItemResult, Posting, State, VillageResult};
use super::item::{self, ItemAccount};
use super::ledger::{self, Limits};
use super::view::VillageView;
use crate::diagnostic::Diagnostics;
use crate::fact::{Person, VillageFacts};
use crate::number::{Inexact, Number};
use crate::records::Village;
use crate::rulebook::{Item, Opens, Subject, WhenNotApplicable};

/// A posting to a person: the cadre's item that it goes to.
pub(super) type Charge = (Person, String, Posting);

/// A village's result, and what is posted elsewhere.
pub(super) struct VillageOutcome {
    pub(super) result: VillageResult,
    pub(super) charged: Vec<Charge>,
    pub(super) actions: Vec<ActionResult>,
    pub(super) diagnostics: Diagnostics,
}

/// Judges every item of a village up to the period's last day.
pub(super) fn assess(context: &Context<'_>, village: &Village) -> Result<VillageOutcome, Inexact> {
    let mut outcome = VillageOutcome {
        result: empty_result(village),
        charged: Vec::new(),
        actions: Vec::new(),
        diagnostics: Diagnostics::new(),
    };
    let nothing = VillageFacts::default();
    for item in context.rulebook.items_of(Subject::Village) {
        let view = view(context, village, item, &nothing);
        let account = item::item_account(item, &view, context.period)?;
        outcome.take(context, village, item, account)?;
    }
    for leave in &context.rulebook.leaves {
        let view =
            VillageView { opens: context.year_opens(village), ..base_view(context, village, &nothing) };
        let actions = leave.rule.judge(&view);
        outcome.actions.extend(
            actions
                .into_iter()
                .filter_map(|action| context.action(action, village, &leave.id, &leave.clause)),
        );
    }
    add_up(context, &mut outcome.result)?;
    Ok(outcome)
}

fn empty_result(village: &Village) -> VillageResult {
    VillageResult {
        name: village.name.clone(),
        class: village.class.clone(),
        rank: None,
        tied: false,
        score: None,
        available: Number::ZERO,
        period_change: Number::ZERO,
        items: Vec::new(),
        postings: Vec::new(),
    }
}

/// The view of a village over the whole year.
pub(super) fn base_view<'a>(
    context: &Context<'a>,
    village: &'a Village,
    nothing: &'a VillageFacts,
) -> VillageView<'a> {
    VillageView {
        rulebook: context.rulebook,
        records: context.records,
        village,
        facts: context.records.villages.get(&village.name).unwrap_or(nothing),
        opens: context.year_opens(village),
        as_of: context.judged_until(village),
    }
}

/// The view for an item: its account opens on its own first day.
fn view<'a>(
    context: &Context<'a>,
    village: &'a Village,
    item: &Item,
    nothing: &'a VillageFacts,
) -> VillageView<'a> {
    let base = base_view(context, village, nothing);
    let starts = item.starts.map(|day| day.in_year(context.period.year()));
    VillageView { opens: starts.map_or(base.opens, |starts| starts.max(base.opens)), ..base }
}

impl VillageOutcome {
    fn take(
        &mut self,
        context: &Context<'_>,
        village: &Village,
        item: &Item,
        account: ItemAccount<'_>,
    ) -> Result<(), Inexact> {
        self.result.available = self.result.available.plus(available(item, &account.result))?;
        self.charged.extend(
            account.charged.into_iter().map(|(person, into, posting)| (person, into.to_owned(), posting)),
        );
        self.actions.extend(
            account
                .actions
                .into_iter()
                .filter_map(|(rule, action)| context.action(action, village, &rule.id, &rule.clause)),
        );
        self.diagnostics.extend(account.diagnostics);
        self.result.items.push(account.result);
        Ok(())
    }
}

/// The points of an item that could be had by the last day: what earns and is not due yet is out, and so is
/// what is excluded as not applicable.
fn available(item: &Item, result: &ItemResult) -> Number {
    let points = item.points.unwrap_or_default();
    let counts = match result.state {
        State::Scored | State::NotReported => true,
        State::NotDue => item.opens == Opens::FullMark && !result.postings.is_empty(),
        State::NotApplicable => item.when_not_applicable == WhenNotApplicable::FullMark,
    };
    if counts { points } else { Number::ZERO }
}

fn add_up(context: &Context<'_>, village: &mut VillageResult) -> Result<(), Inexact> {
    let root = &context.rulebook.village;
    let limits = Limits { floor: root.floor, cap: root.cap, clause: &root.clause };
    let of_items = village.items.iter().flat_map(|item| &item.postings);
    village.postings = limits.postings(&ledger::changes(of_items.clone())?)?;
    ledger::arrange(&mut village.postings, &village.name)?;
    let all = of_items.chain(&village.postings);
    village.period_change = ledger::change_in(all.clone(), context.period)?;
    let complete = village.items.iter().all(|item| item.score.is_some());
    village.score = if complete { Some(ledger::balance(all, context.as_of())?) } else { None };
    Ok(())
}
