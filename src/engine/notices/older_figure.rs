//! Figures that a rule judges though the month of judging left them blank, or has no column of them: it goes by the latest
//! stated before. Whoever left them out should know by what was judged.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::fact::{NOT_APPLICABLE, Reading};
use crate::period::{Date, Length, Month, Period, chinese_date};
use crate::records::{Records, Village};
use crate::rulebook::{DaysInForce, Rulebook};
use crate::rules::{Timing, Uses};

/// So many villages are named.
const NAMED: usize = 6;

/// An indicator that is judged on a day, by figures from another day on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Judged<'a> {
    day: Date,
    indicator: &'a str,
    since: Date,
}

/// One notice for each indicator and day of judging up to the period's last.
pub(in crate::engine) fn notices(rulebook: &Rulebook, records: &Records, period: Period) -> Vec<Diagnostic> {
    let mut judged = BTreeSet::new();
    for item in &rulebook.items {
        let span = rulebook.account_span(item);
        for rule in item.rules() {
            let nodes = rulebook.upwards(item).map(|node| node.in_force);
            let days = DaysInForce::of_all(nodes.chain([rule.in_force]), period.year());
            judged.extend(of_rule(&rule.timing, &rule.uses, span, days, period));
        }
    }
    for rule in &rulebook.money {
        let days = rule.in_force.in_year(period.year());
        judged.extend(of_rule(&rule.rule.timing(), &rule.uses, Length::Year, days, period));
    }
    judged.into_iter().filter_map(|judged| notice(rulebook, records, judged)).collect()
}

/// What a rule judges on the last day on which it has judged.
fn of_rule<'a>(
    timing: &Timing,
    uses: &'a Uses,
    account: Length,
    days: DaysInForce,
    period: Period,
) -> Vec<Judged<'a>> {
    let mut of_year = timing.days_within(period.around(Length::Year)).into_iter();
    let last = of_year.rfind(|day| *day <= period.last_day());
    let Some(day) = last.filter(|day| days.contains(*day)) else { return Vec::new() };
    let since = Period::of_month(Month::of(day)).around(account).first_day();
    let names = uses.figures();
    names.map(|indicator| Judged { day, indicator, since }).collect()
}

fn notice(rulebook: &Rulebook, records: &Records, judged: Judged<'_>) -> Option<Diagnostic> {
    let Judged { day, indicator, .. } = judged;
    let month = Month::of(day);
    let columns = records.columns.get(indicator);
    let has_column = columns.is_some_and(|months| months.contains(&month));
    // What is stated for each period by itself is looked for in the period alone.
    let is_current = rulebook.declarations.indicator(indicator).is_some_and(|one| one.is_current);
    if is_current || columns.is_none() {
        return None;
    }
    let there = records.roster.villages.iter().filter(|village| village.is_assessed_on(day));
    let older: Vec<(&Village, &Reading)> =
        there.filter_map(|village| Some((village, older(records, village, judged)?))).collect();
    let told = |(village, reading): &(&Village, &Reading)| {
        let value = reading.value.map_or(NOT_APPLICABLE.to_owned(), |value| value.to_string());
        format!("{}{}的{value}", village.name, chinese_date(reading.date))
    };
    let named: Vec<String> = older.iter().take(NAMED).map(told).collect();
    let more = if older.len() > NAMED { format!(" 等{}个村", older.len()) } else { String::new() };
    let (_, first) = older.first()?;
    let message = format!(
        "“{indicator}”{}认定，{}月的表里没有{}，用的是以前的数：{}{more}",
        chinese_date(day),
        month.number(),
        if has_column { "填" } else { "这一列" },
        named.join("、")
    );
    let hint = "漏报的，在这个月的表里补上；数没有变的，照填一次";
    Some(Diagnostic::warning(Code::OlderFigure, &first.cell, message).hint(hint))
}

/// The figure that is judged, where it is of a month before.
fn older<'a>(records: &'a Records, village: &Village, judged: Judged<'_>) -> Option<&'a Reading> {
    let facts = records.villages.get(&village.name)?;
    let of_account = judged.since..=judged.day;
    let used = facts.readings(judged.indicator).iter().rev().find(|one| of_account.contains(&one.date))?;
    let month = Month::of(judged.day);
    let is_unread = facts.is_unread(judged.indicator, month.first_day(), month.last_day());
    // What could not be read, or is dated behind the day, is told of elsewhere.
    let is_later = facts.readings(judged.indicator).iter().any(|one| Month::of(one.date) == month);
    (!is_later && !is_unread).then_some(used)
}
