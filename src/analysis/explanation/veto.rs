//! The events behind the vetoes that stand against somebody.

use super::place::Place;
use crate::engine::assessment::{HeldVeto, Party};
use crate::fact::Event;
use crate::period::Period;
use crate::records::Records;
use crate::rulebook::{Rulebook, Veto};

/// What stands against somebody, and its events.
#[derive(Clone, Debug)]
pub struct Vetoed<'a> {
    /// The veto; of several the first, under the names and the clauses of all, as strict as they are together.
    pub veto: Veto,
    /// What happened, by date; with the post for which it is held against a cadre whom it does not name.
    pub events: Vec<(&'a Event, Option<String>)>,
}

/// The vetoes of a place, with the events for which they stand at the end of a period.
pub fn vetoed<'a>(
    rulebook: &'a Rulebook,
    records: &'a Records,
    place: &Place<'_>,
    period: Period,
) -> Option<Vetoed<'a>> {
    let held = place.row.veto.as_ref()?;
    let facts = records.villages.get(place.row.who.village())?;
    let roster = &records.roster;
    let meant = |event: &Event, posts: &[String]| {
        let of_person = match &place.row.who {
            Party::Cadre(person) => roster.is_meant(event, posts, person),
            Party::Village(_) | Party::Household { .. } => true,
        };
        of_person && !event.count.is_zero()
    };
    let post = |event: &Event, posts: &[String]| match &place.row.who {
        Party::Cadre(person) if event.person.is_none() => {
            roster.post_among(person, posts, event.date).map(str::to_owned)
        }
        Party::Cadre(_) | Party::Village(_) | Party::Household { .. } => None,
    };
    let mut all: Option<Veto> = None;
    let mut events: Vec<(&Event, Option<String>)> = Vec::new();
    for veto in rulebook.vetoes.iter().filter(|veto| veto.acts_in(&place.standing.id, period)) {
        let days = veto.days(period);
        let own = facts.events(&veto.event.name).iter().filter(|event| days.contains(&event.date));
        let own: Vec<_> = own.filter(|event| meant(event, &veto.posts)).collect();
        if own.is_empty() {
            continue;
        }
        for event in own {
            if !events.iter().any(|(other, _)| *other == event) {
                events.push((event, post(event, &veto.posts)));
            }
        }
        match &mut all {
            None => {
                let HeldVeto { name, place, effect, .. } = held.clone();
                all = Some(Veto { name, effect, place, ..veto.clone() });
            }
            Some(all) if !all.clause.split('、').any(|clause| clause == veto.clause) => {
                all.clause = format!("{}、{}", all.clause, veto.clause);
            }
            Some(_) => {}
        }
    }
    events.sort_by_key(|(event, _)| event.date);
    all.map(|veto| Vetoed { veto, events })
}
