//! One account a cadre and village: what the cadres' tree comes to, with what the village's items charge the person.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::taken::Taken;
use super::tree::{Findings, Scope, Scored};
use super::village::{self, VillageOutcome};
use crate::diagnostic::{Code, Diagnostic};
use crate::engine::Context;
use crate::engine::assessment::{CadreResult, ItemResult, PostingKind};
use crate::fact::{NamedFacts, Person, SeenFacts, VillageFacts};
use crate::number::Inexact;
use crate::period::{Date, Month, Period, chinese_date, days_between};
use crate::records::{Tenure, Village};
use crate::rulebook::{ScoreOf, Subject};

/// The cadres who hold a post in the village on some day of the period.
pub(in crate::engine) fn assess(
    context: &Context<'_>,
    village: &Village,
    of_village: &VillageOutcome,
    found: &mut Findings,
) -> Result<Vec<CadreResult>, Inexact> {
    let charged = village::charges(context, village)?;
    let mut held: BTreeMap<&Person, Vec<&Tenure>> = BTreeMap::new();
    for tenure in &context.records.roster.tenures {
        if tenure.person.village == village.name {
            held.entry(&tenure.person).or_default().push(tenure);
        }
    }
    let (first, last) = (context.period.first_day(), context.as_of());
    let mut cadres = Vec::new();
    let known: RefCell<BTreeMap<(String, Period), Taken>> = RefCell::default();
    // All cadres of a village take the same.
    let taken = |of: &ScoreOf, at: Period| {
        let key = (of.word().to_owned(), at);
        if let Some(taken) = known.borrow().get(&key) {
            return Ok(taken.clone());
        }
        let taken = taken(context, village, of_village, of, at)?;
        known.borrow_mut().insert(key, taken.clone());
        Ok(taken)
    };
    let (nothing, unnamed) = (VillageFacts::default(), NamedFacts::default());
    let facts = context.records.villages.get(&village.name).unwrap_or(&nothing);
    // Where no rule judges cadres, nobody asks whom it names.
    let judged = context.rulebook.items_of(Subject::Cadre).any(|item| !item.rules().is_empty());
    let named = if judged { NamedFacts::by_person(facts) } else { BTreeMap::new() };
    for (person, tenures) in held {
        if tenures.iter().any(|tenure| tenure.overlaps(first, last)) {
            let scope = Scope {
                context,
                village,
                person: Some(person),
                facts: SeenFacts::of_cadre(facts, named.get(person).unwrap_or(&unnamed)),
                charged: charged.get(person).map_or(&[], Vec::as_slice),
                inherited: &[],
                taken: Some(&taken),
                is_taken: false,
            };
            let scored = scope.score(context.period, found)?;
            cadres.push(cadre(context, village, person, &tenures, scored));
        }
    }
    Ok(cadres)
}

/// That the accounts of cadres of a village that is gone by the end stand nowhere in the result, where anything was posted
/// to them.
pub(in crate::engine) fn left_out(village: &Village, cadres: &[CadreResult]) -> Option<Diagnostic> {
    let has_own = |cadre: &&CadreResult| {
        let mut postings = cadre.items.iter().flat_map(ItemResult::all_postings);
        postings.any(|posting| posting.kind == PostingKind::Rule && !posting.amount.is_zero())
    };
    let until = village.until?;
    let names: Vec<String> = cadres.iter().filter(has_own).map(|cadre| cadre.person.numbered()).collect();
    let message = format!(
        "{}{}以后不在考核之列：{}在该村的账（得分、个人扣分）不列入本期结果，也不排名次",
        village.name,
        chinese_date(until),
        names.join("、")
    );
    let month = Month::of(until);
    let where_it_is = if until == month.last_day() {
        "在该村时的各期结果里有".to_owned()
    } else {
        let (first, last) = (chinese_date(month.first_day()), chinese_date(until));
        format!("在该村时已经完结的各期结果里有，{first}至{last}的哪一期都没有")
    };
    let hint = format!(
        "{where_it_is}；绩效、奖金已按在该村的得分发了的（见资金表），不要再补，免得发两次；没有发、还要记到现在任职的村的，由乡镇决定后用补扣补加"
    );
    (!names.is_empty()).then(|| Diagnostic::warning(Code::AccountsGone, &village.cell, message).hint(hint))
}

/// A score of the village in a period, that of the result or of one within it.
fn taken(
    context: &Context<'_>,
    village: &Village,
    outcome: &VillageOutcome,
    of: &ScoreOf,
    at: Period,
) -> Result<Taken, Inexact> {
    if let ScoreOf::Node(id) = of
        && let Some(item) = context.rulebook.items.iter().find(|item| item.id == *id)
    {
        return village::node(context, village, item, at);
    }
    if at == context.period {
        return Ok(outcome.taken.clone());
    }
    Ok(village::score(context, village, (at, true), &mut Findings::default())?.taken(at))
}

fn cadre(
    context: &Context<'_>,
    village: &Village,
    person: &Person,
    tenures: &[&Tenure],
    scored: Scored,
) -> CadreResult {
    let Scored { score, available, combine, weighed_by, terms, periods, items, postings, .. } = scored;
    let served = in_period(context, tenures.iter().copied());
    CadreResult {
        person: person.clone(),
        post: posts(&context.rulebook.declarations.posts, &served),
        from: end(served.iter().map(|tenure| tenure.from), Iterator::min),
        until: end(served.iter().map(|tenure| tenure.until), Iterator::max),
        partial: !covers_period(context, village, &served),
        rank: None,
        band: None,
        points: context.rulebook.cadre.points,
        score,
        available,
        combine,
        weighed_by,
        terms,
        periods,
        items,
        postings,
    }
}

/// The posts that a person holds in the village in the period, joined by 、, whether or not the village is still there.
pub(in crate::engine) fn posts_of(context: &Context<'_>, person: &Person) -> String {
    let own = context.records.roster.tenures.iter().filter(|tenure| tenure.person == *person);
    posts(&context.rulebook.declarations.posts, &in_period(context, own))
}

fn in_period<'a>(context: &Context<'_>, tenures: impl Iterator<Item = &'a Tenure>) -> Vec<&'a Tenure> {
    tenures.filter(|tenure| tenure.overlaps(context.period.first_day(), context.as_of())).collect()
}

/// The posts in the order of the rulebook, however the roster has them.
fn posts(declared: &[String], tenures: &[&Tenure]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for tenure in tenures {
        if !names.contains(&tenure.post.as_str()) {
            names.push(&tenure.post);
        }
    }
    in_order(declared, names).join("、")
}

pub(in crate::engine) fn in_order<'a>(declared: &[String], mut posts: Vec<&'a str>) -> Vec<&'a str> {
    posts.sort_by_key(|name| declared.iter().position(|post| post == name));
    posts
}

/// The posts that a cadre holds on a day, or held on the last one of the year before it, in the order of the rulebook.
pub(in crate::engine) fn last_posts<'a>(
    context: &Context<'a>,
    cadre: &CadreResult,
    day: Date,
) -> Vec<&'a str> {
    let roster = &context.records.roster;
    let last = roster.served_until(&cadre.person, day.first_of_year(), day);
    let held = last.map(|last| roster.posts_on(&cadre.person, last)).unwrap_or_default();
    in_order(&context.rulebook.declarations.posts, held)
}

/// The outermost end of several spells: open if any of them is.
fn end<I: Iterator<Item = Option<Date>>>(
    ends: I,
    outermost: impl FnOnce(std::vec::IntoIter<Date>) -> Option<Date>,
) -> Option<Date> {
    let dates: Option<Vec<Date>> = ends.collect();
    outermost(dates?.into_iter())
}

/// Whether some post is held in a village on every day of the period.
fn covers_period(context: &Context<'_>, village: &Village, tenures: &[&Tenure]) -> bool {
    let (first, last) = (context.period.first_day(), context.as_of());
    if village.days_within(first, last) != Some((first, last)) {
        return false;
    }
    // One post over the whole period, as mostly, spares looking at each day.
    let throughout = tenures.iter().any(|tenure| tenure.covers(first) && tenure.covers(last));
    throughout || days_between(first, last).all(|day| tenures.iter().any(|tenure| tenure.covers(day)))
}
