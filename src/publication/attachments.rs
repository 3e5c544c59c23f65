//! What is attached to a bulletin: the table of items, and what was lost and given posting by posting.

use super::deductions::Netted;
use super::material::Material;
use super::phrases::ATTACHMENTS;
use super::tables;
use crate::report::paper::{Block, Measure, Orientation, PaperSection, PaperTable};
use crate::rulebook::Field;

/// What is attached.
pub(super) struct Attachment {
    /// `2024年第一季度扣分明细表`
    pub(super) name: String,
    /// What it tells, in the words of the bulletin.
    pub(super) tells: &'static str,
    /// Its pages.
    pub(super) pages: PaperSection,
}

/// A table with what it is called, and what stands under it.
struct Sheet {
    name: String,
    tells: &'static str,
    orientation: Orientation,
    table: PaperTable,
    below: Vec<Block>,
}

/// What is attached for this audience.
pub(super) fn attachments(material: &Material<'_>) -> Vec<Attachment> {
    let Material { assessment, speech, .. } = material;
    let audience = speech.audience();
    let [items_name, losses_name, gains_name] = ATTACHMENTS;
    let wide = if tables::is_wide(assessment) { Orientation::Landscape } else { Orientation::Portrait };
    // How items become a total is for those who are told it.
    let scaled = || tables::scaled_rows(assessment).filter(|_| audience.sees(Field::Scores)).map(Block::Line);
    let parts = || tables::parts(assessment, speech).into_iter().map(Block::Table);
    let items =
        tables::items(assessment, speech).filter(|_| audience.sees(Field::Items)).map(|table| Sheet {
            name: format!("各{}{items_name}", speech.unit()),
            tells: "分项得分",
            orientation: wide,
            table,
            below: material.legend().into_iter().chain(scaled()).chain(parts()).collect(),
        });
    let losses = tables::losses(material).filter(|_| audience.sees(Field::Losses));
    let losses = losses.map(|table| Sheet {
        name: losses_name.to_owned(),
        tells: "扣分明细",
        orientation: Orientation::Portrait,
        table,
        below: before(material).into_iter().collect(),
    });
    let gains = tables::gains(material).filter(|_| audience.sees(Field::Gains));
    let gains = gains.map(|table| Sheet {
        name: gains_name.to_owned(),
        tells: "加分明细",
        orientation: Orientation::Portrait,
        table,
        below: vec![Block::Line("正数为加，负数为减。".into())],
    });
    let found: Vec<Sheet> = items.into_iter().chain(losses).chain(gains).collect();
    let alone = found.len() == 1;
    let pages = found.into_iter().enumerate().map(|(index, sheet)| {
        let mark = if alone { "附件".to_owned() } else { format!("附件{}", index + 1) };
        let name = format!("{}{}", material.period(), sheet.name);
        let mut blocks = vec![
            Block::AttachmentMark(mark.into()),
            Block::Title(vec![name.as_str().into()]),
            Block::Table(sheet.table),
        ];
        blocks.extend(sheet.below);
        let pages = PaperSection {
            orientation: sheet.orientation,
            measure: Measure::Official,
            numbered_anew: false,
            blocks,
        };
        Attachment { name, tells: sheet.tells, pages }
    });
    pages.collect()
}

/// That these are the deductions as they were made, where the figures of the bulletin are what became of them.
fn before(material: &Material<'_>) -> Option<Block> {
    let after = Netted::of(material).after()?;
    Some(Block::Line(format!("本表是折算、相抵以前的逐笔扣分；通报中的扣分是{after}的数。").into()))
}
