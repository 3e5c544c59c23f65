//! Words for a mistake on the command line.

use std::error::Error;
use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::Language;

/// What the values of an option look like, in English. In Chinese whoever reads the value says it.
const EXPECTED: &[(&str, &str)] = &[
    ("--period", "expected 2024-03, 2024-Q1, 2024-H1 or 2024"),
    ("--since", "expected 2024-03, 2024-Q1, 2024-H1 or 2024"),
    ("--month", "expected a month such as 2024-03"),
    ("--into", "expected a month such as 2024-03"),
    ("--date", "expected a day such as 2024-04-08"),
    ("--on", "expected a day such as 2024-04-08"),
    ("--objections-until", "expected a day such as 2024-04-08"),
    ("--at", "expected a time such as \"2024-04-03 09:20\""),
    ("--year", "expected a year such as 2024"),
    ("--points", "expected a number such as -1.5"),
    ("--money", "expected a number such as -1.5"),
    ("--number", "expected a whole number from 1"),
    ("--place", "expected a whole number from 1"),
    ("--jobs", "expected a whole number from 1 to 256"),
    ("--width", "expected a whole number from 40 to 400"),
];

/// Where help is to be had.
const HELP: &str = "用 cunkao --help 查看命令，用 cunkao 命令 --help 查看参数";
const HELP_IN_ENGLISH: &str = "cunkao --help lists the commands, cunkao COMMAND --help its arguments";

/// What is said where the words of an option were left out, and the next option stands in their place.
const NO_WORDS: &str = "expected words, and this looks like another option";

/// The words of an option that were left out, so that the next option was taken for them and what belongs to that is left
/// over: `--add --by 王`.
pub(in crate::cli) fn explain_swallowed(
    command: &clap::Command,
    arguments: &[OsString],
    language: Language,
) -> Option<String> {
    let words: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let asked = words.iter().find_map(|word| command.find_subcommand(word))?;
    let option = |word: &str| match word.strip_prefix("--") {
        Some(long) => {
            let name = long.split('=').next()?;
            let is_it = |names: Vec<&str>| names.contains(&name);
            asked.get_arguments().find(|one| one.get_long_and_visible_aliases().is_some_and(is_it))
        }
        None => {
            let mut letters = word.strip_prefix('-')?.chars();
            let letter = letters.next().filter(|_| letters.next().is_none())?;
            let is_it = |letters: Vec<char>| letters.contains(&letter);
            asked.get_arguments().find(|one| one.get_short_and_visible_aliases().is_some_and(is_it))
        }
    };
    let (first, next) = words.windows(2).find_map(|pair| {
        let [first, next] = pair else { return None };
        let is_open = option(first)?.is_allow_hyphen_values_set() && !first.contains('=');
        (is_open && option(next).is_some()).then_some((*first, *next))
    })?;
    Some(language.pick(
        format!(
            "参数 {first} 后面缺少值，接着写的 {next} 是另一个选项；值确以 - 开头的，前面加一个空格\n{HELP}"
        ),
        format!("{first} needs a value, and {next} behind it is another option\n{HELP_IN_ENGLISH}"),
    ))
}

/// What was said of a command line by its parser.
struct Mistake<'a> {
    error: &'a clap::Error,
    argument: String,
    /// The arguments that it does not go together with.
    prior: Option<String>,
    value: String,
    choices: String,
    near: Option<String>,
}

/// The mistake, with where help is to be had.
pub(in crate::cli) fn explain_error(error: &clap::Error, language: Language) -> String {
    // One of several is missing: `<--add <内容>|--decide <编号>>`.
    let told = |argument: &String| {
        let several = argument.strip_prefix('<').and_then(|inner| inner.strip_suffix('>'));
        let several = several.filter(|inner| inner.contains('|'));
        several.map_or(argument.clone(), |inner| inner.replace('|', language.pick(" 或 ", " or ")))
    };
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => told(text),
        Some(ContextValue::Strings(texts)) => {
            texts.iter().map(told).collect::<Vec<_>>().join(language.pick("、", ", "))
        }
        _ => String::new(),
    };
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg].map(context);
    let argument = match error.kind() {
        ErrorKind::InvalidSubcommand => context(ContextKind::InvalidSubcommand),
        _ => context(ContextKind::InvalidArg),
    };
    let mistake = Mistake {
        error,
        prior: Some(context(ContextKind::PriorArg)).filter(|prior| !prior.is_empty() && *prior != argument),
        argument,
        value: context(ContextKind::InvalidValue),
        choices: context(ContextKind::ValidValue),
        near: near.into_iter().find(|name| !name.is_empty()),
    };
    language.pick(mistake.in_chinese(), mistake.in_english())
}

impl Mistake<'_> {
    /// What is expected of the option's value, in Chinese: whoever reads it says so.
    fn expected(&self) -> Option<String> {
        Some(self.error.source()?.to_string())
    }

    /// The same in English.
    fn expected_in_english(&self) -> Option<&'static str> {
        let is_meant = |option: &str| self.argument.split(' ').any(|word| word == option);
        let found = EXPECTED.iter().find(|(option, _)| is_meant(option)).map(|(_, expected)| *expected);
        found.or(self.value.starts_with("--").then_some(NO_WORDS))
    }

    fn in_chinese(&self) -> String {
        let Self { argument, prior, value, choices, .. } = self;
        let message = match self.error.kind() {
            ErrorKind::InvalidSubcommand => format!("没有“{argument}”这个命令"),
            ErrorKind::UnknownArgument => format!("不认识的参数 {argument}"),
            ErrorKind::MissingRequiredArgument => format!("缺少参数 {argument}"),
            ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                "没有写命令".to_owned()
            }
            ErrorKind::InvalidValue if value.is_empty() => format!("参数 {argument} 后面缺少值"),
            ErrorKind::InvalidValue if !choices.is_empty() => {
                format!("{argument} 不能取“{value}”，可选：{choices}")
            }
            ErrorKind::ValueValidation | ErrorKind::InvalidValue => match self.expected() {
                Some(expected) => format!("{argument} 不能取“{value}”，{expected}"),
                None => format!("{argument} 不能取“{value}”"),
            },
            ErrorKind::ArgumentConflict => match prior {
                Some(prior) => format!("参数 {argument} 与 {prior} 只能写一个"),
                None => format!("参数 {argument} 写了两次，或与别的参数冲突"),
            },
            ErrorKind::TooManyValues => format!("参数 {argument} 后面不用写值，多了“{value}”"),
            ErrorKind::InvalidUtf8 => "参数中有无法识别的字符".to_owned(),
            _ => "命令写得不对".to_owned(),
        };
        let near = self.near.as_ref().map(|near| format!("，是否想写 {near}？")).unwrap_or_default();
        format!("{message}{near}\n{HELP}")
    }

    fn in_english(&self) -> String {
        let Self { argument, prior, value, choices, .. } = self;
        let message = match self.error.kind() {
            ErrorKind::InvalidSubcommand => format!("there is no command \"{argument}\""),
            ErrorKind::UnknownArgument => format!("unknown argument {argument}"),
            ErrorKind::MissingRequiredArgument => format!("missing {argument}"),
            ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                "no command given".to_owned()
            }
            ErrorKind::InvalidValue if value.is_empty() => format!("{argument} needs a value"),
            ErrorKind::InvalidValue if !choices.is_empty() => {
                format!("{argument} cannot be \"{value}\"; choose from: {choices}")
            }
            ErrorKind::ValueValidation | ErrorKind::InvalidValue => match self.expected_in_english() {
                Some(expected) => format!("{argument} cannot be \"{value}\"; {expected}"),
                None => format!("{argument} cannot be \"{value}\""),
            },
            ErrorKind::ArgumentConflict => match prior {
                Some(prior) => format!("only one of {argument} and {prior} may be given"),
                None => format!("{argument} is given twice, or conflicts with another argument"),
            },
            ErrorKind::TooManyValues => format!("{argument} takes no value, but got \"{value}\""),
            ErrorKind::InvalidUtf8 => "an argument holds characters that cannot be read".to_owned(),
            _ => "the command line is not right".to_owned(),
        };
        let near = self.near.as_ref().map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        format!("{message}{near}\n{HELP_IN_ENGLISH}")
    }
}
