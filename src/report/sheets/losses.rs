//! 图表: what each item lost in all, and the pictures: places, months, losses.

use super::chart::{Chart, ChartKind, Series};
use super::formula::{Area, At, Formula, Live, Shown};
use super::scores::{CADRES, VILLAGES};
use super::{Cell, Sheet, ranking, trend};
use crate::engine::assessment::{Assessment, ItemLoss, PartyKind, StandingResult};
use crate::number::Number;

const NAME: &str = "图表";
const AVAILABLE: usize = 1;
const SCORE: usize = 2;
const LOST: usize = 3;

/// The losses as a table, with all pictures under it.
pub(super) fn charts(assessment: &Assessment, trend: &Sheet) -> Sheet {
    let titles = ["项目", "可得分合计", "得分合计", "失分合计"];
    let losses: Vec<_> =
        assessment.losses.iter().enumerate().filter(|(_, loss)| is_of_losses(loss)).collect();
    let rows = losses.iter().map(|(place, loss)| row(assessment, loss, *place)).collect();
    let keys: Vec<String> = losses.iter().map(|(place, _)| key(*place)).collect();
    let mut charts: Vec<Chart> = assessment.standings.iter().filter_map(standing).collect();
    charts.extend(trend::charts(assessment, trend));
    if let (Some(first), Some(last)) = (keys.first(), keys.last()) {
        let area = |column| Area::column(NAME, first, last, column);
        let series = vec![Series { name: None, categories: area(0), values: area(LOST) }];
        let title = "各项目失分合计".to_owned();
        charts.push(Chart {
            kind: ChartKind::Bars,
            title,
            series,
            floor: zero(losses.iter().map(|(_, loss)| loss.lost)),
            count: losses.len(),
        });
    }
    Sheet { keys, charts, ..Sheet::new(NAME, &titles, rows) }
}

/// Whether anything is lost in an item: what only gives has no full mark, and its points are no loss below zero.
fn is_of_losses(loss: &ItemLoss) -> bool {
    !(loss.available.is_zero() && loss.lost.is_negative())
}

fn key(place: usize) -> String {
    format!("loss#{place}")
}

fn row(assessment: &Assessment, loss: &ItemLoss, place: usize) -> Vec<Cell> {
    let layout = if assessment.villages.is_empty() { CADRES } else { VILLAGES };
    let cell = |column| At { sheet: NAME, row: key(place), column };
    let scores = Formula::new("SUM(").column(layout.name, layout.first_item + place).words(")").rounded();
    let lost = Formula::default().cell(cell(AVAILABLE)).words("-").cell(cell(SCORE)).rounded();
    vec![
        loss.name.as_str().into(),
        Cell::Figure(loss.available),
        Cell::Live(Live { formula: scores, value: loss.score, shown: Shown::Fixed }),
        Cell::Live(Live { formula: lost, value: loss.lost, shown: Shown::Fixed }),
    ]
}

/// The scores of a standing, best first; of those that have one.
fn standing(standing: &StandingResult) -> Option<Chart> {
    let count = standing.rows.iter().filter(|row| row.score.is_some()).count();
    let last = ranking::key(standing, count.checked_sub(1)?);
    let first = ranking::key(standing, 0);
    let is_village = standing.rows.first().is_some_and(|row| row.who.kind() == PartyKind::Village);
    let named = if is_village { ranking::VILLAGE } else { ranking::PERSON };
    let area = |column| Area::column(ranking::NAME, &first, &last, column);
    let series = vec![Series { name: None, categories: area(named), values: area(ranking::SCORE) }];
    let group = standing.named_group();
    let group = if group.is_empty() { String::new() } else { format!("（{group}）") };
    let title = format!("得分：{}{group}", standing.name);
    let floor = zero(standing.rows.iter().filter_map(|row| row.score));
    Some(Chart { kind: ChartKind::Bars, title, series, floor, count })
}

/// Bars are compared by their length, which must begin at 0; below it where a figure does.
fn zero(mut figures: impl Iterator<Item = Number>) -> Option<Number> {
    (!figures.any(Number::is_negative)).then_some(Number::ZERO)
}
