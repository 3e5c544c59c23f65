//! Why a result is what it is. Of a score: sentences, and every posting of the account with its day, clause, figures
//! and cells. Of a place, a prize, money, an action, or a difference: sentences.
//!
//! Figures are exact here, so that a reader can add them up; nothing is added up by this file.

mod account;
mod answer;
mod difference;
mod difficulty;
mod gone;
mod phrase;
mod place;
mod query;
mod rewards;
mod score;

pub use answer::{Answer, Basis, Compared, Part, Refused, answers};
pub use query::{NotFound, Query, Question, Topic};

use super::document::{Column, Document, Section};
use super::out_of_office::InOffice;
use super::overview::{basis, is_rounded, title};
use super::words;
use crate::analysis::explanation::Whole;
use crate::engine::assessment::{Assessment, CadreResult, ItemResult, Party, VillageResult};

/// The account or accounts asked for.
pub fn explain(assessment: &Assessment, query: &Query) -> Result<Document, NotFound> {
    let mut sections = Vec::new();
    if query.cadre.is_some() || assessment.villages.is_empty() {
        for cadre in query.cadres(assessment)? {
            sections.extend(cadre_sections(assessment, cadre, query)?);
        }
    } else {
        for village in query.villages(assessment)? {
            sections.extend(village_sections(assessment, village, query)?);
        }
    }
    let is_of_money = |section: &Section| {
        section.table.iter().flat_map(|table| &table.columns).any(|one| one.title == YUAN)
    };
    let notes = vec![basis(assessment), exact(assessment, sections.iter().any(is_of_money))];
    Ok(Document { title: title(assessment, "计分说明"), notes, sections })
}

/// Answers as a document. Behind the sentences about a score stand its accounts.
pub fn document(
    assessment: &Assessment,
    question: &Question,
    answers: &[Answer<'_>],
) -> Result<Document, NotFound> {
    let sections_of = |answer: &Answer<'_>| -> Vec<Section> {
        let parts = answer.parts.iter();
        parts
            .map(|part| Section { paragraphs: part.sentences.clone(), ..Section::new(part.heading.clone()) })
            .collect()
    };
    let is_left_alone = !answers.is_empty() && answers.iter().all(|answer| answer.is_gone);
    if question.asks_score() && !is_left_alone {
        let mut document = explain(assessment, &question.query)?;
        for answer in answers {
            if answer.is_gone {
                document.sections.extend(sections_of(answer));
                continue;
            }
            let who = format!("{} ", phrase::who(assessment, &answer.whole));
            let is_own = |section: &&mut Section| {
                section.heading.starts_with(&who) && section.heading.ends_with(answer::WHY)
            };
            if let Some(section) = document.sections.iter_mut().rfind(is_own) {
                section.paragraphs.extend_from_slice(&answer.scaled);
            }
        }
        return Ok(document);
    }
    let sections = answers.iter().flat_map(sections_of).collect();
    let notes =
        vec![basis(assessment), exact(assessment, answers.iter().any(|answer| answer.money.is_some()))];
    Ok(Document { title: title(assessment, "说明"), notes, sections })
}

/// The column of amounts of money.
const YUAN: &str = "金额（元）";

/// What stands above sentences whose figures can be added up: what of them the rulebook rounds, and when.
fn exact(assessment: &Assessment, tells_money: bool) -> String {
    match (is_rounded(assessment), tells_money) {
        (false, false) => "本页都是精确数，除不尽的取12位小数".to_owned(),
        (false, true) => "得分都是精确数，除不尽的取12位小数；金额按细则在每次结算时舍入".to_owned(),
        (true, false) => "本页都是精确数，按细则舍入的另列一笔".to_owned(),
        (true, true) => "得分都是精确数，按细则舍入的另列一笔；金额按细则在每次结算时舍入".to_owned(),
    }
}

/// The sentences about a score, or about an item's, each under its heading.
fn told(assessment: &Assessment, whole: &Whole<'_>, items: &[&ItemResult], query: &Query) -> Vec<Section> {
    let who = phrase::who(assessment, whole);
    // A figure too fine to reckon with has been told by the engine already.
    let lost = answer::lost(whole, items, query).unwrap_or_default();
    let section = |item: Option<&ItemResult>, sentences| {
        let of = item.map_or(String::new(), |item| format!(" {}", phrase::item_title(whole.items, item)));
        Section { paragraphs: sentences, ..Section::new(format!("{who}{of} {}", answer::WHY)) }
    };
    lost.iter()
        .map(|(item, losses)| section(*item, score::sentences(assessment, whole, *item, losses)))
        .collect()
}

fn village_sections(
    assessment: &Assessment,
    village: &VillageResult,
    query: &Query,
) -> Result<Vec<Section>, NotFound> {
    let items = query.items(&village.items)?;
    let own = account::Own {
        who: village.name.to_string(),
        score: village.score,
        combine: village.combine,
        weighed_by: None,
        periods: &[],
        terms: &village.terms,
        items: &village.items,
        postings: &village.postings,
        in_office: InOffice::default(),
    };
    let told = Whole::of_village(village).map(|whole| told(assessment, &whole, &items, query));
    let accounts = sections_of(assessment, &own, &items, query, &Party::Village(village.name.clone()));
    Ok([told.unwrap_or_default(), accounts].concat())
}

fn cadre_sections(
    assessment: &Assessment,
    cadre: &CadreResult,
    query: &Query,
) -> Result<Vec<Section>, NotFound> {
    let items = query.items(&cadre.items)?;
    let party = Party::Cadre(cadre.person.clone());
    let who =
        format!("{} {}（{}）", cadre.person.village, words::numbered_name(assessment, &party), cadre.post);
    let own = account::Own {
        who,
        score: cadre.score,
        combine: cadre.combine,
        weighed_by: cadre.weighed_by.as_ref(),
        periods: &cadre.periods,
        terms: &cadre.terms,
        items: &cadre.items,
        postings: &cadre.postings,
        in_office: cadre.into(),
    };
    let told = Whole::of_cadre(cadre, assessment).map(|whole| told(assessment, &whole, &items, query));
    let accounts = sections_of(assessment, &own, &items, query, &party);
    Ok([told.unwrap_or_default(), accounts].concat())
}

/// Without an item: what adds up to the total, each item, then money and actions. With one: that item.
fn sections_of(
    assessment: &Assessment,
    own: &account::Own<'_>,
    items: &[&ItemResult],
    query: &Query,
    party: &Party,
) -> Vec<Section> {
    let mut sections = Vec::new();
    let whole = query.item.is_none();
    sections.extend(whole.then(|| account::summary(own)));
    sections.extend(items.iter().map(|item| account::item(assessment, own, item)));
    if whole {
        sections.extend(account::limits_of_whole(assessment, own));
        sections.extend(money(assessment, party, &own.who));
        sections.extend(actions(assessment, party, &own.who));
    }
    sections
}

fn money(assessment: &Assessment, party: &Party, who: &str) -> Option<Section> {
    let mut rows = Vec::new();
    for entry in assessment.money.iter().filter(|entry| entry.party == *party) {
        for posting in &entry.postings {
            rows.push(vec![
                posting.date.to_string(),
                entry.name.to_string(),
                posting.clause.to_string(),
                posting.amount.to_string(),
                account::grounds(assessment, posting),
            ]);
        }
        let total = ["合计".to_owned(), entry.name.to_string(), String::new(), entry.amount.to_string()];
        rows.push([total.as_slice(), &[String::new()]].concat());
    }
    let columns = vec![
        Column::text("日期").key(),
        Column::text("名目"),
        Column::text("条款"),
        Column::figure(YUAN),
        Column::prose("事由和来源"),
    ];
    let section = Section::new(format!("{who} 本期资金"));
    (!rows.is_empty()).then(|| section.paragraph("正数为发放，负数为扣款。").table(columns, rows))
}

fn actions(assessment: &Assessment, party: &Party, who: &str) -> Option<Section> {
    let mine = assessment.actions.iter().filter(|action| action.who == *party);
    let rows: Vec<_> = mine
        .map(|action| {
            let sources = words::sources(&action.cells).into_iter().map(|source| format!("来源：{source}"));
            let grounds: Vec<_> = std::iter::once(action.reason.to_string()).chain(sources).collect();
            vec![
                action.date.to_string(),
                action.words(),
                action.clause.to_string(),
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
