//! How long each question takes against a full `score` of the same year: `cargo bench --bench questions [WORKSPACE PERIOD]`.
//!
//! Every line runs whole, from files to words, in turn with `score`, so that what slows the machine slows both. The
//! median of the ratios is told, and the shortest time seen.

#![allow(clippy::print_stdout, clippy::disallowed_macros)]

use std::ffi::OsString;
use std::path::Path;
use std::time::{Duration, Instant};

use cunkao::cli::run_aside;
use cunkao::storage::Disk;

/// How often each question is asked.
const ROUNDS: usize = 15;

/// Name, and what is typed behind the workspace and the period.
const QUESTIONS: &[(&str, &str, &[&str])] = &[
    ("score", "score", &["-f", "json"]),
    ("explain one village", "explain", &["--village", "3村"]),
    ("explain everything", "explain", &["--rank", "--prize", "--money", "--action"]),
    ("explain versus", "explain", &["--village", "3村", "--versus", "6村"]),
    ("what-if, a figure", "what-if", &["--set", "3村.烟叶交售量=16000"]),
    ("what-if, a key", "what-if", &["--key", "report-missing.deduct=1"]),
    ("sensitivity, all singles", "sensitivity", &["-f", "json"]),
    ("reach, a prize", "reach", &["--village", "8村", "--prize", "三等奖"]),
    ("reach, out of reach", "reach", &["--village", "6村", "--prize", "三等奖"]),
    ("trend", "trend", &[]),
    ("burden", "burden", &[]),
];

fn timed(command: &str, workspace: &str, period: &str, more: &[&str]) -> Duration {
    let line = ["cunkao", command, workspace, "--period", period];
    let words = line.iter().chain(more).map(OsString::from);
    let start = Instant::now();
    let said = run_aside(words, &Disk);
    let took = start.elapsed();
    assert!(said.code == 0, "{command}: {}", String::from_utf8_lossy(&said.err));
    took
}

fn main() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/demo-township").display().to_string();
    let given: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let (workspace, period) = match given.as_slice() {
        [workspace, period] => (workspace.as_str(), period.as_str()),
        _ => (demo.as_str(), "2024"),
    };
    println!("{workspace} {period}, {ROUNDS} rounds");
    println!("{:28} {:>10} {:>10}", "", "ms", "× score");
    for (name, command, more) in QUESTIONS {
        let mut ratios = Vec::new();
        let mut shortest = Duration::MAX;
        for _ in 0..ROUNDS {
            let full = timed("score", workspace, period, &["-f", "json"]);
            let own = timed(command, workspace, period, more);
            ratios.push(own.as_micros() * 100 / full.as_micros().max(1));
            shortest = shortest.min(own);
        }
        ratios.sort_unstable();
        let ratio = ratios.get(ROUNDS / 2).copied().unwrap_or_default();
        println!("{name:28} {:10} {:>7}.{:02}", shortest.as_millis(), ratio / 100, ratio % 100);
    }
}
