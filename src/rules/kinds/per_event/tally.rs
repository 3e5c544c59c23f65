//! What a `per-event` rule has counted in an account so far: how often it happened, in all and by person, and what each
//! matter brought. A rule that goes on from another begins with what that one counted.

use std::collections::BTreeMap;

use super::PerEvent;
use super::matter::Matters;
use crate::fact::Person;
use crate::number::Number;

/// What was counted so far.
#[derive(Default)]
pub(super) struct Tally<'a> {
    /// How often it happened.
    pub(super) of_all: Number,
    /// How often it concerned each person, or nobody.
    of_person: BTreeMap<Option<&'a Person>, Number>,
    /// What each matter brought.
    pub(super) matters: Matters<'a>,
}

impl<'a> Tally<'a> {
    /// How often it concerned a person so far, or nobody.
    pub(super) fn of_person(&mut self, person: Option<&'a Person>) -> &mut Number {
        self.of_person.entry(person).or_default()
    }
}

impl PerEvent {
    /// Whether it counts the same marks or days as another; any events are alike.
    pub(in crate::rules::kinds) fn counts_alike(&self, other: &Self) -> bool {
        self.counted == other.counted
    }

    /// What of it looks at more than one event of an account, in words.
    pub(in crate::rules::kinds) fn counts_over(&self) -> Vec<&'static str> {
        let growing = self.steps.iter().any(|step| step.price.is_growing());
        let all = [
            (self.same_matter, "同一件事只计最大的"),
            (growing, "第几次"),
            (!self.beyond.is_zero(), "前几次不计"),
            (self.at_most.is_some(), "至多计几次"),
        ];
        all.into_iter().filter_map(|(is_so, words)| is_so.then_some(words)).collect()
    }
}
