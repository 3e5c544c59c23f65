//! What `explain` says of results: sentences whose figures are parsed out of them and added up.

mod asked;
mod differences;
mod gone;
pub(crate) mod lost;
mod parse;
mod prizes;
mod tree;
mod withheld;

use cunkao::engine::assessment::Assessment;
use cunkao::records::Records;
use cunkao::report::explain::Query;
use cunkao::report::explain::{Answer, Basis, Question, answers};
use cunkao::rulebook::Rulebook;

use crate::support::{cunkao, repository, stderr, stdout};

/// What `explain` prints of the demo township, each sentence on one line.
fn explained(period: &str, more: &[&str]) -> String {
    printed("examples/demo-township", period, more)
}

fn printed(workspace: &str, period: &str, more: &[&str]) -> String {
    let folder = repository(workspace);
    let mut arguments = vec!["explain", folder.to_str().unwrap(), "--period", period, "--width", "400"];
    arguments.extend(more);
    let output = cunkao(arguments);
    assert_eq!(output.status.code(), Some(0), "{workspace} {period}: {}", stderr(&output));
    stdout(&output)
}

/// `score --format json` of a workspace.
fn scored(workspace: &str, period: &str) -> serde_json::Value {
    let folder = repository(workspace);
    let output = cunkao(["score", folder.to_str().unwrap(), "--period", period, "--format", "json"]);
    serde_json::from_str(&stdout(&output)).unwrap()
}

/// The answers about all villages, or about all cadres.
pub(crate) fn all<'a>(
    rulebook: &'a Rulebook,
    records: &'a Records,
    assessment: &'a Assessment,
    question: &Question,
) -> Vec<Answer<'a>> {
    answers(Basis { rulebook, records, assessment, earlier: None }, question).unwrap()
}

pub(crate) fn about(village: &str) -> Question {
    Question { query: Query { village: Some(village.to_owned()), ..Query::default() }, ..Question::default() }
}
