//! What cannot be had any more: the points that an item lacks even where all that can still be changed is at its best.

use crate::engine::assessment::{ItemResult, Posting, PostingKind, State, VillageResult};
use crate::number::Number;
use crate::period::{Date, Period};

/// Points that an item lacks for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Id of the item.
    pub item: String,
    /// Its name.
    pub name: String,
    /// Clause of the item.
    pub clause: String,
    /// The period of the account, its own or that of what it stands under, where it is one of several.
    pub period: Option<Period>,
    /// How many, in the points of the item.
    pub points: Number,
    /// What took them, by date; empty where they were not earned by the day that counted.
    pub taken: Vec<Taken>,
}

/// A posting that took points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its day.
    pub date: Date,
    /// Clause.
    pub clause: String,
    /// How many it took, above zero.
    pub points: Number,
    /// Why, in a sentence.
    pub reason: String,
}

/// What a village lacks at its best, the most first.
pub(super) fn lost(best: &VillageResult) -> Vec<Lost> {
    let mut lost = Vec::new();
    for item in &best.items {
        collect(item, None, &mut lost);
    }
    lost.sort_by_key(|lost| std::cmp::Reverse(lost.points));
    lost
}

/// Goes down to the items that have no others under them.
fn collect(item: &ItemResult, around: Option<Period>, lost: &mut Vec<Lost>) {
    let period = item.period.or(around);
    if item.items.is_empty() {
        lost.extend(of_item(item, period));
    }
    for under in &item.items {
        collect(under, period, lost);
    }
}

fn of_item(item: &ItemResult, period: Option<Period>) -> Option<Lost> {
    if matches!(item.state, State::NotApplicable) {
        return None;
    }
    let points = item.available.minus(item.score?).ok().filter(|points| *points > Number::ZERO)?;
    let took = |posting: &&Posting| posting.kind == PostingKind::Rule && posting.amount.is_negative();
    let taken = item.postings.iter().filter(took).map(|posting| Taken {
        date: posting.date,
        clause: posting.clause.to_string(),
        points: posting.amount.negated(),
        reason: posting.reason.to_string(),
    });
    Some(Lost {
        item: item.id.to_string(),
        name: item.name.to_string(),
        clause: item.clause.to_string(),
        period,
        points,
        taken: taken.collect(),
    })
}
