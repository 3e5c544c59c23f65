//! How long somebody was in office, or a village assessed, within a period, where a grade asks for so many months.

use crate::engine::Context;
use crate::engine::assessment::Party;
use crate::fact::Person;
use crate::period::{Date, Length, Period, day_before, days_between, months_and_days};
use crate::rulebook::{Band, LeastInOffice, MonthsBy};

/// Why somebody is not graded: `任职4个整月，不满6个月`, with what was served in other villages beside it, which does not
/// count; `None` for who was in office long enough.
pub(super) fn too_short(context: &Context<'_>, band: &Band, period: Period, who: &Party) -> Option<String> {
    let least = band.least_in_office?;
    let (what, spells) = match who {
        Party::Cadre(person) => ("任职", of_cadre(context, person, period)),
        Party::Village(_) | Party::Household { .. } => {
            ("列入考核", of_village(context, who, period).into_iter().collect())
        }
    };
    let (months, told) = counted(least, period, &spells);
    (months < least.months).then(|| {
        let elsewhere = match who {
            Party::Cadre(person) => elsewhere(context, least, period, person),
            Party::Village(_) | Party::Household { .. } => String::new(),
        };
        format!("{what}{told}，不满{}个月{elsewhere}", least.months)
    })
}

/// `（另在东村任职9个月，不合计）`: who came from another village, or from one that became part of this one, may be meant to
/// count in whole, which is for people to say.
fn elsewhere(context: &Context<'_>, least: LeastInOffice, period: Period, person: &Person) -> String {
    let roster = &context.records.roster;
    let became_own = |village: &str| {
        let merged = roster.village(village).and_then(|village| village.merged.as_ref());
        merged.is_some_and(|merged| merged.into == *person.village)
    };
    let is_same = |other: &&Person| {
        let is_numbered = !person.id.is_empty() && other.id == person.id;
        let of_one_name = other.name == person.name && other.village != person.village;
        of_one_name && (is_numbered || other.id == person.id && became_own(&other.village))
    };
    let mut others: Vec<&Person> =
        roster.tenures.iter().map(|tenure| &tenure.person).filter(is_same).collect();
    others.dedup();
    let told = others.into_iter().filter_map(|other| {
        let spells = of_cadre(context, other, period);
        (!spells.is_empty()).then(|| format!("在{}任职{}", other.village, counted(least, period, &spells).1))
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() { String::new() } else { format!("（另{}，不合计）", told.join("、")) }
}

fn counted(least: LeastInOffice, period: Period, spells: &[(Date, Date)]) -> (u32, String) {
    match least.by {
        MonthsBy::WholeMonths => {
            let is_whole = |month: &Period| {
                spells.iter().any(|(from, until)| *from <= month.first_day() && month.last_day() <= *until)
            };
            let months = period.parts(Length::Month).filter(is_whole).map(|_| 1).sum();
            (months, format!("{months}个整月"))
        }
        MonthsBy::Days => {
            let each = spells.iter().map(|(from, until)| months_and_days(*from, *until));
            let (months, days) = each.fold((0, 0), |(all, rest), (months, days)| (all + months, rest + days));
            // Of one spell the days that are left are no month, were they thirty: 2 July to 31 December is not six.
            let more = if spells.len() > 1 { days / DAYS_OF_A_MONTH } else { 0 };
            let (months, days) = (months + more, days - more * DAYS_OF_A_MONTH);
            let told = match (months, days) {
                (0, days) => format!("{days}天"),
                (months, 0) => format!("{months}个月"),
                (months, days) => format!("{months}个月零{days}天"),
            };
            (months, told)
        }
    }
}

/// So many days that are left of several spells come to a month.
const DAYS_OF_A_MONTH: u32 = 30;

/// The stretches of days within a period on which any post in the village was held, whatever it was.
fn of_cadre(context: &Context<'_>, person: &Person, period: Period) -> Vec<(Date, Date)> {
    let tenures = &context.records.roster.tenures;
    let own: Vec<_> = tenures.iter().filter(|tenure| tenure.person == *person).collect();
    let mut spells: Vec<(Date, Date)> = Vec::new();
    let village = Party::Village(person.village.clone());
    let days = of_village(context, &village, period).map(|(first, last)| days_between(first, last));
    let is_held = |day: &Date| own.iter().any(|tenure| tenure.covers(*day));
    for day in days.into_iter().flatten().filter(is_held) {
        match spells.last_mut().filter(|(_, until)| *until == day_before(day)) {
            Some((_, until)) => *until = day,
            None => spells.push((day, day)),
        }
    }
    spells
}

/// The days within a period on which a village is assessed; one that the roster does not have is no shorter for it.
fn of_village(context: &Context<'_>, who: &Party, period: Period) -> Option<(Date, Date)> {
    let (first, last) = (period.first_day(), period.last_day());
    let village = context.records.roster.village(who.village());
    village.map_or(Some((first, last)), |village| village.days_within(first, last))
}
