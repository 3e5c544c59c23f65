//! Rules that measure again post the entitlement on a day less what they posted before; after a merger, less what that
//! carried over of it.

use crate::number::{Inexact, Number};
use crate::period::Date;
use crate::rules::{Target, TargetCourse, View};
use crate::sentence;
use crate::sentence::Blank;

/// By what a rule measures, where it measures again: behind a merger what it comes to is posted on top of what that carried
/// over, less what the village that goes on had, or takes the place of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeasuredBy<'a> {
    /// What figures and tasks are worth.
    Worth(Vec<&'a str>),
    /// What a figure comes to against what it should.
    Against(&'a str),
    /// Anything else: what is given or done anew each time.
    Anew,
}

impl MeasuredBy<'_> {
    /// Whether it pays by figures that go on: amounts that run on are paid on top, and rows however they are put together,
    /// since those of villages that came in are in none of the village's. A task is no figure of what was done.
    pub fn is_paid_on_top(&self, view: &dyn View) -> bool {
        let Self::Worth(names) = self else { return false };
        let is_task = |name: &str| view.target(name) != TargetCourse::Steady(Target::Missing);
        let mut figures = names.iter().filter(|name| !is_task(name)).peekable();
        figures.peek().is_some() && figures.all(|name| view.is_of_rows(name) || view.runs_on(name))
    }

    /// Whether what is measured behind a merger comes on top of what that carried over. Against what it should a village goes
    /// on with its own rows, and one that begins with the merger has none from before.
    pub fn goes_on_top(&self, view: &dyn View, merger: Date) -> bool {
        match self {
            Self::Worth(_) => self.is_paid_on_top(view),
            Self::Against(indicator) => view.is_of_rows(indicator) && merger != view.opens(),
            Self::Anew => false,
        }
    }
}

/// What a rule has posted so far, and on which day last.
#[derive(Debug, Default)]
pub(super) struct Remeasure {
    posted: Number,
    last_day: Option<Date>,
    /// The mergers that are still to come, the last one first, each with what the account then holds of the rule.
    mergers: Vec<(Date, Number)>,
    /// Whether what was posted is what a merger carried over.
    is_carried: bool,
}

/// What is posted, and of what it is the difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// Not zero.
    pub(super) amount: Number,
    /// What was posted in all before: what the measurement before came to.
    before: Number,
    /// What this one comes to.
    now: Number,
    /// Whether nobody measured what was before: a merger carried it over.
    pub(super) is_carried: bool,
}

impl Remeasure {
    /// Nothing posted yet.
    pub(super) fn of(view: &dyn View, by: &MeasuredBy<'_>) -> Self {
        let mergers = view.mergers();
        let mergers = mergers.iter().rev().filter(|one| !by.goes_on_top(view, one.day));
        Self { mergers: mergers.map(|one| (one.day, one.own)).collect(), ..Self::default() }
    }

    /// Whether a merger, up to a day, has left what was measured before.
    pub(super) fn passes_merger(&mut self, day: Date) -> bool {
        let mut passed = false;
        while let Some((_, own)) = self.mergers.pop_if(|(merger, _)| *merger <= day) {
            (self.posted, passed) = (own, true);
        }
        self.is_carried |= passed;
        passed
    }

    /// The amount that brings what was posted up (or down) to the entitlement; `None` for no change.
    pub(super) fn up_to(&mut self, entitlement: Number, day: Date) -> Result<Option<Change>, Inexact> {
        self.passes_merger(day);
        let before = self.posted;
        let amount = entitlement.minus(before)?;
        if amount.is_zero() {
            return Ok(None);
        }
        self.posted = entitlement;
        self.last_day = Some(day);
        let is_carried = std::mem::take(&mut self.is_carried);
        Ok(Some(Change { amount, before, now: entitlement, is_carried }))
    }

    /// The day of the last posting: cells dated up to it were named there.
    pub(super) fn last_day(&self) -> Option<Date> {
        self.last_day
    }
}

impl Change {
    /// All of a result, that nothing was posted before; `None` for nothing.
    pub(super) fn all_of(result: Number) -> Option<Self> {
        (!result.is_zero()).then_some(Self {
            amount: result,
            before: Number::ZERO,
            now: result,
            is_carried: false,
        })
    }

    /// What is said behind a reason that ends with what is due in all, and is told often: of how much less is posted.
    pub(super) fn less(self, unit: &'static str) -> [Blank; 3] {
        if self.before.is_zero() {
            return [const { Blank::Word("") }; 3];
        }
        let before = if self.is_carried { "，已有并村接续的" } else { "，已计" };
        [before.into(), self.before.into(), unit.into()]
    }

    /// What is said behind the reason, which tells what the measurement comes to, of the one that it corrects: without
    /// it nobody could tell why a sentence of three points off stands beside nine points on. Nothing where nothing was
    /// posted.
    pub(super) fn words(self, unit: &'static str) -> Blank {
        let Self { amount, before, now, is_carried } = self;
        if before.is_zero() {
            return Blank::Word("");
        }
        let verb = |number: Number| if number.is_negative() { "扣" } else { "计" };
        let change = match (amount.is_negative(), before.is_negative(), now.is_negative()) {
            (true, true, _) => "再扣",
            (true, false, true) => "共扣",
            (true, false, false) => "收回",
            (false, true, _) if now.is_zero() || now.is_negative() => "冲回",
            (false, ..) => "补计",
        };
        let (then, changed) = (before.unsigned(), amount.unsigned());
        let last = if is_carried { "并村接续的" } else { "上次认定" };
        if now.is_zero() {
            let none = if before.is_negative() { "不扣" } else { "不计" };
            return sentence!(
                "；{}{}{}{}，改为{}，{}{}{}",
                last,
                verb(before),
                then,
                unit,
                none,
                change,
                changed,
                unit
            )
            .into();
        }
        sentence!(
            "；{}{}{}{}，改为{}{}{}，{}{}{}",
            last,
            verb(before),
            then,
            unit,
            verb(now),
            now.unsigned(),
            unit,
            change,
            changed,
            unit,
        )
        .into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::date;

    #[test]
    fn what_changes_is_told_of_the_measurement_before() {
        let day = date(2024, 4, 8).unwrap();
        let told = |before: &str, now: &str| {
            let mut posted = Remeasure::default();
            posted.up_to(Number::parse_exact(before).unwrap(), day).unwrap();
            let change = posted.up_to(Number::parse_exact(now).unwrap(), day).unwrap().unwrap();
            change.words("分").to_string()
        };
        assert_eq!(told("-12", "-3"), "；上次认定扣12分，改为扣3分，冲回9分");
        assert_eq!(told("-3", "-12"), "；上次认定扣3分，改为扣12分，再扣9分");
        assert_eq!(told("-12", "0"), "；上次认定扣12分，改为不扣，冲回12分");
        assert_eq!(told("-12", "5"), "；上次认定扣12分，改为计5分，补计17分");
        assert_eq!(told("8", "17"), "；上次认定计8分，改为计17分，补计9分");
        assert_eq!(told("17", "8.5"), "；上次认定计17分，改为计8.5分，收回8.5分");
        assert_eq!(told("8", "0"), "；上次认定计8分，改为不计，收回8分");
        assert_eq!(told("5", "-3"), "；上次认定计5分，改为扣3分，共扣8分");
        assert_eq!(told("0", "-3"), "");
    }
}
