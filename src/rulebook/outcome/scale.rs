//! A broken line from scores to percents of a base: full from 95 on, a point less for each below it, two from 90 down.

use crate::diagnostic::{Code, Diagnostic};
use crate::number::Number;
use crate::toml_table::{Reader, Shape};

/// A point of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScalePoint {
    /// Points, of either sign.
    pub score: Number,
    /// Percent of the base; ≥ 0.
    pub percent: Number,
}

/// The line: straight between two points, level above the first and below the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Best score first, each lower than the one before; at least one.
    points: Vec<ScalePoint>,
}

/// Where a score lies on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// At the first point or above it.
    From(ScalePoint),
    /// On a point that is not the first.
    On(ScalePoint),
    /// Between two, the better one first.
    Between(ScalePoint, ScalePoint),
    /// Below the last.
    Below(ScalePoint),
}

impl Scale {
    /// The points, best score first.
    pub fn points(&self) -> &[ScalePoint] {
        &self.points
    }

    /// Where a score lies; `None` on a line without points, which none is read as.
    pub fn at(&self, score: Number) -> Option<Stretch> {
        let mut better: Option<ScalePoint> = None;
        for point in self.points.iter().copied() {
            if score >= point.score {
                return Some(match better {
                    None => Stretch::From(point),
                    Some(_) if score == point.score => Stretch::On(point),
                    Some(better) => Stretch::Between(better, point),
                });
            }
            better = Some(point);
        }
        better.map(Stretch::Below)
    }

    /// Reads the rows of `scale`.
    pub(super) fn read(reader: &Reader<'_>, rows: Vec<Reader<'_>>) -> Option<Self> {
        let points: Option<Vec<_>> = rows.into_iter().map(read_point).collect();
        let points = points?;
        if let (true, Some(node)) = (points.is_empty(), reader.node("scale")) {
            reader.bad_value(node, "scale", "至少一个点，如 [{ score = 95, percent = 100 }]");
            return None;
        }
        let rising = points.windows(2).find_map(|pair| match pair {
            [before, next] if next.score >= before.score => Some((before.score, next.score)),
            _ => None,
        });
        if let Some((before, next)) = rising {
            let message = format!("scale 里 {next} 分写在 {before} 分后面，没有比它低");
            reader.problems().push(
                Diagnostic::error(Code::BracketOrder, reader.span_of("scale"), message)
                    .hint("各点从高分到低分写，同一个分数只写一行"),
            );
            return None;
        }
        Some(Self { points })
    }
}

fn read_point(row: Reader<'_>) -> Option<ScalePoint> {
    let score = row.special("score", "得多少分，可以是负的", Shape::Number, true).and_then(|node| {
        let found = row.as_signed(node);
        if found.is_none() {
            row.bad_value(node, "score", "至多 15 位的数，可以是负的，不加引号，不用科学记数");
        }
        found
    });
    let percent = row.number("percent", "得这么多分时发基数的百分之几，写百分号前面的数；可以大于 100");
    row.finish();
    Some(ScalePoint { score: score?, percent: percent? })
}
