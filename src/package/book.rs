//! Which parts a workbook is made of: its sheets in their order, its shared texts, its styles.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Malformed, Tag, start_tags};

/// A workbook, as its own part and the relations of it say.
#[derive(Debug, PartialEq, Eq)]
pub struct Book {
    /// Its sheets, in their order.
    pub sheets: Vec<ListedSheet>,
    /// The part of the texts that cells share.
    pub texts: String,
    /// The part of the styles.
    pub styles: String,
    /// Whether days are counted from 1904 on.
    pub is_1904: bool,
    /// Whether every formula is to be computed when it is opened: who wrote it computed none.
    pub is_computed_on_opening: bool,
}

/// A sheet of a workbook.
#[derive(Debug, PartialEq, Eq)]
pub struct ListedSheet {
    /// Its name, as a person sees it.
    pub name: String,
    /// Hidden, so that it can be shown again or not.
    pub is_hidden: bool,
    /// Its part; `None` for a chart and the like, which has no cells.
    pub part: Option<String>,
}

/// The parts by which a workbook is found.
pub(super) struct Lists<'a> {
    /// The part of the workbook.
    pub(super) name: &'a str,
    pub(super) workbook: &'a str,
    pub(super) relations: &'a str,
}

/// The part of the workbook, as the relations of the package say.
pub(super) fn main_part(relations: &str) -> Result<Option<String>, Malformed> {
    let relations = Relations::of(relations)?;
    Ok(relations.ending("/officeDocument").map(|target| resolved("", target)))
}

/// Where the relations of a part are.
pub(super) fn relations_of(part: &str) -> String {
    let (folder, name) = split(part);
    format!("{folder}_rels/{name}.rels")
}

impl Book {
    pub(super) fn of(lists: &Lists<'_>) -> Result<Self, Malformed> {
        let folder = split(lists.name).0;
        let relations = Relations::of(lists.relations)?;
        let other = |kind: &str, usual: &str| {
            relations
                .ending(kind)
                .map_or_else(|| format!("{folder}{usual}"), |target| resolved(folder, target))
        };
        let says = |element: &str, name: &str| {
            let found = start_tags(lists.workbook, element)?;
            found.iter().map(|tag| tag.says(name)).try_fold(false, |any, one| Ok(any | one?))
        };
        let sheets = start_tags(lists.workbook, "sheet")?;
        Ok(Self {
            sheets: sheets.iter().map(|tag| listed(tag, &relations, folder)).collect::<Result<_, _>>()?,
            texts: other("/sharedStrings", "sharedStrings.xml"),
            styles: other("/styles", "styles.xml"),
            is_1904: says("workbookPr", "date1904")?,
            is_computed_on_opening: says("calcPr", "fullCalcOnLoad")?,
        })
    }
}

fn listed(tag: &Tag<'_>, relations: &Relations<'_>, folder: &str) -> Result<ListedSheet, Malformed> {
    let name = tag.value("name")?.ok_or(Malformed)?.into_owned();
    let is_hidden = tag.raw("state")?.is_some_and(|state| state != "visible");
    // `r` is the prefix that every office program writes.
    let id = tag.raw("r:id")?.or(tag.prefixed("id")?).ok_or(Malformed)?;
    let relation = relations.0.get(id).ok_or(Malformed)?;
    let is_sheet = relation.kind.ends_with("/worksheet");
    Ok(ListedSheet { name, is_hidden, part: is_sheet.then(|| resolved(folder, &relation.target)) })
}

struct Relation<'a> {
    kind: &'a str,
    target: Cow<'a, str>,
}

/// By their names.
struct Relations<'a>(BTreeMap<&'a str, Relation<'a>>);

impl<'a> Relations<'a> {
    fn of(xml: &'a str) -> Result<Self, Malformed> {
        let read = |tag: &Tag<'a>| {
            let (id, kind) = (tag.raw("Id")?.unwrap_or_default(), tag.raw("Type")?.unwrap_or_default());
            Ok((id, Relation { kind, target: tag.value("Target")?.unwrap_or_default() }))
        };
        let found: Result<_, _> = start_tags(xml, "Relationship")?.iter().map(read).collect();
        found.map(Self)
    }

    fn ending(&self, kind: &str) -> Option<&str> {
        self.0.values().find(|relation| relation.kind.ends_with(kind)).map(|relation| &*relation.target)
    }
}

/// The folder of a part, with the `/` behind it, and its name.
fn split(part: &str) -> (&str, &str) {
    part.split_at(part.rfind('/').map_or(0, |at| at + 1))
}

/// The part for which a target stands, seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let (mut folder, mut target) = (folder, target);
    loop {
        if let Some(rest) = target.strip_prefix("./") {
            target = rest;
        } else if let Some(rest) = target.strip_prefix("../") {
            folder = split(folder.trim_end_matches('/')).0;
            target = rest;
        } else {
            return format!("{folder}{target}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RELATIONS: &str = "<Relationships>\
        <Relationship Id=\"a\" Type=\"http://x/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
        <Relationship Id=\"b\" Type=\"http://x/relationships/worksheet\" Target=\"/book/second.xml\"/>\
        <Relationship Id=\"c\" Type=\"http://x/relationships/chartsheet\" Target=\"charts/1.xml\"/>\
        <Relationship Id=\"d\" Type=\"http://x/relationships/styles\" Target=\"../looks&amp;.xml\"/>\
        </Relationships>";

    fn book(sheets: &str) -> Result<Book, Malformed> {
        let workbook = format!("<workbook>{sheets}</workbook>");
        Book::of(&Lists { name: "book/main.xml", workbook: &workbook, relations: RELATIONS })
    }

    #[test]
    fn the_parts_of_a_workbook_are_found_by_its_relations() {
        let sheets = "<workbookPr date1904=\"1\"/><sheets>\
            <sheet name=\"甲&amp;乙\" sheetId=\"1\" r:id=\"a\"/>\
            <x:sheet name='图' state='visible' y:id='c'/>\
            <sheet name=\"丙\" state=\"veryHidden\" r:id=\"b\"/></sheets>\
            <calcPr calcId=\"0\" fullCalcOnLoad=\"true\"/><x15:workbookPr/>";
        let book = book(sheets).unwrap();
        let sheet = |name: &str, is_hidden, part: Option<&str>| ListedSheet {
            name: name.to_owned(),
            is_hidden,
            part: part.map(str::to_owned),
        };
        assert_eq!(
            book.sheets,
            [
                sheet("甲&乙", false, Some("book/worksheets/sheet1.xml")),
                sheet("图", false, None),
                sheet("丙", true, Some("book/second.xml")),
            ]
        );
        assert_eq!((&*book.texts, &*book.styles), ("book/sharedStrings.xml", "looks&.xml"));
        assert!(book.is_1904 && book.is_computed_on_opening);
    }

    #[test]
    fn a_sheet_without_a_relation_is_no_sheet_of_a_workbook() {
        for sheets in ["<sheet name=\"甲\" r:id=\"z\"/>", "<sheet name=\"甲\"/>", "<sheet r:id=\"a\"/>"] {
            assert_eq!(book(sheets), Err(Malformed), "{sheets}");
        }
    }

    #[test]
    fn the_workbook_itself_is_found_by_the_relations_of_the_package() {
        let relations = |target: &str| {
            format!(
                "<Relationships><Relationship Type=\"x/core\" Target=\"a.xml\"/><Relationship Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" Target=\"{target}\"/></Relationships>"
            )
        };
        for target in ["/xl/workbook2.xml", "xl/workbook2.xml", "./xl/workbook2.xml"] {
            let found = main_part(&relations(target)).unwrap();
            assert_eq!(found.as_deref(), Some("xl/workbook2.xml"));
        }
        assert_eq!(relations_of("xl/workbook2.xml"), "xl/_rels/workbook2.xml.rels");
        assert_eq!(relations_of("book.xml"), "_rels/book.xml.rels");
        assert_eq!(main_part("<Relationships/>"), Ok(None));
    }
}
