//! Indicators that compare villages: what they compare must be stated by every village itself, in a unit that agrees.

use super::references::{Reference, declared, require};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::rulebook::declaration::{IndicatorDeclaration, IndicatorSource};
use crate::rulebook::{ComparedGroup, ComparedWhole, Comparison, Rulebook, Says};
use crate::toml_table::Table;

/// Every comparison that cannot be made.
pub(super) fn check(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    for indicator in &rulebook.declarations.indicators {
        let IndicatorSource::Villages(comparison) = &indicator.source else { continue };
        names(rulebook, comparison, &indicator.span, table, found);
        found.extend(unit(rulebook, indicator, comparison));
        found.extend(of_below_zero(rulebook, indicator, comparison));
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
        if matches!(compared, Some(IndicatorSource::Villages(_))) {
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
    if indicator.unit == wanted {
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
