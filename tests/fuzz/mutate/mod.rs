//! Damage to inputs: blind, and such as keeps the shape that a reader looks for.

mod csv;
mod formula;
mod old_excel;
mod package;
mod toml;
mod words;
mod xml;

pub(crate) use csv::csv;
pub(crate) use formula::formula;
pub(crate) use old_excel::old_excel;
pub(crate) use package::package;
pub(crate) use toml::toml;
pub(crate) use words::word;
pub(crate) use xml::{json, xml};

use crate::random::Random;

/// Numbers at the edge of what they are kept in.
const EDGES: &[u8] = &[0, 1, 0x7F, 0x80, 0xFE, 0xFF];

/// Blind damage; `other` lends a stretch.
pub(crate) fn bytes(random: &mut Random, bytes: &mut Vec<u8>, other: &[u8]) {
    for _ in 0..random.few(12) {
        let at = random.below(bytes.len().max(1));
        match random.below(8) {
            _ if bytes.is_empty() => bytes.extend(&other[random.stretch(other.len(), 64)]),
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes[at] = EDGES[random.below(EDGES.len())],
            2 => {
                bytes.drain(random.stretch(bytes.len(), 64));
            }
            3 => {
                let copied = bytes[random.stretch(bytes.len(), 256)].to_vec();
                bytes.splice(at..at, copied);
            }
            4 => bytes.truncate(at),
            5 => {
                let lent = other[random.stretch(other.len(), 256)].to_vec();
                bytes.splice(at..at, lent);
            }
            6 => {
                let wide = (random.next() as u32 >> random.below(32)).to_le_bytes();
                let end = (at + 4).min(bytes.len());
                bytes[at..end].copy_from_slice(&wide[..end - at]);
            }
            _ => {
                let end = (at + 4).min(bytes.len());
                bytes[at..end].fill(EDGES[random.below(EDGES.len())]);
            }
        }
    }
}

/// The text with a stretch of it replaced.
fn replaced(text: &mut String, stretch: std::ops::Range<usize>, by: &str) {
    if text.is_char_boundary(stretch.start) && text.is_char_boundary(stretch.end) {
        text.replace_range(stretch, by);
    }
}

/// A place in a text between two of its signs.
fn place(random: &mut Random, text: &str) -> usize {
    let mut at = random.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Stretches beyond this many signs only cost time.
const LONGEST: usize = 2_000_000;

/// Something within itself, or itself again, very often.
fn repeated(random: &mut Random, one: &str) -> String {
    let times = [3, 40, 300, 5_000, 100_000][random.below(5)];
    one.repeat(times.min(LONGEST / one.len().max(1)))
}
