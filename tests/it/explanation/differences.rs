//! What separates two villages, or two periods: the items' differences come to that of the scores, and what is told
//! under an item comes to the item's.

use std::collections::BTreeMap;

use cunkao::number::Number;
use serde_json::Value;

use super::{explained, parse, printed, scored};

const DEMO: &str = "examples/demo-township";

/// An item's line, and what is told under it.
type Told<'a> = (&'a str, Vec<&'a str>);

fn scores(result: &Value) -> BTreeMap<String, Number> {
    let villages = result["villages"].as_array().unwrap().iter();
    villages
        .map(|village| {
            let score = parse::number(village["score"].as_str().unwrap());
            (village["name"].as_str().unwrap().to_owned(), score)
        })
        .collect()
}

fn rows<'a>(lines: &[&'a str]) -> Vec<Told<'a>> {
    let mut rows: Vec<Told<'_>> = Vec::new();
    for line in lines {
        if let Some(row) = parse::numbered(line) {
            rows.push((row, Vec::new()));
        } else if line.starts_with("   ") {
            rows.last_mut().unwrap().1.push(line.trim_start());
        }
    }
    rows
}

/// They add up to the whole, and the largest comes first.
fn rows_add_up(place: &str, rows: &[Told<'_>], whole: Number) {
    let differences: Vec<Number> = rows.iter().map(|(row, _)| parse::difference(row)).collect();
    assert_eq!(Number::sum(differences.iter().copied()).unwrap(), whole, "{place} {rows:#?}");
    let sizes: Vec<Number> = differences.iter().map(|one| one.unsigned()).collect();
    assert!(sizes.is_sorted_by(|one, next| one >= next), "{place} {sizes:?}");
}

#[test]
fn every_pair_of_villages_is_told_apart_to_the_last_digit() {
    let scores = scores(&scored(DEMO, "2024"));
    let mut pairs = 0;
    for (other, theirs) in &scores {
        let printed = explained("2024", &["--versus", other]);
        for (one, mine) in scores.iter().filter(|(one, _)| *one != other) {
            let lines = parse::section(&printed, &format!("{one} 与{other}相比"));
            let rows = rows(&lines);
            let place = format!("{one} {other}");
            rows_add_up(&place, &rows, mine.minus(*theirs).unwrap());
            for (row, told) in &rows {
                let of = |who: &str| {
                    let own = told.iter().filter(|line| line.starts_with(who));
                    Number::sum(own.map(|line| parse::lost(line))).unwrap()
                };
                // Who loses less has more.
                assert_eq!(of(other).minus(of(one)).unwrap(), parse::difference(row), "{place} {row}");
                assert!(told.iter().all(|line| line.starts_with(one) || line.starts_with(other)), "{told:?}");
            }
            pairs += 1;
        }
    }
    assert_eq!(pairs, 56);
}

/// By the scheme: 村道集资 19.7 against 13.3 is the largest of eleven and a half points.
#[test]
fn the_largest_difference_stands_first() {
    let printed = explained("2024", &["--village", "3村", "--versus", "6村"]);
    let lines = parse::section(&printed, "3村 与6村相比");
    assert_eq!(lines[0], "3村得94.175分，6村得82.675分，3村多11.5分：");
    assert_eq!(lines[1], "1. 村道硬化集资收取（2(6)）多6.4分（19.7分对13.3分）");
    assert!(lines.contains(&"以上各条加减，正好多11.5分。"), "{lines:#?}");
}

#[test]
fn two_periods_of_one_running_account_are_told_apart_by_what_was_posted_between() {
    for (since, period, last) in [
        ("2024-Q1", "2024", "2024年3月31日"),
        ("2024-Q1", "2024-Q3", "2024年3月31日"),
        ("2024-05", "2024-06", "2024年5月31日"),
        ("2024-Q3", "2024-12", "2024年9月30日"),
    ] {
        let (before, now) = (scores(&scored(DEMO, since)), scores(&scored(DEMO, period)));
        let printed = explained(period, &["--since", since]);
        for (village, score) in &now {
            let chinese = cunkao::period::Period::parse(since).unwrap().chinese();
            let lines = parse::section(&printed, &format!("{village} {chinese}以来"));
            let rows = rows(&lines);
            let place = format!("{village} {since} {period}");
            rows_add_up(&place, &rows, score.minus(before[village]).unwrap());
            for (row, told) in &rows {
                let moved = told.iter().map(|line| parse::lost(line).negated());
                assert_eq!(Number::sum(moved).unwrap(), parse::difference(row), "{place} {row}");
                assert!(told.iter().all(|line| !line.contains(last) && !line.contains("不再算")), "{told:?}");
            }
        }
    }
}

/// The posting that somebody asks about stands under its item.
#[test]
fn what_was_posted_in_between_is_told_with_its_cell() {
    let printed = explained("2024", &["--village", "3村", "--since", "2024-Q2"]);
    let lines = parse::section(&printed, "3村 2024年第二季度以来");
    let accident = lines.iter().find(|line| line.contains("村民私拉电线起火")).unwrap();
    assert!(accident.starts_with("   扣1分：2024年8月23日，安全事故"), "{accident}");
    assert!(accident.contains("records/2024-08/综治办.xlsx > 事项登记 > C4、D4"), "{accident}");
}

/// Months with an account of their own have no posting in common: the one's go, the other's come.
#[test]
fn accounts_that_begin_anew_are_told_apart_by_both() {
    let question = cunkao::report::explain::Question {
        since: cunkao::period::Period::parse("2024-01"),
        ..super::about("甲村")
    };
    let (january, _) = crate::periods::assess("skip", "mean", "2024-01");
    let (february, _) = crate::periods::assess("skip", "mean", "2024-02");
    let rulebook = &crate::properties::RULEBOOK;
    let records = cunkao::records::Records::default();
    let basis = cunkao::report::explain::Basis {
        rulebook,
        records: &records,
        assessment: &february,
        earlier: Some(&january),
    };
    let answers = cunkao::report::explain::answers(basis, &question).unwrap();
    let lines: Vec<&str> = answers[0].parts[0].sentences.iter().map(String::as_str).collect();
    assert_eq!(lines[0], "2024年1月得7分，2024年2月得10分，多3分：");
    rows_add_up("甲村", &rows(&lines), parse::number("3"));
    let gone = lines.iter().find(|line| line.contains("吵闹")).unwrap();
    assert!(gone.starts_with("   2024年1月的这一笔不再算：扣3分："), "{lines:#?}");
}

/// A cadre's score is the village's, less what is the person's own.
#[test]
fn cadres_are_told_apart_too() {
    let printed = explained("2024", &["--cadre", "陈国华", "--versus", "韩永福"]);
    let lines = parse::section(&printed, "1村 陈国华（支部书记） 与7村韩永福相比");
    // 92.78125 against 60.4375, and 2 off for a grave fault of conduct.
    rows_add_up("陈国华", &rows(&lines), parse::number("34.34375"));
    assert!(lines[0].contains("58.4375"), "{lines:#?}");
}

/// One item alone is no sum.
#[test]
fn an_item_is_told_apart_by_itself() {
    let more = ["--village", "3村", "--versus", "6村", "--item", "烟叶"];
    let printed = explained("2024", &more);
    let lines = parse::section(&printed, "3村 与6村相比");
    let rows = rows(&lines);
    assert_eq!(rows.len(), 1);
    assert_eq!(parse::difference(rows[0].0), parse::number("1.95"));
    assert!(!printed.contains("以上各条加减"), "{printed}");
}

#[test]
fn weighted_scores_are_told_apart_by_what_their_terms_bring() {
    let printed = printed("examples/monthly-blend", "2024-01", &["--village", "甲村", "--versus", "乙村"]);
    let lines = parse::section(&printed, "甲村 与乙村相比");
    // 58.2 against 54 and a bonus of 1.
    rows_add_up("甲村", &rows(&lines), parse::number("3.2"));
}

/// What is weighted is told apart by the faults within it: 重点工作 36 of 40, 阶段性工作 +3, 日常工作 −2.
#[test]
fn the_faults_within_a_weighted_score_are_told() {
    let printed = printed("examples/monthly-blend", "2024-01", &["--village", "甲村", "--versus", "乙村"]);
    let inside = printed.lines().filter(|line| line.starts_with("      甲村折算前："));
    let lost: Vec<String> = inside.take(3).map(|line| parse::lost(line).to_string()).collect();
    assert_eq!(lost, ["4", "-3", "2"], "{printed}");
}

#[test]
fn a_difference_in_one_item_says_that_it_is_a_part() {
    let asked = ["--village", "3村", "--versus", "6村", "--item", "烟叶发展"];
    let printed = explained("2024", &asked);
    assert!(printed.contains("，其中只列问到的项目："), "{printed}");
    assert!(!printed.contains("以上各条加减"), "{printed}");
}

/// What single households are paid stands in the audit workbook, and that is said.
#[test]
fn where_single_households_stand_is_said() {
    let printed = explained("2024", &["--village", "3村", "--money"]);
    let line = printed.lines().find(|line| line.contains("农户另有")).unwrap();
    assert!(line.contains("每户的数量、标准、条款和单元格见底稿"), "{line}");
}

/// 10 and 2 points, the mean of which is 6, are carried over: four fewer for 甲村, and nothing was taken off it.
#[test]
fn what_a_merger_carries_over_is_no_deduction() {
    let rule = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"";
    let scheme = crate::rule_kinds::item("", rule);
    let scheme = scheme.replacen("round = \"exact\"", "round = \"exact\"\nmerge = \"mean\"", 1);
    let facts = "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\n\
                 events = [{ date = \"02-01\", event = \"吵闹\", village = \"乙村\", count = 8 }]";
    let mut case = crate::rule_kinds::Case::new(&scheme, facts);
    let village = &mut case.records.roster.villages[1];
    let on = cunkao::period::date(2024, 4, 1).unwrap();
    village.until = Some(on.yesterday().unwrap());
    village.merged =
        Some(cunkao::records::Merged { into: "甲村".to_owned(), on, cell: village.cell.clone() });
    let [(earlier, _), (assessment, _)] = ["2024-Q1", "2024-Q2"].map(|period| case.at(period));
    let question = cunkao::report::explain::Question {
        since: cunkao::period::Period::parse("2024-Q1"),
        ..super::about("甲村")
    };
    let basis = cunkao::report::explain::Basis {
        rulebook: &case.rulebook,
        records: &case.records,
        assessment: &assessment,
        earlier: Some(&earlier),
    };
    let answers = cunkao::report::explain::answers(basis, &question).unwrap();
    let lines = &answers[0].parts[0].sentences;
    assert!(lines.iter().any(|line| line.starts_with("   并村少4分：")), "{lines:#?}");
    assert!(!lines.iter().any(|line| line.contains("扣4分")), "{lines:#?}");
}

/// Each of the two lost as much in the one item for its own noise: they are equal there, whatever was posted.
#[test]
fn an_item_in_which_two_are_equal_separates_nothing() {
    let printed = explained("2024", &["--versus", "6村"]);
    let rows = printed.lines().filter_map(parse::numbered);
    let equal: Vec<&str> = rows.filter(|row| row.contains("）相同（")).collect();
    assert!(equal.is_empty(), "{equal:#?}");
}

/// Two points for 92 of 90 in March, none for 90 in June: that nothing came of the second quarter is told since the first, and
/// where a formula brought nothing at all, from which cell.
#[test]
fn a_formula_that_came_to_nothing_since_is_told_with_its_cell() {
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"";
    let rule = "kind = \"formula\"\nformula = \"参保率 - 90\"\nmeasure = \"quarter\"\nagain = \"adds\"";
    let rate = "\n[[indicator]]\nname = \"参保率\"\nunit = \"%\"\nsource = \"entered\"\ncurrent = true\n";
    let scheme = crate::rule_kinds::item(keys, rule).replace("\"full-mark\"", "\"nothing\"") + rate;
    let figure =
        |day: &str, value: u8| format!("{{ date = \"{day}\", indicator = \"参保率\", value = {value} }}");
    let case = |figures: &[String]| {
        crate::rule_kinds::Case::new(&scheme, &format!("figures = [{}]", figures.join(", ")))
    };
    let two = case(&[figure("03-31", 92), figure("06-30", 90)]);
    let told = |case: &crate::rule_kinds::Case, since: Option<&str>| {
        let (assessment, earlier) = (case.at("2024-Q2").0, since.map(|since| case.at(since).0));
        let question = cunkao::report::explain::Question {
            since: since.and_then(cunkao::period::Period::parse),
            ..super::about("例村")
        };
        let basis = cunkao::report::explain::Basis {
            rulebook: &case.rulebook,
            records: &case.records,
            assessment: &assessment,
            earlier: earlier.as_ref(),
        };
        let answers = cunkao::report::explain::answers(basis, &question).unwrap();
        let parts = answers[0].parts.iter().flat_map(|part| &part.sentences);
        parts.cloned().collect::<Vec<String>>()
    };
    let nothing = "按公式 参保率[90] - 90 = 0分，见 ";
    let since = told(&two, Some("2024-Q1"));
    assert!(since.iter().any(|line| line.contains("项目（一（一））相同（2分到2分）")), "{since:#?}");
    assert!(
        since.iter().any(|line| line.starts_with("   2024年6月30日") && line.contains(nothing)),
        "{since:#?}"
    );
    let never = told(&case(&[figure("03-31", 90), figure("06-30", 90)]), None);
    assert!(never.iter().any(|line| line.contains(nothing)), "{never:#?}");
    // What was told of the first quarter is none of the second's.
    let later = told(&case(&[figure("03-31", 90), figure("06-30", 92)]), Some("2024-Q1"));
    assert!(!later.iter().any(|line| line.contains("= 0分")), "{later:#?}");
}
