//! What a reader asked for: the keys of each table with their meaning, from which reference and schema are made.

/// A table and the keys that its reader asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableDoc {
    /// `item.rule`; empty for the root; `kind:duty` for the keys of a rule kind.
    pub path: String,
    /// Its keys, in the order in which they are read.
    pub keys: Vec<KeyDoc>,
}

impl TableDoc {
    /// Adds the keys that another reading of the same table asked for. A key that not every reading needs is needed
    /// sometimes.
    pub fn join(&mut self, other: Self) {
        for known in &mut self.keys {
            let same = other.keys.iter().find(|key| key.key == known.key);
            known.need = known.need.either(same.map_or(Need::Never, |key| key.need));
        }
        for key in other.keys {
            if self.keys.iter().all(|known| known.key != key.key) {
                self.keys.push(KeyDoc { need: key.need.either(Need::Never), ..key });
            }
        }
    }

    /// Each key once: one that is asked for again, as required, is as it was asked for last.
    fn once(keys: Vec<KeyDoc>) -> Vec<KeyDoc> {
        let mut all: Vec<KeyDoc> = Vec::new();
        for key in keys {
            match all.iter_mut().find(|known| known.key == key.key) {
                Some(known) => known.need = known.need.max(key.need),
                None => all.push(key),
            }
        }
        all
    }

    /// A table with the keys that were asked for.
    pub(super) fn new(path: String, keys: Vec<KeyDoc>) -> Self {
        Self { path, keys: Self::once(keys) }
    }
}

/// A key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyDoc {
    /// As it is written.
    pub key: String,
    /// What it decides, in Chinese.
    pub meaning: String,
    /// What may stand behind it.
    pub shape: Shape,
    /// Whether it must be written.
    pub need: Need,
}

/// Whether a key must be written in a rulebook that starts from no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// It may be left out, as far as its reader knows.
    Never,
    /// Under the condition that its meaning tells.
    Sometimes,
    /// Wherever its table stands.
    Always,
}

impl Need {
    /// Of a table that is read in the one way or in the other.
    fn either(self, other: Self) -> Self {
        if self == other { self } else { Self::Sometimes }
    }
}

/// What may stand behind a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Quoted text.
    Text,
    /// A plain number ≥ 0.
    Number,
    /// `true` or `false`.
    Flag,
    /// `"03-20"`
    Day,
    /// `"2024-07-01"` or `"07-01"`
    Moment,
    /// `["a", "b"]`
    Words,
    /// One of these words, each with its meaning.
    Choice(Vec<(String, String)>),
    /// A list of these words, each with its meaning.
    Choices(Vec<(String, String)>),
    /// `"zero"`, `"none"` or a number.
    Limit,
    /// A table.
    Table,
    /// An array of tables.
    Tables,
    /// A table from names to what is said here.
    Names(&'static str),
    /// Something else, said here.
    Other(&'static str),
}

impl Shape {
    /// That of a choice.
    pub(super) fn of<T>(choices: &[(&str, T, &str)]) -> Self {
        Self::Choice(choices_told(choices))
    }
}

/// The words of a choice, each with its meaning.
pub(super) fn choices_told<T>(choices: &[(&str, T, &str)]) -> Vec<(String, String)> {
    choices.iter().map(|(word, _, meaning)| ((*word).to_owned(), (*meaning).to_owned())).collect()
}
