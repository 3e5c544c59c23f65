//! What a figure came to from day to day: each day on which it was entered, or on which rows of a register make it up.

use super::VillageView;
use super::rows::RegisterFigure;
use crate::diagnostic::Cells;
use crate::number::Inexact;
use crate::period::Date;
use crate::rules::CourseDay;

impl VillageView<'_> {
    /// Every figure of the account's period, the last one of each day.
    pub(super) fn days_entered(&self, indicator: &str, until: Date) -> Vec<CourseDay> {
        let readings = VillageView { measured: None, ..*self }.readings_until(indicator, until);
        let mut days: Vec<CourseDay> = Vec::with_capacity(readings.len());
        for reading in readings {
            let (date, value) = (reading.date, reading.value);
            days.pop_if(|day| day.date == date);
            days.push(CourseDay { date, value, cells: reading.cell.clone().into() });
        }
        days
    }

    /// What the rows of a register come to from day to day.
    pub(super) fn days_of_rows(
        &self,
        figure: &RegisterFigure<'_>,
        until: Date,
    ) -> Result<Vec<CourseDay>, Inexact> {
        let rows = self.rows_until(figure.register, until);
        let mut days = Vec::with_capacity(rows.len());
        let (mut so_far, mut stated) = (None, Vec::new());
        for rows in rows.chunk_by(|one, next| one.date == next.date) {
            stated.clear();
            stated.extend(rows.iter().filter_map(|row| figure.of(row)));
            so_far = figure.aggregate.together(so_far, stated.iter().map(|(number, _)| *number))?;
            let cells: Cells = stated.iter().map(|(_, cell)| (*cell).clone()).collect();
            let value = Some(so_far.unwrap_or_default());
            days.extend(rows.first().map(|row| CourseDay { date: row.date, value, cells }));
        }
        Ok(days)
    }
}
