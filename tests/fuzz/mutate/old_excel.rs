//! An old workbook with records of its streams changed where they lie: small files lie in one piece.

use super::{EDGES, bytes};
use crate::random::Random;

/// How the globals and each sheet begin.
const BEGIN: &[u8] = &[0x09, 0x08, 0x10, 0x00, 0x00, 0x06];

/// Kinds of records that some reader looks into.
const KINDS: &[u16] = &[
    0x0085, 0x00FC, 0x003C, 0x00FD, 0x0203, 0x027E, 0x00BD, 0x0006, 0x0207, 0x0205, 0x0204, 0x00E5, 0x041E,
    0x00E0, 0x0022, 0x007D, 0x0208, 0x0200, 0x000A, 0x0042, 0x002F, 0x0809, 0x04BC, 0x0018, 0x0017, 0x00D6,
];

pub(crate) fn old_excel(random: &mut Random, from: &[u8], other: &[u8]) -> Vec<u8> {
    let mut damaged = from.to_vec();
    let records = records(&damaged);
    if records.is_empty() || random.one_in(6) {
        bytes(random, &mut damaged, other);
        return damaged;
    }
    for _ in 0..random.few(8) {
        let (at, length) = records[random.below(records.len())];
        let body = at + 4..(at + 4 + length).min(damaged.len());
        match random.below(7) {
            0 => damaged[at..at + 2].copy_from_slice(&KINDS[random.below(KINDS.len())].to_le_bytes()),
            1 => damaged[at + 2] = EDGES[random.below(EDGES.len())],
            2 => damaged[at + 3] = EDGES[random.below(EDGES.len())],
            3 => {
                // Another record of the file over this one.
                let (from, _) = records[random.below(records.len())];
                let copied = damaged[from..(from + 4 + length).min(damaged.len())].to_vec();
                let end = (at + copied.len()).min(damaged.len());
                damaged[at..end].copy_from_slice(&copied[..end - at]);
            }
            _ if body.is_empty() => {}
            4 => damaged[body].fill(EDGES[random.below(EDGES.len())]),
            _ => {
                for _ in 0..random.few(4) {
                    let place = body.start + random.below(body.len());
                    damaged[place] =
                        if random.one_in(2) { EDGES[random.below(EDGES.len())] } else { random.next() as u8 };
                }
            }
        }
    }
    if random.one_in(8) {
        // The head of the compound file and the first list of its sectors.
        let end = damaged.len().min(1536);
        let place = random.below(end);
        damaged[place] = random.next() as u8;
    }
    damaged
}

/// Where records begin, and how long they say they are.
fn records(file: &[u8]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let Some(mut at) = file.windows(BEGIN.len()).position(|window| window == BEGIN) else { return found };
    while let Some(head) = file.get(at..at + 4) {
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        if head[0] == 0 && head[1] == 0 && length == 0 {
            break;
        }
        found.push((at, length));
        at += 4 + length;
    }
    found
}
