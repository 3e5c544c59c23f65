//! What is judged once a year, in the results of months and quarters: `in-shorter-periods`.

use cunkao::analysis::lowering::Remeasured;
use cunkao::diagnostic::Code;
use cunkao::engine::assessment::LeftOut;
use cunkao::report::{overview, terminal};

use super::{Case, load, said, shown};

/// Monthly papers of 10 beside a yearly one of 10; a noise takes a point from its month.
const SCHEME: &str = r#"title = "样本"
version = "1"
posts = ["主任"]

[village]
name = "村全年"
clause = "一"
points = 10
combine = "{combine}"
floor = "none"
cap = "none"
round = "exact"

[[part]]
id = "monthly"
name = "月卷"
clause = "一（一）"
subject = "village"
{share-of-months}
points = 10
combine = "sum"
floor = "none"
cap = "none"
accrue = "month"
rollup = "mean"
absent = "error"

[[item]]
id = "order"
name = "秩序"
clause = "一（一）"
subject = "village"
under = "monthly"
points = 10
opens = "full-mark"
floor = "none"
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
id = "yearly"
name = "年卷"
clause = "一（二）"
subject = "village"
{share-of-year}
points = 10
opens = "nothing"
accrue = "year"
floor = "zero"
cap = 10
when-not-applicable = "exclude"
when-not-reported = "error"

[[item.rule]]
id = "mark"
kind = "entered"
mark = "年卷评分"
given-by = "领导小组"
at-least = 0
at-most = 10
by = "12-31"

[[standing]]
id = "overall"
name = "排名"
node = "village"
group = "all"
ties = "share-and-skip"
"#;

fn scheme(combine: &str, months: &str, year: &str) -> String {
    let scheme = SCHEME.replace("{combine}", combine).replace("{share-of-months}", months);
    scheme.replace("{share-of-year}", year)
}

/// Three noises in March and a yearly paper of 5.
fn case(combine: &str, months: &str, year: &str) -> Case {
    let facts = "events = [{ date = \"03-05\", event = \"吵闹\", count = 3 }]\n\
                 marks = [{ month = 12, mark = \"年卷评分\", value = 5 }]";
    Case::new(&scheme(combine, months, year), facts)
}

const PERIODS: [&str; 7] = ["2024-02", "2024-03", "2024-Q1", "2024-H1", "2024-12", "2024-Q4", "2024"];

fn scores(case: &Case) -> [String; 7] {
    PERIODS.map(|period| case.score(period))
}

fn page(case: &Case, period: &str) -> String {
    let assessment = case.at(period).0;
    let overview = overview::overview(&assessment, &Remeasured::by(&case.rulebook));
    terminal::render(&overview, 100)
}

/// March is 7, the quarter the mean of 10, 10 and 7, the half year that of 57 ÷ 6, the year 0.6 × 117 ÷ 12 + 0.4 × 5.
/// December and the fourth quarter know nothing of the yearly paper, although it is judged on their last day.
#[test]
fn the_others_make_up_for_it_by_their_weights() {
    let case = case("weighted", "weight = 60", "weight = 40\nin-shorter-periods = \"rescale\"");
    assert_eq!(scores(&case), ["10", "7", "9", "9.5", "10", "10", "7.85"]);
    let village = case.at("2024-Q4").0.villages.remove(0);
    assert_eq!((village.available.to_string(), village.period_change.to_string()), ("10".into(), "0".into()));
    let yearly = village.items.iter().find(|item| item.id == "yearly").unwrap();
    assert_eq!((yearly.left_out, yearly.is_shown()), (Some(LeftOut::MadeUpFor), false));
    let year = case.at("2024").0.villages.remove(0);
    assert_eq!(year.items.iter().map(|item| shown(item.score)).collect::<Vec<_>>(), ["9.75", "5"]);
}

/// Without the key the months show what has come together so far: six tenths of the paper, and four of the year's in the end.
#[test]
fn without_the_key_it_counts_by_what_there_is() {
    let case = case("weighted", "weight = 60", "weight = 40");
    assert_eq!(scores(&case), ["6", "4.2", "5.4", "5.7", "8", "8", "7.85"]);
}

/// Counted as 6 and 4 of 10: alone, the months come to 6 at most; scaled, to 10.
#[test]
fn where_points_are_added_they_stand_or_are_scaled() {
    let of =
        |what: &str| case("sum", "counts-as = 6", &format!("counts-as = 4\nin-shorter-periods = \"{what}\""));
    assert_eq!(scores(&of("exclude")), ["6", "4.2", "5.4", "5.7", "6", "6", "7.85"]);
    assert_eq!(of("exclude").at("2024-Q1").0.villages[0].available.to_string(), "6");
    assert_eq!(scores(&of("rescale")), ["10", "7", "9", "9.5", "10", "10", "7.85"]);
}

/// What is not stated yet is missed in the year alone.
#[test]
fn what_is_missing_is_missed_where_it_counts() {
    let scheme = scheme("weighted", "weight = 60", "weight = 40\nin-shorter-periods = \"rescale\"");
    let case = Case::new(&scheme, "");
    assert!(case.said("2024-Q4", Code::NotReported).is_empty());
    assert_eq!(case.score("2024-Q4"), "10");
    assert_eq!(case.score("2024"), "未报");
}

#[test]
fn the_page_has_no_column_of_it_and_says_why() {
    let case = case("weighted", "weight = 60", "weight = 40\nin-shorter-periods = \"rescale\"");
    let quarter = page(&case, "2024-Q1");
    assert!(quarter.contains("年卷不在本期计分，得分由其余各项折算成整个。"), "{quarter}");
    assert!(!quarter.contains("| 年卷") && !quarter.contains("未到期"), "{quarter}");
    assert!(!page(&case, "2024").contains("不在本期计分"));
}

/// By nothing nobody can scale.
#[test]
fn whoever_makes_up_for_it_has_a_full_mark() {
    let scheme = scheme("sum", "", "in-shorter-periods = \"rescale\"").replacen(
        "points = 10\ncombine = \"sum\"\nfloor = \"none\"\ncap = \"none\"\naccrue",
        "combine = \"sum\"\nfloor = \"none\"\ncap = \"none\"\naccrue",
        1,
    );
    let (_, found) = load(&scheme);
    let missing = said(&found, Code::MissingKey);
    assert_eq!(missing, ["“年卷”不计时其余各项按满分折算（rescale），“月卷”却没有写满分（points）"]);
}
