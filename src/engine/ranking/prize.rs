//! Prizes: by place, shared where a place is shared, with a minimum score, or for places gained.

use std::collections::BTreeMap;

use super::barred;
use super::decision::{self, Decided};
use super::snapshots::Snapshots;
use super::standing::{Placed, gained, groups, places};
use super::vacant::Refusals;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::engine::Context;
use crate::engine::assessment::{Account, Assessment, DecidedTie, PrizeAward, StandingResult};
use crate::number::{Inexact, Number};
use crate::period::{Period, Span};
use crate::rulebook::{NoHistory, Prize, PrizeFor, PrizeTies, RankTies, Standing, Subject, Tier, Unfilled};

/// Fills prizes and remainders, for every period of theirs that ends in the result's.
pub(in crate::engine) fn assess(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    assessment: &mut Assessment,
    diagnostics: &mut Diagnostics,
) -> Result<(), Inexact> {
    for prize in in_order(&context.rulebook.prizes) {
        let Some(standing) = standing_of(context, &prize.standing) else { continue };
        let mut unknown = None;
        let mut asked: BTreeMap<Period, Vec<Vec<String>>> = BTreeMap::new();
        let occasions = occasions(context, snapshots, prize.period, standing)?.into_iter();
        let is_due =
            |period: Period, group: &str| prize.groups.has(group) && prize.in_force.holds_throughout(period);
        for (period, group) in occasions.filter(|(period, group)| is_due(*period, group)) {
            let placed = places(context, snapshots, standing, &group, period)?;
            let may_have = |one: &Placed| !has_another(assessment, prize, period, &one.who);
            let (placed, others): (Vec<Placed>, Vec<Placed>) = placed.iter().cloned().partition(may_have);
            let mut refusals = Refusals::new(prize);
            diagnostics.extend(barred::sharing(prize, period, &placed));
            let (awards, remainder) = match prize.given_for {
                PrizeFor::Place if prize.ties == PrizeTies::Decide => {
                    let ties = Ties {
                        skips: standing.ties,
                        asked: asked.entry(period).or_default(),
                        refusals: &mut refusals,
                    };
                    (by_decision(context, prize, ties, (period, &placed), diagnostics), Number::ZERO)
                }
                PrizeFor::Place => share(prize, standing.ties, (period, &placed), &mut refusals)?,
                PrizeFor::Gain => {
                    let before = before(context, snapshots, standing, &group, period)?;
                    if before.is_empty() && period.previous_in_year().is_none() {
                        unknown = Some(period.previous());
                    } else if period.previous_in_year().is_none() && prize.no_history == NoHistory::Error {
                        diagnostics.extend(unplaced_before(prize, period, &placed, &before));
                    }
                    (for_gains(prize, period, &placed, &before), Number::ZERO)
                }
            };
            if prize.given_for == PrizeFor::Place {
                // What is open between those who share the place with them is not theirs to leave to nobody.
                let is_alone = |one: &&Placed| placed.iter().all(|other| other.rank != one.rank);
                others.iter().filter(is_alone).for_each(|holder| refusals.has_another(holder));
            }
            assessment.vacant.extend(refusals.vacant(&group, period, &awards));
            let of_group = |award| PrizeAward { group: group.clone(), ..award };
            assessment.prizes.extend(awards.into_iter().map(of_group));
            let standings = assessment.standings.iter_mut();
            for result in standings.filter(|one| one.id == standing.id && one.group == group) {
                result.remainder = result.remainder.plus(remainder)?;
            }
        }
        for (period, asked) in &asked {
            diagnostics.extend(decision::unused(context, prize, *period, asked));
        }
        let asked = unknown.filter(|_| prize.no_history == NoHistory::Error);
        diagnostics.extend(asked.map(|period| history_missing(prize, period)));
    }
    let written = |id: &str| context.rulebook.prizes.iter().position(|prize| prize.id == id);
    assessment.vacant.sort_by_key(|one| written(&one.prize));
    Ok(())
}

fn history_missing(prize: &Prize, period: Period) -> Diagnostic {
    let message = format!("{}要看{period}的名次，而 history.toml 中没有", prize.names());
    Diagnostic::error(Code::HistoryMissing, &prize.span, message).hint(format!(
        "在 history.toml 中补上 {period} 排名 {} 的名次；确实没有的，把 no-history 写成 \"none\"",
        prize.standing
    ))
}

/// Who has a place and none in the period before, of the year before, where others have one there: left out of
/// `history.toml`, or not ranked then.
fn unplaced_before(
    prize: &Prize,
    period: Period,
    placed: &[Placed],
    before: &[(Account, usize)],
) -> Option<Diagnostic> {
    let is_known = |who: &Account| before.iter().any(|(other, _)| other == who);
    let missing: Vec<String> = placed
        .iter()
        .filter(|one| one.rank.is_some() && !is_known(&one.who))
        .map(|one| one.who.full_name())
        .collect();
    let message = format!(
        "{}要看{}的名次，history.toml 里没有{}的，当作没有进步",
        prize.names(),
        period.previous(),
        missing.join("、")
    );
    let told = || Diagnostic::warning(Code::HistoryMissing, &prize.span, message);
    (!missing.is_empty()).then(|| told().hint("漏写的在 history.toml 里补上；那一期没有排名的不用改"))
}

/// Prizes that another is not given with come before it; those that exclude each other stay as written.
fn in_order(prizes: &[Prize]) -> Vec<&Prize> {
    let mut left: Vec<&Prize> = prizes.iter().collect();
    let mut ordered: Vec<&Prize> = Vec::new();
    while !left.is_empty() {
        let waits = |prize: &&Prize| left.iter().any(|other| prize.not_with.contains(&other.id));
        let next = left.iter().position(|prize| !waits(prize)).unwrap_or(0);
        ordered.push(left.remove(next));
    }
    ordered
}

/// The standing of an id.
pub(in crate::engine) fn standing_of<'a>(context: &Context<'a>, id: &str) -> Option<&'a Standing> {
    context.rulebook.standings.iter().find(|standing| standing.id == id)
}

/// The places of the period before, within the year or as `history.toml` has them.
pub(in crate::engine) fn before(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    standing: &Standing,
    group: &str,
    period: Period,
) -> Result<Vec<(Account, usize)>, Inexact> {
    if let Some(previous) = period.previous_in_year() {
        let placed = places(context, snapshots, standing, group, previous)?;
        return Ok(placed.iter().filter_map(|one| Some((one.who.clone(), one.rank?))).collect());
    }
    let past = context.records.history.places_of(&standing.id, period.previous());
    Ok(past.map(|past| (Account::of_past(past), past.place)).collect())
}

/// Every period of a length that lies in the result's, with every group. None while any score of those whom
/// the standing ranks is undecided.
pub(in crate::engine) fn occasions(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    span: Span,
    standing: &Standing,
) -> Result<Vec<(Period, String)>, Inexact> {
    let own = snapshots.of(context.period)?;
    let undecided = match context.rulebook.subject_of(&standing.node) {
        Subject::Village => own.villages.iter().any(|village| village.score.is_none()),
        Subject::Cadre => own.cadres.iter().any(|cadre| cadre.score.is_none()),
    };
    if undecided || span > context.period.span() {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for period in context.period.parts(span) {
        let snapshot = snapshots.of(period)?;
        all.extend(groups(context, standing, &snapshot)?.into_iter().map(|group| (period, group)));
    }
    Ok(all)
}

/// Whether somebody has got a prize within the period beside which this one is not given. One of a longer period is not
/// given yet: what a month brought stays so in the result of the year.
fn has_another(assessment: &Assessment, prize: &Prize, period: Period, who: &Account) -> bool {
    let within = |of: Period| period.contains(of.first_day()) && period.contains(of.last_day());
    assessment
        .prizes
        .iter()
        .any(|award| prize.not_with.contains(&award.prize) && within(award.period) && award.who == *who)
}

/// Those who share a place fill it and the next ones, and share the prizes of all of these equally, each to
/// the fen, half up; where no place is skipped they fill the one. A barred holder keeps the place and gets
/// nothing.
fn share(
    prize: &Prize,
    ties: RankTies,
    (period, placed): (Period, &[Placed]),
    refusals: &mut Refusals<'_>,
) -> Result<(Vec<PrizeAward>, Number), Inexact> {
    let mut awards = Vec::new();
    let mut remainder = Number::ZERO;
    let mut ranks: Vec<usize> = placed.iter().filter_map(|place| place.rank).collect();
    ranks.dedup();
    // The first place that is still to be filled, where tiers pass down.
    let mut next = 1;
    for rank in ranks {
        let holders: Vec<_> = placed.iter().filter(|place| place.rank == Some(rank)).collect();
        let open: Vec<_> = holders.iter().copied().filter(|place| place.veto.is_none()).collect();
        let filled = match ties {
            RankTies::ShareAndSkip => holders.len(),
            RankTies::ShareAndGoOn => 1,
        };
        // In full is that of the place held, and none of the further places which those who share it fill.
        let paid = if prize.ties == PrizeTies::Share { filled } else { 1 };
        let Some(score) = open.first().map(|place| place.score) else {
            refusals.vetoed(rank..rank + paid);
            continue;
        };
        let (from, first) = match prize.unfilled {
            Unfilled::Lapses => (rank, rank),
            Unfilled::PassesDown => (rank.max(next), passed_down(prize, score, rank.max(next))),
        };
        next = first + filled;
        let meets = |tier: &&Tier| tier.at_least.is_none_or(|least| score >= least);
        refusals.by_score(from..first + paid, score);
        let paid = first..first + paid;
        let pooled: Vec<&Tier> = paid.filter_map(|place| tier_of(prize, place)).filter(meets).collect();
        let Some(tier) = pooled.first() else { continue };
        let count = Number::from_count(holders.len());
        let pool = Number::sum(pooled.iter().map(|tier| tier.amount))?;
        let amount = match prize.ties {
            PrizeTies::Share => pool.quotient(count)?.rounded(2),
            PrizeTies::FullEach | PrizeTies::Decide => tier.amount,
        };
        let shares = holders.len() > 1 && prize.ties == PrizeTies::Share;
        if shares {
            remainder = remainder.plus(pool.minus(amount.times(count)?)?)?;
        }
        let shared = pooled.iter().filter(|_| shares).map(|tier| tier.name.clone()).collect::<Vec<_>>();
        awards.extend(open.iter().map(|holder| PrizeAward {
            shared: shared.clone(),
            ..award(prize, tier, &holder.who, rank, period, amount)
        }));
    }
    Ok((awards, remainder))
}

/// A prize whose ties are decided by people.
struct Ties<'t, 'a> {
    skips: RankTies,
    /// The ties that had to be decided, each by the names of those who share it.
    asked: &'t mut Vec<Vec<String>>,
    refusals: &'t mut Refusals<'a>,
}

/// Those who share a place are put in the order that people decided; where nobody has, none of them gets anything
/// yet. Each then holds a place of its own, of those that the standing skips; where it skips none, the first alone does.
fn by_decision<'a>(
    context: &Context<'_>,
    prize: &'a Prize,
    Ties { skips, asked, refusals }: Ties<'_, 'a>,
    (period, placed): (Period, &'a [Placed]),
    diagnostics: &mut Diagnostics,
) -> Vec<PrizeAward> {
    let mut awards = Vec::new();
    let mut ranks: Vec<usize> = placed.iter().filter_map(|place| place.rank).collect();
    ranks.dedup();
    for rank in ranks {
        let holders: Vec<_> = placed.iter().filter(|place| place.rank == Some(rank)).collect();
        let places = match skips {
            RankTies::ShareAndSkip => rank..rank + holders.len(),
            RankTies::ShareAndGoOn => rank..rank + 1,
        };
        let mut tiers: Vec<_> = places.map(|place| tier_of(prize, place)).collect();
        tiers.resize(holders.len(), None);
        if decision::must_be(&tiers) {
            asked.push(holders.iter().map(|holder| decision::name(&holder.who)).collect());
        }
        match decision::decided(context, prize, period, &holders, &tiers) {
            Ok(decided) => {
                decided.iter().for_each(|one| refusals.decided(rank, one));
                awards.extend(decided.into_iter().filter_map(|one| given(prize, rank, period, one)));
            }
            Err(problem) => diagnostics.push(*problem),
        }
    }
    awards
}

/// What a holder gets of the tier that was decided for; the clause says by whom.
fn given(prize: &Prize, rank: usize, period: Period, one: Decided<'_>) -> Option<PrizeAward> {
    let Decided { holder, tier, after, basis } = one;
    let meets = |tier: &&Tier| tier.at_least.is_none_or(|least| holder.score >= least);
    let tier = tier.filter(meets).filter(|_| holder.veto.is_none())?;
    let award = award(prize, tier, &holder.who, rank, period, tier.amount);
    if basis.is_empty() {
        return Some(award);
    }
    let clause = format!("{}（{basis}）", award.clause);
    Some(PrizeAward { clause, decided: Some(DecidedTie { place: rank + after, basis }), ..award })
}

fn award(
    prize: &Prize,
    tier: &Tier,
    who: &Account,
    rank: usize,
    period: Period,
    amount: Number,
) -> PrizeAward {
    PrizeAward {
        tier: tier.name.clone(),
        prize: prize.id.clone(),
        who: who.clone(),
        standing: prize.standing.clone(),
        group: StandingResult::ALL.to_owned(),
        clause: prize.clause.clone(),
        rank,
        decided: None,
        period,
        amount,
        shared: Vec::new(),
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
        if tier.at_least.is_none_or(|least| score >= least) {
            break;
        }
        place += 1;
    }
    place
}

/// The best tier whose gain is reached; where the score is too low for it, the next one or none, as the rulebook says.
fn for_gains(
    prize: &Prize,
    period: Period,
    placed: &[Placed],
    before: &[(Account, usize)],
) -> Vec<PrizeAward> {
    let awards = placed.iter().filter(|one| one.veto.is_none()).filter_map(|one| {
        let rank = one.rank?;
        let (_, earlier) = before.iter().find(|(who, _)| *who == one.who)?;
        let gain = usize::try_from(gained(*earlier, rank)?).ok().map(Number::from_count)?;
        let mut reached = prize.tiers.iter().rev().filter(|tier| gain >= tier.place);
        let meets = |tier: &&Tier| tier.at_least.is_none_or(|least| one.score >= least);
        let tier = match prize.unfilled {
            Unfilled::Lapses => reached.next().filter(meets),
            Unfilled::PassesDown => reached.find(meets),
        }?;
        Some(award(prize, tier, &one.who, rank, period, tier.amount))
    });
    awards.collect()
}
