//! `around-target` 围绕任务加减分：so much off for every step under the target, so much on for every step over it.

use crate::number::{Inexact, Number, PartialStep};
use crate::period::chinese_date;
use crate::rules::amount::{Amount, Direction, Ledger, PARTIAL};
use crate::rules::gauge::Gauge;
use crate::rules::judgement::{Entry, Judgement, Payee};
use crate::rules::measure::{Again, Measure};
use crate::rules::remeasure::Remeasure;
use crate::rules::shortfall::read_step;
use crate::rules::threshold::Threshold;
use crate::rules::{RuleKind, Timing, Uses, View};
use crate::toml_table::Reader;

/// Off below, on above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AroundTarget {
    gauge: Gauge,
    target: Threshold,
    measure: Measure,
    again: Option<Again>,
    /// > 0
    step: Number,
    partial: PartialStep,
    under: Amount,
    over: Amount,
    /// What is met exactly brings, beside the item's full mark: usually nothing.
    met: Number,
}

impl RuleKind for AroundTarget {
    const KIND: &'static str = "around-target";
    const TITLE: &'static str = "围绕任务加减分";

    fn read(reader: &Reader<'_>, ledger: Ledger) -> Option<Self> {
        let gauge = Gauge::read(reader);
        let target = Threshold::read(reader);
        let measure = Measure::read(reader);
        let again = Again::read(reader);
        let step = read_step(reader);
        let partial = reader.choice("partial", "不足一步的部分怎样计（加减相同）", PARTIAL);
        let under = reader.number("under-deduct", "每低一步扣多少");
        let over = reader.number("over-add", "每高一步加多少；超额不加分的写 0");
        let met =
            reader.optional_number("met-add", "完成任务本身得多少（账从零起计时用）").unwrap_or_default();
        Some(Self {
            gauge: gauge?,
            target: target?,
            measure: measure?,
            again,
            step: step?,
            partial: partial?,
            under: Amount { each: under?, direction: Direction::Deduct, ledger },
            over: Amount { each: over?, direction: Direction::Add, ledger },
            met,
        })
    }

    fn judge(&self, view: &dyn View) -> Result<Judgement, Inexact> {
        let mut judgement = Judgement::default();
        let mut posted = Remeasure::default();
        for day in self.measure.days(view, &[self.gauge.indicator()]) {
            let Some(target) = self.target.of(view, day, &mut judgement) else { continue };
            let Some(gauged) = self.gauge.on(view, day, &mut judgement)? else { continue };
            let beyond = gauged.beyond(target)?;
            let step = self.step.times(gauged.below)?;
            let (side, distance) =
                if beyond.is_negative() { (self.under, beyond.negated()) } else { (self.over, beyond) };
            let result = self.met.plus(side.of_steps(distance, step, self.partial)?)?;
            let Some(amount) = Again::posting(self.again, &mut posted, result, day)? else { continue };
            let reason = format!(
                "{}{}为{}，任务{target}{}，每{}{}{}{}",
                self.gauge.describe(),
                chinese_date(day),
                gauged.text()?,
                gauged.unit,
                if beyond.is_negative() { "低" } else { "高" },
                self.step,
                if gauged.unit == "%" { "个百分点" } else { &gauged.unit },
                side.chinese(),
            );
            judgement.entries.push(Entry {
                date: day,
                payee: Payee::Subject,
                amount,
                quantity: distance.steps(step, self.partial)?,
                rate: side.signed(),
                reason,
                facts: gauged.facts,
                cells: gauged.cells,
            });
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
        let once = self.under.of_steps(target, self.step, self.partial).ok()?;
        once.negated().times(occasions).ok()
    }

    fn describe(&self) -> String {
        let unit = if self.gauge.is_share() { "%" } else { "" };
        let points = if self.gauge.is_share() { "个百分点" } else { "" };
        let met = if self.met.is_zero() { String::new() } else { format!("完成的得{}，", self.met) };
        format!(
            "{}应达到{}，{met}每低{}{points}{}，每高{}{points}{}，{}",
            self.gauge.describe(),
            self.target.describe(unit),
            self.step,
            self.under.chinese(),
            self.step,
            self.over.chinese(),
            self.measure.describe(),
        )
    }
}
