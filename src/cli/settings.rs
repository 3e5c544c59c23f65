//! What holds for the whole process, as standard output does: the language of help and messages, and the encoding
//! of what goes into a pipe. Settled once, before anything is written.

use std::ffi::OsString;
use std::sync::OnceLock;

use clap::ValueEnum;

use super::args::{Charset, Lang};
use super::lang::Language;
use crate::encoding::Encoding;

/// Names the language where no option does.
const LANGUAGE_VARIABLE: &str = "CUNKAO_LANG";

static SETTINGS: OnceLock<Settings> = OnceLock::new();

/// How the process talks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Settings {
    pub(super) language: Language,
    pub(super) encoding: Encoding,
}

/// What was settled, or the defaults where nothing was.
pub(super) fn settings() -> Settings {
    SETTINGS.get().copied().unwrap_or_default()
}

/// Settles by the arguments, and for the language by `CUNKAO_LANG` too. Only the first call counts: the menu runs
/// many command lines in one process.
pub(super) fn settle(arguments: &[OsString]) {
    let variable = std::env::var(LANGUAGE_VARIABLE).ok();
    let _ = SETTINGS.set(Settings::read(arguments, variable.as_deref()));
}

impl Settings {
    /// Looks for the two options before the command line is parsed: help, and what is wrong with the rest of it, are
    /// said in the language that it asks for. A value that is none is left to the parser to refuse.
    fn read(arguments: &[OsString], variable: Option<&str>) -> Self {
        let language = value_of(arguments, &["--lang", "--语言"]);
        let language = language.as_deref().or(variable).and_then(|word| Lang::from_str(word, true).ok());
        let encoding = value_of(arguments, &["--encoding", "--编码"]);
        let encoding = encoding.as_deref().and_then(|word| Charset::from_str(word, true).ok());
        Self {
            language: match language {
                Some(Lang::En) => Language::English,
                Some(Lang::Zh) | None => Language::Chinese,
            },
            encoding: match encoding {
                Some(Charset::Gbk) => Encoding::Gbk,
                Some(Charset::Gb18030) => Encoding::Gb18030,
                Some(Charset::Utf8) | None => Encoding::Utf8,
            },
        }
    }
}

/// The value after an option, as `--lang en` or `--lang=en`.
fn value_of(arguments: &[OsString], names: &[&str]) -> Option<String> {
    let mut words = arguments.iter().filter_map(|argument| argument.to_str());
    while let Some(word) = words.next() {
        let (name, value) = word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
        if names.contains(&name) {
            return value.or_else(|| words.next()).map(str::to_owned);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str, variable: Option<&str>) -> (Language, Encoding) {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let Settings { language, encoding } = Settings::read(&words, variable);
        (language, encoding)
    }

    #[test]
    fn options_go_before_the_variable_and_nonsense_is_chinese() {
        assert_eq!(read("cunkao check x", None), (Language::Chinese, Encoding::Utf8));
        assert_eq!(read("cunkao --lang en", None), (Language::English, Encoding::Utf8));
        assert_eq!(read("cunkao check --语言=英文 x", None).0, Language::English);
        assert_eq!(read("cunkao check x", Some("en")).0, Language::English);
        assert_eq!(read("cunkao --lang zh x", Some("en")).0, Language::Chinese);
        assert_eq!(read("cunkao x", Some("de_DE.UTF-8")).0, Language::Chinese);
        assert_eq!(read("cunkao --编码 GBK x", None).1, Encoding::Gbk);
        assert_eq!(read("cunkao x --encoding=gb18030", None).1, Encoding::Gb18030);
        assert_eq!(read("cunkao x --encoding", None).1, Encoding::Utf8);
    }
}
