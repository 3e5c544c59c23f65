//! Prizes and sanctions that are for some groups of a standing only. Expected values are worked out by hand.

use cunkao::analysis::reach::{self, Asked};
use cunkao::diagnostic::{Code, Severity};
use cunkao::period::date;
use cunkao::records::ClassFrom;
use cunkao::report::explain::{Question, Topic};

use crate::explanation::{about, all};
use crate::rule_kinds::{Case, item, load, said};

const NOISE: &str = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                     charge = \"village\"\n";

/// From February on: of the large ones 甲村 has its 10, 乙村 9, 丙村 8; of the small ones 戊村 10, 丁村 9.
const FACTS: &str = r#"villages = { "甲村" = "大村", "乙村" = "大村", "丙村" = "大村", "丁村" = "小村", "戊村" = "小村" }
events = [
    { date = "02-10", village = "乙村", event = "吵闹" },
    { date = "02-11", village = "丙村", event = "吵闹", count = 2 },
    { date = "02-12", village = "丁村", event = "吵闹" },
]"#;

/// The large ones have two places, 20000 and 10000, the small ones one of 15000; the last of the small ones is talked to.
const OUTCOMES: &str = r#"
[[prize]]
id = "large"
clause = "五（一）"
standing = "overall"
groups = ["大村"]
period = "month"
ties = "share"
tiers = [{ name = "一等奖", place = 1, amount = 20000 }, { name = "二等奖", place = 2, amount = 10000 }]

[[prize]]
id = "small"
clause = "五（二）"
standing = "overall"
groups = ["小村"]
period = "month"
ties = "share"
tiers = [{ name = "一等奖", place = 1, amount = 15000 }]

[[sanction]]
id = "talk"
name = "约谈"
clause = "六"
standing = "overall"
groups = ["小村"]
period = "month"
place = "last"
ties = "all"
action = "talk"
"#;

fn scheme(outcomes: &str) -> String {
    let by_class = item("", NOISE).replace("group = \"all\"", "group = \"class\"");
    format!("classes = [\"大村\", \"小村\"]\n{by_class}{outcomes}")
}

fn won(case: &Case, period: &str) -> Vec<String> {
    let prizes = case.at(period).0.prizes;
    prizes.iter().map(|one| format!("{}{}{}", one.who.name(), one.tier, one.amount)).collect()
}

#[test]
fn each_group_has_its_own_prizes() {
    let case = Case::new(&scheme(OUTCOMES), FACTS);
    assert_eq!(won(&case, "2024-02"), ["甲村一等奖20000", "乙村二等奖10000", "戊村一等奖15000"]);
    // In January all are equal: three share 30000, two share 15000.
    let shared =
        ["甲村一等奖10000", "乙村一等奖10000", "丙村一等奖10000", "丁村一等奖7500", "戊村一等奖7500"];
    assert_eq!(won(&case, "2024-01"), shared);
    let warned = load(&scheme(OUTCOMES)).1;
    assert!(warned.iter().all(|one| one.severity == Severity::Note), "{warned:?}");
}

/// 100 among three is 33.33 each and 0.01 is left; among two nothing is.
#[test]
fn what_is_left_of_a_shared_prize_is_left_in_its_group() {
    let outcomes = OUTCOMES.replace("20000", "60").replace("10000", "40").replace("15000", "100");
    let result = Case::new(&scheme(&outcomes), FACTS).at("2024-01").0;
    let left = |group: &str| {
        let standing = result.standings.iter().find(|one| one.group == group).unwrap();
        standing.remainder.to_string()
    };
    assert_eq!((left("大村"), left("小村")), ("0.01".to_owned(), "0".to_owned()));
}

#[test]
fn a_sanction_of_one_group_means_nobody_of_another() {
    let actions = Case::new(&scheme(OUTCOMES), FACTS).at("2024-02").0.actions;
    let meant: Vec<_> = actions.iter().map(|action| action.who.name().to_owned()).collect();
    assert_eq!(meant, ["丁村"]);
}

/// What is for the large ones alone is no prize that a small one has not got.
#[test]
fn a_village_is_told_of_the_prizes_of_its_own_group() {
    let case = Case::new(&scheme(OUTCOMES), FACTS);
    let assessment = case.at("2024-02").0;
    let question = Question { topics: vec![Topic::Prize], ..about("丁村") };
    let answers = all(&case.rulebook, &case.records, &assessment, &question);
    assert_eq!(answers[0].parts[0].sentences, ["丁村没有得一等奖（五（二））：排名第2名，奖励只到第1名。"]);
}

/// 丁村 with 9 has to come up to the 10 of 戊村 for the first prize of the small ones, of which it then has a share.
#[test]
fn what_a_prize_of_the_own_group_takes() {
    let case = Case::new(&scheme(OUTCOMES), FACTS);
    let assessment = case.at("2024-02").0;
    let grounds = cunkao::analysis::Grounds {
        rulebook: &case.rulebook,
        records: &case.records,
        assessment: &assessment,
        reread: &|_| None,
    };
    let reached = reach::reach(&grounds, "丁村", &Asked::Prize("一等奖".to_owned()), None).unwrap();
    let (needed, away) = reached.needed.unwrap();
    assert_eq!(
        (needed.score.to_string(), needed.is_above, away.to_string()),
        ("10".to_owned(), false, "1".to_owned())
    );
}

/// Of those who hold two posts a group of its own may be named; one that no standing can have is an error.
#[test]
fn groups_are_those_of_the_standing() {
    let prize = |groups: &str| {
        let text = format!(
            "\n[[prize]]\nid = \"p\"\nclause = \"五\"\nstanding = \"posts\"\ngroups = {groups}\nperiod = \"year\"\nties = \"share\"\n\
             tiers = [{{ name = \"一等奖\", place = 1, amount = 1 }}]\n\
             [[standing]]\nid = \"posts\"\nname = \"干部排名\"\nnode = \"cadre\"\ngroup = \"post\"\nties = \"share-and-skip\"\n"
        );
        said(&load(&format!("{}{text}", item("", NOISE))).1, Code::UnknownName).join("；")
    };
    assert_eq!(prize("[\"主任\", \"主任、会计\"]"), "");
    assert_eq!(prize("[\"会计、主任\"]"), "没有声明职务“会计、主任”");
}

/// 甲村 is first of the large ones in the first quarter, and of the small ones from April on: whoever has the quarter's prize has
/// none of the half-year, whichever of both is written first.
#[test]
fn who_changed_groups_has_no_second_prize() {
    let of = |id: &str, group: &str, period: &str, more: &str| {
        format!(
            "\n[[prize]]\nid = \"{id}\"\nclause = \"五\"\nstanding = \"overall\"\ngroups = [\"{group}\"]\nperiod = \"{period}\"\n\
             ties = \"share\"\ntiers = [{{ name = \"{id}\", place = 1, amount = 100 }}]\n{more}"
        )
    };
    let half = of("半年奖", "小村", "half-year", "not-with = [\"季度奖\"]\nnot-with-seat = \"lapses\"\n")
        .replace("id = \"半年奖\"", "id = \"half\"");
    let half = half.replace("\"季度奖\"", "\"quarterly\"");
    let quarter = of("季度奖", "大村", "quarter", "").replace("id = \"季度奖\"", "id = \"quarterly\"");
    let facts = FACTS.replace(
        "    { date = \"02-12\"",
        "    { date = \"02-13\", village = \"戊村\", event = \"吵闹\" },\n    { date = \"02-12\"",
    );
    for outcomes in [half.clone() + &quarter, quarter + &half] {
        let mut case = Case::new(&scheme(&outcomes), &facts);
        let first = case.records.roster.villages.iter_mut().find(|one| one.name == *"甲村").unwrap();
        let again =
            ClassFrom { from: date(2024, 4, 1), class: "小村".into(), cell: first.classes[0].cell.clone() };
        first.classes.push(again);
        let won = won(&case, "2024-H1");
        assert!(won.contains(&"甲村季度奖100".to_owned()), "{won:?}");
        assert!(!won.iter().any(|one| one.starts_with("甲村半年奖")), "{won:?}");
    }
}
