//! Dispatch and exit codes: 0 clean, 1 the data or rules have errors, 2 usage or input and output.

use std::ffi::OsString;

use clap::FromArgMatches;
use clap::error::ErrorKind;

use super::args::{Command, CommandLine};
use super::settings::settings;
use super::{commands, lang, output};
use crate::storage::System;

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
        Self { code: 2, message: settings().language.failure(&message.into()) }
    }
}

/// Runs one command line, the program's name first, and gives the exit code.
pub(super) fn dispatch(arguments: impl IntoIterator<Item = OsString>, system: &dyn System) -> u8 {
    let language = settings().language;
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let mut matches = lang::command(language).try_get_matches_from(&arguments);
    if matches.as_ref().is_err_and(|error| error.kind() == ErrorKind::DisplayHelp) {
        matches = lang::command_with_help(language).try_get_matches_from(&arguments);
    }
    let ending = match matches.and_then(|matches| CommandLine::from_arg_matches(&matches)) {
        Ok(line) => match line.command {
            Command::Score(args) => commands::score::run(&args, system),
            Command::Check(args) => commands::check::run(&args, system),
            Command::Explain(args) => commands::explain::run(&args),
            Command::WhatIf(args) => commands::what_if::run(&args),
            Command::Sensitivity(args) => commands::sensitivity::run(&args),
            Command::Reach(args) => commands::reach::run(&args),
            Command::Receive(args) => commands::receive::run(&args, system),
            Command::Publish(args) => commands::publish::run(&args, system),
            Command::Status(args) => commands::status::run(&args, system),
            Command::Objections(args) => commands::objections::run(&args, system),
            Command::Seal(args) => commands::seal::run(&args, system),
            Command::Verify(args) => commands::verify::run(&args),
            Command::Correct(args) => commands::correct::run(&args, system),
            Command::Diff(args) => commands::diff::run(&args),
            Command::Archive(args) => commands::archive::run(&args, system),
            Command::Trend(args) => commands::trend::run(&args, system),
            Command::Batch(args) => commands::batch::run(&args, system),
            Command::Burden(args) => commands::burden::run(&args, system),
            Command::Rules(args) => commands::rules::run(&args, system),
            Command::Template(args) => commands::template::run(&args, system),
            Command::New(args) => commands::new::run(&args, system),
        },
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            match output::say(&error.to_string()) {
                Ok(()) => Ending { code: 0, message: String::new() },
                Err(message) => Ending::failure(message),
            }
        }
        Err(error) => Ending::failure(lang::explain_error(&error, language)),
    };
    output::to_stderr(&ending.message);
    ending.code
}
