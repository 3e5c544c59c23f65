//! Horizontal bars from a line at 0, each with its name before it and its figure at its end.
//!
//! Places are shares of the field's width and texts keep their size, so that a phone shows the whole chart.

use super::super::super::markup::{self, Element};
use super::super::super::paper::Text;
use super::super::element;
use super::scale::Scale;
use super::{pixels, written};
use crate::number::Number;

/// From one bar to the next.
const ROW: i64 = 25;
/// Thickness of a bar.
const THICK: i64 = 16;
/// Above the first bar and below the last.
const EDGE: i64 = 5;
/// Between a name or a figure and the bar.
const GAP: i64 = 8;
/// The narrowest field.
const NARROWEST: i64 = 140;
/// The whole width of the field: hundredths of a percent.
const WHOLE: i64 = 10_000;
/// As many bars as a sheet of A4 has room for beside a title; a drawing cannot be broken.
const SHEET: usize = 30;

/// What all bars have in common.
struct Field {
    /// Room for names, and for figures of losses, in pixels.
    before: i64,
    /// Room for figures, in pixels.
    after: i64,
    /// Room for figures of losses within `before`.
    losses: i64,
    scale: Scale,
    zero: i64,
}

/// The drawings, a sheet of bars each, of which the first is `first`.
pub(super) fn draw(first: Element, next: &Element, bars: &[(Text, Number, Text)]) -> Vec<Element> {
    let field = Field::of(bars);
    let rest = bars.get(SHEET.min(bars.len())..).unwrap_or_default().chunks(SHEET);
    let sheets = std::iter::once((first, bars.get(..SHEET).unwrap_or(bars)));
    sheets
        .chain(rest.map(|bars| (next.clone(), bars)))
        .map(|(drawing, bars)| field.sheet(drawing, bars))
        .collect()
}

impl Field {
    fn of(bars: &[(Text, Number, Text)]) -> Self {
        let widest = |texts: &mut dyn Iterator<Item = &Text>| texts.map(pixels).max().unwrap_or(0) + GAP + 2;
        let names = widest(&mut bars.iter().map(|(name, ..)| name));
        let after = widest(&mut bars.iter().map(|(.., figure)| figure));
        let losses = if bars.iter().any(|(_, value, _)| value.is_negative()) { after } else { 0 };
        let scale = Scale::from_zero(bars.iter().map(|(_, value, _)| *value), WHOLE);
        Self { before: names + losses, after, losses, scale, zero: scale.at(Number::ZERO).unwrap_or(0) }
    }

    fn sheet(&self, drawing: Element, bars: &[(Text, Number, Text)]) -> Element {
        let height = i64::try_from(bars.len()).unwrap_or(0) * ROW - (ROW - THICK) + 2 * EDGE;
        let tops = (0_i64..).map(|row| EDGE + row * ROW);
        let zero = percent(self.zero);
        let line = markup::element("line").with("class", "zero").with("x1", &zero).with("x2", &zero);
        let drawing = drawing.with("class", "bars").with("width", "100%").with("height", height.max(0));
        let drawing = bars
            .iter()
            .zip(tops)
            .fold(drawing, |drawing, (bar, top)| drawing.verbatim("\n").holding_all(self.row(bar, top)));
        let drawing = drawing.verbatim("\n").holding(line.with("y1", 0).with("y2", height.max(0)));
        let Self { before, after, .. } = self;
        let style = format!("padding:0 {after}px 0 {before}px;min-width:{}px", before + NARROWEST + after);
        element("div").with("class", "room").with("style", style).holding(drawing)
    }

    /// Name, bar and figure.
    fn row(&self, (name, value, figure): &(Text, Number, Text), top: i64) -> Vec<Element> {
        let end = self.scale.at(*value).unwrap_or(self.zero);
        let base = top + THICK - 2;
        let (class, dx, anchor) =
            if value.is_negative() { ("loss", -GAP, "end") } else { ("gain", GAP, "start") };
        let bar = markup::element("rect")
            .with("class", class)
            .with("x", percent(end.min(self.zero)))
            .with("y", top)
            .with("width", percent((end - self.zero).abs()))
            .with("height", THICK);
        let name = written(name, -GAP - self.losses, base).with("text-anchor", "end");
        let figure = written(figure, percent(end), base).with("dx", dx).with("text-anchor", anchor);
        let bar = (end != self.zero).then_some(bar);
        [Some(name), bar, Some(figure)].into_iter().flatten().collect()
    }
}

fn percent(share: i64) -> String {
    format!("{}.{:02}%", share / 100, share % 100)
}
