//! XML and JSON with values changed, elements moved, doubled, dropped, or put into one another without end.

use super::{bytes, place, repeated, replaced, word};
use crate::random::Random;

/// Where values stand: between quotes, or between tags.
fn values(text: &str, open: char, close: char) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut begun = None;
    for (at, sign) in text.char_indices() {
        match begun {
            Some(start) if sign == close => {
                found.push(start..at);
                begun = (open != close && sign == open).then_some(at + 1);
            }
            None if sign == open => begun = Some(at + 1),
            _ => {}
        }
    }
    found
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn value(random: &mut Random, text: &mut String, places: &[std::ops::Range<usize>]) {
    if places.is_empty() {
        return;
    }
    let chosen = places[random.below(places.len())].clone();
    let by = match random.below(4) {
        // Another value of the same text fits where one of this kind is asked for.
        0 | 1 => text[places[random.below(places.len())].clone()].to_owned(),
        2 => escaped(&word(random)),
        _ => word(random),
    };
    replaced(text, chosen, &by);
}

/// From one `<` to a later one.
fn elements(random: &mut Random, text: &str) -> std::ops::Range<usize> {
    let starts: Vec<usize> = text.match_indices('<').map(|(at, _)| at).collect();
    if starts.is_empty() {
        return 0..0;
    }
    let first = random.below(starts.len());
    let last = (first + 1 + random.below(12)).min(starts.len() - 1);
    starts[first]..starts[last].max(starts[first])
}

pub(crate) fn xml(random: &mut Random, part: &[u8], other: &[u8]) -> Vec<u8> {
    let Ok(mut text) = String::from_utf8(part.to_vec()) else {
        let mut part = part.to_vec();
        bytes(random, &mut part, other);
        return part;
    };
    for _ in 0..random.few(10) {
        match random.below(10) {
            0..3 => {
                let places = values(&text, '"', '"');
                value(random, &mut text, &places);
            }
            3..6 => {
                let places = values(&text, '>', '<');
                value(random, &mut text, &places);
            }
            6 => {
                let dropped = elements(random, &text);
                replaced(&mut text, dropped, "");
            }
            7 => {
                let copied = elements(random, &text);
                let copied = text[copied].to_owned();
                let to = elements(random, &text).start;
                let copied = if random.one_in(6) { repeated(random, &copied) } else { copied };
                replaced(&mut text, to..to, &copied);
            }
            8 => {
                let at = place(random, &text);
                let signs = if random.one_in(2) { word(random) } else { deep(random) };
                replaced(&mut text, at..at, &signs);
            }
            _ => {
                let mut damaged = text.into_bytes();
                bytes(random, &mut damaged, other);
                text = String::from_utf8_lossy(&damaged).into_owned();
            }
        }
    }
    text.into_bytes()
}

fn deep(random: &mut Random) -> String {
    let tag = random.pick(&[
        "<a>",
        "<w:p>",
        "<w:del>",
        "<c><f>",
        "<si><t>",
        "<!--",
        "<![CDATA[",
        "<?x ",
        "<row>",
        "<!DOCTYPE x [",
    ]);
    repeated(random, tag)
}

pub(crate) fn json(random: &mut Random, from: &[u8], other: &[u8]) -> Vec<u8> {
    let Ok(mut text) = String::from_utf8(from.to_vec()) else { return from.to_vec() };
    for _ in 0..random.few(8) {
        match random.below(6) {
            0 | 1 => {
                let places = values(&text, '"', '"');
                value(random, &mut text, &places);
            }
            2 => {
                let places = values(&text, ':', ',');
                value(random, &mut text, &places);
            }
            3 => {
                let at = place(random, &text);
                let one = random.pick(&["[", "{\"a\":", "]", "}", "[[],", "null,", "-"]);
                let signs = repeated(random, one);
                replaced(&mut text, at..at, &signs);
            }
            4 => {
                let places = values(&text, '{', '}');
                value(random, &mut text, &places);
            }
            _ => {
                let mut damaged = text.into_bytes();
                bytes(random, &mut damaged, other);
                text = String::from_utf8_lossy(&damaged).into_owned();
            }
        }
    }
    text.into_bytes()
}
