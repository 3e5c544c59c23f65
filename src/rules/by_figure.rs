//! How what a rule brings goes by the figures that it reads: in proportion, by a distance, from a number on.

use crate::formula::Formula;
use crate::number::Number;

/// The largest number that a figure is held against in a rule: in percent where it is a share of another, and in the unit
/// of the figure otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The indicator, or what else a formula names.
    pub figure: String,
    /// Whether it is counted in percent of another.
    pub is_share: bool,
    /// The number.
    pub number: Number,
}

/// From where on something follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// The figure and the number.
    pub at: Reached,
    /// Whether it must be passed, and is not enough.
    pub is_passed: bool,
}

/// How what a rule brings goes by its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ByFigure<'a> {
    /// It has none: it goes by what happened or was done, or by a mark.
    Not,
    /// So much for each unit of a quantity.
    Priced,
    /// By how much of a target is fulfilled, from nothing to the whole of it.
    Fulfilled,
    /// By how far it lies from what it should come to: a number, and without one the target of the village.
    Distance(Option<Beginning>),
    /// By which numbers it reaches, of each figure the highest.
    From(Vec<Beginning>),
    /// By a formula, which may say anything.
    Formula(&'a Formula),
}

impl ByFigure<'_> {
    /// Whether it grows with its figure from nothing on, as far as the kind says so.
    pub fn pays_by_amount(&self) -> bool {
        match self {
            Self::Priced | Self::Fulfilled => true,
            Self::Not | Self::Distance(_) | Self::From(_) | Self::Formula(_) => false,
        }
    }

    /// Whether twice as much of a figure that it reads brings twice as much, a formula's too.
    pub fn grows_with(&self, name: &str) -> bool {
        match self {
            Self::Formula(formula) => formula_grows_with(formula, name),
            _ => self.pays_by_amount(),
        }
    }

    /// Whether it multiplies a quantity by a price.
    pub fn is_priced(&self) -> bool {
        matches!(self, Self::Priced)
    }

    /// Whether a figure that is lower brings less without end.
    pub fn falls_without_end(&self) -> bool {
        matches!(self, Self::Distance(_))
    }

    /// The numbers from which on something follows.
    pub fn begins_at(&self) -> &[Beginning] {
        match self {
            Self::Distance(from) => from.as_slice(),
            Self::From(begins) => begins,
            Self::Not | Self::Priced | Self::Fulfilled | Self::Formula(_) => &[],
        }
    }

    /// Whether it asks for the whole of a village's target.
    pub fn asks_for_target(&self) -> bool {
        matches!(self, Self::Fulfilled | Self::Distance(None))
    }
}

/// So small a part of a unit lies below every bound that is written, and divides without rest.
const SMALL: u32 = 1024;

/// Whether twice as much of a figure brings twice as much, as far as two small amounts show it where all else is 1.
fn formula_grows_with(formula: &Formula, name: &str) -> bool {
    let at = |times: u32| {
        let small = Number::from(times).quotient(Number::from(SMALL)).ok()?;
        let figures = |other: &str| if other == name { small } else { Number::ONE };
        formula.evaluate(&figures).ok()
    };
    let (Some(none), Some(once), Some(twice)) = (at(0), at(1), at(2)) else { return false };
    none.is_zero() && !once.is_zero() && once.plus(once) == Ok(twice)
}
