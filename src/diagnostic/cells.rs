//! The cells that something was read from: often one, often the same as of another thing.

use std::cmp::Ordering;
use std::ops::Deref;
use std::sync::Arc;

use super::CellRef;

/// Cells in an order of their own; copying them copies none.
#[derive(Clone, Debug, Default)]
pub struct Cells(Kept);

#[derive(Clone, Debug, Default)]
enum Kept {
    #[default]
    None,
    One(CellRef),
    Many(Arc<[CellRef]>),
}

impl Cells {
    /// No cell.
    pub const NONE: Self = Self(Kept::None);

    /// Adds others behind these.
    pub fn add(&mut self, others: Self) {
        *self = std::mem::take(self).and(others);
    }

    /// These cells, and behind them the others.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        match (&self.0, &others.0) {
            (_, Kept::None) => self,
            (Kept::None, _) => others,
            _ => self.iter().chain(others.iter()).cloned().collect(),
        }
    }
}

impl Deref for Cells {
    type Target = [CellRef];

    fn deref(&self) -> &[CellRef] {
        match &self.0 {
            Kept::None => &[],
            Kept::One(cell) => std::slice::from_ref(cell),
            Kept::Many(cells) => cells,
        }
    }
}

impl From<CellRef> for Cells {
    fn from(cell: CellRef) -> Self {
        Self(Kept::One(cell))
    }
}

impl From<Vec<CellRef>> for Cells {
    fn from(cells: Vec<CellRef>) -> Self {
        cells.into_iter().collect()
    }
}

impl FromIterator<CellRef> for Cells {
    fn from_iter<I: IntoIterator<Item = CellRef>>(cells: I) -> Self {
        let mut cells = cells.into_iter();
        match (cells.next(), cells.next()) {
            (None, _) => Self::NONE,
            (Some(one), None) => one.into(),
            (Some(first), Some(second)) => {
                Self(Kept::Many([first, second].into_iter().chain(cells).collect()))
            }
        }
    }
}

impl<'a> IntoIterator for &'a Cells {
    type Item = &'a CellRef;
    type IntoIter = std::slice::Iter<'a, CellRef>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl PartialEq for Cells {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Cells {}

impl PartialOrd for Cells {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Cells {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SheetRef;

    fn cell(row: u32) -> CellRef {
        CellRef { sheet: SheetRef::new("a.xlsx", "表"), row, column: 0 }
    }

    #[test]
    fn cells_are_what_was_put_in_however_they_are_kept() {
        let of = |rows: &[u32]| rows.iter().map(|row| cell(*row)).collect::<Cells>();
        assert_eq!((of(&[]), of(&[1])), (Cells::NONE, cell(1).into()));
        assert_eq!(of(&[1]).and(of(&[2, 3])).and(Cells::NONE), of(&[1, 2, 3]));
        assert_eq!(Cells::NONE.and(of(&[2])), of(&[2]));
        assert!(of(&[1]) < of(&[1, 2]) && of(&[1, 2]) < of(&[2]));
    }
}
