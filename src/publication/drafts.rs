//! The sections of a bulletin that officials write: what they wrote, or material for it, marked until they have.

use super::manuscript::SECTIONS;
use super::material::Material;
use super::{cite, tables};
use crate::report::paper::Text;

/// Marks what somebody has to go over.
const MARK: &str = "【待核改】";

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
        _ if title == merits => merits_of(material),
        _ if title == faults => faults_of(material),
        _ if title == demands => vec![
            "各村要对照扣分事由逐条整改，于【期限】前整改到位，整改情况报【责任办公室】。".into(),
            "各责任办公室要加强指导和督查，下一考核期重点看【重点工作】。".into(),
        ],
        _ => Vec::new(),
    }
}

/// Villages without a loss, villages that gained places, items in which nobody lost.
fn merits_of(material: &Material<'_>) -> Vec<Text> {
    let assessment = material.assessment;
    let span = material.this_span();
    let mut found = Vec::new();
    let clean = assessment
        .villages
        .iter()
        .enumerate()
        .filter(|(_, village)| village.lost.is_some_and(super::super::number::Number::is_zero));
    let clean: Vec<Text> =
        clean.map(|(index, village)| cite::words(format!("/villages/{index}/name"), &village.name)).collect();
    if !clean.is_empty() {
        found.push(listed(clean).and(format!("{span}没有扣分。")));
    }
    let risen = tables::overall(assessment).into_iter().flat_map(|(index, standing)| {
        let rows = standing.rows.iter().enumerate();
        rows.filter(|(_, row)| row.change.is_some_and(|change| change > 0)).map(move |(place, row)| {
            let base = format!("/standings/{index}/rows/{place}");
            cite::words(format!("{base}/subject/village"), row.who.village())
                .and("上升")
                .and(cite::unsigned_count(format!("{base}/change"), row.change.unwrap_or_default()))
                .and("位")
        })
    });
    let risen: Vec<Text> = risen.collect();
    if !risen.is_empty() {
        found.push(Text::from("名次与上期相比，").and(listed(risen)).and("。"));
    }
    let lost: Vec<&str> =
        assessment.summary.iter().flat_map(|summary| &summary.lost).map(|item| item.id.as_str()).collect();
    let first = assessment.villages.first().map_or(&[][..], |village| &village.items);
    let whole =
        first.iter().enumerate().filter(|(_, item)| !lost.contains(&item.id.as_str()) && item.due.is_none());
    let whole: Vec<Text> = whole
        .map(|(place, item)| cite::words(format!("/villages/0/items/{place}/name"), &item.name))
        .collect();
    if !whole.is_empty() {
        found.push(listed(whole).and(format!("{span}各村都没有扣分。")));
    }
    found.push("【补充典型做法】".into());
    found
}

/// The villages that lost most.
fn faults_of(material: &Material<'_>) -> Vec<Text> {
    let assessment = material.assessment;
    let mut found = Vec::new();
    let mut losers: Vec<_> = assessment
        .villages
        .iter()
        .enumerate()
        .filter_map(|(index, village)| Some((village.lost.filter(|lost| !lost.is_zero())?, index, village)))
        .collect();
    losers.sort_by_key(|(lost, index, _)| (lost.negated(), *index));
    let told = losers.into_iter().take(3).map(|(lost, index, village)| {
        cite::words(format!("/villages/{index}/name"), &village.name)
            .and("扣")
            .and(cite::fixed(format!("/villages/{index}/lost"), lost))
            .and("分")
    });
    let told: Vec<Text> = told.collect();
    if !told.is_empty() {
        found.push(Text::from(format!("{}扣分较多的有", material.this_span())).and(listed(told)).and("。"));
    }
    found.push("【补充存在问题的原因】".into());
    found
}

fn listed(parts: Vec<Text>) -> Text {
    parts.into_iter().enumerate().fold(Text::default(), |text, (place, part)| {
        if place > 0 { text.and("、").and(part) } else { text.and(part) }
    })
}
