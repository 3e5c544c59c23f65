//! How high the blocks are that share a page with a table, so that a paper of one page stays on it.
//!
//! An estimate by counting signs; what an editor makes of it may differ by a line.

use super::fit::{self, Share};
use super::geometry::{Design, Page, halves};
use crate::report::paper::{Block, Measure, PaperSection, PaperTable, Text};

/// How the tables of a section share its page, at the foot of which so much is taken.
pub(super) fn share(section: &PaperSection, design: Design, page: Page, foot: u32) -> Share {
    let tables = section.blocks.iter().filter(|block| matches!(block, Block::Table(_))).count();
    if tables == 1 {
        return Share::Alone;
    }
    let whole = |size: u32| {
        let heights = section.blocks.iter().map(|block| match block {
            Block::Table(table) => {
                Some(fit::at_size(table, page, size)?.saturating_add(lines(&[&table.caption], design.line())))
            }
            _ => Some(height(block, section.measure, design, page)),
        });
        heights.sum::<Option<u32>>()
    };
    // Larger text is no need: it must not lead to another page where an editor makes a line more of a table.
    let spare = design.line().saturating_mul(u32::try_from(tables).unwrap_or(u32::MAX).saturating_add(1));
    let rest = fit::depth(page).saturating_sub(foot).saturating_sub(spare);
    let fits = |size: &u32| whole(*size).is_some_and(|whole| whole <= rest);
    fit::larger().find(fits).map_or(Share::Crowded, Share::Common)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::paper::{Orientation, PaperColumn, Side};

    fn table(rows: usize) -> Block {
        let column = |title: &str| PaperColumn { title: title.to_owned(), side: Side::Middle, width: 4 };
        Block::Table(PaperTable {
            caption: "榜".into(),
            columns: vec![column("名次"), column("村"), column("得分")],
            names_row: 1,
            rows: vec![vec!["1".into(), "甲村".into(), "99".into()]; rows],
            total: false,
        })
    }

    /// Two lists that hang on a wall are as large as the sheet has room for; long ones stay as small as it needs.
    #[test]
    fn tables_of_one_page_are_as_large_as_all_of_them_can_be() {
        let page = Page::of(Design::Plain, Orientation::Portrait);
        let shared = |blocks: Vec<Block>| {
            let (orientation, measure) = (Orientation::Portrait, Measure::Compact);
            let section = PaperSection { orientation, measure, numbered_anew: false, blocks };
            share(&section, Design::Plain, page, 0)
        };
        assert_eq!(shared(vec![table(3)]), Share::Alone);
        assert_eq!(shared(vec![table(3), table(3)]), Share::Common(21));
        assert_eq!(shared(vec![table(40), table(40)]), Share::Crowded);
    }
}
