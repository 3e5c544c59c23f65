//! Prizes that nobody has, though somebody holds their place.

use super::outcome::class_or_post;
use crate::number::Number;
use crate::period::Period;

/// A prize of a tier that nobody has: whoever holds the place may not have it, and it passes down to nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VacantPrize {
    /// The tier.
    pub tier: String,
    /// Id of the prize.
    pub prize: String,
    /// Standing.
    pub standing: String,
    /// The class or post within which the place is held, or `all`.
    pub group: String,
    /// Clause.
    pub clause: String,
    /// The place. Those who share one hold the next ones too, where these are skipped.
    pub place: usize,
    /// For which period.
    pub period: Period,
    /// Why whoever holds the place may not have it.
    pub why: WhyVacant,
}

impl VacantPrize {
    /// The class or post within which the place is held; empty where everybody is ranked.
    pub fn class_or_post(&self) -> &str {
        class_or_post(&self.group)
    }
}

/// Why whoever holds a place may not have its prize.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyVacant {
    /// A veto stands against them.
    Vetoed,
    /// Their score is below the least that the tier asks for.
    Below(Number),
}

impl WhyVacant {
    /// The word of the contract.
    pub fn word(self) -> &'static str {
        match self {
            Self::Vetoed => "vetoed",
            Self::Below(_) => "score-below",
        }
    }

    /// The score that is missed.
    pub fn at_least(self) -> Option<Number> {
        match self {
            Self::Vetoed => None,
            Self::Below(least) => Some(least),
        }
    }
}
