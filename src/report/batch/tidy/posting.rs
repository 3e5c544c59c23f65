//! A posting as a row of 明细: the one place of the tidy tables that looks into a posting.

use super::lines::Lines;
use crate::engine::assessment::Posting;
use crate::period::Period;
use crate::report::words;

/// Writes the columns from `posting` on; what an account is has been written before. `derived` says that its item is none
/// whose postings come to its score.
pub(super) fn rest(lines: &mut Lines, posting: &Posting, period: Period, (draft, derived): (bool, bool)) {
    lines
        .put_together(&posting.id)
        .maybe_day(Some(posting.date))
        .text(posting.kind.word())
        .text(&posting.rule)
        .text(&posting.clause)
        .figure(posting.amount)
        .maybe_figure(posting.quantity)
        .maybe_figure(posting.rate)
        .figure(posting.balance)
        .put_together(&posting.reason)
        .maybe(posting.ruling.as_deref())
        .text(&words::sources(&posting.cells).join("；"))
        .flag(posting.is_of(period))
        .flag(draft)
        .flag(derived)
        .end();
}
