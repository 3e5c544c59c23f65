//! Places: by exact score, then by what decides between equal ones; vetoed ones as their veto says.

use std::cmp::Reverse;
use std::rc::Rc;

use super::snapshots::Snapshots;
use super::veto;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::engine::Context;
use crate::engine::assessment::{Assessment, HeldVeto, Party, StandingResult, StandingRow, State};
use crate::engine::score::node_score::NodeScore;
use crate::engine::score::snapshot::Snapshot;
use crate::engine::score::{cadre, node_score};
use crate::number::{Inexact, Number};
use crate::period::Period;
use crate::rulebook::{Group, Leavers, RankTies, ScoreOf, SeveralPosts, Standing, Subject, VetoPlace};

/// One who may be ranked.
struct Entrant {
    who: Party,
    group: String,
    score: Option<Number>,
    /// What decides between equal scores, first to last; nothing where there is no such score.
    then: Vec<Option<Number>>,
    /// Why there is no score to be ranked by.
    closed: Option<State>,
    /// Whether they have left, where leavers have no place.
    is_out: bool,
}

/// One and the place held.
#[derive(Clone)]
pub(in crate::engine) struct Placed {
    pub(in crate::engine) who: Party,
    pub(in crate::engine) score: Number,
    /// What decides between equal scores, first to last; nothing where not all that are equal so far have such a score.
    then: Vec<Option<Number>>,
    /// `None` for those whom a veto leaves without a place.
    pub(in crate::engine) rank: Option<usize>,
    pub(in crate::engine) tied: bool,
    /// What vetoes do to them.
    pub(in crate::engine) veto: Option<HeldVeto>,
}

impl Placed {
    /// What places go by.
    fn key(&self) -> (Number, &[Option<Number>]) {
        (self.score, &self.then)
    }
}

/// Fills the standings, and the place of every village and cadre in the first one that ranks all of its kind.
pub(in crate::engine) fn assess(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    assessment: &mut Assessment,
    diagnostics: &mut Diagnostics,
) -> Result<(), Inexact> {
    for standing in &context.rulebook.standings {
        for group in groups(context, standing, &*snapshots.of(context.period)?)? {
            assessment.standings.push(standing_result(context, snapshots, standing, &group, diagnostics)?);
        }
    }
    let Assessment { standings, villages, cadres, .. } = assessment;
    for village in villages {
        let who = Party::Village(village.name.clone());
        if let Some(row) = place_of(standings, Subject::Village, &who) {
            (village.rank, village.tied) = (row.rank, row.tied);
        }
    }
    for cadre in cadres {
        let who = Party::Cadre(cadre.person.clone());
        cadre.rank = place_of(standings, Subject::Cadre, &who).and_then(|row| row.rank);
    }
    Ok(())
}

fn place_of<'a>(standings: &'a [StandingResult], of: Subject, who: &Party) -> Option<&'a StandingRow> {
    let overall = standings.iter().find(|standing| standing.is_overall(of))?;
    overall.rows.iter().find(|row| row.who == *who)
}

/// The groups of a standing, in the order of the roster.
pub(in crate::engine) fn groups(
    context: &Context<'_>,
    standing: &Standing,
    snapshot: &Snapshot,
) -> Result<Vec<String>, Inexact> {
    if standing.group == Group::All {
        return Ok(vec![StandingResult::ALL.to_owned()]);
    }
    let mut groups: Vec<String> = Vec::new();
    for entrant in entrants(context, standing, snapshot)? {
        if !groups.contains(&entrant.group) {
            groups.push(entrant.group);
        }
    }
    Ok(groups)
}

fn entrants(
    context: &Context<'_>,
    standing: &Standing,
    snapshot: &Snapshot,
) -> Result<Vec<Entrant>, Inexact> {
    let (rulebook, roster) = (context.rulebook, &context.records.roster);
    let classes = |village: &str| {
        roster.village(village).map(|village| village.class_on(snapshot.as_of).to_owned()).unwrap_or_default()
    };
    match rulebook.subject_of(&standing.node) {
        Subject::Village => snapshot
            .villages
            .iter()
            .map(|village| {
                let score = |of: &ScoreOf| Ok(comparable(node_score::of_village(rulebook, village, of)?));
                let own = node_score::of_village(rulebook, village, &standing.node)?;
                let is_now = snapshot.as_of == context.as_of();
                let supposed = context.supposed(&village.name, &standing.node).filter(|_| is_now);
                Ok(Entrant {
                    who: Party::Village(village.name.clone()),
                    group: group(standing, (&village.name, &village.class), &String::new),
                    score: supposed.or(own.score),
                    closed: own.closed.filter(|_| supposed.is_none()),
                    then: then(standing, score)?,
                    is_out: false,
                })
            })
            .collect(),
        Subject::Cadre => snapshot
            .cadres
            .iter()
            .map(|cadre| {
                let score = |of: &ScoreOf| {
                    Ok(node_score::of_cadre(rulebook, snapshot, cadre, of)?.and_then(comparable))
                };
                let own = node_score::of_cadre(rulebook, snapshot, cadre, &standing.node)?;
                let village = cadre.person.village.as_str();
                let posts = || post_group(standing, &cadre::last_posts(context, cadre, snapshot.as_of));
                Ok(Entrant {
                    who: Party::Cadre(cadre.person.clone()),
                    group: group(standing, (village, &classes(village)), &posts),
                    score: own.and_then(|own| own.score),
                    closed: own.and_then(|own| own.closed),
                    then: then(standing, score)?,
                    is_out: standing.leavers == Some(Leavers::Unranked)
                        && !roster.is_in_office(&cadre.person, snapshot.as_of),
                })
            })
            .collect(),
    }
}

fn group(standing: &Standing, (village, class): (&str, &str), post: &dyn Fn() -> String) -> String {
    match standing.group {
        Group::All => StandingResult::ALL.to_owned(),
        Group::Class => class.to_owned(),
        Group::Post => post(),
        Group::Village => village.to_owned(),
    }
}

/// The group of those who hold these posts.
fn post_group(standing: &Standing, posts: &[&str]) -> String {
    match standing.several {
        Some(SeveralPosts::First) => posts.first().copied().unwrap_or_default().to_owned(),
        Some(SeveralPosts::Apart) | None => posts.join("、"),
    }
}

/// A score that another can be held against: 0 of what is not due yet, or not applicable, is none.
fn comparable(found: NodeScore) -> Option<Number> {
    found.score.filter(|_| found.is_open())
}

fn then(
    standing: &Standing,
    score: impl Fn(&ScoreOf) -> Result<Option<Number>, Inexact>,
) -> Result<Vec<Option<Number>>, Inexact> {
    standing.then.iter().map(score).collect()
}

/// Those of a group with their places at the end of a period, best first; those without a score, or of whom nothing is due
/// yet or applicable, have none. Prizes, grades, pay and sanctions ask for the same ones: they are placed once.
pub(in crate::engine) fn places(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    standing: &Standing,
    group: &str,
    period: Period,
) -> Result<Rc<[Placed]>, Inexact> {
    let place = || Ok(placed(context, standing, group, &*snapshots.of(period)?, period)?.into());
    if context.supposed.is_some() && period.last_day() == context.as_of() {
        return place();
    }
    snapshots.placed(&standing.id, group, period, place)
}

fn placed(
    context: &Context<'_>,
    standing: &Standing,
    group: &str,
    snapshot: &Snapshot,
    period: Period,
) -> Result<Vec<Placed>, Inexact> {
    let entrants = entrants(context, standing, snapshot)?.into_iter();
    let of_group = entrants.filter(|entrant| entrant.group == group);
    let (mut free, mut kept, mut last, mut unranked) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for entrant in of_group {
        let Some(score) = entrant.score.filter(|_| entrant.closed.is_none()) else { continue };
        let veto = veto::of(context, standing, period, &entrant.who);
        let place = veto.as_ref().map(|held| held.place);
        let row = Placed { who: entrant.who, score, then: entrant.then, rank: None, tied: false, veto };
        match place {
            _ if entrant.is_out => unranked.push(row),
            None => free.push(row),
            Some(VetoPlace::Kept) => kept.push(row),
            Some(VetoPlace::Last) => last.push(row),
            Some(VetoPlace::Unranked) => unranked.push(row),
        }
    }
    free.extend(kept);
    let count = free.len();
    let mut placed = rank(standing, free, 0);
    let before = match standing.ties {
        RankTies::ShareAndSkip => count,
        RankTies::ShareAndGoOn => placed.iter().filter_map(|one| one.rank).max().unwrap_or(0),
    };
    placed.extend(rank(standing, last, before));
    placed.extend(unranked);
    Ok(placed)
}

/// Ranks rows, behind so many others; of equal ones the order of the roster stays.
fn rank(standing: &Standing, mut rows: Vec<Placed>, behind: usize) -> Vec<Placed> {
    rows.sort_by_key(|row| Reverse(row.score));
    decide(&mut rows);
    let (mut before, mut distinct) = (0, 0);
    for equal in rows.chunk_by_mut(|one, other| one.key() == other.key()) {
        let better = match standing.ties {
            RankTies::ShareAndSkip => before,
            RankTies::ShareAndGoOn => distinct,
        };
        let tied = equal.len() > 1;
        (before, distinct) = (before + equal.len(), distinct + 1);
        for row in equal {
            (row.rank, row.tied) = (Some(1 + behind + better), tied);
        }
    }
    rows
}

/// Puts those of one score in order, by one score that decides after the other. One that not all of them have decides
/// nothing among them: whoever lacks it, since it is not applicable say, has neither less nor more.
fn decide(rows: &mut [Placed]) {
    let count = rows.first().map_or(0, |row| row.then.len());
    for which in 0..count {
        let before = |row: &Placed| (row.score, row.then.iter().take(which).copied().collect::<Vec<_>>());
        for equal in rows.chunk_by_mut(|one, other| before(one) == before(other)) {
            let own = |row: &Placed| row.then.get(which).copied().flatten();
            if equal.iter().any(|row| own(row).is_none()) {
                equal.iter_mut().filter_map(|row| row.then.get_mut(which)).for_each(|own| *own = None);
            }
            equal.sort_by_key(|row| Reverse(own(row)));
        }
    }
}

fn standing_result(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    standing: &Standing,
    group: &str,
    diagnostics: &mut Diagnostics,
) -> Result<StandingResult, Inexact> {
    let placed = places(context, snapshots, standing, group, context.period)?;
    let before = match context.period.previous_in_year() {
        Some(period) => places(context, snapshots, standing, group, period)?,
        None => Rc::from([]),
    };
    let of = placed.iter().filter(|place| place.rank.is_some()).count();
    let row = |place: &Placed| StandingRow {
        who: place.who.clone(),
        score: Some(place.score),
        closed: None,
        rank: place.rank,
        tied: place.tied,
        of,
        veto: place.veto.clone(),
        then: place.then.clone(),
        change: before
            .iter()
            .find(|earlier| earlier.who == place.who)
            .and_then(|earlier| gained(earlier.rank?, place.rank?)),
    };
    let mut rows: Vec<_> = placed.iter().map(row).collect();
    let snapshot = snapshots.of(context.period)?;
    let entrants = entrants(context, standing, &snapshot)?;
    diagnostics.extend(not_compared(context, standing, &entrants, &placed));
    let unscored = entrants
        .into_iter()
        .filter(|entrant| entrant.group == group && (entrant.score.is_none() || entrant.closed.is_some()));
    rows.extend(unscored.map(|entrant| StandingRow {
        // What was given or carried before it is due is told; it is compared with nothing all the same.
        closed: entrant.closed.filter(|_| entrant.score.is_none_or(Number::is_zero)),
        who: entrant.who,
        score: entrant.score,
        rank: None,
        tied: false,
        of,
        veto: None,
        then: entrant.then,
        change: None,
    }));
    Ok(StandingResult {
        id: standing.id.clone(),
        name: standing.name.clone(),
        node: standing.node.clone(),
        group: group.to_owned(),
        ties: standing.ties,
        then: standing.then.clone(),
        rows,
        remainder: Number::ZERO,
    })
}

/// That scores which would decide between equal ones decide nothing, since one of them has such a score and another has not:
/// each once, with whom it was not compared for.
fn not_compared(
    context: &Context<'_>,
    standing: &Standing,
    entrants: &[Entrant],
    placed: &[Placed],
) -> Vec<Diagnostic> {
    let own = |place: &Placed, which: usize| {
        let entrant = entrants.iter().find(|entrant| entrant.who == place.who);
        entrant.and_then(|entrant| entrant.then.get(which).copied().flatten())
    };
    let mut found = Vec::new();
    for (which, of) in standing.then.iter().enumerate() {
        let so_far = |place: &Placed| {
            let before: Vec<_> = place.then.iter().take(which).copied().collect();
            let apart = place.veto.as_ref().map(|held| held.place).filter(|held| *held != VetoPlace::Kept);
            (apart, place.score, before)
        };
        let ranked: Vec<&Placed> = placed.iter().filter(|place| place.rank.is_some()).collect();
        for equal in ranked.chunk_by(|one, other| so_far(one) == so_far(other)) {
            let lacking: Vec<&Placed> =
                equal.iter().copied().filter(|place| own(place, which).is_none()).collect();
            if !lacking.is_empty() && lacking.len() < equal.len() {
                found.push(not_compared_here(context, standing, of, (equal, &lacking)));
            }
        }
    }
    found
}

fn not_compared_here(
    context: &Context<'_>,
    standing: &Standing,
    of: &ScoreOf,
    (equal, lacking): (&[&Placed], &[&Placed]),
) -> Diagnostic {
    let names =
        |places: &[&Placed]| places.iter().map(|place| place.who.full_name()).collect::<Vec<_>>().join("、");
    let score = equal.first().map_or(Number::ZERO, |place| place.score);
    let message = format!(
        "“{}”：{}都是{score}分，接着比“{}”，{}没有这项得分（不适用、未到期、规则已停或未报），这一项对他们不比",
        standing.name,
        names(equal),
        context.rulebook.name_of_score(of),
        names(lacking)
    );
    let hint = if equal.iter().any(|place| place.tied) {
        "由乡镇决定先后；照并列办的，在 [[accepts]] 中写明理由"
    } else {
        "照细则比下一项定了先后；不妥的由乡镇决定，没有不妥的，在 [[accepts]] 中写明理由"
    };
    Diagnostic::warning(Code::TieNotCompared, &standing.span, message).hint(hint)
}

/// Places gained from one rank to another; negative for places lost.
pub(in crate::engine) fn gained(before: usize, now: usize) -> Option<i64> {
    Some(i64::try_from(before).ok()? - i64::try_from(now).ok()?)
}
