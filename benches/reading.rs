//! What reading a workspace costs against the bare floor: `cargo bench --bench reading [WORKSPACE PERIOD [MEASURE]]`.
//!
//! The floor is calamine streaming every cell of the same workbooks, from disk, with no hash, no style, no formula and
//! no figure. Each round takes all measures in turn, so that what slows the machine slows all; the median of the ratios
//! within the rounds is told, and the shortest time seen.

#![allow(clippy::print_stdout, clippy::disallowed_macros, clippy::unwrap_used, clippy::expect_used)]

use std::hint::black_box;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use calamine::{DataRef, Reader, Xlsx};
use cunkao::intake::{self, Months, Reading, SheetCache};
use cunkao::period::Period;
use cunkao::storage::Disk;
use cunkao::workspace::{self, SheetFolder};

/// How often each measure is taken.
const ROUNDS: usize = 41;

/// Every workbook below a folder.
fn workbooks(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            workbooks(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "xlsx") {
            found.push(path);
        }
    }
}

/// Streams every cell; tells how many are filled.
fn floor(books: &[PathBuf]) -> usize {
    let mut cells = 0;
    for path in books {
        let bytes = std::fs::read(path).expect("a workbook");
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).expect("a workbook");
        for name in book.sheet_names() {
            let mut reader = book.worksheet_cells_reader(&name).expect("a sheet");
            while let Some(cell) = reader.next_cell().expect("a cell") {
                cells += usize::from(*cell.get_value() != DataRef::Empty);
            }
        }
    }
    cells
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

/// A measure: its name, and what is done once a round.
type Measure<'a> = (&'a str, Box<dyn Fn() + 'a>);

/// The median ratio to the first measure within the rounds, in thousandths.
fn ratio(own: &[Duration], floor: &[Duration]) -> u128 {
    let within = own.iter().zip(floor).map(|(own, floor)| own.as_micros() * 1000 / floor.as_micros().max(1));
    let mut ratios: Vec<u128> = within.collect();
    ratios.sort_unstable();
    ratios.get(ratios.len() / 2).copied().unwrap_or_default()
}

fn measure(measures: &[Measure<'_>], rounds: usize) {
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); measures.len()];
    for _ in 0..rounds {
        for ((_, work), times) in measures.iter().zip(&mut times) {
            times.push(timed(work));
        }
    }
    println!("{:30} {:>9} {:>9}", "", "ms", "× floor");
    let floor = times.first().expect("a measure");
    for ((name, _), own) in measures.iter().zip(&times) {
        let (ratio, least) = (ratio(own, floor), own.iter().min().expect("a round").as_micros());
        println!("{name:30} {:>5}.{:03} {:>5}.{:03}", least / 1000, least % 1000, ratio / 1000, ratio % 1000);
    }
}

fn main() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/demo-township").display().to_string();
    let given: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let (folder, period, only) = match given.as_slice() {
        [folder, period] => (folder.as_str(), period.as_str(), ""),
        [folder, period, only] => (folder.as_str(), period.as_str(), only.as_str()),
        _ => (demo.as_str(), "2024", ""),
    };
    let (folder, period) = (Path::new(folder), Period::parse(period).expect("a period"));
    let mut books = Vec::new();
    workbooks(folder, &mut books);
    let rulebook = workspace::load_rulebook(folder).0.expect("a rulebook");
    let declared = &rulebook.declarations;
    let shelf = tempfile::tempdir().expect("a folder");
    let kept = SheetFolder::new(&Disk, shelf.path());
    let read = |cache: Option<&SheetFolder<'_>>| {
        let cache = cache.map(|cache| -> &dyn SheetCache { cache });
        let reading = Reading { cache, ..Reading::default() };
        black_box(intake::read_workspace_with(folder, declared, Months::UpTo(period), reading));
    };
    let grids = || books.iter().map(|path| intake::shown(path).len()).sum::<usize>();
    read(Some(&kept));
    println!("{}: {} workbooks, {} cells, {ROUNDS} rounds", folder.display(), books.len(), floor(&books));
    let measures: Vec<Measure<'_>> = vec![
        ("floor: calamine, every cell", Box::new(|| _ = black_box(floor(&books)))),
        ("sheets alone, as they show", Box::new(|| _ = black_box(grids()))),
        ("the workspace, cold", Box::new(|| read(None))),
        ("the workspace, sheets kept", Box::new(|| read(Some(&kept)))),
    ];
    let measures: Vec<_> = measures.into_iter().filter(|(name, _)| name.contains(only)).collect();
    measure(&measures, ROUNDS);
}
