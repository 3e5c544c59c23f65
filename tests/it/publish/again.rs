//! Slips tell what is measured again, and of several rows of one matter those that count nothing.

use super::slips::{RULEBOOK, slip};
use super::told::{Worked, holds, holds_not, worked_in};
use crate::intake::workspace::Workspace;

/// Beside the quarrel a call to order: of one matter the larger counts. What the leaders mark is measured each month, and
/// the last mark of the quarter holds.
fn rulebook() -> String {
    let ladder = "ladder = [{ event = \"纠纷上交\", deduct = 10 }, { event = \"县级通报\", deduct = 4 }]\nsame-matter = \"highest\"";
    let marked = r#"
[[item]]
id = "look"
name = "村容村貌"
clause = "一（二）"
subject = "village"
points = 20
opens = "nothing"
accrue = "quarter"
rollup = "mean"
absent = "skip"
floor = "zero"
cap = 20
when-not-applicable = "exclude"
when-not-reported = "zero"

[[item.rule]]
id = "look-mark"
kind = "entered"
mark = "村容评分"
given-by = "考核组"
at-least = 0
at-most = 20
measure = "month"
again = "replaces"

[[standing]]
id = "overall""#;
    let replaced = RULEBOOK
        .replacen("points = 100\ncombine = \"sum\"", "points = 120\ncombine = \"sum\"", 1)
        .replacen("event = \"纠纷上交\"", "", 1)
        .replacen("each = \"time\"\ndeduct = 10", &format!("each = \"time\"\n{ladder}"), 1);
    replaced.replacen("\n[[standing]]\nid = \"overall\"", marked, 1)
}

fn quarter() -> Worked {
    const MARKS: &[&str] = &["村", "姓名", "村容评分", "群众测评"];
    let mark = |mark: &'static str| -> [[&'static str; 4]; 2] {
        [["甲村", "", mark, ""], ["乙村", "", "#15", ""]]
    };
    let months = [("2024-01", mark("#8")), ("2024-02", mark("#17")), ("2024-03", mark("#12"))];
    let mut town = Workspace::new()
        .roster(
            &[&["村", "类别"], &["甲村", "大村"], &["乙村", "大村"]],
            &[&["编号", "姓名", "村", "职务", "止"], &["01", "张三", "甲村", "主任", ""]],
        )
        .file("rulebook.toml", rulebook())
        .sheet(
            "2024-03/考核.xlsx",
            "事项登记",
            &[
                &["日期", "村", "事项", "次数", "当事人", "同一件事"],
                &["2024-03-01", "乙村", "纠纷上交", "#1", "", "水渠"],
                &["2024-03-05", "乙村", "县级通报", "#1", "", "水渠"],
            ],
        );
    for (month, [one, other]) in &months {
        town = town.sheet(&format!("{month}/评分.xlsx"), "评分录入", &[MARKS, one, other]);
    }
    let town = town.sheet("2024-03/个人.xlsx", "评分录入", &[MARKS, &["甲村", "张三", "", "#90"]]).write();
    worked_in(town.path(), "2024-Q1")
}

/// 8, then 17, then 12: what is posted is the difference, and the slip says of what.
#[test]
fn what_is_measured_again_says_what_it_corrects() {
    let said = quarter().inside("反馈确认单（村）");
    let own = slip(&said, "甲村");
    holds(own, "考核组评村容评分8分\n");
    holds(own, "\n9.00\n考核组评村容评分17分；上次认定计8分，改为计17分，补计9分\n");
    holds(own, "\n-5.00\n考核组评村容评分12分；上次认定计17分，改为计12分，收回5分\n");
    holds_not(slip(&said, "乙村"), "上次认定");
}

/// The quarrel takes 10; the call to order of the same matter would take 4, and takes nothing.
#[test]
fn a_row_that_another_of_its_matter_stands_for_is_told() {
    let said = quarter().inside("反馈确认单（村）");
    let told = "\n同一件事只计一行，下列各行不另计：3月5日的“县级通报”已按3月1日的“纠纷上交”计。\n";
    holds(slip(&said, "乙村"), told);
    holds_not(slip(&said, "甲村"), "同一件事");
}
