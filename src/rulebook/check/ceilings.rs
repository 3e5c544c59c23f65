//! Ceilings of money that lie below what is paid or taken once: of pay, of rules, and of what settles advances.

use super::reach::most_of;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::number::Number;
use crate::period::Period;
use crate::rulebook::scheme::ANY_YEAR;
use crate::rulebook::{Base, Basis, Item, ItemRule, MoneyRule, Pay, Rate, Rulebook, Subject, TwoPosts};

/// Everything that is cut down each time.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    for pay in &rulebook.pays {
        found.extend(pay_cut(pay));
        found.extend(advanced_beyond(rulebook, pay));
    }
    found.extend(rulebook.money.iter().filter_map(|rule| money_cut(rulebook, rule)));
    found.extend(rulebook.items.iter().flat_map(Item::rules).filter_map(points_cut));
}

const HINT: &str = "核对 limit 和每次的数额；确属本意的，在 [[accepts]] 中写明理由";

/// A limit of yuan below what falls at once.
fn money_cut(rulebook: &Rulebook, rule: &MoneyRule) -> Option<Diagnostic> {
    let limit = rulebook.money_limit(rule)?.limit;
    let (each, least) = rule.rule.at_once().least().filter(|(_, least)| *least > limit.most)?;
    let within = limit.chinese();
    let message = format!(
        "“{}”{each}就是 {least} 元，而 limit {within}只有 {} 元：{each}也扣（发）不足",
        rule.name, limit.most
    );
    Some(Diagnostic::warning(Code::LimitSuspect, &rule.span, message).hint(HINT))
}

/// The same of points.
fn points_cut(rule: &ItemRule) -> Option<Diagnostic> {
    let limit = rule.limit.filter(|limit| !limit.is_zero())?;
    let (each, least) = rule.rule.at_once().least().filter(|(_, least)| *least > limit)?;
    let message =
        format!("规则 {} {each}就是 {least} 分，而 limit 只有 {limit} 分：{each}也扣（加）不足", rule.id);
    Some(Diagnostic::warning(Code::LimitSuspect, &rule.span, message).hint(HINT))
}

/// A limit of pay below what its best score brings to whoever gets least.
fn pay_cut(pay: &Pay) -> Option<Diagnostic> {
    let limit = pay.limit?;
    let least = least_coefficients(pay)?;
    let best = best(pay)?.times(least).ok().filter(|best| *best > limit)?;
    let message = format!("“{}”得分最好的应发 {best} 元，而 limit 只有 {limit} 元：发不足", pay.name);
    let hint =
        "limit 是一个人（村）一期至多发的元数；核对 base、limit，确属本意的，在 [[accepts]] 中写明理由";
    Some(Diagnostic::warning(Code::LimitSuspect, &pay.span, message).hint(hint))
}

/// What the best score, or grade, brings before coefficients; `None` where it has no end, or differs by village.
fn best(pay: &Pay) -> Option<Number> {
    match &pay.rate {
        Rate::OfBase(Base::Each(base), Basis::Full | Basis::Available) => Some(*base),
        Rate::OfBase(Base::Each(base), Basis::Scale(scale)) => {
            let percent = scale.points().iter().map(|point| point.percent).max()?;
            base.times(percent).ok()?.quotient(Number::HUNDRED).ok()
        }
        Rate::ByBand { amounts, .. } => amounts.values().copied().max(),
        Rate::Fixed(Base::Each(yuan)) => Some(*yuan),
        Rate::OfBase(..) | Rate::Fixed(_) | Rate::PerPoint { .. } | Rate::Pool { .. } => None,
    }
}

/// The least coefficients, of those that are paid at all, multiplied.
fn least_coefficients(pay: &Pay) -> Option<Number> {
    let paid = |rates: &mut dyn Iterator<Item = &Number>| {
        rates.copied().filter(|rate| !rate.is_zero()).min().unwrap_or(Number::ONE)
    };
    let times = pay.times.iter().map(|times| paid(&mut times.rates.values()));
    times.chain([paid(&mut pay.by_post.values())]).try_fold(Number::ONE, |all, one| all.times(one).ok())
}

/// The largest, likewise; who holds two posts may have both.
fn largest_coefficients(pay: &Pay) -> Option<Number> {
    let largest = |rates: &mut dyn Iterator<Item = &Number>| rates.copied().max().unwrap_or(Number::ONE);
    let of_posts = match pay.two_posts {
        TwoPosts::Sum if !pay.by_post.is_empty() => Number::sum(pay.by_post.values().copied()).ok()?,
        _ => largest(&mut pay.by_post.values()),
    };
    let times = pay.times.iter().map(|times| largest(&mut times.rates.values()));
    times.chain([of_posts]).try_fold(Number::ONE, |all, one| all.times(one).ok())
}

/// Advances of fixed amounts that come to more than what settles them ever does.
fn advanced_beyond(rulebook: &Rulebook, pay: &Pay) -> Option<Diagnostic> {
    let named = &pay.advances.as_ref()?.pays;
    // What is paid by post is compared post by post by nobody: who holds which is not written here.
    let by_post = |one: &Pay| !one.by_post.is_empty();
    if by_post(pay) || rulebook.pays.iter().any(|one| named.contains(&one.id) && by_post(one)) {
        return None;
    }
    let due = best(pay)?.times(largest_coefficients(pay)?).ok()?;
    let at_highest = at_the_highest_score(rulebook, pay, due);
    let due = at_highest.unwrap_or(due);
    let due = pay.limit.map_or(due, |limit| due.min(limit));
    let advances: Vec<&Pay> = rulebook.pays.iter().filter(|other| named.contains(&other.id)).collect();
    let years = advances.iter().chain([&pay]).flat_map(|one| one.in_force.named_years());
    let years = years.flat_map(|year| [year, year.saturating_add(1)]).chain([ANY_YEAR]);
    let settled = years.flat_map(|year| pay.period.periods(year).collect::<Vec<_>>());
    let mut settled = settled.filter(|period| pay.in_force.holds_throughout(*period));
    let paid = settled.find_map(|period| {
        let paid = advances.iter().filter_map(|advance| advanced(advance, period));
        Number::sum(paid.collect::<Vec<_>>()).ok().filter(|paid| *paid > due)
    })?;
    let who = if pay.subject == Subject::Village { "一个村" } else { "一个人" };
    let (best, told) = match at_highest {
        Some(_) => ("得分最好的", "总是预发的多"),
        None => ("得满分的", "得满分的也是预发的多"),
    };
    let message = format!("“{}”结算时{best}应发 {due} 元，而预发的{who}合计 {paid} 元：{told}", pay.name);
    let hint =
        "核对预发的 fixed、期数和结算的 base；base 写预发在内的总数，确属本意的，在 [[accepts]] 中写明理由";
    Some(Diagnostic::warning(Code::LimitSuspect, &pay.span, message).hint(hint))
}

/// What of a fixed amount is paid in advance in a period that is settled, where it is paid throughout.
fn advanced(advance: &Pay, period: Period) -> Option<Number> {
    let Rate::Fixed(Base::Each(yuan)) = &advance.rate else { return None };
    let each = yuan.times(least_coefficients(advance)?).ok()?;
    let each = advance.limit.map_or(each, |limit| each.min(limit));
    let times = u32::try_from(period.length().months() / advance.period.months()).ok()?;
    each.times(Number::from(times)).ok().filter(|_| advance.in_force.holds_throughout(period))
}

/// What is due at the highest score, where a base is paid in proportion to it; `None` where nothing ends that.
fn at_the_highest_score(rulebook: &Rulebook, pay: &Pay, at_full: Number) -> Option<Number> {
    if !matches!(pay.rate, Rate::OfBase(_, Basis::Full | Basis::Available)) {
        return Some(at_full);
    }
    let most = most_of(rulebook, &pay.node, pay.period)?;
    let full = rulebook.full_mark(&pay.node, pay.period)?.in_all;
    if most <= full { Some(at_full) } else { at_full.times(most).ok()?.quotient(full).ok() }
}
