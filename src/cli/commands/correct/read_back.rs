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
        let mut all = all.flat_map(|(village, facts)| {
            facts.carried.into_iter().map(move |one| (village.clone(), one)).collect::<Vec<_>>()
        });
        let (village, own) = all.find(|(_, one)| one.reason == row.reason && one.date == row.date)?;
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

    /// Entries of other files for the same village, person, item and period, with the same amount, whichever month they lie
    /// in: perhaps the same thing, in the words of another office.
    fn alike(&self) -> impl Iterator<Item = String> {
        let what = |one: &Carried| (one.item.clone(), one.amount, one.person.clone(), one.of);
        let file = |one: &Carried| one.cells.first().map(|cell| cell.file().to_string());
        let named = |file: &String| Path::new(file).file_name().map(ToOwned::to_owned);
        let register = file(&self.own).as_ref().and_then(named);
        let there = self.there.villages.get(&self.village).into_iter().flat_map(|facts| &facts.carried);
        let same = there.filter(move |one| what(one) == what(&self.own));
        same.filter_map(move |one| {
            let elsewhere = file(one).filter(|file| named(file) != register)?;
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
