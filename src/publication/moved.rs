//! Whether a correction moves what the red and black lists (红黑榜) print, so that they are to be published anew. Of the result
//! before there are its figures alone: who stood where, and what became of whom.

use super::material::Material;
use super::order::Order;
use super::speech::{Private, Speech};
use super::{merits, tables};
use crate::analysis::comparison::{Change, Comparison, Entry, Kind, StandingFigures, Value};
use crate::engine::assessment::{Assessment, Party, StandingResult};
use crate::period::parse_date;
use crate::rulebook::{AudienceKind, Field, Rulebook};

/// Who reads lists that are others than before: of all who do, the one that is farthest outside.
pub fn lists_moved(
    rulebook: &Rulebook,
    assessment: &Assessment,
    comparison: &Comparison,
) -> Option<AudienceKind> {
    let publication = rulebook.publication.as_ref()?;
    // Nobody is named in what is asked here.
    let (private, order) = (Private::default(), Order::default());
    let is_moved = |kind: &AudienceKind| {
        let audience = rulebook.audiences.iter().find(|audience| audience.kind == *kind);
        audience.is_some_and(|audience| {
            let speech = Speech::new(audience, &private, &publication.unit);
            let order = &order;
            let material =
                Material { assessment, months: &[], rulebook, publication, speech, order, checksum: "" };
            are_moved(&material, comparison)
        })
    };
    [AudienceKind::Public, AudienceKind::Meeting, AudienceKind::Internal].into_iter().find(is_moved)
}

/// The same of the lists that an audience reads.
pub(super) fn are_moved(material: &Material<'_>, comparison: &Comparison) -> bool {
    let Material { assessment, publication, speech, .. } = material;
    let has_lists = publication.red.is_some() || publication.black.is_some();
    let is_told = has_lists && speech.audience().sees(Field::Scores);
    let standings = tables::of_places(assessment);
    is_told
        && assessment.period.length() == publication.list_period
        && standings.into_iter().any(|standing| is_moved(material, comparison, standing))
}

/// A village among those who are ranked together.
struct Ranked<'a> {
    village: &'a str,
    /// Its place now, and that before.
    places: [Option<usize>; 2],
    /// What became of it.
    changes: Vec<&'a Change>,
}

/// Whether the lists of those who are ranked together are others than before.
fn is_moved(material: &Material<'_>, comparison: &Comparison, standing: &StandingResult) -> bool {
    let all = ranked(material.assessment, comparison, standing);
    let (red, black) = (listed(material, &all, Ends::Red), listed(material, &all, Ends::Black));
    all.iter().zip(red).zip(black).any(|((one, red), black)| {
        let is_unlisted = one.places.map(|place| place.is_none());
        let came_or_went = |on: [bool; 2]| on[0] != on[1];
        let is_changed = |on: [bool; 2]| came_or_went(on) || on[0] && !one.changes.is_empty();
        // Who lost nothing within the month is on no black list, wherever the score of the year stands.
        let is_blamed = || is_touched(material, one) || is_losing(material, one.village);
        came_or_went(is_unlisted) || is_changed(red) || is_changed(black) && is_blamed()
    })
}

/// Those whose place a standing holds now, and those whose place it held.
fn ranked<'a>(
    assessment: &'a Assessment,
    comparison: &'a Comparison,
    standing: &'a StandingResult,
) -> Vec<Ranked<'a>> {
    let name = StandingFigures::name_of(standing);
    let is_of_village = |change: &&Change| change.whom.person.is_empty();
    let moved: Vec<&Change> =
        comparison.of(Kind::Rank).filter(is_of_village).filter(|change| change.what == name).collect();
    let place = |value: &Option<Value>| match value {
        Some(Value::Place { rank, .. }) => usize::try_from(*rank).ok(),
        _ => None,
    };
    let changes_of = |village: &str| {
        let own = comparison.changes.iter().filter(is_of_village);
        own.filter(|change| change.whom.village == village && is_printed(assessment, &name, change)).collect()
    };
    let now = standing.rows.iter().filter_map(|row| match &row.who {
        Party::Village(village) => Some((village.as_str(), row.rank)),
        _ => None,
    });
    let now: Vec<_> = now.collect();
    let is_gone = |change: &&&Change| now.iter().all(|(village, _)| *village != change.whom.village);
    let gone = moved.iter().filter(is_gone).map(|change| Ranked {
        village: &change.whom.village,
        places: [None, place(&change.before)],
        changes: changes_of(&change.whom.village),
    });
    let gone: Vec<Ranked<'_>> = gone.collect();
    let is_own = |village: &str| {
        tables::own_place(assessment, village).is_some_and(|own| std::ptr::eq(own.standing, standing))
    };
    let stayed = now.iter().filter(|(village, _)| is_own(village)).map(|(village, rank)| {
        let own = moved.iter().find(|change| change.whom.village == *village);
        let before = own.map_or(*rank, |change| place(&change.before));
        Ranked { village, places: [*rank, before], changes: changes_of(village) }
    });
    stayed.chain(gone).collect()
}

/// Whether a list prints what changed: the score, the place, or what was lost within the month.
fn is_printed(assessment: &Assessment, standing: &str, change: &Change) -> bool {
    match change.kind {
        Kind::Score => change.what == "得分",
        Kind::Rank => change.what == standing,
        Kind::Item => is_of_period(assessment, change),
        _ => false,
    }
}

/// Whether postings of the period itself came or went.
fn is_of_period(assessment: &Assessment, change: &Change) -> bool {
    let is_within =
        |entry: &Entry| parse_date(&entry.date).is_some_and(|day| assessment.period.contains(day));
    change.came.iter().chain(&change.went).any(is_within)
}

fn is_touched(material: &Material<'_>, one: &Ranked<'_>) -> bool {
    let mut items = one.changes.iter().filter(|change| change.kind == Kind::Item);
    items.any(|change| is_of_period(material.assessment, change))
}

/// Whether there is anything that a black list could say of a village.
fn is_losing(material: &Material<'_>, village: &str) -> bool {
    let mut villages = material.assessment.villages.iter().enumerate();
    villages.find(|(_, one)| one.name == *village).is_some_and(|(index, one)| {
        !tables::of_village(material, index, one).is_empty()
            || merits::misses_anything(material.rulebook, one)
    })
}

/// Which list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    Red,
    Black,
}

/// Whose place puts them on a list, now and before.
fn listed(material: &Material<'_>, all: &[Ranked<'_>], end: Ends) -> Vec<[bool; 2]> {
    let publication = material.publication;
    let red = publication.red.unwrap_or_default();
    let edges = [0, 1].map(|time| {
        let mut places: Vec<usize> =
            all.iter().filter_map(|one| one.places.get(time).copied().flatten()).collect();
        places.sort_unstable();
        // Where all share the first place there is no list.
        let is_any = places.iter().any(|place| *place > 1);
        match (end, publication.black) {
            _ if !is_any => None,
            (Ends::Red, _) => Some(red),
            (Ends::Black, None) => None,
            (Ends::Black, Some(count)) => {
                let edge = places.len().checked_sub(count).and_then(|at| places.get(at).copied());
                Some(edge.unwrap_or_default().max(red.max(1) + 1))
            }
        }
    });
    let is_on = |one: &Ranked<'_>, time: usize| {
        let place = one.places.get(time).copied().flatten();
        let edge = edges.get(time).copied().flatten();
        place.zip(edge).is_some_and(|(place, edge)| match end {
            Ends::Red => place <= edge,
            Ends::Black => place >= edge,
        })
    };
    all.iter().map(|one| [is_on(one, 0), is_on(one, 1)]).collect()
}
