//! 合成: how every derived score comes about, a row a term.

use super::formula::{At, Formula, Live, Shown};
use super::nodes::{Node, Nodes};
use super::{Cell, Sheet};
use crate::engine::assessment::{Derivation, Term};
use crate::report::words;

pub(super) const NAME: &str = "合成";
const SCORE: usize = 6;
const WEIGHT: usize = 7;
const DIVISOR: usize = 8;
pub(super) const CONTRIBUTION: usize = 9;

/// The cell of the score in the row of a node's term.
pub(super) fn at(node: &Node<'_>, term: usize) -> At {
    At { sheet: NAME, row: format!("{}#{term}", node.id), column: SCORE }
}

/// The terms of every derived node.
pub(super) fn terms(nodes: &Nodes<'_>) -> Sheet {
    let titles = [
        "对象",
        "村",
        "姓名",
        "合成项目",
        "方式",
        "组成部分",
        "得分",
        "权重",
        "除数",
        "折算分",
        "合成账户",
        "组成账户",
    ];
    let (mut rows, mut keys) = (Vec::new(), Vec::new());
    for node in &nodes.all {
        for (place, (term, behind)) in node.terms.iter().zip(&node.behind).enumerate() {
            let at = at(node, place);
            keys.push(at.row.clone());
            rows.push(row(nodes, node, &at, term, *behind));
        }
    }
    Sheet { keys, aside: 2, ..Sheet::new(NAME, &titles, rows) }
}

fn row(nodes: &Nodes<'_>, node: &Node<'_>, own: &At, term: &Term, behind: Option<usize>) -> Vec<Cell> {
    let child = behind.and_then(|place| nodes.all.get(place));
    let score = match (behind, child, term.score) {
        (Some(place), Some(child), _) if child.home.as_ref() == Some(own) => {
            nodes.worked_out(place, Shown::Exact)
        }
        (Some(place), _, _) => nodes.referred(place, Shown::Exact),
        (None, _, Some(score)) => Cell::Exact(score),
        (None, _, None) => words::NOT_REPORTED.into(),
    };
    vec![
        node.owner.kind.chinese().into(),
        node.owner.village.into(),
        node.owner.name.into(),
        node.title.as_str().into(),
        node.combine.map_or("合计", Derivation::chinese).into(),
        named(child, term).into(),
        score,
        Cell::Exact(term.weight),
        Cell::Exact(term.divisor),
        contribution(own, term),
        node.id.as_str().into(),
        child.map_or(Cell::Empty, |child| child.id.as_str().into()),
    ]
}

fn named(child: Option<&Node<'_>>, term: &Term) -> String {
    match (child, term.period) {
        (Some(child), _) if child.owner.name.is_empty() && term.id == "village" => {
            format!("村{}", child.title)
        }
        (Some(child), _) => child.title.clone(),
        (None, Some(period)) => period.chinese(),
        (None, None) if term.id == "village" => "村总分".to_owned(),
        (None, None) => term.id.to_string(),
    }
}

/// The engine rounds all terms up to and with this one together, at the twelfth place: the last digit of a single
/// one may differ from its own quotient.
fn contribution(own: &At, term: &Term) -> Cell {
    let Some(value) = term.contribution else { return words::NOT_REPORTED.into() };
    let cell = |column| At { column, ..own.clone() };
    let quotient = Formula::default()
        .cell(cell(SCORE))
        .words("*")
        .cell(cell(WEIGHT))
        .words("/")
        .cell(cell(DIVISOR))
        .rounded();
    Cell::Live(Live { formula: quotient, value, shown: Shown::Exact })
}
