//! Where a figure that is assumed was put.

use crate::diagnostic::CellRef;
use crate::number::Number;
use crate::period::{Date, Month};

/// Where a figure was put, which the words of an assumption need not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// The village.
    pub village: String,
    /// The indicator, mark, duty or target.
    pub name: String,
    /// What was changed for it.
    pub place: Place,
}

/// What was changed for a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The figure of a day.
    Day {
        /// The day.
        day: Date,
        /// Whether one had been reported for it.
        reported: bool,
    },
    /// How often in a month, or the mark of a month.
    Month(Month),
    /// The mark of a month, as each of those gives it who gave one.
    MonthOfAll(Month),
    /// A target: it is of no day.
    Target,
    /// The total of a register's column.
    Total {
        /// The first day of what adds up.
        since: Date,
        /// The last day of it.
        until: Date,
        /// What the rows came to.
        before: Number,
        /// The column.
        column: String,
        /// Its figures that are others now, by date.
        rows: Vec<RowChange>,
    },
}

/// A figure of a register that is another now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    /// Of which day.
    pub day: Date,
    /// As it was; `None` for a row that is new.
    pub before: Option<Number>,
    /// As it is.
    pub after: Number,
    /// Where it was read; `None` for a row that is new.
    pub cell: Option<CellRef>,
}

impl Put {
    /// Whether another figure was put where this one is, so that one of the two holds for nothing.
    pub fn is_where(&self, other: &Self) -> bool {
        self.village == other.village && self.name == other.name && self.place.is(&other.place)
    }
}

impl Place {
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Day { day, .. }, Self::Day { day: other, .. }) => day == other,
            (Self::Total { until, .. }, Self::Total { until: other, .. }) => until == other,
            (Self::Month(month) | Self::MonthOfAll(month), Self::Month(other) | Self::MonthOfAll(other)) => {
                month == other
            }
            (Self::Target, Self::Target) => true,
            _ => false,
        }
    }
}
