//! Places: by exact score, equal scores share a place and the next is skipped (1, 1, 3).

use super::Context;
use super::assessment::{Account, Assessment, StandingResult, StandingRow, VillageResult};
use super::ledger;
use crate::number::{Inexact, Number};
use crate::period::{Date, Period};
use crate::rulebook::{Group, Standing};

/// The name of the group that holds everybody.
const ALL: &str = "all";

/// A village and its place.
pub(super) struct Placed<'a> {
    pub(super) village: &'a str,
    pub(super) score: Number,
    pub(super) rank: usize,
    pub(super) tied: bool,
}

/// Fills the standings, and the place of every village in the first one over all.
pub(super) fn assess(context: &Context<'_>, assessment: &mut Assessment) -> Result<(), Inexact> {
    for standing in &context.rulebook.standings {
        for group in groups(standing, &assessment.villages) {
            let result = standing_result(context, standing, &group, &assessment.villages)?;
            assessment.standings.push(result);
        }
    }
    let overall = assessment.standings.iter().find(|standing| standing.group == ALL);
    for row in overall.map(|standing| standing.rows.as_slice()).unwrap_or_default() {
        if let Some(village) = assessment.villages.iter_mut().find(|village| village.name == row.who.name()) {
            (village.rank, village.tied) = (row.rank, row.tied);
        }
    }
    Ok(())
}

/// The groups of a standing, in the order of the roster.
pub(super) fn groups(standing: &Standing, villages: &[VillageResult]) -> Vec<String> {
    match standing.group {
        Group::All => vec![ALL.to_owned()],
        Group::Class => {
            let mut classes: Vec<String> = Vec::new();
            for village in villages {
                if !classes.contains(&village.class) {
                    classes.push(village.class.clone());
                }
            }
            classes
        }
    }
}

/// The villages of a group with their places on a day; those without a score have none.
///
/// A day before the last of the result is read off the ledgers: what was posted up to it does not change.
pub(super) fn places<'a>(
    villages: &'a [VillageResult],
    group: &str,
    on: Date,
) -> Result<Vec<Placed<'a>>, Inexact> {
    let mut scores = Vec::new();
    for village in villages.iter().filter(|village| group == ALL || village.class == group) {
        if village.score.is_some() {
            let postings = village.items.iter().flat_map(|item| &item.postings).chain(&village.postings);
            scores.push((village.name.as_str(), ledger::balance(postings, on)?));
        }
    }
    let placed = scores.iter().map(|(village, score)| Placed {
        village,
        score: *score,
        rank: 1 + scores.iter().filter(|(_, other)| other > score).count(),
        tied: scores.iter().filter(|(_, other)| other == score).count() > 1,
    });
    let mut placed: Vec<_> = placed.collect();
    placed.sort_by_key(|placed| placed.rank);
    Ok(placed)
}

fn standing_result(
    context: &Context<'_>,
    standing: &Standing,
    group: &str,
    villages: &[VillageResult],
) -> Result<StandingResult, Inexact> {
    let placed = places(villages, group, context.as_of())?;
    let before = match context.period.previous_in_year().map(Period::last_day) {
        Some(day) => places(villages, group, day)?,
        None => Vec::new(),
    };
    let of = placed.len();
    let mut rows: Vec<_> = placed
        .iter()
        .map(|place| StandingRow {
            who: Account::Village(place.village.to_owned()),
            score: Some(place.score),
            rank: Some(place.rank),
            tied: place.tied,
            of,
            change: before
                .iter()
                .find(|earlier| earlier.village == place.village)
                .and_then(|earlier| gained(earlier.rank, place.rank)),
        })
        .collect();
    let unranked =
        villages.iter().filter(|village| village.score.is_none() && (group == ALL || village.class == group));
    rows.extend(unranked.map(|village| StandingRow {
        who: Account::Village(village.name.clone()),
        score: None,
        rank: None,
        tied: false,
        of,
        change: None,
    }));
    Ok(StandingResult {
        id: standing.id.clone(),
        name: standing.name.clone(),
        group: group.to_owned(),
        rows,
        remainder: Number::ZERO,
    })
}

/// Places gained from one rank to another; negative for places lost.
fn gained(before: usize, now: usize) -> Option<i64> {
    Some(i64::try_from(before).ok()? - i64::try_from(now).ok()?)
}
