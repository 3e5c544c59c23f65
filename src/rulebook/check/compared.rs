//! Indicators that compare villages: what is compared must be stated by every village itself, in a unit that agrees, and on
//! a day that all of them share.

use super::references::{Reference, declared, require};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::rulebook::declaration::{IndicatorDeclaration, IndicatorSource};
use crate::rulebook::{ComparedGroup, ComparedWhole, Comparison, Item, Rulebook, Says};
use crate::rules::Timing;
use crate::toml_table::Table;

/// Units of a distance between percentages.
const POINTS: [&str; 2] = ["百分点", "个百分点"];

/// Every comparison that cannot be made.
pub(super) fn check(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    for indicator in &rulebook.declarations.indicators {
        let IndicatorSource::Villages(comparison) = &indicator.source else { continue };
        names(rulebook, comparison, &indicator.span, table, found);
        found.extend(unit(rulebook, indicator, comparison));
        found.extend(of_below_zero(rulebook, indicator, comparison));
        found.extend(on_days_of_each(rulebook, indicator));
        if comparison.group == ComparedGroup::Class && rulebook.declarations.classes.is_empty() {
            let message = format!("“{}”在同一类别的村之间比，而细则没有写 classes", indicator.name);
            let hint = "顶层写 classes，花名册写各村的类别；全部的村一起比的，group 写 \"all\"";
            found.push(Diagnostic::error(Code::BadValue, &indicator.span, message).hint(hint));
        }
    }
}

fn names(rulebook: &Rulebook, comparison: &Comparison, span: &Span, table: &Table, found: &mut Diagnostics) {
    let of = match &comparison.whole {
        Some(ComparedWhole::Indicator(name)) => Some(name),
        Some(ComparedWhole::Target(name)) => {
            require(found, &Reference { what: "任务", name, span }, declared(table, "target", "name"));
            None
        }
        None => None,
    };
    for name in std::iter::once(&comparison.indicator).chain(of) {
        require(found, &Reference { what: "指标", name, span }, declared(table, "indicator", "name"));
        let compared = rulebook.declarations.indicator(name).map(|one| &one.source);
        if compared.is_some_and(IndicatorSource::is_relative) {
            let message = format!("“{name}”本身就是由各村比出的，不能再比一次");
            let hint = "indicator 写各村填报的、或由台账得出的指标";
            found.push(Diagnostic::error(Code::BadValue, span, message).hint(hint));
        }
    }
}

/// A mean of 元 is not counted in 万元.
fn unit(
    rulebook: &Rulebook,
    indicator: &IndicatorDeclaration,
    comparison: &Comparison,
) -> Option<Diagnostic> {
    let compared = rulebook.declarations.indicator(&comparison.indicator)?;
    let wanted = comparison.unit_of(&compared.unit)?;
    // A distance between two percentages is told in points.
    let is_points = comparison.says == Says::OverMean && wanted == "%";
    if indicator.unit == wanted || is_points && POINTS.contains(&indicator.unit.as_str()) {
        return None;
    }
    let (name, unit) = (&indicator.name, &indicator.unit);
    let message = format!("“{name}”的单位写的是“{unit}”，比出的数以“{wanted}”计");
    Some(Diagnostic::error(Code::BadValue, &indicator.span, message).hint(format!("unit 改为 \"{wanted}\"")))
}

/// Of a highest that may be below zero nothing is a percentage.
fn of_below_zero(
    rulebook: &Rulebook,
    indicator: &IndicatorDeclaration,
    comparison: &Comparison,
) -> Option<Diagnostic> {
    let is_below = |name: &str| rulebook.declarations.indicator(name).is_some_and(|one| one.below_zero);
    if comparison.says != Says::PercentOfHighest || !is_below(&comparison.indicator) {
        return None;
    }
    let message = format!("“{}”可以是负数（below-zero），不能算是最高的村的百分之几", comparison.indicator);
    let found = Diagnostic::error(Code::BadValue, &indicator.span, message);
    Some(found.hint("改用 compare = \"place\"（名次）或 \"over-mean\"（比平均数高多少）"))
}

/// Whoever is judged on every day with a figure would be judged on the days of all the others.
fn on_days_of_each(rulebook: &Rulebook, indicator: &IndicatorDeclaration) -> Vec<Diagnostic> {
    let rules = rulebook.items.iter().flat_map(Item::rules);
    let on_any_day = rules.filter(|rule| {
        rule.timing == Timing::Always && rule.uses.figures().any(|name| *name == indicator.name)
    });
    let told = on_any_day.map(|rule| {
        let message = format!(
            "规则 {} 有数即计（each-fact），而“{}”由各村比出，各村的数不是同一天来的",
            rule.id, indicator.name
        );
        Diagnostic::error(Code::BadValue, &rule.span, message)
            .hint("measure 写各村都有了数的时候，如 \"month\"、\"quarter\"，或者用 by 写一天")
    });
    told.collect()
}
