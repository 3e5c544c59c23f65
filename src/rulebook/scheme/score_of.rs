//! By which score somebody is ranked or paid: the whole, or that of a part or item.

use std::fmt;

use super::Subject;
use crate::text::Text;

/// A score of the scheme's trees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScoreOf {
    /// The whole: 村总分, or a cadre's own.
    Whole(Subject),
    /// That of the part or item of an id.
    Node(Text),
}

impl ScoreOf {
    /// The words for the whole of a village and of a cadre, which no part or item may have as its id.
    pub const WHOLES: [(&'static str, Subject); 2] =
        [("village", Subject::Village), ("cadre", Subject::Cadre)];

    /// As a rulebook names it.
    pub fn named(word: &str) -> Self {
        let whole = Self::WHOLES.iter().find(|(whole, _)| *whole == word);
        whole.map_or_else(|| Self::Node(word.into()), |(_, subject)| Self::Whole(*subject))
    }

    /// The word of the rulebook and of the contract.
    pub fn word(&self) -> &str {
        match self {
            Self::Whole(Subject::Village) => "village",
            Self::Whole(Subject::Cadre) => "cadre",
            Self::Node(id) => id,
        }
    }
}

/// Its word.
impl fmt::Display for ScoreOf {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}
