//! How large the text of a table may be, so that its columns fit the page and, in a paper of one page, its rows too.
//!
//! Measures by counting signs; knows no markup.

use super::geometry::{Page, halves};
use crate::report::paper::{Measure, PaperTable, Side};

/// 四号, 小四, 五号, 小五, 六号 and 七号, in half points.
const SIZES: [u32; 6] = [28, 24, 21, 18, 15, 11];
/// 小五, which is still read without effort.
const SMALL: u32 = 18;
/// What a sign is wide in twips, for each half point of its size.
const SIGN: u32 = 10;
/// Beside the text of a cell.
pub(super) const PADDING: u32 = 50;

/// What is left free of a page: editors differ in the height of rows by so much.
const SLACK: u32 = 200;
/// The line between two rows.
const BORDER: u32 = 10;

/// How a table is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fit {
    /// In half points.
    pub(super) size: u32,
    /// Of the columns, in twips; together as wide as the type area.
    pub(super) widths: Vec<u32>,
    /// The least height of a row.
    pub(super) row: u32,
}

/// The height of a line of this size.
pub(super) fn line(size: u32) -> u32 {
    size.saturating_mul(25) / 2
}

/// What a table takes at least, not knowing its page.
pub(super) fn least(table: &PaperTable) -> u32 {
    let rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX).saturating_add(1);
    rows.saturating_mul(row(SMALL).saturating_add(BORDER))
}

/// How a table is set on a page of which some is taken by other blocks.
pub(super) fn fit(table: &PaperTable, page: Page, measure: Measure, taken: u32) -> Fit {
    let widths = widths(table, page.room());
    let sizes = match measure {
        Measure::Official => &SIZES[..],
        Measure::Compact => SIZES.get(1..).unwrap_or_default(),
    };
    let rest = page.depth().saturating_sub(taken).saturating_sub(SLACK);
    let fits = |size: &&u32| {
        let narrow = narrow_enough(table, &widths, **size);
        narrow && (measure == Measure::Official || height(table, &widths, **size) <= rest)
    };
    let narrow = |size: &&u32| narrow_enough(table, &widths, **size);
    let smallest = SIZES.last().copied().unwrap_or(SIGN);
    let size =
        sizes.iter().find(fits).or_else(|| sizes.iter().rev().find(narrow)).copied().unwrap_or(smallest);
    let row = match measure {
        Measure::Official => line(size).saturating_mul(4) / 3,
        Measure::Compact => airy(table, &widths, size, rest),
    };
    Fit { size, widths, row }
}

/// The least height of a row: a line with a little air.
fn row(size: u32) -> u32 {
    line(size).saturating_mul(9) / 8
}

/// What is left of a page is shared out among the rows, as long as they do not fall apart.
fn airy(table: &PaperTable, widths: &[u32], size: u32, rest: u32) -> u32 {
    let rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX).saturating_add(1);
    let free = rest.saturating_sub(height(table, widths, size));
    row(size).saturating_add(free / rows).min(line(size).saturating_mul(2))
}

/// The type area, shared out by the widths that the columns ask for, after what stays free beside their texts; what
/// is left over is the last one's.
fn widths(table: &PaperTable, room: u32) -> Vec<u32> {
    let free = table.columns.iter().fold(0_u32, |sum, _| sum.saturating_add(PADDING * 2));
    let asked = |width: u32| width.max(1);
    let total = table.columns.iter().fold(0_u32, |sum, column| sum.saturating_add(asked(column.width)));
    let share = |width| share(room.saturating_sub(free), asked(width), total).saturating_add(PADDING * 2);
    let mut widths: Vec<u32> = table.columns.iter().map(|column| share(column.width)).collect();
    let given = widths.iter().fold(0_u32, |sum, width| sum.saturating_add(*width));
    if let Some(last) = widths.last_mut() {
        *last = last.saturating_add(room.saturating_sub(given));
    }
    widths
}

fn share(room: u32, part: u32, whole: u32) -> u32 {
    let share = u64::from(room).saturating_mul(u64::from(part)) / u64::from(whole.max(1));
    u32::try_from(share).unwrap_or(room)
}

/// Whether every column holds what it asks for, and no figure would break into two lines.
fn narrow_enough(table: &PaperTable, widths: &[u32], size: u32) -> bool {
    let columns_fit = table
        .columns
        .iter()
        .zip(widths)
        .all(|(column, width)| column.width.saturating_mul(size).saturating_mul(SIGN) <= inside(*width));
    let figures_fit = table.rows.iter().all(|row| {
        row.iter().zip(&table.columns).zip(widths).all(|((cell, column), width)| {
            column.side == Side::Left
                || wide(&cell.shown(), size) <= inside(*width)
                || !is_one_word(&cell.shown())
        })
    });
    columns_fit && figures_fit
}

fn is_one_word(text: &str) -> bool {
    text.chars().all(|sign| sign.is_ascii_graphic())
}

fn inside(width: u32) -> u32 {
    width.saturating_sub(PADDING * 2)
}

fn wide(text: &str, size: u32) -> u32 {
    halves(text).saturating_mul(size).saturating_mul(SIGN) / 2
}

/// How far a heading of several lines is set in on both sides, so that they become equally long: four characters that
/// do not fit a line stand two and two, not three and one.
pub(super) fn balanced(title: &str, width: u32, size: u32) -> Option<u32> {
    let (sign, room) = (size.saturating_mul(SIGN), inside(width));
    let signs = u32::try_from(title.chars().count()).ok()?;
    let fitting = room / sign.max(1);
    if title.contains(|sign: char| sign.is_ascii()) || fitting == 0 || signs <= fitting {
        return None;
    }
    let each = signs.div_ceil(signs.div_ceil(fitting));
    // A little more than the signs need: half of what the next one would.
    let needed = each.saturating_mul(sign).saturating_add(sign / 2);
    Some(room.saturating_sub(needed) / 2).filter(|inset| *inset > 0)
}

/// The height of the whole table, with its header.
fn height(table: &PaperTable, widths: &[u32], size: u32) -> u32 {
    let lines = |text: &str, width: u32| wide(text, size).div_ceil(inside(width).max(1)).max(1);
    let tall = |texts: Vec<String>| {
        let most = texts.iter().zip(widths).map(|(text, width)| lines(text, *width)).max().unwrap_or(1);
        most.saturating_mul(line(size)).max(row(size)).saturating_add(BORDER)
    };
    let head = tall(table.columns.iter().map(|column| column.title.clone()).collect());
    let rows = table.rows.iter().map(|row| tall(row.iter().map(crate::report::paper::Text::shown).collect()));
    rows.fold(head, u32::saturating_add)
}
