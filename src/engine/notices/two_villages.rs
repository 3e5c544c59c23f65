//! Cadres who hold posts in two villages, at once or one after the other: what is paid to every cadre alike, each village pays
//! them, and nobody who reads the list of one sees the other. Pay by post may be meant so for who holds two at once: its
//! coefficients are written for that. Who moves is paid twice where nothing is divided by days.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::period::{Date, Period};
use crate::records::{Roster, Tenure};
use crate::rulebook::{Pay, PayPartial, Rulebook, Subject};

/// A post on the days of a period on which it is held: its village is there on them too.
#[derive(Clone, Copy)]
struct Held<'a> {
    tenure: &'a Tenure,
    first: Date,
    last: Date,
}

impl<'a> Held<'a> {
    fn of(roster: &Roster, tenure: &'a Tenure, period: Period) -> Option<Self> {
        let village = roster.village(&tenure.person.village)?;
        let (first, last) = village.days_within(period.first_day(), period.last_day())?;
        let first = tenure.from.map_or(first, |from| from.max(first));
        let last = tenure.until.map_or(last, |until| until.min(last));
        (first <= last).then_some(Self { tenure, first, last })
    }

    fn village(self) -> &'a str {
        &self.tenure.person.village
    }

    fn meets(self, first: Date, last: Date) -> bool {
        self.first <= last && first <= self.last
    }
}

/// One warning a person, with the pay in question.
pub(in crate::engine) fn notices(rulebook: &Rulebook, roster: &Roster, period: Period) -> Diagnostics {
    let is_due = |pay: &&Pay| {
        pay.subject == Subject::Cadre
            && pay.period <= period.length()
            && pay.in_force.holds_in(period, pay.period)
    };
    let pays: Vec<&Pay> = rulebook.pays.iter().filter(is_due).collect();
    if pays.is_empty() {
        return Diagnostics::new();
    }
    let told = |held: &Vec<Held<'_>>| at_once(held, &pays).or_else(|| in_turn(held, &pays, period));
    let mut found = Diagnostics::new();
    found.extend(by_person(roster, period).values().filter_map(told));
    found
}

/// The posts of a period by who holds them, as number and name tell; of whom has no number nobody knows that it is one.
fn by_person(roster: &Roster, period: Period) -> BTreeMap<(&str, &str), Vec<Held<'_>>> {
    let mut people: BTreeMap<(&str, &str), Vec<Held<'_>>> = BTreeMap::new();
    for tenure in roster.tenures.iter().filter(|one| !one.person.id.is_empty()) {
        let person = (tenure.person.id.as_str(), tenure.person.name.as_str());
        if let Some(held) = Held::of(roster, tenure, period) {
            people.entry(person).or_default().push(held);
        }
    }
    people
}

/// Of who holds posts in two villages on one and the same day.
fn at_once(held: &[Held<'_>], pays: &[&Pay]) -> Option<Diagnostic> {
    let is_beside = |one: &Held<'_>, other: &Held<'_>| {
        one.village() != other.village() && one.meets(other.first, other.last)
    };
    let beside = held.iter().filter(|one| held.iter().any(|other| is_beside(one, other)));
    let villages: BTreeSet<&str> = beside.map(|one| one.village()).collect();
    let alike = pays.iter().filter(|pay| pay.by_post.is_empty());
    let hint = "只发一份的，用补扣补加扣回一份；按职务发的，在 [[pay]] 的 by-post 里写各职务的系数";
    let told = |pays: &str, villages: &str| format!("同时在{villages}任职：{pays}每个村各算一份");
    notice(held, alike, &villages.into_iter().collect::<Vec<_>>(), told).map(|notice| notice.hint(hint))
}

/// Of who goes from one village to another within a period of pay that is not divided by the days served.
fn in_turn(held: &[Held<'_>], pays: &[&Pay], period: Period) -> Option<Diagnostic> {
    let follows =
        |one: &Held<'_>, other: &Held<'_>| one.village() != other.village() && other.last < one.first;
    let within = |pay: &Pay| -> BTreeSet<&str> {
        let each = period.parts(pay.period).flat_map(|part| {
            let share = |one: &Held<'_>| pay.by_post.get(&one.tenure.post).copied().unwrap_or_default();
            let is_paid = |one: &Held<'_>| pay.by_post.is_empty() || !share(one).is_zero();
            let is_there =
                move |one: &&Held<'_>| is_paid(one) && one.meets(part.first_day(), part.last_day());
            let there: Vec<&Held<'_>> = held.iter().filter(is_there).collect();
            let pairs = there.iter().flat_map(|one| there.iter().map(move |other| (*one, *other)));
            let moves = pairs.filter(|(one, other)| follows(one, other));
            moves.flat_map(|(one, other)| [one.village(), other.village()]).collect::<Vec<_>>()
        });
        each.collect()
    };
    let undivided = pays.iter().filter(|pay| pay.partial == PayPartial::Full);
    let twice = undivided.filter(|pay| !within(pay).is_empty());
    let of_any: BTreeSet<&str> = twice.clone().flat_map(|pay| within(pay)).collect();
    let mut in_order: Vec<&Held<'_>> = held.iter().filter(|one| of_any.contains(one.village())).collect();
    in_order.sort_by_key(|one| one.first);
    let mut villages: Vec<&str> = in_order.into_iter().map(|one| one.village()).collect();
    villages.dedup();
    let hint = "看发放表；两边都发了而只该发一份的，用补扣补加扣回一份；按在任的日子各发各的，把 [[pay]] 的 partial 写成 \"by-days\" 或 \"by-months\"";
    let told = |pays: &str, villages: &str| {
        format!("先后在{villages}任职：{pays}不按在任的日子折算，两边都有的各算一份")
    };
    notice(held, twice, &villages, told).map(|notice| notice.hint(hint))
}

fn notice<'a>(
    held: &[Held<'_>],
    pays: impl Iterator<Item = &'a &'a Pay>,
    villages: &[&str],
    told: impl Fn(&str, &str) -> String,
) -> Option<Diagnostic> {
    let pays = pays.map(|pay| format!("“{}”", pay.name)).collect::<Vec<_>>().concat();
    let last = held.last().filter(|_| villages.len() > 1 && !pays.is_empty())?.tenure;
    let message = format!("{}{}", last.person.numbered(), told(&pays, &villages.join("、")));
    Some(Diagnostic::warning(Code::TwoVillages, &last.cell, message))
}
