//! Marks that nobody gave: what several of one ballot (评分录入, 测评票) have in common, so that they are told together.

use std::collections::BTreeMap;

use super::{Diagnostic, Diagnostics, Location, Severity};

/// The marks of one ballot that nobody gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmarked {
    /// A village or a cadre.
    pub whom: String,
    /// The day by which they were due, in words.
    pub until: String,
    /// Their names.
    pub marks: Vec<String>,
    /// What comes of it: `没有填报，按零分计`.
    pub outcome: String,
}

impl Unmarked {
    /// The sentence.
    pub fn told(&self) -> String {
        let marks: Vec<String> = self.marks.iter().map(|mark| format!("“{mark}”")).collect();
        format!("{}截至{}的评分{}{}", self.whom, self.until, marks.join("、"), self.outcome)
    }
}

/// What makes two problems those of one ballot.
type Ballot = (Severity, Location, String, String, String);

fn ballot(one: &Diagnostic) -> Option<Ballot> {
    let Unmarked { whom, until, outcome, .. } = one.unmarked.as_deref()?;
    Some((one.severity, one.location.clone(), whom.clone(), until.clone(), outcome.clone()))
}

impl Diagnostic {
    fn take_marks(&mut self, other: Self) {
        let Some((own, theirs)) = self.unmarked.as_mut().zip(other.unmarked) else { return };
        for mark in theirs.marks {
            if !own.marks.contains(&mark) {
                own.marks.push(mark);
            }
        }
        self.message = own.told();
    }
}

impl Diagnostics {
    /// All marks of one ballot that nobody gave as one problem, at the first of them.
    #[must_use]
    pub fn with_ballots_together(self) -> Self {
        let mut first: BTreeMap<Ballot, usize> = BTreeMap::new();
        let mut together: Vec<Diagnostic> = Vec::new();
        for one in self {
            let place = ballot(&one).map(|ballot| *first.entry(ballot).or_insert(together.len()));
            let Some(known) = place.and_then(|place| together.get_mut(place)) else {
                together.push(one);
                continue;
            };
            known.take_marks(one);
        }
        Self(together)
    }
}
