//! A paper as one self-contained page for an office's site, and what such a page says, read back.
//!
//! A page holds no script, nothing from elsewhere and no digit of its own, and is well-formed as XML too: it can be
//! read without knowing how a browser mends pages. Every text of the paper stands alone in an element.

mod blocks;
mod chart;
mod page;
mod palette;
mod read;
pub(super) mod stream;
mod table;

pub use chart::drawing;
pub(super) use palette::LINES;
pub use read::read;

use super::markup::{self, Element};
use super::paper::{Paper, Text};

/// The paper as a page. Equal papers give equal bytes.
pub fn render(paper: &Paper) -> String {
    page::page(paper)
}

/// How a text is read back from a page: without the characters that no page can hold.
pub fn as_read(text: &Text) -> String {
    markup::allowed(&text.shown())
}

/// An element with both of its tags.
fn element(name: &'static str) -> Element {
    markup::element(name).paired()
}

/// An element that holds a text and nothing else.
fn said(name: &'static str, text: &Text) -> Element {
    element(name).saying(&text.shown())
}

/// An element with others in it, each on a line of its own, so that two versions of a page can be compared by line.
fn stacked(parent: Element, children: impl IntoIterator<Item = Element>) -> Element {
    children.into_iter().fold(parent, |parent, child| parent.holding(child).verbatim("\n"))
}

/// A container that scrolls sideways by itself, with the keyboard too, where its content is wider than the screen.
fn scrolling(label: &str, content: impl IntoIterator<Item = Element>) -> Element {
    element("div")
        .with("class", "scroll")
        .with("role", "region")
        .with("tabindex", "0")
        .with("aria-labelledby", label)
        .holding_all(content)
}
