//! A rulebook read another way: a key with another value, a bound that takes its figure in or not, a change laid over it
//! as a file that extends it would be. In memory only; no file is touched.

use std::sync::Arc;

use super::{Rulebook, extends, load};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location, Source, Span};
use crate::suggest;
use crate::toml_table::{self, Entry, Node, Table, Value};

/// A change of a rulebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Variation {
    /// A key takes another value.
    Set {
        /// `item[tobacco].rule[deliveries].partial`, or shorter `deliveries.partial` where only one table bears the id;
        /// `honour.ladder[1].add` of what bears none.
        path: String,
        /// As TOML has it: `"prorate"`, `0.5`.
        value: String,
    },
    /// Bounds take their figure in, or no more: `at-most` becomes `below`, `above` becomes `at-least`, and back.
    Bound {
        /// The table of the bound, or the list of tables that share it.
        path: String,
        /// The digits of the bound.
        figure: String,
    },
    /// Anything, laid over.
    Laid(Table),
}

/// The keys of bounds, each with the one that says the same of all figures but the bound itself.
const BOUNDS: &[(&str, &str)] =
    &[("at-most", "below"), ("below", "at-most"), ("at-least", "above"), ("above", "at-least")];

/// What a bound's key becomes.
pub(super) fn other_bound(key: &str) -> Option<&'static str> {
    BOUNDS.iter().find(|(one, _)| *one == key).map(|(_, other)| *other)
}

impl Rulebook {
    /// What the files come to, laid over each other.
    pub(super) fn merged(&self) -> &Table {
        &self.merged
    }

    /// Whether something is written at a path, such as `overall.ties`; of a key alone, anywhere.
    pub(super) fn has_key(&self, path: &str) -> bool {
        let steps = steps(path);
        match steps.split_last() {
            Some((last, [])) => is_written(self.merged(), last.key),
            Some((last, above)) => {
                let mut table = self.merged().clone();
                table_at(&mut table, above).is_some_and(|table| table.get(last.key).is_some())
            }
            None => false,
        }
    }

    /// The rulebook with changes; none while they leave an error, which the diagnostics then name.
    pub fn varied(&self, changes: &[Variation]) -> (Option<Self>, Diagnostics) {
        let mut table = self.merged().clone();
        // Examples prove the rulebook as it is written.
        table.entries.retain(|entry| entry.key != "example");
        let mut diagnostics = Diagnostics::new();
        let mut assumed = Vec::new();
        for change in changes {
            match change {
                Variation::Set { path, value } => match written(path, value) {
                    Some(node) => {
                        assumed.push(Assumed::at(&mut table, path, &node));
                        if set(&mut table, path, node).is_none() {
                            diagnostics.push(not_found(&table, path));
                        }
                    }
                    None => diagnostics.push(unreadable(path, value)),
                },
                Variation::Bound { path, figure } => {
                    if bound(&mut table, path, figure).is_none() {
                        diagnostics.push(not_found(&table, path));
                    }
                }
                Variation::Laid(change) => {
                    table = extends::merge(table, change.clone(), &mut diagnostics);
                }
            }
        }
        if diagnostics.has_errors() {
            return (None, diagnostics);
        }
        let (varied, found) = load::build(table, self.sha256.clone(), self.files.clone());
        let mut told = Diagnostics::new();
        told.extend(found.into_iter().map(|one| assumed.iter().fold(one, |one, assumed| assumed.told(one))));
        (varied, told)
    }
}

/// What was typed to stand in the rulebook, which stands in no file: what is wrong with it is told by the file and the
/// line that it would stand under.
struct Assumed {
    /// `honour.add = 1`
    name: String,
    /// The table that would hold it.
    table: Option<Span>,
    /// Where its key stands below that table, ready to be typed, with what stands there now.
    below: Vec<String>,
}

impl Assumed {
    fn at(table: &mut Table, path: &str, node: &Node) -> Self {
        let name = node.span.source.name.clone();
        let steps = steps(path);
        let Some((last, above)) = steps.split_last() else {
            return Self { name, table: None, below: Vec::new() };
        };
        let holder = path.strip_suffix(last.key).unwrap_or(path);
        let found = table_at(table, above);
        let below = found.as_ref().map(|found| below(found, holder, last.key)).unwrap_or_default();
        Self { name, table: found.map(|found| found.span.clone()), below }
    }

    /// The diagnostic, if it is of this, at a place that its reader can look at.
    fn told(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        let is_own = matches!(&diagnostic.location, Location::Text(span) if span.source.name == self.name);
        if !is_own {
            return diagnostic;
        }
        diagnostic.location = Location::File(self.name.clone());
        if let Some(table) = &self.table {
            diagnostic = diagnostic.related(table.clone(), "改的是这里的一条");
        }
        if diagnostic.code == Code::UnknownKey && !self.below.is_empty() {
            // What the key may not be beside is of no use to one who means the key below.
            diagnostic.hints = vec![format!("这个键在下一层，写 {}", self.below.join("，或 "))];
        }
        diagnostic
    }
}

/// The places of a key in the lists of a table: `honour.ladder[1].add=（现为 3）`.
fn below(table: &Table, holder: &str, key: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in &table.entries {
        let Value::List(nodes) = &entry.node.value else { continue };
        for (node, number) in nodes.iter().zip(1_usize..) {
            let Value::Table(member) = &node.value else { continue };
            let Some(Value::Number(now)) = member.get(key).map(|node| &node.value) else { continue };
            let member = member.text("id").map_or_else(|| number.to_string(), str::to_owned);
            found.push(format!("{holder}{}[{member}].{key}=新值（现为 {now}）", entry.key));
        }
    }
    found
}

/// A step of a path: a key, and the member of its list that is meant.
#[derive(Clone, Copy)]
struct Step<'a> {
    key: &'a str,
    member: Option<&'a str>,
}

/// The steps of a path; points within brackets part none.
fn steps(path: &str) -> Vec<Step<'_>> {
    let mut depth = 0_usize;
    let parts = path.split(|sign: char| {
        match sign {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        sign == '.' && depth == 0
    });
    let step = |part| match str::split_once(part, '[') {
        Some((key, member)) => Step { key, member: member.strip_suffix(']').or(Some(member)) },
        None => Step { key: part, member: None },
    };
    parts.map(step).collect()
}

/// Whether a member of a list is meant by its id or its name.
fn is_named(node: &Node, member: &str) -> bool {
    let Value::Table(table) = &node.value else { return false };
    table.text("id") == Some(member) || table.text("name") == Some(member)
}

fn step_down<'t>(table: &'t mut Table, step: &Step<'_>) -> Option<&'t mut Node> {
    let entry = table.entries.iter_mut().find(|entry| entry.key == step.key)?;
    let Some(member) = step.member else { return Some(&mut entry.node) };
    let Value::List(nodes) = &mut entry.node.value else { return None };
    let named = nodes.iter().position(|node| is_named(node, member));
    let place = named.or_else(|| member.parse::<usize>().ok()?.checked_sub(1))?;
    nodes.get_mut(place)
}

/// The node at a path.
fn node_at<'t>(table: &'t mut Table, path: &[Step<'_>]) -> Option<&'t mut Node> {
    let (first, rest) = path.split_first()?;
    let node = step_down(table, first)?;
    if rest.is_empty() {
        return Some(node);
    }
    match &mut node.value {
        Value::Table(table) => node_at(table, rest),
        _ => None,
    }
}

/// The table at a path: that of all its steps from the root, or from the only table that bears the id of its first step.
fn table_at<'t>(table: &'t mut Table, path: &[Step<'_>]) -> Option<&'t mut Table> {
    if path.is_empty() {
        return Some(table);
    }
    let mut ids = Vec::new();
    if let [Step { key, member: None }, ..] = path
        && table.get(key).is_none()
    {
        paths_of(table, key, "", &mut ids);
        // A ruling may bear the id of the rule that it is about, whose key is meant.
        if ids.len() > 1 {
            ids.retain(|path| !path.starts_with("ruling["));
        }
    }
    let whole = ids.first().filter(|_| ids.len() == 1);
    let mut long = whole.map(|whole| steps(whole)).unwrap_or_default();
    let rest = if long.is_empty() { path } else { path.get(1..).unwrap_or_default() };
    long.extend(rest.iter().copied());
    match &mut node_at(table, &long)?.value {
        Value::Table(table) => Some(table),
        _ => None,
    }
}

/// Whether any table has a key.
fn is_written(table: &Table, key: &str) -> bool {
    table.entries.iter().any(|entry| entry.key == key || is_written_in(&entry.node.value, key))
}

fn is_written_in(value: &Value, key: &str) -> bool {
    match value {
        Value::Table(table) => is_written(table, key),
        Value::List(nodes) => nodes.iter().any(|node| is_written_in(&node.value, key)),
        _ => false,
    }
}

/// The paths of the tables that bear an id.
fn paths_of(table: &Table, id: &str, above: &str, found: &mut Vec<String>) {
    for entry in &table.entries {
        let Value::List(nodes) = &entry.node.value else { continue };
        for node in nodes {
            let Value::Table(member) = &node.value else { continue };
            let Some(name) = member.text("id") else { continue };
            let path = format!("{above}{}[{name}]", entry.key);
            if name == id {
                found.push(path.clone());
            }
            paths_of(member, id, &format!("{path}."), found);
        }
    }
}

/// Writes a value; nothing where there is no such place.
fn set(table: &mut Table, path: &str, node: Node) -> Option<()> {
    let steps = steps(path);
    let (Step { key, member: None }, above) = steps.split_last()? else { return None };
    let table = table_at(table, above)?;
    match table.entries.iter_mut().find(|entry| entry.key == *key) {
        Some(entry) => entry.node = node,
        None => {
            let key_span = node.span.clone();
            table.entries.push(Entry { key: (*key).to_owned(), key_span, node });
        }
    }
    Some(())
}

/// Turns bounds over; nothing where there is no such place.
fn bound(table: &mut Table, path: &str, figure: &str) -> Option<()> {
    let tables: Vec<&mut Table> = match &mut node_at(table, &steps(path))?.value {
        Value::Table(table) => vec![table],
        Value::List(nodes) => nodes
            .iter_mut()
            .filter_map(|node| match &mut node.value {
                Value::Table(table) => Some(table),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    for entry in tables.into_iter().flat_map(|table| &mut table.entries) {
        if entry.node.value == Value::Number(figure.to_owned())
            && let Some(other) = other_bound(&entry.key)
        {
            other.clone_into(&mut entry.key);
        }
    }
    Some(())
}

/// A value as it is written in TOML; words without quotes are taken for text.
fn written(path: &str, value: &str) -> Option<Node> {
    let parsed = |text: String| {
        let source = Arc::new(Source { name: format!("{path} = {value}"), text });
        let (table, found) = toml_table::parse(&source);
        let node = table.get("value").cloned();
        node.filter(|_| !found.has_errors() && table.entries.len() == 1)
    };
    let plain = !value.is_empty() && !value.contains(['"', '\\', '\n', '[', '{', '=']);
    parsed(format!("value = {value}"))
        .or_else(|| plain.then(|| parsed(format!("value = \"{value}\""))).flatten())
}

fn unreadable(path: &str, value: &str) -> Diagnostic {
    let message = format!("读不出 {path} 的新值 {value}");
    Diagnostic::error(Code::BadValue, Location::File(path.to_owned()), message)
        .hint("词写成 \"prorate\"，数写成 0.5，开关写成 true 或 false")
}

/// There is no such place; the nearest there is.
fn not_found(table: &Table, path: &str) -> Diagnostic {
    let mut all = Vec::new();
    every_path(table, "", &mut all);
    let near = suggest::hint(path, all.iter().map(String::as_str));
    let message = format!("细则里没有 {path} 这个地方");
    Diagnostic::error(Code::BadValue, Location::File(path.to_owned()), message)
        .maybe_hint(near)
        .hint("写法：编号.键，如 deliveries.partial；或从头写起，如 item[tobacco].points")
}

fn every_path(table: &Table, above: &str, found: &mut Vec<String>) {
    for Entry { key, node, .. } in &table.entries {
        match &node.value {
            Value::Table(inner) => every_path(inner, &format!("{above}{key}."), found),
            Value::List(nodes) => {
                for (node, number) in nodes.iter().zip(1_usize..) {
                    let Value::Table(inner) = &node.value else { continue };
                    let name = inner
                        .text("id")
                        .or_else(|| inner.text("name"))
                        .map_or_else(|| number.to_string(), str::to_owned);
                    every_path(inner, &format!("{above}{key}[{name}]."), found);
                }
            }
            _ => found.push(format!("{above}{key}")),
        }
    }
}
