//! What rules are told once of the names that they read, before any of them judges: units and the like.

use std::sync::Arc;

use super::declaration::IndicatorDeclaration;
use super::{Body, Rulebook};
use crate::rules::{Declared, FactLabel};
use crate::text::Text;

impl Declared for Rulebook {
    fn label(&self, name: &str) -> Arc<FactLabel> {
        let declared = self.declarations.indicator(name).map(|declared| &declared.label);
        let label = declared.or_else(|| self.target(name).map(|target| &target.label));
        label.map_or_else(|| Arc::new(FactLabel { name: name.into(), unit: Text::default() }), Arc::clone)
    }

    fn is_current(&self, indicator: &str) -> bool {
        self.declarations.indicator(indicator).is_some_and(|one| one.is_current)
    }

    fn place_unit(&self, indicator: &str) -> Option<&'static str> {
        self.declarations.indicator(indicator).and_then(IndicatorDeclaration::place_unit)
    }
}

/// Tells every rule.
pub(super) fn tell_rules(rulebook: &mut Rulebook) {
    let (mut items, mut money) = (std::mem::take(&mut rulebook.items), std::mem::take(&mut rulebook.money));
    for item in &mut items {
        if let Body::Account(terms) = &mut item.body {
            terms.rules.iter_mut().for_each(|rule| rule.rule.learn(rulebook));
        }
    }
    money.iter_mut().for_each(|rule| rule.rule.learn(rulebook));
    (rulebook.items, rulebook.money) = (items, money);
}
