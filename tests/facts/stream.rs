//! Reads a stream of facts, one a line, into township years. README.md has the format. Every line is understood or
//! refused with its number; nothing is skipped, and nothing is judged.

use std::io::BufRead;

use crate::build::Builder;
use cunkao::number::Number;
use cunkao::period::Period;
use cunkao::records::Records;

/// What a period must come to.
#[derive(Debug)]
pub(crate) struct Asked {
    /// The period.
    pub(crate) period: Period,
    /// The kinds of which every subject is stated: one more or less is a difference.
    pub(crate) kinds: Vec<String>,
    /// What is expected.
    pub(crate) expected: Vec<Expected>,
}

/// The figures of one subject.
#[derive(Debug)]
pub(crate) struct Expected {
    /// Line of the stream.
    pub(crate) line: u32,
    /// Kind and subject.
    pub(crate) key: (String, String),
    /// Name and value of each figure.
    pub(crate) figures: Vec<(String, String)>,
}

/// A target in place of the rulebook's.
#[derive(Debug)]
pub(crate) struct Target {
    /// Its name.
    pub(crate) name: String,
    /// The village.
    pub(crate) village: String,
    /// `None` for 不适用.
    pub(crate) value: Option<Number>,
}

/// A township year.
#[derive(Debug)]
pub(crate) struct Year {
    /// The built-in rulebook.
    pub(crate) rulebook: String,
    /// What the year is called in messages.
    pub(crate) label: String,
    /// Roster and facts.
    pub(crate) records: Records,
    /// Targets of its villages.
    pub(crate) targets: Vec<Target>,
    /// The periods that are worked out.
    pub(crate) asked: Vec<Asked>,
}

/// The lines of a stream.
pub(crate) struct Stream<R> {
    lines: R,
    number: u32,
    text: String,
}

impl<R: BufRead> Stream<R> {
    /// From its first line.
    pub(crate) fn new(lines: R) -> Self {
        Self { lines, number: 0, text: String::new() }
    }

    /// The next year; `None` after the last. A stream that breaks off within a year is refused.
    pub(crate) fn next_year(&mut self) -> Result<Option<Year>, String> {
        let Some(mut builder) = self.opening()? else { return Ok(None) };
        loop {
            if !self.advance()? {
                return Err(format!("it breaks off after line {}, within a year", self.number));
            }
            let fields: Vec<&str> = self.text.split('\t').collect();
            match fields.as_slice() {
                ["end"] => return Ok(Some(builder.finish())),
                fields => builder.line(fields, self.number).map_err(|problem| self.refusal(&problem))?,
            }
        }
    }

    fn opening(&mut self) -> Result<Option<Builder>, String> {
        loop {
            if !self.advance()? {
                return Ok(None);
            }
            let fields: Vec<&str> = self.text.split('\t').collect();
            match fields.as_slice() {
                ["year", rulebook, label] => return Ok(Some(Builder::new(rulebook, label))),
                _ if self.text.starts_with('#') || self.text.is_empty() => {}
                _ => return Err(self.refusal("a year should begin here")),
            }
        }
    }

    /// Reads a line; whether there was one.
    fn advance(&mut self) -> Result<bool, String> {
        self.text.clear();
        let read = self.lines.read_line(&mut self.text).map_err(|error| error.to_string())?;
        self.number += 1;
        let bare = self.text.trim_end_matches(['\n', '\r']).len();
        self.text.truncate(bare);
        Ok(read > 0)
    }

    fn refusal(&self, problem: &str) -> String {
        format!("line {}: {problem}: {}", self.number, self.text)
    }
}
