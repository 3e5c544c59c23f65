//! `shortfall` 每差若干个百分点扣若干：a share (or a percentage entered) under a target on a day.
//!
//! Reads 指标进度 at the latest figure dated on or before the day. No figure by then is 未报, never 0.

use crate::diagnostic::{CellRef, Code, Diagnostic};
use crate::number::{Inexact, Number, PartialStep};
use crate::period::{Date, MonthDay, chinese_date};
use crate::rules::amount::{Amount, Ledger, PARTIAL};
use crate::rules::judgement::{Entry, Judgement, Outcome, Payee, ShownFact};
use crate::rules::{Figure, RuleKind, Timing, Uses, View};
use crate::toml_table::Reader;

/// Under a target at a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortfall {
    indicator: String,
    /// The indicator it is a share of; without one it is a percentage itself.
    of: Option<String>,
    /// Percent.
    target: Number,
    by: MonthDay,
    /// Percentage points of one step.
    step: Number,
    partial: PartialStep,
    amount: Amount,
}

/// The two figures of a share. A percentage is a share of 100.
struct Share {
    part: Number,
    whole: Number,
    cells: Vec<CellRef>,
}

impl RuleKind for Shortfall {
    const KIND: &'static str = "shortfall";

    fn read(reader: &Reader<'_>, ledger: Ledger) -> Option<Self> {
        let indicator = reader.text("indicator", "看哪个指标");
        let of = reader.optional_text("of");
        let target = reader.number("target", "应达到百分之几");
        let by = reader.day("by", "哪一天认定，如 \"03-30\"");
        let step = reader.number("step", "几个百分点算一步");
        let partial = reader.choice("partial", "不足一步的部分怎样计", PARTIAL);
        let amount = Amount::read(reader, ledger);
        if let Some(node) = reader.node("step")
            && step.is_some_and(Number::is_zero)
        {
            reader.bad_value(node, "step", "大于 0 的数");
            return None;
        }
        Some(Self {
            indicator: indicator?,
            of,
            target: target?,
            by: by?,
            step: step?,
            partial: partial?,
            amount: amount?,
        })
    }

    fn judge(&self, view: &dyn View) -> Result<Judgement, Inexact> {
        let mut judgement = Judgement::default();
        let day = self.by.in_year(view.as_of().year());
        if !(view.opens()..=view.as_of()).contains(&day) {
            return Ok(judgement);
        }
        match self.share(view, day, &mut judgement)? {
            Some(share) => {
                judgement.occasion(day, Outcome::Judged);
                self.post(view, &mut judgement, day, share)?;
            }
            None if judgement.occasions.is_empty() => judgement.occasion(day, Outcome::NotApplicable),
            None => {}
        }
        Ok(judgement)
    }

    fn timing(&self) -> Timing {
        Timing::On(self.by)
    }

    fn uses(&self) -> Uses {
        let indicators = [Some(self.indicator.clone()), self.of.clone()].into_iter().flatten().collect();
        Uses { indicators, ..Uses::default() }
    }

    fn most(&self) -> Option<Number> {
        let all = self.amount.of_steps(self.target, self.step, self.partial);
        all.ok().map(|signed| signed.max(signed.negated()))
    }

    fn describe(&self) -> String {
        let share = self.of.as_ref().map_or(String::new(), |of| format!("占{of}"));
        format!(
            "{}{share}在{}应达到{}%，每差{}个百分点{}",
            self.indicator,
            self.by,
            self.target,
            self.step,
            self.amount.chinese()
        )
    }
}

impl Shortfall {
    /// The share on the day; `None` where it is not applicable, or not reported and noted as such.
    fn share(&self, view: &dyn View, day: Date, judgement: &mut Judgement) -> Result<Option<Share>, Inexact> {
        let part = stated(view, &self.indicator, day, judgement)?;
        let Some(of) = &self.of else {
            let share = part.map(|(part, cells)| Share { part, whole: Number::HUNDRED, cells });
            judgement.diagnostics.extend(share.as_ref().and_then(|share| self.over_hundred(share, "100%")));
            return Ok(share);
        };
        let whole = stated(view, of, day, judgement)?;
        let (Some((part, mut cells)), Some((whole, more))) = (part, whole) else { return Ok(None) };
        if whole.is_zero() {
            judgement.diagnostics.extend(more.first().map(|cell| empty_whole(cell, of)));
            judgement.occasion(day, Outcome::NotReported { what: None });
            return Ok(None);
        }
        cells.extend(more);
        let share = Share { part, whole, cells };
        judgement.diagnostics.extend(self.over_hundred(&share, &format!("{of}{whole}")));
        Ok(Some(share))
    }

    /// More than the whole is odd, and counts as written.
    fn over_hundred(&self, share: &Share, whole: &str) -> Option<Diagnostic> {
        let cell = share.cells.first().filter(|_| share.part > share.whole)?;
        let message = format!("{}{}超过{whole}，照常计算", self.indicator, share.part);
        Some(Diagnostic::warning(Code::OverHundred, cell, message))
    }

    /// The distance stays multiplied by the whole, so that the steps are decided on the exact fraction.
    fn post(
        &self,
        view: &dyn View,
        judgement: &mut Judgement,
        day: Date,
        share: Share,
    ) -> Result<(), Inexact> {
        let due = self.target.times(share.whole)?;
        let distance = due.minus(share.part.times(Number::HUNDRED)?)?;
        let step = self.step.times(share.whole)?;
        let amount = self.amount.of_steps(distance, step, self.partial)?;
        if amount.is_zero() {
            return Ok(());
        }
        let steps = distance.steps(step, self.partial)?;
        let percent = share.part.times(Number::HUNDRED)?.quotient(share.whole)?;
        let (indicator, target, points) = (&self.indicator, self.target, self.step.times(steps)?);
        let reason = format!(
            "{indicator}{}为{}%，应达到{target}%，计差{points}个百分点，每{}个{}",
            chinese_date(day),
            percent.fixed(2),
            self.step,
            self.amount.chinese()
        );
        let unit = view.unit(indicator);
        let mut facts = vec![ShownFact { name: indicator.clone(), value: format!("{}{unit}", share.part) }];
        if let Some(of) = &self.of {
            let value = format!("{}{}", share.whole, view.unit(of));
            facts.push(ShownFact { name: of.clone(), value });
        }
        let rate = self.amount.signed();
        let (payee, cells) = (Payee::Village, share.cells);
        judgement.entries.push(Entry {
            date: day,
            payee,
            amount,
            quantity: steps,
            rate,
            reason,
            facts,
            cells,
        });
        Ok(())
    }
}

/// The figure on the day; what is due and not stated is noted.
fn stated(
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
            judgement.occasion(day, Outcome::NotReported { what: Some(what) });
            Ok(None)
        }
    }
}

fn empty_whole(cell: &CellRef, of: &str) -> Diagnostic {
    Diagnostic::error(Code::TargetZero, cell, format!("{of}为 0，无法计算完成比例"))
        .hint("填写应完成的数；确实没有任务的村填“不适用”")
}
