//! Rules that measure again post the entitlement on a day less what they posted before.

use crate::number::{Inexact, Number};
use crate::period::Date;

/// What a rule has posted so far, and on which day last.
#[derive(Debug, Default)]
pub(super) struct Remeasure {
    posted: Number,
    last_day: Option<Date>,
}

impl Remeasure {
    /// The amount that brings what was posted up (or down) to the entitlement; `None` for no change.
    pub(super) fn up_to(&mut self, entitlement: Number, day: Date) -> Result<Option<Number>, Inexact> {
        let change = entitlement.minus(self.posted)?;
        if change.is_zero() {
            return Ok(None);
        }
        self.posted = entitlement;
        self.last_day = Some(day);
        Ok(Some(change))
    }

    /// The day of the last posting: cells dated up to it were named there.
    pub(super) fn last_day(&self) -> Option<Date> {
        self.last_day
    }
}
