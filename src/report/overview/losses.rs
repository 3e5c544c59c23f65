//! What lowered a score within the period, village by village and cadre by cadre.

use super::super::document::{Column, Section};
use super::super::words;
use crate::engine::assessment::{Account, Assessment, CadreResult, ItemResult, Posting, VillageResult};

/// Losses of villages; those without any are named too. Nothing where no village is scored.
pub(super) fn of_villages(assessment: &Assessment) -> Option<Section> {
    if assessment.villages.is_empty() {
        return None;
    }
    let mut rows = Vec::new();
    let mut without = Vec::new();
    for village in &assessment.villages {
        let losses = village_rows(assessment, village);
        if losses.is_empty() {
            without.push(village.name.as_str());
        }
        rows.extend(losses);
    }
    let mut section = Section::new("本期失分");
    if !without.is_empty() {
        section.paragraphs.push(format!("{}：本期无失分。", without.join("、")));
    }
    Some(section.table(columns(vec![Column::name("村")]), rows))
}

/// Personal deductions; nothing if there are none.
pub(super) fn of_cadres(assessment: &Assessment) -> Option<Section> {
    let rows: Vec<_> = assessment.cadres.iter().flat_map(|cadre| cadre_rows(assessment, cadre)).collect();
    if rows.is_empty() {
        return None;
    }
    let who = vec![Column::name("村"), Column::name("姓名"), Column::text("职务")];
    Some(Section::new("村干部个人扣分").table(columns(who), rows))
}

fn columns(mut who: Vec<Column>) -> Vec<Column> {
    who.extend([
        Column::text("项目"),
        Column::figure("日期"),
        Column::figure("分值"),
        Column::prose("事由"),
        Column::text("条款"),
        Column::figure("本项变动"),
    ]);
    who
}

/// Postings of the period that lowered the score, and what limits gave back of them.
fn lowering<'a>(assessment: &Assessment, postings: &'a [Posting]) -> Vec<&'a Posting> {
    let period = assessment.period;
    words::in_reading_order(postings)
        .into_iter()
        .filter(|posting| period.contains(posting.date))
        .filter(|posting| words::tells_of_loss(posting))
        .collect()
}

fn village_rows(assessment: &Assessment, village: &VillageResult) -> Vec<Vec<String>> {
    let who = [village.name.to_string()];
    let items = village.items.iter().flat_map(ItemResult::flattened);
    let of_items = items.flat_map(|item| item_rows(assessment, item, &who));
    let whole = lowering(assessment, &village.postings);
    of_items.chain(whole.into_iter().map(|posting| row(&who, "总分", posting, String::new()))).collect()
}

fn cadre_rows(assessment: &Assessment, cadre: &CadreResult) -> Vec<Vec<String>> {
    let name = words::numbered_name(assessment, &Account::Cadre(cadre.person.clone()));
    let who = [cadre.person.village.to_string(), name, cadre.post.clone()];
    let items = cadre.items.iter().flat_map(ItemResult::flattened);
    let of_items = items.flat_map(|item| item_rows(assessment, item, &who));
    let whole = lowering(assessment, &cadre.postings);
    of_items.chain(whole.into_iter().map(|posting| row(&who, "总分", posting, String::new()))).collect()
}

/// The change of the whole item stands in its first row only.
fn item_rows(assessment: &Assessment, item: &ItemResult, who: &[String]) -> Vec<Vec<String>> {
    let mut change = words::figure(item.period_change);
    let postings = lowering(assessment, &item.postings).into_iter();
    postings.map(|posting| row(who, &item.short, posting, std::mem::take(&mut change))).collect()
}

fn row(who: &[String], item: &str, posting: &Posting, change: String) -> Vec<String> {
    let mut cells = who.to_vec();
    cells.extend([
        item.to_owned(),
        words::day(posting.date),
        words::figure(posting.amount),
        posting.reason.to_string(),
        posting.clause.to_string(),
        change,
    ]);
    cells
}
