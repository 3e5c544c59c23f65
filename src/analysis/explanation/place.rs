//! What a place rests on: who stands before and behind and by how much, with whom it is shared, what decided between
//! equal scores.

use crate::engine::assessment::{Assessment, Party, StandingResult, StandingRow};
use crate::number::{Inexact, Number};
use crate::rulebook::ScoreOf;

/// The nearest ones on one side.
#[derive(Clone, Debug)]
pub struct Neighbours<'a> {
    /// Those who hold the place.
    pub rows: Vec<&'a StandingRow>,
    /// By how many points their score differs: not below zero. Zero where something else decided.
    pub by: Number,
    /// Where scores are equal: the score that decided, and what each side has there, theirs first.
    pub decided: Option<(&'a ScoreOf, Number, Number)>,
}

/// The place of one in a standing.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    /// The standing.
    pub standing: &'a StandingResult,
    /// The row asked about.
    pub row: &'a StandingRow,
    /// Others at the same place.
    pub beside: Vec<&'a StandingRow>,
    /// Those just before; `None` for the first.
    pub before: Option<Neighbours<'a>>,
    /// Those just behind; `None` for the last.
    pub behind: Option<Neighbours<'a>>,
}

/// The places of one in all standings, or in those of a name or id.
pub fn places<'a>(
    assessment: &'a Assessment,
    who: &Party,
    standing: Option<&str>,
) -> Result<Vec<Place<'a>>, Inexact> {
    let asked =
        |result: &&StandingResult| standing.is_none_or(|name| result.id == name || result.name == name);
    let mut found = Vec::new();
    for standing in assessment.standings.iter().filter(asked) {
        if let Some(row) = standing.rows.iter().find(|row| row.who == *who) {
            found.push(place(standing, row)?);
        }
    }
    Ok(found)
}

fn place<'a>(standing: &'a StandingResult, row: &'a StandingRow) -> Result<Place<'a>, Inexact> {
    let rows = || standing.rows.iter().filter(|other| other.who != row.who && other.rank.is_some());
    let beside = rows().filter(|other| row.rank.is_some() && other.rank == row.rank).collect();
    let before = rows().filter(|other| row.rank.is_some() && other.rank < row.rank);
    let before = before.filter_map(|other| other.rank).max();
    let behind = rows().filter(|other| row.rank.is_some() && other.rank > row.rank);
    let behind = behind.filter_map(|other| other.rank).min();
    let at = |rank: Option<usize>| -> Result<Option<Neighbours<'a>>, Inexact> {
        let held: Vec<&StandingRow> = rows().filter(|other| rank.is_some() && other.rank == rank).collect();
        neighbours(standing, row, held)
    };
    Ok(Place { standing, row, beside, before: at(before)?, behind: at(behind)? })
}

fn neighbours<'a>(
    standing: &'a StandingResult,
    row: &'a StandingRow,
    held: Vec<&'a StandingRow>,
) -> Result<Option<Neighbours<'a>>, Inexact> {
    let Some((theirs, mine)) = held.first().and_then(|first| Some((first.score?, row.score?))) else {
        return Ok(None);
    };
    let by = theirs.minus(mine)?.unsigned();
    let others = held.first().map_or(&[][..], |first| first.then.as_slice());
    let pairs = standing.then.iter().zip(others.iter().zip(&row.then));
    let mut unequal = pairs.filter(|(_, (theirs, mine))| theirs != mine);
    let decided = unequal.next().filter(|_| by.is_zero());
    let decided = decided.and_then(|(id, (theirs, mine))| Some((id, (*theirs)?, (*mine)?)));
    Ok(Some(Neighbours { rows: held, by, decided }))
}
