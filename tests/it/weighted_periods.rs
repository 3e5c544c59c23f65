//! Periods of unequal weight: `rollup = "weighted"`. Expected values are worked out by hand.

use std::fs;

use cunkao::engine::{self, assessment::Assessment};
use cunkao::period::{Period, date};
use cunkao::records::Records;
use cunkao::report::explain::{Query, Question, explain};
use cunkao::report::provisions::provisions;
use cunkao::rulebook::{self, Rulebook, open_readings};

use crate::explanation::{all, lost::an_answer_adds_up};
use crate::rule_kinds::{Case, shown};
use crate::support::repository;

fn rulebook() -> Rulebook {
    let path = repository("tests/rulebooks/worked/weighted-quarters.toml");
    rulebook::load(&path, path.parent().unwrap()).0.unwrap()
}

/// 甲村 comes to 88, 90, 100 and 70 in the quarters; 乙村 comes in with the second and has 97, 100 and 85.
fn township(absent: &str) -> (Rulebook, Records) {
    let text = fs::read_to_string(repository("tests/rulebooks/worked/weighted-quarters.toml")).unwrap();
    let (text, _) = text.split_once("[[example]]").unwrap();
    let text = text.replace("absent = \"skip\"", &format!("absent = \"{absent}\""));
    let facts = r#"
villages = { "甲村" = "", "乙村" = "" }
events = [
    { village = "甲村", date = "02-05", event = "吵闹", count = 12 },
    { village = "甲村", date = "05-05", event = "吵闹", count = 10 },
    { village = "甲村", date = "11-05", event = "吵闹", count = 30 },
    { village = "乙村", date = "05-05", event = "吵闹", count = 3 },
    { village = "乙村", date = "11-05", event = "吵闹", count = 15 },
]"#;
    let Case { rulebook, mut records } = Case::new(&text, facts);
    records.roster.villages[1].from = date(2024, 4, 1);
    (rulebook, records)
}

fn at(absent: &str, period: &str) -> Assessment {
    let (rulebook, records) = township(absent);
    engine::assess(&rulebook, &records, Period::parse(period).unwrap()).0
}

fn scores(result: &Assessment) -> Vec<String> {
    result.villages.iter().map(|village| shown(village.score)).collect()
}

/// Of 乙村 without a first quarter: (97×20＋100×20＋85×40)÷80 = 91.75; with 0 for it 7340 ÷ 100; with 100 for it 20 more.
#[test]
fn what_a_missing_quarter_counts_for_is_what_the_rulebook_says() {
    assert_eq!(scores(&at("skip", "2024")), ["83.6", "91.75"]);
    assert_eq!(scores(&at("zero", "2024")), ["83.6", "73.4"]);
    assert_eq!(scores(&at("full-mark", "2024")), ["83.6", "93.4"]);
    assert_eq!(scores(&at("error", "2024")), ["83.6", "未报"]);
}

/// What could be had, and what changed, weigh as the scores do: 100 of 100; −12×20% −10×20% −30×40% = −16.4.
#[test]
fn what_could_be_had_and_what_changed_weigh_alike() {
    let year = at("skip", "2024");
    let [first, second] = year.villages.as_slice() else { panic!() };
    assert_eq!(
        (first.available.to_string(), first.period_change.to_string()),
        ("100".into(), "-16.4".into())
    );
    assert_eq!(second.available.to_string(), "100");
    let weights = |terms: &[engine::assessment::Term]| -> Vec<String> {
        terms.iter().map(|term| format!("{}/{}", term.weight, term.divisor)).collect()
    };
    assert_eq!(weights(&first.terms), ["20/100", "20/100", "20/100", "40/100"]);
    assert_eq!(weights(&second.terms), ["20/80", "20/80", "40/80"]);
    let items: Vec<_> = first.items.iter().map(|item| shown(item.score)).collect();
    // 48×20%＋50×20%＋60×20%＋30×40%; 40 in two quarters of 20%; 40 in 20% and 40%.
    assert_eq!(items, ["43.6", "16", "24"]);
}

const BLEND: &str = r#"title = "月卷"
version = "1"
posts = []

[village]
name = "考核"
clause = "一"
points = 100
combine = "weighted"
floor = "zero"
cap = "none"
round = "exact"

[[part]]
id = "daily"
name = "月卷"
clause = "一"
subject = "village"
points = 100
weight = 30
combine = "sum"
floor = "none"
cap = "none"
accrue = "month"
rollup = "weighted"
period-weights = [5, 5, 20, 5, 5, 20, 5, 5, 10, 5, 5, 10]
absent = "skip"

[[item]]
id = "order"
name = "秩序"
clause = "一"
subject = "village"
under = "daily"
points = 100
opens = "full-mark"
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
id = "yearly"
name = "防火"
clause = "一"
subject = "village"
weight = 70
accrue = "year"
points = 100
opens = "full-mark"
floor = "zero"
cap = "none"

[[item.rule]]
id = "fire"
kind = "per-event"
event = "失火"
person = "none"
each = "time"
deduct = 10
charge = "village"

[[standing]]
id = "order-alone"
name = "秩序排名"
node = "order"
group = "all"
ties = "share-and-skip"
"#;

/// 99, 99 and 98 in the months of a quarter that weigh 5, 5 and 20: 98⅓, of which 30% are 29.5, and no digit is lost on the
/// way. What lies under the part comes to the same.
#[test]
fn a_quotient_of_weights_is_rounded_at_the_end() {
    let case = Case::new(
        BLEND,
        "events = [\n{ date = \"01-05\", event = \"吵闹\" },\n{ date = \"02-05\", event = \"吵闹\" },\n{ date = \"03-05\", event = \"吵闹\", count = 2 },\n]",
    );
    let (quarter, found) = case.at("2024-Q1");
    assert!(!found.has_errors(), "{found:?}");
    let village = &quarter.villages[0];
    assert_eq!(shown(village.items[0].score), "98.333333333333");
    assert_eq!(shown(village.score), "99.5");
    assert_eq!(shown(quarter.standings[0].rows[0].score), "98.333333333333");
    // A month is its own account.
    assert_eq!(case.score("2024-03"), "99.4");
    // (99×5＋99×5＋98×20＋100×30)÷60 = 99.166…, of which 30%, and 70.
    assert_eq!(case.score("2024-H1"), "99.75");
}

#[test]
fn the_weights_are_read_back_in_chinese() {
    let said: Vec<_> =
        provisions(&rulebook(), None).sections.into_iter().flat_map(|one| one.paragraphs).collect();
    let told = "每季度重新计分，各期按占比合成（第一季度20%、第二季度20%、第三季度20%、第四季度40%；不满一年的只看所含各期，占比按比例放大），有一期没有考核的不计那一期，其余各期的占比按比例放大";
    assert!(said[0].contains(told), "{}", said[0]);
}

/// Weights are figures that somebody wrote: 口径 neither offers them as another reading nor takes them away.
#[test]
fn weights_of_periods_are_no_open_reading() {
    let readings = open_readings(&rulebook());
    assert!(readings.iter().any(|reading| reading.key == "village.absent"), "{readings:#?}");
    assert!(readings.iter().all(|reading| reading.key != "village.rollup"), "{readings:#?}");
    let mean = rulebook::load_builtin("monthly-blend").0.unwrap();
    let of_mean = open_readings(&mean).into_iter().filter(|reading| reading.key.ends_with(".rollup"));
    let words: Vec<_> = of_mean.map(|reading| reading.to).collect();
    assert!(words.contains(&"sum".to_owned()) && !words.contains(&"weighted".to_owned()), "{words:?}");
}

/// How the year came about is told to the last figure, and adds up.
#[test]
fn how_the_quarters_become_the_year_is_told() {
    let (rulebook, records) = township("skip");
    let year = engine::assess(&rulebook, &records, Period::parse("2024").unwrap()).0;
    let sections = explain(&year, &Query::default()).unwrap().sections;
    let told = sections.into_iter().flat_map(|section| section.paragraphs).collect::<Vec<_>>().join("\n");
    for answer in &all(&rulebook, &records, &year, &Question::default()) {
        an_answer_adds_up("季度占比", answer);
    }
    for line in [
        "2024年第一季度得88×20%，计入17.6分。",
        "2024年第四季度得70×40%，计入28分。",
        "2024年第四季度得85×40÷80，计入42.5分。",
        "所计各期的占比合计80%，各除以80%计。",
    ] {
        assert!(told.contains(line), "{line} is missing:\n{told}");
    }
    assert_eq!(told.matches("所计各期的占比合计80%").count(), 4, "{told}");
}

/// The score of 35% and 65% is rounded on every day on which a month moves it: what that comes to is told once.
#[test]
fn what_was_rounded_day_by_day_is_told_as_one_figure() {
    let weights = "rollup = \"weighted\"\nperiod-weights = [5, 5, 20, 5, 5, 20, 5, 5, 10, 5, 5, 10]";
    let text = BLEND.replace(weights, "rollup = \"mean\"").replacen("\"exact\"", "\"two-places\"", 1);
    let text = text.replace("weight = 30", "weight = 35").replace("weight = 70", "weight = 65");
    // 99, 98 and 99 are 98⅔, of which 35% and 65 are 99.5333…; in February it was 99.475.
    let facts = "events = [\n{ date = \"01-05\", event = \"吵闹\" },\n{ date = \"02-05\", event = \"吵闹\", count = 2 },\n\
                 { date = \"03-05\", event = \"吵闹\" },\n]";
    let case = Case::new(&text, facts);
    let quarter = case.at("2024-Q1").0;
    assert_eq!(shown(quarter.villages[0].score), "99.53");
    let answers = all(&case.rulebook, &case.records, &quarter, &Question::default());
    let mut told = answers.iter().flat_map(|answer| &answer.parts).flat_map(|part| &part.sentences);
    let told = told.find(|line| line.contains("总分折算后")).unwrap();
    assert_eq!(told.matches("四舍五入").count(), 1, "{told}");
    assert!(told.contains("；得分四舍五入到小数点后2位，舍入少0.00"), "{told}");
}
