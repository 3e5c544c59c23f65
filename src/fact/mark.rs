//! A mark of 评分录入, with who gave it where several people do.

use std::iter;

use super::Person;
use crate::diagnostic::CellRef;
use crate::number::Number;
use crate::period::Date;
use crate::text::Text;

/// A mark of 评分录入: of a village, or of a cadre.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// The last day of its month.
    pub date: Date,
    /// The cadre it is given to; `None` for the village.
    pub person: Option<Person>,
    /// 评分人, where several people give one; empty otherwise.
    pub rater: Text,
    /// The mark; `None` for 不适用.
    pub value: Option<Number>,
    /// The reason given behind it in brackets; empty without one.
    pub remark: Text,
    /// Where.
    pub cell: CellRef,
    /// Where 评分人 is named, if a sheet says so.
    pub rater_cell: Option<CellRef>,
}

impl Mark {
    /// The cells it was read from: its own, and that of 评分人.
    pub fn cells(&self) -> impl Iterator<Item = &CellRef> {
        iter::once(&self.cell).chain(&self.rater_cell)
    }
}
