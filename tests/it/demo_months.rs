//! The demonstration months of the other rulebooks, against figures worked out by hand from their provisions.

use std::process::Command;

use crate::support::repository;

fn january(folder: &str) -> serde_json::Value {
    let output = Command::new(env!("CARGO_BIN_EXE_cunkao"))
        .args(["score", "--period", "2024-01", "--format", "json"])
        .arg(repository("examples").join(folder))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn scores(result: &serde_json::Value, of: &str) -> Vec<(String, String)> {
    let all = result[of].as_array().unwrap().iter();
    all.map(|one| (one["name"].as_str().unwrap().into(), one["score"].as_str().unwrap().into())).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(name, score)| ((*name).to_owned(), (*score).to_owned())).collect()
}

/// 50 − 2×2 − 1; 50 − 1.5 − 0.5; 50 + 2. The marks are due at the end of the quarter.
#[test]
fn cadres_by_quarter() {
    let result = january("cadre-quarter");
    assert_eq!(scores(&result, "cadres"), pairs(&[("张三", "45"), ("李四", "48"), ("王五", "52")]));
    assert_eq!(result["villages"].as_array().unwrap().len(), 0);
}

/// 甲村: investment 40, plan handed in by 31 March 10, meetings 20, welfare 60 − 2. The secretary pays 3, not 3 + 1.
#[test]
fn tiers_and_deadlines() {
    let result = january("tiers-deadlines");
    assert_eq!(scores(&result, "villages"), pairs(&[("甲村", "128"), ("乙村", "120")]));
    assert_eq!(scores(&result, "cadres"), pairs(&[("赵一", "-3"), ("钱二", "-1"), ("孙三", "0")]));
}

/// 党政办: 3 of 4 items −1, adopted 1 + 3, one urgent item missed −1. 水利站: 2 of 1 items +0.5.
#[test]
fn information_quota() {
    let result = january("information-quota");
    assert_eq!(scores(&result, "villages"), pairs(&[("党政办", "12"), ("水利站", "10.5")]));
}

/// 100 × 70 % × 1.05 + 1; (100 − 10) × 70 %. The bonus is 5 yuan a point of the month's work, 0.9 for a head.
#[test]
fn weighted_vote() {
    let result = january("weighted-vote");
    assert_eq!(scores(&result, "villages"), pairs(&[("山上村", "74.5"), ("山下村", "63")]));
    let money = result["money"].as_array().unwrap().iter();
    let money: Vec<_> = money.map(|entry| entry["amount"].as_str().unwrap()).collect();
    assert_eq!(money, ["500", "405"]);
    let terms = &result["villages"][0]["items"][0]["terms"][0];
    assert_eq!((terms["id"].as_str(), terms["contribution"].as_str()), (Some("work"), Some("73.5")));
}

/// 甲村: (36 + 3 + 60 − 2) × 60 %; 乙村: (30 + 60) × 60 % + 1. Bonuses: 800 × 97 %, 600 × 90 %.
#[test]
fn monthly_blend() {
    let result = january("monthly-blend");
    assert_eq!(scores(&result, "villages"), pairs(&[("甲村", "58.2"), ("乙村", "55")]));
    let money = result["money"].as_array().unwrap().iter();
    let money: Vec<_> = money.map(|entry| entry["amount"].as_str().unwrap()).collect();
    assert_eq!(money, ["540", "776"]);
}

/// account = Σ postings, derived = Σ contributions + own postings, on every object of every demonstration month.
#[test]
fn every_figure_adds_up() {
    for folder in ["cadre-quarter", "tiers-deadlines", "information-quota", "weighted-vote", "monthly-blend"]
    {
        let result = january(folder);
        for subject in ["villages", "cadres"].iter().flat_map(|of| result[*of].as_array().unwrap()) {
            adds_up(subject);
            subject["items"].as_array().unwrap().iter().for_each(adds_up_below);
        }
    }
}

fn adds_up_below(item: &serde_json::Value) {
    adds_up(item);
    item["items"].as_array().unwrap().iter().for_each(adds_up_below);
}

fn adds_up(node: &serde_json::Value) {
    let number = |value: &serde_json::Value| cunkao::number::Number::parse(value.as_str().unwrap()).unwrap();
    let list = |key: &str| node[key].as_array().cloned().unwrap_or_default();
    let parts = list("terms").iter().map(|term| number(&term["contribution"])).collect::<Vec<_>>();
    let own = list("postings").iter().map(|posting| number(&posting["amount"])).collect::<Vec<_>>();
    let sum = cunkao::number::Number::sum(parts.into_iter().chain(own)).unwrap();
    assert_eq!(sum, number(&node["score"]), "{node:#}");
}
