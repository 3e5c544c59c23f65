//! A zip package, as xlsx is one: its parts read, and written anew with some of them changed. The only home of `zip` and
//! `flate2`.
//!
//! Knows which part each sheet is; not what a sheet means.

mod book;
mod books;
mod entities;
mod part;
mod seen;
mod xml;

pub use book::{Book, ListedSheet};
pub use books::Books;
pub use part::{Inflater, Part};
pub use seen::Seen;
pub use xml::{Malformed, Tag, Token, Tokens};

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Says which part of a package is what it is about.
const RELATIONS: &str = "_rels/.rels";

/// A new package of some parts, in their order.
pub fn pack(parts: &[(String, String)]) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name.as_str(), options()).ok()?;
        writer.write_all(text.as_bytes()).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// No list of parts or sheets has more lines.
const MOST_LISTED: usize = 100_000;

/// The beginnings of the elements of a name, in a part that lists a few; malformed where there is no end of them.
pub fn start_tags<'a>(xml: &'a str, name: &str) -> Result<Vec<Tag<'a>>, Malformed> {
    let mut tokens = Tokens::of(xml);
    let mut found = Vec::new();
    while let Some(token) = tokens.next()? {
        found.extend(match token {
            Token::Start(_) if found.len() == MOST_LISTED => return Err(Malformed),
            Token::Start(tag) if tag.name == name => Some(tag),
            _ => None,
        });
    }
    Ok(found)
}

/// The same input gives the same bytes: no clock.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
}

/// An opened package.
pub struct Package<'a> {
    bytes: &'a [u8],
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Package<'a> {
    /// Opens it; `None` if it is damaged.
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        ZipArchive::new(Cursor::new(bytes)).ok().map(|archive| Self { bytes, archive })
    }

    /// What the parts say they unpack to, in bytes; the unpacker itself stops where a part lies. `None` if damaged.
    pub fn unpacked_size(&mut self) -> Option<u64> {
        let mut total: u64 = 0;
        for index in 0..self.archive.len() {
            total = total.saturating_add(self.archive.by_index_raw(index).ok()?.size());
        }
        Some(total)
    }

    /// A part by its name, in large letters or small, with `/` or `\` between folders; `None` if it is not there. One that
    /// is locked, or packed in a way that no office program writes, is malformed.
    pub fn part(&mut self, name: &str) -> Result<Option<Part<'a>>, Malformed> {
        let index = self.archive.index_for_name(name).or_else(|| self.spelt_otherwise(name));
        index.map(|index| Part::at(index, &mut self.archive, self.bytes).ok_or(Malformed)).transpose()
    }

    fn spelt_otherwise(&self, name: &str) -> Option<usize> {
        let is_same = |own: &str| own.replace('\\', "/").eq_ignore_ascii_case(name);
        self.archive.file_names().position(|own| own.is_ok_and(|own| is_same(&own)))
    }

    /// The part of exactly this name as text.
    pub fn text(&mut self, part: &str) -> Option<String> {
        let index = self.archive.index_for_name(part)?;
        let part = Part::at(index, &mut self.archive, self.bytes)?;
        Inflater::default().text(&part).ok().map(str::to_owned)
    }

    /// The names of its parts.
    pub fn names(&self) -> Vec<String> {
        self.archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect()
    }

    /// Whether it has a part.
    pub fn has(&self, part: &str) -> bool {
        self.archive.index_for_name(part).is_some()
    }

    /// The package with some parts changed or added; every other part stays as it is, byte for byte.
    pub fn rewritten(mut self, changed: &BTreeMap<String, String>) -> Option<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.archive.len() {
            let part = self.archive.by_index_raw(index).ok()?;
            let name = part.name().ok()?.into_owned();
            match changed.get(&name) {
                None => writer.raw_copy_file(part).ok()?,
                Some(text) => {
                    writer.start_file(name, options()).ok()?;
                    writer.write_all(text.as_bytes()).ok()?;
                }
            }
        }
        for (name, text) in changed.iter().filter(|(name, _)| !self.has(name)) {
            writer.start_file(name.as_str(), options()).ok()?;
            writer.write_all(text.as_bytes()).ok()?;
        }
        Some(writer.finish().ok()?.into_inner())
    }
}
