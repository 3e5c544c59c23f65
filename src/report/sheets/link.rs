//! Links to cells of other workbooks, by the way from this one's folder.

use super::Cell;
use crate::diagnostic::CellRef;

/// Words that lead to a cell; `up` is the way to the workspace, empty or ending in `/`. Without one they lead nowhere.
pub(super) fn to_cell(up: Option<&str>, cell: &CellRef, text: String) -> Cell {
    let Some(up) = up else { return text.into() };
    let anchor = format!("#{}!{}", quoted(cell.sheet.name()), cell.address());
    Cell::Link { text, target: format!("{up}{}{anchor}", encoded(cell.file())) }
}

/// A sheet's name in a reference.
pub(super) fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

/// A file's name in a link, where a space, `#` or `%` would be read as something else, and a control character could not
/// be read at all.
pub(in crate::report) fn encoded(file: &str) -> String {
    let mut link = String::with_capacity(file.len());
    for letter in file.chars() {
        if letter.is_ascii_control() || matches!(letter, '%' | '#' | ' ') {
            link.push_str(&format!("%{:02X}", u32::from(letter)));
        } else {
            link.push(letter);
        }
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_mean_something_in_links_are_written_out() {
        assert_eq!(encoded("records/2024-03/5% #1 表.xlsx"), "records/2024-03/5%25%20%231%20表.xlsx");
        assert_eq!(encoded("党\u{7}办\n.xlsx"), "党%07办%0A.xlsx");
        assert_eq!(quoted("1村's"), "'1村''s'");
    }
}
