//! Before and after a command: settings, the menu where there is no command, what is said where the program itself is
//! at fault, and a window of its own that stays until it was read.

use std::ffi::OsString;
use std::process::ExitCode;

use super::run::dispatch;
use super::settings;

/// Runs the program with the arguments it was started with, its own name first, and gives the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    settings::settle(&arguments);
    ExitCode::from(dispatch(arguments))
}
