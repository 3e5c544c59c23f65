//! Random years over all six rulebooks.

use std::collections::BTreeSet;

use cunkao::engine::assess;
use cunkao::engine::assessment::{Assessment, ItemResult};
use cunkao::period::Period;
use cunkao::records::Records;
use cunkao::rulebook::{Body, Item};
use cunkao::rules::Direction;
use cunkao::text::Text;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::invariants;
use super::year::{self, TOWNSHIPS, Township, Year, any_happening, any_period, any_year, whole_year};
use crate::support::cases;

fn result(township: &Township, records: &Records, period: Period) -> Assessment {
    assess(&township.rulebook, records, period).0
}

/// Whom a score, a place or a sum belongs to, in an order that no roster decides; nothing of cells.
fn figures(assessment: &Assessment) -> Vec<String> {
    let mut all = Vec::new();
    let items = |items: &[ItemResult]| {
        let flat = items.iter().flat_map(ItemResult::flattened);
        flat.map(|item| format!("{} {:?} {:?} {:?}", item.id, item.period, item.score, item.state))
            .collect::<Vec<_>>()
    };
    for village in &assessment.villages {
        let own =
            (&village.name, village.score, village.rank, village.tied, &village.band, village.available);
        all.push(format!("{own:?} {:?}", items(&village.items)));
    }
    for cadre in &assessment.cadres {
        let own = (&cadre.person, cadre.score, cadre.rank, &cadre.band);
        all.push(format!("{own:?} {:?}", items(&cadre.items)));
    }
    all.extend(
        assessment.money.iter().map(|entry| format!("{:?} {} {}", entry.party, entry.rule, entry.amount)),
    );
    all.extend(
        assessment.prizes.iter().map(|prize| format!("{:?} {} {}", prize.who, prize.tier, prize.amount)),
    );
    all.extend(assessment.bands.iter().map(|band| format!("{:?} {} {}", band.who, band.band, band.grade)));
    all.extend(
        assessment
            .actions
            .iter()
            .map(|one| format!("{:?} {} {} {}", one.who, one.rule, one.date, one.quantity)),
    );
    all.sort();
    all
}

proptest! {
    #![proptest_config(cases(10))]

    #[test]
    fn accounts_are_their_postings_and_what_is_derived_is_its_terms(year in any_year(), period in any_period()) {
        for township in TOWNSHIPS.iter() {
            invariants::hold(&result(township, &township.records(&year), period));
        }
    }

    #[test]
    fn nothing_that_comes_later_changes_a_result(year in any_year(), period in any_period()) {
        for township in TOWNSHIPS.iter() {
            let all = township.records(&year);
            let seen = year::until(all.clone(), period.last_day());
            let (all, seen) = (result(township, &all, period), result(township, &seen, period));
            prop_assert!(all == seen, "{}: {:?}", township.name, difference(&all, &seen));
        }
    }

    #[test]
    fn the_rows_of_facts_and_the_order_of_the_roster_do_not_matter(
        year in any_year(), period in any_period(), by in 0_u32..1009,
    ) {
        for township in TOWNSHIPS.iter() {
            let here = township.records(&year);
            let there = year::elsewhere(here.clone(), by);
            let (here, there) = (result(township, &here, period), result(township, &there, period));
            let (here, there) = (figures(&here), figures(&there));
            let differ: Vec<_> = here.iter().zip(&there).filter(|(one, other)| one != other).collect();
            prop_assert!(here == there, "{}: {differ:#?}", township.name);
        }
    }

    #[test]
    fn one_more_deduction_raises_nobodys_score(year in whole_year(), extra in any_happening(), period in any_period()) {
        for township in TOWNSHIPS.iter() {
            let deducts = |direction: &Direction| *direction == Direction::Deduct;
            let events: Vec<_> = township.rulebook.declarations.events.iter().filter(|event| {
                event.direction.as_ref().is_none_or(deducts)
                    && !event.prices.is_empty()
                    && event.prices.iter().all(|(_, direction)| deducts(direction))
            }).collect();
            let Some(event) = year::pick(&events, extra.which) else { continue };
            let before = township.records(&year);
            let mut after = before.clone();
            let villages: Vec<_> = after.villages.keys().cloned().collect();
            let village = year::pick(&villages, extra.village).unwrap();
            let one = township.event(event, village, &extra);
            let facts = after.villages.get_mut(village).unwrap();
            facts.events.entry(one.name.clone()).or_default().push(one);
            facts.sort();
            let (was, is) = (result(township, &before, period), result(township, &after, period));
            lower(&was, &is, village, &format!("{} {}", township.name, event.name))?;
        }
    }
}

/// Nobody of a village has more than before, and nobody of another has anything else.
fn lower(was: &Assessment, is: &Assessment, village: &str, name: &str) -> Result<(), TestCaseError> {
    for (was, is) in was.villages.iter().zip(&is.villages) {
        prop_assert!(is.score <= was.score, "{}: {} from {:?} to {:?}", name, was.name, was.score, is.score);
        prop_assert!(was.name == village || was.score == is.score, "{}: {}", name, was.name);
    }
    for (was, is) in was.cadres.iter().zip(&is.cadres) {
        prop_assert!(
            is.score <= was.score,
            "{}: {:?} from {:?} to {:?}",
            name,
            was.person,
            was.score,
            is.score
        );
        prop_assert!(was.person.village == village || was.score == is.score, "{}: {:?}", name, was.person);
    }
    Ok(())
}

/// The first lines in which two results differ.
fn difference(one: &Assessment, other: &Assessment) -> Vec<(String, String)> {
    let (one, other) = (format!("{one:#?}"), format!("{other:#?}"));
    let lines = one.lines().zip(other.lines()).filter(|(one, other)| one != other);
    lines.take(5).map(|(one, other)| (one.trim().to_owned(), other.trim().to_owned())).collect()
}

/// What the random years hold is judged: every rule of an item comes to something.
#[test]
fn the_years_are_not_idle() {
    let mut runner = TestRunner::deterministic();
    for township in TOWNSHIPS.iter() {
        let mut posted = BTreeSet::new();
        for _ in 0..40 {
            let year: Year = whole_year().new_tree(&mut runner).unwrap().current();
            let assessment = result(township, &township.records(&year), Period::parse("2024").unwrap());
            let villages = assessment.villages.iter().flat_map(|village| &village.items);
            let items = villages.chain(assessment.cadres.iter().flat_map(|cadre| &cadre.items));
            posted.extend(items.flat_map(ItemResult::all_postings).map(|posting| posting.rule.clone()));
            posted.extend(assessment.actions.iter().map(|action| action.rule.clone()));
        }
        let rules = township.rulebook.items.iter().flat_map(rules_of);
        let idle: Vec<_> = rules.filter(|rule| !posted.contains(rule)).collect();
        assert!(idle.is_empty(), "{}: {idle:?} never posted", township.name);
    }
}

fn rules_of(item: &Item) -> Vec<Text> {
    match &item.body {
        Body::Account(terms) => terms.rules.iter().map(|rule| rule.id.clone()).collect(),
        Body::Part { .. } | Body::TakesVillage(_) => Vec::new(),
    }
}
