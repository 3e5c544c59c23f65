//! How unclear places of a scheme are read, and the warnings that an office has weighed.

use super::scheme::read_id;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::suggest;
use crate::text::Text;
use crate::toml_table::{Reader, Shape, Table, Value};

/// A `[[ruling]]`: a question that the scheme leaves open, and how it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// Kebab-case id.
    pub id: Text,
    /// What is unclear.
    pub question: Text,
    /// The reading chosen.
    pub reading: Text,
    /// Other readings that could have been chosen, in words alone.
    pub others: Vec<String>,
    /// The places that it decides, where they do not name it themselves: `standing[overall].ties`, `overall.ties`, or
    /// `floor` for all keys of the name.
    pub decides: Vec<String>,
    /// Other readings, with what they change in the rulebook.
    pub alternatives: Vec<Alternative>,
    /// On what basis.
    pub basis: Text,
    /// Who approved it.
    pub approved_by: String,
    /// Where it is declared.
    pub span: Span,
    /// Where it says what it decides, or where it is declared.
    pub decides_at: Span,
}

/// A `[[ruling.alternative]]`: another reading as a change of the rulebook, so that what it would come to can be tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The other reading.
    pub reading: String,
    /// What it changes, laid over the rulebook as a file that extends it would be.
    pub change: Table,
    /// Where it is declared.
    pub span: Span,
}

/// An `[[accepts]]`: a warning that the office has weighed; it becomes a note with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Code of the warning.
    pub code: Code,
    /// Words that its message must hold: the id of an item, a name.
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
    let others = reader.words("others", "本来还可以怎样读（只有文字）");
    let decides = reader
        .words("decides", "这条读法管细则里的哪些键，如 [\"overall.ties\"]；管所有同名的键写 [\"floor\"]");
    let alternatives =
        reader.tables("alternative", "本来还可以怎样读，连同细则要改的地方，能用“口径”（sensitivity）试算");
    let alternatives = alternatives.into_iter().filter_map(read_alternative).collect();
    let basis = reader.text("basis", "依据");
    let approved_by = reader.text("approved-by", "由谁审定");
    let (span, decides_at) = (reader.span().clone(), reader.span_of("decides").clone());
    reader.finish();
    Some(Ruling {
        id: id?.into(),
        question: question?.into(),
        reading: reading?.into(),
        others,
        decides,
        alternatives,
        basis: basis?.into(),
        approved_by: approved_by?,
        span,
        decides_at,
    })
}

fn read_alternative(reader: Reader<'_>) -> Option<Alternative> {
    const CHANGE: &str = "改动，写法与细则相同，如 change = { item = [{ id = \"…\", floor = \"none\" }] }";
    let reading = reader.text("reading", "另一种读法");
    let node = reader.special("change", "这种读法要改细则的哪些地方", Shape::Other(CHANGE), true);
    let change = match node.map(|node| (&node.value, node)) {
        Some((Value::Table(table), _)) => Some(table.clone()),
        Some((_, node)) => {
            reader.bad_value(node, "change", CHANGE);
            None
        }
        None => None,
    };
    let span = reader.span().clone();
    reader.finish();
    Some(Alternative { reading: reading?, change: change?, span })
}

/// Reads every `[[accepts]]`.
pub(super) fn read_accepts(reader: &Reader<'_>) -> Vec<Accepted> {
    reader.tables("accepts", "已衡量并接受的提醒").into_iter().filter_map(read_accepted).collect()
}

fn read_accepted(reader: Reader<'_>) -> Option<Accepted> {
    let code = reader.text("code", "所接受的提醒的代码").and_then(|name| code_named(&reader, &name));
    let about = reader.text("about", "针对哪一项或哪个名称：提醒的话里有这几个字的才算");
    let reason = reader.text("reason", "接受的理由");
    reader.finish();
    Some(Accepted { code: code?, about: about?, reason: reason? })
}

/// The code of a name. One that there is not would accept nothing, without a word.
fn code_named(reader: &Reader<'_>, name: &str) -> Option<Code> {
    let found = Code::ALL.iter().copied().find(|code| code.name() == name);
    if found.is_none() {
        let message = format!("没有“{name}”这个代码");
        let problem = Diagnostic::error(Code::BadValue, reader.span_of("code"), message)
            .maybe_hint(suggest::hint(name, Code::ALL.iter().map(|code| code.name())));
        reader.problems().push(problem.hint("照 check 所报提醒的代码写"));
    }
    found
}
