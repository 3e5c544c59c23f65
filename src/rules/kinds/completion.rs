//! `completion` 按完成任务的百分比得分：so many points for every percent of the village's target.
//!
//! Re-measured on each day it is due: what is posted is the entitlement less what was posted before.

use std::sync::Arc;

use crate::diagnostic::{Cells, Code, Diagnostic};
use crate::form;
use crate::number::{Inexact, Number, PartialStep};
use crate::period::{Date, chinese_date};
use crate::rules::amount::{Amount, Direction, Ledger, PARTIAL, describe_partial, leaves_part, told_partial};
use crate::rules::gauge;
use crate::rules::judgement::{Entry, Judgement, Outcome, Payee};
use crate::rules::measure::Measure;
use crate::rules::remeasure::Remeasure;
use crate::rules::{
    AtOnce, Best, Beyond, ByFigure, Course, Declared, FactLabel, Figure, Gives, MeasuredBy, RuleKind,
    ShownFacts, Target, Timing, Uses, View,
};
use crate::sentence::{Blank, Form, Sentence};
use crate::text::Text;
use crate::toml_table::Reader;

/// What more than the target brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Over {
    /// Nothing.
    StopAtFull,
    /// The same again for every percent; the item's cap alone ends it.
    CountsOn,
}

/// Points by fulfilment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    indicator: Text,
    target: Text,
    /// Points of one percent.
    per_percent: Number,
    partial: PartialStep,
    over: Over,
    measure: Measure,
    ledger: Ledger,
    /// Known when the rulebook is read.
    shared: Option<Arc<Shared>>,
}

/// What all postings have in common.
#[derive(Debug, PartialEq, Eq)]
struct Shared {
    indicator: Arc<FactLabel>,
    target: Arc<FactLabel>,
    /// The figure, the target, the percentage, what a part of one counts as, the entitlement and what it corrects (three)
    /// are open.
    reason: Form<9>,
    /// What is said where a part of a percent is left over.
    partial: Arc<Sentence>,
}

/// What is held against what on a day of measuring.
struct Due {
    day: Date,
    figure: Figure,
    target: Number,
}

/// How far a task is done.
struct Done {
    /// A hundred times as much of the figure as counts: divided by the target, percents.
    hundredfold: Number,
    /// How many of them count; `None` where a part of one counts as what it is.
    percents: Option<Number>,
}

/// What was measured and posted on earlier days of an account.
struct SoFar {
    posted: Remeasure,
    /// Figure and target of the last day that had both: where they are the same again, so is what they come to.
    measured: Option<(Number, Number)>,
}

impl RuleKind for Completion {
    const KIND: &'static str = "completion";
    const TITLE: &'static str = "按完成任务的百分比得分";

    fn read(reader: &Reader<'_>, ledger: Ledger) -> Option<Self> {
        const OVER: &[(&str, Over, &str)] = &[
            ("stop-at-full", Over::StopAtFull, "超额不再加分"),
            ("counts-on", Over::CountsOn, "超额继续按比例加分"),
        ];
        let indicator = reader.text("indicator", "看哪个指标");
        let target = reader.text("target", "对照哪项任务（[[target]] 的名称）");
        let per_percent = reader.number("per-percent", "每完成一个百分点得多少");
        let partial = reader.choice("partial", "不足一个百分点的部分怎样计", PARTIAL);
        let over = reader.choice("over", "超额完成怎样计", OVER);
        let measure = Measure::read_or_each_fact(reader);
        Some(Self {
            indicator: indicator?.into(),
            target: target?.into(),
            per_percent: per_percent?,
            partial: partial?,
            over: over?,
            measure: measure?,
            ledger,
            shared: None,
        })
    }

    fn learn(&mut self, declared: &dyn Declared) {
        self.shared = Some(self.shared(declared));
    }

    fn judge(&self, view: &dyn View, judgement: &mut Judgement) -> Result<(), Inexact> {
        let mut so_far = SoFar { posted: Remeasure::of(view, &self.measured_by()), measured: None };
        let days = self.measure.days(view, &[&self.indicator]);
        let course = view.course(&self.indicator, days.last().copied().unwrap_or(view.opens()))?;
        judgement.diagnostics.extend(early_figures(view, &course));
        judgement.entries.reserve(days.len());
        let shared = self.shared.clone().unwrap_or_else(|| self.shared(view));
        let target = view.target(&self.target);
        for day in days {
            match target.on(day) {
                Target::Amount(target) => {
                    let figure = match &course {
                        // What is stated of a period alone counts in no later one: the view knows which do.
                        Course::Stated(_) => view.figure(&self.indicator, day)?,
                        Course::PutTogether(_) => course.on(so_far.posted.last_day(), day),
                    };
                    self.measure(view, &shared, Due { day, figure, target }, &mut so_far, judgement)?;
                }
                Target::NotApplicable => judgement.occasion(day, Outcome::NotApplicable),
                // The roster check says which village has no target.
                Target::Missing => judgement.occasion(day, Outcome::NotReported { what: None }),
            }
        }
        Ok(())
    }

    fn measured_by(&self) -> MeasuredBy<'_> {
        MeasuredBy::Worth(vec![&self.indicator])
    }

    fn timing(&self) -> Timing {
        self.measure.timing()
    }

    fn uses(&self) -> Uses {
        Uses {
            indicators: vec![self.indicator.to_string()],
            targets: vec![self.target.to_string()],
            replaces: true,
            ..Uses::default()
        }
    }

    fn by_figure(&self) -> ByFigure<'_> {
        ByFigure::Fulfilled
    }

    fn at_once(&self) -> AtOnce {
        AtOnce::Graded
    }

    fn most(&self) -> Option<Number> {
        Some(Number::ZERO)
    }

    fn gives(&self) -> Gives {
        let Ok(full) = self.per_percent.times(Number::HUNDRED) else { return Gives::Open };
        let best = Best::mark(full);
        Gives::EachTime(match self.over {
            Over::StopAtFull => best,
            Over::CountsOn => Best { told: "完成任务时给", beyond: Beyond::InProportion, ..best },
        })
    }

    fn describe(&self) -> String {
        let over = match self.over {
            Over::StopAtFull => "超额不再加分",
            Over::CountsOn => "超额继续加分",
        };
        let unit = self.ledger.unit();
        let partial = describe_partial(self.partial, "1%");
        let days = self.measure.describe();
        format!(
            "{}每完成{}的1%得{}{unit}，{partial}，{over}，{days}",
            self.indicator, self.target, self.per_percent
        )
    }
}

impl Completion {
    /// The target is shown in the unit of the indicator.
    fn shared(&self, declared: &dyn Declared) -> Arc<Shared> {
        let indicator = declared.label(&self.indicator);
        let unit = &indicator.unit;
        let target = Arc::new(FactLabel { name: self.target.clone(), unit: unit.clone() });
        let reason = form!(
            "{}{}{}{}，为任务{}{}的{}%{}，每1%得{}{}{}，应得{}{}{}{}{}",
            &self.indicator,
            if declared.is_current(&self.indicator) { "" } else { "累计" },
            _,
            unit,
            _,
            unit,
            _,
            _,
            self.per_percent,
            self.ledger.unit(),
            _,
            _,
            self.ledger.unit(),
            _,
            _,
            _,
        );
        let partial = Arc::new(told_partial(self.partial, "1%"));
        Arc::new(Shared { indicator, target, reason, partial })
    }

    fn measure(
        &self,
        view: &dyn View,
        shared: &Shared,
        due: Due,
        so_far: &mut SoFar,
        judgement: &mut Judgement,
    ) -> Result<(), Inexact> {
        let Due { day, figure, target } = due;
        let (value, cells) = match figure {
            Figure::Stated { value, cells } => (value, cells),
            Figure::NotApplicable => {
                judgement.occasion(day, Outcome::NotApplicable);
                return Ok(());
            }
            Figure::NoPlace => {
                judgement.occasion(day, Outcome::Judged);
                return Ok(());
            }
            Figure::Unstated => {
                return gauge::note_unstated(view, ("指标", &self.indicator), day, judgement);
            }
        };
        if target.is_zero() {
            judgement.diagnostics.extend(gauge::whole_is_zero(view, &self.target, &Cells::NONE));
            judgement.occasion(day, Outcome::NotReported { what: None });
            return Ok(());
        }
        judgement.occasion(day, Outcome::Judged);
        if so_far.posted.passes_merger(day) {
            so_far.measured = None;
        }
        let before = so_far.measured.replace((value, target));
        if before == Some((value, target)) {
            return Ok(());
        }
        let was_far_over = || before.is_some_and(|(value, target)| gauge::is_far_over(value, target));
        if gauge::is_far_over(value, target) && !was_far_over() {
            let (figure, task) = ((&*self.indicator, value), (&*self.target, target));
            judgement.diagnostics.extend(gauge::far_over_target(figure, task, &cells));
        }
        let done = self.done(value, target)?;
        let entitled = self.entitlement(&done, target)?;
        let Some(change) = so_far.posted.up_to(entitled, day)? else { return Ok(()) };
        let (percent, partial) = self.percent(shared, (value, target), &done)?;
        let [less, before, unit] = change.less(self.ledger.unit());
        judgement.entries.push(Entry {
            date: day,
            payee: Payee::Subject,
            amount: change.amount,
            quantity: value,
            rate: self.per_percent,
            reason: shared.reason.filled([
                value.into(),
                target.into(),
                percent,
                self.stopped(value, target),
                partial,
                entitled.into(),
                less,
                before,
                unit,
            ]),
            facts: ShownFacts::two((&shared.indicator, value), (&shared.target, target)),
            cells,
            matter: Text::default(),
        });
        Ok(())
    }

    /// The percentage as it is shown, and what a part of one counts as.
    fn percent(
        &self,
        shared: &Shared,
        (value, target): (Number, Number),
        done: &Done,
    ) -> Result<(Blank, Blank), Inexact> {
        let comes_to_the_same = |shown: Number| {
            let is_as_far = shown.cmp(&Number::HUNDRED) == value.cmp(&target);
            // More than the whole is not counted percent by percent where it brings nothing.
            let shown = self.counted(shown, Number::HUNDRED);
            let steps = |percents| shown.steps(Number::ONE, self.partial) == Ok(percents);
            is_as_far && done.percents.is_none_or(steps)
        };
        let exact = value.times(Number::HUNDRED)?.quotient(target)?;
        let is_told = |percents| leaves_part(self.partial, (done.hundredfold, percents, target));
        let partial =
            if done.percents.is_some_and(is_told) { (&shared.partial).into() } else { Blank::Word("") };
        Ok((Blank::percent(exact, comes_to_the_same), partial))
    }

    /// What of the figure counts, and how many percents that is.
    fn done(&self, value: Number, target: Number) -> Result<Done, Inexact> {
        let hundredfold = self.counted(value, target).times(Number::HUNDRED)?;
        let percents = match self.partial {
            PartialStep::Prorate => None,
            partial => Some(hundredfold.steps(target, partial)?),
        };
        Ok(Done { hundredfold, percents })
    }

    fn counted(&self, value: Number, target: Number) -> Number {
        match self.over {
            Over::StopAtFull => value.min(target),
            Over::CountsOn => value,
        }
    }

    /// Behind the percentage, that no more than the whole of it is counted: what is told next does not come of it.
    fn stopped(&self, value: Number, target: Number) -> Blank {
        Blank::Word(if self.counted(value, target) < value {
            "（超额不再加分，按100%计）"
        } else {
            ""
        })
    }

    fn entitlement(&self, done: &Done, target: Number) -> Result<Number, Inexact> {
        let amount = Amount { each: self.per_percent, direction: Direction::Add, ledger: self.ledger };
        match done.percents {
            Some(percents) => amount.of(percents),
            None => amount.of_steps(done.hundredfold, target, self.partial),
        }
    }
}

/// Figures dated before the account opens count from its first day; the office is told.
fn early_figures(view: &dyn View, course: &Course) -> Vec<Diagnostic> {
    let early = course.days().iter().filter(|day| day.date < view.opens() && day.value.is_some());
    let told = early.filter_map(|day| {
        let (date, opens) = (chinese_date(day.date), chinese_date(view.opens()));
        let message = format!("{date}早于开始计分之日{opens}，从该日起计入");
        Some(Diagnostic::warning(Code::BeforeStart, day.cells.first()?, message))
    });
    told.collect()
}
