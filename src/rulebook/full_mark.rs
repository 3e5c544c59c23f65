//! The full mark of a score over a period: where the accounts of shorter ones are added up, that of one as often as
//! there are.

use super::Rulebook;
use super::scheme::{Accrual, Body, Clamp, Combine, Item, Rollup, ScoreOf, Subject};
use crate::number::Number;
use crate::period::Span as Length;

/// A full mark as it is written, and what it comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FullMark {
    /// That of one account.
    pub written: Number,
    /// That of a whole period.
    pub in_all: Number,
}

/// A part or a root.
struct Above<'a> {
    subject: Subject,
    id: Option<&'a str>,
    combine: Combine,
    cap: Clamp,
}

impl Rulebook {
    /// The full mark of a score over a period of a length; `None` where none is written, or where it differs by post or cannot
    /// be worked out.
    pub fn full_mark(&self, of: &ScoreOf, over: Length) -> Option<FullMark> {
        match of {
            ScoreOf::Whole(subject) => self.full_mark_of_root(*subject, over),
            ScoreOf::Node(id) => {
                let item = self.items.iter().find(|item| item.id == *id)?;
                let root = self.root(item.subject).accrual.as_ref();
                let above = self.upwards(item).skip(1).find_map(|node| node.accrual.as_ref()).or(root);
                let own = self.full_mark_of(item, over)?;
                Some(FullMark { in_all: added_up(own.in_all, above, over)?, ..own })
            }
        }
    }

    fn full_mark_of_root(&self, subject: Subject, over: Length) -> Option<FullMark> {
        let root = self.root(subject);
        let written = root.points?;
        let in_all = if root.accrual.is_some() {
            added_up(written, root.accrual.as_ref(), over)?
        } else {
            let (combine, cap) = (root.combine, root.cap);
            self.with_children(written, &Above { subject, id: None, combine, cap }, over)?
        };
        Some(FullMark { written, in_all })
    }

    /// That of a part or item, wherever it stands.
    fn full_mark_of(&self, item: &Item, over: Length) -> Option<FullMark> {
        let written = item.points?;
        let in_all = match (&item.body, item.accrual.as_ref()) {
            (Body::Part { combine, .. }, None) => {
                let id = Some(&*item.id);
                let above = Above { subject: item.subject, id, combine: *combine, cap: item.cap };
                self.with_children(written, &above, over)?
            }
            (_, accrual) => added_up(written, accrual, over)?,
        };
        Some(FullMark { written, in_all })
    }

    /// A full mark, and what those under it come to beyond their own.
    fn with_children(&self, written: Number, above: &Above<'_>, over: Length) -> Option<Number> {
        let children: Vec<_> = self.children(above.subject, above.id).collect();
        let mut in_all = written;
        for child in &children {
            let Some(own) = self.full_mark_of(child, over).filter(|own| own.in_all != own.written) else {
                continue;
            };
            let beyond = own.in_all.minus(own.written).ok()?;
            let counted = match child.share.counts_as {
                Some(counts_as) => beyond.times(counts_as).ok()?.quotient(own.written).ok()?,
                None => beyond,
            };
            let counted = match above.combine {
                Combine::Sum => counted,
                // Where they differ by post, so does what is beyond.
                Combine::Weighted if !child.share.by_post.is_empty() => return None,
                Combine::Weighted => {
                    counted.times(child.share.weight?).ok()?.quotient(Number::HUNDRED).ok()?
                }
                Combine::Mean => counted.quotient(Number::from_count(children.len())).ok()?,
            };
            in_all = in_all.plus(counted).ok()?;
        }
        Some(above.cap.limit().map_or(in_all, |cap| in_all.min(cap.max(written))))
    }
}

/// The full mark of one account, as often as accounts are added up over a period.
pub(super) fn added_up(one: Number, accrual: Option<&Accrual>, over: Length) -> Option<Number> {
    let summed = accrual.filter(|accrual| accrual.rollup == Rollup::Sum && accrual.span < over);
    let Some(accrual) = summed else { return Some(one) };
    let times = over.months() / accrual.span.months();
    one.times(Number::from(u32::try_from(times).ok()?)).ok()
}
