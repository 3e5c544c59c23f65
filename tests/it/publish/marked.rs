//! Marks are held against what could be given, and no month's against what a year brings: who has all of them is on no black
//! list and is praised, and who has not is listed whatever else the item may bring.

use cunkao::period::Period;
use cunkao::rulebook::AudienceKind;

use super::lists::MARKED;
use super::told::{Worked, holds, holds_not};
use crate::rule_kinds::Case;

/// Marks up to 10 each month, which are added up over the year; 120 in all.
fn of_the_year() -> String {
    MARKED
        .replace("accrue = \"month\"\nrollup = \"mean\"\nabsent = \"error\"\n", "")
        .replace("at-most = 100", "at-most = 10")
        .replace("again = \"replaces\"", "again = \"adds\"")
        .replace("cap = 100", "cap = 120")
        .replace("points = 100", "points = 120")
        .replace("subject = \"village\"\n", "subject = \"village\"\naccrue = \"year\"\n")
}

/// What a scheme makes of marks by month and village, with 垃圾 in 丁村 in January and in 甲村 in March.
fn worked(scheme: &str, period: &str, marks: &[(u32, &str, u32)], more: &str) -> Worked {
    let mark = |(month, village, value): &(u32, &str, u32)| {
        format!("{{ month = {month}, mark = \"评分\", value = {value}, village = \"{village}\" }},")
    };
    let marks: String = marks.iter().map(mark).collect();
    let facts = format!(
        "villages = {{ \"甲村\" = \"大村\", \"乙村\" = \"大村\", \"丙村\" = \"小村\", \"丁村\" = \"小村\" }}\n\
         events = [{{ date = \"01-10\", village = \"丁村\", event = \"垃圾\" }},\
         {{ date = \"03-10\", village = \"甲村\", event = \"垃圾\" }}, {more}]\nmarks = [{marks}]"
    );
    let Case { rulebook, records } = Case::new(scheme, &facts);
    Worked::of(rulebook, records, Period::parse(period).unwrap())
}

/// A mark in each of so many months, the same for all but 丁村 in the last.
fn each_month(months: u32, mark: u32, last: u32) -> Vec<(u32, &'static str, u32)> {
    let villages = ["甲村", "乙村", "丙村", "丁村"];
    let all = (1..=months).flat_map(|month| villages.map(|village| (month, village, mark)));
    all.map(|(month, village, mark)| {
        (month, village, if month == months && village == "丁村" { last } else { mark })
    })
    .collect()
}

/// A scheme that is told by quarters has its lists by quarters: 丁村 has lost five points in January, and a mark short in March.
#[test]
fn lists_are_of_the_periods_that_the_rulebook_says() {
    let scheme = of_the_year().replace("red = 1", "red = 1\nlist-period = \"quarter\"");
    let quarter = worked(&scheme, "2024-Q1", &each_month(3, 10, 9), "");
    let said = quarter.says(AudienceKind::Public, "红黑榜");
    holds(&said, "关于2024年第一季度村级工作红黑榜的公示");
    holds(&said, "\n黑榜（后1名）\n名次\n村\n得分\n本季度扣分事由\n4\n丁村\n24.00\n");
    assert!(quarter.has(AudienceKind::Public, "季度通报.docx"));
    let month = worked(&scheme, "2024-02", &each_month(2, 10, 9), "");
    assert!(!month.has(AudienceKind::Public, "红黑榜.docx"));
    assert!(
        !worked(&of_the_year(), "2024-Q1", &each_month(3, 10, 9), "")
            .has(AudienceKind::Public, "红黑榜.docx")
    );
}

/// 丁村 lost in January, and is last in February with all that February's mark could bring. So it is of the quarter.
#[test]
fn marks_of_a_month_are_not_held_against_the_year() {
    let scheme = of_the_year();
    let said = worked(&scheme, "2024-02", &each_month(2, 10, 10), "").says(AudienceKind::Public, "红黑榜");
    holds(&said, "\n本月没有扣分、评分也都满的不列入黑榜。本月不设黑榜。\n");
    let said = worked(&scheme, "2024-02", &each_month(2, 10, 9), "").says(AudienceKind::Public, "红黑榜");
    holds(&said, "\n丁村\n14.00\n评分的“评分”得9.00分（满分10.00分）\n");
    // One of nothing leaves no posting.
    let said = worked(&scheme, "2024-02", &each_month(2, 10, 0), "").says(AudienceKind::Public, "红黑榜");
    holds(&said, "\n丁村\n5.00\n评分的“评分”得0.00分（满分10.00分）\n");
    let said = worked(&scheme, "2024-Q1", &each_month(3, 10, 10), "").says(AudienceKind::Public, "季度通报");
    holds(&said, "\n乙村、丙村本季度没有扣分。\n");
    holds_not(&said, "（满分120分）");
    let said = worked(&scheme, "2024-Q1", &each_month(3, 10, 9), "").says(AudienceKind::Public, "季度通报");
    holds(&said, "\n得分最低的是丁村，24.00分，其中3月31日评分的“评分”得9.00分（满分10.00分）。\n");
}

/// The item may be given points for something else too, and still its mark is one.
#[test]
fn a_mark_beside_other_points_is_on_the_black_list() {
    let praise = "\n[[item.rule]]\nid = \"praise\"\nkind = \"per-event\"\nevent = \"表扬\"\nperson = \"none\"\n\
                  each = \"time\"\nadd = 1\ncharge = \"village\"\n";
    let scheme = MARKED.replacen("again = \"replaces\"\n", &format!("again = \"replaces\"\n{praise}"), 1);
    let more = "{ date = \"01-20\", village = \"丁村\", event = \"表扬\" }";
    for (mark, score) in [(40, "36.00"), (0, "0.00")] {
        let said =
            worked(&scheme, "2024-01", &each_month(1, 90, mark), more).says(AudienceKind::Public, "红黑榜");
        holds(&said, &format!("\n丁村\n{score}\n"));
        holds(&said, &format!("评分得{mark}.00分（满分100.00分）\n"));
    }
}

/// A mark that counts as nothing since nobody reported it is none of the full ones.
#[test]
fn a_mark_that_is_not_reported_is_on_the_black_list() {
    let scheme = MARKED.replace("when-not-reported = \"error\"", "when-not-reported = \"zero\"");
    let marks: Vec<_> =
        each_month(2, 90, 90).into_iter().filter(|mark| (mark.0, mark.1) != (2, "丁村")).collect();
    let said = worked(&scheme, "2024-02", &marks, "").says(AudienceKind::Public, "红黑榜");
    holds(&said, "\n黑榜（后1名）\n");
    holds(&said, "\n丁村\n0.00\n评分到期未报，计0.00分（满分100.00分）\n");
}
