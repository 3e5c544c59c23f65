//! What a question is asked of: a result with the rulebook and the records that it was worked out from, and how it comes
//! out where one of them is another.

use std::borrow::Cow;
use std::sync::Arc;

use super::comparison::{Change, Comparison, Figures, compare};
use crate::diagnostic::{Diagnostics, Severity};
use crate::engine::{self, assessment::Assessment};
use crate::records::Records;
use crate::rulebook::{Rulebook, Variation};

/// Reads the records anew by a rulebook whose sheets hold other things; nothing where they cannot be read.
pub type Reread<'a> = &'a (dyn Fn(&Rulebook) -> Option<Records> + Sync);

/// A result and what it was worked out from.
#[derive(Clone, Copy)]
pub struct Grounds<'a> {
    /// The rulebook.
    pub rulebook: &'a Rulebook,
    /// The records.
    pub records: &'a Records,
    /// The result.
    pub assessment: &'a Assessment,
    /// For rulebooks that declare other sheets.
    pub reread: Reread<'a>,
}

/// What comes of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Another result, or the same.
    Result(Comparison),
    /// The rulebook so changed is none: what is wrong with it first.
    NoRulebook(String),
    /// A figure is left undecided: which first.
    Undecided(String),
}

impl Effect {
    /// What changes; nothing where nothing comes of it.
    pub fn changes(&self) -> &[Change] {
        match self {
            Self::Result(comparison) => &comparison.changes,
            Self::NoRulebook(_) | Self::Undecided(_) => &[],
        }
    }

    /// Why there is no result.
    pub fn unanswered(&self) -> Option<&str> {
        match self {
            Self::Result(_) => None,
            Self::NoRulebook(reason) | Self::Undecided(reason) => Some(reason),
        }
    }

    /// Whether a place, a grade, a prize, yuan or an action is another.
    pub fn matters(&self) -> bool {
        self.changes().iter().any(Change::matters)
    }
}

impl<'a> Grounds<'a> {
    /// The figures as they stand.
    pub fn figures(&self) -> Figures {
        Figures::of(self.assessment)
    }

    /// What comes of another reading of the rulebook.
    pub fn varied(&self, figures: &Figures, variations: &[Variation]) -> Effect {
        let (rulebook, found) = self.rulebook.varied(variations);
        match rulebook {
            Some(rulebook) => match self.records_for(&rulebook) {
                Some(records) => self.with(figures, rulebook, &records),
                None => Effect::Undecided("按改后的细则读不出报表".to_owned()),
            },
            None => Effect::NoRulebook(first_error(&found)),
        }
    }

    /// The records as another rulebook reads them: the same, unless it declares other things.
    pub fn records_for(&self, rulebook: &Rulebook) -> Option<Cow<'a, Records>> {
        if rulebook.declarations == self.rulebook.declarations {
            return Some(Cow::Borrowed(self.records));
        }
        (self.reread)(rulebook).map(Cow::Owned)
    }

    /// What comes of a rulebook and records.
    pub fn with(&self, figures: &Figures, rulebook: Rulebook, records: &Records) -> Effect {
        let (rulebook, mut found) = Arc::new(rulebook).with_sheet_targets(&records.targets);
        let (assessment, more) = engine::assess(&rulebook, records, self.assessment.period);
        found.extend(more);
        let found = rulebook.weigh(found);
        // Where the result is a draft as it stands, errors are nothing that the change brought.
        if found.has_errors() && !self.assessment.draft {
            return Effect::Undecided(first_error(&found));
        }
        Effect::Result(compare(figures, &Figures::of(&assessment)))
    }
}

fn first_error(found: &Diagnostics) -> String {
    let error = found.iter().find(|diagnostic| diagnostic.severity == Severity::Error);
    error.map(|error| error.message.clone()).unwrap_or_default()
}
