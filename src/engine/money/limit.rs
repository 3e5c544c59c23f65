//! The limits of rules of money: what they leave of the amounts that are due, by payee and village; of one rule, or of
//! several together.

use std::collections::BTreeMap;

use crate::engine::assessment::Posting;
use crate::number::{Inexact, Number};
use crate::period::{Date, Month, Period};
use crate::rulebook::{LimitOf, MoneyLimit, MoneyRule, Rulebook};
use crate::rules::{Entry, Payee};
use crate::sentence;

/// What a rule makes due to one payee of a village, by day.
pub(super) struct Owing<'a> {
    pub(super) rule: &'a MoneyRule,
    pub(super) payee: Payee,
    /// In their order.
    pub(super) days: Vec<Due>,
}

/// What is due on a day.
pub(super) struct Due {
    pub(super) date: Date,
    /// Rounded, before any limit.
    pub(super) due: Number,
    /// What the limit leaves of it.
    pub(super) counted: Number,
    pub(super) entries: Vec<Entry>,
}

/// Cuts what goes beyond the limits: the days in their order, and on one day the rules in the order of the rulebook, in
/// which they are handed over.
pub(super) fn apply(rulebook: &Rulebook, owing: &mut [Owing<'_>]) -> Result<(), Inexact> {
    let mut limited: BTreeMap<(&str, Payee), (MoneyLimit, Vec<&mut Due>)> = BTreeMap::new();
    for one in owing {
        let Some(of) = rulebook.money_limit(one.rule) else { continue };
        let (_, days) =
            limited.entry((of.holder, one.payee.clone())).or_insert_with(|| (of.limit, Vec::new()));
        days.extend(one.days.iter_mut());
    }
    for (limit, mut days) in limited.into_values() {
        days.sort_by_key(|day| day.date);
        let mut so_far = SoFar::default();
        for day in days {
            day.counted = so_far.add(limit, day.date, day.due)?;
        }
    }
    Ok(())
}

/// What was taken or given within the period that a limit goes by.
#[derive(Default)]
struct SoFar {
    within: Option<Period>,
    sum: Number,
}

impl SoFar {
    /// What the limit leaves of an amount that is due on a day; days come in their order.
    fn add(&mut self, limit: MoneyLimit, date: Date, due: Number) -> Result<Number, Inexact> {
        let within = Some(Period::of_month(Month::of(date)).around(limit.each));
        if self.within != within {
            *self = Self { within, sum: Number::ZERO };
        }
        let left = |sum: Number| sum.max(limit.most.negated()).min(limit.most);
        let before = left(self.sum);
        self.sum = self.sum.plus(due)?;
        left(self.sum).minus(before)
    }
}

/// A posting that the limit made smaller says so.
pub(super) fn told(rulebook: &Rulebook, rule: &MoneyRule, posting: Posting) -> Posting {
    let Some(LimitOf { limit, rules, .. }) = rulebook.money_limit(rule) else { return posting };
    let others: Vec<&str> =
        rules.iter().filter(|other| other.id != rule.id).map(|other| other.name.as_str()).collect();
    let together = if others.is_empty() { String::new() } else { format!("与{}", others.join("、")) };
    let reason = sentence!(
        "{}；{}在本村{}合计至多{}元，只计{}元",
        posting.reason,
        together,
        limit.chinese(),
        limit.most,
        posting.amount.unsigned()
    );
    Posting { reason, ..posting }
}
