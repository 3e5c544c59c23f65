//! How those who may send are called, and whom a word or the name of a file means.

use super::spelling::{self, is_named_in};
use crate::period::Month;
use crate::records::{Records, Village};
use crate::rulebook::Rulebook;
use crate::typed::VillageName;

/// How a sender may be written.
pub(super) struct Names {
    pub(super) name: String,
    /// Its name and every other spelling.
    spellings: Vec<String>,
    pub(super) is_village: bool,
}

impl Names {
    pub(super) fn has(&self, word: &str) -> bool {
        self.spellings.iter().any(|spelling| spelling == word)
    }

    fn is_spelt(&self, word: &str) -> bool {
        self.spellings.iter().any(|name| spelling::is_same(name, word))
    }

    fn may_be(&self, village: &VillageName) -> bool {
        self.is_village && self.spellings.iter().any(|name| VillageName::of(name).fits(village))
    }

    /// The length of the longest name that a file's name holds.
    fn found_in(&self, stem: &str) -> Option<usize> {
        let found = self.spellings.iter().filter(|name| is_named_in(stem, name));
        found.map(|name| name.chars().count()).max()
    }
}

/// Offices, then the villages that are assessed in a month.
pub(super) fn possible(rulebook: &Rulebook, records: &Records, month: Month) -> Vec<Names> {
    let offices = rulebook.offices.iter().map(|office| Names {
        name: office.name.clone(),
        spellings: std::iter::once(&office.name).chain(&office.aliases).cloned().collect(),
        is_village: false,
    });
    let assessed = |village: &&Village| village.overlaps(month.first_day(), month.last_day());
    let villages = records.roster.villages.iter().filter(assessed).map(|village| Names {
        name: village.name.to_string(),
        spellings: village.spellings().map(str::to_owned).collect(),
        is_village: true,
    });
    offices.chain(villages).collect()
}

/// The one whose name a word is in another spelling; where it is nobody's, the one village that sheets may call so.
pub(super) fn only<'a>(possible: &'a [Names], word: &str) -> Option<&'a Names> {
    let mut meant: Vec<&Names> = possible.iter().filter(|names| names.is_spelt(word)).collect();
    if meant.is_empty() {
        let called = VillageName::of(word);
        meant = possible.iter().filter(|names| names.may_be(&called)).collect();
    }
    match meant.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

/// Whose name is the longest that a file's name holds; nobody's where it is that of several.
pub(super) fn longest_in<'a>(names: &[&'a Names], stem: &str) -> Option<&'a str> {
    let found: Vec<(usize, &Names)> =
        names.iter().filter_map(|names| Some((names.found_in(stem)?, *names))).collect();
    let longest = found.iter().map(|(length, _)| *length).max()?;
    let mut named = found.into_iter().filter(|(length, _)| *length == longest).map(|(_, names)| names);
    let first = named.next()?;
    named.next().is_none().then_some(first.name.as_str())
}
