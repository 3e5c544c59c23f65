//! The most that rules can give in one account: of those of which somebody knows, as often as they measure in it.

use super::judged::{Stretch, stretch};
use super::{below_zero, sums_in_accounts};
use crate::number::Number;
use crate::period::{Length, Month, Period, date};
use crate::rulebook::scheme::ANY_YEAR;
use crate::rulebook::{InForce, Item, ItemRule, Rulebook};
use crate::rules::{Best, Beyond, Gives, Timing};

/// What a rule gives for all that it asks for, in the account in which it measures most often; its own limit ends it. `None`
/// where nobody knows, and of what happens: nobody asks for that.
pub(super) fn at_best(rulebook: &Rulebook, item: &Item, rule: &ItemRule) -> Option<Number> {
    highest(rulebook, item, &[(rule, rule.rule.gives().best()?.brings)], in_account)
}

/// The same of all rules of an item together, by marks and shares alone, which nothing passes. What goes on with the count of
/// another shares its end, and what goes to persons is none of the item's.
pub(super) fn of_measure(rulebook: &Rulebook, item: &Item) -> Option<Number> {
    let own = item.rules().iter().filter(|rule| rule.continues.is_none() && rule.into.is_none());
    let given: Vec<_> = own.filter_map(|rule| Some((rule, rule.rule.gives().highest_mark()?))).collect();
    highest(rulebook, item, &given, in_account)
}

/// The most that the rules of an item can take off together in any one account; `None` where nothing ends it, and beside a
/// rule that never judges, of which `judged` tells.
pub(super) fn taken(rulebook: &Rulebook, item: &Item) -> Option<Number> {
    let of_year =
        |rule: &ItemRule| rule.rule.most().filter(|_| !below_zero::falls_without_end(rulebook, rule));
    let taking: Vec<_> = item.rules().iter().map(|rule| (rule, of_year(rule))).collect();
    let of_rules = |rules: &[(&ItemRule, Option<Number>)]| highest(rulebook, item, rules, taken_in_account);
    let is_nothing = |most: Option<Number>| most.is_some_and(Number::is_zero);
    let never_judges = |one: &(&ItemRule, Option<Number>)| {
        let takes = !is_nothing(one.1) && !is_nothing(one.0.limit);
        takes && is_nothing(of_rules(&[*one]))
    };
    if taking.iter().any(never_judges) { None } else { of_rules(&taking) }
}

/// The most that a rule may give in one account; `None` where nothing ends it. What goes on in proportion beyond its target is
/// taken as meeting it.
pub(super) fn of_rule(rulebook: &Rulebook, item: &Item, rule: &ItemRule) -> Option<Number> {
    let most = match rule.rule.gives() {
        Gives::Nothing => Some(Number::ZERO),
        Gives::Open => None,
        Gives::ToAccount(most) => Some(most),
        Gives::EachTime(Best { beyond: Beyond::Apart, .. }) => None,
        Gives::EachTime(best) => in_whole_account(rulebook, item, rule, best.brings),
    };
    match (most, rule.limit) {
        (Some(most), Some(limit)) => Some(most.min(limit)),
        (most, limit) => most.or(limit),
    }
}

/// What rules come to in the account in which it is most, each so often as it measures on days on which it is in force and the
/// account is open.
fn highest<N: Copy>(
    rulebook: &Rulebook,
    item: &Item,
    given: &[(&ItemRule, N)],
    in_account: impl Fn(&ItemRule, N, &Stretch, Period) -> Option<Number>,
) -> Option<Number> {
    let starts = item.account()?.starts;
    let nodes: Vec<InForce> = rulebook.upwards(item).map(|node| node.in_force).collect();
    let all = nodes.iter().copied().chain(given.iter().map(|(rule, _)| rule.in_force));
    let named = all.flat_map(InForce::named_years).flat_map(|year| [year, year.saturating_add(1)]);
    let named: Vec<i16> = named.collect();
    let years = if named.is_empty() { vec![ANY_YEAR] } else { named };
    let mut highest = Number::ZERO;
    for first in years.into_iter().filter_map(|year| date(year, 1, 1)) {
        let year = Period::of_month(Month::of(first)).around(Length::Year);
        for account in year.parts(rulebook.account_span(item)) {
            let of_rule = |(rule, own): &(&ItemRule, N)| {
                let in_force: Vec<_> = nodes.iter().copied().chain([rule.in_force]).collect();
                let open = stretch(&in_force, starts, account.year());
                open.map_or(Some(Number::ZERO), |open| in_account(rule, *own, &open, account))
            };
            let sum = given.iter().map(of_rule).collect::<Option<Vec<_>>>()?;
            highest = highest.max(Number::sum(sum).ok()?);
        }
    }
    Some(highest)
}

/// What a rule comes to in one account, of the days on which it can count.
fn in_account(rule: &ItemRule, once: Number, open: &Stretch, account: Period) -> Option<Number> {
    let times = match rule.timing {
        Timing::On(_) | Timing::EndOf(_) => {
            open.days(&rule.timing).into_iter().filter(|day| account.contains(*day)).count()
        }
        Timing::Always | Timing::Never => {
            usize::from(open.first <= account.last_day() && account.first_day() <= open.last)
        }
    };
    let times = if rule.uses.replaces { times.min(1) } else { times };
    let most = once.times(Number::from(u32::try_from(times).ok()?)).ok()?;
    Some(rule.limit.map_or(most, |limit| most.min(limit)))
}

/// What a rule can take off in one account, of what it can take off in a year, each time as much; its own limit ends it.
fn taken_in_account(
    rule: &ItemRule,
    of_year: Option<Number>,
    open: &Stretch,
    account: Period,
) -> Option<Number> {
    let Some(of_year) = of_year else { return rule.limit };
    let days = open.days(&rule.timing).into_iter().filter(|day| account.contains(*day)).count();
    let most = match &rule.timing {
        Timing::EndOf(_) if days == 0 => Number::ZERO,
        Timing::EndOf(every) if !rule.uses.replaces => {
            let parts = Number::from(u32::from(every.per_year().unsigned_abs()));
            of_year.times(Number::from_count(days)).ok()?.quotient(parts).ok()?
        }
        Timing::On(_) if days == 0 => Number::ZERO,
        Timing::Always | Timing::Never
            if open.last < account.first_day() || account.last_day() < open.first =>
        {
            Number::ZERO
        }
        _ => of_year,
    };
    Some(rule.limit.map_or(most, |limit| most.min(limit)))
}

/// What a rule comes to in an account on all of whose days it is in force.
fn in_whole_account(rulebook: &Rulebook, item: &Item, rule: &ItemRule, once: Number) -> Option<Number> {
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
