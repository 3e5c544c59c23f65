//! The fewest changes that reach a score, and of those the fewest points. What it finds is said to be found only where the
//! whole assessment bears it out.

use std::cell::Cell;

use super::curve::Curve;
use super::goal::Threshold;
use super::probe::{Probe, Settings};
use crate::number::Number;

/// So many ways are told.
const WAYS: usize = 3;
/// So many heights are tried for one number of changes.
const WORK: usize = 100_000;
/// So often the whole assessment is worked out for one number of changes.
const VERIFIED: usize = 40;
/// Where no way is better than one that hits the score exactly, so many of those are enough to choose from.
const EXACT: usize = 2 * WAYS;

/// Changes that reach a score.
pub(super) struct Found<V> {
    /// Where each lever goes.
    pub(super) settings: Settings,
    /// The number of the score that had to be reached.
    pub(super) threshold: usize,
    /// What the whole assessment says.
    pub(super) verified: V,
}

/// Changes that should reach a score.
struct Plan {
    total: Number,
    set: Vec<usize>,
    settings: Settings,
    threshold: usize,
}

/// The search.
pub(super) struct Search<'a> {
    probe: &'a Probe,
    base: Number,
    curves: &'a [Curve<'a>],
    thresholds: &'a [Threshold],
    work: Cell<usize>,
    is_cut: Cell<bool>,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        probe: &'a Probe,
        base: Number,
        curves: &'a [Curve<'a>],
        thresholds: &'a [Threshold],
    ) -> Self {
        Self { probe, base, curves, thresholds, work: Cell::new(0), is_cut: Cell::new(false) }
    }

    /// Ways of the fewest changes, the fewest points first; of equal ones the order of the scheme.
    pub(super) fn ways<V>(&self, verify: &dyn Fn(&Settings) -> Option<V>) -> Vec<Found<V>> {
        let most = self.curves.iter().map(|curve| curve.move_of.levers().len()).sum();
        for size in 1..=most {
            self.work.set(0);
            let mut plans = self.plans(size);
            let mut ways: Vec<Found<V>> = Vec::new();
            let mut asked = 0;
            while ways.len() < WAYS && asked < VERIFIED {
                plans.sort_by(|one, other| (other.total, &other.set).cmp(&(one.total, &one.set)));
                let Some(plan) = plans.pop() else { break };
                asked += 1;
                if let Some(verified) = verify(&plan.settings) {
                    let Plan { settings, threshold, .. } = plan;
                    ways.push(Found { settings, threshold, verified });
                } else {
                    plans.extend(self.higher(&plan));
                }
            }
            if !ways.is_empty() {
                return ways;
            }
            self.is_cut.set(self.is_cut.get() || !plans.is_empty());
        }
        Vec::new()
    }

    /// Whether there was more to try than was tried.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut.get()
    }

    /// One for each set of curves of a size that reaches the lowest threshold.
    fn plans(&self, size: usize) -> Vec<Plan> {
        let mut sets = Vec::new();
        self.sets(size, 0, &mut Vec::new(), &mut sets);
        let mut plans = Vec::new();
        let mut exact = 0;
        for set in sets {
            let Some(plan) = self.plan(&set, 0) else { continue };
            let hits = |threshold: &&Threshold| {
                !threshold.is_above && self.base.plus(plan.total).is_ok_and(|score| score == threshold.score)
            };
            exact += usize::from(self.thresholds.first().is_some_and(|first| hits(&first)));
            plans.push(plan);
            if exact >= EXACT {
                self.is_cut.set(true);
                break;
            }
        }
        plans
    }

    /// The same set at the next score that it does not reach as it is.
    fn higher(&self, plan: &Plan) -> Option<Plan> {
        let score = self.base.plus(plan.total).ok()?;
        let mut higher = (plan.threshold + 1..).zip(self.thresholds.iter().skip(plan.threshold + 1));
        let (next, _) = higher.find(|(_, threshold)| !threshold.is_met_by(score))?;
        self.plan(&plan.set, next)
    }

    /// Sets of curves with so many levers in all, none twice, that may bring enough together.
    fn sets(&self, left: usize, from: usize, chosen: &mut Vec<usize>, sets: &mut Vec<Vec<usize>>) {
        let Some(first) = self.thresholds.first() else { return };
        if left == 0 {
            if self.together(chosen).is_some_and(|score| first.is_met_by(score)) {
                sets.push(chosen.clone());
            }
            return;
        }
        for (next, curve) in self.curves.iter().enumerate().skip(from) {
            let levers = curve.move_of.levers();
            let is_moved = |lever: &usize| {
                let mut moved = chosen.iter().filter_map(|one| self.curves.get(*one));
                moved.any(|curve| curve.move_of.levers().contains(lever))
            };
            if levers.len() > left || levers.iter().any(is_moved) {
                continue;
            }
            chosen.push(next);
            if self.may_do(left - levers.len(), next + 1, chosen) {
                self.sets(left - levers.len(), next + 1, chosen, sets);
            }
            chosen.pop();
        }
    }

    /// Whether the best of those that are left could still bring enough.
    fn may_do(&self, left: usize, from: usize, chosen: &[usize]) -> bool {
        let mut rest: Vec<Number> = self.curves.iter().skip(from).map(|curve| curve.best).collect();
        rest.sort_unstable_by(|one, other| other.cmp(one));
        let more = Number::sum(rest.into_iter().take(left));
        let score = self.together(chosen).and_then(|score| score.plus(more.ok()?).ok());
        self.thresholds.first().zip(score).is_some_and(|(first, score)| first.is_met_by(score))
    }

    fn together(&self, chosen: &[usize]) -> Option<Number> {
        let best = chosen.iter().filter_map(|one| self.curves.get(*one)).map(|curve| curve.best);
        Number::sum(best).and_then(|sum| self.base.plus(sum)).ok()
    }

    /// The fewest points of a set that reach a threshold; where they are not found, the most that it brings, if that does.
    fn plan(&self, set: &[usize], threshold: usize) -> Option<Plan> {
        self.fewest(set, threshold).or_else(|| {
            let curves = set.iter().filter_map(|one| self.curves.get(*one));
            let settings: Settings =
                curves.filter_map(|curve| curve.settings(curve.reach())).flatten().collect();
            self.planned(set, threshold, settings).ok()
        })
    }

    /// A plan, if settings reach a threshold; otherwise what they bring, where that is known.
    fn planned(&self, set: &[usize], threshold: usize, settings: Settings) -> Result<Plan, Option<Number>> {
        let score = self.probe.score(&settings).ok_or(None)?;
        let total = score.minus(self.base).map_err(|_| None)?;
        if self.thresholds.get(threshold).is_some_and(|wanted| wanted.is_met_by(score)) {
            return Ok(Plan { total, set: set.to_vec(), settings, threshold });
        }
        Err(Some(total))
    }

    /// Changes that take from each other what they bring are given more until they reach a threshold together.
    fn fewest(&self, set: &[usize], threshold: usize) -> Option<Plan> {
        let wanted = self.thresholds.get(threshold)?;
        let curves: Vec<&Curve<'_>> = set.iter().filter_map(|one| self.curves.get(*one)).collect();
        let mut short = Number::ZERO;
        for _ in 0..8 {
            let enough = |gain: Number| {
                let score = gain.minus(short).and_then(|gain| self.base.plus(gain));
                score.is_ok_and(|score| wanted.is_met_by(score))
            };
            let exact = wanted.score.minus(self.base).and_then(|gap| gap.plus(short)).ok();
            let gains = self.gains(&curves, &enough, exact.filter(|_| !wanted.is_above))?;
            let mut settings = Settings::new();
            for (curve, gain) in curves.iter().zip(&gains) {
                let (steps, _) = curve.least(&|brought| brought >= *gain)?;
                settings.extend(curve.settings(steps)?);
            }
            let total = match self.planned(set, threshold, settings) {
                Ok(plan) => return Some(plan),
                Err(total) => total?,
            };
            let lost = Number::sum(gains).and_then(|sum| sum.minus(total)).ok()?;
            if lost <= short {
                return None;
            }
            short = lost;
        }
        None
    }

    /// What each curve is to bring, so that it is enough and the least in all; `exact` is what nothing can be less than.
    fn gains(
        &self,
        curves: &[&Curve<'_>],
        enough: &dyn Fn(Number) -> bool,
        exact: Option<Number>,
    ) -> Option<Vec<Number>> {
        if let [curve] = curves {
            return curve.least(enough).map(|(_, gain)| vec![gain]);
        }
        let heights: Vec<Vec<Number>> = curves.iter().map(|curve| curve.levels()).collect();
        // The one of the finest steps makes up what the others leave.
        let last = (0..curves.len()).max_by_key(|at| heights.get(*at).map_or(0, Vec::len))?;
        let mut best: Option<(Number, Vec<Number>)> = None;
        let choice = Choice { curves, heights: &heights, last, enough, exact };
        self.choose(&choice, &mut Vec::new(), &mut best);
        best.map(|(_, gains)| gains)
    }

    fn choose(
        &self,
        choice: &Choice<'_>,
        chosen: &mut Vec<Number>,
        best: &mut Option<(Number, Vec<Number>)>,
    ) {
        let is_done = best.as_ref().is_some_and(|(total, _)| Some(*total) == choice.exact);
        if self.work.get() >= WORK {
            self.is_cut.set(true);
        }
        if is_done || self.work.get() >= WORK {
            return;
        }
        let at = chosen.len();
        if at == choice.curves.len() {
            self.work.set(self.work.get() + 1);
            if let Some((total, gains)) = choice.completed(chosen)
                && best.as_ref().is_none_or(|(known, _)| total < *known)
            {
                *best = Some((total, gains));
            }
            return;
        }
        if at == choice.last {
            chosen.push(Number::ZERO);
            self.choose(choice, chosen, best);
            chosen.pop();
            return;
        }
        // The highest first: of equal totals those that the scheme has first are given the most.
        let Some(heights) = choice.heights.get(at) else { return };
        for height in heights.iter().rev() {
            chosen.push(*height);
            let may_do = choice.may_do(chosen);
            let spent = Number::sum(chosen.iter().copied());
            let is_more = best.as_ref().is_some_and(|(total, _)| spent.is_ok_and(|spent| spent >= *total));
            if may_do && !is_more {
                self.choose(choice, chosen, best);
            }
            chosen.pop();
            if !may_do {
                break;
            }
        }
    }
}

/// What may be brought by which.
struct Choice<'a> {
    curves: &'a [&'a Curve<'a>],
    heights: &'a [Vec<Number>],
    last: usize,
    enough: &'a dyn Fn(Number) -> bool,
    exact: Option<Number>,
}

impl Choice<'_> {
    /// Whether it is enough where all that is not chosen brings the most.
    fn may_do(&self, chosen: &[Number]) -> bool {
        let rest = self.curves.iter().skip(chosen.len()).map(|curve| curve.best);
        let last = self.curves.get(self.last).filter(|_| self.last < chosen.len()).map(|curve| curve.best);
        Number::sum(chosen.iter().copied().chain(rest).chain(last)).is_ok_and(self.enough)
    }

    /// With the least that the last one has to bring; nothing where it has to bring nothing.
    fn completed(&self, chosen: &[Number]) -> Option<(Number, Vec<Number>)> {
        let others = Number::sum(chosen.iter().copied()).ok()?;
        let last = self.curves.get(self.last)?;
        let (_, gain) =
            last.least(&|gain| gain > Number::ZERO && others.plus(gain).is_ok_and(self.enough))?;
        let mut gains = chosen.to_vec();
        *gains.get_mut(self.last)? = gain;
        Some((others.plus(gain).ok()?, gains))
    }
}
