//! What rows state, whichever form they stand in: two that state the same may be one, written twice.

use crate::fact::{Carried, CarriedAmount, Event, Leave, LeaveForm, Person, RegisterValue};
use crate::number::Number;
use crate::period::{Date, Period};
use crate::text::Text;

/// A row without its place. A mark, or the cells that were filled, make no other row of it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::intake) enum Stated<'a> {
    /// Of 事项登记.
    Event {
        village: &'a Text,
        date: Date,
        name: &'a str,
        count: Number,
        person: Option<Person>,
        detail: Text,
        matter: Text,
    },
    /// Of 请销假.
    Leave {
        village: &'a Text,
        person: Person,
        from: Date,
        until: Date,
        form: LeaveForm,
        approver: Option<String>,
        verified: bool,
    },
    /// Of 补扣补加.
    Carried {
        village: &'a Text,
        date: Date,
        person: Option<Person>,
        item: Option<String>,
        amount: CarriedAmount,
        of: Period,
        reason: String,
        approved: String,
    },
    /// Of a register.
    Entry { register: &'a str, village: &'a Text, date: Date, values: Vec<(&'a str, RegisterValue)> },
}

impl<'a> Stated<'a> {
    /// What an event states; `name` is its own.
    pub(super) fn event(village: &'a Text, name: &'a str, event: &Event) -> Self {
        let Event { date, count, person, detail, matter, .. } = event;
        let (person, detail, matter) = (person.clone(), detail.clone(), matter.clone());
        Self::Event { village, date: *date, name, count: *count, person, detail, matter }
    }

    /// What a leave states.
    pub(super) fn leave(village: &'a Text, leave: &Leave) -> Self {
        let Leave { until, from, person, form, approver, verified, .. } = leave;
        Self::Leave {
            village,
            person: person.clone(),
            from: *from,
            until: *until,
            form: *form,
            approver: approver.clone(),
            verified: *verified,
        }
    }

    /// What a late entry states.
    pub(super) fn carried(village: &'a Text, carried: &Carried) -> Self {
        let Carried { date, item, amount, person, of, reason, approved, .. } = carried.clone();
        Self::Carried { village, date, person, item, amount, of, reason, approved }
    }
}
