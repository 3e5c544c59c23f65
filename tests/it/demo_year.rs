//! The demo township's year against `tests/expected/demo-2024.json`, which an independent script works out
//! (`tests/independent`): every village, item, cadre and payee of every period, to the last digit.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::{cunkao, repository, stderr, stdout};

type Object = serde_json::Map<String, Value>;

fn expected() -> Object {
    let text = std::fs::read_to_string(repository("tests/expected/demo-2024.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn score(period: &str, more: &[&str]) -> std::process::Output {
    let demo = repository("examples/demo-township");
    let mut arguments = vec!["score", demo.to_str().unwrap(), "--period", period];
    arguments.extend(more);
    cunkao(arguments)
}

fn result(period: &str) -> Value {
    let output = score(period, &["--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{period}: {}", stderr(&output));
    serde_json::from_str(&stdout(&output)).unwrap()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} is no text in {value}"))
}

fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is no list"))
}

fn villages_agree(period: &str, expected: &Value, found: &Value) {
    let (expected, found) = (list(expected, "villages"), list(found, "villages"));
    assert_eq!(expected.len(), found.len(), "{period}");
    for village in expected {
        let name = text(village, "name");
        let same = found.iter().find(|other| text(other, "name") == name).unwrap();
        for key in ["score", "available", "rank", "tied"] {
            assert_eq!(same[key], village[key], "{period} {name} {key}");
        }
        for (id, figures) in village["items"].as_object().unwrap() {
            let item = list(same, "items").iter().find(|item| text(item, "id") == id).unwrap();
            assert_eq!(item["score"], figures[0], "{period} {name} {id}");
            assert_eq!(item["state"], figures[1], "{period} {name} {id}");
        }
        assert_eq!(list(same, "items").len(), village["items"].as_object().unwrap().len());
    }
}

fn cadres_agree(period: &str, expected: &Value, found: &Value) {
    let (expected, found) = (list(expected, "cadres"), list(found, "cadres"));
    assert_eq!(expected.len(), found.len(), "{period}");
    for cadre in expected {
        let (id, village) = (text(cadre, "id"), text(cadre, "village"));
        let is_same = |other: &&Value| text(other, "id") == id && text(other, "village") == village;
        let same = found.iter().find(is_same).unwrap();
        for key in ["name", "score", "partial"] {
            assert_eq!(same[key], cadre[key], "{period} {id} {village} {key}");
        }
        let posts: Vec<&str> = text(same, "post").split('、').collect();
        assert_eq!(posts.len(), list(cadre, "posts").len(), "{period} {id}");
        assert!(list(cadre, "posts").iter().all(|post| posts.contains(&post.as_str().unwrap())));
        assert!(same["rank"].is_null());
    }
}

/// Amounts in fen by payee and clause: several rules of one clause are added up here.
fn money(entries: &[Value]) -> BTreeMap<[String; 5], i64> {
    let mut sums = BTreeMap::new();
    for entry in entries {
        let account = text(entry, "account").to_owned();
        let word = |key: &str| entry[key].as_str().unwrap_or_default().to_owned();
        // The village's own account may name the village in either place.
        let name = if account == "village" { String::new() } else { word("name") };
        let key = [account, word("village"), name, word("id"), word("clause")];
        *sums.entry(key).or_insert(0) += fen(text(entry, "amount"));
    }
    sums
}

fn fen(amount: &str) -> i64 {
    let (yuan, rest) = amount.split_once('.').unwrap_or((amount, ""));
    assert!(rest.len() <= 2, "{amount} is finer than the fen");
    let digits = format!("{}{rest:0<2}", yuan.trim_start_matches('-'));
    let size: i64 = digits.parse().unwrap();
    if amount.starts_with('-') { -size } else { size }
}

fn actions(entries: &[Value]) -> Vec<[String; 4]> {
    let village = |entry: &Value| {
        let who = if entry["who"].is_object() { &entry["who"] } else { entry };
        text(who, "village").to_owned()
    };
    let mut all: Vec<_> = entries
        .iter()
        .map(|entry| {
            let word = |key: &str| text(entry, key).to_owned();
            [word("kind"), word("subject"), village(entry), word("date")]
        })
        .collect();
    all.sort();
    all
}

fn prizes_agree(period: &str, expected: &Value, found: &Value) {
    let (expected, found) = (list(expected, "prizes"), list(found, "prizes"));
    assert_eq!(expected.len(), found.len(), "{period}");
    for prize in expected {
        let same = found.iter().find(|other| other["subject"] == prize["village"]).unwrap();
        for key in ["tier", "rank", "amount", "shared"] {
            assert_eq!(same[key], prize[key], "{period} {prize}");
        }
    }
}

#[test]
fn every_period_of_the_demo_year_is_as_worked_out_independently() {
    let expected = expected();
    assert_eq!(expected.len(), 12 + 4 + 2 + 1);
    for (period, expected) in &expected {
        let found = result(period);
        villages_agree(period, expected, &found);
        cadres_agree(period, expected, &found);
        assert_eq!(money(list(&found, "money")), money(list(expected, "money")), "{period}");
        assert_eq!(actions(list(&found, "actions")), actions(list(expected, "actions")), "{period}");
        prizes_agree(period, expected, &found);
        assert_eq!(found["standings"][0]["remainder"], expected["remainder"][0], "{period}");
    }
}

#[test]
fn the_demo_year_is_believable() {
    let expected = expected();
    let tied =
        |period: &str| list(&expected[period], "villages").iter().any(|village| village["tied"] == true);
    assert!(["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"].iter().any(|quarter| tied(quarter)));
    let year = &expected["2024"];
    let talks = list(year, "actions").iter().filter(|action| action["kind"] == "talk").count();
    assert_eq!(talks, 1);
    assert!(list(year, "actions").iter().any(|action| action["kind"] == "flag"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for format in ["json", "csv", "table"] {
        let once = score("2024", &["--format", format]).stdout;
        assert!(!once.is_empty());
        assert_eq!(once, score("2024", &["--format", format]).stdout, "{format}");
    }
}

#[test]
fn keys_of_the_contract_are_there() {
    let found = result("2024");
    let keys = |value: &Value, keys: &str| {
        for key in keys.split(' ') {
            assert!(value.get(key).is_some(), "{key} is missing in {value}");
        }
    };
    keys(
        &found,
        "schema period year from as_of draft rulebook inputs standings villages cadres money prizes actions diagnostics",
    );
    keys(&found["rulebook"], "title version sha256");
    keys(&found["inputs"][0], "file sha256");
    keys(&found["standings"][0], "id node group rows remainder");
    keys(&found["standings"][0]["rows"][0], "subject score rank tied of change");
    keys(&found["standings"][0]["rows"][0]["subject"], "account village name id");
    let village = &found["villages"][0];
    keys(village, "name class group rank tied score available band period_change items");
    let item = "id name short clause points score state due period_change floor cap postings items";
    keys(&village["items"][0], item);
    keys(
        &village["items"][0]["postings"][0],
        "id kind date rule clause amount quantity rate reason ruling facts cells",
    );
    let cadre = &found["cadres"][0];
    keys(cadre, "id name village post from until partial rank score band items");
    keys(&cadre["items"][0], &format!("{item} combine terms"));
    keys(&cadre["items"][0]["terms"][0], "id score weight divisor contribution");
    keys(&found["money"][0], "account village name id rule clause amount settled postings");
    keys(&found["prizes"][0], "tier subject who standing rank period amount shared");
    keys(&found["actions"][0], "kind subject who rule clause date quantity reason cells decision");
}

#[test]
fn no_figure_is_printed_while_an_error_stands() {
    let output = score("2025-01", &["--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    assert!(stderr(&output).contains("month-missing"));
    let draft = score("2025-01", &["--format", "json", "--allow-errors"]);
    assert_eq!(draft.status.code(), Some(1));
    let draft: Value = serde_json::from_str(&stdout(&draft)).unwrap();
    assert_eq!(draft["draft"], true);
}

#[test]
fn a_file_that_exists_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("成绩.xlsx");
    let name = path.to_str().unwrap();
    let first = score("2024-Q1", &["--format", "xlsx", "-o", name]);
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    let written = std::fs::read(&path).unwrap();
    let second = score("2024", &["--format", "xlsx", "-o", name]);
    assert_eq!(second.status.code(), Some(2));
    assert_eq!(std::fs::read(&path).unwrap(), written);
    assert_eq!(score("2024", &["--format", "xlsx"]).status.code(), Some(2));
}

#[test]
fn no_command_writes_over_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let numbers = folder.path().join("数值.xlsx");
    let sheet = numbers.to_str().unwrap();
    let rules = repository("rules/village-cadre.toml");
    let rules = rules.to_str().unwrap();
    let made = cunkao(["rules", rules, "--xlsx", sheet]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    let demo = crate::support::demo_copy();
    let demo = demo.path().to_str().unwrap();
    let kept = folder.path().join("已有的文件");
    let file = kept.to_str().unwrap();
    for arguments in [
        &["trend", demo, "--period", "2024", "--format", "csv", "-o", file][..],
        &["trend", demo, "--period", "2024", "--format", "svg", "-o", file],
        &["burden", demo, "--period", "2024", "-o", file],
        &["burden", demo, "--period", "2024", "--format", "xlsx", "-o", file],
        &["rules", rules, "--xlsx", file],
        &["rules", rules, "--apply", sheet, "-o", file],
        &["score", demo, "--period", "2024-01", "--format", "csv", "-o", file],
    ] {
        std::fs::write(&kept, "KEEP").unwrap();
        let refused = cunkao(arguments);
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}");
        assert_eq!(std::fs::read(&kept).unwrap(), b"KEEP", "{arguments:?}");
        assert!(stderr(&refused).contains("已有的文件"), "{arguments:?}: {}", stderr(&refused));
        // The same command writes where nothing is.
        std::fs::remove_file(&kept).unwrap();
        let written = cunkao(arguments);
        assert_eq!(written.status.code(), Some(0), "{arguments:?}: {}", stderr(&written));
        assert!(kept.exists(), "{arguments:?}");
    }
}
