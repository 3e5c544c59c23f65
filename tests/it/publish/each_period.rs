//! A part that is put together anew each period: what it is made of in one of them is no figure of the whole. Scores are
//! worked out by hand.

use cunkao::analysis::lowering::Remeasured;
use cunkao::period::Period;
use cunkao::report::overview;
use cunkao::rulebook::AudienceKind;

use super::told::{Worked, holds, holds_not};
use crate::rule_kinds::Case;

/// A part by the month, of 卫生 and 平安, half each.
const MONTHLY: &str = r#"title = "两卷"
version = "1"
posts = []

[village]
name = "村考核"
clause = "一"
points = 100
combine = "sum"
floor = "zero"
cap = "none"
round = "two-places"

[[part]]
id = "monthly"
name = "月卷"
clause = "一"
subject = "village"
points = 100
combine = "weighted"
floor = "zero"
cap = "none"
accrue = "month"
rollup = "mean"
absent = "skip"

[[item]]
id = "clean"
name = "卫生"
clause = "一"
subject = "village"
under = "monthly"
points = 100
weight = 50
opens = "full-mark"
floor = "zero"
cap = "none"

[[item.rule]]
id = "dirt"
kind = "per-event"
event = "卫生问题"
person = "none"
each = "time"
deduct = 10
charge = "village"

[[item]]
id = "safe"
name = "平安"
clause = "一"
subject = "village"
under = "monthly"
points = 100
weight = 50
opens = "nothing"
floor = "zero"
cap = "none"
when-not-applicable = "rescale"
when-not-reported = "zero"

[[item.rule]]
id = "rounds"
kind = "entered"
mark = "平安"
given-by = "办公室"
at-least = 0
at-most = 100
measure = "month"

[[standing]]
id = "overall"
name = "排名"
node = "village"
group = "all"
ties = "share-and-skip"

[[audience]]
id = "internal"
fields = ["scores", "items", "losses"]
names = "full"
basis = "内部使用"
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

/// What 平安 comes to in the months of a quarter, for 甲村.
fn quarter(rulebook: &str, marks: [&str; 3]) -> Worked {
    let mark = |(place, value): (usize, &&str)| {
        format!("{{ month = {}, village = \"甲村\", mark = \"平安\", value = {value} }}", place + 1)
    };
    let marks: Vec<_> = marks.iter().enumerate().map(mark).collect();
    let facts = format!(
        "villages = {{ \"甲村\" = \"\" }}\nmarks = [{}]\n\
         events = [{{ village = \"甲村\", date = \"01-05\", event = \"卫生问题\", count = 4 }}]",
        marks.join(", ")
    );
    let Case { rulebook, records } = Case::new(rulebook, &facts);
    Worked::of(rulebook, records, Period::parse("2024-Q1").unwrap())
}

fn slip(worked: &Worked) -> String {
    worked.says(AudienceKind::Internal, "反馈确认单（村）")
}

fn score_told(worked: &Worked) -> String {
    let sections = overview::overview(&worked.assessment, &Remeasured::by(&worked.rulebook)).sections;
    sections.into_iter().flat_map(|section| section.paragraphs).collect::<Vec<_>>().join("\n")
}

/// 60 and 100 are 80 in January, and 100 in the other months: 93.33 for the quarter, of which neither 60 nor 100 is a part.
#[test]
fn what_a_month_is_made_of_is_no_component_of_the_quarter() {
    let worked = quarter(MONTHLY, ["100", "100", "100"]);
    let said = slip(&worked);
    holds(&said, "93.33");
    holds(&said, "\n其中月卷各期由各项合成：卫生×50÷100、平安×50÷100。\n");
    holds_not(&said, "卫生（60.00）");
    holds(&score_told(&worked), "其中月卷各期由各项合成：卫生×50÷100、平安×50÷100。");
    let mean =
        MONTHLY.replacen("combine = \"weighted\"", "combine = \"mean\"", 1).replace("weight = 50\n", "");
    holds(&slip(&quarter(&mean, ["100", "100", "100"])), "\n月卷各期得分是其中各项得分的平均。\n");
}

/// What is so in every month is said once, what is so in some with their names.
#[test]
fn what_does_not_apply_is_said_once_or_with_the_months() {
    let scaled = "其余各项得分合计×";
    let rulebook = MONTHLY.replacen("combine = \"weighted\"", "combine = \"sum\"", 1);
    let rulebook = rulebook.replace("weight = 50\n", "").replace("points = 100\nopens", "points = 50\nopens");
    for told in [slip, score_told] {
        let said = told(&quarter(&rulebook, ["\"不适用\"", "\"不适用\"", "\"不适用\""]));
        holds(&said, "甲村月卷的平安不适用，其余各项得分合计×100÷50。");
        assert_eq!(said.matches(scaled).count(), 1, "{said}");
        let said = told(&quarter(&rulebook, ["\"不适用\"", "50", "\"不适用\""]));
        holds(&said, "甲村月卷2024年1月、2024年3月的平安不适用，其余各项得分合计×100÷50。");
        assert_eq!(said.matches(scaled).count(), 1, "{said}");
    }
}
