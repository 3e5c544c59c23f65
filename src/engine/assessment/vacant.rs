//! Prizes that nobody has, though somebody holds their place; and who has none of a prize for what happened so often.

use super::Party;
use super::outcome::named_group;
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
    /// The class, post or village within which the place is held, or `all`.
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
    /// The class, post or village within which the place is held; empty where everybody is ranked.
    pub fn named_group(&self) -> &str {
        named_group(&self.group)
    }
}

/// Somebody who has nothing of a prize for a bar, and would have some without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// The tier that there would be.
    pub tier: String,
    /// Id of the prize.
    pub prize: String,
    /// Who.
    pub who: Party,
    /// Standing.
    pub standing: String,
    /// The class, post or village within which the place is held, or `all`.
    pub group: String,
    /// Clause of the prize.
    pub clause: String,
    /// The place held.
    pub rank: usize,
    /// For which period.
    pub period: Period,
    /// `六：通报批评2次，不得评奖`
    pub why: String,
}

impl PassedOver {
    /// The class, post or village within which the place is held; empty where everybody is ranked.
    pub fn named_group(&self) -> &str {
        named_group(&self.group)
    }
}

/// Why whoever holds a place may not have its prize.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyVacant {
    /// A veto stands against them.
    Vetoed,
    /// They are barred from it.
    Barred,
    /// They have another prize beside which it is not given.
    HasAnother,
    /// Their score is below the least that the tier asks for.
    Below(Number),
}

impl WhyVacant {
    /// The word of the contract.
    pub fn word(self) -> &'static str {
        match self {
            Self::Vetoed => "vetoed",
            Self::Barred => "barred",
            Self::HasAnother => "has-another",
            Self::Below(_) => "score-below",
        }
    }

    /// The score that is missed.
    pub fn at_least(self) -> Option<Number> {
        match self {
            Self::Vetoed | Self::Barred | Self::HasAnother => None,
            Self::Below(least) => Some(least),
        }
    }
}
