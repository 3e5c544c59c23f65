//! Live formulas: what they refer to is named by sheet, row and column, and becomes an address in one place.

use std::collections::BTreeMap;

use super::{FIRST_ROW, Sheet};
use crate::diagnostic::column_letters;
use crate::number::Number;

/// Decimal places that a formula is rounded to. A spreadsheet adds in binary: what is equal here must be equal
/// there, and a quotient of the engine ends at the twelfth place.
const PLACES: &str = "12";
/// For yuan, whose sums are larger and whose places are few: a spreadsheet keeps fifteen digits in all.
const YUAN_PLACES: &str = "6";

/// A cell by the names of its sheet and row, and its column from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct At {
    pub(in crate::report) sheet: &'static str,
    pub(in crate::report) row: String,
    pub(in crate::report) column: usize,
}

/// A rectangle of cells of one sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Area {
    pub(in crate::report) sheet: &'static str,
    /// Row and column of the first cell.
    pub(in crate::report) first: (String, usize),
    /// Row and column of the last cell.
    pub(in crate::report) last: (String, usize),
}

impl Area {
    /// Part of a column.
    pub(super) fn column(sheet: &'static str, first: &str, last: &str, column: usize) -> Self {
        Self { sheet, first: (first.to_owned(), column), last: (last.to_owned(), column) }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Words(String),
    Cell(At),
    Area(Area),
    /// A column over all rows of a sheet.
    Column(&'static str, usize),
}

/// A formula, without the sign before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::report) struct Formula(Vec<Part>);

impl Formula {
    pub(super) fn new(words: &str) -> Self {
        Self::default().words(words)
    }

    pub(super) fn words(mut self, words: &str) -> Self {
        self.0.push(Part::Words(words.to_owned()));
        self
    }

    /// Words that are compared with, as the formula language writes them.
    pub(super) fn text(self, text: &str) -> Self {
        self.words(&format!("\"{}\"", text.replace('"', "\"\"")))
    }

    pub(super) fn cell(mut self, at: At) -> Self {
        self.0.push(Part::Cell(at));
        self
    }

    pub(super) fn area(mut self, area: Area) -> Self {
        self.0.push(Part::Area(area));
        self
    }

    pub(super) fn column(mut self, sheet: &'static str, column: usize) -> Self {
        self.0.push(Part::Column(sheet, column));
        self
    }

    pub(super) fn then(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// What the formula comes to, rounded as points are.
    pub(super) fn rounded(self) -> Self {
        Self::new("ROUND(").then(self).words(&format!(",{PLACES})"))
    }

    /// What the formula comes to, rounded as yuan are.
    pub(super) fn rounded_yuan(self) -> Self {
        Self::new("ROUND(").then(self).words(&format!(",{YUAN_PLACES})"))
    }
}

/// Joins formulas by a sign.
pub(super) fn joined(formulas: Vec<Formula>, sign: &str) -> Formula {
    let mut all = Formula::default();
    for (place, formula) in formulas.into_iter().enumerate() {
        let all_so_far = if place == 0 { all } else { all.words(sign) };
        all = all_so_far.then(formula);
    }
    all
}

/// How a figure is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Shown {
    /// With two decimals.
    Fixed,
    /// With all its decimals.
    Exact,
    /// As a whole number.
    Whole,
}

/// A formula with the figure that the assessment has in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Live {
    pub(in crate::report) formula: Formula,
    pub(in crate::report) value: Number,
    pub(in crate::report) shown: Shown,
}

/// Row and column, both from 0.
type Place = (u32, u16);

/// Where the named rows of the sheets are.
pub(in crate::report) struct Addresses<'a> {
    rows: BTreeMap<(&'a str, &'a str), u32>,
    last: BTreeMap<&'a str, u32>,
}

impl<'a> Addresses<'a> {
    pub(in crate::report) fn of(sheets: &'a [Sheet]) -> Self {
        let (mut rows, mut last) = (BTreeMap::new(), BTreeMap::new());
        for sheet in sheets {
            rows.insert((sheet.name, Sheet::HEADER), FIRST_ROW - 1);
            for (key, row) in sheet.keys.iter().zip(FIRST_ROW..) {
                rows.insert((sheet.name, key.as_str()), row);
            }
            let count = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
            last.insert(sheet.name, (FIRST_ROW + count).saturating_sub(1).max(FIRST_ROW));
        }
        Self { rows, last }
    }

    fn place(&self, sheet: &str, row: &str, column: usize) -> Option<Place> {
        Some((*self.rows.get(&(sheet, row))?, u16::try_from(column).ok()?))
    }

    /// The first and last cell of a rectangle.
    pub(in crate::report) fn area(&self, area: &Area) -> Option<(Place, Place)> {
        let first = self.place(area.sheet, &area.first.0, area.first.1)?;
        Some((first, self.place(area.sheet, &area.last.0, area.last.1)?))
    }

    /// A cell's place.
    pub(in crate::report) fn cell(&self, at: &At) -> Option<Place> {
        self.place(at.sheet, &at.row, at.column)
    }

    /// A formula as the cells of a sheet write it; `None` if it refers to what is not there.
    pub(in crate::report) fn written(&self, formula: &Formula, own: &str) -> Option<String> {
        let prefix = |sheet: &str| if sheet == own { String::new() } else { format!("'{sheet}'!") };
        let mut text = String::from("=");
        for part in &formula.0 {
            match part {
                Part::Words(words) => text.push_str(words),
                Part::Cell(at) => text.push_str(&format!("{}{}", prefix(at.sheet), address(self.cell(at)?))),
                Part::Area(area) => {
                    let (first, last) = self.area(area)?;
                    text.push_str(&format!("{}{}:{}", prefix(area.sheet), address(first), address(last)));
                }
                Part::Column(sheet, column) => {
                    let column = u16::try_from(*column).ok()?;
                    let (first, last) = ((FIRST_ROW, column), (*self.last.get(sheet)?, column));
                    text.push_str(&format!("{}{}:{}", prefix(sheet), address(first), address(last)));
                }
            }
        }
        Some(text)
    }
}

fn address((row, column): Place) -> String {
    format!("${}${}", column_letters(u32::from(column)), row + 1)
}
