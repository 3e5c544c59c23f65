//! What a change brings, as a staircase that is felt out with the engine: no kind of rule is known here.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::probe::{Probe, Settings};
use crate::number::Number;

/// Where there are no more figures than this between the ends, each is tried.
const FEW: i128 = 64;
/// A peak that is as near as this is looked for figure by figure.
const NEAR: i128 = 16;
/// So many figures are tried to find the steps of a staircase.
const TRIED: usize = 200;

/// One change, or several that bring something only together.
pub(super) struct Curve<'a> {
    probe: &'a Probe,
    base: Number,
    pub(super) move_of: Move,
    /// The most that it brings.
    pub(super) best: Number,
    /// The fewest steps that bring the most.
    reach: i128,
    known: RefCell<BTreeMap<i128, Number>>,
    is_felt_out: RefCell<bool>,
}

/// What is moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// One lever, up or down.
    One {
        /// Which.
        lever: usize,
        /// Up or down.
        sign: i128,
    },
    /// Several levers, together or not at all.
    Together(Settings),
}

impl Move {
    /// The levers that move.
    pub(super) fn levers(&self) -> Vec<usize> {
        match self {
            Self::One { lever, .. } => vec![*lever],
            Self::Together(settings) => settings.iter().map(|(lever, _)| *lever).collect(),
        }
    }
}

impl<'a> Curve<'a> {
    /// The better direction of a lever; `None` where it brings nothing.
    pub(super) fn of_lever(probe: &'a Probe, base: Number, lever: usize) -> Option<Self> {
        let up = Self::towards(probe, base, lever, 1);
        let down = Self::towards(probe, base, lever, -1);
        match (up, down) {
            (Some(up), Some(down)) if down.best > up.best => Some(down),
            (Some(up), _) => Some(up),
            (None, down) => down,
        }
    }

    /// Levers that are moved together; `None` where they bring nothing.
    pub(super) fn together(probe: &'a Probe, base: Number, settings: Settings) -> Option<Self> {
        let mut curve = Self::new(probe, base, Move::Together(settings));
        curve.best = curve.gain(1)?;
        curve.reach = 1;
        (curve.best > Number::ZERO).then_some(curve)
    }

    fn new(probe: &'a Probe, base: Number, move_of: Move) -> Self {
        let known = RefCell::new(BTreeMap::from([(0, Number::ZERO)]));
        let is_felt_out = RefCell::new(false);
        Self { probe, base, move_of, best: Number::ZERO, reach: 0, known, is_felt_out }
    }

    fn towards(probe: &'a Probe, base: Number, lever: usize, sign: i128) -> Option<Self> {
        let mut curve = Self::new(probe, base, Move::One { lever, sign });
        for steps in candidates(probe, lever, sign)? {
            curve.look_at(steps);
        }
        curve.look_about();
        if curve.best <= Number::ZERO {
            return None;
        }
        let before = curve.known_before(curve.reach);
        let best = curve.best;
        curve.reach = curve.first_within(before, curve.reach, &|gain| gain >= best);
        Some(curve)
    }

    fn look_at(&mut self, steps: i128) {
        if let Some(gain) = self.gain(steps).filter(|gain| *gain > self.best) {
            (self.best, self.reach) = (gain, steps);
        }
    }

    /// Looks for a peak between the best that is known and its neighbours, where it falls again behind.
    fn look_about(&mut self) {
        let before = self.known_before(self.reach);
        let after = self.known.borrow().range(self.reach + 1..).next().map(|(steps, gain)| (*steps, *gain));
        let Some((after, gain)) = after.filter(|_| self.best > Number::ZERO) else { return };
        let middle = self.reach + (after - self.reach) / 2;
        if gain == self.best && self.gain(middle) == Some(gain) {
            return;
        }
        let (mut low, mut high) = (before, after);
        while high - low > NEAR {
            let third = (high - low) / 3;
            if self.gain(low + third) < self.gain(high - third) { low += third } else { high -= third }
        }
        for steps in low..=high {
            self.look_at(steps);
        }
    }

    /// The last number of steps before one at which it was looked.
    fn known_before(&self, steps: i128) -> i128 {
        self.known.borrow().range(..steps).next_back().map_or(0, |(steps, _)| *steps)
    }

    /// Levers and figures so many steps away.
    pub(super) fn settings(&self, steps: i128) -> Option<Settings> {
        match &self.move_of {
            Move::One { lever, sign } => {
                Some(vec![(*lever, self.probe.levers.get(*lever)?.at(sign * steps)?)])
            }
            Move::Together(settings) => Some(settings.clone()),
        }
    }

    /// Where it brings the most.
    pub(super) fn reach(&self) -> i128 {
        self.reach
    }

    /// What so many steps bring.
    pub(super) fn gain(&self, steps: i128) -> Option<Number> {
        if let Some(known) = self.known.borrow().get(&steps) {
            return Some(*known);
        }
        let gain = self.probe.score(&self.settings(steps)?)?.minus(self.base).ok()?;
        self.known.borrow_mut().insert(steps, gain);
        Some(gain)
    }

    /// The fewest steps that bring enough, with what they bring.
    pub(super) fn least(&self, enough: &dyn Fn(Number) -> bool) -> Option<(i128, Number)> {
        if !enough(self.best) {
            return None;
        }
        let (before, first) = {
            let known = self.known.borrow();
            let (first, _) = known.iter().find(|(_, gain)| enough(**gain))?;
            let before = known.range(..first).next_back().map_or(0, |(steps, _)| *steps);
            (before, *first)
        };
        let steps = self.first_within(before, first, enough);
        Some((steps, self.gain(steps)?))
    }

    /// The fewest steps above `before` and up to `known` that bring enough, as `known` do.
    fn first_within(&self, before: i128, known: i128, enough: &dyn Fn(Number) -> bool) -> i128 {
        let (mut low, mut high) = (before, known);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if self.gain(middle).is_some_and(enough) { high = middle } else { low = middle }
        }
        high
    }

    /// The heights of its steps, lowest first, as far as they are told apart.
    pub(super) fn levels(&self) -> Vec<Number> {
        if !self.is_felt_out.replace(true) {
            self.feel_out();
        }
        let known = self.known.borrow();
        let mut levels: Vec<Number> = known.range(..=self.reach).map(|(_, gain)| *gain).collect();
        levels.retain(|gain| *gain > Number::ZERO);
        levels.sort_unstable();
        levels.dedup();
        levels
    }

    /// Tries figures between those that differ, the widest gap first.
    fn feel_out(&self) {
        for _ in 0..TRIED {
            let widest = {
                let known = self.known.borrow();
                let below = known.range(..=self.reach);
                let pairs = below.clone().zip(below.skip(1));
                let open = pairs.filter(|((low, before), (high, after))| *high - *low > 1 && before != after);
                open.map(|((low, _), (high, _))| (*high - *low, *low)).max()
            };
            let Some((width, low)) = widest else { break };
            if self.gain(low + width / 2).is_none() {
                break;
            }
        }
    }
}

/// Numbers of steps at which to look: each of few; else ever wider ones, the ends, and about the targets.
fn candidates(probe: &Probe, lever: usize, sign: i128) -> Option<Vec<i128>> {
    let lever = probe.levers.get(lever)?;
    let end = lever.steps_to(if sign > 0 { lever.high } else { lever.low })?;
    let mut last = end * sign;
    // An end that is no whole number of steps away lies beyond.
    while last > 0 && lever.at(sign * last).is_none() {
        last -= 1;
    }
    if last <= FEW {
        return Some((1..=last).collect());
    }
    let wider = std::iter::successors(Some(1_i128), |steps| steps.checked_mul(2));
    let mut all: Vec<i128> = wider.take_while(|steps| *steps < last).collect();
    let marked = lever.marked.iter().filter_map(|figure| lever.steps_to(*figure));
    all.extend(marked.flat_map(|steps| [sign * steps - 1, sign * steps, sign * steps + 1]));
    all.push(last);
    all.retain(|steps| (1..=last).contains(steps));
    all.sort_unstable();
    all.dedup();
    Some(all)
}
