//! What events would bring: they are no part of a way, since an event happens and is not planned, but whoever asks how far
//! it is shall know of them.

use super::probe::Probe;
use crate::analysis::Grounds;
use crate::diagnostic::Cells;
use crate::fact::{Event, Person};
use crate::number::Number;
use crate::rulebook::Subject;
use crate::rulebook::declaration::PersonPolicy;
use crate::rules::EventUse;
use crate::text::Text;

/// An event that would bring points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bonus {
    /// The event, as the scheme has it.
    pub event: String,
    /// The item that reads it first.
    pub item: String,
    /// Clause of the item.
    pub clause: String,
    /// What one more of it on the last day brings, at the most that its rule allows.
    pub gain: Number,
}

/// Each event that an item of villages reads and of which one more brings points, in the order of the scheme.
pub(super) fn bonuses(grounds: &Grounds<'_>, probe: &Probe, base: Number) -> Vec<Bonus> {
    let mut found: Vec<Bonus> = Vec::new();
    for item in grounds.rulebook.items_of(Subject::Village) {
        for used in item.rules().iter().flat_map(|rule| &rule.uses.events) {
            if found.iter().any(|bonus| bonus.event == used.name.as_str()) {
                continue;
            }
            let score =
                probe.score_with(one_more(used, grounds, probe.name())).map(|score| probe.limits.told(score));
            let gain = score.and_then(|score| score.minus(base).ok()).filter(|gain| *gain > Number::ZERO);
            found.extend(gain.map(|gain| Bonus {
                event: used.name.to_string(),
                item: item.name.to_string(),
                clause: item.clause.to_string(),
                gain,
            }));
        }
    }
    found
}

/// One more of an event on the last day, at its best mark, of anybody where it has to name somebody.
fn one_more(used: &EventUse, grounds: &Grounds<'_>, village: &str) -> Event {
    let date = grounds.assessment.period.last_day();
    let roster = &grounds.records.roster;
    let mut people = roster.tenures.iter().map(|tenure| &tenure.person);
    let in_office = |person: &&Person| person.village == *village && roster.is_in_office(person, date);
    let concerned = (used.person == PersonPolicy::Required).then(|| people.find(in_office).cloned());
    Event {
        date,
        name: used.name.to_string(),
        count: Number::ONE,
        person: concerned.flatten(),
        mark: used.range.map(|range| range.high),
        detail: Text::default(),
        matter: Text::default(),
        cells: Cells::default(),
    }
}
