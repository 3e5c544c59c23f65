//! Sentences and marks of papers that would be false, or tell too much, if they did not look at what they speak of.

use cunkao::engine::assessment::{Derivation, MergedVillage, Party, Posting, PostingKind, State};
use cunkao::number::Number;
use cunkao::period::date;
use cunkao::rulebook::{AudienceKind, Field};

use super::told::{holds, holds_not, worked, worked_in};
use crate::support::demo_copy;

/// An item that waits for its day, but whose points a merger left there: the days of those are past.
#[test]
fn points_that_a_merger_left_are_not_called_early() {
    let mut worked = worked("demo-township", "2024-Q1");
    let item = worked.village("3村").items.iter_mut().find(|item| item.name == "安全工作").unwrap();
    let opening = item.postings.first().unwrap().clone();
    item.state = State::NotDue;
    item.postings.push(Posting { kind: PostingKind::Merger, ..opening });
    let score = item.score.unwrap().fixed(2);
    let said = worked.inside("反馈确认单（村）");
    holds(&said, &format!("\n{score}^\n"));
    holds(&said, "^：按并村前各村的得分接续");
    holds_not(&said, &format!("\n{score}*\n"));
}

/// 89.50 and 89.50 as fifth and sixth need a word where nobody but cadres is ranked.
#[test]
fn a_bulletin_of_cadres_tells_what_equal_scores_do() {
    let said = worked("cadre-quarter", "2024-Q1").inside("季度通报");
    holds(&said, "同分的");
    holds(&said, "得分按精确数计算和排名");
}

/// Shares are rounded each for itself: what that comes to is told beside the prizes.
#[test]
fn what_sharing_to_the_fen_adds_is_told() {
    let mut worked = worked("demo-township", "2024");
    holds_not(&worked.says(AudienceKind::Public, "年终总评"), "奖金总额");
    let main = worked.assessment.standings.first_mut().unwrap();
    main.remainder = Number::parse("0.01").unwrap().negated();
    let words = format!("“{}”的奖金精确到分后合计比奖金总额多0.01元。", main.name);
    holds(&worked.says(AudienceKind::Public, "年终总评"), &words);
}

/// A pool of 10000 by the scores of the quarter, to the yuan: what is paid of it comes to a little more or less, which is told
/// beside the money.
#[test]
fn what_sharing_a_pool_leaves_is_told() {
    let folder = demo_copy();
    let path = folder.path().join("rulebook.toml");
    let pool = "\n[[pay]]\nid = \"pool\"\nname = \"积分奖\"\nclause = \"九\"\nsubject = \"village\"\nnode = \"village\"\n\
                period = \"quarter\"\npool = 10000\nround = \"yuan\"\n";
    std::fs::write(&path, std::fs::read_to_string(&path).unwrap() + pool).unwrap();
    let mut worked = worked_in(folder.path(), "2024-Q1");
    let paid = worked.assessment.money.iter().filter(|entry| &*entry.rule == "pool");
    let paid = Number::sum(paid.map(|entry| entry.amount)).unwrap();
    let left = Number::from(10000).minus(paid).unwrap();
    assert!(!left.is_zero() && left.unsigned() < Number::from(5), "{left}");
    let than = if left.is_negative() { "多" } else { "少" };
    let words = format!("“积分奖”2024年第一季度分到元后合计比总额{than}{}元。", left.unsigned().fixed(2));
    holds(&worked.inside("季度通报"), &words);
    // What is forfeited is no rounding.
    let pool = worked.assessment.pools.first_mut().unwrap();
    (pool.remainder, pool.forfeited) = (Number::ONE, Number::from(370));
    holds(
        &worked.inside("季度通报"),
        "“积分奖”2024年第一季度分到元后合计比总额少1.00元，另有370.00元扣发，不再分。",
    );
}

/// A fine for the last place stands with the money, in its table and in the sum, whatever else is proposed. It tells of the
/// measure: whoever must not read of that reads nothing of the fine, nor a sum that holds it.
#[test]
fn a_fine_for_the_last_place_is_told_with_the_money() {
    let folder = demo_copy();
    let path = folder.path().join("rulebook.toml");
    let fine = "\n[[sanction]]\nid = \"last-fine\"\nname = \"末位罚款\"\nclause = \"九\"\nstanding = \"overall\"\n\
                period = \"quarter\"\nplace = \"last\"\nties = \"all\"\naction = \"talk\"\nfine = 1234\n";
    std::fs::write(&path, std::fs::read_to_string(&path).unwrap() + fine).unwrap();
    let worked = worked_in(folder.path(), "2024-Q1");
    let said = worked.inside("季度通报");
    holds(&said, "\n末位罚款\n-1234.00\n");
    holds(&said, "；罚款1234元照条款另列入资金");
    let meeting = worked.says(AudienceKind::Meeting, "季度通报");
    holds_not(&meeting, "末位罚款");
    holds_not(&meeting, "1234.00");
}

/// On a slip the place and the points of a fine stand beside those of another ranking: it says of which they are.
#[test]
fn a_fine_on_a_slip_names_its_standing_where_there_are_several() {
    let slips = |more: &str| {
        let folder = demo_copy();
        let path = folder.path().join("rulebook.toml");
        let fine = "\n[[sanction]]\nid = \"last-fine\"\nname = \"末位罚款\"\nclause = \"九\"\nstanding = \"overall\"\n\
                    period = \"quarter\"\nplace = \"last\"\nties = \"all\"\naction = \"talk\"\nfine = 1234\n";
        std::fs::write(&path, std::fs::read_to_string(&path).unwrap() + fine + more).unwrap();
        let worked = worked_in(folder.path(), "2024-Q1");
        let name = worked.rulebook.standings.iter().find(|one| one.id == "overall").unwrap().name.clone();
        (worked.inside("反馈确认单（村）"), format!("，罚款1234元（名次和得分按“{name}”）\n"))
    };
    let (said, named) = slips("");
    holds(&said, "，罚款1234元\n");
    holds_not(&said, &named);
    let other = "\n[[standing]]\nid = \"other\"\nname = \"另一排名\"\nnode = \"village\"\ngroup = \"all\"\n\
                 ties = \"share-and-skip\"\n";
    let (said, named) = slips(other);
    holds(&said, &named);
}

/// A village that is gone is looked for, and others stand higher by it.
#[test]
fn a_village_that_became_part_of_another_is_told() {
    let mut worked = worked("demo-township", "2024-Q1");
    holds_not(&worked.inside("季度通报"), "并入");
    let on = date(2024, 3, 16).unwrap();
    worked.assessment.merged = vec![MergedVillage { village: "9村".into(), into: "8村".into(), on }];
    let words = "2024年3月16日起9村并入8村；并入的村不再单独计分、排名，参加考核的村数和名次随之变动。";
    holds(&worked.inside("季度通报"), words);
}

/// Where the whole weighs its items, what each lost is told by its own full mark, and said to be.
#[test]
fn what_items_lost_is_said_to_be_without_their_weight() {
    let words = "分项目扣分情况（各项照自己的分值，未乘总分中的权重）";
    let mut worked = worked("demo-township", "2024-Q1");
    holds_not(&worked.inside("季度通报"), "未乘");
    worked.assessment.villages.iter_mut().for_each(|village| village.combine = Derivation::Weighted);
    holds(&worked.inside("季度通报"), words);
}

/// 可得 grows from 85 in the second quarter to 100 in the third: the mean is higher, and nothing is better.
#[test]
fn a_mean_of_more_points_is_not_held_against_that_before() {
    holds_not(&worked("demo-township", "2024-Q3").inside("季度通报"), "第二季度平均得分");
    // In the second quarter as much can be had as in the first.
    holds(&worked("demo-township", "2024-Q2").inside("季度通报"), "与2024年第一季度平均得分");
}

/// 差错扣分 only takes: of it nothing could still be earned.
#[test]
fn an_item_that_only_takes_is_not_said_to_be_earned() {
    let said = worked("information-quota", "2024-Q1").inside("季度通报");
    let note = said.lines().find(|line| line.contains("没有得到的分不算在扣分里")).unwrap();
    holds(note, "从零分计起");
    holds_not(note, "差错扣分、");
    holds_not(note, "差错扣分从");
}

/// A quota of 10 points a month gives 30 in a quarter.
#[test]
fn the_full_mark_of_an_item_scored_each_month_says_so() {
    let said = worked("information-quota", "2024-Q1").inside("季度通报");
    holds(&said, "\n每期10\n");
    holds(&worked("information-quota", "2024-01").inside("月度考核结果（内部）"), "\n10\n");
}

/// A score above what can be had is told to be one, where there is any.
#[test]
fn a_score_with_a_bonus_is_told() {
    let words = "高于可得分的得分含加分。";
    let mut worked = worked("demo-township", "2024-Q1");
    let above = worked.assessment.villages.iter().any(|village| village.score > Some(village.available));
    assert!(!above);
    holds_not(&worked.says(AudienceKind::Public, "季度通报"), words);
    worked.village("3村").score = Number::parse("86");
    holds(&worked.says(AudienceKind::Public, "季度通报"), words);
}

/// Where only classes are ranked, the table goes class by class, and not as the roster does.
#[test]
fn villages_ranked_within_classes_stand_in_that_order() {
    let mut worked = worked("tiers-deadlines", "2024-01");
    worked.assessment.villages.reverse();
    let said = worked.inside("月度考核结果（内部）");
    let places = ["甲村", "乙村"].map(|village| said.find(&format!("\n{village}\n")).unwrap());
    assert!(places.is_sorted(), "{said}");
}

/// A village that is gone is paid for what it did, and signs for it as the others do.
#[test]
fn a_village_that_is_gone_has_a_slip_of_its_money() {
    let mut worked = worked("demo-township", "2024");
    holds_not(&worked.inside("反馈确认单（村）"), "不在考核之列");
    let entry = worked.assessment.money.iter_mut().find(|entry| entry.party.name() != "").unwrap();
    entry.party = Party::Village("旧村".into());
    let slips = worked.inside("反馈确认单（村）");
    holds(&slips, "考核对象：旧村\n");
    holds(&slips, "末已不在考核之列，没有得分，不排名次。");
}

/// So does a cadre of it, with the post held last, which the result does not have.
#[test]
fn a_cadre_of_a_village_that_is_gone_is_told_with_the_post() {
    let mut worked = worked("demo-township", "2024");
    let has_money = |who: &Party| worked.assessment.money.iter().any(|entry| entry.party == *who);
    let place =
        worked.assessment.cadres.iter().position(|cadre| has_money(&Party::Cadre(cadre.person.clone())));
    let gone = worked.assessment.cadres.remove(place.unwrap());
    let slips = worked.inside("反馈确认单（村干部）");
    let (village, name) = (&gone.person.village, &gone.person.name);
    holds(&slips, &format!("考核对象：{village}　{name}（{}）\n该村2024年度末已不在考核之列", gone.post));
}

/// One that is gone and got nothing but the prize of an earlier quarter is told it too, where prizes are told.
#[test]
fn a_village_that_is_gone_has_a_slip_of_its_prize() {
    let mut worked = worked("demo-township", "2024");
    let prize = worked.assessment.prizes.iter_mut().find(|prize| matches!(prize.who, Party::Village(_)));
    prize.unwrap().who = Party::Village("旧村".into());
    let slips = worked.inside("反馈确认单（村）");
    holds(&slips, "考核对象：旧村\n");
    let own = slips.split("考核对象：旧村\n").nth(1).unwrap();
    assert!(own.starts_with("该村2024年度末已不在考核之列，没有得分，不排名次。\n奖励："), "{own}");
    let internal = worked.rulebook.audiences.iter_mut().find(|one| one.kind == AudienceKind::Internal);
    internal.unwrap().fields.retain(|field| *field != Field::Prizes);
    holds_not(&worked.inside("反馈确认单（村）"), "旧村");
}

/// An undecided score has no unit; an account from which is only taken has no score.
#[test]
fn a_slip_calls_figures_what_they_are() {
    let mut worked = worked("demo-township", "2024-Q1");
    let cadre = worked.assessment.cadres.first_mut().unwrap();
    cadre.items.retain(|item| item.combine.is_none());
    cadre.items.iter_mut().for_each(|item| (item.points, item.can_add) = (None, false));
    cadre.score = Number::parse("3").map(Number::negated);
    holds(&worked.inside("反馈确认单（村干部）"), "　　扣分合计：3.00分");
    worked.village("5村").score = None;
    let slips = worked.inside("反馈确认单（村）");
    holds(&slips, "得分：未报（可得");
    holds_not(&slips, "未报分");
}

/// With prizes in the lists of payments their sum is still told, and adds up from the rows above it: 32547.86 by the rules
/// of money and 6000 of prizes. A village is no number of persons.
#[test]
fn money_of_villages_has_its_sum() {
    let mut worked = worked("demo-township", "2024");
    let said = worked.inside("年终总评");
    let paid = Number::sum(worked.assessment.money.iter().map(|entry| entry.amount)).unwrap();
    let (prizes, paid) = (worked.assessment.prize_total, paid);
    assert!(!prizes.is_zero() && !paid.is_zero());
    holds(&said, &format!("\n奖金（见奖励表）\n{}\n", prizes.fixed(2)));
    holds_not(&said, "含奖金");
    // Where cadres are given prizes too, no figure of the result is that of villages alone.
    let cadre = worked.assessment.cadres[0].person.clone();
    worked.assessment.prizes.last_mut().unwrap().who = Party::Cadre(cadre);
    let each = worked.inside("年终总评");
    assert!(each.matches("奖金（见奖励表）").count() > 1, "{each}");
    holds_not(&said, "\n村\n1村\n奖补\n1\n");
}

/// Of equal scores there is no best and no lowest; a month without deductions says so.
#[test]
fn where_nothing_differs_nothing_is_set_apart() {
    let mut quarter = worked("demo-township", "2024-Q1");
    let summary = quarter.assessment.summary.as_mut().unwrap();
    (summary.mean, summary.spread) = (Number::HUNDRED, Number::ZERO);
    let said = quarter.says(AudienceKind::Public, "季度通报");
    holds(&said, "个村得分相同，都是100.00分。");
    holds_not(&said, "最高与最低相差");
    let mut month = worked("demo-township", "2024-03");
    holds_not(&month.says(AudienceKind::Public, "月度公示"), "各村没有扣分");
    for village in &mut month.assessment.villages {
        let items = village.items.iter_mut();
        items.for_each(|item| item.postings.retain(|posting| posting.kind == PostingKind::Opening));
    }
    holds(&month.says(AudienceKind::Public, "月度公示"), "\n本月各村没有扣分。同分的");
}

/// Offices that are no villages are called by their own name, in the titles, tables and slips too.
#[test]
fn units_that_are_no_villages_are_called_as_the_office_calls_them() {
    let month = worked("information-quota", "2024-01").inside("月度考核结果（内部）");
    holds(&month, "青溪乡人民政府2024年1月信息报送考核结果");
    let bulletin = worked("information-quota", "2024-Q1").inside("季度通报");
    holds(&bulletin, "对2个单位2024年第一季度的工作进行了考核");
    let slips = worked("information-quota", "2024-Q1").inside("反馈确认单（单位）");
    holds(&slips, "单位负责人（签字）：");
    for said in [month, bulletin, slips] {
        holds_not(&said, "村");
    }
}
