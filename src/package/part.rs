//! One part of a package: where it lies, and its text. A part that lies of its length or sum has none.

use std::io::Cursor;

use flate2::{Crc, Decompress, FlushDecompress, Status};
use zip::{CompressionMethod, ZipArchive};

use super::Malformed;

/// No stream of deflate unpacks to more than this many times its length.
const MOST_TIMES: usize = 1032;

/// No more room than this stays with an inflater from one part to the next.
const ROOM_KEPT: usize = 4_000_000;

/// A part as it lies in its package.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    packed: &'a [u8],
    is_deflated: bool,
    crc: u32,
    /// How many bytes it says it is.
    size: usize,
}

impl<'a> Part<'a> {
    /// The part at a place of an archive; `None` if it is locked, packed in a way that no office program writes, or not
    /// there.
    pub(super) fn at(
        index: usize,
        archive: &mut ZipArchive<Cursor<&'a [u8]>>,
        bytes: &'a [u8],
    ) -> Option<Self> {
        let file = archive.by_index_raw(index).ok()?;
        let is_deflated = match file.compression() {
            CompressionMethod::Stored => false,
            CompressionMethod::Deflated => true,
            _ => return None,
        };
        let start = usize::try_from(file.data_start()?).ok()?;
        let packed = bytes.get(start..)?.get(..usize::try_from(file.compressed_size()).ok()?)?;
        let size = usize::try_from(file.size()).ok()?;
        let lies = size > packed.len().saturating_mul(if is_deflated { MOST_TIMES } else { 1 });
        (!file.encrypted() && !lies).then_some(Self { packed, is_deflated, crc: file.crc32(), size })
    }

    /// All that it says, and its bytes as they lie: of two parts that are alike in these both have the same text, or none.
    pub fn fingerprint(&self) -> Vec<u8> {
        let length = self.packed.len().to_le_bytes();
        let said =
            [&[u8::from(self.is_deflated)][..], &self.crc.to_le_bytes(), &self.size.to_le_bytes(), &length];
        [&said.concat(), self.packed].concat()
    }
}

/// Inflates parts one after the other, each into the room of the one before.
pub struct Inflater {
    inflater: Decompress,
    plain: Vec<u8>,
}

impl Default for Inflater {
    fn default() -> Self {
        Self { inflater: Decompress::new(false), plain: Vec::new() }
    }
}

impl Inflater {
    /// The text of a part, unless it is not what it says, or no text.
    pub fn text<'b>(&'b mut self, part: &Part<'b>) -> Result<&'b str, Malformed> {
        let plain = if part.is_deflated { self.inflate(part).ok_or(Malformed)? } else { part.packed };
        let mut sum = Crc::new();
        sum.update(plain);
        let is_true = plain.len() == part.size && sum.sum() == part.crc;
        std::str::from_utf8(plain).ok().filter(|_| is_true).ok_or(Malformed)
    }

    /// One byte more than a part says it is has no room, so that one that is longer is not whole.
    fn inflate(&mut self, part: &Part<'_>) -> Option<&[u8]> {
        self.plain.clear();
        self.plain.shrink_to(ROOM_KEPT);
        self.plain.try_reserve(part.size + 1).ok()?;
        self.inflater.reset(false);
        let status = self.inflater.decompress_vec(part.packed, &mut self.plain, FlushDecompress::Finish);
        matches!(status, Ok(Status::StreamEnd)).then_some(self.plain.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::{Package, pack};

    fn packed() -> Vec<u8> {
        let rows = "<row r=\"1\"/>".repeat(4000);
        pack(
            &[("xl/Sheet.xml", rows.as_str()), ("empty.xml", "")]
                .map(|(name, text)| (name.to_owned(), text.to_owned())),
        )
        .unwrap()
    }

    fn length(bytes: &[u8], name: &str) -> Result<usize, Malformed> {
        let mut package = Package::open(bytes).ok_or(Malformed)?;
        let part = package.part(name)?.unwrap();
        Inflater::default().text(&part).map(str::len)
    }

    #[test]
    fn a_part_is_inflated_whole_whatever_was_before_it() {
        let packed = packed();
        let mut package = Package::open(&packed).unwrap();
        let mut inflater = Inflater::default();
        for (name, length) in [("xl/Sheet.xml", 48_000), ("empty.xml", 0), ("XL\\sheet.XML", 48_000)] {
            let part = package.part(&name.replace('\\', "/")).unwrap().unwrap();
            assert_eq!(inflater.text(&part).map(str::len), Ok(length), "{name}");
        }
        assert!(package.part("sheet.xml").unwrap().is_none());
    }

    /// What was made of one is not taken for the other's: it was never held against the sum of that.
    #[test]
    fn parts_that_differ_in_what_they_say_are_two() {
        let packed = packed();
        let line = packed.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
        let fingerprint =
            |bytes: &[u8]| Package::open(bytes).unwrap().part("xl/Sheet.xml").unwrap().unwrap().fingerprint();
        let mut changed = packed.clone();
        changed[line + 16] ^= 1;
        assert_ne!(fingerprint(&changed), fingerprint(&packed));
        assert_eq!(fingerprint(&packed), fingerprint(&packed.clone()));
    }

    #[test]
    fn folders_may_be_parted_as_on_windows() {
        let packed = pack(&[("xl\\Sheet.xml".to_owned(), "<a/>".to_owned())]).unwrap();
        assert_eq!(length(&packed, "xl/sheet.xml"), Ok(4));
    }

    /// Behind a part's mark in the directory: its flags, packing, sum, packed and plain length.
    #[test]
    fn a_part_that_lies_has_no_text() {
        let packed = packed();
        let line = packed.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
        assert_eq!(length(&packed, "xl/Sheet.xml"), Ok(48_000));
        for (place, what) in
            [(8, "locked"), (10, "packing"), (16, "sum"), (20, "packed"), (24, "length"), (25, "more")]
        {
            let mut changed = packed.clone();
            changed[line + place] ^= 1;
            assert_eq!(length(&changed, "xl/Sheet.xml"), Err(Malformed), "{what}");
        }
        let mut endless = packed.clone();
        endless[line + 24..line + 28].copy_from_slice(&[255, 255, 255, 127]);
        assert_eq!(length(&endless, "xl/Sheet.xml"), Err(Malformed));
    }
}
