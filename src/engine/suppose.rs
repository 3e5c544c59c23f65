//! Places, grades and prizes as they would be if one village had another score: what a score is worth, asked of the very
//! rules that rank. Nothing else of a result is worked out.

use super::assessment::Assessment;
use super::ranking::snapshots::Snapshots;
use super::ranking::{band, earlier_places, prize, standing};
use super::score::snapshot::{Left, Snapshot};
use super::{Context, Given, empty_assessment};
use crate::diagnostic::Diagnostics;
use crate::number::{Inexact, Number};
use crate::records::Records;
use crate::rulebook::{Rulebook, ScoreOf};

/// A score that a village is supposed to have at the end of the period.
pub struct Supposed<'a> {
    /// The village, as the roster has it.
    pub village: &'a str,
    /// Whose score it is: every standing by it goes by the supposed one.
    pub node: &'a ScoreOf,
    /// The score; what decides between equal ones stays as it is.
    pub score: Number,
}

/// What is asked of the standings, grades and prizes under each of several scores, all else being as a result has it.
pub fn suppose<'a, T>(
    rulebook: &Rulebook,
    records: &Records,
    result: &Assessment,
    scores: impl IntoIterator<Item = Supposed<'a>>,
    ask: impl Fn(&Assessment) -> T,
) -> Result<Vec<T>, Inexact> {
    let places = earlier_places::of(rulebook, records, result.period, Given::default())?;
    let as_it_is = Context::of(rulebook, records, result.period, &places);
    let own = Snapshot::of(as_it_is.as_of(), &result.villages, &result.cadres, Left::default());
    let snapshots = Snapshots::new(&as_it_is, own);
    let answer = |supposed: Supposed<'a>| {
        let context = Context { supposed: Some(&supposed), ..as_it_is };
        let mut placed = empty_assessment(rulebook, records, result.period);
        let mut untold = Diagnostics::default();
        standing::assess(&context, &snapshots, &mut placed, &mut untold)?;
        band::assess(&context, &snapshots, &mut placed, &mut untold)?;
        // What people have yet to decide is nobody's until then.
        prize::assess(&context, &snapshots, &mut placed, &mut untold)?;
        Ok(ask(&placed))
    };
    scores.into_iter().map(answer).collect()
}

impl Context<'_> {
    /// The score that a village is supposed to have in a node at the end of the result's own period.
    pub(super) fn supposed(&self, village: &str, node: &ScoreOf) -> Option<Number> {
        let own = self.supposed.filter(|supposed| supposed.village == village && supposed.node == node);
        own.map(|supposed| supposed.score)
    }
}
