//! Running totals that two rules count one after the other, or one rule several times: the beginning of them counts again.

use crate::diagnostic::{Code, Diagnostic, Span as Place};
use crate::period::{Date, Length, Moment, Month, Period, date};
use crate::rulebook::declaration::{Aggregate, IndicatorSource};
use crate::rulebook::{Item, ItemRule, MoneyRule, Rollup, Rulebook};

/// A rule that pays by how much a typed total comes to, and takes the place of another within an account: what that one
/// counted lies in the total still. Figures of their own time, and rows of registers, begin anew.
pub(super) fn counted_again(rulebook: &Rulebook, item: &Item, rule: &ItemRule) -> Option<Diagnostic> {
    let from = rule.in_force.from.filter(|_| rule.rule.pays_by_amount())?;
    let total = rule.uses.indicators.iter().find(|name| rulebook.declarations.is_total(name))?;
    let counted = |other: &&ItemRule| other.rule.pays_by_amount() && other.uses.indicators.contains(total);
    let account = rulebook.account_span(item);
    let before =
        |other: &&ItemRule| other.in_force.until.is_some_and(|until| is_before(account, until, from));
    let other = item.rules().iter().filter(counted).find(before)?;
    Some(taken_over(from, total, (&rule.id, &rule.span), (&other.id, &other.span)))
}

/// The same of rules of money, which count the year.
pub(super) fn money_counted_again(rulebook: &Rulebook, rule: &MoneyRule) -> Option<Diagnostic> {
    let from = rule.in_force.from.filter(|_| rule.rule.pays_by_amount())?;
    let total = rule.uses.indicators.iter().find(|name| rulebook.declarations.is_total(name))?;
    let counted = |other: &&MoneyRule| other.rule.pays_by_amount() && other.uses.indicators.contains(total);
    let before =
        |other: &&MoneyRule| other.in_force.until.is_some_and(|until| is_before(Length::Year, until, from));
    let other = rulebook.money.iter().filter(counted).find(before)?;
    Some(taken_over(from, total, (&rule.id, &rule.span), (&other.id, &other.span)))
}

/// The one rule and the one before it, each with its place.
fn taken_over(from: Moment, total: &str, own: (&str, &Place), before: (&str, &Place)) -> Diagnostic {
    let (id, other) = (own.0, before.0);
    let message =
        format!("规则 {id} 从{from}起接替 {other}，“{total}”填的是累计数，{other}计过的部分又从头计一遍");
    let hint = "接替的规则只该计后来的：两条合为一条，或把这个指标改成各期自己的数（current = true）";
    let found = Diagnostic::warning(Code::CountedAgain, own.1, message);
    found.related(before.1, "先施行的").hint(hint)
}

/// A rule that adds what a total comes to each time it measures: what was counted before lies in the total still. Figures
/// of their own time begin anew, and so do rows that are settled one by one, and totals at the beginning of an account.
pub(super) fn added_up_again(rulebook: &Rulebook, item: &Item, rule: &ItemRule) -> Option<Diagnostic> {
    let account = rulebook.account_span(item);
    let (told, total) = if let Some(span) = adds_each(rule).filter(|span| *span < account) {
        let by_figure = rule.rule.by_figure();
        let names = || rule.uses.indicators.iter().chain(&rule.uses.names);
        let grows = names().find(|name| is_running(rulebook, name) && by_figure.grows_with(name));
        if let Some(total) = grows {
            (format!("每{}把从年初起的数整个再加一遍", span.chinese()), total)
        } else {
            (format!("每{}都拿它与同一个数比", span.chinese()), held_against_one(rulebook, rule)?)
        }
    } else if account < Length::Year && is_summed(rulebook, item) {
        // Rows of registers count in the account in which they are dated; a typed total runs on over all of them.
        let mut indicators = rule.uses.indicators.iter().filter(|_| rule.rule.pays_by_amount());
        let total = indicators.find(|name| rulebook.declarations.is_total(name))?;
        (format!("每{}一本账，各本都从年初起计，再相加", account.chinese()), total)
    } else {
        return None;
    };
    let message = format!("规则 {} 看的“{total}”是从年初累计的数，{told}：以前的部分一再计入", rule.id);
    let hint = match rulebook.declarations.indicator(total).map(|one| &one.source) {
        Some(IndicatorSource::Register { .. }) => {
            "以最近一次为准的写 again = \"replaces\"；台账逐笔计的，用 per 和 settle".to_owned()
        }
        Some(IndicatorSource::Villages(comparison)) => format!(
            "以最近一次为准的写 again = \"replaces\"；各期填各期自己的数的，“{}”写 current = true",
            comparison.indicator
        ),
        _ => "以最近一次为准的写 again = \"replaces\"；各期填各期自己的数的，指标写 current = true；台账逐笔计的，用 per 和 settle".to_owned(),
    };
    Some(Diagnostic::warning(Code::CountedAgain, &rule.span, message).hint(hint))
}

/// A total that is held against one and the same number each time: what was reached once is reached ever after. Shares have no
/// such beginning.
fn held_against_one<'a>(rulebook: &Rulebook, rule: &'a ItemRule) -> Option<&'a String> {
    let is_held = |name: &str| rule.uses.reached.iter().any(|one| one.figure == name && !one.is_share);
    let is_amount = |name: &str| {
        rulebook.declarations.indicator(name).is_some_and(|one| one.unit != "%" && one.at_most.is_none())
    };
    let mut names = rule.uses.indicators.iter();
    names.find(|name| is_held(name) && is_running(rulebook, name) && is_amount(name))
}

/// How often a rule measures, where each time is added to those before.
fn adds_each(rule: &ItemRule) -> Option<Length> {
    let is_settled = !rule.uses.from_rows.is_empty();
    rule.timing.every().filter(|_| !rule.uses.replaces && !is_settled)
}

/// Whether the accounts of an item are added up over a year.
pub(super) fn is_summed(rulebook: &Rulebook, item: &Item) -> bool {
    let accrual = rulebook.upwards(item).find_map(|node| node.accrual.as_ref());
    accrual
        .or(rulebook.root(item.subject).accrual.as_ref())
        .is_some_and(|accrual| accrual.rollup == Rollup::Sum)
}

/// Whether an indicator is typed as a total, or put together from all rows since the beginning of the year.
fn is_running(rulebook: &Rulebook, name: &str) -> bool {
    let declared = rulebook.declarations.indicator(name);
    let is_of_rows = declared.is_some_and(|one| match one.source {
        IndicatorSource::Register { aggregate, .. } => aggregate != Aggregate::Max,
        // What they come to together runs on as each of them does; a place does not.
        IndicatorSource::Villages(ref comparison) => {
            !one.source.is_place()
                && comparison.whole.is_none()
                && is_running(rulebook, &comparison.indicator)
        }
        IndicatorSource::Entered | IndicatorSource::Standing(_) => false,
    });
    is_of_rows || rulebook.declarations.is_total(name)
}

/// Whether one rule ends before another begins, in one account of an item.
pub(super) fn is_before(account: Length, until: Moment, from: Moment) -> bool {
    let in_one_account = |year: i16| {
        let (until, from) = (until.in_year(year), from.in_year(year));
        let around = |day: Date| Period::of_month(Month::of(day)).around(account);
        until < from && around(until) == around(from)
    };
    // What is dated has its own year; any will do for what comes back every year.
    let years = [until, from].map(|one| date(2023, 1, 1).map(|first| one.in_year(first.year()).year()));
    years.into_iter().flatten().any(in_one_account)
}
