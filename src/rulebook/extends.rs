//! Lays a rulebook over the one it starts from: keys replace keys; items, rules, targets and the like
//! match by `id` or `name`; `remove = true` drops one.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::suggest;
use crate::toml_table::{Entry, Node, Table, Value};

/// Keys of which one at most may be written: a change that writes one of them means it in place of the other.
const ALTERNATIVES: &[&[&str]] = &[
    &["from-sheet", "by-village"],
    &["from-sheet", "by-class"],
    &["by", "measure"],
    &["by", "every"],
    &["of", "of-target"],
    &["rate", "rates"],
    &["charge", "charges"],
    &["at-least", "above"],
    &["at-most", "below"],
    &["action", "steps"],
    &["settle", "settle-each"],
    &["event", "ladder"],
    &["deduct", "add", "deduct-growing", "add-growing", "deduct-range", "add-range"],
    &["base", "base-by", "per-point", "band"],
];

fn ousts(change: &str, base: &str) -> bool {
    change != base && ALTERNATIVES.iter().any(|group| group.contains(&change) && group.contains(&base))
}

/// Whether periods that had weights come together in another way.
fn unweighs(change: &Entry, base: &Entry) -> bool {
    let is_weighted = change.node.value == Value::Text("weighted".to_owned());
    base.key == "period-weights" && change.key == "rollup" && !is_weighted
}

/// Takes the villages of a sample out of the targets whose own are written over it: they are nobody's. A reading that is
/// tried out changes one village and leaves the others.
pub(super) fn without_sample_villages(base: &mut Table, changes: &Table) {
    let is_own = |node: &Node| matches!(&node.value, Value::Table(own) if own.get("by-village").is_some());
    let written = changes.entries.iter().filter(|entry| entry.key == "target");
    let written: Vec<&Node> =
        written.flat_map(|entry| members(&entry.node)).filter(|node| is_own(node)).collect();
    for entry in base.entries.iter_mut().filter(|entry| entry.key == "target") {
        let Value::List(targets) = &mut entry.node.value else { continue };
        for target in targets {
            if !written.iter().any(|own| is_same(target, own)) {
                continue;
            }
            if let Value::Table(table) = &mut target.value {
                table.entries.retain(|key| key.key != "by-village" || !key.node.span.source.is_builtin());
            }
        }
    }
}

fn members(node: &Node) -> &[Node] {
    if let Value::List(list) = &node.value { list } else { &[] }
}

/// `base` with the changes of `changes`.
pub(super) fn merge(base: Table, changes: Table, diagnostics: &mut Diagnostics) -> Table {
    // The place of a changed table is where it was changed last: there its owner can mend it.
    let Table { entries: changes, span } = changes;
    let Table { mut entries, .. } = base;
    entries.retain(|entry| {
        !changes.iter().any(|change| ousts(&change.key, &entry.key) || unweighs(change, entry))
    });
    for change in changes {
        match entries.iter_mut().find(|entry| entry.key == change.key) {
            Some(entry) => {
                let old = entry.node.clone();
                // Grades divide the scores between them: some of the old ones would not fit the new.
                let node = match change.key.as_str() {
                    "grades" => change.node,
                    _ => merge_node(old, change.node, diagnostics),
                };
                *entry = Entry { node, ..change };
            }
            None => {
                let node = without_removals(change.node, diagnostics);
                entries.push(Entry { node, ..change });
            }
        }
    }
    Table { entries, span }
}

fn merge_node(base: Node, change: Node, diagnostics: &mut Diagnostics) -> Node {
    let Node { value, span } = change;
    let value = match (base.value, value) {
        (Value::Table(base), Value::Table(change)) => Value::Table(merge(base, change, diagnostics)),
        (Value::List(base), Value::List(changes)) if are_named(&base) && are_named(&changes) => {
            diagnostics.extend(changed_twice(&changes));
            Value::List(merge_lists(base, changes, diagnostics))
        }
        (_, value) => value,
    };
    Node { value, span }
}

/// Lists whose members all carry a name are laid over each other; any other list is replaced whole.
fn are_named(list: &[Node]) -> bool {
    list.iter().all(|node| name_of(node).is_some())
}

fn name_of(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Table(table) => NAMES.iter().find_map(|key| table.text(key)),
        _ => None,
    }
}

/// Where the name of an entry stands.
fn name_node(node: &Node) -> Option<&Node> {
    match &node.value {
        Value::Table(table) => {
            NAMES.iter().find(|key| table.text(key).is_some()).and_then(|key| table.get(key))
        }
        _ => None,
    }
}

/// The keys by one of which an entry is named.
const NAMES: [&str; 3] = ["id", "name", "about"];

fn is_removal(node: &Node) -> bool {
    match &node.value {
        Value::Table(table) => table.get("remove").is_some_and(|node| node.value == Value::Flag(true)),
        _ => false,
    }
}

/// A change may name an entry by `id` or, where it has one, by `name`; what is accepted is named by code and matter.
fn is_same(base: &Node, change: &Node) -> bool {
    let (Value::Table(base), Value::Table(change)) = (&base.value, &change.value) else { return false };
    let same = |key: &str| base.text(key).is_some() && base.text(key) == change.text(key);
    match ["id", "name"].into_iter().find(|key| change.text(key).is_some()) {
        Some(key) => same(key),
        None => same("code") && same("about"),
    }
}

/// Entries that one file changes twice: which of the two is meant, nobody can know. One that is removed may come anew.
fn changed_twice(changes: &[Node]) -> Vec<Diagnostic> {
    let second = |(at, change): (usize, &Node)| {
        let first = changes.iter().take(at).rfind(|before| is_same(before, change));
        let first = first.filter(|first| !is_removal(first))?;
        let name = name_of(change).unwrap_or_default();
        Some(
            Diagnostic::error(Code::DuplicateId, &change.span, format!("{name} 在同一个文件里写了两次"))
                .related(&first.span, "另一处")
                .hint("并成一条；要先删去上级的再另写一条的，remove = true 的那条写在前面"),
        )
    };
    changes.iter().enumerate().filter_map(second).collect()
}

fn merge_lists(mut base: Vec<Node>, changes: Vec<Node>, diagnostics: &mut Diagnostics) -> Vec<Node> {
    for mut change in changes {
        let is_told = without_odd_removal(&mut change, diagnostics);
        let place = base.iter().position(|node| is_same(node, &change));
        match (place, is_removal(&change)) {
            (Some(place), true) => {
                base.remove(place);
            }
            (Some(place), false) => {
                let old = base.remove(place);
                base.insert(place, merge_node(old, change, diagnostics));
            }
            (None, true) => {
                let near = near(&base, &change).map(|name| format!("是否想写“{name}”？"));
                diagnostics.push(nothing_to_remove(&change).maybe_hint(near));
            }
            // What is told of its `remove` is enough.
            (None, false) if is_told => {}
            (None, false) => match nothing_to_change(&base, &change) {
                // Read on as if it were spelt as it is meant: there is no telling what a new one lacks.
                Some((place, told)) => {
                    diagnostics.push(told);
                    let old = base.remove(place);
                    base.insert(place, merge_node(old, nameless(change), diagnostics));
                }
                None => base.push(change),
            },
        }
    }
    base
}

/// Keys that no entry of a kind that has them goes without: what lacks one changes another, or is not finished.
const ALWAYS: &[&str] = &["name", "kind", "standing"];

/// The name of an entry that is spelt nearly as a change spells it.
fn near<'a>(base: &'a [Node], change: &Node) -> Option<&'a str> {
    suggest::nearest(name_of(change)?, base.iter().filter_map(name_of))
}

/// What was hardly meant to be new: it lacks what the entry of nearly the same name has.
fn nothing_to_change(base: &[Node], change: &Node) -> Option<(usize, Diagnostic)> {
    let near = near(base, change)?;
    let place = base.iter().position(|node| name_of(node) == Some(near))?;
    let (Value::Table(old), Value::Table(table)) = (&base.get(place)?.value, &change.value) else {
        return None;
    };
    let is_unfinished = ALWAYS.iter().any(|key| old.get(key).is_some() && table.get(key).is_none());
    is_unfinished.then(|| {
        let name = name_of(change).unwrap_or_default();
        let message = format!("上级细则里没有 {name}，当作新增的一条，而它没有写全");
        let at = name_node(change).map_or(&change.span, |node| &node.span);
        (place, Diagnostic::error(Code::UnknownName, at, message).hint(format!("是否想改“{near}”？")))
    })
}

/// A change without the name by which it says what it changes.
fn nameless(mut change: Node) -> Node {
    if let Value::Table(table) = &mut change.value
        && let Some(key) = NAMES.iter().find(|key| table.text(key).is_some())
    {
        table.entries.retain(|entry| entry.key != *key);
    }
    change
}

/// Takes out a `remove` that says neither `true` nor anything else that is meant, and tells it.
fn without_odd_removal(change: &mut Node, diagnostics: &mut Diagnostics) -> bool {
    let Value::Table(table) = &mut change.value else { return false };
    let odd = |entry: &Entry| entry.key == "remove" && entry.node.value != Value::Flag(true);
    let Some(place) = table.entries.iter().position(odd) else { return false };
    let entry = table.entries.remove(place);
    let message = "remove 的值不对：要删去这一条，写 remove = true，不加引号";
    let found = Diagnostic::error(Code::BadValue, &entry.node.span, message);
    diagnostics.push(found.hint("不删的，去掉 remove 这一行"));
    true
}

fn without_removals(node: Node, diagnostics: &mut Diagnostics) -> Node {
    let Node { value, span } = node;
    let value = match value {
        Value::List(mut nodes) => {
            nodes.retain_mut(|node| !without_odd_removal(node, diagnostics));
            let (removals, nodes): (Vec<Node>, Vec<Node>) = nodes.into_iter().partition(is_removal);
            diagnostics.extend(removals.iter().map(nothing_to_remove));
            Value::List(nodes)
        }
        other => other,
    };
    Node { value, span }
}

fn nothing_to_remove(change: &Node) -> Diagnostic {
    let name = name_of(change).unwrap_or_default();
    Diagnostic::error(Code::RemoveMissing, &change.span, format!("上级细则里没有 {name}，无可删除"))
        .hint("核对 id 或 name；本条若是新增，去掉 remove = true")
}
