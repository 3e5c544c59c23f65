//! Cadres who hold posts in two villages, at once or one after the other: what is paid to every cadre alike, each village pays
//! them, and nobody who reads the list of one sees the other. Pay by post may be meant so for who holds two at once: its
//! coefficients are written for that. Who moves is paid twice where nothing is divided by days. Who holds two at once is two
//! among those who are ranked, and takes two of the places on which grades and prizes go.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::period::{Date, Length, Period};
use crate::records::{Roster, Tenure};
use crate::rulebook::{Leavers, Pay, PayPartial, Rulebook, Standing, Subject};

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

/// One warning a person, with the pay and the places in question.
pub(in crate::engine) fn notices(rulebook: &Rulebook, roster: &Roster, period: Period) -> Diagnostics {
    let is_due = |pay: &&Pay| {
        pay.subject == Subject::Cadre
            && pay.period <= period.length()
            && pay.in_force.holds_in(period, pay.period)
    };
    let pays: Vec<&Pay> = rulebook.pays.iter().filter(is_due).collect();
    // Of two posts at once a month says what the year does: it would only be told again.
    let double = Double::of(rulebook, period.around(Length::Year));
    let told = |held: &Vec<Held<'_>>| at_once(held, &double, period).or_else(|| in_turn(held, &pays, period));
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

/// What somebody has twice who holds posts in two villages at once.
struct Double<'a> {
    rulebook: &'a Rulebook,
    year: Period,
    pays: Vec<&'a Pay>,
    /// The standings of cadres.
    standings: Vec<&'a Standing>,
}

impl<'a> Double<'a> {
    fn of(rulebook: &'a Rulebook, year: Period) -> Self {
        let is_alike = |pay: &&Pay| {
            pay.subject == Subject::Cadre && pay.by_post.is_empty() && pay.in_force.holds_in(year, pay.period)
        };
        let ranks = |standing: &&Standing| rulebook.subject_of(&standing.node) == Subject::Cadre;
        let standings = rulebook.standings.iter().filter(ranks).collect();
        Self { rulebook, year, pays: rulebook.pays.iter().filter(is_alike).collect(), standings }
    }

    /// `“年度排名”里每个村各占一名，“年度等次”也各算一个`; nothing of standings without those who left, unless two posts are held to
    /// the end.
    fn places(&self, to_the_end: bool) -> Option<String> {
        let Self { rulebook, year, .. } = *self;
        let ranks_twice = |standing: &&&Standing| to_the_end || standing.leavers != Some(Leavers::Unranked);
        let standings: Vec<&&Standing> = self.standings.iter().filter(ranks_twice).collect();
        let goes_by = |id: &str| standings.iter().any(|standing| standing.id == id);
        let bands = rulebook
            .bands
            .iter()
            .filter(|band| goes_by(&band.standing) && band.in_force.holds_in(year, band.period));
        let prizes = rulebook
            .prizes
            .iter()
            .filter(|prize| goes_by(&prize.standing) && prize.in_force.holds_in(year, prize.period));
        let outcomes = bands.map(|band| band.name.as_str());
        let outcomes = outcomes.chain(prizes.flat_map(|prize| &prize.tiers).map(|tier| tier.name.as_str()));
        let (ranked, outcomes) = (quoted(standings.iter().map(|one| one.name.as_str())), quoted(outcomes));
        let also = if outcomes.is_empty() { outcomes } else { format!("，{outcomes}也各算一个") };
        (!ranked.is_empty()).then(|| format!("{ranked}里每个村各占一名{also}"))
    }
}

/// `“年度排名”“月度排名”`, each once.
fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut all: Vec<&str> = Vec::new();
    for name in names {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all.into_iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().concat()
}

/// Of who holds posts in two villages on one and the same day.
fn at_once(held: &[Held<'_>], double: &Double<'_>, period: Period) -> Option<Diagnostic> {
    let is_beside = |one: &Held<'_>, other: &Held<'_>| {
        one.village() != other.village() && one.meets(other.first, other.last)
    };
    let beside = held.iter().filter(|one| held.iter().any(|other| is_beside(one, other)));
    let villages: BTreeSet<&str> = beside.map(|one| one.village()).collect();
    let to_the_end = held.iter().filter(|one| one.last == period.last_day()).map(|one| one.village());
    let places = double.places(to_the_end.collect::<BTreeSet<_>>().len() > 1);
    let twice = quoted(double.pays.iter().map(|pay| pay.name.as_str()));
    let paid = (!twice.is_empty()).then(|| format!("{twice}每个村各算一份"));
    let told: Vec<&str> = paid.as_deref().into_iter().chain(places.as_deref()).collect();
    let mut found = notice(held, &villages.into_iter().collect::<Vec<_>>(), |villages| {
        (!told.is_empty()).then(|| format!("同时在{villages}任职：{}", told.join("；")))
    })?;
    if paid.is_some() {
        let hint = "只发一份的，用补扣补加扣回一份；按职务发的，在 [[pay]] 的 by-post 里写各职务的系数";
        found = found.hint(hint);
    }
    if places.is_some() {
        found = found.hint("名次、等次、奖励只该算一次的，算哪个村的由乡镇决定");
    }
    Some(found)
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
    let pays = quoted(twice.map(|pay| pay.name.as_str()));
    let told = |villages: &str| {
        (!pays.is_empty())
            .then(|| format!("先后在{villages}任职：{pays}不按在任的日子折算，两边都有的各算一份"))
    };
    notice(held, &villages, told).map(|notice| notice.hint(hint))
}

fn notice(held: &[Held<'_>], villages: &[&str], told: impl Fn(&str) -> Option<String>) -> Option<Diagnostic> {
    let last = held.last().filter(|_| villages.len() > 1)?.tenure;
    let message = format!("{}{}", last.person.numbered(), told(&villages.join("、"))?);
    Some(Diagnostic::warning(Code::TwoVillages, &last.cell, message))
}
