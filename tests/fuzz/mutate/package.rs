//! A zip package taken apart, damaged in some of its parts, and packed again.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{bytes, word, xml};
use crate::corpus::Seed;
use crate::random::Random;

/// Parts that say most.
const TELLING: &[&str] = &["sheet", "sharedStrings", "styles", "workbook", "document", "rels", "comments"];

pub(crate) fn package(random: &mut Random, seed: &Seed, other: &Seed) -> Vec<u8> {
    let mut parts = seed.parts.clone();
    if parts.is_empty() || random.one_in(12) {
        let mut damaged = seed.bytes.clone();
        bytes(random, &mut damaged, &other.bytes);
        return damaged;
    }
    for _ in 0..random.few(4) {
        let at = chosen(random, &parts);
        let lent = lent(random, other);
        match random.below(16) {
            0 => drop(parts.remove(at)),
            1 => parts[at].0 = word(random),
            2 => parts[at].1 = lent.to_vec(),
            3 => {
                let from = random.below(parts.len());
                parts[at].1 = parts[from].1.clone();
            }
            4 => bytes(random, &mut parts[at].1, lent),
            _ => parts[at].1 = xml(random, &parts[at].1, lent),
        }
        if parts.is_empty() {
            break;
        }
    }
    let mut packed = pack(&parts, random);
    if random.one_in(16) {
        bytes(random, &mut packed, &other.bytes);
    }
    packed
}

fn chosen(random: &mut Random, parts: &[(String, Vec<u8>)]) -> usize {
    for _ in 0..4 {
        let at = random.below(parts.len());
        if TELLING.iter().any(|word| parts[at].0.contains(word)) {
            return at;
        }
    }
    random.below(parts.len())
}

fn lent<'a>(random: &mut Random, other: &'a Seed) -> &'a [u8] {
    if other.parts.is_empty() { &other.bytes } else { &other.parts[random.below(other.parts.len())].1 }
}

/// Two parts of one name cannot be written; the later is left out.
fn pack(parts: &[(String, Vec<u8>)], random: &mut Random) -> Vec<u8> {
    let method = if random.one_in(3) { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    let options = SimpleFileOptions::default().compression_method(method);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        if writer.start_file(name.as_str(), options).is_ok() && writer.write_all(part).is_err() {
            break;
        }
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}
