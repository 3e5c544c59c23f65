//! A table of a paper: columns with real widths, a header on every page, rows that no page break cuts.
//!
//! Knows neither what the figures are nor where on the page the table stands.

use super::columns::PADDING;
use super::fit::{self, Fit};
use super::paragraph::{Indent, Paragraph, value};
use crate::report::markup::{Element, element};
use crate::report::paper::{PaperTable, Side, Text};

/// As many rows as stand together below the header; one alone at the foot of a page looks like a mistake.
const TOGETHER: usize = 2;

/// The table as markup. `keep`: its last row stays on the page of what follows.
pub(super) fn render(table: &PaperTable, fit: &Fit, keep: bool) -> Element {
    let last = table.rows.len().saturating_sub(1);
    let rows = table.rows.iter().enumerate().map(|(index, cells)| {
        let is_last = index == last;
        let kept = if is_last { keep } else { index < TOGETHER || table.total && index + 1 == last };
        row(table, fit, cells, table.total && is_last, kept)
    });
    element("w:tbl")
        .holding(properties(fit))
        .holding(grid(&fit.widths))
        .holding(header(table, fit))
        .holding_all(rows)
}

fn properties(fit: &Fit) -> Element {
    let room = fit.widths.iter().fold(0_u32, |sum, width| sum.saturating_add(*width));
    let line =
        |name, width| value(name, "single").with("w:sz", width).with("w:space", 0).with("w:color", "000000");
    let borders = element("w:tblBorders")
        .holding(line("w:top", 8))
        .holding(line("w:left", 8))
        .holding(line("w:bottom", 8))
        .holding(line("w:right", 8))
        .holding(line("w:insideH", 4))
        .holding(line("w:insideV", 4));
    element("w:tblPr")
        .holding(width("w:tblW", room))
        .holding(value("w:jc", "center"))
        .holding(borders)
        .holding(value_of("w:tblLayout", "fixed"))
        .holding(margins(PADDING))
}

fn value_of(name: &'static str, kind: &str) -> Element {
    element(name).with("w:type", kind)
}

/// A width in twips.
pub(super) fn width(name: &'static str, twips: u32) -> Element {
    element(name).with("w:w", twips).with("w:type", "dxa")
}

/// What stands free beside the texts of cells.
pub(super) fn margins(side: u32) -> Element {
    element("w:tblCellMar")
        .holding(width("w:top", 0))
        .holding(width("w:left", side))
        .holding(width("w:bottom", 0))
        .holding(width("w:right", side))
}

/// The widths of the columns, once more: WPS goes by these.
pub(super) fn grid(widths: &[u32]) -> Element {
    element("w:tblGrid").holding_all(widths.iter().map(|width| element("w:gridCol").with("w:w", width)))
}

fn header(table: &PaperTable, fit: &Fit) -> Element {
    let cells = table.columns.iter().zip(&fit.widths).map(|(column, width)| {
        let mut paragraph = Paragraph::saying(format!("TableHead{}", fit.size), &column.title);
        paragraph.setting.indent = fit::balanced(&column.title, *width, fit.size).map(Indent::Both);
        cell(*width, paragraph)
    });
    element("w:tr").holding(row_properties(fit.row).holding(element("w:tblHeader"))).holding_all(cells)
}

/// Not cut by the end of a page, and at least so high.
pub(super) fn row_properties(height: u32) -> Element {
    let height = value("w:trHeight", height).with("w:hRule", "atLeast");
    element("w:trPr").holding(element("w:cantSplit")).holding(height)
}

/// A row; of a total in the face of the header, so that it is not taken for one of those that it sums.
fn row(table: &PaperTable, fit: &Fit, cells: &[Text], total: bool, keep: bool) -> Element {
    let style = format!("Table{}{}", if total { "Head" } else { "" }, fit.size);
    let cells = cells.iter().zip(&table.columns).zip(&fit.widths).map(|((text, column), width)| {
        let mut paragraph = if text.is_empty() {
            Paragraph::blank(style.clone())
        } else {
            Paragraph::saying(style.clone(), &text.shown())
        };
        paragraph.setting.side = match column.side {
            Side::Left => Some("left"),
            Side::Middle => Some("center"),
            Side::Right => Some("right"),
        };
        paragraph.setting.keep_next = keep;
        cell(*width, paragraph)
    });
    element("w:tr").holding(row_properties(fit.row)).holding_all(cells)
}

fn cell(twips: u32, paragraph: Paragraph) -> Element {
    let properties = element("w:tcPr").holding(width("w:tcW", twips)).holding(value("w:vAlign", "center"));
    element("w:tc").holding(properties).holding(paragraph.element())
}
