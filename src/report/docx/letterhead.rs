//! The red head: 发文机关标志, 发文字号 and the red line; on preprinted paper their room.
//!
//! Knows nothing of what stands below it.

use super::geometry::{Design, halves};
use super::paragraph::{Face, Paragraph, Setting};
use super::styles::{BODY, TITLE};
use crate::report::paper::Letterhead;

/// The width of the type area.
const WIDTH: u32 = 8844;
/// The largest mark, in half points: higher than 22 pt titles, lower than the 22 mm that once were the limit.
const LARGEST: u32 = 108;
/// A mark that would have to be smaller than this is narrowed first.
const SMALLEST: u32 = 88;
/// No sign is narrowed below this, in percent.
const NARROWEST: u32 = 60;
/// Fewer signs than this are not spread over the whole line.
const FEW: u32 = 10;
/// From the top of the type area to the top of the mark: 35 mm.
const ABOVE: u32 = 1984;
/// Lines of the body above the mark, free for 份号, 密级 and 紧急程度.
const FREE: u32 = 3;
/// The red line: eighths of a point, and points below the number.
const RULE: (u32, u32) = (10, 8);

/// Size in half points, and width in percent of a mark that fills the type area.
fn size(letterhead: &Letterhead) -> (u32, u32) {
    let halves = halves(&letterhead.mark.shown()).max(1);
    // A sign of n half points is n * 10 twips wide.
    let whole = WIDTH.saturating_mul(2) / halves / 10;
    if whole >= SMALLEST {
        return (whole.min(LARGEST) & !1, 100);
    }
    let percent = whole.saturating_mul(100) / SMALLEST;
    if percent >= NARROWEST {
        return (SMALLEST, percent);
    }
    ((whole.saturating_mul(100) / NARROWEST).max(32) & !1, NARROWEST)
}

/// How the mark is set.
pub(super) fn mark(letterhead: &Letterhead) -> (Setting, Face) {
    let (size, percent) = size(letterhead);
    let line = size.saturating_mul(11);
    let before = ABOVE.saturating_sub(Design::Official.line().saturating_mul(FREE));
    // The strokes begin below the top of the line, by what the line is higher than they are.
    let before = before.saturating_sub(line / 20);
    let spread = halves(&letterhead.mark.shown()) >= FEW;
    let side = Some(if spread { "distribute" } else { "center" });
    let setting = Setting { spacing: Some((before, 0, line)), side, ..Setting::default() };
    let narrowed = (percent < 100).then_some(percent);
    (setting, Face { red: true, narrowed, ..Face::of(TITLE, size) })
}

/// How the number is set, and the red line below it.
pub(super) fn number(letterhead: &Letterhead) -> Setting {
    let line = Design::Official.line();
    let (width, space) = RULE;
    let rule = (!letterhead.preprinted).then_some(RULE);
    let after = if letterhead.preprinted { space.saturating_mul(20).saturating_add(width / 2) } else { 0 };
    Setting { rule, spacing: Some((0, after, line)), side: Some("center"), ..Setting::default() }
}

/// The paragraphs of the head, and the two blank lines that part it from the title.
pub(super) fn paragraphs(letterhead: &Letterhead) -> Vec<Paragraph> {
    let blank = || Paragraph::blank(BODY);
    let mark = if letterhead.preprinted {
        Paragraph::blank("LetterheadMark")
    } else {
        Paragraph::saying("LetterheadMark", &letterhead.mark.shown())
    };
    let number = Paragraph::saying("LetterheadNumber", &letterhead.number.shown());
    vec![blank(), blank(), blank(), mark, blank(), blank(), number, blank(), blank()]
}
