//! What rows that are added to a register can come to: nothing is advised that its sheet would refuse.

use crate::number::Number;
use crate::rulebook::Rulebook;
use crate::rulebook::declaration::{Aggregate, IndicatorSource};

/// Nobody is told to add more rows than these.
const MOST_ROWS: usize = 100;

/// What a row may hold in the column of a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Rows {
    /// At the least.
    least: Number,
    /// At the most.
    most: Option<Number>,
    /// Whether more than one row would change more than the figure, as rules count the rows too.
    is_single: bool,
}

impl Rows {
    /// As a register declares them.
    pub(super) fn of(rulebook: &Rulebook, register: &str, column: &str) -> Self {
        let declared = &rulebook.declarations;
        let columns = declared.register(register).map_or(&[][..], |register| &register.columns);
        let column = columns.iter().find(|one| *one.name == *column);
        let is_single = declared.indicators.iter().any(|one| {
            matches!(&one.source, IndicatorSource::Register { register: own, aggregate: Aggregate::Count, .. } if own == register)
        });
        Self {
            least: column.and_then(|column| column.at_least).unwrap_or_default().max(Number::ZERO),
            most: column.and_then(|column| column.at_most),
            is_single,
        }
    }

    /// Whether one row may hold a figure.
    pub(super) fn may_hold(&self, figure: Number) -> bool {
        figure >= self.least && self.most.is_none_or(|most| figure <= most)
    }

    /// What one row may hold of a figure.
    pub(super) fn at_most(&self, figure: Number) -> Number {
        self.most.map_or(figure, |most| figure.min(most))
    }

    /// The figure of a row that is only counted.
    pub(super) fn any(&self) -> Number {
        let one = Number::ONE.max(self.least);
        self.most.map_or(one, |most| one.min(most))
    }

    /// The fewest rows that come to a sum together, full ones first; `None` where none do.
    pub(super) fn of_sum(&self, sum: Number) -> Option<Vec<Number>> {
        let mut rows = Vec::new();
        let mut left = sum;
        if !sum.is_zero() {
            for behind in (0..self.count(sum)?).rev() {
                let kept = self.least.times(Number::from_count(behind)).ok()?;
                let free = left.minus(kept).ok()?;
                let row = self.most.map_or(free, |most| free.min(most));
                left = left.minus(row).ok()?;
                rows.push(row);
            }
        }
        (left.is_zero() && rows.iter().all(|row| self.may_hold(*row))).then_some(rows)
    }

    /// So many rows are needed for a sum.
    fn count(&self, sum: Number) -> Option<usize> {
        let Some(most) = self.most.filter(|most| sum > *most) else { return Some(1) };
        let whole = sum.whole_steps(most).ok()?;
        let rest = whole.times(most).ok()? != sum;
        let count = usize::try_from(whole.as_fraction().0).ok()?.checked_add(usize::from(rest))?;
        (count <= if self.is_single { 1 } else { MOST_ROWS }).then_some(count)
    }
}
