//! An entry of 补扣补加 as the workspace reads it before it is written: whether others are like it, and what of it counts.

use std::path::Path;
use std::sync::Arc;

use crate::cli::inputs;
use crate::diagnostic::{Code, Diagnostics, Location};
use crate::engine;
use crate::fact::Carried;
use crate::intake::Months;
use crate::period::{Month, Period};
use crate::records::Records;
use crate::returned::CarriedRow;
use crate::rulebook::Rulebook;
use crate::storage;
use crate::text::Text;
use crate::typed;

/// Whether two texts are the same but for how they were typed.
fn is_same(one: &str, other: &str) -> bool {
    typed::tight(one) == typed::tight(other)
}

fn file(entry: &Carried) -> Option<String> {
    entry.cells.first().map(|cell| cell.file().to_string())
}

/// The new entry, with all that the workspace holds without it.
pub(super) struct ReadBack {
    rulebook: Arc<Rulebook>,
    there: Records,
    village: Text,
    own: Carried,
}

impl ReadBack {
    /// Reads the register with the new row, and the workspace; `None` where they cannot be read, which is told elsewhere.
    pub(super) fn of(folder: &Path, row: &CarriedRow, (register, bytes): (&str, &[u8])) -> Option<Self> {
        let rulebook = crate::workspace::load_rulebook(folder).0?;
        let read = |folder: &Path| {
            let mut found = Diagnostics::new();
            crate::workspace::read_records(folder, &rulebook, Months::All, &mut |_, _| {}, &mut found)
        };
        let apart = storage::Apart::new()?;
        let roster = std::fs::read(folder.join(inputs::ROSTER)).unwrap_or_default();
        apart.put(inputs::ROSTER, &roster)?;
        apart.put(register, bytes)?;
        let all = read(apart.path()).villages.into_iter();
        let all = all.flat_map(|(village, facts)| {
            facts.carried.into_iter().map(move |one| (village.clone(), one)).collect::<Vec<_>>()
        });
        let own = all.filter(|(_, one)| is_same(&one.reason, &row.reason) && one.date == row.date);
        // The new row is the last one.
        let (village, own) = own.max_by_key(|(_, one)| one.cells.first().map(|cell| cell.row))?;
        let there = read(folder);
        let (rulebook, _) = rulebook.with_sheet_targets(&there.targets);
        Some(Self { rulebook, there, village, own })
    }

    /// What somebody should know before it counts, a line each.
    pub(super) fn doubts(mut self, month: Month) -> String {
        let alike: Vec<String> = self.alike().collect();
        let all = alike.into_iter().chain(self.lost_to_limits(month));
        all.fold(String::new(), |told, doubt| told + "提醒：" + &doubt + "\n")
    }

    /// The file that holds the same entry, whenever it was entered, by whomever approved, and under whichever of its names
    /// the item stands there.
    pub(super) fn written_already(&self) -> Option<String> {
        self.of_same_amount().find(|one| is_same(&one.reason, &self.own.reason)).and_then(file)
    }

    /// Entries for the same village, person, item and period, with the same amount, whichever month they lie in.
    fn of_same_amount(&self) -> impl Iterator<Item = &Carried> {
        let what = |one: &Carried| (one.item.clone(), one.amount, one.person.clone(), one.of);
        let there = self.there.villages.get(&self.village).into_iter().flat_map(|facts| &facts.carried);
        there.filter(move |one| what(one) == what(&self.own))
    }

    /// Those of other files: perhaps the same thing, in the words of another office.
    fn alike(&self) -> impl Iterator<Item = String> {
        let register = file(&self.own);
        self.of_same_amount().filter_map(move |one| {
            let elsewhere = file(one).filter(|file| Some(file) != register.as_ref())?;
            let (day, reason) = (one.date, &one.reason);
            Some(format!(
                "{elsewhere} 里 {day} 已有一笔补给同一对象、数额也相同的（{reason}）；如是同一件事，去掉一笔"
            ))
        })
    }

    /// What limits keep from counting at the end of the month.
    fn lost_to_limits(&mut self, month: Month) -> Vec<String> {
        let cell = self.own.cells.first().cloned();
        self.there.villages.entry(self.village.clone()).or_default().carried.push(self.own.clone());
        let (_, found) = engine::assess(&self.rulebook, &self.there, Period::of_month(month));
        let lost = found.iter().filter(|one| one.code == Code::CarriedLost);
        let place = cell.as_ref().map(Location::from);
        let own = lost.filter(|one| {
            let mut places = std::iter::once(&one.location).chain(one.related.iter().map(|(place, _)| place));
            place.as_ref().is_some_and(|place| places.any(|other| other == place))
        });
        own.map(|one| one.message.clone()).collect()
    }
}
