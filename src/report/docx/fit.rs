//! How large the text of a table may be, so that its columns fit the page and, in a paper of one page, its rows too.
//!
//! Measures by counting signs; knows no markup.

use super::columns::{self, PADDING};
use super::geometry::{Page, halves};
use crate::report::paper::{Measure, PaperTable};

/// 四号, 小四, 五号, 小五, 六号 and 七号, in half points.
const SIZES: [u32; 6] = [28, 24, 21, 18, 15, 11];
/// The largest in the body, and among small text.
const LARGEST: u32 = 28;
const LARGEST_COMPACT: u32 = 24;
/// 五号, of lists of several pages.
const LIST: u32 = 21;
/// 小五, which is still read without effort.
const SMALL: u32 = 18;
/// 六号, the smallest that a slip is set in.
const SMALLEST: u32 = 15;
/// What a sign is wide in twips, for each half point of its size.
const SIGN: u32 = 10;

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

/// What a table takes in the smallest text that is read without effort.
pub(super) fn least(table: &PaperTable, page: Page) -> u32 {
    at_size(table, page, SMALL).unwrap_or_else(|| height(table, &columns::shared(table, page.room()), SMALL))
}

/// What a table takes in a text of a size; `None` where its columns are too wide in it.
pub(super) fn at_size(table: &PaperTable, page: Page, size: u32) -> Option<u32> {
    columns::at(table, page.room(), size).map(|widths| height(table, &widths, size))
}

/// The sizes in which several tables of a page may be set together, larger than [`least`] has them; the largest first.
pub(super) fn larger() -> impl Iterator<Item = u32> {
    SIZES.into_iter().filter(|size| (SMALL + 1..=LIST).contains(size))
}

/// What of a page blocks may take.
pub(super) fn depth(page: Page) -> u32 {
    page.depth().saturating_sub(SLACK)
}

/// With how many other tables one shares its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Share {
    /// With none: it may spread over what is left.
    Alone,
    /// With some that all fit the page in this size.
    Common(u32),
    /// With some for which there is hardly room.
    Crowded,
}

/// How a table is set on a page of which some is taken by other blocks.
///
/// Only one that is alone on it may spread over what is left: two would each take all of it.
pub(super) fn fit(table: &PaperTable, page: Page, measure: Measure, taken: u32, share: Share) -> Fit {
    let rest = depth(page).saturating_sub(taken);
    let largest = if measure == Measure::Official { LARGEST } else { LARGEST_COMPACT };
    let sizes = SIZES.iter().filter(|size| **size <= largest);
    let at = |size: u32| columns::at(table, page.room(), size).map(|widths| (size, widths));
    let mut fitting: Vec<_> = sizes.filter_map(|size| at(*size)).collect();
    // Several tables on one sheet, as of a slip: rather small than on a second sheet.
    let shown = match share {
        Share::Alone => SMALL..=largest,
        Share::Common(size) => size..=size,
        Share::Crowded => SMALLEST..=SMALL,
    };
    let is_measured = matches!(share, Share::Common(_));
    let on_a_page = |(size, widths): &(u32, Vec<u32>)| {
        shown.contains(size) && (is_measured || height(table, widths, *size) <= rest)
    };
    let chosen = match measure {
        Measure::Official => 0,
        // What needs several pages anyway need not be small, but it is a list, and no text.
        Measure::Compact => {
            let list = |(size, _): &(u32, Vec<u32>)| *size <= LIST;
            fitting.iter().position(on_a_page).or_else(|| fitting.iter().position(list)).unwrap_or(0)
        }
    };
    let (size, widths) = if chosen < fitting.len() {
        fitting.swap_remove(chosen)
    } else {
        (SIZES.last().copied().unwrap_or(SMALL), columns::shared(table, page.room()))
    };
    let row = match measure {
        Measure::Official => line(size).saturating_mul(4) / 3,
        Measure::Compact if share != Share::Alone => row(size),
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

/// What a column has for its text.
pub(super) fn inside(width: u32) -> u32 {
    width.saturating_sub(PADDING * 2)
}

/// How wide so many halves of a character are.
pub(super) fn wide(halves: u32, size: u32) -> u32 {
    halves.saturating_mul(size).saturating_mul(SIGN) / 2
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
    let lines = |text: &str, width: u32| {
        let long = wide(halves(text), size);
        // A fifth is lost where a sign may not begin or end a line, and to digits of fonts that stand in for another.
        let lost = if long > inside(width) { long / 5 } else { 0 };
        long.saturating_add(lost).div_ceil(inside(width).max(1)).max(1)
    };
    let tall = |texts: Vec<String>| {
        let most = texts.iter().zip(widths).map(|(text, width)| lines(text, *width)).max().unwrap_or(1);
        most.saturating_mul(line(size)).max(row(size)).saturating_add(BORDER)
    };
    let head = tall(table.columns.iter().map(|column| column.title.clone()).collect());
    let rows = table.rows.iter().map(|row| tall(row.iter().map(crate::report::paper::Text::shown).collect()));
    rows.fold(head, u32::saturating_add)
}
