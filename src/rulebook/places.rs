//! Which places of standings rest on which: a rule may read a place (`source = "standing"`) for points in a score by which others
//! are placed. Data of the rulebook alone; `engine/ranking/earlier_places.rs` works the places out in this order, and
//! `check/places.rs` tells which of them wait for themselves.

use std::collections::BTreeSet;

use super::declaration::{IndicatorDeclaration, IndicatorSource};
use super::{Item, ItemRule, PlaceIn, Rulebook, ScoreOf, Standing, Subject};

/// An indicator that is a place, and of what.
pub type PlaceOf<'a> = (&'a IndicatorDeclaration, &'a PlaceIn);

impl Rulebook {
    /// Every indicator that is a place in a standing.
    pub fn places(&self) -> impl Iterator<Item = PlaceOf<'_>> {
        self.declarations.indicators.iter().filter_map(|indicator| match &indicator.source {
            IndicatorSource::Standing(place_in) => Some((indicator, place_in)),
            _ => None,
        })
    }

    /// The places that a rule reads, by name.
    pub fn places_read<'a>(&'a self, rule: &'a ItemRule) -> impl Iterator<Item = &'a str> {
        let declared = rule.uses.figures().filter_map(|name| self.declarations.indicator(name));
        let places = declared.filter(|one| matches!(one.source, IndicatorSource::Standing(_)));
        places.map(|one| one.name.as_str())
    }

    /// The items of villages in a score by which a standing ranks.
    pub fn ranked_items<'a>(&'a self, standing: &'a Standing) -> impl Iterator<Item = &'a Item> {
        let ranked = move |item: &Item| {
            std::iter::once(&standing.node).chain(&standing.then).any(|score| match score {
                ScoreOf::Whole(subject) => *subject == Subject::Village,
                ScoreOf::Node(id) => self.upwards(item).any(|node| node.id == *id),
            })
        };
        self.items_of(Subject::Village).filter(move |item| ranked(item))
    }

    /// The places on which a place rests, by name: those that are read for the score by which it is given, and those on which
    /// these rest. One that rests on itself waits for ever.
    pub fn rests_on<'a>(&'a self, place: PlaceOf<'a>) -> BTreeSet<&'a str> {
        let mut all = BTreeSet::new();
        let mut left = vec![place];
        while let Some((_, place_in)) = left.pop() {
            let standing = self.standings.iter().find(|one| one.id == place_in.standing);
            let items = standing.into_iter().flat_map(|standing| self.ranked_items(standing));
            for name in items.flat_map(Item::rules).flat_map(|rule| self.places_read(rule)) {
                if all.insert(name) {
                    left.extend(self.places().filter(|(one, _)| one.name == name));
                }
            }
        }
        all
    }

    /// All places, in steps: each after those on which it rests. Those that wait for themselves, and for these, are none of them.
    pub fn places_in_steps(&self) -> Vec<Vec<PlaceOf<'_>>> {
        let mut waiting: Vec<_> = self.places().map(|place| (place, self.rests_on(place))).collect();
        let (mut steps, mut known) = (Vec::new(), BTreeSet::new());
        loop {
            let (ready, rest): (Vec<_>, Vec<_>) =
                waiting.into_iter().partition(|(_, rests_on)| rests_on.is_subset(&known));
            if ready.is_empty() {
                return steps;
            }
            let ready: Vec<PlaceOf<'_>> = ready.into_iter().map(|(place, _)| place).collect();
            known.extend(ready.iter().map(|(indicator, _)| indicator.name.as_str()));
            steps.push(ready);
            waiting = rest;
        }
    }
}
