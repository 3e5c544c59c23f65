//! Where things stand on the sheet, in twentieths of a point: paper, type area, lines and characters.
//!
//! Knows the measures of GB/T 9704-2012; no block and no markup.

use crate::report::paper::{Block, Measure, Orientation, Paper};

/// How a paper looks as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Design {
    /// An official document: 版心, 22 lines of 28 characters, page numbers.
    Official,
    /// A notice or a slip: even margins.
    Plain,
}

impl Design {
    /// A red head or one section in the official measure makes a document official; its attachments follow it.
    pub(super) fn of(paper: &Paper) -> Self {
        let official = paper.sections.iter().any(|section| section.measure == Measure::Official);
        if paper.letterhead.is_some() || official { Self::Official } else { Self::Plain }
    }

    /// A character of the body with its share of the space between characters. Twenty-eight of 16 pt are 3 mm wider
    /// than the type area; printers' 3号 has 15.75 pt, which closes, and LibreOffice takes a little for its grid.
    pub(super) fn character(self) -> u32 {
        match self {
            Self::Official => 314,
            Self::Plain => 240,
        }
    }

    /// The size of the title in half points.
    pub(super) fn title_size(self) -> u32 {
        match self {
            Self::Official => 44,
            Self::Plain => 36,
        }
    }

    /// A line of the title.
    pub(super) fn title_line(self) -> u32 {
        match self {
            Self::Official => 680,
            Self::Plain => 560,
        }
    }

    /// The size of remarks in half points, and their line.
    pub(super) fn note(self) -> (u32, u32) {
        match self {
            Self::Official => (24, 400),
            Self::Plain => (21, 360),
        }
    }

    /// From the foot of the sheet to the foot of the page number's line.
    pub(super) fn number_at(self) -> u32 {
        match self {
            Self::Official => NUMBER_AT,
            Self::Plain => PLAIN_NUMBER_AT,
        }
    }

    /// A line of the body: of 29 pt only 21 would fit the type area.
    pub(super) fn line(self) -> u32 {
        match self {
            Self::Official => 579,
            Self::Plain => 380,
        }
    }
}

/// The sides of A4.
const SHORT: u32 = 11_906;
const LONG: u32 = 16_838;

/// Margins of an official document: 天头 37 mm, 订口 28 mm; the type area of 156 by 225 mm leaves the others.
const HEAD: u32 = 2098;
const SPINE: u32 = 1588;
const FORE_EDGE: u32 = 1474;
const TAIL: u32 = 1984;

/// 20 mm; of a sheet on its side, which holds wide tables, 15.
const PLAIN: u32 = 1134;
const PLAIN_LYING: u32 = 851;

/// What the grid takes from the space between characters of 16 pt so that 28 fill a line, in 4096ths of a point.
pub(super) const GRID_SPACE: i32 = -852;

/// From the foot of the sheet to the foot of the page number's line, so that its dash stands 7 mm below the type area.
pub(super) const NUMBER_AT: u32 = 1437;
/// The same where the margins are even: between the text and the foot of the sheet.
const PLAIN_NUMBER_AT: u32 = 400;
/// The line of a page number.
pub(super) const NUMBER_LINE: u32 = 300;
/// A character of 4号, by which page numbers and 版记 are set in.
pub(super) const FOURTH: u32 = 280;

/// A page with its margins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) top: u32,
    pub(super) right: u32,
    pub(super) bottom: u32,
    pub(super) left: u32,
}

impl Page {
    /// A landscape page is the portrait one turned clockwise: its head lies where the left side was, so that the
    /// bound sheet shows every table with its head to the left.
    pub(super) fn of(design: Design, orientation: Orientation) -> Self {
        let (top, right, bottom, left) = match (design, orientation) {
            (Design::Plain, Orientation::Portrait) => (PLAIN, PLAIN, PLAIN, PLAIN),
            (Design::Plain, Orientation::Landscape) => (PLAIN_LYING, PLAIN_LYING, PLAIN_LYING, PLAIN_LYING),
            (Design::Official, Orientation::Portrait) => (HEAD, FORE_EDGE, TAIL, SPINE),
            (Design::Official, Orientation::Landscape) => (SPINE, HEAD, FORE_EDGE, TAIL),
        };
        let (width, height) = match orientation {
            Orientation::Portrait => (SHORT, LONG),
            Orientation::Landscape => (LONG, SHORT),
        };
        Self { width, height, top, right, bottom, left }
    }

    /// The width of the type area.
    pub(super) fn room(self) -> u32 {
        self.width.saturating_sub(self.left).saturating_sub(self.right)
    }

    /// The height of the type area.
    pub(super) fn depth(self) -> u32 {
        self.height.saturating_sub(self.top).saturating_sub(self.bottom)
    }
}

/// The width of a text in halves of a character: what is not ASCII is a whole one.
pub(super) fn halves(text: &str) -> u32 {
    text.chars().fold(0, |sum, sign| sum.saturating_add(if sign.is_ascii() { 1 } else { 2 }))
}

/// What a section has to print: charts are for the web, and empty blocks would leave empty lines.
pub(super) fn printed(blocks: &[Block]) -> impl Iterator<Item = &Block> {
    blocks.iter().filter(|block| match block {
        Block::Chart(_) => false,
        Block::Title(lines) | Block::Attachments(lines) | Block::SignHere(lines) => {
            lines.iter().any(|line| !line.is_empty())
        }
        Block::Subtitle(text)
        | Block::Addressee(text)
        | Block::Heading(_, text)
        | Block::Paragraph(text)
        | Block::Line(text)
        | Block::AttachmentMark(text) => !text.is_empty(),
        Block::Signature(office, day) => !office.is_empty() || !day.is_empty(),
        Block::Table(_) => true,
    })
}
