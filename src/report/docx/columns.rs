//! How wide the columns of a table are: words may break into lines, places, names and figures may not.
//!
//! Measures by counting signs; decides no size.

use super::fit::{inside, wide};
use super::geometry::halves;
use crate::report::paper::{PaperColumn, PaperTable, Side, Text};

/// Beside the text of a cell.
pub(super) const PADDING: u32 = 50;
/// `99.50`, in halves of a character: columns of figures have room for as much in any font.
const SHORT_FIGURE: u32 = 5;
/// A column of words needs no less than so many characters, if it asks for them.
const WORDS: u32 = 8;

/// The widths at a size of text, together as wide as the type area; `None` where the columns do not find room, or a
/// figure would break. Between what they need and what they ask for, all are treated alike.
pub(super) fn at(table: &PaperTable, room: u32, size: u32) -> Option<Vec<u32>> {
    let set = |halves: u32| wide(halves, size).saturating_add(PADDING * 2);
    let columns = table.columns.iter().enumerate();
    let long: Vec<u32> = (0..table.columns.len()).map(|index| long_figure(table, index)).collect();
    let (needed, asked): (Vec<u32>, Vec<u32>) = columns
        .zip(&long)
        .map(|((index, column), long)| (needed(table, column, index).max(*long), asked(column).max(*long)))
        .map(|(needed, asked)| (set(needed.min(asked)), set(asked)))
        .unzip();
    let even = shared(table, room);
    let is_wide_enough = || even.iter().zip(&long).all(|(width, long)| *long == 0 || *width >= set(*long));
    let widths = if sum(&asked) <= room && is_wide_enough() {
        even
    } else if sum(&asked) <= room {
        let (free, all) = (room.saturating_sub(sum(&asked)), sum(&asked));
        let width = |asked: &u32| asked.saturating_add(share(free, *asked, all));
        filled(asked.iter().map(width).collect(), room)
    } else {
        let free = room.checked_sub(sum(&needed))?;
        let wanting = sum(&asked).saturating_sub(sum(&needed));
        let more = |needed: u32, asked: u32| share(free, asked.saturating_sub(needed), wanting);
        let width = |(needed, asked): (&u32, &u32)| needed.saturating_add(more(*needed, *asked));
        filled(needed.iter().zip(&asked).map(width).collect(), room)
    };
    figures_fit(table, &widths, size).then_some(widths)
}

fn sum(widths: &[u32]) -> u32 {
    widths.iter().fold(0, |sum, width| sum.saturating_add(*width))
}

/// What a column asks for, in halves of a character.
fn asked(column: &PaperColumn) -> u32 {
    column.width.max(1).saturating_mul(2)
}

/// What a column needs, in halves of a character: for words three quarters of what it asks for, within reason;
/// elsewhere its longest text and a little more, below a heading of two lines, if it has more
/// than two characters.
fn needed(table: &PaperTable, column: &PaperColumn, index: usize) -> u32 {
    if column.side == Side::Left {
        return (asked(column).saturating_mul(3) / 4).max(WORDS * 2);
    }
    let cells = table.rows.iter().filter_map(|row| row.get(index)).map(|cell| halves(&cell.shown()));
    let longest = cells.max().unwrap_or(0).saturating_add(1);
    let title = halves(&column.title);
    longest.max(title.div_ceil(4).saturating_mul(2)).max(title.min(4))
}

/// What the longest figure of a column needs where it is one of hundreds or more, in halves of a character; else nothing. Fonts
/// that stand in for another have wider digits, and a long figure has no room for so many of them.
fn long_figure(table: &PaperTable, index: usize) -> u32 {
    let cells = table.rows.iter().filter_map(|row| row.get(index)).map(Text::shown);
    let figures = cells.filter(|cell| cell.chars().all(|sign| sign.is_ascii_graphic()));
    let longest = figures.map(|figure| halves(&figure)).max().unwrap_or(0);
    if longest > SHORT_FIGURE { longest.saturating_add(longest.div_ceil(3)) } else { 0 }
}

/// The type area, shared out by the widths that the columns ask for, after what stays free beside their texts.
pub(super) fn shared(table: &PaperTable, room: u32) -> Vec<u32> {
    let free = table.columns.iter().fold(0_u32, |sum, _| sum.saturating_add(PADDING * 2));
    let total = table.columns.iter().fold(0_u32, |sum, column| sum.saturating_add(column.width.max(1)));
    let text = room.saturating_sub(free);
    let width = |column: &PaperColumn| share(text, column.width.max(1), total).saturating_add(PADDING * 2);
    filled(table.columns.iter().map(width).collect(), room)
}

/// What is left over is the last column's.
fn filled(mut widths: Vec<u32>, room: u32) -> Vec<u32> {
    let given = sum(&widths);
    if let Some(last) = widths.last_mut() {
        *last = last.saturating_add(room.saturating_sub(given));
    }
    widths
}

fn share(room: u32, part: u32, whole: u32) -> u32 {
    let share = u64::from(room).saturating_mul(u64::from(part)) / u64::from(whole.max(1));
    u32::try_from(share).unwrap_or(room)
}

/// Whether no figure would break into two lines.
fn figures_fit(table: &PaperTable, widths: &[u32], size: u32) -> bool {
    table.rows.iter().all(|row| {
        row.iter().zip(&table.columns).zip(widths).all(|((cell, column), width)| {
            let text = cell.shown();
            let breaks = column.side == Side::Left || !text.chars().all(|sign| sign.is_ascii_graphic());
            breaks || wide(halves(&text), size) <= inside(*width)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A column of a score beside the places, at the size of an official paper: 1000.00 has seven signs, and more room than
    /// they need in a font whose digits are half as wide as they are high.
    #[test]
    fn a_long_figure_has_room_for_wider_digits() {
        let table = |score: &str| PaperTable {
            caption: Text::default(),
            names_row: 1,
            columns: [("名次", Side::Middle, 12), ("村", Side::Middle, 6), ("得分", Side::Right, 3)]
                .map(|(title, side, width)| PaperColumn { title: title.to_owned(), side, width })
                .into(),
            rows: vec![vec!["山区村未排名（否决：命案）".into(), "甲村".into(), score.into()]],
            total: false,
        };
        let (size, room) = (28, 6_000);
        let score = |typed: &str| at(&table(typed), room, size).and_then(|widths| widths.last().copied());
        // Ten halves of 14 points, and the padding.
        assert!(score("1000.00").is_some_and(|width| width >= wide(10, size) + PADDING * 2));
        assert!(score("99.50") < score("100.00") && score("100.00") < score("1000.00"));
    }
}
