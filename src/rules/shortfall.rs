//! `shortfall` 每差若干扣若干：a figure (or its share of another) under what it should reach on a day; a share
//! is counted in percentage points, a figure in its own unit.
//!
//! Reads 指标进度 at the latest figure dated on or before the day. No figure by then is 未报, never 0.

use crate::number::{Inexact, Number, PartialStep};
use crate::period::{Date, chinese_date};
use crate::rules::amount::{Amount, Ledger, PARTIAL};
use crate::rules::gauge::{Gauge, Gauged};
use crate::rules::judgement::{Entry, Judgement, Payee};
use crate::rules::measure::{Again, Measure};
use crate::rules::remeasure::Remeasure;
use crate::rules::threshold::Threshold;
use crate::rules::{RuleKind, Timing, Uses, View};
use crate::toml_table::Reader;

/// Under a target on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortfall {
    gauge: Gauge,
    target: Threshold,
    measure: Measure,
    again: Option<Again>,
    /// Percentage points, or units of the figure, of one step; > 0.
    step: Number,
    partial: PartialStep,
    amount: Amount,
}

impl RuleKind for Shortfall {
    const KIND: &'static str = "shortfall";
    const TITLE: &'static str = "每差若干扣若干";

    fn read(reader: &Reader<'_>, ledger: Ledger) -> Option<Self> {
        let gauge = Gauge::read(reader);
        let target = Threshold::read(reader);
        let measure = Measure::read(reader);
        let again = Again::read(reader);
        let step = read_step(reader);
        let partial = reader.choice("partial", "不足一步的部分怎样计", PARTIAL);
        let amount = Amount::read(reader, ledger);
        Some(Self {
            gauge: gauge?,
            target: target?,
            measure: measure?,
            again,
            step: step?,
            partial: partial?,
            amount: amount?,
        })
    }

    fn judge(&self, view: &dyn View) -> Result<Judgement, Inexact> {
        let mut judgement = Judgement::default();
        let mut posted = Remeasure::default();
        for day in self.measure.days(view, &[self.gauge.indicator()]) {
            let Some(target) = self.target.of(view, day, &mut judgement) else { continue };
            let Some(gauged) = self.gauge.on(view, day, &mut judgement)? else { continue };
            self.post(&mut judgement, &mut posted, day, target, gauged)?;
        }
        Ok(judgement)
    }

    fn timing(&self) -> Timing {
        self.measure.timing()
    }

    fn uses(&self) -> Uses {
        let mut uses = self.gauge.uses();
        uses.targets.extend(self.target.name().map(str::to_owned));
        uses.repeats = self.measure.repeats(self.again);
        uses
    }

    fn most(&self) -> Option<Number> {
        let Threshold::Number(target) = self.target else { return None };
        let occasions = match self.again {
            Some(Again::Adds) => self.measure.occasions()?,
            _ => Number::ONE,
        };
        let once = self.amount.of_steps(target, self.step, self.partial).ok()?;
        once.max(once.negated()).times(occasions).ok()
    }

    fn describe(&self) -> String {
        format!(
            "{}应达到{}，每差{}{}，{}",
            self.gauge.describe(),
            self.target.describe(if self.gauge.is_share() { "%" } else { "" }),
            if self.gauge.is_share() { format!("{}个百分点", self.step) } else { self.step.to_string() },
            self.amount.chinese(),
            self.measure.describe(),
        )
    }
}

/// The size of one step, > 0.
pub(super) fn read_step(reader: &Reader<'_>) -> Option<Number> {
    let step = reader.number("step", "几个百分点（看比例时）或几个单位（看数量时）算一步")?;
    if step.is_zero()
        && let Some(node) = reader.node("step")
    {
        reader.bad_value(node, "step", "大于 0 的数");
        return None;
    }
    Some(step)
}

impl Shortfall {
    /// The distance stays multiplied by the divisor, so that the steps are decided on the exact fraction.
    fn post(
        &self,
        judgement: &mut Judgement,
        posted: &mut Remeasure,
        day: Date,
        target: Number,
        gauged: Gauged,
    ) -> Result<(), Inexact> {
        let distance = gauged.beyond(target)?.negated();
        let step = self.step.times(gauged.below)?;
        let result = self.amount.of_steps(distance, step, self.partial)?;
        let Some(amount) = Again::posting(self.again, posted, result, day)? else { return Ok(()) };
        let steps = distance.steps(step, self.partial)?;
        let (unit, short) = (&gauged.unit, self.step.times(steps)?);
        let points = if unit == "%" { "个百分点" } else { unit };
        let each = if unit == "%" { format!("{}个", self.step) } else { format!("{}{unit}", self.step) };
        let reason = format!(
            "{}{}为{}，应达到{target}{unit}，计差{short}{points}，每{each}{}",
            self.gauge.indicator(),
            chinese_date(day),
            gauged.text()?,
            self.amount.chinese()
        );
        judgement.entries.push(Entry {
            date: day,
            payee: Payee::Subject,
            amount,
            quantity: steps,
            rate: self.amount.signed(),
            reason,
            facts: gauged.facts,
            cells: gauged.cells,
        });
        Ok(())
    }
}
