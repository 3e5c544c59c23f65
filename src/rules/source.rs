//! Where a rule over several figures takes them from: rows of registers, put together and settled, or the
//! figures of the one who is judged, on days of measuring. Shared by `per-unit` and `stepped`.

use crate::diagnostic::Cells;
use crate::number::{Inexact, Number};
use crate::period::{Date, Length};
use crate::rules::gauge::{StatedFigure, stated};
use crate::rules::judgement::{Judgement, Outcome, Payee};
use crate::rules::measure::{Again, Measure};
use crate::rules::remeasure::{Change, Remeasure};
use crate::rules::settlement::Settlement;
use crate::rules::{Measured, Per, Timing, View};
use crate::toml_table::Reader;

/// From rows, or on days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// `per` …: rows of registers.
    Settled(Settlement),
    /// `by` or `measure`: figures as of a day.
    Measured { measure: Measure, again: Option<Again> },
}

impl Source {
    /// Reads the keys of the one or the other.
    pub(super) fn read(reader: &Reader<'_>) -> Option<Self> {
        let measures = reader.has("by") || reader.has("measure");
        if reader.needs(measures) {
            let measure = Measure::read(reader);
            let again = Again::read(reader);
            if !reader.is_describing() {
                return Some(Self::Measured { measure: measure?, again });
            }
        }
        if !reader.needs(reader.has("per")) {
            let meaning =
                "何时认定：by = \"月-日\" 或 measure = \"month\" 等；按台账各行计的，写 per 和 settle";
            reader.missing("by", meaning);
            return None;
        }
        let settlement = Settlement::read(reader);
        reader.always();
        settlement.map(Self::Settled)
    }

    /// What is due by the view's day: the figures of each payee, in the order in which they are named. Where `hindrance`
    /// says that a day cannot be judged, that is noted and nothing is due.
    pub(super) fn due(
        &self,
        view: &dyn View,
        figures: &[&str],
        hindrance: &dyn Fn(Date) -> Option<Outcome>,
        judgement: &mut Judgement,
    ) -> Result<Vec<(Date, Measured)>, Inexact> {
        let measure = match self {
            Self::Settled(settlement) => return settlement.due(view, figures, hindrance, judgement),
            Self::Measured { measure, .. } => measure,
        };
        let mut all = Vec::new();
        for date in measure.days(view, &[]) {
            if let Some(outcome) = hindrance(date) {
                judgement.occasion(date, outcome);
            } else if let Some(measured) = on_day(view, figures, date, judgement)? {
                all.push((date, measured));
            }
        }
        Ok(all)
    }

    /// Whether figures are put together from rows, payee by payee.
    pub(super) fn is_settled(&self) -> bool {
        matches!(self, Self::Settled(_))
    }

    /// Those of the figures that are: all or none.
    pub(super) fn of_rows(&self, figures: &[String]) -> Vec<String> {
        if self.is_settled() { figures.to_vec() } else { Vec::new() }
    }

    /// By what they are put together.
    pub(super) fn per(&self) -> Option<Per> {
        match self {
            Self::Settled(settlement) => Some(settlement.per().clone()),
            Self::Measured { .. } => None,
        }
    }

    /// The days of measuring; none for what is settled by rows.
    pub(super) fn days(&self, view: &dyn View) -> Vec<Date> {
        match self {
            Self::Settled(_) => Vec::new(),
            Self::Measured { measure, .. } => measure.days(view, &[]),
        }
    }

    /// What is to be posted on a day for a result.
    pub(super) fn posting(
        &self,
        posted: &mut Remeasure,
        result: Number,
        day: Date,
    ) -> Result<Option<Change>, Inexact> {
        match self {
            Self::Settled(_) => Ok(Change::all_of(result)),
            Self::Measured { again, .. } => Again::posting(*again, posted, result, day),
        }
    }

    /// When a rule over it judges.
    pub(super) fn timing(&self) -> Timing {
        match self {
            Self::Settled(settlement) => settlement.timing(),
            Self::Measured { measure, .. } => measure.timing(),
        }
    }

    /// See [`Again::replaces`]; what is settled by rows is never measured again.
    pub(super) fn replaces(&self) -> bool {
        matches!(self, Self::Measured { again, .. } if Again::replaces(*again))
    }

    /// See [`Measure::repeats`].
    pub(super) fn repeats(&self) -> Option<Length> {
        match self {
            Self::Settled(_) => None,
            Self::Measured { measure, again } => measure.repeats(*again),
        }
    }

    /// How often at most it can be posted in a year; `None` for any number of times.
    pub(super) fn occasions(&self) -> Option<Number> {
        match self {
            Self::Settled(_) => None,
            Self::Measured { measure, again: Some(Again::Adds) } => measure.occasions(),
            Self::Measured { .. } => Some(Number::ONE),
        }
    }

    /// The words on when and for whom.
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Settled(settlement) => settlement.describe(),
            Self::Measured { measure, again } => measure.describe_with(*again),
        }
    }
}

/// The figures of the one who is judged; `None` unless all of them are stated, which is noted.
fn on_day(
    view: &dyn View,
    figures: &[&str],
    date: Date,
    judgement: &mut Judgement,
) -> Result<Option<Measured>, Inexact> {
    let before = judgement.occasions.count;
    let mut measured =
        Measured { payee: Payee::Subject, date, values: Vec::new(), cells: Cells::NONE, notices: Vec::new() };
    for figure in figures {
        if let Some(StatedFigure { value, cells }) = stated(view, figure, date, judgement)? {
            measured.values.push(value);
            measured.cells.add(cells);
        }
    }
    if judgement.occasions.count > before {
        return Ok(None);
    }
    let complete = measured.values.len() == figures.len();
    judgement.occasion(date, if complete { Outcome::Judged } else { Outcome::NotApplicable });
    Ok(complete.then_some(measured))
}
