//! Grades that somebody cannot have for what happened so often. Expected values are worked out by hand; those of a year as
//! examples of `worked/bars-of-grades.toml`.

use std::fs;

use cunkao::analysis::Grounds;
use cunkao::analysis::lowering::Remeasured;
use cunkao::analysis::reach::{Asked, reach};
use cunkao::diagnostic::Diagnostics;
use cunkao::engine::assessment::Assessment;
use cunkao::report::explain::{Query, Question, Topic};
use cunkao::report::provisions::provisions;
use cunkao::report::{json, overview};

use crate::explanation::all;
use crate::rule_kinds::Case;
use crate::support::repository;

/// Cadres, and what happened when, to whom, how often, by the worked scheme with some of it replaced.
fn case(cadres: &str, events: &[(&str, &str, &str, u32)], changes: &[(&str, &str)]) -> Case {
    let text = fs::read_to_string(repository("tests/rulebooks/worked/bars-of-grades.toml")).unwrap();
    let (text, _) = text.split_once("[[example]]").unwrap();
    let text = changes.iter().fold(text.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    });
    let cadres = cadres.chars().map(|name| format!("{{ name = \"{name}\", post = \"委员\" }}"));
    let cadres: Vec<_> = cadres.collect();
    let events = events.iter().map(|(day, event, who, count)| {
        format!("{{ date = \"{day}\", event = \"{event}\", person = \"{who}\", count = {count} }}")
    });
    let events: Vec<_> = events.collect();
    Case::new(&text, &format!("cadres = [{}]\nevents = [{}]", cadres.join(", "), events.join(", ")))
}

fn assessed(case: &Case, period: &str) -> Assessment {
    let (result, found) = case.at(period);
    assert!(!found.has_errors(), "{found:?}");
    result
}

/// Everybody's grade of the period itself, in the order of the result: `甲合格（…）`.
fn graded(case: &Case, period: &str) -> Vec<String> {
    let result = assessed(case, period);
    let own = result.bands.iter().filter(|band| band.period == result.period);
    let told = own.map(|band| {
        let why = band.barred.as_ref().map_or_else(String::new, |why| format!("（{why}）"));
        format!("{}{}{why}", band.who.name(), band.grade)
    });
    told.collect()
}

/// 甲 to 己 in this order, by 0 to 20 points a year.
const LATE: [(&str, &str, &str, u32); 5] = [
    ("02-01", "迟到", "乙", 4),
    ("02-01", "迟到", "丙", 8),
    ("02-01", "迟到", "丁", 12),
    ("02-01", "迟到", "戊", 16),
    ("02-01", "迟到", "己", 20),
];
const REBUKED: &str = "（五（一）：通报批评2次，至多评为合格）";
const LAPSES: (&str, &str) = ("\"passes-down\"", "\"lapses\"");
const BY_SCORE: (&str, &str) = (
    r#"by = "places"
grades = [{ name = "优秀", until = 1 }, { name = "合格", until = 4 }, { name = "基本合格" }]
ties = "better"
barred-seat = "passes-down""#,
    r#"by = "score"
grades = [{ name = "优秀", at-least = 98 }, { name = "合格", at-least = 97, below = 98 }, { name = "基本合格", below = 97 }]"#,
);

fn rebuked(names: &str) -> Vec<(&'static str, &'static str, String, u32)> {
    names.chars().map(|name| ("12-01", "通报批评", name.to_string(), 2)).collect()
}

/// What comes of 甲 to 己, these of them rebuked twice.
fn of_rebuked(names: &str, changes: &[(&str, &str)]) -> String {
    let rebuked = rebuked(names);
    let rebuked = rebuked.iter().map(|(day, event, who, count)| (*day, *event, who.as_str(), *count));
    let events: Vec<_> = LATE.into_iter().chain(rebuked).collect();
    graded(&case("甲乙丙丁戊己", &events, changes), "2024").join(" ").replace(REBUKED, "#")
}

/// One seat of 优秀, which two who share it both have: that one stands beside takes no seat of 合格 from those ranked before.
#[test]
fn a_tie_behind_leaves_the_seats_of_whom_a_bar_keeps_from_better_ones() {
    for (late, names, until, grades) in [
        // Up to the fourth 合格: three seats, of 甲, 乙 and 丙.
        ([0, 4, 8, 12, 12, 20], "甲乙丙", "4", "甲合格# 乙合格# 丙合格# 丁优秀 戊优秀 己基本合格"),
        ([0, 4, 4, 12, 16, 20], "甲", "2", "甲合格# 丙优秀 乙优秀 丁基本合格 戊基本合格 己基本合格"),
        // Of those ranked before 丙 the two seats are taken, bar or not.
        ([0, 0, 8, 12, 16, 20], "丙", "2", "乙优秀 甲优秀 丙基本合格 丁基本合格 戊基本合格 己基本合格"),
    ] {
        let own = ["甲", "乙", "丙", "丁", "戊", "己"].into_iter().zip(late).filter(|(_, late)| *late > 0);
        let rebuked = rebuked(names);
        let rebuked = rebuked.iter().map(|(day, event, who, count)| (*day, *event, who.as_str(), *count));
        let events: Vec<_> = own.map(|(who, late)| ("02-01", "迟到", who, late)).chain(rebuked).collect();
        let until = format!("until = {until} }}");
        let case = case("甲乙丙丁戊己", &events, &[("until = 4 }", &until)]);
        assert_eq!(graded(&case, "2024").join(" ").replace(REBUKED, "#"), grades, "{late:?}");
    }
}

/// One seat of 优秀, and up to the fourth 合格.
#[test]
fn what_becomes_of_a_seat_the_rulebook_says() {
    for (names, lapses, passes) in [
        (
            "",
            "甲优秀 乙合格 丙合格 丁合格 戊基本合格 己基本合格",
            "甲优秀 乙合格 丙合格 丁合格 戊基本合格 己基本合格",
        ),
        // A bar is told where the grade would be another without it. The seat of 优秀 stays empty, or is 乙's; in 合格 there are four, or three.
        (
            "甲",
            "甲合格# 乙合格 丙合格 丁合格 戊基本合格 己基本合格",
            "甲合格# 乙优秀 丙合格 丁合格 戊基本合格 己基本合格",
        ),
        // 丁 takes the seat of 优秀, so that the three before share the other three.
        (
            "甲乙丙",
            "甲合格# 乙合格 丙合格 丁合格 戊基本合格 己基本合格",
            "甲合格# 乙合格# 丙合格# 丁优秀 戊基本合格 己基本合格",
        ),
        // 戊 does from behind the fourth place: 丁 has no seat of 合格 left.
        (
            "甲乙丙丁",
            "甲合格# 乙合格 丙合格 丁合格 戊基本合格 己基本合格",
            "甲合格# 乙合格# 丙合格# 丁基本合格# 戊优秀 己基本合格",
        ),
        // Who has no better grade by place is held back by nothing.
        (
            "己",
            "甲优秀 乙合格 丙合格 丁合格 戊基本合格 己基本合格",
            "甲优秀 乙合格 丙合格 丁合格 戊基本合格 己基本合格",
        ),
        // Nobody is left for 优秀, which would pass down to any of them.
        (
            "甲乙丙丁戊己",
            "甲合格# 乙合格 丙合格 丁合格 戊基本合格 己基本合格",
            "甲合格# 乙合格# 丙合格# 丁合格# 戊基本合格# 己基本合格#",
        ),
    ] {
        assert_eq!(of_rebuked(names, &[LAPSES]), lapses, "{names}");
        assert_eq!(of_rebuked(names, &[]), passes, "{names}");
    }
}

/// Of six 20 % are one seat, and with 60 % four: as by places. A least score of 优秀 that the next do not have gives it to nobody.
#[test]
fn shares_pass_down_as_places_do() {
    let percent =
        [("\"places\"", "\"percent\""), ("until = 1", "percent = 20"), ("until = 4", "percent = 60")];
    assert_eq!(of_rebuked("甲", &percent), of_rebuked("甲", &[]));
    let least = |unfilled: &str| {
        let ties = format!("ties = \"better\"\nunfilled = \"{unfilled}\"");
        of_rebuked("甲", &[("until = 1", "until = 1, at-least = 99.5"), ("ties = \"better\"", &ties)])
    };
    // 乙 has 99: the seat is hers and she lacks the score. Where it lapses, 合格 has three of its own.
    assert_eq!(least("passes-down"), "甲合格# 乙合格 丙合格 丁合格 戊基本合格 己基本合格");
    assert_eq!(least("lapses"), "甲合格# 乙合格 丙合格 丁基本合格 戊基本合格 己基本合格");
}

/// 乙 and 丙 share the second place; 甲 is barred, and both come for the one seat of 优秀.
#[test]
fn who_shares_a_place_shares_what_passes_down() {
    let events = [
        ("02-01", "迟到", "乙", 4),
        ("02-01", "迟到", "丙", 4),
        ("02-01", "迟到", "丁", 12),
        ("12-01", "通报批评", "甲", 2),
    ];
    let told = |changes: &[(&str, &str)]| {
        graded(&case("甲乙丙丁", &events, changes), "2024").join(" ").replace(REBUKED, "#")
    };
    assert_eq!(told(&[]), "甲合格# 丙优秀 乙优秀 丁合格");
    assert_eq!(told(&[("\"better\"", "\"lower\"")]), "甲合格# 丙合格 乙合格 丁合格");
}

#[test]
fn by_score_whoever_is_barred_has_the_best_that_is_left() {
    // 100, 99, 98, 97, 96 and 95 points.
    // 97 points are no more than 合格 by themselves: of that no bar is told.
    assert_eq!(of_rebuked("甲丁己", &[BY_SCORE]), "甲合格# 乙优秀 丙优秀 丁合格 戊基本合格 己基本合格");
}

/// Once is not twice; of two bars the stricter acts, and both are told where they are alike.
#[test]
fn of_several_bars_the_strictest_acts() {
    let bars = |bars: &str| {
        [BY_SCORE, (r#"    { sanction = "last", times = 2, best = "基本合格", clause = "五（二）" },"#, bars)]
            .map(|(old, new)| (old.to_owned(), new.to_owned()))
    };
    let told = |more: &str, events: &[(&str, &str, &str, u32)]| {
        let changes = bars(more);
        let changes: Vec<_> = changes.iter().map(|(old, new)| (old.as_str(), new.as_str())).collect();
        graded(&case("甲", events, &changes), "2024").concat()
    };
    let worse =
        r#"{ event = "酒驾", person = "required", times = 1, best = "基本合格", clause = "五（三）" },"#;
    let alike = r#"{ event = "酒驾", person = "required", times = 1, best = "合格", clause = "五（三）" },"#;
    let (rebuked, drunk) = (("03-01", "通报批评", "甲", 2), ("04-01", "酒驾", "甲", 1));
    assert_eq!(told(worse, &[("03-01", "通报批评", "甲", 1)]), "甲优秀");
    assert_eq!(told(worse, &[rebuked]), format!("甲合格{REBUKED}"));
    assert_eq!(told(worse, &[rebuked, drunk]), "甲基本合格（五（三）：酒驾1次，至多评为基本合格）");
    assert_eq!(
        told(alike, &[rebuked, drunk]),
        "甲合格（五（一）：通报批评2次，至多评为合格；五（三）：酒驾1次，至多评为合格）"
    );
}

/// A veto lowers what a score comes to, and what is lower than a bar leaves is no matter of the bar.
#[test]
fn a_veto_lowers_first() {
    let veto = "[[veto]]\nid = \"v\"\nname = \"否决\"\nclause = \"六\"\nevent = \"上访\"\nperson = \"required\"\nstanding = \"overall\"\n\
                period = \"year\"\neffect = \"one-band-lower\"\nplace = \"kept\"\n\n[[band]]";
    let told = |late: u32| {
        let late = Some(("02-01", "迟到", "甲", late)).filter(|_| late > 0);
        let others = [("03-01", "通报批评", "甲", 2), ("04-01", "上访", "甲", 1)];
        let events: Vec<_> = late.into_iter().chain(others).collect();
        graded(&case("甲", &events, &[BY_SCORE, ("[[band]]", veto)]), "2024").concat()
    };
    // 100 points are 优秀, one lower 合格, which the bar leaves as it is; 97 are 合格, one lower 基本合格.
    assert_eq!(told(0), "甲合格");
    assert_eq!(told(12), "甲基本合格");
}

/// Rebuked in February and in May: in the second quarter twice within the year, and once within the quarter.
#[test]
fn shorter_periods_count_within_what_is_written() {
    let events = [("02-01", "通报批评", "甲", 1), ("05-01", "通报批评", "甲", 1)];
    let quarters = |within: &str| {
        let bar = format!("times = 2, within = \"{within}\", best = \"合格\"");
        let changes = [
            BY_SCORE,
            ("standing = \"overall\"\nperiod = \"year\"", "standing = \"overall\"\nperiod = \"quarter\""),
            ("times = 2, best = \"合格\"", &bar),
            ("times = 2, best = \"基本合格\"", "times = 2, within = \"year\", best = \"基本合格\""),
        ];
        let case = case("甲", &events, &changes);
        ["2024-Q1", "2024-Q2", "2024-Q3"].map(|period| graded(&case, period).concat())
    };
    let barred = format!("甲合格{REBUKED}");
    assert_eq!(quarters("quarter"), ["甲优秀", "甲优秀", "甲优秀"]);
    assert_eq!(quarters("half-year"), ["甲优秀", &barred, "甲优秀"]);
    assert_eq!(quarters("year"), ["甲优秀", &barred, &barred]);
}

const OF_VILLAGES: &str = r#"title = "村和村干部"
version = "1"
posts = ["主任"]

[village]
name = "村的考核"
clause = "一"
points = 100
combine = "sum"
floor = "zero"
cap = "none"
round = "exact"

[cadre]
name = "村干部的考核"
clause = "二"
points = 100
combine = "sum"
floor = "zero"
cap = "none"
round = "exact"

[[item]]
id = "order"
name = "秩序"
clause = "一（一）"
subject = "village"
points = 100
opens = "full-mark"
accrue = "quarter"
rollup = "mean"
absent = "skip"
floor = "zero"
cap = "none"

[[item.rule]]
id = "noise"
kind = "per-event"
event = "吵闹"
person = "none"
each = "time"
deduct = 1
charge = "village"

[[item]]
id = "own"
name = "履职"
clause = "二（一）"
subject = "cadre"
points = 100
opens = "full-mark"
accrue = "year"
floor = "zero"
cap = "none"

[[standing]]
id = "villages"
name = "村排名"
node = "village"
group = "all"
ties = "share-and-skip"

[[standing]]
id = "cadres"
name = "村干部排名"
node = "cadre"
group = "all"
leavers = "ranked"
ties = "share-and-skip"

[[sanction]]
id = "last"
name = "季度末位"
clause = "四"
standing = "villages"
period = "quarter"
place = "last"
ties = "all"
action = "talk"

[[band]]
id = "grade"
name = "年度等次"
clause = "三"
standing = "cadres"
period = "year"
by = "score"
grades = [{ name = "优秀", at-least = 90 }, { name = "合格", below = 90 }]
bars = [{ sanction = "last", times = 2, best = "合格", clause = "五" }]
"#;

/// 乙村 is last in the first two quarters; 丙, who came in May, was in office there for one of them.
#[test]
fn the_last_places_of_a_village_bar_those_in_office_at_their_end() {
    let case = Case::new(
        OF_VILLAGES,
        "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\n\
         cadres = [{ name = \"甲\", post = \"主任\", village = \"甲村\" }, { name = \"乙\", post = \"主任\", village = \"乙村\" }, \
         { name = \"丙\", post = \"主任\", village = \"乙村\", from = \"05-01\" }]\n\
         events = [{ date = \"02-01\", event = \"吵闹\", village = \"乙村\" }, { date = \"05-01\", event = \"吵闹\", village = \"乙村\" }]",
    );
    let mut told = graded(&case, "2024");
    told.sort();
    let mut expected = ["甲优秀", "乙合格（五：所在村季度末位2次，至多评为合格）", "丙优秀"];
    expected.sort_unstable();
    assert_eq!(told, expected);
}

/// 甲村 has its 100 points, and quarrelled twice in a way that costs none: nothing brings 优秀, and that is why.
#[test]
fn no_score_is_said_to_bring_a_grade_that_a_bar_keeps_back() {
    let of_villages = OF_VILLAGES
        .replace("standing = \"cadres\"\nperiod = \"year\"", "standing = \"villages\"\nperiod = \"year\"")
        .replace("sanction = \"last\", times", "event = \"通报批评\", person = \"none\", times");
    let case = Case::new(
        &of_villages,
        "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\nevents = [{ date = \"02-01\", event = \"通报批评\", village = \"甲村\", count = 2 }]",
    );
    let result = assessed(&case, "2024");
    let grounds =
        Grounds { rulebook: &case.rulebook, records: &case.records, assessment: &result, reread: &|_| None };
    let asked = |grade: &str| reach(&grounds, "甲村", &Asked::Grade(grade.to_owned()), None).unwrap();
    assert!(asked("合格").is_had);
    let told = cunkao::report::reach::reach(&asked("优秀"), false);
    assert!(told.contains("\n够不上“优秀”（五：通报批评2次，至多评为合格），得分再高也不行。\n"), "{told}");
}

#[test]
fn what_bars_is_told_with_its_clause_wherever_grades_are() {
    let case = case("甲乙", &[("02-01", "迟到", "乙", 4), ("12-01", "通报批评", "甲", 2)], &[]);
    let result = assessed(&case, "2024");
    let words = format!("合格{REBUKED}");
    let document = overview::overview(&result, &Remeasured::default());
    let tables = document.sections.iter().filter_map(|section| section.table.as_ref());
    let cells: Vec<&str> = tables.flat_map(|table| table.rows.iter().flatten()).map(String::as_str).collect();
    assert!(cells.contains(&words.as_str()), "{cells:?}");
    let json: serde_json::Value = serde_json::from_str(&json::result(&result, &Diagnostics::new())).unwrap();
    let own: Vec<_> =
        json["bands"].as_array().unwrap().iter().filter(|one| !one["barred"].is_null()).collect();
    assert_eq!(own.len(), 1);
    assert_eq!(own[0]["barred"], "五（一）：通报批评2次，至多评为合格");
    let question = Question {
        query: Query { cadre: Some("甲".to_owned()), ..Query::default() },
        topics: vec![Topic::Rank],
        ..Question::default()
    };
    let answers = all(&case.rulebook, &case.records, &result, &question);
    let said: Vec<_> =
        answers.iter().flat_map(|one| &one.parts).flat_map(|part| part.sentences.clone()).collect();
    assert_eq!(said.last().unwrap(), &format!("例村 甲（委员）2024年度的年度等次（三）：{words}。"));
    let sections = provisions(&case.rulebook, None).sections;
    let said = sections.into_iter().flat_map(|one| one.paragraphs).collect::<Vec<_>>().join("\n");
    let words = "；年内“通报批评”满2次的，至多评为合格（五（一））；年内“季度末位”满2次的，至多评为基本合格（五（二）），空出的名额由后面的依次递补。";
    assert!(said.contains(words), "{said}");
}
