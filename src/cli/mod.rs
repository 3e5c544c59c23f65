//! The command line: the only layer that prints and chooses the exit code.

mod args;
mod commands;
mod output;
mod run;
mod show;
mod workspace;

pub use run::run;
