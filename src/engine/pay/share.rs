//! What share of pay somebody has: the coefficients of the posts held, and the days or months for which they were.

use crate::engine::Context;
use crate::engine::assessment::CadreResult;
use crate::engine::score::quotient::Factor;
use crate::number::{Inexact, Number};
use crate::period::{Date, Period, date, days_between};
use crate::records::{Tenure, spells};
use crate::rulebook::{Pay, PayPartial, TwoPosts};
use crate::sentence;
use crate::sentence::Sentence;

/// A share of what a score brings.
pub(super) struct Share {
    pub(super) factor: Factor,
    /// The words that tell it; empty where it is all.
    pub(super) told: Sentence,
}

impl Share {
    /// All of it.
    pub(super) fn whole() -> Self {
        Self { factor: Factor { weight: Number::ONE, divisor: Number::ONE }, told: Sentence::default() }
    }
}

/// The coefficient of a payee in a period, with the words that tell it: that of each day, over the days of the period; or
/// of each month, over its months; or, where part of a period is paid in full, over the days on which a post was held.
/// `None` for who is paid nothing.
pub(super) fn of(
    context: &Context<'_>,
    pay: &Pay,
    cadre: &CadreResult,
    period: Period,
) -> Result<Option<Share>, Inexact> {
    let (by_factor, all, unit) = if let PayPartial::ByMonths { on } = pay.partial {
        let days = days_counting(period, on);
        (months_held(context, pay, cadre, &days)?, Number::from_count(days.len()), "个月")
    } else {
        let days = Number::from_count(days_between(period.first_day(), period.last_day()).count());
        (days_held(context, pay, cadre, period)?, days, "天")
    };
    let worked = Number::sum(by_factor.iter().map(|held| held.length))?;
    let (of, over) = match pay.partial {
        PayPartial::Nothing if worked < all => return Ok(None),
        PayPartial::Nothing | PayPartial::ByDays | PayPartial::ByMonths { .. } => ("全期", all),
        PayPartial::Full => ("在职", worked),
    };
    match by_factor.as_slice() {
        [] => Ok(None),
        [Held { length, factor }] if *length == over => {
            let told = if *factor == Number::ONE {
                Sentence::default()
            } else {
                sentence!("，职务系数{}", *factor)
            };
            Ok(Some(Share { factor: Factor { weight: *factor, divisor: Number::ONE }, told }))
        }
        several => {
            let mut weight = Number::ZERO;
            for held in several {
                weight = weight.plus(held.factor.times(held.length)?)?;
            }
            let each = several.iter().map(|held| sentence!("系数{}的{}{}", held.factor, held.length, unit));
            let told = sentence!("，{}{}{}中{}", of, over, unit, Sentence::joined(each, "、"));
            Ok(Some(Share { factor: Factor { weight, divisor: over }, told }))
        }
    }
}

/// How many days or months a coefficient held.
struct Held {
    length: Number,
    factor: Number,
}

/// Lengths of one coefficient come together.
fn add(all: &mut Vec<Held>, length: Number, factor: Number) -> Result<(), Inexact> {
    match all.iter_mut().find(|known| known.factor == factor) {
        Some(known) => known.length = known.length.plus(length)?,
        None => all.push(Held { length, factor }),
    }
    Ok(())
}

/// The days that decide of the months of a period.
fn days_counting(period: Period, on: i8) -> Vec<Date> {
    let months = period.months_to_date().filter(|month| period.contains(month.first_day()));
    months.filter_map(|month| date(month.year(), month.number(), on)).collect()
}

/// The coefficients of the months on whose day a post was held in the village, each with how many months it was.
fn months_held(
    context: &Context<'_>,
    pay: &Pay,
    cadre: &CadreResult,
    days: &[Date],
) -> Result<Vec<Held>, Inexact> {
    let roster = &context.records.roster;
    let village = roster.village(&cadre.person.village);
    let mut by_factor = Vec::new();
    for day in days.iter().copied() {
        let held = roster.posts_on(&cadre.person, day);
        if held.is_empty() || village.is_some_and(|village| village.days_within(day, day).is_none()) {
            continue;
        }
        add(&mut by_factor, Number::ONE, factor(pay, held.into_iter())?)?;
    }
    Ok(by_factor)
}

/// The coefficients of the days on which a post was held in the village, each with how many days it was.
fn days_held(
    context: &Context<'_>,
    pay: &Pay,
    cadre: &CadreResult,
    period: Period,
) -> Result<Vec<Held>, Inexact> {
    let roster = &context.records.roster;
    let own: Vec<&Tenure> = roster.tenures.iter().filter(|tenure| tenure.person == cadre.person).collect();
    let (first, last) = (period.first_day(), period.last_day());
    let village = roster.village(&cadre.person.village);
    let days = village.map_or(Some((first, last)), |village| village.days_within(first, last));
    let mut by_factor = Vec::new();
    for (from, until) in days.into_iter().flat_map(|(first, last)| spells(&own, first, last)) {
        let held = roster.posts_on(&cadre.person, from);
        if held.is_empty() {
            continue;
        }
        let days = Number::from_count(days_between(from, until).count());
        add(&mut by_factor, days, factor(pay, held.into_iter())?)?;
    }
    Ok(by_factor)
}

/// The coefficient of posts; 0 for those that are not named.
fn factor<'a>(pay: &Pay, posts: impl Iterator<Item = &'a str>) -> Result<Number, Inexact> {
    if pay.by_post.is_empty() {
        return Ok(Number::ONE);
    }
    let held = posts.filter_map(|post| pay.by_post.get(post).copied());
    match pay.two_posts {
        TwoPosts::Larger => Ok(held.max().unwrap_or_default()),
        TwoPosts::Sum => Number::sum(held),
    }
}
