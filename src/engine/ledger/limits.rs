//! Floors and caps, of accounts and of single rules, and rounding: what they give or take as the sum moves. Which sum, the
//! account knows.

use super::{Changes, posting_of_no_rule};
use crate::engine::assessment::{Posting, PostingKind};
use crate::number::{Inexact, Number};
use crate::period::Date;
use crate::rulebook::{Clamp, Item};
use crate::sentence;
use crate::text::Text;

/// The limits of an account, or of what one rule may bring to it.
#[derive(Clone, Copy)]
pub(in crate::engine) struct Limits<'a> {
    pub(in crate::engine) floor: Clamp,
    pub(in crate::engine) cap: Clamp,
    pub(in crate::engine) clause: &'a Text,
    /// Whether it is one rule that is limited.
    pub(in crate::engine) of_rule: bool,
    /// Decimal places that the score is rounded to, half up; exact without them.
    pub(in crate::engine) round: Option<u32>,
}

impl<'a> Limits<'a> {
    /// A floor and a cap, and nothing else.
    pub(in crate::engine) fn from_ends(floor: Clamp, cap: Clamp) -> Self {
        const NONE: &Text = &Text::fixed("");
        Self { floor, cap, clause: NONE, of_rule: false, round: None }
    }

    /// Rounding alone.
    pub(in crate::engine) fn of_rounding(round: Option<u32>) -> Self {
        Self { round, ..Self::from_ends(Clamp::None, Clamp::None) }
    }

    /// Those of an item or part.
    pub(in crate::engine) fn of_item(item: &'a Item) -> Self {
        let Item { floor, cap, clause, round, .. } = item;
        Self { floor: *floor, cap: *cap, clause, of_rule: false, round: *round }
    }
}

impl Limits<'_> {
    /// The postings that keep an account within its limits, from the changes of its raw sum by date.
    ///
    /// They look at the sum, never at the path: on each date the balance is what the limit gives or takes
    /// on the sum up to that date, and the posting is its change.
    pub(in crate::engine) fn postings(&self, changes: &Changes) -> Result<Vec<Posting>, Inexact> {
        self.postings_by_day(changes, |_| *self)
    }

    /// The same where not all of them hold on every day.
    pub(in crate::engine) fn postings_by_day<'a>(
        &self,
        changes: &Changes,
        on: impl Fn(Date) -> Limits<'a>,
    ) -> Result<Vec<Posting>, Inexact> {
        self.postings_from(Number::ZERO, (Number::ZERO, Number::ZERO), changes, on)
    }

    /// The same on top of what is there already: of that nothing is given back, or taken.
    pub(in crate::engine) fn postings_on_top(
        &self,
        held: Number,
        changes: &Changes,
    ) -> Result<Vec<Posting>, Inexact> {
        self.postings_from(held, self.beyond(held)?, changes, |_| *self)
    }

    /// The same from a sum on, of which the limits have given and taken so much already. Of an account that begins nothing has
    /// been given yet, though its floor be above zero.
    fn postings_from<'a>(
        &self,
        held: Number,
        (mut floored, mut capped): (Number, Number),
        changes: &Changes,
        on: impl Fn(Date) -> Limits<'a>,
    ) -> Result<Vec<Posting>, Inexact> {
        if self.are_none() {
            return Ok(Vec::new());
        }
        let mut raw = held;
        let (mut rounded, mut last) = (Number::ZERO, None);
        let mut postings = Vec::new();
        for (date, change) in changes.iter() {
            raw = raw.plus(change)?;
            let own = on(date);
            let (below, above) = own.beyond(raw)?;
            // Where another floor holds from a day on, what the one before comes to on it is told first: of one above zero,
            // which holds no more, all that it had given goes.
            if let Some(before) = last.filter(|before: &Limits<'_>| before.floor != own.floor) {
                let old = if before.is_raised() { Number::ZERO } else { before.beyond(raw)?.0 };
                postings.extend(before.clamp(PostingKind::Floor, date, old.minus(floored)?));
                floored = old;
            }
            if below != floored {
                let amount = below.minus(floored)?;
                // What is taken back is told of the floor that had given it.
                let told = last.filter(|_| amount.is_negative()).unwrap_or(own);
                postings.extend(told.clamp(PostingKind::Floor, date, amount));
            }
            last = Some(own);
            if above != capped {
                postings.extend(self.clamp(PostingKind::Cap, date, above.minus(capped)?));
            }
            (floored, capped) = (below, above);
            let Some(places) = self.round else { continue };
            let exact = raw.plus(below)?.plus(above)?;
            let off = exact.rounded(places).minus(exact)?;
            postings.extend(rounding(self.clause, date, off.minus(rounded)?, places));
            rounded = off;
        }
        Ok(postings)
    }

    /// What of a sum is within floor and cap; rounding aside.
    pub(in crate::engine) fn within(&self, raw: Number) -> Result<Number, Inexact> {
        let (below, above) = self.beyond(raw)?;
        raw.plus(below)?.plus(above)
    }

    /// What becomes of a sum: within floor and cap, and rounded.
    pub(in crate::engine) fn kept(&self, raw: Number) -> Result<Number, Inexact> {
        let within = self.within(raw)?;
        Ok(self.round.map_or(within, |places| within.rounded(places)))
    }

    /// Whether the floor lies above zero, so that it gives points to whoever has none.
    pub(in crate::engine) fn is_raised(&self) -> bool {
        self.floor.limit().is_some_and(|floor| floor > Number::ZERO)
    }

    /// The same without such a floor: nothing raises what is not due yet, stands outside the whole or counts as zero.
    pub(in crate::engine) fn unraised(self) -> Self {
        if self.is_raised() { Self { floor: Clamp::At(Number::ZERO), ..self } } else { self }
    }

    /// Whether nothing limits it.
    pub(super) fn are_none(&self) -> bool {
        self.floor.limit().is_none() && self.cap.limit().is_none() && self.round.is_none()
    }

    /// What a sum lacks to the floor, and what it has to lose to the cap, with its sign.
    fn beyond(&self, raw: Number) -> Result<(Number, Number), Inexact> {
        let below = match self.floor.limit() {
            Some(floor) if raw < floor => floor.minus(raw)?,
            _ => Number::ZERO,
        };
        let above = match self.cap.limit() {
            Some(cap) if raw > cap => cap.minus(raw)?,
            _ => Number::ZERO,
        };
        Ok((below, above))
    }

    fn clamp(&self, kind: PostingKind, date: Date, amount: Number) -> Option<Posting> {
        if amount.is_zero() {
            return None;
        }
        let above_zero = self.floor.limit().filter(|floor| !self.of_rule && *floor > Number::ZERO);
        if let (PostingKind::Floor, Some(floor)) = (kind, above_zero) {
            let reason = if amount.is_negative() {
                sentence!("不足下限{}分补的，冲回", floor)
            } else {
                sentence!("不足下限{}分，补到{}分", floor, floor)
            };
            return Some(posting_of_no_rule(PostingKind::Raised, date, self.clause, amount, reason));
        }
        let (limit, what) = match (kind, self.of_rule) {
            (PostingKind::Cap, false) => (self.cap.limit(), "封顶"),
            (PostingKind::Cap, true) => (self.cap.limit(), "本条至多加"),
            (_, false) => (self.floor.limit(), "扣完为止，下限"),
            (_, true) => (self.floor.limit().map(Number::negated), "本条至多扣"),
        };
        let turned = if amount.is_negative() == (kind == PostingKind::Cap) { "" } else { "，冲回" };
        // Nothing is held to a limit that there is not.
        let reason = sentence!("{}{}分{}", what, limit?, turned);
        Some(posting_of_no_rule(kind, date, self.clause, amount, reason))
    }
}

/// What rounding gives or takes on a day; nothing for nothing.
pub(super) fn rounding(clause: &Text, date: Date, amount: Number, places: u32) -> Option<Posting> {
    let reason = || sentence!("得分四舍五入到小数点后{}位", Number::from(places));
    (!amount.is_zero()).then(|| posting_of_no_rule(PostingKind::Rounding, date, clause, amount, reason()))
}
