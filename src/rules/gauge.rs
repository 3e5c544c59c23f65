//! A figure that is held against a number: as it stands, or as a percentage of another figure or of a target.
//!
//! Kept as a fraction, so that what is reached or not is decided exactly.

use std::sync::Arc;

use crate::diagnostic::{Cells, Code, Diagnostic, Location};
use crate::number::{Inexact, Number};
use crate::period::{Date, chinese_date};
use crate::rules::judgement::{Judgement, Missing, Outcome, Wanted};
use crate::rules::{FactLabel, Figure, OwnFigure, Reached, ShownFacts, Target, Uses, View};
use crate::sentence;
use crate::sentence::{Blank, Sentence};
use crate::text::Text;
use crate::toml_table::Reader;

/// What a figure is a share of.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Whole {
    Indicator(Text),
    Target(Text),
}

/// Which figure is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gauge {
    indicator: Text,
    /// Without one the figure itself counts, in its own unit.
    whole: Option<Whole>,
}

/// A figure on a day: `above ÷ below`, in percent where it is a share.
pub(super) struct Gauged {
    pub(super) above: Number,
    /// > 0
    pub(super) below: Number,
    /// `%` for shares, the indicator's unit otherwise.
    pub(super) unit: Text,
    pub(super) facts: ShownFacts,
    /// What of the village itself was compared, behind a figure that compares villages.
    pub(super) beside: Sentence,
    pub(super) cells: Cells,
}

impl Gauge {
    /// Reads `indicator` and at most one of `of` and `of-target`; `when` says when it is written, where not always.
    pub(super) fn read(reader: &Reader<'_>, when: &str) -> Option<Self> {
        let indicator = reader.text("indicator", &format!("看哪个指标{when}"));
        let of = reader.optional_text("of", "占哪个指标的百分之几；不写则直接看指标的数");
        let target = reader.optional_text("of-target", "占哪项任务的百分之几；与 of 至多写一个");
        if of.is_some() && target.is_some() {
            reader.out_of_place("of-target", "已写了 of，二者只写一个");
            return None;
        }
        let whole = |of: fn(Text) -> Whole| move |name: String| of(name.into());
        let whole = of.map(whole(Whole::Indicator)).or(target.map(whole(Whole::Target)));
        Some(Self { indicator: indicator?.into(), whole })
    }

    /// The indicator.
    pub(super) fn indicator(&self) -> &Text {
        &self.indicator
    }

    /// Whether it is counted in percent of something.
    pub(super) fn is_share(&self) -> bool {
        self.whole.is_some()
    }

    /// What it is held against, if that is the largest number in a rule.
    pub(super) fn reaches(&self, number: Number) -> Reached {
        Reached { figure: self.indicator.to_string(), is_share: self.is_share(), number }
    }

    /// The declared names.
    pub(super) fn uses(&self) -> Uses {
        let mut uses = Uses { indicators: vec![self.indicator.to_string()], ..Uses::default() };
        match &self.whole {
            Some(Whole::Indicator(name)) => {
                uses.indicators.push(name.to_string());
                uses.wholes.push(name.to_string());
            }
            Some(Whole::Target(name)) => uses.targets.push(name.to_string()),
            None => {}
        }
        uses
    }

    /// `集资已收占集资应收`
    pub(super) fn describe(&self) -> String {
        self.words().to_string()
    }

    /// The same, as part of a sentence.
    pub(super) fn words(&self) -> Sentence {
        match &self.whole {
            None => sentence!("{}", &self.indicator),
            Some(Whole::Indicator(whole) | Whole::Target(whole)) => {
                sentence!("{}占{}", &self.indicator, whole)
            }
        }
    }

    /// The figure on a day; `None` where it is not applicable or not reported, which is noted.
    pub(super) fn on(
        &self,
        view: &dyn View,
        day: Date,
        judgement: &mut Judgement,
    ) -> Result<Option<Gauged>, Inexact> {
        let before = judgement.occasions.count;
        let gauged = self.look(view, day, judgement)?;
        match &gauged {
            Some(gauged) => {
                judgement.occasion(day, Outcome::Judged);
                judgement.diagnostics.extend(self.over_hundred(gauged));
            }
            None if judgement.occasions.count == before => judgement.occasion(day, Outcome::NotApplicable),
            None => {}
        }
        Ok(gauged)
    }

    fn look(&self, view: &dyn View, day: Date, judgement: &mut Judgement) -> Result<Option<Gauged>, Inexact> {
        // Whoever has no such target owes no figure either.
        if let Some(Whole::Target(name)) = &self.whole
            && view.target(name).on(day) == Target::NotApplicable
        {
            return Ok(None);
        }
        let part = stated(view, &self.indicator, day, judgement)?;
        let Some(whole) = &self.whole else {
            return part.map(|part| self.as_it_stands(view, day, part)).transpose();
        };
        let Some(of) = whole_of(view, whole, day, judgement)? else { return Ok(None) };
        let Some(part) = part else { return Ok(None) };
        let (Whole::Indicator(name) | Whole::Target(name)) = whole;
        Ok(Some(Gauged {
            above: part.value.times(Number::HUNDRED)?,
            below: of.value,
            unit: Text::fixed("%"),
            beside: Sentence::default(),
            facts: ShownFacts::two((&view.label(&self.indicator), part.value), (&view.label(name), of.value)),
            cells: part.cells.and(of.cells),
        }))
    }

    /// A figure that is no share; of one that compares villages the village's own stands beside it.
    fn as_it_stands(&self, view: &dyn View, day: Date, part: StatedFigure) -> Result<Gauged, Inexact> {
        let StatedFigure { value, cells } = part;
        let label = view.label(&self.indicator);
        let (facts, beside) = with_own(view, &self.indicator, (&label, value), day)?;
        Ok(Gauged { above: value, below: Number::ONE, unit: label.unit.clone(), facts, beside, cells })
    }

    /// More than the whole is odd, and counts as written.
    fn over_hundred(&self, gauged: &Gauged) -> Option<Diagnostic> {
        // Over-fulfilling a target is no oddity, unless by many times.
        if let Some(Whole::Target(target)) = &self.whole {
            let part = gauged.above.quotient(Number::HUNDRED).ok()?;
            return far_over_target((&self.indicator, part), (target, gauged.below), &gauged.cells);
        }
        let over = gauged.unit == "%" && gauged.above > Number::HUNDRED.times(gauged.below).ok()?;
        let cell = gauged.cells.first().filter(|_| over)?;
        let mut facts = gauged.facts.iter();
        let part = facts.next().map(|fact| fact.value.to_string()).unwrap_or_default();
        let whole = facts.next().map_or("100%".to_owned(), |fact| format!("{}{}", fact.name, fact.value));
        let message = format!("{}{part}超过{whole}，照常计入", self.indicator);
        Some(Diagnostic::warning(Code::OverHundred, cell, message))
    }
}

impl Gauged {
    /// The figure for print; of a share as few decimals as come to the same: see [`Blank::percent`].
    pub(super) fn text(&self, comes_to_the_same: impl Fn(Number) -> bool) -> Result<Sentence, Inexact> {
        let figure = self.figure(comes_to_the_same)?;
        Ok(if self.beside == Sentence::default() {
            sentence!("{}{}", figure, &self.unit)
        } else {
            sentence!("{}{}{}", figure, &self.unit, self.beside.clone())
        })
    }

    /// The same without its unit.
    pub(super) fn figure(&self, comes_to_the_same: impl Fn(Number) -> bool) -> Result<Blank, Inexact> {
        let value = self.above.quotient(self.below)?;
        Ok(if self.unit == "%" { Blank::percent(value, comes_to_the_same) } else { value.into() })
    }

    /// How far it lies above a number, times `below`; negative if under it.
    pub(super) fn beyond(&self, number: Number) -> Result<Number, Inexact> {
        self.above.minus(number.times(self.below)?)
    }
}

/// A figure, with the cells that state it.
pub(super) struct StatedFigure {
    pub(super) value: Number,
    pub(super) cells: Cells,
}

fn target(view: &dyn View, name: &str, day: Date, judgement: &mut Judgement) -> Option<StatedFigure> {
    match view.target(name).on(day) {
        Target::Amount(value) => Some(StatedFigure { value, cells: Cells::NONE }),
        Target::NotApplicable => None,
        // The roster check says which village has no target.
        Target::Missing => {
            judgement.occasion(day, Outcome::NotReported { what: None });
            None
        }
    }
}

/// What it is a share of, > 0.
fn whole_of(
    view: &dyn View,
    whole: &Whole,
    day: Date,
    judgement: &mut Judgement,
) -> Result<Option<StatedFigure>, Inexact> {
    let (name, found) = match whole {
        Whole::Indicator(name) => (name, stated(view, name, day, judgement)?),
        Whole::Target(name) => (name, target(view, name, day, judgement)),
    };
    let Some(figure) = found else { return Ok(None) };
    if !figure.value.is_zero() {
        return Ok(Some(figure));
    }
    judgement.diagnostics.extend(whole_is_zero(view, name, &figure.cells));
    judgement.occasion(day, Outcome::NotReported { what: None });
    Ok(None)
}

/// Nothing is a share of 0: told where it was read, or where a target is stated.
pub(super) fn whole_is_zero(view: &dyn View, name: &str, cells: &Cells) -> Option<Diagnostic> {
    let place = cells.first().map(Location::from).or_else(|| view.stated_at(name))?;
    let message = format!("{}的{name}为 0，无法计算完成比例", view.village());
    let hint = "填写应完成的数；确实没有任务的村填“不适用”";
    Some(Diagnostic::error(Code::TargetZero, place, message).hint(hint))
}

/// So many times a task nobody does it: a decimal point or a unit slipped.
const MOST_TIMES: u32 = 5;

/// A figure that is many times its target, which counts as written: 415500 for 4155.00 brings the full mark, and a reward.
pub(super) fn far_over_target(
    (indicator, value): (&str, Number),
    (target, amount): (&str, Number),
    cells: &Cells,
) -> Option<Diagnostic> {
    let cell = cells.first().filter(|_| is_far_over(value, amount))?;
    let message = format!("“{indicator}”{value}是任务“{target}”{amount}的 {MOST_TIMES} 倍以上，照常计入");
    let hint = "看看小数点和单位有没有错；确实有这么多的，在 [[accepts]] 中写明理由";
    Some(Diagnostic::warning(Code::OverHundred, cell, message).hint(hint))
}

/// Whether it is.
pub(super) fn is_far_over(value: Number, target: Number) -> bool {
    value > target && target.times(Number::from(MOST_TIMES)).is_ok_and(|most| value > most)
}

/// The figure on the day; what is due and not stated is noted.
pub(super) fn stated(
    view: &dyn View,
    indicator: &str,
    day: Date,
    judgement: &mut Judgement,
) -> Result<Option<StatedFigure>, Inexact> {
    match view.figure(indicator, day)? {
        Figure::Stated { value, cells } => Ok(Some(StatedFigure { value, cells })),
        Figure::NotApplicable => Ok(None),
        Figure::NoPlace => {
            judgement.occasion(day, Outcome::Judged);
            Ok(None)
        }
        Figure::Unstated => {
            note_unstated(view, ("指标", indicator), day, judgement)?;
            Ok(None)
        }
    }
}

/// A figure as a fact, and what of the village's own is behind it where it says how the village stands beside others.
pub(super) fn with_own(
    view: &dyn View,
    indicator: &str,
    (label, value): (&Arc<FactLabel>, Number),
    day: Date,
) -> Result<(ShownFacts, Sentence), Inexact> {
    Ok(match view.own_figure(indicator, day)? {
        Some(OwnFigure::Stated(own, figure, count)) => {
            let count = Number::from_count(count);
            let beside = sentence!("（{}{}{}，{}个村一起比）", &own.name, figure, &own.unit, count);
            (ShownFacts::two((label, value), (&own, figure)), beside)
        }
        Some(OwnFigure::Placed(called, count)) => {
            let beside = sentence!("（{}，{}个村）", &called, Number::from_count(count));
            (ShownFacts::one(label, value), beside)
        }
        _ => (ShownFacts::one(label, value), Sentence::default()),
    })
}

/// Notes that a figure is due and not stated, with what it is called: of one that compares villages, what of the village's
/// own is missing.
pub(super) fn note_unstated(
    view: &dyn View,
    (called, indicator): (&str, &str),
    day: Date,
    judgement: &mut Judgement,
) -> Result<(), Inexact> {
    let own = view.own_figure(indicator, day)?;
    let missing = match &own {
        Some(OwnFigure::Unstated(name)) => name.as_str(),
        Some(OwnFigure::OfNothing(whole, cells)) => {
            judgement.diagnostics.extend(whole_is_zero(view, whole, cells));
            judgement.occasion(day, Outcome::NotReported { what: None });
            return Ok(());
        }
        Some(OwnFigure::Stated(..) | OwnFigure::Placed(..) | OwnFigure::NotApplicable) | None => indicator,
    };
    let what = format!("{}截至{}的{called}“{missing}”", view.village(), chinese_date(day));
    judgement.unstated(view, missing, day, Missing { what, wanted: Wanted::Figure, mark: None });
    Ok(())
}
