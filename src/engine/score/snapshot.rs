//! The scores at the end of a period, without what was posted.

use super::tree::Findings;
use super::{cadre, village};
use crate::engine::Context;
use crate::engine::assessment::{CadreResult, ItemResult, VillageResult};
use crate::number::Inexact;
use crate::period::Date;

/// Who is scored at the end of a period, and how.
pub(in crate::engine) struct Snapshot {
    /// The last day of the period.
    pub(in crate::engine) as_of: Date,
    pub(in crate::engine) villages: Vec<VillageResult>,
    pub(in crate::engine) cadres: Vec<CadreResult>,
    /// Those of villages that left the roster within the period.
    pub(in crate::engine) left: Left,
}

/// Villages that left the roster within a period, with their cadres: they hold no place at the end of it, but they are
/// paid for their score, and the cadres for the days that they served.
#[derive(Default)]
pub(in crate::engine) struct Left {
    pub(in crate::engine) villages: Vec<VillageResult>,
    pub(in crate::engine) cadres: Vec<CadreResult>,
}

impl Snapshot {
    /// The scores of results, without what was posted: who ranks or pays by them asks for no more.
    pub(in crate::engine) fn of(
        as_of: Date,
        villages: &[VillageResult],
        cadres: &[CadreResult],
        left: Left,
    ) -> Self {
        let village = |village: &VillageResult| VillageResult {
            name: village.name.clone(),
            class: village.class.clone(),
            band: village.band.clone(),
            terms: Vec::new(),
            periods: Vec::new(),
            items: village.items.iter().map(without_postings).collect(),
            postings: Vec::new(),
            ..*village
        };
        let cadre = |cadre: &CadreResult| CadreResult {
            person: cadre.person.clone(),
            post: cadre.post.clone(),
            band: cadre.band.clone(),
            weighed_by: None,
            terms: Vec::new(),
            periods: Vec::new(),
            items: cadre.items.iter().map(without_postings).collect(),
            postings: Vec::new(),
            ..*cadre
        };
        Self {
            as_of,
            villages: villages.iter().map(village).collect(),
            cadres: cadres.iter().map(cadre).collect(),
            left,
        }
    }

    /// The scores at the end of the period, worked out; those of cadres only where something asks for them.
    pub(in crate::engine) fn work_out(context: &Context<'_>, with_cadres: bool) -> Result<Self, Inexact> {
        let as_of = context.as_of();
        let mut snapshot = Snapshot::of(as_of, &[], &[], Left::default());
        for village in context.villages() {
            let stays = village.is_assessed_on(as_of);
            if !stays && context.rulebook.pays.is_empty() {
                continue;
            }
            let outcome = village::assess(context, village)?;
            let (villages, cadres) = if stays {
                (&mut snapshot.villages, &mut snapshot.cadres)
            } else {
                (&mut snapshot.left.villages, &mut snapshot.left.cadres)
            };
            if with_cadres {
                cadres.extend(cadre::assess(context, village, &outcome, &mut Findings::default())?);
            }
            if context.rulebook.village.is_declared {
                villages.push(outcome.result);
            }
        }
        Ok(snapshot)
    }
}

fn without_postings(item: &ItemResult) -> ItemResult {
    ItemResult {
        id: item.id.clone(),
        name: item.name.clone(),
        short: item.short.clone(),
        weighed_by: None,
        unrounded: item.unrounded.clone(),
        clause: item.clause.clone(),
        postings: Vec::new(),
        marks: Vec::new(),
        came_to_nothing: Vec::new(),
        outcounted: Vec::new(),
        held: Vec::new(),
        terms: Vec::new(),
        items: item.items.iter().map(without_postings).collect(),
        ..*item
    }
}
