//! How a period went, at a glance: what scores came to, and what was lost item by item.

use super::deductions::{self, Netted};
use super::material::Material;
use super::{cadres, cite, phrases, tables};
use crate::engine::assessment::{Summary, VillageResult};
use crate::period::chinese_date;
use crate::report::paper::{Block, PaperTable, Text};
use crate::rulebook::{Field, Subject};

/// Mean, best, lowest, spread, change since the period before; then what was lost, item by item: each to whoever may read
/// it. Nothing where neither villages are scored nor anything may be told of cadres.
pub(super) fn situation(material: &Material<'_>) -> Vec<Block> {
    if cadres::are_alone(material) {
        return cadres::situation(material).map(Block::Paragraph).into_iter().collect();
    }
    let Some(summary) = material.assessment.summary.as_ref() else { return Vec::new() };
    let audience = material.speech.audience();
    let mut blocks = Vec::new();
    if audience.sees(Field::Scores) {
        blocks.push(Block::Paragraph(of_scores(material, summary)));
        blocks.extend(without_score(material).map(Block::Paragraph));
        blocks.extend(merged(material).map(Block::Paragraph));
    }
    if audience.sees(Field::Losses) {
        blocks.extend(lost(material));
    }
    blocks
}

/// What the scores came to, and how they stand to those of the period before.
fn of_scores(material: &Material<'_>, summary: &Summary) -> Text {
    let mut text = spread(material, summary);
    // Of running scores more can be had from period to period: to be higher is then no better work.
    let previous = summary.previous.as_ref().filter(|previous| previous.is_of_the_same);
    if let Some(previous) = previous.filter(|_| is_one_field(material)) {
        let change = previous.printed_change;
        let words = if change.is_negative() { "低" } else { "高" };
        let direction = if change.is_zero() {
            Text::from("持平")
        } else {
            Text::from(words).and(cite::unsigned("/summary/previous/printed_change", change)).and("分")
        };
        text = text
            .and(format!("与{}平均得分", previous.period.chinese()))
            .and(cite::fixed("/summary/previous/mean", previous.mean))
            .and("分相比")
            .and(direction)
            .and("。");
    }
    text
}

/// Which villages became part of others: who looks for one of them, or for why another stands one place higher, finds it.
pub(super) fn merged(material: &Material<'_>) -> Option<Text> {
    let told = material.assessment.merged.iter().map(|one| {
        let until = chinese_date(one.on);
        format!("{until}起{}并入{}", one.village, one.into)
    });
    let told: Vec<String> = told.collect();
    let unit = material.speech.unit();
    (!told.is_empty()).then(|| {
        let rest = format!("并入的{unit}不再单独计分、排名，参加考核的{unit}数和名次随之变动。");
        format!("{}；{rest}", told.join("，")).into()
    })
}

/// Whether all villages are ranked together, if at all: those of several classes, each with a ranking of its own, are not
/// held against one another.
pub(super) fn is_one_field(material: &Material<'_>) -> bool {
    let Material { assessment, .. } = material;
    let scored = assessment.villages.iter().filter_map(VillageResult::comparable).count();
    let of_whole = assessment.standings.iter().filter(|standing| standing.is_by_whole(Subject::Village));
    let classes: Vec<_> = of_whole.collect();
    tables::overall(assessment).is_some()
        || classes.is_empty()
        || classes.iter().any(|standing| standing.rows.len() >= scored)
}

/// Who has no score, or none that can be compared: of them nothing else in the paper speaks.
fn without_score(material: &Material<'_>) -> Option<Text> {
    let villages = material.assessment.villages.iter().enumerate();
    let unscored = villages.filter(|(_, village)| village.comparable().is_none());
    let names = unscored.map(|(index, one)| cite::words(format!("/villages/{index}/name"), &one.name));
    let names: Vec<Text> = names.collect();
    (!names.is_empty()).then(|| phrases::listed(names).and("还没有得分，没有计入，也没有排名。"))
}

/// Mean, best and lowest; of equal scores there is one to tell.
fn spread(material: &Material<'_>, summary: &Summary) -> Text {
    let unit = material.speech.unit();
    if let ([only], 1) = (summary.best.villages.as_slice(), summary.scored) {
        return Text::from(format!("参加考核的{unit}只有"))
            .and(cite::words("/summary/best/villages/0", only))
            .and("，得")
            .and(cite::fixed("/summary/best/score", summary.best.score))
            .and("分。");
    }
    let text =
        Text::from("参加考核的").and(cite::exact("/summary/scored", summary.scored)).and("个").and(unit);
    if !is_one_field(material) {
        return text.and("分类排名，各类的得分和名次见下。");
    }
    if summary.spread.is_zero() {
        return text.and("得分相同，都是").and(cite::fixed("/summary/mean", summary.mean)).and("分。");
    }
    text.and("平均得分")
        .and(cite::fixed("/summary/mean", summary.mean))
        .and("分，最高")
        .and(cite::fixed("/summary/best/score", summary.best.score))
        .and("分（")
        .and(names("/summary/best/villages", &summary.best.villages))
        .and("），最低")
        .and(cite::fixed("/summary/lowest/score", summary.lowest.score))
        .and("分（")
        .and(names("/summary/lowest/villages", &summary.lowest.villages))
        .and("），最高与最低相差")
        .and(cite::fixed("/summary/spread", summary.spread))
        .and("分。")
}

fn names(pointer: &str, villages: &[crate::text::Text]) -> Text {
    let mut text = Text::default();
    for (place, village) in villages.iter().enumerate() {
        if place > 0 {
            text = text.and("、");
        }
        text = text.and(cite::words(format!("{pointer}/{place}"), village));
    }
    text
}

/// What was lost within the period, item by item, with clauses and villages; nothing where no item takes points.
fn lost(material: &Material<'_>) -> Option<Block> {
    if deductions::are_unheard_of(material) {
        return None;
    }
    let Material { assessment, .. } = material;
    let span = material.this_span();
    if let Some(table) = tables::by_item(assessment, material.speech.unit()) {
        let caption = format!("{span}分项目扣分情况{}", deductions::behind_items(material)).into();
        return Some(Block::Table(PaperTable { caption, ..table }));
    }
    let losing = deductions::losing(material).into_iter();
    let losing = losing.map(|(index, village)| cite::words(format!("/villages/{index}/name"), &village.name));
    let losing: Vec<Text> = losing.collect();
    if losing.is_empty() {
        return Some(Block::Paragraph(format!("{span}各{}没有扣分。", material.speech.unit()).into()));
    }
    let after = Netted::of(material).after().map(|after| format!("{after}，")).unwrap_or_default();
    Some(Block::Paragraph(
        Text::from(span).and(phrases::listed(losing)).and(format!("有扣分；{after}各项合计没有减分。")),
    ))
}
