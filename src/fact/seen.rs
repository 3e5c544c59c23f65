//! The facts that one who is judged sees: a village all of its own; a cadre, of events, attendance and leave, those that
//! name the cadre, and of all else what the village does. Nothing is copied for it: a register may have tens of thousands
//! of rows.

use std::collections::BTreeMap;

use super::{Attendance, Carried, DutyCell, Event, Leave, Mark, Person, Reading, RegisterRow, VillageFacts};
use crate::period::Date;

/// Of what is stated of a village by persons, what names one of them; in the order of the village's.
#[derive(Debug, Default)]
pub struct NamedFacts<'a> {
    events: BTreeMap<&'a str, Vec<&'a Event>>,
    attendance: Vec<&'a Attendance>,
    leaves: Vec<&'a Leave>,
}

impl<'a> NamedFacts<'a> {
    /// Those of everybody whom anything names.
    pub fn by_person(facts: &'a VillageFacts) -> BTreeMap<&'a Person, Self> {
        let mut all: BTreeMap<&Person, Self> = BTreeMap::new();
        for (name, events) in &facts.events {
            for event in events {
                let Some(person) = &event.person else { continue };
                all.entry(person).or_default().events.entry(name).or_default().push(event);
            }
        }
        for attendance in &facts.attendance {
            all.entry(&attendance.person).or_default().attendance.push(attendance);
        }
        for leave in &facts.leaves {
            all.entry(&leave.person).or_default().leaves.push(leave);
        }
        all
    }
}

/// What is stated, as one who is judged sees it.
#[derive(Clone, Copy, Debug)]
pub struct SeenFacts<'a> {
    village: &'a VillageFacts,
    /// What names the cadre who sees it; `None` where the village does.
    named: Option<&'a NamedFacts<'a>>,
}

impl<'a> SeenFacts<'a> {
    /// What a village sees.
    pub fn of_village(village: &'a VillageFacts) -> Self {
        Self { village, named: None }
    }

    /// What a cadre of it sees, whom some of it names.
    pub fn of_cadre(village: &'a VillageFacts, named: &'a NamedFacts<'a>) -> Self {
        Self { village, named: Some(named) }
    }

    /// The events of a name, by date.
    pub fn events(self, name: &str) -> impl Iterator<Item = &'a Event> + Clone + use<'a> {
        let named = self.named.map(|named| named.events.get(name).map_or(&[][..], Vec::as_slice));
        either(self.village.events(name), named)
    }

    /// 会议签到, by date.
    pub fn attendance(self) -> impl Iterator<Item = &'a Attendance> + Clone + use<'a> {
        either(&self.village.attendance, self.named.map(|named| named.attendance.as_slice()))
    }

    /// 请销假, by the day of return.
    pub fn leaves(self) -> impl Iterator<Item = &'a Leave> + Clone + use<'a> {
        either(&self.village.leaves, self.named.map(|named| named.leaves.as_slice()))
    }

    /// See [`VillageFacts::duty`].
    pub fn duty(self, name: &str) -> &'a [DutyCell] {
        self.village.duty(name)
    }

    /// See [`VillageFacts::readings`].
    pub fn readings(self, name: &str) -> &'a [Reading] {
        self.village.readings(name)
    }

    /// See [`VillageFacts::marks`].
    pub fn marks(self, name: &str, person: Option<&Person>) -> impl DoubleEndedIterator<Item = &'a Mark> {
        self.village.marks(name, person)
    }

    /// See [`VillageFacts::rows`].
    pub fn rows(self, register: &str) -> &'a [RegisterRow] {
        self.village.rows(register)
    }

    /// 补扣补加 of the village and of all its cadres.
    pub fn carried(self) -> &'a [Carried] {
        &self.village.carried
    }

    /// See [`VillageFacts::is_unread`].
    pub fn is_unread(self, name: &str, since: Date, until: Date) -> bool {
        self.village.is_unread(name, since, until)
    }
}

/// All, or only what names somebody.
fn either<'a, T>(
    all: &'a [T],
    named: Option<&'a [&'a T]>,
) -> impl Iterator<Item = &'a T> + Clone + use<'a, T> {
    let (all, named) = named.map_or((all, &[][..]), |named| (&[][..], named));
    all.iter().chain(named.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Cells;
    use crate::number::Number;
    use crate::period::date;
    use crate::text::Text;

    fn person(name: &str) -> Person {
        Person { village: "1村".into(), name: name.into(), id: Text::default() }
    }

    /// Three events: of nobody, of 甲 and of 乙.
    fn stated() -> VillageFacts {
        let event = |day, person| Event {
            date: date(2024, 1, day).unwrap(),
            name: "迟报".to_owned(),
            count: Number::ONE,
            person,
            mark: None,
            detail: Text::default(),
            matter: Text::default(),
            cells: Cells::NONE,
        };
        let all = vec![event(1, None), event(2, Some(person("甲"))), event(3, Some(person("乙")))];
        let rows = vec![RegisterRow { date: date(2024, 1, 4).unwrap(), values: BTreeMap::new() }];
        VillageFacts {
            events: BTreeMap::from([("迟报".to_owned(), all)]),
            registers: BTreeMap::from([("台账".to_owned(), rows)]),
            ..VillageFacts::default()
        }
    }

    #[test]
    fn a_cadre_sees_own_events_and_all_rows() {
        let (facts, unnamed) = (stated(), NamedFacts::default());
        let named = NamedFacts::by_person(&facts);
        let days =
            |seen: SeenFacts<'_>| seen.events("迟报").map(|event| event.date.day()).collect::<Vec<_>>();
        assert_eq!(days(SeenFacts::of_village(&facts)), [1, 2, 3]);
        let of = |name| SeenFacts::of_cadre(&facts, named.get(&person(name)).unwrap_or(&unnamed));
        assert_eq!((days(of("甲")), days(of("乙")), days(of("丙"))), (vec![2], vec![3], vec![]));
        assert_eq!(of("甲").events("早退").count(), 0);
        assert_eq!((of("甲").rows("台账"), of("丙").rows("台账")), (facts.rows("台账"), facts.rows("台账")));
    }
}
