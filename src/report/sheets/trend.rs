//! 走势: score and place at the end of every month of the year up to the period. A cell that a line is drawn from holds a
//! figure or nothing.

use super::chart::{Chart, ChartKind, Series};
use super::formula::{Area, At};
use super::{Audit, Cell, Sheet};
use crate::analysis::trend::axis_floor;
use crate::engine::assessment::{Assessment, CadreResult, Party, VillageResult};
use crate::number::Number;
use crate::report::overview::ranking;
use crate::report::words;

const NAME: &str = "走势";
/// What stands before the months: what it is, village, name.
const BEFORE: usize = 3;
/// How the keys of the rows of scores begin.
const SCORES: &str = "得分#";
/// More lines than these nobody tells apart.
const LINES: usize = 8;

/// The villages, or the cadres where no village is scored.
pub(super) fn trend(audit: &Audit<'_>) -> Sheet {
    let mut header = ["内容", "村", "姓名"].map(str::to_owned).to_vec();
    header.extend(audit.months.iter().map(|month| words::chinese_month(month.period.last_month())));
    let who = subjects(audit.assessment);
    let (mut rows, mut keys) = (Vec::new(), Vec::new());
    if !audit.months.is_empty() {
        for (what, cell) in [("得分", score as Shows), ("名次", place)] {
            for (count, party) in who.iter().enumerate() {
                let name = match party {
                    Party::Village(_) => String::new(),
                    Party::Cadre(_) | Party::Household { .. } => words::name(audit.assessment, party),
                };
                let mut cells: Vec<Cell> = vec![what.into(), party.village().into(), name.into()];
                cells.extend(audit.months.iter().map(|month| cell(month, party)));
                rows.push(cells);
                keys.push(format!("{what}#{count}"));
            }
        }
    }
    Sheet { header, keys, ..Sheet::new(NAME, &[], rows) }
}

type Shows = fn(&Assessment, &Party) -> Cell;

fn subjects(assessment: &Assessment) -> Vec<Party> {
    if assessment.villages.is_empty() {
        return assessment.cadres.iter().map(|cadre| Party::Cadre(cadre.person.clone())).collect();
    }
    let villages = ranking::villages(assessment);
    villages.iter().map(|(village, _)| Party::Village(village.name.clone())).collect()
}

fn village<'a>(month: &'a Assessment, who: &Party) -> Option<&'a VillageResult> {
    month.villages.iter().find(|village| matches!(who, Party::Village(name) if *name == village.name))
}

fn cadre<'a>(month: &'a Assessment, who: &Party) -> Option<&'a CadreResult> {
    month.cadres.iter().find(|cadre| matches!(who, Party::Cadre(person) if *person == cadre.person))
}

/// A score; nothing for a month in which there was none of them, or none to be compared: a spreadsheet draws words as 0.
fn score(month: &Assessment, who: &Party) -> Cell {
    let of_village = village(month, who).filter(|village| village.closed().is_none());
    let of_cadre = cadre(month, who).filter(|cadre| cadre.closed().is_none());
    let score = of_village.map(|village| village.score).or_else(|| of_cadre.map(|cadre| cadre.score));
    score.flatten().map_or(Cell::Empty, Cell::Figure)
}

fn place(month: &Assessment, who: &Party) -> Cell {
    let of_village = village(month, who).and_then(|village| village.rank);
    let rank = of_village.or_else(|| cadre(month, who).and_then(|cadre| cadre.rank));
    rank.map_or(Cell::Empty, Cell::Count)
}

/// The lines of the scores, a picture for every few of them; a single month draws none.
pub(super) fn charts(assessment: &Assessment, trend: &Sheet) -> Vec<Chart> {
    let months = trend.header.len().saturating_sub(BEFORE);
    if months < 2 {
        return Vec::new();
    }
    let named = if assessment.villages.is_empty() { 2 } else { 1 };
    let scores: Vec<&String> = trend.keys.iter().filter(|key| key.starts_with(SCORES)).collect();
    let floor = floor(trend);
    let pictures = scores.chunks(LINES).zip(1..);
    let several = scores.len() > LINES;
    pictures
        .map(|(rows, count)| {
            let series = rows.iter().map(|row| line(row, named, BEFORE + months - 1)).collect();
            let title =
                if several { format!("得分走势（{count}）") } else { "得分走势".to_owned() };
            Chart { kind: ChartKind::Lines, title, series, floor, count: months }
        })
        .collect()
}

/// Where the axis of the pictures begins.
fn floor(trend: &Sheet) -> Option<Number> {
    let of_scores = trend.rows.iter().zip(&trend.keys).filter(|(_, key)| key.starts_with(SCORES));
    axis_floor(of_scores.flat_map(|(row, _)| row).filter_map(Cell::figure))
}

fn line(row: &str, named: usize, last: usize) -> Series {
    let across =
        |row: &str| Area { sheet: NAME, first: (row.to_owned(), BEFORE), last: (row.to_owned(), last) };
    Series {
        name: Some(At { sheet: NAME, row: row.to_owned(), column: named }),
        categories: Area {
            first: (Sheet::HEADER.to_owned(), BEFORE),
            last: (Sheet::HEADER.to_owned(), last),
            ..across(row)
        },
        values: across(row),
    }
}
