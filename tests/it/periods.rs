//! Accounts that run for less than a year: what a view of any length shows, and periods that have no account.

use std::fs;

use cunkao::diagnostic::{Code, Diagnostics};
use cunkao::engine;
use cunkao::engine::assessment::{Assessment, StandingRow};
use cunkao::number::Number;
use cunkao::period::{Period, date};
use cunkao::rulebook;
use cunkao::workspace;

use crate::intake::workspace::Workspace;
use crate::properties::invariants::repeated_ids;
use crate::rule_kinds::{Case, HEAD};

/// One item of 10 points a month, a point off an event; the mean of the months. Two villages, one event each.
fn township(absent: &str, rollup: &str) -> (rulebook::Rulebook, cunkao::records::Records) {
    township_with(absent, rollup, "", "")
}

/// The same with more keys of the item and more sections.
fn township_with(
    absent: &str,
    rollup: &str,
    keys: &str,
    sections: &str,
) -> (rulebook::Rulebook, cunkao::records::Records) {
    let text = format!(
        r#"title = "逐月"
version = "1"
posts = []

[village]
name = "逐月考核"
clause = "一"
points = 10
combine = "sum"
floor = "zero"
cap = "none"
round = "exact"
accrue = "month"
rollup = "{rollup}"
absent = "{absent}"

[[item]]
id = "order"
name = "秩序"
clause = "一"
subject = "village"
points = 10
opens = "full-mark"
floor = "zero"
cap = "none"
{keys}

[[item.rule]]
id = "noise"
kind = "per-event"
event = "吵闹"
person = "none"
each = "time"
deduct = 3
charge = "village"

[[standing]]
id = "overall"
name = "排名"
node = "village"
group = "all"
ties = "share-and-skip"
{sections}

[[example]]
name = "甲村一月、三月各一次，乙村三月四次"
period = "2024-03"
villages = {{ "甲村" = "", "乙村" = "" }}
events = [
    {{ village = "甲村", date = "01-05", event = "吵闹" }},
    {{ village = "甲村", date = "03-05", event = "吵闹" }},
    {{ village = "乙村", date = "03-05", event = "吵闹", count = 4 }},
]
expect = [{{ village = "甲村", score = 7 }}, {{ village = "乙村", score = 0 }}]
"#
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    fs::write(&path, text).unwrap();
    let (rulebook, diagnostics) = rulebook::load(&path, folder.path());
    let rulebook = rulebook.unwrap_or_else(|| panic!("{diagnostics:?}"));
    assert!(engine::check_examples(&rulebook).is_empty());
    let records = rulebook.examples[0].records.clone();
    (rulebook, records)
}

/// 乙村 comes in on 1 March.
pub(crate) fn assess(absent: &str, rollup: &str, period: &str) -> (Assessment, Diagnostics) {
    let (rulebook, mut records) = township(absent, rollup);
    records.roster.villages[1].from = date(2024, 3, 1);
    engine::assess(&rulebook, &records, Period::parse(period).unwrap())
}

fn score(result: &Assessment, village: usize) -> Option<String> {
    result.villages[village].score.map(|score| score.to_string())
}

#[test]
fn a_quarter_is_the_mean_of_its_months_and_a_month_its_own_account() {
    let (month, _) = assess("skip", "mean", "2024-02");
    assert_eq!(score(&month, 0).as_deref(), Some("10"));
    let (quarter, found) = assess("skip", "mean", "2024-Q1");
    // (7 + 10 + 7) ÷ 3; 乙村 has March alone, at its floor.
    assert_eq!((score(&quarter, 0).as_deref(), score(&quarter, 1).as_deref()), (Some("8"), Some("0")));
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(quarter.villages[1].terms.len(), 1);
}

#[test]
fn a_period_without_an_account_counts_as_the_rulebook_says() {
    let of = |absent: &str, rollup: &str| score(&assess(absent, rollup, "2024-Q1").0, 1);
    assert_eq!(of("zero", "mean").as_deref(), Some("0"));
    // (10 + 10 + 0) ÷ 3, one quotient for the whole.
    assert_eq!(of("full-mark", "mean").as_deref(), Some("6.666666666667"));
    assert_eq!(of("full-mark", "sum").as_deref(), Some("20"));
    assert_eq!(of("skip", "last").as_deref(), Some("0"));
}

#[test]
fn where_no_period_may_lack_an_account_nothing_is_final() {
    let (quarter, found) = assess("error", "mean", "2024-Q1");
    assert_eq!(score(&quarter, 1), None);
    assert!(quarter.draft);
    let absent = found.iter().filter(|one| one.code.name() == "period-absent");
    assert_eq!(absent.count(), 2);
}

#[test]
fn a_village_without_a_score_has_no_place() {
    let (quarter, _) = assess("error", "mean", "2024-Q1");
    let places: Vec<_> = quarter.standings[0].rows.iter().map(|row| (row.who.name(), row.rank)).collect();
    assert_eq!(places, [("甲村", Some(1)), ("乙村", None)]);
}

/// 9.994 in March is 9.99; over the quarter (10 + 10 + 9.99) ÷ 3 is 10.00 again. Both are rounded on 31 March, and the
/// audit workbook tells one posting from the other by its id alone.
#[test]
fn what_rounds_a_period_and_what_rounds_the_periods_together_have_ids_of_their_own() {
    let (mut rulebook, mut records) = township("skip", "mean");
    rulebook.items[0].round = Some(2);
    let events = records.villages.get_mut("甲村").unwrap().events.get_mut("吵闹").unwrap();
    events.truncate(1);
    events[0].date = date(2024, 3, 31).unwrap();
    events[0].count = Number::parse("0.002").unwrap();
    let (quarter, _) = engine::assess(&rulebook, &records, Period::parse("2024-Q1").unwrap());
    let item = &quarter.villages[0].items[0];
    let scores: Vec<_> = item.items.iter().map(|month| month.score.unwrap().to_string()).collect();
    assert_eq!(scores, ["10", "10", "9.99"]);
    assert_eq!(item.score.unwrap().to_string(), "10");
    assert_eq!((item.postings.len(), item.items[2].postings.len()), (1, 3));
    assert_eq!(repeated_ids(&quarter), [""; 0]);
}

/// An item of ten points a village opens with, three off for an event.
fn item_of(id: &str, keys: &str, event: &str) -> String {
    format!(
        r#"
[[item]]
id = "{id}"
name = "{event}"
clause = "一"
subject = "village"
{keys}
points = 10
opens = "full-mark"
floor = "zero"
cap = "none"

[[item.rule]]
id = "{id}-rule"
kind = "per-event"
event = "{event}"
person = "none"
each = "time"
deduct = 3
charge = "village"
"#
    )
}

/// A part of two items whose months are averaged, beside an item of the year; the cadre takes the village's score.
fn with_part(more: &str) -> String {
    let (order, clean) =
        (item_of("order", "under = \"daily\"", "吵闹"), item_of("clean", "under = \"daily\"", "脏乱"));
    let yearly = item_of("yearly", "accrue = \"year\"", "失火");
    format!(
        r#"title = "月卷"
version = "1"
posts = ["主任"]

[village]
name = "考核"
clause = "一"
points = 30
combine = "sum"
floor = "zero"
cap = "none"
round = "exact"

[cadre]
name = "村干部"
clause = "二"
points = 30
combine = "sum"
floor = "zero"
cap = "none"
round = "exact"

[[part]]
id = "daily"
name = "月卷"
clause = "一"
subject = "village"
points = 20
combine = "sum"
floor = "none"
cap = "none"
accrue = "month"
rollup = "mean"
absent = "zero"
{order}{clean}{yearly}
[[item]]
id = "own"
name = "所在村"
clause = "二"
subject = "cadre"
points = 30
takes = "village"
{more}"#
    )
}

fn standing(id: &str, keys: &str) -> String {
    format!(
        "\n[[standing]]\nid = \"{id}\"\nname = \"{id}\"\n{keys}\ngroup = \"all\"\nties = \"share-and-skip\"\n"
    )
}

/// 甲村 lost 3 for noise in January, 乙村 6 in March: over the quarter (7 + 10 + 10) ÷ 3 = 9 and (10 + 10 + 4) ÷ 3 = 8
/// of that item, though January alone would put 乙村 first. 丙村 lost as much as 甲村, elsewhere.
#[test]
fn an_item_under_a_monthly_part_is_ranked_by_all_its_months() {
    let example = r#"
[[example]]
name = "三村"
period = "2024-03"
villages = { "甲村" = "", "乙村" = "", "丙村" = "" }
cadres = [
    { name = "张三", post = "主任", village = "甲村" },
    { name = "李四", post = "主任", village = "丙村" },
]
events = [
    { village = "甲村", date = "01-05", event = "吵闹" },
    { village = "乙村", date = "03-05", event = "吵闹", count = 2 },
    { village = "丙村", date = "02-05", event = "脏乱" },
]
expect = [{ village = "甲村", score = 30 }]

[[example]]
name = "一个季度"
period = "2024-Q1"
villages = { "甲村" = "" }
events = [{ date = "01-05", event = "吵闹" }, { date = "03-05", event = "吵闹" }]
expect = [{ item = "order", score = 8 }, { item = "clean", score = 10 }, { score = 28 }]
"#;
    let standings = [
        standing("order-alone", "node = \"order\""),
        standing("whole", "node = \"village\"\nthen = [\"order\"]"),
        standing("cadres", "node = \"cadre\"\nthen = [\"village\", \"order\"]"),
    ];
    let text = with_part(&(standings.concat() + example));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    fs::write(&path, &text).unwrap();
    let (rulebook, found) = rulebook::load(&path, folder.path());
    let rulebook = rulebook.unwrap_or_else(|| panic!("{found:?}"));
    let examples = engine::check_examples(&rulebook);
    let failed: Vec<_> = examples.iter().filter(|one| one.code == Code::ExampleFailed).collect();
    assert!(failed.is_empty(), "{failed:?}");
    let records = rulebook.examples[0].records.clone();
    let (quarter, found) = engine::assess(&rulebook, &records, Period::parse("2024-Q1").unwrap());
    let rows = |id: &str| -> Vec<(String, String, Option<usize>)> {
        let standing = quarter.standings.iter().find(|standing| standing.id == id).unwrap();
        let row = |row: &StandingRow| (row.who.name().to_owned(), row.score.unwrap().to_string(), row.rank);
        standing.rows.iter().map(row).collect()
    };
    let row = |name: &str, score: &str, rank: usize| (name.to_owned(), score.to_owned(), Some(rank));
    assert_eq!(
        rows("order-alone"),
        [row("丙村", "10", 1), row("甲村", "9", 2), row("乙村", "8", 3)],
        "{found:?}"
    );
    // 29 each, of which 丙村 has more of the item; and so their cadres, who have no such item of their own.
    assert_eq!(rows("whole"), [row("丙村", "29", 1), row("甲村", "29", 2), row("乙村", "28", 3)]);
    assert_eq!(rows("cadres"), [row("李四", "29", 1), row("张三", "29", 2)]);
}

#[test]
fn villages_are_not_told_apart_by_scores_of_cadres() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    fs::write(&path, with_part(&standing("whole", "node = \"village\"\nthen = [\"own\"]"))).unwrap();
    let (_, found) = rulebook::load(&path, folder.path());
    let told: Vec<_> = found.iter().map(|one| one.message.as_str()).collect();
    assert!(told.contains(&"排名“whole”排的是村，then 里的“own”是村干部的得分"), "{told:?}");
}

/// Marks of 54 in January and March, and 不适用 in February: the mean is of the two that are, whether the item itself is
/// scored anew each month or the part above it; and where it is ranked by, it is the same.
#[test]
fn a_month_that_does_not_apply_leaves_the_mean() {
    let rule = r#"
[[item.rule]]
id = "checked"
kind = "entered"
mark = "月查分"
given-by = "组"
at-least = 0
at-most = 60
measure = "month"
"#;
    let monthly = "accrue = \"month\"\nrollup = \"mean\"\nabsent = \"skip\"";
    let part = format!(
        "\n[[part]]\nid = \"part\"\nname = \"月评\"\nclause = \"二\"\nsubject = \"village\"\npoints = 60\ncombine = \"sum\"\n\
         floor = \"zero\"\ncap = \"none\"\n{monthly}\n"
    );
    let facts = "marks = [\n { month = 1, mark = \"月查分\", value = 54 }, { month = 2, mark = \"月查分\", value = \"不适用\" },\n\
        { month = 3, mark = \"月查分\", value = 54 },\n]";
    for policy in ["exclude", "rescale"] {
        for (above, keys) in [("", monthly), (part.as_str(), "under = \"part\"")] {
            let item = format!(
                "\n[[item]]\nid = \"month\"\nname = \"月查\"\nclause = \"二\"\nsubject = \"village\"\npoints = 60\n{keys}\n\
                 opens = \"nothing\"\nfloor = \"zero\"\ncap = 60\nwhen-not-applicable = \"{policy}\"\nwhen-not-reported = \"error\"\n"
            );
            let head =
                HEAD.replace("points = 10", "points = 60").replace("node = \"village\"", "node = \"month\"");
            let case = Case::new(&(head + above + &item + rule), facts);
            let (quarter, found) = case.at("2024-Q1");
            assert!(!found.has_errors(), "{found:?}");
            let village = &quarter.villages[0];
            let ranked = quarter.standings[0].rows[0].score.unwrap();
            let figures =
                [village.score.unwrap(), village.items[0].score.unwrap(), village.available, ranked];
            assert_eq!(figures.map(|figure| figure.to_string()), ["54", "54", "60", "54"], "{policy} {keys}");
        }
    }
}

const PRIZE_AND_TALK: &str = r#"
[[prize]]
id = "first"
clause = "二"
standing = "overall"
period = "month"
ties = "share"
tiers = [{ name = "优秀奖", place = 1, amount = 100 }]

[[sanction]]
id = "last"
name = "末位处理"
clause = "三"
standing = "overall"
period = "month"
place = "last"
ties = "all"
counting = "running"
across-years = "no"
no-history = "none"
steps = [{ count = 1, name = "提醒谈话", action = "talk" }, { count = 2, name = "停职", action = "suspend" }]
"#;

/// A scheme in force from March on: January and February have no places, prizes or last ones, and do not count in the mean.
#[test]
fn a_scheme_that_begins_within_the_year_has_nothing_before() {
    let (rulebook, records) = township_with("zero", "mean", "from = \"2024-03-01\"", PRIZE_AND_TALK);
    let at = |period: &str| engine::assess(&rulebook, &records, Period::parse(period).unwrap()).0;
    let february = at("2024-02");
    assert!(february.standings[0].rows.iter().all(|row| row.rank.is_none()), "{:?}", february.standings);
    assert_eq!((february.prizes.len(), february.actions.len()), (0, 0));
    let march = at("2024-03");
    let told: Vec<_> =
        march.actions.iter().map(|action| (action.who.village(), action.kind.word())).collect();
    assert_eq!(told, [("乙村", "talk")]);
    assert_eq!(march.prizes.iter().map(|award| award.amount.to_string()).collect::<Vec<_>>(), ["100"]);
    // One event of 3 points in the only month that counts.
    assert_eq!(scores(&at("2024-Q1")), ["7", "0"]);
}

/// Nothing happened in April: both villages are first, and neither is last; where 10 points are too few both are meant.
#[test]
fn where_all_are_first_nobody_is_last_but_for_a_limit() {
    let meant = |limit: &str| {
        let sections = PRIZE_AND_TALK.replace("place = \"last\"", &format!("place = \"last\"\n{limit}"));
        let (rulebook, records) = township_with("zero", "mean", "", &sections);
        let (april, _) = engine::assess(&rulebook, &records, Period::parse("2024-04").unwrap());
        let ranks: Vec<_> = april.standings[0].rows.iter().map(|row| (row.rank, row.tied)).collect();
        assert_eq!(ranks, [(Some(1), true), (Some(1), true)]);
        april.actions.len()
    };
    assert_eq!((meant(""), meant("at-most = 10"), meant("below = 10")), (0, 2, 0));
}

/// A village that was dissolved in February owes no account of March, where a missing one is an error.
#[test]
fn a_village_that_is_gone_owes_no_accounts() {
    let (rulebook, mut records) = township("error", "mean");
    records.roster.villages[1].until = date(2024, 2, 29);
    let (_, found) = engine::assess(&rulebook, &records, Period::parse("2024-Q1").unwrap());
    assert!(found.iter().all(|one| one.code != Code::PeriodAbsent), "{found:?}");
}

fn scores(result: &Assessment) -> Vec<String> {
    result.villages.iter().map(|village| village.score.unwrap().to_string()).collect()
}

/// The folders of months before the scheme need not be there; those from its first one on must.
#[test]
fn a_scheme_that_begins_within_the_year_owes_no_months_before() {
    let scheme = crate::rule_kinds::item(
        "from = \"2024-04-01\"",
        "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"",
    );
    let events: &[&[&str]] = &[&["日期", "村", "事项", "次数"]];
    let folder = Workspace::new()
        .file("rulebook.toml", scheme)
        .sheet("2024-04/办.xlsx", "事项登记", events)
        .sheet("2024-06/办.xlsx", "事项登记", events)
        .write();
    let missing = |period: &str| {
        let loaded = workspace::load_rulebook(folder.path());
        let period = Period::parse(period).unwrap();
        let (_, found) = workspace::work_out(folder.path(), loaded, period, &mut |_, _| {});
        found.iter().filter(|one| one.code == Code::MonthMissing).count()
    };
    assert_eq!((missing("2024-04"), missing("2024-06")), (0, 1));
}
