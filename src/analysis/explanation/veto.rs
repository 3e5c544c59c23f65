//! The events behind a veto that stands against somebody.

use super::place::Place;
use crate::engine::assessment::Account;
use crate::fact::Event;
use crate::period::Period;
use crate::records::Records;
use crate::rulebook::{Rulebook, Veto};

/// A veto and its events.
#[derive(Clone, Debug)]
pub struct Vetoed<'a> {
    /// The veto.
    pub veto: &'a Veto,
    /// What happened, by date.
    pub events: Vec<&'a Event>,
}

/// The veto of a place, with the events for which it stands at the end of a period.
pub fn vetoed<'a>(
    rulebook: &'a Rulebook,
    records: &'a Records,
    place: &Place<'_>,
    period: Period,
) -> Option<Vetoed<'a>> {
    let name = place.row.veto.as_ref()?;
    let own = |veto: &&Veto| veto.standing == place.standing.id && veto.name == *name;
    let veto = rulebook.vetoes.iter().find(own)?;
    let first = period.around(veto.period.max(period.span())).first_day();
    let facts = records.villages.get(place.row.who.village())?;
    let counts = |event: &&Event| {
        let of_person = match &place.row.who {
            Account::Cadre(person) => event.person.as_ref() == Some(person),
            Account::Village(_) | Account::Household { .. } => true,
        };
        of_person && (first..=period.last_day()).contains(&event.date) && !event.count.is_zero()
    };
    Some(Vetoed { veto, events: facts.events(&veto.event.name).iter().filter(counts).collect() })
}
