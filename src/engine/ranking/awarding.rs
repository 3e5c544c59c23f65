//! What the holders of places get of a prize: shared, in full, as people decided, or for places gained.

use std::collections::BTreeMap;

use super::decision::{self, Decided};
use super::holders::Holder;
use super::standing::gained;
use super::vacant::Refusals;
use crate::diagnostic::Diagnostics;
use crate::engine::Context;
use crate::engine::assessment::{DecidedTie, Party, PassedOver, PrizeAward, StandingResult, WhyVacant};
use crate::number::{Inexact, Number};
use crate::period::Period;
use crate::rulebook::{Prize, PrizeTies, RankTies, Tier, Unfilled};

/// A prize at the end of a period, in a standing of such ties.
#[derive(Clone, Copy)]
pub(super) struct Occasion<'a> {
    pub(super) prize: &'a Prize,
    pub(super) ties: RankTies,
    pub(super) period: Period,
}

/// What comes of it, for a group that is not named yet.
pub(super) struct Given {
    pub(super) awards: Vec<PrizeAward>,
    /// Who has nothing of it for a bar.
    pub(super) passed_over: Vec<PassedOver>,
    /// Yuan that sharing to the fen left over.
    pub(super) remainder: Number,
}

impl Given {
    fn nothing() -> Self {
        Self { awards: Vec::new(), passed_over: Vec::new(), remainder: Number::ZERO }
    }

    /// The same, of a group by its name.
    pub(super) fn in_group(mut self, group: &str) -> Self {
        self.awards.iter_mut().for_each(|award| group.clone_into(&mut award.group));
        self.passed_over.iter_mut().for_each(|one| group.clone_into(&mut one.group));
        self
    }
}

/// Those who share a place fill it and the next ones, and share the prizes of all of these equally, each to
/// the fen, half up; where no place is skipped they fill the one. A vetoed holder keeps the place and gets
/// nothing, and so does one who is barred where nothing passes down. `others` have another prize: a place that is theirs
/// alone is kept likewise.
pub(super) fn share(
    at: Occasion<'_>,
    (holders, others): (&[Holder<'_>], &[Holder<'_>]),
    refusals: &mut Refusals<'_>,
) -> Result<Given, Inexact> {
    let Occasion { prize, ties, .. } = at;
    let mut given = Given::nothing();
    // The first place that is still to be filled, where tiers pass down.
    let mut next = 1;
    for (place, mut sharing) in by_place(holders.iter().chain(others)) {
        let Some(score) = sharing.first().map(|holder| holder.placed.score) else { continue };
        let is_kept = sharing.iter().all(|holder| holder.has_another);
        let all = sharing.len();
        let (besides, without): (Vec<_>, Vec<_>) =
            sharing.into_iter().partition(|holder| holder.has_another && !is_kept);
        sharing = without;
        let filled = match ties {
            RankTies::ShareAndSkip => sharing.len(),
            RankTies::ShareAndGoOn => 1,
        };
        // In full is that of the place held, and none of the further places which those who share it fill.
        let paid = if prize.ties == PrizeTies::Share { filled } else { 1 };
        let (from, first) = match prize.unfilled {
            Unfilled::Lapses => (place, place),
            Unfilled::PassesDown => (place.max(next), passed_down(prize, score, place.max(next))),
        };
        let Some(places) = sharing.first().map(|holder| holder.fills(first, all)) else { continue };
        let (theirs, left) = places.split_at(filled.min(places.len()));
        let theirs_paid = theirs.get(..paid).unwrap_or(theirs);
        let tiers = met(prize, theirs_paid, score);
        let is_barred = |holder: &&&Holder<'_>| holder.closed(prize) == Some(WhyVacant::Barred);
        let barred = sharing.iter().filter(|holder| is_barred(holder) && !holder.has_another);
        given.passed_over.extend(barred.filter_map(|holder| at.passed_over(holder, tiers.first()?)));
        let open: Vec<&Holder<'_>> =
            sharing.iter().copied().filter(|holder| holder.closed(prize).is_none()).collect();
        // A place that nobody is given is kept all the same: whoever comes next holds the next one.
        next = (first..first + filled).take_while(|place| theirs.contains(place)).last().unwrap_or(first) + 1;
        // Those who have another prize leave the places that they would have filled to nobody.
        if ties == RankTies::ShareAndSkip && prize.ties == PrizeTies::Share {
            refusals.held(left.iter().copied().take(all.saturating_sub(filled + first - place)), &besides);
        }
        if is_kept || open.is_empty() {
            refusals.by_score(from..first, score);
            refusals.held(theirs_paid.iter().copied(), &sharing);
            continue;
        }
        refusals.by_score((from..first).chain(theirs_paid.iter().copied()), score);
        refusals.kept_from(theirs_paid.iter().copied(), &open);
        let count = Number::from_count(sharing.len());
        for (index, holder) in open.into_iter().enumerate() {
            let (award, remainder) = at.shared(holder, &tiers, count)?;
            given.awards.extend(award);
            if index == 0 {
                given.remainder = given.remainder.plus(remainder)?;
            }
        }
    }
    Ok(given)
}

/// The tiers of some places that a score will do for.
fn met<'t>(prize: &'t Prize, places: &[usize], score: Number) -> Vec<&'t Tier> {
    places.iter().filter_map(|place| tier_of(prize, *place)).filter(|tier| tier.is_met_by(score)).collect()
}

/// Those who hold a place together, place by place.
fn by_place<'h, 'p: 'h>(
    holders: impl Iterator<Item = &'h Holder<'p>>,
) -> impl Iterator<Item = (usize, Vec<&'h Holder<'p>>)> {
    let mut places: BTreeMap<usize, Vec<&Holder<'_>>> = BTreeMap::new();
    for holder in holders {
        if let Some(place) = holder.place {
            places.entry(place).or_default().push(holder);
        }
    }
    places.into_iter()
}

/// Those who share a place are put in the order that people decided; where nobody has, none of them gets anything
/// yet. Each then holds a place of its own, of those that the standing skips; where it skips none, the first alone does.
/// `asked` are the ties that had to be decided, each by the names of those who share it.
pub(super) fn by_decision<'a>(
    context: &Context<'_>,
    at: Occasion<'a>,
    holders: &[Holder<'_>],
    (asked, refusals): (&mut Vec<Vec<String>>, &mut Refusals<'a>),
    diagnostics: &mut Diagnostics,
) -> Given {
    let Occasion { prize, ties, period } = at;
    let mut given = Given::nothing();
    for (place, sharing) in by_place(holders.iter()) {
        let count = match ties {
            RankTies::ShareAndSkip => sharing.len(),
            RankTies::ShareAndGoOn => 1,
        };
        let Some(places) = sharing.first().map(|holder| holder.fills(place, count)) else { continue };
        let mut tiers: Vec<_> = places.iter().map(|place| tier_of(prize, *place)).collect();
        tiers.resize(sharing.len(), None);
        if decision::must_be(&tiers) {
            asked.push(sharing.iter().map(|holder| decision::name(&holder.placed.who)).collect());
        }
        match decision::decided(context, prize, period, &sharing, &tiers) {
            Ok(decided) => {
                for one in decided {
                    refusals.decided(&places, &one);
                    let Some(own) = one.tier.filter(|tier| tier.is_met_by(one.holder.placed.score)) else {
                        continue;
                    };
                    match one.holder.closed(prize) {
                        Some(WhyVacant::Barred) => given.passed_over.extend(at.passed_over(one.holder, own)),
                        Some(WhyVacant::Vetoed | WhyVacant::HasAnother | WhyVacant::Below(_)) => {}
                        None => given.awards.extend(at.decided(&places, own, one)),
                    }
                }
            }
            Err(problem) => diagnostics.push(*problem),
        }
    }
    given
}

/// The best tier whose gain is reached; where the score is too low for it, the next one or none, as the rulebook says.
pub(super) fn for_gains(at: Occasion<'_>, holders: &[Holder<'_>], before: &[(Party, usize)]) -> Given {
    let prize = at.prize;
    let mut given = Given::nothing();
    for holder in holders {
        let own = gain(holder, before).and_then(|gain| {
            let mut reached = prize.tiers.iter().rev().filter(|tier| gain >= tier.place);
            let meets = |tier: &&Tier| tier.is_met_by(holder.placed.score);
            match prize.unfilled {
                Unfilled::Lapses => reached.next().filter(meets),
                Unfilled::PassesDown => reached.find(meets),
            }
        });
        let Some(own) = own else { continue };
        match holder.closed(prize) {
            Some(WhyVacant::Barred) => given.passed_over.extend(at.passed_over(holder, own)),
            Some(WhyVacant::Vetoed | WhyVacant::HasAnother | WhyVacant::Below(_)) => {}
            None => {
                let tier = holder.instead(prize, own).filter(|tier| tier.is_met_by(holder.placed.score));
                given.awards.extend(tier.and_then(|tier| at.award(holder, (own, tier), tier.amount)));
            }
        }
    }
    given
}

fn gain(holder: &Holder<'_>, before: &[(Party, usize)]) -> Option<Number> {
    let rank = holder.placed.rank?;
    let (_, earlier) = before.iter().find(|(who, _)| *who == holder.placed.who)?;
    usize::try_from(gained(*earlier, rank)?).ok().map(Number::from_count)
}

impl Occasion<'_> {
    /// That a bar leaves somebody nothing of the prize, where there would be this tier.
    fn passed_over(&self, holder: &Holder<'_>, tier: &Tier) -> Option<PassedOver> {
        let Self { prize, period, .. } = *self;
        Some(PassedOver {
            tier: tier.name.clone(),
            prize: prize.id.clone(),
            who: holder.placed.who.clone(),
            standing: prize.standing.clone(),
            group: StandingResult::ALL.to_owned(),
            clause: prize.clause.clone(),
            rank: holder.placed.rank?,
            period,
            why: holder.barred.as_ref()?.told.clone(),
        })
    }

    /// What passed somebody by who gets nothing at all.
    pub(super) fn passed_by(&self, holder: &Holder<'_>, awards: &[PrizeAward]) -> Option<PassedOver> {
        let has_some = awards.iter().any(|award| award.who == holder.placed.who);
        let tier = self.prize.tiers.get(holder.missed.filter(|_| !has_some)?)?;
        self.passed_over(holder, tier)
    }

    /// What one of so many gets of the tiers of their places, and what sharing them to the fen leaves over.
    fn shared(
        &self,
        holder: &Holder<'_>,
        tiers: &[&Tier],
        count: Number,
    ) -> Result<(Option<PrizeAward>, Number), Inexact> {
        let prize = self.prize;
        let own: Vec<&Tier> = tiers.iter().filter_map(|tier| holder.instead(prize, tier)).collect();
        let (Some(first), Some(tier)) = (tiers.first(), own.first()) else { return Ok((None, Number::ZERO)) };
        let pool = Number::sum(own.iter().map(|tier| tier.amount))?;
        let amount = match prize.ties {
            PrizeTies::Share => pool.quotient(count)?.rounded(2),
            PrizeTies::FullEach | PrizeTies::Decide => tier.amount,
        };
        let shares = count > Number::ONE && prize.ties == PrizeTies::Share;
        let remainder = if shares { pool.minus(amount.times(count)?)? } else { Number::ZERO };
        let shared = own.iter().filter(|_| shares).map(|tier| tier.name.clone()).collect();
        let award = self.award(holder, (first, tier), amount).map(|award| PrizeAward { shared, ..award });
        Ok((award, remainder))
    }

    /// What a holder gets of the tier that was decided for; the clause says by whom.
    fn decided(&self, places: &[usize], own: &Tier, one: Decided<'_, '_>) -> Option<PrizeAward> {
        let Decided { holder, after, basis, .. } = one;
        let tier = holder.instead(self.prize, own)?;
        let award = self.award(holder, (own, tier), tier.amount)?;
        if basis.is_empty() {
            return Some(award);
        }
        let clause = format!("{}（{basis}）", award.clause);
        let decided = places.get(after).map(|place| DecidedTie { place: *place, basis });
        Some(PrizeAward { clause, decided, ..award })
    }

    /// A tier, with the one that it would be without bars.
    fn award(&self, holder: &Holder<'_>, (own, tier): (&Tier, &Tier), amount: Number) -> Option<PrizeAward> {
        let Self { prize, period, .. } = *self;
        let rank = holder.placed.rank?;
        let is_lower = holder.missed.is_some() || own.place != tier.place;
        Some(PrizeAward {
            tier: tier.name.clone(),
            prize: prize.id.clone(),
            who: holder.placed.who.clone(),
            standing: prize.standing.clone(),
            group: StandingResult::ALL.to_owned(),
            clause: prize.clause.clone(),
            rank,
            stands_for: holder.place.filter(|place| *place != rank),
            decided: None,
            barred: holder.barred.as_ref().filter(|_| is_lower).map(|barred| barred.told.clone()),
            period,
            amount,
            shared: Vec::new(),
        })
    }
}

/// The tier of a place.
pub(super) fn tier_of(prize: &Prize, place: usize) -> Option<&Tier> {
    let place = Number::from_count(place);
    prize.tiers.iter().find(|tier| (tier.place..=tier.until).contains(&place))
}

/// The first place, from one on, whose tier asks no more than the score.
fn passed_down(prize: &Prize, score: Number, from: usize) -> usize {
    let mut place = from;
    while let Some(tier) = tier_of(prize, place) {
        if tier.is_met_by(score) {
            break;
        }
        place += 1;
    }
    place
}
