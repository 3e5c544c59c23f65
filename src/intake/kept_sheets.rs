//! The sheets of a workbook as bytes to be kept, and back: a form of the program's own, for its own cache alone.
//!
//! Holds the grids as they were read, before any rulebook is laid on them, and not the workbook's name. An entry that is
//! damaged, of another workbook or by another reader is none.

use std::sync::Arc;

use super::cell::Cell;
use super::grid::{Area, Sheet};
use crate::digest::sha256_hex;
use crate::number::Number;
use crate::period::{Date, date};

/// What an entry begins with.
const MAGIC: &[u8] = b"cunkao sheets 3\n";

/// The sum of the source of the reader: entries of a reader that was changed since are not used.
const READER: u64 = {
    let sources: &[&[u8]] = &[
        include_bytes!("biff.rs"),
        include_bytes!("calendar_format.rs"),
        include_bytes!("cell.rs"),
        include_bytes!("compound.rs"),
        include_bytes!("format_code.rs"),
        include_bytes!("grid.rs"),
        include_bytes!("kept_sheets.rs"),
        include_bytes!("number_format.rs"),
        include_bytes!("old_workbook.rs"),
        include_bytes!("package.rs"),
        include_bytes!("text.rs"),
        include_bytes!("texts.rs"),
        include_bytes!("units.rs"),
        include_bytes!("unseen.rs"),
        include_bytes!("workbook.rs"),
        include_bytes!("xlsx/address.rs"),
        include_bytes!("xlsx/content.rs"),
        include_bytes!("xlsx/mod.rs"),
        include_bytes!("xlsx/rich_text.rs"),
        include_bytes!("xlsx/sheet.rs"),
        include_bytes!("xlsx/styles.rs"),
        include_bytes!("xlsx/texts.rs"),
        include_bytes!("../number.rs"),
        include_bytes!("../number/short.rs"),
        include_bytes!("../number/traits.rs"),
        include_bytes!("../package/book.rs"),
        include_bytes!("../package/entities.rs"),
        include_bytes!("../package/mod.rs"),
        include_bytes!("../package/part.rs"),
        include_bytes!("../package/seen.rs"),
        include_bytes!("../package/books.rs"),
        include_bytes!("../package/xml.rs"),
        include_bytes!("../period.rs"),
        include_bytes!("../typed.rs"),
        include_bytes!("../../Cargo.lock"),
        include_bytes!("../../Cargo.toml"),
    ];
    let mut sum = 0xCBF2_9CE4_8422_2325;
    let mut files = sources;
    while let [file, others @ ..] = files {
        let mut bytes = *file;
        while let [byte, rest @ ..] = bytes {
            // A carriage return is no difference: some check the source out with it.
            if *byte != b'\r' {
                sum = (sum ^ *byte as u64).wrapping_mul(0x0000_0100_0000_01B3);
            }
            bytes = rest;
        }
        files = others;
    }
    sum
};

/// The digest of an entry, in letters.
const DIGEST: usize = 64;

/// Under what name the sheets of a workbook are kept, by the SHA-256 of its bytes.
pub(super) fn key(sha256: &str) -> String {
    format!("{sha256}-{READER:016x}")
}

/// The sheets of a workbook as an entry.
pub(super) fn pack(sha256: &str, sheets: &[Sheet]) -> Vec<u8> {
    let mut body = Writer(Vec::new());
    body.text(&key(sha256));
    body.count(sheets.len());
    for sheet in sheets {
        body.sheet(sheet);
    }
    [MAGIC, sha256_hex(&body.0).as_bytes(), &body.0].concat()
}

/// The sheets of an entry, for a workbook of this name; `None` unless it is whole, of this workbook, and by this reader.
pub(super) fn unpack(entry: &[u8], sha256: &str, file: &Arc<str>) -> Option<Vec<Sheet>> {
    let (digest, body) = entry.strip_prefix(MAGIC)?.split_at_checked(DIGEST)?;
    if sha256_hex(body).as_bytes() != digest {
        return None;
    }
    let mut body = Reader(body);
    if body.text()? != key(sha256) {
        return None;
    }
    let count = body.count()?;
    let sheets: Option<Vec<Sheet>> = (0..count).map(|_| body.sheet(file)).collect();
    sheets.filter(|_| body.0.is_empty())
}

const TEXT: u8 = 0;
const NUMBER: u8 = 1;
const PERCENT: u8 = 2;
const LONG_NUMBER: u8 = 3;
const DATE: u8 = 4;
const FALSE: u8 = 5;
const TRUE: u8 = 6;
const FAULT: u8 = 7;
const UNCACHED: u8 = 8;

struct Writer(Vec<u8>);

impl Writer {
    /// Seven bits a byte, the lowest first.
    fn number(&mut self, number: u32) {
        let mut rest = number;
        while rest >= 0x80 {
            self.0.push(rest.to_le_bytes()[0] | 0x80);
            rest >>= 7;
        }
        self.0.push(rest.to_le_bytes()[0]);
    }

    /// Nothing that was read is longer than a file may be.
    fn count(&mut self, count: usize) {
        self.number(u32::try_from(count).unwrap_or(u32::MAX));
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend(text.as_bytes());
    }

    fn sheet(&mut self, sheet: &Sheet) {
        self.text(sheet.name());
        self.0.push(u8::from(sheet.hidden));
        self.count(sheet.hidden_rows.len());
        sheet.hidden_rows.iter().for_each(|row| self.number(*row));
        self.count(sheet.hidden_columns.len());
        for (first, last) in &sheet.hidden_columns {
            self.number(*first);
            self.number(*last);
        }
        for cells in [&sheet.crossed, &sheet.unseen] {
            self.count(cells.len());
            for (row, column) in cells {
                self.number(*row);
                self.number(*column);
            }
        }
        let areas: Vec<Area> = sheet.areas().collect();
        self.count(areas.len());
        for area in areas {
            let numbers = [area.column, area.first_row, area.last_row, area.anchor.0, area.anchor.1];
            numbers.into_iter().for_each(|number| self.number(number));
        }
        self.count(sheet.cells().count());
        let mut before = 0;
        for ((row, column), cell) in sheet.cells() {
            self.number(row - before);
            self.number(column);
            self.cell(cell);
            before = row;
        }
    }

    fn cell(&mut self, cell: &Cell) {
        let mut words = |kind: u8, text: &str| {
            self.0.push(kind);
            self.text(text);
        };
        match cell {
            Cell::Text(text) => words(TEXT, text),
            Cell::Number { value, percent: false } => words(NUMBER, &value.to_string()),
            Cell::Number { value, percent: true } => words(PERCENT, &value.to_string()),
            Cell::LongNumber(text) => words(LONG_NUMBER, text),
            Cell::Fault(text) => words(FAULT, text),
            Cell::Date(day) => {
                self.0.push(DATE);
                self.0.extend(day.year().to_le_bytes());
                self.0.extend(day.month().to_le_bytes());
                self.0.extend(day.day().to_le_bytes());
            }
            Cell::Flag(false) => self.0.push(FALSE),
            Cell::Flag(true) => self.0.push(TRUE),
            Cell::Uncached => self.0.push(UNCACHED),
        }
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn number(&mut self) -> Option<u32> {
        let mut number = 0_u64;
        for place in 0..5 {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << (7 * place);
            if byte < 0x80 {
                return u32::try_from(number).ok();
            }
        }
        None
    }

    fn count(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.count()?;
        std::str::from_utf8(self.take(length)?).ok()
    }

    fn sheet(&mut self, file: &Arc<str>) -> Option<Sheet> {
        let mut sheet = Sheet::new(Arc::clone(file), self.text()?, self.byte()? == 1);
        for _ in 0..self.count()? {
            sheet.hidden_rows.push(self.number()?);
        }
        for _ in 0..self.count()? {
            sheet.hidden_columns.push((self.number()?, self.number()?));
        }
        for _ in 0..self.count()? {
            sheet.crossed.push((self.number()?, self.number()?));
        }
        for _ in 0..self.count()? {
            sheet.unseen.push((self.number()?, self.number()?));
        }
        for _ in 0..self.count()? {
            sheet.set_area(Area {
                column: self.number()?,
                first_row: self.number()?,
                last_row: self.number()?,
                anchor: (self.number()?, self.number()?),
            });
        }
        let (mut cells, mut row) = (Vec::new(), 0_u32);
        for _ in 0..self.count()? {
            row = row.checked_add(self.number()?)?;
            cells.push(((row, self.number()?), self.cell()?));
        }
        sheet.put(cells);
        Some(sheet)
    }

    fn cell(&mut self) -> Option<Cell> {
        let kind = self.byte()?;
        Some(match kind {
            TEXT => Cell::Text(self.text()?.into()),
            NUMBER | PERCENT => {
                Cell::Number { value: Number::parse(self.text()?)?, percent: kind == PERCENT }
            }
            LONG_NUMBER => Cell::LongNumber(self.text()?.to_owned()),
            FAULT => Cell::Fault(self.text()?.to_owned()),
            DATE => Cell::Date(self.day()?),
            FALSE => Cell::Flag(false),
            TRUE => Cell::Flag(true),
            UNCACHED => Cell::Uncached,
            _ => return None,
        })
    }

    fn day(&mut self) -> Option<Date> {
        let year = self.take(2)?.first_chunk().map(|two| i16::from_le_bytes(*two))?;
        let (month, day) = (self.byte()?, self.byte()?);
        date(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::intake::grid::Merge;

    const SHA256: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    fn cells() -> impl Strategy<Value = Cell> {
        let number = |percent| move |digits: i64| Cell::Number { value: whole(digits), percent };
        prop_oneof![
            ".*".prop_map(|text| Cell::Text(text.into())),
            (-999_999_999_999_999..=999_999_999_999_999_i64).prop_map(number(false)),
            (0..1000_i64).prop_map(number(true)),
            "[0-9]{1,3}[.][0-9]{0,11}[1-9]"
                .prop_map(|text| Cell::Number { value: Number::parse(&text).unwrap(), percent: false }),
            "[0-9]{16,30}".prop_map(Cell::LongNumber),
            (1..=9999_i16, 1..=12_i8, 1..=28_i8)
                .prop_map(|(year, month, day)| Cell::Date(date(year, month, day).unwrap())),
            any::<bool>().prop_map(Cell::Flag),
            "#[A-Z]{1,5}!".prop_map(Cell::Fault),
            Just(Cell::Uncached),
        ]
    }

    fn whole(digits: i64) -> Number {
        Number::parse(&digits.to_string()).unwrap()
    }

    prop_compose! {
        fn sheets()(
            name in ".{0,12}",
            hidden in any::<bool>(),
            hidden_rows in vec(any::<u32>(), 0..4),
            hidden_columns in vec(any::<(u32, u32)>(), 0..4),
            crossed in vec(any::<(u32, u32)>(), 0..4),
            unseen in vec(any::<(u32, u32)>(), 0..4),
            cells in vec((any::<(u32, u32)>(), cells()), 0..40),
            areas in vec(((0..300_u32, 0..300_u32), (0..300_u32, 0..9_u32)), 0..4),
        ) -> Sheet {
            let mut sheet = Sheet::new(Arc::from("records/2024-03/甲.xlsx"), &name, hidden);
            (sheet.hidden_rows, sheet.hidden_columns) = (hidden_rows, hidden_columns);
            (sheet.crossed, sheet.unseen) = (crossed, unseen);
            sheet.put(cells);
            for (first, (rows, columns)) in areas {
                sheet.merge(Merge { first, last: (first.0 + rows, first.1 + columns) });
            }
            sheet
        }
    }

    proptest! {
        #[test]
        fn what_was_kept_comes_back(sheets in vec(sheets(), 0..4)) {
            let entry = pack(SHA256, &sheets);
            let back = unpack(&entry, SHA256, &Arc::from("records/2024-03/甲.xlsx"));
            prop_assert_eq!(back, Some(sheets));
        }

        #[test]
        fn an_entry_that_is_not_whole_is_none(sheets in vec(sheets(), 0..3), place in any::<prop::sample::Index>()) {
            let (entry, file) = (pack(SHA256, &sheets), Arc::from("甲.xlsx"));
            let at = place.index(entry.len());
            let mut changed = entry.clone();
            changed[at] ^= 1;
            prop_assert!(unpack(&changed, SHA256, &file).is_none());
            prop_assert!(unpack(&entry[..at], SHA256, &file).is_none());
        }
    }

    #[test]
    fn an_entry_is_of_one_workbook_and_takes_the_name_it_is_asked_for_under() {
        let sheet = Sheet::new(Arc::from("甲.xlsx"), "规定动作", false);
        let entry = pack(SHA256, &[sheet]);
        assert!(unpack(&entry, &SHA256.replace('b', "c"), &Arc::from("甲.xlsx")).is_none());
        let back = unpack(&entry, SHA256, &Arc::from("乙.xlsx")).unwrap();
        assert_eq!(back.first().map(|sheet| &**sheet.file()), Some("乙.xlsx"));
    }
}
