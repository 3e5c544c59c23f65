//! The hidden sheet by which a blank workbook says for which month and whom it was made, and by which rulebook.

use super::grid::Sheet;
use crate::period::Month;
use crate::returned::Stamp;

/// What the workbook says of itself, if it does.
pub(super) fn read(sheets: &[Sheet]) -> Option<Stamp> {
    let sheet = sheets.iter().find(|sheet| &**sheet.name() == Stamp::SHEET)?;
    let value = |key: &str| {
        let rows = sheet.rows();
        let row = rows
            .into_iter()
            .find(|row| sheet.at(*row, 0).is_some_and(|found| found.cell.to_string() == key))?;
        Some(sheet.at(row, 1)?.cell.to_string())
    };
    Some(Stamp {
        month: value("month").and_then(|month| Month::parse(&month)),
        of: value("of").unwrap_or_default(),
        rulebook: value("rulebook").unwrap_or_default(),
        sha256: value("sha256").unwrap_or_default(),
    })
}
