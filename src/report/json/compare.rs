//! Two results of the contract held against each other, figure by figure. A key that only one of them has was unknown
//! to the program that wrote the other, and is no change; words (reasons, messages) are none either.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::number::Number;
use crate::period::Period;
use crate::report::comparison::{Change, Comparison, Entry, FileChange, Kind, Value as Told, Whom};

/// What differs between an old result and a new one; `None` if one of the texts is no result.
pub fn compare(old: &str, new: &str) -> Option<Comparison> {
    let (old, new) = (result(old)?, result(new)?);
    let mut found = Found::default();
    found.subjects(&old, &new, "villages");
    found.subjects(&old, &new, "cadres");
    found.standings(&old, &new);
    found.keyed(&old, &new, "prizes", Kind::Prize);
    found.figure(&old, &new, ("prize_total", Kind::Prize, "奖金合计"));
    found.keyed(&old, &new, "money", Kind::Money);
    found.keyed(&old, &new, "actions", Kind::Action);
    let mut changes = found.changes;
    // The sort is stable: within a kind the order is that of the results.
    changes.sort_by_key(|change| change.kind);
    let rulebook = |value: &Value, key: &str| text(value.get("rulebook").unwrap_or(&Value::Null), key);
    let differs = rulebook(&old, "sha256") != rulebook(&new, "sha256");
    Some(Comparison {
        period: Period::parse(&text(&new, "period"))?,
        changes,
        files: files(&old, &new),
        rulebook: differs.then(|| (rulebook(&old, "version"), rulebook(&new, "version"))),
    })
}

fn result(text_of: &str) -> Option<Value> {
    let value: Value = serde_json::from_str(text_of).ok()?;
    text(&value, "schema").starts_with("cunkao.result/").then_some(value)
}

fn text(value: &Value, key: &str) -> String {
    match value.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn number(value: &Value, key: &str) -> Option<Number> {
    Number::parse_exact(value.get(key)?.as_str()?)
}

fn files(old: &Value, new: &Value) -> Vec<FileChange> {
    let of = |value: &Value| -> BTreeMap<String, String> {
        list(value, "inputs").iter().map(|file| (text(file, "file"), text(file, "sha256"))).collect()
    };
    let (old, new) = (of(old), of(new));
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort();
    names.dedup();
    let changed = names.into_iter().filter(|name| old.get(*name) != new.get(*name));
    let change = |name: &String| FileChange {
        file: name.clone(),
        was_there: old.contains_key(name),
        is_there: new.contains_key(name),
    };
    changed.map(change).collect()
}

/// Pairs of entries of two lists by key, in the order of the new list; those that went come last.
fn paired<'a>(
    old: &'a [Value],
    new: &'a [Value],
    key: impl Fn(&Value) -> String,
) -> Vec<(Option<&'a Value>, Option<&'a Value>)> {
    let mut left: Vec<(String, &Value)> = old.iter().map(|value| (key(value), value)).collect();
    let mut pairs = Vec::new();
    for value in new {
        let own = key(value);
        let place = left.iter().position(|(other, _)| *other == own);
        pairs.push((place.map(|place| left.remove(place).1), Some(value)));
    }
    pairs.extend(left.into_iter().map(|(_, value)| (Some(value), None)));
    pairs
}

/// Whom an entry is about: a village or cadre of the lists, or an `S` of the contract.
fn whom(value: &Value) -> Whom {
    let village = text(value, "village");
    match (village.is_empty(), text(value, "account").as_str()) {
        (true, _) | (_, "village") => {
            let name = if village.is_empty() { text(value, "name") } else { village };
            Whom { village: name, ..Whom::default() }
        }
        _ => Whom { village, person: text(value, "name"), id: text(value, "id") },
    }
}

#[derive(Default)]
struct Found {
    changes: Vec<Change>,
}

impl Found {
    fn push(
        &mut self,
        kind: Kind,
        whom: &Whom,
        what: String,
        clause: String,
        values: (Option<Told>, Option<Told>),
    ) {
        let (before, after) = values;
        if before != after {
            let (came, went) = (Vec::new(), Vec::new());
            self.changes.push(Change { kind, whom: whom.clone(), what, clause, before, after, came, went });
        }
    }

    /// A figure of the result's own.
    fn figure(&mut self, old: &Value, new: &Value, (key, kind, what): (&str, Kind, &str)) {
        if old.get(key).is_some() && new.get(key).is_some() {
            let yuan = |value| number(value, key).map(Told::Yuan);
            self.push(kind, &Whom::default(), what.to_owned(), String::new(), (yuan(old), yuan(new)));
        }
    }

    fn subjects(&mut self, old: &Value, new: &Value, key: &str) {
        // One person can hold two posts in turn: each stay is an entry of its own.
        let name = |value: &Value| {
            ["village", "name", "id", "post", "from"].map(|key| text(value, key)).join("\u{1f}")
        };
        for pair in paired(list(old, key), list(new, key), name) {
            match pair {
                (Some(old), Some(new)) => self.subject(old, new),
                (old, new) => {
                    let words = |_: &Value| Told::Words("参加考核".to_owned());
                    let one = whom(new.or(old).unwrap_or(&Value::Null));
                    let values = (old.map(words), new.map(words));
                    self.push(Kind::Subject, &one, String::new(), String::new(), values);
                }
            }
        }
    }

    fn subject(&mut self, old: &Value, new: &Value) {
        let whom = whom(new);
        let both = |key: &str| old.get(key).is_some() && new.get(key).is_some();
        if both("score") {
            let values = (number(old, "score").map(Told::Points), number(new, "score").map(Told::Points));
            self.push(Kind::Score, &whom, "得分".to_owned(), String::new(), values);
        }
        if both("available") && number(old, "available") != number(new, "available") {
            let values =
                (number(old, "available").map(Told::Points), number(new, "available").map(Told::Points));
            self.push(Kind::Score, &whom, "可得分".to_owned(), String::new(), values);
        }
        if both("band") {
            let grade = |value: &Value| {
                value.get("band").and_then(Value::as_str).map(|name| Told::Words(name.to_owned()))
            };
            self.push(Kind::Grade, &whom, "等次".to_owned(), String::new(), (grade(old), grade(new)));
        }
        self.items(&whom, list(old, "items"), list(new, "items"));
    }

    fn items(&mut self, whom: &Whom, old: &[Value], new: &[Value]) {
        let key = |value: &Value| ["id", "period"].map(|key| text(value, key)).join("\u{1f}");
        for (old, new) in paired(old, new, key) {
            let one = new.or(old).unwrap_or(&Value::Null);
            let period = text(one, "period");
            let within = if period.is_empty() { String::new() } else { format!("{period} ") };
            let what = format!("{within}“{}”", text(one, "short"));
            let count = self.changes.len();
            let values = (old.and_then(item_value), new.and_then(item_value));
            self.push(Kind::Item, whom, what, text(one, "clause"), values);
            let postings = |value: Option<&Value>| {
                value.map_or(&[][..], |value| list(value, "postings")).iter().map(entry).collect::<Vec<_>>()
            };
            let (before, after) = (postings(old), postings(new));
            if let Some(change) = self.changes.get_mut(count) {
                change.came = without(&after, &before);
                change.went = without(&before, &after);
            }
            let inner =
                |value: Option<&'_ Value>| value.map_or_else(Vec::new, |value| list(value, "items").to_vec());
            self.items(whom, &inner(old), &inner(new));
        }
    }

    fn standings(&mut self, old: &Value, new: &Value) {
        let key = |value: &Value| ["id", "group"].map(|key| text(value, key)).join("\u{1f}");
        for (old, new) in paired(list(old, "standings"), list(new, "standings"), key) {
            let (Some(old), Some(new)) = (old, new) else { continue };
            let rows = |value: &Value| -> Vec<Value> { list(value, "rows").to_vec() };
            let subject = |row: &Value| {
                row.get("subject").map_or(String::new(), |who| {
                    ["account", "village", "name", "id"].map(|key| text(who, key)).join("\u{1f}")
                })
            };
            let name = [text(new, "name"), text(new, "id")].into_iter().find(|name| !name.is_empty());
            let name = name.unwrap_or_default();
            for (before, after) in paired(&rows(old), &rows(new), subject) {
                let one = after.or(before).and_then(|row| row.get("subject")).unwrap_or(&Value::Null);
                let values = (before.and_then(place), after.and_then(place));
                self.push(Kind::Rank, &whom(one), name.clone(), String::new(), values);
            }
            let yuan = |value: &Value| number(value, "remainder").map(Told::Yuan);
            let values = (yuan(old), yuan(new));
            self.push(Kind::Prize, &Whom::default(), format!("{name}并列分奖的余数"), String::new(), values);
        }
    }

    /// Prizes, money and actions: each entry is told apart by everything but its figure.
    fn keyed(&mut self, old: &Value, new: &Value, key: &str, kind: Kind) {
        let own = |value: &Value| {
            let who = value.get("who").unwrap_or(value);
            let who = ["account", "village", "name", "id"].map(|key| text(who, key));
            let what = ["standing", "period", "rule", "settled", "kind", "date"].map(|key| text(value, key));
            [who.join("\u{1f}"), what.join("\u{1f}")].join("\u{1e}")
        };
        for (old, new) in paired(list(old, key), list(new, key), own) {
            let one = new.or(old).unwrap_or(&Value::Null);
            let who = whom(one.get("who").unwrap_or(one));
            let values = (old.and_then(|value| told(value, kind)), new.and_then(|value| told(value, kind)));
            self.push(kind, &who, title(one, kind), text(one, "clause"), values);
        }
    }
}

/// The score of an item, or why it has none yet.
fn item_value(item: &Value) -> Option<Told> {
    const STATES: [(&str, &str); 3] =
        [("not-due", "未到期"), ("not-applicable", "不适用"), ("not-reported", "未报")];
    let state = text(item, "state");
    let score = number(item, "score");
    let words = STATES.iter().find(|(word, _)| *word == state).map(|(_, words)| (*words).to_owned());
    match (score, words) {
        (Some(score), None) => Some(Told::Points(score)),
        (Some(score), Some(words)) if score.is_zero() => Some(Told::Words(words)),
        (Some(score), Some(words)) => Some(Told::Words(format!("{score}（{words}）"))),
        (None, words) => words.map(Told::Words),
    }
}

fn place(row: &Value) -> Option<Told> {
    let tied = row.get("tied").and_then(Value::as_bool).unwrap_or_default();
    row.get("rank")?.as_u64().map(|place| Told::Place(place, tied))
}

fn told(value: &Value, kind: Kind) -> Option<Told> {
    match kind {
        Kind::Action => {
            Some(Told::Words(format!("{}（{}）", text(value, "reason"), text(value, "quantity"))))
        }
        Kind::Prize => {
            let yuan = number(value, "amount")?;
            Some(Told::Words(format!("{}{yuan}元", text(value, "tier"))))
        }
        _ => number(value, "amount").map(Told::Yuan),
    }
}

fn title(value: &Value, kind: Kind) -> String {
    match kind {
        Kind::Prize => text(value, "period"),
        Kind::Action => format!("{} 处理建议", text(value, "date")),
        _ => {
            let title =
                [text(value, "title"), text(value, "rule")].into_iter().find(|title| !title.is_empty());
            format!("{} {}", text(value, "settled"), title.unwrap_or_default())
        }
    }
}

fn entry(posting: &Value) -> Entry {
    let cell = |cell: &Value| [text(cell, "file"), text(cell, "sheet"), text(cell, "cell")].join(" > ");
    Entry {
        date: text(posting, "date"),
        rule: text(posting, "rule"),
        amount: text(posting, "amount"),
        reason: text(posting, "reason"),
        cells: list(posting, "cells").iter().map(cell).collect(),
    }
}

/// The entries of one list that the other has not, as often as it has them more.
fn without(all: &[Entry], others: &[Entry]) -> Vec<Entry> {
    let mut others = others.to_vec();
    let mut left = all.to_vec();
    left.retain(|entry| match others.iter().position(|other| other == entry) {
        Some(place) => {
            others.remove(place);
            false
        }
        None => true,
    });
    left
}
