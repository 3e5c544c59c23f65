//! What a formula may name beside indicators and targets: marks, events, and duties done.

use super::{VillageView, figure_of};
use crate::fact::DutyValue;
use crate::number::{Inexact, Number};
use crate::period::{Date, Month};
use crate::rules::Figure;

impl VillageView<'_> {
    /// The latest mark given from one day to the end of another's month, for which it is given as a whole.
    pub(super) fn marked(&self, name: &str, since: Date, on: Date) -> Figure {
        let of_account = since..=Month::of(on).last_day();
        let marks = self.facts.marks(name, self.person).rev();
        match marks.into_iter().find(|mark| of_account.contains(&mark.date)) {
            None => Figure::Unstated,
            Some(mark) => figure_of(mark.value, &mark.cell),
        }
    }

    /// How often an event happened from one day to another: never, unless a row says so.
    pub(super) fn happened(&self, name: &str, since: Date, on: Date) -> Result<Figure, Inexact> {
        let of_account = since..=on;
        let rows = self.facts.events(name).filter(|event| of_account.contains(&event.date));
        let value = Number::sum(rows.clone().map(|event| event.count))?;
        Ok(Figure::Stated { value, cells: rows.flat_map(|event| event.cells.iter().cloned()).collect() })
    }

    /// How often a duty was done from one day to another; unstated while no cell speaks of it. What has a date was done on
    /// it.
    pub(super) fn done(&self, name: &str, since: Date, on: Date) -> Result<Figure, Inexact> {
        let months = Month::of(since)..=Month::of(on);
        let cells: Vec<_> =
            self.facts.duty(name).iter().filter(|cell| months.contains(&cell.month)).collect();
        if cells.is_empty() {
            return Ok(Figure::Unstated);
        }
        if cells.iter().any(|cell| cell.value == DutyValue::NotApplicable) {
            return Ok(Figure::NotApplicable);
        }
        let is_done = |value: &DutyValue| match value {
            DutyValue::On(day) => (since..=on).contains(day),
            DutyValue::Times(_) | DutyValue::NotApplicable => true,
        };
        let done = cells.iter().filter(|cell| is_done(&cell.value));
        let value = Number::sum(done.map(|cell| cell.value.times()))?;
        Ok(Figure::Stated { value, cells: cells.iter().map(|cell| cell.cell.clone()).collect() })
    }
}
