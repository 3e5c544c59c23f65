//! How high the blocks are that share a page with a table, so that a paper of one page stays on it.
//!
//! An estimate by counting signs; what an editor makes of it may differ by a line.

use super::fit;
use super::geometry::{Design, Page, halves};
use crate::report::paper::{Block, Measure, PaperSection, PaperTable, Text};

/// Whether a section has one table and no more.
pub(super) fn is_alone(section: &PaperSection) -> bool {
    section.blocks.iter().filter(|block| matches!(block, Block::Table(_))).count() == 1
}

/// What the blocks of a section take that stand beside a table.
pub(super) fn beside(table: &PaperTable, section: &PaperSection, design: Design, page: Page) -> u32 {
    let heights = section.blocks.iter().map(|block| match block {
        Block::Table(other) if std::ptr::eq(other, table) => lines(&[&table.caption], design.line()),
        _ => height(block, section.measure, design, page),
    });
    heights.fold(0, u32::saturating_add)
}

fn height(block: &Block, measure: Measure, design: Design, page: Page) -> u32 {
    let line = design.line();
    let (note, note_line) = design.note();
    // The blank lines that official documents have around a block.
    let blank = if design == Design::Official { line } else { 0 };
    match block {
        Block::Title(texts) => {
            lines(&texts.iter().collect::<Vec<_>>(), design.title_line()).saturating_add(blank)
        }
        Block::Subtitle(text) | Block::Addressee(text) | Block::Heading(_, text) => lines(&[text], line),
        Block::AttachmentMark(text) => lines(&[text], line).saturating_add(blank),
        Block::Paragraph(text) if measure == Measure::Compact && design == Design::Official => {
            running(text, 4, page, note.saturating_mul(5), note_line)
        }
        Block::Paragraph(text) => running(text, 4, page, design.character() / 2, line),
        Block::Line(text) => running(text, 0, page, note.saturating_mul(5), note_line),
        Block::Table(table) => fit::least(table, page).saturating_add(lines(&[&table.caption], line)),
        Block::Attachments(texts) => lines(&texts.iter().collect::<Vec<_>>(), line).saturating_add(blank),
        Block::Signature(office, day) => {
            lines(&[office, day], line).saturating_add(line).saturating_add(blank)
        }
        Block::SignHere(texts) => lines(&texts.iter().collect::<Vec<_>>(), line.saturating_mul(3) / 2),
        Block::Chart(_) => 0,
    }
}

/// A line each.
fn lines(texts: &[&Text], line: u32) -> u32 {
    let count = texts.iter().filter(|text| !text.is_empty()).count();
    u32::try_from(count).unwrap_or(u32::MAX).saturating_mul(line)
}

/// As many lines as a text fills, set in by some halves of a character.
fn running(text: &Text, inset: u32, page: Page, half: u32, line: u32) -> u32 {
    let wide = halves(&text.shown()).saturating_add(inset).saturating_mul(half);
    wide.div_ceil(page.room().max(1)).saturating_mul(line)
}
