//! Where a name stands that is declared nowhere: who uses it knows only its own table.

use crate::diagnostic::{Code, Diagnostics, Location, Span};
use crate::toml_table::{Node, Table, Value};

/// Keys that say what a table is called, and never what it uses.
const OWN: [&str; 4] = ["id", "name", "short", "clause"];

/// Names that are told at the header of a table are told where that table writes them. The messages quote what was written.
pub(super) fn at_values(found: Diagnostics, table: &Table) -> Diagnostics {
    let mut placed = Diagnostics::new();
    placed.extend(found.into_iter().map(|mut one| {
        if let (Code::UnknownName, Location::Text(header)) = (one.code, &one.location)
            && let Some(place) = user(table, header).and_then(|user| written(user, &quoted(&one.message)))
            // What was changed last can be mended, and not what it was laid over.
            && place.source.name == header.source.name
        {
            one.location = place.into();
        }
        one
    }));
    placed
}

/// The table of a header.
fn user<'a>(table: &'a Table, header: &Span) -> Option<&'a Table> {
    if table.span == *header {
        return Some(table);
    }
    let nodes = table.entries.iter().flat_map(|entry| match &entry.node.value {
        Value::List(nodes) => nodes.as_slice(),
        _ => std::slice::from_ref(&entry.node),
    });
    nodes.filter_map(within).find_map(|table| user(table, header))
}

fn within(node: &Node) -> Option<&Table> {
    if let Value::Table(table) = &node.value { Some(table) } else { None }
}

/// What a message quotes, in order.
fn quoted(message: &str) -> Vec<&str> {
    let pieces = message.split(['“', '”', '"']);
    pieces.skip(1).step_by(2).collect()
}

/// Where a table writes the first of some words that it writes at all.
fn written<'a>(table: &'a Table, words: &[&str]) -> Option<&'a Span> {
    words.iter().find_map(|word| {
        // The rules of an item are told at their own headers.
        let mut used =
            table.entries.iter().filter(|entry| !OWN.contains(&entry.key.as_str()) && entry.key != "rule");
        used.find_map(
            |entry| if entry.key == *word { Some(&entry.key_span) } else { place(&entry.node, word) },
        )
    })
}

fn place<'a>(node: &'a Node, word: &str) -> Option<&'a Span> {
    match &node.value {
        Value::Text(text) => (text == word).then_some(&node.span),
        Value::List(nodes) => nodes.iter().find_map(|node| place(node, word)),
        Value::Table(table) => table.entries.iter().find_map(|entry| {
            if entry.key == word { Some(&entry.key_span) } else { place(&entry.node, word) }
        }),
        _ => None,
    }
}
