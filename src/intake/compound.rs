//! Compound files (.xls, .et): takes one stream out, and wraps a stream anew. Bounded by the size of the file, whatever
//! a file claims: the library that reads workbooks follows a looped chain without end. Knows nothing of workbooks.

use super::package::{DAMAGED, Refusal};

/// Chains end here; greater numbers mark sectors that are none.
const END: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
const MINI_SECTOR: usize = 64;
/// Streams that are shorter lie in the small sectors.
const MINI_CUTOFF: usize = 4096;
const SECTOR: usize = 512;
const ENTRY: usize = 128;

/// A file whose directory could be read.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    length: usize,
}

impl<'a> Compound<'a> {
    /// Reads header, tables and directory.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let sector = match short(bytes, 30).ok_or(DAMAGED)? {
            9 => 512,
            12 => 4096,
            _ => return Err(DAMAGED),
        };
        let mut file = Self { bytes, sector, fat: vec![], mini_fat: vec![], mini: vec![], entries: vec![] };
        file.fat = file.allocation_table().ok_or(DAMAGED)?;
        let directory = file.chain(long(bytes, 48).ok_or(DAMAGED)?).ok_or(DAMAGED)?;
        file.entries = directory.chunks_exact(ENTRY).filter_map(entry).collect();
        file.mini_fat =
            file.chain(long(bytes, 60).ok_or(DAMAGED)?).map(|bytes| longs(&bytes)).unwrap_or_default();
        file.mini = file.entries.first().and_then(|root| file.chain(root.start)).unwrap_or_default();
        Ok(file)
    }

    /// Whether the directory names a stream.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream; as many as there are, where the file was cut off, is too few.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        let mut stream = if entry.length < MINI_CUTOFF {
            let piece = |id: usize| self.mini.get(id * MINI_SECTOR..).map(|rest| cut(rest, MINI_SECTOR));
            follow(entry.start, &self.mini_fat, piece)?
        } else {
            self.chain(entry.start)?
        };
        if stream.len() < entry.length {
            return None;
        }
        stream.truncate(entry.length);
        Some(stream)
    }

    /// A sector; the last one of a file may be short.
    fn sector(&self, id: usize) -> Option<&'a [u8]> {
        let start = id.checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(start..).filter(|rest| !rest.is_empty()).map(|rest| cut(rest, self.sector))
    }

    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        follow(start, &self.fat, |id| self.sector(id))
    }

    /// The sectors of the table are listed in the header, and in a chain of sectors after it.
    fn allocation_table(&self) -> Option<Vec<u32>> {
        let mut listed = longs(self.bytes.get(76..512)?);
        let mut next = long(self.bytes, 68)?;
        let most = self.bytes.len() / self.sector;
        for _ in 0..most {
            if next >= END {
                break;
            }
            listed.extend(longs(self.sector(usize::try_from(next).ok()?)?));
            next = listed.pop()?;
        }
        let ids = listed.into_iter().filter(|id| *id < END);
        let sectors = ids.take(most).map(|id| self.sector(usize::try_from(id).ok()?).map(longs));
        sectors.collect::<Option<Vec<_>>>().map(|tables| tables.concat())
    }
}

/// The pieces of a chain one after another; `None` if it is broken or never ends.
fn follow<'a>(start: u32, table: &[u32], piece: impl Fn(usize) -> Option<&'a [u8]>) -> Option<Vec<u8>> {
    let (mut bytes, mut next) = (Vec::new(), start);
    for _ in 0..=table.len() {
        if next == END {
            return Some(bytes);
        }
        let id = usize::try_from(next).ok()?;
        bytes.extend_from_slice(piece(id)?);
        next = *table.get(id)?;
    }
    None
}

fn cut(bytes: &[u8], length: usize) -> &[u8] {
    bytes.get(..length).unwrap_or(bytes)
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let letters = bytes.get(..64)?.chunks_exact(2).map(|pair| short(pair, 0).unwrap_or(0));
    let name: Vec<u16> = letters.take_while(|letter| *letter != 0).collect();
    let length = usize::try_from(long(bytes, 120)?).ok()?;
    Some(Entry { name: String::from_utf16_lossy(&name), start: long(bytes, 116)?, length })
}

fn longs(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|four| long(four, 0)).collect()
}

/// Two bytes at a place, the lower first.
pub(super) fn short(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|two| u16::from_le_bytes(*two))
}

/// Four bytes at a place, the lowest first.
pub(super) fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|four| u32::from_le_bytes(*four))
}

/// A file that holds nothing but this stream, padded with zeros to the length of a stream in large sectors.
pub(super) fn wrap(name: &str, stream: &[u8]) -> Option<Vec<u8>> {
    let length = stream.len().max(MINI_CUTOFF);
    let sectors = length.div_ceil(SECTOR);
    // Sectors in their order: the table, its list where the header is too short, one of the directory, the stream.
    let tables = (sectors + 2).div_ceil(SECTOR / 4 - 2);
    let lists = tables.saturating_sub(109).div_ceil(SECTOR / 4 - 1);
    let directory = tables + lists;
    let id = |index: usize| u32::try_from(index).ok();
    let mut table: Vec<u32> = vec![0xFFFF_FFFD; tables];
    table.extend(vec![0xFFFF_FFFC; lists]);
    table.push(END);
    for sector in 1..sectors {
        table.push(id(directory + 1 + sector)?);
    }
    table.push(END);
    table.resize(tables * (SECTOR / 4), FREE);
    let mut file = header(id(directory)?, id(tables)?, id(lists)?, if lists > 0 { id(tables)? } else { END });
    let mut ids: Vec<u32> = (0..tables).map(id).collect::<Option<_>>()?;
    let beyond = ids.split_off(ids.len().min(109));
    ids.resize(109, FREE);
    put(&mut file, &ids);
    put(&mut file, &table);
    for (number, part) in beyond.chunks(SECTOR / 4 - 1).enumerate() {
        let mut list = part.to_vec();
        list.resize(SECTOR / 4 - 1, FREE);
        list.push(if number + 1 < lists { id(tables + number + 1)? } else { END });
        put(&mut file, &list);
    }
    file.extend(directory_entry("Root Entry", 5, END, 0));
    file.extend(directory_entry(name, 2, id(directory + 1)?, id(length)?));
    file.resize(file.len() + SECTOR - 2 * ENTRY, 0);
    file.extend_from_slice(stream);
    file.resize((directory + 2 + sectors) * SECTOR, 0);
    Some(file)
}

fn put(file: &mut Vec<u8>, numbers: &[u32]) {
    file.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

/// The header as far as the list of the table's sectors.
fn header(directory: u32, tables: u32, lists: u32, first_list: u32) -> Vec<u8> {
    let mut header = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    header.resize(24, 0);
    for number in [0x3E_u16, 3, 0xFFFE, 9, 6, 0, 0, 0] {
        header.extend(number.to_le_bytes());
    }
    put(&mut header, &[0, tables, directory, 0, 4096, END, 0, first_list, lists]);
    header
}

fn directory_entry(name: &str, kind: u8, start: u32, length: u32) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let letters = u16::try_from(entry.len() + 2).unwrap_or(2);
    entry.resize(64, 0);
    entry.extend(letters.to_le_bytes());
    entry.extend([kind, 1]);
    put(&mut entry, &[FREE, FREE, if kind == 5 { 1 } else { FREE }]);
    entry.resize(116, 0);
    put(&mut entry, &[start, length, 0]);
    entry
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_wrapped_is_taken_out_again() {
        // The third needs more sectors than the header can list the table of.
        for length in [0, 5000, 8_000_000] {
            let stream: Vec<u8> = (0..length).map(|index: u32| index.to_le_bytes()[1]).collect();
            let file = wrap("Workbook", &stream).unwrap();
            let Ok(read) = Compound::open(&file) else { panic!("{length}") };
            let read = read.stream("workbook").unwrap();
            assert_eq!(read.get(..stream.len()), Some(stream.as_slice()));
            assert!(read.get(stream.len()..).unwrap().iter().all(|byte| *byte == 0));
        }
    }

    #[test]
    fn a_chain_without_end_is_refused() {
        let mut file = wrap("Workbook", &[7; 5000]).unwrap();
        // The table's third entry is the stream's first sector: it follows itself.
        file[512 + 8..512 + 12].copy_from_slice(&2_u32.to_le_bytes());
        let Ok(read) = Compound::open(&file) else { panic!("the directory is whole") };
        assert!(read.stream("Workbook").is_none());
    }
}
