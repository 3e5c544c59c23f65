//! Prizes that nobody has: whoever holds the place is under a veto, or misses the minimum score, and nobody has it instead.

use std::ops::Range;

use super::decision::Decided;
use super::prize::tier_of;
use super::standing::Placed;
use crate::engine::assessment::{PrizeAward, VacantPrize, WhyVacant};
use crate::number::Number;
use crate::period::Period;
use crate::rulebook::{Prize, Tier};

/// A tier that the holder of a place does not get.
struct Refused<'a> {
    tier: &'a Tier,
    place: usize,
    why: WhyVacant,
}

/// What of a prize the holders of its places do not get, within one group and period.
pub(super) struct Refusals<'a> {
    prize: &'a Prize,
    all: Vec<Refused<'a>>,
}

impl<'a> Refusals<'a> {
    pub(super) fn new(prize: &'a Prize) -> Self {
        Self { prize, all: Vec::new() }
    }

    /// These places are held by nobody who is not under a veto.
    pub(super) fn vetoed(&mut self, places: Range<usize>) {
        let tiers = places.filter_map(|place| Some((tier_of(self.prize, place)?, place)));
        let refused = tiers.map(|(tier, place)| Refused { tier, place, why: WhyVacant::Vetoed });
        self.all.extend(refused);
    }

    /// A score comes to these places: the tiers of some of them may ask for more.
    pub(super) fn by_score(&mut self, places: Range<usize>, score: Number) {
        let missed = places.filter_map(|place| {
            let tier = tier_of(self.prize, place)?;
            let least = tier.at_least.filter(|least| score < *least)?;
            Some(Refused { tier, place, why: WhyVacant::Below(least) })
        });
        self.all.extend(missed);
    }

    /// Somebody who holds a place and may not have the prize beside another one.
    pub(super) fn has_another(&mut self, holder: &Placed) {
        let Some(place) = holder.rank else { return };
        match holder.veto {
            Some(_) => self.vetoed(place..place + 1),
            None => self.by_score(place..place + 1, holder.score),
        }
    }

    /// Somebody whose place among those who share it was decided.
    pub(super) fn decided(&mut self, rank: usize, one: &Decided<'a>) {
        let Some(tier) = one.tier else { return };
        let missed = tier.at_least.filter(|least| one.holder.score < *least).map(WhyVacant::Below);
        let why = one.holder.veto.as_ref().map(|_| WhyVacant::Vetoed).or(missed);
        // Where nothing had to be decided all of them stand at the first place: each holds the next one.
        let is_free = |place: &usize| !self.all.iter().any(|other| other.place == *place);
        let first = rank + one.after;
        let place = (first..=first + self.all.len()).find(is_free).unwrap_or(first);
        self.all.extend(why.map(|why| Refused { tier, place, why }));
    }

    /// What nobody has, in order of place: of a tier as many prizes as it has places less those that were given, for each
    /// place that was refused. Of several who were refused one place a veto says why, which no score makes good. Of a tier
    /// that is shared nothing is said while anybody has any of it.
    pub(super) fn vacant(&self, group: &str, period: Period, awards: &[PrizeAward]) -> Vec<VacantPrize> {
        let Prize { id, standing, clause, tiers, .. } = self.prize;
        let vacant = tiers.iter().flat_map(|tier| self.of_tier(tier, awards));
        let vacant = vacant.map(|one| VacantPrize {
            tier: one.tier.name.clone(),
            prize: id.clone(),
            standing: standing.clone(),
            group: group.to_owned(),
            clause: clause.clone(),
            place: one.place,
            period,
            why: one.why,
        });
        vacant.collect()
    }

    fn of_tier(&self, tier: &Tier, awards: &[PrizeAward]) -> Vec<&Refused<'a>> {
        let mut refused: Vec<&Refused<'a>> =
            self.all.iter().filter(|one| one.tier.place == tier.place).collect();
        refused.sort_by_key(|one| (one.place, one.why != WhyVacant::Vetoed));
        refused.dedup_by_key(|one| one.place);
        let is_shared = awards.iter().any(|award| award.shared.contains(&tier.name));
        let given = awards.iter().filter(|award| award.tier == tier.name).count();
        // The first place of it and as many more as are given reach so far.
        let is_left = |vacant: usize| {
            let reached = tier.place.plus(Number::from_count(given.saturating_add(vacant)));
            !is_shared && reached.is_ok_and(|reached| reached <= tier.until)
        };
        (0..).zip(refused).take_while(|(vacant, _)| is_left(*vacant)).map(|(_, one)| one).collect()
    }
}
