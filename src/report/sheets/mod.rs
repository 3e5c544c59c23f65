//! The sheets of the audit workbook as plain data: titles, columns, cells. Knows nothing of spreadsheet files.

mod ledger;
mod lists;
mod numbers;
mod problems;

pub(super) use numbers::numbers;
pub use problems::Problems;
pub(super) use problems::problems;

use super::overview::ranking;
use super::words;
use crate::diagnostic::Diagnostics;
use crate::engine::assessment::{Assessment, ItemResult, State, VillageResult};
use crate::number::Number;

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A figure, shown with two decimals.
    Figure(Number),
    /// A whole count.
    Count(usize),
    /// Words that lead to another file, by the way from this one's folder.
    Link { text: String, target: String },
}

/// A sheet: a header row and rows of as many cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) name: &'static str,
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

/// Every sheet of the workbook, in order.
pub(super) fn all(assessment: &Assessment, diagnostics: &Diagnostics) -> Vec<Sheet> {
    vec![
        standings(assessment),
        items(assessment),
        ledger::postings(assessment),
        cadres(assessment),
        ledger::money(assessment),
        ledger::money_totals(assessment),
        lists::follow(assessment),
        lists::inputs(assessment),
        lists::diagnostics(diagnostics),
    ]
}

fn header(titles: &[&str]) -> Vec<String> {
    titles.iter().map(|title| (*title).to_owned()).collect()
}

fn score(score: Option<Number>) -> Cell {
    score.map_or_else(|| words::NOT_REPORTED.into(), Cell::Figure)
}

fn standings(assessment: &Assessment) -> Sheet {
    let titles = ["排名", "范围", "名次", "并列", "村", "类别", "得分", "可得分", "本期变动", "名次变化"];
    let mut rows = Vec::new();
    for standing in &assessment.standings {
        for row in &standing.rows {
            let village = assessment.villages.iter().find(|village| village.name == row.who.name());
            let group = ranking::group(standing);
            rows.push(vec![
                standing.name.as_str().into(),
                if group.is_empty() { "全部" } else { group }.into(),
                row.rank.map_or(Cell::Empty, Cell::Count),
                if row.tied { "并列" } else { "" }.into(),
                row.who.name().into(),
                village.map_or(Cell::Empty, |village| village.class.as_str().into()),
                score(row.score),
                village.map_or(Cell::Empty, |village| Cell::Figure(village.available)),
                village.map_or(Cell::Empty, |village| Cell::Figure(village.period_change)),
                words::rank_change(row.change).into(),
            ]);
        }
    }
    Sheet { name: "排名", header: header(&titles), rows }
}

fn items(assessment: &Assessment) -> Sheet {
    let villages = ranking::villages(assessment);
    let items: &[ItemResult] = villages.first().map_or(&[], |(village, _)| &village.items);
    let mut titles = header(&["名次", "村", "类别"]);
    titles.extend(items.iter().map(|item| item.name.clone()));
    titles.push("得分".to_owned());
    let rows = villages.iter().map(|(village, _)| items_row(village)).collect();
    Sheet { name: "各项得分", header: titles, rows }
}

fn items_row(village: &VillageResult) -> Vec<Cell> {
    let mut cells = vec![
        village.rank.map_or(Cell::Empty, Cell::Count),
        village.name.as_str().into(),
        village.class.as_str().into(),
    ];
    cells.extend(village.items.iter().map(item));
    cells.push(score(village.score));
    cells
}

/// A figure wherever there is one; the state where 0 would mislead.
fn item(item: &ItemResult) -> Cell {
    match (item.state, item.score) {
        (State::NotReported, _) | (_, None) => words::NOT_REPORTED.into(),
        (State::Scored, Some(score)) => Cell::Figure(score),
        (state, Some(score)) if score.is_zero() => state.chinese().into(),
        (_, Some(score)) => Cell::Figure(score),
    }
}

fn cadres(assessment: &Assessment) -> Sheet {
    let mut titles = header(&["村", "姓名", "编号", "职务", "起", "止", "任期", "得分"]);
    let first = assessment.cadres.first();
    titles.extend(first.into_iter().flat_map(|cadre| &cadre.items).map(|item| item.name.clone()));
    let rows = assessment.cadres.iter().map(|cadre| {
        let mut cells: Vec<Cell> = vec![
            cadre.person.village.as_str().into(),
            cadre.person.name.as_str().into(),
            cadre.person.id.as_str().into(),
            cadre.post.as_str().into(),
            cadre.from.map_or(Cell::Empty, |day| day.to_string().into()),
            cadre.until.map_or(Cell::Empty, |day| day.to_string().into()),
            if cadre.partial { "任职不满本期" } else { "全期" }.into(),
            score(cadre.score),
        ];
        cells.extend(cadre.items.iter().map(item));
        cells
    });
    Sheet { name: "干部", header: titles, rows: rows.collect() }
}
