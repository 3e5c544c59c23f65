//! Pay by what could be had so far, where an item is earned bit by bit in an account longer than the period of the pay: its
//! whole full mark counts as due from the first bit on.

use super::accrual;
use crate::diagnostic::{Code, Diagnostic};
use crate::number::Number;
use crate::period::Length;
use crate::rulebook::{Basis, InForce, Item, ItemRule, Opens, Pay, Rate, Rulebook, ScoreOf};

/// Pay of which the first periods would bring a part of what is meant.
pub(super) fn check(rulebook: &Rulebook) -> Vec<Diagnostic> {
    let by_available =
        rulebook.pays.iter().filter(|pay| matches!(pay.rate, Rate::OfBase(_, Basis::Available)));
    by_available.filter_map(|pay| told(rulebook, pay)).collect()
}

fn told(rulebook: &Rulebook, pay: &Pay) -> Option<Diagnostic> {
    let mut items = rulebook.items.iter().filter(|item| is_of(rulebook, item, &pay.node));
    let (item, rule, every) = items.find_map(|item| earned_bit_by_bit(rulebook, item, pay.period))?;
    let points = item.points?;
    let account = rulebook.account_span(item).chinese();
    let message = format!(
        "“{}”照应得分（of = \"available\"）发，而“{}”每{account}一本账，规则 {} 每{}得一部分：从第一次起应得分就照满分 {points} 分算",
        pay.name,
        item.name,
        rule.id,
        every.chinese()
    );
    let hint = format!(
        "{}、rollup = \"mean\"、absent（整期没有账的怎么计），points（和 cap）写每{}的满分{}，counts-as = {}；确属本意的，在 [[accepts]] 中写明理由",
        accrual::to_run_for(rulebook, item, every),
        every.chinese(),
        part_of(item, points, (rule, rulebook.account_span(item), every)).unwrap_or_default(),
        item.share.counts_as.unwrap_or(points)
    );
    Some(
        Diagnostic::warning(Code::SummedScale, &pay.span, message)
            .related(&rule.span, "一次得一部分")
            .hint(hint),
    )
}

/// The full mark of each period, where it is the same share of that of the year in all of them and the rule gives it; what to do
/// with what others give.
fn part_of(
    item: &Item,
    points: Number,
    (rule, account, every): (&ItemRule, Length, Length),
) -> Option<String> {
    let others = item.rules().iter().any(|other| other.id != rule.id && other.rule.adds());
    if others {
        return Some("（别的规则给的分另写一项）".to_owned());
    }
    let times = u32::try_from(account.months() / every.months()).ok()?;
    let part = points.quotient(Number::from(times)).ok()?;
    let is_even = part.times(Number::from(times)).ok()? == points;
    let is_given =
        rule.rule.gives().best().map(|best| best.brings) == Some(part) && rule.in_force == InForce::default();
    (is_even && is_given).then(|| format!("（{part}）"))
}

/// The rule by which an item that begins with nothing is earned several times before its account ends.
fn earned_bit_by_bit<'a>(
    rulebook: &Rulebook,
    item: &'a Item,
    paid: Length,
) -> Option<(&'a Item, &'a ItemRule, Length)> {
    let account = rulebook.account_span(item);
    // An account of which the length could not be read stands for a year, which nobody wrote.
    let own = item.accrual.as_ref().map(|accrual| accrual.span).or(item.accrue);
    let written = own.or_else(|| accrual::above_accrual(rulebook, item).map(|(_, span)| span));
    if written != Some(account) {
        return None;
    }
    let begins_empty = item.account().is_some_and(|account| account.opens == Opens::Nothing);
    if !begins_empty || item.points.is_none() || paid >= account {
        return None;
    }
    let adds = |rule: &&ItemRule| {
        let is_several = rule.timing.every().is_some_and(|every| every < account);
        is_several && !rule.uses.replaces && rule.uses.mark.is_some()
    };
    let rule = item.rules().iter().find(adds)?;
    Some((item, rule, rule.timing.every()?))
}

fn is_of(rulebook: &Rulebook, item: &Item, node: &ScoreOf) -> bool {
    match node {
        ScoreOf::Whole(subject) => item.subject == *subject,
        ScoreOf::Node(id) => rulebook.upwards(item).any(|above| above.id == *id),
    }
}
