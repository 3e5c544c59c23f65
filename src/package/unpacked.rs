//! A package whose parts were inflated once, and lie plain in a package anew: whoever reads it after us inflates nothing.
//!
//! Only for packages in which nothing is out of the way; what lies is left to the reader of the package as it came.

use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};
use std::io::Cursor;
use std::ops::Range;

use flate2::{Crc, Decompress, FlushDecompress, Status};
use zip::{CompressionMethod, ZipArchive};

/// What becomes of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It is inflated, and can be looked at.
    Inflated,
    /// It is taken over as it lies.
    Kept,
    /// It is not in the new package.
    Dropped,
}

/// No stream of deflate unpacks to more than this many times its length.
const MOST_TIMES: usize = 1032;

/// What an unpacker remembers: that many parts of at most that many bytes, packed and plain together.
const REMEMBERED: usize = 16;
const LONGEST_REMEMBERED: usize = 16_384;

/// The bytes before a part, aside from its name, and of its line in the directory.
const HEAD: usize = 30;
const LINE: usize = 46;

/// What a directory of no comment ends with, in bytes.
const END: usize = 22;

/// What a part says of itself.
struct Entry<'a> {
    name: Vec<u8>,
    wanted: Use,
    is_deflated: bool,
    crc: u32,
    size: usize,
    packed: &'a [u8],
}

/// Inflates packages one after the other. Parts that they have in common, as styles and lists of sheets of workbooks that
/// were made from one, are inflated once: the same packed bytes are the same plain ones.
pub struct Unpacker {
    inflater: Decompress,
    /// The parts that were inflated last, the latest last.
    remembered: VecDeque<Remembered>,
}

struct Remembered {
    packed: Vec<u8>,
    plain: Vec<u8>,
}

impl Default for Unpacker {
    fn default() -> Self {
        Self { inflater: Decompress::new(false), remembered: VecDeque::new() }
    }
}

impl Unpacker {
    /// Writes a part's plain bytes behind others; `None` where they are not as many as it says. There is room for all
    /// parts, so that one that is longer than it says is written on into it, and refused.
    fn inflate(&mut self, entry: &Entry<'_>, to: &mut Vec<u8>) -> Option<()> {
        let is_same = |one: &&Remembered| one.packed == entry.packed && one.plain.len() == entry.size;
        if let Some(known) = self.remembered.iter().find(is_same) {
            to.extend(&known.plain);
            return Some(());
        }
        let start = to.len();
        self.inflater.reset(false);
        let status = self.inflater.decompress_vec(entry.packed, to, FlushDecompress::Finish).ok()?;
        let plain =
            to.get(start..).filter(|plain| status == Status::StreamEnd && plain.len() == entry.size)?;
        if entry.packed.len() + plain.len() <= LONGEST_REMEMBERED {
            if self.remembered.len() == REMEMBERED {
                self.remembered.pop_front();
            }
            self.remembered.push_back(Remembered { packed: entry.packed.to_vec(), plain: plain.to_vec() });
        }
        Some(())
    }
}

/// The plain package.
pub struct Unpacked {
    bytes: Vec<u8>,
    parts: BTreeMap<String, Range<usize>>,
}

impl Unpacked {
    /// The package's bytes: parts and directory, as any program reads them.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes of a part that was inflated.
    pub fn part(&self, name: &str) -> Option<&[u8]> {
        self.bytes.get(self.parts.get(name)?.clone())
    }

    /// The names of the parts that were inflated.
    pub fn names(&self) -> Vec<String> {
        self.parts.keys().cloned().collect()
    }

    /// The same as text.
    pub fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        std::str::from_utf8(self.part(name)?).ok().map(Cow::Borrowed)
    }
}

/// Inflates the parts of a package; `None` where one is locked, lies of its length or sum, is packed in another way, or
/// has a name that could be read in two ways.
pub(super) fn unpack(
    bytes: &[u8],
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    unpacker: &mut Unpacker,
    uses: impl Fn(&str) -> Use,
) -> Option<Unpacked> {
    if archive.has_duplicate_names() || u16::try_from(archive.len()).is_err() {
        return None;
    }
    let entries = (0..archive.len()).map(|index| entry(bytes, archive, index, &uses));
    let mut entries: Vec<Entry<'_>> = entries.collect::<Option<_>>()?;
    entries.retain(|entry| entry.wanted != Use::Dropped);
    // Parts that lie one over another would be copied again and again.
    let copied: usize = entries.iter().filter(|entry| !entry.is_plain()).map(Entry::length).sum();
    if copied > bytes.len() {
        return None;
    }
    let rooms = entries.iter().map(|entry| entry.length() + 2 * entry.name.len() + HEAD + LINE);
    let mut new = Unpacked { bytes: Vec::new(), parts: BTreeMap::new() };
    new.bytes.try_reserve_exact(rooms.sum::<usize>() + END).ok()?;
    let mut starts = Vec::new();
    for entry in &entries {
        starts.push(new.bytes.len());
        entry.write(&mut new, unpacker)?;
    }
    let directory = new.bytes.len();
    for (entry, start) in entries.iter().zip(starts) {
        entry.write_line(&mut new.bytes, start)?;
    }
    write_end(&mut new.bytes, entries.len(), directory)?;
    Some(new)
}

fn entry<'a>(
    bytes: &'a [u8],
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    uses: impl Fn(&str) -> Use,
) -> Option<Entry<'a>> {
    let file = archive.by_index_raw(index).ok()?;
    let is_deflated = match file.compression() {
        CompressionMethod::Stored => false,
        CompressionMethod::Deflated => true,
        _ => return None,
    };
    let name = file.name_raw();
    if file.encrypted() || !name.is_ascii() {
        return None;
    }
    let start = usize::try_from(file.data_start()?).ok()?;
    let packed = bytes.get(start..)?.get(..usize::try_from(file.compressed_size()).ok()?)?;
    let size = usize::try_from(file.size()).ok()?;
    let lies = size > packed.len().saturating_mul(if is_deflated { MOST_TIMES } else { 1 });
    let wanted = uses(std::str::from_utf8(name).ok()?);
    (!lies).then(|| Entry { name: name.to_vec(), wanted, is_deflated, crc: file.crc32(), size, packed })
}

impl Entry<'_> {
    /// Whether it lies plain in the new package.
    fn is_plain(&self) -> bool {
        self.wanted == Use::Inflated || !self.is_deflated
    }

    /// How long it is in the new package.
    fn length(&self) -> usize {
        if self.is_plain() { self.size } else { self.packed.len() }
    }

    /// What a part's head and its line in the directory both say: version, flags, packing, no time, sum, lengths.
    fn write_facts(&self, to: &mut Vec<u8>) -> Option<()> {
        let packing: u16 = if self.is_plain() { 0 } else { 8 };
        for number in [20, 0, packing, 0, 0x21] {
            to.extend(number.to_le_bytes());
        }
        for number in [self.crc, u32::try_from(self.length()).ok()?, u32::try_from(self.size).ok()?] {
            to.extend(number.to_le_bytes());
        }
        to.extend(u16::try_from(self.name.len()).ok()?.to_le_bytes());
        to.extend([0; 2]);
        Some(())
    }

    fn write(&self, to: &mut Unpacked, unpacker: &mut Unpacker) -> Option<()> {
        to.bytes.extend(b"PK\x03\x04");
        self.write_facts(&mut to.bytes)?;
        to.bytes.extend(&self.name);
        let start = to.bytes.len();
        if !self.is_plain() || !self.is_deflated {
            to.bytes.extend(self.packed);
        } else if self.size > 0 {
            unpacker.inflate(self, &mut to.bytes)?;
        }
        let written = to.bytes.get(start..)?;
        if written.len() != self.length() {
            return None;
        }
        if self.wanted == Use::Inflated {
            let mut sum = Crc::new();
            sum.update(written);
            if sum.sum() != self.crc {
                return None;
            }
            let name = std::str::from_utf8(&self.name).ok()?;
            to.parts.insert(name.to_owned(), start..to.bytes.len());
        }
        Some(())
    }

    fn write_line(&self, to: &mut Vec<u8>, start: usize) -> Option<()> {
        to.extend(b"PK\x01\x02\x14\0");
        self.write_facts(to)?;
        to.extend([0; 10]);
        to.extend(u32::try_from(start).ok()?.to_le_bytes());
        to.extend(&self.name);
        Some(())
    }
}

fn write_end(to: &mut Vec<u8>, count: usize, directory: usize) -> Option<()> {
    let (count, length) = (u16::try_from(count).ok()?.to_le_bytes(), to.len().checked_sub(directory)?);
    to.extend(b"PK\x05\x06\0\0\0\0");
    to.extend([count, count].concat());
    for number in [length, directory] {
        to.extend(u32::try_from(number).ok()?.to_le_bytes());
    }
    to.extend([0; 2]);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::{Package, pack};

    fn parts() -> Vec<(String, String)> {
        let rows = "<row r=\"1\"/>".repeat(4000);
        [
            ("a.xml", "<a/>"),
            ("sheet.xml", &rows),
            ("empty.xml", ""),
            ("picture.png", "dots"),
            ("theme.xml", "red"),
        ]
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .into()
    }

    fn uses(name: &str) -> Use {
        match name {
            "picture.png" => Use::Kept,
            "theme.xml" => Use::Dropped,
            _ => Use::Inflated,
        }
    }

    #[test]
    fn the_plain_package_holds_what_the_packed_one_does() {
        let packed = pack(&parts()).unwrap();
        let plain = Package::open(&packed).unwrap().unpacked(&mut Unpacker::default(), uses).unwrap();
        let mut read = Package::open(plain.bytes()).unwrap();
        for (name, text) in parts() {
            let (inflated, kept) = (uses(&name) == Use::Inflated, uses(&name) != Use::Dropped);
            assert_eq!(plain.text(&name).as_deref(), inflated.then_some(text.as_str()), "{name}");
            assert_eq!(read.text(&name), kept.then_some(text), "{name}");
        }
        assert_eq!(read.unpacked_size(), Some(4 + 12 * 4000 + 4));
    }

    #[test]
    fn what_is_remembered_is_what_would_be_inflated() {
        let mut unpacker = Unpacker::default();
        let packed = pack(&parts()).unwrap();
        let mut unpack = |packed: &[u8]| {
            Package::open(packed).unwrap().unpacked(&mut unpacker, uses).map(|plain| plain.bytes().to_vec())
        };
        let first = unpack(&packed).unwrap();
        assert_eq!(unpack(&packed).unwrap(), first);
        for number in 0..2 * REMEMBERED {
            let other = pack(&[("a.xml".to_owned(), format!("<a b=\"{number}\"/>"))]).unwrap();
            assert!(unpack(&other).unwrap().windows(3).any(|three| three == b"b=\""));
        }
        assert_eq!(unpack(&packed).unwrap(), first);
        // A known part that lies of its length or sum is refused all the same.
        let line = packed.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
        for place in [16, 24] {
            let mut changed = packed.clone();
            changed[line + place] ^= 1;
            assert_eq!(unpack(&changed), None);
        }
        assert!(unpacker.remembered.len() <= REMEMBERED);
    }

    #[test]
    fn a_package_that_lies_is_left_as_it_is() {
        let packed = pack(&parts()).unwrap();
        let opens = |bytes: &[u8]| {
            Package::open(bytes)
                .and_then(|mut package| package.unpacked(&mut Unpacker::default(), uses))
                .is_some()
        };
        assert!(opens(&packed));
        // In the directory, behind a part's mark: its sum, its lengths packed and plain.
        let line = packed.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
        let first = packed.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
        assert!(first < line);
        for (place, what) in [(8, "locked"), (10, "packing"), (16, "sum"), (24, "length")] {
            let mut changed = packed.clone();
            changed[first + place] ^= 1;
            assert!(!opens(&changed), "{what}");
        }
        let mut named = packed.clone();
        named[first + 46] = 0xE4;
        assert!(!opens(&named));
    }

    #[test]
    fn parts_that_lie_one_over_another_are_not_copied_out() {
        let name = |number: usize| format!("{number}.png");
        let letters: String = (0..9_u32)
            .flat_map(|seed| (0..99).map(move |n| char::from_digit(seed * n * n % 36, 36)))
            .flatten()
            .collect();
        let mut packed = pack(&[(name(0), letters.clone()), (name(1), letters)]).unwrap();
        let lines: Vec<usize> = packed
            .windows(4)
            .enumerate()
            .filter(|(_, four)| *four == b"PK\x01\x02")
            .map(|(at, _)| at)
            .collect();
        let keep = |bytes: &[u8]| {
            Package::open(bytes).unwrap().unpacked(&mut Unpacker::default(), |_| Use::Kept).is_some()
        };
        assert!(keep(&packed));
        // The second says that it lies where the first does, and both that they reach as far as the file.
        let long = u32::try_from(lines[0] - 40).unwrap().to_le_bytes();
        for line in &lines {
            packed[line + 20..line + 24].copy_from_slice(&long);
            packed[line + 42..line + 46].copy_from_slice(&[0; 4]);
        }
        assert!(!keep(&packed));
    }
}
