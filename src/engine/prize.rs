//! What follows from places: prizes, shared where a place is shared, and sanctions for the last.

use super::Context;
use super::assessment::{Account, ActionResult, Assessment, PrizeAward, VillageResult};
use super::standing::{Placed, groups, places};
use crate::number::{Inexact, Number};
use crate::period::{Period, Span};
use crate::rulebook::{Prize, Sanction, Standing, Tier};

/// Fills prizes, remainders and the actions of sanctions, for every period of theirs that ends in the result's.
pub(super) fn assess(context: &Context<'_>, assessment: &mut Assessment) -> Result<(), Inexact> {
    let Assessment { villages, prizes, actions, standings, .. } = assessment;
    for prize in &context.rulebook.prizes {
        let Some(standing) = standing_of(context, &prize.standing) else { continue };
        for (period, group) in occasions(context, prize.period, standing, villages) {
            let placed = places(villages, &group, period.last_day())?;
            let (awards, remainder) = share(prize, period, &placed)?;
            prizes.extend(awards);
            for result in standings.iter_mut().filter(|one| one.id == standing.id && one.group == group) {
                result.remainder = result.remainder.plus(remainder)?;
            }
        }
    }
    for sanction in &context.rulebook.sanctions {
        let Some(standing) = standing_of(context, &sanction.standing) else { continue };
        for (period, group) in occasions(context, sanction.period, standing, villages) {
            actions.extend(last_places(sanction, period, &places(villages, &group, period.last_day())?));
        }
    }
    Ok(())
}

fn standing_of<'a>(context: &Context<'a>, id: &str) -> Option<&'a Standing> {
    context.rulebook.standings.iter().find(|standing| standing.id == id)
}

/// Every period of a length that lies in the result's, with every group. None while any score is undecided.
fn occasions(
    context: &Context<'_>,
    span: Span,
    standing: &Standing,
    villages: &[VillageResult],
) -> Vec<(Period, String)> {
    if villages.iter().any(|village| village.score.is_none()) {
        return Vec::new();
    }
    let whole = context.period;
    let inside = |period: &Period| whole.contains(period.first_day()) && whole.contains(period.last_day());
    let groups = groups(standing, villages);
    let periods = span.periods(whole.year()).filter(inside);
    periods.flat_map(|period| groups.iter().map(move |group| (period, group.clone()))).collect()
}

/// Those who share a place fill it and the next ones, and share the prizes of all of these equally, each to
/// the fen, half up.
fn share(prize: &Prize, period: Period, placed: &[Placed<'_>]) -> Result<(Vec<PrizeAward>, Number), Inexact> {
    let mut awards = Vec::new();
    let mut remainder = Number::ZERO;
    let mut ranks: Vec<usize> = placed.iter().map(|place| place.rank).collect();
    ranks.dedup();
    for rank in ranks {
        let holders: Vec<_> = placed.iter().filter(|place| place.rank == rank).collect();
        let filled = rank..rank + holders.len();
        let pooled: Vec<&Tier> = filled
            .filter_map(|place| prize.tiers.iter().find(|tier| tier.place == Number::from_count(place)))
            .collect();
        let Some(tier) = pooled.first() else { continue };
        let pool = Number::sum(pooled.iter().map(|tier| tier.amount))?;
        let count = Number::from_count(holders.len());
        let amount = pool.quotient(count)?.rounded(2);
        remainder = remainder.plus(pool.minus(amount.times(count)?)?)?;
        let shared = if holders.len() > 1 {
            pooled.iter().map(|tier| tier.name.clone()).collect()
        } else {
            Vec::new()
        };
        awards.extend(holders.iter().map(|holder| PrizeAward {
            tier: tier.name.clone(),
            who: Account::Village(holder.village.to_owned()),
            standing: prize.standing.clone(),
            clause: prize.clause.clone(),
            rank,
            period,
            amount,
            shared: shared.clone(),
        }));
    }
    Ok((awards, remainder))
}

/// All who hold the last place, if their score is at or under the limit.
fn last_places(sanction: &Sanction, period: Period, placed: &[Placed<'_>]) -> Vec<ActionResult> {
    let last = placed.iter().map(|place| place.rank).max();
    let held = placed.iter().filter(|place| Some(place.rank) == last && place.score <= sanction.at_most);
    held.map(|place| ActionResult {
        kind: sanction.action,
        who: Account::Village(place.village.to_owned()),
        rule: sanction.id.clone(),
        clause: sanction.clause.clone(),
        date: period.last_day(),
        quantity: Number::ONE,
        reason: format!(
            "{}：{}第{}名（末位），得{}分，不超过{}分",
            sanction.name,
            period.chinese(),
            place.rank,
            place.score,
            sanction.at_most
        ),
        cells: Vec::new(),
    })
    .collect()
}
