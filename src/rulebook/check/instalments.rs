//! Pay by what could be had so far, where an item is earned bit by bit in an account longer than the period of the pay: its
//! whole full mark counts as due from the first bit on.

use crate::diagnostic::{Code, Diagnostic};
use crate::period::Span;
use crate::rulebook::{Basis, Item, ItemRule, Opens, Pay, Rate, Rulebook, ScoreOf};

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
        "每{}一本账的，这一项写 accrue = \"{}\"；确属本意的，在 [[accepts]] 中写明理由",
        every.chinese(),
        Span::CHOICES.iter().find(|(_, span, _)| *span == every).map_or("", |(word, ..)| word)
    );
    Some(
        Diagnostic::warning(Code::SummedScale, &pay.span, message)
            .related(&rule.span, "一次得一部分")
            .hint(hint),
    )
}

/// The rule by which an item that begins with nothing is earned several times before its account ends.
fn earned_bit_by_bit<'a>(
    rulebook: &Rulebook,
    item: &'a Item,
    paid: Span,
) -> Option<(&'a Item, &'a ItemRule, Span)> {
    let account = rulebook.account_span(item);
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
