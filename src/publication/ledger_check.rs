//! The ledger of a written workbook against the postings of the result, by their ids; and its standings against the
//! result's. What each cell holds is `xlsx::Contents`'s matter: here it is the JSON that decides.

use std::collections::BTreeMap;

use crate::engine::assessment::State;
use crate::intake::NOT_COMPUTED;
use crate::number::Number;
use crate::period::Period;
use crate::report::json::Results;
use crate::report::xlsx::ReadCells;

/// Figures that a spreadsheet keeps as binary floats agree to this many decimals.
const DECIMALS: u32 = 9;

/// The sheets of postings, each with the column of exact amounts.
const LEDGERS: [(&str, &str); 2] = [("明细账", "分值（精确）"), ("资金", "金额（元）")];
/// The column of the posting's id.
const ID: &str = "分录号";
/// The row of the titles of columns.
const HEADER: u32 = 2;

/// How many postings and places agree; `Err` names what does not.
pub(super) fn check(
    read: &BTreeMap<String, ReadCells>,
    results: &Results,
    period: Period,
) -> Result<usize, Vec<String>> {
    let mut wrong = Vec::new();
    let mut rest = results.postings(period);
    let mut agreed = 0;
    for (sheet, amounts) in LEDGERS {
        for (id, amount) in rows(read, sheet, amounts) {
            match rest.remove(&id) {
                Some(posted) if same(&posted, &amount) => agreed += 1,
                Some(posted) => wrong.push(format!("{sheet}里分录 {id} 是 {amount}，结果里是 {posted}")),
                None => wrong.push(format!("{sheet}里的分录 {id} 不是结果里的")),
            }
        }
    }
    wrong.extend(rest.keys().map(|id| format!("没有结果里的分录 {id}")));
    agreed += places(read, results, period, &mut wrong);
    if wrong.is_empty() { Ok(agreed) } else { Err(wrong) }
}

fn same(one: &str, other: &str) -> bool {
    let rounded = |text: &str| Number::parse_exact(text).map(|number| number.rounded(DECIMALS));
    let is_kept_as_zero = other == NOT_COMPUTED && rounded(one) == Some(Number::ZERO);
    is_kept_as_zero || (rounded(one).is_some() && rounded(one) == rounded(other))
}

/// Ids and amounts of one ledger.
fn rows(read: &BTreeMap<String, ReadCells>, sheet: &str, amounts: &str) -> Vec<(String, String)> {
    let Some(cells) = read.get(sheet) else { return Vec::new() };
    let (Some(id), Some(amount)) = (column(cells, ID), column(cells, amounts)) else { return Vec::new() };
    let ids = cells.iter().filter(|((row, at), _)| *row > HEADER && *at == id);
    ids.map(|((row, _), id)| (id.clone(), cells.get(&(*row, amount)).cloned().unwrap_or_default())).collect()
}

fn column(cells: &ReadCells, title: &str) -> Option<u32> {
    cells
        .iter()
        .find(|((row, _), words)| *row == HEADER && words.as_str() == title)
        .map(|((_, column), _)| *column)
}

/// Scores and places of the standings, row by row in the order of the result.
fn places(
    read: &BTreeMap<String, ReadCells>,
    results: &Results,
    period: Period,
    wrong: &mut Vec<String>,
) -> usize {
    let Some(cells) = read.get("排名") else { return 0 };
    let (Some(score), Some(rank)) = (column(cells, "得分"), column(cells, "名次")) else { return 0 };
    let mut row = HEADER;
    let mut agreed = 0;
    for standing in 0..results.count(period, "/standings").unwrap_or_default() {
        for place in 0..results.count(period, &format!("/standings/{standing}/rows")).unwrap_or_default() {
            row += 1;
            for (column, key) in [(score, "score"), (rank, "rank")] {
                let pointer = format!("/standings/{standing}/rows/{place}/{key}");
                let Some(value) = results.value(period, &pointer) else { continue };
                let found = cells.get(&(row, column)).map_or("", String::as_str);
                let has_place = || results.value(period, &pointer.replace("/score", "/rank")).is_some();
                // A word stands for a score that is none yet: 0 in the result, and without a place.
                if same(&value, found) || State::is_of_whole(found) && same(&value, "0") && !has_place() {
                    agreed += 1;
                } else {
                    wrong.push(format!("排名第{}行是 {found}，结果里是 {value}", row + 1));
                }
            }
        }
    }
    agreed
}
