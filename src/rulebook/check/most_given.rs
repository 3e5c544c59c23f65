//! The most that rules can give in one account: of those of which somebody knows, as often as they measure in it.

use super::sums_in_accounts;
use crate::number::Number;
use crate::period::Period;
use crate::rulebook::{InForce, Item, ItemRule, Rulebook};
use crate::rules::Rule;

/// What a rule gives for all that it asks for, each time that it measures in one account; its own limit ends it. `None` where
/// nobody knows, and of what happens: nobody asks for that.
pub(super) fn at_best(rulebook: &Rulebook, item: &Item, rule: &ItemRule) -> Option<Number> {
    in_account(rulebook, item, rule, rule.rule.brings_at_best()?)
}

/// The same of marks and shares alone, which nothing passes.
pub(super) fn of_measure(rulebook: &Rulebook, item: &Item, rule: &ItemRule) -> Option<Number> {
    in_account(rulebook, item, rule, rule.rule.most_given()?)
}

/// The most that a rule may give in one account; `None` where nothing ends it. What goes on beyond its target is taken as
/// meeting it.
pub(super) fn of_rule(rulebook: &Rulebook, item: &Item, rule: &ItemRule) -> Option<Number> {
    let most = match &rule.rule {
        Rule::PerEvent(events) => events.most_in_account(),
        Rule::AroundTarget(around) if around.adds_beyond() => None,
        _ => at_best(rulebook, item, rule),
    };
    match (most, rule.limit) {
        (Some(most), Some(limit)) => Some(most.min(limit)),
        (most, limit) => most.or(limit),
    }
}

fn in_account(rulebook: &Rulebook, item: &Item, rule: &ItemRule, once: Number) -> Option<Number> {
    let account = rulebook.account_span(item);
    let again = rule.timing.every().filter(|every| !rule.uses.replaces && *every < account);
    let times = again.map_or(1, |every| account.months() / every.months());
    let most = once.times(Number::from(u32::try_from(times).ok()?)).ok()?;
    Some(rule.limit.map_or(most, |limit| most.min(limit)))
}

/// What rules come to together in each account in which the item is in force and any of them is.
pub(super) fn together(
    rulebook: &Rulebook,
    item: &Item,
    most: &[(InForce, Number)],
) -> Option<Vec<(Period, Number)>> {
    let nodes: Vec<InForce> = rulebook.upwards(item).map(|node| node.in_force).collect();
    let mut sums = sums_in_accounts(most, rulebook.account_span(item))?;
    sums.retain(|(account, _)| nodes.iter().all(|in_force| in_force.touches(*account)));
    Some(sums)
}
