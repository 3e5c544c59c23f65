//! A sheet by absolute addresses: sparse cells, merged areas, and nothing that was not written.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cell::Cell;
use crate::diagnostic::{CellRef, Location, SheetRef};

/// Row and column from 0.
pub(super) type Address = (u32, u32);

/// A merged area; its value stands in the top left cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Merge {
    pub(super) first: Address,
    pub(super) last: Address,
}

/// What one column of merged cells is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) column: u32,
    pub(super) first_row: u32,
    pub(super) last_row: u32,
    /// Where the value stands.
    pub(super) anchor: Address,
}

/// One sheet of a workbook.
#[derive(Debug, PartialEq)]
pub(super) struct Sheet {
    /// Its workbook and name.
    pub(super) place: SheetRef,
    pub(super) hidden: bool,
    /// Rows that are hidden, filtered ones among them.
    pub(super) hidden_rows: Vec<u32>,
    /// First and last of hidden columns that are neighbours.
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// Cells with letters that are crossed out, or raised behind a figure, in order.
    pub(super) crossed: Vec<Address>,
    /// Figures that are shown as nothing, in order.
    pub(super) unseen: Vec<Address>,
    /// Whether it is a file of text, which has no name of its own for it.
    pub(super) is_text: bool,
    /// In the order of their addresses.
    cells: Vec<(Address, Cell)>,
    /// By column, then by first row: last row, and where the value stands.
    merges: BTreeMap<(u32, u32), (u32, Address)>,
}

/// A cell as found from an address: in a merged area it is the area's.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) cell: &'a Cell,
    pub(super) sheet: &'a Sheet,
    /// Where the value stands.
    pub(super) place: Address,
    /// Whether it stands in another cell, into which this one is merged.
    pub(super) merged_in: bool,
}

impl Found<'_> {
    /// The reference to where the value stands.
    pub(super) fn at(&self) -> CellRef {
        self.sheet.cell_ref(self.place.0, self.place.1)
    }
}

impl Sheet {
    /// An empty sheet.
    pub(super) fn new(file: Arc<str>, name: &str, hidden: bool) -> Self {
        Self {
            place: SheetRef::new(file, name),
            hidden,
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
            crossed: Vec::new(),
            unseen: Vec::new(),
            is_text: false,
            cells: Vec::new(),
            merges: BTreeMap::new(),
        }
    }

    /// Puts cells at absolute addresses; of several at one address the last stays.
    pub(super) fn put(&mut self, cells: Vec<(Address, Cell)>) {
        if self.cells.is_empty() {
            self.cells = cells;
        } else {
            self.cells.extend(cells);
        }
        // They come in order from every program, but need not.
        if !self.cells.is_sorted_by(|one, next| one.0 < next.0) {
            self.cells.sort_by_key(|(at, _)| *at);
            self.cells.dedup_by(|later, earlier| {
                let is_same = later.0 == earlier.0;
                if is_same {
                    std::mem::swap(later, earlier);
                }
                is_same
            });
        }
    }

    fn own(&self, at: Address) -> Option<&Cell> {
        let index = self.cells.binary_search_by_key(&at, |(own, _)| *own).ok()?;
        self.cells.get(index).map(|(_, cell)| cell)
    }

    /// Every cell that was written, in order.
    pub(super) fn cells(&self) -> impl Iterator<Item = (Address, &Cell)> {
        self.cells.iter().map(|(at, cell)| (*at, cell))
    }

    /// Whether an address holds a cell of its own.
    pub(super) fn holds(&self, row: u32, column: u32) -> bool {
        self.own((row, column)).is_some()
    }

    /// Marks a merged area.
    pub(super) fn merge(&mut self, merge: Merge) {
        for column in merge.first.1..=merge.last.1 {
            self.merges.insert((column, merge.first.0), (merge.last.0, merge.first));
        }
    }

    /// The merged areas, column by column.
    pub(super) fn areas(&self) -> impl Iterator<Item = Area> + '_ {
        self.merges.iter().map(|((column, first_row), (last_row, anchor))| Area {
            column: *column,
            first_row: *first_row,
            last_row: *last_row,
            anchor: *anchor,
        })
    }

    /// Whether any merged area takes up cells of a row.
    pub(super) fn is_merged_in(&self, row: u32) -> bool {
        self.areas().any(|area| (area.first_row..=area.last_row).contains(&row))
    }

    /// Marks one column of a merged area.
    pub(super) fn set_area(&mut self, area: Area) {
        self.merges.insert((area.column, area.first_row), (area.last_row, area.anchor));
    }

    /// Whether another sheet holds the same in the same places, merged, hidden and crossed out alike: what was struck
    /// through in a second copy was taken back in it.
    pub(super) fn holds_the_same(&self, other: &Self) -> bool {
        let hidden = |sheet: &Self| (sheet.hidden, sheet.hidden_rows.clone(), sheet.hidden_columns.clone());
        self.cells == other.cells
            && self.merges == other.merges
            && self.crossed == other.crossed
            && hidden(self) == hidden(other)
    }

    /// About how many bytes it takes.
    pub(super) fn room(&self) -> usize {
        let letters = |cell: &Cell| if let Cell::Text(text) = cell { text.len() } else { 0 };
        let letters: usize = self.cells.iter().map(|(_, cell)| letters(cell)).sum();
        let pieces = self.cells.len() + self.areas().count() + self.hidden_rows.len();
        letters + pieces * size_of::<(Address, Cell)>()
    }

    /// True without any cell.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The cell at an address, or of the merged area that the address lies in.
    pub(super) fn at(&self, row: u32, column: u32) -> Option<Found<'_>> {
        let own = self.own((row, column)).map(|cell| (cell, (row, column)));
        let (cell, place) = own.or_else(|| {
            let anchor = self.merged_into(row, column)?;
            Some((self.own(anchor)?, anchor))
        })?;
        Some(Found { cell, sheet: self, place, merged_in: place != (row, column) })
    }

    /// Where the value of the merged area stands that an address lies in.
    pub(super) fn merged_into(&self, row: u32, column: u32) -> Option<Address> {
        let (_, (last, anchor)) = self.merges.range((column, 0)..=(column, row)).next_back()?;
        (row <= *last).then_some(*anchor)
    }

    /// Every cell below a row, in order.
    pub(super) fn cells_below(&self, row: u32) -> impl Iterator<Item = (Address, &Cell)> {
        let first = self.cells.partition_point(|((own, _), _)| *own <= row);
        self.cells.get(first..).unwrap_or_default().iter().map(|(at, cell)| (*at, cell))
    }

    /// The rows that hold anything, each with its cells, in order.
    pub(super) fn lines(&self) -> impl Iterator<Item = (u32, &[(Address, Cell)])> {
        let lines = self.cells.chunk_by(|((row, _), _), ((next, _), _)| row == next);
        lines.filter_map(|line| line.first().map(|((row, _), _)| (*row, line)))
    }

    /// The rows that hold anything, in order.
    pub(super) fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.cells.iter().map(|((row, _), _)| *row).collect();
        rows.dedup();
        rows
    }

    /// The cells of a row, in order.
    pub(super) fn line(&self, row: u32) -> impl Iterator<Item = Found<'_>> {
        let first = self.cells.partition_point(|((own, _), _)| *own < row);
        let from = self.cells.get(first..).unwrap_or_default().iter();
        let own = from.take_while(move |((own, _), _)| *own == row);
        own.map(|(place, cell)| Found { cell, sheet: self, place: *place, merged_in: false })
    }

    /// The filled columns of a row, in order.
    pub(super) fn columns(&self, row: u32) -> impl Iterator<Item = u32> + '_ {
        self.line(row).map(|found| found.place.1)
    }

    /// The last column that holds anything.
    pub(super) fn last_column(&self) -> u32 {
        self.cells.iter().map(|((_, column), _)| *column).max().unwrap_or(0)
    }

    /// The reference to an address.
    pub(super) fn cell_ref(&self, row: u32, column: u32) -> CellRef {
        CellRef { sheet: self.place.clone(), row, column }
    }

    /// The sheet as a place.
    pub(super) fn location(&self) -> Location {
        Location::Sheet(self.place.clone())
    }

    /// That it is a text which bears the name of a workbook, in words; it has no sheets to be named.
    pub(super) fn wrong_ending(&self) -> Option<String> {
        let (_, ending) = self.file().rsplit_once('.')?;
        let is_wrong = self.is_text && !ending.eq_ignore_ascii_case("csv");
        is_wrong.then(|| format!("文件里是文本，不是工作簿（名字的结尾 .{ending} 写错了）"))
    }

    /// Its workbook.
    pub(super) fn file(&self) -> &Arc<str> {
        self.place.file()
    }

    /// Its name in the workbook.
    pub(super) fn name(&self) -> &Arc<str> {
        self.place.name()
    }
}
