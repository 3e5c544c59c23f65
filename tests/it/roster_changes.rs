//! Villages that are renamed, re-classed or merged within the year: what each comes to, by hand.

use serde_json::Value;

use crate::intake::workspace::Workspace;
use crate::support::{cunkao, stdout};

/// Ten points, one off an event; and two points that miss a tenth for every 斤 below the quarter's target of the
/// class. Only 丙村 (later 丁村) has such a target.
const RULEBOOK: &str = r#"title = "并村"
version = "1"
posts = []
classes = ["小村", "大村"]

[village]
name = "村级考核"
clause = "一"
points = 12
combine = "sum"
floor = "zero"
cap = "none"
round = "exact"
accrue = "year"
{merge}

[[item]]
id = "order"
name = "秩序"
clause = "二"
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
deduct = 1
charge = "village"

[[item]]
id = "sale"
name = "交售"
clause = "三"
subject = "village"
points = 2
opens = "full-mark"
floor = "zero"
cap = "none"
when-not-applicable = "full-mark"
when-not-reported = "error"

[[item.rule]]
id = "short"
kind = "shortfall"
indicator = "交售量"
target = "交售任务"
measure = "quarter"
again = "adds"
step = 1
partial = "completed"
deduct = 0.1

[[indicator]]
name = "交售量"
unit = "斤"
source = "entered"

[[target]]
name = "交售任务"
unit = "斤"
by-village = { "甲村" = "不适用", "乙村" = "不适用", "戊村" = "不适用", "己村" = "不适用", "庚村" = "不适用", "辛村" = "不适用", "壬村" = "不适用" }
by-class = { "小村" = 10, "大村" = 20 }

[[standing]]
id = "overall"
name = "排名"
node = "village"
group = "all"
ties = "share-and-skip"
"#;

const HEADER: &[&str] = &["村", "类别", "起", "止", "更名", "并入"];

const VILLAGES: &[&[&str]] = &[
    HEADER,
    &["甲村", "小村", "", "", "", ""],
    &["乙村", "小村", "", "2024-04-30", "", "甲村"],
    &["丙村", "小村", "", "2024-04-30", "丁村", ""],
    &["戊村", "小村", "", "2024-03-31", "", "庚村"],
    &["己村", "小村", "", "2024-03-31", "", "庚村"],
    &["庚村", "大村", "2024-04-01", "", "", ""],
    &["辛村", "小村", "", "", "", ""],
    &["壬村", "小村", "", "2024-04-30", "", "辛村"],
    &["丁村", "大村", "2024-05-01", "", "", ""],
];

const CADRES: &[&[&str]] = &[&["姓名", "村", "职务"]];

const EVENTS: &[&str] = &["日期", "村", "事项", "次数"];

fn township(merge: &str, villages: &[&[&str]]) -> Workspace {
    let events = |rows: &[&'static [&'static str]]| [&[EVENTS], rows].concat();
    Workspace::new()
        .roster(villages, CADRES)
        .file("rulebook.toml", RULEBOOK.replace("{merge}", merge))
        .sheet(
            "2024-01/表.xlsx",
            "事项登记",
            &events(&[&["2024-1-10", "戊村", "吵闹", "#13"], &["2024-1-11", "辛村", "吵闹", "#13"]]),
        )
        .sheet("2024-02/表.xlsx", "事项登记", &events(&[&["2024-2-3", "甲村", "吵闹", "#2"]]))
        .sheet("2024-03/表.xlsx", "事项登记", &events(&[&["2024-3-3", "乙村", "吵闹", "#4"]]))
        .sheet("2024-03/表.xlsx", "指标进度", &[&["村", "交售量（斤）"], &["丙村", "#8"]])
        .sheet("2024-04/表.xlsx", "事项登记", &events(&[&["2024-4-9", "庚村", "吵闹", "#1"]]))
        .sheet("2024-05/表.xlsx", "事项登记", &events(&[&["2024-5-7", "甲村", "吵闹", "#1"]]))
        // The old name is still used, after the village was renamed.
        .sheet("2024-06/表.xlsx", "指标进度", &[&["村", "交售量（斤）"], &["丙村", "#18"]])
}

fn score(workspace: &Workspace, period: &str) -> Value {
    let folder = workspace.write();
    let output = cunkao(["score", folder.path().to_str().unwrap(), "--period", period, "--format", "json"]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{text}{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_str(&text).unwrap()
}

fn village<'a>(result: &'a Value, name: &str) -> Option<&'a Value> {
    result["villages"].as_array().unwrap().iter().find(|village| village["name"] == name)
}

fn item<'a>(result: &'a Value, name: &str, item: &str) -> &'a Value {
    let items = village(result, name).unwrap()["items"].as_array().unwrap();
    items.iter().find(|found| found["id"] == item).unwrap()
}

fn order(result: &Value, name: &str) -> String {
    item(result, name, "order")["score"].as_str().unwrap().to_owned()
}

/// On the eve 甲村 has 8 and 乙村 6; 戊村 is at its floor and 己村 has 10; 辛村 is at its floor, three under it,
/// and 壬村 has 10. After the mergers 甲村 and 庚村 lose a point each.
#[test]
fn merged_villages_go_on_from_the_mean_the_worst_or_their_own() {
    for (how, expected) in [("mean", ["6", "4", "5"]), ("worst", ["5", "0", "0"]), ("fresh", ["7", "9", "0"])]
    {
        let result = score(&township(&format!("merge = \"{how}\""), VILLAGES), "2024-Q2");
        assert_eq!(["甲村", "庚村", "辛村"].map(|name| order(&result, name)), expected, "{how}");
    }
}

#[test]
fn what_was_merged_is_ranked_no_more_and_stands_in_earlier_periods() {
    let township = township("merge = \"mean\"", VILLAGES);
    let second = score(&township, "2024-Q2");
    for gone in ["乙村", "戊村", "己村", "壬村"] {
        assert!(village(&second, gone).is_none(), "{gone}");
    }
    let first = score(&township, "2024-Q1");
    let names: Vec<_> = first["villages"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect();
    assert_eq!(names.len(), 7, "{names:?}");
    assert_eq!(["甲村", "乙村", "戊村", "己村"].map(|name| order(&first, name)), ["8", "6", "0", "10"]);
    assert!(village(&first, "庚村").is_none());
}

#[test]
fn a_merger_is_a_posting_that_names_its_cell() {
    let result = score(&township("merge = \"mean\"", VILLAGES), "2024-Q2");
    let postings = item(&result, "甲村", "order")["postings"].as_array().unwrap();
    let merger = postings.iter().find(|posting| posting["kind"] == "merger").unwrap();
    assert_eq!(merger["date"], "2024-05-01");
    assert_eq!(merger["amount"], "-1");
    assert_eq!(merger["cells"], serde_json::json!([{ "file": "roster.xlsx", "sheet": "村", "cell": "F3" }]));
    let sum: i64 =
        postings.iter().map(|posting| posting["amount"].as_str().unwrap().parse::<i64>().unwrap()).sum();
    assert_eq!(sum, 6);
}

/// Each item goes on from the mean of its own: 秩序 from that of 8 and 6, less one; 交售 from that of 1.8 (8 of 10 斤) and 2.
#[test]
fn each_item_goes_on_from_its_own() {
    let rulebook = RULEBOOK.replace("{merge}", "merge = \"mean\"");
    let both = r#""甲村" = "不适用", "乙村" = "不适用", "#;
    assert!(rulebook.contains(both));
    let sold = |rows: &[&'static [&'static str]]| [&[&["村", "交售量（斤）"] as &[_]], rows].concat();
    let township = township("merge = \"mean\"", VILLAGES)
        .file("rulebook.toml", rulebook.replace(both, ""))
        .sheet("2024-03/补.xlsx", "指标进度", &sold(&[&["甲村", "#8"], &["乙村", "#10"]]))
        .sheet("2024-06/补.xlsx", "指标进度", &sold(&[&["甲村", "#10"]]));
    let result = score(&township, "2024-Q2");
    assert_eq!(order(&result, "甲村"), "6");
    assert_eq!(item(&result, "甲村", "sale")["score"], "1.9");
}

/// What happens on the day of the merger is the new village's: the mean of 8 and 6, less one on 1 May and one on the 7th.
#[test]
fn an_event_of_the_day_of_the_merger_counts_after_it() {
    let township = township("merge = \"mean\"", VILLAGES).sheet(
        "2024-05/补.xlsx",
        "事项登记",
        &[EVENTS, &["2024-5-1", "甲村", "吵闹", "#1"]],
    );
    assert_eq!(order(&score(&township, "2024-Q2"), "甲村"), "5");
}

/// 丙村, a 小村 with a target of 10, reports 8 in March: two tenths. As 丁村, a 大村 with a target of 20, 18 in June:
/// two tenths more. The first quarter's figure stays what it was.
#[test]
fn a_renamed_and_reclassed_village_keeps_its_account() {
    let township = township("merge = \"mean\"", VILLAGES);
    let first = score(&township, "2024-Q1");
    assert_eq!(item(&first, "丙村", "sale")["score"], "1.8");
    assert_eq!(village(&first, "丙村").unwrap()["class"], "小村");
    let second = score(&township, "2024-Q2");
    assert!(village(&second, "丙村").is_none());
    assert_eq!(village(&second, "丁村").unwrap()["class"], "大村");
    assert_eq!(item(&second, "丁村", "sale")["score"], "1.6");
}

fn problems(workspace: &Workspace) -> Vec<(String, String)> {
    let folder = workspace.write();
    let output = cunkao(["check", folder.path().to_str().unwrap(), "--month", "2024-06", "--format", "json"]);
    let found: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let errors = found["diagnostics"].as_array().unwrap().iter().filter(|one| one["severity"] == "error");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    errors.map(|one| (text(&one["code"]), text(&one["location"]["cell"]))).collect()
}

fn error(code: &str, cell: &str) -> (String, String) {
    (code.to_owned(), cell.to_owned())
}

#[test]
fn a_merger_asks_how_scores_go_on() {
    let found = problems(&township("", VILLAGES));
    assert_eq!(found, ["F3", "F5", "F6", "F9"].map(|cell| error("merge-unstated", cell)));
}

#[test]
fn what_cannot_be_followed_is_told_at_its_cell() {
    let with = |changed: &[&[&str]]| {
        let rows: Vec<_> =
            VILLAGES.iter().map(|row| *changed.iter().find(|new| new[0] == row[0]).unwrap_or(row)).collect();
        problems(&township("merge = \"mean\"", &rows))
    };
    // No 止; into nobody; into one that is not there yet; a new name that stands nowhere.
    assert!(with(&[&["乙村", "小村", "", "", "", "甲村"]]).contains(&error("roster-conflict", "F3")));
    let nobody = with(&[&["乙村", "小村", "", "2024-04-30", "", "申村"]]);
    assert!(nobody.contains(&error("roster-conflict", "F3")), "{nobody:?}");
    let early = with(&[&["戊村", "小村", "", "2024-02-29", "", "庚村"]]);
    assert!(early.contains(&error("roster-conflict", "F5")), "{early:?}");
    let nameless = with(&[&["丙村", "小村", "", "2024-04-30", "酉村", ""]]);
    assert!(nameless.contains(&error("roster-conflict", "E4")), "{nameless:?}");
}

/// Two rows of one name with a gap between them are two villages of one name.
#[test]
fn rows_of_one_village_follow_each_other_without_a_gap() {
    let rows: &[&[&str]] =
        &[HEADER, &["甲村", "小村", "", "2024-04-30", "", ""], &["甲村", "大村", "2024-05-03", "", "", ""]];
    let found = problems(
        &Workspace::new().roster(rows, CADRES).file("rulebook.toml", RULEBOOK.replace("{merge}", "")),
    );
    assert!(found.contains(&error("village-duplicate", "A3")), "{found:?}");
}

/// An event is the village's of its date: after the merger 乙村 is no more.
#[test]
fn nothing_is_reported_of_a_village_that_is_no_more() {
    let late = township("merge = \"mean\"", VILLAGES).sheet(
        "2024-05/补.xlsx",
        "事项登记",
        &[EVENTS, &["2024-5-8", "乙村", "吵闹", "#1"]],
    );
    assert_eq!(problems(&late), [error("village-unknown", "B2")]);
    let folder = late.write();
    let told = stdout(&cunkao(["check", folder.path().to_str().unwrap(), "--no-save"]));
    assert!(told.contains("乙村在2024年5月8日不在考核之列：2024年5月1日已并入甲村"), "{told}");
    assert!(told.contains("改法：从那天起的事写甲村；是以前的事，改日期"), "{told}");
}

/// A sheet of a month has no date that could be changed.
#[test]
fn what_to_do_with_a_village_that_went_within_the_month_is_said_of_sheets_without_a_date() {
    let mut rows = VILLAGES.to_vec();
    rows[2] = &["乙村", "小村", "", "2024-05-15", "", "甲村"];
    let late = township("merge = \"mean\"", &rows).sheet(
        "2024-05/补.xlsx",
        "事项登记",
        &[EVENTS, &["2024-5-31", "乙村", "吵闹", "#1"]],
    );
    let folder = late.write();
    let told = stdout(&cunkao(["check", folder.path().to_str().unwrap(), "--no-save"]));
    let hint = "改日期；表里没有日期的按月末认，删去这一行，并入以前的事要计的，用补扣补加记给甲村";
    assert!(told.contains(hint), "{told}");
}

/// 丙村 of the first quarter is 丁村 of May.
#[test]
fn a_village_is_held_against_itself_under_its_former_name() {
    let folder = township("merge = \"mean\"", VILLAGES).write();
    let line = ["explain", folder.path().to_str().unwrap(), "--period", "2024-06", "--village", "丁村"];
    let output = cunkao(line.into_iter().chain(["--since", "2024-Q1"]));
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{text}{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("2024年第一季度以来") && !text.contains("没有参加"), "{text}");
}

/// What 乙村 was to sell is nobody's task any more, whether 甲村 has one of its own or none; 庚村 came about by its merger,
/// and its figure was written for it.
#[test]
fn a_task_that_a_merger_leaves_to_nobody_is_told() {
    let by_rule = |rule: &str, villages: &[&[&str]], targets: &str| -> Vec<String> {
        let none = r#""甲村" = "不适用", "乙村" = "不适用", "戊村" = "不适用""#;
        assert!(RULEBOOK.contains(none));
        let rulebook = RULEBOOK.replace("{merge}", "merge = \"fresh\"").replace(none, targets);
        let rulebook = rulebook.replace("kind = \"shortfall\"", rule);
        let folder = Workspace::new().roster(villages, CADRES).file("rulebook.toml", rulebook).write();
        std::fs::create_dir_all(folder.path().join("records/2024-05")).unwrap();
        let folder = folder.path().to_str().unwrap();
        let output = cunkao(["score", folder, "--period", "2024-05", "--format", "json", "--allow-errors"]);
        let found: Value = serde_json::from_str(&stdout(&output)).unwrap();
        let found = found["diagnostics"].as_array().unwrap().iter();
        let found = found.filter(|one| one["code"] == "merged-target" && one["severity"] == "warning");
        found.map(|one| format!("{} {}", one["location"]["cell"], one["message"])).collect()
    };
    let of = |villages: &[&[&str]], targets: &str| by_rule("kind = \"shortfall\"", villages, targets);
    let told = |targets: &str| of(VILLAGES, targets);
    let said = |theirs: &str| {
        let what = "乙村2024年5月1日并入甲村，它的任务“交售任务”27斤没有并过去，甲村";
        vec![format!("\"F3\" \"{what}{theirs}\"")]
    };
    assert_eq!(told(r#""甲村" = 15, "乙村" = 27, "戊村" = 5"#), said("仍按15斤计"));
    assert_eq!(told(r#""甲村" = "不适用", "乙村" = 27, "戊村" = 5"#), said("写的是不适用"));
    // 甲村 is assessed from February on, which is before the merger too.
    let mut february = VILLAGES.to_vec();
    february[1] = &["甲村", "小村", "2024-02-01", "", "", ""];
    assert_eq!(of(&february, r#""甲村" = 15, "乙村" = 27, "戊村" = 5"#), said("仍按15斤计"));
    assert_eq!(told(r#""甲村" = 15, "乙村" = "不适用", "戊村" = 5"#), [""; 0]);
    // More than came in may hold it, or be what 甲村 had before: the office says which.
    assert_eq!(
        told(r#""甲村" = 42, "乙村" = 27, "戊村" = 5"#),
        ["\"F3\" \"乙村2024年5月1日并入甲村，它的任务“交售任务”27斤看作已在甲村的42斤里\""]
    );
    assert_eq!(told(r#""甲村" = 27, "乙村" = 27, "戊村" = 5"#), said("仍按27斤计"));
    // What nothing looks at any more by the day of the merger leaves no task to anybody.
    let ended = |until: &str| {
        let rule = format!("until = \"{until}\"\nkind = \"shortfall\"");
        by_rule(&rule, VILLAGES, r#""甲村" = 15, "乙村" = 27, "戊村" = 5"#)
    };
    assert_eq!(ended("2024-03-31"), [""; 0]);
    assert_eq!(ended("2024-06-30"), said("仍按15斤计"));
}
