//! Pictures of figures as plain data: which cells they draw.

use super::formula::{Area, At};
use crate::number::Number;

/// How figures are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum ChartKind {
    /// A bar a row, the first on top.
    Bars,
    /// A line a row, over the columns.
    Lines,
    /// A line a row, over the columns, of places: the first on top.
    Places,
}

/// One row of figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Series {
    /// The cell that names it; unnamed if there is but one.
    pub(in crate::report) name: Option<At>,
    /// The cells that name its figures.
    pub(in crate::report) categories: Area,
    /// Its figures.
    pub(in crate::report) values: Area,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Chart {
    pub(in crate::report) kind: ChartKind,
    /// Begins with words of the program's own, so that no name from a file stands first.
    pub(in crate::report) title: String,
    pub(in crate::report) series: Vec<Series>,
    /// Where the axis of the figures begins, if not at what the spreadsheet thinks best.
    pub(in crate::report) floor: Option<Number>,
    /// How many figures stand side by side: what height or width it needs.
    pub(in crate::report) count: usize,
}
