//! Lines over periods, each with its name and last figure at its end. Where nothing is known a line has a gap.
//!
//! The only figures beside the axis are last figures of the highest and the lowest line, at their heights.

use super::super::super::markup::{self, Element};
use super::super::super::paper::{Line, Text};
use super::labels::spread;
use super::mark::Look;
use super::scale::Scale;
use super::{pixels, written};
use crate::number::Number;

/// From one label to the next, and room above and below the field.
const GAP: i64 = 26;
/// The lowest field.
const LOWEST: i64 = 312;
/// The narrowest step from one period to the next.
const STEP: i64 = 48;
/// Between the field and its labels, for the strokes that lead to them.
const LEAD: i64 = 34;
/// The sample of a line beside its label.
const SAMPLE: i64 = 44;
/// From the middle of a text's line to its base.
const BASE: i64 = 6;

/// Where things stand, in pixels.
struct Layout {
    /// The first period.
    left: i64,
    step: i64,
    /// The last period.
    right: i64,
    /// The bottom of the field.
    bottom: i64,
    /// Where names begin and where last figures end.
    names: i64,
    end: i64,
    scale: Scale,
}

/// The drawing with the lines in it, and a sentence on its axis.
pub(super) fn draw(drawing: Element, periods: &[Text], lines: &[Line]) -> (Element, Option<&'static str>) {
    let layout = layout(periods, lines);
    let height = layout.bottom + 2 * GAP;
    let drawing = drawing
        .with("class", "lines")
        .with("width", layout.end)
        .with("height", height)
        .with("viewBox", format!("0 0 {} {height}", layout.end));
    let wanted: Vec<i64> =
        lines.iter().map(|line| layout.last(line).map_or(layout.bottom, |(_, y)| y)).collect();
    let heights = spread(&wanted, GAP, (GAP, layout.bottom));
    let parts = layout
        .frame(periods)
        .into_iter()
        .chain(layout.guides(lines))
        .chain(lines.iter().enumerate().flat_map(|(index, line)| layout.line(Look::of(index), line)))
        .chain(
            lines
                .iter()
                .zip(heights)
                .enumerate()
                .flat_map(|(index, (line, height))| layout.label(Look::of(index), line, height)),
        );
    let drawing = parts.fold(drawing, |drawing, part| drawing.verbatim("\n").holding(part));
    let known = lines.iter().any(|line| line.points.iter().any(Option::is_some));
    (drawing, known.then(|| note(layout.scale)))
}

/// Width and height of the drawing.
pub(super) fn size(periods: &[Text], lines: &[Line]) -> (i64, i64) {
    let layout = layout(periods, lines);
    (layout.end, layout.bottom + 2 * GAP)
}

/// From where the axis runs, without a number.
fn note(scale: Scale) -> &'static str {
    if scale.begins_at_zero() {
        "注：图中纵轴从零起。"
    } else if scale.crosses_zero() {
        "注：图中粗横线为零。"
    } else {
        "注：图中纵轴不从零起，只供比较高低和升降。"
    }
}

fn layout(periods: &[Text], lines: &[Line]) -> Layout {
    let count = |count: usize| i64::try_from(count).unwrap_or(0);
    let widest = |texts: &mut dyn Iterator<Item = &Text>| texts.map(pixels).max().unwrap_or(0);
    let names = widest(&mut lines.iter().map(|line| &line.name));
    let figures = widest(&mut lines.iter().map(|line| &line.last));
    let period = widest(&mut periods.iter());
    let step = STEP.max(period + 12);
    let left = figures + 24 + step / 2;
    let right = left + step * (count(periods.len()) - 1).max(0);
    let tall = LOWEST.max(GAP * count(lines.len()).max(1));
    let labels = right + step / 2 + LEAD + SAMPLE;
    let known = lines.iter().flat_map(|line| line.points.iter().take(periods.len()).copied().flatten());
    Layout {
        left,
        step,
        right,
        bottom: tall,
        names: labels,
        end: labels + names + 16 + figures + 4,
        scale: Scale::near(known, tall - GAP),
    }
}

impl Layout {
    fn x(&self, index: usize) -> i64 {
        i64::try_from(index)
            .map_or(self.right, |index| self.left.saturating_add(self.step.saturating_mul(index)))
            .min(self.right)
    }

    fn y(&self, value: Number) -> Option<i64> {
        self.scale.at(value).map(|height| self.bottom - height)
    }

    /// The points of a line that are known, a run between gaps each.
    fn runs(&self, line: &Line) -> Vec<Vec<(i64, i64)>> {
        let place = |(index, point): (usize, &Option<Number>)| Some((self.x(index), self.y((*point)?)?));
        let places: Vec<_> = line.points.iter().enumerate().map(place).collect();
        places.split(Option::is_none).map(|run| run.iter().copied().flatten().collect()).collect()
    }

    /// The last point of a line that is known.
    fn last(&self, line: &Line) -> Option<(i64, i64)> {
        self.runs(line).into_iter().flatten().last()
    }

    fn edges(&self) -> (i64, i64) {
        (self.left - self.step / 2, self.right + self.step / 2)
    }

    /// The axis with its periods.
    fn frame(&self, periods: &[Text]) -> Vec<Element> {
        let floor = self.bottom + GAP / 2;
        let (from, to) = self.edges();
        let mut parts = vec![stroke("axis", (from, floor), (to, floor))];
        if let Some(zero) = self.y(Number::ZERO).filter(|_| self.scale.crosses_zero()) {
            parts.push(stroke("zero", (from, zero), (to, zero)));
        }
        let ticks = (0..periods.len()).map(|index| (self.x(index), floor));
        parts.extend(ticks.map(|(x, y)| stroke("axis", (x, y), (x, y + 6))));
        let label =
            |(index, period)| written(period, self.x(index), floor + GAP).with("text-anchor", "middle");
        parts.extend(periods.iter().enumerate().map(label));
        parts
    }

    /// The last figures of the highest and the lowest line with a thin stroke across the field.
    fn guides(&self, lines: &[Line]) -> Vec<Element> {
        let mut ends: Vec<(i64, &Text)> =
            lines.iter().filter_map(|line| Some((self.last(line)?.1, &line.last))).collect();
        ends.sort_by_key(|(height, _)| *height);
        let lowest = ends.last().copied();
        let highest = ends.first().copied();
        let apart = |low: &(i64, &Text)| highest.is_some_and(|high| low.0 - high.0 >= GAP);
        let (from, to) = self.edges();
        highest
            .into_iter()
            .chain(lowest.filter(apart))
            .flat_map(|(y, figure)| {
                let figure = written(figure, from - 8, y + BASE).with("text-anchor", "end");
                [stroke("guide", (from, y), (to, y)), figure]
            })
            .collect()
    }

    fn line(&self, look: Look, line: &Line) -> Vec<Element> {
        let runs = self.runs(line);
        let strokes = runs.iter().filter(|run| run.len() > 1).map(|run| look.line(run));
        strokes.chain(runs.iter().flatten().map(|point| look.mark(*point))).collect()
    }

    /// A sample of the line, its name and its last figure, with a stroke that leads to them.
    fn label(&self, look: Look, line: &Line, height: i64) -> Vec<Element> {
        let sample = self.names - SAMPLE;
        let (_, edge) = self.edges();
        let lead = self.last(line).map(|(x, y)| {
            let places = format!("{},{y} {edge},{y} {},{height}", x + 8, sample - 4);
            markup::element("polyline").with("class", "lead").with("points", places)
        });
        let own = [
            look.line(&[(sample, height), (self.names - 10, height)]),
            look.mark((sample + (SAMPLE - 10) / 2, height)),
            written(&line.name, self.names, height + BASE),
            written(&line.last, self.end - 4, height + BASE).with("text-anchor", "end"),
        ];
        lead.into_iter().chain(own).collect()
    }
}

fn stroke(class: &str, (x1, y1): (i64, i64), (x2, y2): (i64, i64)) -> Element {
    let places = [("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)];
    places.iter().fold(markup::element("line").with("class", class), |line, (name, at)| line.with(name, at))
}
