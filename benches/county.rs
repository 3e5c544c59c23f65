//! A county-year and a township-year as whole processes against the floor, and what starting costs.
//!
//! ```sh
//! cargo bench --bench county
//! cargo bench --bench county -- --beside target/dist/FILE   # the executable that is given away, in the same rounds
//! cargo bench --bench county -- --write DIR --townships 30
//! ```
//!
//! The floor is calamine streaming every cell of the same workbooks on as many threads, in a process of its own: no hash,
//! no figure. Before any time is taken, the figures of the workbooks are held against those of the facts in memory.

#![allow(clippy::disallowed_types, clippy::disallowed_macros, clippy::print_stdout, clippy::expect_used)]
#![allow(clippy::indexing_slicing)]

#[path = "county/mod.rs"]
mod county;
#[path = "measure/mod.rs"]
mod measure;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::time::Instant;

use county::reading::{self, PERIOD};
use cunkao::engine::{self, assessment::Assessment};
use cunkao::period::Period;
use measure::Line;

const TOWNSHIPS: usize = 30;
/// How often each line of a table is run.
const ROUNDS: usize = 15;
/// The same for what takes a few milliseconds.
const SHORT_ROUNDS: usize = 101;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let after = |name| measure::after(&words, name);
    let townships = after("--townships").map_or(TOWNSHIPS, |count| count.parse().expect("a count"));
    let threads = after("--threads").map_or(measure::threads(), |count| count.parse().expect("a count"));
    if let Some(folder) = after("--write") {
        county::write(Path::new(&folder), townships, county::usual);
    } else if let Some(folder) = after("--floor") {
        println!("{}", reading::floor(Path::new(&folder), threads));
    } else if let Some(folder) = after("--library") {
        println!("{}", reading::work_out(&reading::workspaces(Path::new(&folder)), threads));
    } else {
        let folder = after("--county").map_or_else(|| made(townships), PathBuf::from);
        let programs = programs(after("--beside"));
        compare(&folder);
        county_year(&folder, &programs);
        township_year(&folder, &programs);
        start_up(&programs);
    }
}

/// The county, written where it was not yet.
fn made(townships: usize) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("county-{townships}"));
    if reading::workspaces(&folder).len() != townships {
        _ = std::fs::remove_dir_all(&folder);
        county::write(&folder, townships, county::usual);
    }
    folder
}

/// What stands in the workbooks comes to what the facts in memory come to.
fn compare(folder: &Path) {
    let rulebook = county::rulebook();
    let period = Period::parse(PERIOD).expect("a year");
    for (number, workspace) in reading::workspaces(folder).iter().enumerate() {
        let year = county::Year::of(number, county::usual(number));
        let (of_facts, _) = engine::assess(&rulebook, &county::records(&year), period);
        assert_eq!(figures(&reading::worked(workspace)), figures(&of_facts), "{}", workspace.display());
    }
}

/// The scores, the money and the prizes of a result, by name.
fn figures(assessment: &Assessment) -> Vec<(String, Option<String>)> {
    let villages =
        assessment.villages.iter().map(|village| (village.name.as_str().to_owned(), village.score));
    let cadres = assessment.cadres.iter().map(|cadre| (cadre.person.name.as_str().to_owned(), cadre.score));
    let money = assessment.money.iter().map(|entry| (entry.party.name().to_owned(), Some(entry.amount)));
    let prizes = assessment.prizes.iter().map(|award| (award.tier.as_str().to_owned(), Some(award.amount)));
    let all = villages.chain(cadres).chain(money).chain(prizes);
    all.map(|(name, figure)| (name, figure.map(|figure| figure.to_string()))).collect()
}

/// A copy of an executable, made anew: how one has come to lie in the page cache since it was linked moves a process of few
/// milliseconds by a tenth, so that only fresh copies are compared.
fn fresh(path: &Path, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("programs");
    std::fs::create_dir_all(&folder).expect("a folder");
    let copy = folder.join(name);
    _ = std::fs::remove_file(&copy);
    std::fs::copy(path, &copy).expect("a copy");
    copy
}

/// This bench itself, which has the floor in it.
static FLOOR: LazyLock<PathBuf> =
    LazyLock::new(|| fresh(&std::env::current_exe().expect("the path of this process"), "floor"));

fn own(words: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(FLOOR.as_path());
    command.args(words).arg(folder);
    command
}

/// An executable of the program, and what its lines are marked with.
struct Program {
    path: PathBuf,
    mark: String,
}

impl Program {
    fn line(&self, of: &str) -> String {
        format!("{of}{}", self.mark)
    }

    fn with(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.path);
        command.args(words);
        command
    }
}

/// The one that this bench was built with, and another that is to be measured beside it.
fn programs(beside: Option<String>) -> Vec<Program> {
    let own = Program { path: fresh(Path::new(county::CUNKAO), "own"), mark: String::new() };
    let beside = beside.map(PathBuf::from).map(|path| {
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        Program { path: fresh(&path, "beside"), mark: format!(", {name}") }
    });
    std::iter::once(own).chain(beside).collect()
}

/// Against the same floor: the library, the command from cold, with tidy tables, and with every workbook in its cache.
fn county_year(folder: &Path, programs: &[Program]) {
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("batch-cache");
    _ = std::fs::remove_dir_all(&cache);
    let kept = cache.to_str().expect("a path of words");
    let mut lines = vec![
        Line::new("floor: calamine, every cell", || measure::run(&mut own(&["--floor"], folder))),
        Line::new("the library, township by township", || measure::run(&mut own(&["--library"], folder))),
    ];
    lines.extend(programs.iter().flat_map(|program| {
        [
            batch(program, "`batch`, cold", folder, &[]),
            batch(program, "`batch`, cold, with tidy output", folder, &["--format", "csv"]),
            batch(program, "`batch`, every workbook in the cache", folder, &["--cache", kept]),
        ]
    }));
    let cells = reading::floor(folder, measure::threads());
    let title = format!(
        "A county-year: {} townships, {} workbooks, {cells} cells",
        reading::workspaces(folder).len(),
        reading::workbooks(folder).len()
    );
    measure::print(&title, "cargo bench --bench county", &measure::rounds(ROUNDS, lines));
}

/// The command as a process that writes into a folder of its own, which is thrown away untimed.
fn batch<'a>(program: &'a Program, name: &str, folder: &'a Path, more: &[&'a str]) -> Line<'a> {
    let more = more.to_vec();
    let run = move || {
        let into = Path::new(env!("CARGO_TARGET_TMPDIR")).join("batch-output");
        _ = std::fs::remove_dir_all(&into);
        let mut command = program.with(&["batch"]);
        command.arg(folder).args(["--period", PERIOD, "--output"]).arg(into).args(&more);
        let start = Instant::now();
        measure::run(&mut command);
        start.elapsed()
    };
    Line { name: program.line(name), run: Box::new(run) }
}

/// A command as a process, under its name.
fn process<'a>(program: &'a Program, name: &str, words: &'a [&'a str]) -> Line<'a> {
    Line::new(program.line(name), || measure::run(&mut program.with(words)))
}

fn township_year(folder: &Path, programs: &[Program]) {
    let workspaces = reading::workspaces(folder);
    let workspace = &workspaces[workspaces.len() / 2];
    let score = ["score", workspace.to_str().expect("a path of words"), "--period", PERIOD];
    let json = [&score[..], &["--format", "json"]].concat();
    let mut lines = vec![Line::new("floor: calamine, every cell, one thread", || {
        measure::run(&mut own(&["--threads", "1", "--floor"], workspace));
    })];
    lines.extend(programs.iter().flat_map(|program| {
        [process(program, "`score`", &score), process(program, "`score --format json`", &json)]
    }));
    let title = format!(
        "A township-year: {} workbooks, {} cells",
        reading::workbooks(workspace).len(),
        reading::floor(workspace, 1)
    );
    measure::print(&title, "cargo bench --bench county", &measure::rounds(SHORT_ROUNDS, lines));
}

fn start_up(programs: &[Program]) {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/demo-township").display().to_string();
    let january = ["score", &demo, "--period", "2024-01"];
    let year = ["score", &demo, "--period", "2024"];
    let mut lines = vec![Line::new("`true`", || measure::run(&mut Command::new("true")))];
    lines.extend(programs.iter().flat_map(|program| {
        [
            process(program, "`cunkao --help`", &["--help"]),
            process(program, "`cunkao score` of the demo's January", &january),
            process(program, "`cunkao score` of the demo's year", &year),
        ]
    }));
    measure::print("Starting", "cargo bench --bench county", &measure::rounds(SHORT_ROUNDS, lines));
}
