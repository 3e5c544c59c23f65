//! Derived scores: what the nodes under a part or root come to, and what the accounts of several periods come to.

use super::moves;
use super::quotient::{self, Brought, Factor, Score};
use crate::engine::assessment::{
    AccountName, Begun, ItemResult, LeftOut, PeriodCounts, Posting, Term, Unrounded,
};
use crate::engine::ledger::raised::{Raised, Stood};
use crate::engine::ledger::{self, Changes, Limits};
use crate::number::{Inexact, Number};
use crate::period::{Date, Period};
use crate::rulebook::{Absent, Accrual, ByPost, Coefficient, Combine, Item, Rollup, Root};
use crate::text::Text;

/// A node that was scored, and how its balance moved; `None` where periods became one and days say nothing.
#[derive(Clone, Copy)]
pub(super) struct Child<'a> {
    pub(super) item: &'a Item,
    pub(super) result: &'a ItemResult,
    pub(super) changes: Option<&'a Changes>,
    /// What it counts for where nodes are weighted.
    pub(super) weight: Factor,
}

impl Child<'_> {
    /// What it brings to the whole.
    fn term(&self, factor: Factor, contribution: Option<Number>) -> Term {
        let Factor { weight, divisor } = factor;
        let (id, score) = (self.item.id.clone(), self.result.score);
        Term { id, period: None, score, weight, divisor, contribution }
    }

    /// Whether it is in force on any day of the account so far: what is replaced by it, or will replace it, in another
    /// account has no part in this one. What counts in no period as short as `at` has no account to tell; its own days do.
    fn is_in_force(&self, at: Period) -> bool {
        if !self.result.is_of_longer_period() {
            return self.result.in_force;
        }
        let days = self.item.in_force.in_year(at.year());
        days.from.is_none_or(|from| from <= at.last_day())
            && days.until.is_none_or(|until| until >= at.first_day())
    }
}

/// What a part or root does with the nodes under it.
pub(super) struct Recipe<'a> {
    pub(super) combine: Combine,
    pub(super) by_post: Option<ByPost>,
    pub(super) coefficient: Option<&'a Coefficient>,
    pub(super) points: Option<Number>,
    pub(super) limits: Limits<'a>,
    /// Whether what stands above has to know how it moved.
    pub(super) moves: bool,
}

/// What came of it.
pub(super) struct Derived {
    pub(super) score: Option<Number>,
    /// The score before its quotient was rounded, where it has no end.
    pub(super) unrounded: Option<Unrounded>,
    pub(super) available: Number,
    pub(super) period_change: Number,
    pub(super) terms: Vec<Term>,
    /// By whose weights, where they differ by post.
    pub(super) weighed_by: Option<Text>,
    /// Its own floor and cap.
    pub(super) postings: Vec<Posting>,
    /// How its balance moved; `None` where nobody has to know, or any node under it cannot say.
    pub(super) changes: Option<Changes>,
}

impl<'a> Recipe<'a> {
    /// That of a root, which somebody may take over.
    pub(super) fn of_root(root: &'a Root, is_taken: bool) -> Self {
        Self {
            moves: is_taken,
            combine: root.combine,
            by_post: root.by_post,
            coefficient: root.coefficient.as_ref(),
            points: root.points,
            limits: Limits {
                floor: root.floor,
                cap: root.cap,
                clause: &root.clause,
                of_rule: false,
                round: root.round,
            },
        }
    }

    /// That of a part.
    pub(super) fn of_part(
        part: &'a Item,
        (combine, by_post): (Combine, Option<ByPost>),
        coefficient: Option<&'a Coefficient>,
    ) -> Self {
        let limits = Limits::of_item(part);
        Self { combine, by_post, coefficient, points: part.points, limits, moves: true }
    }

    /// Puts the nodes together as of the end of a period, in which all have an account from a day on. `factor` is the
    /// subject's coefficient.
    pub(super) fn derive(
        &self,
        children: &[Child<'_>],
        factor: Number,
        account: &AccountName,
        (change_in, together_from): (Period, Date),
    ) -> Result<Derived, Inexact> {
        let as_of = change_in.last_day();
        let factors = self.factors(children, factor, change_in)?;
        let scores: Vec<_> = children.iter().map(|child| child.result.counted()).collect();
        let Brought { contributions, unrounded } = quotient::brought(&scores, &factors)?;
        let weighed = children.iter().zip(&factors).zip(contributions);
        let terms: Vec<_> = weighed.map(|((child, factor), brings)| child.term(*factor, brings)).collect();
        let whole = |of: fn(&ItemResult) -> Number| {
            quotient::total(children.iter().map(|child| Some(of(child.result))), &factors)
        };
        let could = whole(|result| result.available)?;
        // What the cap would take off again could never be had.
        let available = self.limits.cap.limit().map_or(could, |cap| could.min(cap));
        let change = whole(|result| result.period_change)?;
        let sum = total(&terms)?;
        // How it moved matters to its limits and to what stands above, and here there is neither.
        if !self.moves && self.limits.are_none() {
            let (score, period_change, postings) = (sum, change, Vec::new());
            let (weighed_by, changes) = (None, None);
            return Ok(Derived {
                score,
                unrounded,
                available,
                period_change,
                terms,
                weighed_by,
                postings,
                changes,
            });
        }
        let raised = Raised { limits: self.limits, begun: begun(children) };
        let period_change = raised.change(sum, change, change_in)?;
        // Before some of it begins anew there is no whole that could be too low or too high.
        let changes = moves::changes(children, &factors, sum)?;
        let changes = changes.map(|changes| changes.not_before(together_from)).transpose()?;
        let first = if changes.is_some() { together_from } else { change_in.first_day() };
        let before = match &changes {
            // What was rounded in coming together has stood too.
            Some(changes) if change.is_zero() && changes.end_by(first) => sum,
            Some(_) => moves::stood(children, &factors, first)?,
            None => sum.map(|sum| sum.minus(change)).transpose()?,
        };
        let stood = before.map(|sum| Stood { sum, by: first });
        let mut postings = match (&changes, sum) {
            (Some(changes), _) => raised.postings(changes, together_from, stood)?,
            (None, Some(sum)) => raised.postings_at_the_end(as_of, sum, stood)?,
            (None, None) => Vec::new(),
        };
        ledger::arrange(&mut postings, account)?;
        let own = ledger::balance(&postings, as_of)?;
        let score = sum.map(|sum| sum.plus(own)).transpose()?;
        let opening = moves::opening(before, &postings)?;
        let changes = changes.map(|changes| moves::with(changes, &postings)).transpose()?;
        let changes = changes.map(|changes| changes.opening_with(opening));
        // What its own limit moved is a figure of the ledger, and so is what comes of it.
        let unrounded = unrounded.filter(|_| own.is_zero());
        Ok(Derived { score, unrounded, available, period_change, terms, weighed_by: None, postings, changes })
    }

    /// What the score of each node is multiplied by and divided by.
    fn factors(&self, children: &[Child<'_>], factor: Number, at: Period) -> Result<Vec<Factor>, Inexact> {
        let rescaled = self.rescaled(children, at)?;
        // A mean is of those that are left in.
        let is_in = |child: &&Child<'_>| child.result.left_out.is_none() && child.is_in_force(at);
        let counted = children.iter().filter(is_in).count().max(1);
        children.iter().map(|child| self.weight(child, counted, factor, rescaled)).collect()
    }

    /// What a node's score is multiplied by and divided by.
    fn weight(
        &self,
        child: &Child<'_>,
        counted: usize,
        factor: Number,
        rescaled: Option<Factor>,
    ) -> Result<Factor, Inexact> {
        let share = &child.item.share;
        let (mut weight, mut divisor) = match self.combine {
            Combine::Weighted => (child.weight.weight, child.weight.divisor),
            Combine::Sum => (Number::ONE, Number::ONE),
            Combine::Mean => (Number::ONE, Number::from_count(counted)),
        };
        if let (Some(counts_as), Some(points)) =
            (share.counts_as, child.item.points.filter(|points| !points.is_zero()))
        {
            (weight, divisor) = (weight.times(counts_as)?, divisor.times(points)?);
        }
        if self
            .coefficient
            .is_some_and(|coefficient| coefficient.over.iter().any(|over| child.item.id == *over))
        {
            weight = weight.times(factor)?;
        }
        // What is out of the whole is not scaled up: 补扣补加 may stand in it.
        let ItemResult { left_out, score, period_change, .. } = child.result;
        let moves = !period_change.is_zero() || score.is_some_and(|score| !score.is_zero());
        let is_apart = left_out.is_some() && moves;
        if let Some(rescaled) = rescaled.filter(|_| !is_apart) {
            // Over weights of a hundred, a hundred is made up for: 40 ÷ 60, and not 4000 ÷ 6000.
            if divisor == rescaled.weight {
                return Ok(Factor { weight, divisor: rescaled.divisor });
            }
            (weight, divisor) = (weight.times(rescaled.weight)?, divisor.times(rescaled.divisor)?);
        }
        Ok(Factor { weight, divisor })
    }

    /// What makes up for nodes that are not applicable: the whole over what is left of it. Where the others come to the
    /// whole without them, as under a cap, there is nothing to make up for.
    fn rescaled(&self, children: &[Child<'_>], at: Period) -> Result<Option<Factor>, Inexact> {
        if children.iter().all(|child| child.result.left_out.is_none()) {
            return Ok(None);
        }
        let children: &[Child<'_>] =
            &children.iter().filter(|child| child.is_in_force(at)).copied().collect::<Vec<_>>();
        let left_out = self.left_out(children)?;
        if left_out.is_zero() {
            return Ok(None);
        }
        let Some(whole) = self.whole(children)?.filter(|whole| *whole > left_out) else { return Ok(None) };
        let others = children.iter().filter(|child| child.result.left_out.is_none());
        if Number::sum(others.map(|child| self.full(child)))? >= whole {
            return Ok(None);
        }
        Ok(Some(Factor { weight: whole, divisor: whole.minus(left_out)? }))
    }

    /// The full mark that what is not applicable leaves to be scaled over.
    fn left_out(&self, children: &[Child<'_>]) -> Result<Number, Inexact> {
        let out = children.iter().filter(|child| child.result.left_out == Some(LeftOut::MadeUpFor));
        Number::sum(out.map(|child| self.full(child)))
    }

    fn whole(&self, children: &[Child<'_>]) -> Result<Option<Number>, Inexact> {
        match self.combine {
            Combine::Mean => Ok(None),
            Combine::Weighted => {
                Ok(Some(children.first().map_or(Number::HUNDRED, |child| child.weight.divisor)))
            }
            Combine::Sum => match self.points {
                Some(points) => Ok(Some(points)),
                None => Number::sum(children.iter().map(|child| self.full(child))).map(Some),
            },
        }
    }

    /// What a node's full mark counts as here.
    fn full(&self, child: &Child<'_>) -> Number {
        let share = &child.item.share;
        let own = match self.combine {
            Combine::Weighted => Some(child.weight.weight),
            Combine::Sum | Combine::Mean => share.counts_as.or(child.item.points),
        };
        own.unwrap_or_default()
    }
}

/// From when anything under a node that counts in it is there to be kept above a floor.
fn begun(children: &[Child<'_>]) -> Option<Begun> {
    let counting = children.iter().map(|child| child.result).filter(|one| one.left_out.is_none());
    counting.filter_map(|result| result.begun).min()
}

/// Σ contributions; `None` while any is undecided.
pub(super) fn total(terms: &[Term]) -> Result<Option<Number>, Inexact> {
    if terms.iter().any(|term| term.contribution.is_none()) {
        return Ok(None);
    }
    Number::sum(terms.iter().filter_map(|term| term.contribution)).map(Some)
}

/// What came of one period.
#[derive(Clone, Copy)]
pub(super) enum PeriodOutcome {
    /// A score; `None` while it is undecided.
    Scored(Option<Score>),
    /// There is no account: the rulebook says what that counts as.
    Absent,
    /// What is not applicable leaves the whole: the period counts for nothing, and no mean divides by it.
    LeftOut,
}

impl PeriodOutcome {
    pub(super) fn of(score: Option<Score>, counts: PeriodCounts) -> Self {
        match counts {
            PeriodCounts::Absent => Self::Absent,
            PeriodCounts::LeftOut => Self::LeftOut,
            PeriodCounts::AsScored => Self::Scored(score),
        }
    }
}

/// The score of one period, for a roll-up.
pub(super) struct PeriodScore {
    pub(super) period: Period,
    pub(super) outcome: PeriodOutcome,
    pub(super) available: Number,
    /// What was posted in it, openings aside.
    pub(super) change: Number,
}

/// What several periods come to together.
pub(super) struct RolledUp {
    pub(super) terms: Vec<Term>,
    pub(super) unrounded: Option<Unrounded>,
    pub(super) available: Number,
    pub(super) change: Number,
}

/// The terms of several periods; points that could be had and changes become one as the scores do.
pub(super) fn roll_up(
    id: &Text,
    points: Option<Number>,
    accrual: &Accrual,
    periods: &[PeriodScore],
) -> Result<RolledUp, Inexact> {
    let full = points.unwrap_or_default();
    let counted = periods.iter().filter_map(|one| {
        let (score, available) = match (one.outcome, accrual.absent) {
            (PeriodOutcome::Scored(score), _) => (score, one.available),
            (PeriodOutcome::LeftOut, _) | (PeriodOutcome::Absent, Absent::Skip) => return None,
            (PeriodOutcome::Absent, Absent::Error) => (None, full),
            (PeriodOutcome::Absent, Absent::Zero) => (Some(Score::exact(Number::ZERO)), full),
            (PeriodOutcome::Absent, Absent::FullMark) => (Some(Score::exact(full)), full),
        };
        Some((one.period, score, available, one.change))
    });
    let mut counted: Vec<_> = counted.collect();
    if accrual.rollup == Rollup::Last {
        counted = counted.pop().into_iter().collect();
    }
    let counting: Vec<_> = counted.iter().map(|(period, ..)| *period).collect();
    let factors = factors(&accrual.rollup, &counting)?;
    let scores: Vec<_> = counted.iter().map(|(_, score, _, _)| *score).collect();
    let could = counted.iter().map(|(_, _, could, _)| Some(*could));
    let changes = counted.iter().map(|(_, _, _, change)| Some(*change));
    let Brought { contributions, unrounded } = quotient::brought(&scores, &factors)?;
    let terms = counted.iter().zip(&factors).zip(contributions);
    let terms = terms.map(|(((period, score, _, _), factor), contribution)| Term {
        id: id.clone(),
        period: Some(*period),
        score: score.map(|score| score.rounded),
        weight: factor.weight,
        divisor: factor.divisor,
        contribution,
    });
    Ok(RolledUp {
        terms: terms.collect(),
        unrounded,
        available: quotient::total(could, &factors)?,
        change: quotient::total(changes, &factors)?,
    })
}

/// What each of the periods that count is multiplied by and divided by. Weights are divided by what those of these periods
/// come to: of half a year, or where a period is left out, they are the whole.
fn factors(rollup: &Rollup, counted: &[Period]) -> Result<Vec<Factor>, Inexact> {
    let alike = |divisor| vec![Factor { weight: Number::ONE, divisor }; counted.len()];
    match rollup {
        Rollup::Mean => Ok(alike(Number::from_count(counted.len()))),
        Rollup::Sum | Rollup::Last => Ok(alike(Number::ONE)),
        Rollup::Weighted(weights) => {
            let own = counted.iter().map(|period| weights.of(*period));
            let divisor = Number::sum(own.clone())?;
            Ok(own.map(|weight| Factor { weight, divisor }).collect())
        }
    }
}
