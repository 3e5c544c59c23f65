//! The table of places as CSV, one row a village, figures exact and not rounded; and rows of registers. Where villages are
//! ranked within their classes alone, a column says so.
//!
//! UTF-8 with a mark at the start, so that spreadsheets open it right; text that a spreadsheet would run as a
//! formula is guarded. Figures are not: a program that reads the table finds numbers.

use super::overview::ranking;
use super::{item_state, words};
use crate::csv_guard;
use crate::engine::assessment::{Assessment, ItemColumns, ItemResult, StandingRow, VillageResult};
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
    let is_by_class = ranking::overall(assessment).is_none() && villages.iter().any(|(_, row)| row.is_some());
    header.extend(is_by_class.then(|| "名次范围".to_owned()));
    header.extend(assessment.draft.then(|| "备注".to_owned()));
    let mut out = String::from('\u{feff}');
    push_row(&mut out, &header);
    for (village, row) in villages {
        let within = row.map_or("", |_| village.class.as_str());
        let mut row = of_village(village, row, &told);
        row.extend(is_by_class.then(|| text(within)));
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
        score(village),
        if village.has_full_mark() { village.available.to_string() } else { String::new() },
        village.period_change.to_string(),
    ];
    let own = told.across(&village.items);
    cells.extend(own.map(|found| found.map_or_else(String::new, |(_, own)| item(own))));
    cells
}

/// A figure, or the state where 0 would mislead.
fn score(village: &VillageResult) -> String {
    match (village.closed(), village.score) {
        (Some(state), _) => state.chinese().to_owned(),
        (None, Some(score)) => score.to_string(),
        (None, None) => words::NOT_REPORTED.to_owned(),
    }
}

/// A figure wherever there is one; the state where 0 would mislead.
fn item(item: &ItemResult) -> String {
    match (item_state::word(item), item.score) {
        (None, Some(score)) => score.to_string(),
        (word, _) => word.unwrap_or(words::NOT_REPORTED).to_owned(),
    }
}

/// Text from a file, so that no spreadsheet runs it.
pub(super) fn text(text: &str) -> String {
    csv_guard::guarded(text).into_owned()
}

fn push_row(out: &mut String, cells: &[String]) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        push_cell(out, cell);
    }
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

/// A row of a register whose cells are guarded already, parted as its other rows are.
pub fn register_line(cells: &[String], separator: char) -> String {
    let mut out = String::new();
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            out.push(separator);
        }
        if cell.contains(separator) {
            push_quoted(&mut out, cell);
        } else {
            push_cell(&mut out, cell);
        }
    }
    out + "\r\n"
}

/// A receipt as the cells of the register, in the order of its columns.
pub fn receipt_cells(receipt: &Receipt) -> [String; Receipt::COLUMNS.len()] {
    let Receipt { received, sender, month, file, original, sha256, outcome, remark } = receipt;
    [
        received.to_string(),
        text(sender),
        Period::of_month(*month).chinese(),
        text(file),
        text(original),
        sha256.clone(),
        text(&outcome.to_string()),
        text(remark),
    ]
}

/// The header of 补扣补加.
pub fn carried_header() -> String {
    row(&CarriedRow::COLUMNS.map(str::to_owned))
}

/// A row of 补扣补加, as intake reads it.
pub fn carried(row: &CarriedRow) -> String {
    self::row(&carried_cells(row))
}

/// The same as cells, in the order of its columns.
pub fn carried_cells(row: &CarriedRow) -> [String; CarriedRow::COLUMNS.len()] {
    let CarriedRow { date, village, person, id, item, points, money, of, reason, approved } = row;
    let figure = |figure: &Option<Number>| figure.map(|figure| figure.to_string()).unwrap_or_default();
    [
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
    ]
}

/// Whether a text holds what parts cells or lines, or a quote; asked of its bytes, which is quicker than of its letters.
fn parts(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n'))
}

/// A cell, guarded already: in quotes (RFC 4180) where it holds what parts cells or lines, and where white space stands at
/// an end of it, which some readers take off.
pub(super) fn push_cell(out: &mut String, cell: &str) {
    if parts(cell) || cell.trim() != cell {
        push_quoted(out, cell);
    } else {
        out.push_str(cell);
    }
}

/// A cell in quotes, whatever it holds: a quote is written twice.
pub(super) fn push_quoted(out: &mut String, cell: &str) {
    out.push('"');
    for (place, part) in cell.split('"').enumerate() {
        if place > 0 {
            out.push_str("\"\"");
        }
        out.push_str(part);
    }
    out.push('"');
}

/// Whether a text stands in CSV as it is, neither guarded nor in quotes, told by its bytes: most begin with a letter of
/// Chinese or Latin, and hold nothing that parts cells or lines. Of any other nothing is said.
pub(super) fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins = matches!(bytes.first(), Some(b'A'..=b'Z' | b'a'..=b'z' | 0xE4..=0xE9));
    let ends = || matches!(bytes.last(), Some(b'!'..=b'~')) || !text.ends_with(char::is_whitespace);
    begins && ends() && !parts(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(cell: &str) -> String {
        let mut out = "甲,".to_owned();
        push_cell(&mut out, &text(cell));
        out.split_off("甲,".len())
    }

    /// RFC 4180, 2.6 and 2.7: what holds a comma, a quote or an end of line stands in quotes, a quote in it twice.
    #[test]
    fn what_parts_cells_or_lines_stands_in_quotes() {
        for (text, written) in [
            ("1村", "1村"),
            ("", ""),
            ("a'b；c", "a'b；c"),
            ("甲,乙", "\"甲,乙\""),
            ("甲\"乙", "\"甲\"\"乙\""),
            ("\"", "\"\"\"\""),
            ("\"\"", "\"\"\"\"\"\""),
            ("\"甲\"", "\"\"\"甲\"\"\""),
            ("甲\r乙", "\"甲\r乙\""),
            ("甲\n乙", "\"甲\n乙\""),
            ("甲\r\n乙", "\"甲\r\n乙\""),
            (" 甲", "\" 甲\""),
            ("甲　", "\"甲　\""),
        ] {
            assert_eq!(cell(text), written);
        }
    }

    /// The guard stands within the quotes: to a spreadsheet it is the first character of the cell.
    #[test]
    fn what_begins_like_a_formula_is_guarded_first() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1村", "'-1村"),
            ("@甲", "'@甲"),
            ("=SUM(1,2)", "\"'=SUM(1,2)\""),
            ("=\"甲\"", "\"'=\"\"甲\"\"\""),
            ("\r=1", "\"'\r=1\""),
            ("'90后", "''90后"),
        ] {
            assert_eq!(cell(text), written);
        }
        // A figure is none that a guard would be put before.
        assert_eq!(row(&["-0.5".to_owned(), "甲".to_owned(), String::new()]), "-0.5,甲,\r\n");
    }

    #[test]
    fn what_is_plain_is_written_as_it_is() {
        let begins = ["", "甲", "a", "Z", "一", "龥", "1", "=", "＝", "'", " ", "（", "é"];
        let ends = ["", "甲", "z", ",", "\"", "\r", "\n", " ", "　", "\u{a0}", "。", "9"];
        let mut plain = 0;
        for text in begins.iter().flat_map(|begin| ends.map(|end| format!("{begin}{end}"))) {
            if is_plain(&text) {
                plain += 1;
                assert_eq!(cell(&text), text);
            }
        }
        // Five letters, each alone and before 甲, z, 。 and 9; and 甲 and z alone.
        assert_eq!(plain, 5 * 5 + 2);
    }
}
