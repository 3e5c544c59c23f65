//! The scores of any period of the year: standings look back, prizes and pay of inner periods need them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::assessment::{CadreResult, ItemResult, VillageResult};
use super::standing::Placed;
use super::{Context, cadre, village};
use crate::engine::tree::Findings;
use crate::number::Inexact;
use crate::period::{Date, Period};

/// Who is scored at the end of a period, and how.
pub(super) struct Snapshot {
    /// The last day of the period.
    pub(super) as_of: Date,
    pub(super) villages: Vec<VillageResult>,
    pub(super) cadres: Vec<CadreResult>,
    /// Those of villages that left the roster within the period.
    pub(super) left: Left,
}

/// Villages that left the roster within a period, with their cadres: they hold no place at the end of it, but they are
/// paid for their score, and the cadres for the days that they served.
#[derive(Default)]
pub(super) struct Left {
    pub(super) villages: Vec<VillageResult>,
    pub(super) cadres: Vec<CadreResult>,
}

impl Snapshot {
    /// The scores of results, without what was posted: who ranks or pays by them asks for no more.
    pub(super) fn of(as_of: Date, villages: &[VillageResult], cadres: &[CadreResult], left: Left) -> Self {
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
        outcounted: Vec::new(),
        held: Vec::new(),
        terms: Vec::new(),
        items: item.items.iter().map(without_postings).collect(),
        ..*item
    }
}

/// Snapshots by period, each worked out once, and the places that follow from them.
pub(super) struct Snapshots<'a> {
    context: &'a Context<'a>,
    /// Whether anything asks for the scores of cadres.
    with_cadres: bool,
    known: RefCell<BTreeMap<Period, Rc<Snapshot>>>,
    placed: RefCell<BTreeMap<Placing, Rc<[Placed]>>>,
}

/// Who was placed, and when.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Placing {
    standing: String,
    group: String,
    period: Period,
}

impl<'a> Snapshots<'a> {
    /// That of the result's own period is known already.
    pub(super) fn new(context: &'a Context<'a>, own: Snapshot) -> Self {
        let known = BTreeMap::from([(context.period, Rc::new(own))]);
        let with_cadres = context.rulebook.ranks_or_pays_cadres();
        Self { context, with_cadres, known: RefCell::new(known), placed: RefCell::default() }
    }

    /// Nothing is known yet.
    pub(super) fn unknown(context: &'a Context<'a>) -> Self {
        let with_cadres = context.rulebook.ranks_or_pays_cadres();
        Self { context, with_cadres, known: RefCell::default(), placed: RefCell::default() }
    }

    /// The places of a group at the end of a period, as `place` works them out.
    pub(super) fn placed(
        &self,
        standing: &str,
        group: &str,
        period: Period,
        place: impl FnOnce() -> Result<Rc<[Placed]>, Inexact>,
    ) -> Result<Rc<[Placed]>, Inexact> {
        let placing = Placing { standing: standing.to_owned(), group: group.to_owned(), period };
        if let Some(known) = self.placed.borrow().get(&placing) {
            return Ok(Rc::clone(known));
        }
        let placed = place()?;
        self.placed.borrow_mut().insert(placing, Rc::clone(&placed));
        Ok(placed)
    }

    /// The scores at the end of a period.
    pub(super) fn of(&self, period: Period) -> Result<Rc<Snapshot>, Inexact> {
        if let Some(known) = self.known.borrow().get(&period) {
            return Ok(Rc::clone(known));
        }
        let context = Context { period, ..*self.context };
        let as_of = context.as_of();
        let mut snapshot = Snapshot::of(as_of, &[], &[], Left::default());
        for village in context.villages() {
            let stays = village.is_assessed_on(as_of);
            if !stays && context.rulebook.pays.is_empty() {
                continue;
            }
            let outcome = village::assess(&context, village)?;
            let (villages, cadres) = if stays {
                (&mut snapshot.villages, &mut snapshot.cadres)
            } else {
                (&mut snapshot.left.villages, &mut snapshot.left.cadres)
            };
            if self.with_cadres {
                cadres.extend(cadre::assess(&context, village, &outcome, &mut Findings::default())?);
            }
            if context.rulebook.village.is_declared {
                villages.push(outcome.result);
            }
        }
        let snapshot = Rc::new(snapshot);
        self.known.borrow_mut().insert(period, Rc::clone(&snapshot));
        Ok(snapshot)
    }
}
