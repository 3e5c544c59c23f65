//! What a `per-event` rule has counted in an account so far: how often it happened, in all and by person, and what each
//! matter brought. A rule that goes on from another begins with what that one counted.

use std::collections::BTreeMap;

use super::PerEvent;
use super::charge::Counting;
use super::matter::Matters;
use crate::fact::Person;
use crate::number::{Inexact, Number};
use crate::period::{Length, Period};
use crate::rules::amount::Ledger;
use crate::rules::{CountsOver, GoneBefore, Judgement, Rule, View};
use crate::toml_table::Reader;

/// What was counted so far.
#[derive(Default)]
pub(super) struct Tally<'a> {
    /// How often it happened.
    pub(super) of_all: Number,
    /// How often it concerned each person, or nobody.
    of_person: BTreeMap<Option<&'a Person>, Number>,
    /// In which period, where the count begins anew in each.
    counted_in: Option<Period>,
    /// What each matter brought.
    pub(super) matters: Matters<'a>,
}

/// After how long the count begins anew: items count by the account.
pub(super) fn read_count_each(reader: &Reader<'_>, ledger: Ledger) -> Option<Length> {
    let meaning =
        "只用于 [[money]]：几次从头数起的期（“每季度超过3次的”写 \"quarter\"），按发生之日；不写则全年一起数";
    let each = reader.optional_choice(COUNT_EACH, meaning, Length::CHOICES);
    if ledger == Ledger::Points {
        reader.out_of_place(COUNT_EACH, "项目按一本账数，多久一本账写在 accrue");
    }
    each
}

const COUNT_EACH: &str = "count-each";

impl<'a> Tally<'a> {
    /// How often it concerned a person so far, or nobody.
    pub(super) fn of_person(&mut self, person: Option<&'a Person>) -> &mut Number {
        self.of_person.entry(person).or_default()
    }

    /// Goes on in a period: in another than before it counts from the beginning.
    pub(super) fn count_in(&mut self, period: Option<Period>) {
        if self.counted_in != period {
            self.counted_in = period;
            self.of_all = Number::ZERO;
            self.of_person.clear();
        }
    }
}

impl PerEvent {
    /// What of an occurrence counts after so many, which it is added to.
    pub(super) fn counted(&self, so_far: &mut Number, count: Number) -> Result<Counting, Inexact> {
        if self.counts_all() && !so_far.is_negative() && !count.is_negative() {
            let before = std::mem::replace(so_far, so_far.plus(count)?);
            return Ok(Counting { before, own: count, beyond_most: Number::ZERO });
        }
        let all_before = self.beyond(*so_far)?;
        *so_far = so_far.plus(count)?;
        let all = self.beyond(*so_far)?;
        let (before, own) =
            (self.within_most(all_before), self.within_most(all).minus(self.within_most(all_before))?);
        Ok(Counting { before, own, beyond_most: all.minus(all_before)?.minus(own)? })
    }

    /// Whether whatever happens counts, be it the first or the last.
    fn counts_all(&self) -> bool {
        self.beyond.is_zero() && self.at_most.is_none()
    }

    /// How many of the first so many occurrences count by `beyond`.
    fn beyond(&self, count: Number) -> Result<Number, Inexact> {
        Ok(count.minus(self.beyond)?.max(Number::ZERO))
    }

    /// How many of so many count by `at-most`.
    fn within_most(&self, count: Number) -> Number {
        self.at_most.map_or(count, |most| count.min(most))
    }

    pub(super) fn is_growing(&self) -> bool {
        self.steps.iter().any(|step| step.price.is_growing())
    }

    /// That nothing goes by how often it happened, so that no period has anything to count.
    pub(super) fn tell_uncounted(&self, reader: &Reader<'_>) {
        if self.counts_all() && !self.is_growing() {
            reader.out_of_place(COUNT_EACH, "没有写 beyond、at-most，也没有递增的数，无从数起");
        }
    }
}

impl CountsOver for PerEvent {
    fn judge_after(
        &self,
        before: &[GoneBefore<'_>],
        view: &dyn View,
        judgement: &mut Judgement,
    ) -> Result<(), Inexact> {
        let happened = self.occurrences(view);
        // Of most that may happen nothing did.
        if happened.is_empty() && !self.same_matter {
            return Ok(());
        }
        let mut tally = Tally::default();
        for GoneBefore { rule, view } in before {
            let Rule::PerEvent(rule) = rule else { continue };
            // What it said it has said itself.
            let happened = rule.occurrences(*view);
            rule.count(*view, happened, self.same_matter, &mut tally, &mut Judgement::default())?;
        }
        tally.matters.are_past();
        self.count(view, happened, self.same_matter, &mut tally, judgement)?;
        tally.matters.settle(judgement);
        Ok(())
    }

    fn over(&self) -> Vec<&'static str> {
        let growing = self.is_growing();
        let all = [
            (self.same_matter, "同一件事只计最大的"),
            (growing, "第几次"),
            (!self.beyond.is_zero(), "前几次不计"),
            (self.at_most.is_some(), "至多计几次"),
        ];
        all.into_iter().filter_map(|(is_so, words)| is_so.then_some(words)).collect()
    }

    /// Of one matter all rows of the year count.
    fn begins_anew_each(&self) -> Length {
        self.count_each.filter(|_| !self.same_matter).unwrap_or(Length::Year)
    }
}
