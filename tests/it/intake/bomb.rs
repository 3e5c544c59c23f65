//! Zip bombs: a gigabyte of zeros in a few megabytes, with sizes as one likes to declare them.

/// What the bomb unpacks to.
pub(crate) const GIGABYTE: u32 = 1 << 30;

struct Part {
    name: String,
    method: u16,
    checksum: u32,
    declared: u32,
    bytes: Vec<u8>,
}

/// The parts as they stand, and `name` in place of its own content a gigabyte that is said to be `declared`.
pub(crate) fn with_bomb(parts: &[(String, Vec<u8>)], name: &str, declared: u32) -> Vec<u8> {
    let honest = parts.iter().filter(|(part, _)| part != name).map(|(part, bytes)| Part {
        name: part.clone(),
        method: 0,
        checksum: checksum(bytes),
        declared: u32::try_from(bytes.len()).unwrap(),
        bytes: bytes.clone(),
    });
    let bomb = Part { name: name.to_owned(), method: 8, checksum: 0, declared, bytes: zeros() };
    archive(&honest.chain([bomb]).collect::<Vec<_>>())
}

/// A deflated gigabyte of zeros: one literal, then runs of 258 that repeat it, in the fixed code.
fn zeros() -> Vec<u8> {
    let run = "1100010100000";
    let opening = format!("110{}{}", "00110000", run.repeat(7));
    // Eight runs fill thirteen bytes, so that from here on the bytes repeat.
    let (shift, bits) = (opening.len() % 8, format!("{opening}{}", run.repeat(16)));
    let packed: Vec<u8> = bits.as_bytes().chunks(8).map(pack).collect();
    let start = opening.len() / 8 + usize::from(shift > 0);
    let head = packed[..start].to_vec();
    let cycle = &packed[start..start + 13];
    let cycles = usize::try_from(GIGABYTE).unwrap() / (8 * 258);
    [head, cycle.repeat(cycles)].concat()
}

fn pack(bits: &[u8]) -> u8 {
    bits.iter().enumerate().map(|(place, bit)| (bit - b'0') << place).sum()
}

fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}

fn archive(parts: &[Part]) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for part in parts {
        let offset = u32::try_from(archive.len()).unwrap();
        archive.extend(b"PK\x03\x04");
        archive.extend(entry(part));
        archive.extend(part.name.as_bytes());
        archive.extend(&part.bytes);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(entry(part));
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(part.name.as_bytes());
    }
    let offset = u32::try_from(archive.len()).unwrap();
    let size = u32::try_from(directory.len()).unwrap();
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    archive.extend(directory);
    archive.extend(b"PK\x05\x06\x00\x00\x00\x00");
    archive.extend([count, count].concat());
    archive.extend([size.to_le_bytes(), offset.to_le_bytes()].concat());
    archive.extend([0, 0]);
    archive
}

/// What the head of a part and its line in the directory have in common.
fn entry(part: &Part) -> Vec<u8> {
    let packed = u32::try_from(part.bytes.len()).unwrap();
    let mut entry = vec![0x14, 0, 0, 0];
    entry.extend(part.method.to_le_bytes());
    entry.extend([0, 0, 0x21, 0x58]);
    for number in [part.checksum, packed, part.declared] {
        entry.extend(number.to_le_bytes());
    }
    entry.extend(u16::try_from(part.name.len()).unwrap().to_le_bytes());
    entry.extend([0, 0]);
    entry
}
