//! The sheets of what follows and what it rests on: prizes and actions, files, problems.

use super::formula::{Area, Formula, Live, Shown};
use super::{Cell, Sheet};
use crate::analysis::explanation::is_tied;
use crate::diagnostic::Diagnostics;
use crate::engine::assessment::{ActionResult, Assessment, Party, PassedOver, PrizeAward, VacantPrize};
use crate::report::overview::follow::{
    passed_over_place, prize_rank, prize_told, standing_name, vacant_place,
};
use crate::report::{vacant, words};

const FOLLOW: &str = "奖励与处理";
const AMOUNT: usize = 7;

/// Prizes with their sum, those that nobody has, who was left out, then actions; each action waits for a decision.
pub(super) fn follow(assessment: &Assessment) -> Sheet {
    let titles = [
        "类别",
        "事项",
        "村",
        "姓名",
        "考核期或日期",
        "名次",
        "次数",
        "金额（元）",
        "事由",
        "条款",
        "来源",
        "状态",
    ];
    let prizes = assessment.prizes.iter().map(|award| prize(assessment, award));
    let mut rows: Vec<Vec<Cell>> = prizes.collect();
    let mut keys: Vec<String> = (0..rows.len()).map(|place| format!("prize#{place}")).collect();
    if let (Some(first), Some(last)) = (keys.first().cloned(), keys.last().cloned()) {
        rows.push(prize_total(assessment, &first, &last));
        keys.push("prizes".to_owned());
    }
    rows.extend(assessment.vacant.iter().map(|one| nobodys(assessment, one)));
    keys.extend((0..assessment.vacant.len()).map(|place| format!("vacant#{place}")));
    rows.extend(assessment.passed_over.iter().map(|one| passed_over(assessment, one)));
    keys.extend((0..assessment.passed_over.len()).map(|place| format!("passed-over#{place}")));
    rows.extend(assessment.actions.iter().map(|one| action(assessment, one)));
    keys.extend((0..assessment.actions.len()).map(|place| format!("action#{place}")));
    Sheet { keys, ..Sheet::new(FOLLOW, &titles, rows) }
}

fn prize_total(assessment: &Assessment, first: &str, last: &str) -> Vec<Cell> {
    let all = Area::column(FOLLOW, first, last, AMOUNT);
    let formula = Formula::new("SUM(").area(all).words(")").rounded_yuan();
    let mut cells = vec![Cell::Empty; 12];
    for (cell, content) in cells.iter_mut().zip(["奖励".into(), Cell::from("合计")]) {
        *cell = content;
    }
    if let Some(cell) = cells.get_mut(AMOUNT) {
        *cell = Cell::Live(Live { formula, value: assessment.prize_total, shown: Shown::Fixed });
    }
    cells
}

fn person(assessment: &Assessment, party: &Party) -> Cell {
    match party {
        Party::Village(_) => Cell::Empty,
        _ => words::name(assessment, party).into(),
    }
}

fn prize(assessment: &Assessment, award: &PrizeAward) -> Vec<Cell> {
    let tied = is_tied(assessment, award);
    let standing = standing_name(assessment, &award.standing);
    let told = prize_told(award);
    let told = if told.is_empty() { standing.to_owned() } else { format!("{standing}，{told}") };
    vec![
        "奖励".into(),
        award.tier.as_str().into(),
        award.who.village().into(),
        person(assessment, &award.who),
        award.period.chinese().into(),
        prize_rank(award, tied).into(),
        Cell::Empty,
        Cell::Figure(award.amount),
        told.into(),
        award.clause.as_str().into(),
        Cell::Empty,
        Cell::Empty,
    ]
}

fn nobodys(assessment: &Assessment, vacant: &VacantPrize) -> Vec<Cell> {
    let standing = standing_name(assessment, &vacant.standing);
    let mut cells = vec![Cell::Empty; 12];
    let told = [
        (0, "奖励空缺".into()),
        (1, vacant.tier.as_str().into()),
        (4, vacant.period.chinese().into()),
        (5, vacant_place(vacant).into()),
        (8, format!("{standing}，{}", vacant::plainly(vacant.why)).into()),
        (9, vacant.clause.as_str().into()),
    ];
    for (place, content) in told {
        if let Some(cell) = cells.get_mut(place) {
            *cell = content;
        }
    }
    cells
}

fn passed_over(assessment: &Assessment, one: &PassedOver) -> Vec<Cell> {
    let standing = standing_name(assessment, &one.standing);
    let mut cells = vec![Cell::Empty; 12];
    let told = [
        (0, "未评奖".into()),
        (1, one.tier.as_str().into()),
        (2, one.who.village().into()),
        (3, person(assessment, &one.who)),
        (4, one.period.chinese().into()),
        (5, passed_over_place(assessment, one).into()),
        (8, format!("{standing}，{}", one.why).into()),
        (9, one.clause.as_str().into()),
    ];
    for (place, content) in told {
        if let Some(cell) = cells.get_mut(place) {
            *cell = content;
        }
    }
    cells
}

fn action(assessment: &Assessment, action: &ActionResult) -> Vec<Cell> {
    vec![
        "处理建议".into(),
        action.words().into(),
        action.who.village().into(),
        person(assessment, &action.who),
        action.date.to_string().into(),
        Cell::Empty,
        Cell::Exact(action.quantity),
        Cell::Empty,
        action.reason.to_string().into(),
        action.clause.as_str().into(),
        words::sources(&action.cells).join("\n").into(),
        words::UNDECIDED.into(),
    ]
}

/// The files that were read, with their checksums.
pub(super) fn inputs(assessment: &Assessment) -> Sheet {
    let all: Vec<Cell> = vec!["细则全部文件合并校验".into(), assessment.sha256.as_str().into()];
    let files =
        assessment.inputs.iter().map(|input| vec![input.name.as_str().into(), input.sha256.as_str().into()]);
    Sheet::new("数据来源", &["文件", "SHA-256"], files.chain([all]).collect())
}

/// The problems found, as `check` lists them.
pub(super) fn diagnostics(diagnostics: &Diagnostics) -> Sheet {
    let rows = diagnostics.iter().map(|problem| {
        vec![
            problem.severity.chinese().into(),
            problem.location.to_string().into(),
            problem.message.as_str().into(),
            problem.hints.join("\n").into(),
            problem.code.meaning().into(),
            problem.code.name().into(),
        ]
    });
    let titles = ["级别", "位置", "情况", "怎样改", "类别", "代码"];
    Sheet::new("提示", &titles, rows.collect())
}
