//! Which accounts are asked for, by the names that people use.

use std::fmt;

use crate::engine::assessment::{Assessment, CadreResult, ItemResult, VillageResult};

/// What to explain. Nothing named means everything of that sort.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// A village by name.
    pub village: Option<String>,
    /// A cadre by name or number; homonyms are all explained.
    pub cadre: Option<String>,
    /// An item by id, name or short name.
    pub item: Option<String>,
}

/// A name that the assessment does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFound {
    /// What was looked for: 村, 村干部 or 项目.
    pub what: &'static str,
    /// As asked.
    pub name: String,
    /// The names that there are.
    pub candidates: Vec<String>,
}

impl fmt::Display for NotFound {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "本期没有名为“{}”的{}", self.name, self.what)
    }
}

impl Query {
    /// The village named, or all.
    pub(super) fn villages<'a>(
        &self,
        assessment: &'a Assessment,
    ) -> Result<Vec<&'a VillageResult>, NotFound> {
        let named = |village: &&VillageResult| self.village.as_ref().is_none_or(|name| *name == village.name);
        let found: Vec<_> = assessment.villages.iter().filter(named).collect();
        let candidates = || assessment.villages.iter().map(|village| village.name.clone()).collect();
        or_not_found(found, "村", self.village.as_ref(), candidates)
    }

    /// The cadres named, within the village if one is.
    pub(super) fn cadres<'a>(&self, assessment: &'a Assessment) -> Result<Vec<&'a CadreResult>, NotFound> {
        let villages = self.villages(assessment)?;
        let here: Vec<_> = assessment
            .cadres
            .iter()
            .filter(|cadre| villages.iter().any(|village| village.name == cadre.person.village))
            .collect();
        let named = |cadre: &&&CadreResult| {
            let person = &cadre.person;
            self.cadre.as_ref().is_none_or(|name| *name == person.name || *name == person.id)
        };
        let found = here.iter().filter(named).copied().collect();
        let candidates = || here.iter().map(|cadre| cadre.person.name.clone()).collect();
        or_not_found(found, "村干部", self.cadre.as_ref(), candidates)
    }

    /// The item named, or all.
    pub(super) fn items<'a>(&self, items: &'a [ItemResult]) -> Result<Vec<&'a ItemResult>, NotFound> {
        let named = |item: &&ItemResult| {
            self.item.as_ref().is_none_or(|name| [&item.id, &item.name, &item.short].contains(&name))
        };
        let all: Vec<&ItemResult> = items.iter().flat_map(ItemResult::flattened).collect();
        let found = all.iter().copied().filter(|item| named(item)).collect();
        let candidates = || {
            let one_each = all.iter().filter(|item| item.period.is_none());
            one_each.map(|item| item.name.clone()).collect()
        };
        or_not_found(found, "项目", self.item.as_ref(), candidates)
    }
}

/// An empty list is fine where nothing was named.
fn or_not_found<T>(
    found: Vec<T>,
    what: &'static str,
    name: Option<&String>,
    candidates: impl Fn() -> Vec<String>,
) -> Result<Vec<T>, NotFound> {
    match name {
        Some(name) if found.is_empty() => {
            Err(NotFound { what, name: name.clone(), candidates: candidates() })
        }
        _ => Ok(found),
    }
}
