//! The parts of an xlsx that hold its sheets: looked at as text, for what the reader of cells does not tell.

use std::collections::BTreeSet;

use super::package::{DAMAGED, Refusal, TOO_LARGE};
use crate::package::{Package, attribute, tags};

/// More different texts than any form holds: the reader makes room for as many as a file says that it has.
const MAX_TEXTS: u64 = 2_000_000;

/// Rows, and the first and last of neighbouring columns.
pub(super) type Hidden = (Vec<u32>, Vec<(u32, u32)>);

/// What each sheet hides, in the order of the workbook. A part that stands for two sheets is refused:
/// no program writes that, and a small file could be made to be read without end.
pub(super) fn hidden(bytes: &[u8]) -> Result<Vec<Hidden>, Refusal> {
    let mut package = Package::open(bytes).ok_or(DAMAGED)?;
    let mut seen = BTreeSet::new();
    let mut hidden = Vec::new();
    for (_, part) in package.sheets() {
        let xml = package.text(&part).unwrap_or_default();
        if !seen.insert(part) {
            return Err(DAMAGED);
        }
        hidden.push((rows(&xml), columns(&xml)));
    }
    Ok(hidden)
}

/// Refuses a package whose list of texts claims to be longer than any can be.
pub(super) fn check_texts(bytes: &[u8]) -> Result<(), Refusal> {
    let mut package = Package::open(bytes).ok_or(DAMAGED)?;
    for name in package.names().into_iter().filter(|name| name.to_lowercase().ends_with("sharedstrings.xml"))
    {
        let xml = package.text(&name).unwrap_or_default();
        let claimed = tags(&xml, "sst").filter_map(|tag| attribute(tag, "uniqueCount"));
        if claimed.filter_map(|count| count.trim().parse::<u64>().ok()).any(|count| count > MAX_TEXTS) {
            return Err(TOO_LARGE);
        }
    }
    Ok(())
}

/// Whether the program that wrote a workbook computes nothing and saves 0 for every formula: such a workbook asks to be
/// computed when it is opened, or is known by the writer's name. WPS and Excel leave neither behind.
pub(super) fn computes_nothing(bytes: &[u8]) -> bool {
    let Some(mut package) = Package::open(bytes) else { return false };
    let workbook = package.text("xl/workbook.xml").unwrap_or_default();
    let mut asked = tags(&workbook, "calcPr").filter_map(|tag| attribute(tag, "fullCalcOnLoad"));
    asked.any(|asked| matches!(asked, "1" | "true"))
        || package.text("docProps/app.xml").is_some_and(|about| about.contains("<Application>Apache POI"))
}

fn columns(xml: &str) -> Vec<(u32, u32)> {
    let number =
        |tag, name| attribute(tag, name).and_then(|number| number.parse::<u32>().ok()?.checked_sub(1));
    let hidden = tags(xml, "col").filter(|tag| matches!(attribute(tag, "hidden"), Some("1" | "true")));
    hidden.filter_map(|tag| number(tag, "min").zip(number(tag, "max"))).collect()
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
