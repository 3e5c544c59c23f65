//! The parts of an xlsx that hold its sheets: looked at as text, for what the reader of cells does not tell.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use super::package::{DAMAGED, Refusal, TOO_LARGE};

/// More different texts than any form holds: the reader makes room for as many as a file says that it has.
const MAX_TEXTS: u64 = 2_000_000;

type Archive<'a> = zip::ZipArchive<Cursor<&'a [u8]>>;

/// Rows, and the first and last of neighbouring columns.
pub(super) type Hidden = (Vec<u32>, Vec<(u32, u32)>);

/// What each sheet hides, in the order of the workbook. A part that stands for two sheets is refused:
/// no program writes that, and a small file could be made to be read without end.
pub(super) fn hidden(bytes: &[u8]) -> Result<Vec<Hidden>, Refusal> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
    let mut seen = BTreeSet::new();
    let mut hidden = Vec::new();
    for part in sheets(&mut archive) {
        let xml = text(&mut archive, &part).unwrap_or_default();
        if !seen.insert(part) {
            return Err(DAMAGED);
        }
        hidden.push((rows(&xml), columns(&xml)));
    }
    Ok(hidden)
}

/// The parts of the sheets, in the order of the workbook.
fn sheets(archive: &mut Archive<'_>) -> Vec<String> {
    let related = text(archive, "xl/_rels/workbook.xml.rels").unwrap_or_default();
    let workbook = text(archive, "xl/workbook.xml").unwrap_or_default();
    let target = |id: &str| {
        let relation = tags(&related, "Relationship").find(|tag| attribute(tag, "Id") == Some(id))?;
        let target = attribute(relation, "Target")?;
        Some(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
    };
    tags(&workbook, "sheet").filter_map(|tag| target(attribute(tag, ":id")?)).collect()
}

fn text(archive: &mut Archive<'_>, part: &str) -> Option<String> {
    let mut text = String::new();
    archive.by_name(part).ok()?.read_to_string(&mut text).ok()?;
    Some(text)
}

/// Refuses a package whose list of texts claims to be longer than any can be.
pub(super) fn check_texts(bytes: &[u8]) -> Result<(), Refusal> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
    let names: Vec<String> = archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    for name in names.iter().filter(|name| name.to_lowercase().ends_with("sharedstrings.xml")) {
        let xml = text(&mut archive, name).unwrap_or_default();
        let claimed = tags(&xml, "sst").filter_map(|tag| attribute(tag, "uniqueCount"));
        if claimed.filter_map(|count| count.trim().parse::<u64>().ok()).any(|count| count > MAX_TEXTS) {
            return Err(TOO_LARGE);
        }
    }
    Ok(())
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

/// The opening tags of a name, whatever their namespace: what stands between `<` and `>`.
fn tags<'a>(xml: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    xml.split('<').skip(1).filter_map(move |rest| {
        let tag = rest.split('>').next()?;
        let full = tag.split([' ', '\t', '\r', '\n', '/']).next()?;
        (full.rsplit(':').next() == Some(name)).then_some(tag)
    })
}

/// The value of an attribute; a name that begins with `:` stands for any namespace.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    while let Some(index) = rest.find(name) {
        let (before, found) = rest.split_at_checked(index)?;
        let after = found.get(name.len()..)?;
        let begins = name.starts_with(':') || before.ends_with([' ', '\t', '\r', '\n']);
        let value = after.trim_start().strip_prefix('=').map(str::trim_start);
        let quote = value.and_then(|value| value.chars().next()).filter(|quote| matches!(quote, '"' | '\''));
        if let (true, Some(value), Some(quote)) = (begins, value, quote) {
            return value.get(1..)?.split(quote).next();
        }
        rest = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_hidden_where_they_say_so() {
        let xml = "<x:row r=\"3\" spans=\"1:2\" hidden=\"1\"/><row hidden='true'><c r=\"A4\"/></row><row r=\"9\" hidden=\"0\"/><row hidden = \"1\"/>";
        assert_eq!(rows(xml), [2, 3, 9]);
    }

    #[test]
    fn attributes_are_found_by_their_whole_name() {
        let tag = "sheet name=\"r:id='x' 表\" sheetId=\"4\" r:id='rId7'";
        assert_eq!(attribute(tag, "sheetId"), Some("4"));
        assert_eq!(attribute(tag, "Id"), None);
        assert_eq!(attribute("row spans=\"1:2\" r=\"5\"", "r"), Some("5"));
        assert_eq!(attribute("sheet r:id=\"rId7\"", ":id"), Some("rId7"));
    }
}
