//! Charts of lines as a drawing of its own (SVG), one below the other. No script, no link, nothing from elsewhere.

use super::super::super::markup::{self, Element};
use super::super::super::paper::{Chart, Line, Text};
use super::super::super::text;
use super::super::{element, palette};
use super::{lines, pixels, written};

/// What stands around everything.
const MARGIN: i64 = 24;
/// From one line of words to the next.
const ROW: i64 = 28;
/// Lines of words are no longer, in half-width characters: about as broad as twelve months.
const BROADEST: usize = 92;
/// Between two charts.
const APART: i64 = 30;
/// Fonts that have the characters, on every system.
const FONTS: &str = "Microsoft YaHei, PingFang SC, Source Han Sans SC, Noto Sans CJK SC, SimSun, sans-serif";

/// The charts under a title and remarks. Bars are not drawn: a table says what they would.
pub fn drawing(title: &str, remarks: &[String], charts: &[Chart]) -> String {
    let mut down = MARGIN;
    let mut parts = Vec::new();
    let mut widest = 0;
    let mut say = |parts: &mut Vec<Element>, words: &str, down: &mut i64, weight: &str| {
        for line in text::wrap(words, BROADEST) {
            *down += ROW;
            let line = Text::from(line);
            widest = widest.max(pixels(&line));
            parts.push(written(&line, MARGIN, *down).with("font-weight", weight));
        }
    };
    say(&mut parts, title, &mut down, "bold");
    remarks.iter().for_each(|remark| say(&mut parts, remark, &mut down, "normal"));
    let mut broadest = 0;
    for chart in charts {
        let Chart::Lines { title, alternative, periods, lines } = chart else { continue };
        down += APART;
        say(&mut parts, &title.shown(), &mut down, "bold");
        let (width, height) = lines::size(periods, lines);
        down += ROW / 2;
        let (drawn, note) = one((periods, lines), down);
        parts.push(drawn);
        (down, broadest) = (down + height, broadest.max(width));
        say(&mut parts, &alternative.shown(), &mut down, "normal");
        // There is no paper around it whose tables it could mean.
        if let Some(note) = note {
            say(&mut parts, &note.replace("文中表格", "走势表"), &mut down, "normal");
        }
    }
    let (width, height) = (widest.max(broadest) + 2 * MARGIN, down + MARGIN);
    let paper = palette::GROUNDS.first().map_or("none", |(_, paper)| paper);
    let ground = markup::element("rect").with("width", width).with("height", height).with("fill", paper);
    let whole = element("svg")
        .with("xmlns", "http://www.w3.org/2000/svg")
        .with("width", width)
        .with("height", height)
        .with("viewBox", format!("0 0 {width} {height}"))
        .with("font-family", FONTS)
        .verbatim("\n")
        .holding(element("title").saying(title))
        .holding(element("style").verbatim(&palette::style_of_charts()))
        .holding(ground);
    let whole = parts.into_iter().fold(whole, |whole, part| whole.verbatim("\n").holding(part));
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{whole}\n")
}

fn one((periods, lines): (&[Text], &[Line]), down: i64) -> (Element, Option<&'static str>) {
    lines::draw(element("svg").with("x", MARGIN).with("y", down), periods, lines)
}
