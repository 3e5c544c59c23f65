//! The full mark of a score over a period: where the accounts of shorter ones are added up, that of one as often as
//! there are.

use super::Rulebook;
use super::scheme::{
    ANY_YEAR, Absent, Accrual, Body, Clamp, Combine, DaysInForce, InForce, Item, Rollup, ScoreOf, Subject,
};
use crate::number::Number;
use crate::period::{Date, Length};

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
    /// The full mark of a score over a period of a length; `None` where none is written, or where it differs by post, by year
    /// or by period, or cannot be worked out.
    pub fn full_mark(&self, of: &ScoreOf, over: Length) -> Option<FullMark> {
        if self.sums_part_of_year(of) {
            return None;
        }
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

    /// Whether something whose periods are added up makes a score, and is in force for a part of the year: there are fewer of
    /// its periods than a year has, and in some that are shorter none.
    pub(super) fn sums_part_of_year(&self, of: &ScoreOf) -> bool {
        let is_of = |item: &Item| match of {
            ScoreOf::Whole(subject) => item.subject == *subject,
            ScoreOf::Node(id) => {
                let node = self.items.iter().find(|node| node.id == *id);
                self.upwards(item).any(|above| above.id == *id)
                    || node.is_some_and(|node| self.upwards(node).any(|above| above.id == item.id))
            }
        };
        let is_in_part = |item: &Item| self.upwards(item).any(|node| !node.in_force.is_of_whole_years());
        self.items.iter().any(|item| is_summed(item) && is_of(item) && is_in_part(item))
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
            _ => added_up_of(item, written, over)?,
        };
        Some(FullMark { written, in_all })
    }

    /// A full mark over a period, by those of what stands under it.
    ///
    /// Those whose periods are added up count over the whole year in what is written above, and for less in a shorter period.
    /// Where what is written above counts one period of each, it comes to more.
    fn with_children(&self, written: Number, above: &Above<'_>, over: Length) -> Option<Number> {
        let children: Vec<_> = self.children(above.subject, above.id).collect();
        let marks = children.iter().filter_map(|child| {
            let [year, asked] = [Length::Year, over].map(|over| self.full_mark_of(child, over));
            Some((*child, [asked?.written, asked?.in_all, year?.in_all]))
        });
        let marks: Vec<(&Item, [Number; 3])> = marks.collect();
        if marks.iter().all(|(_, [one, asked, year])| one == asked && one == year) {
            return Some(written);
        }
        let mut sums = [Number::ZERO; 3];
        for (child, marks) in marks {
            for (sum, mark) in sums.iter_mut().zip(marks) {
                *sum = sum.plus(counted(mark, child, above.combine, children.len())?).ok()?;
            }
        }
        let [one, asked, year] = sums;
        let is_of_one = one == written && one != year;
        let in_all = if is_of_one { written.plus(asked.minus(one).ok()?).ok()? } else { asked.min(written) };
        Some(above.cap.limit().map_or(in_all, |cap| in_all.min(cap.max(written))))
    }
}

/// What a mark of a node counts as above, among so many; `None` where that differs by post.
fn counted(mark: Number, node: &Item, combine: Combine, among: usize) -> Option<Number> {
    let counted = match node.share.counts_as.zip(node.points) {
        Some((counts_as, points)) => mark.times(counts_as).ok()?.quotient(points).ok()?,
        None => mark,
    };
    match combine {
        Combine::Sum => Some(counted),
        Combine::Weighted if !node.share.by_post.is_empty() => None,
        Combine::Weighted => counted.times(node.share.weight?).ok()?.quotient(Number::HUNDRED).ok(),
        Combine::Mean => counted.quotient(Number::from_count(among)).ok(),
    }
}

/// The full mark of one account of a node, as often as its own accounts are added up over a period; of the year without those
/// before the day on which it starts.
pub(super) fn added_up_of(item: &Item, one: Number, over: Length) -> Option<Number> {
    let accrual = item.accrual.as_ref().filter(|accrual| accrual.rollup == Rollup::Sum);
    let starts = item.account().and_then(|account| account.starts).filter(|_| over == Length::Year);
    let Some((accrual, starts)) = accrual.zip(starts) else {
        return added_up(one, item.accrual.as_ref(), over);
    };
    let begun = accrual.span.periods(ANY_YEAR).filter(|period| period.last_day() >= starts.in_year(ANY_YEAR));
    one.times(Number::from_count(begun.count())).ok()
}

/// The full mark of one account of a node whose accounts are added up, as often as one is opened in a year: nodes above it
/// may come into force within the year, or end in it, as itself. `None` where its accounts are not added up, and where those
/// that are missing may bring the full mark too.
pub(super) fn added_up_in(item: &Item, one: Number, above: &[InForce], year: i16) -> Option<Number> {
    let accrual = item.accrual.as_ref().filter(|_| is_summed(item))?;
    if accrual.absent == Absent::FullMark {
        return None;
    }
    let days = DaysInForce::of_all(above.iter().copied().chain([item.in_force]), year);
    let starts = item.account().and_then(|account| account.starts).map(|starts| starts.in_year(year));
    let opened = accrual.span.periods(year).filter(|period| {
        let opens = starts.into_iter().chain(days.from).fold(period.first_day(), Date::max);
        opens <= days.until.into_iter().fold(period.last_day(), Date::min)
    });
    one.times(Number::from_count(opened.count())).ok()
}

/// Whether the accounts of a node's periods are added up.
pub(super) fn is_summed(item: &Item) -> bool {
    item.accrual.as_ref().is_some_and(|accrual| accrual.rollup == Rollup::Sum)
}

/// The full mark of one account, as often as accounts are added up over a period.
pub(super) fn added_up(one: Number, accrual: Option<&Accrual>, over: Length) -> Option<Number> {
    let summed = accrual.filter(|accrual| accrual.rollup == Rollup::Sum && accrual.span < over);
    let Some(accrual) = summed else { return Some(one) };
    let times = over.months() / accrual.span.months();
    one.times(Number::from(u32::try_from(times).ok()?)).ok()
}
