//! How unclear places of a scheme are read, and the warnings that an office has weighed.

use super::scheme::read_id;
use crate::diagnostic::Span;
use crate::toml_table::Reader;

/// A `[[ruling]]`: a question that the scheme leaves open, and how it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// Kebab-case id.
    pub id: String,
    /// What is unclear.
    pub question: String,
    /// The reading chosen.
    pub reading: String,
    /// Other readings that could have been chosen.
    pub others: Vec<String>,
    /// On what basis.
    pub basis: String,
    /// Who approved it.
    pub approved_by: String,
    /// Where it is declared.
    pub span: Span,
}

/// An `[[accepts]]`: a warning about a named thing, weighed and kept from the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Code of the warning.
    pub code: String,
    /// The item, rule or name that it is about.
    pub about: String,
    /// Why it is accepted.
    pub reason: String,
}

/// Reads every `[[ruling]]`.
pub(super) fn read_rulings(reader: &Reader<'_>) -> Vec<Ruling> {
    reader
        .tables("ruling", "条文没有说清的地方怎样读，由谁审定")
        .into_iter()
        .filter_map(read_ruling)
        .collect()
}

fn read_ruling(reader: Reader<'_>) -> Option<Ruling> {
    let id = read_id(&reader);
    let question = reader.text("question", "条文哪里不清楚");
    let reading = reader.text("reading", "采用的读法");
    let others = reader.words("others", "本来还可以怎样读");
    let basis = reader.text("basis", "依据");
    let approved_by = reader.text("approved-by", "由谁审定");
    let span = reader.span().clone();
    reader.finish();
    Some(Ruling {
        id: id?,
        question: question?,
        reading: reading?,
        others,
        basis: basis?,
        approved_by: approved_by?,
        span,
    })
}

/// Reads every `[[accepts]]`.
pub(super) fn read_accepts(reader: &Reader<'_>) -> Vec<Accepted> {
    reader.tables("accepts", "已衡量并接受的提醒").into_iter().filter_map(read_accepted).collect()
}

fn read_accepted(reader: Reader<'_>) -> Option<Accepted> {
    let code = reader.text("code", "所接受的提醒的代码");
    let about = reader.text("about", "针对哪一项或哪个名称");
    let reason = reader.text("reason", "接受的理由");
    reader.finish();
    Some(Accepted { code: code?, about: about?, reason: reason? })
}
