//! The scores and places of any period of the year, each worked out once: standings look back, prizes and pay of inner
//! periods need them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::standing::Placed;
use crate::engine::Context;
use crate::engine::score::snapshot::Snapshot;
use crate::number::Inexact;
use crate::period::Period;

/// Snapshots by period, each worked out once, and the places that follow from them.
pub(in crate::engine) struct Snapshots<'a> {
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
    pub(in crate::engine) fn new(context: &'a Context<'a>, own: Snapshot) -> Self {
        let known = BTreeMap::from([(context.period, Rc::new(own))]);
        let with_cadres = context.rulebook.ranks_or_pays_cadres();
        Self { context, with_cadres, known: RefCell::new(known), placed: RefCell::default() }
    }

    /// Nothing is known yet.
    pub(in crate::engine) fn unknown(context: &'a Context<'a>) -> Self {
        let with_cadres = context.rulebook.ranks_or_pays_cadres();
        Self { context, with_cadres, known: RefCell::default(), placed: RefCell::default() }
    }

    /// The places of a group at the end of a period, as `place` works them out.
    pub(in crate::engine) fn placed(
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
    pub(in crate::engine) fn of(&self, period: Period) -> Result<Rc<Snapshot>, Inexact> {
        if let Some(known) = self.known.borrow().get(&period) {
            return Ok(Rc::clone(known));
        }
        let context = Context { period, ..*self.context };
        let snapshot = Rc::new(Snapshot::work_out(&context, self.with_cadres)?);
        self.known.borrow_mut().insert(period, Rc::clone(&snapshot));
        Ok(snapshot)
    }
}
