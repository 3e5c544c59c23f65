//! A veto holds of a village wherever it is held: it is told on the village's slip, keeps it off the red list, and from praise.

use cunkao::period::Period;
use cunkao::rulebook::{AudienceKind, VetoEffect};

use super::lists::MARKED;
use super::slips::slip;
use super::told::{Worked, holds, holds_not};
use crate::rule_kinds::Case;

/// All are ranked together, and each class for itself; a veto is held in the latter alone.
const OF_CLASSES: &str = r#"
[[standing]]
id = "classes"
name = "分类排名"
node = "village"
group = "class"
ties = "share-and-skip"

[[veto]]
id = "riot"
name = "群体事件"
clause = "五"
event = "群体事件"
person = "none"
standing = "classes"
period = "quarter"
effect = "bar"
place = "kept"

[[audience]]
id = "internal"
fields = ["scores", "items", "losses"]
names = "full"
basis = "内部使用"
approved-by = "审定"
"#;

const TOLD: &str = "丙村受到一票否决（群体事件），分类排名名次保留，取消评奖资格。";

/// 丙村 has the first place and a 群体事件.
fn vetoed(period: &str) -> Worked {
    let scheme = format!("{MARKED}{OF_CLASSES}").replace("red = 1", "red = 2");
    let months = if period.ends_with("Q1") { 3 } else { 1 };
    let marks = (1..=months).flat_map(|month| {
        [("甲村", 100), ("乙村", 80), ("丙村", 100), ("丁村", 70)].map(|(village, value)| {
            format!("{{ month = {month}, mark = \"评分\", value = {value}, village = \"{village}\" }},")
        })
    });
    let facts = format!(
        "villages = {{ \"甲村\" = \"大村\", \"乙村\" = \"大村\", \"丙村\" = \"小村\", \"丁村\" = \"小村\" }}\n\
         events = [{{ date = \"01-10\", village = \"丙村\", event = \"群体事件\" }},\
         {{ date = \"01-11\", village = \"丁村\", event = \"垃圾\" }}]\nmarks = [{}]",
        marks.collect::<String>()
    );
    let Case { rulebook, records } = Case::new(&scheme, &facts);
    Worked::of(rulebook, records, Period::parse(period).unwrap())
}

#[test]
fn a_slip_tells_of_a_veto_in_any_standing() {
    let slips = vetoed("2024-01").inside("反馈确认单（村）");
    holds(slip(&slips, "丙村"), &format!("\n{TOLD}\n"));
    holds_not(slip(&slips, "甲村"), "一票否决");
}

/// Where no grade goes by the standing a veto lowers none.
#[test]
fn a_veto_lowers_no_grade_where_there_is_none() {
    let mut worked = vetoed("2024-01");
    let rows = worked.assessment.standings.iter_mut().flat_map(|standing| &mut standing.rows);
    rows.filter_map(|row| row.veto.as_mut()).for_each(|held| held.effect = VetoEffect::OneBandLower);
    holds(slip(&worked.inside("反馈确认单（村）"), "丙村"), &format!("\n{TOLD}\n"));
}

#[test]
fn nobody_is_praised_who_is_under_a_veto_in_any_standing() {
    let said = vetoed("2024-Q1").inside("季度通报");
    holds(&said, "\n甲村本季度没有扣分。\n");
}

#[test]
fn who_is_under_a_veto_is_named_below_the_red_list() {
    let said = vetoed("2024-01").says(AudienceKind::Public, "红黑榜");
    holds(&said, "\n红榜（前2名）\n名次\n村\n得分\n本月扣分事由\n1（并列）\n甲村\n100.00\n无\n");
    holds(&said, &format!("\n受到一票否决的不列入红榜：{TOLD}\n"));
    holds_not(&said, "\n丙村\n");
}
