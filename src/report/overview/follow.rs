//! What follows from the facts besides points: money, prizes, and what is to be decided about somebody.

use super::super::document::{Column, Section};
use super::super::vacant::{self, NOBODY, PASSED_OVER};
use super::super::{pools, text, words};
use crate::analysis::explanation::{is_passed_over_tied, is_tied};
use crate::engine::assessment::{
    ActionResult, Assessment, Party, PartyKind, PassedOver, PrizeAward, VacantPrize,
};
use crate::period::day_of_year;

/// Money of the period: villages and cadres one by one, households together by village and rule.
pub(super) fn money(assessment: &Assessment) -> Vec<Section> {
    let mut single: Vec<_> =
        assessment.money.iter().filter(|entry| entry.party.kind() != PartyKind::Household).collect();
    single.sort_by_key(|entry| (entry.party.kind(), words::payee_order(assessment, &entry.party)));
    let rows: Vec<_> = single
        .into_iter()
        .map(|entry| {
            vec![
                entry.party.kind().chinese().to_owned(),
                entry.party.village().to_owned(),
                payee(assessment, &entry.party),
                entry.name.to_string(),
                words::figure(entry.amount),
                day_of_year(entry.settled),
                entry.clause.to_string(),
            ]
        })
        .collect();
    let columns = vec![
        Column::text("对象"),
        Column::name("村"),
        Column::name("姓名"),
        Column::text("名目"),
        Column::figure("金额（元）"),
        Column::figure("结算日"),
        Column::text("条款"),
    ];
    let sign = "正数为发放，负数为扣款。";
    let mut single = Section::new("扣款和奖补资金").paragraph(sign).table(columns, rows);
    single.paragraphs.extend(assessment.pools.iter().filter(|pool| pool.is_uneven()).map(|pool| {
        let told = pools::uneven(pool, |_, figure| figure.unsigned().to_string().into());
        format!("“{}”{}{}。", pool.name, pool.period.chinese(), told.shown())
    }));
    [single, households(assessment)].into_iter().filter(|section| section.table.is_some()).collect()
}

fn payee(assessment: &Assessment, party: &Party) -> String {
    match party {
        Party::Village(_) => "-".to_owned(),
        _ => words::name(assessment, party),
    }
}

fn households(assessment: &Assessment) -> Section {
    let totals = assessment.money_totals.iter().filter(|total| total.kind == PartyKind::Household);
    let mut totals: Vec<_> = totals.collect();
    totals.sort_by_key(|total| words::roster_order(assessment, &total.village));
    let rows = totals.into_iter().map(|total| {
        vec![
            total.village.to_string(),
            total.name.to_string(),
            total.count.to_string(),
            words::figure(total.amount),
            total.clause.to_string(),
        ]
    });
    let columns = vec![
        Column::name("村"),
        Column::text("名目").key(),
        Column::figure("户数"),
        Column::figure("合计（元）"),
        Column::text("条款"),
    ];
    Section::new("农户奖补（分村合计，逐户见表格文件）").table(columns, rows.collect())
}

/// Grades; nothing if there are none.
pub(super) fn bands(assessment: &Assessment) -> Option<Section> {
    let rows: Vec<_> = assessment
        .bands
        .iter()
        .map(|band| {
            vec![
                band.period.chinese(),
                band.name.clone(),
                band.who.village().to_owned(),
                payee(assessment, &band.who),
                words::figure(band.score),
                words::grade(band),
                band.clause.clone(),
            ]
        })
        .collect();
    let columns = vec![
        Column::text("考核期"),
        Column::text("名目").key(),
        Column::name("村"),
        Column::name("姓名"),
        Column::figure("得分"),
        Column::text("等次"),
        Column::text("条款"),
    ];
    (!rows.is_empty()).then(|| Section::new("等次").table(columns, rows))
}

/// Prizes, behind them those that nobody has, and who was left out; nothing if there are none.
pub(super) fn prizes(assessment: &Assessment) -> Option<Section> {
    let given = assessment.prizes.iter().map(|prize| prize_row(assessment, prize));
    let vacant = assessment.vacant.iter().map(|prize| vacant_row(assessment, prize));
    let passed_over = assessment.passed_over.iter().map(|one| passed_over_row(assessment, one));
    let rows: Vec<_> = given.chain(vacant).chain(passed_over).collect();
    let ranks = assessment.prizes.iter().map(|prize| prize_rank(prize, is_tied(assessment, prize)));
    let at_least = ranks.map(|rank| text::width(&rank)).max().unwrap_or(0);
    let columns = vec![
        Column::text("考核期"),
        Column::text("排名").key(),
        Column { at_least, ..Column::text("名次").key() },
        Column::text("获奖").key(),
        Column::text("奖次"),
        Column::figure("奖金（元）"),
        Column::text("条款"),
        Column::prose("说明"),
    ];
    (!rows.is_empty()).then(|| Section::new("奖励").table(columns, rows))
}

fn prize_row(assessment: &Assessment, prize: &PrizeAward) -> Vec<String> {
    let tied = is_tied(assessment, prize);
    vec![
        prize.period.chinese(),
        standing_name(assessment, &prize.standing).to_owned(),
        prize_rank(prize, tied),
        words::name_with_village(assessment, &prize.who),
        prize.tier.clone(),
        words::figure(prize.amount),
        prize.clause.clone(),
        prize_told(prize),
    ]
}

fn vacant_row(assessment: &Assessment, vacant: &VacantPrize) -> Vec<String> {
    vec![
        vacant.period.chinese(),
        standing_name(assessment, &vacant.standing).to_owned(),
        vacant_place(vacant),
        NOBODY.to_owned(),
        vacant.tier.clone(),
        "-".to_owned(),
        vacant.clause.clone(),
        vacant::plainly(vacant.why),
    ]
}

fn passed_over_row(assessment: &Assessment, one: &PassedOver) -> Vec<String> {
    vec![
        one.period.chinese(),
        standing_name(assessment, &one.standing).to_owned(),
        passed_over_place(assessment, one),
        words::name_with_village(assessment, &one.who),
        format!("{PASSED_OVER}{}", one.tier),
        "-".to_owned(),
        one.clause.clone(),
        one.why.clone(),
    ]
}

/// The place of somebody who was left out.
pub(in crate::report) fn passed_over_place(assessment: &Assessment, one: &PassedOver) -> String {
    let tied = is_passed_over_tied(assessment, one);
    format!("{}{}", one.named_group(), words::rank(Some(one.rank), tied))
}

/// The place of a prize that nobody has, as that of one that somebody has.
pub(in crate::report) fn vacant_place(vacant: &VacantPrize) -> String {
    format!("{}{}", vacant.named_group(), words::rank(Some(vacant.place), false))
}

/// The place of a prize, with the class, post or village within which it is held: `A组第1名`.
pub(in crate::report) fn prize_rank(award: &PrizeAward, tied: bool) -> String {
    format!("{}{}", award.named_group(), words::rank(Some(award.rank), tied))
}

/// How it came to be this prize and no other: of a place that is shared, or held by somebody who is barred.
pub(in crate::report) fn prize_told(award: &PrizeAward) -> String {
    let moved_up = award.stands_for.filter(|place| *place < award.rank);
    let moved_up = moved_up.map(|place| format!("递补第{place}名的奖"));
    let shared = Some(prize_shared(award)).filter(|shared| !shared.is_empty());
    moved_up.into_iter().chain(award.barred.clone()).chain(shared).collect::<Vec<_>>().join("；")
}

/// How those who share its place came by a prize; empty where nobody does, or each gets all of it.
fn prize_shared(award: &PrizeAward) -> String {
    match &award.decided {
        Some(tie) => format!("并列，{}决定先后，列第{}名", tie.basis, tie.place),
        None if award.shared.is_empty() => String::new(),
        None => format!("并列，平分{}", award.shared.join("、")),
    }
}

/// The name of a standing, or its id if the assessment does not hold it.
pub(in crate::report) fn standing_name<'a>(assessment: &'a Assessment, id: &'a str) -> &'a str {
    let standing = assessment.standings.iter().find(|standing| standing.id == id);
    standing.map_or(id, |standing| &standing.name)
}

/// Actions, each a candidate; nothing if there are none.
pub(super) fn actions(assessment: &Assessment) -> Option<Section> {
    let rows: Vec<_> = assessment.actions.iter().map(|action| action_row(assessment, action)).collect();
    let columns = vec![
        Column::name("村"),
        Column::name("姓名"),
        Column::text("建议"),
        Column::figure("日期"),
        Column::figure("次数"),
        Column::prose("事由"),
        Column::text("条款"),
        Column::text("状态"),
    ];
    let mut section = Section::new("处理建议")
        .paragraph("以下只是按条款列出的建议，由乡镇党委、政府研究决定，未决定前不得执行或公布。");
    if assessment.actions.iter().any(ActionResult::keeps_pay_back) {
        section = section.paragraph("建议扣发的报酬决定以前暂不发放，没有列入发放的数。");
    }
    (!rows.is_empty()).then(|| section.table(columns, rows))
}

fn action_row(assessment: &Assessment, action: &ActionResult) -> Vec<String> {
    vec![
        action.who.village().to_owned(),
        payee(assessment, &action.who),
        action.words(),
        day_of_year(action.date),
        action.quantity.to_string(),
        action.reason.to_string(),
        action.clause.to_string(),
        words::UNDECIDED.to_owned(),
    ]
}
