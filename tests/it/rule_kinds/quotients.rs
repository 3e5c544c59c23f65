//! Quotients that have no end: what is told is rounded at the twelfth place, what is counted on is not.

use cunkao::diagnostic::Code;
use cunkao::engine::assessment::Assessment;

use super::{Case, HEAD, shown};

/// An item whose months are averaged, a point off each event.
fn monthly((id, name): (&str, &str), under: &str) -> String {
    format!(
        "\n[[item]]\nid = \"{id}\"\nname = \"{name}\"\nclause = \"一\"\nsubject = \"village\"\n{under}points = 10\n\
         opens = \"full-mark\"\nfloor = \"zero\"\ncap = \"none\"\naccrue = \"month\"\nrollup = \"mean\"\nabsent = \"skip\"\n\
         [[item.rule]]\nid = \"{id}-rule\"\nkind = \"per-event\"\nevent = \"{name}差\"\nperson = \"none\"\neach = \"time\"\n\
         deduct = 1\ncharge = \"village\"\n"
    )
}

/// 甲村 fails once in each of three items: 29 ÷ 3 each, 29 together. 乙村 fails each month in the first: 9 + 10 + 10.
const FACTS: &str = r#"
villages = { "甲村" = "", "乙村" = "" }
events = [
    { village = "甲村", date = "01-05", event = "卫生差" },
    { village = "甲村", date = "02-05", event = "治安差" },
    { village = "甲村", date = "03-05", event = "宣传差" },
    { village = "乙村", date = "01-05", event = "卫生差" },
    { village = "乙村", date = "02-05", event = "卫生差" },
    { village = "乙村", date = "03-05", event = "卫生差" },
]
"#;

fn quarter(scheme: &str) -> Assessment {
    Case::new(scheme, FACTS).at("2024-Q1").0
}

fn items(under: &str) -> String {
    [("clean", "卫生"), ("order", "治安"), ("told", "宣传")].map(|item| monthly(item, under)).concat()
}

#[test]
fn three_thirds_of_items_come_to_a_whole_and_share_the_place() {
    let grades = "\n[[band]]\nid = \"grade\"\nname = \"等次\"\nclause = \"一\"\nstanding = \"overall\"\nperiod = \"quarter\"\n\
                  by = \"score\"\ngrades = [{ name = \"合格\", at-least = 29 }, { name = \"不合格\", below = 29 }]\n";
    let scheme = format!("{}{}{grades}", HEAD.replace("points = 10", "points = 30"), items(""));
    let quarter = quarter(&scheme);
    for village in &quarter.villages {
        assert_eq!(shown(village.score), "29", "{}", village.name);
        assert_eq!((village.rank, village.tied), (Some(1), true), "{}", village.name);
        assert_eq!(village.band.as_deref(), Some("合格"), "{}", village.name);
    }
    // What is told of each is rounded, and the contributions still add up to the score.
    let village = &quarter.villages[0];
    assert_eq!(shown(village.items[0].score), "9.666666666667");
    let told: Vec<String> = village.terms.iter().map(|term| shown(term.contribution)).collect();
    assert_eq!(told, ["9.666666666667", "9.666666666666", "9.666666666667"]);
}

#[test]
fn a_mean_that_is_scaled_is_scaled_before_it_is_rounded() {
    let part = "\n[[part]]\nid = \"work\"\nname = \"工作\"\nclause = \"一\"\nsubject = \"village\"\npoints = 30\n\
                combine = \"sum\"\nfloor = \"zero\"\ncap = \"none\"\ncounts-as = 300\n";
    let scheme =
        format!("{}{part}{}", HEAD.replace("points = 10", "points = 300"), items("under = \"work\"\n"));
    let quarter = quarter(&scheme);
    let scores: Vec<String> = quarter.villages.iter().map(|village| shown(village.score)).collect();
    assert_eq!(scores, ["290", "290"]);
}

/// 10 of an item of 100 that counts as 300 are 30 of the whole, and more than 20 of another that counts as it is.
#[test]
fn what_was_lost_counts_as_it_counts_in_the_score() {
    let item = |id: &str, name: &str, more: &str| {
        let yearly = monthly((id, name), more).replace("rollup = \"mean\"\nabsent = \"skip\"\n", "");
        yearly.replace("accrue = \"month\"", "accrue = \"year\"").replace("points = 10\n", "points = 100\n")
    };
    let scheme = HEAD.replace("points = 10", "points = 400");
    let scheme = format!("{scheme}{}{}", item("paper", "卷", "counts-as = 300\n"), item("order", "治安", ""));
    let facts = r#"
villages = { "甲村" = "", "乙村" = "" }
events = [
    { village = "甲村", date = "01-05", event = "卷差", count = 10 },
    { village = "乙村", date = "01-05", event = "治安差", count = 20 },
]
"#;
    let (quarter, _) = Case::new(&scheme, facts).at("2024-Q1");
    let told = |lost: Vec<String>| lost.join(" ");
    assert_eq!(told(quarter.villages.iter().map(|village| shown(village.score)).collect()), "370 380");
    assert_eq!(told(quarter.villages.iter().map(|village| shown(village.lost)).collect()), "30 20");
    let summary = quarter.summary.as_ref().unwrap();
    assert_eq!(told(summary.lost.iter().map(|item| item.amount.to_string()).collect()), "30 20");
}

/// Both villages lose points of one item, three and two.
#[test]
fn what_each_village_lost_of_an_item_is_its_own() {
    let scheme = format!("{HEAD}{}", monthly(("order", "治安"), ""));
    let facts = r#"
villages = { "甲村" = "", "乙村" = "" }
events = [
    { village = "甲村", date = "01-05", event = "治安差", count = 3 },
    { village = "乙村", date = "01-05", event = "治安差", count = 2 },
]
"#;
    let (month, _) = Case::new(&scheme, facts).at("2024-01");
    let summary = month.summary.as_ref().unwrap();
    let lost: Vec<_> = summary.lost[0].villages.iter().map(|(name, lost)| format!("{name} {lost}")).collect();
    assert_eq!(
        (lost, summary.lost[0].amount.to_string()),
        (vec!["甲村 3".into(), "乙村 2".into()], "5".into())
    );
}

/// 66.6666666666667 of a computed cell at 0.2 each is 13.33333333333334, of which 13.33 are left: not 13.3299999999999….
#[test]
fn a_rounded_whole_has_no_digit_behind_the_last_place() {
    let rule = "kind = \"per-unit\"\nfigure = \"收入折算\"\nby = \"12-31\"\nrate = 0.2\n";
    let indicator = "\n[[indicator]]\nname = \"收入折算\"\nunit = \"分\"\nsource = \"entered\"\n";
    let states = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"\n";
    let scheme = format!("{}{indicator}", super::item(states, rule))
        .replace("opens = \"full-mark\"", "opens = \"nothing\"")
        .replace("round = \"exact\"", "round = \"two-places\"");
    let facts = "figures = [{ date = \"12-31\", indicator = \"收入折算\", value = 66.6666666666667 }]\n";
    assert_eq!(Case::new(&scheme, facts).score("2024"), "13.33");
}

/// A third of each of three items of 10, and a whole one of them: 3.333333333333 three times is a hair less than 10, at the
/// ninth place the same. Who is told apart by that, and who misses a bound by it, is named; nobody else is.
#[test]
fn who_is_ranked_by_the_last_place_of_a_quotient_is_told() {
    let item = |number: u32| {
        format!(
            "\n[[item]]\nid = \"i{number}\"\nname = \"项{number}\"\nclause = \"二\"\nsubject = \"village\"\npoints = 10\n\
             opens = \"nothing\"\naccrue = \"year\"\nfloor = \"zero\"\ncap = 10\nwhen-not-applicable = \"exclude\"\n\
             when-not-reported = \"error\"\n[[item.rule]]\nid = \"r{number}\"\nkind = \"completion\"\n\
             indicator = \"指标{number}\"\ntarget = \"任务{number}\"\nper-percent = 0.1\npartial = \"prorate\"\n\
             over = \"stop-at-full\"\nby = \"03-31\"\n\n[[indicator]]\nname = \"指标{number}\"\nunit = \"户\"\n\
             source = \"entered\"\n\n[[target]]\nname = \"任务{number}\"\nunit = \"户\"\nby-village = {{ \"甲村\" = 90, \"乙村\" = 90 }}\n"
        )
    };
    let grades = "\n[[band]]\nid = \"grade\"\nname = \"等次\"\nclause = \"三\"\nstanding = \"overall\"\nperiod = \"quarter\"\n\
                  by = \"score\"\ngrades = [{ name = \"合格\", at-least = 10 }, { name = \"不合格\", below = 10 }]\n";
    let scheme = HEAD.replace("points = 10", "points = 30") + &(1..=3).map(item).collect::<String>() + grades;
    let facts = |done: [[u32; 3]; 2]| {
        let figures = ["甲村", "乙村"].iter().zip(done).flat_map(|(village, done)| {
            (1..=3).zip(done).map(move |(number, done)| {
                format!("{{ village = \"{village}\", date = \"03-31\", indicator = \"指标{number}\", value = {done} }}")
            })
        });
        let figures: Vec<_> = figures.collect();
        format!("villages = {{ \"甲村\" = \"\", \"乙村\" = \"\" }}\nfigures = [{}]", figures.join(", "))
    };
    let said = |scheme: &str, done| Case::new(scheme, &facts(done)).said("2024-Q1", Code::HairsBreadth);
    let ranked = "“排名”里有得分只差除不尽的零头的，分了先后：乙村10分、甲村9.999999999999分";
    let graded = "“等次”以10分为界，甲村9.999999999999分只差除不尽的零头";
    let mut both = said(&scheme, [[30, 30, 30], [90, 0, 0]]);
    both.sort();
    assert_eq!(both, [ranked, graded]);
    // The same score, a clear difference, or a whole that is rounded are no case for anybody.
    assert_eq!(said(&scheme, [[90, 0, 0], [0, 90, 0]]), [""; 0]);
    assert_eq!(said(&scheme, [[30, 30, 29], [90, 1, 0]]), [""; 0]);
    let rounded = scheme.replace("round = \"exact\"", "round = \"two-places\"");
    assert_eq!(said(&rounded, [[30, 30, 30], [90, 0, 0]]), [""; 0]);
}

/// 7 of 9 is 17.2 points short of 95 %, at three points each: 145 ÷ 3 are left, nine tenths of which count tenfold, beside
/// 36.205. On paper that is 471.205, and 471.21; twelve places come to a hair less, which nobody is to find out by himself.
#[test]
fn a_score_that_is_rounded_by_a_hair_is_told() {
    let part = "\n[[part]]\nid = \"work\"\nname = \"工作\"\nclause = \"一\"\nsubject = \"village\"\npoints = 100\n\
                combine = \"sum\"\nfloor = \"zero\"\ncap = \"none\"\ncounts-as = 1000\n\
                coefficient = { target = \"难度\", over = [\"solved\"] }\n";
    let item = |id: &str, keys: &str, rule: &str| {
        format!(
            "\n[[item]]\nid = \"{id}\"\nname = \"{id}\"\nshort = \"{id:.4}\"\nclause = \"一\"\nsubject = \"village\"\npoints = 100\nfloor = \"zero\"\n\
             accrue = \"year\"\ncap = 100\nwhen-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"\n{keys}\n[[item.rule]]\nid = \"{id}-rule\"\n\
             by = \"12-31\"\n{rule}\n"
        )
    };
    let solved = "kind = \"shortfall\"\nindicator = \"化解数\"\nof = \"矛盾数\"\ntarget = 95\nstep = 1\npartial = \"prorate\"\ndeduct = 3";
    let mark = "kind = \"entered\"\nmark = \"评分\"\ngiven-by = \"镇\"\nat-least = 0\nat-most = 100";
    let declared = ["化解数", "矛盾数"]
        .map(|name| format!("\n[[indicator]]\nname = \"{name}\"\nunit = \"件\"\nsource = \"entered\"\n"))
        .concat();
    let target = "\n[[target]]\nname = \"难度\"\nunit = \"倍\"\nby-village = { \"例村\" = 0.9 }\n";
    let head = HEAD.replace("points = 10\n", "points = 1100\n").replace("\"exact\"", "\"two-places\"");
    let scheme = [
        head.as_str(),
        part,
        &item("solved", "under = \"work\"\nopens = \"full-mark\"", solved),
        &item("team", "opens = \"nothing\"", mark),
        &declared,
        target,
    ]
    .concat();
    let of = |mark: &str| {
        let figures = [("化解数", 7), ("矛盾数", 9)]
            .map(|(name, value)| format!("{{ date = \"12-31\", indicator = \"{name}\", value = {value} }}"))
            .join(", ");
        let facts =
            format!("marks = [{{ month = 12, mark = \"评分\", value = {mark} }}]\nfigures = [{figures}]");
        let case = Case::new(&scheme, &facts);
        (case.score("2024"), case.said("2024", Code::HairsBreadth))
    };
    let (score, said) = of("36.205");
    assert!(score.starts_with("471.2"), "{score}");
    assert_eq!(said, ["考核的得分离舍入的界限只差除不尽的零头：例村"]);
    assert_eq!(of("36.204"), ("471.2".to_owned(), Vec::new()));
}
