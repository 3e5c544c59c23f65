//! The ledger of money: one posting a payee, rule and settlement date, rounded once; zero is left out.

mod limit;
pub(in crate::engine) mod payment;

use std::collections::BTreeMap;

use crate::diagnostic::{Cells, Diagnostics};
use crate::engine::assessment::{
    AccountName, ActionResult, BeyondLimit, MoneyEntry, MoneyPart, MoneyTotal, Party, Posting, PostingId,
    PostingKind,
};
use crate::engine::ledger::item::not_reported;
use crate::engine::ledger::{self, carried, dated_late, window};
use crate::engine::view::VillageView;
use crate::engine::{Context, party_of};
use crate::fact::VillageFacts;
use crate::number::{Inexact, Number};
use crate::period::Date;
use crate::records::Village;
use crate::rulebook::{MoneyRule, WhenNotReported};
use crate::rules::{Entry, Judgement, ShownFacts};
use crate::sentence::Sentence;
use crate::text::Text;
use limit::{Due, Owing};

/// What the rules of money say of one village's payees.
pub(in crate::engine) struct MoneyOutcome {
    pub(in crate::engine) entries: Vec<MoneyEntry>,
    pub(in crate::engine) actions: Vec<ActionResult>,
    pub(in crate::engine) beyond_limit: Vec<BeyondLimit>,
    pub(in crate::engine) diagnostics: Diagnostics,
}

/// Everything settled within the period.
pub(in crate::engine) fn assess(context: &Context<'_>, village: &Village) -> Result<MoneyOutcome, Inexact> {
    let mut outcome = MoneyOutcome {
        entries: Vec::new(),
        actions: Vec::new(),
        beyond_limit: Vec::new(),
        diagnostics: Diagnostics::new(),
    };
    let nothing = VillageFacts::default();
    let mut owing = Vec::new();
    for rule in &context.rulebook.money {
        // The payees of a village that is gone wait for the day of settlement as all others do.
        let timing = rule.rule.timing();
        let view = VillageView {
            settled_by: Some(context.as_of()),
            measured: timing.every(),
            ..context.year_view(village, &nothing)
        };
        let Some(view) = window::of_rule(&view, rule.in_force) else { continue };
        let mut judgement = Judgement::default();
        rule.rule.judge(&view, &mut judgement)?;
        outcome.diagnostics.extend(judgement.diagnostics);
        // What is due and not stated is no 0, and money knows no other word for it.
        let missing = judgement.occasions.missing.iter();
        outcome
            .diagnostics
            .extend(missing.map(|(date, one)| not_reported(one, *date, WhenNotReported::Error)));
        outcome.diagnostics.extend(dated_late::notices(&timing, &rule.uses, &view));
        let actions = judgement.actions.into_iter();
        outcome.actions.extend(
            actions.filter_map(|action| context.action(action, village, None, &rule.id, &rule.clause)),
        );
        owing.extend(by_payee(rule, judgement.entries)?);
    }
    limit::apply(context.rulebook, &mut owing)?;
    for one in owing {
        outcome.beyond_limit.extend(beyond_limit(context, village, &one)?);
        outcome.entries.extend(money_entry(context, village, one)?);
    }
    outcome.entries.extend(carried::money(context, village)?);
    Ok(outcome)
}

/// A posting to the entry that an account has by its rule, or to a new one of this name.
pub(in crate::engine) fn add(
    entries: &mut Vec<MoneyEntry>,
    (name, party): (&str, Party),
    posting: Posting,
) -> Result<(), Inexact> {
    let is_own = |entry: &&mut MoneyEntry| entry.party == party && entry.rule == posting.rule;
    if let Some(entry) = entries.iter_mut().find(is_own) {
        entry.amount = entry.amount.plus(posting.amount)?;
        entry.settled = entry.settled.max(posting.date);
        entry.postings.push(posting);
        return Ok(());
    }
    entries.push(MoneyEntry {
        party,
        rule: posting.rule.clone(),
        name: name.into(),
        clause: posting.clause.clone(),
        amount: posting.amount,
        settled: posting.date,
        postings: vec![posting],
    });
    Ok(())
}

/// Numbers the postings of each entry, by their dates.
pub(in crate::engine) fn arrange(entries: &mut [MoneyEntry]) -> Result<(), Inexact> {
    for entry in entries {
        ledger::arrange(&mut entry.postings, &AccountName::of_money(&entry.party, &entry.rule))?;
    }
    Ok(())
}

/// What a rule makes due to each payee, day by day, rounded.
fn by_payee(rule: &MoneyRule, mut entries: Vec<Entry>) -> Result<Vec<Owing<'_>>, Inexact> {
    // Of one day they stay in the order in which the rule says them.
    entries.sort_by(|one, other| (&one.payee, one.date).cmp(&(&other.payee, other.date)));
    let days = entries.chunk_by(|one, other| one.payee == other.payee && one.date == other.date);
    let counts: Vec<usize> = days.map(<[Entry]>::len).collect();
    let mut rest = entries.into_iter();
    let (mut owing, mut rounding) = (Vec::<Owing<'_>>::new(), Rounding::default());
    for count in counts {
        let mut entries = Vec::with_capacity(count);
        entries.extend(rest.by_ref().take(count));
        let Some((payee, date)) = entries.first().map(|first| (first.payee.clone(), first.date)) else {
            continue;
        };
        let is_next = owing.last().is_none_or(|last| last.payee != payee);
        if is_next {
            owing.push(Owing { rule, payee, days: Vec::with_capacity(1) });
            rounding = Rounding::default();
        }
        let due = rounding.add(rule, &entries)?;
        let day = Due { date, due, counted: due, entries };
        if let Some(last) = owing.last_mut() {
            last.days.push(day);
        }
    }
    Ok(owing)
}

/// What limits left out of the days of the period.
fn beyond_limit(
    context: &Context<'_>,
    village: &Village,
    Owing { rule, payee, days }: &Owing<'_>,
) -> Result<Vec<BeyondLimit>, Inexact> {
    let cut = days.iter().filter(|day| context.period.contains(day.date) && day.counted != day.due);
    let told = cut.map(|day| {
        let party = party_of(payee.clone(), &village.name);
        let amount = day.due.minus(day.counted)?;
        Ok(BeyondLimit { party, rule: rule.id.clone(), date: day.date, amount })
    });
    told.collect()
}

fn money_entry(
    context: &Context<'_>,
    village: &Village,
    Owing { rule, payee, days }: Owing<'_>,
) -> Result<Option<MoneyEntry>, Inexact> {
    let party = party_of(payee, &village.name);
    let mut postings = Vec::with_capacity(days.len());
    for Due { date, due, counted, entries } in days {
        if context.period.contains(date) && !counted.is_zero() {
            let posting = settlement(rule, date, counted, entries)?;
            let is_whole = counted == due;
            postings.push(if is_whole { posting } else { limit::told(context.rulebook, rule, posting) });
        }
    }
    let Some(settled) = postings.last().map(|posting| posting.date) else { return Ok(None) };
    ledger::arrange(&mut postings, &AccountName::of_money(&party, &rule.id))?;
    Ok(Some(MoneyEntry {
        party,
        rule: rule.id.clone(),
        name: rule.name.clone(),
        clause: rule.clause.clone(),
        amount: Number::sum(postings.iter().map(|posting| posting.amount))?,
        settled,
        postings,
    }))
}

/// What a rule owed and paid so far of what may be taken back, by matter; without one, of what is measured again.
#[derive(Default)]
struct Rounding(BTreeMap<Text, Owed>);

#[derive(Default)]
struct Owed {
    exact: Number,
    paid: Number,
}

impl Rounding {
    /// What is due of the entries of a day; days come in their order.
    fn add(&mut self, rule: &MoneyRule, entries: &[Entry]) -> Result<Number, Inexact> {
        if let [only] = entries {
            return self.due(rule, &only.matter, only.amount);
        }
        let mut of_day: BTreeMap<&Text, Number> = BTreeMap::new();
        for entry in entries {
            let exact = of_day.entry(&entry.matter).or_default();
            *exact = exact.plus(entry.amount)?;
        }
        let mut due = Number::ZERO;
        for (matter, exact) in of_day {
            due = due.plus(self.due(rule, matter, exact)?)?;
        }
        Ok(due)
    }

    /// What takes the place of something before pays what is still owed: were each difference rounded by itself, the
    /// payments would drift from the entitlement.
    fn due(&mut self, rule: &MoneyRule, matter: &Text, exact: Number) -> Result<Number, Inexact> {
        if matter.is_empty() && !rule.uses.replaces {
            return Ok(exact.rounded(rule.places));
        }
        let owed = self.0.entry(matter.clone()).or_default();
        owed.exact = owed.exact.plus(exact)?;
        let due = owed.exact.rounded(rule.places).minus(owed.paid)?;
        owed.paid = owed.paid.plus(due)?;
        Ok(due)
    }
}

/// The entries of one day together, with the rounded amount.
fn settlement(rule: &MoneyRule, date: Date, amount: Number, entries: Vec<Entry>) -> Result<Posting, Inexact> {
    let quantity = Number::sum(entries.iter().map(|entry| entry.quantity))?;
    let rate = entries.first().map(|entry| entry.rate);
    let same_rate = entries.iter().all(|entry| Some(entry.rate) == rate);
    let (reason, facts, cells) = grounds(entries);
    Ok(Posting {
        id: PostingId::default(),
        kind: PostingKind::Rule,
        date,
        rule: rule.id.clone(),
        clause: rule.clause.clone(),
        amount,
        balance: Number::ZERO,
        quantity: Some(quantity),
        rate: rate.filter(|_| same_rate),
        reason,
        stood: false,
        household: Text::default(),
        ruling: rule.ruling.clone(),
        facts,
        cells,
    })
}

/// What the entries of one day rest on, one after the other; a single one is handed on as it is.
fn grounds(mut entries: Vec<Entry>) -> (Sentence, ShownFacts, Cells) {
    match (entries.pop(), entries.is_empty()) {
        (Some(only), true) => (only.reason, only.facts, only.cells),
        (last, _) => {
            entries.extend(last);
            let facts = entries.iter().flat_map(|entry| entry.facts.iter()).collect();
            let cells = entries.iter().flat_map(|entry| entry.cells.iter().cloned()).collect();
            (Sentence::joined(entries.into_iter().map(|entry| entry.reason), "；"), facts, cells)
        }
    }
}

/// The entries of one kind of payee, village and rule together, in the order of their first entry.
pub(in crate::engine) fn totals(entries: &[MoneyEntry]) -> Result<Vec<MoneyTotal>, Inexact> {
    let mut totals: Vec<MoneyTotal> = Vec::new();
    for entry in entries {
        let (kind, village) = (entry.party.kind(), entry.party.village());
        let same = |total: &&mut MoneyTotal| {
            total.kind == kind && total.village == *village && total.rule == entry.rule
        };
        // What belongs together mostly lies together.
        if let Some(total) = totals.iter_mut().rev().find(same) {
            total.count += 1;
            total.amount = total.amount.plus(entry.amount)?;
            add_part(total, entry.amount)?;
        } else {
            let mut total = MoneyTotal {
                kind,
                village: village.into(),
                rule: entry.rule.clone(),
                name: entry.name.clone(),
                clause: entry.clause.clone(),
                count: 1,
                amount: entry.amount,
                paid: None,
                charged: None,
            };
            add_part(&mut total, entry.amount)?;
            totals.push(total);
        }
    }
    // What goes one way alone is the whole.
    for total in totals.iter_mut().filter(|total| total.paid.is_none() || total.charged.is_none()) {
        (total.paid, total.charged) = (None, None);
    }
    Ok(totals)
}

/// An amount to what of a total goes its way.
fn add_part(total: &mut MoneyTotal, amount: Number) -> Result<(), Inexact> {
    if amount.is_zero() {
        return Ok(());
    }
    let part = if amount.is_negative() { &mut total.charged } else { &mut total.paid };
    let MoneyPart { count, amount: before } = part.unwrap_or_default();
    *part = Some(MoneyPart { count: count + 1, amount: before.plus(amount)? });
    Ok(())
}
