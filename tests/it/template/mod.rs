//! Blank workbooks: what intake reads out of them, untouched and filled in, and what they offer to those who fill.

mod command;
mod every_rulebook;
mod judging_days;
mod offers;
mod round_trip;

use std::io::{Cursor, Read, Write};

use cunkao::intake::read_roster;
use cunkao::period::{Date, Month, days_from};
use cunkao::records::Roster;
use cunkao::report::template::{self, Blank, Split};
use cunkao::report::xlsx;
use cunkao::rulebook::Rulebook;

use crate::intake::workspace::Workspace;

fn month() -> Month {
    Month::parse("2024-01").unwrap()
}

/// The roster of a test's workspace, as the program reads it.
fn roster_of(workspace: &Workspace, rulebook: &Rulebook) -> Roster {
    let (roster, found) = read_roster(workspace.write().path(), &rulebook.declarations, None);
    assert!(found.is_empty(), "{found:?}");
    roster
}

/// January's workbooks for the roster of a workspace.
fn january(workspace: &Workspace, rulebook: &Rulebook, split: Split) -> Vec<Blank> {
    template::month(rulebook, &roster_of(workspace, rulebook), month(), split)
}

fn bytes(blank: &Blank) -> Vec<u8> {
    xlsx::render_blank(blank).unwrap()
}

/// The parts of a workbook by name.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let read = |name: String| {
        let mut text = String::new();
        archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        (name, text)
    };
    names.into_iter().map(read).collect()
}

/// The name of the part that holds a sheet.
fn part_of(parts: &[(String, String)], sheet: &str) -> String {
    let workbook = &parts.iter().find(|(name, _)| name == "xl/workbook.xml").unwrap().1;
    let place =
        workbook.split("<sheet name=\"").skip(1).position(|rest| rest.starts_with(&format!("{sheet}\"")));
    format!("xl/worksheets/sheet{}.xml", place.unwrap_or_else(|| panic!("no sheet {sheet}")) + 1)
}

/// The XML of a sheet.
fn xml(bytes: &[u8], sheet: &str) -> String {
    let parts = parts(bytes);
    let part = part_of(&parts, sheet);
    parts.into_iter().find(|(name, _)| *name == part).unwrap().1
}

/// Types into blank cells of a sheet, and leaves everything else as it was made. `#5` is a number, `@2024-01-05`
/// a day, anything else words.
fn filled(bytes: &[u8], sheet: &str, cells: &[(&str, &str)]) -> Vec<u8> {
    let part = part_of(&parts(bytes), sheet);
    rewritten(bytes, &part, |mut xml| {
        for (address, typed) in cells {
            type_into(&mut xml, address, typed);
        }
        xml
    })
}

/// The same file with one part written otherwise.
fn rewritten(bytes: &[u8], part: &str, write: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut parts = parts(bytes);
    let xml = &mut parts.iter_mut().find(|(name, _)| name == part).unwrap().1;
    *xml = write(std::mem::take(xml));
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn type_into(xml: &mut String, address: &str, typed: &str) {
    let start = xml.find(&format!("<c r=\"{address}\" ")).unwrap_or_else(|| panic!("{address} is not drawn"));
    let end = start + xml[start..].find("/>").unwrap();
    let tag = xml[start..end].to_owned();
    assert!(!tag.contains('>'), "{address} is not blank: {tag}");
    let (kind, value) = if let Some(digits) = typed.strip_prefix('#') {
        ("", format!("<v>{digits}</v>"))
    } else if let Some(day) = typed.strip_prefix('@') {
        let day: Date = day.parse().unwrap();
        ("", format!("<v>{}</v>", days_from(Date::constant(1899, 12, 30), day)))
    } else {
        (" t=\"inlineStr\"", format!("<is><t>{typed}</t></is>"))
    };
    xml.replace_range(start..end + 2, &format!("{tag}{kind}>{value}</c>"));
}
