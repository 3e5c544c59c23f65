//! Prizes that somebody cannot have for what happened so often. Expected values are worked out by hand; those of a year by
//! the scheme as it stands are examples of `worked/bars-of-prizes.toml`.

use std::fs;

use cunkao::analysis::Grounds;
use cunkao::analysis::lowering::Remeasured;
use cunkao::analysis::reach::{Asked, reach};
use cunkao::diagnostic::{Code, Diagnostics};
use cunkao::engine::assessment::{Assessment, WhyVacant};
use cunkao::report::explain::{Query, Question, Topic};
use cunkao::report::provisions::provisions;
use cunkao::report::{json, overview};

use crate::explanation::all;
use crate::rule_kinds::Case;
use crate::support::repository;

/// Villages, and what happened when, where, how often, by the worked scheme with some of it replaced.
fn case(villages: &str, events: &[(&str, &str, &str, u32)], changes: &[(&str, &str)]) -> Case {
    let text = fs::read_to_string(repository("tests/rulebooks/worked/bars-of-prizes.toml")).unwrap();
    let (text, _) = text.split_once("[[example]]").unwrap();
    let text = changes.iter().fold(text.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    });
    let villages: Vec<_> = villages.chars().map(|name| format!("\"{name}村\" = \"\"")).collect();
    let events = events.iter().map(|(day, event, who, count)| {
        format!("{{ date = \"{day}\", event = \"{event}\", village = \"{who}村\", count = {count} }}")
    });
    let events: Vec<_> = events.collect();
    Case::new(&text, &format!("villages = {{ {} }}\nevents = [{}]", villages.join(", "), events.join(", ")))
}

/// Who has which prize of how much, who was passed over, and what nobody has: `乙一1000 丙二500；甲-一；二3不得`.
fn told(result: &Assessment) -> String {
    let short = |name: &str| name.chars().next().unwrap();
    let given = result.prizes.iter().map(|award| {
        let barred = if award.barred.is_some() { "#" } else { "" };
        format!("{}{}{}{barred}", short(award.who.name()), short(&award.tier), award.amount)
    });
    let passed =
        result.passed_over.iter().map(|one| format!("{}-{}", short(one.who.name()), short(&one.tier)));
    let vacant = result.vacant.iter().map(|one| {
        let why = match one.why {
            WhyVacant::Vetoed => "否决".to_owned(),
            WhyVacant::Barred => "不得".to_owned(),
            WhyVacant::HasAnother => "另有奖".to_owned(),
            WhyVacant::Below(least) => format!("不足{least}"),
        };
        format!("{}{}{why}", short(&one.tier), one.place)
    });
    let parts = [given.collect::<Vec<_>>(), passed.collect(), vacant.collect()].map(|part| part.join(" "));
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("；")
}

fn assessed(case: &Case, period: &str) -> Assessment {
    let (result, found) = case.at(period);
    assert!(!found.has_errors(), "{found:?}");
    result
}

/// 甲 to 己 in this order: 100, 99, 98, 97, 96 and 95 points of the year.
const LOUD: [(&str, &str, &str, u32); 5] = [
    ("02-01", "吵闹", "乙", 4),
    ("02-01", "吵闹", "丙", 8),
    ("02-01", "吵闹", "丁", 12),
    ("02-01", "吵闹", "戊", 16),
    ("02-01", "吵闹", "己", 20),
];

const LAPSES: (&str, &str) = ("\"passes-down\"", "\"lapses\"");
/// Whoever is rebuked may have the second prize.
const SECOND: (&str, &str) =
    ("times = 2, clause = \"五（一）\"", "times = 2, best = \"二等奖\", clause = \"五（一）\"");

/// What comes of 甲 to 己, these of them rebuked twice.
fn of_rebuked(names: &str, changes: &[(&str, &str)]) -> String {
    let names: Vec<String> = names.chars().map(String::from).collect();
    let rebuked = names.iter().map(|name| ("12-01", "通报批评", name.as_str(), 2));
    let events: Vec<_> = LOUD.into_iter().chain(rebuked).collect();
    told(&assessed(&case("甲乙丙丁戊己", &events, changes), "2024"))
}

/// One first prize of 1000, two second ones of 500.
#[test]
fn what_becomes_of_the_prize_the_rulebook_says() {
    for (names, lapses, passes) in [
        ("", "甲一1000 乙二500 丙二500", "甲一1000 乙二500 丙二500"),
        ("甲", "乙二500 丙二500；甲-一；一1不得", "乙一1000 丙二500 丁二500；甲-一"),
        ("丙", "甲一1000 乙二500；丙-二；二3不得", "甲一1000 乙二500 丁二500；丙-二"),
        // Both would stand before 丙, who has the first prize.
        ("甲乙", "丙二500；甲-一 乙-二；一1不得 二2不得", "丙一1000 丁二500 戊二500；甲-一 乙-一"),
        // By place 己 has none.
        ("己", "甲一1000 乙二500 丙二500", "甲一1000 乙二500 丙二500"),
        // Nobody is left.
        (
            "甲乙丙丁戊己",
            "甲-一 乙-二 丙-二；一1不得 二2不得 二3不得",
            "甲-一 乙-二 丙-二；一1不得 二2不得 二3不得",
        ),
    ] {
        assert_eq!(of_rebuked(names, &[LAPSES]), lapses, "{names}");
        assert_eq!(of_rebuked(names, &[]), passes, "{names}");
    }
}

/// Kept from the first prize alone they have a second one: besides the two, or one of them.
#[test]
fn whoever_is_kept_from_the_best_tier_has_the_best_that_is_left() {
    for (names, lapses, passes) in [
        ("甲", "甲二500# 乙二500 丙二500；一1不得", "乙一1000 甲二500# 丙二500"),
        // 丙 has the second prize anyway where none passes down; where it does she has the first.
        ("甲乙", "甲二500# 乙二500 丙二500；一1不得", "丙一1000 甲二500# 乙二500#"),
        ("乙", "甲一1000 乙二500 丙二500", "甲一1000 乙二500 丙二500"),
        // 丁 passes three by, of whom two have what is left.
        ("甲乙丙", "甲二500# 乙二500 丙二500；一1不得", "丁一1000 甲二500# 乙二500#；丙-一"),
    ] {
        assert_eq!(of_rebuked(names, &[LAPSES, SECOND]), lapses, "{names}");
        assert_eq!(of_rebuked(names, &[SECOND]), passes, "{names}");
    }
}

/// 乙's 99 points are too few for a first prize of 99.5: nobody moves up into it, and nobody loses the second one by it.
#[test]
fn nobody_moves_up_to_a_minimum_that_is_missed() {
    let least = ("place = 1,", "place = 1, at-least = 99.5,");
    for unfilled in ["lapses", "passes-down"] {
        let keys = format!("ties = \"share\"\nunfilled = \"{unfilled}\"");
        let unfilled = ("ties = \"share\"", keys.as_str());
        assert_eq!(of_rebuked("甲", &[least, unfilled]), "乙二500 丙二500；甲-一；一1不足99.5");
        // 甲 has the second prize of 乙, and 乙 that of 丙.
        assert_eq!(of_rebuked("甲", &[least, unfilled, SECOND]), "甲二500# 乙二500；一1不足99.5");
    }
}

/// 甲 and 乙 share the first place, and with it the first prize and one of the second.
#[test]
fn whoever_shares_a_place_is_judged_apart() {
    let events = [("02-01", "吵闹", "丙", 8), ("02-01", "吵闹", "丁", 12), ("12-01", "通报批评", "甲", 2)];
    let told = |changes: &[(&str, &str)]| told(&assessed(&case("甲乙丙丁", &events, changes), "2024"));
    // Her half stays with nobody, as that of somebody under a veto does.
    assert_eq!(told(&[LAPSES]), "乙一750 丙二500；甲-一");
    assert_eq!(told(&[]), "乙一1000 丙二500 丁二500；甲-一");
    // Of two second prizes a half.
    assert_eq!(told(&[LAPSES, SECOND]), "甲二500# 乙一750 丙二500");
    assert_eq!(told(&[SECOND]), "乙一1000 甲二500# 丙二500");
    let full = ("ties = \"share\"\n", "ties = \"full-each\"\n");
    assert_eq!(told(&[full]), "乙一1000 丙二500 丁二500；甲-一");
    assert_eq!(told(&[full, LAPSES]), "乙一1000 丙二500；甲-一");
}

/// 乙 and 丙 come second together, and both for the first prize that 甲 leaves: with a second one they share it. 丁 has the last.
#[test]
fn those_who_share_a_rank_move_up_together() {
    let events = [
        ("02-01", "吵闹", "乙", 4),
        ("02-01", "吵闹", "丙", 4),
        ("02-01", "吵闹", "丁", 12),
        ("12-01", "通报批评", "甲", 2),
    ];
    let told = |changes: &[(&str, &str)]| told(&assessed(&case("甲乙丙丁", &events, changes), "2024"));
    assert_eq!(told(&[]), "乙一750 丙一750 丁二500；甲-一");
    assert_eq!(told(&[LAPSES]), "乙二500 丙二500；甲-一；一1不得");
}

/// Who comes first is decided among those who may have it.
#[test]
fn people_decide_between_those_who_are_left() {
    let events = [("02-01", "吵闹", "丙", 8), ("12-01", "通报批评", "甲", 2)];
    let decide = ("ties = \"share\"\n", "ties = \"decide\"\n");
    let passed = told(&assessed(&case("甲乙丙", &events, &[decide]), "2024"));
    assert_eq!(passed, "乙一1000 丙二500；甲-一；二3不得");
    // Where nothing passes down 甲 holds the place too.
    let open = case("甲乙丙", &events, &[decide, LAPSES]);
    assert!(open.at("2024").1.iter().any(|one| one.code == Code::TieUndecided));
    let decided = |order: &str| {
        let decision = format!(
            "[[decision]]\nprize = \"prize\"\nperiod = \"2024\"\norder = [{order}]\nbasis = \"党委会\"\n\n[[standing]]"
        );
        told(&assessed(&case("甲乙丙", &events, &[decide, LAPSES, ("[[standing]]", &decision)]), "2024"))
    };
    assert_eq!(decided("\"甲村\", \"乙村\""), "乙二500 丙二500；甲-一；一1不得");
    assert_eq!(decided("\"乙村\", \"甲村\""), "乙一1000 丙二500；甲-二；二2不得");
}

/// A veto that keeps the place leaves its prize to nobody: 乙 does not move up to a better one that nobody then has.
#[test]
fn a_veto_holds_its_own_place() {
    let veto = "[[veto]]\nid = \"v\"\nname = \"否决\"\nclause = \"六\"\nevent = \"上访\"\nperson = \"none\"\nstanding = \"overall\"\n\
                period = \"year\"\neffect = \"bar\"\nplace = \"kept\"\n\n[[prize]]";
    let told = |sued: &str| {
        let more = [("04-01", "上访", sued, 1), ("12-01", "通报批评", "甲", 2)];
        let events: Vec<_> = LOUD.into_iter().chain(more).collect();
        told(&assessed(&case("甲乙丙丁戊己", &events, &[("[[prize]]", veto)]), "2024"))
    };
    assert_eq!(told("乙"), "丙一1000 丁二500；甲-一；二2否决");
    // Of who is both the veto says all, and its place lapses.
    assert_eq!(told("甲"), "乙二500 丙二500；一1否决");
}

/// In the second quarter 乙 moves up by three places; whoever is barred has less for it, or nothing.
#[test]
fn prizes_for_places_gained_are_kept_back_too() {
    let gains = [
        ("period = \"year\"\nties", "period = \"quarter\"\nfor = \"gain\"\nno-history = \"none\"\nties"),
        ("name = \"一等奖\", place = 1,", "name = \"大进步\", gain-at-least = 3,"),
        ("name = \"二等奖\", place = 2, until = 3,", "name = \"小进步\", gain-at-least = 1,"),
        ("barred-seat = \"passes-down\"\n", ""),
        ("times = 2, best = \"二等奖\"", "times = 1, within = \"quarter\", best = \"小进步\""),
    ];
    // 甲 丙 丁 乙, then 乙 丙 丁 甲.
    let events = [
        ("02-01", "吵闹", "丙", 1),
        ("02-01", "吵闹", "丁", 2),
        ("02-01", "吵闹", "乙", 3),
        ("05-01", "吵闹", "丙", 1),
        ("05-01", "吵闹", "丁", 2),
        ("05-01", "吵闹", "甲", 3),
    ];
    let of = |bar: &str, rebuked: u32| {
        let mut events = events.to_vec();
        events.push(("05-02", "通报批评", "乙", rebuked));
        let mut changes = gains.to_vec();
        changes.push(("times = 2, clause = \"五（一）\"", bar));
        told(&assessed(&case("甲乙丙丁", &events, &changes), "2024-Q2"))
    };
    let within = "times = 2, within = \"quarter\", clause = \"五（一）\"";
    assert_eq!(of(within, 1), "乙大1000");
    assert_eq!(of(within, 2), "乙-大");
    assert_eq!(
        of("times = 2, within = \"quarter\", best = \"小进步\", clause = \"五（一）\"", 2),
        "乙小500#"
    );
}

/// 甲 is rebuked in February and May: of the second quarter twice within the year, and once within the quarter.
#[test]
fn shorter_periods_count_within_what_is_written() {
    let events = [("02-01", "通报批评", "甲", 1), ("05-01", "通报批评", "甲", 1), ("02-01", "吵闹", "乙", 1)];
    let quarters = |within: &str| {
        let bar = format!("times = 2, within = \"{within}\", clause");
        let changes = [
            ("period = \"year\"\nties", "period = \"quarter\"\nties"),
            ("times = 2, clause", bar.as_str()),
            ("times = 2, best", "times = 2, within = \"year\", best"),
        ];
        let case = case("甲乙", &events, &changes);
        ["2024-Q1", "2024-Q2", "2024-Q3"].map(|period| told(&assessed(&case, period)))
    };
    // From the second quarter on both have 100 points, and share a first prize and a second.
    let both = "甲一750 乙一750".to_owned();
    let without = "乙一1000；甲-一；二2不得".to_owned();
    let first = "甲一1000 乙二500".to_owned();
    assert_eq!(quarters("quarter"), [first.clone(), both.clone(), both.clone()]);
    assert_eq!(quarters("half-year"), [first.clone(), without.clone(), both]);
    assert_eq!(quarters("year"), [first, without.clone(), without]);
}

/// What is said of a village's prizes.
fn explained(case: &Case, result: &Assessment, village: &str) -> String {
    let question = Question {
        query: Query { village: Some(village.to_owned()), ..Query::default() },
        topics: vec![Topic::Prize],
        ..Question::default()
    };
    let answers = all(&case.rulebook, &case.records, result, &question);
    let parts = answers.iter().flat_map(|one| &one.parts);
    parts.flat_map(|part| part.sentences.clone()).collect::<Vec<_>>().join("\n")
}

/// Both second prizes are gone to 甲, who may not have the first, and to 乙, whose 99 points are too few for it.
#[test]
fn whoever_holds_a_place_that_others_fill_is_told_so() {
    let changes = [
        ("ties = \"share\"\n", "ties = \"share\"\nunfilled = \"lapses\"\n"),
        ("place = 1,", "place = 1, at-least = 99.5,"),
        SECOND,
    ];
    let events: Vec<_> = LOUD.into_iter().chain([("12-01", "通报批评", "甲", 2)]).collect();
    let case = case("甲乙丙丁戊己", &events, &changes);
    let result = assessed(&case, "2024");
    let said = |village: &str| explained(&case, &result, village);
    assert_eq!(said("丙村"), "丙村没有得一等奖、二等奖（三）：排名第3名，二等奖的名额已被排在前面的占完。");
    let second = "（五（一）：通报批评2次，至多评为二等奖），得二等奖的奖金。";
    assert_eq!(said("甲村"), format!("甲村得500元，二等奖（三）：排名2024年度第1名{second}"));
}

/// 甲 has the most points and is last in two quarters, one after the other or not: 连续两次或全年累计三次 is two bars.
#[test]
fn a_row_of_periods_is_not_their_sum() {
    let sanction = "{ sanction = \"last\", times = 2, best = \"二等奖\", clause = \"五（二）\" },";
    let bars = "{ sanction = \"last\", times = 2, in-a-row = true, clause = \"五（二）\" },\n\
                { sanction = \"last\", times = 3, clause = \"五（三）\" },";
    let of = |days: &[&'static str]| {
        // 乙 loses 9 points in October, which leaves her behind 甲 and last in that quarter.
        let events = days.iter().map(|day| (*day, "吵闹", "甲", 1)).chain([("10-01", "吵闹", "乙", 9)]);
        let result = assessed(&case("甲乙", &events.collect::<Vec<_>>(), &[(sanction, bars)]), "2024");
        let why = result.passed_over.first().map(|one| one.why.clone()).unwrap_or_default();
        format!("{}：{why}", told(&result).split('；').next().unwrap())
    };
    assert_eq!(of(&["02-01", "08-01"]), "甲一1000 乙二500：");
    assert_eq!(of(&["02-01", "05-01"]), "乙一1000：五（二）：季度末位连续2次，不得评奖");
    let both = "五（二）：季度末位连续3次，不得评奖；五（三）：季度末位3次，不得评奖";
    assert_eq!(of(&["02-01", "05-01", "08-01"]), format!("乙一1000：{both}"));
}

/// What every report says of 甲 twice rebuked, and of 乙, who has the first prize instead.
#[test]
fn who_is_passed_over_is_told_with_why_wherever_prizes_are() {
    let events = [("02-01", "吵闹", "乙", 4), ("12-01", "通报批评", "甲", 2)];
    let case = case("甲乙", &events, &[]);
    let result = assessed(&case, "2024");
    let why = "五（一）：通报批评2次，不得评奖";
    let document = overview::overview(&result, &Remeasured::default());
    let tables = document.sections.iter().filter_map(|section| section.table.as_ref());
    let rows: Vec<Vec<String>> = tables.flat_map(|table| table.rows.clone()).collect();
    let year = "2024年度";
    let of = |cells: [&str; 8]| cells.map(str::to_owned).to_vec();
    assert!(
        rows.contains(&of([year, "排名", "第2名", "乙村", "一等奖", "1000.00", "三", "递补第1名的奖"])),
        "{rows:?}"
    );
    assert!(rows.contains(&of([year, "排名", "第1名", "甲村", "未评一等奖", "-", "三", why])), "{rows:?}");
    let json: serde_json::Value = serde_json::from_str(&json::result(&result, &Diagnostics::new())).unwrap();
    assert_eq!(json["prizes"][0]["stands_for"], 1);
    assert_eq!(json["prizes"][0]["rank"], 2);
    let expected = serde_json::json!([{
        "tier": "一等奖", "prize": "prize", "standing": "overall", "group": "all", "clause": "三", "rank": 1,
        "who": json["prizes"][0]["who"].clone(), "period": "2024", "barred": why,
    }]);
    let mut own = json["passed_over"].clone();
    assert_eq!(own[0]["who"]["village"], "甲村");
    own[0]["who"] = expected[0]["who"].clone();
    assert_eq!(own, expected);
    let said = |village: &str| explained(&case, &result, village);
    assert_eq!(said("甲村"), format!("甲村没有得一等奖、二等奖（三）：排名第1名（{why}）。"));
    let first = "乙村得1000元，一等奖（三）：排名2024年度第2名，前面有不得这个奖的，递补第1名的奖金。";
    assert_eq!(said("乙村"), first);
    let sections = provisions(&case.rulebook, None).sections;
    let said = sections.into_iter().flat_map(|one| one.paragraphs).collect::<Vec<_>>().join("\n");
    let words = "；年内“通报批评”满2次的，不得评奖（五（一））；年内“季度末位”满2次的，至多评为二等奖（五（二）），空出的名额由后面的依次递补。";
    assert!(said.contains(words), "{said}");
    let grounds =
        Grounds { rulebook: &case.rulebook, records: &case.records, assessment: &result, reread: &|_| None };
    let asked = reach(&grounds, "甲村", &Asked::Prize("一等奖".to_owned()), None).unwrap();
    let told = cunkao::report::reach::reach(&asked, false);
    assert!(told.contains(&format!("\n够不上一等奖（{why}），得分再高也不行。\n")), "{told}");
}

/// A result of a scheme without such bars has no such keys, as before there were any.
#[test]
fn without_a_bar_the_contract_is_as_it_was() {
    let case = case("甲乙", &[("02-01", "吵闹", "乙", 4)], &[]);
    let text = json::result(&assessed(&case, "2024"), &Diagnostics::new());
    for key in ["passed_over", "stands_for", "\"barred\""] {
        assert!(!text.contains(key), "{key}");
    }
}

/// Nobody has the 101 points that the first prize asks for, which lapses: 甲村, first with 100, has nothing. That the village
/// was rebuked twice and may have the second prize at best brings it none, and takes none from 丙村.
#[test]
fn a_bar_from_what_nobody_reaches_brings_nothing() {
    let first = (
        "{ name = \"一等奖\", place = 1, amount = 1000 }",
        "{ name = \"一等奖\", place = 1, at-least = 101, amount = 1000 }",
    );
    let lapses = ("ties = \"share\"\ntiers", "ties = \"share\"\nunfilled = \"lapses\"\ntiers");
    let rebuked = [("03-01", "通报批评", "甲", 2)];
    for events in [&[][..], &rebuked] {
        let all: Vec<_> = LOUD.iter().chain(events).copied().collect();
        let case = case("甲乙丙丁戊己", &all, &[SECOND, first, lapses]);
        assert_eq!(told(&assessed(&case, "2024")), "乙二500 丙二500；一1不足101", "{events:?}");
    }
}
