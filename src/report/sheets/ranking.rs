//! 排名: every standing, with places that the spreadsheet works out from the scores again.

use super::formula::{Area, At, Formula, Live, Shown, joined};
use super::nodes::Nodes;
use super::{Cell, Sheet};
use crate::engine::assessment::{Assessment, Party, StandingResult, StandingRow};
use crate::number::Number;
use crate::report::words;
use crate::rulebook::{RankTies, ScoreOf, Subject};

pub(super) const NAME: &str = "排名";
const PLACE: usize = 2;
pub(super) const VILLAGE: usize = 4;
pub(super) const PERSON: usize = 5;
pub(super) const SCORE: usize = 7;
const FIRST_THEN: usize = 12;

/// The key of a row of a standing.
pub(super) fn key(standing: &StandingResult, row: usize) -> String {
    format!("{}/{}#{row}", standing.id, standing.group)
}

/// The cell of a place.
pub(super) fn place_at(standing: &StandingResult, row: usize) -> At {
    At { sheet: NAME, row: key(standing, row), column: PLACE }
}

/// Every standing below the other.
pub(super) fn standings(assessment: &Assessment, nodes: &Nodes<'_>) -> Sheet {
    let mut titles = [
        "排名",
        "范围",
        "名次",
        "并列",
        "村",
        "姓名",
        "类别",
        "得分",
        "可得分",
        "本期变动",
        "名次变化",
        "否决",
    ]
    .map(str::to_owned)
    .to_vec();
    let thens = assessment.standings.iter().map(|standing| standing.then.len()).max().unwrap_or(0);
    titles.extend((1..=thens).map(|place| format!("同分比较{place}")));
    let (mut rows, mut keys) = (Vec::new(), Vec::new());
    for standing in &assessment.standings {
        for (place, row) in standing.rows.iter().enumerate() {
            let mut cells = row_cells(assessment, nodes, standing, (place, row));
            cells.resize(titles.len(), Cell::Empty);
            rows.push(cells);
            keys.push(key(standing, place));
        }
    }
    Sheet { header: titles, keys, ..Sheet::new(NAME, &[], rows) }
}

fn row_cells(
    assessment: &Assessment,
    nodes: &Nodes<'_>,
    standing: &StandingResult,
    (place, row): (usize, &StandingRow),
) -> Vec<Cell> {
    let village = match row.who {
        Party::Village(_) => assessment.villages.iter().find(|village| village.name == row.who.name()),
        Party::Cadre(_) | Party::Household { .. } => None,
    };
    let person = match row.who {
        Party::Village(_) => String::new(),
        Party::Cadre(_) | Party::Household { .. } => words::name(assessment, &row.who),
    };
    let group = standing.named_group();
    // What could be had and what moved are those of the whole: beside the score of a part they would be taken for its own.
    let whole = village.filter(|_| standing.is_by_whole(Subject::Village));
    let mut cells = vec![
        standing.name.as_str().into(),
        if group.is_empty() { "全部" } else { group }.into(),
        rank(standing, place, row),
        if row.tied { "并列" } else { "" }.into(),
        row.who.village().into(),
        person.into(),
        village.map_or(Cell::Empty, |village| village.class.as_str().into()),
        score(nodes, standing, row),
        whole.filter(|one| one.has_full_mark()).map_or(Cell::Empty, |one| Cell::Figure(one.available)),
        whole.map_or(Cell::Empty, |village| Cell::Figure(village.period_change)),
        words::rank_change(row.change).into(),
        row.veto_name().unwrap_or_default().into(),
    ];
    cells.extend(standing.then.iter().zip(&row.then).map(|(of, value)| decider(nodes, row, of, *value)));
    cells
}

fn score(nodes: &Nodes<'_>, standing: &StandingResult, row: &StandingRow) -> Cell {
    if let Some(word) = row.closed_told() {
        return word.into();
    }
    let Some(score) = row.score else { return words::NOT_REPORTED.into() };
    let node = nodes.ranked(&row.who, &standing.node);
    let same = node.filter(|node| nodes.all.get(*node).is_some_and(|node| node.score == row.score));
    same.map_or(Cell::Figure(score), |node| nodes.referred(node, Shown::Fixed))
}

/// What decides between equal scores; blank where it was not compared.
fn decider(nodes: &Nodes<'_>, row: &StandingRow, of: &ScoreOf, value: Option<Number>) -> Cell {
    let Some(value) = value else { return Cell::Empty };
    let node = nodes.ranked(&row.who, of);
    let same = node.filter(|node| nodes.all.get(*node).is_some_and(|node| node.score == Some(value)));
    same.map_or(Cell::Exact(value), |node| nodes.referred(node, Shown::Exact))
}

/// The place. A veto is a decision of the scheme that no figure of the sheet shows, so that its holder keeps the
/// place of the result.
fn rank(standing: &StandingResult, place: usize, row: &StandingRow) -> Cell {
    let Some(rank) = row.rank else { return Cell::Empty };
    let last = standing.rows.iter().rposition(|row| row.veto.is_none() && row.rank.is_some());
    let (None, Some(last)) = (&row.veto, last) else { return Cell::Count(rank) };
    let formula = rank_formula(standing, place, last);
    Cell::Live(Live { formula, value: Number::from_count(rank), shown: Shown::Whole })
}

/// Places by which scores are compared: a spreadsheet adds up in binary, and terms that were cut to twelve places, where
/// the result adds up exactly.
const COMPARED: &str = ",9)";

/// One more than those who come before: by score, then by what decides between equal ones. Behind the last of
/// those without a veto stand only those whom one puts there.
fn rank_formula(standing: &StandingResult, place: usize, last: usize) -> Formula {
    let area = |column| Area::column(NAME, &key(standing, 0), &key(standing, last), column);
    let column = |column| Formula::new("ROUND(").area(area(column)).words(COMPARED);
    let own =
        |column| Formula::new("ROUND(").cell(At { column, ..place_at(standing, place) }).words(COMPARED);
    let columns: Vec<usize> =
        std::iter::once(SCORE).chain((FIRST_THEN..).take(standing.then.len())).collect();
    let before = columns.iter().enumerate().map(|(count, decides)| {
        let mut all = Formula::new("(");
        for equal in columns.iter().take(count) {
            all = all.then(column(*equal)).words("=").then(own(*equal)).words(")*(");
        }
        all.then(column(*decides)).words(">").then(own(*decides)).words(")")
    });
    let before = joined(before.collect(), "+");
    match standing.ties {
        RankTies::ShareAndSkip => Formula::new("1+SUMPRODUCT(0+").then(before).words(")"),
        RankTies::ShareAndGoOn => {
            // Of equal ones the first is counted.
            let keys = || joined(columns.iter().map(|one| column(*one)).collect(), "&\"|\"&").words("&\"\"");
            let row = |cell: Formula| Formula::new("ROW(").then(cell).words(")");
            let first = At { column: SCORE, ..place_at(standing, 0) };
            Formula::new("1+SUMPRODUCT((")
                .then(before)
                .words(")*(MATCH(")
                .then(keys())
                .words(",")
                .then(keys())
                .words(",0)=")
                .then(row(Formula::default().area(area(SCORE))))
                .words("-")
                .then(row(Formula::default().cell(first)))
                .words("+1))")
        }
    }
}
