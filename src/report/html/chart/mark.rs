//! What tells one line from another without colour: its dashes and the marks at its points.

use super::super::super::markup::{self, Element};
use super::super::palette;

/// Strokes and gaps in pixels.
const DASHES: [&str; 6] = ["none", "12 5", "3 4", "16 5 3 5", "7 4", "16 4 3 4 3 4"];
const MARKS: [Mark; 5] = [Mark::Disc, Mark::Square, Mark::Triangle, Mark::Diamond, Mark::Cross];

#[derive(Clone, Copy)]
enum Mark {
    Disc,
    Square,
    Triangle,
    Diamond,
    Cross,
}

/// How a line looks. The numbers of dashes and marks have no common divisor, so that the first thirty all differ.
#[derive(Clone, Copy)]
pub(super) struct Look {
    colour: &'static str,
    dashes: &'static str,
    mark: Mark,
}

impl Look {
    /// The look of the line at an index.
    pub(super) fn of(index: usize) -> Self {
        let colour = palette::LINES.get(index % palette::LINES.len()).copied().unwrap_or("currentColor");
        let dashes = DASHES.get(index % DASHES.len()).copied().unwrap_or("none");
        Self { colour, dashes, mark: MARKS.get(index % MARKS.len()).copied().unwrap_or(Mark::Disc) }
    }

    /// The line through some points.
    pub(super) fn line(self, points: &[(i64, i64)]) -> Element {
        let places: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
        markup::element("polyline")
            .with("points", places.join(" "))
            .with("stroke", self.colour)
            .with("stroke-dasharray", self.dashes)
    }

    /// The mark at a point.
    pub(super) fn mark(self, (x, y): (i64, i64)) -> Element {
        let path = match self.mark {
            Mark::Disc => {
                let disc = markup::element("circle").with("cx", x).with("cy", y).with("r", 5);
                return disc.with("fill", self.colour).with("stroke", self.colour);
            }
            Mark::Square => format!("M{} {}h9v9h-9z", x - 4, y - 4),
            Mark::Triangle => format!("M{x} {}l6 11h-12z", y - 7),
            Mark::Diamond => format!("M{x} {}l7 7l-7 7l-7 -7z", y - 7),
            Mark::Cross => format!("M{} {}l10 10m0 -10l-10 10", x - 5, y - 5),
        };
        let hollow = matches!(self.mark, Mark::Square | Mark::Diamond);
        let fill =
            if hollow { palette::GROUNDS.first().map_or("none", |(_, paper)| paper) } else { self.colour };
        markup::element("path").with("d", path).with("fill", fill).with("stroke", self.colour)
    }
}
