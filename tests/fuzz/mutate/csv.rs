//! CSV with fields, quotes, separators and encodings changed.

use super::{bytes, place, repeated, replaced, word};
use crate::random::Random;

pub(crate) fn csv(random: &mut Random, from: &[u8], other: &[u8]) -> Vec<u8> {
    let Ok(mut text) = String::from_utf8(from.to_vec()) else {
        let mut damaged = from.to_vec();
        bytes(random, &mut damaged, other);
        return damaged;
    };
    for _ in 0..random.few(8) {
        match random.below(8) {
            0..4 => field(random, &mut text),
            4 => {
                let at = place(random, &text);
                let one = random
                    .pick(&["\"", "\"\"", ",", "\t", ";", "\r", "\n", "\r\n", " ", "'", "=", "a,", "\"\n"]);
                let signs = if random.one_in(6) { repeated(random, one) } else { one.to_owned() };
                replaced(&mut text, at..at, &signs);
            }
            5 => {
                let separator = random.pick(&["\t", ";", "，", "|"]);
                text = text.replace(',', separator);
            }
            6 => {
                let lines: Vec<&str> = text.lines().collect();
                let line = lines.get(random.below(lines.len())).copied().unwrap_or_default().to_owned();
                let line = if random.one_in(8) { repeated(random, &format!("{line}\n")) } else { line };
                text = format!("{text}\n{line}");
            }
            _ => {
                let mut damaged = text.into_bytes();
                bytes(random, &mut damaged, other);
                text = String::from_utf8_lossy(&damaged).into_owned();
            }
        }
    }
    encoded(random, &text)
}

fn field(random: &mut Random, text: &mut String) {
    let edges: Vec<usize> = text
        .char_indices()
        .filter(|(_, sign)| matches!(sign, ',' | '\n' | '\t' | ';'))
        .map(|(at, _)| at)
        .collect();
    if edges.len() < 2 {
        return;
    }
    let first = random.below(edges.len() - 1);
    let stretch = edges[first] + 1..edges[first + 1];
    let by = match random.below(3) {
        0 => {
            let other = random.below(edges.len() - 1);
            text[edges[other] + 1..edges[other + 1]].to_owned()
        }
        1 => format!("\"{}\"", word(random)),
        _ => word(random),
    };
    replaced(text, stretch, &by);
}

fn encoded(random: &mut Random, text: &str) -> Vec<u8> {
    match random.below(10) {
        0 => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        1 => {
            let little = [0xFEFF].into_iter().chain(text.encode_utf16());
            little.flat_map(u16::to_le_bytes).collect()
        }
        2 => {
            let mut big: Vec<u8> =
                [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
            // Half a sign at the end, or in between.
            big.remove(random.below(big.len()));
            big
        }
        3 => encoding_rs::GB18030.encode(text).0.into_owned(),
        4 => {
            let mut damaged = encoding_rs::GB18030.encode(text).0.into_owned();
            bytes(random, &mut damaged, text.as_bytes());
            damaged
        }
        _ => text.as_bytes().to_vec(),
    }
}
