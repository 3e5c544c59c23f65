//! The same workbooks, read by calamine: what both read is held against each other, cell by cell.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use calamine::{Data, Reader, SheetType, SheetVisible, Xlsx};

use super::{Opener, sheets};
use crate::diagnostic::Diagnostics;
use crate::intake::cell::{self, Cell};
use crate::intake::grid::{Address, Area, Sheet};
use crate::intake::number_format::Look;

/// What one sheet comes to.
#[derive(Debug, PartialEq)]
struct Seen {
    name: String,
    is_hidden: bool,
    cells: BTreeMap<Address, Cell>,
    areas: Vec<Area>,
}

fn ours(sheet: &Sheet) -> Seen {
    Seen {
        name: sheet.name().to_string(),
        is_hidden: sheet.hidden,
        cells: sheet.cells().map(|(at, cell)| (at, cell.clone())).collect(),
        areas: sheet.areas().collect(),
    }
}

fn theirs(bytes: &[u8]) -> Vec<Seen> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let listed = book.sheets_metadata().to_vec();
    let sheets = listed.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).map(|listed| {
        let mut cells = BTreeMap::new();
        let mut reader = book.worksheet_cells_reader(&listed.name).unwrap();
        let formats: Vec<Look> = reader
            .styles()
            .iter()
            .map(|style| {
                style.number_format.as_ref().map_or(Look::Plain, |format| Look::of(&format.format_code))
            })
            .collect();
        while let Some((found, style)) = reader.next_cell_with_style_id().unwrap() {
            let look = formats.get(style).copied().unwrap_or_default();
            let value = Data::from(found.get_value().clone());
            cells.extend(cell::convert(&value, look).map(|cell| (found.get_position(), cell)));
        }
        drop(reader);
        let mut grid = Sheet::new(Arc::from(""), &listed.name, listed.visible != SheetVisible::Visible);
        for area in book.merge_cells_by_sheet_name(&listed.name).unwrap() {
            grid.merge(crate::intake::grid::Merge { first: area.start, last: area.end });
        }
        Seen { cells, ..ours(&grid) }
    });
    sheets.collect()
}

fn workbooks(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            workbooks(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "xlsx") {
            found.push(path);
        }
    }
}

#[test]
fn every_example_is_read_as_calamine_reads_it() {
    let mut found = Vec::new();
    workbooks(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/examples")), &mut found);
    let mut opener = Opener::default();
    let mut cells = 0;
    for path in &found {
        let bytes = std::fs::read(path).unwrap();
        let read = sheets(&bytes, &Arc::from(""), &mut opener, &mut Diagnostics::new());
        let read: Vec<Seen> = read.unwrap_or_default().iter().map(ours).collect();
        assert_eq!(read, theirs(&bytes), "{}", path.display());
        cells += read.iter().map(|sheet| sheet.cells.len()).sum::<usize>();
    }
    assert!(found.len() > 40 && cells > 4000, "{} workbooks, {cells} cells", found.len());
}
