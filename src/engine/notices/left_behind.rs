//! What is held against a village that became part of another, or against a cadre who has a post in another village too: a
//! veto, a forfeit, a bar of grades or prizes, or how often a sanction has been meant acts where it happened and nowhere else,
//! which is told. Decides nothing.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics};
use crate::engine::Context;
use crate::engine::assessment::Party;
use crate::engine::ranking::snapshots::Snapshots;
use crate::engine::ranking::{sanction, veto};
use crate::fact::{Event, Person};
use crate::number::{Inexact, Number};
use crate::period::{Date, Length, Period, chinese_date};
use crate::records::{Tenure, Village};
use crate::rulebook::{Bar, BarredBy, Bars, Sanction, Subject};

/// Something that is held against whoever an event is about, on some days.
struct Held<'a> {
    /// `一票否决“重大事故”`, `扣发报酬`
    what: String,
    event: &'a str,
    days: RangeInclusive<Date>,
    subject: Subject,
    /// Against whose holders it is held where it names nobody.
    posts: &'a [String],
    /// Whether it goes by how often that happens.
    is_counted: bool,
}

/// Everything that acts in one village and not in the other.
pub(in crate::engine) fn notices(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
) -> Result<Diagnostics, Inexact> {
    let mut told: BTreeMap<String, Option<CellRef>> = BTreeMap::new();
    for held in vetoes(context).chain(forfeits(context)).chain(bars(context)) {
        for village in &context.records.roster.villages {
            for event in veto::rows(context, held.event, held.days.clone(), &village.name) {
                let of_cadre = |person| served_elsewhere(context, person, &held.days);
                let elsewhere: Vec<_> = match held.subject {
                    Subject::Village => {
                        merged_within(context, village, event.date, *held.days.end()).into_iter().collect()
                    }
                    Subject::Cadre => {
                        meant(context, village, event, held.posts).filter_map(of_cadre).collect()
                    }
                };
                let elsewhere = elsewhere.into_iter().map(|(who, other, _)| (who, other));
                for (who, other) in elsewhere {
                    let Held { what, event: name, .. } = &held;
                    let how = if held.is_counted {
                        format!("{what}，次数只在这里数，{other}不相加")
                    } else {
                        format!("{what}只管这里，{other}不受")
                    };
                    let message = format!("{who}{}的“{name}”：{how}", chinese_date(event.date));
                    told.entry(message).or_insert_with(|| event.cells.first().cloned());
                }
            }
        }
    }
    for sanction in &context.rulebook.sanctions {
        told.extend(counted_apart(context, snapshots, sanction)?);
    }
    let hint = "照细则应当一并受的，由乡镇研究决定，写进会议记录；不应当的，在 [[accepts]] 里写明理由";
    let notice = |(message, cell): (String, Option<CellRef>)| {
        Some(Diagnostic::warning(Code::HeldElsewhere, cell?, message).hint(hint))
    };
    let mut found = Diagnostics::new();
    found.extend(told.into_iter().filter_map(notice));
    Ok(found)
}

fn vetoes<'a>(context: &Context<'a>) -> impl Iterator<Item = Held<'a>> {
    let (rulebook, period) = (context.rulebook, context.period);
    let acting = rulebook.vetoes.iter().filter(move |veto| veto.acts_in(&veto.standing, period));
    acting.filter_map(move |veto| {
        let standing = rulebook.standings.iter().find(|one| one.id == veto.standing)?;
        Some(Held {
            what: format!("一票否决“{}”", veto.name),
            event: &veto.event.name,
            days: veto.days(period),
            subject: rulebook.subject_of(&standing.node),
            posts: &veto.posts,
            is_counted: false,
        })
    })
}

fn forfeits<'a>(context: &Context<'a>) -> impl Iterator<Item = Held<'a>> {
    let whole = context.period;
    context.rulebook.pays.iter().flat_map(move |pay| {
        let periods = whole.parts(pay.period).filter(|period| pay.in_force.holds_throughout(*period));
        periods.flat_map(move |period| {
            pay.forfeits.iter().map(move |forfeit| Held {
                what: format!("扣发{}", pay.name),
                event: &forfeit.event.name,
                days: period.first_day()..=period.last_day(),
                subject: pay.subject,
                posts: &[],
                is_counted: false,
            })
        })
    })
}

/// The bars of grades and prizes by what happened.
fn bars<'a>(context: &Context<'a>) -> impl Iterator<Item = Held<'a>> {
    let (rulebook, whole) = (context.rulebook, context.period);
    let bands = rulebook.bands.iter().map(|band| {
        (format!("“{}”的限评", band.name), &band.bars, &band.standing, (band.period, band.in_force))
    });
    let prizes = rulebook.prizes.iter().map(|prize| {
        let tiers: Vec<&str> = prize.tiers.iter().map(|tier| tier.name.as_str()).collect();
        let what = format!("“{}”的限评", tiers.join("、"));
        (what, &prize.bars, &prize.standing, (prize.period, prize.in_force))
    });
    bands.chain(prizes).flat_map(move |(what, bars, standing, (each, in_force))| {
        let standing = rulebook.standings.iter().find(|one| one.id == *standing);
        let subject = standing.map(|standing| rulebook.subject_of(&standing.node));
        let periods: Vec<Period> = whole.parts(each).filter(|one| in_force.holds_throughout(*one)).collect();
        let Bars { all, .. } = bars;
        let each = all.iter().filter_map(move |bar| Some((bar, bar.event()?, subject?)));
        each.flat_map(move |(bar, event, subject)| {
            let what = what.clone();
            let days = periods.clone().into_iter().map(|period| bar.days(period));
            days.map(move |(first, last)| Held {
                what: what.clone(),
                event: &event.name,
                days: first..=last,
                subject,
                posts: &bar.posts,
                is_counted: bar.times > Number::ONE,
            })
        })
    })
}

/// Whom a sanction meant in one village, where it goes by how often, and what it came to is not counted in the other.
fn counted_apart(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    sanction: &Sanction,
) -> Result<BTreeMap<String, Option<CellRef>>, Inexact> {
    let mut told = BTreeMap::new();
    let days = context.period.around(Length::Year).first_day()..=context.as_of();
    let goes_by_often = sanction.grows() || is_counted(context, sanction);
    // Nobody's places of earlier periods are worked out for nothing.
    if !goes_by_often || sanction.period > context.period.length() || !is_anybody_elsewhere(context, &days) {
        return Ok(told);
    }
    for (period, who) in sanction::meant_within(context, snapshots, sanction, (*days.start(), *days.end()))? {
        let elsewhere = match &who {
            Party::Village(name) => context
                .records
                .roster
                .village(name)
                .and_then(|village| merged_within(context, village, period.last_day(), *days.end())),
            // Where somebody was before without being meant there is nothing to be added.
            Party::Cadre(person) => served_elsewhere(context, person, &(period.first_day()..=*days.end())),
            Party::Household { .. } => None,
        };
        if let Some((who, other, cell)) = elsewhere {
            let name = &sanction.name;
            told.insert(format!("{who}的“{name}”：次数只在这里数，{other}不相加"), Some(cell));
        }
    }
    Ok(told)
}

/// Whether a bar of a grade or prize goes by a sanction.
fn is_counted(context: &Context<'_>, sanction: &Sanction) -> bool {
    let (bands, prizes) = (&context.rulebook.bands, &context.rulebook.prizes);
    let all = bands.iter().map(|band| &band.bars).chain(prizes.iter().map(|prize| &prize.bars));
    let by_it = |bar: &Bar| matches!(&bar.by, BarredBy::Sanction(id) if *id == sanction.id);
    all.flat_map(|bars| &bars.all).any(by_it)
}

fn is_anybody_elsewhere(context: &Context<'_>, days: &RangeInclusive<Date>) -> bool {
    let roster = &context.records.roster;
    roster.villages.iter().any(|village| village.merged.is_some())
        || roster.tenures.iter().any(|tenure| served_elsewhere(context, &tenure.person, days).is_some())
}

/// The cadres against whom an event of a village is held.
fn meant<'a>(
    context: &Context<'a>,
    village: &'a Village,
    event: &'a Event,
    posts: &'a [String],
) -> impl Iterator<Item = &'a Person> {
    let roster = &context.records.roster;
    let own = roster.tenures.iter().filter(|tenure| tenure.person.village == village.name);
    own.map(|tenure| &tenure.person).filter(|person| roster.is_meant(event, posts, person))
}

/// Who is meant, what else they are of which nothing is held against them, and where that is written.
type Elsewhere = (String, String, CellRef);

/// The village, and that which it became part of between a day and the last on which what happened is held against it.
fn merged_within(context: &Context<'_>, village: &Village, day: Date, last: Date) -> Option<Elsewhere> {
    let merged = village.merged.as_ref()?;
    let is_since = day < merged.on && merged.on <= last.min(context.as_of());
    let since = chinese_date(merged.on);
    let other = format!("{since}起并入的{}", merged.into);
    is_since.then(|| (village.name.to_string(), other, merged.cell.clone()))
}

/// A cadre, and the other villages in which the same person held a post on the days: the same by number, or without any,
/// one of the name who came there after leaving here.
fn served_elsewhere(
    context: &Context<'_>,
    person: &Person,
    days: &RangeInclusive<Date>,
) -> Option<Elsewhere> {
    let tenures = || context.records.roster.tenures.iter();
    let left = tenures().filter(|one| one.person == *person).map(|one| one.until).collect::<Option<Vec<_>>>();
    let left = left.and_then(|days| days.into_iter().max());
    let is_same = |one: &&Tenure| {
        let other = &one.person;
        let came_after = || left.is_some_and(|left| one.from.is_some_and(|from| left < from));
        other.village != person.village
            && other.name == person.name
            && other.id == person.id
            && (!person.id.is_empty() || came_after())
    };
    let (mut villages, mut cell): (Vec<&str>, _) = (Vec::new(), None);
    for own in tenures().filter(is_same).filter(|one| one.overlaps(*days.start(), *days.end())) {
        if !villages.contains(&own.person.village.as_str()) {
            villages.push(&own.person.village);
            cell = Some(own.cell.clone());
        }
    }
    Some((person.full_name(), format!("本人在{}的", villages.join("、")), cell?))
}
