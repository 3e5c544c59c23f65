//! Ties at the edge of a prize that the rulebook leaves to people.

use std::fs;

use cunkao::analysis::lowering::Remeasured;
use cunkao::diagnostic::{Code, Diagnostics};
use cunkao::engine::{self, assessment::Assessment};
use cunkao::period::Period;
use cunkao::records::Records;
use cunkao::report;
use cunkao::report::explain::{Question, Topic};
use cunkao::rulebook::{self, Rulebook};

use crate::explanation::{about, all};

/// In the second quarter nobody reports anything, so that all three share the last place, and so the first.
const RULEBOOK: &str = r#"extends = "builtin:information-quota"

[[prize]]
id = "quarter-first"
clause = "六"
standing = "by-class"
period = "quarter"
ties = "decide"
tiers = [{ name = "一等奖", place = 1, amount = 300 }, { name = "二等奖", place = 2, amount = 200 }]

[[example]]
name = "三个站所"
period = "2024-Q2"
villages = { "甲所" = "站所", "乙所" = "站所", "丙所" = "站所" }
expect = [{ village = "甲所", score = 0 }]
"#;

fn township(more: &str) -> (Rulebook, Records) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    fs::write(&path, format!("{RULEBOOK}{more}")).unwrap();
    let (rulebook, found) = rulebook::load(&path, folder.path());
    let rulebook = rulebook.unwrap_or_else(|| panic!("{found:?}"));
    let records = rulebook.examples.last().unwrap().records.clone();
    (rulebook, records)
}

fn assess(more: &str) -> (Assessment, Diagnostics) {
    let (rulebook, records) = township(more);
    engine::assess(&rulebook, &records, Period::parse("2024-Q2").unwrap())
}

/// Who gets what.
fn prizes(assessment: &Assessment) -> Vec<(String, String, String)> {
    let awards = assessment.prizes.iter().filter(|award| award.prize == "quarter-first");
    awards.map(|award| (award.who.name().to_owned(), award.tier.clone(), award.amount.to_string())).collect()
}

fn undecided(found: &Diagnostics) -> Vec<String> {
    let about = found.iter().filter(|one| one.code.name() == "tie-undecided");
    about.map(|one| format!("{}\n{}", one.message, one.hints.join("\n"))).collect()
}

#[test]
fn nobody_gets_a_prize_that_nobody_decided() {
    let (assessment, found) = assess("");
    assert_eq!(prizes(&assessment), []);
    assert!(assessment.draft);
    let [told] = undecided(&found).try_into().unwrap();
    assert!(told.starts_with("2024-Q2 甲所、乙所、丙所并列在奖次的边上"), "{told}");
    // What is to be written can be pasted as it is told.
    let block = told.split_once("写上，先后照决定的写：\n").unwrap().1;
    let (decided, found) = assess(&format!("\n{block}\n"));
    assert_eq!(undecided(&found), Vec::<String>::new());
    assert_eq!(prizes(&decided).len(), 2);
}

#[test]
fn what_was_decided_is_given_and_traced() {
    let decision = r#"
[[decision]]
prize = "quarter-first"
period = "2024-Q2"
order = ["丙所", "甲所", "乙所"]
basis = "党政联席会2024年7月3日"
"#;
    let (assessment, found) = assess(decision);
    assert_eq!(undecided(&found), Vec::<String>::new());
    let given = |who: &str, tier: &str, amount: &str| (who.to_owned(), tier.to_owned(), amount.to_owned());
    assert_eq!(prizes(&assessment), [given("丙所", "一等奖", "300"), given("甲所", "二等奖", "200")]);
    let mut decided = assessment.prizes.iter().filter(|award| award.prize == "quarter-first");
    assert!(decided.all(|award| award.clause == "六（党政联席会2024年7月3日）"));
}

#[test]
fn a_decision_about_others_decides_nothing() {
    for (period, order) in [("2024-Q1", r#""丙所", "甲所", "乙所""#), ("2024-Q2", r#""丙所", "甲所""#)]
    {
        let decision = format!(
            "\n[[decision]]\nprize = \"quarter-first\"\nperiod = \"{period}\"\norder = [{order}]\nbasis = \"会\"\n"
        );
        let found = assess(&decision).1;
        assert_eq!(undecided(&found).len(), 1, "{period} {order}");
        let unused = crate::rule_kinds::said(&found, Code::DecisionUnused);
        let others = "2024-Q2 丙所、甲所先后的决定没有用上：奖次边上并列的是甲所、乙所、丙所";
        let expected: &[&str] = if period == "2024-Q1" { &[] } else { &[others] };
        assert_eq!(unused, expected, "what another quarter decided is no concern of this one");
    }
}

fn decision(order: &str) -> String {
    format!(
        "\n[[decision]]\nprize = \"quarter-first\"\nperiod = \"2024-Q2\"\norder = [{order}]\nbasis = \"会\"\n"
    )
}

/// Two orders of the same three: neither counts, and both are named.
#[test]
fn of_two_decisions_that_differ_none_counts() {
    let [one, two] = [r#""丙所", "甲所", "乙所""#, r#""甲所", "乙所", "丙所""#].map(decision);
    let (assessment, found) = assess(&format!("{one}{two}"));
    assert_eq!(prizes(&assessment), []);
    let [told] = undecided(&found).try_into().unwrap();
    assert!(
        told.starts_with("2024-Q2 quarter-first 有两个不同的决定：丙所、甲所、乙所；甲所、乙所、丙所"),
        "{told}"
    );
    // The same said twice is one decision.
    assert_eq!(prizes(&assess(&format!("{one}{one}")).0).len(), 2);
}

/// A prize that is shared asks nobody; one of a quarter has no decision of a year; nobody is first and last.
#[test]
fn a_decision_that_nothing_can_ask_for_is_told() {
    let told = |more: &str| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rulebook.toml");
        fs::write(&path, format!("{RULEBOOK}{more}")).unwrap();
        crate::rule_kinds::said(&rulebook::load(&path, folder.path()).1, Code::DecisionUnused)
    };
    let order = r#""丙所", "甲所", "乙所""#;
    assert_eq!(told(&decision(order)), [""; 0]);
    let of_year = decision(order).replace("2024-Q2", "2024");
    assert_eq!(told(&of_year), ["这个先后的决定用不上：quarter-first 按季度评，写的是 2024"]);
    assert_eq!(told(&decision(r#""丙所", "甲所", "丙所""#)), ["order 里“丙所”写了两次，分不出它在哪一位"]);
    let shared = format!("{RULEBOOK}{}", decision(order)).replace("ties = \"decide\"", "ties = \"share\"");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    fs::write(&path, shared).unwrap();
    let found = rulebook::load(&path, folder.path()).1;
    assert_eq!(
        crate::rule_kinds::said(&found, Code::DecisionUnused),
        ["这个先后的决定用不上：quarter-first 的并列不由人决定（ties 写的不是 \"decide\"）"]
    );
}

/// Three of one tier share nothing that has to be decided.
#[test]
fn a_tie_within_one_tier_needs_no_decision() {
    let (mut rulebook, records) = township("");
    for prize in &mut rulebook.prizes {
        if let (true, [first, ..]) = (prize.id == "quarter-first", prize.tiers.as_mut_slice()) {
            first.until = cunkao::number::Number::from_count(3);
        }
    }
    let (assessment, found) = engine::assess(&rulebook, &records, Period::parse("2024-Q2").unwrap());
    assert_eq!(undecided(&found), Vec::<String>::new());
    assert_eq!(prizes(&assessment).iter().filter(|(_, tier, _)| tier == "一等奖").count(), 3);
}

/// 甲所 is put second by the meeting: it shares the first place, and gets what the second one brings.
#[test]
fn whoever_a_decision_put_second_is_told_by_whom() {
    let decision = r#"
[[decision]]
prize = "quarter-first"
period = "2024-Q2"
order = ["丙所", "甲所", "乙所"]
basis = "党政联席会2024年7月3日"
"#;
    let (rulebook, records) = township(decision);
    let (assessment, _) = engine::assess(&rulebook, &records, Period::parse("2024-Q2").unwrap());
    let award = assessment.prizes.iter().find(|one| one.prize == "quarter-first" && one.who.name() == "甲所");
    let decided = award.and_then(|one| one.decided.as_ref()).unwrap();
    assert_eq!((decided.place, decided.basis.as_str()), (2, "党政联席会2024年7月3日"));

    let question = Question { topics: vec![Topic::Prize], ..about("甲所") };
    let answers = all(&rulebook, &records, &assessment, &question);
    let told = answers[0].parts[0].sentences.join("\n");
    assert!(
        told.contains("站所并列第1名，并列的先后由党政联席会2024年7月3日决定，列第2名，得第2名的奖金。"),
        "{told}"
    );
    assert!(
        told.lines().filter(|line| line.contains("二等奖")).all(|line| !line.contains("这一名次")),
        "{told}"
    );
    let page = report::overview::overview(&assessment, &Remeasured::by(&rulebook));
    let rows = page.sections.iter().find(|section| section.heading.ends_with("奖励")).unwrap();
    let rows = &rows.table.as_ref().unwrap().rows;
    let row = rows.iter().find(|row| row[3] == "甲所" && row[4] == "二等奖").unwrap();
    assert_eq!(row[2], "站所并列第1名");
    assert_eq!(row[7], "并列，党政联席会2024年7月3日决定先后，列第2名");
}

/// The paper calls the village of one of them by another of its names.
#[test]
fn cadres_are_known_by_every_name_of_their_village() {
    let scheme = r#"extends = "builtin:cadre-quarter"

[[prize]]
id = "quarter-first"
clause = "六"
standing = "by-post"
period = "quarter"
ties = "decide"
tiers = [{ name = "一等奖", place = 1, amount = 300 }, { name = "二等奖", place = 2, amount = 200 }]

[[decision]]
prize = "quarter-first"
period = "2024-Q2"
order = ["老东村李四", "西村张三"]
basis = "党政联席会2024年7月3日"

[[example]]
name = "两个主任"
period = "2024-Q2"
villages = { "东村" = "", "西村" = "" }
cadres = [{ name = "张三", post = "主任", village = "西村" }, { name = "李四", post = "主任", village = "东村" }]
marks = [
    { month = 6, mark = "重点工作评分", value = 27, person = "张三", village = "西村" },
    { month = 6, mark = "群众评议得票率", value = 90, person = "张三", village = "西村" },
    { month = 6, mark = "重点工作评分", value = 27, person = "李四", village = "东村" },
    { month = 6, mark = "群众评议得票率", value = 90, person = "李四", village = "东村" },
]
expect = [{ village = "西村", score = 0 }]
"#;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    fs::write(&path, scheme).unwrap();
    let (rulebook, found) = rulebook::load(&path, folder.path());
    let rulebook = rulebook.unwrap_or_else(|| panic!("{found:?}"));
    let mut records = rulebook.examples.last().unwrap().records.clone();
    let east = records.roster.villages.iter_mut().find(|village| village.name == "东村").unwrap();
    east.aliases.push("老东村".to_owned());
    let (assessment, found) = engine::assess(&rulebook, &records, Period::parse("2024-Q2").unwrap());
    assert_eq!(undecided(&found), [""; 0]);
    let awards = prizes(&assessment);
    let awards: Vec<_> = awards.iter().map(|(who, tier, _)| (who.as_str(), tier.as_str())).collect();
    assert_eq!(awards, [("李四", "一等奖"), ("张三", "二等奖")]);
}
