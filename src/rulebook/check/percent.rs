//! Figures in percent that are held against a fraction: 95% of a figure whose unit is % is written 95, and 0.95 is
//! reached by everybody. And figures in percent under another unit, and coefficients that were written as percents.

use super::references;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::number::Number;
use crate::rulebook::declaration::IndicatorSource;
use crate::rulebook::{
    Band, Basis, Body, Grades, Pay, Rate, Rulebook, Says, Subject, TargetTable, TargetValue,
};
use crate::rules::Reached;

/// The unit of figures in percent.
const PERCENT: &str = "%";

/// Coefficients from here on were hardly meant as such.
const TENFOLD: u32 = 10;

/// Other words for it, which are units like any other: a cell that shows 95% is read as 0.95 under them.
const OTHERWISE: &[&str] = &["％", "百分比", "百分数", "百分率", "百分之"];

/// Every number of 1 or less that a figure in percent is held against.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    for (uses, span) in references::all_uses(rulebook) {
        found.extend(uses.reached.iter().filter_map(|reached| of_rule(rulebook, reached, span)));
    }
    found.extend(rulebook.targets.iter().filter_map(of_target));
    found.extend(rulebook.bands.iter().filter_map(of_band));
    found.extend(rulebook.pays.iter().filter_map(of_pay));
    found.extend(rulebook.pays.iter().filter_map(of_scale));
    found.extend(rulebook.targets.iter().filter_map(|target| of_coefficients(rulebook, target)));
    let indicators = rulebook.declarations.indicators.iter();
    let indicators = indicators.map(|one| ("指标", &one.name, &one.unit, &one.span));
    let targets = rulebook.targets.iter().map(|one| ("任务", &one.name, &one.unit, &one.span));
    for (what, name, unit, span) in indicators.chain(targets) {
        if OTHERWISE.contains(&unit.trim()) {
            let message = format!("{what}“{name}”的单位写的是“{unit}”，不当作百分数");
            let found_so = Diagnostic::warning(Code::UnitSuspect, span, message);
            found.push(found_so.hint("百分数的单位写 unit = \"%\"，表里的 95% 才读作 95"));
        }
    }
}

fn of_rule(rulebook: &Rulebook, reached: &Reached, span: &Span) -> Option<Diagnostic> {
    let Reached { figure, is_share, number } = reached;
    let declared = rulebook.declarations.indicator(figure);
    let unit = declared.map(|indicator| indicator.unit.as_str());
    // Half a point above the mean is no slip.
    let is_distance = declared.is_some_and(|one| match &one.source {
        IndicatorSource::Villages(comparison) => comparison.says == Says::OverMean,
        _ => false,
    });
    let is_meant = is_fraction(*number) && (*is_share || unit == Some(PERCENT)) && !is_distance;
    let why = if *is_share { "这里看的是百分之几" } else { "单位是 %" };
    is_meant.then(|| suspect(&format!("“{figure}”{why}，而界限最大只写到 {number}"), *number, span))
}

fn of_target(target: &TargetTable) -> Option<Diagnostic> {
    let most = most_of(target).filter(|most| target.unit.as_str() == PERCENT && is_fraction(*most))?;
    Some(suspect(&format!("任务“{}”的单位是 %，而数最大只有 {most}", target.name), most, &target.span))
}

/// Shares of those ranked, none of which comes to one in a hundred.
fn of_band(band: &Band) -> Option<Diagnostic> {
    let Grades::Percent(grades) = &band.grades else { return None };
    let most =
        grades.iter().filter_map(|grade| grade.takes.until).max().filter(|most| *most < Number::ONE)?;
    let what = format!("“{}”按比例分等，而比例最大只写到 {most}", band.name);
    Some(suspect(&what, most, &band.span))
}

/// Coefficients by which nobody is paid less than tenfold.
fn of_pay(pay: &Pay) -> Option<Diagnostic> {
    let of_grades = pay.times.iter().flat_map(|times| times.rates.values());
    let all = || of_grades.clone().chain(pay.by_post.values());
    let most = all().max().filter(|most| **most >= Number::from(TENFOLD))?;
    let meant = most.quotient(Number::HUNDRED).unwrap_or(*most);
    let message = format!("“{}”的系数有 {most}，像是按百分数写的", pay.name);
    let hint = format!("百分之 {most} 写 {meant}；确是 {most} 倍的，在 [[accepts]] 中写明理由");
    Some(Diagnostic::warning(Code::UnitSuspect, &pay.span, message).hint(hint))
}

/// Coefficients by which the scores of some are multiplied tenfold.
fn of_coefficients(rulebook: &Rulebook, target: &TargetTable) -> Option<Diagnostic> {
    let of_parts = rulebook.items.iter().filter_map(|item| match &item.body {
        Body::Part { coefficient, .. } => coefficient.as_ref(),
        Body::Account(_) | Body::TakesVillage(_) => None,
    });
    let of_roots = [Subject::Village, Subject::Cadre].into_iter();
    let of_roots = of_roots.filter_map(|subject| rulebook.root(subject).coefficient.as_ref());
    let is_one = of_parts.chain(of_roots).any(|coefficient| coefficient.target == target.name);
    let most = most_of(target).filter(|most| is_one && *most >= Number::from(TENFOLD))?;
    let meant = most.quotient(Number::HUNDRED).unwrap_or(most);
    let message = format!("难度系数“{}”有 {most}，像是按百分数写的：得分要乘以 {most}", target.name);
    let hint = format!("百分之 {most} 写 {meant}；确是 {most} 倍的，在 [[accepts]] 中写明理由");
    Some(Diagnostic::warning(Code::UnitSuspect, &target.span, message).hint(hint))
}

fn most_of(target: &TargetTable) -> Option<Number> {
    let values = target.by_village.values().chain(target.by_class.values());
    let amounts = values.filter_map(|value| match value {
        TargetValue::Amount(amount) => Some(*amount),
        TargetValue::NotApplicable => None,
    });
    amounts.max()
}

/// Percentages of pay of which the highest is 1 or less.
fn of_scale(pay: &Pay) -> Option<Diagnostic> {
    let Rate::OfBase(_, Basis::Scale(scale)) = &pay.rate else { return None };
    let most = scale.points().iter().map(|point| point.percent).max().filter(|most| is_fraction(*most))?;
    Some(suspect(&format!("“{}”的 percent 最大只写到 {most}", pay.name), most, &pay.span))
}

fn is_fraction(number: Number) -> bool {
    number > Number::ZERO && number <= Number::ONE
}

fn suspect(what: &str, number: Number, span: &Span) -> Diagnostic {
    let meant = number.times(Number::HUNDRED).unwrap_or(number);
    Diagnostic::warning(Code::UnitSuspect, span, format!("{what}，像是按小数写的")).hint(format!(
        "百分之 {meant} 写 {meant}：百分数照百分号前面的数写；确是百分之 {number} 的，在 [[accepts]] 中写明理由"
    ))
}
