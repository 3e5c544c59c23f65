//! On which days what is gathered for one day of the year is judged, where villages become part of others before it.

use super::VillageView;
use crate::period::{Date, Month, Period, Span};
use crate::rulebook::Merge;

/// See [`View::judged_on`](crate::rules::View::judged_on).
pub(super) fn judged_on(view: &VillageView<'_>, day: Date) -> Vec<Date> {
    // What is settled later, and what falls into another account, comes to its own day.
    if view.settled_by.is_some() || view.ends < day {
        return vec![day];
    }
    let last = view.village.until.map_or(day, |last| last.min(day));
    let mut days: Vec<Date> = eves(view).filter(|eve| *eve < last && view.opens <= *eve).collect();
    days.push(last);
    days.sort_unstable();
    days.dedup();
    days
}

/// The days before mergers into the village by which its account is carried over.
fn eves<'a>(view: &VillageView<'a>) -> impl Iterator<Item = Date> + use<'a> {
    let year = Period::of_month(Month::of(view.ends)).around(Span::Year);
    let is_carried = view.person.is_none()
        && matches!(view.rulebook.village.merge, Some(Merge::Mean | Merge::Worst))
        && (view.begins, view.ends) == (year.first_day(), year.last_day());
    let merged = view.records.roster.merged_into(&view.village.name).filter(move |_| is_carried);
    merged.filter_map(|(_, merged)| merged.on.yesterday().ok())
}
