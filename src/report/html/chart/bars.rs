//! Horizontal bars from a line at 0, each with its name before it and its figure at its end.
//!
//! Places are shares of the drawing's width and texts keep their size, so that a phone shows the whole chart.

use super::super::super::markup::{self, Element};
use super::super::super::paper::Text;
use super::scale::Scale;
use super::{pixels, written};
use crate::number::Number;

/// From one bar to the next.
const ROW: i64 = 30;
/// Thickness of a bar.
const THICK: i64 = 18;
/// Between a name or a figure and the bar.
const GAP: i64 = 8;
/// The width of a phone's screen, for which shares are chosen.
const PHONE: i64 = 330;
/// The whole width, in the units of shares.
const WHOLE: i64 = 10_000;

/// Where things stand, in hundredths of a percent.
struct Layout {
    /// Where names end.
    names: i64,
    /// Where the bars' field begins.
    field: i64,
    scale: Scale,
    /// The narrowest width, in pixels, at which nothing overlaps.
    narrowest: i64,
}

/// The drawing with the bars in it.
pub(super) fn draw(drawing: Element, bars: &[(Text, Number, Text)]) -> Element {
    let layout = layout(bars);
    let height = i64::try_from(bars.len()).unwrap_or(0).saturating_mul(ROW).saturating_add(GAP);
    let tops = (0_i64..).map(|row| GAP / 2 + row.saturating_mul(ROW));
    let zero = layout.place(Number::ZERO).unwrap_or(layout.field);
    let line =
        markup::element("line").with("class", "zero").with("x1", percent(zero)).with("x2", percent(zero));
    let drawing = drawing
        .with("class", "bars")
        .with("width", "100%")
        .with("height", height)
        .with("style", format!("min-width:{}px", layout.narrowest));
    let drawing = bars.iter().zip(tops).fold(drawing, |drawing, (bar, top)| {
        drawing.verbatim("\n").holding_all(row(bar, top, &layout, zero))
    });
    drawing.verbatim("\n").holding(line.with("y1", 0).with("y2", height))
}

/// The shares of names and figures are what they take on a phone, but not more than leaves room for bars.
fn layout(bars: &[(Text, Number, Text)]) -> Layout {
    let widest = |texts: &mut dyn Iterator<Item = &Text>| texts.map(pixels).max().unwrap_or(0) + 2 * GAP;
    let share = |pixels: i64, most: i64| (pixels * WHOLE / PHONE).min(most).max(1);
    let name = widest(&mut bars.iter().map(|(name, ..)| name));
    let figure = widest(&mut bars.iter().map(|(.., figure)| figure));
    let losses = bars.iter().any(|(_, value, _)| value.is_negative());
    let (names, figures) = (share(name, 4_000), share(figure, 2_500));
    let before = if losses { figures } else { 0 };
    let field = names + before;
    let scale = Scale::from_zero(bars.iter().map(|(_, value, _)| *value), WHOLE - figures - field);
    let needed = [name * WHOLE / names, figure * WHOLE / figures];
    Layout { names, field, scale, narrowest: needed.into_iter().max().unwrap_or(PHONE).min(4 * PHONE) }
}

impl Layout {
    fn place(&self, value: Number) -> Option<i64> {
        self.scale.at(value).map(|place| self.field.saturating_add(place))
    }
}

/// Name, bar and figure.
fn row((name, value, figure): &(Text, Number, Text), top: i64, layout: &Layout, zero: i64) -> Vec<Element> {
    let end = layout.place(*value).unwrap_or(zero);
    let base = top + THICK - 2;
    let (class, dx, anchor) =
        if value.is_negative() { ("loss", -GAP, "end") } else { ("gain", GAP, "start") };
    let bar = markup::element("rect")
        .with("class", class)
        .with("x", percent(end.min(zero)))
        .with("y", top)
        .with("width", percent((end - zero).abs()))
        .with("height", THICK);
    let name = written(name, percent(layout.names), base).with("dx", -GAP).with("text-anchor", "end");
    let figure = written(figure, percent(end), base).with("dx", dx).with("text-anchor", anchor);
    let bar = (end != zero).then_some(bar);
    [Some(name), bar, Some(figure)].into_iter().flatten().collect()
}

fn percent(share: i64) -> String {
    format!("{}.{:02}%", share / 100, share % 100)
}
