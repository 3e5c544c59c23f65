//! Elements of XML as text, for the formats that are written by hand: documents and pages.
//!
//! Knows no format. Texts and attributes are escaped here and nowhere else.

use std::fmt::Write;

/// An element with its attributes and what stands in it.
#[derive(Clone, Debug)]
pub(super) struct Element {
    name: &'static str,
    attributes: String,
    content: String,
    paired: bool,
}

/// An element without anything in it yet.
pub(super) fn element(name: &'static str) -> Element {
    Element { name, attributes: String::new(), content: String::new(), paired: false }
}

impl Element {
    /// Written with both of its tags even if nothing stands in it: HTML takes `<td/>` for a tag that is never closed.
    #[must_use]
    pub(super) fn paired(self) -> Self {
        Self { paired: true, ..self }
    }

    /// With an attribute.
    #[must_use]
    pub(super) fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        let _ = write!(self.attributes, " {name}=\"{}\"", escaped(&value.to_string()));
        self
    }

    /// With another element in it.
    #[must_use]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a tree is put together from parts that nobody else needs"
    )]
    pub(super) fn holding(mut self, child: Self) -> Self {
        child.write(&mut self.content);
        self
    }

    /// With other elements in it.
    #[must_use]
    pub(super) fn holding_all(self, children: impl IntoIterator<Item = Self>) -> Self {
        children.into_iter().fold(self, Self::holding)
    }

    /// With a text in it.
    #[must_use]
    pub(super) fn saying(mut self, text: &str) -> Self {
        self.content.push_str(&escaped(text));
        self
    }

    /// With markup in it as it is.
    #[must_use]
    pub(super) fn verbatim(mut self, markup: &str) -> Self {
        self.content.push_str(markup);
        self
    }

    fn write(&self, out: &mut String) {
        let Self { name, attributes, content, paired } = self;
        let _ = match content.as_str() {
            "" if !paired => write!(out, "<{name}{attributes}/>"),
            content => write!(out, "<{name}{attributes}>{content}</{name}>"),
        };
    }
}

impl std::fmt::Display for Element {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut text = String::new();
        self.write(&mut text);
        out.write_str(&text)
    }
}

/// A text without the signs that mean something in XML.
fn escaped(text: &str) -> String {
    quick_xml::escape::escape(allowed(text)).into_owned()
}

/// A text without the characters that XML may not hold: those of control, and two that are none.
pub(super) fn allowed(text: &str) -> String {
    let kept = |sign: &char| match sign {
        '\n' | '\t' => true,
        sign => !sign.is_control() && !matches!(sign, '\u{fffe}' | '\u{ffff}'),
    };
    text.chars().filter(kept).collect()
}

/// The texts between the tags of some markup, and those that its `content` attributes hold.
pub fn texts(markup: &str) -> Vec<String> {
    let unescaped = |text: &str| {
        quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned)
    };
    let mut texts = Vec::new();
    for piece in markup.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        let content = tag.split_once("content=\"").and_then(|(_, rest)| rest.split('"').next());
        texts.extend(
            [Some(text), content]
                .into_iter()
                .flatten()
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .map(unescaped),
        );
    }
    texts
}
