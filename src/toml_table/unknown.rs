//! Keys that nobody asked for: misspelt ones, and those that only a condition makes known.

use super::catalogue::KeyDoc;
use super::problems::Problems;
use super::reader::missing_key;
use super::value::{Entry, Node, Table, Value};
use crate::diagnostic::{Code, Diagnostic, Location, Severity, Span};
use crate::suggest;

/// Tells every key of a table that is not among those known. One that is misspelt is not told as missing too, and where
/// something of the table could not be read, neither is a key that may be known by it.
pub(super) fn tell<'k>(table: &Table, problems: &Problems, path: &str, asked: impl Iterator<Item = &'k str>) {
    let mut known: Vec<&str> = Vec::new();
    for key in asked {
        if !known.contains(&key) {
            known.push(key);
        }
    }
    let mut unknown: Vec<&Entry> =
        table.entries.iter().filter(|one| !known.contains(&one.key.as_str())).collect();
    let docs = documented(table, problems, path);
    let doc_of = |entry: &Entry| docs.iter().find(|doc| doc.key == entry.key);
    let all = known.iter().copied().chain(docs.iter().map(|doc| doc.key.as_str()));
    let told = missing_of(table, problems);
    let missing: Vec<&str> = all.filter(|key| told.iter().any(|message| asks_for(message, key))).collect();
    let is_unread = unknown.iter().any(|entry| doc_of(entry).is_none()) || has_errors(table, problems);
    unknown.retain(|entry| !is_unread || doc_of(entry).is_none());
    let unwritten = || known.iter().copied().filter(|key| table.get(key).is_none());
    for entry in unknown {
        let key = entry.key.as_str();
        let meant = suggest::nearest(key, missing.iter().copied());
        if let Some(meant) = meant {
            problems.found().retain(|found| !misses(found, table, meant));
        }
        let near = meant.or_else(|| suggest::nearest(key, unwritten()));
        let near = near.or_else(|| suggest::nearest(key, known.iter().copied()));
        let message = match doc_of(entry) {
            Some(doc) => format!("这里用不上 {key}：{}", first_clause(&doc.meaning)),
            None => format!("不认识的键 {key}"),
        };
        let near = near.filter(|_| doc_of(entry).is_none()).map(|near| format!("是否想写“{near}”？"));
        problems.push(
            Diagnostic::error(Code::UnknownKey, &entry.key_span, message)
                .maybe_hint(near)
                .hint(format!("这里可以写：{}", suggest::listed(known.iter().copied()))),
        );
    }
}

/// The keys that such a table has under one condition or another.
fn documented<'p>(table: &Table, problems: &'p Problems, path: &str) -> Vec<&'p KeyDoc> {
    let kind = table.text("kind").map(|kind| format!("kind:{kind}"));
    let paths = std::iter::once(path).chain(kind.as_deref());
    paths.filter_map(|path| problems.docs_of(path)).flat_map(|doc| &doc.keys).collect()
}

/// What is told of a table to be missing in it; looked for once, as there may be much of others.
fn missing_of(table: &Table, problems: &Problems) -> Vec<String> {
    let found = problems.found();
    found.iter().filter(|found| is_missing_in(found, table)).map(|found| found.message.clone()).collect()
}

fn is_missing_in(found: &Diagnostic, table: &Table) -> bool {
    found.code == Code::MissingKey && matches!(&found.location, Location::Text(span) if *span == table.span)
}

fn misses(found: &Diagnostic, table: &Table, key: &str) -> bool {
    is_missing_in(found, table) && asks_for(&found.message, key)
}

fn asks_for(message: &str, key: &str) -> bool {
    message.starts_with(&missing_key(key)) || names(message, key)
}

/// Whether a message names a key among those of which one must be written, or without which another must.
fn names(message: &str, key: &str) -> bool {
    let of_keys = |letter: char| letter.is_ascii_lowercase() || letter == '-';
    message.split(|letter: char| !of_keys(letter)).any(|word| word == key)
}

/// Whether anything of a table is told to be wrong.
fn has_errors(table: &Table, problems: &Problems) -> bool {
    let is_within = |span: &Span| *span == table.span || table.entries.iter().any(|entry| holds(entry, span));
    let found = problems.found();
    found.iter().any(|found| {
        let is_here = matches!(&found.location, Location::Text(span) if is_within(span));
        is_here && found.severity == Severity::Error
    })
}

/// Whether a place lies in an entry, or in the tables of one that stand under headers of their own.
fn holds(entry: &Entry, place: &Span) -> bool {
    let lies_in =
        |span: &Span| span.start <= place.start && place.end <= span.end && span.source == place.source;
    lies_in(&entry.key_span) || holds_value(&entry.node, &lies_in)
}

fn holds_value(node: &Node, lies_in: &impl Fn(&Span) -> bool) -> bool {
    lies_in(&node.span)
        || match &node.value {
            Value::List(nodes) => nodes.iter().any(|node| holds_value(node, lies_in)),
            Value::Table(table) => table
                .entries
                .iter()
                .any(|entry| lies_in(&entry.key_span) || holds_value(&entry.node, lies_in)),
            _ => false,
        }
}

/// Of a meaning what stands before the first mark: the rest explains it.
fn first_clause(meaning: &str) -> &str {
    meaning.split(['；', '：']).next().unwrap_or(meaning)
}
