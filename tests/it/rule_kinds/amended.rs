//! Pay, prizes, grades and sanctions that an amendment replaces in mid-year: each is for the periods that lie in its own
//! days, and nothing is said of it in others.

use cunkao::diagnostic::Code;
use cunkao::report::explain::{Question, Topic};

use super::{Case, item, load, said};
use crate::explanation::{about, all};

const QUIET: &str = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                     charge = \"village\"";

fn pay(id: &str, yuan: u8, period: &str, more: &str) -> String {
    format!(
        "\n[[pay]]\nid = \"{id}\"\nname = \"{id}报酬\"\nclause = \"六\"\nsubject = \"village\"\nnode = \"village\"\n\
         period = \"{period}\"\nper-point = {yuan}\nround = \"yuan\"\n{more}\n"
    )
}

fn prize(id: &str, yuan: u16, more: &str) -> String {
    format!(
        "\n[[prize]]\nid = \"{id}\"\nclause = \"七\"\nstanding = \"overall\"\nperiod = \"quarter\"\nties = \"share\"\n\
         tiers = [{{ name = \"{id}奖\", place = 1, amount = {yuan} }}]\n{more}\n"
    )
}

/// 10 points to the first quarter's end, 9 from May on. 20 yuan a point and 1000 for the first place until June, 30 and
/// 2000 from July on.
fn amended() -> Case {
    let (until, from) = ("until = \"2024-06-30\"", "from = \"2024-07-01\"");
    let scheme = [
        item("", QUIET),
        pay("old", 20, "quarter", until),
        pay("new", 30, "quarter", from),
        prize("first", 1000, until),
        prize("second", 2000, from),
    ];
    Case::new(&scheme.concat(), "events = [{ date = \"05-10\", event = \"吵闹\" }]")
}

#[test]
fn every_period_is_paid_by_the_rule_of_its_own_days() {
    let case = amended();
    let given = |period: &str| {
        let (result, found) = case.at(period);
        assert!(!found.has_errors(), "{found:?}");
        let money = result.money.iter().map(|entry| format!("{} {}", entry.rule, entry.amount));
        (money.collect::<Vec<_>>().join("，"), result.prize_total.to_string())
    };
    let expected = [
        ("2024-Q1", "old 200", "1000"),
        ("2024-Q2", "old 180", "1000"),
        ("2024-H1", "old 380", "2000"),
        ("2024-Q3", "new 270", "2000"),
        ("2024-Q4", "new 270", "2000"),
        ("2024-08", "", "0"),
    ];
    for (period, money, prizes) in expected {
        assert_eq!(given(period), (money.to_owned(), prizes.to_owned()), "{period}");
    }
    let (money, prizes) = given("2024");
    assert!(money.contains("old 380") && money.contains("new 540"), "{money}");
    assert_eq!(prizes, "6000");
}

/// Two villages: 乙村 loses a point in February, May, August and November, so that it is the last of every quarter, with 9,
/// 8, 7 and 6 points. Until June the last is admonished at once, from July on at the second time, which is counted anew;
/// 9 is good until June, 7 from July on.
#[test]
fn grades_and_sanctions_are_by_the_rule_of_their_own_days() {
    let (until, from) = ("until = \"06-30\"", "from = \"07-01\"");
    let band = |id: &str, least: u8, more: &str| {
        format!(
            "\n[[band]]\nid = \"{id}\"\nname = \"等次\"\nclause = \"八\"\nstanding = \"overall\"\nperiod = \"quarter\"\n\
             by = \"score\"\ngrades = [{{ name = \"好\", at-least = {least} }}, {{ name = \"一般\", below = {least} }}]\n{more}\n"
        )
    };
    let sanction = |id: &str, count: u8, more: &str| {
        let counting = if count > 1 { "counting = \"in-year\"\nno-history = \"none\"\n" } else { "" };
        format!(
            "\n[[sanction]]\nid = \"{id}\"\nname = \"{id}处理\"\nclause = \"九\"\nstanding = \"overall\"\nperiod = \"quarter\"\n\
             place = \"last\"\nplaces = 1\nties = \"all\"\n\
             steps = [{{ count = {count}, action = \"talk\", name = \"约谈\" }}]\n{counting}{more}\n"
        )
    };
    let scheme = [
        item("", QUIET),
        band("first-grades", 9, until),
        band("later-grades", 7, from),
        sanction("old", 1, until),
        sanction("new", 2, from),
    ];
    let rows = ["02-10", "05-10", "08-10", "11-10"]
        .map(|day| format!("{{ date = \"{day}\", village = \"乙村\", event = \"吵闹\" }}"));
    let facts = format!("villages = {{ \"甲村\" = \"\", \"乙村\" = \"\" }}\nevents = [{}]", rows.join(", "));
    let case = Case::new(&scheme.concat(), &facts);
    let told = |period: &str| {
        let (result, found) = case.at(period);
        assert!(!found.has_errors(), "{found:?}");
        let grade = result.villages[1].band.clone().unwrap_or_default();
        (grade, result.actions.iter().map(|action| action.rule.to_string()).collect::<Vec<_>>().join("，"))
    };
    let expected = [
        ("2024-Q1", "好", "old"),
        ("2024-Q2", "一般", "old"),
        ("2024-Q3", "好", ""),
        ("2024-Q4", "一般", "new"),
    ];
    for (period, grade, actions) in expected {
        assert_eq!(told(period), (grade.to_owned(), actions.to_owned()), "{period}");
    }
}

#[test]
fn what_is_not_in_force_is_not_told_as_missed_or_to_come() {
    let case = amended();
    let told = |period: &str, topic: Topic| {
        let question = Question { topics: vec![topic], ..about("例村") };
        all(&case.rulebook, &case.records, &case.at(period).0, &question)[0].parts[0].sentences.join("\n")
    };
    let of_prize = told("2024-Q3", Topic::Prize);
    assert!(of_prize.contains("second奖") && !of_prize.contains("first奖"), "{of_prize}");
    let of_may = told("2024-05", Topic::Money);
    assert!(of_may.contains("old报酬") && !of_may.contains("new报酬"), "{of_may}");
    let of_july = told("2024-07", Topic::Money);
    assert!(of_july.contains("new报酬") && !of_july.contains("old报酬"), "{of_july}");
}

/// Half a quarter is paid by no rule.
#[test]
fn what_begins_or_ends_within_a_period_is_an_error() {
    let found = |more: &str, period: &str| {
        let scheme = item("", QUIET) + &pay("old", 20, period, more);
        said(&load(&scheme).1, Code::BadValue)
    };
    let of_quarter = "old报酬按季度计，from 写的2024年8月15日不是其中一期的第一天";
    assert_eq!(found("from = \"2024-08-15\"", "quarter"), [of_quarter]);
    assert_eq!(found("from = \"2024-07-01\"\nuntil = \"2024-12-31\"", "quarter"), [""; 0]);
    assert_eq!(found("from = \"08-01\"", "month"), [""; 0]);
    let of_year = "old报酬按年计，until 写的2024年6月30日不是其中一期的最后一天";
    assert_eq!(found("until = \"2024-06-30\"", "year"), [of_year]);
    let scheme = item("", QUIET) + &prize("first", 1000, "until = \"05-31\"");
    let of_prize = "first奖按季度计，until 写的5月31日不是其中一期的最后一天";
    assert_eq!(said(&load(&scheme).1, Code::BadValue), [of_prize]);
}
