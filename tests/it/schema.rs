//! The JSON Schema and the reference, held against rulebooks that the program takes: the schema refuses none of them,
//! nor what an office writes over another's, and what the reference calls necessary stands in all of them.

use std::collections::BTreeSet;
use std::fs;

use cunkao::period::{Moment, MonthDay};
use cunkao::report::json;
use cunkao::rulebook;
use cunkao::toml_table::Need;
use serde_json::Value;

use crate::support::repository;

/// The words of JSON Schema that the schema is made of; any other fails.
fn refused(schema: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    for (word, meaning) in schema.as_object().unwrap() {
        let holds = match word.as_str() {
            "$schema" | "title" | "description" | "properties" | "items" => true,
            "type" => match meaning.as_str().unwrap() {
                "string" => value.is_string(),
                "number" => value.is_number(),
                "boolean" => value.is_boolean(),
                "array" => value.is_array(),
                "object" => value.is_object(),
                other => panic!("{other}"),
            },
            "enum" => meaning.as_array().unwrap().contains(value),
            "minimum" => value.as_f64().is_some_and(|number| number >= meaning.as_f64().unwrap()),
            "pattern" => value.as_str().is_some_and(|day| match meaning.as_str().unwrap() {
                pattern if pattern.contains("\\d{4}") => Moment::parse(day).is_some(),
                _ => MonthDay::parse(day).is_some(),
            }),
            "anyOf" => meaning.as_array().unwrap().iter().any(|one| {
                let mut inside = Vec::new();
                refused(one, value, path, &mut inside);
                inside.is_empty()
            }),
            "additionalProperties" => {
                assert_eq!(*meaning, Value::Bool(false));
                let known = &schema["properties"];
                value.as_object().is_none_or(|table| table.keys().all(|key| known.get(key).is_some()))
            }
            other => panic!("{other}"),
        };
        if !holds {
            found.push(format!("{path}: {word} {meaning} refuses {value}"));
        }
    }
    for (key, below) in value.as_object().into_iter().flatten() {
        if let Some(schema) = schema["properties"].get(key) {
            refused(schema, below, &format!("{path}.{key}"), found);
        }
    }
    if let (Some(schema), Some(list)) = (schema.get("items"), value.as_array()) {
        for one in list {
            refused(schema, one, &format!("{path}[]"), found);
        }
    }
}

fn refusals(text: &str) -> Vec<String> {
    let schema = serde_json::from_str(&json::schema(&rulebook::catalogue())).unwrap();
    let rulebook: Value = toml::from_str(text).unwrap();
    let mut found = Vec::new();
    refused(&schema, &rulebook, "", &mut found);
    found
}

/// Every rulebook of the repository that the program takes, by its path.
fn rulebooks() -> Vec<(String, String)> {
    let folders = ["rules", "tests/rulebooks/published"].map(repository);
    let examples = fs::read_dir(repository("examples")).unwrap().map(|entry| entry.unwrap().path());
    let files = folders.into_iter().chain(examples).flat_map(|folder| fs::read_dir(folder).unwrap());
    let paths = files.map(|entry| entry.unwrap().path());
    let rulebooks = paths.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    rulebooks.map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap())).collect()
}

#[test]
fn the_schema_refuses_no_rulebook_that_the_program_takes() {
    let all = rulebooks();
    assert_eq!(all.len(), 14);
    for (name, text) in all {
        assert_eq!(refusals(&text), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn the_schema_takes_what_is_written_over_another_rulebook() {
    let changes = [
        "[[item]]\nid = \"party-building\"\npoints = 5",
        "[[item]]\nid = \"party-building\"\nremove = true",
        "[[item]]\nid = \"party-building\"\n[[item.rule]]\nid = \"party-day\"\ndeduct = 1",
        "[[prize]]\nid = \"annual-prize\"\nremove = true",
        "[[target]]\nname = \"烟叶任务\"\nby-village = { \"1村\" = 30, \"2村\" = \"不适用\" }",
        "[village]\ncap = 105\nmerge = \"mean\"",
        "title = \"办法\"\nversion = \"2\"",
    ];
    for change in changes {
        let text = format!("extends = \"builtin:village-cadre\"\n{change}\n");
        assert_eq!(refusals(&text), Vec::<String>::new(), "{change}");
    }
}

#[test]
fn the_schema_refuses_what_no_kind_takes() {
    let refused = |line: &str| {
        let rule =
            format!("[[item]]\nid = \"roads\"\n[[item.rule]]\nid = \"one\"\nkind = \"shortfall\"\n{line}\n");
        !refusals(&rule).is_empty()
    };
    for (line, is_refused) in [
        ("measure = \"quarter\"", false),
        ("measure = \"each-fact\"", false),
        ("measure = \"week\"", true),
        ("brackets = [{ at-least = 95, add = 18 }]", false),
        ("brackets = [{ by = \"03-31\", add = 4 }]", false),
        ("brackets = [{ from = 95 }]", true),
        ("deduct = -1", true),
        ("point = 1", true),
    ] {
        assert_eq!(refused(line), is_refused, "{line}");
    }
}

/// ● of the reference: what is always needed is written in every such table of every whole rulebook.
#[test]
fn what_the_reference_calls_necessary_stands_in_every_rulebook() {
    let catalogue = rulebook::catalogue();
    let mut seen = 0;
    for (name, text) in rulebooks().iter().filter(|(_, text)| !text.contains("extends = ")) {
        let whole: Value = toml::from_str(text).unwrap();
        let mut tables = vec![(String::new(), &whole)];
        while let Some((path, value)) = tables.pop() {
            let Some(table) = value.as_object() else { continue };
            let kind = table.get("kind").and_then(Value::as_str).map(|kind| format!("kind:{kind}"));
            for path in [Some(path), kind].into_iter().flatten() {
                let Some(doc) = catalogue.iter().find(|doc| doc.path == path) else { continue };
                for key in &doc.keys {
                    assert!(
                        key.need != Need::Always || table.contains_key(&key.key),
                        "{name}: {path}.{}",
                        key.key
                    );
                    let below = if path.is_empty() { key.key.clone() } else { format!("{path}.{}", key.key) };
                    match table.get(&key.key) {
                        Some(Value::Array(list)) => {
                            tables.extend(list.iter().map(|one| (below.clone(), one)));
                        }
                        Some(value) => tables.push((below, value)),
                        None => {}
                    }
                }
                seen += 1;
            }
        }
    }
    assert!(seen > 1000, "{seen}");
}

/// ● or ○ of the reference: whatever is said to be missing from a mistaken rulebook is marked as needed.
#[test]
fn what_is_missed_is_marked_in_the_reference() {
    let reference = fs::read_to_string(repository("rules/REFERENCE.md")).unwrap();
    let mut missed = BTreeSet::new();
    for entry in fs::read_dir(repository("tests/rulebooks/said")).unwrap() {
        let said = fs::read_to_string(entry.unwrap().path()).unwrap();
        for rest in said.split("缺少键 ").skip(1) {
            let keys = rest.split(['：', '\n']).next().unwrap();
            missed.extend(keys.split(" 和 ").map(str::to_owned));
        }
    }
    assert!(missed.len() >= 12, "{missed:?}");
    for key in missed {
        let is_marked = |mark: &str| reference.contains(&format!("| `{key}` | {mark} |"));
        assert!(is_marked("●") || is_marked("○"), "{key}");
    }
}
