//! What share of pay somebody has: the coefficients of the posts held, and the days on which they were.

use super::Context;
use super::assessment::CadreResult;
use super::quotient::Factor;
use crate::number::{Inexact, Number};
use crate::period::{Date, Period, days_between};
use crate::records::Tenure;
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

/// The coefficient of a payee in a period, with the words that tell it: that of each day, over the days of the period;
/// or, where part of a period is paid in full, over those on which a post was held. `None` for who is paid nothing.
pub(super) fn of(
    context: &Context<'_>,
    pay: &Pay,
    cadre: &CadreResult,
    period: Period,
) -> Result<Option<Share>, Inexact> {
    let days = Number::from_count(days_between(period.first_day(), period.last_day()).count());
    let by_factor = served(context, pay, cadre, period)?;
    let worked = Number::sum(by_factor.iter().map(|held| held.days))?;
    let (of, over) = match pay.partial {
        PayPartial::Nothing if worked < days => return Ok(None),
        PayPartial::Nothing | PayPartial::ByDays => ("全期", days),
        PayPartial::Full => ("在职", worked),
    };
    match by_factor.as_slice() {
        [] => Ok(None),
        [DaysAtFactor { days, factor }] if *days == over => {
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
                weight = weight.plus(held.factor.times(held.days)?)?;
            }
            let each = several.iter().map(|held| sentence!("系数{}的{}天", held.factor, held.days));
            let told = sentence!("，{}{}天中{}", of, over, Sentence::joined(each, "、"));
            Ok(Some(Share { factor: Factor { weight, divisor: over }, told }))
        }
    }
}

/// How many days a coefficient held.
struct DaysAtFactor {
    days: Number,
    factor: Number,
}

/// The coefficients of the days on which a post was held in the village, each with how many days it was.
fn served(
    context: &Context<'_>,
    pay: &Pay,
    cadre: &CadreResult,
    period: Period,
) -> Result<Vec<DaysAtFactor>, Inexact> {
    let roster = &context.records.roster;
    let own: Vec<&Tenure> = roster.tenures.iter().filter(|tenure| tenure.person == cadre.person).collect();
    let (first, last) = (period.first_day(), period.last_day());
    let village = roster.village(&cadre.person.village);
    let days = village.map_or(Some((first, last)), |village| village.days_within(first, last));
    let mut by_factor: Vec<DaysAtFactor> = Vec::new();
    for (from, until) in days.into_iter().flat_map(|(first, last)| spells(&own, first, last)) {
        let held = roster.posts_on(&cadre.person, from);
        if held.is_empty() {
            continue;
        }
        let factor = factor(pay, held.into_iter())?;
        let days = Number::from_count(days_between(from, until).count());
        match by_factor.iter_mut().find(|known| known.factor == factor) {
            Some(known) => known.days = known.days.plus(days)?,
            None => by_factor.push(DaysAtFactor { days, factor }),
        }
    }
    Ok(by_factor)
}

/// The stretches of some days, first and last, in each of which the posts held stay the same.
fn spells(tenures: &[&Tenure], first: Date, last: Date) -> Vec<(Date, Date)> {
    let begun = tenures.iter().filter_map(|tenure| tenure.from);
    let ended = tenures.iter().filter_map(|tenure| tenure.until?.tomorrow().ok());
    let mut starts: Vec<Date> = begun.chain(ended).filter(|day| (first..=last).contains(day)).collect();
    starts.push(first);
    starts.sort_unstable();
    starts.dedup();
    let next = starts.iter().skip(1).map(|day| day.yesterday().unwrap_or(*day)).chain([last]);
    starts.iter().copied().zip(next).filter(|(from, until)| from <= until).collect()
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
