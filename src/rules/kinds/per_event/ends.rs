//! What one occurrence comes to at least, and all of an account at most.

use super::PerEvent;
use super::step::Step;
use crate::number::Number;
use crate::rules::amount::Direction;

impl PerEvent {
    /// The least that one occurrence costs or brings, of what costs or brings anything.
    pub(super) fn least_each(&self) -> Option<Number> {
        let of_step = |step: &Step| {
            let once = self.charges.iter().map(|charge| charge.each.unwrap_or_else(|| step.price.least()));
            once.filter_map(|once| once.times(step.times).ok()).collect::<Vec<_>>()
        };
        self.steps.iter().flat_map(of_step).filter(|once| !once.is_zero()).min()
    }

    /// The most that it can give to one account; `None` where it counts any number of times.
    pub(super) fn most_in_account(&self) -> Option<Number> {
        let giving = self.steps.iter().filter(|step| step.price.direction() == Direction::Add);
        let brought = giving.map(|step| {
            let once = self.charges.iter().map(|charge| charge.each.unwrap_or_else(|| step.price.most()));
            once.max().unwrap_or_default().times(step.times).ok()
        });
        let brought: Option<Vec<_>> = brought.collect();
        self.at_most?.times(brought?.into_iter().max().unwrap_or_default()).ok()
    }
}
