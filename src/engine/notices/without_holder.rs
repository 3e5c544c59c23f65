//! An event of a village that is held against whoever holds a post: where nobody holds it on its day it falls on nobody, which
//! is told. Decides nothing.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics};
use crate::engine::Context;
use crate::engine::ranking::veto;
use crate::period::{Date, Period, chinese_date};
use crate::rulebook::Bar;

/// An event that is held against the holders of posts, on some days.
struct Held<'a> {
    event: &'a str,
    posts: &'a [String],
    days: RangeInclusive<Date>,
}

/// Every such event that falls on nobody.
pub(in crate::engine) fn notices(context: &Context<'_>) -> Diagnostics {
    let roster = &context.records.roster;
    let mut told: BTreeMap<String, Option<CellRef>> = BTreeMap::new();
    for held in vetoes(context).into_iter().chain(bars(context)) {
        for village in &roster.villages {
            for event in veto::rows(context, held.event, held.days.clone(), &village.name) {
                let mut own = roster.tenures.iter().filter(|tenure| tenure.person.village == village.name);
                if own.any(|tenure| tenure.covers(event.date) && held.posts.contains(&tenure.post)) {
                    continue;
                }
                let (name, day, posts) = (&village.name, chinese_date(event.date), held.posts.join("、"));
                let message = format!("{name}{day}没有{posts}在任，“{}”没有由任何人受", held.event);
                told.entry(message).or_insert_with(|| event.cells.first().cloned());
            }
        }
    }
    let hint = "那天有人任职的，改正花名册的起、止；该由别人受的，由乡镇研究决定，写进会议记录";
    let notice = |(message, cell): (String, Option<CellRef>)| {
        Some(Diagnostic::warning(Code::ChargeWithoutHolder, cell?, message).hint(hint))
    };
    let mut found = Diagnostics::new();
    found.extend(told.into_iter().filter_map(notice));
    found
}

fn vetoes<'a>(context: &Context<'a>) -> Vec<Held<'a>> {
    let period = context.period;
    let acting = context.rulebook.vetoes.iter().filter(|veto| veto.acts_in(&veto.standing, period));
    let by_posts = acting.filter(|veto| !veto.posts.is_empty());
    let held =
        by_posts.map(|veto| Held { event: &veto.event.name, posts: &veto.posts, days: veto.days(period) });
    held.collect()
}

fn bars<'a>(context: &Context<'a>) -> Vec<Held<'a>> {
    let rulebook = context.rulebook;
    let bands = rulebook.bands.iter().map(|band| (band.period, band.in_force, &band.bars.all));
    let prizes = rulebook.prizes.iter().map(|prize| (prize.period, prize.in_force, &prize.bars.all));
    let mut all = Vec::new();
    for (span, in_force, bars) in bands.chain(prizes) {
        if span <= context.period.length() {
            let due = context.period.parts(span).filter(|period| in_force.holds_throughout(*period));
            all.extend(due.flat_map(|period| bars.iter().filter_map(move |bar| held_by(bar, period))));
        }
    }
    all
}

fn held_by(bar: &Bar, period: Period) -> Option<Held<'_>> {
    let (first, last) = bar.days(period);
    let event = bar.event().filter(|_| !bar.posts.is_empty())?;
    Some(Held { event: &event.name, posts: &bar.posts, days: first..=last })
}
