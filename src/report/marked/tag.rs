//! The tags of a part with where they stand, so that all between those that change can be copied as it is.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `<a>`
    Start,
    /// `<a/>`
    Empty,
    /// `</a>`
    End,
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub(super) kind: Kind,
    /// Name without namespace.
    pub(super) name: String,
    /// `x:` or nothing.
    pub(super) prefix: String,
    /// How many elements it lies in.
    pub(super) depth: usize,
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
    pub(super) attributes: Vec<(String, String)>,
    text: &'a str,
}

impl Tag<'_> {
    /// The value of an attribute, as written.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The tag as written.
    pub(super) fn text(&self) -> &str {
        self.text
    }

    /// The opening tag in place of one that is empty.
    pub(super) fn opened(&self) -> String {
        Self { kind: Kind::Start, ..self.clone() }.with(&[])
    }

    /// The tag with some attributes set, in the place of those of their names or at the end.
    pub(super) fn with(&self, changes: &[(&str, &str)]) -> String {
        let mut attributes = self.attributes.clone();
        for (name, value) in changes {
            match attributes.iter_mut().find(|(key, _)| key == name) {
                Some((_, old)) => (*value).clone_into(old),
                None => attributes.push(((*name).to_owned(), (*value).to_owned())),
            }
        }
        let written: Vec<String> =
            attributes.iter().map(|(key, value)| format!(" {key}=\"{value}\"")).collect();
        let end = if self.kind == Kind::Empty { "/>" } else { ">" };
        format!("<{}{}{}{end}", self.prefix, self.name, written.concat())
    }
}

/// Every tag of a text in order; `None` where it is not well formed.
pub(super) fn tags(text: &str) -> Option<Vec<Tag<'_>>> {
    let mut reader = Reader::from_str(text);
    let mut tags = Vec::new();
    let (mut depth, mut before) = (0_usize, 0_usize);
    loop {
        let event = reader.read_event().ok()?;
        let after = usize::try_from(reader.buffer_position()).ok()?;
        let range = before..after;
        let source = text.get(range.clone())?;
        match event {
            Event::Start(tag) => {
                tags.push(opening(&tag, Kind::Start, depth, range, source)?);
                depth += 1;
            }
            Event::Empty(tag) => tags.push(opening(&tag, Kind::Empty, depth, range, source)?),
            Event::End(tag) => {
                depth = depth.checked_sub(1)?;
                let (prefix, name) = split(tag.name().as_ref());
                tags.push(Tag {
                    kind: Kind::End,
                    name,
                    prefix,
                    depth,
                    range,
                    attributes: vec![],
                    text: source,
                });
            }
            Event::Eof => return (depth == 0).then_some(tags),
            _ => {}
        }
        before = after;
    }
}

fn opening<'a>(
    tag: &BytesStart<'_>,
    kind: Kind,
    depth: usize,
    range: Range<usize>,
    text: &'a str,
) -> Option<Tag<'a>> {
    let (prefix, name) = split(tag.name().as_ref());
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        let key = attribute.key.as_ref().to_owned();
        // A quote of the other kind may stand in a value as it is; here all are written in double ones.
        let value = attribute.value.replace('"', "&quot;");
        attributes.push((key, value));
    }
    Some(Tag { kind, name, prefix, depth, range, attributes, text })
}

fn split(full: &str) -> (String, String) {
    match full.split_once(':') {
        Some((prefix, name)) => (format!("{prefix}:"), name.to_owned()),
        None => (String::new(), full.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_know_their_places() {
        let text = "<?xml version=\"1.0\"?>\n<x:a k='1'>t<b/><!-- <c> --></x:a>";
        let tags = tags(text).unwrap();
        let shown: Vec<_> = tags.iter().map(|tag| (tag.text(), tag.depth)).collect();
        assert_eq!(shown, [("<x:a k='1'>", 0), ("<b/>", 1), ("</x:a>", 0)]);
        assert_eq!(tags[0].with(&[("k", "2"), ("m", "3")]), "<x:a k=\"2\" m=\"3\">");
    }

    #[test]
    fn what_is_not_well_formed_is_nothing() {
        for text in ["<a>", "<a></b>", "<a k=1/>"] {
            assert!(tags(text).is_none(), "{text}");
        }
    }
}
