//! Indicators that say how a village stands beside the others, and that no facts of its own state: by figures of all of
//! them (`compared.rs`), or by their places (`places.rs`).

use super::{VillageView, compared, places};
use crate::number::Inexact;
use crate::period::Date;
use crate::rulebook::declaration::IndicatorSource;
use crate::rules::{Course, Figure, OwnFigure};

/// What it is on a day.
pub(super) fn figure(
    view: &VillageView<'_>,
    indicator: &str,
    source: &IndicatorSource,
    on: Date,
) -> Result<Figure, Inexact> {
    match source {
        IndicatorSource::Villages(comparison) => compared::figure(view, comparison, on),
        _ => Ok(places::figure(view, indicator, on)),
    }
}

/// What of the village itself stands behind it.
pub(super) fn own_figure(
    view: &VillageView<'_>,
    indicator: &str,
    source: &IndicatorSource,
    on: Date,
) -> Result<Option<OwnFigure>, Inexact> {
    match source {
        IndicatorSource::Villages(comparison) => compared::own_figure(view, comparison, on).map(Some),
        _ => Ok(places::own_figure(view, indicator, on)),
    }
}

/// How it moves from day to day.
pub(super) fn course(
    view: &VillageView<'_>,
    indicator: &str,
    source: &IndicatorSource,
    until: Date,
) -> Result<Course, Inexact> {
    match source {
        IndicatorSource::Villages(comparison) => compared::course(view, comparison, until),
        _ => Ok(places::course(view, indicator, until)),
    }
}

/// The days on which it may move.
pub(super) fn dates(view: &VillageView<'_>, indicator: &str, source: &IndicatorSource) -> Vec<Date> {
    match source {
        IndicatorSource::Villages(comparison) => compared::dates(view, comparison),
        _ => places::dates(view, indicator),
    }
}
