//! 版记: a table at the foot of the last page, between thick lines, with a thin one between its rows.
//!
//! Knows only the imprint; the paragraph that the table hangs on is the body's.

use super::geometry::{Design, FOURTH, Page};
use super::paragraph::{Indent, Paragraph, value};
use super::table::{grid, margins, row_properties, width};
use crate::report::markup::{Element, element};
use crate::report::paper::{Imprint, Orientation, Text};

/// 0.35 mm and 0.25 mm, in eighths of a point.
const THICK: u32 = 8;
const THIN: u32 = 6;
/// The least height of a row: a line of the body would part them too far.
const ROW: u32 = 500;
/// What it takes of a page: three lines of text, and some air above.
pub(super) const HEIGHT: u32 = 3 * ROW + 200;

/// The table.
pub(super) fn render(imprint: &Imprint) -> Element {
    let page = Page::of(Design::Official, Orientation::Portrait);
    let room = page.room();
    let half = room / 2;
    let halves = [half, room.saturating_sub(half)];
    // Placed from the edge of the sheet: a table as wide as the type area floats in LibreOffice only then.
    let place = element("w:tblpPr")
        .with("w:leftFromText", 0)
        .with("w:rightFromText", 0)
        .with("w:vertAnchor", "margin")
        .with("w:horzAnchor", "page")
        .with("w:tblpX", page.left)
        .with("w:tblpYSpec", "bottom");
    let properties = element("w:tblPr")
        .holding(place)
        .holding(value("w:tblOverlap", "never"))
        .holding(width("w:tblW", room))
        .holding(element("w:tblLayout").with("w:type", "fixed"))
        .holding(margins(0));
    let copies = imprint.copies.as_ref().filter(|copies| !copies.is_empty());
    let top = if copies.is_some() { THIN } else { THICK };
    let [left, right] = halves;
    let last = element("w:tr")
        .holding(row_properties(ROW))
        .holding(cell(left, None, (top, THICK), paragraph(&imprint.printer, "left", None)))
        .holding(cell(right, None, (top, THICK), paragraph(&imprint.printed, "right", None)));
    element("w:tbl")
        .holding(properties)
        .holding(grid(&halves))
        .holding_all(copies.map(|copies| first(copies, room)))
        .holding(last)
}

/// The row of those who are sent a copy; a second line begins below the first name, three characters in.
fn first(copies: &Text, room: u32) -> Element {
    let indent = Indent::Hanging(FOURTH * 4, FOURTH * 3);
    let cell = cell(room, Some(2), (THICK, THIN), paragraph(copies, "both", Some(indent)));
    element("w:tr").holding(row_properties(ROW)).holding(cell)
}

fn paragraph(text: &Text, side: &'static str, indent: Option<Indent>) -> Paragraph {
    let mut paragraph = Paragraph::saying("Imprint", &text.shown());
    paragraph.setting.side = Some(side);
    paragraph.setting.indent = indent;
    paragraph
}

fn cell(twips: u32, span: Option<u32>, (top, bottom): (u32, u32), paragraph: Paragraph) -> Element {
    let line =
        |name, width| value(name, "single").with("w:sz", width).with("w:space", 0).with("w:color", "000000");
    let borders = element("w:tcBorders").holding(line("w:top", top)).holding(line("w:bottom", bottom));
    let properties = element("w:tcPr")
        .holding(width("w:tcW", twips))
        .holding_all(span.map(|span| value("w:gridSpan", span)))
        .holding(borders)
        .holding(value("w:vAlign", "center"));
    element("w:tc").holding(properties).holding(paragraph.element())
}
