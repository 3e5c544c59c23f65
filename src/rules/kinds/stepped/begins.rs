//! From which numbers on brackets begin: what must be reached, and whether each higher one brings more.

use std::collections::BTreeMap;

use super::value::{Bracket, Brackets};
use crate::number::Number;
use crate::rules::bound::Bound;
use crate::rules::{Beginning, Reached};

impl Brackets {
    /// The highest number from which on a bracket begins, figure by figure.
    pub(super) fn begins_at(&self) -> Vec<Beginning> {
        let mut highest: BTreeMap<&str, (Number, bool)> = BTreeMap::new();
        for (figure, bound) in self.brackets.iter().flat_map(|bracket| &bracket.bounds) {
            if let Some(from) = bound.from() {
                let begins = (from, !bound.holds(from));
                let held = highest.entry(figure).or_insert(begins);
                *held = begins.max(*held);
            }
        }
        let reached = |figure: &str, number| match &self.gauge {
            Some(gauge) => gauge.reaches(number),
            None => Reached { figure: figure.to_owned(), is_share: false, number },
        };
        let beginning = |(figure, (number, is_passed))| Beginning { at: reached(figure, number), is_passed };
        highest.into_iter().map(beginning).collect()
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
