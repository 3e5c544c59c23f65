//! What the townships come to together: counts and sums, kept while they pass by. Never scores, which belong to rulebooks
//! of their own.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::township::{Completeness, Money, Township};

/// So many rulebooks or more are not told apart.
const RULEBOOKS: usize = 1_000;

/// So many copies are named; the others are counted.
const NAMED: usize = 5;

/// Counts and sums over the townships that have passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Townships.
    pub townships: usize,
    /// Those whose figures are final.
    pub whole: usize,
    /// Those shown as drafts.
    pub drafts: usize,
    /// Those of them in which any village has a score.
    pub scored_drafts: usize,
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
    /// What each township was read from, with its name: some hundred bytes each.
    files: BTreeMap<String, Box<str>>,
    /// Townships whose files are those of an earlier one, with its name.
    copies: Vec<(String, String)>,
    more_copies: usize,
}

impl Default for Totals {
    fn default() -> Self {
        Self {
            townships: 0,
            whole: 0,
            drafts: 0,
            scored_drafts: 0,
            withheld: 0,
            villages: 0,
            cadres: 0,
            errors: 0,
            warnings: 0,
            money: Some(Money::default()),
            rulebooks: BTreeSet::new(),
            files: BTreeMap::new(),
            copies: Vec::new(),
            more_copies: 0,
        }
    }
}

impl Totals {
    /// Adds a township.
    pub fn add(&mut self, township: &Township) {
        self.townships += 1;
        self.note_copy(township);
        let counted = match township.completeness {
            Completeness::Whole => &mut self.whole,
            Completeness::Draft => &mut self.drafts,
            Completeness::Withheld => &mut self.withheld,
        };
        *counted += 1;
        self.errors += township.errors;
        self.warnings += township.warnings;
        if let Some(rulebook) = &township.rulebook
            && self.rulebooks.len() < RULEBOOKS
        {
            self.rulebooks.insert(rulebook.sha256.clone());
        }
        let Some(figures) = &township.figures else { return };
        self.scored_drafts += usize::from(township.completeness == Completeness::Draft && figures.scored > 0);
        self.villages += figures.villages;
        self.cadres += figures.cadres;
        let sum = |before: Money| before.plus(figures.money?).ok();
        self.money = self.money.and_then(sum);
    }

    fn note_copy(&mut self, township: &Township) {
        let Some(files) = &township.files else { return };
        match self.files.entry(files.clone()) {
            Entry::Vacant(free) => {
                free.insert(township.name.as_str().into());
            }
            Entry::Occupied(_) if self.copies.len() == NAMED => self.more_copies += 1,
            Entry::Occupied(first) => self.copies.push((township.name.clone(), first.get().to_string())),
        }
    }

    /// The townships whose files are those of an earlier one, with its name: the first few, and how many more.
    pub fn copies(&self) -> (&[(String, String)], usize) {
        (&self.copies, self.more_copies)
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
