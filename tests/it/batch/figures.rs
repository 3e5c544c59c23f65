//! The figures of each township are those that `score` gives it alone.

use std::collections::{BTreeMap, BTreeSet};

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

/// What the field descriptions say: postings add up to the row of 项目, but for those of scores made of others.
#[test]
fn postings_that_are_not_derived_add_up_to_their_item() {
    let county = County::new();
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("表");
    code(&county.batch_into(&folder, &["--format", "csv"]), 0);
    let key = ["township", "account", "village", "person", "person_id", "item", "item_period"];
    let [township, account, village, person, id, item, period] = key;
    let mut sums: BTreeMap<[String; 7], Number> = BTreeMap::new();
    let columns = [township, account, village, person, id, item, period, "amount", "derived"];
    for [a, b, c, d, e, f, g, amount, is_derived] in Rows::read(&folder, "明细.csv").of(columns) {
        if is_derived == "true" {
            continue;
        }
        let sum = sums.entry([a, b, c, d, e, f, g]).or_default();
        *sum = sum.plus(number(&amount)).unwrap();
    }
    let columns = [township, account, village, person, id, item, period, "score"];
    for [a, b, c, d, e, f, g, score] in Rows::read(&folder, "项目.csv").of(columns) {
        if let Some(sum) = sums.remove(&[a, b, c, d, e, f, g])
            && !score.is_empty()
        {
            assert_eq!(sum, number(&score));
        }
    }
    assert!(sums.is_empty(), "{sums:?}");
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
    for table in ["乡镇", "村", "村干部", "项目", "明细", "奖惩", "问题", "名次"] {
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

/// Places in groups, too, of the standings of each township's own result.
#[test]
fn places_are_those_of_every_standing() {
    let county = County::new();
    for (name, example) in [("石门乡", "tiers-deadlines"), ("县直部门", "information-quota")] {
        county.add(name, example);
    }
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("表");
    code(&county.batch_into(&folder, &["--format", "csv"]), 0);
    let columns = ["township", "standing", "group", "village", "person", "score", "rank", "tied", "of"];
    let rows = Rows::read(&folder, "名次.csv").of(columns);
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut count = 0;
    for township in ["县直部门", "石门乡", "高桥镇", "青山县/青溪乡"] {
        let result = score(&county, township);
        for standing in list(&result, "standings") {
            for row in list(standing, "rows") {
                let who = &row["subject"];
                let person = if who["account"] == "village" { String::new() } else { text(&who["name"]) };
                let found = rows.iter().find(|found| {
                    found[..5]
                        == [
                            township.to_owned(),
                            text(&standing["id"]),
                            text(&standing["group"]),
                            text(&who["village"]),
                            person.clone(),
                        ]
                });
                let [.., points, rank, tied, of] = found.unwrap_or_else(|| panic!("{township} {who}"));
                assert_eq!(number(points), figure(&row["score"]));
                assert_eq!([rank, tied, of], [&text(&row["rank"]), &text(&row["tied"]), &text(&row["of"])]);
                count += 1;
            }
        }
    }
    assert!(count > 10, "{count}");
}

/// Whose account of what and of which period: no two rows of 项目 are alike in it, and each posting has one.
#[test]
fn postings_find_the_one_row_of_their_item() {
    let county = County::new();
    county.add("大坪乡", "monthly-blend");
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("表");
    let line = ["batch", county.0.path().to_str().unwrap(), "--period", "2024-Q1", "--allow-errors"];
    let more = ["--format", "csv", "-o", folder.to_str().unwrap()];
    code(&cunkao(line.into_iter().chain(more)), 1);
    let columns = ["township", "account", "village", "person", "person_id", "item", "item_period"];
    let items = Rows::read(&folder, "项目.csv").of(columns);
    let keys: BTreeSet<_> = items.iter().collect();
    assert_eq!(keys.len(), items.len());
    let monthly = items.iter().filter(|row| row[0] == "大坪乡" && row[5] == "key-work");
    let periods: BTreeSet<_> = monthly.map(|row| row[6].as_str()).collect();
    assert_eq!(Vec::from_iter(periods), ["2024-01", "2024-02", "2024-03"]);
    let postings = Rows::read(&folder, "明细.csv").of(columns);
    // What a whole is rounded or limited by belongs to no item.
    let lost = postings.iter().find(|row| !row[5].is_empty() && !keys.contains(row));
    assert_eq!(lost, None);
}
