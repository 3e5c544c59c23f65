//! What the townships come to together: counts and sums, kept while they pass by. Never scores, which belong to rulebooks
//! of their own.

use std::collections::BTreeSet;

use super::township::{Money, Standing, Township};

/// More rulebooks than this are not told apart.
const RULEBOOKS: usize = 1_000;

/// Counts and sums over the townships that have passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Townships.
    pub townships: usize,
    /// Those whose figures are final.
    pub whole: usize,
    /// Those shown as drafts.
    pub drafts: usize,
    /// Those without figures.
    pub withheld: usize,
    /// Villages of those with figures.
    pub villages: usize,
    /// Cadres of those with figures.
    pub cadres: usize,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Money of those with figures; nothing where a sum does not fit into an exact number.
    pub money: Option<Money>,
    /// Checksums of the rulebooks, as far as they are told apart.
    rulebooks: BTreeSet<String>,
}

impl Default for Totals {
    fn default() -> Self {
        Self {
            townships: 0,
            whole: 0,
            drafts: 0,
            withheld: 0,
            villages: 0,
            cadres: 0,
            errors: 0,
            warnings: 0,
            money: Some(Money::default()),
            rulebooks: BTreeSet::new(),
        }
    }
}

impl Totals {
    /// Adds a township.
    pub fn add(&mut self, township: &Township) {
        self.townships += 1;
        let standing = match township.standing {
            Standing::Whole => &mut self.whole,
            Standing::Draft => &mut self.drafts,
            Standing::Withheld => &mut self.withheld,
        };
        *standing += 1;
        self.errors += township.errors;
        self.warnings += township.warnings;
        if let Some(rulebook) = township.rulebook.as_ref().filter(|_| self.rulebooks.len() < RULEBOOKS) {
            self.rulebooks.insert(rulebook.sha256.clone());
        }
        let Some(figures) = &township.figures else { return };
        self.villages += figures.villages;
        self.cadres += figures.cadres;
        let sum = |before: Money| before.plus(figures.money?).ok();
        self.money = self.money.and_then(sum);
    }

    /// Whether any township has an error.
    pub fn has_errors(&self) -> bool {
        self.whole < self.townships
    }

    /// How many rulebooks there are; nothing where there are too many to be told apart.
    pub fn rulebooks(&self) -> Option<usize> {
        (self.rulebooks.len() < RULEBOOKS).then_some(self.rulebooks.len())
    }
}
