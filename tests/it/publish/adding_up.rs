//! Lists of deductions add up to the tables beside them, and lists of people stand in the order of the roster.

use cunkao::analysis::lowering::Remeasured;
use cunkao::engine::assessment::{Derivation, ItemResult, Posting, PostingKind, VillageResult};
use cunkao::number::Number;
use cunkao::report::batch::tidy;
use cunkao::report::overview;

use super::told::{Worked, holds, holds_not, worked, worked_in};
use crate::intake::workspace::Workspace;

/// Each month 2 points for every case short of 20, the latest month alone counts; 5 points for a quarrel in the same
/// item. Cadres have their village's score, 90 points at most, and two yuan a point.
const RULEBOOK: &str = r#"
title = "试行办法"
version = "1"
posts = ["网格员", "主任", "书记"]

[village]
name = "村级考核"
clause = "一"
points = 100
combine = "sum"
floor = "zero"
cap = "none"
round = "exact"

[cadre]
name = "村干部考核"
clause = "二"
combine = "sum"
floor = "none"
cap = "none"
round = "exact"

[[item]]
id = "tasks"
name = "任务"
clause = "一(一)1"
subject = "village"
points = 100
opens = "full-mark"
accrue = "year"
floor = "zero"
cap = "none"
when-not-applicable = "zero"
when-not-reported = "error"

[[item.rule]]
id = "short"
kind = "shortfall"
indicator = "完成数"
target = 20
measure = "month"
again = "replaces"
step = 1
partial = "completed"
deduct = 2

[[item.rule]]
id = "quarrel"
kind = "per-event"
ladder = [{ event = "纠纷上交", deduct = 5 }]
person = "none"
each = "time"
charge = "village"

[[part]]
id = "pay-base"
name = "计酬分"
clause = "二"
subject = "cadre"
combine = "sum"
floor = "zero"
cap = 90

[[item]]
id = "taken"
name = "村得分"
clause = "二"
subject = "cadre"
under = "pay-base"
takes = "village"

[[indicator]]
name = "完成数"
unit = "例"
source = "entered"

[[standing]]
id = "posts"
name = "同职务排名"
node = "cadre"
group = "post"
ties = "share-and-skip"

[[pay]]
id = "pay"
name = "绩效"
clause = "三"
subject = "cadre"
node = "pay-base"
period = "quarter"
per-point = 2
by-post = { "网格员" = 1, "主任" = 1, "书记" = 1 }
two-posts = "larger"
partial = "full"
round = "yuan"

[[audience]]
id = "internal"
fields = ["scores", "items", "losses", "cadre-scores", "cadre-losses", "cadre-money"]
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

/// 甲村 has 15, 20 and 17 cases: 10 points off, all back, 6 off. 乙村 has 10, 14, 16: 20 off, 8 back, 4 back. 丙村 the same as
/// 乙村, with a quarrel. 丁村 has 10 and then all: nothing is lost in the end.
fn township(period: &str) -> Worked {
    township_by(RULEBOOK, period)
}

fn township_by(rulebook: &str, period: &str) -> Worked {
    let figures = |month: &str, counts: [&'static str; 4]| {
        let rows = ["甲村", "乙村", "丙村", "丁村"].iter().zip(counts);
        let rows = rows.map(|(village, count)| vec![(*village).to_owned(), format!("#{count}")]);
        let header = vec!["村".to_owned(), "完成数(例)".to_owned()];
        (format!("2024-{month}/指标.xlsx"), std::iter::once(header).chain(rows).collect::<Vec<_>>())
    };
    let cadres: &[&[&str]] = &[
        &["编号", "姓名", "村", "职务"],
        &["01", "王一", "甲村", "书记"],
        &["02", "丁二", "甲村", "网格员"],
        &["03", "一三", "甲村", "主任"],
    ];
    let months = [
        ("01", ["15", "10", "10", "10"]),
        ("02", ["20", "14", "14", "20"]),
        ("03", ["17", "16", "16", "20"]),
    ];
    let town = Workspace::new()
        .roster(&[&["村"], &["甲村"], &["乙村"], &["丙村"], &["丁村"]], cadres)
        .file("rulebook.toml", rulebook)
        .sheet(
            "2024-02/事项.xlsx",
            "事项登记",
            &[&["日期", "村", "事项", "次数"], &["2024-02-05", "丙村", "纠纷上交", "#1"]],
        );
    let town = months.into_iter().fold(town, |town, (month, counts)| {
        let (file, rows) = figures(month, counts);
        town.sheet_of(&file, "指标进度", rows)
    });
    worked_in(town.write().path(), period)
}

/// Item, day, points of every row of a table of a document's sections whose heading ends so.
fn overview_rows(worked: &Worked, heading: &str) -> Vec<Vec<String>> {
    let document = overview::overview(&worked.assessment, &Remeasured::by(&worked.rulebook));
    let section = document.sections.iter().find(|section| section.heading.ends_with(heading));
    section.and_then(|section| section.table.clone()).map_or_else(Vec::new, |table| table.rows)
}

#[test]
fn what_is_listed_adds_up_to_what_was_lost() {
    let worked = township("2024-Q1");
    let lost: Vec<_> =
        worked.assessment.villages.iter().map(|village| village.lost.unwrap().to_string()).collect();
    // 6; 20 - 8 - 4; the same and 5; nothing.
    assert_eq!(lost, ["6", "8", "13", "0"]);
    let rows = overview_rows(&worked, "本期失分");
    let listed: Vec<String> = rows.iter().map(|row| format!("{} {} {}", row[0], row[2], row[3])).collect();
    let expected = [
        "甲村 3月31日 -6.00",
        "乙村 3月31日 -8.00",
        "丙村 1月31日 -20.00",
        "丙村 2月5日 -5.00",
        "丙村 2月29日 8.00",
        "丙村 3月31日 4.00",
    ];
    assert_eq!(listed, expected);
    let said = worked.inside("季度通报");
    holds(&said, "\n乙村\n任务\n3月31日\n8.00\n");
    holds(&said, "\n丙村\n任务\n2月29日\n-8.00\n");
    holds_not(&said, "\n丁村\n任务\n");
    holds_not(&said, "相抵");
    holds(&worked.inside("反馈确认单（村）"), "丁村");
}

/// In February 丁村 and the others only get points back; in a later quarter what was taken before is not told again.
#[test]
fn what_is_given_back_alone_is_no_loss() {
    let month = township("2024-02");
    let rows = overview_rows(&month, "本期失分");
    assert_eq!(rows.iter().map(|row| row[3].as_str()).collect::<Vec<_>>(), ["-5.00"]);
}

/// The cap of a score that is the village's takes and gives with the village: nothing was deducted from the person.
#[test]
fn the_limits_of_a_taken_score_are_no_deductions_of_the_person() {
    let worked = township("2024-Q1");
    let cadre = &worked.assessment.cadres[0];
    let limits = cadre.items.iter().flat_map(|item| &item.postings);
    assert!(limits.filter(|posting| !posting.amount.is_negative()).count() > 0);
    assert_eq!(overview_rows(&worked, "村干部个人扣分"), Vec::<Vec<String>>::new());
    let slips = worked.inside("反馈确认单（村干部）");
    holds(&slips, "本季度本人没有扣分。");
    holds_not(&slips, "\n封顶");
    // What makes 94 points 90 stands over the table alone.
    holds(&slips, "\n计酬分各项得分（封顶90分）\n");
}

#[test]
fn people_stand_in_the_order_of_the_roster() {
    let worked = township("2024-Q1");
    let rows = overview_rows(&worked, "扣款和奖补资金");
    let names: Vec<&str> = rows.iter().map(|row| row[2].as_str()).collect();
    assert_eq!(names, ["王一", "丁二", "一三"]);
    let document = overview::overview(&worked.assessment, &Remeasured::by(&worked.rulebook));
    let headings: Vec<&str> = document.sections.iter().map(|section| section.heading.as_str()).collect();
    let place = |post: &str| headings.iter().position(|heading| heading.contains(post));
    assert!(place("书记").is_some() && place("书记") < place("网格员"), "{headings:?}");
    assert!(place("网格员") < place("主任"), "{headings:?}");
}

/// 甲村: 10 off and back again, then 6 off; the slip names what is on it once, and what the month of February gave back
/// where nothing else was lost.
#[test]
fn a_slip_tells_what_was_given_as_well() {
    let month = township("2024-02");
    let slips = month.inside("反馈确认单（村）");
    // 10 cases instead of 20, then all of them: 20 points back, with their sign.
    let own = slips.split("考核对象：甲村").nth(1).unwrap().split("考核对象：").next().unwrap();
    holds(own, "本月本村没有扣分。");
    holds(own, "本月加分和其他变动（正数为加，负数为减）");
    holds(own, "\n任务\n2月29日\n10.00\n");
    let quarter = township("2024-Q1");
    let slips = quarter.inside("反馈确认单（村）");
    let own = slips.split("考核对象：丁村").nth(1).unwrap().split("考核对象：").next().unwrap();
    holds(own, "\n任务\n1月31日\n-20.00\n");
    holds(own, "\n任务\n2月29日\n20.00\n");
    let own = slips.split("考核对象：甲村").nth(1).unwrap().split("考核对象：").next().unwrap();
    holds(own, "\n任务\n3月31日\n6.00\n");
}

/// The rows of the demo are made to count otherwise: what stands under them says how they come to the scores.
#[test]
fn how_items_of_another_scale_become_the_score_is_said() {
    let said = |change: &dyn Fn(usize, &mut VillageResult)| {
        let mut worked = worked("demo-township", "2024-Q1");
        for (index, village) in worked.assessment.villages.iter_mut().enumerate() {
            change(index, village);
        }
        worked.inside("季度通报")
    };
    holds_not(&said(&|_, _| ()), "合成得分");
    let scaled = said(&|_, village| {
        (village.terms[0].weight, village.terms[0].divisor) = (3.into(), 2.into());
        village.terms[1].weight = 3.into();
    });
    let names = |place: usize| {
        worked("demo-township", "2024-Q1").assessment.villages[0].items[place].short.to_string()
    };
    let (first, second) = (names(0), names(1));
    holds(&scaled, &format!("各项合成得分：{first}×3÷2、{second}×3，其余各项照计。"));
    let own = said(&|index, village| village.terms[0].weight = Number::from_count(index + 1));
    holds(&own, &format!("各项合成得分：{first}按各自的系数折算（"));
    holds(&own, "2村×2、");
    holds(&own, "1村×1、");
    holds(&own, "），其余各项照计。");
    let mean = said(&|_, village| village.combine = Derivation::Mean);
    holds(&mean, "得分是各项得分的平均。");
}

/// Points by the quarter beside a bonus of the year: the second quarter's score is no running total, and says so; the first
/// quarter and the year hold the same days of both.
#[test]
fn what_begins_anew_beside_what_goes_on_is_named() {
    let quarterly = "accrue = \"quarter\"\nrollup = \"sum\"\nabsent = \"zero\"";
    let rulebook = RULEBOOK.replacen("accrue = \"year\"", quarterly, 1).replacen(
        "again = \"replaces\"",
        "again = \"adds\"",
        1,
    );
    let bonus = r#"
[[item]]
id = "bonus"
name = "加分"
clause = "一(三)"
subject = "village"
opens = "nothing"
accrue = "year"
floor = "zero"
cap = "none"

[[item.rule]]
id = "honour"
kind = "per-event"
event = "表彰"
person = "none"
each = "time"
add = 1
charge = "village"
"#;
    let said = |period: &str| township_by(&format!("{rulebook}{bonus}"), period).inside("季度通报");
    holds(&said("2024-Q2"), "得分中任务只计本季度，加分从年初起计。");
    let slips = township_by(&format!("{rulebook}{bonus}"), "2024-Q2").inside("反馈确认单（村）");
    holds(&slips, "　　得分：");
    holds(&slips, "\n得分中任务只计本季度，加分从年初起计。\n");
    holds(&said("2024-Q2"), "得分为截至2024年6月30日的得分");
    holds_not(&said("2024-Q1"), "得分中");
    // Under a part of which one half begins anew it is named what does.
    let part = "\n[[part]]\nid = \"all\"\nname = \"合计\"\nclause = \"一(零)\"\nsubject = \"village\"\npoints = 100\n\
                combine = \"sum\"\nfloor = \"none\"\ncap = \"none\"\n\n[[item]]\nid = \"tasks\"";
    let below = format!("{rulebook}{bonus}").replacen("\n[[item]]\nid = \"tasks\"", part, 1);
    let below = below.replace("clause = \"一(一)1\"\n", "clause = \"一(一)1\"\nunder = \"all\"\n");
    let below = below.replace("clause = \"一(三)\"\n", "clause = \"一(三)\"\nunder = \"all\"\n");
    holds(&township_by(&below, "2024-Q2").inside("季度通报"), "得分中任务只计本季度，加分从年初起计。");
}

/// Where nothing goes on from before the period, its score is none up to a day: it is that of the period alone.
#[test]
fn a_score_of_the_period_alone_is_none_up_to_a_day() {
    let monthly = |rollup: &str| {
        let keys = format!(
            "round = \"exact\"\naccrue = \"month\"\nrollup = \"{rollup}\"\nabsent = \"zero\"\n\n[cadre]"
        );
        let rulebook = RULEBOOK.replacen("round = \"exact\"\n\n[cadre]", &keys, 1).replacen(
            "accrue = \"year\"\n",
            "",
            1,
        );
        township_by(&rulebook.replacen("again = \"replaces\"", "again = \"adds\"", 1), "2024-Q1")
            .inside("季度通报")
    };
    holds(&monthly("sum"), "得分为2024年第一季度的得分（各月得分相加）");
    holds(&monthly("mean"), "得分为2024年第一季度的得分（各月得分平均）");
    holds(&township("2024-Q1").inside("季度通报"), "得分为截至2024年3月31日的累计得分");
}

/// A part's limit is named over its table: the row below adds up to more.
#[test]
fn the_limit_of_a_part_is_named_over_its_table() {
    let mut worked = worked("tiers-deadlines", "2024-01");
    holds_not(&worked.inside("月度考核结果"), "封顶");
    let all = worked.assessment.villages.iter().flat_map(|village| &village.items);
    let model = all.flat_map(ItemResult::all_postings).next().unwrap().clone();
    for village in &mut worked.assessment.villages {
        let part = village.items.iter_mut().find(|item| !item.made_of().is_empty()).unwrap();
        let (kind, amount) = (PostingKind::Cap, Number::ONE.negated());
        part.postings.push(Posting { kind, amount, reason: "封顶10分".into(), ..model.clone() });
    }
    let part = worked.assessment.villages[0].items.iter().find(|item| !item.made_of().is_empty()).unwrap();
    holds(&worked.inside("月度考核结果"), &format!("{}各项得分（封顶10分）", part.name));
}

/// 94, 92, 87 and 100 points of 93 at most: the rows of 甲村 and 丁村 add up to more, and the papers say why.
#[test]
fn a_score_that_a_cap_holds_is_named_under_its_table() {
    let open = township("2024-Q1");
    holds_not(&open.inside("季度通报"), "封顶");
    let capped = township_by(&RULEBOOK.replacen("cap = \"none\"", "cap = 93", 1), "2024-Q1");
    let sentence = "甲村、丁村得分封顶93分。";
    holds(&capped.inside("季度通报"), sentence);
    let slips = capped.inside("反馈确认单（村）");
    assert_eq!(["甲村得分封顶93分。", "得分封顶"].map(|one| slips.matches(one).count()), [1, 2], "{slips}");
    let document = overview::overview(&capped.assessment, &Remeasured::by(&capped.rulebook));
    assert!(document.sections.iter().flat_map(|section| &section.paragraphs).any(|line| line == sentence));
}

/// 明细 of a batch: the limits of what a village's score comes to are no postings that make up a score.
#[test]
fn postings_of_a_derived_score_are_marked_in_a_batch() {
    let worked = township("2024-Q1");
    let tables = tidy::results(tidy::Tidy::Csv, "云岭镇", &worked.assessment);
    let (_, text) = tables.into_iter().find(|(table, _)| *table == tidy::Table::Postings).unwrap();
    let ends = |item: &str| {
        let own = text.lines().filter(|line| line.contains(item));
        own.map(|line| line.rsplit(',').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let (limits, tasks) = (ends(",pay-base,"), ends(",tasks,"));
    assert!(!limits.is_empty() && limits.iter().all(|derived| derived == "true"), "{limits:?}");
    assert!(!tasks.is_empty() && tasks.iter().all(|derived| derived == "false"), "{tasks:?}");
}
