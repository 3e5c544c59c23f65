//! From which numbers on brackets begin: what must be reached, and whether each higher one brings more.

use std::collections::BTreeMap;

use super::value::{Bracket, Brackets};
use crate::number::Number;
use crate::rules::bound::Bound;
use crate::rules::gauge::Gauge;

impl Brackets {
    /// The highest number from which on a bracket begins, figure by figure; none of shares.
    pub(super) fn begins_at(&self) -> Vec<(String, Number)> {
        if self.gauge.as_ref().is_some_and(Gauge::is_share) {
            return Vec::new();
        }
        let mut highest: BTreeMap<&str, Number> = BTreeMap::new();
        for (figure, bound) in self.brackets.iter().flat_map(|bracket| &bracket.bounds) {
            if let Some(from) = bound.from() {
                let held = highest.entry(figure).or_insert(from);
                *held = from.max(*held);
            }
        }
        let gauge = self.gauge.as_ref().map(|gauge| gauge.indicator().to_string());
        let named = |figure: &str| gauge.clone().unwrap_or_else(|| figure.to_owned());
        highest.into_iter().map(|(figure, number)| (named(figure), number)).collect()
    }

    /// The amount of the best bracket, where there are several of one figure, and each that begins higher brings more.
    pub(super) fn rises_to(&self) -> Option<Number> {
        let (best, _) = self.brackets.split_first().filter(|(_, others)| !others.is_empty())?;
        let begins = |bracket: &Bracket| bracket.bounds.values().next().and_then(Bound::from);
        let is_rising = self.figures.len() == 1
            && self.brackets.windows(2).all(|pair| match pair {
                [more, less] => more.amount > less.amount && begins(more) > begins(less),
                _ => false,
            })
            && self.brackets.iter().all(|bracket| begins(bracket).is_some());
        is_rising.then_some(best.amount)
    }
}
