//! Prizes that nobody has: whoever holds the place is under a veto, is barred, or misses the minimum score, and nobody has it
//! instead.

use std::ops::Range;

use super::awarding::tier_of;
use super::decision::Decided;
use super::holders::Holder;
use crate::engine::assessment::{PrizeAward, VacantPrize, WhyVacant};
use crate::number::Number;
use crate::period::Period;
use crate::rulebook::{BarredSeat, Prize, Tier};

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

    /// These places are held by nobody who may have any of the prize.
    pub(super) fn closed(&mut self, places: Range<usize>, why: WhyVacant) {
        let tiers = places.filter_map(|place| Some((tier_of(self.prize, place)?, place)));
        let refused = tiers.map(|(tier, place)| Refused { tier, place, why });
        self.all.extend(refused);
    }

    /// A score comes to these places: the tiers of some of them may ask for more.
    pub(super) fn by_score(&mut self, places: impl Iterator<Item = usize>, score: Number) {
        let missed = places.filter_map(|place| {
            let tier = tier_of(self.prize, place)?;
            Some(Refused { tier, place, why: below(tier, score)? })
        });
        self.all.extend(missed);
    }

    /// These places are theirs who may have other tiers of the prize only.
    pub(super) fn kept_from(&mut self, places: impl Iterator<Item = usize>, holders: &[&Holder<'_>]) {
        let prize = self.prize;
        let is_kept = |tier: &Tier| {
            holders
                .iter()
                .all(|holder| holder.is_kept_from(prize, tier) && tier.is_met_by(holder.placed.score))
        };
        let kept =
            places.filter_map(|place| Some((tier_of(prize, place).filter(|tier| is_kept(tier))?, place)));
        self.all.extend(kept.map(|(tier, place)| Refused { tier, place, why: WhyVacant::Barred }));
    }

    /// Those who hold these places may have none of their tiers: each says why not, and a veto, which no score makes good, for
    /// them all.
    pub(super) fn held(&mut self, places: impl Iterator<Item = usize>, holders: &[&Holder<'_>]) {
        for place in places {
            let Some(tier) = tier_of(self.prize, place) else { continue };
            let whys = holders.iter().filter_map(|holder| holder.why_not(self.prize, tier));
            self.all.extend(whys.map(|why| Refused { tier, place, why }));
        }
    }

    /// Somebody whose place among those who share these was decided.
    pub(super) fn decided(&mut self, places: &[usize], one: &Decided<'_, 'a>) {
        let Some(tier) = one.tier else { return };
        let Decided { holder, .. } = one;
        let why = holder.why_not(self.prize, tier);
        // Where nothing had to be decided all of them stand at the first place: each holds the next one.
        let is_free = |place: &usize| !self.all.iter().any(|other| other.place == *place);
        let mut own = places.iter().copied().skip(one.after);
        let Some(place) = own.clone().find(is_free).or_else(|| own.next()) else { return };
        self.all.extend(why.map(|why| Refused { tier, place, why }));
    }

    /// What nobody has, in order of place: of a tier as many prizes as it has places less those that were given, for each
    /// place that was refused. Of several who were refused one place a veto says why, which no score makes good. A share takes
    /// none of the places beside it that were refused.
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
        // Who has it for want of a better one that nobody has takes none of its places.
        let is_besides =
            |award: &PrizeAward| self.prize.bars.seat == BarredSeat::Lapses && award.barred.is_some();
        let is_whole = |award: &&PrizeAward| award.tier == tier.name && award.shared.is_empty();
        let given = awards.iter().filter(|award| is_whole(award) && !is_besides(award)).count();
        // The first place of it and as many more as are given reach so far.
        let is_left = |vacant: usize| {
            let reached = tier.place.plus(Number::from_count(given.saturating_add(vacant)));
            reached.is_ok_and(|reached| reached <= tier.until)
        };
        (0..).zip(refused).take_while(|(vacant, _)| is_left(*vacant)).map(|(_, one)| one).collect()
    }
}

/// The least that a tier asks for, where a score is below it.
pub(super) fn below(tier: &Tier, score: Number) -> Option<WhyVacant> {
    tier.at_least.filter(|_| !tier.is_met_by(score)).map(WhyVacant::Below)
}
