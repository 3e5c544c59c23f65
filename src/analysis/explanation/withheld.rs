//! Money that somebody might look for and that is not there: pay by a score below zero, and what a limit leaves out.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::assessment::{Assessment, Party};
use crate::number::{Inexact, Number};
use crate::period::{Date, Month, Period};
use crate::rulebook::{LimitOf, MoneyRule, Pay, Rulebook};
use crate::text::Text;

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
    /// The limit, with the rules that it holds for together.
    pub of: LimitOf<'a>,
    /// The period of the limit in which it is used up.
    pub within: Period,
    /// Yuan that it left out in the period of the result, without a sign.
    pub left_out: Number,
}

/// The pay of the result's own period, all or that of some, that somebody has none of since the score lies below zero.
pub(super) fn below_zero<'a>(
    assessment: &Assessment,
    who: &Party,
    pays: impl Iterator<Item = &'a Pay>,
) -> Vec<BelowZero<'a>> {
    let own = assessment.below_zero.iter();
    let own = own.filter(|one| one.party == *who && one.period == assessment.period);
    let own: Vec<_> = own.collect();
    let found = |pay: &'a Pay| {
        let one = own.iter().find(|one| one.rule == pay.id)?;
        Some(BelowZero { pay, score: one.score })
    };
    pays.filter_map(found).collect()
}

/// The limits of some rules that the money of somebody uses up, each once, by rule and period: one that several rules share
/// is used up by all of them together, and may leave nothing for the one that is asked about. One may have been used up
/// before the result's own period.
pub(super) fn reached<'a>(
    rulebook: &'a Rulebook,
    assessment: &Assessment,
    who: &Party,
    asked: impl Iterator<Item = &'a MoneyRule>,
) -> Result<Vec<Reached<'a>>, Inexact> {
    let mut all: Vec<Reached<'_>> = Vec::new();
    for of in asked.filter_map(|rule| rulebook.money_limit(rule)) {
        if all.iter().any(|one| one.of.holder == of.holder) {
            continue;
        }
        let is_held = |party: &Party, id: &Text| *party == *who && of.rules.iter().any(|rule| rule.id == *id);
        let within = |date: Date| Period::of_month(Month::of(date)).around(of.limit.each);
        let own = assessment.money.iter().filter(|one| is_held(&one.party, &one.rule));
        let counted = sums(within, own.flat_map(|one| &one.postings).map(|one| (one.date, one.amount)))?;
        let beyond = assessment.beyond_limit.iter().filter(|one| is_held(&one.party, &one.rule));
        let left_out = sums(within, beyond.map(|one| (one.date, one.amount.unsigned())))?;
        let full =
            counted.iter().filter(|(_, sum)| sum.unsigned() == of.limit.most).map(|(within, _)| within);
        let full: BTreeSet<Period> = full.chain(left_out.keys()).copied().collect();
        all.extend(full.into_iter().map(|within| {
            let left_out = left_out.get(&within).copied().unwrap_or_default();
            Reached { of: of.clone(), within, left_out }
        }));
    }
    Ok(all)
}

/// What amounts come to by period of a limit.
fn sums(
    within: impl Fn(Date) -> Period,
    amounts: impl Iterator<Item = (Date, Number)>,
) -> Result<BTreeMap<Period, Number>, Inexact> {
    let mut sums: BTreeMap<Period, Number> = BTreeMap::new();
    for (date, amount) in amounts {
        let sum = sums.entry(within(date)).or_default();
        *sum = sum.plus(amount)?;
    }
    Ok(sums)
}
