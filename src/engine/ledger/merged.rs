//! 并村 in an account: the posting that takes it to where the merger leaves it.

use super::posting_of_no_rule;
use crate::engine::assessment::{Posting, PostingKind};
use crate::engine::view::inherited::Inherited;
use crate::number::{Inexact, Number};

/// The posting that takes the account to where the merger leaves it, on top of what was posted to it until then.
pub(super) fn posting(
    inherited: &Inherited,
    others: &[Posting],
    carried: &[Posting],
) -> Result<Option<Posting>, Inexact> {
    let before = |posting: &&Posting| {
        posting.date < inherited.day
            || (posting.date == inherited.day && posting.kind == PostingKind::Opening)
    };
    let until = others.iter().chain(carried).filter(before);
    let base = Number::sum(until.map(|posting| posting.amount))?;
    let Some(target) = inherited.target else { return Ok(None) };
    let amount = target.minus(base)?;
    let reason = inherited.reason.clone();
    let posting = posting_of_no_rule(PostingKind::Merger, inherited.day, &inherited.clause, amount, reason);
    Ok((!amount.is_zero()).then(|| Posting { cells: inherited.cells.clone(), ..posting }))
}
