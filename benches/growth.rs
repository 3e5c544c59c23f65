//! How time grows with townships and with events: tables, and a plot.
//!
//! ```sh
//! cargo bench --bench growth -- --plot docs/growth.svg
//! ```
//!
//! `--most N` leaves out the larger sizes. A thousand townships are the thirty of the county, linked again and again: each is read and worked out anew.

#![allow(clippy::disallowed_types, clippy::disallowed_macros, clippy::print_stdout, clippy::expect_used)]
#![allow(clippy::indexing_slicing)]
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
/// A measure is taken again until it took so much of the cores together, and at least three times.
const LONG_ENOUGH: Duration = Duration::from_millis(400);

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let Some(folder) = measure::after(&words, "--library") {
        println!("{}", reading::work_out(&reading::workspaces(Path::new(&folder)), measure::threads()));
        return;
    }
    println!("`cargo bench --bench growth`; {}\n", measure::machine());
    let most = measure::after(&words, "--most").map_or(usize::MAX, |most| most.parse().expect("a size"));
    let plots = [townships(most), events(most)];
    if let Some(path) = measure::after(&words, "--plot") {
        std::fs::write(path, plot::drawing(&plots)).expect("a file that can be written");
    }
}

/// How long something takes once: by the clock, the median, and of all cores, by this process or those that it starts.
fn timed(mut run: impl FnMut()) -> (Duration, Duration) {
    let taken = || {
        let (own, others) = measure::cores_of_processes();
        own + others
    };
    run();
    let start = taken();
    let mut times = Vec::new();
    while times.len() < 3 || taken().saturating_sub(start) < LONG_ENOUGH {
        let begun = Instant::now();
        run();
        times.push(begun.elapsed());
    }
    let cores = taken().saturating_sub(start) / u32::try_from(times.len()).expect("some thousand times");
    times.sort_unstable();
    (times[times.len() / 2], cores)
}

/// Whole processes, on all cores, and how much memory they took at most.
fn townships(most: usize) -> Plot {
    let temporary = tempfile::tempdir().expect("a folder for what is made up");
    let original = temporary.path().join("county");
    let folders = county::write(&original, 30, county::usual);
    println!("Whole processes of `cunkao batch`.\n");
    println!(
        "| townships | by the clock | core time | core time of each | memory at most |\n|---:|---:|---:|---:|---:|"
    );
    let mut points = Vec::new();
    for count in TOWNSHIPS.into_iter().filter(|count| *count <= most) {
        let folder = linked(&original, &folders, count, &temporary.path().join(format!("of-{count}")));
        let command = || command(&folder, &temporary.path().join("output"));
        let (clock, cores) = timed(|| measure::run(&mut command()));
        let memory = measure::peak(&mut command()) as f64 / 1024.0;
        let times = [clock, cores, cores.div_f64(count as f64)].map(measure::shown);
        println!("| {count} | {} | {memory:.1} MB |", times.join(" | "));
        points.push((count, cores));
    }
    println!();
    let series = Series { name: "core time of the whole process".to_owned(), points };
    Plot { title: "Townships, a year each".to_owned(), sizes: "townships".to_owned(), series: vec![series] }
}

/// What works all townships of a folder out, into a folder of its own.
fn command(folder: &Path, output: &Path) -> Command {
    _ = std::fs::remove_dir_all(output);
    let mut command = Command::new(county::CUNKAO);
    command.arg("batch").arg(folder).args(["--period", reading::PERIOD, "--output"]).arg(output);
    command
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
fn events(most: usize) -> Plot {
    let rulebook = county::rulebook();
    let period = Period::parse(reading::PERIOD).expect("a year");
    let temporary = tempfile::tempdir().expect("a folder for what is made up");
    let (mut facts, mut books) = (Vec::new(), Vec::new());
    println!("Core time of a township of {VILLAGES} villages, a year.\n");
    println!(
        "| events a village | facts in memory | an event | from workbooks | an event |\n|---:|---:|---:|---:|---:|"
    );
    for events in EVENTS.into_iter().filter(|events| *events <= most) {
        let size = Size { villages: VILLAGES, events };
        let records = county::records(&county::Year::of(0, size));
        let (_, of_facts) = timed(|| drop(black_box(engine::assess(&rulebook, &records, period))));
        drop(records);
        let folder = temporary.path().join(format!("events-{events}"));
        let own = county::write(&folder, 1, |_| size);
        let (_, of_books) = timed(|| drop(black_box(reading::worked(&own[0]))));
        let each = |time: Duration| time.div_f64((events * VILLAGES) as f64);
        let times = [of_facts, each(of_facts), of_books, each(of_books)].map(measure::shown);
        println!("| {events} | {} |", times.join(" | "));
        facts.push((events, of_facts));
        books.push((events, of_books));
    }
    println!();
    let facts = Series { name: "facts in memory".to_owned(), points: facts };
    let books = Series { name: "from workbooks".to_owned(), points: books };
    let title = format!("One township of {VILLAGES} villages, a year");
    Plot { title, sizes: "events of each village".to_owned(), series: vec![facts, books] }
}
