//! How the periods of an account stand to who is scored: whether they were there, whether there is an account, and whether a
//! mean divides by it.

use super::derive::PeriodOutcome;
use super::quotient::Score;
use super::tree::{Findings, Scope};
use crate::diagnostic::{Code, Diagnostic};
use crate::engine::assessment::{ItemResult, PeriodCounts, State};
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
    /// Whether a mean divides by it.
    pub(super) of_mean: OfMean,
}

/// How a period stands to a mean of several.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum OfMean {
    /// It counts.
    Counts,
    /// It counts as it stands, though a cadre left before something was judged, which nobody sees in the mean.
    CountsUnjudged,
    /// Nothing in it is applicable, or due yet, of the node that is scored anew each period: no mean divides by it.
    LeftOut,
}

impl Presence {
    /// What became of an account of the period.
    pub(super) fn outcome(self, score: Option<Score>) -> PeriodOutcome {
        PeriodOutcome::of(score, self.counts())
    }

    pub(super) fn counts(self) -> PeriodCounts {
        match (self.absent, self.of_mean) {
            (true, _) => PeriodCounts::Absent,
            (false, OfMean::LeftOut) => PeriodCounts::LeftOut,
            (false, OfMean::Counts | OfMean::CountsUnjudged) => PeriodCounts::AsScored,
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
        of_mean: OfMean,
    ) -> Presence {
        let there = self.is_there(period);
        let is_gone = self.village.until.is_some_and(|until| until < period.first_day());
        if is_gone && accrual.absent == Absent::Error {
            return Presence { period, there, absent: false, of_mean: OfMean::LeftOut };
        }
        Presence { period, there, absent: !there || is_empty, of_mean }
    }

    /// How a period stands to the mean: left out where nothing applies in it, or somebody left within it before anything was
    /// due, unless periods without an account are to count as nothing.
    pub(super) fn of_mean(
        &self,
        is_off: bool,
        items: &[ItemResult],
        period: Period,
        accrual: &Accrual,
    ) -> OfMean {
        if is_off {
            return OfMean::LeftOut;
        }
        let (first, last) = (period.first_day(), period.last_day());
        let served = match self.person {
            Some(person) => self.context.records.roster.served_until(person, first, last),
            None => self.village.days_within(first, last).map(|(_, until)| until),
        };
        let Some(until) = served.filter(|until| *until < last && accrual.absent != Absent::Zero) else {
            return OfMean::Counts;
        };
        let has_gone = |day: Date| until < day && day <= last;
        // A bonus that was not given leaves the full mark whole.
        let is_missed = |item: &ItemResult| {
            item.points.is_some() && item.state == State::NotDue && item.due.is_some_and(has_gone)
        };
        if !items.is_empty() && items.iter().all(|item| item.state.is_unjudged()) {
            return OfMean::LeftOut;
        }
        let mut leaves = items.iter().flat_map(ItemResult::flattened);
        let is_divided = matches!(accrual.rollup, Rollup::Mean | Rollup::Weighted(_));
        let is_unjudged = self.person.is_some() && is_divided && leaves.any(is_missed);
        if is_unjudged { OfMean::CountsUnjudged } else { OfMean::Counts }
    }

    /// Whether the village is assessed on any day of a period; for a cadre, whether a post there was held.
    fn is_there(&self, period: Period) -> bool {
        let days = self.village.days_within(period.first_day(), period.last_day());
        let Some((first, last)) = days else { return false };
        let Some(person) = self.person else { return true };
        let mut tenures = self.context.records.roster.tenures.iter();
        tenures.any(|tenure| tenure.person == *person && tenure.overlaps(first, last))
    }

    /// Tells which periods a mean divides by although the cadre left before something of them was judged.
    pub(super) fn tell_unjudged<'p>(
        &self,
        presences: impl Iterator<Item = &'p Presence>,
        node: Option<&Item>,
        found: &mut Findings,
    ) {
        let counted = presences.filter(|one| one.counts() == PeriodCounts::AsScored);
        for one in counted.filter(|one| one.of_mean == OfMean::CountsUnjudged) {
            let of = node.map_or(String::new(), |node| format!("的“{}”", node.name));
            let (who, period) = (self.title(), one.period.chinese());
            let message =
                format!("{who}{of}{period}没有评完就离任：这一期照已记的分计入平均，没有评的一项不得分");
            let told = Diagnostic::warning(Code::PeriodAbsent, self.cell(), message);
            let hint = "评过的，在离任的那个月补上评分；不应拉低平均的，由乡镇决定，用补扣补加补上";
            found.diagnostics.push(told.hint(hint));
        }
    }
}
