//! Rules that go on with the count of others (`continues`): what those saw of the account, and what they brought to it.

use std::collections::BTreeMap;

use super::window;
use crate::engine::view::VillageView;
use crate::engine::view::inherited::MergedRule;
use crate::number::Number;
use crate::rulebook::{AccountTerms, Item, ItemRule};
use crate::text::Text;

/// The rules that one goes on from, the first of all at the front, each with the account as it saw it; those that were
/// never in force in the account left out.
pub(in crate::engine) fn of<'a>(
    rule: &ItemRule,
    view: &VillageView<'a>,
) -> Vec<(&'a ItemRule, VillageView<'a>)> {
    let rules: Vec<&ItemRule> = view.rulebook.items.iter().flat_map(Item::rules).collect();
    let named = |id| rules.iter().copied().find(|one| Some(&one.id) == id);
    let mut before = Vec::new();
    let mut next = named(rule.continues.as_ref());
    // Each is written before the one that goes on from it, so that no rule is met twice.
    while let Some(one) = next.filter(|_| before.len() < rules.len()) {
        before.push(one);
        next = named(one.continues.as_ref());
    }
    let seen = before.into_iter().rev().filter_map(|one| {
        let seen = window::of_rule(view, one.in_force)?;
        let merged = MergedRule { rule: &one.id, ..seen.merged };
        Some((one, VillageView { measured: one.timing.every(), merged, ..seen }))
    });
    seen.collect()
}

/// What rules brought to accounts that are told apart by a key, as far as others go on with it.
pub(in crate::engine) struct Brought<'a, Key>(BTreeMap<(&'a str, Key), Number>);

impl<Key> Default for Brought<'_, Key> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<'a, Key: Ord> Brought<'a, Key> {
    /// What those brought that a rule goes on from; one that brought nothing here may itself have gone on from another.
    pub(in crate::engine) fn before(&self, terms: &'a AccountTerms, rule: &ItemRule, key: &Key) -> Number
    where
        Key: Clone,
    {
        let written = |id: &Text| terms.rules.iter().position(|one| one.id == *id);
        let mut next = rule.continues.as_ref().and_then(written);
        while let Some((place, one)) = next.and_then(|place| Some((place, terms.rules.get(place)?))) {
            if let Some(brought) = self.0.get(&(one.id.as_str(), key.clone())) {
                return *brought;
            }
            // Each is written before the one that goes on from it.
            next = one.continues.as_ref().and_then(written).filter(|before| *before < place);
        }
        Number::ZERO
    }

    /// Notes what a rule brought, with that; needed only where another goes on from it.
    pub(in crate::engine) fn note(
        &mut self,
        terms: &AccountTerms,
        (rule, key): (&'a ItemRule, Key),
        brought: Number,
    ) {
        if terms.rules.iter().any(|one| one.continues.as_ref() == Some(&rule.id)) {
            self.0.insert((&rule.id, key), brought);
        }
    }
}
