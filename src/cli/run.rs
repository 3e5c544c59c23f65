//! Dispatch and exit codes: 0 done, 1 what the workspace holds stands against it, 2 the command line does not fit: usage,
//! files, or what it cannot be done to. A fault of the program's own, 3, is caught above it, in `start`.

use std::ffi::OsString;

use clap::FromArgMatches;
use clap::error::ErrorKind;

use super::args::{Command, CommandLine};
use super::settings::settings;
use super::{commands, lang, output, places};
use crate::storage::System;

/// How a command ended, and what it has to say beside its data.
pub(super) struct Ending {
    /// 0, 1 or 2.
    pub(super) code: u8,
    /// For standard error; may be empty.
    pub(super) message: String,
}

impl Ending {
    /// Nothing is wrong, and nothing more is to be said.
    pub(super) const DONE: Self = Self { code: 0, message: String::new() };

    /// As what was to be said or written went.
    pub(super) fn of(done: Result<(), String>) -> Self {
        done.map_or_else(Self::failure, |()| Self::DONE)
    }

    /// Errors in the data or rules that are there, however it is asked.
    pub(super) fn against(message: impl Into<String>) -> Self {
        Self { code: 1, ..Self::failure(message) }
    }

    /// Usage, a file that could not be read or written, or what it cannot be done to.
    pub(super) fn failure(message: impl Into<String>) -> Self {
        Self { code: 2, message: settings().language.failure(&message.into()) }
    }
}

/// What a command merely passes on, it could not read, write or do; data that stand against it are named where they are met.
impl From<String> for Ending {
    fn from(message: String) -> Self {
        Self::failure(message)
    }
}

/// Runs one command line, the program's name first, and gives the exit code.
pub(super) fn dispatch(arguments: impl IntoIterator<Item = OsString>, system: &dyn System) -> u8 {
    let language = settings().language;
    let arguments = with_help_asked(arguments.into_iter().collect());
    let mut matches = lang::command(language).try_get_matches_from(&arguments);
    if matches.as_ref().is_err_and(|error| error.kind() == ErrorKind::DisplayHelp) {
        matches = lang::command_with_help(language).try_get_matches_from(&arguments);
    }
    let ending = match matches.and_then(|matches| CommandLine::from_arg_matches(&matches)) {
        Ok(line) => run(line.command, system),
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            Ending::of(output::say(&error.to_string()))
        }
        Err(error) => {
            let swallowed = (error.kind() == ErrorKind::UnknownArgument)
                .then(|| lang::explain_swallowed(&lang::command(language), &arguments, language));
            Ending::failure(swallowed.flatten().unwrap_or_else(|| lang::explain_error(&error, language)))
        }
    };
    output::to_stderr(&ending.message);
    ending.code
}

/// Runs a command, if it may write where it is asked to.
fn run(mut command: Command, system: &dyn System) -> Ending {
    if let Err(problem) = places::settled(&mut command) {
        return Ending::failure(problem);
    }
    match command {
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
    }
}

/// `cunkao help` and `cunkao 帮助 计分` as `cunkao --help` and `cunkao 计分 --help`.
fn with_help_asked(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let mut at = 1;
    // What may stand before a command takes a value.
    while let Some(word) =
        arguments.get(at).and_then(|word| word.to_str()).filter(|word| word.starts_with("--"))
    {
        at += if word.contains('=') { 1 } else { 2 };
    }
    if arguments.get(at).is_some_and(|word| word == "help" || word == "帮助") {
        arguments.remove(at);
        arguments.push(OsString::from("--help"));
    }
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_is_a_word_too() {
        let asked = |line: &str| {
            let words = with_help_asked(line.split(' ').map(OsString::from).collect());
            words.iter().map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(asked("cunkao help"), "cunkao --help");
        assert_eq!(asked("cunkao 帮助 计分"), "cunkao 计分 --help");
        assert_eq!(asked("cunkao --lang en help score"), "cunkao --lang en score --help");
        assert_eq!(asked("cunkao --语言=en 帮助"), "cunkao --语言=en --help");
        // Where a command stands already it is a word of its own.
        for line in ["cunkao 条款 帮助", "cunkao check help", "cunkao"] {
            assert_eq!(asked(line), line);
        }
    }
}
