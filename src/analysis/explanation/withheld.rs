//! Money that somebody might look for and that is not there: pay by a score below zero, and what a limit leaves out.

use std::collections::BTreeMap;

use crate::engine::assessment::{Account, Assessment, MoneyEntry};
use crate::number::{Inexact, Number};
use crate::period::{Month, Period};
use crate::rulebook::{MoneyLimit, Pay, Rulebook};

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
    assessment: &Assessment,
    who: &Account,
    pays: impl Iterator<Item = &'a Pay>,
) -> Vec<BelowZero<'a>> {
    let own = assessment.below_zero.iter();
    let own = own.filter(|one| one.account == *who && one.period == assessment.period);
    let own: Vec<_> = own.collect();
    let found = |pay: &'a Pay| {
        let one = own.iter().find(|one| one.rule == pay.id)?;
        Some(BelowZero { pay, score: one.score })
    };
    pays.filter_map(found).collect()
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
