//! What pay takes of a village's figure: the base, that is the amount that a full score brings or that is paid whatever the
//! score is, for all alike or by a figure; and what multiplies a score in a pool.

use super::Payee;
use crate::engine::Context;
use crate::number::{Inexact, Number};
use crate::period::Period;
use crate::records::Village;
use crate::rulebook::{Base, Pay, Rate};
use crate::sentence;
use crate::sentence::Sentence;
use crate::text::Text;

/// An amount of a village, with the words of what it comes from: none of what is the same for all.
pub(super) struct OfVillage {
    pub(super) yuan: Number,
    pub(super) told: Sentence,
}

/// The amount by what holds for the village at the end of the period; `None` where its figure is missing, or lies in no
/// bracket.
pub(super) fn of(
    context: &Context<'_>,
    base: &Base,
    village: &Village,
    period: Period,
) -> Result<Option<OfVillage>, Inexact> {
    let declared = |target: &str| context.rulebook.target(target);
    let figure_of = |target: &str| declared(target)?.amount(village, period.last_day());
    let found = match base {
        Base::Each(yuan) => Some(OfVillage { yuan: *yuan, told: Sentence::default() }),
        Base::ByFigure { target, brackets } => figure_of(target).and_then(|figure| {
            let bracket = brackets.iter().find(|bracket| bracket.bound.holds(figure))?;
            Some(OfVillage { yuan: bracket.rate, told: Sentence::default() })
        }),
        Base::PerUnit { target, yuan } => match figure_of(target) {
            Some(figure) => {
                let unit = declared(target).map_or_else(Text::default, |target| target.unit.clone());
                let told =
                    sentence!("（{}{}{}，每{}{}元）", target.clone(), figure, unit.clone(), unit, *yuan);
                Some(OfVillage { yuan: figure.times(*yuan)?, told })
            }
            None => None,
        },
    };
    Ok(found)
}

/// The figure that multiplies the scores of a village in a pool, with the words that tell it: 1 where only scores count;
/// `None` where the village has none.
pub(super) fn weight(
    context: &Context<'_>,
    target: Option<&str>,
    village: &Village,
    period: Period,
) -> Option<(Number, Sentence)> {
    let Some(name) = target else { return Some((Number::ONE, Sentence::default())) };
    let declared = context.rulebook.target(name)?;
    let figure = declared.amount(village, period.last_day())?;
    Some((figure, sentence!("，{}{}{}", declared.name.as_str().to_owned(), figure, declared.unit.clone())))
}

/// Whether somebody may have a share of what is paid, whatever the score: of a pool by a figure only with one above nothing.
pub(super) fn may_share(context: &Context<'_>, pay: &Pay, payee: &Payee<'_>, period: Period) -> bool {
    let Rate::Pool { by: Some(by), .. } = &pay.rate else { return true };
    weight(context, Some(by), payee.village, period).is_some_and(|(figure, _)| !figure.is_zero())
}

/// Whether pay goes by a figure that gives the village nothing.
pub(super) fn is_missing(
    context: &Context<'_>,
    pay: &Pay,
    village: &Village,
    period: Period,
) -> Result<bool, Inexact> {
    Ok(match &pay.rate {
        Rate::OfBase(base, _) | Rate::Fixed(base) => of(context, base, village, period)?.is_none(),
        Rate::Pool { by, .. } => weight(context, by.as_deref(), village, period).is_none(),
        Rate::PerPoint { .. } | Rate::ByBand { .. } => false,
    })
}
