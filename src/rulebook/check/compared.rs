//! Indicators that say how villages stand beside each other: what is compared must be stated by every village itself, in a
//! unit that agrees; what is ranked must not rest on the places that come of it.

use super::references::{Reference, declared, require};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::period::Span as Length;
use crate::rulebook::declaration::{IndicatorDeclaration, IndicatorSource};
use crate::rulebook::{
    ComparedGroup, ComparedWhole, Comparison, Item, ItemRule, PlaceIn, Rulebook, Says, ScoreOf, Subject,
};
use crate::toml_table::Table;

/// Units of a distance between percentages.
const POINTS: [&str; 2] = ["百分点", "个百分点"];

/// Every comparison that cannot be made.
pub(super) fn check(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    for indicator in &rulebook.declarations.indicators {
        let comparison = match &indicator.source {
            IndicatorSource::Villages(comparison) => comparison,
            IndicatorSource::Standing(place_in) => {
                place(rulebook, indicator, place_in, table, found);
                continue;
            }
            IndicatorSource::Entered | IndicatorSource::Register { .. } => continue,
        };
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

fn place(
    rulebook: &Rulebook,
    indicator: &IndicatorDeclaration,
    place_in: &PlaceIn,
    table: &Table,
    found: &mut Diagnostics,
) {
    let (id, span) = (&place_in.standing, &indicator.span);
    require(found, &Reference { what: "排名", name: id, span }, declared(table, "standing", "id"));
    let Some(standing) = rulebook.standings.iter().find(|standing| standing.id == *id) else { return };
    if rulebook.subject_of(&standing.node) == Subject::Cadre {
        let message = format!("“{}”取的是村的名次，而排名“{}”排的是村干部", indicator.name, standing.name);
        let hint = "standing 写一个排村的排名";
        found.push(Diagnostic::error(Code::BadValue, span, message).hint(hint));
    }
    let places = rulebook.declarations.indicators.iter().filter(|one| is_place(&one.source));
    let names: Vec<&str> = places.map(|one| one.name.as_str()).collect();
    let reads = |rule: &&ItemRule| rule.uses.figures().any(|name| names.contains(&name.as_str()));
    for item in rulebook.items_of(Subject::Village) {
        let Some(rule) = item.rules().iter().find(reads) else { continue };
        let ranked = std::iter::once(&standing.node).chain(&standing.then);
        if ranked.clone().any(|score| rests_on(rulebook, score, item)) {
            let message = format!(
                "排名“{}”排的得分里有“{}”，而“{}”又看名次：名次要等得分，得分又要等名次",
                standing.name, item.name, item.name
            );
            let hint = "把凭名次加减分的项目放在所排的部分之外，排名的 node 写那个部分的 id";
            found.push(
                Diagnostic::error(Code::BadValue, span, message)
                    .related(&rule.span, "看名次的规则")
                    .hint(hint),
            );
        }
        let own = |rule: &&ItemRule| rule.uses.figures().any(|name| *name == indicator.name);
        let early = item.rules().iter().filter(own);
        let early = early.filter(|rule| rule.timing.every().is_some_and(|span| span < place_in.period));
        for rule in early {
            let every = rule.timing.every().map_or("", |span| span.chinese());
            let message = format!(
                "规则 {} 每{every}认定，而“{}”每{}才有一个",
                rule.id,
                indicator.name,
                place_in.period.chinese()
            );
            let hint = format!("measure 写 \"{}\" 或更长的", word_of(place_in.period));
            found.push(Diagnostic::error(Code::BadValue, &rule.span, message).hint(hint));
        }
    }
}

fn word_of(period: Length) -> &'static str {
    Length::CHOICES.iter().find(|(_, span, _)| *span == period).map_or("", |(word, ..)| word)
}

fn is_place(source: &IndicatorSource) -> bool {
    matches!(source, IndicatorSource::Standing(_))
}

/// Whether a score has an item in it.
fn rests_on(rulebook: &Rulebook, score: &ScoreOf, item: &Item) -> bool {
    match score {
        ScoreOf::Whole(subject) => *subject == Subject::Village,
        ScoreOf::Node(id) => rulebook.upwards(item).any(|node| node.id == *id),
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
