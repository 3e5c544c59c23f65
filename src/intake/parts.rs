//! The parts of an xlsx that hold its sheets: looked at as text, for what the reader of cells does not tell.

use std::collections::BTreeSet;

use super::package::{DAMAGED, Refusal};
use crate::package::{Package, attribute, tags};

/// The hidden rows of each sheet, in the order of the workbook. A part that stands for two sheets is refused:
/// no program writes that, and a small file could be made to be read without end.
pub(super) fn hidden_rows(bytes: &[u8]) -> Result<Vec<Vec<u32>>, Refusal> {
    let mut package = Package::open(bytes).ok_or(DAMAGED)?;
    let mut seen = BTreeSet::new();
    let mut hidden = Vec::new();
    for (_, part) in package.sheets() {
        let xml = package.text(&part).unwrap_or_default();
        if !seen.insert(part) {
            return Err(DAMAGED);
        }
        hidden.push(rows(&xml));
    }
    Ok(hidden)
}

fn rows(xml: &str) -> Vec<u32> {
    let mut hidden = Vec::new();
    let mut next = 0;
    for tag in tags(xml, "row") {
        let stated = attribute(tag, "r").and_then(|number| number.parse::<u32>().ok()?.checked_sub(1));
        let row = stated.unwrap_or(next);
        next = row.saturating_add(1);
        if matches!(attribute(tag, "hidden"), Some("1" | "true")) {
            hidden.push(row);
        }
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_hidden_where_they_say_so() {
        let xml = "<x:row r=\"3\" spans=\"1:2\" hidden=\"1\"/><row hidden='true'><c r=\"A4\"/></row><row r=\"9\" hidden=\"0\"/><row hidden = \"1\"/>";
        assert_eq!(rows(xml), [2, 3, 9]);
    }
}
