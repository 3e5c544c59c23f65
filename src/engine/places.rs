//! Places in standings of periods that have ended, as figures that rules read (`source = "standing"`): “季度排名第一的加3分”.
//!
//! They are worked out before anything else, by the rulebook without the rules that read them. The lint sees to it that no
//! such rule has a part in the scores that are ranked, so that these come out as they do with them.

use std::collections::BTreeMap;

use super::snapshot::Snapshots;
use super::standing::Placed;
use super::view::VillageView;
use super::{Context, Given, standing};
use crate::diagnostic::Cells;
use crate::number::{Inexact, Number};
use crate::period::{Date, Period};
use crate::records::Records;
use crate::rulebook::declaration::IndicatorSource;
use crate::rulebook::{Body, PlaceIn, Rulebook};
use crate::rules::{Course, CourseDay, Figure, OwnFigure};
use crate::text::Text;

/// A village's place at the end of a period.
struct PlaceOn {
    date: Date,
    /// `None` where a veto or an undecided score leaves none.
    place: Option<Number>,
    /// How many have a place beside it.
    of: usize,
    /// `2024年第一季度“综合排名”`
    called: Text,
}

/// The places of all villages by the indicators that state them, in order of date.
#[derive(Default)]
pub(super) struct Places(BTreeMap<(String, Text), Vec<PlaceOn>>);

impl Places {
    /// Those of every period that ends in the year up to the end of another.
    pub(super) fn of(
        rulebook: &Rulebook,
        records: &Records,
        until: Period,
        given: Given<'_>,
    ) -> Result<Self, Inexact> {
        let mut places = Self::default();
        let declared = rulebook.declarations.indicators.iter();
        let asked: Vec<(&str, &PlaceIn)> = declared
            .filter_map(|indicator| match &indicator.source {
                IndicatorSource::Standing(place_in) => Some((indicator.name.as_str(), place_in)),
                _ => None,
            })
            .collect();
        if asked.is_empty() {
            return Ok(places);
        }
        let (ranking, none) = (ranking_alone(rulebook), Self::default());
        for (indicator, place_in) in asked {
            let ended = place_in.period.periods(until.year());
            for period in ended.filter(|period| period.last_day() <= until.last_day()) {
                let context = Context { given, ..Context::of(&ranking, records, period, &none) };
                places.add(indicator, place_in, &context)?;
            }
        }
        Ok(places)
    }

    fn add(&mut self, indicator: &str, place_in: &PlaceIn, context: &Context<'_>) -> Result<(), Inexact> {
        let ranked = context.rulebook.standings.iter().find(|standing| standing.id == place_in.standing);
        let Some(ranked) = ranked else { return Ok(()) };
        let (snapshots, period) = (Snapshots::unknown(context), context.period);
        let called = Text::from(format!("{}“{}”", period.chinese(), ranked.name));
        let snapshot = snapshots.of(period)?;
        let mut placed = Vec::new();
        for group in standing::groups(context, ranked, &snapshot)? {
            placed.push(standing::places(context, &snapshots, ranked, &group, period)?);
        }
        // Who has no place now has none, whatever the period before gave.
        for village in &snapshot.villages {
            let is_own = |one: &&Placed| one.who.village() == village.name.as_str();
            let row = placed.iter().find_map(|group| Some((group, group.iter().find(is_own)?)));
            let place = row.and_then(|(_, own)| own.rank).map(Number::from_count);
            let of = row.map_or(0, |(group, _)| group.iter().filter(|one| one.rank.is_some()).count());
            let on = PlaceOn { date: period.last_day(), place, of, called: called.clone() };
            self.0.entry((indicator.to_owned(), village.name.clone())).or_default().push(on);
        }
        Ok(())
    }

    /// Those of one village from one day to another.
    fn of_village(&self, indicator: &str, village: &Text, since: Date, until: Date) -> &[PlaceOn] {
        let all = self.0.get(&(indicator.to_owned(), village.clone())).map(Vec::as_slice).unwrap_or_default();
        let first = all.partition_point(|one| one.date < since);
        let end = all.partition_point(|one| one.date <= until);
        all.get(first..end).unwrap_or_default()
    }
}

/// The latest place up to a day; who has none yet, or none at all, has nothing that applies.
pub(super) fn figure(view: &VillageView<'_>, indicator: &str, on: Date) -> Figure {
    let latest = within(view, indicator, on).last().and_then(|one| one.place);
    latest.map_or(Figure::NotApplicable, |value| Figure::Stated { value, cells: Cells::NONE })
}

/// What the place is one in.
pub(super) fn own_figure(view: &VillageView<'_>, indicator: &str, on: Date) -> Option<OwnFigure> {
    let latest = within(view, indicator, on).last().filter(|one| one.place.is_some())?;
    Some(OwnFigure::Placed(latest.called.clone(), latest.of))
}

/// The places from day to day.
pub(super) fn course(view: &VillageView<'_>, indicator: &str, until: Date) -> Course {
    let day = |one: &PlaceOn| CourseDay { date: one.date, value: one.place, cells: Cells::NONE };
    Course::Stated(within(view, indicator, until).iter().map(day).collect())
}

/// The days on which one is taken.
pub(super) fn dates(view: &VillageView<'_>, indicator: &str) -> Vec<Date> {
    within(view, indicator, view.as_of).iter().map(|one| one.date).collect()
}

fn within<'a>(view: &VillageView<'a>, indicator: &str, until: Date) -> &'a [PlaceOn] {
    view.places.of_village(indicator, &view.village.name, view.since, until)
}

/// What ranks villages, and no more, without the rules that read places.
fn ranking_alone(rulebook: &Rulebook) -> Rulebook {
    let mut ranking = rulebook.without_consequences();
    for item in &mut ranking.items {
        if let Body::Account(terms) = &mut item.body {
            terms.rules.retain(|rule| !rulebook.reads_places(rule));
        }
    }
    ranking
}
