//! CSV as WPS writes it: UTF-8 with or without mark, or GB18030; quotes doubled inside quotes.

use std::sync::Arc;

use super::cell;
use super::grid::Sheet;

/// One sheet, named after the file: `records/2024-03/事项登记.csv` is 事项登记.
pub(super) fn sheet(bytes: &[u8], file: &Arc<str>) -> Sheet {
    let stem = file.rsplit('/').next().unwrap_or(file);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let mut sheet = Sheet::new(Arc::clone(file), stem, false);
    for (row, fields) in (0..).zip(records(&decode(bytes))) {
        for (column, field) in (0..).zip(fields) {
            if let Some(cell) = cell::words(&field) {
                sheet.put(row, column, cell);
            }
        }
    }
    sheet
}

fn decode(bytes: &[u8]) -> String {
    let text = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    match std::str::from_utf8(text) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::GB18030.decode(bytes).0.into_owned(),
    }
}

fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let Some(fields) = records.last_mut() else { break };
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                push(fields, '"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            '\r' if !quoted => {}
            '\n' if !quoted => records.push(vec![String::new()]),
            other => push(fields, other),
        }
    }
    records
}

fn push(fields: &mut [String], letter: char) {
    if let Some(field) = fields.last_mut() {
        field.push(letter);
    }
}
