//! CSV as WPS and others write it: UTF-8 with or without mark, UTF-16 with one, or GB18030; between commas, tabs or
//! semicolons; quotes doubled inside quotes.

use std::sync::Arc;

use super::cell;
use super::grid::Sheet;
use super::package::{DAMAGED, HTML, OPEN_QUOTE, Refusal};
use super::version;
use crate::csv_guard;
use crate::encoding;
use crate::input_name::InputName;

/// One sheet, named after the file: `records/2024-03/事项登记.csv` is 事项登记. `keep` says of each filled
/// address whether to go on.
pub(super) fn sheet(
    bytes: &[u8],
    file: &Arc<str>,
    mut keep: impl FnMut(&Sheet, u32, u32) -> bool,
) -> Result<Sheet, Refusal> {
    let stem = InputName(file).stem();
    let mut sheet = Sheet::new(Arc::clone(file), &version::base(stem), false);
    sheet.is_text = true;
    let text = encoding::decode(bytes).ok_or(DAMAGED)?;
    if text.trim_start().starts_with('<') {
        return Err(HTML);
    }
    let mut cells = Vec::new();
    let whole = fields(&text, |row, column, field| {
        let Some(cell) = cell::words(field) else { return true };
        let wanted = keep(&sheet, row, column);
        if wanted {
            cells.push(((row, column), cell));
        }
        wanted
    });
    sheet.put(cells);
    if whole { Ok(sheet) } else { Err(OPEN_QUOTE) }
}

/// The words of a cell of a register that the program keeps: what a spreadsheet would run as a formula was written with
/// an apostrophe in front.
pub(super) fn words(sheet: &Sheet, row: u32, column: u32) -> String {
    let text = sheet.at(row, column).map(|found| found.cell.to_string()).unwrap_or_default();
    csv_guard::unguarded(&text).to_owned()
}

/// What may stand between the fields; the first of those that serve alike.
const SEPARATORS: [char; 3] = [',', '\t', ';'];

/// The lines by which the separator is told.
const FIRST_LINES: usize = 20;

/// The separator that most lines hold, and hold most of: titles above the table have none, or another.
pub(super) fn separator(text: &str) -> char {
    let shown = outside_quotes(text);
    let lines: Vec<&str> =
        shown.split(['\n', '\r']).filter(|line| !line.is_empty()).take(FIRST_LINES).collect();
    let held = |separator: char| {
        let counts = || lines.iter().map(move |line| line.matches(separator).count());
        (counts().filter(|count| *count > 0).count(), counts().max())
    };
    let best = SEPARATORS.into_iter().rev().max_by_key(|separator| held(*separator));
    best.unwrap_or(SEPARATORS[0])
}

/// The text without what stands in quotes: a remark of many lines may hold any sign. Quotes open where a field begins.
fn outside_quotes(text: &str) -> String {
    let (mut shown, mut quoted, mut begins) = (String::new(), false, true);
    for letter in text.chars() {
        match letter {
            // One right behind the end is the second half of a doubled one.
            '"' if quoted || begins => (quoted, begins) = (!quoted, quoted),
            _ if quoted => {}
            letter => {
                let is_edge = SEPARATORS.contains(&letter) || matches!(letter, '\r' | '\n');
                begins = is_edge || begins && letter.is_whitespace();
                shown.push(letter);
            }
        }
    }
    shown
}

/// Hands over field after field with its address, until told to stop; false where a quote has no other half, so that
/// it cannot be told which rows it swallows. A quote within a field is a letter like any other.
fn fields(text: &str, mut each: impl FnMut(u32, u32, &str) -> bool) -> bool {
    let separator = separator(text);
    let (mut row, mut column, mut field) = (0_u32, 0_u32, String::new());
    let (mut quoted, mut closed) = (false, false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' if quoted => (quoted, closed) = (false, true),
            _ if quoted => field.push(letter),
            '"' if !closed && field.trim().is_empty() => {
                quoted = true;
                field.clear();
            }
            '\r' if letters.peek() == Some(&'\n') => {}
            _ if letter == separator || matches!(letter, '\r' | '\n') => {
                if !each(row, column, &field) {
                    return true;
                }
                field.clear();
                closed = false;
                (row, column) = if letter == separator { (row, column + 1) } else { (row + 1, 0) };
            }
            _ if closed && !letter.is_whitespace() => return false,
            other => field.push(other),
        }
    }
    each(row, column, &field);
    !quoted
}
