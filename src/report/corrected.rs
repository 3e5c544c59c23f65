//! What stands beside the points of tables of deductions where they are not all that a reason tells of.

use crate::analysis::lowering::{Earlier, Said};
use crate::engine::assessment::PostingKind;
use crate::number::Number;

/// What stands before the points: nothing before what was taken; before others, whether they were given back or given
/// on top.
pub(crate) fn given_back(kind: PostingKind, earlier: Earlier, amount: Number) -> &'static str {
    match (amount.is_negative(), kind, earlier) {
        (true, ..) => "",
        (false, PostingKind::Rule, Earlier::Nothing | Earlier::Given) => "加分",
        (false, PostingKind::Raised, _) => "补",
        // What a limit does not let be taken was never taken.
        (false, PostingKind::Floor | PostingKind::Cap, _) => "少扣",
        (false, ..) => "冲回",
    }
}

/// What is said behind a reason: a rule that measures again had taken, or given, some before. A reason that says so
/// itself, and by how much, needs no more, but where the points are those of several postings.
pub(crate) fn beside(earlier: Earlier, said: Said, amount: Number) -> &'static str {
    match (said, earlier, amount.is_negative()) {
        (Said::LastCorrection, ..) => "（几次认定合计）",
        (Said::Correction, ..) | (_, Earlier::Nothing, _) | (_, Earlier::Given, false) => "",
        (_, Earlier::Taken, false) => "（冲回所扣的分）",
        (_, Earlier::Taken, true) => "（以前已扣的除外）",
        (_, Earlier::Given, true) => "（收回以前加的分）",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What empties an item takes on the day what others take after it, and gives that back: it stands above their rows.
    #[test]
    fn what_is_given_back_need_not_stand_below_what_was_taken() {
        assert_eq!(beside(Earlier::Taken, Said::Nothing, Number::ONE), "（冲回所扣的分）");
    }
}
