//! A paper as a document that Word, WPS and LibreOffice open and an office goes on editing: ordinary paragraphs with
//! named styles, laid out as GB/T 9704-2012 has it. And such a document read back into its texts.
//!
//! Written by hand, part by part: the same paper gives the same bytes, without a clock, an author or a trace of
//! editing. Fonts are named, never embedded. Figures are printed as they come; only places on the page are computed.

mod body;
mod columns;
mod fit;
mod geometry;
mod imprint;
mod letterhead;
mod numbering;
mod paragraph;
mod read;
mod running;
mod signing;
mod styles;
mod table;
mod taken;

pub use read::read;

use super::markup::{Element, element};
use super::paper::Paper;
use crate::package;
use paragraph::value;
use running::Running;

/// The fonts that a document names and an office should have.
pub const FONTS: &[&str] = &[styles::FANGSONG, styles::KAITI, styles::HEITI, styles::SONGTI, styles::TITLE];

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The paper as a `.docx`; `None` only if the package cannot be written.
pub fn render(paper: &Paper) -> Option<Vec<u8>> {
    let body = body::of(paper);
    let design = body.design();
    let running = running::parts(design);
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), types(&running)),
        ("_rels/.rels".to_owned(), relations()),
        ("docProps/core.xml".to_owned(), properties(&paper.title)),
        ("word/_rels/document.xml.rels".to_owned(), document_relations(&running)),
        (
            "word/styles.xml".to_owned(),
            styles::part(design, paper.letterhead.as_ref(), body.sizes.iter().copied()),
        ),
        ("word/numbering.xml".to_owned(), numbering::part(design, body.lists)),
        ("word/settings.xml".to_owned(), settings()),
        ("word/fontTable.xml".to_owned(), fonts()),
    ];
    parts.extend(running.into_iter().map(|part| (format!("word/{}", part.file), part.root)));
    parts.push(("word/document.xml".to_owned(), part("w:document").holding(body.element())));
    let texts: Vec<_> =
        parts.into_iter().map(|(name, root)| (name, format!("{DECLARATION}{root}"))).collect();
    package::pack(&texts)
}

/// The root of a part of the document.
fn part(name: &'static str) -> Element {
    element(name).with("xmlns:w", MAIN).with("xmlns:r", OFFICE)
}

fn types(running: &[Running]) -> Element {
    let default = |extension, kind| element("Default").with("Extension", extension).with("ContentType", kind);
    let named = |part: &str, kind: &str| {
        element("Override").with("PartName", format!("/{part}")).with("ContentType", kind)
    };
    let word = |file: &str, kind: &str| named(&format!("word/{file}"), &format!("{KIND}.{kind}+xml"));
    element("Types")
        .with("xmlns", format!("{PACKAGE}/content-types"))
        .holding(default("rels", "application/vnd.openxmlformats-package.relationships+xml"))
        .holding(default("xml", "application/xml"))
        .holding(named("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"))
        .holding(word("document.xml", "document.main"))
        .holding(word("styles.xml", "styles"))
        .holding(word("numbering.xml", "numbering"))
        .holding(word("settings.xml", "settings"))
        .holding(word("fontTable.xml", "fontTable"))
        .holding_all(running.iter().map(|part| word(part.file, part.kind)))
}

fn relation(id: &str, kind: &str, target: &str) -> Element {
    element("Relationship").with("Id", id).with("Type", kind).with("Target", target)
}

fn relations() -> Element {
    element("Relationships")
        .with("xmlns", format!("{PACKAGE}/relationships"))
        .holding(relation("document", &format!("{OFFICE}/officeDocument"), "word/document.xml"))
        .holding(relation(
            "properties",
            &format!("{PACKAGE}/relationships/metadata/core-properties"),
            "docProps/core.xml",
        ))
}

fn document_relations(running: &[Running]) -> Element {
    let fixed = ["styles", "numbering", "settings", "fontTable"];
    element("Relationships")
        .with("xmlns", format!("{PACKAGE}/relationships"))
        .holding_all(fixed.map(|kind| relation(kind, &format!("{OFFICE}/{kind}"), &format!("{kind}.xml"))))
        .holding_all(
            running.iter().map(|part| relation(part.id, &format!("{OFFICE}/{}", part.kind), part.file)),
        )
}

/// The title, and nothing about who wrote it or when.
fn properties(title: &str) -> Element {
    element("cp:coreProperties")
        .with("xmlns:cp", format!("{PACKAGE}/metadata/core-properties"))
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .holding(element("dc:title").saying(title))
}

/// Footers differ on odd and even pages; punctuation keeps its square, as the grid has it.
fn settings() -> Element {
    let mode = element("w:compatSetting")
        .with("w:name", "compatibilityMode")
        .with("w:uri", "http://schemas.microsoft.com/office/word")
        .with("w:val", 15);
    part("w:settings")
        .holding(value("w:defaultTabStop", 420))
        .holding(element("w:evenAndOddHeaders"))
        .holding(value("w:characterSpacingControl", "doNotCompress"))
        .holding(element("w:compat").holding(element("w:doNotExpandShiftReturn")).holding(mode))
        .holding(value("w:themeFontLang", "en-US").with("w:eastAsia", "zh-CN"))
}

/// What to take where a font is not there: the fonts that come with Windows and Office.
fn fonts() -> Element {
    let named = |name, other: Option<&str>| {
        element("w:font")
            .with("w:name", name)
            .holding_all(other.map(|other| value("w:altName", other)))
            .holding(value("w:charset", "86"))
    };
    part("w:fonts")
        .holding(named(styles::FANGSONG, Some("仿宋")))
        .holding(named(styles::KAITI, Some("楷体")))
        .holding(named(styles::TITLE, Some("华文中宋")))
        .holding(named(styles::HEITI, Some("SimHei")))
        .holding(named(styles::SONGTI, Some("SimSun")))
}
