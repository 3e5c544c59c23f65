//! Places that rules read (`source = "standing"`): what is ranked must not rest on what comes of its places, and who reads
//! one must do so when there is one.

use super::references::{Reference, declared, require};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::period::{Length, Period, date};
use crate::rulebook::declaration::{IndicatorDeclaration, IndicatorSource};
use crate::rulebook::{Item, PlaceIn, PlaceOf, Rulebook, Standing, Subject};
use crate::rules::Timing;
use crate::toml_table::Table;

/// Every place that cannot be read, or not when it is asked for.
pub(super) fn check(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    for indicator in &rulebook.declarations.indicators {
        let IndicatorSource::Standing(place_in) = &indicator.source else { continue };
        let (id, span) = (&place_in.standing, &indicator.span);
        require(found, &Reference { what: "排名", name: id, span }, declared(table, "standing", "id"));
        found.extend(
            readers(rulebook, indicator).filter_map(|reader| reader.out_of_time(indicator, place_in)),
        );
        let Some(standing) = rulebook.standings.iter().find(|standing| standing.id == *id) else { continue };
        if rulebook.subject_of(&standing.node) == Subject::Cadre {
            let message =
                format!("“{}”取的是村的名次，而排名“{}”排的是村干部", indicator.name, standing.name);
            let hint = "standing 写一个排村的排名";
            found.push(Diagnostic::error(Code::BadValue, span, message).hint(hint));
        }
        found.extend(waiting_for_themselves(rulebook, (indicator, place_in), standing));
    }
}

/// A rule that reads a place.
struct Reader<'a> {
    id: &'a str,
    timing: Timing,
    span: &'a Span,
}

/// Whoever reads this one, for points or for money.
fn readers<'a>(
    rulebook: &'a Rulebook,
    indicator: &'a IndicatorDeclaration,
) -> impl Iterator<Item = Reader<'a>> {
    let is_read = |uses: &crate::rules::Uses| uses.figures().any(|name| *name == indicator.name);
    let of_points = rulebook.items.iter().flat_map(Item::rules).filter(move |rule| is_read(&rule.uses));
    let of_money = rulebook.money.iter().filter(move |rule| is_read(&rule.uses));
    let of_points =
        of_points.map(|rule| Reader { id: &rule.id, timing: rule.timing.clone(), span: &rule.span });
    of_points.chain(of_money.map(|rule| Reader {
        id: &rule.id,
        timing: rule.rule.timing(),
        span: &rule.span,
    }))
}

impl Reader<'_> {
    /// A place is there when its period has ended, and until the next one has.
    fn out_of_time(&self, indicator: &IndicatorDeclaration, place_in: &PlaceIn) -> Option<Diagnostic> {
        let (id, name, period) = (self.id, &indicator.name, place_in.period);
        let word = word_of(period);
        match &self.timing {
            Timing::EndOf(every) if *every < period => {
                let message =
                    format!("规则 {id} 每{}认定，而“{name}”每{}才有一个", every.chinese(), period.chinese());
                let hint = format!("measure 写 \"{word}\" 或更长的");
                Some(Diagnostic::error(Code::BadValue, self.span, message).hint(hint))
            }
            Timing::EndOf(every) if *every > period => {
                let message = format!(
                    "规则 {id} 每{}认定一次，只看最近一{}的“{name}”，以前各{}的不计",
                    every.chinese(),
                    period.chinese(),
                    period.chinese()
                );
                let hint = format!(
                    "各{}都要计的，measure 写 \"{word}\"、again 写 \"adds\"；确属本意的，在 [[accepts]] 中写明理由",
                    period.chinese()
                );
                Some(Diagnostic::warning(Code::LatestPlaceOnly, self.span, message).hint(hint))
            }
            Timing::On(day) => {
                let sample = date(2023, 1, 1)?;
                let first = period.periods(sample.year()).map(Period::last_day).min()?;
                (day.in_year(sample.year()) < first).then(|| {
                    let message = format!("规则 {id} 在{day}认定，那时当年还没有“{name}”，永远不会计");
                    let hint = format!("by 写期满的那一天或以后，或改写 measure = \"{word}\"");
                    Diagnostic::error(Code::NeverJudged, self.span, message).hint(hint)
                })
            }
            Timing::EndOf(_) | Timing::Always | Timing::Never => None,
        }
    }
}

fn word_of(period: Length) -> &'static str {
    Length::CHOICES.iter().find(|(_, span, _)| *span == period).map_or("", |(word, ..)| word)
}

/// Items in the ranked score that read a place which rests on this one: each would wait for the other.
fn waiting_for_themselves(rulebook: &Rulebook, place: PlaceOf<'_>, standing: &Standing) -> Vec<Diagnostic> {
    let (indicator, _) = place;
    let own = indicator.name.as_str();
    if !rulebook.rests_on(place).contains(own) {
        return Vec::new();
    }
    let waits = |name: &str| {
        name == own
            || rulebook.places().any(|other| other.0.name == name && rulebook.rests_on(other).contains(own))
    };
    let told = rulebook.ranked_items(standing).filter_map(|item| {
        let mut read =
            item.rules().iter().flat_map(|rule| rulebook.places_read(rule).map(move |name| (rule, name)));
        let (rule, name) = read.find(|(_, name)| waits(name))?;
        let again =
            if name == own { String::new() } else { format!("（“{name}”又要等“{own}”）") };
        let message = format!(
            "排名“{}”排的得分里有“{}”，而“{}”又看名次“{name}”{again}：名次要等得分，得分又要等名次",
            standing.name, item.name, item.name
        );
        Some(
            Diagnostic::error(Code::BadValue, &indicator.span, message)
                .related(&rule.span, "看名次的规则")
                .hint("把凭名次加减分的项目放在所排的部分之外，排名的 node 写那个部分的 id"),
        )
    });
    told.collect()
}
