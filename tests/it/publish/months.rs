//! What a month's papers tell beside scores and reasons: what came of it, and what the parts are made of.

use cunkao::analysis::lowering::Remeasured;
use cunkao::engine::assessment::{Posting, PostingKind, State};
use cunkao::number::Number;
use cunkao::report::{overview, terminal};
use cunkao::rulebook::AudienceKind;

use super::told::{holds, holds_not, worked, worked_in};
use crate::support::demo_copy;

/// In March one cadre of 5村 was absent from a meeting, which costs 50 yuan by clause 3(1): the inside reads of it on the
/// month's own paper; no one else may.
#[test]
fn what_came_of_a_month_is_told_to_whom_it_concerns() {
    let worked = worked("demo-township", "2024-03");
    let said = worked.inside("月度考核结果（内部）");
    holds(&said, "\n扣款\n");
    holds(&said, "\n村干部\n5村\n会议缺席扣发\n1\n-50.00\n3(1)\n");
    holds(&said, "\n负数为扣款。\n");
    holds_not(&worked.says(AudienceKind::Meeting, "月度考核结果（会议）"), "会议缺席扣发");
    holds_not(&worked.says(AudienceKind::Public, "月度公示"), "会议缺席扣发");
}

/// Whoever shares a place is told so in the table of the month as in every other.
#[test]
fn a_place_that_is_shared_says_so_in_the_table_of_items() {
    let mut worked = worked("demo-township", "2024-03");
    holds_not(&worked.says(AudienceKind::Public, "月度公示"), "（并列）");
    let name = worked.assessment.villages[2].name.clone();
    let rows = worked.assessment.standings.iter_mut().flat_map(|standing| &mut standing.rows);
    for row in rows.filter(|row| row.who.name() == &*name) {
        row.tied = true;
    }
    let village = &mut worked.assessment.villages[2];
    village.tied = true;
    let rank = village.rank.unwrap();
    holds(&worked.says(AudienceKind::Public, "月度公示"), &format!("\n{rank}（并列）\n{name}\n"));
}

/// A mean of three raters has twelve decimals: papers tell two of them, as of scores.
#[test]
fn a_mean_of_raters_is_short_on_paper() {
    let mut worked = worked("demo-township", "2024-03");
    let villages = worked.assessment.villages.iter_mut().flat_map(|village| &mut village.items);
    let postings = villages.flat_map(|item| &mut item.postings);
    let march = |posting: &&mut Posting| posting.date.month() == 3;
    let lost = postings
        .filter(march)
        .find(|posting| posting.kind == PostingKind::Rule && posting.amount.is_negative());
    lost.unwrap().reason = "评分48.333333333333分（3人所评的平均）".to_owned().into();
    for (audience, paper) in
        [(AudienceKind::Public, "月度公示"), (AudienceKind::Internal, "反馈确认单（村）")]
    {
        let said = worked.says(audience, paper);
        holds(&said, "评分48.33分（3人所评的平均）");
        holds_not(&said, "48.3333");
    }
}

/// Fines do not wait for items.
#[test]
fn a_month_in_which_nothing_is_due_tells_its_fines_all_the_same() {
    let mut worked = worked("demo-township", "2024-03");
    let villages = worked.assessment.villages.iter_mut().flat_map(|village| &mut village.items);
    let cadres = worked.assessment.cadres.iter_mut().flat_map(|cadre| &mut cadre.items);
    for item in villages.chain(cadres) {
        (item.state, item.score) = (State::NotDue, Some(Number::ZERO));
        item.postings.clear();
    }
    let said = worked.inside("月度考核结果（内部）");
    holds(&said, "2024年3月没有到期计分的项目");
    holds(&said, "\n会议缺席扣发\n1\n-50.00\n");
}

/// 36 marked + 3 for a stage + 0 + 60 − 2 = 97 of the month's paper, which counts 60 in the hundred: 58.20.
#[test]
fn the_score_of_a_part_is_shown_with_what_it_is_made_of() {
    let worked = worked("monthly-blend", "2024-01");
    let heads = "月卷各项得分\n村\n重点工作\n阶段\n交办工作\n日常工作\n月卷\n满分\n40\n60\n100\n";
    let own = "甲村\n36.00\n3.00\n0.00\n58.00\n97.00\n";
    for (audience, paper) in [
        (AudienceKind::Public, "月度公示"),
        (AudienceKind::Internal, "月度考核结果（内部）"),
        (AudienceKind::Internal, "反馈确认单（村）"),
    ] {
        let said = worked.says(audience, paper);
        holds(&said, &format!("{heads}{own}"));
        holds(
            &said,
            "两卷折合各项得分\n村\n月卷\n年卷\n两卷\n满分\n100\n100\n100\n甲村\n97.00\n未到期\n58.20\n",
        );
        holds(&said, "未到期：还没有到计分的日子，不是0分。");
    }
    let shown = overview::overview(&worked.assessment, &Remeasured::default());
    let shown = terminal::render(&shown, 200);
    let table = shown.split("四、月卷各项得分\n").nth(1).unwrap_or_default();
    let row = table.lines().find(|line| line.contains("甲村")).unwrap_or_default();
    let cells: Vec<_> = row.split('|').map(str::trim).collect();
    assert_eq!(cells, ["甲村", "36.00", "3.00", "0.00", "58.00", "97.00"]);
}

/// Months that make a part up were told one by one; a quarter lists them and goes no deeper.
#[test]
fn periods_of_a_part_are_not_taken_for_its_items() {
    let said = worked("monthly-blend", "2024-Q1").inside("反馈确认单（村）");
    holds(&said, "两卷折合各项得分\n");
    holds_not(&said, "月卷各项得分");
}

/// A bonus that comes in July, or one of months that ended in March, is nothing that is not due yet in another month: it has
/// no column, and in its own it has.
#[test]
fn what_is_not_in_force_has_no_column() {
    let bonus = |keys: &str| {
        let demo = demo_copy();
        let path = demo.path().join("rulebook.toml");
        let book = std::fs::read_to_string(&path).unwrap();
        let item = "\n[[item]]\nid = \"festival\"\nname = \"文化活动\"\nclause = \"补一\"\nsubject = \"village\"\nopens = \"nothing\"\n\
                    floor = \"zero\"\ncap = 2\n";
        let rule = "[[item.rule]]\nid = \"festival-held\"\nkind = \"per-event\"\nevent = \"举办文化活动\"\nadd = 1\n\
                    person = \"none\"\neach = \"time\"\ncharge = \"village\"\n";
        std::fs::write(&path, format!("{book}{item}{keys}\n{rule}")).unwrap();
        demo
    };
    let shown = |keys: &str, period: &str| {
        let demo = bonus(keys);
        let worked = worked_in(demo.path(), period);
        let said = worked.inside("月度考核结果（内部）");
        let table = said.split("\n名次\n").nth(1).unwrap();
        let heads = table.split("\n得分\n").next().unwrap().contains("文化活动");
        let console = overview::overview(&worked.assessment, &Remeasured::default());
        assert_eq!(terminal::render(&console, 300).contains("文化活动"), heads, "{keys} {period}");
        heads
    };
    let later = "accrue = \"year\"\nfrom = \"2024-07-01\"";
    assert!(!shown(later, "2024-06"));
    assert!(shown(later, "2024-07"));
    let months = "accrue = \"month\"\nrollup = \"sum\"\nabsent = \"zero\"\nuntil = \"2024-03-31\"";
    assert!(shown(months, "2024-03"));
    assert!(!shown(months, "2024-04"));
}
