//! What is held against a village that became part of another, or against a cadre who has a post in another village too: a
//! veto or a forfeit acts where it happened and nowhere else, which is told. Decides nothing.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics};
use crate::engine::Context;
use crate::engine::ranking::veto;
use crate::fact::{Event, Person};
use crate::period::{Date, chinese_date};
use crate::records::{Tenure, Village};
use crate::rulebook::Subject;

/// Something that is held against whoever an event is about, on some days.
struct Held<'a> {
    /// `一票否决“重大事故”`, `扣发报酬`
    what: String,
    event: &'a str,
    days: RangeInclusive<Date>,
    subject: Subject,
    /// Against whose holders it is held where it names nobody.
    posts: &'a [String],
}

/// Everything that acts in one village and not in the other.
pub(in crate::engine) fn notices(context: &Context<'_>) -> Diagnostics {
    let mut told: BTreeMap<String, Option<CellRef>> = BTreeMap::new();
    for held in vetoes(context).chain(forfeits(context)) {
        for village in &context.records.roster.villages {
            for event in veto::rows(context, held.event, held.days.clone(), &village.name) {
                let of_cadre = |person| served_elsewhere(context, person, &held.days);
                let elsewhere: Vec<_> = match held.subject {
                    Subject::Village => merged(context, village, event).into_iter().collect(),
                    Subject::Cadre => {
                        meant(context, village, event, held.posts).filter_map(of_cadre).collect()
                    }
                };
                for (who, other) in elsewhere {
                    let Held { what, event: name, .. } = &held;
                    let message =
                        format!("{who}{}的“{name}”：{what}只管这里，{other}不受", chinese_date(event.date));
                    told.entry(message).or_insert_with(|| event.cells.first().cloned());
                }
            }
        }
    }
    let hint = "照细则应当一并受的，由乡镇研究决定，写进会议记录；不应当的，在 [[accepts]] 里写明理由";
    let notice = |(message, cell): (String, Option<CellRef>)| {
        Some(Diagnostic::warning(Code::HeldElsewhere, cell?, message).hint(hint))
    };
    let mut found = Diagnostics::new();
    found.extend(told.into_iter().filter_map(notice));
    found
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
            })
        })
    })
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

/// The village, and that which it became part of after an event.
fn merged(context: &Context<'_>, village: &Village, event: &Event) -> Option<(String, String)> {
    let merged = village.merged.as_ref()?;
    let is_since = event.date < merged.on && merged.on <= context.as_of();
    let day = chinese_date(merged.on);
    is_since.then(|| (village.name.to_string(), format!("{day}起并入的{}", merged.into)))
}

/// A cadre, and the other villages in which the same person held a post on the days: the same by number, or without any,
/// one of the name who came there after leaving here.
fn served_elsewhere(
    context: &Context<'_>,
    person: &Person,
    days: &RangeInclusive<Date>,
) -> Option<(String, String)> {
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
    let mut villages: Vec<&str> = Vec::new();
    for own in tenures().filter(is_same).filter(|one| one.overlaps(*days.start(), *days.end())) {
        if !villages.contains(&own.person.village.as_str()) {
            villages.push(&own.person.village);
        }
    }
    let who = person.full_name();
    (!villages.is_empty()).then(|| (who, format!("本人在{}的", villages.join("、"))))
}
