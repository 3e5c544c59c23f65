//! Places in standings of periods that have ended, as figures that rules read (`source = "standing"`): “季度排名第一的加3分”.
//! Data and how it is read; `ranking/earlier_places.rs` works it out.

use std::collections::BTreeMap;

use super::VillageView;
use crate::diagnostic::Cells;
use crate::number::Number;
use crate::period::Date;
use crate::rules::{Course, CourseDay, Figure, OwnFigure};
use crate::text::Text;

/// A village's place at the end of a period.
pub(in crate::engine) struct PlaceOn {
    pub(in crate::engine) date: Date,
    pub(in crate::engine) place: Place,
    /// How many have a place beside it.
    pub(in crate::engine) of: usize,
    /// `2024年第一季度“综合排名”`
    pub(in crate::engine) called: Text,
}

/// What place there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Place {
    /// This one.
    At(Number),
    /// A veto or an undecided score leaves none.
    None,
    /// All share one, and the indicator asks for those who are behind others.
    Tied,
}

impl Place {
    fn number(self) -> Option<Number> {
        match self {
            Self::At(place) => Some(place),
            Self::None | Self::Tied => None,
        }
    }
}

/// The places of all villages by the indicators that state them, in order of date.
#[derive(Default)]
pub(in crate::engine) struct Places(BTreeMap<(String, Text), Vec<PlaceOn>>);

impl Places {
    /// Keeps the place of a village by an indicator; those of one village come in order of date.
    pub(in crate::engine) fn add(&mut self, indicator: &str, village: &Text, on: PlaceOn) {
        self.0.entry((indicator.to_owned(), village.clone())).or_default().push(on);
    }

    /// Puts those of other indicators beside these.
    pub(in crate::engine) fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
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
pub(in crate::engine) fn figure(view: &VillageView<'_>, indicator: &str, on: Date) -> Figure {
    match within(view, indicator, on).last().map(|one| one.place) {
        Some(Place::At(value)) => Figure::Stated { value, cells: Cells::NONE },
        Some(Place::Tied) => Figure::NoPlace,
        Some(Place::None) | None => Figure::NotApplicable,
    }
}

/// What the place is one in.
pub(in crate::engine) fn own_figure(view: &VillageView<'_>, indicator: &str, on: Date) -> Option<OwnFigure> {
    let latest = within(view, indicator, on).last().filter(|one| one.place.number().is_some())?;
    Some(OwnFigure::Placed(latest.called.clone(), latest.of))
}

/// The places from day to day.
pub(in crate::engine) fn course(view: &VillageView<'_>, indicator: &str, until: Date) -> Course {
    let day = |one: &PlaceOn| CourseDay { date: one.date, value: one.place.number(), cells: Cells::NONE };
    Course::Stated(within(view, indicator, until).iter().map(day).collect())
}

/// The days on which one is taken.
pub(in crate::engine) fn dates(view: &VillageView<'_>, indicator: &str) -> Vec<Date> {
    within(view, indicator, view.as_of).iter().map(|one| one.date).collect()
}

fn within<'a>(view: &VillageView<'a>, indicator: &str, until: Date) -> &'a [PlaceOn] {
    view.places.of_village(indicator, &view.village.name, view.since, until)
}
