//! 一票否决: whom events bar in a standing at the end of a period.

use std::ops::RangeInclusive;

use crate::engine::Context;
use crate::engine::assessment::Account;
use crate::fact::Event;
use crate::period::{Date, Period};
use crate::rulebook::{Standing, Veto, VetoEffect, VetoPlace};

/// What the vetoes against somebody come to: all of them act, so the strictest place and the strictest effect count.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::engine) struct Held {
    pub(in crate::engine) place: VetoPlace,
    pub(in crate::engine) effect: VetoEffect,
    /// The names of all of them, in the order of the rulebook.
    pub(in crate::engine) name: String,
}

/// The vetoes on somebody in a standing at the end of a period, taken together.
pub(in crate::engine) fn of(
    context: &Context<'_>,
    standing: &Standing,
    period: Period,
    who: &Account,
) -> Option<Held> {
    let vetoes = context.rulebook.vetoes.iter().filter(|veto| veto.acts_in(&standing.id, period));
    let held: Vec<&Veto> = vetoes.filter(|veto| is_held(context, veto, period, who)).collect();
    let place = held.iter().map(|veto| veto.place).max()?;
    let effect = held.iter().map(|veto| veto.effect).max()?;
    let mut names: Vec<&str> = Vec::new();
    for veto in held {
        if !names.contains(&veto.name.as_str()) {
            names.push(&veto.name);
        }
    }
    Some(Held { place, effect, name: names.join("、") })
}

fn is_held(context: &Context<'_>, veto: &Veto, period: Period, who: &Account) -> bool {
    let mut rows = rows(context, &veto.event.name, veto.days(period), who.village());
    rows.any(|event| match who {
        Account::Village(_) | Account::Household { .. } => true,
        Account::Cadre(person) => event.person.as_ref() == Some(person),
    })
}

/// The rows of an event on some days.
pub(in crate::engine) fn rows<'a>(
    context: &Context<'a>,
    event: &str,
    days: RangeInclusive<Date>,
    village: &str,
) -> impl Iterator<Item = &'a Event> {
    let facts = context.records.villages.get(village);
    let rows = facts.map_or([].as_slice(), |facts| facts.events(event));
    rows.iter().filter(move |event| days.contains(&event.date) && !event.count.is_zero())
}
