//! Damaged and hostile inputs for every reader, thousands a minute: none may panic, abort, take more than 512 MB, or
//! more than 10 seconds. README.md says how to run it. Nothing of this is part of the program.
//!
//! ```text
//! cargo test --test fuzz                     a few inputs for each target
//! cargo test --profile fuzz --test fuzz -- --target workbook --seconds 600 --seed 1
//! cargo test --profile fuzz --test fuzz -- --target workbook --replay FILE
//! ```

// A tool for developers: it may print, and where its own files are not there it may end.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::cast_possible_truncation,
    clippy::assigning_clones
)]

mod arguments;
mod child;
mod corpus;
mod keeper;
mod mutate;
mod random;
mod targets;

use std::alloc::System;
use std::process::ExitCode;

use cap::Cap;

/// Counts every byte that is asked for, and gives none beyond the limit that is set once the corpus is read.
#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

fn main() -> ExitCode {
    let wanted = match arguments::read(std::env::args().skip(1)) {
        Ok(wanted) => wanted,
        Err(problem) => {
            eprintln!("{problem}");
            return ExitCode::from(2);
        }
    };
    match wanted {
        arguments::Wanted::Smoke => child::smoke(),
        arguments::Wanted::Replay { target, file } => child::replay(target, &file),
        arguments::Wanted::Child(run) => child::run(&run),
        arguments::Wanted::Search(run) => keeper::search(&run),
    }
}
