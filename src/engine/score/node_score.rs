//! The scores by which somebody is ranked or paid: the whole, or a part or item wherever it lies in a result. Where a
//! node above keeps one account for each period, the periods of what lies under it become one score as its own do.

use super::derive::{self, PeriodOutcome, PeriodScore, RolledUp};
use super::quotient::Score;
use super::snapshot::Snapshot;
use crate::engine::assessment::{CadreResult, ItemResult, State, Unrounded, VillageResult};
use crate::number::{Inexact, Number};
use crate::rulebook::{Accrual, Item, Rulebook, ScoreOf, Subject};

/// What a score is held against: full mark, and what could be had.
#[derive(Clone, Copy)]
pub(in crate::engine) struct NodeScore {
    pub(in crate::engine) score: Option<Number>,
    unrounded: Option<Unrounded>,
    pub(in crate::engine) points: Option<Number>,
    pub(in crate::engine) available: Number,
    /// Why there is no score to be compared: 0 of what is not due yet, or not applicable and left out, is none.
    pub(in crate::engine) closed: Option<State>,
    /// Whether nothing of it has come due and applies, though points may have been carried to it.
    pub(in crate::engine) waits: bool,
}

impl NodeScore {
    fn of(result: &ItemResult) -> Self {
        let is_to_come = result.state.is_unjudged() && result.available.is_zero();
        let closed = (is_to_come || result.left_out.is_some()).then_some(result.state);
        let ItemResult { score, points, available, .. } = *result;
        let unrounded = result.unrounded.as_deref().copied();
        let waits = result.state.is_unjudged() || result.state == State::NotApplicable;
        Self { score, unrounded, points, available, closed, waits }
    }

    /// Whether there is a score to be compared.
    pub(in crate::engine) fn is_open(&self) -> bool {
        self.closed.is_none()
    }
}

/// A score of a village.
pub(in crate::engine) fn of_village(
    rulebook: &Rulebook,
    village: &VillageResult,
    of: &ScoreOf,
) -> Result<NodeScore, Inexact> {
    let VillageResult { score, points, available, ref items, .. } = *village;
    let (closed, waits) = (village.closed(), is_to_come(items));
    among(rulebook, NodeScore { score, unrounded: None, points, available, closed, waits }, items, of)
}

/// A score of a cadre, or of the village of one; `None` where the village is not scored.
pub(in crate::engine) fn of_cadre(
    rulebook: &Rulebook,
    snapshot: &Snapshot,
    cadre: &CadreResult,
    of: &ScoreOf,
) -> Result<Option<NodeScore>, Inexact> {
    if rulebook.subject_of(of) == Subject::Village {
        let mut villages = snapshot.villages.iter().chain(&snapshot.left.villages);
        let own = villages.find(|village| village.name == cadre.person.village);
        return own.map(|village| of_village(rulebook, village, of)).transpose();
    }
    let CadreResult { score, points, available, ref items, .. } = *cadre;
    let (closed, waits) = (cadre.closed(), is_to_come(items));
    among(rulebook, NodeScore { score, unrounded: None, points, available, closed, waits }, items, of)
        .map(Some)
}

/// Whether nothing of a whole has come due and applies; an example that gives no items has its score.
fn is_to_come(items: &[ItemResult]) -> bool {
    let state = State::of_derived(items);
    !items.is_empty() && (state.is_unjudged() || state == State::NotApplicable)
}

/// Of whom an example gives no more than the whole, that is every score.
fn among(
    rulebook: &Rulebook,
    whole: NodeScore,
    items: &[ItemResult],
    of: &ScoreOf,
) -> Result<NodeScore, Inexact> {
    match of {
        ScoreOf::Whole(_) => Ok(whole),
        ScoreOf::Node(_) if items.is_empty() => Ok(whole),
        ScoreOf::Node(id) => Ok(find(rulebook, items, id)?.unwrap_or(NOT_THERE)),
    }
}

/// A node that no result has: there is no score of it to be compared.
const NOT_THERE: NodeScore = NodeScore {
    score: None,
    unrounded: None,
    points: None,
    available: Number::ZERO,
    closed: Some(State::NotDue),
    waits: true,
};

/// The score of the node of an id among results and what lies under them; `None` where there is none.
pub(in crate::engine) fn find(
    rulebook: &Rulebook,
    results: &[ItemResult],
    id: &str,
) -> Result<Option<NodeScore>, Inexact> {
    for result in results {
        if let Some(score) = find_in(rulebook, result, id)? {
            return Ok(Some(score));
        }
    }
    Ok(None)
}

/// The results of the node of an id: one, or that of each period of a node above.
pub(in crate::engine) fn named<'a>(results: &'a [ItemResult], id: &str) -> Vec<&'a ItemResult> {
    let below = |result: &'a ItemResult| {
        if result.id == id { vec![result] } else { named(&result.items, id) }
    };
    results.iter().flat_map(below).collect()
}

fn find_in(rulebook: &Rulebook, result: &ItemResult, id: &str) -> Result<Option<NodeScore>, Inexact> {
    if result.id == id {
        return Ok(Some(NodeScore::of(result)));
    }
    match accrual(rulebook, result) {
        None => find(rulebook, &result.items, id),
        Some(accrual) => rolled(rulebook, &result.items, accrual, id),
    }
}

/// How the periods become one, where results of periods lie under a node and not other nodes.
fn accrual<'a>(rulebook: &'a Rulebook, result: &ItemResult) -> Option<&'a Accrual> {
    result.items.first()?.period?;
    let item = item(rulebook, &result.id)?;
    item.accrual.as_ref().or(rulebook.root(item.subject).accrual.as_ref())
}

fn item<'a>(rulebook: &'a Rulebook, id: &str) -> Option<&'a Item> {
    rulebook.items.iter().find(|item| item.id == id)
}

/// The node's accounts of the periods, as one.
fn rolled(
    rulebook: &Rulebook,
    accounts: &[ItemResult],
    accrual: &Accrual,
    id: &str,
) -> Result<Option<NodeScore>, Inexact> {
    let Some(node) = item(rulebook, id) else { return Ok(None) };
    let mut periods = Vec::with_capacity(accounts.len());
    let (mut closed, mut waits) = (Some(State::NotDue), true);
    for account in accounts {
        let found = find(rulebook, &account.items, id)?;
        let Some((found, period)) = found.zip(account.period) else { return Ok(None) };
        // As the last one that is none, and none where any is one.
        closed = closed.and(found.closed);
        waits &= found.waits;
        // The node above decides which periods count, so that what lies under it still adds up to it.
        let score = found.score.map(|rounded| Score { rounded, unrounded: found.unrounded });
        let outcome = PeriodOutcome::of(score, account.counts);
        periods.push(PeriodScore { period, outcome, available: found.available, change: Number::ZERO });
    }
    if periods.is_empty() {
        return Ok(None);
    }
    let RolledUp { terms, unrounded, available, .. } =
        derive::roll_up(&node.id, node.points, accrual, &periods)?;
    let sum = derive::total(&terms)?;
    let score = sum.map(|score| node.round.map_or(score, |places| score.rounded(places)));
    let unrounded = unrounded.filter(|_| score == sum);
    Ok(Some(NodeScore { score, unrounded, points: node.points, available, closed, waits }))
}
