//! What a score brings in money, undivided, before posts and days.

use super::grades::Grades;
use super::scale::{self, Fraction};
use super::{Payee, Priced, base};
use crate::engine::Context;
use crate::engine::score::node_score::NodeScore;
use crate::number::{Inexact, Number};
use crate::period::Period;
use crate::rulebook::{Basis, Pay, Rate, ScoreOf, Subject};
use crate::sentence;
use crate::sentence::Sentence;
use crate::text::Text;

/// What a score brings with the coefficients of grades, before posts and days.
pub(super) fn of(
    context: &Context<'_>,
    pay: &Pay,
    grades: &Grades<'_>,
    payee: &Payee<'_>,
    points: Number,
    period: Period,
) -> Result<Option<Priced>, Inexact> {
    let grade = |band: &str| grades.grade(band, &payee.party, payee.village);
    let whose = whose(context, pay);
    let (mut amount, divisor, rate, mut why) = match &pay.rate {
        // What was carried to a score of which nothing is due has no bound to lie under yet.
        Rate::PerPoint { over: Some(_), .. } if payee.score.waits && payee.score.available.is_zero() => {
            return Ok(None);
        }
        Rate::PerPoint { .. } if is_to_come(payee, points) => return Ok(None),
        Rate::PerPoint { yuan, over } => {
            let counted = points.minus(over.unwrap_or_default())?;
            let why = sentence!("{}得{}分，{}", whose, points, per_point(*yuan, *over, counted));
            (counted.times(*yuan)?, Number::ONE, Some(*yuan), why)
        }
        Rate::OfBase(base, basis) => {
            let Some(base) = base::of(context, base, payee.village, period)? else { return Ok(None) };
            let share = if is_to_come(payee, points) { None } else { of_base(basis, &payee.score, points)? };
            let Some(share) = share else { return Ok(None) };
            let why = sentence!("基数{}元{}，{}得{}分，{}", base.yuan, base.told, whose, points, share.told);
            (base.yuan.times(share.above)?, share.below, Some(base.yuan), why)
        }
        Rate::ByBand { band, amounts } => {
            let Some((grade, amount)) = grade(band).and_then(|grade| Some((grade, *amounts.get(grade)?)))
            else {
                return Ok(None);
            };
            let why = sentence!("等次{}，{}元", grade.to_owned(), amount);
            (amount, Number::ONE, Some(amount), why)
        }
        Rate::Fixed(base) => {
            let Some(base) = base::of(context, base, payee.village, period)? else { return Ok(None) };
            (base.yuan, Number::ONE, Some(base.yuan), sentence!("固定{}元{}", base.yuan, base.told))
        }
        Rate::Pool { by, .. } => {
            let Some((figure, told)) = base::weight(context, by.as_deref(), payee.village, period) else {
                return Ok(None);
            };
            let why = sentence!("{}得{}分{}", whose, points, told);
            (points.max(Number::ZERO).times(figure)?, Number::ONE, None, why)
        }
    };
    for times in &pay.times {
        let found = grade(&times.band).and_then(|grade| Some((grade, *times.rates.get(grade)?)));
        let Some((grade, factor)) = found else { return Ok(None) };
        amount = amount.times(factor)?;
        why = sentence!("{}，{}{}，系数{}", why, grades.name(&times.band), grade.to_owned(), factor);
    }
    Ok(Some(Priced { party: payee.party.clone(), points, amount, divisor, rate, why, is_meant: true }))
}

/// What each point brings, or each that is missing takes.
fn per_point(yuan: Number, over: Option<Number>, counted: Number) -> Sentence {
    match over {
        None => sentence!("每分{}元", yuan),
        Some(over) if counted.is_negative() => {
            sentence!("比{}分低{}分，每分扣{}元", over, counted.unsigned(), yuan)
        }
        Some(over) => sentence!("比{}分高{}分，每分{}元", over, counted, yuan),
    }
}

/// Whether nothing of the score is due yet: it brings nothing, and what was had in advance of it is not settled by that.
fn is_to_come(payee: &Payee<'_>, points: Number) -> bool {
    !payee.score.is_open() && points.is_zero()
}

/// The share of a base that a score brings; nothing of a full mark of nothing, or of what is not due yet or not applicable.
fn of_base(basis: &Basis, score: &NodeScore, points: Number) -> Result<Option<Fraction>, Inexact> {
    let (full, called) = match basis {
        Basis::Full => (score.points, "满分"),
        Basis::Available => (Some(score.available), "可得"),
        Basis::Scale(scale) => return if score.is_open() { scale::of(scale, points) } else { Ok(None) },
    };
    // The rulebook is asked for the full mark of every score that is paid by it.
    let Some(full) = full else { return Ok(None) };
    let share = Fraction { above: points, below: full, told: sentence!("{}{}分", called, full) };
    Ok((!full.is_zero()).then_some(share))
}

/// What has the score that pay goes by, where it is not that of whoever is paid: beside another score on the same paper
/// nobody could tell.
fn whose(context: &Context<'_>, pay: &Pay) -> Text {
    let rulebook = context.rulebook;
    match &pay.node {
        ScoreOf::Whole(subject) if *subject == pay.subject => Text::default(),
        ScoreOf::Whole(Subject::Village) => rulebook.village.name.as_str().into(),
        ScoreOf::Whole(Subject::Cadre) => rulebook.cadre.name.as_str().into(),
        ScoreOf::Node(id) => {
            let item = rulebook.items.iter().find(|item| item.id == *id);
            item.map_or_else(Text::default, |item| item.name.clone())
        }
    }
}
