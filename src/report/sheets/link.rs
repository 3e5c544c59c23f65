//! Links to cells of other workbooks, by the way from this one's folder.

use super::Cell;
use crate::diagnostic::CellRef;

/// Words that lead to a cell; `up` is the way to the workspace, empty or ending in `/`.
pub(super) fn to_cell(up: &str, cell: &CellRef, text: String) -> Cell {
    let anchor = format!("#{}!{}", quoted(cell.sheet.name()), cell.address());
    Cell::Link { text, target: format!("{up}{}{anchor}", encoded(cell.file())) }
}

/// A sheet's name in a reference.
pub(super) fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

/// A file's name in a link, where a space, `#` or `%` would be read as something else.
pub(in crate::report) fn encoded(file: &str) -> String {
    file.replace('%', "%25").replace('#', "%23").replace(' ', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_mean_something_in_links_are_written_out() {
        assert_eq!(encoded("records/2024-03/5% #1 表.xlsx"), "records/2024-03/5%25%20%231%20表.xlsx");
        assert_eq!(quoted("1村's"), "'1村''s'");
    }
}
