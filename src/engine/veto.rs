//! 一票否决: whom an event bars in a standing at the end of a period.

use super::Context;
use super::assessment::Account;
use crate::fact::Event;
use crate::period::Period;
use crate::rulebook::{Standing, Veto, VetoEffect};

/// The gravest veto on somebody.
pub(super) fn of<'a>(
    context: &Context<'a>,
    standing: &Standing,
    period: Period,
    who: &Account,
) -> Option<&'a Veto> {
    let vetoes = context.rulebook.vetoes.iter().filter(|veto| veto.standing == standing.id);
    let mut held = vetoes.filter(|veto| is_held(context, veto, period, who));
    let first = held.next()?;
    Some(held.find(|veto| veto.effect == VetoEffect::LowestBand).unwrap_or(first))
}

fn is_held(context: &Context<'_>, veto: &Veto, period: Period, who: &Account) -> bool {
    let mut rows = rows(context, &veto.event.name, veto.period.max(period.span()), period, who.village());
    rows.any(|event| match who {
        Account::Village(_) | Account::Household { .. } => true,
        Account::Cadre(person) => event.person.as_ref() == Some(person),
    })
}

/// The rows of an event in the period of a length around another, up to the end of that.
pub(super) fn rows<'a>(
    context: &Context<'a>,
    event: &str,
    length: crate::period::Span,
    period: Period,
    village: &str,
) -> impl Iterator<Item = &'a Event> {
    let first = period.around(length).first_day();
    let of_period = first..=period.last_day();
    let facts = context.records.villages.get(village);
    let rows = facts.map_or([].as_slice(), |facts| facts.events(event));
    rows.iter().filter(move |event| of_period.contains(&event.date) && !event.count.is_zero())
}
