//! What rules hold in the accounts that a merger brings together: of each matter, and of what a limit leaves, as much counts
//! from then on as was carried over: the mean of what the villages held, or what the worst of them did.

use std::collections::BTreeMap;

use super::{Changes, item, window};
use crate::engine::assessment::{ItemResult, Posting, PostingKind, RuleHeld};
use crate::engine::view::VillageView;
use crate::engine::view::inherited::MergedRule;
use crate::number::{Inexact, Number};
use crate::rulebook::{AccountTerms, ItemRule, Merge};
use crate::rules::{Entry, HeldMatter};
use crate::text::Text;

/// What comes of a rule within its limit.
pub(in crate::engine) struct Within {
    pub(in crate::engine) limits: Vec<Posting>,
    /// What it brought to the account in the end: on top of what those brought that it goes on from, and from a merger on, of
    /// what that carried over.
    pub(in crate::engine) sum: Number,
    /// The same without those.
    pub(in crate::engine) own: Number,
}

/// What keeps one rule within its limit.
pub(in crate::engine) fn within_limit(
    rule: &ItemRule,
    before: Number,
    own: &[Posting],
    view: &VillageView<'_>,
) -> Result<Within, Inexact> {
    if rule.limit.is_none() && view.merged.inherited.is_empty() {
        let own = Number::sum(own.iter().map(|posting| posting.amount))?;
        return Ok(Within { limits: Vec::new(), sum: before.plus(own)?, own });
    }
    let in_force = window::of_rule(view, rule.in_force);
    let merged = MergedRule { rule: &rule.id, ..view.merged };
    let mergers: Vec<_> =
        in_force.into_iter().flat_map(|seen| merged.within(seen.since..=seen.as_of)).collect();
    let mut limits = Vec::new();
    let (mut brought, mut alone, mut since) = (before, Number::ZERO, None);
    for end in mergers.iter().map(Some).chain([None]) {
        let is_within = |posting: &&Posting| {
            since.is_none_or(|since| since <= posting.date) && end.is_none_or(|(day, _)| posting.date < *day)
        };
        let mut changes = Changes::new();
        changes.add_all(own.iter().filter(is_within))?;
        let limit = item::limit(rule, brought, &changes)?;
        changes.add_all(&limit)?;
        brought = brought.plus(changes.total()?)?;
        alone = alone.plus(changes.total()?)?;
        limits.extend(limit);
        if let Some((day, held)) = end {
            // What is measured again takes back its own of it, so that the limit goes by that.
            let takes_back = rule.uses.replaces && !rule.rule.measured_by().goes_on_top(view, *day);
            let left = |held: &RuleHeld| if takes_back { held.own } else { held.brought };
            brought = held.map_or(Number::ZERO, left);
            alone = held.map_or(Number::ZERO, |held| held.own);
            since = Some(*day);
        }
    }
    Ok(Within { limits, sum: brought, own: alone })
}

/// Whether what rules hold in an account may be asked for by a merger.
pub(in crate::engine) fn are_kept(view: &VillageView<'_>) -> bool {
    let goes_over = matches!(view.rulebook.village.merge, Some(Merge::Mean | Merge::Worst));
    let takes_part = || {
        let roster = &view.records.roster;
        view.village.merged.is_some() || roster.merged_into(&view.village.name).next().is_some()
    };
    goes_over && view.person.is_none() && takes_part()
}

/// Keeps what a rule holds; one that is not in force yet holds what the one does that it goes on from.
pub(in crate::engine) fn keep(
    all: &mut Vec<RuleHeld>,
    view: &VillageView<'_>,
    rule: &ItemRule,
    own: RuleHeld,
) {
    let has_begun = window::of_rule(view, rule.in_force).is_some();
    let before = rule.continues.as_ref().filter(|_| !has_begun);
    let before = before.and_then(|id| all.iter().find(|held| held.rule == *id)).cloned();
    all.push(before.map_or(own, |before| RuleHeld { rule: rule.id.clone(), own: Number::ZERO, ..before }));
}

/// What each rule holds after a merger, from what it held in the accounts that came together.
pub(in crate::engine) fn together(how: Merge, accounts: &[&ItemResult]) -> Result<Vec<RuleHeld>, Inexact> {
    let worst = accounts.iter().filter_map(|account| account.score).min();
    let carried: Vec<&ItemResult> = match how {
        Merge::Mean => accounts.to_vec(),
        Merge::Worst => accounts.iter().copied().filter(|one| one.score == worst).take(1).collect(),
        Merge::Fresh => Vec::new(),
    };
    let shared_by = Number::from_count(carried.len());
    let mut by_rule: BTreeMap<&Text, Vec<&RuleHeld>> = BTreeMap::new();
    for held in carried.iter().flat_map(|account| &account.held) {
        by_rule.entry(&held.rule).or_default().push(held);
    }
    // Each is what the sum so far comes to, less what was given to those before: together they are what was carried.
    let (mut sum, mut given) = (Number::ZERO, Number::ZERO);
    let of_rule = |(rule, held): (&Text, Vec<&RuleHeld>)| {
        let brought = Number::sum(held.iter().map(|one| one.brought))?.quotient(shared_by)?;
        sum = sum.plus(Number::sum(held.iter().map(|one| one.own))?)?;
        let own = sum.quotient(shared_by)?.minus(given)?;
        given = given.plus(own)?;
        let mut by_matter: BTreeMap<&Text, Vec<&HeldMatter>> = BTreeMap::new();
        for one in held.iter().flat_map(|held| &held.matters) {
            by_matter.entry(&one.matter).or_default().push(one);
        }
        let matters = by_matter.into_values().filter_map(|held| carried_over(&held, shared_by).transpose());
        let matters = matters.collect::<Result<_, Inexact>>()?;
        Ok(RuleHeld { rule: rule.clone(), brought, own, matters })
    };
    by_rule.into_iter().map(of_rule).collect()
}

/// Takes what the limits of an account moved out of what is each rule's own: what its floor gave back is of those that took
/// off, what its cap took of those that gave. Those that measure again come first, since they alone take their own back;
/// among either the last one does, and what neither took off nor gave is of the last that measures again.
pub(in crate::engine) fn keep_within_account(
    all: &mut [RuleHeld],
    (terms, view): (&AccountTerms, &VillageView<'_>),
    limits: &[Posting],
) -> Result<(), Inexact> {
    if all.is_empty() || limits.is_empty() {
        return Ok(());
    }
    let is_rounding = |one: &&Posting| one.kind == PostingKind::Rounding;
    let rounded = Number::sum(limits.iter().filter(is_rounding).map(|one| one.amount))?;
    let mut moved = Number::sum(limits.iter().map(|one| one.amount))?.minus(rounded)?;
    let takes_back = |rule: &ItemRule| rule.uses.replaces && !rule.rule.measured_by().is_paid_on_top(view);
    let is_measured_again =
        |held: &RuleHeld| terms.rules.iter().find(|rule| rule.id == held.rule).is_some_and(takes_back);
    for measured in [true, false] {
        for held in all.iter_mut().rev().filter(|held| is_measured_again(held) == measured) {
            let own = held.own;
            if own.is_zero() || own.is_negative() == moved.is_negative() {
                continue;
            }
            let share = if moved.unsigned() < own.unsigned() { moved } else { own.negated() };
            held.own = own.plus(share)?;
            moved = moved.minus(share)?;
        }
    }
    if let Some(last) = all.iter_mut().rfind(|held| is_measured_again(held)) {
        last.own = last.own.plus(moved)?.plus(rounded)?;
    }
    Ok(())
}

/// What is carried over of one matter, told by the largest of it.
fn carried_over(held: &[&HeldMatter], shared_by: Number) -> Result<Option<HeldMatter>, Inexact> {
    let size = |one: &&HeldMatter| one.entry.amount.unsigned();
    let Some(first) = held.first().copied() else { return Ok(None) };
    let largest =
        held.iter().copied().fold(first, |held, one| if size(&one) > size(&held) { one } else { held });
    let amount = Number::sum(held.iter().map(|one| one.entry.amount))?.quotient(shared_by)?;
    let entry = Entry { amount, ..largest.entry.clone() };
    Ok(Some(HeldMatter { entry, is_carried: true, ..largest.clone() }))
}
