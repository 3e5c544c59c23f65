//! How an indicator stands day by day over an account, so that a rule that measures again and again adds nothing twice.

use crate::diagnostic::Cells;
use crate::number::Number;
use crate::period::Date;
use crate::rules::Figure;

/// A day on which an indicator was stated, or rows of its register are dated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseDay {
    /// The day.
    pub date: Date,
    /// The indicator from this day on, in its unit; `None` for 不适用.
    pub value: Option<Number>,
    /// What was read of this day alone.
    pub cells: Cells,
}

/// An indicator from the first day of an account on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Course {
    /// Stated anew on each day: the latest counts, by itself.
    Stated(Vec<CourseDay>),
    /// Put together from rows, all of which count; before the first row it is 0.
    PutTogether(Vec<CourseDay>),
}

impl Course {
    /// The days, each once, in order.
    pub fn days(&self) -> &[CourseDay] {
        match self {
            Self::Stated(days) | Self::PutTogether(days) => days,
        }
    }

    /// The indicator on a day. Of rows, the cells of those dated after `since` are named: the others were named before.
    pub fn on(&self, since: Option<Date>, day: Date) -> Figure {
        let until = self.days().partition_point(|one| one.date <= day);
        let days = self.days().get(..until).unwrap_or_default();
        let latest = days.last();
        match (self, latest) {
            (Self::Stated(_), None) => Figure::Unstated,
            (Self::PutTogether(_), None) => Figure::Stated { value: Number::ZERO, cells: Cells::NONE },
            (_, Some(CourseDay { value: None, .. })) => Figure::NotApplicable,
            (Self::Stated(_), Some(CourseDay { value: Some(value), cells, .. })) => {
                Figure::Stated { value: *value, cells: cells.clone() }
            }
            (Self::PutTogether(_), Some(CourseDay { value: Some(value), .. })) => {
                let named = since.map_or(0, |since| days.partition_point(|one| one.date <= since));
                let cells = match days.get(named..).unwrap_or_default() {
                    [one] => one.cells.clone(),
                    fresh => fresh.iter().flat_map(|day| day.cells.iter().cloned()).collect(),
                };
                Figure::Stated { value: *value, cells }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{CellRef, SheetRef};
    use crate::period::date;

    fn day(day: i8) -> Date {
        date(2024, 3, day).unwrap()
    }

    fn cell(row: u32) -> CellRef {
        CellRef { sheet: SheetRef::new("f", "s"), row, column: 0 }
    }

    fn days() -> Vec<CourseDay> {
        let at = |on: i8, value: Option<u32>| CourseDay {
            date: day(on),
            value: value.map(Number::from),
            cells: cell(u32::try_from(on).unwrap()).into(),
        };
        vec![at(2, Some(10)), at(5, None), at(9, Some(30))]
    }

    fn stated(value: u32, rows: &[u32]) -> Figure {
        Figure::Stated { value: Number::from(value), cells: rows.iter().map(|row| cell(*row)).collect() }
    }

    #[test]
    fn what_is_stated_anew_rests_on_its_own_cell() {
        let course = Course::Stated(days());
        assert_eq!(course.on(None, day(1)), Figure::Unstated);
        assert_eq!(course.on(None, day(4)), stated(10, &[2]));
        assert_eq!(course.on(Some(day(2)), day(4)), stated(10, &[2]));
        assert_eq!(course.on(None, day(8)), Figure::NotApplicable);
        assert_eq!(course.on(None, day(9)), stated(30, &[9]));
    }

    #[test]
    fn what_is_put_together_rests_on_all_cells_that_were_not_named_before() {
        let mut days = days();
        days.remove(1);
        let course = Course::PutTogether(days);
        assert_eq!(course.on(None, day(1)), stated(0, &[]));
        assert_eq!(course.on(None, day(8)), stated(10, &[2]));
        assert_eq!(course.on(None, day(31)), stated(30, &[2, 9]));
        assert_eq!(course.on(Some(day(2)), day(31)), stated(30, &[9]));
        assert_eq!(course.on(Some(day(9)), day(31)), stated(30, &[]));
    }
}
