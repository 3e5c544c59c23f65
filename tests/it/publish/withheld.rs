//! What is not listed for an audience is told it in no paper, in whatever words.

use cunkao::rulebook::{AudienceKind, Field};

use super::told::{holds, holds_not, worked_in};
use super::{files, publish};
use crate::intake::workspace::Workspace;
use crate::support::stderr;

/// A village opens with 100 points, and loses 1 and 50 yuan for each report that is missing.
const RULEBOOK: &str = r#"
title = "试行办法"
version = "1"
posts = ["主任"]

[village]
name = "村级考核"
clause = "一"
points = 100
combine = "sum"
floor = "zero"
cap = "none"
round = "exact"

[[item]]
id = "report"
name = "资料报送"
clause = "一（一）"
subject = "village"
points = 100
opens = "full-mark"
accrue = "year"
floor = "zero"
cap = "none"

[[item.rule]]
id = "missing"
kind = "per-event"
event = "缺报"
person = "none"
each = "time"
deduct = 1
charge = "village"

[[standing]]
id = "overall"
name = "综合排名"
node = "village"
group = "all"
ties = "share-and-skip"

[[band]]
id = "grade"
name = "季度等次"
clause = "三"
standing = "overall"
period = "quarter"
by = "score"
grades = [{ name = "优秀", at-least = 98 }, { name = "良好", below = 98 }]

[[prize]]
id = "flag"
clause = "四"
standing = "overall"
period = "quarter"
ties = "share"
tiers = [{ name = "流动红旗", place = 1, amount = 2000 }]

[[money]]
id = "fine"
name = "缺报扣款"
clause = "五"
kind = "per-event"
event = "缺报"
person = "none"
each = "time"
deduct = 50
charge = "village"
round = "fen"

[[audience]]
id = "public"
fields = ["scores"]
names = "full"
basis = "《云岭镇考核办法》"
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

/// 丙村 lost 3 points in January, and 甲村, which the roster names first, 1 in March.
fn township(fields: &str) -> tempfile::TempDir {
    let heading = &["日期", "村", "事项", "次数"];
    Workspace::new()
        .roster(&[&["村"], &["甲村"], &["乙村"], &["丙村"]], &[&["姓名", "村", "职务"]])
        .file("rulebook.toml", RULEBOOK.replace("\"scores\"", fields))
        .sheet("2024-01/考核.xlsx", "事项登记", &[heading, &["2024-01-05", "丙村", "缺报", "#3"]])
        .sheet("2024-02/考核.xlsx", "事项登记", &[heading])
        .sheet("2024-03/考核.xlsx", "事项登记", &[heading, &["2024-03-05", "甲村", "缺报", "#1"]])
        .write()
}

/// The same, with what the public is told of a period.
fn told(fields: &str, period: &str, paper: &str) -> String {
    worked_in(township(fields).path(), period).says(AudienceKind::Public, paper)
}

const SCORES: [&str; 7] = ["平均得分", "得分最低", "得分及排名", "名次变化", "99.00", "97.00", "96.00"];
const LOSSES: [&str; 5] = ["没有扣分", "扣分较多", "分项目扣分", "扣分事由", "一（一）"];

#[track_caller]
fn tells_none(said: &str, words: &[&str]) {
    words.iter().for_each(|word| holds_not(said, word));
}

#[test]
fn who_may_not_see_scores_is_told_none_in_a_bulletin() {
    let said = told("\"grades\", \"prizes\"", "2024-Q1", "季度通报");
    tells_none(&said, &SCORES);
    tells_none(&said, &LOSSES);
    // The grades in the order of the roster: that of the scores would tell the places.
    holds(&said, "\n名目\n村\n等次\n季度等次\n甲村\n优秀\n季度等次\n乙村\n优秀\n季度等次\n丙村\n良好\n");
    holds(&said, "流动红旗");
    let said = told("\"scores\", \"grades\"", "2024-Q1", "季度通报");
    holds(&said, "\n名目\n村\n得分\n等次\n季度等次\n乙村\n100.00\n优秀\n季度等次\n甲村\n99.00\n优秀\n");
}

#[test]
fn who_may_not_see_losses_is_told_none_in_a_bulletin() {
    let said = told("\"scores\", \"items\"", "2024-Q1", "季度通报");
    tells_none(&said, &LOSSES);
    holds(&said, "平均得分98.67分");
    holds(&said, "得分最低的是丙村，97.00分。");
    holds(&said, "各村要对照考核办法自查");
    assert!(!charted("\"scores\", \"items\""), "a chart of losses");
    let said = told("\"losses\"", "2024-Q1", "季度通报");
    tells_none(&said, &SCORES);
    holds(&said, "本季度分项目扣分情况");
    holds(&said, "\n乙村本季度没有扣分。");
    holds(&said, "本季度扣分较多的有丙村扣3.00分。");
    assert!(charted("\"scores\", \"losses\""), "no chart of losses");
}

/// Whether the bulletin has the chart of what was lost.
fn charted(fields: &str) -> bool {
    let (town, into) = (township(fields), tempfile::tempdir().unwrap());
    let run = publish(town.path(), "2024-Q1", "public", into.path(), &[]);
    assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    let page = files(&into.path().join("2024-Q1_公开_第1次")).remove("季度通报.html").unwrap();
    String::from_utf8(page).unwrap().contains("本季度各项扣分合计")
}

/// A month was refused, and a quarter or a year told all that it should not.
#[test]
fn who_may_see_nothing_is_given_nothing() {
    let (town, into) = (township("\"remarks\""), tempfile::tempdir().unwrap());
    for period in ["2024-03", "2024-Q1"] {
        let run = publish(town.path(), period, "public", into.path(), &[]);
        assert_eq!(run.status.code(), Some(1), "{period}");
        assert!(stderr(&run).contains("没有可以公布的内容"), "{}", stderr(&run));
    }
    assert!(files(into.path()).is_empty());
}

/// What a notice is said to tell, it tells.
#[test]
fn a_notice_of_money_alone_is_none_of_scores() {
    let said = told("\"village-money\"", "2024-03", "月度公示");
    holds(&said, "现将2024年3月考核结果公示如下。");
    holds_not(&said, "得分");
    let said = told("\"scores\", \"village-money\"", "2024-03", "月度公示");
    holds(&said, "现将2024年3月考核得分公示如下（得分为累计得分）。");
    holds(&said, "得分按精确数计算和排名");
}

/// Of a result of which a quarter tells nothing, nobody waits for a paper before it is sealed.
#[test]
fn a_result_of_which_nothing_may_be_told_is_known_as_such() {
    let private = cunkao::publication::Private::default();
    let sees_nothing = |fields: &str| {
        let worked = worked_in(township(fields).path(), "2024-Q1");
        let audience = worked.rulebook.audiences.first().unwrap();
        assert!(!audience.sees(Field::CadreScores));
        cunkao::publication::sees_nothing(
            (&worked.rulebook, &worked.assessment),
            &private,
            AudienceKind::Public,
        )
    };
    assert!(sees_nothing("\"remarks\""));
    assert!(!sees_nothing("\"grades\""));
}
