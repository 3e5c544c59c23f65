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

/// What limits have given and taken of a sum, with the sign of each.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Given {
    floored: Number,
    capped: Number,
    rounded: Number,
}

/// From where limits look on: what they have posted, and what that comes to; nothing of an account that begins.
#[derive(Default)]
pub(super) struct Start {
    postings: Vec<Posting>,
    given: Given,
    /// The floor that held until then.
    floor: Option<Clamp>,
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
    /// The postings that keep an account within its limits, from the changes of its raw sum by date, and the floor of each.
    ///
    /// They look at the sum, never at the path: on each date the balance is what the limit gives or takes
    /// on the sum up to that date, and the posting is its change.
    pub(in crate::engine) fn postings_by_day(
        &self,
        changes: &Changes,
        floor_on: impl Fn(Date) -> Clamp,
    ) -> Result<Vec<Posting>, Inexact> {
        self.postings_from(Number::ZERO, Start::default(), changes, floor_on)
    }

    /// The same on top of what is there already: of that nothing is given back, or taken.
    pub(in crate::engine) fn postings_on_top(
        &self,
        held: Number,
        changes: &Changes,
    ) -> Result<Vec<Posting>, Inexact> {
        let start = Start { given: self.given(held)?, ..Start::default() };
        self.postings_from(held, start, changes, |_| self.floor)
    }

    /// The same from a sum on, of which the limits have given and taken something already. Of an account that begins nothing
    /// has been given yet, though its floor be above zero.
    pub(super) fn postings_from(
        &self,
        mut raw: Number,
        Start { mut postings, mut given, floor: mut held }: Start,
        changes: &Changes,
        floor_on: impl Fn(Date) -> Clamp,
    ) -> Result<Vec<Posting>, Inexact> {
        if self.are_none() {
            return Ok(Vec::new());
        }
        for (date, change) in changes.iter() {
            raw = raw.plus(change)?;
            let own = Limits { floor: floor_on(date), ..*self };
            let now = own.given(raw)?;
            let before = held.replace(own.floor).filter(|before| *before != own.floor);
            // On most days the limits have nothing to give or take.
            if before.is_none() && now == given {
                continue;
            }
            let before = before.map(|floor| Limits { floor, ..*self });
            // Where another floor holds from a day on, what the one before comes to on it is told first: of one above zero,
            // which holds no more, all that it had given goes.
            if let Some(before) = before {
                let old = if before.is_raised() { Number::ZERO } else { before.beyond(raw)?.0 };
                postings.extend(before.clamp(PostingKind::Floor, date, old.minus(given.floored)?));
                given.floored = old;
            }
            if now.floored != given.floored {
                let amount = now.floored.minus(given.floored)?;
                // What is taken back is told of the floor that had given it.
                let told = before.filter(|_| amount.is_negative()).unwrap_or(own);
                postings.extend(told.clamp(PostingKind::Floor, date, amount));
            }
            if now.capped != given.capped {
                postings.extend(self.clamp(PostingKind::Cap, date, now.capped.minus(given.capped)?));
            }
            if let Some(places) = self.round {
                postings.extend(rounding(self.clause, date, now.rounded.minus(given.rounded)?, places));
            }
            given = now;
        }
        Ok(postings)
    }

    /// What they give and take of a sum that stood before: that is posted on a day on which it did not come about.
    pub(super) fn start_of(self, stood: Number, date: Date) -> Result<Start, Inexact> {
        let given = self.given(stood)?;
        let floor = self.clamp(PostingKind::Floor, date, given.floored);
        let cap = self.clamp(PostingKind::Cap, date, given.capped);
        let rounded = self.round.and_then(|places| rounding(self.clause, date, given.rounded, places));
        let postings = [floor, cap, rounded].into_iter().flatten();
        let postings = postings.map(|posting| Posting { stood: true, ..posting }).collect();
        Ok(Start { postings, given, floor: Some(self.floor) })
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
    pub(in crate::engine) fn are_none(&self) -> bool {
        self.floor.limit().is_none() && self.cap.limit().is_none() && self.round.is_none()
    }

    /// What they give and take of a sum.
    fn given(&self, raw: Number) -> Result<Given, Inexact> {
        let (floored, capped) = self.beyond(raw)?;
        let Some(places) = self.round else { return Ok(Given { floored, capped, ..Given::default() }) };
        let exact = raw.plus(floored)?.plus(capped)?;
        Ok(Given { floored, capped, rounded: exact.rounded(places).minus(exact)? })
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
    let reason = || match places {
        0 => sentence!("得分四舍五入到整数"),
        places => sentence!("得分四舍五入到小数点后{}位", Number::from(places)),
    };
    (!amount.is_zero()).then(|| posting_of_no_rule(PostingKind::Rounding, date, clause, amount, reason()))
}
