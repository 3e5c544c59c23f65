//! 等次: every grade, beside the score that it goes by.

use super::formula::Shown;
use super::nodes::Nodes;
use super::{Cell, Sheet};
use crate::engine::assessment::{Assessment, BandResult, Party, StandingResult};
use crate::report::words;

const NAME: &str = "等次";

/// Every grade; nothing where none is given.
pub(super) fn grades(assessment: &Assessment, nodes: &Nodes<'_>) -> Option<Sheet> {
    let titles = ["考核期", "名目", "范围", "村", "姓名", "得分", "等次", "条款"];
    let rows = assessment.bands.iter().map(|band| row(assessment, nodes, band));
    (!assessment.bands.is_empty()).then(|| Sheet::new(NAME, &titles, rows.collect()))
}

fn row(assessment: &Assessment, nodes: &Nodes<'_>, band: &BandResult) -> Vec<Cell> {
    let person = match band.who {
        Party::Village(_) => String::new(),
        Party::Cadre(_) | Party::Household { .. } => words::name(assessment, &band.who),
    };
    let group = if band.group == StandingResult::ALL { "全部" } else { &band.group };
    vec![
        band.period.chinese().into(),
        band.name.as_str().into(),
        group.into(),
        band.who.village().into(),
        person.into(),
        score(assessment, nodes, band),
        words::grade(band).into(),
        band.clause.as_str().into(),
    ]
}

/// The score by reference to where it is worked out. A year has the grades of its quarters too, whose scores stand
/// nowhere in its workbook.
fn score(assessment: &Assessment, nodes: &Nodes<'_>, band: &BandResult) -> Cell {
    let own = assessment.standings.iter().filter(|standing| {
        band.period == assessment.period
            && standing.group == band.group
            && standing.rows.iter().any(|row| row.who == band.who && row.score == Some(band.score))
    });
    let mut ranked = own.filter_map(|standing| nodes.ranked(&band.who, &standing.node));
    let same = ranked.find(|node| nodes.all.get(*node).is_some_and(|node| node.score == Some(band.score)));
    same.map_or(Cell::Figure(band.score), |node| nodes.referred(node, Shown::Fixed))
}
