//! Blank workbooks as plain data: what stands in them, what may be filled in where, and by which lists. Knows
//! nothing of spreadsheet files, and decides nothing: intake checks all that comes back.

mod asked;
mod foot;
mod forms;
mod guide;
mod indicators;
mod judging;
mod month;
mod people;
mod register;
mod roster;
mod sentences;
mod targets;

pub use asked::asked;
pub use month::{Split, month};
pub use roster::{roster, roster_of};
pub use targets::targets;

use crate::number::Number;
use crate::period::Date;
use crate::report::document::Document;

/// A workbook to be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    /// Its file name without ending.
    pub stem: String,
    /// The day that it says it was made on: there is no clock here.
    pub dated: Date,
    /// 填表说明
    pub guide: Document,
    /// In order.
    pub sheets: Vec<Sheet>,
    /// What drop-downs show, on a hidden sheet.
    pub lists: Vec<List>,
    /// Villages with the names of their cadres, for drop-downs that depend on the village of a row; those of a
    /// village stand together.
    pub people: Vec<(String, String)>,
    /// Keys and values of the hidden sheet that says what it was made for; none for a roster.
    pub stamp: Vec<(&'static str, String)>,
}

/// Words for a drop-down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// By which columns name it.
    pub key: &'static str,
    /// In order.
    pub words: Vec<String>,
}

/// A sheet: a title, a note, a header, rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Name.
    pub name: String,
    /// Above everything.
    pub title: String,
    /// Under the title.
    pub note: String,
    /// In order.
    pub columns: Vec<Column>,
    /// Rows that are known beforehand, with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// Rows to be filled in that are drawn below them; where there are any, more may be added below those.
    pub empty_rows: u32,
    /// Columns like the last one that may be added to the right of it.
    pub further_columns: u16,
    /// Under every printed page, in lines. It is in no cell, so that it is never read back.
    pub foot: Vec<String>,
}

/// A cell of a known row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Stands there, and is not to be changed.
    Printed(String),
    /// Stands there, and may be changed.
    Filled(String),
    /// A day that stands there, and may be changed.
    Day(Date),
    /// To be filled in.
    FillIn,
    /// Not to be filled in: nothing is asked of this row here.
    Closed,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its header with the unit in brackets; empty where it is to be filled in too.
    pub head: String,
    /// What is shown while the header is filled in; empty for a printed one.
    pub head_hint: String,
    /// What is shown while a cell is filled in.
    pub hint: String,
    /// What may be typed.
    pub check: Check,
    /// In half-width characters.
    pub width: usize,
    /// Whether every cell of it may stay blank, as its hint says.
    pub may_stay_blank: bool,
}

/// What may be typed into the cells of a column. Pasting passes it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// Anything; kept as text.
    Text,
    /// A word of a list, and nothing else.
    Only(&'static str),
    /// A word of a list; another one after a question.
    Mostly(&'static str),
    /// A word of a list is offered; anything is taken.
    Offer(&'static str),
    /// A cadre of the village that stands in another column of the row, by place; another name after a question.
    CadreOf(usize),
    /// A word of a column of another sheet, by place; another one after a question.
    In(&'static str, u16),
    /// A day between two, both included; open without.
    Day(Option<Date>, Option<Date>),
    /// A whole number from 1.
    Count,
    /// A number within bounds, both included, or the word.
    Number {
        /// The smallest, if there is one.
        least: Option<Number>,
        /// The largest, if there is one.
        most: Option<Number>,
        /// The words that may stand instead.
        or: Vec<String>,
    },
}

impl Column {
    fn new(head: impl Into<String>, check: Check, width: usize, hint: impl Into<String>) -> Self {
        let (head, hint) = (head.into(), hint.into());
        Self { head, head_hint: String::new(), hint, check, width, may_stay_blank: false }
    }

    /// With cells that may stay blank.
    fn that_may_stay_blank(self, may_stay_blank: bool) -> Self {
        Self { may_stay_blank, ..self }
    }
}
