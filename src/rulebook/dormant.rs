//! What nobody has to report in a month: names that only items and rules read which are not in force in it.

use std::collections::BTreeSet;

use super::Rulebook;
use super::office::Owed;
use super::scheme::{InForce, Item};
use crate::period::Month;

impl Owed {
    /// The same without some names; the sheets stay, so that they can be sent in blank.
    #[must_use]
    pub fn without(mut self, names: &BTreeSet<String>) -> Self {
        for list in [&mut self.events, &mut self.duties, &mut self.indicators, &mut self.marks] {
            list.retain(|name| !names.contains(name));
        }
        self
    }
}

impl Rulebook {
    /// Events, duties, indicators and marks that nothing reads which is in force on any day of a month. What vetoes,
    /// pay and bars of grades and prizes read is always in force.
    pub fn dormant_in(&self, month: Month) -> BTreeSet<String> {
        let (mut awake, mut dormant) = (BTreeSet::new(), BTreeSet::new());
        for item in &self.items {
            let whole = self.is_awake(item, month);
            for rule in item.rules() {
                let names = rule.uses.facts().map(str::to_owned);
                if whole && is_in_force(rule.in_force, month) {
                    awake.extend(names);
                } else {
                    dormant.extend(names);
                }
            }
        }
        for rule in &self.money {
            let names = rule.uses.facts().map(str::to_owned);
            if is_in_force(rule.in_force, month) {
                awake.extend(names);
            } else {
                dormant.extend(names);
            }
        }
        awake.extend(self.vetoes.iter().map(|veto| veto.event.name.to_string()));
        let forfeits = self.pays.iter().flat_map(|pay| &pay.forfeits);
        awake.extend(forfeits.map(|forfeit| forfeit.event.name.to_string()));
        awake.extend(self.bars().filter_map(|bar| bar.event()).map(|event| event.name.to_string()));
        dormant.retain(|name| !awake.contains(name));
        dormant
    }

    /// Whether an item and every part above it are in force on any day of a month.
    fn is_awake(&self, item: &Item, month: Month) -> bool {
        self.upwards(item).all(|node| is_in_force(node.in_force, month))
    }
}

fn is_in_force(ends: InForce, month: Month) -> bool {
    let days = ends.in_year(month.year());
    days.begun(month.last_day()) && days.not_ended(month.first_day())
}
