//! What the text of a sheet shows without being parsed: what is hidden, what is merged, and whether the reader of cells
//! need be asked for formulas and areas at all. Whatever is out of the way is left to that reader.

use std::collections::BTreeSet;

use super::crossed;
use super::grid::Merge;
use crate::package::{attribute, holds, tags};

/// What a sheet hides, and what is to be asked of the reader of cells.
#[derive(Default)]
pub(super) struct Looks {
    /// Rows that are hidden, filtered ones among them.
    pub(super) hidden_rows: Vec<u32>,
    /// First and last of neighbouring columns.
    pub(super) hidden_columns: Vec<(u32, u32)>,
    pub(super) formulas: Formulas,
    /// The merged areas; `None` if the reader is to be asked.
    pub(super) merges: Option<Vec<Merge>>,
    /// Texts of cells with letters that are crossed out, or raised behind a figure.
    pub(super) crossed: BTreeSet<String>,
}

impl Looks {
    /// The same where it is not certain that the text is this sheet's.
    pub(super) fn uncertain(self) -> Self {
        Self { formulas: Formulas::Unknown, merges: None, ..self }
    }
}

/// The formulas of a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Formulas {
    /// There is none.
    None,
    /// Behind each stands its result.
    Saved,
    /// Each must be looked at.
    #[default]
    Unknown,
}

/// Looks at the text of a sheet.
pub(super) fn of(xml: &str) -> Looks {
    let hides = holds(xml, "hidden");
    let is_plain = is_plain(xml);
    Looks {
        hidden_rows: if hides { rows(xml) } else { Vec::new() },
        hidden_columns: if hides { columns(xml) } else { Vec::new() },
        formulas: if is_plain { formulas(xml) } else { Formulas::Unknown },
        merges: if is_plain { merges(xml) } else { None },
        crossed: crossed::texts(xml),
    }
}

/// Whether the text means what it says: in UTF-8, without comments and sections in which tags are words, and without
/// names of a namespace's own.
fn is_plain(xml: &str) -> bool {
    let (head, body) = xml.split_once("?>").unwrap_or(("", xml));
    let is_utf8 = !head.contains("encoding") || head.to_ascii_lowercase().contains("utf-8");
    is_utf8 && !holds(body, "<!") && !holds(body, "<?") && holds(body, "<sheetData")
}

/// Which formulas there are; `<f>`, `<f t=…>`, `<f/>`, but not `<formula1>`.
fn formulas(xml: &str) -> Formulas {
    if !holds(xml, "<f") && !holds(xml, ":f") {
        return Formulas::None;
    }
    let cells = xml.rsplit_once("</sheetData>").map_or(xml, |(cells, _)| cells);
    let ends_name = |rest: &str| rest.starts_with(['>', '/', ' ', '\t', '\r', '\n']);
    if cells.match_indices(":f").any(|(at, odd)| cells.get(at + odd.len()..).is_some_and(ends_name)) {
        return Formulas::Unknown;
    }
    let mut found = Formulas::None;
    for (at, _) in cells.match_indices("<f") {
        let Some(rest) = cells.get(at + 2..) else { return Formulas::Unknown };
        if ends_name(rest) {
            if !has_result(rest) {
                return Formulas::Unknown;
            }
            found = Formulas::Saved;
        }
    }
    // Cells whose words stand in them have no value that counts.
    let is_odd = ["inlineStr", "=\"is\"", "='is'"].iter().any(|odd| cells.contains(odd));
    if found == Formulas::Saved && is_odd { Formulas::Unknown } else { found }
}

/// Whether a formula's tag, from behind its name, is followed by a value and the end of the cell.
fn has_result(rest: &str) -> bool {
    let result = || {
        let (tag, rest) = rest.split_once('>')?;
        let (formula, rest) = if tag.ends_with('/') { ("", rest) } else { rest.split_once("</f>")? };
        let (value, rest) = rest.strip_prefix("<v>")?.split_once('<')?;
        let is_shown = value.starts_with(|letter: char| letter.is_alphanumeric() || "-#".contains(letter));
        (is_usual(tag, formula) && is_shown && rest.starts_with("/v></c>")).then_some(())
    };
    result().is_some()
}

/// Whether the reader of cells would make nothing of a formula's attributes and words.
fn is_usual(tag: &str, formula: &str) -> bool {
    const ENTITIES: &[&str] = &["amp;", "lt;", "gt;", "quot;", "apos;"];
    let is_index =
        |index: &str| (1..10).contains(&index.len()) && index.bytes().all(|digit| digit.is_ascii_digit());
    let is_numbered = !tag.contains("shared") || attribute(tag, "si").is_some_and(is_index);
    let is_placed = attribute(tag, "ref").is_none_or(|stated| area(stated).is_some());
    let mut entities = formula.split('&').skip(1);
    is_numbered
        && is_placed
        && !formula.contains('<')
        && entities.all(|rest| ENTITIES.iter().any(|entity| rest.starts_with(entity)))
}

/// The merged areas, which stand behind the cells; `None` where anything about them is out of the way.
fn merges(xml: &str) -> Option<Vec<Merge>> {
    if !holds(xml, "mergeCell") {
        return Some(Vec::new());
    }
    let (cells, behind) = xml.rsplit_once("</sheetData>").or_else(|| xml.rsplit_once("<sheetData/>"))?;
    let (between, listed) = behind.split_once("<mergeCells")?;
    let (listed, after) = listed.split_once("</mergeCells>")?;
    if !listed.starts_with(['>', ' ', '\t', '\r', '\n']) {
        return None;
    }
    let is_even = |letter: char| between.matches(letter).count().is_multiple_of(2);
    let is_closed = between.matches('<').count() == between.matches('>').count();
    let is_only = ![cells, between, after].iter().any(|part| holds(part, "mergeCell"));
    if !is_only || !is_closed || !is_even('"') || !is_even('\'') || between.contains('&') {
        return None;
    }
    let mut areas = Vec::new();
    // What stands before the first tag are the list's own attributes.
    for tag in listed.split('<').skip(1) {
        let (tag, rest) = tag.split_once('>')?;
        match tag.split([' ', '/']).next()? {
            "mergeCell" if rest.trim().is_empty() => areas.push(area(attribute(tag, "ref")?)?),
            "" if tag == "/mergeCell" && rest.trim().is_empty() => {}
            _ => return None,
        }
    }
    Some(areas)
}

/// `B2:D4`, its first cell before its last.
fn area(stated: &str) -> Option<Merge> {
    let (first, last) = stated.split_once(':').unwrap_or((stated, stated));
    let (first, last) = (address(first)?, address(last)?);
    (first.0 <= last.0 && first.1 <= last.1).then_some(Merge { first, last })
}

/// `B2` is row 1, column 1.
fn address(stated: &str) -> Option<(u32, u32)> {
    let end = stated.find(|letter: char| !letter.is_ascii_uppercase())?;
    let (letters, digits) = stated.split_at_checked(end)?;
    let is_short = letters.len() <= 3 && digits.len() <= 7;
    if !is_short || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let column = letters.bytes().fold(0_u32, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1);
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
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

    #[test]
    fn formulas_are_told_from_what_only_begins_like_them() {
        let sheet = |cells: &str| {
            let xml = format!(
                "<worksheet><sheetData>{cells}</sheetData><dataValidations><formula1>A1</formula1></dataValidations></worksheet>"
            );
            of(&xml).formulas
        };
        for (cells, expected) in [
            ("<c r=\"A1\"><v>1</v></c>", Formulas::None),
            ("<c r=\"A1\"><f>B1</f><v>1</v></c>", Formulas::Saved),
            ("<c r=\"A1\"><f t=\"shared\" si=\"0\"/><v>-1</v></c>", Formulas::Saved),
            ("<c r=\"A1\"><f>B1</f></c>", Formulas::Unknown),
            ("<c r=\"A1\"><f>B1</f><v></v></c>", Formulas::Unknown),
            ("<c r=\"A1\"><f>B1</f><v> </v></c>", Formulas::Unknown),
            ("<c r=\"A1\"><f>B1</f><v/></c>", Formulas::Unknown),
            ("<c r=\"A1\"><v>1</v><f>B1</f></c>", Formulas::Unknown),
            ("<c r=\"A1\"><f>B1</f><v>1</v><v/></c>", Formulas::Unknown),
            ("<c r=\"A1\"><f>B1</f><is><t>1</t></is></c>", Formulas::Unknown),
            ("<c r=\"A1\"><f t=\"shared\"/><v>-1</v></c>", Formulas::Unknown),
            ("<c r=\"A1\"><f>B1&nbsp;</f><v>1</v></c>", Formulas::Unknown),
            ("<c r=\"A1\" t=\"inlineStr\"><f>B1</f><v>1</v></c>", Formulas::Unknown),
            ("<c r=\"A1\"><x:f>B1</x:f></c>", Formulas::Unknown),
            ("<!-- --><c r=\"A1\"><v>1</v></c>", Formulas::Unknown),
        ] {
            assert_eq!(sheet(cells), expected, "{cells}");
        }
        assert_eq!(of("<x:worksheet><x:sheetData/><x:f/></x:worksheet>").formulas, Formulas::Unknown);
    }

    #[test]
    fn merged_areas_are_listed_where_nothing_is_odd_about_them() {
        let sheet = |list: &str| {
            let merges = of(&format!("<worksheet><sheetData></sheetData>{list}</worksheet>")).merges;
            merges.map(|areas| areas.into_iter().map(|area| (area.first, area.last)).collect::<Vec<_>>())
        };
        assert_eq!(sheet("<pageMargins/>"), Some(vec![]));
        let two =
            "<mergeCells count=\"2\"><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"AA10:AB12\"/></mergeCells>";
        assert_eq!(sheet(two), Some(vec![((0, 0), (0, 2)), ((9, 26), (11, 27))]));
        assert_eq!(
            sheet("<a/><mergeCells><mergeCell ref=\"B2\"></mergeCell></mergeCells>"),
            Some(vec![((1, 1), (1, 1))])
        );
        for odd in [
            "<mergeCells/>",
            "<x:mergeCells><x:mergeCell ref=\"A1:B1\"/></x:mergeCells>",
            "<mergeCells><mergeCell ref=\"B1:A1\"/></mergeCells>",
            "<mergeCells><mergeCell ref=\"a1:b1\"/></mergeCells>",
            "<mergeCells><mergeCell ref=\"A1:B1:C1\"/></mergeCells>",
            "<mergeCells><mergeCell/></mergeCells>",
            "<mergeCells><mergeCell ref=\"A0:B1\"/></mergeCells>",
            "<mergeCells><mergeCell ref=\"A1:B1\"/>",
            "<mergeCells><mergeCell ref=\"A1:B1\"/>x</mergeCells>",
            "<a b=\"<mergeCells><mergeCell ref='A1:B1'/></mergeCells>\"/>",
            "<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells><mergeCells/>",
        ] {
            assert_eq!(sheet(odd), None, "{odd}");
        }
    }
}
