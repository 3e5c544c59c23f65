//! `shortfall` 每差若干扣若干：a figure (or its share of another) under what it should reach on a day; a share
//! is counted in percentage points, a figure in its own unit.
//!
//! Reads 指标进度 at the latest figure dated on or before the day. No figure by then is 未报, never 0.

use std::sync::Arc;

use crate::number::{Inexact, Number, PartialStep};
use crate::rules::against::{Against, Held, Sides};
use crate::rules::amount::{Amount, Direction, Ledger};
use crate::rules::judgement::{Entry, Judgement, Payee};
use crate::rules::measure::Again;
use crate::rules::remeasure::Remeasure;
use crate::rules::{AtOnce, ByFigure, Gives, MeasuredBy, Piece, RuleKind, Timing, UnitOf, Uses, View};
use crate::sentence;
use crate::sentence::Sentence;
use crate::text::Text;
use crate::toml_table::Reader;

/// Under a target on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortfall {
    against: Against,
    amount: Amount,
    /// The amount of one step.
    each: Arc<Sentence>,
}

impl RuleKind for Shortfall {
    const KIND: &'static str = "shortfall";
    const TITLE: &'static str = "每差若干扣若干";

    fn read(reader: &Reader<'_>, ledger: Ledger) -> Option<Self> {
        let against = Against::read(reader);
        let amount = Amount::read(reader, ledger, "每一单位");
        let amount = amount?;
        Some(Self { against: against?, amount, each: Arc::new(amount.words()) })
    }

    fn judge(&self, view: &dyn View, judgement: &mut Judgement) -> Result<(), Inexact> {
        let mut posted = Remeasure::of(view, &self.measured_by());
        for held in self.against.due(view, judgement)? {
            judgement.entries.extend(self.entry(held, &mut posted)?);
        }
        Ok(())
    }

    fn measured_by(&self) -> MeasuredBy<'_> {
        MeasuredBy::Against(self.against.gauge.indicator())
    }

    fn timing(&self) -> Timing {
        self.against.timing()
    }

    fn uses(&self) -> Uses {
        self.against.uses()
    }

    fn by_figure(&self) -> ByFigure<'_> {
        self.against.by_figure()
    }

    fn at_once(&self) -> AtOnce {
        let is_whole_steps = self.against.partial != PartialStep::Prorate;
        AtOnce::Each(Piece::Short, is_whole_steps.then_some(self.amount.each))
    }

    fn most(&self) -> Option<Number> {
        self.against.most(self.amount)
    }

    fn gives(&self) -> Gives {
        Gives::open_if(self.amount.direction == Direction::Add)
    }

    fn describe(&self) -> String {
        self.describe_in(&|_| String::new())
    }

    fn describe_in(&self, unit_of: UnitOf<'_>) -> String {
        let Self { against, amount, .. } = self;
        let (goal, step) = (against.describe_goal(unit_of), against.describe_step(unit_of));
        let counting = against.describe_counting(unit_of);
        format!("{goal}，每差{step}{}，{counting}", amount.chinese())
    }
}

impl Shortfall {
    /// The distance stays multiplied by the divisor, so that the steps are decided on the exact fraction.
    fn entry(&self, held: Held, posted: &mut Remeasure) -> Result<Option<Entry>, Inexact> {
        let Against { gauge, again, step, partial, .. } = &self.against;
        let Held { day, target, gauged } = &held;
        let distance = gauged.beyond(*target)?.negated();
        let width = step.times(gauged.below)?;
        let result = self.amount.of_steps(distance, width, *partial)?;
        let Some(change) = Again::posting(*again, posted, result, *day)? else { return Ok(None) };
        let steps = distance.steps(width, *partial)?;
        let remark = self.against.told_partial(&held, distance, width)?;
        let width = held.width_unit();
        let reason = sentence!(
            "{}{}为{}，应达到{}{}，按差{}{}计{}，每{}{}{}{}",
            gauge.indicator(),
            *day,
            self.against.figure(&held, Sides::Under)?,
            *target,
            &gauged.unit,
            self.against.counted(&held, distance, steps)?,
            &width,
            remark,
            *step,
            &width,
            &self.each,
            change.words(self.amount.ledger.unit()),
        );
        Ok(Some(Entry {
            date: *day,
            payee: Payee::Subject,
            amount: change.amount,
            quantity: steps,
            rate: self.amount.signed(),
            reason,
            facts: held.gauged.facts,
            cells: held.gauged.cells,
            matter: Text::default(),
        }))
    }
}
