//! Bounds as readings: whether 以上, 以下 hold the number itself.

use super::{Around, Keys, OpenReading, reading};
use crate::rulebook::variant::{Variation, other_bound};
use crate::toml_table::{Node, Table, Value};

/// A bound that two tables of a list share, such as that of two brackets: it belongs to the one or to the other.
pub(super) fn shared_bounds(
    nodes: &[Node],
    path: &str,
    list: &str,
    around: &Around,
    keys: &Keys,
) -> Vec<OpenReading> {
    let mut figures: Vec<(&str, &str)> = Vec::new();
    for node in nodes {
        let Value::Table(table) = &node.value else { continue };
        // Tables of a name are things of their own, and so are their bounds.
        if table.text("id").is_some() || table.text("prize").is_some() {
            return Vec::new();
        }
        for (key, digits) in bounds(table) {
            if figures.iter().all(|(_, known)| *known != digits) {
                figures.push((key, digits));
            }
        }
    }
    let join = |above: &str| format!("{above}.{list}");
    let within = Around { kind: join(&around.kind), table: join(&around.table), ..around.clone() };
    figures.into_iter().filter_map(|bound| bound_of(bound, path, &within, keys)).collect()
}

/// The bounds of a table alone: of a sanction, say.
pub(super) fn own_bounds(table: &Table, around: &Around, keys: &Keys) -> Vec<OpenReading> {
    if table.text("id").is_none() {
        return Vec::new();
    }
    bounds(table).filter_map(|bound| bound_of(bound, &around.path, around, keys)).collect()
}

fn bounds(table: &Table) -> impl Iterator<Item = (&str, &str)> {
    table.entries.iter().filter_map(|entry| match &entry.node.value {
        Value::Number(digits) if other_bound(&entry.key).is_some() => {
            Some((entry.key.as_str(), digits.as_str()))
        }
        _ => None,
    })
}

fn bound_of((key, figure): (&str, &str), path: &str, around: &Around, keys: &Keys) -> Option<OpenReading> {
    let other = other_bound(key).filter(|other| keys.has([&around.kind, &around.table], other))?;
    let said = |key: &str| match key {
        "at-most" => format!("{figure} 以下（含 {figure}）"),
        "below" => format!("不足 {figure}（不含 {figure}）"),
        "at-least" => format!("{figure} 以上（含 {figure}）"),
        _ => format!("超过 {figure}（不含 {figure}）"),
    };
    let variation = Variation::Bound { path: path.to_owned(), figure: figure.to_owned() };
    let shown = format!("{path} {key} {figure}");
    Some(OpenReading {
        question: "以上、以下含不含本数".to_owned(),
        from_words: said(key),
        to_words: said(other),
        ..reading(around, &shown, (key, other), variation)
    })
}
