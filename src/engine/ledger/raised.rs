//! Limits of which a floor above zero holds from a day on: that on which anything under it was there to be kept above it.

use super::{Changes, Limits};
use crate::engine::assessment::{Begun, Posting};
use crate::number::{Inexact, Number};
use crate::period::{Date, Period};

/// The limits of a part or of the whole.
pub(in crate::engine) struct Raised<'a> {
    pub(in crate::engine) limits: Limits<'a>,
    /// From when a floor above zero holds; `None` while nothing under it is due, or applies.
    pub(in crate::engine) begun: Option<Begun>,
}

impl<'a> Raised<'a> {
    fn on(&self, day: Date) -> Limits<'a> {
        let holds = self.begun.is_some_and(|begun| begun.day <= day);
        if holds { self.limits } else { self.limits.unraised() }
    }

    /// The postings that keep a sum within its limits, from its changes by date, none of which lies before a day.
    pub(in crate::engine) fn postings(
        &self,
        changes: &Changes,
        first: Date,
    ) -> Result<Vec<Posting>, Inexact> {
        let Some(begun) = self.begun.filter(|_| self.limits.is_raised()) else {
            return self.limits.unraised().postings(changes);
        };
        // It holds though nothing be posted on the day.
        let mut changes = changes.clone();
        changes.add(begun.day.max(first), Number::ZERO)?;
        self.limits.postings_by_day(&changes, |day| self.on(day))
    }

    /// The same of a sum of which nobody knows how it came about: on its last day.
    pub(in crate::engine) fn postings_at_the_end(
        &self,
        last: Date,
        sum: Number,
    ) -> Result<Vec<Posting>, Inexact> {
        self.on(last).postings(&Changes::on(last, sum))
    }

    /// By how much what becomes of a sum moves in a period in which the sum moved so much, openings aside: what stood before
    /// is within the limits too.
    pub(in crate::engine) fn change(
        &self,
        sum: Option<Number>,
        change: Number,
        period: Period,
    ) -> Result<Number, Inexact> {
        let Some(sum) = sum else { return Ok(change) };
        if self.limits.are_none() {
            return Ok(change);
        }
        let held = |begun: Begun| begun.day < period.first_day() || !begun.by_judgement;
        let before = if self.begun.is_some_and(held) { self.limits } else { self.limits.unraised() };
        self.on(period.last_day()).kept(sum)?.minus(before.kept(sum.minus(change)?)?)
    }
}
