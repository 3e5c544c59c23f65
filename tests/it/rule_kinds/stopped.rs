//! Items whose rules have all ended: they wait for no day, and are told apart from what is not due yet.

use cunkao::analysis::lowering::Remeasured;
use cunkao::diagnostic::{Code, Severity};
use cunkao::engine::assessment::State;
use cunkao::period::date;
use cunkao::report::explain::{Query, explain};
use cunkao::report::overview::overview;
use cunkao::report::{csv, json, terminal};

use super::{Case, item, load, said};

const QUARTERS: &str = "accrue = \"quarter\"\nrollup = \"sum\"\nabsent = \"zero\"";

/// Two points for each deed.
const DEED: &str = "kind = \"per-event\"\nevent = \"好事\"\nperson = \"none\"\neach = \"time\"\nadd = 2\ncharge = \"village\"";

const DEEDS: &str = "events = [{ date = \"05-05\", event = \"好事\" }]";

fn earns(rule: &str) -> String {
    item(QUARTERS, &format!("{DEED}\n{rule}")).replace("opens = \"full-mark\"", "opens = \"nothing\"")
}

fn next(keys: &str) -> String {
    format!("\n[[item.rule]]\nid = \"next\"\n{}\n{keys}\n", DEED.replace("好事", "新事"))
}

/// The rule ends in June: the third quarter has none, the second has its two points.
#[test]
fn what_no_rule_judges_any_more_is_not_said_to_wait() {
    let case = Case::new(&earns("until = \"06-30\""), DEEDS);
    assert_eq!(case.item("2024-Q2").state, State::Scored);
    let third = case.item("2024-Q3");
    assert_eq!((third.state, third.due), (State::Stopped(date(2024, 6, 30).unwrap()), None));
    let (assessment, diagnostics) = case.at("2024-Q3");
    let screen = terminal::render(&overview(&assessment, &Remeasured::default()), 120);
    assert!(screen.contains("规则已停") && !screen.contains("未到期"), "{screen}");
    assert!(screen.contains("规则已停：规则都已不再施行，没有计分，不是0分。"), "{screen}");
    assert!(csv::render(&assessment).contains(",规则已停"), "{}", csv::render(&assessment));
    let query = Query { village: Some("例村".to_owned()), ..Query::default() };
    let told = terminal::render(&explain(&assessment, &query).unwrap(), 200);
    assert!(told.contains("规则已停，规则施行到2024年6月30日为止"), "{told}");
    assert!(!told.contains("未到期") && !told.contains("还没有到计分的日子"), "{told}");
    let written = json::result(&assessment, &diagnostics);
    let result: serde_json::Value = serde_json::from_str(&written).unwrap();
    let own = &result["villages"][0]["items"][0];
    assert_eq!((&own["state"], &own["stopped"]), (&"not-due".into(), &"2024-06-30".into()), "{own}");
}

/// What begins in October is still to come, whether or not another rule ended before.
#[test]
fn what_begins_later_waits() {
    let october = date(2024, 10, 1);
    for scheme in [
        earns("from = \"10-01\""),
        earns("until = \"06-30\"") + &next("from = \"10-01\""),
        earns("from = \"2024-10-01\""),
    ] {
        let third = Case::new(&scheme, DEEDS).item("2024-Q3");
        assert_eq!((third.state, third.due), (State::NotDue, october));
    }
    // Both ended: the later day is told.
    let both = earns("until = \"03-31\"") + &next("until = \"06-30\"");
    let third = Case::new(&both, DEEDS).item("2024-Q3");
    assert_eq!(third.state, State::Stopped(date(2024, 6, 30).unwrap()));
}

/// A full mark that nothing takes off any more stands there as it is, with a mark of its own.
#[test]
fn a_full_mark_without_rules_is_told_as_that() {
    let case =
        Case::new(&item(QUARTERS, &format!("{}\nuntil = \"06-30\"", DEED.replace("add", "deduct"))), "");
    let (assessment, _) = case.at("2024-Q3");
    assert_eq!(case.score("2024-Q3"), "10");
    let screen = terminal::render(&overview(&assessment, &Remeasured::default()), 120);
    assert!(screen.contains("10.00~") && screen.contains("~：规则都已不再施行，照列满分。"), "{screen}");
    assert!(!screen.contains("暂列"), "{screen}");
}

/// A result of before, which knew one word for both, is no other.
#[test]
fn a_result_of_an_older_program_has_not_changed() {
    let (assessment, diagnostics) = Case::new(&earns("until = \"06-30\""), DEEDS).at("2024-Q3");
    let written = json::result(&assessment, &diagnostics);
    let mut older: serde_json::Value = serde_json::from_str(&written).unwrap();
    older["villages"][0]["items"][0].as_object_mut().unwrap().remove("stopped");
    assert!(json::compare(&older.to_string(), &written).unwrap().is_same_figures());
}

/// Told once, of the first account without a rule; a season within the account is none.
#[test]
fn an_item_that_outlasts_its_rules_is_told() {
    let of = |scheme: &str| {
        let (_, found) = load(scheme);
        let severity = found.iter().find(|one| one.code == Code::RulesEnded).map(|one| one.severity);
        (severity, said(&found, Code::RulesEnded))
    };
    let ended = "项目（only）还在施行，而它的规则只施行到2024年6月30日，以后没有规则在用：不再加分扣分，停在开账的分上";
    assert_eq!(of(&earns("until = \"2024-06-30\"")), (Some(Severity::Warning), vec![ended.to_owned()]));
    let season = "项目（only）每年7月1日至12月31日没有规则在用，那些日子的账上什么也不记";
    assert_eq!(of(&earns("until = \"06-30\"")), (Some(Severity::Note), vec![season.to_owned()]));
    let between = "项目（only）2024年7月1日至2024年9月30日没有规则在用，那些日子的账上什么也不记";
    let later = earns("until = \"2024-06-30\"") + &next("from = \"2024-10-01\"");
    assert_eq!(of(&later), (Some(Severity::Note), vec![between.to_owned()]));
    let yearly = item("", &format!("{DEED}\nfrom = \"03-01\"\nuntil = \"11-30\""));
    let gone =
        earns("until = \"2024-06-30\"").replace(QUARTERS, &format!("{QUARTERS}\nuntil = \"2024-06-30\""));
    let replaced = earns("until = \"2024-06-30\"") + &next("from = \"2024-07-01\"");
    for scheme in [yearly, gone, replaced, earns(""), earns("from = \"2024-10-01\"")] {
        assert_eq!(of(&scheme), (None, Vec::new()), "{scheme}");
    }
}
