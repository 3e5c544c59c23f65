//! What the townships come to together: counts and sums, kept while they pass by. Never scores, which belong to rulebooks
//! of their own.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::aside::{Asides, PassedOver};
use super::township::{Completeness, Figures, Money, Township};

/// So many rulebooks or more are not told apart.
const RULEBOOKS: usize = 1_000;

/// So many copies are named; the others are counted.
const NAMED: usize = 5;

/// Counts and sums over the townships that have passed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// What those with figures come to.
    pub all: Sums,
    /// What those of them come to whose figures are final.
    pub sound: Sums,
    /// Villages of those with figures that have no score.
    pub unscored: usize,
    /// Cadres of those with figures.
    pub cadres: usize,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Checksums of the rulebooks, as far as they are told apart.
    rulebooks: BTreeSet<String>,
    /// What each township was read from, with its name: some hundred bytes each.
    files: BTreeMap<String, Box<str>>,
    /// Townships whose files are those of an earlier one, with its name.
    copies: Vec<(String, String)>,
    more_copies: usize,
    /// The same of rosters: a copy that was worked on after it was made.
    rosters: BTreeMap<String, Box<str>>,
    alike: Vec<(String, String)>,
    more_alike: usize,
    /// How many were there when the run began, and are not among those that have passed.
    missing: usize,
    /// Those of them that can be named, and how many cannot.
    gone: Asides,
}

/// What several townships come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sums {
    /// Villages.
    pub villages: usize,
    /// Money; nothing where a sum does not fit into an exact number.
    pub money: Option<Money>,
}

impl Default for Sums {
    fn default() -> Self {
        Self { villages: 0, money: Some(Money::default()) }
    }
}

impl Sums {
    /// Money of who has nobody to pay is none.
    fn add(&mut self, figures: &Figures) {
        self.villages += figures.villages;
        if !figures.are_of_nobody() {
            self.money = self.money.and_then(|before| before.plus(figures.money?).ok());
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
        self.unscored += figures.villages.saturating_sub(figures.scored);
        self.cadres += figures.cadres;
        self.all.add(figures);
        if township.completeness == Completeness::Whole {
            self.sound.add(figures);
        }
    }

    /// How many show figures.
    pub fn shown(&self) -> usize {
        self.townships - self.withheld
    }

    /// How many there were when the run began, as far as is known.
    pub fn begun(&self) -> usize {
        self.townships.saturating_add(self.missing)
    }

    /// Ends the run, which began with so many townships; `late` is what was passed over on the way.
    pub fn close(&mut self, begun: usize, late: Asides) {
        self.missing = begun.saturating_sub(self.townships);
        self.gone = late.of_kind(PassedOver::Gone);
    }

    /// How many townships vanished while the others were worked out, and those that can be named.
    pub fn missing(&self) -> (usize, &Asides) {
        (self.missing, &self.gone)
    }

    /// Notes what is there twice.
    fn note_copy(&mut self, township: &Township) {
        let twice = [
            (&township.files, &mut self.files, &mut self.copies, &mut self.more_copies),
            (&township.roster, &mut self.rosters, &mut self.alike, &mut self.more_alike),
        ];
        for (sum, known, told, more) in twice {
            let Some(sum) = sum else { continue };
            match known.entry(sum.clone()) {
                Entry::Vacant(free) => {
                    free.insert(township.name.as_str().into());
                    continue;
                }
                Entry::Occupied(_) if told.len() == NAMED => *more += 1,
                Entry::Occupied(first) => told.push((township.name.clone(), first.get().to_string())),
            }
            // Whose files are the same has the same roster too, which nobody needs to be told.
            return;
        }
    }

    /// The townships whose rosters are those of an earlier one though other files differ: the first few, and how many more.
    pub fn alike(&self) -> (&[(String, String)], usize) {
        (&self.alike, self.more_alike)
    }

    /// The townships whose files are those of an earlier one, with its name: the first few, and how many more.
    pub fn copies(&self) -> (&[(String, String)], usize) {
        (&self.copies, self.more_copies)
    }

    /// Whether any township has an error, or vanished.
    pub fn has_errors(&self) -> bool {
        self.whole < self.townships || self.missing > 0 || self.gone.hide_something()
    }

    /// How many rulebooks there are; nothing where there are too many to be told apart.
    pub fn rulebooks(&self) -> Option<usize> {
        (self.rulebooks.len() < RULEBOOKS).then_some(self.rulebooks.len())
    }
}

#[cfg(test)]
mod tests {
    use super::super::aside::Aside;
    use super::*;

    /// Ten were there in the beginning; of those that have passed one had an error. Of the others one can be named.
    #[test]
    fn who_vanished_is_counted() {
        let mut totals = Totals::default();
        totals.close(0, Asides::default());
        assert!(!totals.has_errors());
        totals.add(&Township::at_fault("甲乡", ""));
        let mut late = Asides::default();
        late.add(Aside { name: "乙乡".to_owned(), why: PassedOver::Gone });
        late.add(Aside { name: "空的".to_owned(), why: PassedOver::NoWorkspace });
        totals.close(10, late);
        let (missing, named) = totals.missing();
        let names: Vec<_> = named.told().map(|aside| aside.name.as_str()).collect();
        assert_eq!((missing, names, totals.has_errors()), (9, vec!["乙乡"], true));
    }

    /// A drive of hundreds that is pulled out names the first of them.
    #[test]
    fn a_drive_that_is_gone_is_not_listed_to_the_end() {
        let mut late = Asides::default();
        for number in 0..300 {
            late.add(Aside { name: number.to_string(), why: PassedOver::Gone });
        }
        assert!(late.told().count() <= 20 && late.hide_something());
    }
}
