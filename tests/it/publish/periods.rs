//! What scores came to in each of their periods stands under the table of items. Scores are worked out by hand.

use std::fs;

use cunkao::period::{Period, date};
use cunkao::rulebook::AudienceKind;

use super::told::{Worked, holds, holds_not};
use crate::rule_kinds::Case;
use crate::support::repository;

const PAPERS: &str = r#"
[[audience]]
id = "meeting"
fields = ["scores", "items", "losses"]
names = "post"
basis = "会议使用"
approved-by = "党政办"

[publication]
office = "云岭镇人民政府"
mark = "云岭镇人民政府文件"
code = "云政"
addressee = "各村"
printer = "云岭镇党政办"
basis = ["《云岭镇考核办法》"]
contact = "党政办"
objection-days = 5
length-limit = 5000
"#;

/// 甲村 comes to 88, 90, 100 and 70 in the quarters; 乙村 comes in with the second and has 97, 100 and 85.
fn year_of_quarters(absent: &str) -> String {
    let text = fs::read_to_string(repository("tests/rulebooks/worked/weighted-quarters.toml")).unwrap();
    let (text, _) = text.split_once("[[example]]").unwrap();
    let text = text.replace("absent = \"skip\"", &format!("absent = \"{absent}\"")) + PAPERS;
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
    let year = Worked::of(rulebook, records, Period::parse("2024").unwrap());
    year.says(AudienceKind::Meeting, "年终总评")
}

#[test]
fn quarters_stand_beside_the_score_of_the_year() {
    let said = year_of_quarters("zero");
    holds(&said, "\n各期得分（各期按占比合成）\n村\n第一季度\n第二季度\n第三季度\n第四季度\n得分\n");
    holds(&said, "\n占比\n20%\n20%\n20%\n40%\n");
    holds(&said, "\n甲村\n88.00\n90.00\n100.00\n70.00\n83.60\n");
    holds(&said, "\n乙村\n0.00\n97.00\n100.00\n85.00\n73.40\n");
}

/// (97×20＋100×20＋85×40)÷80: the quarters of 乙村 count for other shares than those of 甲村.
#[test]
fn a_quarter_that_does_not_count_is_a_dash_and_shares_that_differ_are_left_out() {
    let said = year_of_quarters("skip");
    holds(&said, "\n乙村\n-\n97.00\n100.00\n85.00\n91.75\n");
    holds_not(&said, "占比\n20%");
}

const MONTHLY: &str = r#"title = "月卷"
version = "1"
posts = []

[village]
name = "考核"
clause = "一"
points = 100
combine = "sum"
floor = "zero"
cap = "none"
round = "exact"

[[part]]
id = "daily"
name = "月卷"
clause = "一"
subject = "village"
points = 100
combine = "sum"
floor = "none"
cap = "none"
accrue = "month"
rollup = "mean"
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
deduct = 1
each = "time"
person = "none"
charge = "village"

[[item]]
id = "honours"
name = "荣誉"
clause = "二"
subject = "village"
opens = "nothing"
accrue = "month"
rollup = "sum"
absent = "skip"
floor = "zero"
cap = "none"

[[item.rule]]
id = "honour"
kind = "per-event"
event = "表彰"
add = 2
each = "time"
person = "none"
charge = "village"
"#;

/// In January 甲村 loses 12 points, in March 3: (88＋100＋97)÷3. 乙村 loses 9 in March: (100＋100＋91)÷3.
#[test]
fn months_stand_beside_the_part_that_is_their_mean() {
    let facts = r#"
villages = { "甲村" = "", "乙村" = "" }
events = [
    { village = "甲村", date = "01-05", event = "吵闹", count = 12 },
    { village = "甲村", date = "03-05", event = "吵闹", count = 3 },
    { village = "乙村", date = "03-05", event = "吵闹", count = 9 },
    { village = "乙村", date = "03-06", event = "表彰", count = 1 },
]"#;
    let of = |period: &str, paper: &str| {
        let Case { rulebook, records } = Case::new(&format!("{MONTHLY}{PAPERS}"), facts);
        Worked::of(rulebook, records, Period::parse(period).unwrap()).says(AudienceKind::Meeting, paper)
    };
    let said = of("2024-Q1", "季度通报");
    holds(&said, "\n月卷各期得分（各期平均）\n村\n1月\n2月\n3月\n得分\n");
    holds(&said, "\n甲村\n88.00\n100.00\n97.00\n95.00\n");
    holds(&said, "\n乙村\n100.00\n100.00\n91.00\n97.00\n");
    // The accounts of an item alone are no table, nor is the one month of its own paper.
    holds_not(&said, "荣誉各期得分");
    holds_not(&of("2024-03", "月度考核结果（会议）"), "各期得分");
}
