//! Floor and rounding of a whole. They hide what single changes bring, as nothing shows until the sum is past the floor or at
//! the next figure that is rounded to: the score is looked at without them, and what they make of it is said here.

use super::goal::Threshold;
use crate::number::Number;
use crate::rulebook::{Clamp, Root};

/// What is done to a score last of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Limits {
    floor: Option<Number>,
    /// Decimal places.
    round: Option<u32>,
}

impl Limits {
    /// Takes them off a root, and keeps them; nothing of one that is scored anew each period, as each is limited by itself.
    pub(super) fn take_off(root: &mut Root) -> Self {
        if root.accrual.is_some() {
            return Self::default();
        }
        let floor = root.floor.limit();
        root.floor = Clamp::None;
        Self { floor, round: root.round.take() }
    }

    /// What they make of a score.
    pub(super) fn told(self, score: Number) -> Number {
        let raised = self.floor.map_or(score, |floor| floor.max(score));
        self.round.map_or(raised, |places| raised.rounded(places))
    }

    /// The lowest score without them that is enough for one with them; `base` where that is enough already.
    pub(super) fn before(self, wanted: Threshold, base: Number) -> Threshold {
        let is_enough = |score: Number| wanted.is_met_by(self.told(score));
        if is_enough(base) {
            return Threshold { score: base, is_above: false };
        }
        let found = self.round.and_then(|places| {
            let ten = Number::from_whole(10_i128.checked_pow(places)?).ok()?;
            let step = Number::ONE.quotient(ten).ok()?;
            let half = step.quotient(Number::from(2)).ok()?;
            // Half a step is rounded away from zero, so that below zero it is not enough.
            let figure = wanted.score.rounded(places);
            let figures = [figure.minus(step).ok()?, figure, figure.plus(step).ok()?];
            let edge = figures.into_iter().find(|figure| wanted.is_met_by(*figure))?.minus(half).ok()?;
            Some(Threshold { score: edge, is_above: !is_enough(edge) })
        });
        found.unwrap_or(wanted)
    }
}
