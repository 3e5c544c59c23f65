//! Money that somebody might look for and that is not there: pay by a score below zero, and what a limit leaves out.

use std::collections::BTreeMap;

use crate::engine;
use crate::engine::assessment::{Account, Assessment, MoneyEntry};
use crate::number::{Inexact, Number};
use crate::period::{Month, Period};
use crate::rulebook::{MoneyLimit, Pay, Rate, Rulebook, ScoreOf, Subject};

/// Pay by a score that lies below zero: nothing is paid, and nothing is owed.
#[derive(Clone, Debug)]
pub struct BelowZero<'a> {
    /// The pay.
    pub pay: &'a Pay,
    /// Points.
    pub score: Number,
}

/// A limit that is used up: what goes beyond it within its period is neither taken nor given.
#[derive(Clone, Debug)]
pub struct Reached<'a> {
    /// The entry.
    pub entry: &'a MoneyEntry,
    /// Its limit.
    pub limit: MoneyLimit,
    /// The period of the limit in which it is used up.
    pub within: Period,
}

/// The pay of the result's own period, all or that of some, that somebody has none of since the score lies below zero.
pub(super) fn below_zero<'a>(
    rulebook: &Rulebook,
    assessment: &Assessment,
    who: &Account,
    pays: impl Iterator<Item = &'a Pay>,
) -> Vec<BelowZero<'a>> {
    let is_by_score = |pay: &&Pay| matches!(pay.rate, Rate::PerPoint(_) | Rate::OfBase(..) | Rate::Pool(_));
    let has_none =
        |pay: &&Pay| !assessment.money.iter().any(|entry| entry.account == *who && entry.rule == pay.id);
    let own = pays.filter(|pay| pay.period == assessment.period.span()).filter(is_by_score).filter(has_none);
    own.filter_map(|pay| {
        let score = score(rulebook, assessment, who, pay).filter(|score| score.is_negative())?;
        Some(BelowZero { pay, score })
    })
    .collect()
}

/// The score that pay goes by; `None` of an item of a cadre, which is told with the item.
fn score(rulebook: &Rulebook, assessment: &Assessment, who: &Account, pay: &Pay) -> Option<Number> {
    let cadre = assessment.cadres.iter().find(|cadre| Account::Cadre(cadre.person.clone()) == *who);
    let of_village = |node: &ScoreOf| {
        let village = assessment.villages.iter().find(|village| village.name == *who.village());
        engine::score_of(rulebook, village?, node)
    };
    match (pay.subject, &pay.node) {
        (Subject::Cadre, ScoreOf::Whole(Subject::Cadre)) => cadre?.score,
        (Subject::Cadre, ScoreOf::Node(_)) => None,
        (Subject::Cadre | Subject::Village, node) => of_village(node),
    }
}

/// The limits that entries use up, by entry and period.
pub(super) fn reached<'a>(
    rulebook: &Rulebook,
    entries: impl Iterator<Item = &'a MoneyEntry>,
) -> Result<Vec<Reached<'a>>, Inexact> {
    let mut all = Vec::new();
    for entry in entries {
        let limit = rulebook.money.iter().find(|rule| rule.id == entry.rule).and_then(|rule| rule.limit);
        let Some(limit) = limit else { continue };
        let mut sums: BTreeMap<Period, Number> = BTreeMap::new();
        for posting in &entry.postings {
            let within = Period::of_month(Month::of(posting.date)).around(limit.each);
            let sum = sums.entry(within).or_default();
            *sum = sum.plus(posting.amount)?;
        }
        let full = sums.into_iter().filter(|(_, sum)| sum.unsigned() == limit.most);
        all.extend(full.map(|(within, _)| Reached { entry, limit, within }));
    }
    Ok(all)
}
