//! Accounts that run for less than a year: what a view of any length shows, and periods that have no account.

use std::fs;

use cunkao::diagnostic::Diagnostics;
use cunkao::engine::{self, assessment::Assessment};
use cunkao::number::Number;
use cunkao::period::{Period, date};
use cunkao::rulebook;

use crate::properties::invariants::repeated_ids;

/// One item of 10 points a month, a point off an event; the mean of the months. Two villages, one event each.
fn township(absent: &str, rollup: &str) -> (rulebook::Rulebook, cunkao::records::Records) {
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
