//! Fines that sanctions take: who is last pays besides. Expected values are worked out by hand.

use cunkao::engine::assessment::{Assessment, Direction};
use cunkao::report::explain::{Question, Topic};

use crate::explanation::{about, all};
use crate::rule_kinds::{Case, item};

const NOISE: &str = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                     charge = \"village\"\n";

/// 甲村 keeps its 10, 乙村 has 9, 丙村 8 from February on.
const THREE: &str = r#"villages = { "甲村" = "", "乙村" = "", "丙村" = "" }
events = [
    { date = "02-10", village = "乙村", event = "吵闹" },
    { date = "02-11", village = "丙村", event = "吵闹", count = 2 },
]"#;

fn case(keys: &str) -> Case {
    let sanction = format!(
        "\n[[sanction]]\nid = \"last\"\nname = \"末位罚款\"\nclause = \"六（三）\"\nstanding = \"overall\"\nperiod = \"quarter\"\n\
         place = \"last\"\nties = \"all\"\n{keys}\n"
    );
    Case::new(&format!("{}{sanction}", item("", NOISE)), THREE)
}

/// A score that is to be reached says of nobody that he did too little: of three that are all even none is the last.
#[test]
fn of_those_who_all_are_even_nobody_is_last() {
    let even = "villages = { \"甲村\" = \"\", \"乙村\" = \"\", \"丙村\" = \"\" }";
    let fined_under = |scores: &str| {
        let case = case(&format!("{scores}\naction = \"talk\"\nfine = 1000"));
        let records = Case::new(&item("", NOISE), even).records;
        fined(&Case { records, ..case }.at("2024-Q1").0).len()
    };
    assert_eq!(fined_under(""), 0);
    assert_eq!(fined_under("at-least = 5"), 0);
    assert_eq!(fined_under("at-most = 10"), 3);
}

/// Name, sum, and what each posting says.
fn fined(result: &Assessment) -> Vec<(&str, String, Vec<String>)> {
    let entries = result.money.iter().map(|entry| {
        let reasons = entry.postings.iter().map(|posting| format!("{} {}", posting.date, posting.reason));
        (entry.party.name(), entry.amount.to_string(), reasons.collect())
    });
    entries.collect()
}

#[test]
fn the_last_two_pay_a_thousand_each() {
    let case = case("places = 2\naction = \"talk\"\nfine = 1000");
    let result = case.at("2024-Q1").0;
    let told = |who, place: u32, score: u32| {
        let reason = format!("2024-03-31 2024年第一季度第{place}名（后2名），得{score}分，罚款1000元");
        (who, "-1000".to_owned(), vec![reason])
    };
    assert_eq!(fined(&result), [told("丙村", 3, 8), told("乙村", 2, 9)]);
    // What is proposed stays what it is, and says where the fine stands.
    let proposed: Vec<_> = result.actions.iter().map(|action| action.reason.to_string()).collect();
    assert_eq!(
        proposed,
        [
            "末位罚款：2024年第一季度第3名（后2名），得8分；罚款1000元照条款另列入资金",
            "末位罚款：2024年第一季度第2名（后2名），得9分；罚款1000元照条款另列入资金"
        ]
    );
    let [list] = result.payments.as_slice() else { panic!("{:?}", result.payments) };
    assert_eq!(
        (list.direction, list.total.to_string(), list.lines.len()),
        (Direction::Deduct, "2000".to_owned(), 2)
    );
    assert!(list.lines.iter().all(|line| &*line.name == "末位罚款" && &*line.clause == "六（三）"));
    let totals: Vec<_> = result.money_totals.iter().map(|total| total.amount.to_string()).collect();
    assert_eq!(totals, ["-1000", "-1000"]);
    // No month has a quarter in it, and the year has four.
    assert!(case.at("2024-03").0.money.is_empty());
    let year = case.at("2024").0;
    let sums: Vec<_> =
        year.money.iter().map(|entry| (entry.amount.to_string(), entry.postings.len())).collect();
    assert_eq!(sums, [("-4000".to_owned(), 4), ("-4000".to_owned(), 4)]);
}

/// The first time nothing, the second 500, from the third on 1000 a time: 丙村 is last of all four quarters.
#[test]
fn a_fine_grows_with_the_count() {
    let case = case(
        "counting = \"in-year\"\nno-history = \"none\"\nsteps = [\n    { count = 1, name = \"约谈\", action = \"talk\" },\n    \
         { count = 2, name = \"罚款\", action = \"flag\", fine = 500 },\n    { count = 3, name = \"重罚\", action = \"flag\", fine = 1000 },\n]",
    );
    assert!(case.at("2024-Q1").0.money.is_empty());
    let result = case.at("2024").0;
    let fined = fined(&result);
    let [(who, sum, reasons)] = fined.as_slice() else { panic!("{fined:?}") };
    assert_eq!((*who, sum.as_str(), reasons.len()), ("丙村", "-2500", 3));
    assert_eq!(reasons[0], "2024-06-30 2024年第二季度第3名（末位），得8分，本年第2次，罚款500元");
}

#[test]
fn a_fine_is_explained_by_its_place() {
    let case = case("action = \"talk\"\nfine = 1000.5");
    let assessment = case.at("2024-Q1").0;
    let question = Question { fund: Some("末位罚款".to_owned()), ..about("丙村") };
    let answers = all(&case.rulebook, &case.records, &assessment, &question);
    let said = answers[0].parts[0].sentences.join("\n");
    let fine =
        "末位罚款（六（三））扣1000.5元：2024年3月31日，2024年第一季度第3名（末位），得8分，罚款1000.5元。";
    assert!(said.contains(fine), "{said}");
    // Who is not fined may ask for it too.
    let question = Question { topics: vec![Topic::Money], fund: Some("last".to_owned()), ..about("甲村") };
    let answers = all(&case.rulebook, &case.records, &assessment, &question);
    assert_eq!(answers[0].parts[0].sentences, ["甲村本期没有发放和扣款。"]);
}

/// Of a standing of cadres the cadre pays.
#[test]
fn the_last_cadre_pays() {
    let scheme = format!(
        "{}{}",
        item("", NOISE),
        r#"
[cadre]
name = "个人"
clause = "二"
combine = "sum"
floor = "none"
cap = "none"
round = "exact"

[[item]]
id = "own"
name = "作风"
clause = "二（一）"
subject = "cadre"
points = 100
opens = "full-mark"
accrue = "year"
floor = "none"
cap = "none"

[[item.rule]]
id = "late"
kind = "per-event"
event = "迟到"
person = "required"
each = "time"
deduct = 10
charge = "person"

[[standing]]
id = "cadres"
name = "干部排名"
node = "cadre"
group = "all"
ties = "share-and-skip"

[[sanction]]
id = "last"
name = "末位罚款"
clause = "六"
standing = "cadres"
period = "year"
place = "last"
ties = "all"
action = "talk"
fine = 200
"#
    );
    let facts = "cadres = [{ name = \"张三\", post = \"主任\" }, { name = \"李四\", post = \"会计\" }]\n\
                 events = [{ date = \"03-01\", event = \"迟到\", person = \"李四\" }]";
    let result = Case::new(&scheme, facts).at("2024").0;
    let reason = "2024-12-31 2024年度第2名（末位），得90分，罚款200元".to_owned();
    assert_eq!(fined(&result), [("李四", "-200".to_owned(), vec![reason])]);
    assert_eq!(result.money[0].party.kind(), cunkao::engine::assessment::PartyKind::Cadre);
}
