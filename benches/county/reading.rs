//! What is done with a county that lies on disk: read bare, or worked out through the library.

use std::hint::black_box;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Reader, Xlsx};
use cunkao::engine::assessment::Assessment;
use cunkao::period::Period;
use cunkao::workspace;

use crate::measure;

/// The period of every measure of a whole year.
pub const PERIOD: &str = "2024";

/// The workspaces below a folder, in order; the folder itself if it is one. None if there is no such folder.
pub fn workspaces(folder: &Path) -> Vec<PathBuf> {
    if folder.join(workspace::RULEBOOK).is_file() {
        return vec![folder.to_owned()];
    }
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let entries = entries.flatten();
    let own = entries.map(|entry| entry.path()).filter(|path| path.join(workspace::RULEBOOK).is_file());
    let mut own: Vec<_> = own.collect();
    own.sort();
    own
}

/// Every workbook below a folder, in order.
pub fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder that can be read").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "xlsx") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The floor: streams every cell of the workbooks below a folder, and says how many there are. No hash, no figure.
pub fn floor(folder: &Path, threads: usize) -> usize {
    let books = workbooks(folder);
    let count = |cells: &mut usize, place: usize| *cells += stream(&books[place]);
    measure::on_threads(threads, books.len(), usize::default, count).into_iter().sum()
}

fn stream(path: &Path) -> usize {
    // From memory: it is faster than through a buffer, and a floor must not be high.
    let bytes = std::fs::read(path).expect("a workbook that can be read");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).expect("a workbook");
    let mut cells = 0;
    for name in book.sheet_names() {
        let mut reader = book.worksheet_cells_reader(&name).expect("a sheet");
        while let Some(cell) = reader.next_cell().expect("a cell") {
            cells += usize::from(!matches!(cell.get_value(), calamine::DataRef::Empty));
            black_box(cell);
        }
    }
    cells
}

/// Works out each workspace with its own rulebook, and says how many villages there are.
pub fn work_out(workspaces: &[PathBuf], threads: usize) -> usize {
    let one = |villages: &mut usize, place: usize| *villages += worked(&workspaces[place]).villages.len();
    measure::on_threads(threads, workspaces.len(), usize::default, one).into_iter().sum()
}

/// The year of a workspace; nothing of it may be an error.
pub fn worked(folder: &Path) -> Assessment {
    let period = Period::parse(PERIOD).expect("a year");
    let rulebook = workspace::load_rulebook(folder);
    let (worked, problems) = workspace::work_out(folder, rulebook, period, &mut |_, _| {});
    assert!(!problems.has_errors(), "{}", folder.display());
    worked.expect("a result where nothing is an error").assessment
}
