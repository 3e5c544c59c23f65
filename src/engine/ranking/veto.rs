//! 一票否决: whom events bar in a standing at the end of a period.

use std::ops::RangeInclusive;

use crate::engine::Context;
use crate::engine::assessment::{HeldVeto, Party};
use crate::fact::Event;
use crate::period::{Date, Period};
use crate::rulebook::{Standing, Veto};

/// The vetoes on somebody in a standing at the end of a period, taken together.
pub(in crate::engine) fn of(
    context: &Context<'_>,
    standing: &Standing,
    period: Period,
    who: &Party,
) -> Option<HeldVeto> {
    let vetoes = context.rulebook.vetoes.iter().filter(|veto| veto.acts_in(&standing.id, period));
    let held: Vec<&Veto> = vetoes.filter(|veto| is_held(context, veto, period, who)).collect();
    let place = held.iter().map(|veto| veto.place).max()?;
    let effect = held.iter().map(|veto| veto.effect).max()?;
    let mut names: Vec<&str> = Vec::new();
    let mut posts: Vec<String> = Vec::new();
    for veto in held {
        if !names.contains(&veto.name.as_str()) {
            names.push(&veto.name);
        }
        for post in posts_for(context, against(context, veto, period, who), &veto.posts, who) {
            if !posts.contains(&post) {
                posts.push(post);
            }
        }
    }
    Some(HeldVeto { name: names.join("、"), posts, place, effect })
}

fn is_held(context: &Context<'_>, veto: &Veto, period: Period, who: &Party) -> bool {
    against(context, veto, period, who).next().is_some()
}

fn against<'a>(
    context: &Context<'a>,
    veto: &Veto,
    period: Period,
    who: &Party,
) -> impl Iterator<Item = &'a Event> {
    let rows = rows(context, &veto.event.name, veto.days(period), who.village());
    rows.filter(move |event| is_against(context, event, &veto.posts, who))
}

/// Whether a row of somebody's village is held against them: all are against the village itself, and against a cadre those
/// that mean the person.
pub(in crate::engine) fn is_against(
    context: &Context<'_>,
    event: &Event,
    posts: &[String],
    who: &Party,
) -> bool {
    match who {
        Party::Village(_) | Party::Household { .. } => true,
        Party::Cadre(person) => context.records.roster.is_meant(event, posts, person),
    }
}

/// The posts for which rows that name nobody are held against a cadre, each once.
pub(in crate::engine) fn posts_for<'a>(
    context: &Context<'_>,
    rows: impl Iterator<Item = &'a Event>,
    posts: &[String],
    who: &Party,
) -> Vec<String> {
    let Party::Cadre(person) = who else { return Vec::new() };
    let mut held: Vec<String> = Vec::new();
    for event in rows.filter(|event| event.person.is_none()) {
        let post = context.records.roster.post_among(person, posts, event.date);
        held.extend(post.filter(|post| !held.iter().any(|other| other == post)).map(str::to_owned));
    }
    held
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
