//! Whom a result concerns: a village, a cadre of it or a household of it. Names only, no figures.

use crate::fact::Person;
use crate::records::{PastPlace, PastSanction};
use crate::text::Text;

/// What kind of party it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartyKind {
    /// 村
    Village,
    /// 村干部
    Cadre,
    /// 农户
    Household,
}

impl PartyKind {
    /// The word of the contract.
    pub fn word(self) -> &'static str {
        match self {
            Self::Village => "village",
            Self::Cadre => "cadre",
            Self::Household => "household",
        }
    }

    /// In Chinese.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Village => "村",
            Self::Cadre => "村干部",
            Self::Household => "农户",
        }
    }
}

/// Whom something concerns. An account (账) is of one party at one node; here no account is meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// A village.
    Village(Text),
    /// A cadre.
    Cadre(Person),
    /// A household of a village.
    Household {
        /// The village.
        village: Text,
        /// Name.
        name: Text,
        /// Number, empty if none.
        id: Text,
    },
}

impl Party {
    /// Of whom a place of an earlier year is remembered.
    pub fn of_past(PastPlace { village, person, id, .. }: &PastPlace) -> Self {
        Self::remembered(village, person, id)
    }

    /// Whom a sanction of an earlier year befell.
    pub fn of_past_sanction(PastSanction { village, person, id, .. }: &PastSanction) -> Self {
        Self::remembered(village, person, id)
    }

    /// A cadre; the village itself where no person is named.
    fn remembered(village: &str, person: &str, id: &str) -> Self {
        if person.is_empty() {
            return Self::Village(village.into());
        }
        Self::Cadre(Person { village: village.into(), name: person.into(), id: id.into() })
    }

    /// The word of the contract.
    pub fn word(&self) -> &'static str {
        self.kind().word()
    }

    /// Of what kind.
    pub fn kind(&self) -> PartyKind {
        match self {
            Self::Village(_) => PartyKind::Village,
            Self::Cadre(_) => PartyKind::Cadre,
            Self::Household { .. } => PartyKind::Household,
        }
    }

    /// The village it lies in.
    pub fn village(&self) -> &str {
        match self {
            Self::Village(village) | Self::Household { village, .. } => village,
            Self::Cadre(person) => &person.village,
        }
    }

    /// The plain name.
    pub fn name(&self) -> &str {
        match self {
            Self::Village(name) | Self::Household { name, .. } => name,
            Self::Cadre(person) => &person.name,
        }
    }

    /// The name as notices give it: a cadre's with village and number.
    pub fn full_name(&self) -> String {
        match self {
            Self::Cadre(person) => person.full_name(),
            Self::Village(_) | Self::Household { .. } => self.name().to_owned(),
        }
    }

    /// The number that tells homonyms apart, if any.
    pub fn id(&self) -> Option<&str> {
        let id = match self {
            Self::Village(_) => "",
            Self::Household { id, .. } => id,
            Self::Cadre(person) => &person.id,
        };
        (!id.is_empty()).then_some(id)
    }
}
