//! Running totals that two rules count one after the other: the beginning of them counts again.

use crate::diagnostic::{Code, Diagnostic};
use crate::period::{Date, Moment, date};
use crate::rulebook::declaration::IndicatorSource;
use crate::rulebook::{Item, ItemRule, Rulebook};
use crate::rules::Rule;

/// A rule that pays by how much a typed total comes to, and takes the place of another within an account: what that one
/// counted lies in the total still. Figures of their own time, and rows of registers, begin anew.
pub(super) fn counted_again(rulebook: &Rulebook, item: &Item, rule: &ItemRule) -> Option<Diagnostic> {
    let from = rule.in_force.from.filter(|_| pays_by_amount(rule))?;
    let is_total = |name: &&String| {
        let declared = rulebook.declarations.indicator(name);
        declared.is_some_and(|one| matches!(one.source, IndicatorSource::Entered) && !one.is_current)
    };
    let total = rule.uses.indicators.iter().find(is_total)?;
    let counted = |other: &&ItemRule| pays_by_amount(other) && other.uses.indicators.contains(total);
    let before =
        |other: &&ItemRule| other.in_force.until.is_some_and(|until| is_before(rulebook, item, until, from));
    let other = item.rules().iter().filter(counted).find(before)?;
    let message = format!(
        "规则 {} 从{from}起接替 {}，“{total}”填的是累计数，{}计过的部分又从头计一遍",
        rule.id, other.id, other.id
    );
    let hint = "接替的规则只该计后来的：两条合为一条，或把这个指标改成各期自己的数（current = true）";
    Some(
        Diagnostic::warning(Code::CountedAgain, &rule.span, message)
            .related(&other.span, "先施行的")
            .hint(hint),
    )
}

/// Whether what it brings grows with the figure from nothing on.
fn pays_by_amount(rule: &ItemRule) -> bool {
    matches!(rule.rule, Rule::Completion(_) | Rule::PerUnit(_))
}

/// Whether one rule ends before another begins, in one account of an item.
fn is_before(rulebook: &Rulebook, item: &Item, until: Moment, from: Moment) -> bool {
    let in_one_account = |year: i16| {
        let (until, from) = (until.in_year(year), from.in_year(year));
        let account = |day: Date| {
            crate::period::Period::of_month(crate::period::Month::of(day)).around(rulebook.account_span(item))
        };
        until < from && account(until) == account(from)
    };
    // What is dated has its own year; any will do for what comes back every year.
    let years = [until, from].map(|one| date(2023, 1, 1).map(|first| one.in_year(first.year()).year()));
    years.into_iter().flatten().any(in_one_account)
}
