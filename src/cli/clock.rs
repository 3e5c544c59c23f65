//! The only look at the clock: when files come in, when something is published and sealed, and which month it is. No figure
//! depends on it.

use crate::period::{Minute, Month};
use crate::storage::System;

/// This minute in Beijing; `None` if the clock stands before 1970.
pub(super) fn now(system: &dyn System) -> Option<Minute> {
    Minute::of_clock(system.clock()?)
}

/// The month before this one: the one whose sheets come in now.
pub(super) fn last_month(system: &dyn System) -> Option<Month> {
    let first = this_month(system)?.first_day();
    first.yesterday().ok().map(Month::of)
}

/// This month in Beijing.
pub(super) fn this_month(system: &dyn System) -> Option<Month> {
    now(system).map(|minute| Month::of(minute.day))
}
