//! CSV as WPS writes it: UTF-8 with or without mark, UTF-16 with one (between tabs), or GB18030; quotes doubled inside
//! quotes.

use std::sync::Arc;

use super::cell;
use super::grid::Sheet;
use super::package::{DAMAGED, HTML, Refusal};
use super::version;
use crate::encoding;

/// One sheet, named after the file: `records/2024-03/事项登记.csv` is 事项登记. `keep` says of each filled
/// address whether to go on.
pub(super) fn sheet(
    bytes: &[u8],
    file: &Arc<str>,
    mut keep: impl FnMut(&Sheet, u32, u32) -> bool,
) -> Result<Sheet, Refusal> {
    let stem = file.rsplit('/').next().unwrap_or(file);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let mut sheet = Sheet::new(Arc::clone(file), &version::base(stem), false);
    let text = encoding::decode(bytes).ok_or(DAMAGED)?;
    if text.trim_start().starts_with('<') {
        return Err(HTML);
    }
    fields(&text, |row, column, field| {
        let Some(cell) = cell::words(field) else { return true };
        let wanted = keep(&sheet, row, column);
        if wanted {
            sheet.put(row, column, cell);
        }
        wanted
    });
    Ok(sheet)
}

/// Hands over field after field with its address, until told to stop.
fn fields(text: &str, mut each: impl FnMut(u32, u32, &str) -> bool) {
    let first_line = text.lines().next().unwrap_or_default();
    let separator = if first_line.contains('\t') && !first_line.contains(',') { '\t' } else { ',' };
    let (mut row, mut column, mut field) = (0_u32, 0_u32, String::new());
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            '\n' | ',' | '\t' if !quoted && (letter == '\n' || letter == separator) => {
                if !each(row, column, &field) {
                    return;
                }
                field.clear();
                (row, column) = if letter == separator { (row, column + 1) } else { (row + 1, 0) };
            }
            '\r' if !quoted => {}
            other => field.push(other),
        }
    }
    each(row, column, &field);
}
