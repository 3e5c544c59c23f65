//! Page numbers, `— 1 —`: at the foot of portrait pages, and at the same place of the sheet on landscape ones; of a
//! plain paper, which nobody binds, at the foot of every page.
//!
//! Knows no text of the paper.

use super::geometry::{Design, FOURTH, NUMBER_AT, NUMBER_LINE, Page};
use super::paragraph::{Indent, Paragraph, run, value};
use super::table::{grid, margins, width};
use crate::report::markup::{Element, element};
use crate::report::paper::Orientation;

/// A part of the package: its name, its kind as relations name it, and what it holds.
pub(super) struct Running {
    /// Its id among the relations of the document.
    pub(super) id: &'static str,
    /// `header` or `footer`.
    pub(super) kind: &'static str,
    /// Below `word/`.
    pub(super) file: &'static str,
    /// What it holds.
    pub(super) root: Element,
}

/// All that a document has; a plain one has nothing at the head.
pub(super) fn parts(design: Design) -> Vec<Running> {
    let footer = |id, file, paragraph: Paragraph| Running {
        id,
        kind: "footer",
        file,
        root: super::part("w:ftr").holding(paragraph.element()),
    };
    let header = |id, file, frame: Option<Element>| {
        let root = super::part("w:hdr").holding_all(frame).holding(Paragraph::blank("Header").element());
        Running { id, kind: "header", file, root }
    };
    let odd = footer("footerOdd", "footer1.xml", foot("right", Indent::Right(FOURTH)));
    let even = footer("footerEven", "footer2.xml", foot("left", Indent::Left(FOURTH)));
    if design == Design::Plain {
        return vec![odd, even];
    }
    vec![
        odd,
        even,
        footer("footerNone", "footer3.xml", Paragraph::blank("Footer")),
        header("headerOdd", "header1.xml", Some(turned(true))),
        header("headerEven", "header2.xml", Some(turned(false))),
        header("headerNone", "header3.xml", None),
    ]
}

/// What a section of this orientation refers to.
pub(super) fn references(design: Design, orientation: Orientation) -> Vec<Element> {
    let reference = |name, kind, id: &str| element(name).with("w:type", kind).with("r:id", id);
    let numbers = ["footerOdd", "footerEven"];
    let footers = |[odd, even]: [&str; 2]| {
        [reference("w:footerReference", "default", odd), reference("w:footerReference", "even", even)]
    };
    let (head, foot) = match (design, orientation) {
        (Design::Plain, _) => return footers(numbers).into(),
        (Design::Official, Orientation::Portrait) => (["headerNone"; 2], numbers),
        (Design::Official, Orientation::Landscape) => (["headerOdd", "headerEven"], ["footerNone"; 2]),
    };
    let [odd, even] = head;
    let heads =
        [reference("w:headerReference", "default", odd), reference("w:headerReference", "even", even)];
    heads.into_iter().chain(footers(foot)).collect()
}

fn foot(side: &'static str, indent: Indent) -> Paragraph {
    let mut paragraph = numbered(Paragraph::blank("Footer"));
    paragraph.setting.side = Some(side);
    paragraph.setting.indent = Some(indent);
    paragraph
}

/// With the number of the page between dashes.
fn numbered(paragraph: Paragraph) -> Paragraph {
    let mark = |kind| element("w:r").holding(element("w:fldChar").with("w:fldCharType", kind));
    let name = element("w:instrText").with("xml:space", "preserve").saying(" PAGE ");
    paragraph
        .followed_by(run("— "))
        .followed_by(mark("begin"))
        .followed_by(element("w:r").holding(name))
        .followed_by(mark("separate"))
        .followed_by(run("1"))
        .followed_by(mark("end"))
        .followed_by(run(" —"))
}

/// A cell beside the type area in which the number stands as on the turned portrait page.
fn turned(odd: bool) -> Element {
    let page = Page::of(Design::Official, Orientation::Landscape);
    let place = element("w:tblpPr")
        .with("w:leftFromText", 0)
        .with("w:rightFromText", 0)
        .with("w:vertAnchor", "page")
        .with("w:horzAnchor", "page")
        .with("w:tblpX", NUMBER_AT)
        .with("w:tblpY", page.top);
    let properties = element("w:tblPr")
        .holding(place)
        .holding(width("w:tblW", NUMBER_LINE))
        .holding(element("w:tblLayout").with("w:type", "fixed"))
        .holding(margins(0));
    let height = value("w:trHeight", page.depth()).with("w:hRule", "exact");
    let cell =
        element("w:tcPr").holding(width("w:tcW", NUMBER_LINE)).holding(value("w:textDirection", "tbRl"));
    let (side, indent) = if odd { ("right", Indent::Right(FOURTH)) } else { ("left", Indent::Left(FOURTH)) };
    let cell = element("w:tc").holding(cell).holding(foot(side, indent).element());
    element("w:tbl")
        .holding(properties)
        .holding(grid(&[NUMBER_LINE]))
        .holding(element("w:tr").holding(element("w:trPr").holding(height)).holding(cell))
}
