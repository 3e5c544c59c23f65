//! Which limits of an account hold at the end of what was posted: what they gave or took is not made up for.

use crate::engine::assessment::{Posting, PostingKind};
use crate::number::Number;

const LIMITS: [PostingKind; 3] = [PostingKind::Cap, PostingKind::Floor, PostingKind::Raised];

/// The first posting, with its place, by which each limit that holds at the end gave or took: nothing of one that gave back
/// all it took.
pub fn in_force(postings: &[Posting]) -> impl Iterator<Item = (usize, &Posting)> {
    LIMITS.into_iter().filter_map(|kind| {
        let mut own = postings.iter().enumerate().filter(move |(_, one)| one.kind == kind);
        let net = Number::sum(own.clone().map(|(_, one)| one.amount)).ok().filter(|net| !net.is_zero())?;
        own.find(|(_, one)| one.amount.is_negative() == net.is_negative())
    })
}
