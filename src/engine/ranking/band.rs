//! Grades: by score, or by a quota of places; a veto forces the lowest, lowers by one, or keeps from the best.

use super::bars::{self, Barred, Bars};
use super::prize::{occasions, standing_of};
use super::snapshots::Snapshots;
use super::standing::{Placed, places};
use super::{barred, in_office};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::engine::Context;
use crate::engine::assessment::{Assessment, BandResult, Party, StandingResult};
use crate::number::{Inexact, Number, PartialStep};
use crate::period::Period;
use crate::rulebook::{
    Band, BarredSeat, EdgeTies, Grade, Grades, Quota, Seats, Unfilled, VetoEffect, VetoPlace, WithoutGrade,
};

/// Fills the grades of every period of theirs that ends in the result's, and each subject's own grade.
pub(in crate::engine) fn assess(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    assessment: &mut Assessment,
    diagnostics: &mut Diagnostics,
) -> Result<(), Inexact> {
    for band in &context.rulebook.bands {
        let Some(standing) = standing_of(context, &band.standing) else { continue };
        let occasions = occasions(context, snapshots, band.period, standing)?.into_iter();
        for (period, group) in occasions.filter(|(period, _)| band.in_force.holds_throughout(*period)) {
            let placed = places(context, snapshots, standing, &group, period)?;
            // Of several periods the last speaks for all.
            let candidates = candidates(context, snapshots, band, period, &placed)?;
            if period.last_day() == context.as_of() {
                let seated = seated(band, &candidates);
                diagnostics.extend(without_seats(band, &group, &seated)?);
            }
            let graded = grades_of(band, &candidates)?;
            if period.last_day() == context.as_of() {
                let best = graded.iter().map(|one| (one.candidate.placed, one.grade));
                let pay = context.rulebook.pays_by(&band.id).next();
                diagnostics.extend(barred::graded_best((band, pay), period, &best.collect::<Vec<_>>()));
            }
            for Graded { candidate, grade, barred, vetoed } in graded {
                assessment.bands.push(BandResult {
                    band: band.id.clone(),
                    name: band.name.clone(),
                    clause: band.clause.clone(),
                    period,
                    group: group.clone(),
                    who: candidate.placed.who.clone(),
                    score: candidate.placed.score,
                    grade: grade.to_owned(),
                    ungraded: candidate.too_short.clone().filter(|_| grade == Band::UNGRADED),
                    barred: barred.map(|barred| barred.told.clone()),
                    vetoed,
                });
            }
        }
    }
    let Assessment { bands, villages, cadres, period, .. } = assessment;
    let own = |who: &Party| {
        let found = bands.iter().find(|one| one.period == *period && one.who == *who);
        found.map(|one| one.grade.clone())
    };
    for village in villages {
        village.band = own(&Party::Village(village.name.clone()));
    }
    for cadre in cadres {
        cadre.band = own(&Party::Cadre(cadre.person.clone()));
    }
    Ok(())
}

/// The grade of each in a group; nobody whom a veto leaves without a place and who is not forced down. Leavers without a
/// place are graded by their score, and take no share of places. Who was not in office long enough has [`Band::UNGRADED`].
pub(in crate::engine) fn graded<'a>(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    band: &'a Band,
    period: Period,
    group: &str,
) -> Result<Vec<(Placed, &'a str)>, Inexact> {
    let standing = standing_of(context, &band.standing);
    let Some(standing) = standing.filter(|_| band.in_force.holds_throughout(period)) else {
        return Ok(Vec::new());
    };
    let placed = places(context, snapshots, standing, group, period)?;
    let candidates = candidates(context, snapshots, band, period, &placed)?;
    let graded = grades_of(band, &candidates)?.into_iter();
    Ok(graded.map(|one| (one.candidate.placed.clone(), one.grade)).collect())
}

/// One who has a place or a score, why there is to be no grade, where the time in office is too short, and which grades there
/// cannot be.
#[derive(Clone)]
struct Candidate<'p> {
    placed: &'p Placed,
    too_short: Option<String>,
    barred: Option<Barred>,
}

impl Candidate<'_> {
    fn effect(&self) -> Option<VetoEffect> {
        self.placed.veto.as_ref().map(|held| held.effect)
    }
}

/// Somebody's grade, and the bar without which it would be a better one; and the vetoes that made it a lower one.
struct Graded<'c, 'p, 'a> {
    candidate: &'c Candidate<'p>,
    grade: &'a str,
    barred: Option<&'c Barred>,
    vetoed: Option<String>,
}

fn candidates<'p>(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    band: &Band,
    period: Period,
    placed: &'p [Placed],
) -> Result<Vec<Candidate<'p>>, Inexact> {
    let bars = Bars::of(context, snapshots, (&band.bars.all, band.names()), period)?;
    let candidate = |placed: &'p Placed| {
        let too_short = in_office::too_short(context, band, period, &placed.who);
        Ok(Candidate { placed, too_short, barred: bars.on(&placed.who)? })
    };
    placed.iter().map(candidate).collect()
}

/// Those among whom seats are counted.
fn seated<'p>(band: &Band, candidates: &[Candidate<'p>]) -> Vec<&'p Placed> {
    let keeps = keeps_seat(band);
    let seated = candidates.iter().filter(|one| keeps || one.too_short.is_none());
    seated.map(|one| one.placed).collect()
}

/// The places on which grades by quota go.
struct Quotas<'p> {
    placed: Vec<&'p Placed>,
    last_places: Vec<Option<Number>>,
}

fn grades_of<'c, 'p, 'a>(
    band: &'a Band,
    candidates: &'c [Candidate<'p>],
) -> Result<Vec<Graded<'c, 'p, 'a>>, Inexact> {
    let placed = seated(band, candidates);
    let quotas = Quotas { last_places: last_places(band, &placed)?, placed };
    let in_turn = in_turn(band, candidates, &quotas.last_places);
    let graded = candidates.iter().filter_map(|candidate| {
        let taken = taken(band, candidate, &quotas, in_turn.as_deref())?;
        let grade = landed(band, candidate, taken);
        let vetoed = vetoed(band, candidate, taken);
        let barred = candidate.barred.as_ref();
        // A bar that changes nothing is none to tell of: the score, or a veto, comes to the same.
        let acts = |_: &&Barred| unbarred(band, candidates, candidate, &quotas) != Some(grade);
        Some(Graded { candidate, grade, barred: barred.filter(acts), vetoed })
    });
    Ok(graded.collect())
}

/// What somebody's grade would be without the bar on them.
fn unbarred<'a>(
    band: &'a Band,
    candidates: &[Candidate<'_>],
    barred: &Candidate<'_>,
    quotas: &Quotas<'_>,
) -> Option<&'a str> {
    let free = Candidate { barred: None, ..barred.clone() };
    let is_it = |one: &Candidate<'_>| one.placed.who == barred.placed.who;
    let others = candidates.iter().map(|one| if is_it(one) { free.clone() } else { one.clone() });
    let others: Vec<_> = others.collect();
    let in_turn = in_turn(band, &others, &quotas.last_places);
    Some(landed(band, &free, taken(band, &free, quotas, in_turn.as_deref())?))
}

/// The grade that a score or place comes to, before vetoes and bars lower it; of seats that pass down that of whom a bar
/// keeps from a better one.
fn taken<'a>(
    band: &'a Band,
    candidate: &Candidate<'_>,
    Quotas { placed, last_places }: &Quotas<'_>,
    in_turn: Option<&[(&Party, &'a str)]>,
) -> Option<&'a str> {
    let place = candidate.placed;
    if candidate.effect() == Some(VetoEffect::LowestBand) {
        return band.names().last().copied();
    }
    let is_by_score = matches!(band.grades, Grades::Score(_));
    // Whom no veto keeps without a place has a grade by score, in office or not.
    let is_out = place.veto.as_ref().is_some_and(|held| held.place == VetoPlace::Unranked);
    let is_asked = place.rank.is_some() || is_by_score && !is_out;
    if is_asked && candidate.too_short.is_some() {
        return Some(Band::UNGRADED);
    }
    match in_turn {
        Some(given) => given.iter().find(|(who, _)| **who == place.who).map(|(_, grade)| *grade),
        None => is_asked.then(|| grade(band, place, placed, last_places)).flatten(),
    }
}

/// Which vetoes make the grade that a score or place comes to a lower one, and how.
fn vetoed(band: &Band, candidate: &Candidate<'_>, taken: &str) -> Option<String> {
    let held = candidate.placed.veto.as_ref()?;
    let is_graded = taken != Band::UNGRADED;
    let is_lower = lowered(taken, Some(held.effect), &band.names()) != taken;
    let how = match held.effect {
        VetoEffect::Bar => return None,
        VetoEffect::NotTopBand => "不评最高等次",
        VetoEffect::OneBandLower => "降低一个等次",
        VetoEffect::LowestBand => "定为最低等次",
    };
    let acts = is_graded && (is_lower || held.effect == VetoEffect::LowestBand);
    acts.then(|| format!("否决“{}”，{how}", held.name))
}

/// What vetoes and bars leave of it.
fn landed<'a>(band: &'a Band, candidate: &Candidate<'_>, taken: &'a str) -> &'a str {
    if taken == Band::UNGRADED {
        return taken;
    }
    let (names, effect) = (band.names(), candidate.effect());
    let grade = lowered(taken, effect, &names);
    // A veto may have lowered it as far already.
    let best = candidate.barred.as_ref().map_or(0, |barred| barred.best);
    let own = names.iter().position(|name| *name == grade).unwrap_or_default();
    let held_down = own.max(best);
    let is_lower = held_down != own || effect.is_some();
    let landed = if is_lower { reached(band, held_down, candidate.placed) } else { own };
    names.get(landed).copied().unwrap_or(grade)
}

/// The grade on which somebody comes to lie who is kept from a better one: the first from there on whose score he has.
fn reached(band: &Band, from: usize, place: &Placed) -> usize {
    let (Grades::Places(grades) | Grades::Percent(grades)) = &band.grades else { return from };
    let is_short = |grade: &&Grade<Quota>| grade.takes.at_least.is_some_and(|least| place.score < least);
    from + grades.iter().skip(from).take_while(is_short).count()
}

/// The grades by quota where they are given one after the other: the seats of those who are barred pass down, or those that
/// a score leaves empty stay so; `None` where neither is.
fn in_turn<'c, 'a>(
    band: &'a Band,
    candidates: &'c [Candidate<'_>],
    last_places: &[Option<Number>],
) -> Option<Vec<(&'c Party, &'a str)>> {
    let (Grades::Places(grades) | Grades::Percent(grades)) = &band.grades else { return None };
    let passes = band.bars.seat != BarredSeat::Lapses && candidates.iter().any(|one| one.barred.is_some());
    if !passes && band.unfilled == Unfilled::PassesDown {
        return None;
    }
    let keeps = keeps_seat(band);
    let seated: Vec<_> = candidates.iter().filter(|one| keeps || one.too_short.is_none()).collect();
    let barred = |one: &'c Candidate<'_>| one.barred.as_ref().filter(|_| passes);
    let holders: Vec<_> = seated.iter().map(|one| (one.placed, barred(one))).collect();
    let given = bars::given_in_turn((grades, last_places), &holders, band.ties, band.unfilled);
    let named = given.into_iter().zip(seated).filter_map(|(grade, one)| {
        Some((&one.placed.who, grades.get(grade?).map(|grade| grade.name.as_str())?))
    });
    Some(named.collect())
}

/// Whether who is not graded for the time in office takes a seat.
fn keeps_seat(band: &Band) -> bool {
    band.least_in_office.is_none_or(|least| least.without == WithoutGrade::KeepsSeat)
}

/// What a veto leaves of the grade that a score or place comes to, of these, best first; nothing is below the lowest.
fn lowered<'a>(grade: &'a str, effect: Option<VetoEffect>, names: &[&'a str]) -> &'a str {
    let below = match effect {
        Some(VetoEffect::NotTopBand) if names.first() == Some(&grade) => names.get(1),
        Some(VetoEffect::OneBandLower) => names.iter().rev().take_while(|name| **name != grade).last(),
        None | Some(VetoEffect::Bar | VetoEffect::NotTopBand | VetoEffect::LowestBand) => None,
    };
    below.copied().unwrap_or(grade)
}

/// Grades whose share of so few is not one: nobody gets them, however good, unless it be somebody whose score is too low
/// for a better one.
fn without_seats(band: &Band, group: &str, placed: &[&Placed]) -> Result<Option<Diagnostic>, Inexact> {
    let Grades::Percent(grades) = &band.grades else { return Ok(None) };
    let ranked = ranked(placed);
    let (mut empty, mut before) = (Vec::new(), Number::ZERO);
    for (grade, last) in grades.iter().zip(last_places(band, placed)?) {
        let Some(seats) = last else { continue };
        let mut better = grades.iter().take_while(|other| other.name != grade.name);
        let has_none_of_better = band.unfilled == Unfilled::Lapses;
        if seats <= before && (has_none_of_better || better.all(|better| better.takes.at_least.is_none())) {
            empty.push(format!("“{}”", grade.name));
        }
        before = seats;
    }
    let among = if group == StandingResult::ALL { "" } else { group };
    Ok((!empty.is_empty() && !ranked.is_zero()).then(|| {
        let empty = empty.join("、");
        let told = if band.least_in_office.is_some() { "排名次、定等次" } else { "排了名次" };
        let message = format!("{}{among}{told}的只有 {ranked} 个，按比例不足一个名额，没有{empty}", band.name);
        Diagnostic::warning(Code::TierUnreachable, &band.span, message).hint(
            "名额照各等比例合计、不足一个舍去；人少的要按名次评的写 by = \"places\"，确属本意的在 [[accepts]] 中写明理由",
        )
    }))
}

/// How many hold a place.
fn ranked(placed: &[&Placed]) -> Number {
    Number::from_count(placed.iter().filter(|one| one.rank.is_some()).count())
}

/// The last place of each grade by quota, best first, shares of places added up; `None` of one that takes all who are left.
fn last_places(band: &Band, placed: &[&Placed]) -> Result<Vec<Option<Number>>, Inexact> {
    let (Grades::Places(grades) | Grades::Percent(grades)) = &band.grades else { return Ok(Vec::new()) };
    let is_share = matches!(band.grades, Grades::Percent(_));
    let (all, mut share) = (ranked(placed), Number::ZERO);
    let last_place = |grade: &Grade<Quota>| {
        let Some(takes) = grade.takes.until.filter(|_| is_share) else { return Ok(grade.takes.until) };
        share = share.plus(takes)?;
        seats(band, all, share).map(Some)
    };
    grades.iter().map(last_place).collect()
}

/// The seats of a share of those who hold a place.
fn seats(band: &Band, ranked: Number, share: Number) -> Result<Number, Inexact> {
    let parts = ranked.times(share)?;
    match band.seats {
        Seats::Whole => parts.whole_steps(Number::HUNDRED),
        Seats::Nearest => Ok(parts.quotient(Number::HUNDRED)?.rounded(0)),
        Seats::Begun => parts.steps(Number::HUNDRED, PartialStep::Begun),
    }
}

fn grade<'a>(
    band: &'a Band,
    place: &Placed,
    placed: &[&Placed],
    last_places: &[Option<Number>],
) -> Option<&'a str> {
    match &band.grades {
        Grades::Score(grades) => {
            grades.iter().find(|grade| grade.takes.holds(place.score)).map(|grade| grade.name.as_str())
        }
        Grades::Places(grades) | Grades::Percent(grades) => {
            by_quota(grades, last_places, (place, placed), band.ties)
        }
    }
}

/// The first grade whose last place is not passed.
fn by_quota<'a>(
    grades: &'a [Grade<Quota>],
    last_places: &[Option<Number>],
    (place, placed): (&Placed, &[&Placed]),
    ties: EdgeTies,
) -> Option<&'a str> {
    // A quota counts heads, however places are numbered where some are shared.
    let better = placed.iter().filter(|other| other.rank.is_some() && other.rank < place.rank).count();
    let sharing = placed.iter().filter(|other| other.rank == place.rank).count();
    // The one that decides: the first of those who share the place, or the last.
    let decides = Number::from_count(match ties {
        EdgeTies::Better => better + 1,
        EdgeTies::Lower => better + sharing,
    });
    let takes = |(grade, last): &(&Grade<Quota>, &Option<Number>)| {
        last.is_none_or(|last| decides <= last)
            && grade.takes.at_least.is_none_or(|least| place.score >= least)
    };
    grades.iter().zip(last_places).find(takes).map(|(grade, _)| grade.name.as_str())
}
