//! How the periods of an account stand to who is scored: whether they were there, whether there is an account, and whether a
//! mean divides by it.

use super::assessment::{ItemResult, PeriodCounts, State};
use super::derive::PeriodOutcome;
use super::quotient::Score;
use super::tree::{Findings, Scope};
use crate::diagnostic::{Code, Diagnostic};
use crate::period::{Date, Period};
use crate::rulebook::{Absent, Accrual, Item, Rollup};

/// How a period stands to one who is scored, asked of all items together.
#[derive(Clone, Copy)]
pub(super) struct Presence {
    pub(super) period: Period,
    /// Whether the village, or the cadre, was there on any day of it.
    pub(super) there: bool,
    /// Whether there is no account of it: nobody was there, or reported anything.
    pub(super) absent: bool,
    /// Why the period leaves the mean, if it does.
    pub(super) left_out: Option<LeavesMean>,
}

/// Why no mean divides by a period.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LeavesMean {
    /// Nothing in it is applicable, or due yet, of the node that is scored anew each period.
    NothingDue,
    /// A cadre left before something was judged: what is there is no account like those of others. It is better than none.
    Unjudged,
}

impl Presence {
    /// What became of an account of the period.
    pub(super) fn outcome(self, score: Option<Score>) -> PeriodOutcome {
        PeriodOutcome::of(score, self.counts())
    }

    pub(super) fn counts(self) -> PeriodCounts {
        match (self.absent, self.left_out) {
            (true, _) => PeriodCounts::Absent,
            (false, Some(_)) => PeriodCounts::LeftOut,
            (false, None) => PeriodCounts::AsScored,
        }
    }
}

impl Scope<'_> {
    /// How a period stands to who is scored. A village that is gone owes no accounts any more: where a missing one is an
    /// error, none is missing.
    pub(super) fn presence(
        &self,
        period: Period,
        accrual: &Accrual,
        is_empty: bool,
        left_out: Option<LeavesMean>,
    ) -> Presence {
        let there = self.is_there(period);
        let is_gone = self.village.until.is_some_and(|until| until < period.first_day());
        if is_gone && accrual.absent == Absent::Error {
            return Presence { period, there, absent: false, left_out: Some(LeavesMean::NothingDue) };
        }
        Presence { period, there, absent: !there || is_empty, left_out }
    }

    /// Why a period leaves the mean: nothing applies in it, or somebody left within it before anything was due, or a cadre
    /// before something was judged; for leavers not where periods without an account are to count as nothing.
    pub(super) fn left_out(
        &self,
        is_off: bool,
        items: &[ItemResult],
        period: Period,
        accrual: &Accrual,
    ) -> Option<LeavesMean> {
        if is_off {
            return Some(LeavesMean::NothingDue);
        }
        let (first, last) = (period.first_day(), period.last_day());
        let served = match self.person {
            Some(person) => self.context.records.roster.served_until(person, first, last),
            None => self.village.days_within(first, last).map(|(_, until)| until),
        };
        let until = served.filter(|until| *until < last && accrual.absent != Absent::Zero)?;
        let has_gone = |day: Date| until < day && day <= last;
        // A bonus that was not given leaves the full mark whole.
        let is_missed = |item: &ItemResult| {
            item.points.is_some() && item.state == State::NotDue && item.due.is_some_and(has_gone)
        };
        if !items.is_empty() && items.iter().all(|item| item.state == State::NotDue) {
            return Some(LeavesMean::NothingDue);
        }
        let mut leaves = items.iter().flat_map(ItemResult::flattened);
        let is_divided = matches!(accrual.rollup, Rollup::Mean | Rollup::Weighted(_));
        let is_unjudged = self.person.is_some() && is_divided && leaves.any(is_missed);
        is_unjudged.then_some(LeavesMean::Unjudged)
    }

    /// Whether the village is assessed on any day of a period; for a cadre, whether a post there was held.
    fn is_there(&self, period: Period) -> bool {
        let days = self.village.days_within(period.first_day(), period.last_day());
        let Some((first, last)) = days else { return false };
        let Some(person) = self.person else { return true };
        let mut tenures = self.context.records.roster.tenures.iter();
        tenures.any(|tenure| tenure.person == *person && tenure.overlaps(first, last))
    }

    /// Tells which periods leave the mean since the cadre left before something was judged.
    pub(super) fn tell_unjudged<'p>(
        &self,
        presences: impl Iterator<Item = &'p Presence>,
        node: Option<&Item>,
        found: &mut Findings,
    ) {
        let unjudged = presences.filter(|one| one.counts() == PeriodCounts::LeftOut);
        for one in unjudged.filter(|one| one.left_out == Some(LeavesMean::Unjudged)) {
            let of = node.map_or(String::new(), |node| format!("的“{}”", node.name));
            let (who, period) = (self.title(), one.period.chinese());
            let message = format!("{who}{of}{period}没有评完就离任，这一期不计，平均时也不算在内");
            let told = Diagnostic::warning(Code::PeriodAbsent, self.cell(), message);
            let hint = "评过的，在离任的那个月补上评分；这一期记的加减分也随之不计，要计的由乡镇决定";
            found.diagnostics.push(told.hint(hint));
        }
    }
}

/// Where a cadre has no other period than those that are not judged, those count: what is there is better than nothing.
pub(super) fn keep_only_ones<'a>(presences: impl Iterator<Item = &'a mut Presence>) {
    let mut presences: Vec<_> = presences.collect();
    if presences.iter().any(|one| one.counts() == PeriodCounts::AsScored) {
        return;
    }
    for one in presences.iter_mut().filter(|one| one.left_out == Some(LeavesMean::Unjudged)) {
        one.left_out = None;
    }
}
