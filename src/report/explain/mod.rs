//! Why a score is what it is: every posting of an account with its day, clause, figures and cells.
//!
//! Figures are exact here, so that a reader can add them up; nothing is added up by this file.

mod account;
mod query;

pub use query::{NotFound, Query};

use super::document::{Column, Document, Section};
use super::overview::{basis, title};
use super::words;
use crate::engine::assessment::{Account, Assessment, CadreResult, ItemResult, VillageResult};

/// The account or accounts asked for.
pub fn explain(assessment: &Assessment, query: &Query) -> Result<Document, NotFound> {
    let mut sections = Vec::new();
    if query.cadre.is_some() {
        for cadre in query.cadres(assessment)? {
            sections.extend(cadre_sections(assessment, cadre, query)?);
        }
    } else {
        for village in query.villages(assessment)? {
            sections.extend(village_sections(assessment, village, query)?);
        }
    }
    let notes = vec![basis(assessment), "本页都是精确数，没有四舍五入".to_owned()];
    Ok(Document { title: title(assessment, "计分说明"), notes, sections })
}

fn village_sections(
    assessment: &Assessment,
    village: &VillageResult,
    query: &Query,
) -> Result<Vec<Section>, NotFound> {
    let items = query.items(&village.items)?;
    let own = account::Own {
        who: village.name.clone(),
        score: village.score,
        terms: &village.terms,
        items: &village.items,
        postings: &village.postings,
    };
    Ok(sections_of(assessment, &own, &items, query, &Account::Village(village.name.clone())))
}

fn cadre_sections(
    assessment: &Assessment,
    cadre: &CadreResult,
    query: &Query,
) -> Result<Vec<Section>, NotFound> {
    let items = query.items(&cadre.items)?;
    let account = Account::Cadre(cadre.person.clone());
    let who = format!("{} {}（{}）", cadre.person.village, words::name(assessment, &account), cadre.post);
    let own = account::Own {
        who,
        score: cadre.score,
        terms: &cadre.terms,
        items: &cadre.items,
        postings: &cadre.postings,
    };
    Ok(sections_of(assessment, &own, &items, query, &account))
}

/// Without an item: what adds up to the total, each item, then money and actions. With one: that item.
fn sections_of(
    assessment: &Assessment,
    own: &account::Own<'_>,
    items: &[&ItemResult],
    query: &Query,
    account: &Account,
) -> Vec<Section> {
    let mut sections = Vec::new();
    let whole = query.item.is_none();
    sections.extend(whole.then(|| account::summary(own)));
    sections.extend(items.iter().map(|item| account::item(assessment, &own.who, item)));
    if whole {
        sections.extend(account::limits_of_whole(assessment, own));
        sections.extend(money(assessment, account, &own.who));
        sections.extend(actions(assessment, account, &own.who));
    }
    sections
}

fn money(assessment: &Assessment, account: &Account, who: &str) -> Option<Section> {
    let mut rows = Vec::new();
    for entry in assessment.money.iter().filter(|entry| entry.account == *account) {
        for posting in &entry.postings {
            rows.push(vec![
                posting.date.to_string(),
                entry.name.clone(),
                posting.clause.clone(),
                posting.amount.to_string(),
                account::grounds(assessment, posting),
            ]);
        }
        let total = ["合计".to_owned(), entry.name.clone(), String::new(), entry.amount.to_string()];
        rows.push([total.as_slice(), &[String::new()]].concat());
    }
    let columns = vec![
        Column::text("日期").key(),
        Column::text("名目"),
        Column::text("条款"),
        Column::figure("金额（元）"),
        Column::prose("事由和来源"),
    ];
    let section = Section::new(format!("{who} 本期资金"));
    (!rows.is_empty()).then(|| section.paragraph("正数为发放，负数为扣款。").table(columns, rows))
}

fn actions(assessment: &Assessment, account: &Account, who: &str) -> Option<Section> {
    let mine = assessment.actions.iter().filter(|action| action.who == *account);
    let rows: Vec<_> = mine
        .map(|action| {
            let sources = words::sources(&action.cells).into_iter().map(|source| format!("来源：{source}"));
            let grounds: Vec<_> = std::iter::once(action.reason.clone()).chain(sources).collect();
            vec![
                action.date.to_string(),
                action.kind.chinese().to_owned(),
                action.clause.clone(),
                action.quantity.to_string(),
                grounds.join("\n"),
                words::UNDECIDED.to_owned(),
            ]
        })
        .collect();
    let columns = vec![
        Column::text("日期").key(),
        Column::text("建议"),
        Column::text("条款"),
        Column::figure("次数"),
        Column::prose("事由和来源"),
        Column::text("状态"),
    ];
    (!rows.is_empty()).then(|| Section::new(format!("{who} 处理建议")).table(columns, rows))
}
