//! What lowered a score within the period, village by village and cadre by cadre.

use super::super::document::{Column, Section};
use super::super::{corrected, words};
use crate::analysis::lowering::{Lowering, Remeasured};
use crate::engine::assessment::{Assessment, CadreResult, Party, VillageResult};
use crate::period::day_of_year;

/// Losses of villages; those without any are named too. Nothing where no village is scored.
pub(super) fn of_villages(assessment: &Assessment, rules: &Remeasured<'_>) -> Option<Section> {
    if assessment.villages.is_empty() {
        return None;
    }
    let mut rows = Vec::new();
    let mut without = Vec::new();
    for village in &assessment.villages {
        let losses = village_rows(assessment, rules, village);
        if losses.is_empty() {
            without.push(village.name.as_str());
        }
        rows.extend(losses);
    }
    let mut section = Section::new("本期失分");
    if !without.is_empty() {
        section.paragraphs.push(format!("{}：本期没有扣分。", without.join("、")));
    }
    Some(section.table(columns(vec![Column::name("村")]), rows))
}

/// Personal deductions; nothing if there are none.
pub(super) fn of_cadres(assessment: &Assessment, rules: &Remeasured<'_>) -> Option<Section> {
    let rows: Vec<_> =
        assessment.cadres.iter().flat_map(|cadre| cadre_rows(assessment, rules, cadre)).collect();
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

fn village_rows(
    assessment: &Assessment,
    rules: &Remeasured<'_>,
    village: &VillageResult,
) -> Vec<Vec<String>> {
    let lowering = rules.lowering(assessment.period, &village.items, &village.postings);
    rows(&[village.name.to_string()], lowering)
}

fn cadre_rows(assessment: &Assessment, rules: &Remeasured<'_>, cadre: &CadreResult) -> Vec<Vec<String>> {
    let name = words::numbered_name(assessment, &Party::Cadre(cadre.person.clone()));
    let who = [cadre.person.village.to_string(), name, cadre.post.clone()];
    rows(&who, rules.lowering(assessment.period, &cadre.items, &cadre.postings))
}

/// The change of the whole item stands in its first row only.
fn rows(who: &[String], lowering: Vec<Lowering<'_>>) -> Vec<Vec<String>> {
    let mut last = None;
    let each = lowering.into_iter().map(|one| {
        let is_first = last.as_ref() != Some(&one.way);
        let change =
            one.item.filter(|_| is_first).map_or_else(String::new, |item| words::figure(item.period_change));
        let row = row(who, &one, change);
        last = Some(one.way);
        row
    });
    each.collect()
}

fn row(who: &[String], lowering: &Lowering<'_>, change: String) -> Vec<String> {
    let Lowering { item, posting, earlier, said, .. } = lowering;
    let amount = item.filter(|_| lowering.is_all).map_or(posting.amount, |item| item.period_change);
    let mut cells = who.to_vec();
    cells.extend([
        item.map_or_else(|| "总分".to_owned(), |item| item.short.to_string()),
        day_of_year(posting.date),
        words::figure(amount),
        format!("{}{}", posting.reason, corrected::beside(*earlier, *said, amount)),
        posting.clause.to_string(),
        change,
    ]);
    cells
}
