//! 发放表 and 扣发表: what is to be paid out and kept back, to be signed for.

use super::formula::{Area, Formula, Live, Shown};
use super::{Cell, Sheet};
use crate::engine::assessment::{Assessment, Direction, PartyKind, PaymentLine, PaymentList};
use crate::number::Number;
use crate::period::{Length, Period};
use crate::report::{capitals, words};
use crate::sentence::{Sentence, for_paper};

/// Who answers for a list.
const SIGNATURES: &str = "制表：　　　　　　　　　复核：　　　　　　　　　审批：";

/// The sheets, those of payments first: one a direction, or one a kind of payee where several occur.
pub(in crate::report) fn payments(
    assessment: &Assessment,
    office: &str,
    corrected: Option<&str>,
) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for direction in [Direction::Pay, Direction::Deduct] {
        let lists: Vec<_> = assessment.payments.iter().filter(|list| list.direction == direction).collect();
        let several = lists.len() > 1;
        sheets.extend(lists.into_iter().map(|list| sheet(assessment, office, list, several)));
    }
    if sheets.is_empty() {
        sheets.push(nothing(assessment, office));
    }
    for sheet in &mut sheets {
        let told = corrected.map(|revision| paid_by_an_earlier_revision(assessment.period, revision));
        sheet.told = told.unwrap_or_default() + &sheet.told;
    }
    sheets
}

/// A workbook has a sheet, even where nobody gets or loses anything: it says so, and there is nothing to sign.
fn nothing(assessment: &Assessment, office: &str) -> Sheet {
    let (direction, kind) = (Direction::Pay, PartyKind::Village);
    let none = PaymentList { direction, kind, lines: Vec::new(), total: Number::ZERO, own: None };
    let (_, name) = names(&none);
    let period = assessment.period.chinese();
    let told = format!("{period}没有要发放的，也没有要扣发的。");
    let sheet = Sheet::new(name, &["说明"], vec![vec![told.into()]]);
    Sheet { title: Some(title(assessment, office, name)), keys: vec!["nothing".to_owned()], ..sheet }
}

fn title(assessment: &Assessment, office: &str, name: &str) -> String {
    let draft = if assessment.draft { words::DRAFT } else { "" };
    format!("{office}{}{name}{draft}", assessment.period.chinese())
}

/// The name of a sheet, and what it is called where it is the only one of its direction.
fn names(list: &PaymentList) -> (&'static str, &'static str) {
    match (list.direction, list.kind) {
        (Direction::Pay, PartyKind::Village) => ("发放表（村）", "发放表"),
        (Direction::Pay, PartyKind::Cadre) => ("发放表（村干部）", "发放表"),
        (Direction::Pay, PartyKind::Household) => ("发放表（农户）", "发放表"),
        (Direction::Deduct, PartyKind::Village) => ("扣发表（村）", "扣发表"),
        (Direction::Deduct, PartyKind::Cadre) => ("扣发表（村干部）", "扣发表"),
        (Direction::Deduct, PartyKind::Household) => ("扣发表（农户）", "扣发表"),
    }
}

fn sheet(assessment: &Assessment, office: &str, list: &PaymentList, several: bool) -> Sheet {
    let (of_kind, only) = names(list);
    let name = if several { of_kind } else { only };
    let signed = match (list.direction, list.kind) {
        (Direction::Pay, _) => "签领",
        // A village is nobody who could sign for itself.
        (Direction::Deduct, PartyKind::Village) => "签字盖章",
        (Direction::Deduct, PartyKind::Cadre | PartyKind::Household) => "本人签字",
    };
    let who: &[&str] = match list.kind {
        PartyKind::Village => &["序号", "村"],
        PartyKind::Cadre => &["序号", "村", "姓名", "职务"],
        PartyKind::Household => &["序号", "村", "姓名"],
    };
    let titles = [who, &["事由", "条款", "金额（元）", signed]].concat();
    let amount = titles.len() - 2;
    let mut lines: Vec<&PaymentLine> = list.lines.iter().collect();
    lines.sort_by_key(|line| words::payee_order(assessment, &line.who));
    let mut rows: Vec<Vec<Cell>> =
        lines.into_iter().zip(1..).map(|(line, number)| row(assessment, list.kind, line, number)).collect();
    let mut keys: Vec<String> = (0..rows.len()).map(|place| format!("line#{place}")).collect();
    rows.push(total(name, titles.len(), (who.len(), amount), &keys, list.total));
    keys.push("total".to_owned());
    let title = Some(title(assessment, office, name));
    let told = paid_before(assessment.period, list).unwrap_or_default();
    let sheet = Sheet::new(name, &titles, rows);
    Sheet { title, keys, signed: Some(amount + 1), told, signatures: SIGNATURES, ..sheet }
}

/// A list of several months holds what the lists of each of them hold: nobody is paid, or charged, twice.
fn paid_before(period: Period, list: &PaymentList) -> Option<String> {
    let what = match list.direction {
        Direction::Pay => "发放",
        Direction::Deduct => "扣发",
    };
    // Whether those lists were made is not known here, nor whether any ever are: many a scheme seals quarters alone.
    let elsewhere =
        format!("是其间各期的：各期做过表的，照各期的表{what}；没有做过的，照本表{what}，以后不再补做。");
    let own = match list.own {
        None => String::new(),
        Some(own) if own.is_zero() => format!("全部{elsewhere}"),
        Some(own) => format!("其中只在本表里列的{}元，其余{elsewhere}", words::figure(own)),
    };
    (period.length() != Length::Month && !list.lines.is_empty())
        .then(|| format!("本表是{}的合计，其间各期已按当期的表{what}的，不再{what}。{own}", period.chinese()))
}

/// What was paid, or charged, by a list of the result as it was before: the difference alone is left to be settled.
fn paid_by_an_earlier_revision(period: Period, revision: &str) -> String {
    format!(
        "{}的结果更正过，本表按更正后的结果（{revision}）编制，代替以前各版的表；已按以前的表发放、扣款的，只补发、补扣或者退回差额，差额见更正通报。",
        period.chinese()
    )
}

fn row(assessment: &Assessment, kind: PartyKind, line: &PaymentLine, number: usize) -> Vec<Cell> {
    let mut cells = vec![Cell::Count(number), line.who.village().into()];
    if kind != PartyKind::Village {
        cells.push(words::numbered_name(assessment, &line.who).into());
    }
    if kind == PartyKind::Cadre {
        cells.push(line.post.as_str().into());
    }
    let reasons = Sentence::joined(line.reasons.iter().cloned(), "；").to_string();
    // A reason that begins with the name need not be told it twice.
    let told =
        if reasons.starts_with(line.name.as_str()) { reasons } else { format!("{}：{reasons}", line.name) };
    cells.extend([
        for_paper(&told).into(),
        line.clause.as_str().into(),
        Cell::Figure(line.amount),
        Cell::Empty,
    ]);
    cells
}

/// The sum in figures, and in capitals beside it: the row stays whole wherever a page ends.
fn total(
    sheet: &'static str,
    columns: usize,
    (words, amount): (usize, usize),
    keys: &[String],
    value: Number,
) -> Vec<Cell> {
    let mut cells = vec![Cell::Empty; columns];
    let told = [(1, "合计".to_owned()), (words, format!("大写：人民币{}", capitals::capitals(value)))];
    for (column, text) in told {
        if let Some(cell) = cells.get_mut(column) {
            *cell = text.into();
        }
    }
    if let Some(cell) = cells.get_mut(amount) {
        *cell = match (keys.first(), keys.last()) {
            (Some(first), Some(last)) => {
                let all = Area::column(sheet, first, last, amount);
                let formula = Formula::new("SUM(").area(all).words(")").rounded_yuan();
                Cell::Live(Live { formula, value, shown: Shown::Fixed })
            }
            _ => Cell::Figure(value),
        };
    }
    cells
}
