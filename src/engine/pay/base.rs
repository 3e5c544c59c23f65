//! The base of pay: the amount that a full score brings, for all alike or by a figure of the village.

use crate::engine::Context;
use crate::number::Number;
use crate::period::Period;
use crate::records::Village;
use crate::rulebook::{Base, Pay, Rate};

/// The amount that a full score brings, by what holds for the village at the end of the period.
pub(super) fn of(context: &Context<'_>, base: &Base, village: &Village, period: Period) -> Option<Number> {
    match base {
        Base::Each(base) => Some(*base),
        Base::ByFigure { target, brackets } => {
            let figure = context.rulebook.target(target)?.amount(village, period.last_day())?;
            brackets.iter().find(|bracket| bracket.bound.holds(figure)).map(|bracket| bracket.rate)
        }
    }
}

/// Whether pay goes by a figure that gives the village no base.
pub(super) fn is_missing(context: &Context<'_>, pay: &Pay, village: &Village, period: Period) -> bool {
    matches!(&pay.rate, Rate::OfBase(base, _) if of(context, base, village, period).is_none())
}
