//! Who stands for which place of a prize, and what keeps them from it.

use super::awarding::Occasion;
use super::bars::{Barred, Bars};
use super::passing;
use super::standing::Placed;
use super::vacant::{Refusals, below};
use crate::engine::assessment::{Party, WhyVacant};
use crate::number::Inexact;
use crate::rulebook::{BarredSeat, Prize, PrizeFor, Tier};

/// One who stands for a prize.
pub(super) struct Holder<'p> {
    pub(super) placed: &'p Placed,
    /// The place whose prize it is.
    pub(super) place: Option<usize>,
    /// Places among those which they and whoever shares theirs would fill, and which somebody ranked before them has for a bar.
    pub(super) ceded: Vec<usize>,
    /// Whether they have another prize beside which this one is not given.
    pub(super) has_another: bool,
    /// What keeps them from it, or from its better tiers. Of those under a veto the veto says all.
    pub(super) barred: Option<Barred>,
    /// The best tier that passed them by.
    pub(super) missed: Option<usize>,
}

impl Holder<'_> {
    /// So many places from one on, without those that are ceded.
    pub(super) fn fills(&self, from: usize, count: usize) -> Vec<usize> {
        (from..).filter(|place| !self.ceded.contains(place)).take(count).collect()
    }

    /// Of the tiers, best first, the place of the best that they may have.
    fn best(&self) -> usize {
        self.barred.as_ref().map_or(0, |barred| barred.best)
    }

    /// Why they may have nothing of a prize.
    pub(super) fn closed(&self, prize: &Prize) -> Option<WhyVacant> {
        let is_barred = self.best() >= prize.tiers.len();
        let vetoed = self.placed.veto.as_ref().map(|_| WhyVacant::Vetoed);
        vetoed.or_else(|| is_barred.then_some(WhyVacant::Barred))
    }

    /// What they have in place of a tier: the same, or the best of the lower ones that is left to them.
    pub(super) fn instead<'t>(&self, prize: &'t Prize, tier: &'t Tier) -> Option<&'t Tier> {
        let best_first: Vec<&Tier> = match prize.given_for {
            PrizeFor::Place => prize.tiers.iter().collect(),
            PrizeFor::Gain => prize.tiers.iter().rev().collect(),
        };
        let own = best_first.iter().position(|one| one.place == tier.place)?;
        best_first.get(own.max(self.best())).copied()
    }

    /// Why they do not get a tier; `None` where they may have it. What would keep it from them anyway goes before a bar: a veto,
    /// which no score makes good, a score that is too low, another prize beside it. A bar alone keeps a tier from whoever would
    /// have it but for the bar.
    pub(super) fn why_not(&self, prize: &Prize, tier: &Tier) -> Option<WhyVacant> {
        let vetoed = self.placed.veto.as_ref().map(|_| WhyVacant::Vetoed);
        let another = || self.has_another.then_some(WhyVacant::HasAnother);
        let barred = || self.is_kept_from(prize, tier).then_some(WhyVacant::Barred);
        vetoed.or_else(|| below(tier, self.placed.score)).or_else(another).or_else(barred)
    }

    /// Whether a tier is kept from them.
    pub(super) fn is_kept_from(&self, prize: &Prize, tier: &Tier) -> bool {
        self.instead(prize, tier).is_none_or(|other| other.place != tier.place)
    }
}

/// Of somebody, whether another prize is there beside which this one is not given.
pub(super) type HasAnother<'f> = &'f dyn Fn(&Party) -> bool;

/// All of a group, each at the place that is then theirs.
pub(super) fn of<'p>(
    at: Occasion<'_>,
    placed: &'p [Placed],
    bars: &Bars<'_>,
    has_another: HasAnother<'_>,
    refusals: &mut Refusals<'_>,
) -> Result<Vec<Holder<'p>>, Inexact> {
    let prize = at.prize;
    let holder = |placed: &'p Placed| {
        let barred = if placed.veto.is_none() { bars.on(&placed.who)? } else { None };
        let has_another = has_another(&placed.who);
        Ok(Holder { placed, place: placed.rank, ceded: Vec::new(), has_another, barred, missed: None })
    };
    let mut holders = placed.iter().map(holder).collect::<Result<Vec<_>, Inexact>>()?;
    let is_passed = |holder: &Holder<'_>| {
        let by_bar = prize.bars.seat == BarredSeat::PassesDown && holder.barred.is_some();
        by_bar || prize.not_with_seat == BarredSeat::PassesDown && holder.has_another
    };
    if prize.given_for == PrizeFor::Place && holders.iter().any(is_passed) {
        holders.iter_mut().for_each(|holder| holder.place = None);
        passing::pass_down(at, &mut holders, refusals);
    }
    Ok(holders)
}
