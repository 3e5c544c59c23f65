//! The figures of a result of the contract, to be held against those of another. A key that one of them has not was
//! unknown to the program that wrote it.

use serde_json::Value;

use crate::analysis::comparison::{
    self, Comparison, Entry, Figures, ItemFigures, Kind, Outcome, OutcomeKey, Row, StandingFigures,
    SubjectFigures, Value as Told, Whom,
};
use crate::engine::assessment::{StandingResult, State};
use crate::number::Number;
use crate::period::{Period, parse_date};

/// What differs between an old result and a new one; `None` if one of the texts is no result.
pub fn compare(old: &str, new: &str) -> Option<Comparison> {
    Some(comparison::compare(&figures(old)?, &figures(new)?))
}

/// The figures of a result; `None` if the text is none.
pub fn figures(text_of: &str) -> Option<Figures> {
    let value = result(text_of)?;
    let rulebook = |key: &str| text(value.get("rulebook").unwrap_or(&Value::Null), key);
    let subjects = ["villages", "cadres"].into_iter().flat_map(|key| list(&value, key)).map(subject);
    let outcomes = [("prizes", Kind::Prize), ("money", Kind::Money), ("actions", Kind::Action)];
    let outcomes = outcomes
        .into_iter()
        .flat_map(|(key, kind)| list(&value, key).iter().map(move |one| outcome(one, kind)));
    Some(Figures {
        period: Period::parse(&text(&value, "period"))?,
        draft: value.get("draft").and_then(Value::as_bool).unwrap_or_default(),
        title: rulebook("title"),
        version: rulebook("version"),
        rulebook: rulebook("sha256"),
        inputs: list(&value, "inputs")
            .iter()
            .map(|file| (text(file, "file"), text(file, "sha256")))
            .collect(),
        subjects: subjects.collect(),
        standings: list(&value, "standings").iter().map(standing).collect(),
        outcomes: outcomes.collect(),
        prize_total: number(&value, "prize_total"),
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

/// The texts of some keys.
fn texts<const N: usize>(value: &Value, keys: [&str; N]) -> Vec<String> {
    keys.map(|key| text(value, key)).to_vec()
}

fn subject(value: &Value) -> SubjectFigures {
    let has = |key: &str| value.get(key).is_some();
    SubjectFigures {
        key: texts(value, ["village", "name", "id", "post", "from"]),
        whom: whom(value),
        post: text(value, "post"),
        score: has("score").then(|| number(value, "score")),
        available: number(value, "available"),
        grade: has("band").then(|| value.get("band").and_then(Value::as_str).map(str::to_owned)),
        items: list(value, "items").iter().map(|one| item(one, "")).collect(),
    }
}

const STATES: [State; 4] = [State::Scored, State::NotDue, State::NotApplicable, State::NotReported];

fn item(value: &Value, above: &str) -> ItemFigures {
    let period = text(value, "period");
    let within = if period.is_empty() { above.to_owned() } else { period.clone() };
    let word = text(value, "state");
    let stopped = parse_date(&text(value, "stopped")).map(State::Stopped);
    let state = stopped.or_else(|| STATES.into_iter().find(|state| state.word() == word));
    let state = state.unwrap_or(State::Scored);
    ItemFigures {
        what: ItemFigures::what(&text(value, "short"), &within),
        key: vec![text(value, "id"), period],
        clause: text(value, "clause"),
        value: ItemFigures::value(number(value, "score"), state),
        entries: list(value, "postings").iter().map(entry).collect(),
        items: list(value, "items").iter().map(|one| item(one, &within)).collect(),
    }
}

fn standing(value: &Value) -> StandingFigures {
    let name = [text(value, "name"), text(value, "id")].into_iter().find(|name| !name.is_empty());
    let group = text(value, "group");
    let is_of_all = group.is_empty() || group == StandingResult::ALL;
    let behind = if is_of_all { String::new() } else { format!("（{group}）") };
    StandingFigures {
        key: texts(value, ["id", "group"]),
        name: format!("{}{behind}", name.unwrap_or_default()),
        remainder: number(value, "remainder"),
        rows: list(value, "rows").iter().map(row).collect(),
    }
}

fn row(value: &Value) -> Row {
    let subject = value.get("subject").unwrap_or(&Value::Null);
    let tied = value.get("tied").and_then(Value::as_bool).unwrap_or_default();
    let vetoed = value.get("veto").is_some_and(|veto| !veto.is_null());
    let place = value.get("rank").and_then(Value::as_u64);
    Row {
        key: texts(subject, ["account", "village", "name", "id"]),
        whom: whom(subject),
        place: place.map(|rank| Told::Place { rank, tied, vetoed }),
    }
}

/// A prize, money or an action: told apart by everything but its figure.
fn outcome(value: &Value, kind: Kind) -> Outcome {
    let who = value.get("who").unwrap_or(value);
    let key = OutcomeKey {
        who: texts(who, ["account", "village", "name", "id"]),
        standing: text(value, "standing"),
        prize: text(value, "prize"),
        period: text(value, "period"),
        rule: text(value, "rule"),
        settled: text(value, "settled"),
        action: text(value, "kind"),
        date: text(value, "date"),
    };
    let (what, figure) = match kind {
        Kind::Action => {
            // What was written keeps the sentence alone.
            let told = number(value, "quantity").map(|quantity| Told::Action {
                reason: text(value, "reason"),
                quantity,
                scoreless: None,
            });
            (format!("{} 处理建议", text(value, "date")), told)
        }
        Kind::Prize => {
            let yuan = number(value, "amount").map(|yuan| Told::Prize(text(value, "tier"), yuan));
            (Outcome::prize_of(&text(value, "period")), yuan)
        }
        _ => {
            let title =
                [text(value, "title"), text(value, "rule")].into_iter().find(|title| !title.is_empty());
            let what = format!("{} {}", text(value, "settled"), title.unwrap_or_default());
            (what, number(value, "amount").map(Told::Yuan))
        }
    };
    Outcome { kind, key, whom: whom(who), what, clause: text(value, "clause"), value: figure }
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
