//! A figure held against what it should reach, on days of measuring, in steps: shared by `shortfall` and
//! `around-target`.

use crate::number::{Inexact, Number, PartialStep};
use crate::period::Date;
use crate::rules::amount::{Amount, Direction, PARTIAL, describe_partial, leaves_part, told_partial};
use crate::rules::bound::counted_in;
use crate::rules::gauge::{Gauge, Gauged};
use crate::rules::judgement::Judgement;
use crate::rules::measure::{Again, Measure};
use crate::rules::threshold::Threshold;
use crate::rules::{Beginning, ByFigure, Timing, UnitOf, Uses, View};
use crate::sentence;
use crate::sentence::{Blank, Sentence};
use crate::text::Text;
use crate::toml_table::Reader;

/// What is looked at, when, and in which steps it is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Against {
    pub(super) gauge: Gauge,
    target: Threshold,
    measure: Measure,
    pub(super) again: Option<Again>,
    /// Percentage points, or units of the figure, of one step; > 0.
    pub(super) step: Number,
    pub(super) partial: PartialStep,
}

/// On which sides of a target steps are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sides {
    /// What is above it is as good as it.
    Under,
    Both,
}

/// The figure of one day beside what it should be.
pub(super) struct Held {
    pub(super) day: Date,
    pub(super) target: Number,
    pub(super) gauged: Gauged,
}

impl Against {
    /// Reads the keys of figure, target, days and steps.
    pub(super) fn read(reader: &Reader<'_>) -> Option<Self> {
        let gauge = Gauge::read(reader, "");
        let target = Threshold::read(reader);
        let measure = Measure::read(reader);
        let again = Again::read(reader);
        let step = read_step(reader);
        let partial = reader.choice("partial", "不足一步的部分怎样计", PARTIAL);
        Some(Self {
            gauge: gauge?,
            target: target?,
            measure: measure?,
            again,
            step: step?,
            partial: partial?,
        })
    }

    /// The figures that are due by the view's day; what is not applicable or not reported is noted.
    pub(super) fn due(&self, view: &dyn View, judgement: &mut Judgement) -> Result<Vec<Held>, Inexact> {
        let mut all = Vec::new();
        for day in self.measure.days(view, &[self.gauge.indicator()]) {
            let Some(target) = self.target.of(view, day, judgement) else { continue };
            let Some(gauged) = self.gauge.on(view, day, judgement)? else { continue };
            all.push(Held { day, target, gauged });
        }
        Ok(all)
    }

    /// When it judges.
    pub(super) fn timing(&self) -> Timing {
        self.measure.timing()
    }

    /// The declared names.
    pub(super) fn uses(&self) -> Uses {
        let mut uses = self.gauge.uses();
        uses.targets.extend(self.target.name().map(str::to_owned));
        if let Threshold::Number(number) = self.target {
            uses.reached.push(self.gauge.reaches(number));
        }
        uses.repeats = self.measure.repeats(self.again);
        uses.replaces = Again::replaces(self.again);
        uses
    }

    /// By the distance to a number, or to the target of each village.
    pub(super) fn by_figure(&self) -> ByFigure<'_> {
        ByFigure::Distance(match self.target {
            Threshold::Number(number) => Some(Beginning { at: self.gauge.reaches(number), is_passed: false }),
            Threshold::Target(_) => None,
        })
    }

    /// The most that falling short of a number can cost in a year; of targets by village nobody knows.
    pub(super) fn most(&self, amount: Amount) -> Option<Number> {
        if amount.direction == Direction::Add {
            return Some(Number::ZERO);
        }
        let Threshold::Number(target) = self.target else { return None };
        let occasions = match self.again {
            Some(Again::Adds) => self.measure.occasions()?,
            _ => Number::ONE,
        };
        let once = amount.of_steps(target, self.step, self.partial).ok()?;
        once.negated().times(occasions).ok()
    }

    /// `集资已收占集资应收应达到60%`
    pub(super) fn describe_goal(&self, unit_of: UnitOf<'_>) -> String {
        format!("{}应达到{}", self.gauge.describe(), self.target.describe(&self.unit(unit_of)))
    }

    /// `1个百分点`, `20万元`
    pub(super) fn describe_step(&self, unit_of: UnitOf<'_>) -> String {
        width(self.step, &self.unit(unit_of))
    }

    /// The figure as it is shown: as far above or below the target as it is, and as many steps from it, where they count.
    pub(super) fn figure(&self, held: &Held, sides: Sides) -> Result<Sentence, Inexact> {
        let counted = |beyond: Number| match sides {
            Sides::Under => beyond.min(Number::ZERO),
            Sides::Both => beyond,
        };
        let exact = counted(held.gauged.beyond(held.target)?);
        let width = self.step.times(held.gauged.below)?;
        let steps = |distance: Number, width| match self.partial {
            PartialStep::Prorate => Ok(Number::ZERO),
            partial => distance.unsigned().steps(width, partial),
        };
        let comes_to_the_same = |shown: Number| {
            let Ok(beyond) = shown.minus(held.target).map(counted) else { return false };
            let is_as_far = beyond.cmp(&Number::ZERO) == exact.cmp(&Number::ZERO);
            is_as_far && steps(beyond, self.step) == steps(exact, width)
        };
        held.gauged.text(comes_to_the_same)
    }

    /// How much of a distance, multiplied by the divisor, counts: the whole steps of it, or all of it. The steps that it then comes
    /// to may have no end, and times the width of one they would not be the distance again.
    pub(super) fn counted(&self, held: &Held, distance: Number, steps: Number) -> Result<Number, Inexact> {
        match self.partial {
            PartialStep::Prorate => distance.max(Number::ZERO).quotient(held.gauged.below),
            PartialStep::Completed | PartialStep::Begun => self.step.times(steps),
        }
    }

    /// `（不足1个百分点的不计）` where the distance is not of whole steps.
    pub(super) fn told_partial(
        &self,
        held: &Held,
        distance: Number,
        width: Number,
    ) -> Result<Blank, Inexact> {
        let steps = distance.steps(width, self.partial)?;
        if !leaves_part(self.partial, (distance, steps, width)) {
            return Ok(Blank::Word(""));
        }
        let step = sentence!("{}{}", self.step, held.width_unit());
        Ok(told_partial(self.partial, step).into())
    }

    fn unit(&self, unit_of: UnitOf<'_>) -> String {
        if self.gauge.is_share() { "%".to_owned() } else { counted_in(unit_of(self.gauge.indicator())) }
    }

    /// `不足1个百分点的不计，3月30日认定`
    pub(super) fn describe_counting(&self, unit_of: UnitOf<'_>) -> String {
        let partial = describe_partial(self.partial, &self.describe_step(unit_of));
        format!("{partial}，{}", self.measure.describe_with(self.again))
    }
}

impl Held {
    /// The unit of a number of steps' width: `1个百分点`, `20万元`.
    pub(super) fn width_unit(&self) -> Text {
        match self.gauged.unit.as_str() {
            "%" => Text::fixed("个百分点"),
            _ => self.gauged.unit.clone(),
        }
    }
}

fn width(number: Number, unit: &str) -> String {
    match unit {
        "%" => format!("{number}个百分点"),
        unit => format!("{number}{unit}"),
    }
}

fn read_step(reader: &Reader<'_>) -> Option<Number> {
    let step = reader.number("step", "几个百分点（看比例时）或几个单位（看数量时）算一步")?;
    if step.is_zero()
        && let Some(node) = reader.node("step")
    {
        reader.bad_value(node, "step", "大于 0 的数");
        return None;
    }
    Some(step)
}
