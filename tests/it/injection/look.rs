//! Reads written files as a spreadsheet, a word processor or a browser does, and finds what would be run or fetched.

use std::collections::BTreeSet;
use std::path::Path;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;

use super::township::MARK;
use crate::intake::package::parts;

/// A value in a part: the elements that it stands in, joined by `/`, the attribute that it is of, if it is of one.
struct Value {
    path: String,
    attribute: Option<String>,
    text: String,
}

/// Every text and attribute of some markup, which must be well-formed. Texts of one element are joined.
fn values(part: &str, markup: &str) -> Vec<Value> {
    let mut reader = Reader::from_str(markup);
    reader.config_mut().check_end_names = true;
    let (mut values, mut path) = (Vec::<Value>::new(), Vec::<String>::new());
    let mut open = Vec::<String>::new();
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("{part}: {error}"));
        let is_empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                path.push(tag.name().as_ref().to_owned());
                open.push(String::new());
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap_or_else(|error| panic!("{part}: {error}"));
                    let name = attribute.key.as_ref().to_owned();
                    let text = attribute.value.into_owned();
                    let text = unescape(&text).unwrap().into_owned();
                    values.push(Value { path: path.join("/"), attribute: Some(name), text });
                }
                if is_empty {
                    path.pop();
                    open.pop();
                }
            }
            Event::Text(text) => {
                if let Some(open) = open.last_mut() {
                    open.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                if let Some(open) = open.last_mut() {
                    open.push_str(&format!("&{};", &*name));
                }
            }
            Event::End(_) => {
                let text = unescape(&open.pop().unwrap()).unwrap().into_owned();
                values.push(Value { path: path.join("/"), attribute: None, text });
                path.pop();
            }
            Event::CData(_) | Event::PI(_) => panic!("{part}: nobody writes these"),
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(path.is_empty(), "{part}: left open {path:?}");
    values
}

impl Value {
    fn last(&self) -> &str {
        self.path.rsplit('/').next().unwrap()
    }

    /// An attribute, or the text, of an element of this name without its prefix.
    fn is(&self, element: &str, attribute: Option<&str>) -> bool {
        self.last().rsplit(':').next() == Some(element) && self.attribute.as_deref() == attribute
    }
}

/// A formula without its literals and the names of sheets in it.
fn bare(formula: &str) -> String {
    let (mut out, mut quote) = (String::new(), None);
    for letter in formula.chars() {
        match quote {
            Some(open) if open == letter => quote = None,
            Some(_) => {}
            None if letter == '"' || letter == '\'' => quote = Some(letter),
            None => out.push(letter),
        }
    }
    assert_eq!(quote, None, "a quote is left open: {formula}");
    out
}

/// The functions that the program's own formulas call. None of them reads what is not in the workbook.
const FUNCTIONS: &[&str] = &[
    "AND",
    "COUNTA",
    "COUNTIF",
    "COUNTIFS",
    "DATE",
    "ISNUMBER",
    "MATCH",
    "OFFSET",
    "OR",
    "ROUND",
    "ROW",
    "SUM",
    "SUMIFS",
    "SUMPRODUCT",
];

fn is_own_formula(part: &str, formula: &str) {
    let bare = bare(formula);
    assert!(!bare.contains(MARK) && !bare.contains('|'), "{part}: {formula}");
    for before in bare.split('(').rev().skip(1) {
        let name = before.rsplit(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap();
        assert!(name.is_empty() || FUNCTIONS.contains(&name), "{part}: calls {name} in {formula}");
    }
}

/// Where data may stand in a workbook: texts of cells, notes, names of sheets, titles, prompts and feet.
fn may_hold_data(value: &Value) -> bool {
    let texts = [("t", None), ("sheet", Some("name")), ("title", None), ("oddFooter", None), ("v", None)];
    let prompts = ["promptTitle", "prompt", "errorTitle", "error"];
    texts.iter().any(|(element, attribute)| value.is(element, *attribute))
        || prompts.iter().any(|prompt| value.is("dataValidation", Some(prompt)))
        || value.is("hyperlink", Some("location"))
        || value.is("hyperlink", Some("display"))
        // Titles of parts: the names of sheets, for whoever lists a file's properties.
        || value.is("lpstr", None)
}

/// Formulas wherever the format has them: in cells, charts, checks, colours and names.
const FORMULAS: &[&str] = &["f", "formula", "formula1", "formula2", "definedName"];

/// Holds a workbook: gives how many of its values are hostile.
pub(super) fn workbook(file: &Path) -> usize {
    let (name, mut hostile) = (file.display().to_string(), 0);
    for (part, bytes) in parts(std::fs::read(file).unwrap()) {
        assert!(!part.contains("externalLink") && !part.contains("vbaProject"), "{name}: {part}");
        let part = format!("{name} {part}");
        let values = values(&part, &String::from_utf8(bytes).unwrap());
        for value in &values {
            if FORMULAS.iter().any(|formula| value.is(formula, None)) {
                is_own_formula(&part, &value.text);
            } else if value.is("Relationship", Some("Target")) {
                let leads = value.text.trim_start_matches("file:///").trim_start_matches("../");
                let own = ["records/", "roster.xlsx", "rulebook.toml", "xl/", "docProps/", "/xl/"];
                let inside = !leads.contains("://") && !leads.contains("..") && !leads.starts_with("//");
                assert!(inside, "{part}: leads to {}", value.text);
                assert!(
                    !leads.contains(MARK) || own.iter().any(|own| leads.starts_with(own)) || marked(leads),
                    "{part}: leads to {}",
                    value.text
                );
            } else if value.text.contains(MARK) {
                assert!(may_hold_data(value), "{part}: {} {:?}: {}", value.path, value.attribute, value.text);
                hostile += 1;
            }
        }
    }
    hostile
}

/// A copy with marks, beside the list of problems.
fn marked(target: &str) -> bool {
    !target.contains('/')
}

/// Holds a document of Word: gives how many of its texts are hostile.
pub(super) fn document(file: &Path) -> usize {
    let (name, mut hostile) = (file.display().to_string(), 0);
    for (part, bytes) in parts(std::fs::read(file).unwrap()) {
        let part = format!("{name} {part}");
        for value in values(&part, &String::from_utf8(bytes).unwrap()) {
            assert!(
                !["w:hyperlink", "w:fldSimple", "w:altChunk", "w:object"].contains(&value.last()),
                "{part}"
            );
            if value.is("instrText", None) {
                assert_eq!(value.text, " PAGE ", "{part}");
            } else if value.is("Relationship", Some("TargetMode")) {
                panic!("{part}: something outside is named");
            } else if value.text.contains(MARK) {
                assert!(
                    value.is("t", None) || value.is("title", None),
                    "{part}: {} {}",
                    value.path,
                    value.text
                );
                hostile += 1;
            }
        }
    }
    hostile
}

/// Holds a page: gives how many of its texts are hostile.
pub(super) fn page(file: &Path) -> usize {
    let text = std::fs::read_to_string(file).unwrap();
    let name = file.display().to_string();
    let markup = text.strip_prefix("<!DOCTYPE html>").unwrap();
    let mut hostile = 0;
    let fetching: BTreeSet<&str> =
        ["script", "iframe", "object", "embed", "link", "img", "a", "form", "base", "image", "use"].into();
    for value in values(&name, markup) {
        assert!(!fetching.contains(value.last()), "{name}: {}", value.path);
        if let Some(attribute) = value.attribute.as_deref() {
            let acts =
                attribute.starts_with("on") || ["href", "src", "style", "xlink:href"].contains(&attribute);
            assert!(!acts || !value.text.contains(MARK), "{name}: {} {attribute}", value.path);
        }
        if value.is("style", None) {
            assert!(!value.text.contains("url(") && !value.text.contains("@import"), "{name}");
        }
        hostile += usize::from(value.text.contains(MARK));
    }
    hostile
}

/// Rows of CSV, by RFC 4180.
pub(crate) fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut rest = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(one) = rest.next() {
        match one {
            '"' if quoted && rest.peek() == Some(&'"') => cell.extend(rest.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(one),
        }
    }
    rows
}

/// Holds a table of CSV: gives how many of its cells are hostile.
pub(super) fn table(text: &str) -> usize {
    let cells = rows(text).into_iter().flatten();
    let is_figure = |cell: &str| {
        let digits = cell.strip_prefix('-').unwrap_or(cell);
        digits.starts_with(|first: char| first.is_ascii_digit())
            && digits.chars().all(|letter| letter.is_ascii_digit() || letter == '.')
    };
    let mut hostile = 0;
    for cell in cells {
        let begins = cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']);
        assert!(!begins || is_figure(&cell), "a spreadsheet would run {cell:?}");
        hostile += usize::from(cell.contains(MARK));
    }
    hostile
}
