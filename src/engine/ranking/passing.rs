//! Where the prize of somebody who is barred, or has another beside which it is not given, passes down: who stands for which place
//! then, and which stays empty. Where the one passes down and the other lapses, who is kept from it by the other keeps the place.
//!
//! Place by place each goes to the best ranked who may have its tier, and whoever may not waits for a lower one. Those who share
//! a rank go together and fill as many places as they are, or the one where the standing skips none. Of these each that somebody
//! ranked before them waits for is ceded, so that a tie behind takes from nobody what those who share it would not take one by
//! one. A place that is of no use to them, for want of points, is held by whoever of them a bar keeps from what the others go on
//! to.
//!
//! Where no tier asks for a score nobody who is free of bars has less than if nobody were barred. With minima somebody may: where
//! nobody reaches the place that a bar keeps from its holder the place stays empty, this one has a later place for it, and the
//! last of those behind has none.

use super::awarding::{Occasion, tier_of};
use super::holders::Holder;
use super::vacant::Refusals;
use crate::engine::assessment::WhyVacant;
use crate::number::Number;
use crate::rulebook::{BarredSeat, Prize, PrizeTies, RankTies, Tier, Unfilled};

/// Gives each of them the place that is then theirs; none to who has none.
pub(super) fn pass_down(at: Occasion<'_>, holders: &mut [Holder<'_>], refusals: &mut Refusals<'_>) {
    holders.iter_mut().for_each(|holder| holder.place = None);
    // Places that nobody would hold were nobody kept from them are not empty for that.
    let mut unbarred: Vec<Holder<'_>> = holders.iter().map(|holder| free(at.prize, holder)).collect();
    let end = seat(at, &mut unbarred, 0, &mut Refusals::new(at.prize));
    seat(at, holders, end, refusals);
}

/// The same with nothing that passes down.
fn free<'p>(prize: &Prize, holder: &Holder<'p>) -> Holder<'p> {
    let Holder { placed, has_another, .. } = *holder;
    let has_another = has_another && prize.not_with_seat == BarredSeat::Lapses;
    Holder { placed, place: None, ceded: Vec::new(), has_another, barred: None, missed: None }
}

/// The first place that nobody comes to. `end` is that of the same without bars.
fn seat(at: Occasion<'_>, holders: &mut [Holder<'_>], end: usize, refusals: &mut Refusals<'_>) -> usize {
    let prize = at.prize;
    let mut place = 1;
    let Some(last) = prize.tiers.last().map(|tier| tier.until) else { return place };
    while Number::from_count(place) <= last {
        let tier = tier_of(prize, place);
        let next = next(at, holders, place);
        if let Some(tier) = tier {
            pass_by(prize, tier, next, holders);
        }
        if next.is_none() && !leave_empty(prize, place, end, holders, refusals) {
            return place;
        }
        place = settle(at, holders, place, next);
    }
    place
}

/// Gives those of a rank who stand at a place the next places that are free, as many as they fill; the first one behind these.
/// Whoever is ranked before them and waits for one of these has it first.
fn settle(at: Occasion<'_>, holders: &mut [Holder<'_>], place: usize, rank: Option<usize>) -> usize {
    let standing = standing_at(at, holders, place, rank);
    for (index, lost) in &standing {
        if let Some(holder) = holders.get_mut(*index) {
            (holder.place, holder.missed) = (Some(place), holder.missed.or(*lost));
        }
    }
    let fills = if at.ties == RankTies::ShareAndSkip { standing.len().max(1) } else { 1 };
    let (mut end, mut ceded) = (place + 1, Vec::new());
    let mut filled = 1;
    while filled < fills {
        let first = rank.and_then(|rank| waits_for(at, holders, (place, end), rank));
        if first.is_some() {
            let from = end;
            end = settle(at, holders, from, first);
            ceded.extend(from..end);
        } else {
            (filled, end) = (filled + 1, end + 1);
        }
    }
    for (index, _) in standing {
        if let Some(holder) = holders.get_mut(index) {
            holder.ceded.clone_from(&ceded);
        }
    }
    end
}

/// The best rank before another of whom a bar alone keeps somebody from the tier of one place, and who may have that of a later
/// one.
fn waits_for(
    at: Occasion<'_>,
    holders: &[Holder<'_>],
    (kept, place): (usize, usize),
    before: usize,
) -> Option<usize> {
    let (kept, own) = (tier_of(at.prize, kept)?, tier_of(at.prize, place)?);
    let is_due = |holder: &&Holder<'_>| {
        let is_kept = holder.why_not(at.prize, kept) == Some(WhyVacant::Barred);
        is_kept
            && match holder.why_not(at.prize, own) {
                None => true,
                Some(WhyVacant::Barred) => keeps_place(holder, at.prize.bars.seat, place),
                Some(WhyVacant::Vetoed | WhyVacant::HasAnother | WhyVacant::Below(_)) => false,
            }
    };
    let ranks = waiting(holders).filter(is_due).filter_map(|holder| holder.placed.rank);
    ranks.filter(|rank| *rank < before).min()
}

/// The best rank of whom somebody may stand at a place. Where no place is skipped those who share one fill the one: whoever
/// others of the rank have left behind there takes none from those behind, only what they leave.
fn next(at: Occasion<'_>, holders: &[Holder<'_>], place: usize) -> Option<usize> {
    let tier = tier_of(at.prize, place);
    let may_stand = |holder: &&Holder<'_>| may_stand_at(holder, at.prize, place, tier);
    let is_left_behind = |holder: &&Holder<'_>| {
        let mut others = holders.iter().filter(|other| other.place.is_some());
        at.ties == RankTies::ShareAndGoOn && others.any(|other| other.placed.rank == holder.placed.rank)
    };
    let (behind, own): (Vec<_>, Vec<_>) = waiting(holders).filter(may_stand).partition(is_left_behind);
    let best = |all: Vec<&Holder<'_>>| all.into_iter().filter_map(|holder| holder.placed.rank).min();
    best(own).or_else(|| best(behind))
}

/// Which of a rank stand at a place; whoever holds one that is of no use with the tier, of those that it might have been, which a
/// bar then keeps from them.
fn standing_at(
    at: Occasion<'_>,
    holders: &[Holder<'_>],
    place: usize,
    rank: Option<usize>,
) -> Vec<(usize, Option<usize>)> {
    let tier = tier_of(at.prize, place);
    let waits = |holder: &Holder<'_>| holder.place.is_none() && rank.is_some() && holder.placed.rank == rank;
    let all = holders.iter().enumerate();
    let own: Vec<_> =
        all.filter(|(_, holder)| waits(holder) && may_stand_at(holder, at.prize, place, tier)).collect();
    let is_of_use = own.iter().any(|(_, one)| tier.is_some_and(|tier| tier.is_met_by(one.placed.score)));
    let sharing = holders.iter().filter(|holder| holder.placed.rank == rank).count();
    let mut kept_out = own.iter().filter_map(|(index, one)| Some((*index, lost_by_bar(at, one, sharing)?)));
    match kept_out.next().filter(|_| !is_of_use) {
        Some((index, lost)) => vec![(index, Some(lost))],
        None => own.into_iter().map(|(index, _)| (index, None)).collect(),
    }
}

/// The best tier that a bar keeps from somebody, of those that the places of a rank which so many share bring.
fn lost_by_bar(at: Occasion<'_>, holder: &Holder<'_>, sharing: usize) -> Option<usize> {
    let rank = holder.placed.rank.filter(|_| at.prize.bars.seat == BarredSeat::PassesDown)?;
    let is_pooled = at.ties == RankTies::ShareAndSkip && at.prize.ties != PrizeTies::FullEach;
    let places = rank..rank + if is_pooled { sharing } else { 1 };
    let is_lost = |tier: &&Tier| holder.why_not(at.prize, tier) == Some(WhyVacant::Barred);
    let lost = places.filter_map(|place| tier_of(at.prize, place)).find(is_lost)?;
    at.prize.tiers.iter().position(|tier| tier.place == lost.place)
}

/// Whether they may stand for a place where those before are barred. A better place than their own is of no use to whoever
/// could not have its prize, and would cost the one that they do hold.
fn may_stand_at(holder: &Holder<'_>, prize: &Prize, place: usize, tier: Option<&Tier>) -> bool {
    let moves_up = holder.placed.rank.is_some_and(|rank| place < rank);
    // A prize may begin behind the first place: what stands before it is none of its own.
    match tier.and_then(|tier| holder.why_not(prize, tier)) {
        Some(WhyVacant::Barred) => keeps_place(holder, prize.bars.seat, place),
        Some(WhyVacant::HasAnother) => keeps_place(holder, prize.not_with_seat, place),
        Some(WhyVacant::Below(_)) => !moves_up && prize.unfilled == Unfilled::Lapses,
        Some(WhyVacant::Vetoed) => !moves_up,
        None => !moves_up || holder.placed.veto.is_none() && !holder.has_another,
    }
}

/// Whether a place whose prize somebody is kept from is theirs all the same: it is not before their own, and lapses.
fn keeps_place(holder: &Holder<'_>, seat: BarredSeat, place: usize) -> bool {
    seat == BarredSeat::Lapses && holder.placed.rank.is_some_and(|rank| place >= rank)
}

/// Notes why nobody comes to a place; whether anybody may come to a later one.
fn leave_empty(
    prize: &Prize,
    place: usize,
    end: usize,
    holders: &[Holder<'_>],
    refusals: &mut Refusals<'_>,
) -> bool {
    let tier = tier_of(prize, place);
    let why_not = |holder: &Holder<'_>| tier.and_then(|tier| holder.why_not(prize, tier));
    // Who reaches no more than a later tier is told before who is barred: the prize would have passed down to them.
    let is_below = |holder: &&Holder<'_>| {
        let is_open = tier.is_some_and(|tier| !holder.is_kept_from(prize, tier)) && !holder.has_another;
        is_open && matches!(why_not(holder), Some(WhyVacant::Below(_)))
    };
    if let Some(below) = waiting(holders).find(is_below) {
        refusals.by_score(std::iter::once(place), below.placed.score);
        return true;
    }
    if place < end {
        let mut all = waiting(holders).filter_map(why_not);
        let first = all.next();
        // Of several who wait for it a bar says why where it alone keeps one of them from it.
        let why = first.filter(|_| all.all(|why| why != WhyVacant::Barred)).unwrap_or(WhyVacant::Barred);
        refusals.closed(place..place + 1, why);
        return true;
    }
    let mut later = prize.tiers.iter().filter(|tier| tier.until > Number::from_count(place));
    later.any(|tier| waiting(holders).any(|holder| holder.why_not(prize, tier).is_none()))
}

/// Those who have a rank and no place yet, best first.
fn waiting<'h, 'p>(holders: &'h [Holder<'p>]) -> impl Iterator<Item = &'h Holder<'p>> {
    holders.iter().filter(|holder| holder.place.is_none() && holder.placed.rank.is_some())
}

/// Notes who would have had a tier before the next one has it; where nobody has it, who would have been the next.
fn pass_by(prize: &Prize, tier: &Tier, next: Option<usize>, holders: &mut [Holder<'_>]) {
    let index = prize.tiers.iter().position(|one| one.place == tier.place);
    let is_passed = |holder: &Holder<'_>| {
        let passes = prize.bars.seat == BarredSeat::PassesDown;
        let is_new = passes && holder.place.is_none() && holder.missed.is_none();
        is_new && holder.why_not(prize, tier) == Some(WhyVacant::Barred)
    };
    let first = || waiting(holders).filter(|one| is_passed(one)).filter_map(|one| one.placed.rank).min();
    let Some(until) = next.or_else(first) else { return };
    for holder in holders.iter_mut().filter(|holder| is_passed(holder)) {
        if holder.placed.rank.is_some_and(|rank| rank <= until) {
            holder.missed = index;
        }
    }
}
