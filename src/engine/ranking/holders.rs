//! Who stands for which place of a prize: whoever holds it, and where the prize of somebody who is barred passes down, the next
//! who may have it.

use super::awarding::{Occasion, tier_of};
use super::bars::{Barred, Bars};
use super::standing::Placed;
use super::vacant::Refusals;
use crate::engine::assessment::{Account, WhyVacant};
use crate::number::{Inexact, Number};
use crate::rulebook::{BarredSeat, Prize, PrizeFor, RankTies, Tier, Unfilled};

/// One who stands for a prize.
pub(super) struct Holder<'p> {
    pub(super) placed: &'p Placed,
    /// The place whose prize it is.
    pub(super) place: Option<usize>,
    /// Whether they have another prize beside which this one is not given.
    pub(super) has_another: bool,
    /// What keeps them from it, or from its better tiers. Of those under a veto the veto says all.
    pub(super) barred: Option<Barred>,
    /// The best tier that passed them by.
    pub(super) missed: Option<usize>,
}

impl Holder<'_> {
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

    /// Whether they wait for a place and hold this rank.
    fn waits_with(&self, rank: Option<usize>) -> bool {
        self.place.is_none() && rank.is_some() && self.placed.rank == rank
    }

    /// Whether they may stand for a place where those before are barred. A better place than their own is of no use to whoever
    /// could not have its prize, and would cost the one that they do hold.
    fn may_stand_at(&self, prize: &Prize, place: usize, tier: Option<&Tier>) -> bool {
        let moves_up = self.placed.rank.is_some_and(|rank| place < rank);
        if self.placed.veto.is_some() {
            return !moves_up;
        }
        // A prize may begin behind the first place: what stands before it is none of its own. A tier is kept from nobody who
        // could not have it anyway, for want of points or beside another prize.
        let could_have = |tier: &Tier| tier.is_met_by(self.placed.score) && !self.has_another;
        let is_kept = tier.is_some_and(|tier| could_have(tier) && self.is_kept_from(prize, tier));
        let is_below = tier.is_some_and(|tier| !tier.is_met_by(self.placed.score));
        let misses = is_below && (moves_up || prize.unfilled == Unfilled::PassesDown);
        !(is_kept || misses || moves_up && self.has_another)
    }

    /// Whether a tier is kept from them.
    pub(super) fn is_kept_from(&self, prize: &Prize, tier: &Tier) -> bool {
        self.instead(prize, tier).is_none_or(|other| other.place != tier.place)
    }
}

/// Of somebody, whether another prize is there beside which this one is not given.
pub(super) type HasAnother<'f> = &'f dyn Fn(&Account) -> bool;

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
        Ok(Holder { placed, place: placed.rank, has_another, barred, missed: None })
    };
    let mut holders = placed.iter().map(holder).collect::<Result<Vec<_>, Inexact>>()?;
    let passes_down = prize.given_for == PrizeFor::Place && prize.bars.seat == BarredSeat::PassesDown;
    if passes_down && holders.iter().any(|holder| holder.barred.is_some()) {
        holders.iter_mut().for_each(|holder| holder.place = None);
        pass_down(at, &mut holders, refusals);
    }
    Ok(holders)
}

/// Gives each place of the prize to the best ranked who may have its tier; whoever may not waits for a lower one. As with
/// grades by quota, those who share a rank go together and fill as many places as they are.
fn pass_down(at: Occasion<'_>, holders: &mut [Holder<'_>], refusals: &mut Refusals<'_>) {
    let prize = at.prize;
    let Some(last) = prize.tiers.last().map(|tier| tier.until) else { return };
    let (mut place, mut empty) = (1, 0);
    while Number::from_count(place) <= last {
        let tier = tier_of(prize, place);
        let may_stand = |holder: &Holder<'_>| holder.may_stand_at(prize, place, tier);
        let next =
            waiting(holders).filter(|holder| may_stand(holder)).filter_map(|one| one.placed.rank).min();
        if let Some(tier) = tier {
            pass_by(prize, tier, next, holders);
        }
        if next.is_none() {
            let is_below = |one: &&Holder<'_>| {
                let is_open = tier.is_some_and(|tier| !one.is_kept_from(prize, tier));
                is_open && one.placed.veto.is_none() && !one.has_another
            };
            match waiting(holders).find(is_below) {
                Some(below) => refusals.by_score(place..place + 1, below.placed.score),
                // Of whoever is barred one place is empty, not all behind them.
                None if empty < waiting(holders).count() => {
                    refusals.closed(place..place + 1, WhyVacant::Barred);
                    empty += 1;
                }
                None => return,
            }
        }
        let mut filled = 0;
        for holder in holders.iter_mut().filter(|holder| holder.waits_with(next) && may_stand(holder)) {
            (holder.place, filled) = (Some(place), filled + 1);
        }
        place += if at.ties == RankTies::ShareAndSkip { filled.max(1) } else { 1 };
    }
}

/// Those who have a rank and no place yet, best first.
fn waiting<'h, 'p>(holders: &'h [Holder<'p>]) -> impl Iterator<Item = &'h Holder<'p>> {
    holders.iter().filter(|holder| holder.place.is_none() && holder.placed.rank.is_some())
}

/// Notes who would have had a tier before the next one has it; where nobody has it, who would have been the next.
fn pass_by(prize: &Prize, tier: &Tier, next: Option<usize>, holders: &mut [Holder<'_>]) {
    let index = prize.tiers.iter().position(|one| one.place == tier.place);
    let is_passed = |holder: &Holder<'_>| {
        let is_new = holder.place.is_none() && holder.missed.is_none() && holder.placed.veto.is_none();
        is_new && holder.is_kept_from(prize, tier) && tier.is_met_by(holder.placed.score)
    };
    let first = || waiting(holders).filter(|one| is_passed(one)).filter_map(|one| one.placed.rank).min();
    let Some(until) = next.or_else(first) else { return };
    for holder in holders.iter_mut().filter(|holder| is_passed(holder)) {
        if holder.placed.rank.is_some_and(|rank| rank <= until) {
            holder.missed = index;
        }
    }
}
