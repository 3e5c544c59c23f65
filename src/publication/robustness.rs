//! 口径影响: a page beside a year's result: would another reading of the scheme have changed who gets what. For the
//! inside only. Lays out what the report says; no figure is made here.

use super::material::Material;
use super::tables::{column, table};
use crate::report::document::{Document, Section};
use crate::report::paper::{Block, Measure, Orientation, Paper, PaperSection, Side, Text};

/// The page.
pub(super) fn robustness(material: &Material<'_>, report: &Document) -> Paper {
    let title = format!("{}{}考核结果的口径影响", material.publication.office, material.period());
    let mut blocks =
        vec![Block::Title(vec![title.as_str().into()]), Block::Subtitle("内部资料，不得外传".into())];
    blocks.extend(report.notes.iter().map(|note| Block::Paragraph(note.as_str().into())));
    for section in &report.sections {
        blocks.push(Block::Heading(2, section.heading.as_str().into()));
        blocks.extend(section.paragraphs.iter().map(|text| Block::Paragraph(text.as_str().into())));
        blocks.extend(readings(section));
    }
    blocks.push(material.checksum_line());
    let section = PaperSection {
        orientation: Orientation::Portrait,
        measure: Measure::Compact,
        numbered_anew: false,
        blocks,
    };
    Paper { title, letterhead: None, record: Vec::new(), sections: vec![section], imprint: None }
}

/// The table of a section: number, clause, how it is read, what that changes.
fn readings(section: &Section) -> Option<Block> {
    let read = section.table.as_ref()?;
    let in_one = |cell: &String| Text::from(cell.replace('\n', "；"));
    let rows = read.rows.iter().map(|row| row.iter().map(in_one).collect()).collect();
    let columns = vec![
        column("读法", Side::Middle, 4),
        column("条款", Side::Middle, 5),
        column("在哪里，怎样读", Side::Left, 20),
        column("影响", Side::Left, 18),
    ];
    Some(Block::Table(table(columns, 0, rows)))
}
