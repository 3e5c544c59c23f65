//! Figures that have a highest value, and are held against a number above it.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::number::Number;
use crate::rulebook::{Item, Rulebook, TargetValue};
use crate::rules::{Beginning, ByFigure, Reached, Uses};

/// Everything that nobody can reach for what may be stated.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    let items = rulebook.items.iter().flat_map(Item::rules).map(|rule| (&rule.rule, &rule.uses, &rule.span));
    let money = rulebook.money.iter().map(|rule| (&rule.rule, &rule.uses, &rule.span));
    for (rule, uses, span) in items.chain(money) {
        let by_figure = rule.by_figure();
        found.extend(by_figure.begins_at().iter().find_map(|beginning| beyond(rulebook, beginning, span)));
        found.extend(target_beyond(rulebook, uses, &by_figure));
    }
}

/// The highest value that an indicator may have, where a number lies above it, or is it and must be passed.
fn highest_below(rulebook: &Rulebook, name: &str, (number, is_passed): (Number, bool)) -> Option<Number> {
    let most = rulebook.declarations.indicator(name)?.at_most?;
    (number > most || (is_passed && number == most)).then_some(most)
}

/// A number that nobody comes to; a share is not what is stated.
fn beyond(rulebook: &Rulebook, beginning: &Beginning, span: &Span) -> Option<Diagnostic> {
    let Beginning { at: Reached { figure, is_share, number }, is_passed } = beginning;
    let most = highest_below(rulebook, figure, (*number, *is_passed)).filter(|_| !is_share)?;
    let to = if *is_passed { "超过" } else { "到" };
    Some(out_of_reach(figure, most, &format!("要{to} {number}"), span))
}

fn out_of_reach(name: &str, most: Number, asked: &str, span: &Span) -> Diagnostic {
    let message = format!("“{name}”至多填到 {most}（at-most），而这里{asked}：谁也达不到");
    Diagnostic::warning(Code::TierUnreachable, span, message)
        .hint("改正界限的数，或指标的 at-most；确属本意的，在 [[accepts]] 中写明理由")
}

/// A target of a village or class of which as much as is asked for lies above what may be stated.
fn target_beyond(rulebook: &Rulebook, uses: &Uses, by_figure: &ByFigure<'_>) -> Option<Diagnostic> {
    let ([indicator], [target]) = (uses.indicators.as_slice(), uses.targets.as_slice()) else { return None };
    let target = rulebook.target(target)?;
    let values = target.by_village.values().chain(target.by_class.values());
    let highest = values.filter_map(|value| match value {
        TargetValue::Amount(amount) => Some(*amount),
        TargetValue::NotApplicable => None,
    });
    let highest = highest.max()?;
    let (percent, is_passed) = share_of_target(by_figure)?;
    let asked = highest.times(percent).ok()?.quotient(Number::HUNDRED).ok()?;
    let most = highest_below(rulebook, indicator, (asked, is_passed))?;
    let to = if is_passed { "超过" } else { "到" };
    let told = if percent == Number::HUNDRED {
        format!("要{to} {asked}")
    } else {
        format!("要{to} {highest} 的 {percent}%，即 {asked}")
    };
    Some(out_of_reach(indicator, most, &told, &target.span))
}

/// How many percent of its target a rule asks for at the highest, and whether they must be passed; of what pays by the piece,
/// none.
fn share_of_target(by_figure: &ByFigure<'_>) -> Option<(Number, bool)> {
    match by_figure.begins_at() {
        _ if by_figure.asks_for_target() => Some((Number::HUNDRED, false)),
        [beginning] if beginning.at.is_share => Some((beginning.at.number, beginning.is_passed)),
        _ => None,
    }
}
