//! Workbooks by hand, part by part, beyond what a program writes.

use std::io::{Cursor, Read, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A zip of these parts.
pub(crate) fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The parts of a zip by name.
pub(crate) fn parts(bytes: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.push((part.name().unwrap().into_owned(), bytes));
    }
    parts
}

/// The same zip without compression, so that damage to a byte is damage to the XML.
pub(crate) fn stored(bytes: Vec<u8>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts(bytes) {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file(name, options).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Sheets by name, each as the XML between `<worksheet>` and `</worksheet>`.
pub(crate) fn book(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut listed = String::new();
    let mut related = String::new();
    let mut parts = Vec::new();
    for (number, (name, xml)) in (1..).zip(sheets) {
        listed += &format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>");
        related += &format!(
            "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        parts.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!("<worksheet xmlns=\"{MAIN}\">{xml}</worksheet>"),
        ));
    }
    let workbook =
        format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{listed}</sheets></workbook>");
    parts.push(("xl/workbook.xml".to_owned(), workbook));
    parts.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships xmlns=\"{PACKAGE}\">{related}</Relationships>"),
    ));
    parts.push((
        "_rels/.rels".to_owned(),
        format!(
            "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    ));
    let parts: Vec<_> = parts.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())).collect();
    zip(&parts)
}

/// Cells of words, row by row, as a sheet's data; `extra` stands in place of the cell it names (`B2`).
pub(crate) fn data(rows: &[&[&str]], extra: &[(&str, &str)]) -> String {
    let mut xml = String::from("<sheetData>");
    for (row, cells) in (1..).zip(rows) {
        xml += &format!("<row r=\"{row}\">");
        for (column, cell) in ('A'..).zip(*cells) {
            let address = format!("{column}{row}");
            match extra.iter().find(|(place, _)| *place == address) {
                Some((_, instead)) => xml += instead,
                None => xml += &format!("<c r=\"{address}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
            }
        }
        xml += "</row>";
    }
    xml + "</sheetData>"
}

/// A compound file whose directory holds one stream of this name, with nothing in it.
pub(crate) fn compound(stream: &str) -> Vec<u8> {
    compound_of(stream, &[])
}

/// The same with content, which is padded with zeros to the least length of a large stream.
pub(crate) fn compound_of(stream: &str, content: &[u8]) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    const FREE: u32 = 0xFFFF_FFFF;
    let mut header = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    header.extend([0; 16]);
    for short in [0x3E_u16, 3, 0xFFFE, 9, 6, 0, 0, 0] {
        header.extend(short.to_le_bytes());
    }
    // Directory sectors, FAT sectors, first directory sector, transaction, mini cutoff, mini FAT, DIFAT, FAT.
    for long in [0, 1, 1, 0, 4096, END, 0, END, 0, 0] {
        header.extend(long.to_le_bytes());
    }
    header.resize(512, 0xFF);
    let mut content = content.to_vec();
    if !content.is_empty() {
        content.resize(content.len().max(4096).next_multiple_of(512), 0);
    }
    let sectors = u32::try_from(content.len() / 512).unwrap();
    let mut chain: Vec<u32> = (1..sectors).map(|sector| sector + 2).collect();
    chain.extend((sectors > 0).then_some(END));
    let mut fat: Vec<u32> = [0xFFFF_FFFD, END].into_iter().chain(chain).collect();
    assert!(fat.len() <= 128, "one sector of the table is all that is written");
    fat.resize(128, FREE);
    let mut directory = entry("Root Entry", 5, 1, END, 0);
    let start = if sectors > 0 { 2 } else { END };
    directory.extend(entry(stream, 2, FREE, start, u32::try_from(content.len()).unwrap()));
    directory.resize(512, 0);
    let fat = fat.into_iter().flat_map(u32::to_le_bytes).collect();
    [header, fat, directory, content].concat()
}

fn entry(name: &str, kind: u8, child: u32, start: u32, length: u32) -> Vec<u8> {
    let mut bytes: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let letters = u16::try_from(bytes.len() + 2).unwrap();
    bytes.resize(64, 0);
    bytes.extend(letters.to_le_bytes());
    bytes.extend([kind, 1]);
    for link in [0xFFFF_FFFF, 0xFFFF_FFFF, child] {
        bytes.extend(link.to_le_bytes());
    }
    bytes.resize(116, 0);
    bytes.extend(start.to_le_bytes());
    bytes.extend(length.to_le_bytes());
    bytes.resize(128, 0);
    bytes
}
