//! The command line: the only layer that prints and chooses the exit code.

mod args;
mod aside;
mod clock;
mod commands;
mod fonts;
mod inputs;
mod lang;
mod menu;
mod of_periods;
mod output;
mod places;
mod progress;
mod register;
mod run;
mod runs;
mod settings;
mod show;
mod start;
mod width;

pub use aside::{Said, run_aside};
pub use start::run;
