//! The names that rules of villages read: since when what is stated of them counts, and what it is held against.

use crate::period::{Date, Period};
use crate::rulebook::{Item, Rulebook, Subject};

/// The names that rules read as what they are, with the items that read them.
struct Readers<'a> {
    rulebook: &'a Rulebook,
    found: Vec<Read>,
}

/// A name that rules read.
pub(super) struct Read {
    /// The indicator, mark or duty.
    pub(super) name: String,
    /// The first day of the account that reads it first.
    pub(super) since: Date,
    /// The first day on which what is stated anew in each period may be dated to count on the last day.
    pub(super) stated_since: Date,
    /// The targets beside it.
    pub(super) targets: Vec<String>,
}

/// All of them, in the order in which the scheme's items read them.
pub(super) fn all(rulebook: &Rulebook, period: Period) -> Vec<Read> {
    let mut readers = Readers { rulebook, found: Vec::new() };
    for item in rulebook.items_of(Subject::Village) {
        readers.read(item, period);
    }
    readers.found
}

impl Readers<'_> {
    fn read(&mut self, item: &Item, period: Period) {
        let account = self.rulebook.account_span(item);
        let last = if account < period.length() { period.parts(account).last() } else { None };
        let since = last.unwrap_or_else(|| period.around(account)).first_day();
        for rule in item.rules() {
            let uses = &rule.uses;
            let measured =
                rule.timing.every().map(|every| Period::of_month(period.last_month()).around(every));
            let stated_since = measured.map_or(since, |measured| measured.first_day().max(since));
            let mut targets: Vec<String> = uses.all_targets().cloned().collect();
            targets.extend(uses.names.iter().filter(|name| self.rulebook.target(name).is_some()).cloned());
            let names = uses.figures().cloned();
            let names = names
                .chain(uses.duty.iter().map(|(name, _)| name.clone()))
                .chain(uses.mark.iter().map(|mark| mark.name.to_string()));
            // How much is owed in all is nothing that a village does better at.
            for name in names.filter(|name| !uses.wholes.contains(name)) {
                self.note(name, (since, stated_since), &targets);
            }
        }
    }

    fn note(&mut self, name: String, (since, stated_since): (Date, Date), targets: &[String]) {
        match self.found.iter_mut().find(|known| known.name == name) {
            Some(known) => {
                known.targets.extend_from_slice(targets);
                known.stated_since = known.stated_since.min(stated_since);
            }
            None => self.found.push(Read { name, since, stated_since, targets: targets.to_vec() }),
        }
    }
}
