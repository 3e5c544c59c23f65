//! The sheets of the workbooks as plain data: titles, columns, cells, what formulas refer to. Knows nothing of
//! spreadsheet files.

mod chart;
mod formula;
mod grades;
mod ledger;
pub(super) mod link;
mod lists;
mod losses;
mod money;
mod nodes;
mod numbers;
mod payments;
mod problems;
mod ranking;
mod scores;
mod terms;
mod trend;

pub(super) use chart::{Chart, ChartKind, Series};
pub(super) use formula::{Addresses, Area, At, Live, Shown};
pub(super) use numbers::numbers;
pub(super) use payments::payments;
pub use problems::Problems;
pub(super) use problems::problems;

use crate::diagnostic::Diagnostics;
use crate::engine::assessment::Assessment;
use crate::number::Number;
use nodes::Nodes;

/// The first row below title, basis and header.
pub(super) const FIRST_ROW: u32 = 3;

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A figure, shown with two decimals.
    Figure(Number),
    /// A figure, shown with all its decimals.
    Exact(Number),
    /// A whole count.
    Count(usize),
    /// A figure that the spreadsheet works out again.
    Live(Live),
    /// Words that lead to another file, by the way from this one's folder.
    Link { text: String, target: String },
}

/// A sheet: a header row and rows of as many cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) name: &'static str,
    /// What stands above it; that of the workbook with its name, if nothing.
    pub(super) title: Option<String>,
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
    /// What formulas and pictures call the rows; nothing where none refers to them.
    pub(super) keys: Vec<String>,
    /// How many of the last columns are there for formulas alone, and are not printed.
    pub(super) aside: usize,
    /// The column in which people sign.
    pub(super) signed: Option<usize>,
    /// Lines under the table.
    pub(super) foot: Vec<String>,
    /// What is said of this sheet before the basis of all.
    pub(super) told: String,
    /// What is signed under every printed page: lines under the table may come to lie on a page of their own.
    pub(super) signatures: &'static str,
    pub(super) charts: Vec<Chart>,
}

impl Sheet {
    /// What its header row is called.
    pub(super) const HEADER: &str = "";

    pub(super) fn new(name: &'static str, titles: &[&str], rows: Vec<Vec<Cell>>) -> Self {
        let header = titles.iter().map(|title| (*title).to_owned()).collect();
        let (keys, foot, charts) = (Vec::new(), Vec::new(), Vec::new());
        let (told, signatures) = (String::new(), "");
        Self { name, title: None, header, rows, keys, aside: 0, signed: None, foot, told, signatures, charts }
    }
}

impl Cell {
    /// The figure that it shows with two decimals.
    pub(super) fn figure(&self) -> Option<Number> {
        match self {
            Self::Figure(figure) => Some(*figure),
            _ => None,
        }
    }
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

/// What an audit workbook is made from.
pub(super) struct Audit<'a> {
    pub(super) assessment: &'a Assessment,
    pub(super) diagnostics: &'a Diagnostics,
    /// The months of the year up to the period.
    pub(super) months: &'a [Assessment],
    /// The way from the workbook's folder to the workspace, empty or ending in `/`; without one no cell is a link.
    pub(super) up: Option<&'a str>,
}

/// Every sheet of the audit workbook, in order.
pub(super) fn all(audit: &Audit<'_>) -> Vec<Sheet> {
    let assessment = audit.assessment;
    let nodes = Nodes::of(assessment);
    let standings = ranking::standings(assessment, &nodes);
    let trend = trend::trend(audit);
    let charts = losses::charts(assessment, &trend);
    let scored = [
        standings,
        scores::villages(assessment, &nodes),
        terms::terms(&nodes),
        ledger::postings(audit, &nodes),
        scores::cadres(assessment, &nodes),
    ];
    let behind = [
        money::entries(audit),
        money::totals(assessment),
        lists::follow(assessment),
        trend,
        charts,
        lists::inputs(assessment),
        lists::diagnostics(audit.diagnostics),
    ];
    scored.into_iter().chain(grades::grades(assessment, &nodes)).chain(behind).collect()
}
