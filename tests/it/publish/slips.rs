//! Slips of villages and cadres: grade and prizes beside score and money, items that add up. Expected values are worked out
//! by hand.

use cunkao::engine::assessment::{VacantPrize, WhyVacant};
use cunkao::number::Number;
use cunkao::period::{Period, date};
use cunkao::rulebook::{AudienceKind, Field};

use super::told::{Worked, holds, holds_not, worked, worked_in};
use crate::intake::workspace::Workspace;

/// A village opens with 100 points and loses 10 for a quarrel. A cadre's 100 are 60 of duty, 5 of its 100 off for each
/// rebuke, and 40 of what people mark.
pub(super) const RULEBOOK: &str = r#"
title = "试行办法"
version = "1"
classes = ["大村", "小村"]
posts = ["主任", "文书"]

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
points = 100
combine = "weighted"
floor = "zero"
cap = "none"
round = "exact"
accrue = "quarter"
rollup = "mean"
absent = "skip"

[[item]]
id = "order"
name = "综治信访"
clause = "一（一）"
subject = "village"
points = 100
opens = "full-mark"
accrue = "quarter"
rollup = "mean"
absent = "skip"
floor = "zero"
cap = "none"

[[item.rule]]
id = "quarrel"
kind = "per-event"
event = "纠纷上交"
person = "none"
each = "time"
deduct = 10
charge = "village"

[[item]]
id = "duty"
name = "履职纪律"
clause = "二（一）"
subject = "cadre"
points = 100
weight = 60
opens = "full-mark"
floor = "zero"
cap = "none"

[[item.rule]]
id = "blame"
kind = "per-event"
event = "通报批评"
person = "required"
each = "time"
deduct = 5
charge = "person"

[[item]]
id = "peer"
name = "群众测评"
clause = "二（二）"
subject = "cadre"
points = 100
weight = 40
opens = "nothing"
floor = "zero"
cap = 100
when-not-applicable = "exclude"
when-not-reported = "error"

[[item.rule]]
id = "peer-mark"
kind = "entered"
mark = "群众测评"
given-by = "村民代表"
at-least = 0
at-most = 100
measure = "quarter"

[[standing]]
id = "overall"
name = "综合排名"
node = "village"
group = "class"
ties = "share-and-skip"

[[standing]]
id = "cadres"
name = "村干部排名"
node = "cadre"
group = "all"
leavers = "unranked"
ties = "share-and-skip"

[[band]]
id = "grade"
name = "季度等次"
clause = "三（一）"
standing = "overall"
period = "quarter"
by = "score"
grades = [{ name = "优秀", at-least = 95 }, { name = "良好", below = 95 }]

[[band]]
id = "cadre-grade"
name = "个人季度等次"
clause = "三（二）"
standing = "cadres"
period = "quarter"
by = "score"
grades = [{ name = "称职", at-least = 90 }, { name = "基本称职", below = 90 }]

[[prize]]
id = "flag"
clause = "四（一）"
standing = "overall"
groups = ["大村"]
period = "quarter"
ties = "share"
tiers = [{ name = "流动红旗", place = 1, amount = 2000 }, { name = "鼓励奖", place = 2, amount = 800 }]

[[prize]]
id = "best"
clause = "四（二）"
standing = "cadres"
period = "quarter"
ties = "share"
tiers = [{ name = "先进个人", place = 1, amount = 300 }]

[[audience]]
id = "internal"
fields = ["scores", "items", "losses", "grades", "prizes", "cadre-scores", "cadre-losses", "cadre-money"]
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

/// 乙村 has one quarrel: 甲村 is first of the large ones, 乙村 second; 丙村 is small, where nothing is given. 张三 was rebuked
/// once and is marked 90: 95 × 60 ÷ 100 + 90 × 40 ÷ 100 = 93. 李四 left before anybody was marked: 60 of 60.
fn township() -> Worked {
    township_of("乙村")
}

/// The same with the quarrel in another village.
fn township_of(quarrelling: &str) -> Worked {
    township_by(RULEBOOK, quarrelling, "2024-Q1")
}

fn township_by(rulebook: &str, quarrelling: &str, period: &str) -> Worked {
    township_marked(rulebook, quarrelling, period, "#90")
}

fn township_marked(rulebook: &str, quarrelling: &str, period: &str, mark: &str) -> Worked {
    let town = Workspace::new()
        .roster(
            &[&["村", "类别"], &["甲村", "大村"], &["乙村", "大村"], &["丙村", "小村"]],
            &[
                &["编号", "姓名", "村", "职务", "止"],
                &["01", "张三", "甲村", "主任", ""],
                &["02", "李四", "乙村", "文书", "2024-02-15"],
            ],
        )
        .file("rulebook.toml", rulebook)
        .sheet(
            "2024-02/考核.xlsx",
            "事项登记",
            &[
                &["日期", "村", "事项", "次数", "当事人", "编号"],
                &["2024-02-01", quarrelling, "纠纷上交", "#1", "", ""],
                &["2024-02-02", "甲村", "通报批评", "#1", "张三", "01"],
            ],
        )
        .sheet("2024-03/评分.xlsx", "评分录入", &[&["村", "姓名", "群众测评"], &["甲村", "张三", mark]])
        .write();
    worked_in(town.path(), period)
}

/// What the slip of one says, up to the next.
pub(super) fn slip<'a>(slips: &'a str, who: &str) -> &'a str {
    let from = slips.split(&format!("考核对象：{who}")).nth(1).unwrap_or_else(|| panic!("{who}:\n{slips}"));
    from.split("考核对象：").next().unwrap()
}

#[test]
fn slips_name_grades_and_prizes() {
    let mut worked = township();
    let said = worked.inside("反馈确认单（村）");
    let own = slip(&said, "甲村");
    holds(own, "　　得分：100.00分（可得100.00分）　　名次：大村第1名　　等次：优秀\n");
    holds(own, "\n奖励：流动红旗，大村第1名，奖金2000.00元（四（一））。\n");
    let own = slip(&said, "乙村");
    holds(own, "　　名次：大村第2名　　等次：良好\n");
    holds(own, "\n奖励：鼓励奖，大村第2名，奖金800.00元（四（一））。\n");
    let own = slip(&said, "丙村");
    holds(own, "　　等次：优秀\n");
    holds_not(own, "奖励");
    let said = worked.inside("反馈确认单（村干部）");
    let own = slip(&said, "甲村　张三");
    holds(own, "　　得分：93.00分　　等次：称职\n");
    holds(own, "\n奖励：先进个人，第1名，奖金300.00元（四（二））。\n");
    // Who may not read either is told neither.
    let internal = worked.rulebook.audiences.iter_mut().find(|one| one.kind == AudienceKind::Internal);
    internal.unwrap().fields.retain(|field| !matches!(field, Field::Grades | Field::Prizes));
    for paper in ["反馈确认单（村）", "反馈确认单（村干部）"] {
        let said = worked.inside(paper);
        holds_not(&said, "等次");
        holds_not(&said, "奖励");
    }
}

/// Two who share the first place share 2000 and 800: 1400 each.
/// A quarrel of 1.375 points: with 1.38 in its row no column of such would add up. The score is rounded, as the note says.
#[test]
fn rows_that_are_signed_add_up() {
    let worked = township_by(&RULEBOOK.replace("deduct = 10", "deduct = 1.375"), "乙村", "2024-Q1");
    let slips = worked.inside("反馈确认单（村）");
    holds(slip(&slips, "乙村"), "\n2月1日\n1.375\n纠纷上交");
    holds(slip(&slips, "乙村"), "得分：98.63分");
}

/// A page with nothing but the lines to sign on says whose it is.
#[test]
fn who_signs_is_told_where_he_signs() {
    let township = township();
    holds(&township.inside("反馈确认单（村）"), "\n乙村　2024年第一季度　");
    holds(&township.inside("反馈确认单（村干部）"), "　2024年第一季度　本人（签字）：");
}

#[test]
fn a_shared_prize_says_so_on_the_slip() {
    let said = township_of("丙村").inside("反馈确认单（村）");
    let line =
        "\n奖励：流动红旗，大村并列第1名，奖金1400.00元（四（一）），并列，平分流动红旗、鼓励奖的奖金。\n";
    holds(slip(&said, "甲村"), line);
    holds(slip(&said, "乙村"), line);
}

#[test]
fn the_slip_of_a_cadre_has_the_items_and_what_they_count() {
    let mut worked = township();
    let said = worked.inside("反馈确认单（村干部）");
    let own = slip(&said, "甲村　张三");
    holds(own, "\n履职纪律\n群众测评\n得分\n满分\n100\n100\n张三\n95.00\n90.00\n93.00\n");
    holds(own, "\n各项合成得分：履职纪律×60÷100、群众测评×40÷100。\n");
    let own = slip(&said, "乙村　李四");
    holds(own, "\n李四\n100.00\n已离任\n60.00\n");
    let why = "群众测评2024年3月31日计分，任职只到2024年2月15日，到那天已离任，没有计分：不得分也不扣分，满分不减。";
    holds(own, why);
    holds_not(own, "未到期：还没有到计分的日子");
    let internal = worked.rulebook.audiences.iter_mut().find(|one| one.kind == AudienceKind::Internal);
    internal.unwrap().fields.retain(|field| *field != Field::CadreScores);
    holds_not(&worked.inside("反馈确认单（村干部）"), "各项合成得分");
}

/// The same two items below a part, 60 and 40 points of it. Of 张三 the marks do not apply, which is said of a person, and
/// what makes up for them too: (60 - 5) × 100 ÷ 60. 李四 left before, and the mark behind a figure is explained.
#[test]
fn what_lies_below_a_part_is_explained_on_the_slip_of_a_cadre() {
    let part = "[[part]]\nid = \"own\"\nname = \"本人得分\"\nclause = \"二\"\nsubject = \"cadre\"\npoints = 100\n\
                combine = \"sum\"\nfloor = \"zero\"\ncap = \"none\"\n\n[[item]]\nid = \"duty\"";
    let rulebook = RULEBOOK
        .replace("combine = \"weighted\"", "combine = \"sum\"")
        .replace("[[item]]\nid = \"duty\"", part)
        .replace("points = 100\nweight = 60", "under = \"own\"\npoints = 60")
        .replace("points = 100\nweight = 40", "under = \"own\"\npoints = 40")
        .replace("when-not-applicable = \"exclude\"", "when-not-applicable = \"rescale\"");
    let mut worked = township_marked(&rulebook, "乙村", "2024-Q1", "不适用");
    let said = worked.inside("反馈确认单（村干部）");
    let own = slip(&said, "甲村　张三");
    holds(own, "\n张三\n55.00\n不适用\n91.67\n");
    holds(own, "不适用：对本人不适用，不计入。");
    holds_not(own, "该村没有此项任务");
    holds(own, "\n张三本人得分的群众测评不适用，其余各项得分合计×100÷60。\n");
    // So it is under the standing, for those who may read it; nobody else learns what does not apply to whom.
    let rescaled = "张三本人得分的群众测评不适用，其余各项得分合计×100÷60。";
    holds(&worked.inside("季度通报"), rescaled);
    let why = "2024年3月31日计分，任职只到2024年2月15日，到那天已离任，没有";
    let own = slip(&said, "乙村　李四");
    holds(own, "\n李四\n60.00\n已离任\n");
    holds(own, &format!("\n群众测评{why}计分：不得分也不扣分，满分不减。\n"));
    let left = worked.assessment.cadres.iter_mut().find(|cadre| cadre.person.name == "李四").unwrap();
    left.items[0].items[1].score = Number::parse("20");
    let said = worked.inside("反馈确认单（村干部）");
    let own = slip(&said, "乙村　李四");
    holds(own, "\n李四\n60.00\n20.00*\n");
    holds(own, &format!("\n群众测评（*）{why}再计分：所列的分是这以前记的。\n"));
    // Who came after the day waits for it as little as who had left.
    let came = worked.assessment.cadres.iter_mut().find(|cadre| cadre.person.name == "李四").unwrap();
    came.items[0].items[1].score = Some(Number::ZERO);
    (came.from, came.until) = (date(2024, 4, 1), None);
    let said = worked.inside("反馈确认单（村干部）");
    let own = slip(&said, "乙村　李四");
    holds(own, "\n李四\n60.00\n到任前\n");
    holds(own, "\n群众测评2024年3月31日计分，2024年4月1日才到任，到任前的不计：不得分也不扣分，满分不减。\n");
}

/// 基本分 is 70 parts of 工作实绩, times the coefficient of each village, and 30 of 民主测评: below the first level. 100 × 70 ×
/// 1.05 ÷ 100 = 73.5 and 90 × 70 ÷ 100 = 63, as the slips have it.
#[test]
fn weights_below_the_first_level_are_told() {
    let worked = worked("weighted-vote", "2024-01");
    let said = worked.inside("反馈确认单（村）");
    let told = |village: &str| slip(&said, village).lines().find(|line| line.contains("由各项合成")).unwrap();
    let first = "其中基本分由各项合成：工作实绩（100.00）×73.5÷100、民主测评（未到期）×30÷100。";
    assert_eq!(told("山上村"), first);
    let second = "其中基本分由各项合成：工作实绩（90.00）×70÷100、民主测评（未到期）×30÷100。";
    assert_eq!(told("山下村"), second);
    // Of several at once the weights alone, and each village's own.
    let all =
        "其中基本分由各项合成：工作实绩按各自的系数折算（山上村×73.5÷100、山下村×70÷100）、民主测评×30÷100。";
    holds(&worked.inside("月度考核结果（内部）"), all);
    // Pay goes by another score than the one above it.
    holds(&worked.inside("反馈确认单（村干部）"), "\n2024年1月：工作实绩得100分，每分5元\n");
}

#[test]
fn a_table_without_full_marks_has_no_row_for_them() {
    let worked = worked("demo-township", "2024-Q1");
    holds_not(&worked.inside("反馈确认单（村干部）"), "\n满分\n");
    holds(&worked.inside("反馈确认单（村）"), "\n满分\n");
}

#[test]
fn a_grade_that_waits_for_a_score_is_not_said_to_be_refused() {
    let said = worked("cadre-quarter", "2024-Q1").inside("反馈确认单（村干部）");
    holds(&said, "季度绩效（四）：成绩未定，还没有等次。");
    holds_not(&said, "没有等次，不发");
}

/// Only villages win prizes in the demo, and two of them share a place.
#[test]
fn a_table_of_prizes_names_nobody_where_only_villages_win() {
    let mut worked = worked("demo-township", "2024");
    holds(&worked.inside("年终总评"), "\n奖次\n名次\n村\n奖金（元）\n说明\n");
    worked.assessment.prizes.iter_mut().for_each(|prize| prize.shared.clear());
    holds(&worked.inside("年终总评"), "\n奖次\n名次\n村\n奖金（元）\n一等奖\n");
}

/// A quarter of three months, each scored anew, is their mean: the slip has each of them.
#[test]
fn a_score_of_several_periods_is_told_with_each_of_them() {
    let worked = worked("monthly-blend", "2024-Q1");
    let said = worked.inside("反馈确认单（村）");
    let village = &worked.assessment.villages[0];
    let mut items = village.items.iter().flat_map(|item| item.flattened());
    let item = items.find(|item| item.terms.iter().any(|term| term.period.is_some())).unwrap();
    let months = item.terms.iter().map(|term| {
        let score = term.score.map_or_else(|| "未报".to_owned(), |score| score.fixed(2));
        format!("{}{score}", term.period.unwrap().chinese())
    });
    let months: Vec<_> = months.collect();
    assert_eq!(months.len(), 3);
    assert!(months[0].starts_with("2024年1月"));
    holds(slip(&said, &village.name), &format!("{}各期平均：{}。", item.name, months.join("、")));
}

/// The first quarter counts for 40% of the year, the second for 20%: of half a year that is 40 and 20 of 60. 乙村 has 90 and
/// 100, which is 93.33; of 张三 nobody knows the second quarter yet.
#[test]
fn periods_of_unequal_weight_are_told_with_their_weights() {
    let weights = "rollup = \"weighted\"\nperiod-weights = [40, 20, 20, 20]";
    let worked = township_by(&RULEBOOK.replace("rollup = \"mean\"", weights), "乙村", "2024-H1");
    let own = worked.inside("反馈确认单（村）");
    let told = "综治信访各期按占比合成：2024年第一季度90.00×40÷60＋2024年第二季度100.00×20÷60。";
    holds(slip(&own, "乙村"), told);
    let own = worked.inside("反馈确认单（村干部）");
    let told = "得分各期按占比合成：2024年第一季度93.00×40÷60＋2024年第二季度未报×20÷60。";
    holds(slip(&own, "甲村　张三"), told);
}

/// Of 张三 duty counts for 30 % and marks for 70 % in every quarter: 95×30% + 90×70% = 91.5.
#[test]
fn weights_of_a_post_are_told_with_each_quarter() {
    let policy = "combine = \"weighted\"\ntwo-posts = \"first\"\nchanged-posts = \"last\"";
    let rulebook = RULEBOOK
        .replace("combine = \"weighted\"", policy)
        .replace("weight = 60", "weight = 60\nweight-by-post = { \"主任\" = 30 }")
        .replace("weight = 40", "weight = 40\nweight-by-post = { \"主任\" = 70 }");
    let worked = township_by(&rulebook, "乙村", "2024-Q1");
    assert_eq!(worked.assessment.cadres[0].score.unwrap().to_string(), "91.5");
    let own = worked.inside("反馈确认单（村干部）");
    let own = slip(&own, "甲村　张三");
    holds(own, "各项权重按主任的。");
    holds(own, "履职纪律×30÷100、群众测评×70÷100。");
    let half = township_by(&rulebook, "乙村", "2024-H1").inside("反馈确认单（村干部）");
    let told = "2024年第一季度各项权重按主任的：履职纪律95.00×30÷100＋群众测评90.00×70÷100。";
    holds(slip(&half, "甲村　张三"), told);
}

/// What the result has as vacant is told with why, of the paper's own period; of a quarter its own paper told it. Where the
/// result has nothing vacant nothing is said, though a prize be missing.
#[test]
fn a_prize_that_nobody_has_is_told_with_why() {
    let mut worked = worked("demo-township", "2024");
    worked.assessment.prizes.retain(|prize| prize.tier != "一等奖");
    holds_not(&worked.says(AudienceKind::Public, "年终总评"), "空缺");
    let vacant = |tier: &str, group: &str, place: usize, period: &str, why: WhyVacant| VacantPrize {
        tier: tier.to_owned(),
        prize: "annual-prize".to_owned(),
        standing: "overall".to_owned(),
        group: group.to_owned(),
        clause: "5".to_owned(),
        place,
        period: Period::parse(period).unwrap(),
        why,
    };
    let below = WhyVacant::Below(Number::from(90));
    worked.assessment.vacant = vec![
        vacant("一等奖", "all", 1, "2024", WhyVacant::Vetoed),
        vacant("季度奖", "all", 7, "2024-Q4", WhyVacant::Vetoed),
        vacant("三等奖", "大村", 3, "2024", below),
    ];
    let said = worked.says(AudienceKind::Public, "年终总评");
    holds(&said, "\n一等奖\n第1名\n空缺\n-\n受到一票否决\n三等奖\n大村第3名\n空缺\n-\n得分不足90分\n");
    holds_not(&said, "季度奖");
}

/// A part of which 李四 left before the only item was judged waits for no day either: on the table, under it, and where it is
/// told how the items become it.
#[test]
fn a_part_that_is_never_judged_says_so() {
    let part = "[[part]]\nid = \"people\"\nname = \"民意\"\nclause = \"二\"\nsubject = \"cadre\"\npoints = 100\n\
                weight = 40\ncombine = \"weighted\"\nfloor = \"zero\"\ncap = \"none\"\n\n[[item]]\nid = \"peer\"";
    let rulebook = RULEBOOK
        .replace("points = 100\nweight = 40", "under = \"people\"\npoints = 100\nweight = 100")
        .replace("[[item]]\nid = \"peer\"", part);
    let said = township_marked(&rulebook, "乙村", "2024-Q1", "#90").inside("反馈确认单（村干部）");
    let own = slip(&said, "乙村　李四");
    holds(own, "\n李四\n已离任\n100.00\n60.00\n");
    holds(own, "\n李四\n已离任\n已离任\n");
    holds(own, "\n民意其中各项都没有计分：不得分也不扣分，满分不减。\n");
    holds_not(own, "未到期");
}
