//! The only look at the clock: when files come in, and which month it is. No figure depends on it.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::period::Month;
use crate::returned::Minute;

/// This minute in Beijing; `None` if the clock stands before 1970.
pub(super) fn now() -> Option<Minute> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Minute::of_clock(seconds.as_secs())
}

/// The month before this one: the one whose sheets come in now.
pub(super) fn last_month() -> Option<Month> {
    let first = this_month()?.first_day();
    first.yesterday().ok().map(Month::of)
}

/// This month in Beijing.
pub(super) fn this_month() -> Option<Month> {
    now().map(|minute| Month::of(minute.day))
}
