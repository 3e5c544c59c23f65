//! Brackets by value: of one figure (or its share of another, or of a target), or of several at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{BRACKETS, read_signed, signed_text, table_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::number::{Inexact, Number};
use crate::rules::amount::Ledger;
use crate::rules::bound::Bound;
use crate::rules::gauge::{Gauge, Gauged};
use crate::rules::judgement::{Entry, Judgement, Payee};
use crate::rules::remeasure::{Change, Remeasure};
use crate::rules::source::Source;
use crate::rules::{Declared, MeasuredBy, Reached, ShownFact, ShownValue, Timing, UnitOf, Uses, View};
use crate::sentence;
use crate::sentence::Sentence;
use crate::text::Text;
use crate::toml_table::{Reader, Table};

/// A bracket: bounds by figure, and the signed amount. Of a gauge, the one bound has no name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bracket {
    pub(super) bounds: BTreeMap<String, Bound>,
    pub(super) amount: Number,
}

/// Highest amount first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Brackets {
    pub(super) brackets: Vec<Bracket>,
    /// The one figure that all brackets bound, where they do not name their own.
    pub(super) gauge: Option<Gauge>,
    pub(super) figures: Vec<Text>,
    source: Source,
    /// The bounds of each in words, known when the rulebook is read.
    words: Option<Arc<[Text]>>,
}

impl Brackets {
    /// Reads `brackets`, of the figure `indicator` or of several named in `bounds`.
    pub(super) fn read(reader: &Reader<'_>) -> Option<Self> {
        let single = reader.needs(reader.has("indicator"));
        let mut gauge = if single { Gauge::read(reader, "；只看一个指标时写") } else { None };
        reader.always();
        let source = Source::read(reader);
        let rows = reader.required_tables("brackets", BRACKETS);
        let brackets: Option<Vec<_>> = rows.into_iter().map(|row| read_bracket(row, single)).collect();
        let mut brackets = brackets?;
        if single {
            gauge.as_ref()?;
        }
        if !(single && is_partition(&brackets, reader)) {
            shadowed(&brackets, reader);
        }
        if source.as_ref().is_some_and(Source::is_settled)
            && let Some(gauge) = gauge.take()
        {
            name_bounds(&gauge, &mut brackets, reader)?;
        }
        // Of equal amounts the order of the rulebook stays.
        brackets.sort_by_key(|bracket| std::cmp::Reverse(bracket.amount));
        let mut figures: Vec<Text> =
            brackets.iter().flat_map(|bracket| bracket.bounds.keys().map(Text::from)).collect();
        figures.sort();
        figures.dedup();
        Some(Self { brackets, gauge, figures, source: source?, words: None })
    }

    /// Keeps what is told of the bounds.
    pub(super) fn learn(&mut self, declared: &dyn Declared) {
        self.words = Some(self.words(declared));
    }

    /// By what it measures again.
    pub(super) fn measured_by(&self) -> MeasuredBy<'_> {
        match &self.gauge {
            Some(gauge) => MeasuredBy::Against(gauge.indicator()),
            None => MeasuredBy::Worth(self.figures.iter().map(Text::as_str).collect()),
        }
    }

    /// Judges every due day, for every payee.
    pub(super) fn judge(
        &self,
        view: &dyn View,
        otherwise: Number,
        ledger: Ledger,
        judgement: &mut Judgement,
    ) -> Result<(), Inexact> {
        match &self.gauge {
            Some(gauge) => self.judge_gauge(gauge, view, otherwise, ledger, judgement),
            None => self.judge_figures(view, otherwise, ledger, judgement),
        }
    }

    fn judge_gauge(
        &self,
        gauge: &Gauge,
        view: &dyn View,
        otherwise: Number,
        ledger: Ledger,
        judgement: &mut Judgement,
    ) -> Result<(), Inexact> {
        let mut posted = Remeasure::of(view, &self.measured_by());
        let words = self.words.clone().unwrap_or_else(|| self.words(view));
        for day in self.source.days(view) {
            let Some(gauged) = gauge.on(view, day, judgement)? else { continue };
            let met = self.met(|_, bound| bound.holds_multiplied(gauged.above, gauged.below))?;
            let result = self.brings(met, otherwise);
            let Some(change) = self.source.posting(&mut posted, result, day)? else { continue };
            let stated = sentence!("{}{}", gauge.words(), self.figure(&gauged, met)?);
            let reason = reason(stated, met.and_then(|met| words.get(met)), (result, change), ledger);
            judgement.entries.push(Entry {
                date: day,
                payee: Payee::Subject,
                amount: change.amount,
                quantity: Number::ONE,
                rate: result,
                reason,
                facts: gauged.facts,
                cells: gauged.cells,
                matter: Text::default(),
            });
        }
        Ok(())
    }

    fn judge_figures(
        &self,
        view: &dyn View,
        otherwise: Number,
        ledger: Ledger,
        judgement: &mut Judgement,
    ) -> Result<(), Inexact> {
        let words = self.words.clone().unwrap_or_else(|| self.words(view));
        let figures: Vec<&str> = self.figures.iter().map(Text::as_str).collect();
        let mut posted = Remeasure::of(view, &self.measured_by());
        for (date, measured) in self.source.due(view, &figures, &|_| None, judgement)? {
            judgement.diagnostics.extend(measured.notices);
            let value = |name: &str| {
                let place = self.figures.iter().position(|figure| figure == name);
                place.and_then(|place| measured.values.get(place)).copied().unwrap_or_default()
            };
            let met = self.met(|name, bound| Ok(bound.holds(value(name))))?;
            let result = self.brings(met, otherwise);
            let Some(change) = self.source.posting(&mut posted, result, date)? else { continue };
            let shown = |name: &Text| ShownFact {
                name: name.clone(),
                value: ShownValue::Measured(value(name), view.label(name).unit.clone()),
            };
            let facts: Vec<_> = self.figures.iter().map(shown).collect();
            let stated = facts.iter().map(|fact| sentence!("{}{}", &fact.name, fact.value.words()));
            let stated = Sentence::joined(stated, "、");
            judgement.entries.push(Entry {
                date,
                payee: measured.payee,
                amount: change.amount,
                quantity: Number::ONE,
                rate: result,
                reason: reason(stated, met.and_then(|met| words.get(met)), (result, change), ledger),
                facts: facts.into_iter().collect(),
                cells: measured.cells,
                matter: Text::default(),
            });
        }
        Ok(())
    }

    /// The place of the highest bracket whose every bound holds.
    fn met(&self, holds: impl Fn(&str, &Bound) -> Result<bool, Inexact>) -> Result<Option<usize>, Inexact> {
        for (place, bracket) in self.brackets.iter().enumerate() {
            let mut all = true;
            for (name, bound) in &bracket.bounds {
                all &= holds(name, bound)?;
            }
            if all {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    fn brings(&self, met: Option<usize>, otherwise: Number) -> Number {
        met.and_then(|met| self.brackets.get(met)).map_or(otherwise, |bracket| bracket.amount)
    }

    /// The figure as it is shown, which lies in the same bracket.
    fn figure(&self, gauged: &Gauged, met: Option<usize>) -> Result<Sentence, Inexact> {
        gauged.text(|shown| self.met(|_, bound| Ok(bound.holds(shown))) == Ok(met))
    }

    /// The bounds of each bracket, in the units that the figures are declared with.
    fn words(&self, declared: &dyn Declared) -> Arc<[Text]> {
        let unit_of = |name: &str| {
            declared.place_unit(name).map_or_else(|| declared.label(name).unit.to_string(), str::to_owned)
        };
        let unit = |figure: &str| self.unit(figure, &unit_of);
        self.brackets.iter().map(|bracket| bracket.describe(&unit).into()).collect()
    }

    /// Behind the bounds of a figure: shares are counted in percent.
    fn unit(&self, figure: &str, unit_of: UnitOf<'_>) -> String {
        match &self.gauge {
            Some(gauge) if gauge.is_share() => "%".to_owned(),
            Some(gauge) => unit_of(gauge.indicator()),
            None => unit_of(figure),
        }
    }

    /// When it judges.
    pub(super) fn timing(&self) -> Timing {
        self.source.timing()
    }

    /// The declared names.
    pub(super) fn uses(&self) -> Uses {
        let uses = match &self.gauge {
            Some(gauge) => gauge.uses(),
            None => {
                Uses { indicators: self.figures.iter().map(Text::to_string).collect(), ..Uses::default() }
            }
        };
        Uses {
            from_rows: self.source.of_rows(&uses.indicators),
            per: self.source.per(),
            reached: self.reached(),
            repeats: self.source.repeats(),
            replaces: self.source.replaces(),
            ..uses
        }
    }

    /// The largest end of the brackets' bounds, figure by figure.
    fn reached(&self) -> Vec<Reached> {
        let mut largest: BTreeMap<&str, Number> = BTreeMap::new();
        for (figure, bound) in self.brackets.iter().flat_map(|bracket| &bracket.bounds) {
            let end = bound.farther_end().unwrap_or_default();
            let held = largest.entry(figure).or_default();
            *held = end.max(*held);
        }
        let of_gauge = |number| self.gauge.as_ref().map(|gauge| gauge.reaches(number));
        let named = |figure: &str, number| Reached { figure: figure.to_owned(), is_share: false, number };
        let reached = largest.into_iter();
        reached.map(|(figure, number)| of_gauge(number).unwrap_or_else(|| named(figure, number))).collect()
    }

    /// The largest amount of any bracket of the one who is judged.
    pub(super) fn highest(&self) -> Option<Number> {
        let amounts = self.brackets.iter().map(|bracket| bracket.amount);
        amounts.max().filter(|_| !self.source.is_settled())
    }

    /// The smallest amount of any bracket.
    pub(super) fn lowest(&self) -> Option<Number> {
        self.brackets.iter().map(|bracket| bracket.amount).min()
    }

    /// How often at most it counts in a year.
    pub(super) fn occasions(&self) -> Option<Number> {
        self.source.occasions()
    }

    /// The brackets in words.
    pub(super) fn describe(&self, ledger: Ledger, unit_of: UnitOf<'_>) -> String {
        let unit = |figure: &str| self.unit(figure, unit_of);
        let steps: Vec<_> = self
            .brackets
            .iter()
            .map(|bracket| format!("{}：{}", bracket.describe(&unit), signed_text(bracket.amount, ledger)))
            .collect();
        let of = self.gauge.as_ref().map_or(String::new(), |gauge| format!("{}，", gauge.describe()));
        format!("{of}{}，{}", steps.join("；"), self.source.describe())
    }
}

/// What is settled by rows is measured payee by payee: the one figure is named by its brackets, as several are. `None`
/// where it is a share, which rows do not state.
fn name_bounds(gauge: &Gauge, brackets: &mut [Bracket], reader: &Reader<'_>) -> Option<()> {
    if gauge.is_share() {
        let key = if reader.has("of") { "of" } else { "of-target" };
        reader.out_of_place(key, "按台账各行计的（per），界限直接看 indicator 的数，不看占几成");
        return None;
    }
    for bracket in brackets {
        let bounds = std::mem::take(&mut bracket.bounds).into_values();
        bracket.bounds = bounds.map(|bound| (gauge.indicator().to_string(), bound)).collect();
    }
    Some(())
}

fn reason(
    stated: Sentence,
    met: Option<&Text>,
    (result, change): (Number, Change),
    ledger: Ledger,
) -> Sentence {
    let (brings, change) = (signed_text(result, ledger), change.words(ledger.unit()));
    match met {
        Some(bounds) => sentence!("{}，达到“{}”一档，{}{}", stated, bounds, brings, change),
        None => sentence!("{}，未达任何一档，{}{}", stated, brings, change),
    }
}

fn read_bracket(row: Reader<'_>, single: bool) -> Option<Bracket> {
    let amount = read_signed(&row);
    let mut bounds = BTreeMap::new();
    if single {
        let bound = Bound::read_signed(&row);
        if row.is_describing() {
            read_names(&row);
        }
        row.finish();
        bounds.insert(String::new(), bound?);
        return Some(Bracket { bounds, amount: amount? });
    }
    match read_names(&row) {
        None => row.missing("bounds", "这一档的界限：{ \"指标\" = { at-least = 界限 } }"),
        Some(table) => {
            for entry in &table.entries {
                let Some(ends) = table_of(&entry.node) else {
                    row.bad_value(&entry.node, &entry.key, " { at-least = 界限 } 这样的表");
                    continue;
                };
                let reader = Reader::new(ends, row.problems(), "bounds");
                if let Some(bound) = Bound::read_signed(&reader) {
                    bounds.insert(entry.key.clone(), bound);
                }
                reader.finish();
            }
        }
    }
    row.finish();
    Some(Bracket { bounds, amount: amount? })
}

/// The bounds of several figures, by name.
fn read_names<'a>(row: &Reader<'a>) -> Option<&'a Table> {
    row.names("bounds", "看几个指标时写：这一档的界限，几个指标都要达到", "界限，如 { at-least = 6 }")
}

/// Brackets with both ends must divide the figures between them; those with one are a ladder without a gap. Whether they
/// have both.
fn is_partition(brackets: &[Bracket], reader: &Reader<'_>) -> bool {
    let bounds: Vec<_> = brackets.iter().filter_map(|bracket| bracket.bounds.get("").cloned()).collect();
    if bounds.iter().any(Bound::is_closed) {
        Bound::check_partition(&bounds, reader, "brackets");
        return true;
    }
    if let Some(number) = Bound::gap(&bounds) {
        let message = format!("{number} 落在任何一档之外");
        reader.problems().push(Diagnostic::error(Code::BracketOrder, reader.span_of("brackets"), message));
    }
    false
}

/// A higher bar may not bring less than a lower one.
fn shadowed(brackets: &[Bracket], reader: &Reader<'_>) {
    let shadowed = brackets.iter().find(|bracket| {
        brackets
            .iter()
            .any(|other| other.amount >= bracket.amount && *other != **bracket && other.covers(bracket))
    });
    // What a bracket without bounds lacks is told already.
    let shadowed = shadowed.filter(|bracket| !bracket.bounds.is_empty());
    if let Some(bracket) = shadowed {
        let message =
            format!("“{}”一档永远轮不到：另一档数额更高，界限却更宽", bracket.describe(&|_| String::new()));
        reader.problems().push(Diagnostic::warning(
            Code::TierUnreachable,
            reader.span_of("brackets"),
            message,
        ));
    }
}

impl Bracket {
    /// Whether whatever reaches another reaches this one too.
    fn covers(&self, other: &Self) -> bool {
        let mut own = self.bounds.iter();
        own.all(|(figure, own)| other.bounds.get(figure).is_some_and(|bound| own.covers(bound)))
    }

    fn describe(&self, unit_of: UnitOf<'_>) -> String {
        let parts: Vec<_> = self
            .bounds
            .iter()
            .map(|(figure, bound)| format!("{figure}{}", bound.describe_in(&unit_of(figure))))
            .collect();
        parts.join("且")
    }
}
