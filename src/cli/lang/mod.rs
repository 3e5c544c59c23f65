//! The languages of help, usage errors, severities and summaries. Chinese is the default whatever the locale.
//!
//! Results, names and reasons are in the language of rulebook and sheets, and stay so.

mod codes;
mod english;
mod help;
#[cfg(test)]
mod tests;
mod usage;

pub(super) use usage::{explain_error, explain_swallowed};

use clap::CommandFactory;

use super::args::CommandLine;
use crate::diagnostic::{Code, Severity};

/// A language of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Language {
    /// 中文
    #[default]
    Chinese,
    /// English
    English,
}

impl Language {
    /// One of two wordings.
    pub(super) fn pick<T>(self, chinese: T, english: T) -> T {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }

    /// How grave a problem is.
    pub(super) fn severity(self, severity: Severity) -> &'static str {
        self.pick(severity.chinese(), severity.word())
    }

    /// What a kind of problem is, said before the Chinese message; nothing in Chinese, where the message says it.
    pub(super) fn gist(self, code: Code) -> Option<&'static str> {
        self.pick(None, Some(code)).map(codes::english)
    }

    /// Starts the message of what could not be done.
    pub(super) fn failure(self, message: &str) -> String {
        format!("{}{message}\n", self.pick("错误：", "error: "))
    }

    /// What a check came to, by how many of each there are; `hidden` notes are not shown.
    pub(super) fn summary(self, errors: usize, warnings: usize, hidden: usize) -> String {
        match self {
            Self::Chinese => summary_chinese(errors, warnings, hidden),
            Self::English => summary_english(errors, warnings, hidden),
        }
    }
}

fn summary_chinese(errors: usize, warnings: usize, hidden: usize) -> String {
    let mut text = match (errors, warnings) {
        (0, 0) => "没有发现问题".to_owned(),
        (0, _) => format!("没有错误，{warnings} 个提醒（照常计算）"),
        (_, 0) => format!("{errors} 个错误"),
        (_, _) => format!("{errors} 个错误，{warnings} 个提醒"),
    };
    if hidden > 0 {
        text.push_str(&format!("，另有 {hidden} 条说明（加 -v 查看）"));
    }
    text
}

fn summary_english(errors: usize, warnings: usize, hidden: usize) -> String {
    let counted = |count: usize, what: &str| match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    };
    let mut text = match (errors, warnings) {
        (0, 0) => "no problems found".to_owned(),
        (0, _) => format!("no errors, {} (computed as written)", counted(warnings, "warning")),
        (_, 0) => counted(errors, "error"),
        (_, _) => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
    };
    if hidden > 0 {
        text.push_str(&format!("; {} not shown (add -v)", counted(hidden, "note")));
    }
    text
}

/// The Chinese name of a command; its own where there is no such command.
pub(super) fn chinese_name(command: &str) -> String {
    let line = CommandLine::command();
    let names = line.find_subcommand(command).and_then(|found| found.get_visible_aliases().next());
    names.unwrap_or(command).to_owned()
}

/// The command line that is parsed, with its words in a language.
pub(super) fn command(language: Language) -> clap::Command {
    match language {
        Language::Chinese => CommandLine::command(),
        Language::English => english::translated(CommandLine::command()),
    }
}

/// The same with the help of every command written out, which is done for those who ask.
pub(super) fn command_with_help(language: Language) -> clap::Command {
    help::written(command(language), language)
}
