//! The sections of a bulletin that officials write: what they wrote, or material for it, marked until they have.

use super::deductions::{self, Netted};
use super::material::Material;
use super::phrases::{self, SECTIONS};
use super::situation::is_one_field;
use super::{cadres, cite, marks, merits};
use crate::engine::assessment::{ItemResult, VillageResult};
use crate::number::Number;
use crate::report::paper::Text;
use crate::rulebook::Field;

/// Marks what somebody has to go over.
const MARK: &str = "【待核改】";

/// So many are named for what they lost.
const BLAMED: usize = 3;

/// The same where the last of them lost as much as others.
const MOST_BLAMED: usize = 5;

/// The sections with their paragraphs.
pub(super) fn sections(material: &Material<'_>) -> Vec<(String, Vec<Text>)> {
    let written = material.order.manuscript.as_ref();
    let section = |title: &str| match written {
        Some(manuscript) => {
            (title.to_owned(), manuscript.section(title).iter().map(|text| text.as_str().into()).collect())
        }
        None => (format!("{title}{MARK}"), drafted(material, title)),
    };
    SECTIONS.iter().map(|title| section(title)).collect()
}

fn drafted(material: &Material<'_>, title: &str) -> Vec<Text> {
    let [merits, faults, demands] = SECTIONS;
    match title {
        _ if title == merits => merits::merits(material),
        _ if title == faults => faults_of(material),
        _ if title == demands => demands_of(material),
        _ => Vec::new(),
    }
}

/// What is to be mended, where anything is; and what comes next.
fn demands_of(material: &Material<'_>) -> Vec<Text> {
    let unit = material.speech.unit();
    let mended = if cadres::are_alone(material) {
        cadres::demand(material).to_owned()
    } else if !material.speech.audience().sees(Field::Losses) || deductions::losing(material).is_empty() {
        format!("各{unit}要对照考核办法自查，巩固已有成绩，补齐【短板】。")
    } else {
        format!("各{unit}要对照扣分事由逐条整改，于【期限】前整改到位，整改情况报【责任办公室】。")
    };
    vec![mended.into(), "各责任办公室要加强指导和督查，下一考核期重点看【重点工作】。".into()]
}

/// The villages that lost most; of cadres alone, what they lost it in.
fn faults_of(material: &Material<'_>) -> Vec<Text> {
    let mut found: Vec<Text> = if cadres::are_alone(material) {
        cadres::faults(material).into_iter().collect()
    } else {
        faults_of_villages(material)
    };
    found.push("【补充存在问题的原因】".into());
    found
}

fn faults_of_villages(material: &Material<'_>) -> Vec<Text> {
    let span = material.this_span();
    let audience = material.speech.audience();
    let (sees_losses, sees_scores) = (audience.sees(Field::Losses), audience.sees(Field::Scores));
    let mut found: Vec<Text> = lost_most(material).filter(|_| sees_losses).into_iter().collect();
    let nobody = deductions::losing(material).is_empty();
    let is_told_all = |village| !merits::misses_anything(material.rulebook, village);
    let is_told = !nobody && sees_losses && material.assessment.villages.iter().all(is_told_all);
    let lowest = if is_told { None } else { lowest(material).filter(|_| sees_scores) };
    let none_lost = (nobody && sees_losses && !deductions::are_unheard_of(material))
        .then(|| Text::from(format!("{span}各{}没有扣分", material.speech.unit())));
    found.extend(match (none_lost, lowest) {
        (Some(none_lost), Some(lowest)) => Some(none_lost.and("，").and(lowest)),
        (Some(none_lost), None) => Some(none_lost.and("。")),
        (None, lowest) => lowest,
    });
    found
}

/// Who lost most, with what was lost: three, or fewer of few, since nobody of the better half is blamed. Those who lost the
/// same are all named, or counted where they are too many. Of several rankings nobody lost most.
fn lost_most(material: &Material<'_>) -> Option<Text> {
    let villages = &material.assessment.villages;
    let losing = villages.iter().enumerate();
    let losing =
        losing.filter_map(|(index, one)| Some((one.lost.filter(|lost| !lost.is_zero())?, index, one)));
    let mut losing: Vec<_> = losing.collect();
    losing.sort_by_key(|(lost, index, _)| (lost.negated(), *index));
    let half = (villages.len() / 2).max(1);
    let last = losing.get(half.min(BLAMED) - 1).or(losing.last()).filter(|_| is_one_field(material))?.0;
    let as_much = losing.partition_point(|(lost, ..)| *lost >= last);
    let more = losing.partition_point(|(lost, ..)| *lost > last);
    let span = material.this_span();
    let after = Netted::of(material).after().map(|after| format!("（{after}）")).unwrap_or_default();
    let amount = |(lost, index, _): &(Number, usize, &VillageResult)| {
        cite::fixed(format!("/villages/{index}/lost"), *lost).and("分")
    };
    let named = if as_much <= half.min(MOST_BLAMED) { as_much } else { more };
    if let (0, Some(first)) = (named, losing.first()) {
        let unit = material.speech.unit();
        let head = format!("{span}扣分最多的有{as_much}个{unit}，各扣");
        return Some(Text::from(head).and(amount(first)).and(format!("{after}。")));
    }
    let told = losing.iter().take(named).map(|one| {
        let (_, index, village) = one;
        cite::words(format!("/villages/{index}/name"), &village.name).and("扣").and(amount(one))
    });
    let head = Text::from(format!("{span}扣分较多的有"));
    Some(head.and(phrases::listed(told.collect())).and(format!("{after}。")))
}

/// Who stands lowest, and in what points were not earned: what was not got is no deduction, and yet it is missed.
fn lowest(material: &Material<'_>) -> Option<Text> {
    let Material { assessment, rulebook, speech, .. } = material;
    let summary = assessment.summary.as_ref().filter(|summary| !summary.spread.is_zero())?;
    if !is_one_field(material) {
        return None;
    }
    let names = summary.lowest.villages.iter().enumerate();
    let names = names.map(|(place, name)| cite::words(format!("/summary/lowest/villages/{place}"), name));
    let told = Text::from("得分最低的是")
        .and(phrases::listed(names.collect()))
        .and("，")
        .and(cite::fixed("/summary/lowest/score", summary.lowest.score))
        .and("分");
    let [only] = summary.lowest.villages.as_slice() else { return Some(told.and("。")) };
    let index = assessment.villages.iter().position(|village| village.name == *only)?;
    let village = assessment.villages.get(index)?;
    let is_seen = speech.audience().sees(Field::Items) && merits::misses_anything(rulebook, village);
    let items = village.items.iter().enumerate().filter(|_| is_seen);
    let missed = items.flat_map(|(place, item)| {
        let base = format!("/villages/{index}/items/{place}");
        // What adds up marks is below its full mark for those that are still to come.
        if marks::are_added_up(rulebook, item) {
            return marks::missed_of(material, &base, item);
        }
        below_full(&base, item).into_iter().collect()
    });
    let missed: Vec<Text> = missed.collect();
    Some(if missed.is_empty() {
        told.and("。")
    } else {
        told.and("，其中").and(phrases::listed(missed)).and("。")
    })
}

/// What an item has of its full mark, where that is less.
fn below_full(base: &str, item: &ItemResult) -> Option<Text> {
    let points = item.points.filter(|points| *points == item.available)?;
    let score = item.score.filter(|score| *score < points)?;
    let score = cite::fixed(format!("{base}/score"), score);
    let points = cite::exact(format!("{base}/points"), points);
    Some(Text::from(item.name.as_str()).and(score).and("分（满分").and(points).and("分）"))
}
