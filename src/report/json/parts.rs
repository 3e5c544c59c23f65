//! The parts that recur in the contract: who, a posting, a cell, a problem.

use serde::Serialize;

use crate::diagnostic::{CellRef, Diagnostic, Location};
use crate::engine::assessment::{Party, Posting};
use crate::number::Number;
use crate::rules::ShownFact;

#[derive(Serialize)]
pub(super) struct SubjectJson<'a> {
    account: &'static str,
    village: &'a str,
    name: &'a str,
    id: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct PostingJson<'a> {
    id: String,
    kind: &'static str,
    date: String,
    rule: &'a str,
    clause: &'a str,
    amount: Number,
    quantity: Option<Number>,
    rate: Option<Number>,
    reason: String,
    ruling: Option<&'a str>,
    /// Of what a limit makes of what stood before the period alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    stood: Option<bool>,
    facts: Vec<FactJson>,
    cells: Vec<CellJson>,
}

#[derive(Serialize)]
pub(super) struct FactJson {
    name: String,
    value: String,
}

#[derive(Serialize)]
pub(super) struct CellJson {
    file: String,
    sheet: String,
    cell: String,
}

#[derive(Serialize)]
pub(super) struct DiagnosticJson {
    code: &'static str,
    severity: &'static str,
    message: String,
    hints: Vec<String>,
    location: LocationJson,
}

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum LocationJson {
    Text { file: String, line: usize, column: usize },
    Cell(CellJson),
    Sheet { file: String, sheet: String },
    File { file: String },
}

impl<'a> SubjectJson<'a> {
    pub(super) fn of(party: &'a Party) -> Self {
        Self { account: party.word(), village: party.village(), name: party.name(), id: party.id() }
    }
}

impl FactJson {
    fn of(fact: &ShownFact) -> Self {
        Self { name: fact.name.to_string(), value: fact.value.to_string() }
    }
}

impl<'a> PostingJson<'a> {
    pub(super) fn of(posting: &'a Posting) -> Self {
        Self {
            id: posting.id.to_string(),
            kind: posting.kind.word(),
            date: posting.date.to_string(),
            rule: &posting.rule,
            clause: &posting.clause,
            amount: posting.amount,
            quantity: posting.quantity,
            rate: posting.rate,
            reason: posting.reason.to_string(),
            ruling: posting.ruling.as_deref(),
            stood: posting.stood.then_some(true),
            facts: posting.facts.iter().map(|fact| FactJson::of(&fact)).collect(),
            cells: posting.cells.iter().map(CellJson::of).collect(),
        }
    }
}

impl CellJson {
    pub(super) fn of(cell: &CellRef) -> Self {
        Self { file: cell.file().to_string(), sheet: cell.sheet.name().to_string(), cell: cell.address() }
    }
}

impl DiagnosticJson {
    pub(super) fn of(diagnostic: &Diagnostic) -> Self {
        let location = match &diagnostic.location {
            Location::Text(span) => {
                let (line, column) = span.line_and_column();
                LocationJson::Text { file: span.source.name.clone(), line, column }
            }
            Location::Cell(cell) => LocationJson::Cell(CellJson::of(cell)),
            Location::Sheet(sheet) => {
                LocationJson::Sheet { file: sheet.file().to_string(), sheet: sheet.name().to_string() }
            }
            Location::File(file) => LocationJson::File { file: file.clone() },
        };
        Self {
            code: diagnostic.code.name(),
            severity: diagnostic.severity.word(),
            message: diagnostic.message.clone(),
            hints: diagnostic.hints.clone(),
            location,
        }
    }
}
