//! Charts as drawings inside the page: a title, words for those who do not see them, and direct labels.
//!
//! A chart draws no number that the paper does not print. Lengths are whole pixels or hundredths of a percent.

mod alone;
mod bars;
mod labels;
mod lines;
mod mark;
mod scale;

pub use alone::drawing;

use super::super::markup::Element;
use super::super::paper::{Chart, Text};
use super::super::text;
use super::{element, said, scrolling, stacked};

/// Half the width of a character, in pixels of a drawing.
const HALF: i64 = 10;

/// A chart with its container.
pub(super) fn chart(chart: &Chart, label: &str) -> Element {
    let (Chart::Bars { title, alternative, .. } | Chart::Lines { title, alternative, .. }) = chart;
    let blank =
        element("svg").with("role", "img").with("aria-labelledby", format!("{label}-title {label}-words"));
    let drawing = blank
        .clone()
        .verbatim("\n")
        .holding(said("title", title).with("id", format!("{label}-title")))
        .holding(said("desc", alternative).with("id", format!("{label}-words")));
    let (drawings, note) = match chart {
        Chart::Bars { bars, .. } => (bars::draw(drawing, &blank, bars), None),
        Chart::Lines { periods, lines, .. } => {
            let (drawing, note) = lines::draw(drawing, periods, lines);
            (vec![drawing], note)
        }
    };
    let figure = match drawings.as_slice() {
        [_] => element("figure").with("class", "whole"),
        _ => element("figure"),
    };
    let note = note.map(|note| element("p").with("class", "note").saying(note));
    let parts = [said("figcaption", title).with("id", label), scrolling(label, drawings)];
    stacked(figure.verbatim("\n"), parts.into_iter().chain(note))
}

/// The pixels that a text takes, about.
fn pixels(text: &Text) -> i64 {
    i64::try_from(text::width(&text.shown())).map_or(0, |columns| columns.saturating_mul(HALF))
}

/// A text at a place of a drawing.
fn written(text: &Text, x: impl std::fmt::Display, y: i64) -> Element {
    said("text", text).with("x", x).with("y", y)
}
