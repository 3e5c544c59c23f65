//! 月度公示: a month's scores on one sheet, with reasons, time and place for objections.

use super::charts::charts;
use super::cite;
use super::lists;
use super::material::Material;
use super::order::Stage;
use super::tables::{self, column, table};
use crate::engine::assessment::VillageResult;
use crate::period::chinese_date;
use crate::report::paper::{Block, Measure, Orientation, Paper, PaperSection, PaperTable, Side, Text};
use crate::rulebook::Field;

/// The notice.
pub(super) fn notice(material: &Material<'_>) -> Paper {
    let mut blocks = Vec::new();
    if material.speech.audience().sees(Field::Scores) {
        blocks.extend(scores(material));
        blocks.extend(charts(material));
    }
    for (name, table) in tables::other_standings(material.assessment, &material.speech) {
        blocks.push(Block::Table(PaperTable { caption: name.as_str().into(), ..table }));
    }
    let lying =
        if tables::is_wide(material.assessment) { Orientation::Landscape } else { Orientation::Portrait };
    posted(material, "公示", lying, blocks)
}

/// 红黑榜: the lists that the rulebook asks for, as a notice of their own; nothing where it asks for none.
pub(super) fn honours(material: &Material<'_>) -> Option<Paper> {
    let lists = lists::lists(material);
    (!lists.is_empty()).then(|| posted(material, "红黑榜", Orientation::Portrait, lists))
}

/// A sheet to be posted: title, how far it has come, what is told, and to whom objections go.
fn posted(material: &Material<'_>, kind: &str, orientation: Orientation, told: Vec<Block>) -> Paper {
    let stage = material.order.stage();
    let title = format!("{}{}{}{kind}", material.publication.office, material.period(), material.what());
    let mut blocks = vec![
        Block::Title(vec![format!("{title}{}", material.draft_mark()).into()]),
        Block::Subtitle(stage.chinese().into()),
    ];
    blocks.extend(told);
    blocks.extend(material.notes());
    blocks.push(Block::Paragraph(objections(material)));
    blocks.push(Block::Signature(material.publication.office.as_str().into(), material.order.day().into()));
    blocks.push(material.checksum_line());
    Paper {
        title,
        letterhead: None,
        record: vec![
            ("发布机构".to_owned(), material.publication.office.as_str().into()),
            ("生成日期".to_owned(), material.order.day().into()),
            ("考核期".to_owned(), material.period().into()),
            ("状态".to_owned(), stage.chinese().into()),
        ],
        sections: vec![PaperSection { orientation, measure: Measure::Compact, blocks }],
        imprint: None,
    }
}

/// The items as columns where they may be seen, with the reasons for what was lost at the end of each row.
fn scores(material: &Material<'_>) -> Option<Block> {
    let Material { assessment, speech, .. } = material;
    let audience = speech.audience();
    let items = tables::items(assessment).filter(|_| audience.sees(Field::Items));
    let mut scores = items.or_else(|| tables::places(assessment, material.score_title()))?;
    if audience.sees(Field::Losses) {
        scores.columns.push(column("扣分主要事由", Side::Left, 24));
        let villages = tables::by_place(assessment);
        let lead = scores.rows.len().saturating_sub(villages.len());
        for (place, row) in scores.rows.iter_mut().enumerate() {
            let village = place.checked_sub(lead).and_then(|place| villages.get(place));
            row.push(village.map(|(index, village)| reasons(material, *index, village)).unwrap_or_default());
        }
    }
    Some(Block::Table(scores))
}

/// What a village lost within the month: item, points, clause and reason.
fn reasons(material: &Material<'_>, index: usize, village: &VillageResult) -> Text {
    let losses = tables::of_village(material.assessment, index, village);
    let mut text = Text::default();
    for (place, cited) in losses.iter().enumerate() {
        let pointer = &cited.pointer;
        text = text
            .and(if place > 0 { "；" } else { "" })
            .and(cite::item_name(cited).clone())
            .and(cite::fixed(format!("{pointer}/amount"), cited.posting.amount))
            .and("分（")
            .and(cite::words(format!("{pointer}/clause"), &cited.posting.clause))
            .and("）")
            .and(tables::reason(format!("{pointer}/reason"), &cited.posting.reason, &material.speech));
    }
    if losses.is_empty() { "无".into() } else { text }
}

/// How long the notice stands open, and to whom objections go; at the end, what came of it.
fn objections(material: &Material<'_>) -> Text {
    let contact = format!("向{}反映", material.publication.contact);
    let days = material.publication.objection_days;
    let order = material.order;
    let time = match (order.date, order.objections_until) {
        (Some(from), Some(until)) => format!("自{}至{}", chinese_date(from), chinese_date(until)),
        (Some(from), None) => format!("自{}起{days}个工作日", chinese_date(from)),
        (None, _) => format!("自【公示日期】起{days}个工作日"),
    };
    match order.stage() {
        Stage::Final => {
            let came = order.objections.clone().unwrap_or_else(|| "【公示期间的异议及处理情况】".to_owned());
            format!("公示期间异议情况：{came}。").into()
        }
        Stage::Draft | Stage::Posted => {
            format!("公示时间：{time}。如有异议，请在公示时间内{contact}。").into()
        }
    }
}

/// A table of one kind of list: village, score, and what was lost.
pub(super) fn list_table(material: &Material<'_>, villages: &[(usize, &VillageResult)]) -> PaperTable {
    let sees_losses = material.speech.audience().sees(Field::Losses);
    let mut columns =
        vec![column("名次", Side::Middle, 5), column("村", Side::Middle, 6), column("得分", Side::Right, 6)];
    if sees_losses {
        columns.push(column("本期失分事由", Side::Left, 24));
    }
    let rows = villages.iter().map(|(index, village)| {
        let base = format!("/villages/{index}");
        let mut row = vec![
            cite::short_place(format!("{base}/rank"), village.rank, village.tied),
            cite::words(format!("{base}/name"), &village.name),
            cite::score(format!("{base}/score"), village.score),
        ];
        if sees_losses {
            row.push(reasons(material, *index, village));
        }
        row
    });
    table(columns, 1, rows.collect())
}
