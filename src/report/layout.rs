//! How a table is fitted to a page: column widths, columns put under others, and splitting into blocks.
//!
//! Knows widths of text and nothing of what it says.

use super::document::{Align, Column, Table};
use super::text;

/// An unbreakable piece wider than this (a path, a checksum) does not hold a column open.
const WIDEST_PIECE: usize = 24;

/// Names that tell rows apart are kept whole up to this width where the table is split anyway.
const WIDEST_KEY: usize = 16;

/// A column title is not broken into strips narrower than two Chinese characters.
const NARROWEST_TITLE: usize = 4;

/// A table, or a part of one, with the width of each column.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) columns: Vec<Fitted>,
    pub(super) rows: Vec<Vec<String>>,
    /// Spaces on each side of a cell.
    pub(super) padding: u16,
}

impl Block {
    /// Whether every row takes one line.
    pub(super) fn is_flat(&self) -> bool {
        self.rows.iter().all(|row| {
            let mut cells = row.iter().zip(&self.columns);
            cells.all(|(cell, column)| !cell.contains('\n') && text::width(cell) <= column.width)
        })
    }
}

/// A column as it is drawn.
#[derive(Debug)]
pub(super) struct Fitted {
    pub(super) title: String,
    pub(super) align: Align,
    pub(super) width: usize,
}

/// What a column needs.
#[derive(Clone, Copy)]
struct Need {
    /// With every piece of text whole.
    least: usize,
    /// With every line of text whole.
    most: usize,
}

/// The table in one block if it can be: as it is, then with tight cells, then with columns put under others.
/// Otherwise in several, each with the key columns.
pub(super) fn blocks(table: &Table, page: usize) -> Vec<Block> {
    let fitted = |candidate: &Table, padding| {
        let needs = needs(candidate);
        let least = total(needs.iter().map(|need| need.least), padding);
        (least <= page).then(|| vec![fit(candidate, &needs, padding, page)])
    };
    let whole = fitted(table, 1).or_else(|| fitted(table, 0));
    let under_others = || fitted(&folded(table, false), 0).or_else(|| fitted(&folded(table, true), 0));
    whole.or_else(under_others).unwrap_or_else(|| parts(table, page))
}

/// The table in several blocks, with tight cells where that makes them fewer.
fn parts(table: &Table, page: usize) -> Vec<Block> {
    let (loose, tight) = (split(table, page, 1), split(table, page, 0));
    let (parts, padding) = if tight.len() < loose.len() { (tight, 0) } else { (loose, 1) };
    parts.iter().map(|part| fit(part, &needs_of_part(part), padding, page)).collect()
}

/// The width of a row: cells, their padding, and a line between each two.
fn total(widths: impl Iterator<Item = usize>, padding: u16) -> usize {
    let cell = usize::from(padding) * 2 + 1;
    widths.map(|width| width + cell).sum::<usize>().saturating_sub(1)
}

fn needs(table: &Table) -> Vec<Need> {
    table.columns.iter().enumerate().map(|(place, column)| need(table, place, column)).collect()
}

/// As [`needs`], with the key columns whole.
fn needs_of_part(table: &Table) -> Vec<Need> {
    let whole = |(column, need): (&Column, Need)| {
        let least = if column.key { need.least.max(need.most.min(WIDEST_KEY)) } else { need.least };
        Need { least, ..need }
    };
    table.columns.iter().zip(needs(table)).map(whole).collect()
}

fn need(table: &Table, place: usize, column: &Column) -> Need {
    let cells = || table.rows.iter().filter_map(|row| row.get(place));
    let title = text::widest_line(&column.title);
    let (mut most, mut piece) = (title, 0);
    for cell in cells() {
        let line = text::widest_line(cell);
        most = most.max(line);
        // A piece is no wider than its line: most need not be looked at.
        if line > piece {
            piece = piece.max(text::widest_piece(cell));
        }
    }
    let least = piece.min(WIDEST_PIECE).max(title.min(NARROWEST_TITLE)).max(column.at_least.min(most)).max(1);
    Need { least, most: most.max(least) }
}

/// Gives every column what it must have, and what is left to those that lack least.
fn fit(table: &Table, needs: &[Need], padding: u16, page: usize) -> Block {
    let mut widths: Vec<usize> = needs.iter().map(|need| need.least).collect();
    let mut spare = page.saturating_sub(total(widths.iter().copied(), padding));
    let lacks = needs.iter().map(|need| need.most - need.least).zip(&table.columns);
    let mut lacking: Vec<_> = lacks.zip(&mut widths).collect();
    lacking.sort_by_key(|((lack, _), _)| *lack);
    for ((lack, column), width) in lacking {
        // Half the room for the title of a column of figures is of no use to it.
        let useless = column.align == Align::Right && lack > spare;
        let given = if useless { 0 } else { lack.min(spare) };
        *width += given;
        spare -= given;
    }
    while total(widths.iter().copied(), padding) > page {
        // Only on a page narrower than the key columns: the widest gives way.
        let Some(widest) = widths.iter_mut().max().filter(|width| **width > 2) else { break };
        *widest -= 1;
    }
    let columns = table.columns.iter().zip(widths).map(|(column, width)| Fitted {
        title: column.title.clone(),
        align: column.align,
        width,
    });
    Block { columns: columns.collect(), rows: table.rows.clone(), padding }
}

/// The table with the columns that may go under others put there; those too that only may where room is very short.
fn folded(table: &Table, late: bool) -> Table {
    let under = |column: &Column| column.fold_into.filter(|_| late || !column.fold_late);
    let stays: Vec<usize> = places(table, |column| under(column).is_none());
    let mut columns = table.columns.clone();
    let mut rows = table.rows.clone();
    for (place, column) in table.columns.iter().enumerate() {
        let Some(under) = under(column) else { continue };
        let says_nothing =
            |row: &Vec<String>| row.get(place).is_none_or(|cell| cell.is_empty() || cell == "-");
        if table.rows.iter().all(says_nothing) {
            continue;
        }
        if let Some(upper) = columns.get_mut(under) {
            upper.title = format!("{}\n{}", upper.title, column.title);
        }
        for row in &mut rows {
            let Some(lower) = row.get(place).cloned().filter(|lower| !lower.is_empty()) else { continue };
            if let Some(upper) = row.get_mut(under) {
                *upper = format!("{upper}\n{lower}");
            }
        }
    }
    part(&Table { columns, rows }, &stays)
}

/// The table in parts that fit the page, each with the key columns and at least one more.
fn split(table: &Table, page: usize, padding: u16) -> Vec<Table> {
    let needs = needs_of_part(table);
    let keys = places(table, |column| column.key);
    let least = |places: &[usize]| {
        total(places.iter().filter_map(|place| needs.get(*place)).map(|need| need.least), padding)
    };
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for place in places(table, |column| !column.key) {
        let joined = parts.last().map(|part| [part.as_slice(), &[place]].concat());
        match (parts.last_mut(), joined) {
            (Some(part), Some(joined)) if least(&joined) <= page => *part = joined,
            _ => parts.push([keys.as_slice(), &[place]].concat()),
        }
    }
    parts.iter().map(|places| part(table, places)).collect()
}

fn places(table: &Table, which: impl Fn(&Column) -> bool) -> Vec<usize> {
    let chosen = table.columns.iter().enumerate().filter(|(_, column)| which(column));
    chosen.map(|(place, _)| place).collect()
}

/// Some columns of a table, in the order given.
fn part(table: &Table, places: &[usize]) -> Table {
    let of = |row: &Vec<String>| places.iter().filter_map(|place| row.get(*place).cloned()).collect();
    Table {
        columns: places.iter().filter_map(|place| table.columns.get(*place).cloned()).collect(),
        rows: table.rows.iter().map(of).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fifteen figures of six columns beside a name of ten: at every width the name is whole, and figures go to another
    /// block where there is no room.
    #[test]
    fn names_are_whole_at_every_width() {
        let mut columns = vec![Column::text("名次").key().tight(), Column::name("村")];
        columns.extend((0..15).map(|number| Column::figure(format!("第{number}项"))));
        let mut row = vec!["并列第1名".to_owned(), "大河口新村".to_owned()];
        row.extend((0..15).map(|_| "100.25".to_owned()));
        let table = Table { columns, rows: vec![row] };
        for page in 40..=160 {
            for block in blocks(&table, page) {
                let widths: Vec<_> = block.columns.iter().map(|column| column.width).collect();
                assert!(widths[1] >= 10, "{page}: {widths:?}");
                assert!(total(widths.iter().copied(), block.padding) <= page, "{page}: {widths:?}");
            }
        }
    }

    #[test]
    fn a_column_that_says_nothing_goes_under_no_other() {
        let columns =
            vec![Column::text("名次"), Column::text("升降").fold_into(0), Column::text("类别").fold_into(0)];
        let row = |change: &str| ["第1名", change, "大村"].map(str::to_owned).to_vec();
        let silent = folded(&Table { columns: columns.clone(), rows: vec![row("-"), row("")] }, false);
        assert_eq!(silent.columns[0].title, "名次\n类别");
        assert_eq!(silent.rows[0], ["第1名\n大村"]);
        let telling = folded(&Table { columns, rows: vec![row("-"), row("升1")] }, false);
        assert_eq!(telling.columns[0].title, "名次\n升降\n类别");
    }
}
