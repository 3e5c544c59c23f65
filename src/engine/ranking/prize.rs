//! Prizes: by place, shared where a place is shared, with a minimum score, or for places gained.

use std::collections::BTreeMap;

use super::awarding::{self, Given, Occasion};
use super::bars::Bars;
use super::holders::{self, Holder};
use super::snapshots::Snapshots;
use super::standing::{groups, places};
use super::vacant::Refusals;
use super::{barred, decision};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::engine::Context;
use crate::engine::assessment::{Assessment, Party};
use crate::number::Inexact;
use crate::period::{Length, Period};
use crate::rulebook::{NoHistory, Prize, PrizeFor, PrizeTies, Standing, Subject};

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
            let bars = Bars::of(context, snapshots, (&prize.bars.all, prize.best_first()), period)?;
            let mut refusals = Refusals::new(prize);
            let at = Occasion { prize, ties: standing.ties, period };
            let has_another = |who: &Party| has_another(assessment, prize, period, who);
            let holders = holders::of(at, &placed, &bars, &has_another, &mut refusals)?;
            let (holders, others): (Vec<_>, Vec<_>) = holders.into_iter().partition(|one| !one.has_another);
            diagnostics.extend(barred::sharing(prize, period, &holders));
            let mut given = match prize.given_for {
                PrizeFor::Place if prize.ties == PrizeTies::Decide => {
                    let asked = asked.entry(period).or_default();
                    awarding::by_decision(context, at, &holders, (asked, &mut refusals), diagnostics)
                }
                PrizeFor::Place => awarding::share(at, (&holders, &others), &mut refusals)?,
                PrizeFor::Gain => {
                    let before = before(context, snapshots, standing, &group, period)?;
                    if before.is_empty() && period.previous_in_year().is_none() {
                        unknown = Some(period.previous());
                    } else if period.previous_in_year().is_none() && prize.no_history == NoHistory::Error {
                        diagnostics.extend(unplaced_before(prize, period, &holders, &before));
                    }
                    awarding::for_gains(at, &holders, &before)
                }
            };
            if prize.given_for == PrizeFor::Place && prize.ties == PrizeTies::Decide {
                // What is open between those who share the place with them is not theirs to leave to nobody.
                let is_alone = |one: &&Holder<'_>| holders.iter().all(|other| other.place != one.place);
                for holder in others.iter().filter(is_alone) {
                    let places = holder.place.map(|place| place..place + 1);
                    places.into_iter().for_each(|places| refusals.held(places, &[holder]));
                }
            }
            let passed_by = holders.iter().filter_map(|holder| at.passed_by(holder, &given.awards));
            given.passed_over.extend(passed_by.collect::<Vec<_>>());
            assessment.vacant.extend(refusals.vacant(&group, period, &given.awards));
            let Given { awards, passed_over, remainder } = given.in_group(&group);
            assessment.prizes.extend(awards);
            assessment.passed_over.extend(passed_over);
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
    assessment.passed_over.sort_by_key(|one| written(&one.prize));
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
    holders: &[Holder<'_>],
    before: &[(Party, usize)],
) -> Option<Diagnostic> {
    let is_known = |who: &Party| before.iter().any(|(other, _)| other == who);
    let missing: Vec<String> = holders
        .iter()
        .map(|holder| holder.placed)
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
        let waits = |prize: &&Prize| left.iter().any(|other| prize.waits_for(other));
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
) -> Result<Vec<(Party, usize)>, Inexact> {
    if let Some(previous) = period.previous_in_year() {
        let placed = places(context, snapshots, standing, group, previous)?;
        return Ok(placed.iter().filter_map(|one| Some((one.who.clone(), one.rank?))).collect());
    }
    let past = context.records.history.places_of(&standing.id, period.previous());
    Ok(past.map(|past| (Party::of_past(past), past.place)).collect())
}

/// Every period of a length that lies in the result's, with every group. None while any score of those whom
/// the standing ranks is undecided.
pub(in crate::engine) fn occasions(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    span: Length,
    standing: &Standing,
) -> Result<Vec<(Period, String)>, Inexact> {
    let own = snapshots.of(context.period)?;
    let undecided = match context.rulebook.subject_of(&standing.node) {
        Subject::Village => own.villages.iter().any(|village| village.score.is_none()),
        Subject::Cadre => own.cadres.iter().any(|cadre| cadre.score.is_none()),
    };
    if undecided || span > context.period.length() {
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
fn has_another(assessment: &Assessment, prize: &Prize, period: Period, who: &Party) -> bool {
    assessment.prizes.iter().any(|award| {
        prize.not_with.contains(&award.prize) && award.period.lies_within(period) && award.who == *who
    })
}
