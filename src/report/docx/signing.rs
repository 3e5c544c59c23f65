//! Where a paper is signed: 发文机关署名 centred over 成文日期, and lines to sign on.
//!
//! Draws no seal; leaves its room.

use super::body::Body;
use super::geometry::{Design, halves};
use super::paragraph::{Face, Indent, Paragraph};
use crate::report::markup::element;
use crate::report::paper::Text;

/// From the right edge to the day.
const INSET: u32 = 4;
/// How long a line to sign on is, in characters.
const WRITING: u32 = 12;

/// Office and day. The seal presses both and reaches up to a line below the text, which two blank lines give room for.
pub(super) fn signature(body: &mut Body, office: &Text, day: &Text) {
    body.blanks(if body.design() == Design::Official { 2 } else { 1 });
    let half = body.design().character() / 2;
    let (office, day) = (office.shown(), day.shown());
    let (wide, narrow) = (halves(&office), halves(&day));
    // The middle of the day is where the middle of the office has to be; a long office moves both to the left.
    let middle = INSET.saturating_mul(2).saturating_add(narrow / 2).max(wide.div_ceil(2));
    let inset = |halves: u32| Some(Indent::Right(middle.saturating_sub(halves / 2).saturating_mul(half)));
    for (style, text, inset) in
        [("SignatureOffice", office, inset(wide)), ("SignatureDate", day, inset(narrow))]
    {
        if !text.is_empty() {
            let mut paragraph = Paragraph::saying(style, &text);
            paragraph.setting.indent = inset;
            body.push(paragraph);
        }
    }
}

/// A line each, all ending at the same place.
pub(super) fn sign_here(body: &mut Body, words: &[Text]) {
    let widest = words.iter().map(|words| halves(&words.shown())).max().unwrap_or(0);
    let character = body.design().character();
    let end = widest.div_ceil(2).saturating_add(WRITING).saturating_mul(character);
    let words: Vec<&Text> = words.iter().filter(|words| !words.is_empty()).collect();
    for (index, signed) in words.iter().enumerate() {
        let face = Face { underlined: true, ..Face::default() };
        let line = element("w:r").holding_all(face.element()).holding(element("w:tab"));
        let mut paragraph = Paragraph::saying("SignHere", &signed.shown()).followed_by(line);
        paragraph.setting.stop = Some(end);
        paragraph.setting.keep_next = index + 1 < words.len();
        body.push(paragraph);
    }
}
