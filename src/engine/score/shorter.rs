//! Nodes that count in no period as short as the one looked at (`in-shorter-periods`): what is judged once a year, in the
//! results of months and quarters.

use crate::engine::assessment::{ItemResult, LeftOut, State};
use crate::engine::ledger::item;
use crate::period::Period;
use crate::rulebook::{Body, InShorter, Item, Rulebook};

/// How a node leaves the result of a period, by its own key or that of a part above it; `None` where it counts.
pub(super) fn left_out(rulebook: &Rulebook, item: &Item, at: Period) -> Option<LeftOut> {
    rulebook.left_out_in(item, at.length()).map(|how| match how {
        InShorter::Exclude => LeftOut::Dropped,
        InShorter::Rescale => LeftOut::MadeUpFor,
    })
}

/// What stands for it, with all that lies under it.
pub(super) fn nothing(rulebook: &Rulebook, item: &Item, how: LeftOut) -> ItemResult {
    let under = rulebook.children(item.subject, Some(&item.id));
    let combine = match &item.body {
        Body::Part { combine, .. } => Some((*combine).into()),
        Body::Account(_) | Body::TakesVillage(_) => None,
    };
    ItemResult {
        in_force: false,
        left_out: Some(how),
        combine,
        items: under.map(|child| nothing(rulebook, child, how)).collect(),
        ..item::unposted(item, State::NotDue, None)
    }
}
