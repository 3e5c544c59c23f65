//! The share of a base that a score brings along a broken line, as a fraction, with the words for it.

use crate::number::{Inexact, Number};
use crate::rulebook::{Scale, ScalePoint, Stretch};
use crate::sentence;
use crate::sentence::Sentence;

/// Decimals of a percentage that does not end: whoever works an amount out again from it comes to the same fen.
const PERCENT_PLACES: u32 = 6;

/// `above ÷ below`, with the words for it.
pub(super) struct Fraction {
    pub(super) above: Number,
    /// > 0
    pub(super) below: Number,
    /// `满分100分`, `在95分的100%与90分的95%之间，按97%`
    pub(super) told: Sentence,
}

/// What a score brings.
pub(super) fn of(scale: &Scale, score: Number) -> Result<Option<Fraction>, Inexact> {
    let Some(stretch) = scale.at(score) else { return Ok(None) };
    let level = |point: ScalePoint, told: Sentence| Fraction {
        above: point.percent,
        below: Number::HUNDRED,
        told: sentence!("{}按{}%", told, point.percent),
    };
    Ok(Some(match stretch {
        Stretch::From(point) => level(point, sentence!("{}分以上的", point.score)),
        Stretch::On(point) => level(point, Sentence::default()),
        Stretch::Below(point) => level(point, sentence!("{}分以下的", point.score)),
        Stretch::Between(high, low) => between(high, low, score)?,
    }))
}

/// Along a straight line.
fn between(high: ScalePoint, low: ScalePoint, score: Number) -> Result<Fraction, Inexact> {
    let below = high.score.minus(low.score)?;
    let risen = high.percent.minus(low.percent)?.times(score.minus(low.score)?)?;
    let above = low.percent.times(below)?.plus(risen)?;
    let percent = above.quotient(below)?;
    let is_exact = percent.ends_within(PERCENT_PLACES) && percent.times(below)? == above;
    let about = if is_exact { "" } else { "约" };
    let told = sentence!(
        "在{}分的{}%与{}分的{}%之间，按{}{}%",
        high.score,
        high.percent,
        low.score,
        low.percent,
        about,
        percent.rounded(PERCENT_PLACES)
    );
    Ok(Fraction { above, below: below.times(Number::HUNDRED)?, told })
}
