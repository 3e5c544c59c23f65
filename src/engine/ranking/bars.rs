//! The grades and prizes that somebody cannot have, for what happened so often; and who has the seats that they leave.

use super::snapshots::Snapshots;
use super::standing::Placed;
use super::{sanction, veto};
use crate::engine::Context;
use crate::engine::assessment::Party;
use crate::number::{Inexact, Number};
use crate::period::Period;
use crate::rulebook::{Bar, BarredBy, EdgeTies, Grade, Quota, Unfilled};

/// What the bars of a band or prize come to for somebody: the strictest of those that hold.
#[derive(Clone)]
pub(super) struct Barred {
    /// Of the grades or tiers, best first, the place of the best one that is left; behind the last where none is.
    pub(super) best: usize,
    /// `五（二）：通报批评2次，至多评为合格`, `六：通报批评2次，不得评奖`
    pub(super) told: String,
}

/// A bar with whom a sanction means, once for each of its periods.
struct Counted<'a> {
    bar: &'a Bar,
    meant: Vec<(Period, Party)>,
    name: String,
}

/// The bars of a band or prize, looked at for a period.
pub(super) struct Bars<'a> {
    context: &'a Context<'a>,
    /// The grades or tiers, best first.
    names: Vec<&'a str>,
    period: Period,
    counted: Vec<Counted<'a>>,
}

impl<'a> Bars<'a> {
    pub(super) fn of(
        context: &'a Context<'a>,
        snapshots: &Snapshots<'_>,
        (bars, names): (&'a [Bar], Vec<&'a str>),
        period: Period,
    ) -> Result<Self, Inexact> {
        let mut counted = Vec::new();
        for bar in bars {
            let (meant, name) = match &bar.by {
                BarredBy::Event(event) => (Vec::new(), event.name.to_string()),
                BarredBy::Sanction(id) => {
                    let found = context.rulebook.sanctions.iter().find(|one| one.id == *id);
                    let Some(sanction) = found else { continue };
                    let meant = sanction::meant_within(context, snapshots, sanction, bar.days(period))?;
                    (meant, sanction.name.clone())
                }
            };
            counted.push(Counted { bar, meant, name });
        }
        Ok(Self { context, names, period, counted })
    }

    /// What they come to for somebody.
    pub(super) fn on(&self, who: &Party) -> Result<Option<Barred>, Inexact> {
        let mut strictest: Option<Barred> = None;
        for counted in &self.counted {
            let bar = counted.bar;
            let (of, times) = self.times(counted, who)?;
            let Some(best) = self.best_left(bar).filter(|_| times >= bar.times) else { continue };
            let left =
                bar.best.as_ref().map_or_else(|| "不得评奖".to_owned(), |best| format!("至多评为{best}"));
            let often = if bar.in_a_row { "连续" } else { "" };
            let told = format!("{}：{of}{}{often}{times}次，{left}", bar.clause, counted.name);
            strictest = match strictest {
                Some(other) if other.best > best => Some(other),
                Some(other) if other.best == best => {
                    Some(Barred { best, told: format!("{}；{told}", other.told) })
                }
                Some(_) | None => Some(Barred { best, told }),
            };
        }
        Ok(strictest)
    }

    fn best_left(&self, bar: &Bar) -> Option<usize> {
        match &bar.best {
            Some(best) => self.names.iter().position(|name| name == best),
            None => Some(self.names.len()),
        }
    }

    /// How often, and of whom where it is not the one who is judged: of the village of a cadre, or of its own days in a post.
    fn times(&self, counted: &Counted<'_>, who: &Party) -> Result<(String, Number), Inexact> {
        if let BarredBy::Event(event) = &counted.bar.by {
            let (first, last) = counted.bar.days(self.period);
            let posts = &counted.bar.posts;
            let rows = veto::rows(self.context, &event.name, first..=last, who.village());
            let own: Vec<_> = rows.filter(|row| veto::is_against(self.context, row, posts, who)).collect();
            let held = veto::posts_for(self.context, own.iter().copied(), posts, who);
            let of = if held.is_empty() { String::new() } else { format!("任{}时", held.join("、")) };
            return Ok((of, Number::sum(own.into_iter().map(|row| row.count))?));
        }
        let how_often = |meant: &dyn Fn(&&(Period, Party)) -> bool| {
            let periods = counted.meant.iter().filter(meant).map(|(period, _)| *period);
            if counted.bar.in_a_row { longest_row(periods) } else { periods.count() }
        };
        let own = how_often(&|(_, meant)| meant == who);
        let tenures = &self.context.records.roster.tenures;
        let is_of_village = |(period, meant): &&(Period, Party)| match (who, meant) {
            (Party::Cadre(person), Party::Village(village)) => {
                let last = period.last_day();
                person.village == *village
                    && tenures.iter().any(|tenure| tenure.person == *person && tenure.covers(last))
            }
            _ => false,
        };
        let of_village = how_often(&is_of_village);
        // A sanction is for villages or for cadres, never for both.
        let of = if of_village > 0 { "所在村" } else { "" };
        Ok((of.to_owned(), Number::from_count(own.max(of_village))))
    }
}

/// Of periods of one length, first to last, how many of them follow each other at most.
fn longest_row(periods: impl Iterator<Item = Period>) -> usize {
    let (mut longest, mut row, mut last) = (0, 0, None);
    for period in periods {
        row = if last == Some(period.previous()) { row + 1 } else { 1 };
        (longest, last) = (longest.max(row), Some(period));
    }
    longest
}

/// One who holds a seat by place, the best grade that is left, and the grade so far.
struct Seated<'p> {
    placed: &'p Placed,
    best: usize,
    grade: Option<usize>,
    /// Whether the grade has no seat for them, and they have it beside one whose place they share.
    is_beside: bool,
}

/// The grade of each where seats of those who cannot have a grade pass down, or those that a score leaves empty lapse: of every
/// grade in turn, to those who may have it and have no better one, in the order of places. `until` tells of each grade up to
/// which head it goes; the last, which takes the rest, has none. Whoever has a grade beside one whose place is shared takes no
/// seat of a lower grade from those ranked before, who wait for it for a bar.
pub(super) fn given_in_turn(
    (grades, until): (&[Grade<Quota>], &[Option<Number>]),
    seated: &[(&Placed, Option<&Barred>)],
    ties: EdgeTies,
    unfilled: Unfilled,
) -> Vec<Option<usize>> {
    let best = |barred: Option<&Barred>| barred.map_or(0, |barred| barred.best);
    let mut all: Vec<_> = seated
        .iter()
        .map(|(placed, barred)| Seated { placed, best: best(*barred), grade: None, is_beside: false })
        .collect();
    let mut lapsed = Number::ZERO;
    for (index, (grade, until)) in grades.iter().zip(until).enumerate() {
        // Seats of better grades that lapsed are nobody's: so many heads less.
        let until = until.map(|until| until.minus(lapsed).unwrap_or(until));
        let given: Vec<_> = all
            .iter()
            .filter(|one| one.grade.is_some())
            .map(|one| (one.placed.rank, one.is_beside))
            .collect();
        let is_open =
            |one: &Seated<'_>| one.grade.is_none() && one.best <= index && one.placed.rank.is_some();
        let open: Vec<_> = all.iter().filter(|one| is_open(one)).map(|one| one.placed.rank).collect();
        for (nth, one) in all.iter_mut().filter(|one| is_open(one)).enumerate() {
            let gone = given.iter().filter(|(rank, is_beside)| !is_beside || *rank < one.placed.rank).count();
            let better = open.iter().filter(|rank| **rank < one.placed.rank).count();
            let sharing = open.iter().filter(|rank| **rank == one.placed.rank).count();
            let head = |more: usize| Number::from_count(gone + better + more);
            let decides = match ties {
                EdgeTies::Better => head(1),
                EdgeTies::Lower => head(sharing),
            };
            let is_within = until.is_none_or(|until| decides <= until);
            if is_within && grade.takes.at_least.is_none_or(|least| one.placed.score >= least) {
                one.grade = Some(index);
                let before = open.iter().take(nth).filter(|rank| **rank == one.placed.rank).count();
                one.is_beside = until.is_some_and(|until| head(before + 1) > until);
            }
        }
        if let Some(until) = until.filter(|_| unfilled == Unfilled::Lapses) {
            let left = left_by_score(until, grade, index, &all).unwrap_or_default();
            lapsed = lapsed.plus(left).unwrap_or(lapsed);
        }
    }
    all.into_iter().map(|one| one.grade).collect()
}

/// The seats of a grade that stay empty since the next who may have it misses its score: not those that a tie leaves, or a bar.
fn left_by_score(until: Number, grade: &Grade<Quota>, index: usize, all: &[Seated<'_>]) -> Option<Number> {
    let least = grade.takes.at_least?;
    let waits = |one: &&Seated<'_>| one.grade.is_none() && one.best <= index && one.placed.rank.is_some();
    let next = all.iter().filter(waits).min_by_key(|one| one.placed.rank)?;
    let taken = Number::from_count(all.iter().filter(|one| one.grade.is_some()).count());
    let left = until.minus(taken).ok().filter(|left| !left.is_negative())?;
    (next.placed.score < least).then_some(left)
}
