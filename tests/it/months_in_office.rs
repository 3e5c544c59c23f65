//! Grades that ask for so many months in office. Expected values are worked out by hand; those by whole months as examples
//! of `worked/months-in-office.toml`.

use std::fs;

use cunkao::analysis::Grounds;
use cunkao::analysis::lowering::Remeasured;
use cunkao::analysis::reach::{Asked, reach};
use cunkao::diagnostic::{Code, Diagnostics};
use cunkao::engine::assessment::Assessment;
use cunkao::period::{Period, date};
use cunkao::records::Merged;
use cunkao::report::explain::{Query, Question, Topic};
use cunkao::report::provisions::provisions;
use cunkao::report::{json, overview};

use crate::explanation::all;
use crate::rule_kinds::{Case, item, load, said};
use crate::support::repository;

/// The worked scheme with some of it replaced.
fn scheme(changes: &[(&str, &str)]) -> String {
    let text = fs::read_to_string(repository("tests/rulebooks/worked/months-in-office.toml")).unwrap();
    let (text, _) = text.split_once("[[example]]").unwrap();
    changes.iter().fold(text.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    })
}

/// Some cadres, who were late so often.
fn case(cadres: &[&str], late: &[(&str, u32)], changes: &[(&str, &str)]) -> Case {
    let late = late.iter().map(|(who, count)| {
        format!("{{ date = \"12-01\", event = \"迟到\", person = \"{who}\", count = {count} }}")
    });
    let late: Vec<_> = late.collect();
    Case::new(&scheme(changes), &format!("cadres = [{}]\nevents = [{}]", cadres.join(", "), late.join(", ")))
}

const DAYS: (&str, &str) = ("\"whole-months\"", "\"days\"");
const BY_SCORE: (&str, &str) = (
    r#"by = "percent"
grades = [{ name = "优秀", percent = 20 }, { name = "合格", percent = 60 }, { name = "基本合格" }]
ties = "better""#,
    r#"by = "score"
grades = [{ name = "优秀", at-least = 98 }, { name = "合格", at-least = 96, below = 98 }, { name = "基本合格", below = 96 }]"#,
);
const NO_SEAT: (&str, &str) = ("without-grade = \"no-seat\"\n", "");

fn assessed(case: &Case, period: &str) -> Assessment {
    let (result, found) = case.at(period);
    assert!(!found.has_errors(), "{found:?}");
    result
}

/// Everybody's grade as it is told: `甲优秀`.
fn graded(case: &Case) -> Vec<String> {
    let result = assessed(case, "2024");
    let mut told: Vec<_> = result
        .bands
        .iter()
        .map(|band| {
            let why = band.ungraded.as_ref().map_or_else(String::new, |why| format!("（{why}）"));
            format!("{}{}{why}", band.who.name(), band.grade)
        })
        .collect();
    told.sort();
    told
}

/// What is said of one who held these posts from and until these days.
fn of_spells(spells: &[(&str, &str, &str)], by: &[(&str, &str)]) -> String {
    let cadres: Vec<_> = spells
        .iter()
        .map(|(post, from, until)| {
            format!("{{ name = \"甲\", post = \"{post}\", from = \"{from}\", until = \"{until}\" }}")
        })
        .collect();
    let cadres: Vec<_> = cadres.iter().map(String::as_str).collect();
    graded(&case(&cadres, &[], &[by, &[BY_SCORE, NO_SEAT]].concat())).concat()
}

#[test]
fn whole_months_are_those_of_which_every_day_was_in_office() {
    for (spells, told) in [
        (&[("主任", "07-01", "12-31")][..], "甲优秀"),
        (&[("主任", "07-02", "12-31")], "甲不定等次（任职5个整月，不满6个月）"),
        (&[("主任", "01-01", "06-30")], "甲优秀"),
        (&[("主任", "01-01", "06-29")], "甲不定等次（任职5个整月，不满6个月）"),
        (&[("主任", "12-02", "12-31")], "甲不定等次（任职0个整月，不满6个月）"),
        // February and March, August to October; the rest of January and of November are none.
        (&[("主任", "01-15", "04-14"), ("委员", "08-01", "11-15")], "甲不定等次（任职5个整月，不满6个月）"),
        // A change of post within a month leaves it whole.
        (&[("主任", "01-01", "03-15"), ("委员", "03-16", "06-30")], "甲优秀"),
        // Two posts at once are counted once: January to May.
        (&[("主任", "01-01", "04-30"), ("委员", "02-01", "05-31")], "甲不定等次（任职5个整月，不满6个月）"),
    ] {
        assert_eq!(of_spells(spells, &[]), told, "{spells:?}");
    }
}

#[test]
fn days_come_to_months_from_the_day_on_which_office_was_taken() {
    for (spells, told) in [
        (&[("主任", "07-01", "12-31")][..], "甲优秀"),
        // To 1 December five months, and thirty days that are not yet one.
        (&[("主任", "07-02", "12-31")], "甲不定等次（任职5个月零30天，不满6个月）"),
        (&[("主任", "03-15", "09-14")], "甲优秀"),
        (&[("主任", "03-15", "08-14")], "甲不定等次（任职5个月，不满6个月）"),
        (&[("主任", "12-20", "12-31")], "甲不定等次（任职12天，不满6个月）"),
        // Three months, and three with fifteen days.
        (&[("主任", "01-15", "04-14"), ("委员", "08-01", "11-15")], "甲优秀"),
        // Two months with 14 days, and three with 16: thirty days are one more.
        (&[("主任", "01-15", "03-28"), ("委员", "09-01", "12-16")], "甲优秀"),
        (
            &[("主任", "01-15", "03-28"), ("委员", "09-01", "12-15")],
            "甲不定等次（任职5个月零29天，不满6个月）",
        ),
        (&[("主任", "01-01", "03-15"), ("委员", "03-16", "06-30")], "甲优秀"),
    ] {
        assert_eq!(of_spells(spells, &[DAYS]), told, "{spells:?}");
    }
}

const FIVE: &[&str] = &[
    r#"{ name = "甲", post = "主任", from = "07-02" }"#,
    r#"{ name = "乙", post = "委员" }"#,
    r#"{ name = "丙", post = "委员" }"#,
    r#"{ name = "丁", post = "委员" }"#,
    r#"{ name = "戊", post = "委员" }"#,
];
const LATE: &[(&str, u32)] = &[("乙", 1), ("丙", 2), ("丁", 3), ("戊", 4)];

/// 甲 is first. Of the other four 20 % are no seat and 80 % are three; of all five they are one, which 甲 leaves empty,
/// and four, of which 甲 holds one as well.
#[test]
fn whether_who_has_no_grade_takes_a_seat_the_rulebook_says() {
    let ungraded = "甲不定等次（任职5个整月，不满6个月）";
    let no_seat = case(FIVE, LATE, &[]);
    let mut expected = ["乙合格", "丙合格", "丁合格", "戊基本合格", ungraded];
    expected.sort_unstable();
    assert_eq!(graded(&no_seat), expected);
    let told = no_seat.said("2024", Code::TierUnreachable);
    assert_eq!(told, ["年度等次排名次、定等次的只有 4 个，按比例不足一个名额，没有“优秀”"]);
    let keeps = case(FIVE, LATE, &[("\"no-seat\"", "\"keeps-seat\"")]);
    assert_eq!(graded(&keeps), expected);
    assert_eq!(keeps.said("2024", Code::TierUnreachable), Vec::<String>::new());
    // By places: the first two, and the two next.
    let places = [
        ("by = \"percent\"", "by = \"places\""),
        ("percent = 20", "until = 2"),
        ("percent = 60", "until = 4"),
    ];
    let mut moved_up = ["乙优秀", "丙优秀", "丁合格", "戊合格", ungraded];
    moved_up.sort_unstable();
    assert_eq!(graded(&case(FIVE, LATE, &places)), moved_up);
    let mut left_empty = ["乙优秀", "丙合格", "丁合格", "戊基本合格", ungraded];
    left_empty.sort_unstable();
    let keeps = [&places[..], &[("\"no-seat\"", "\"keeps-seat\"")]].concat();
    assert_eq!(graded(&case(FIVE, LATE, &keeps)), left_empty);
}

/// A veto that forces the lowest grade is stricter than the want of one; one that lowers has nothing to lower.
#[test]
fn who_is_forced_down_is_graded_however_short_the_time() {
    let veto = |effect: &str| {
        format!(
            "[[veto]]\nid = \"v\"\nname = \"酒驾\"\nclause = \"五\"\nevent = \"酒驾\"\nperson = \"required\"\nstanding = \"overall\"\n\
             period = \"year\"\neffect = \"{effect}\"\nplace = \"kept\"\n\n[[band]]"
        )
    };
    for (effect, grade) in [("lowest-band", "基本合格"), ("one-band-lower", "不定等次")] {
        let drunk = r#"events = [{ date = "12-01", event = "酒驾", person = "甲" }]"#;
        let facts = format!("cadres = [{}]\n{drunk}", FIVE[0]);
        let case = Case::new(&scheme(&[("[[band]]", &veto(effect))]), &facts);
        let result = assessed(&case, "2024");
        assert_eq!(result.bands[0].grade, grade);
        assert_eq!(result.bands[0].ungraded.is_some(), grade == "不定等次");
    }
}

/// Of a quarter three months are the most, and those of other quarters count nothing.
#[test]
fn months_are_those_of_the_period_that_is_graded() {
    let quarter = [
        ("period = \"year\"", "period = \"quarter\""),
        ("months-in-office = 6", "months-in-office = 3"),
        BY_SCORE,
        NO_SEAT,
    ];
    let case = case(&[r#"{ name = "甲", post = "主任", from = "02-01" }"#], &[], &quarter);
    let told = |period: &str| {
        let bands = assessed(&case, period).bands;
        bands.into_iter().map(|band| (band.period.chinese(), band.ungraded)).collect::<Vec<_>>()
    };
    let short = ("2024年第一季度".to_owned(), Some("任职2个整月，不满3个月".to_owned()));
    assert_eq!(told("2024-Q1"), std::slice::from_ref(&short));
    assert_eq!(told("2024-Q2"), [("2024年第二季度".to_owned(), None)]);
    // A year has the grades of its quarters.
    assert_eq!(told("2024")[0], short);
}

const OF_VILLAGES: &str = r#"
[[band]]
id = "grade"
name = "等次"
clause = "四"
standing = "overall"
period = "year"
by = "score"
grades = [{ name = "优秀", at-least = 9 }, { name = "合格", below = 9 }]
months-in-office = 6
months-by = "whole-months"
"#;

/// A village that came late has its score and place and no grade, and is told that nothing brings it one.
#[test]
fn a_village_is_counted_from_the_day_on_which_it_is_assessed() {
    let noise = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"\n";
    let mut case = Case::new(
        &format!("{}{OF_VILLAGES}", item("", noise)),
        "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }",
    );
    let from = Period::parse("2024-08").unwrap().first_day();
    case.records.roster.villages[1].from = Some(from);
    let result = assessed(&case, "2024");
    let told: Vec<_> =
        result.bands.iter().map(|band| (band.grade.as_str(), band.ungraded.as_deref())).collect();
    assert_eq!(told, [("优秀", None), ("不定等次", Some("列入考核5个整月，不满6个月"))]);
    let grounds =
        Grounds { rulebook: &case.rulebook, records: &case.records, assessment: &result, reread: &|_| None };
    let asked = |village: &str| reach(&grounds, village, &Asked::Grade("合格".to_owned()), None);
    assert!(asked("甲村").unwrap().is_had);
    assert_eq!(
        asked("乙村").unwrap_err().message,
        "乙村2024年度“等次”不定等次：列入考核5个整月，不满6个月，得多少分都一样"
    );
}

const PAY: &str = r#"
[[pay]]
id = "pay"
name = "年度绩效"
clause = "六"
subject = "cadre"
node = "cadre"
period = "year"
band = "grade"
amounts = { "优秀" = 3000, "合格" = 2000, "基本合格" = 1000 }
partial = "full"
round = "yuan"
"#;

/// What who has no grade is paid is written beside what the grades bring; who writes nothing is told that they get none.
#[test]
fn what_who_has_no_grade_is_paid_is_written_beside_the_grades() {
    let pay = |more: &str| {
        let pay = PAY.replace("\"基本合格\" = 1000", &format!("\"基本合格\" = 1000{more}"));
        format!("{pay}\n[[band]]")
    };
    let warned = |more: &str| said(&load(&scheme(&[("[[band]]", &pay(more))])).1, Code::GradeWithoutPay);
    let with = |more: &str| case(FIVE, LATE, &[("[[band]]", &pay(more))]);
    let yuan = |case: &Case| {
        let money = assessed(case, "2024").money;
        let own = money.iter().find(|entry| entry.party.name() == "甲");
        own.map(|entry| (entry.amount.to_string(), entry.postings[0].reason.to_string()))
    };
    let paid = with(", \"不定等次\" = 800");
    assert_eq!(yuan(&paid), Some(("800".to_owned(), "2024年度：等次不定等次，800元".to_owned())));
    assert_eq!(warned(", \"不定等次\" = 800"), Vec::<String>::new());
    let unpaid = with("");
    assert_eq!(yuan(&unpaid), None);
    assert_eq!(warned(""), ["年度绩效没有写不定等次的金额，这些等次不发"]);
    let told = explained(&unpaid, Topic::Money);
    let words =
        "没有发年度绩效（六）：2024年度年度等次（三）为不定等次（任职5个整月，不满6个月），这一等次不发。";
    assert!(told.contains(words), "{told}");
    let said = provisions(&paid.rulebook, None);
    let said: Vec<_> = said.sections.into_iter().flat_map(|one| one.paragraphs).collect();
    let words = "按等次发，优秀3000元、合格2000元、基本合格1000元、不定等次800元";
    assert!(said.iter().any(|one| one.contains(words)), "{said:?}");
}

fn explained(case: &Case, topic: Topic) -> String {
    let result = assessed(case, "2024");
    let question = Question {
        query: Query { cadre: Some("甲".to_owned()), ..Query::default() },
        topics: vec![topic],
        ..Question::default()
    };
    let answers = all(&case.rulebook, &case.records, &result, &question);
    let said = answers.iter().flat_map(|one| &one.parts).flat_map(|part| part.sentences.clone());
    said.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_months_are_told_wherever_grades_are_listed() {
    let case = case(FIVE, LATE, &[]);
    let result = assessed(&case, "2024");
    let words = "不定等次（任职5个整月，不满6个月）";
    let document = overview::overview(&result, &Remeasured::default());
    let tables = document.sections.iter().filter_map(|section| section.table.as_ref());
    let cells: Vec<&str> = tables.flat_map(|table| table.rows.iter().flatten()).map(String::as_str).collect();
    assert!(cells.contains(&words), "{cells:?}");
    let json: serde_json::Value = serde_json::from_str(&json::result(&result, &Diagnostics::new())).unwrap();
    let own: Vec<_> =
        json["bands"].as_array().unwrap().iter().filter(|one| one["grade"] == "不定等次").collect();
    assert_eq!(own.len(), 1);
    assert_eq!(own[0]["ungraded"], "任职5个整月，不满6个月");
    let told = explained(&case, Topic::Rank);
    let sentence = format!("甲（主任）2024年度的年度等次（三）：{words}。");
    assert!(told.ends_with(&sentence), "{told}");
}

#[test]
fn months_in_office_are_read_back_in_chinese() {
    let said = |case: Case| {
        let sections = provisions(&case.rulebook, None).sections;
        sections.into_iter().flat_map(|one| one.paragraphs).collect::<Vec<_>>().join("\n")
    };
    for (changes, words) in [
        (&[][..], "，任职（村：列入考核）不满6个月的（按整月计）照常考核、不定等次，不占名额、不算在人数里"),
        (
            &[DAYS, ("\"no-seat\"", "\"keeps-seat\"")],
            "，任职（村：列入考核）不满6个月的（按天计，几段任职的余天合起来每30天算一个月）照常考核、不定等次，照占名额、空出的不补",
        ),
        (&[BY_SCORE, NO_SEAT], "，任职（村：列入考核）不满6个月的（按整月计）照常考核、不定等次"),
    ] {
        let told = said(case(FIVE, &[], changes));
        assert!(told.contains(words), "{told}");
    }
}

/// 甲 came from 乙村 in October: what was served there does not count, and stands beside it, for people may count it. So does
/// what somebody without a number served in a village that became part of this one; a namesake elsewhere is another person.
#[test]
fn what_was_served_in_another_village_stands_beside_what_is_too_short() {
    let cadres = [
        r#"{ name = "甲", village = "乙村", post = "委员", until = "09-30" }"#,
        r#"{ name = "甲", village = "丙村", post = "委员", from = "10-01" }"#,
        r#"{ name = "丁", village = "丙村", post = "委员", from = "10-01" }"#,
        r#"{ name = "丁", village = "乙村", post = "委员", until = "06-30" }"#,
    ];
    let facts =
        format!("villages = {{ \"乙村\" = \"\", \"丙村\" = \"\" }}\ncadres = [{}]", cadres.join(", "));
    let mut case = Case::new(&scheme(&[]), &facts);
    let tenures = case.records.roster.tenures.iter_mut();
    tenures.filter(|tenure| tenure.person.name == "甲").for_each(|tenure| tenure.person.id = "7".into());
    let told = |case: &Case| {
        let of_third = assessed(case, "2024").bands.into_iter().filter(|band| band.who.village() == "丙村");
        let told = of_third.filter_map(|band| Some(format!("{}{}", band.who.name(), band.ungraded?)));
        told.collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    };
    let (own, other) = ("任职3个整月，不满6个月", "（另在乙村任职9个整月，不合计）");
    assert_eq!(told(&case), [format!("丁{own}"), format!("甲{own}{other}")]);
    let gone = case.records.roster.villages.iter_mut().find(|village| village.name == "乙村").unwrap();
    gone.until = date(2024, 9, 30);
    let on = date(2024, 10, 1).unwrap();
    gone.merged = Some(Merged { into: "丙村".to_owned(), on, cell: gone.cell.clone() });
    let half = "（另在乙村任职6个整月，不合计）";
    assert_eq!(told(&case), [format!("丁{own}{half}"), format!("甲{own}{other}")]);
}
