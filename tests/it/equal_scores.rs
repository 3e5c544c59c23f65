//! Scores that decide between equal ones, where one has them and another has not. Expected values are worked out by hand.

use cunkao::diagnostic::Code;

use crate::rule_kinds::{Case, HEAD};

/// 20 points: 10 for tobacco, which not every village grows and the others make up for, and 10 that noises take from.
fn scheme(then: &str) -> String {
    let head = HEAD.replace("points = 10", "points = 20");
    let head =
        head.replace("ties = \"share-and-skip\"", &format!("ties = \"share-and-skip\"\nthen = [{then}]"));
    format!(
        r#"{head}
[[item]]
id = "tobacco"
name = "烤烟"
clause = "一（一）"
subject = "village"
points = 10
opens = "nothing"
accrue = "year"
floor = "none"
cap = "none"
when-not-applicable = "rescale"
when-not-reported = "error"

[[item.rule]]
id = "sold"
kind = "stepped"
indicator = "交售"
by = "03-31"
brackets = [{{ at-least = 10, add = 10 }}]
otherwise = 0

[[item]]
id = "order"
name = "秩序"
clause = "一（二）"
subject = "village"
points = 10
opens = "full-mark"
accrue = "year"
floor = "none"
cap = "none"

[[item.rule]]
id = "noise"
kind = "per-event"
event = "吵闹"
person = "none"
each = "time"
deduct = 1
charge = "village"

[[indicator]]
name = "交售"
unit = "斤"
source = "entered"
"#
    )
}

/// 甲村 grows none, and its order of 9 counts twice: 18. 乙村 and 丙村 have 10 and 8: 18.
const FACTS: &str = r#"villages = { "甲村" = "", "乙村" = "", "丙村" = "" }
figures = [
    { date = "03-20", village = "甲村", indicator = "交售", value = "不适用" },
    { date = "03-20", village = "乙村", indicator = "交售", value = 10 },
    { date = "03-20", village = "丙村", indicator = "交售", value = 10 },
]
events = [
    { date = "02-10", village = "甲村", event = "吵闹" },
    { date = "02-10", village = "乙村", event = "吵闹", count = 2 },
    { date = "02-10", village = "丙村", event = "吵闹", count = 2 },
]"#;

fn places(case: &Case) -> Vec<String> {
    let standing = case.at("2024").0.standings.remove(0);
    let place = |row: &cunkao::engine::assessment::StandingRow| {
        format!(
            "{}{}{}",
            row.who.name(),
            row.score.unwrap(),
            row.rank.map_or(String::new(), |rank| format!("第{rank}"))
        )
    };
    standing.rows.iter().map(place).collect()
}

#[test]
fn what_one_has_not_decides_nothing_and_is_told() {
    let case = Case::new(&scheme("\"tobacco\""), FACTS);
    assert_eq!(places(&case), ["甲村18第1", "乙村18第1", "丙村18第1"]);
    let said = case.said("2024", Code::TieNotCompared);
    assert_eq!(
        said,
        [
            "“排名”：甲村、乙村、丙村都是18分，接着比“烤烟”，甲村没有这项得分（不适用、未到期、规则已停或未报），这一项对他们不比"
        ]
    );
    let standing = case.at("2024").0.standings.remove(0);
    assert!(standing.rows.iter().all(|row| row.then == [None]), "{standing:?}");
}

#[test]
fn what_all_have_decides_all_the_same() {
    let case = Case::new(&scheme("\"tobacco\", \"order\""), FACTS);
    assert_eq!(places(&case), ["甲村18第1", "乙村18第2", "丙村18第2"]);
    let without = Case::new(&scheme("\"order\""), FACTS);
    assert_eq!(places(&without), ["甲村18第1", "乙村18第2", "丙村18第2"]);
    assert!(without.said("2024", Code::TieNotCompared).is_empty());
    // That it was not compared is told all the same: the next one told them apart.
    assert_eq!(case.said("2024", Code::TieNotCompared).len(), 1);
}

/// 丁村 and 戊村 have 16 each, and both grow tobacco: that is another tie.
#[test]
fn each_tie_is_told_by_itself() {
    let more = FACTS
        .replace("\"丙村\" = \"\" }", "\"丙村\" = \"\", \"丁村\" = \"\", \"戊村\" = \"\" }")
        .replace(
            "figures = [",
            "figures = [\n    { date = \"03-20\", village = \"丁村\", indicator = \"交售\", value = 10 },\n    \
             { date = \"03-20\", village = \"戊村\", indicator = \"交售\", value = 10 },",
        )
        .replace(
            "events = [",
            "events = [\n    { date = \"02-10\", village = \"丁村\", event = \"吵闹\", count = 4 },\n    \
             { date = \"02-10\", village = \"戊村\", event = \"吵闹\", count = 4 },",
        );
    let case = Case::new(&scheme("\"tobacco\""), &more);
    assert_eq!(places(&case), ["甲村18第1", "乙村18第1", "丙村18第1", "丁村16第4", "戊村16第4"]);
    let said = case.said("2024", Code::TieNotCompared);
    assert!(said.len() == 1 && said[0].contains("甲村、乙村、丙村都是18分"), "{said:?}");
}

/// Of what nobody has yet, nothing is said: no place hangs on it.
#[test]
fn what_nobody_has_yet_is_not_told() {
    let case = Case::new(&scheme("\"tobacco\""), "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }");
    assert!(case.said("2024-02", Code::TieNotCompared).is_empty());
}
