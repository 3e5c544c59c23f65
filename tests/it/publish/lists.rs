//! 红黑榜, and what of a month's limits is told: scores of deductions, and of marks that come at the end of the month.

use cunkao::engine::assessment::PostingKind;
use cunkao::period::Period;
use cunkao::rulebook::AudienceKind;

use super::told::{Worked, holds, holds_not, worked};
use crate::rule_kinds::Case;

/// 1村 to 8村 with these places, of which the demo lists the first two and the last.
fn ranked(places: [usize; 8]) -> Worked {
    let mut worked = worked("demo-township", "2024-03");
    for (village, place) in worked.assessment.villages.iter_mut().zip(places) {
        village.rank = Some(place);
        village.tied = places.iter().filter(|other| **other == place).count() > 1;
    }
    worked
}

/// Where all are equal there is nothing to list; who is first is not last; and who lost nothing within the month is on
/// no black list.
#[test]
fn nobody_is_on_both_lists_or_on_the_black_one_for_nothing() {
    let clean = |worked: &mut Worked| {
        for village in &mut worked.assessment.villages {
            let items = village.items.iter_mut();
            items.for_each(|item| item.postings.retain(|posting| posting.kind == PostingKind::Opening));
        }
    };
    let mut equal = ranked([1; 8]);
    clean(&mut equal);
    assert!(!equal.has(AudienceKind::Public, "红黑榜.docx"));
    assert!(equal.has(AudienceKind::Public, "月度公示.docx"));
    // Whoever shares the second place is on the red list, and so is the last of them.
    let said = ranked([1, 2, 2, 2, 2, 2, 2, 2]).says(AudienceKind::Public, "红黑榜");
    holds(&said, "\n名次在前的不列入黑榜。本月不设黑榜。\n");
    holds_not(&said, "\n黑榜（");
    let said = ranked([1, 2, 3, 4, 5, 6, 7, 8]).says(AudienceKind::Public, "红黑榜");
    holds(&said, "\n黑榜（后1名）\n");
    holds_not(&said, "不列入黑榜");
    let mut none = ranked([1, 2, 3, 4, 5, 6, 7, 8]);
    clean(&mut none);
    let said = none.says(AudienceKind::Public, "红黑榜");
    holds(&said, "\n红榜（前2名）\n");
    holds_not(&said, "\n黑榜（");
    holds(&said, "\n本月没有扣分的不列入黑榜。本月不设黑榜。\n");
}

/// Marks of a month, and 5 points off for each 垃圾.
pub(super) const MARKED: &str = r#"title = "月末评分加当月扣分"
version = "1"
posts = ["主任"]
classes = ["大村", "小村"]

[village]
name = "考核"
clause = "一"
points = 100
combine = "sum"
floor = "zero"
cap = 100
round = "exact"
accrue = "month"
rollup = "mean"
absent = "error"

[[item]]
id = "mark"
name = "评分"
clause = "一"
subject = "village"
points = 100
opens = "nothing"
floor = "zero"
cap = 100
when-not-applicable = "exclude"
when-not-reported = "error"

[[item.rule]]
id = "mark"
kind = "entered"
mark = "评分"
given-by = "考核组"
at-least = 0
at-most = 100
measure = "month"
again = "replaces"

[[item]]
id = "dirt"
name = "倒扣"
clause = "二"
subject = "village"
opens = "nothing"
floor = "none"
cap = "zero"

[[item.rule]]
id = "dirt"
kind = "per-event"
event = "垃圾"
person = "none"
each = "time"
deduct = 5
charge = "village"

[[standing]]
id = "all"
name = "排名"
node = "village"
group = "all"
ties = "share-and-skip"

[publication]
office = "甲镇人民政府"
mark = "甲镇人民政府文件"
code = "甲政"
addressee = "各村"
printer = "甲镇党政办"
basis = ["《办法》"]
contact = "甲镇"
objection-days = 3
length-limit = 4000
red = 1
black = 1

[[audience]]
id = "public"
fields = ["scores", "items", "losses"]
names = "post"
basis = "不涉及个人"
approved-by = "审定"
"#;

/// 甲村 90 − 5, 乙村 80, 丙村 100, 丁村 70.
fn marked(scheme: &str) -> Worked {
    marked_with(scheme, 70)
}

/// The same with another mark of 丁村.
fn marked_with(scheme: &str, last: u32) -> Worked {
    let mark = |village: &str, value: u32| {
        format!("{{ month = 1, mark = \"评分\", value = {value}, village = \"{village}\" }},")
    };
    let marks =
        [("甲村", 90), ("乙村", 80), ("丙村", 100), ("丁村", last)].map(|(name, value)| mark(name, value));
    let facts = format!(
        "villages = {{ \"甲村\" = \"大村\", \"乙村\" = \"大村\", \"丙村\" = \"小村\", \"丁村\" = \"小村\" }}\n\
         events = [{{ date = \"01-10\", village = \"甲村\", event = \"垃圾\" }}]\nmarks = [{}]",
        marks.concat()
    );
    let Case { rulebook, records } = Case::new(scheme, &facts);
    Worked::of(rulebook, records, Period::parse("2024-01").unwrap())
}

/// Whoever is last by marks is on the black list with them; nothing was deducted.
#[test]
fn who_is_last_by_marks_is_on_the_black_list() {
    let said = marked(MARKED).says(AudienceKind::Public, "红黑榜");
    holds(&said, "\n红榜（前1名）\n名次\n村\n得分\n本月扣分事由\n1\n丙村\n100.00\n无\n");
    holds(
        &said,
        "\n黑榜（后1名）\n名次\n村\n得分\n本月扣分事由\n4\n丁村\n70.00\n评分得70.00分（满分100.00分）\n",
    );
}

/// A mark of nothing is one.
#[test]
fn who_is_last_with_a_mark_of_nothing_is_on_the_black_list() {
    let said = marked_with(MARKED, 0).says(AudienceKind::Public, "红黑榜");
    holds(
        &said,
        "\n黑榜（后1名）\n名次\n村\n得分\n本月扣分事由\n4\n丁村\n0.00\n评分得0.00分（满分100.00分）\n",
    );
}

/// Where nothing ranks all, each group has lists of its own.
#[test]
fn each_group_has_its_lists() {
    let scheme = MARKED.replace("group = \"all\"", "group = \"class\"");
    let said = marked(&scheme).says(AudienceKind::Public, "红黑榜");
    for words in [
        "\n红榜（大村，前1名）\n名次\n村\n得分\n本月扣分事由\n大村第1名\n甲村\n85.00\n",
        "\n黑榜（大村，后1名）\n名次\n村\n得分\n本月扣分事由\n大村第2名\n乙村\n80.00\n",
        "\n红榜（小村，前1名）\n名次\n村\n得分\n本月扣分事由\n小村第1名\n丙村\n100.00\n无\n",
        "\n黑榜（小村，后1名）\n名次\n村\n得分\n本月扣分事由\n小村第2名\n丁村\n70.00\n",
    ] {
        holds(&said, words);
    }
}

/// On the 10th there is no mark yet: the floor of the whole holds 甲村 at 0 and takes that back when the marks come. Nothing
/// is left of it, and nothing is told.
#[test]
fn what_a_floor_gave_and_took_again_is_not_told() {
    let marked = marked(MARKED);
    let village = &marked.assessment.villages[0];
    let floors: Vec<_> = village.postings.iter().filter(|one| one.kind == PostingKind::Floor).collect();
    assert_eq!(floors.len(), 2, "{floors:?}");
    let said = marked.says(AudienceKind::Public, "月度公示");
    holds(&said, "1月10日倒扣扣5.00分（第二条）：垃圾，计1次，每次扣5分\n");
    holds_not(&said, "扣完为止");
    holds_not(&said, "少扣");
    holds_not(&marked.says(AudienceKind::Public, "红黑榜"), "少扣");
}
