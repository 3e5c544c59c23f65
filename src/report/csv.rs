//! The table of places as CSV, one row a village, figures exact and not rounded; and rows of registers.
//!
//! UTF-8 with a mark at the start, so that spreadsheets open it right; text that a spreadsheet would run as a
//! formula is guarded. Figures are not: a program that reads the table finds numbers.

use super::overview::ranking;
use super::words;
use crate::csv_guard;
use crate::engine::assessment::{Assessment, ItemColumns, ItemResult, StandingRow, State, VillageResult};
use crate::number::Number;
use crate::period::Period;
use crate::returned::{CarriedRow, Receipt};

/// The CSV text. A draft has one more column, which says so.
pub fn render(assessment: &Assessment) -> String {
    let villages = ranking::villages(assessment);
    let told = ItemColumns::of(villages.iter().map(|(village, _)| village.items.as_slice()));
    let mut header: Vec<String> =
        ["名次", "并列", "村", "类别", "得分", "可得分", "本期变动"].map(str::to_owned).to_vec();
    header.extend(told.items.iter().map(|(_, item)| text(&item.name)));
    header.extend(assessment.draft.then(|| "备注".to_owned()));
    let mut out = String::from('\u{feff}');
    push_row(&mut out, &header);
    for (village, row) in villages {
        let mut row = of_village(village, row, &told);
        row.extend(assessment.draft.then(|| "未定稿".to_owned()));
        push_row(&mut out, &row);
    }
    out
}

/// Of a village that is ranked within its class only, the place is that in its class. 可得分 is empty where the scheme has
/// no full mark.
fn of_village(village: &VillageResult, row: Option<&StandingRow>, told: &ItemColumns<'_>) -> Vec<String> {
    let (rank, tied) = row.map_or((village.rank, village.tied), |row| (row.rank, row.tied));
    let mut cells = vec![
        rank.map_or_else(String::new, |rank| rank.to_string()),
        if tied { "是" } else { "否" }.to_owned(),
        text(&village.name),
        text(&village.class),
        village.score.map_or_else(|| words::NOT_REPORTED.to_owned(), |score| score.to_string()),
        if village.has_full_mark() { village.available.to_string() } else { String::new() },
        village.period_change.to_string(),
    ];
    let own = told.across(&village.items);
    cells.extend(own.map(|found| found.map_or_else(String::new, |(_, own)| item(own))));
    cells
}

/// A figure wherever there is one; the state where 0 would mislead.
fn item(item: &ItemResult) -> String {
    match (item.state, item.score) {
        (State::NotReported, _) | (_, None) => words::NOT_REPORTED.to_owned(),
        (State::Scored, Some(score)) => score.to_string(),
        (state, Some(score)) if score.is_zero() => state.chinese().to_owned(),
        (_, Some(score)) => score.to_string(),
    }
}

/// Text from a file, so that no spreadsheet runs it.
pub(super) fn text(text: &str) -> String {
    csv_guard::guarded(text).into_owned()
}

fn push_row(out: &mut String, cells: &[String]) {
    let quoted: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    out.push_str(&quoted.join(","));
    out.push_str("\r\n");
}

/// A row of cells that are figures, words of the program's own, or guarded already.
pub(super) fn row(cells: &[String]) -> String {
    let mut out = String::new();
    push_row(&mut out, cells);
    out
}

/// A row of a register that an office may fill in by hand.
pub fn register_row(cells: &[&str]) -> String {
    let mut out = String::new();
    push_row(&mut out, &cells.iter().map(|cell| text(cell)).collect::<Vec<_>>());
    out
}

/// The header of the receipts register.
pub fn receipts_header() -> String {
    let mut out = String::new();
    push_row(&mut out, &Receipt::COLUMNS.map(str::to_owned));
    out
}

/// A receipt as a row of the register.
pub fn receipt(receipt: &Receipt) -> String {
    let Receipt { received, sender, month, file, original, sha256, outcome, remark } = receipt;
    let cells = [
        received.to_string(),
        text(sender),
        Period::of_month(*month).chinese(),
        text(file),
        text(original),
        sha256.clone(),
        text(&outcome.to_string()),
        text(remark),
    ];
    let mut out = String::new();
    push_row(&mut out, &cells);
    out
}

/// The header of 补扣补加.
pub fn carried_header() -> String {
    let mut out = String::new();
    push_row(&mut out, &CarriedRow::COLUMNS.map(str::to_owned));
    out
}

/// A row of 补扣补加, as intake reads it.
pub fn carried(row: &CarriedRow) -> String {
    let CarriedRow { date, village, person, id, item, points, money, of, reason, approved } = row;
    let figure = |figure: &Option<Number>| figure.map(|figure| figure.to_string()).unwrap_or_default();
    let cells = [
        date.to_string(),
        text(village),
        text(person),
        text(id),
        text(item),
        figure(points),
        figure(money),
        // A spreadsheet would make a date of 2024-02.
        of.chinese(),
        text(reason),
        text(approved),
    ];
    let mut out = String::new();
    push_row(&mut out, &cells);
    out
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) || cell.trim() != cell {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
