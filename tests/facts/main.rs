//! The engine against figures that were worked out elsewhere, without a workbook between: township years in a stream
//! of facts, each period followed by what must come of it. README.md has the format; the streams are written by
//! `tests/independent`. Nothing of this is part of the program, and nothing here judges a fact.
//!
//! ```text
//! cargo test --test facts                                  a small stream, and that altered figures are found
//! cargo test --test facts -- --stdin [--alter N] < FILE    a whole stream; the N-th expected figure made wrong
//! ```

mod build;
mod compare;
mod figures;
mod sample;
mod stream;

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use compare::Report;

/// How many differences are written out; the rest is counted.
const SHOWN: usize = 40;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // Whatever `cargo test` hands to every test binary is none of ours.
    let whole = arguments.iter().any(|argument| argument == "--stdin");
    let outcome = if whole { from_stdin(&arguments) } else { sample::check() };
    let (said, code) = match outcome {
        Ok(report) if report.differences.is_empty() => (report.summary(), ExitCode::SUCCESS),
        Ok(report) => {
            let shown = report.differences.iter().take(SHOWN).map(String::as_str);
            let lines: Vec<_> = shown.chain([report.summary().as_str()]).map(str::to_owned).collect();
            (lines.join("\n"), ExitCode::FAILURE)
        }
        Err(problem) => (format!("the stream cannot be read: {problem}"), ExitCode::FAILURE),
    };
    // Nobody is left to tell if this fails.
    let _ = writeln!(io::stdout(), "{said}");
    code
}

fn from_stdin(arguments: &[String]) -> Result<Report, String> {
    let alter = match arguments.iter().position(|argument| argument == "--alter") {
        None => None,
        Some(place) => {
            let number = arguments.get(place + 1).and_then(|number| number.parse().ok());
            Some(number.ok_or("--alter wants the number of a figure, from 1")?)
        }
    };
    run(io::stdin().lock(), alter)
}

/// Works every year of a stream out and compares it; a year is forgotten before the next is read.
fn run(lines: impl BufRead, alter: Option<u64>) -> Result<Report, String> {
    let mut report = Report::altering(alter);
    let mut stream = stream::Stream::new(lines);
    let mut rulebooks = build::Rulebooks::default();
    while let Some(year) = stream.next_year()? {
        let rulebook = rulebooks.of(&year)?;
        report.year(&rulebook, &year);
    }
    if report.figures == 0 {
        return Err("it holds no figure to compare".to_owned());
    }
    if alter.is_some_and(|number| number > report.figures) {
        return Err(format!("it holds only {} figures, none to alter", report.figures));
    }
    Ok(report)
}
