//! What mergers leave in the accounts of the village that goes on: where each item stands from that day, and what its rules
//! hold. Data; `score/merger.rs` works it out, `ledger/merged.rs` posts it.

use std::ops::RangeInclusive;

use crate::diagnostic::Cells;
use crate::engine::assessment::RuleHeld;
use crate::number::Number;
use crate::period::Date;
use crate::rulebook::Item;
use crate::sentence::Sentence;
use crate::text::Text;

/// Where an item of a village stands on the day of a merger.
pub(in crate::engine) struct Inherited {
    pub(in crate::engine) item: Text,
    pub(in crate::engine) day: Date,
    /// `None` while a village that came in has not reported what was due.
    pub(in crate::engine) target: Option<Number>,
    /// Whether it was due in any of the villages that come together.
    pub(in crate::engine) was_due: bool,
    /// Whether its floor held in any of those: of what was emptied, or counted as zero, one above zero does not.
    pub(in crate::engine) was_held: bool,
    /// What of it is the rules'.
    pub(in crate::engine) held: Vec<RuleHeld>,
    pub(in crate::engine) reason: Sentence,
    pub(in crate::engine) clause: Text,
    pub(in crate::engine) cells: Cells,
}

impl Inherited {
    /// Whether it is carried into an item.
    pub(in crate::engine) fn is_of(&self, item: &Item) -> bool {
        self.item == item.id
    }

    /// What a rule holds in an item from the day of the merger on; nothing of other items.
    pub(in crate::engine) fn held_by(&self, item: &str, rule: &str) -> Option<(Date, Option<&RuleHeld>)> {
        (self.item == *item).then(|| (self.day, self.held.iter().find(|held| held.rule == *rule)))
    }

    /// The day of the merger.
    pub(in crate::engine) fn day(&self) -> Date {
        self.day
    }
}

/// Where mergers leave what one rule holds in an account; nowhere, where there are none.
#[derive(Clone, Copy, Default)]
pub(in crate::engine) struct MergedRule<'a> {
    pub(in crate::engine) inherited: &'a [Inherited],
    pub(in crate::engine) item: &'a str,
    pub(in crate::engine) rule: &'a str,
}

impl<'a> MergedRule<'a> {
    /// The mergers of some days, in order, with what the rule holds from each on; nothing where it held nothing before.
    pub(in crate::engine) fn within(
        self,
        days: RangeInclusive<Date>,
    ) -> impl Iterator<Item = (Date, Option<&'a RuleHeld>)> {
        let of = move |one: &'a Inherited| one.held_by(self.item, self.rule);
        self.inherited.iter().filter_map(of).filter(move |(day, _)| days.contains(day))
    }
}

/// The mergers that leave an item's account anywhere up to a day, in order.
pub(in crate::engine) fn of_item<'a>(
    item: &'a Item,
    inherited: &'a [Inherited],
    until: Date,
) -> impl Iterator<Item = &'a Inherited> {
    inherited.iter().filter(move |one| one.item == item.id && one.day <= until)
}

/// The day of the last merger that leaves an item's account anywhere up to a day.
pub(in crate::engine) fn of_day(item: &str, inherited: &[Inherited], until: Date) -> Option<Date> {
    inherited.iter().rev().find(|one| one.item == *item && one.day <= until).map(Inherited::day)
}

/// Whether nobody knows where a merger leaves an item's account.
pub(in crate::engine) fn is_undecided(item: &Item, inherited: &[Inherited], until: Date) -> bool {
    of_item(item, inherited, until).any(|one| one.target.is_none())
}
