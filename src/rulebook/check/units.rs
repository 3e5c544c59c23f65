//! Figures that are held against another, or against a target, of another unit.

use super::references;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::rulebook::declaration::IndicatorSource;
use crate::rulebook::{ComparedWhole, Rulebook, Says};
use crate::rules::Uses;

/// What stands before a unit and says how many of it.
const MANY: [char; 5] = ['十', '百', '千', '万', '亿'];

/// Units of one kind, other than by how many.
const ALIKE: [&[&str]; 3] =
    [&["斤", "公斤", "吨", "克"], &["亩", "公顷", "平方米", "平方公里"], &["米", "公里", "里"]];

/// Names of one and the same unit: figures are the same in either.
const SAME: [(&str, &str); 3] = [("千克", "公斤"), ("千米", "公里"), ("平方千米", "平方公里")];

/// Everything that is held against another unit.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    for (uses, span) in references::all_uses(rulebook) {
        found.extend(of_target(rulebook, uses, span));
        for whole in &uses.wholes {
            let others = uses.indicators.iter().filter(|name| !uses.wholes.contains(name));
            found.extend(others.filter_map(|part| of_indicator(rulebook, part, whole, span)));
        }
    }
    for indicator in &rulebook.declarations.indicators {
        let IndicatorSource::Villages(comparison) = &indicator.source else { continue };
        // An order, and a part of the highest, are the same by any unit.
        if matches!(comparison.says, Says::Place { .. } | Says::PercentOfHighest) {
            continue;
        }
        let part = &comparison.indicator;
        found.extend(match &comparison.whole {
            Some(ComparedWhole::Indicator(whole)) => of_indicator(rulebook, part, whole, &indicator.span),
            Some(ComparedWhole::Target(target)) => {
                let unit = rulebook.target(target).map(|target| (target.unit.as_str(), &target.span));
                unit.and_then(|unit| of_whole(rulebook, part, (target, unit), &indicator.span))
            }
            None => None,
        });
    }
}

/// A figure held against a target of another unit.
fn of_target(rulebook: &Rulebook, uses: &Uses, span: &Span) -> Option<Diagnostic> {
    let ([indicator], [target]) = (uses.indicators.as_slice(), uses.targets.as_slice()) else { return None };
    let indicator = rulebook.declarations.indicator(indicator)?;
    let target = rulebook.target(target)?;
    (!is_same(&indicator.unit, &target.unit)).then(|| {
        let message = format!(
            "指标“{}”的单位是{}，任务“{}”的单位是{}",
            indicator.name, indicator.unit, target.name, target.unit
        );
        Diagnostic::error(Code::UnitMismatch, span, message)
            .related(&target.span, "任务")
            .hint("把两处改成同一个单位，数字也要随之换算")
    })
}

/// A figure that is a percentage of another.
fn of_indicator(rulebook: &Rulebook, part: &str, whole: &str, span: &Span) -> Option<Diagnostic> {
    let declared = rulebook.declarations.indicator(whole)?;
    of_whole(rulebook, part, (whole, (&declared.unit, &declared.span)), span)
}

/// A percentage of what is counted in thousands of what the figure is: 元 of 万元. Of petitions and households there may well
/// be one.
fn of_whole(
    rulebook: &Rulebook,
    part: &str,
    (whole, (unit, place)): (&str, (&str, &Span)),
    span: &Span,
) -> Option<Diagnostic> {
    let part = rulebook.declarations.indicator(part)?;
    let own = part.unit.as_str();
    (!is_same(own, unit) && is_alike(own, unit)).then(|| {
        let message =
            format!("指标“{}”的单位是{own}，而算它占“{whole}”的百分之几，后者的单位是{unit}", part.name);
        Diagnostic::error(Code::UnitMismatch, span, message)
            .related(place, "所占的")
            .hint("把两处改成同一个单位，填的数也要随之换算")
    })
}

fn is_same(one: &str, other: &str) -> bool {
    let named = |unit: &str| {
        let same = SAME.iter().find(|(name, _)| *name == unit);
        same.map_or(unit, |(_, other)| other).to_owned()
    };
    named(one.trim()) == named(other.trim())
}

fn is_alike(one: &str, other: &str) -> bool {
    let base = |unit: &str| unit.trim().trim_start_matches(MANY).to_owned();
    let (one, other) = (base(one), base(other));
    let is_of = |kind: &&[&str]| kind.contains(&one.as_str()) && kind.contains(&other.as_str());
    one == other || ALIKE.iter().any(is_of)
}
