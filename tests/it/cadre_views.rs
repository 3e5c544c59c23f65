//! Cadres with several posts, or with posts for a part of the year, under a rulebook that scores them as persons.

use std::fs;

use cunkao::engine;
use cunkao::rulebook;

/// Works examples out under the rulebook cadre-quarter.
fn hold(examples: &str, count: usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    fs::write(&path, format!("extends = \"builtin:cadre-quarter\"\n\n{examples}")).unwrap();
    let (rulebook, diagnostics) = rulebook::load(&path, folder.path());
    let rulebook = rulebook.unwrap_or_else(|| panic!("{diagnostics:?}"));
    assert_eq!(rulebook.examples.len(), count);
    let found = engine::check_examples(&rulebook);
    assert!(found.is_empty(), "{found:?}");
}

/// The order of the roster's rows must not decide who is compared with whom.
#[test]
fn the_same_two_posts_are_one_group_in_whatever_order_they_stand() {
    hold(
        r#"[[example]]
name = "两职相同，先后不同"
period = "2024-Q1"
cadres = [
    { name = "甲", post = "主任" },
    { name = "甲", post = "委员" },
    { name = "乙", post = "委员" },
    { name = "乙", post = "主任" },
]
scores = [{ person = "甲", score = 90 }, { person = "乙", score = 80 }]
expect = [
    { person = "甲", standing = "by-post", place = 1 },
    { person = "乙", standing = "by-post", place = 2 },
]
"#,
        1,
    );
}

/// 46 in the first quarter, 50 in the second; quarters out of office count neither in the whole nor in an item.
#[test]
fn items_skip_the_quarters_that_the_whole_score_skips() {
    let marks = |month: u32| {
        let mark =
            |name: &str| format!(r#"{{ month = {month}, mark = "{name}", value = 0, person = "甲" }}"#);
        format!("{}, {}", mark("重点工作评分"), mark("群众评议得票率"))
    };
    let example = |from: &str, until: &str, day: &str, months: [u32; 2]| {
        format!(
            r#"[[example]]
name = "任职{from}至{until}"
period = "2024"
cadres = [{{ name = "甲", post = "主任", from = "2024-{from}", until = "2024-{until}" }}]
events = [{{ date = "{day}", event = "值班脱岗", count = 2, person = "甲" }}]
marks = [{}, {}]
expect = [{{ person = "甲", item = "daily-duty", score = 48 }}, {{ person = "甲", score = 48 }}]

"#,
            marks(months[0]),
            marks(months[1])
        )
    };
    let left = example("01-01", "06-30", "02-01", [3, 6]);
    let joined = example("07-01", "12-31", "08-01", [9, 12]);
    hold(&format!("{left}{joined}"), 2);
}

/// Clause 五: two quarters in a row. Who changed post between them stands in another group, and is the same person.
#[test]
fn a_change_of_post_ends_no_row_of_quarters() {
    hold(
        r#"[[example]]
name = "连续两个季度不超过60分，其间换了职务"
period = "2024-Q2"
cadres = [
    { name = "甲", post = "副主任", until = "03-31" },
    { name = "甲", post = "委员", from = "04-01" },
    { name = "乙", post = "委员" },
]
scores = [
    { person = "甲", period = "2024-Q1", score = 52 },
    { person = "甲", score = 47 },
    { person = "乙", period = "2024-Q1", score = 90 },
    { person = "乙", score = 90 },
]
expect = [
    { person = "甲", rule = "low-score", action = "suspend" },
]
"#,
        1,
    );
}
