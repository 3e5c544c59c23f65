//! Dispatch and exit codes: 0 clean, 1 the data or rules have errors, 2 usage or input and output.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use super::args::{Command, CommandLine, explain_error};
use super::{commands, output};
use crate::report::terminal::plain_text;

/// How a command ended, and what it has to say beside its data.
pub(super) struct Ending {
    /// 0, 1 or 2.
    pub(super) code: u8,
    /// For standard error; may be empty.
    pub(super) message: String,
}

impl Ending {
    /// Usage, or a file that could not be read or written.
    pub(super) fn failure(message: impl Into<String>) -> Self {
        Self { code: 2, message: format!("错误：{}\n", message.into()) }
    }
}

/// Runs the command line and gives the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let ending = match CommandLine::try_parse_from(arguments) {
        Ok(line) => match line.command {
            Command::Score(args) => commands::score::run(&args),
            Command::Check(args) => commands::check::run(&args),
            Command::Explain(args) => commands::explain::run(&args),
            Command::Receive(args) => commands::receive::run(&args),
            Command::Rules(args) => commands::rules::run(&args),
            Command::Template(args) => commands::template::run(&args),
            Command::New(args) => commands::new::run(&args),
        },
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            match output::say(&error.to_string()) {
                Ok(()) => Ending { code: 0, message: String::new() },
                Err(message) => Ending::failure(message),
            }
        }
        Err(error) => Ending::failure(explain_error(&error)),
    };
    // Nothing more can be done where standard error itself is gone.
    let _ = std::io::Write::write_all(&mut std::io::stderr(), plain_text(&ending.message).as_bytes());
    ExitCode::from(ending.code)
}
