//! One account a cadre and village: the village's score on the day, less the person's own deductions.

use std::collections::BTreeMap;

use super::Context;
use super::assessment::{CadreResult, ItemResult, Posting, State, Term, VillageResult};
use super::item;
use super::ledger::{self, Limits};
use super::village::Charge;
use crate::fact::Person;
use crate::number::{Inexact, Number};
use crate::period::{Date, days_between};
use crate::records::Tenure;
use crate::rulebook::{Item, Subject};

/// The cadres who hold a post in the village on some day of the period.
pub(super) fn assess(
    context: &Context<'_>,
    village: &VillageResult,
    charged: &[Charge],
) -> Result<Vec<CadreResult>, Inexact> {
    let mut held: BTreeMap<&Person, Vec<&Tenure>> = BTreeMap::new();
    for tenure in &context.records.roster.tenures {
        if tenure.person.village == village.name {
            held.entry(&tenure.person).or_default().push(tenure);
        }
    }
    let (first, last) = (context.period.first_day(), context.as_of());
    let mut cadres = Vec::new();
    for (person, tenures) in held {
        if tenures.iter().any(|tenure| tenure.overlaps(first, last)) {
            let own = charged.iter().filter(|(charged, _, _)| charged == person);
            let own: Vec<_> = own.map(|(_, into, posting)| (into.as_str(), posting.clone())).collect();
            cadres.push(cadre(context, village, person, &tenures, &own)?);
        }
    }
    Ok(cadres)
}

fn cadre(
    context: &Context<'_>,
    village: &VillageResult,
    person: &Person,
    tenures: &[&Tenure],
    own: &[(&str, Posting)],
) -> Result<CadreResult, Inexact> {
    let account = format!("{}/{}{}", person.village, person.name, person.id);
    let mut items = Vec::new();
    for item in context.rulebook.items_of(Subject::Cadre) {
        items.push(if item.takes_village {
            taken_from_village(item, village)
        } else {
            own_item(context, item, own, &account)?
        });
    }
    let root = &context.rulebook.cadre;
    let limits = Limits { floor: root.floor, cap: root.cap, clause: &root.clause };
    let takes = context.rulebook.items_of(Subject::Cadre).any(|item| item.takes_village);
    let of_village = village.items.iter().flat_map(|item| &item.postings).chain(&village.postings);
    let below = of_village.filter(|_| takes).chain(items.iter().flat_map(|item| &item.postings));
    let mut postings = limits.postings(&ledger::changes(below)?)?;
    ledger::arrange(&mut postings, &account)?;
    let scores: Option<Vec<Number>> = items.iter().map(|item| item.score).collect();
    let score = match scores {
        None => None,
        Some(scores) => Some(Number::sum(scores)?.plus(ledger::balance(&postings, context.as_of())?)?),
    };
    let in_period = |tenure: &&&Tenure| tenure.overlaps(context.period.first_day(), context.as_of());
    let served: Vec<&Tenure> = tenures.iter().filter(in_period).copied().collect();
    Ok(CadreResult {
        person: person.clone(),
        post: posts(&served),
        from: end(served.iter().map(|tenure| tenure.from), Iterator::min),
        until: end(served.iter().map(|tenure| tenure.until), Iterator::max),
        partial: !covers_period(context, &served),
        score,
        items,
        postings,
    })
}

/// The posts in the order of the roster, each once.
fn posts(tenures: &[&Tenure]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for tenure in tenures {
        if !names.contains(&tenure.post.as_str()) {
            names.push(&tenure.post);
        }
    }
    names.join("、")
}

/// The outermost end of several spells: open if any of them is.
fn end<I: Iterator<Item = Option<Date>>>(
    ends: I,
    outermost: impl FnOnce(std::vec::IntoIter<Date>) -> Option<Date>,
) -> Option<Date> {
    let dates: Option<Vec<Date>> = ends.collect();
    outermost(dates?.into_iter())
}

/// Whether some post is held on every day of the period.
fn covers_period(context: &Context<'_>, tenures: &[&Tenure]) -> bool {
    let (first, last) = (context.period.first_day(), context.as_of());
    days_between(first, last).all(|day| tenures.iter().any(|tenure| tenure.covers(day)))
}

fn taken_from_village(item: &Item, village: &VillageResult) -> ItemResult {
    let state = if village.score.is_some() { State::Scored } else { State::NotReported };
    let term = Term { id: "village".to_owned(), score: village.score, contribution: village.score };
    ItemResult {
        score: village.score,
        state,
        period_change: village.period_change,
        terms: vec![term],
        ..item::unposted(item, State::Scored, None)
    }
}

fn own_item(
    context: &Context<'_>,
    item: &Item,
    own: &[(&str, Posting)],
    account: &str,
) -> Result<ItemResult, Inexact> {
    let charged = own.iter().filter(|(into, _)| *into == item.id).map(|(_, posting)| posting.clone());
    let mut postings: Vec<_> = charged.collect();
    let limits = Limits { floor: item.floor, cap: item.cap, clause: &item.clause };
    postings.extend(limits.postings(&ledger::changes(&postings)?)?);
    ledger::arrange(&mut postings, &format!("{account}/{}", item.id))?;
    Ok(ItemResult {
        score: Some(ledger::balance(&postings, context.as_of())?),
        period_change: ledger::change_in(&postings, context.period)?,
        postings,
        ..item::unposted(item, State::Scored, None)
    })
}
