//! A document read back into the texts of its paragraphs, as a person sees them on paper.
//!
//! Reads what Word, WPS and LibreOffice save as well. Looks at the main part only: no headers, no footers. Knows
//! nothing of what a paper means.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::paragraph::MINUS;
use crate::package::{Package, Tag, start_tags};

/// No document of an office unpacks to more.
const LARGEST: u64 = 256 << 20;

/// The texts of the paragraphs that are not empty, in the order in which they stand: cells row by row, frames where
/// they are anchored. Numbers of pages and of lists are not part of a text, and neither is what is hidden, what was
/// deleted while changes were tracked, or a rule at the end of a line to write on. A line that was ended by hand ends
/// in `\n`, a jump to a stop is `\t`; the minus before a figure is the hyphen that stood there before it was set. `None` where it is no such document.
pub fn read(bytes: &[u8]) -> Option<Vec<String>> {
    let mut package = Package::open(bytes)?;
    if package.unpacked_size()? > LARGEST {
        return None;
    }
    let relations = package.text("_rels/.rels")?;
    let is_document =
        |tag: &&Tag<'_>| matches!(tag.raw("Type"), Ok(Some(kind)) if kind.ends_with("/officeDocument"));
    let target =
        start_tags(&relations, "Relationship").ok()?.iter().find(is_document)?.raw("Target").ok()??;
    let text = package.text(target.trim_start_matches('/'))?;
    texts(text.trim_start_matches('\u{feff}'))
}

/// A field as it is being read.
struct Field {
    /// Its instruction so far: ` PAGE `.
    name: String,
    /// Whether the instruction is over and what it gave stands here.
    shown: bool,
}

/// How far the reading is.
#[derive(Default)]
struct Reading {
    /// `w:`, as the root has it: formulas and drawings have paragraphs and texts of other namespaces.
    prefix: Option<String>,
    texts: Vec<String>,
    /// The paragraphs that are open; a frame is anchored in one and has others.
    open: Vec<String>,
    fields: Vec<Field>,
    /// How deep it is in something that is left out.
    skipped: usize,
    hidden: bool,
    /// Whether signs here are a text, or the instruction of a field.
    in_text: bool,
    in_instruction: bool,
}

/// A text with the signs of its figures as the program writes them everywhere else.
fn with_hyphens(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(MINUS) {
        plain.push_str(before);
        plain.push_str(if after.starts_with(|sign: char| sign.is_ascii_digit()) { "-" } else { MINUS });
        rest = after;
    }
    plain.push_str(rest);
    plain
}

fn texts(document: &str) -> Option<Vec<String>> {
    let mut reader = Reader::from_str(document);
    let mut reading = Reading::default();
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => reading.start(&tag, false)?,
            Event::Empty(tag) => {
                reading.start(&tag, true)?;
            }
            Event::End(tag) => reading.end(tag.name().as_ref()),
            Event::Text(text) => reading.say(&text.xml10_content()),
            Event::CData(text) => reading.say(&text.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().ok()? {
                Some(sign) => reading.say(sign.encode_utf8(&mut [0; 4])),
                None => reading.say(quick_xml::escape::resolve_xml_entity(&reference.xml10_content())?),
            },
            Event::Eof => break,
            _ => {}
        }
    }
    (reading.prefix.is_some() && reading.open.is_empty()).then_some(reading.texts)
}

impl Reading {
    /// The name of an element of the document's own namespace.
    fn own<'a>(&self, name: &'a str) -> Option<&'a str> {
        name.strip_prefix(self.prefix.as_deref()?)
    }

    fn start(&mut self, tag: &BytesStart<'_>, is_empty: bool) -> Option<()> {
        let name = tag.name();
        let name: &str = name.as_ref();
        if self.prefix.is_none() {
            self.prefix = Some(name.strip_suffix("document")?.to_owned());
            return Some(());
        }
        if self.skipped > 0 {
            self.skipped += usize::from(!is_empty);
            return Some(());
        }
        let own = self.own(name).map(str::to_owned);
        if is_left_out(name, own.as_deref(), tag) {
            self.skipped = usize::from(!is_empty);
            return Some(());
        }
        match own.as_deref() {
            Some("p") if !is_empty => self.open.push(String::new()),
            Some("r") => self.hidden = false,
            Some("vanish") => self.hidden = !is_off(tag),
            Some("t") => self.in_text = !is_empty,
            Some("instrText") => self.in_instruction = !is_empty,
            Some("tab" | "ptab") => self.add("\t"),
            Some("br") if is_page_break(tag) => {}
            Some("br" | "cr") => self.add("\n"),
            Some("noBreakHyphen") => self.add("\u{2011}"),
            Some("fldChar") => self.field(tag),
            _ => {}
        }
        Some(())
    }

    fn end(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match self.own(name) {
            Some("p") => {
                let text = self.open.pop().unwrap_or_default();
                let text = text.trim_end_matches('\t');
                if !text.is_empty() {
                    self.texts.push(with_hyphens(text));
                }
            }
            Some("r") => self.hidden = false,
            Some("t") => self.in_text = false,
            Some("instrText") => self.in_instruction = false,
            _ => {}
        }
    }

    /// Signs between tags: only those of texts and instructions mean anything.
    fn say(&mut self, signs: &str) {
        if self.skipped > 0 {
            return;
        }
        match self.fields.last_mut() {
            Some(field) if self.in_instruction => field.name.push_str(signs),
            _ if self.in_text => self.add(signs),
            _ => {}
        }
    }

    fn add(&mut self, signs: &str) {
        let in_field = self.fields.iter().any(|field| !field.shown || is_of_pages(&field.name));
        if let (Some(text), false) = (self.open.last_mut(), in_field || self.hidden) {
            text.push_str(signs);
        }
    }

    fn field(&mut self, tag: &BytesStart<'_>) {
        match given(tag, "fldCharType").as_deref() {
            Some("begin") => self.fields.push(Field { name: String::new(), shown: false }),
            Some("separate") => {
                self.fields.iter_mut().last().into_iter().for_each(|field| field.shown = true);
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }
}

/// The value of an attribute, whatever its namespace.
fn given(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let is_named = |key: &str| key.rsplit(':').next() == Some(name);
    let found = tag.attributes().flatten().find(|attribute| is_named(attribute.key.as_ref()))?;
    Some(found.value.into_owned())
}

/// Properties, whose stops are called as those in texts are; what was deleted; the old form of what stands there in a
/// new one too; numbers of pages.
fn is_left_out(name: &str, own: Option<&str>, tag: &BytesStart<'_>) -> bool {
    match own {
        Some(
            "pPr" | "tblPr" | "tblGrid" | "trPr" | "tcPr" | "sectPr" | "sdtPr" | "rPrChange" | "del"
            | "moveFrom",
        ) => true,
        Some("fldSimple") => given(tag, "instr").is_some_and(|instruction| is_of_pages(&instruction)),
        _ => name.rsplit(':').next() == Some("Fallback"),
    }
}

fn is_of_pages(instruction: &str) -> bool {
    let name = instruction.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
    matches!(name.as_str(), "PAGE" | "NUMPAGES" | "SECTIONPAGES" | "PAGEREF")
}

fn is_off(tag: &BytesStart<'_>) -> bool {
    matches!(given(tag, "val").as_deref(), Some("0" | "false" | "off"))
}

fn is_page_break(tag: &BytesStart<'_>) -> bool {
    matches!(given(tag, "type").as_deref(), Some("page" | "column"))
}
