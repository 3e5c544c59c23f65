//! Rows of a register that say in words that there is nothing to enter: `无`, `本月无`, `零报告`.

use std::collections::BTreeSet;

use super::bind;
use super::cell::Cell;
use super::row::{Row, Rows};
use super::text;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// What such words may begin with.
const WHEN: &[&str] = &["本月", "当月", "本期", "全乡", "全镇"];

/// Words that say it.
const WORDS: &[&str] = &[
    "无",
    "没有",
    "零报告",
    "零上报",
    "无情况",
    "无事项",
    "无此情况",
    "无此事项",
    "无此类情况",
    "无此类事项",
    "无请假",
    "无请销假",
    "没有发生",
    "未发生",
];

/// Strokes through a cell say the same.
const STROKES: &[char] = &['/', '\\', '-', '—', '–'];

/// The column of whoever filled the row in: a name there is nothing that happened.
const BY_WHOM: &str = "登记人";

/// Leaves out the rows that say there is nothing, each of them noted: of a village, if no other row names it, or of
/// all, if there is no other row. What contradicts itself stays, to be told as any row that lacks something.
pub(super) fn leave_out(rows: &mut Rows<'_>, village: &str, diagnostics: &mut Diagnostics) {
    if rows.stating.iter().all(|row| said(row, village).is_none()) {
        return;
    }
    let named = |row: &Row<'_>| row.key(village).map(|found| found.cell.tight().into_owned());
    let others = rows.stating.iter().filter(|row| said(row, village).is_none());
    let others: Vec<Option<String>> = others.map(named).collect();
    let villages: BTreeSet<&String> = others.iter().flatten().collect();
    rows.stating.retain(|row| {
        let Some(column) = said(row, village) else { return true };
        let whose = named(row).filter(|name| !says_nothing(name));
        if whose.map_or(!others.is_empty(), |name| villages.contains(&name)) {
            return true;
        }
        let cell = row.cells().iter().find(|((_, own), _)| *own == column);
        let typed = cell.map(|(_, cell)| cell.quoted()).unwrap_or_default();
        let message = format!("“{typed}”按没有可登记的读取");
        diagnostics.push(Diagnostic::note(Code::CellNormalized, row.cell_ref(column), message));
        false
    });
}

/// Where a row says that there is nothing, if that is all it says.
fn said(row: &Row<'_>, village: &str) -> Option<u32> {
    let bound = row.bound;
    let is_aside = |column: u32| {
        let mut others = bound.others.iter();
        bound.column(BY_WHOM) == Some(column)
            || others.any(|(other, header, _)| *other == column && bind::is_ignored(header))
    };
    let of_village = bound.column(village);
    let words = row
        .cells()
        .iter()
        .filter(|((_, column), _)| !is_aside(*column))
        .filter(|((_, column), cell)| Some(*column) != of_village || says_nothing(&cell.tight()));
    let is_of_one = row.key(village).is_some_and(|found| !says_nothing(&found.cell.tight()));
    let tells = |column: u32| {
        !is_of_one || bound.required().any(|name| name != village && bound.column(name) == Some(column))
    };
    let mut told = None;
    for ((_, column), cell) in words {
        if !matches!(cell, Cell::Text(typed) if says_nothing(&text::tight(typed))) {
            return None;
        }
        told = told.or_else(|| tells(*column).then_some(*column));
    }
    told
}

fn says_nothing(tight: &str) -> bool {
    let bare = tight.trim_end_matches('。');
    let word = WHEN.iter().find_map(|when| bare.strip_prefix(when)).unwrap_or(bare);
    WORDS.contains(&word) || (!bare.is_empty() && bare.trim_matches(STROKES).is_empty())
}

#[cfg(test)]
mod tests {
    use super::says_nothing;

    #[test]
    fn words_that_say_nothing_say_no_more() {
        for word in ["无", "本月无", "零报告", "本月零报告", "无。", "没有", "/", "——", "本月无此类情况"]
        {
            assert!(says_nothing(word), "{word}");
        }
        for word in ["", "无故缺席", "2月无", "0", "无证驾驶", "1村", "本月", "无1起"] {
            assert!(!says_nothing(word), "{word}");
        }
    }
}
