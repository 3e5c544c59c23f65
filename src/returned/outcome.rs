//! 处理: what was done with a file that came in, as the register of receipts has it. Written and read here alone.

use std::fmt;

use crate::input_name::RECORDS;

const KEPT: &str = "收下";
const BESIDE: (&str, &str) = ("收下，与 ", " 并用");
const REPEATS: (&str, &str) = ("与 ", " 相同，没有另存");
const REPLACES: (&str, &str, &str) = ("收下，取代 ", "（移到 ", "）");
const WITHDRAWN: (&str, &str) = ("撤回，", " 移到 ");

/// What was done with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was put where nothing like it was.
    Kept,
    /// The same bytes were there already, under this name.
    Repeats(String),
    /// It counts beside these.
    Beside(Vec<String>),
    /// It took the place of another.
    Replaces {
        /// The name that the other had.
        old: String,
        /// Where that one was moved.
        moved_to: String,
    },
    /// It was taken back.
    Withdrawn {
        /// The name that it had.
        old: String,
        /// Where it was moved.
        moved_to: String,
    },
    /// Words of somebody's own.
    Other(String),
}

impl Outcome {
    /// Reads what the register says.
    pub fn parse(text: &str) -> Self {
        let read = || {
            if text == KEPT {
                return Some(Self::Kept);
            }
            if let Some(existing) = between(text, REPEATS.0, REPEATS.1) {
                return Some(Self::Repeats(existing.to_owned()));
            }
            if let Some(others) = between(text, BESIDE.0, BESIDE.1) {
                return Some(Self::Beside(names(others)));
            }
            if let Some(moved) = between(text, REPLACES.0, REPLACES.2) {
                let (old, moved_to) = moved_from(moved, REPLACES.1)?;
                return Some(Self::Replaces { old, moved_to });
            }
            let (old, moved_to) = moved_from(text.strip_prefix(WITHDRAWN.0)?, WITHDRAWN.1)?;
            Some(Self::Withdrawn { old, moved_to })
        };
        read().unwrap_or_else(|| Self::Other(text.to_owned()))
    }

    /// Whether the file counts beside another.
    pub fn counts_beside(&self, file: &str) -> bool {
        matches!(self, Self::Beside(others) if others.iter().any(|other| other == file))
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kept => out.write_str(KEPT),
            Self::Repeats(existing) => write!(out, "{}{existing}{}", REPEATS.0, REPEATS.1),
            Self::Beside(others) => write!(out, "{}{}{}", BESIDE.0, others.join("、"), BESIDE.1),
            Self::Replaces { old, moved_to } => {
                write!(out, "{}{old}{}{moved_to}{}", REPLACES.0, REPLACES.1, REPLACES.2)
            }
            Self::Withdrawn { old, moved_to } => write!(out, "{}{old}{}{moved_to}", WITHDRAWN.0, WITHDRAWN.1),
            Self::Other(words) => out.write_str(words),
        }
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.strip_prefix(before)?.strip_suffix(after)
}

// Names are relative to the workspace, so that each begins with the folder of the records: so one that follows words of
// this file is told from words that a file's own name holds.

fn names(listed: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (count, part) in listed.split(&format!("、{RECORDS}/")).enumerate() {
        names.push(if count == 0 { part.to_owned() } else { format!("{RECORDS}/{part}") });
    }
    names
}

fn moved_from(text: &str, word: &str) -> Option<(String, String)> {
    let (old, moved_to) = text.split_once(&format!("{word}{RECORDS}/"))?;
    Some((old.to_owned(), format!("{RECORDS}/{moved_to}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_whatever_names_hold() {
        let names = [
            "表.xls",
            "表.xlsx",
            "a（移到 b）.xlsx",
            "一、二.csv",
            "x 移到 y 并用.xlsx",
            "相同，没有另存.xlsx",
            "收下，与.xlsx",
        ];
        let names = names.map(|name| format!("records/2024-03/{name}"));
        let mut outcomes =
            vec![Outcome::Kept, Outcome::Other("人工改过".to_owned()), Outcome::Other(String::new())];
        for one in &names {
            outcomes.push(Outcome::Repeats(one.clone()));
            outcomes.push(Outcome::Beside(vec![one.clone()]));
            for other in &names {
                let moved_to = other.replace("2024-03", "不用/2024-03");
                outcomes.push(Outcome::Beside(vec![one.clone(), other.clone()]));
                outcomes.push(Outcome::Replaces { old: one.clone(), moved_to: moved_to.clone() });
                outcomes.push(Outcome::Withdrawn { old: one.clone(), moved_to });
            }
        }
        for outcome in outcomes {
            assert_eq!(Outcome::parse(&outcome.to_string()), outcome);
        }
    }

    #[test]
    fn registers_that_were_written_before_are_read() {
        let old = "records/2024-03/党建办.xlsx".to_owned();
        let moved_to = "records/不用/2024-03/党建办.xlsx".to_owned();
        let replaces = "收下，取代 records/2024-03/党建办.xlsx（移到 records/不用/2024-03/党建办.xlsx）";
        let withdrawn = "撤回，records/2024-03/党建办.xlsx 移到 records/不用/2024-03/党建办.xlsx";
        assert_eq!(
            Outcome::parse(replaces),
            Outcome::Replaces { old: old.clone(), moved_to: moved_to.clone() }
        );
        assert_eq!(Outcome::parse(withdrawn), Outcome::Withdrawn { old: old.clone(), moved_to });
        assert_eq!(Outcome::parse("与 records/2024-03/党建办.xlsx 相同，没有另存"), Outcome::Repeats(old));
    }

    #[test]
    fn a_name_that_is_the_beginning_of_another_does_not_count_beside() {
        let outcome = Outcome::parse("收下，与 records/2024-03/表.xlsx 并用");
        assert!(outcome.counts_beside("records/2024-03/表.xlsx"));
        assert!(!outcome.counts_beside("records/2024-03/表.xls"));
    }
}
