//! Figures that have a highest value, and are held against a number above it; and marks that come to more for nothing.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::number::Number;
use crate::rulebook::{Item, Rulebook, TargetValue};
use crate::rules::{Rule, Uses};

/// Everything that nobody can reach for what may be stated, and what brings more for not being reached.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    let items = rulebook.items.iter().flat_map(Item::rules).map(|rule| (&rule.rule, &rule.uses, &rule.span));
    let money = rulebook.money.iter().map(|rule| (&rule.rule, &rule.uses, &rule.span));
    for (rule, uses, span) in items.chain(money) {
        found.extend(bounds(rule, uses).into_iter().find_map(|(name, number)| {
            beyond(rulebook, &name, number).map(|most| out_of_reach(&name, most, number, span))
        }));
        found.extend(target_beyond(rulebook, uses));
        found.extend(better_otherwise(rule, span));
    }
}

/// The numbers from which on something follows, each with its figure; of shares none, which are not what is stated.
fn bounds(rule: &Rule, uses: &Uses) -> Vec<(String, Number)> {
    match rule {
        Rule::Stepped(stepped) => stepped.begins_at(),
        Rule::AllOrNothing(test) => test.begins_at().into_iter().collect(),
        Rule::Shortfall(_) | Rule::AroundTarget(_) => {
            let own = uses.reached.iter().filter(|one| !one.is_share);
            own.map(|one| (one.figure.clone(), one.number)).collect()
        }
        _ => Vec::new(),
    }
}

/// The highest value that an indicator may have, where a number lies above it.
fn beyond(rulebook: &Rulebook, name: &str, number: Number) -> Option<Number> {
    rulebook.declarations.indicator(name)?.at_most.filter(|most| number > *most)
}

fn out_of_reach(name: &str, most: Number, number: Number, span: &Span) -> Diagnostic {
    let message = format!("“{name}”至多填到 {most}（at-most），而这里要到 {number}：谁也达不到");
    Diagnostic::warning(Code::TierUnreachable, span, message)
        .hint("改正界限的数，或指标的 at-most；确属本意的，在 [[accepts]] 中写明理由")
}

/// A target of a village or class above what may be stated.
fn target_beyond(rulebook: &Rulebook, uses: &Uses) -> Option<Diagnostic> {
    let ([indicator], [target]) = (uses.indicators.as_slice(), uses.targets.as_slice()) else { return None };
    let target = rulebook.target(target)?;
    let values = target.by_village.values().chain(target.by_class.values());
    let highest = values.filter_map(|value| match value {
        TargetValue::Amount(amount) => Some(*amount),
        TargetValue::NotApplicable => None,
    });
    let highest = highest.max()?;
    let most = beyond(rulebook, indicator, highest)?;
    Some(out_of_reach(indicator, most, highest, &target.span))
}

/// More for reaching no bracket than for the best, where each higher one brings more.
fn better_otherwise(rule: &Rule, span: &Span) -> Option<Diagnostic> {
    let Rule::Stepped(stepped) = rule else { return None };
    let (best, otherwise) = stepped.better_otherwise()?;
    let message = format!("达到最好的一档是 {best}，任何一档都不到（otherwise）的反而是 {otherwise}");
    Some(
        Diagnostic::warning(Code::AddsForMissing, span, message)
            .hint("核对 otherwise 和各档的数额是不是写颠倒了；确属本意的，在 [[accepts]] 中写明理由"),
    )
}
