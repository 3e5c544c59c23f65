//! Tables: a caption, columns and rows that name their cells to those who hear a table read.

use super::super::markup::{self, Element};
use super::super::paper::{Orientation, PaperColumn, PaperTable, Side, Text};
use super::{element, said, scrolling, stacked};

/// Characters of table text that fit beside each other on a sheet of A4.
const TALL: u32 = 46;
/// The same for a sheet on its side.
const WIDE: u32 = 70;
/// The same for a page at its widest.
const SCREEN: u32 = 59;
/// A column of long sentences may be broken down to this many characters before a table scrolls.
const NARROWEST: u32 = 14;
/// A column that names the rows stays in sight while its table scrolls if it is not wider.
const HELD: u32 = 6;

/// A table with its container.
pub(super) fn table(table: &PaperTable, orientation: Orientation, label: &str) -> Element {
    let paper = match orientation {
        Orientation::Portrait => TALL,
        Orientation::Landscape => WIDE,
    };
    let tight = total(&table.columns, NARROWEST, 10) > SCREEN * 10;
    let held = table.columns.get(table.names_row).is_some_and(|column| column.width <= HELD);
    let broad = total(&table.columns, u32::MAX, 10) > paper * 10;
    let classes = [(tight, "tight"), (held, "held"), (broad, "broad")];
    let classes: Vec<&str> = classes.iter().filter(|(has, _)| *has).map(|(_, name)| *name).collect();
    let margin = if tight { 5 } else { 10 };
    let whole = element("table").with("class", classes.join(" "));
    let whole = whole.with("style", format!("min-width:{}", ems(total(&table.columns, NARROWEST, margin))));
    let parts = [caption(table, label), widths(&table.columns, margin), head(table), body(table)];
    scrolling(label, [stacked(whole.verbatim("\n"), parts)])
}

/// The tenths of a character that columns are wide, with a margin each.
fn total(columns: &[PaperColumn], most: u32, margin: u32) -> u32 {
    columns.iter().map(|column| wide(column.width.min(most), margin)).fold(0, u32::saturating_add)
}

fn wide(characters: u32, margin: u32) -> u32 {
    characters.saturating_mul(10).saturating_add(margin)
}

fn ems(tenths: u32) -> String {
    format!("{}.{}em", tenths / 10, tenths % 10)
}

/// A table without a caption is called by its columns, unseen.
fn caption(table: &PaperTable, label: &str) -> Element {
    let name = if table.caption.is_empty() {
        let titles: Vec<&str> = table.columns.iter().map(|column| column.title.as_str()).collect();
        element("span").with("class", "unseen").saying(&format!("表：{}", titles.join("、")))
    } else {
        said("span", &table.caption)
    };
    element("caption").holding(name.with("id", label))
}

/// Columns of sentences share what the others leave.
fn widths(columns: &[PaperColumn], margin: u32) -> Element {
    let column = |column: &PaperColumn| match column.width {
        ..=NARROWEST => {
            markup::element("col").with("style", format!("width:{}", ems(wide(column.width, margin))))
        }
        _ => markup::element("col"),
    };
    element("colgroup").holding_all(columns.iter().map(column))
}

fn head(table: &PaperTable) -> Element {
    let cell = |(at, column): (usize, &PaperColumn)| {
        let cell = element("th").with("scope", "col").saying(&column.title);
        if at == table.names_row { cell.with("class", "names") } else { cell }
    };
    element("thead").holding(element("tr").holding_all(table.columns.iter().enumerate().map(cell)))
}

fn body(table: &PaperTable) -> Element {
    let last = table.rows.len().saturating_sub(1);
    let row = |(index, cells): (usize, &Vec<Text>)| {
        let row = element("tr").holding_all(cells.iter().enumerate().map(|(at, text)| cell(table, at, text)));
        if table.total && index == last { row.with("class", "total") } else { row }
    };
    stacked(element("tbody"), table.rows.iter().enumerate().map(row))
}

fn cell(table: &PaperTable, at: usize, text: &Text) -> Element {
    let cell = if at == table.names_row { said("th", text).with("scope", "row") } else { said("td", text) };
    match table.columns.get(at).map(|column| column.side) {
        Some(Side::Left) | None => cell,
        Some(Side::Middle) => cell.with("class", "middle"),
        Some(Side::Right) => cell.with("class", "right"),
    }
}
