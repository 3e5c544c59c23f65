//! Which limits of an account hold at the end of what was posted: what they gave or took is not made up for.

use crate::engine::assessment::{Posting, PostingKind};
use crate::number::Number;

const LIMITS: [PostingKind; 3] = [PostingKind::Cap, PostingKind::Floor, PostingKind::Raised];

/// Why, and by how much rounding moved a score in all, day by day; nothing where it comes to nothing.
pub fn rounded(postings: &[Posting]) -> Option<(String, Number)> {
    let mut own = postings.iter().filter(|one| one.kind == PostingKind::Rounding);
    let net = Number::sum(own.clone().map(|one| one.amount)).ok().filter(|net| !net.is_zero())?;
    own.next_back().map(|last| (last.reason.to_string(), net))
}

/// The first posting, with its place, by which each limit that holds at the end gave or took: nothing of one that gave back
/// all it took.
pub fn in_force(postings: &[Posting]) -> impl Iterator<Item = (usize, &Posting)> {
    LIMITS.into_iter().filter_map(|kind| {
        let mut own = postings.iter().enumerate().filter(move |(_, one)| one.kind == kind);
        let net = Number::sum(own.clone().map(|(_, one)| one.amount)).ok().filter(|net| !net.is_zero())?;
        own.find(|(_, one)| one.amount.is_negative() == net.is_negative())
    })
}
