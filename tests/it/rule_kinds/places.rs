//! Places of quarters that rules read (`source = "standing"`): who may read one when, and what next year is told of them.
//! What they bring was worked out by hand in `tests/rulebooks/worked/places-of-quarters.toml`.

use cunkao::diagnostic::Code;
use cunkao::engine;
use cunkao::report::provisions::provisions;

use super::{Case, load, said};

const WORKED: &str = include_str!("../../rulebooks/worked/places-of-quarters.toml");

/// Without its examples.
fn scheme() -> &'static str {
    WORKED.split("[[example]]").next().unwrap()
}

const MEASURED: &str = "measure = \"quarter\"\nagain = \"adds\"\nbrackets";

fn told(measured: &str, code: Code) -> Vec<String> {
    said(&load(&scheme().replace(MEASURED, &format!("{measured}\nbrackets"))).1, code)
}

/// 甲村 has 30 at the end of the year, 乙村 32 and 丙村 29: without the points that places brought all would be even.
#[test]
fn next_year_is_told_the_places_as_they_were() {
    let more = r#"
[[standing]]
id = "whole"
name = "综合排名"
node = "village"
group = "all"
ties = "share-and-skip"

[[sanction]]
id = "fallen"
name = "退步"
clause = "三"
standing = "whole"
period = "quarter"
place = "fallen"
places = 1
ties = "all"
action = "flag"
no-history = "none"
"#;
    let facts = r#"villages = { "甲村" = "", "乙村" = "", "丙村" = "" }
events = [
    { date = "02-01", village = "甲村", event = "吵闹" },
    { date = "02-01", village = "丙村", event = "吵闹", count = 3 },
]"#;
    let case = Case::new(&format!("{}{more}", scheme()), facts);
    let (year, _) = case.at("2024");
    let history = engine::legacy(&case.rulebook, &case.records, &year).unwrap();
    let places: Vec<_> = history.places.iter().map(|one| (one.village.as_str(), one.place)).collect();
    assert_eq!(places, [("乙村", 1), ("甲村", 2), ("丙村", 3)]);
}

#[test]
fn a_place_is_read_when_there_is_one() {
    assert_eq!(told(MEASURED.trim_end_matches("\nbrackets"), Code::BadValue), [""; 0]);
    assert_eq!(
        told("measure = \"month\"\nagain = \"adds\"", Code::BadValue),
        ["规则 bonus-place 每月认定，而“季度名次”每季度才有一个"]
    );
    assert_eq!(
        told("by = \"03-30\"", Code::NeverJudged),
        ["规则 bonus-place 在3月30日认定，那时当年还没有“季度名次”，永远不会计"]
    );
    assert_eq!(told("by = \"03-31\"", Code::NeverJudged), [""; 0]);
    assert_eq!(
        told("measure = \"year\"", Code::LatestPlaceOnly),
        ["规则 bonus-place 每年认定一次，只看最近一季度的“季度名次”，以前各季度的不计"]
    );
}

/// Money is no part of what is ranked, and comes too early all the same.
#[test]
fn money_by_a_place_waits_for_it_too() {
    let money = |measure: &str| {
        format!(
            "{}\n[[money]]\nid = \"prize\"\nname = \"名次奖\"\nclause = \"三\"\nround = \"yuan\"\nkind = \"stepped\"\n\
             indicator = \"季度名次\"\nmeasure = \"{measure}\"\nagain = \"adds\"\nbrackets = [{{ at-most = 1, add = 100 }}]\n\
             otherwise = 0\n",
            scheme()
        )
    };
    assert_eq!(
        said(&load(&money("month")).1, Code::BadValue),
        ["规则 prize 每月认定，而“季度名次”每季度才有一个"]
    );
    assert_eq!(said(&load(&money("quarter")).1, Code::BadValue), [""; 0]);
}

/// What is said of places that wait for themselves, each part of a scheme with an item that is full from the start, and one that
/// brings points by the place of the year in the part that is named; nobody reads a place where none is.
fn circles(parts: &[(&str, Option<&str>)]) -> Vec<String> {
    let part = |(name, read): &(&str, Option<&str>)| {
        let id = format!("part-{}", parts.iter().position(|one| one.0 == *name).unwrap());
        let ends = "floor = \"none\"\ncap = \"none\"\n";
        let item = |own: &str, called: &str, keys: &str| {
            format!(
                "\n[[item]]\nid = \"{id}-{own}\"\nname = \"{called}\"\nclause = \"一\"\nsubject = \"village\"\nunder = \"{id}\"\n\
                 accrue = \"year\"\n{ends}{keys}[[item.rule]]\nid = \"{id}-{own}-rule\"\n"
            )
        };
        let base = item("base", &format!("{name}基础"), "points = 10\nopens = \"full-mark\"\n")
            + "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"\n";
        let bonus = read.map_or(String::new(), |of| {
            let keys = "opens = \"nothing\"\nwhen-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"\n";
            item("bonus", &format!("{name}加分"), keys)
                + &format!(
                    "kind = \"stepped\"\nindicator = \"{of}名次\"\nby = \"12-31\"\nbrackets = [{{ at-most = 1, add = 3 }}]\n\
                     otherwise = 0\n"
                )
        });
        format!(
            "\n[[part]]\nid = \"{id}\"\nname = \"{name}卷\"\nclause = \"一\"\nsubject = \"village\"\npoints = 10\ncombine = \"sum\"\n\
             {ends}{base}{bonus}\n[[standing]]\nid = \"by-{id}\"\nname = \"{name}排名\"\nnode = \"{id}\"\ngroup = \"all\"\n\
             ties = \"share-and-skip\"\n\n[[indicator]]\nname = \"{name}名次\"\nunit = \"名\"\nsource = \"standing\"\n\
             standing = \"by-{id}\"\nperiod = \"year\"\n"
        )
    };
    let head = super::HEAD.split("[[standing]]").next().unwrap();
    let full = format!("points = {}", 10 * parts.len());
    let scheme = head.replace("points = 10", &full) + &parts.iter().map(part).collect::<String>();
    said(&load(&scheme).1, Code::BadValue)
}

fn circle(of: &str, item: &str, read: &str, again: &str) -> String {
    format!(
        "排名“{of}排名”排的得分里有“{item}”，而“{item}”又看名次“{read}名次”{again}：名次要等得分，得分又要等名次"
    )
}

/// A score may go by the place in another, and that by the place in a third; two that go by each other never come to an end.
#[test]
fn places_wait_for_places_and_not_for_themselves() {
    assert_eq!(circles(&[("甲", None), ("乙", Some("甲")), ("丙", Some("乙"))]), [""; 0]);
    assert_eq!(circles(&[("丙", Some("乙")), ("乙", Some("甲")), ("甲", None)]), [""; 0]);
    assert_eq!(circles(&[("甲", Some("甲"))]), [circle("甲", "甲加分", "甲", "")]);
    let both = [
        circle("甲", "甲加分", "乙", "（“乙名次”又要等“甲名次”）"),
        circle("乙", "乙加分", "甲", "（“甲名次”又要等“乙名次”）"),
    ];
    assert_eq!(circles(&[("甲", Some("乙")), ("乙", Some("甲"))]), both);
    // What goes by one of these waits with it, and is no part of the ring.
    assert_eq!(circles(&[("甲", Some("乙")), ("乙", Some("甲")), ("丙", Some("甲"))]), both);
}

const FROM_THE_LAST: &str = include_str!("../../rulebooks/worked/places-from-the-last.toml");

/// Of four, 丁村 is the last with 17 points.
#[test]
fn a_place_from_the_last_is_told_to_be_one() {
    let facts = r#"villages = { "甲村" = "", "乙村" = "", "丙村" = "", "丁村" = "" }
events = [
    { date = "02-01", village = "甲村", event = "吵闹" },
    { date = "02-01", village = "乙村", event = "吵闹", count = 2 },
    { date = "02-01", village = "丁村", event = "吵闹", count = 3 },
]"#;
    let stepped = "kind = \"stepped\"\nindicator = \"倒数名次\"\nmeasure = \"quarter\"\nagain = \"adds\"\n\
                   brackets = [{ at-most = 1, add = -1 }]\notherwise = 0\n";
    let formula = "kind = \"formula\"\nformula = \"if(倒数名次 <= 3, -0.5, 0)\"\nmeaning = \"季度后三名的扣0.5分\"\n\
                   measure = \"quarter\"\nagain = \"adds\"\n";
    let scheme = FROM_THE_LAST.split("[[example]]").next().unwrap();
    let case = Case::new(&scheme.replace(formula, &stepped.replace("add = -1", "deduct = 1")), facts);
    let (result, _) = case.at("2024-Q1");
    let last = result.villages.iter().find(|village| village.name == *"丁村").unwrap();
    let item = last.items.iter().find(|item| item.id == *"skipped").unwrap();
    let told: Vec<String> = item.postings.iter().map(|one| one.reason.to_string()).collect();
    assert!(
        told.iter().any(|one| one.contains("（2024年第一季度“季度排名”从最后一名数起，4个村）")),
        "{told:?}"
    );
    let sections = provisions(&case.rulebook, None).sections.into_iter();
    let said = sections.flat_map(|one| one.paragraphs).collect::<Vec<_>>().join("\n");
    for words in [
        "倒数名次（名）：每季度“季度排名”的名次，最后一名是 1，并列的照排名的办法从后往前排，全都并列的不加也不扣，没有名次的算不适用。",
        "不空的倒数名次（名）：每季度“季度排名（名次不空出）”的名次，最后一名是 1，并列的照排名的办法从后往前排，全都并列的都是 1，没有名次的算不适用。",
    ] {
        assert!(said.contains(words), "{said}");
    }
}
