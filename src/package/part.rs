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
    pub(super) fn at(index: usize, archive: &mut ZipArchive<Cursor<&'a [u8]>>, bytes: &'a [u8]) -> Option<Self> {
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

    /// Its bytes as they lie: the same ones stand for the same text.
    pub fn packed(&self) -> &'a [u8] {
        self.packed
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
