//! A zip package, as xlsx is one: its parts read, and written anew with some of them changed. The only home of `zip` and
//! `flate2`.
//!
//! Knows which part each sheet is; not what a sheet means.

mod unpacked;
mod xml;

pub use unpacked::{Unpacked, Unpacker, Use};
pub use xml::{attribute, holding, holds, tags};

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// A new package of some parts, in their order.
pub fn pack(parts: &[(String, String)]) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name.as_str(), options()).ok()?;
        writer.write_all(text.as_bytes()).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// Names and parts of the sheets by the two parts that list them.
pub fn sheets_of(related: &str, workbook: &str) -> Vec<(String, String)> {
    let relations: Vec<_> = tags(related, "Relationship").map(|tag| (attribute(tag, "Id"), tag)).collect();
    let target = |id: &str| {
        let (_, relation) = relations.iter().find(|(own, _)| *own == Some(id))?;
        let target = attribute(relation, "Target")?;
        Some(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
    };
    let named = |tag| Some((attribute(tag, "name")?.to_owned(), target(attribute(tag, ":id")?)?));
    tags(workbook, "sheet").filter_map(named).collect()
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

    /// The package with its parts inflated; `None` where anything in it is out of the way.
    pub fn unpacked(&mut self, unpacker: &mut Unpacker, uses: impl Fn(&str) -> Use) -> Option<Unpacked> {
        unpacked::unpack(self.bytes, &mut self.archive, unpacker, uses)
    }

    /// A part as text.
    pub fn text(&mut self, part: &str) -> Option<String> {
        let mut text = String::new();
        self.archive.by_name(part).ok()?.read_to_string(&mut text).ok()?;
        Some(text)
    }

    /// The names of its parts.
    pub fn names(&self) -> Vec<String> {
        self.archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect()
    }

    /// Whether it has a part.
    pub fn has(&self, part: &str) -> bool {
        self.archive.index_for_name(part).is_some()
    }

    /// Names and parts of the sheets, in the order of the workbook. Names are as written, entities and all.
    pub fn sheets(&mut self) -> Vec<(String, String)> {
        let related = self.text("xl/_rels/workbook.xml.rels").unwrap_or_default();
        let workbook = self.text("xl/workbook.xml").unwrap_or_default();
        sheets_of(&related, &workbook)
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
