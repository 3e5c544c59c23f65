//! How time grows with townships and with events: tables, and a plot.
//!
//! ```sh
//! cargo bench --bench growth -- --plot docs/growth.svg
//! ```
//!
//! A thousand townships are the thirty of the county, linked again and again: each is read and worked out anew.

#![allow(clippy::disallowed_types, clippy::disallowed_macros, clippy::print_stdout, clippy::expect_used)]
#![allow(clippy::float_arithmetic, clippy::cast_precision_loss)]

#[path = "county/mod.rs"]
mod county;
#[path = "measure/mod.rs"]
mod measure;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use county::Size;
use county::reading;
use cunkao::engine;
use cunkao::period::Period;
use measure::plot::{self, Plot, Series};

const TOWNSHIPS: [usize; 4] = [1, 10, 100, 1000];
const EVENTS: [usize; 5] = [1, 10, 100, 1000, 10_000];
/// Villages of the township whose events become more and more.
const VILLAGES: usize = 8;
/// A measure is taken again until it took so long together, and at least three times.
const LONG_ENOUGH: Duration = Duration::from_millis(400);

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let Some(folder) = measure::after(&words, "--library") {
        println!("{}", reading::work_out(&reading::workspaces(Path::new(&folder)), measure::threads()));
        return;
    }
    println!("`cargo bench --bench growth`; {}\n", measure::machine());
    let plots = [townships(), events()];
    if let Some(path) = measure::after(&words, "--plot") {
        std::fs::write(path, plot::drawing(&plots)).expect("a file that can be written");
    }
}

/// The median of at least three times.
fn median(mut run: impl FnMut()) -> Duration {
    let start = Instant::now();
    let mut times = Vec::new();
    while times.len() < 3 || start.elapsed() < LONG_ENOUGH {
        let begun = Instant::now();
        run();
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    times[times.len() / 2]
}

/// A table of a series: how much longer each takes than in proportion to the one before, none being 1.
fn table(sizes: &str, all: &[(&Series, &str)], last: Option<(&str, &[String])>) {
    let heads: Vec<_> = all.iter().map(|(series, each)| format!(" {} | {each} |", series.name)).collect();
    let further = last.map_or(String::new(), |(head, _)| format!(" {head} |"));
    println!("| {sizes} |{}{further}", heads.concat());
    println!("|---:|{}{}", "---:|---:|".repeat(all.len()), if last.is_some() { "---:|" } else { "" });
    let rows = all.first().map_or(0, |(series, _)| series.points.len());
    for row in 0..rows {
        let (size, _) = all[0].0.points[row];
        let cells = all.iter().map(|(series, _)| {
            let (size, time) = series.points[row];
            let each = time.div_f64(size as f64);
            format!(" {} | {} |", measure::shown(time), measure::shown(each))
        });
        let further = last.map_or(String::new(), |(_, cells)| format!(" {} |", cells[row]));
        println!("| {size} |{}{further}", cells.collect::<String>());
    }
    println!();
}

/// Whole processes, on all cores, and how much memory they took at most.
fn townships() -> Plot {
    let temporary = tempfile::tempdir().expect("a folder for what is made up");
    let original = temporary.path().join("county");
    let folders = county::write(&original, 30, county::usual);
    let (mut points, mut memory) = (Vec::new(), Vec::new());
    for count in TOWNSHIPS {
        let folder = linked(&original, &folders, count, &temporary.path().join(format!("of-{count}")));
        let command = || {
            let mut command = Command::new(std::env::current_exe().expect("the path of this process"));
            command.arg("--library").arg(&folder);
            command
        };
        points.push((count, median(|| measure::run(&mut command()))));
        memory.push(format!("{:.1} MB", measure::peak(&mut command()) as f64 / 1024.0));
    }
    let series = Series { name: "all cores, whole process".to_owned(), points };
    table("townships", &[(&series, "each")], Some(("memory at most", &memory)));
    Plot { title: "Townships, a year each".to_owned(), sizes: "townships".to_owned(), series: vec![series] }
}

/// So many townships, each a folder of links to the files of an original.
fn linked(original: &Path, folders: &[PathBuf], count: usize, into: &Path) -> PathBuf {
    std::fs::create_dir(into).expect("a folder that can be made");
    let rulebook = county::COUNTY_RULEBOOK;
    std::fs::copy(original.join(rulebook), into.join(rulebook)).expect("a file that can be copied");
    for number in 0..count {
        let own = into.join(format!("{number:04}"));
        link(&folders[number % folders.len()], &own);
    }
    into.to_owned()
}

fn link(from: &Path, to: &Path) {
    std::fs::create_dir(to).expect("a folder that can be made");
    for entry in std::fs::read_dir(from).expect("a folder that can be read").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            link(&entry.path(), &target);
        } else {
            std::fs::hard_link(entry.path(), target).expect("a file that can be linked");
        }
    }
}

/// A township whose villages have more and more events: from facts in memory, and from workbooks.
fn events() -> Plot {
    let (rulebook, _) = county::rulebooks();
    let period = Period::parse(reading::PERIOD).expect("a year");
    let temporary = tempfile::tempdir().expect("a folder for what is made up");
    let (mut facts, mut books) = (Vec::new(), Vec::new());
    for events in EVENTS {
        let size = Size { villages: VILLAGES, events };
        let records = county::records(&county::Year::of(0, size));
        facts.push((events, median(|| drop(black_box(engine::assess(&rulebook, &records, period))))));
        let folder = temporary.path().join(format!("events-{events}"));
        let own = county::write(&folder, 1, |_| size);
        books.push((events, median(|| drop(black_box(reading::worked(&own[0]))))));
    }
    let facts = Series { name: "facts in memory".to_owned(), points: facts };
    let books = Series { name: "from workbooks".to_owned(), points: books };
    table("events a village", &[(&facts, "an event"), (&books, "an event")], None);
    let title = format!("One township of {VILLAGES} villages, a year");
    Plot { title, sizes: "events of each village".to_owned(), series: vec![facts, books] }
}
