//! A figure that is held against a number: as it stands, or as a percentage of another figure or of a target.
//!
//! Kept as a fraction, so that what is reached or not is decided exactly.

use crate::diagnostic::{CellRef, Code, Diagnostic};
use crate::number::{Inexact, Number};
use crate::period::{Date, chinese_date};
use crate::rules::judgement::{Judgement, Outcome, ShownFact};
use crate::rules::{Figure, Target, Uses, View};
use crate::toml_table::Reader;

/// What a figure is a share of.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Whole {
    Indicator(String),
    Target(String),
}

/// Which figure is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gauge {
    indicator: String,
    /// Without one the figure itself counts, in its own unit.
    whole: Option<Whole>,
}

/// A figure on a day: `above ÷ below`, in percent where it is a share.
pub(super) struct Gauged {
    pub(super) above: Number,
    /// > 0
    pub(super) below: Number,
    /// `%` for shares, the indicator's unit otherwise.
    pub(super) unit: String,
    pub(super) facts: Vec<ShownFact>,
    pub(super) cells: Vec<CellRef>,
}

impl Gauge {
    /// Reads `indicator` and at most one of `of` and `of-target`.
    pub(super) fn read(reader: &Reader<'_>) -> Option<Self> {
        let indicator = reader.text("indicator", "看哪个指标");
        let of = reader.optional_text("of", "占哪个指标的百分之几；不写则直接看指标的数");
        let target = reader.optional_text("of-target", "占哪项任务的百分之几；与 of 二者至多写一个");
        if of.is_some() && target.is_some() {
            reader.out_of_place("of-target", "已写了 of，二者只写一个");
            return None;
        }
        Some(Self { indicator: indicator?, whole: of.map(Whole::Indicator).or(target.map(Whole::Target)) })
    }

    /// The indicator.
    pub(super) fn indicator(&self) -> &str {
        &self.indicator
    }

    /// Whether it is counted in percent of something.
    pub(super) fn is_share(&self) -> bool {
        self.whole.is_some()
    }

    /// The declared names.
    pub(super) fn uses(&self) -> Uses {
        let mut uses = Uses { indicators: vec![self.indicator.clone()], ..Uses::default() };
        match &self.whole {
            Some(Whole::Indicator(name)) => {
                uses.indicators.push(name.clone());
                uses.wholes.push(name.clone());
            }
            Some(Whole::Target(name)) => uses.targets.push(name.clone()),
            None => {}
        }
        uses
    }

    /// `集资已收占集资应收`
    pub(super) fn describe(&self) -> String {
        match &self.whole {
            None => self.indicator.clone(),
            Some(Whole::Indicator(whole) | Whole::Target(whole)) => format!("{}占{whole}", self.indicator),
        }
    }

    /// The figure on a day; `None` where it is not applicable or not reported, which is noted.
    pub(super) fn on(
        &self,
        view: &dyn View,
        day: Date,
        judgement: &mut Judgement,
    ) -> Result<Option<Gauged>, Inexact> {
        let before = judgement.occasions.len();
        let gauged = self.look(view, day, judgement)?;
        match &gauged {
            Some(gauged) => {
                judgement.occasion(day, Outcome::Judged);
                judgement.diagnostics.extend(self.over_hundred(gauged));
            }
            None if judgement.occasions.len() == before => judgement.occasion(day, Outcome::NotApplicable),
            None => {}
        }
        Ok(gauged)
    }

    fn look(&self, view: &dyn View, day: Date, judgement: &mut Judgement) -> Result<Option<Gauged>, Inexact> {
        let part = stated(view, &self.indicator, day, judgement)?;
        let Some(whole) = &self.whole else {
            return Ok(part.map(|(part, cells)| Gauged {
                above: part,
                below: Number::ONE,
                unit: view.unit(&self.indicator).to_owned(),
                facts: vec![shown(view, &self.indicator, part)],
                cells,
            }));
        };
        let Some((below, more)) = whole_of(view, whole, day, judgement)? else { return Ok(None) };
        let Some((part, mut cells)) = part else { return Ok(None) };
        let (Whole::Indicator(name) | Whole::Target(name)) = whole;
        cells.extend(more);
        Ok(Some(Gauged {
            above: part.times(Number::HUNDRED)?,
            below,
            unit: "%".to_owned(),
            facts: vec![shown(view, &self.indicator, part), shown(view, name, below)],
            cells,
        }))
    }

    /// More than the whole is odd, and counts as written.
    fn over_hundred(&self, gauged: &Gauged) -> Option<Diagnostic> {
        let over = gauged.unit == "%" && gauged.above > Number::HUNDRED.times(gauged.below).ok()?;
        // Over-fulfilling a target is no oddity.
        let target = matches!(self.whole, Some(Whole::Target(_)));
        let cell = gauged.cells.first().filter(|_| over && !target)?;
        let part = gauged.facts.first().map(|fact| fact.value.as_str()).unwrap_or_default();
        let whole =
            gauged.facts.get(1).map_or("100%".to_owned(), |fact| format!("{}{}", fact.name, fact.value));
        let message = format!("{}{part}超过{whole}，照常计入", self.indicator);
        Some(Diagnostic::warning(Code::OverHundred, cell, message))
    }
}

impl Gauged {
    /// The figure for print, two decimals where it is a share.
    pub(super) fn text(&self) -> Result<String, Inexact> {
        let value = self.above.quotient(self.below)?;
        let digits = if self.unit == "%" { value.fixed(2) } else { value.to_string() };
        Ok(format!("{digits}{}", self.unit))
    }

    /// How far it lies above a number, times `below`; negative if under it.
    pub(super) fn beyond(&self, number: Number) -> Result<Number, Inexact> {
        self.above.minus(number.times(self.below)?)
    }
}

fn shown(view: &dyn View, name: &str, value: Number) -> ShownFact {
    ShownFact { name: name.to_owned(), value: format!("{value}{}", view.unit(name)) }
}

fn target(
    view: &dyn View,
    name: &str,
    day: Date,
    judgement: &mut Judgement,
) -> Option<(Number, Vec<CellRef>)> {
    match view.target(name, day) {
        Target::Amount(amount) => Some((amount, Vec::new())),
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
) -> Result<Option<(Number, Vec<CellRef>)>, Inexact> {
    let (name, found) = match whole {
        Whole::Indicator(name) => (name, stated(view, name, day, judgement)?),
        Whole::Target(name) => (name, target(view, name, day, judgement)),
    };
    let Some((amount, cells)) = found else { return Ok(None) };
    if !amount.is_zero() {
        return Ok(Some((amount, cells)));
    }
    let message = format!("{}的{name}为 0，无法计算完成比例", view.village());
    let problem = match (cells.first(), view.declared_at(name)) {
        (Some(cell), _) => Some(Diagnostic::error(Code::TargetZero, cell, message)),
        (None, Some(span)) => Some(Diagnostic::error(Code::TargetZero, span, message)),
        (None, None) => None,
    };
    judgement
        .diagnostics
        .extend(problem.map(|found| found.hint("填写应完成的数；确实没有任务的村填“不适用”")));
    judgement.occasion(day, Outcome::NotReported { what: None });
    Ok(None)
}

/// The figure on the day; what is due and not stated is noted.
pub(super) fn stated(
    view: &dyn View,
    indicator: &str,
    day: Date,
    judgement: &mut Judgement,
) -> Result<Option<(Number, Vec<CellRef>)>, Inexact> {
    match view.figure(indicator, None, day)? {
        Figure::Stated { value, cells } => Ok(Some((value, cells))),
        Figure::NotApplicable => Ok(None),
        Figure::Unstated => {
            let what = format!("{}截至{}的指标“{indicator}”", view.village(), chinese_date(day));
            judgement.unstated(view, indicator, day, what);
            Ok(None)
        }
    }
}
