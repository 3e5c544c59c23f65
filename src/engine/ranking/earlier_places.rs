//! Works out the places that rules read (`source = "standing"`, see `view/places.rs`): before anything else, each after those that
//! are read for the score by which it is given, by the rulebook without the rules that read any which are not known yet. The
//! lint sees to it that no such rule has a part in the scores that are ranked, so that these come out as they do with them.

use std::collections::BTreeSet;

use super::snapshots::Snapshots;
use super::standing::{self, Placed};
use crate::engine::view::places::{Place, PlaceOn, Places};
use crate::engine::{Context, Given};
use crate::number::{Inexact, Number};
use crate::period::Period;
use crate::records::Records;
use crate::rulebook::{AllTied, Body, Counted, PlaceIn, RankTies, Rulebook};
use crate::text::Text;

/// Those of every period that ends in the year up to the end of another.
pub(in crate::engine) fn of(
    rulebook: &Rulebook,
    records: &Records,
    until: Period,
    given: Given<'_>,
) -> Result<Places, Inexact> {
    let mut places = Places::default();
    let mut known: Vec<&str> = Vec::new();
    for step in rulebook.places_in_steps() {
        let (ranking, mut own) = (ranking_alone(rulebook, &known), Places::default());
        for (indicator, place_in) in &step {
            let ended = place_in.period.periods(until.year());
            for period in ended.filter(|period| period.last_day() <= until.last_day()) {
                let context = Context { given, ..Context::of(&ranking, records, period, &places) };
                add(&mut own, &indicator.name, place_in, &context)?;
            }
        }
        known.extend(step.iter().map(|(indicator, _)| indicator.name.as_str()));
        places.extend(own);
    }
    Ok(places)
}

/// Those at the end of one period.
fn add(
    places: &mut Places,
    indicator: &str,
    place_in: &PlaceIn,
    context: &Context<'_>,
) -> Result<(), Inexact> {
    let ranked = context.rulebook.standings.iter().find(|standing| standing.id == place_in.standing);
    let Some(ranked) = ranked else { return Ok(()) };
    let (snapshots, period) = (Snapshots::unknown(context), context.period);
    let from_last = if place_in.counted == Counted::FromFirst { "" } else { "从最后一名数起" };
    let called = Text::from(format!("{}“{}”{from_last}", period.chinese(), ranked.name));
    let snapshot = snapshots.of(period)?;
    let mut placed = Vec::new();
    for group in standing::groups(context, ranked, &snapshot)? {
        placed.push(standing::places(context, &snapshots, ranked, &group, period)?);
    }
    // Who has no place now has none, whatever the period before gave.
    for village in &snapshot.villages {
        let is_own = |one: &&Placed| one.who.village() == village.name.as_str();
        let row = placed.iter().find_map(|group| Some((group, group.iter().find(is_own)?)));
        let ranks: Vec<usize> =
            row.map_or(Vec::new(), |(group, _)| group.iter().filter_map(|one| one.rank).collect());
        let rank = row.and_then(|(_, own)| own.rank);
        let place = rank.map_or(Place::None, |rank| counted(place_in.counted, ranked.ties, rank, &ranks));
        let on = PlaceOn { date: period.last_day(), place, of: ranks.len(), called: called.clone() };
        places.add(indicator, &village.name, on);
    }
    Ok(())
}

/// A place among all that there are in a group, as an indicator counts it. From the last those behind stand before it, each of
/// them or each of their places, as those before do from the first.
fn counted(counted: Counted, ties: RankTies, own: usize, ranks: &[usize]) -> Place {
    let Counted::FromLast(all_tied) = counted else { return Place::At(Number::from_count(own)) };
    if all_tied == AllTied::NoPlace && ranks.iter().all(|rank| *rank == own) {
        return Place::Tied;
    }
    let behind = ranks.iter().filter(|rank| **rank > own);
    let behind = match ties {
        RankTies::ShareAndSkip => behind.count(),
        RankTies::ShareAndGoOn => behind.collect::<BTreeSet<_>>().len(),
    };
    Place::At(Number::from_count(behind + 1))
}

/// What ranks villages, and no more, without the rules that read places of which some are not known.
fn ranking_alone(rulebook: &Rulebook, known: &[&str]) -> Rulebook {
    let mut ranking = rulebook.without_consequences();
    for item in &mut ranking.items {
        if let Body::Account(terms) = &mut item.body {
            terms.rules.retain(|rule| rulebook.places_read(rule).all(|name| known.contains(&name)));
        }
    }
    ranking
}
