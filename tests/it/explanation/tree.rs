//! The explanation as JSON: the sentences, and the tree of postings that they rest on.

use std::collections::BTreeMap;

use cunkao::number::Number;
use serde_json::Value;

use super::{explained, parse};

fn explained_json(period: &str, more: &[&str]) -> Value {
    let more = [more, &["--format", "json"]].concat();
    serde_json::from_str(&explained(period, &more)).unwrap()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} in {value}"))
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("{key} in {value}"))
}

/// The amounts of an account's postings, by id.
fn postings(account: &Value) -> BTreeMap<&str, Number> {
    let all = list(account, "items").iter().flat_map(|item| list(item, "postings"));
    all.map(|posting| (text(posting, "id"), parse::number(text(posting, "amount")))).collect()
}

#[test]
fn an_account_is_its_postings_and_the_entries_name_them() {
    let told = explained_json("2024", &[]);
    assert_eq!((text(&told, "schema"), text(&told, "period")), ("cunkao.explanation/1", "2024"));
    assert_eq!(told["question"]["asks"], serde_json::json!(["score"]));
    assert_eq!(list(&told, "answers").len(), 8);
    for answer in list(&told, "answers") {
        let account = &answer["account"];
        let postings = postings(account);
        let score = parse::number(text(account, "score"));
        assert_eq!(Number::sum(postings.values().copied()).unwrap(), score, "{}", answer["subject"]);
        let losses = &list(answer, "losses")[0];
        assert_eq!(text(losses, "full"), "100");
        let entries = list(losses, "entries");
        let points = entries.iter().map(|entry| parse::number(text(entry, "points")));
        assert_eq!(Number::sum(points).unwrap(), Number::HUNDRED.minus(score).unwrap());
        for entry in entries {
            for id in list(entry, "postings") {
                let amount = postings[id.as_str().unwrap()];
                let told = parse::number(text(entry, "points"));
                assert!(text(entry, "cause") != "deducted" || told == amount.negated(), "{entry}");
            }
        }
        // Head, a sentence an entry, the sum; rulings behind.
        assert!(list(answer, "sentences").len() >= entries.len() + 2);
    }
}

#[test]
fn a_posting_has_all_that_a_reader_asks_for() {
    let told = explained_json("2024", &["--village", "3村", "--item", "安全工作"]);
    let items = list(&told["answers"][0]["account"], "items");
    assert_eq!(items.len(), 1);
    let accident = &list(&items[0], "postings")[1];
    assert_eq!(
        ["date", "rule", "clause", "amount", "quantity", "rate"].map(|key| text(accident, key)),
        ["2024-08-23", text(accident, "rule"), "2(3)", "-1", "1", "-1"]
    );
    let cell = &list(accident, "cells")[0];
    assert_eq!((text(cell, "file"), text(cell, "cell")), ("records/2024-08/综治办.xlsx", "C4"));
    let ruling = list(&told, "rulings").iter().find(|ruling| ruling["id"] == accident["ruling"]).unwrap();
    for key in ["question", "reading", "basis"] {
        assert!(!text(ruling, key).is_empty());
    }
}

#[test]
fn every_question_has_its_own_branch() {
    let more = [
        "--village",
        "3村",
        "--rank",
        "--prize",
        "--money",
        "--action",
        "--versus",
        "6村",
        "--since",
        "2024-Q1",
    ];
    let told = explained_json("2024", &more);
    assert_eq!(
        told["question"]["asks"],
        serde_json::json!(["rank", "prize", "money", "action", "versus", "since"])
    );
    let answer = &told["answers"][0];
    assert_eq!(text(&list(answer, "standings")[0]["before"], "by"), "3.325");
    assert_eq!(text(&list(answer, "prizes")[0]["award"], "amount"), "1000");
    assert_eq!(text(&answer["money"], "total"), "1500");
    assert!(list(answer, "actions").is_empty() && list(answer, "losses").is_empty());
    for (branch, whole) in [("versus", "11.5"), ("since", "12.925")] {
        let branch = &answer[branch];
        assert_eq!(text(branch, "difference"), whole);
        let items = list(branch, "items").iter().map(|item| parse::number(text(item, "difference")));
        assert_eq!(Number::sum(items).unwrap(), parse::number(whole));
        let theirs = parse::number(text(&branch["account"], "score"));
        let sum = Number::sum(postings(&branch["account"]).into_values()).unwrap();
        assert_eq!(sum, theirs);
    }
    assert_eq!(text(&answer["since"], "period"), "2024-Q1");
}

/// What is printed and what a program reads are the same sentences.
#[test]
fn the_sentences_are_those_that_are_printed() {
    let told = explained_json("2024", &["--village", "7村"]);
    let printed = explained("2024", &["--village", "7村"]);
    let lines = parse::section(&printed, "7村 为什么是这个分");
    let sentences = list(&told["answers"][0], "sentences");
    assert_eq!(lines.len(), sentences.len());
    for (line, sentence) in lines.iter().zip(sentences) {
        let begin = sentence.as_str().unwrap().split(['“', '›', '×']).next().unwrap();
        assert!(line.starts_with(begin.trim_end()), "{line} {sentence}");
    }
}
