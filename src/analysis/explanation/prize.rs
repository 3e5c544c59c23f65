//! What prizes somebody has and on what they rest, and why there is none of the others.

use crate::engine::assessment::{
    Assessment, Party, PartyKind, PassedOver, PrizeAward, StandingResult, StandingRow,
};
use crate::number::{Inexact, Number};
use crate::period::{Length, Period};
use crate::rulebook::{BarredSeat, Prize, PrizeFor, PrizeTies, RankTies, Rulebook, Tier, Unfilled};

/// A prize that was won.
#[derive(Clone, Debug)]
pub struct Won<'a> {
    /// The award.
    pub award: &'a PrizeAward,
    /// Name of the standing.
    pub standing: &'a str,
    /// Whether others hold the place too.
    pub tied: bool,
    /// Where the tier is not that of the place: the tier of the place, and the score if it is known.
    pub passed: Option<(&'a Tier, Option<Number>)>,
    /// Of a prize for places gained.
    pub gain: Option<Gain>,
    /// The tiers that were put together where the place is shared; otherwise the one.
    pub pooled: Vec<&'a Tier>,
    /// Yuan: what these come to.
    pub pool: Number,
    /// Among how many it was shared: 1 where it was not.
    pub among: Number,
    /// Yuan that sharing it to the fen left over; below zero where the shares together come to more.
    pub remainder: Number,
}

/// What a prize for places gained went by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gain {
    /// The fewest places that its tier asks for.
    pub fewest: Number,
    /// The places gained; `None` where the result does not hold the place before, as that of another year.
    pub places: Option<i64>,
}

/// How a place moved since the period before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Places gained; below zero those lost.
    pub places: i64,
    /// The place before.
    pub from: usize,
    /// The place now.
    pub to: usize,
}

impl Moved {
    /// Of a row of a standing; `None` where nothing is known of the period before.
    pub fn of(row: &StandingRow) -> Option<Self> {
        let (places, to) = (row.change?, row.rank?);
        let from = i64::try_from(to).ok()?.checked_add(places)?;
        Some(Self { places, from: usize::try_from(from).ok()?, to })
    }
}

/// Why a prize was not won.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNot<'a> {
    /// It is given for longer periods only.
    Later(Length),
    /// It is given for shorter periods, and not in any of these.
    InNone(Length),
    /// There is no place.
    Unranked,
    /// A veto stands against it: its name, and the place.
    Vetoed(&'a str, Option<usize>),
    /// A bar keeps it from them: `六：通报批评2次，不得评奖`, and the place.
    Barred(&'a str, usize),
    /// Another prize is not given with it: its tier.
    HasAnother(&'a str),
    /// The place is beyond the last tier: the place, the last place that gets one.
    Beyond(usize, Number),
    /// The score misses the tier's minimum: the tier and the score.
    TooLow(&'a Tier, Number),
    /// Not enough places were gained: the fewest that get one, and how the place moved, as far as the result knows.
    NoGain(Number, Option<Moved>),
    /// Those before used up the tier that the score was good for: the place, the last such tier.
    UsedUp(usize, &'a Tier),
    /// Somebody's score is open, and nobody has a prize yet.
    Open,
    /// A tie that people have to decide, or have decided against it.
    Tie(usize),
}

/// One prize of the rulebook, as far as somebody is concerned.
#[derive(Clone, Debug)]
pub enum Prized<'a> {
    /// Won.
    Won(Won<'a>),
    /// Not won: the prize, the name of its standing, why.
    Not(&'a Prize, &'a str, WhyNot<'a>),
}

/// What of the rulebook's prizes somebody has, and why not the others.
pub fn prizes<'a>(
    rulebook: &'a Rulebook,
    assessment: &'a Assessment,
    who: &Party,
) -> Result<Vec<Prized<'a>>, Inexact> {
    let mut all = Vec::new();
    let in_force =
        rulebook.prizes.iter().filter(|prize| prize.in_force.holds_in(assessment.period, prize.period));
    for prize in in_force {
        let name = rulebook.standings.iter().find(|standing| standing.id == prize.standing);
        let name = name.map_or("", |standing| standing.name.as_str());
        let own = assessment.prizes.iter().filter(|award| award.prize == prize.id && award.who == *who);
        let own: Vec<&PrizeAward> = own.collect();
        for award in &own {
            all.push(Prized::Won(won(assessment, prize, name, award)?));
        }
        if own.is_empty()
            && let Some(why) = why_not(assessment, prize, who)
        {
            all.push(Prized::Not(prize, name, why));
        }
    }
    Ok(all)
}

/// Whether others hold the place of a prize too, however they are paid.
pub fn is_tied(assessment: &Assessment, award: &PrizeAward) -> bool {
    if !award.shared.is_empty() {
        return true;
    }
    if award.period == assessment.period {
        return has_tied_row(assessment, &award.standing, &award.who);
    }
    // Of a shorter period the places are not held: who has a prize of the same place shares it.
    let alike = assessment.prizes.iter().filter(|other| {
        (&other.standing, &other.group, other.period, other.rank)
            == (&award.standing, &award.group, award.period, award.rank)
    });
    alike.map(|other| &other.who).any(|who| *who != award.who)
}

/// Whether others hold the place of somebody too who was passed over; of a shorter period the places are not held.
pub fn is_passed_over_tied(assessment: &Assessment, one: &PassedOver) -> bool {
    one.period == assessment.period && has_tied_row(assessment, &one.standing, &one.who)
}

fn has_tied_row(assessment: &Assessment, standing: &str, who: &Party) -> bool {
    let standings = assessment.standings.iter().filter(|one| one.id == standing);
    standings.flat_map(|one| &one.rows).any(|row| row.who == *who && row.tied)
}

fn won<'a>(
    assessment: &'a Assessment,
    prize: &'a Prize,
    standing: &'a str,
    award: &'a PrizeAward,
) -> Result<Won<'a>, Inexact> {
    let names = if award.shared.is_empty() { std::slice::from_ref(&award.tier) } else { &award.shared };
    let tier = |name: &String| prize.tiers.iter().find(|tier| tier.name == *name);
    let pooled: Vec<&Tier> = names.iter().filter_map(tier).collect();
    let pool = Number::sum(pooled.iter().map(|tier| tier.amount))?;
    let results = assessment.standings.iter().filter(|result| result.id == award.standing);
    let own = results.filter(|_| award.period == assessment.period);
    let own = own.flat_map(|result| holders(result, award));
    let own = own.filter(|row| !stands_elsewhere(assessment, prize, award, &row.who)).count();
    let others = assessment.prizes.iter().filter(|other| {
        (&other.prize, &other.group, other.rank, other.period, other.stands_for)
            == (&award.prize, &award.group, award.rank, award.period, award.stands_for)
    });
    let among = if award.shared.is_empty() { 1 } else { own.max(others.count()) };
    let among = Number::from_count(among);
    let remainder =
        if award.shared.is_empty() { Number::ZERO } else { pool.minus(award.amount.times(among)?)? };
    let (passed, tied) = (passed(assessment, prize, award), is_tied(assessment, award));
    let gain = gain(assessment, prize, award);
    Ok(Won { award, standing, tied, passed, gain, pooled, pool, among, remainder })
}

fn gain(assessment: &Assessment, prize: &Prize, award: &PrizeAward) -> Option<Gain> {
    let tier = prize.tiers.iter().find(|tier| tier.name == award.tier);
    let fewest = tier.filter(|_| prize.given_for == PrizeFor::Gain)?.place;
    let rows = assessment.standings.iter().filter(|result| result.id == award.standing);
    let mut rows = rows.flat_map(|result| &result.rows).filter(|_| award.period == assessment.period);
    Some(Gain { fewest, places: rows.find(|row| row.who == award.who).and_then(|row| row.change) })
}

/// The tier of the place where the award is of another one; a decision and a gain look at no such tier.
fn passed<'a>(
    assessment: &Assessment,
    prize: &'a Prize,
    award: &PrizeAward,
) -> Option<(&'a Tier, Option<Number>)> {
    let is_by_place = prize.given_for == PrizeFor::Place && prize.ties != PrizeTies::Decide;
    let place = award.stands_for.unwrap_or(award.rank);
    let is_barred = award.barred.is_some();
    let own = tier_of(prize, place).filter(|tier| is_by_place && !is_barred && tier.name != award.tier)?;
    let rows = assessment.standings.iter().filter(|result| result.id == award.standing);
    let mut rows = rows.flat_map(|result| &result.rows).filter(|_| award.period == assessment.period);
    Some((own, rows.find(|row| row.who == award.who).and_then(|row| row.score)))
}

fn tier_of(prize: &Prize, rank: usize) -> Option<&Tier> {
    let place = Number::from_count(rank);
    prize.tiers.iter().find(|tier| (tier.place..=tier.until).contains(&place))
}

/// Those of the award's group who share its place.
fn holders<'a>(result: &'a StandingResult, award: &'a PrizeAward) -> impl Iterator<Item = &'a StandingRow> {
    let is_own = result.rows.iter().any(|row| row.who == award.who);
    result.rows.iter().filter(move |row| is_own && row.rank == Some(award.rank))
}

/// Whether one who holds the rank of an award has no part in its place: the prize of who is barred passed down, and who has
/// another takes no share.
fn stands_elsewhere(assessment: &Assessment, prize: &Prize, award: &PrizeAward, who: &Party) -> bool {
    let is_of =
        |id: &str, period: Period, other: &Party| id == prize.id && period == award.period && other == who;
    let is_passed_over = assessment.passed_over.iter().any(|one| is_of(&one.prize, one.period, &one.who));
    let mut others = assessment.prizes.iter().filter(|other| is_of(&other.prize, other.period, &other.who));
    let has_other = others.any(|other| other.stands_for != award.stands_for);
    let by_bar = prize.bars.seat == BarredSeat::PassesDown && (is_passed_over || has_other);
    by_bar || another(assessment, prize, award.period, who).is_some()
}

/// The prize that somebody has within a period and beside which another is not given.
fn another<'a>(
    assessment: &'a Assessment,
    prize: &Prize,
    period: Period,
    who: &Party,
) -> Option<&'a PrizeAward> {
    assessment.prizes.iter().find(|award| {
        award.who == *who && award.period.lies_within(period) && prize.not_with.contains(&award.prize)
    })
}

/// `None` where the prize is not for such as these.
fn why_not<'a>(assessment: &'a Assessment, prize: &'a Prize, who: &Party) -> Option<WhyNot<'a>> {
    let own = assessment.standings.iter().filter(|result| result.id == prize.standing);
    let mut rows = own.flat_map(|result| result.rows.iter().map(move |row| (result, row)));
    let (standing, row) = rows.find(|(_, row)| row.who == *who)?;
    if who.kind() == PartyKind::Household || !prize.groups.has(&standing.group) {
        return None;
    }
    if prize.period > assessment.period.length() {
        return Some(WhyNot::Later(prize.period));
    }
    if prize.period < assessment.period.length() {
        return Some(WhyNot::InNone(prize.period));
    }
    let other = another(assessment, prize, assessment.period, who);
    let is_own =
        |one: &&PassedOver| one.prize == prize.id && one.period == assessment.period && one.who == *who;
    let why = match assessment.passed_over.iter().find(is_own) {
        _ if is_open(assessment, who) => WhyNot::Open,
        Some(one) => WhyNot::Barred(&one.why, one.rank),
        None => by_place(prize, standing, row),
    };
    // Another prize bars only from what there would be without it.
    let is_barred = match why {
        WhyNot::Tie(_) | WhyNot::UsedUp(..) => true,
        // Somebody behind them has what passed down.
        WhyNot::Beyond(rank, _) => assessment.prizes.iter().any(|award| {
            (&award.prize, &award.group, award.period) == (&prize.id, &standing.group, assessment.period)
                && award.rank > rank
        }),
        WhyNot::NoGain(fewest, _) => {
            // What was gained since another year is not in the result.
            let unknown = assessment.period.previous_in_year().is_none();
            let gain = row.change.and_then(|change| usize::try_from(change).ok()).map(Number::from_count);
            unknown || gain.is_some_and(|gain| gain >= fewest)
        }
        _ => false,
    };
    Some(other.filter(|_| is_barred).map_or(why, |other| WhyNot::HasAnother(&other.tier)))
}

/// Whether a score of such as these is open: prizes are given when all are known.
fn is_open(assessment: &Assessment, who: &Party) -> bool {
    match who.kind() {
        PartyKind::Cadre => assessment.cadres.iter().any(|cadre| cadre.score.is_none()),
        _ => assessment.villages.iter().any(|village| village.score.is_none()),
    }
}

fn by_place<'a>(prize: &'a Prize, standing: &'a StandingResult, row: &'a StandingRow) -> WhyNot<'a> {
    if let Some(veto) = row.veto_name() {
        return WhyNot::Vetoed(veto, row.rank);
    }
    let (Some(rank), Some(score)) = (row.rank, row.score) else { return WhyNot::Unranked };
    if prize.given_for == PrizeFor::Gain {
        let fewest = prize.tiers.iter().map(|tier| tier.place).min();
        return WhyNot::NoGain(fewest.unwrap_or(Number::ONE), Moved::of(row));
    }
    let last = prize.tiers.iter().map(|tier| tier.until).max().unwrap_or(Number::ZERO);
    let missed = |tier: &&Tier| tier.at_least.is_some_and(|least| score < least);
    match tier_of(prize, rank) {
        Some(own) if prize.unfilled == Unfilled::PassesDown => {
            let met = prize.tiers.iter().rfind(|tier| !missed(tier));
            let lowest = || WhyNot::TooLow(prize.tiers.last().unwrap_or(own), score);
            met.map_or_else(lowest, |tier| WhyNot::UsedUp(rank, tier))
        }
        Some(tier) if missed(&tier) => WhyNot::TooLow(tier, score),
        // Whoever is kept from a better tier has one of this.
        Some(tier) if prize.bars.seat == BarredSeat::PassesDown && prize.ties != PrizeTies::Decide => {
            WhyNot::UsedUp(rank, tier)
        }
        Some(_) => WhyNot::Tie(rank),
        None if standing.ties == RankTies::ShareAndGoOn || Number::from_count(rank) > last => {
            WhyNot::Beyond(rank, last)
        }
        None => WhyNot::Tie(rank),
    }
}
