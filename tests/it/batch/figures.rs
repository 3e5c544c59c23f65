//! The figures of each township are those that `score` gives it alone.

use std::collections::BTreeMap;

use cunkao::number::Number;
use serde_json::Value;

use super::{County, Rows, code};
use crate::support::{cunkao, stdout};

const TOWNSHIPS: [(&str, bool); 4] =
    [("投票乡", true), ("青山县/白水镇", true), ("青山县/青溪乡", true), ("高桥镇", false)];

fn score(county: &County, name: &str) -> Value {
    let folder = county.path(name);
    let output = cunkao(["score", folder.to_str().unwrap(), "--period", "2024-01", "--format", "json"]);
    code(&output, 0);
    serde_json::from_str(&stdout(&output)).unwrap()
}

fn number(text: &str) -> Number {
    Number::parse_exact(text).unwrap_or_else(|| panic!("{text}"))
}

fn figure(value: &Value) -> Number {
    value.as_str().map_or(Number::ZERO, number)
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value[key].as_array().into_iter().flatten()
}

/// Σ of the postings of some items, and of those under them; with how many there are.
fn posted<'a>(nodes: impl Iterator<Item = &'a Value>) -> (usize, Number) {
    nodes.fold((0, Number::ZERO), |sum, node| {
        let own: Vec<Number> = list(node, "postings").map(|posting| figure(&posting["amount"])).collect();
        let under = posted(list(node, "items").chain(list(node, "periods")));
        let total = Number::sum(own.iter().copied().chain([sum.1, under.1])).unwrap();
        (sum.0 + own.len() + under.0, total)
    })
}

/// By township: how many rows, and the sum of a column.
fn summed(rows: &Rows, column: &str) -> BTreeMap<String, (usize, Number)> {
    let mut sums: BTreeMap<String, (usize, Number)> = BTreeMap::new();
    for [township, amount] in rows.of(["township", column]) {
        let sum = sums.entry(township).or_default();
        sum.0 += 1;
        if !amount.is_empty() {
            sum.1 = sum.1.plus(number(&amount)).unwrap();
        }
    }
    sums
}

#[test]
fn every_sum_is_that_of_the_townships_own_result() {
    let county = County::new();
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("表");
    code(&county.batch_into(&folder, &["--format", "csv"]), 0);
    let table = |file: &str| Rows::read(&folder, file);
    let postings = summed(&table("明细.csv"), "amount");
    let money = summed(&table("奖惩.csv"), "amount");
    let villages = summed(&table("村.csv"), "score");
    let names: Vec<_> = table("乡镇.csv").of(["township"]).into_iter().map(|[name]| name).collect();
    assert_eq!(names, TOWNSHIPS.map(|(name, _)| name));
    for (name, has_villages) in TOWNSHIPS {
        let result = score(&county, name);
        let all = list(&result, "villages").chain(list(&result, "cadres"));
        assert_eq!(postings[name], posted(all), "{name}");
        let scores = Number::sum(list(&result, "villages").map(|one| figure(&one["score"]))).unwrap();
        let expected = has_villages.then(|| (list(&result, "villages").count(), scores));
        assert_eq!(villages.get(name), expected.as_ref(), "{name}");
        let paid = list(&result, "money").chain(list(&result, "prizes"));
        let paid: Vec<Number> = paid.map(|one| figure(&one["amount"])).collect();
        let expected = (paid.len(), Number::sum(paid).unwrap());
        assert_eq!(money.get(name).copied().unwrap_or_default(), expected, "{name}");
    }
    assert!(postings["青山县/青溪乡"].0 > 50);
}

/// What the row of a township says, worked out from its result.
#[test]
fn a_townships_row_is_that_of_its_result() {
    let county = County::new();
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("表");
    code(&county.batch_into(&folder, &["--format", "csv"]), 0);
    let rows = Rows::read(&folder, "乡镇.csv").of([
        "township",
        "villages",
        "best_score",
        "best_villages",
        "best_available",
        "lowest_score",
        "spread",
        "rulebook_sha256",
        "state",
    ]);
    for (row, (name, has_villages)) in rows.iter().zip(TOWNSHIPS) {
        let [township, villages, best, holders, available, lowest, spread, sha256, state] = row;
        assert_eq!((township.as_str(), state.as_str()), (name, "whole"));
        let result = score(&county, name);
        assert_eq!(*sha256, result["rulebook"]["sha256"]);
        let all: Vec<&Value> = list(&result, "villages").collect();
        assert_eq!(*villages, all.len().to_string());
        if !has_villages {
            assert_eq!((best.as_str(), lowest.as_str(), spread.as_str()), ("", "", ""));
            continue;
        }
        let scores = all.iter().map(|village| figure(&village["score"]));
        let (most, least) = (scores.clone().max().unwrap(), scores.min().unwrap());
        assert_eq!((number(best), number(lowest)), (most, least));
        assert_eq!(number(spread), most.minus(least).unwrap());
        let holds = all.iter().find(|village| figure(&village["score"]) == most).unwrap();
        assert!(holders.starts_with(holds["name"].as_str().unwrap()), "{holders}");
        assert_eq!(number(available), figure(&holds["available"]));
    }
}

/// Lines of JSON say the same as CSV: as many rows, and the same figures.
#[test]
fn both_formats_say_the_same() {
    let county = County::with_broken_ones();
    let out = tempfile::tempdir().unwrap();
    for format in ["csv", "jsonl"] {
        code(&county.batch_into(&out.path().join(format), &["--format", format, "--allow-errors"]), 1);
    }
    for table in ["乡镇", "村", "村干部", "项目", "明细", "奖惩", "问题"] {
        let csv = Rows::read(&out.path().join("csv"), &format!("{table}.csv"));
        let lines = std::fs::read_to_string(out.path().join(format!("jsonl/{table}.jsonl"))).unwrap();
        let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(csv.0.len(), lines.len() + 1, "{table}");
        for (row, object) in csv.0[1..].iter().zip(&lines) {
            assert_eq!(object.as_object().unwrap().len(), row.len());
            for (name, cell) in csv.0[0].iter().zip(row) {
                let value = match &object[name] {
                    Value::Null => String::new(),
                    Value::String(text) => text.replace(['\r', '\n'], " "),
                    other => other.to_string(),
                };
                assert_eq!(*cell, value, "{table} {name}");
            }
        }
    }
}
