//! The `cunkao` executable.

use std::process::ExitCode;

fn main() -> ExitCode {
    cunkao::cli::run(std::env::args_os())
}
