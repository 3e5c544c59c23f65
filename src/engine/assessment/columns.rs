//! The columns of a table of items: what several who are scored have in common, and where each of them has it. Decides no
//! heading and no width.

use super::ItemResult;

/// The items that a table of some has columns for.
#[derive(Clone, Debug)]
pub struct ItemColumns<'a> {
    /// Which of them has the most items, the first of such: the columns are in the order of its items.
    pub model: usize,
    /// Where the model has each, and the item.
    pub items: Vec<(usize, &'a ItemResult)>,
}

impl<'a> ItemColumns<'a> {
    /// Those of which anybody has anything in the period.
    pub fn of(rows: impl Iterator<Item = &'a [ItemResult]>) -> Self {
        let rows: Vec<&[ItemResult]> = rows.collect();
        let most =
            rows.iter().copied().enumerate().max_by_key(|(row, items)| (items.len(), usize::MAX - row));
        let (model, widest) = most.unwrap_or_default();
        let is_told = |heading: &ItemResult| {
            rows.iter().copied().flatten().any(|item| item.is_same(heading) && item.is_shown())
        };
        let items = widest.iter().enumerate().filter(|(_, heading)| is_told(heading));
        Self { model, items: items.collect() }
    }

    /// What somebody has in each, with its place among theirs; `None` where they have no such item.
    pub fn across<'b>(&self, own: &'b [ItemResult]) -> impl Iterator<Item = Option<(usize, &'b ItemResult)>> {
        self.items.iter().map(|(_, heading)| own.iter().enumerate().find(|(_, item)| item.is_same(heading)))
    }
}

impl ItemResult {
    /// Whether two are of the same item and period, of whomever.
    pub fn is_same(&self, other: &Self) -> bool {
        self.id == other.id && self.period == other.period
    }
}
