//! What a page says, read back without a browser: the texts of its body in their order.
//!
//! Knows nothing of the paper that a page was made of.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

/// The texts of the page's body that are not empty: one for each block, cell and text of a drawing. None if it is no
/// page that [`render`](super::render) wrote, because it is not well-formed.
pub fn read(page: &str) -> Option<Vec<String>> {
    let mut reader = Reader::from_str(page);
    let mut reading = Reading::default();
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => reading.open(tag.name().as_ref() == "body"),
            Event::Empty(_) => {
                reading.open(false);
                reading.close()?;
            }
            Event::End(_) => reading.close()?,
            Event::Text(text) => reading.add(&text.xml10_content()),
            Event::CData(text) => reading.add(&text.xml10_content()),
            Event::GeneralRef(name) => reading.add(&referred(&name)?.to_string()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            Event::Eof => break,
        }
    }
    reading.open.is_empty().then_some(reading.texts)
}

/// The sign that `&lt;` or `&#60;` stands for.
fn referred(name: &BytesRef<'_>) -> Option<char> {
    if let Some(sign) = name.resolve_char_ref().ok()? {
        return Some(sign);
    }
    match name.xml10_content().as_ref() {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => None,
    }
}

#[derive(Default)]
struct Reading {
    /// The elements that are open.
    open: Vec<Open>,
    texts: Vec<String>,
}

#[derive(Default)]
struct Open {
    in_body: bool,
    /// What was said since the last tag.
    text: String,
    /// Whether another element stands in it: then blanks between elements are only their layout.
    parent: bool,
}

impl Reading {
    fn open(&mut self, is_body: bool) {
        let mut in_body = is_body;
        if let Some(outer) = self.open.last_mut() {
            outer.parent = true;
            in_body |= outer.in_body;
        }
        self.keep();
        self.open.push(Open { in_body, ..Open::default() });
    }

    fn close(&mut self) -> Option<()> {
        self.keep();
        self.open.pop().map(|_| ())
    }

    fn add(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.text.push_str(text);
        }
    }

    fn keep(&mut self) {
        if let Some(open) = self.open.last_mut() {
            let text = std::mem::take(&mut open.text);
            let says = if open.parent { !text.trim().is_empty() } else { !text.is_empty() };
            if open.in_body && says {
                self.texts.push(text);
            }
        }
    }
}
