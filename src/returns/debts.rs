//! What each sender owes, beside what came of it in a month.

use std::borrow::Cow;

use super::names::{Names, possible};
use super::{Returns, Sender, SenderState, first_received, is_of_all, receipt, sender_of};
use crate::period::{Date, Month, days_from};
use crate::records::Records;
use crate::returned::{ReturnedFile, Stamp};
use crate::rulebook::declaration::Form;
use crate::rulebook::{Office, Owed, Rulebook};

/// What each owes, which is the same in every month, beside what came.
pub(super) struct Debts<'a> {
    rulebook: &'a Rulebook,
    records: &'a Records,
    /// In the order of the rulebook's offices.
    of_offices: Vec<Owed>,
    of_villages: Owed,
}

impl<'a> Debts<'a> {
    pub(super) fn of(rulebook: &'a Rulebook, records: &'a Records) -> Self {
        let of_offices = rulebook.offices.iter().map(|office| rulebook.owed_by(office)).collect();
        Self { rulebook, records, of_offices, of_villages: rulebook.owed_by_villages() }
    }

    /// Those who owe something in any month and may send in this one, and what.
    fn expected(&self, month: Month) -> Vec<(Names, &Owed)> {
        let owed = |names: &Names| {
            let office = |office: &Office| !names.is_village && office.name == names.name;
            let place = self.rulebook.offices.iter().position(office);
            place.and_then(|place| self.of_offices.get(place)).unwrap_or(&self.of_villages)
        };
        let with_owed = possible(self.rulebook, self.records, month).into_iter().map(|names| {
            let owed = owed(&names);
            (names, owed)
        });
        with_owed.filter(|(names, owed)| !names.is_village || !owed.forms.is_empty()).collect()
    }

    pub(super) fn in_month(&self, month: Month) -> Returns {
        let Self { rulebook, records, .. } = *self;
        let files: Vec<&ReturnedFile> = records.returned.iter().filter(|file| file.month == month).collect();
        let expected = self.expected(month);
        let names: Vec<&Names> = expected.iter().map(|(names, _)| names).collect();
        let senders_of: Vec<_> = files.iter().map(|file| sender_of(file, records, &names)).collect();
        let due = rulebook.returns.as_ref().and_then(|returns| returns.due(month));
        let is_due =
            |names: &Names| office_named(rulebook, names).is_none_or(|office| office.reports_in(month));
        let senders = expected.iter().filter_map(|(names, owed)| {
            let own = files.iter().zip(&senders_of).filter_map(|(file, sender)| match sender {
                Some(sender) => (*sender == names.name).then_some(Cow::Borrowed(*file)),
                None if is_of_all(file, records) => part_of(file, owed).map(Cow::Owned),
                None => None,
            });
            let own: Vec<_> = own.collect();
            // Who owes nothing this month and sends something all the same is told of as everybody else.
            (is_due(names) || !own.is_empty()).then(|| sender(rulebook, records, names, owed, &own, due))
        });
        // Who is not asked for anything may send something: a receipt says who it was.
        let nobodys = files.iter().zip(&senders_of).filter(|(file, sender)| {
            let known =
                receipt(records, &file.name).is_some() || is_of_all(file, records) || is_owed_by_none(file);
            sender.is_none() && !known
        });
        Returns {
            month,
            due,
            senders: senders.collect(),
            of_nobody: nobodys.map(|(file, _)| file.name.clone()).collect(),
        }
    }
}

/// The office that names are of; `None` of a village.
fn office_named<'a>(rulebook: &'a Rulebook, names: &Names) -> Option<&'a Office> {
    rulebook.offices.iter().find(|office| !names.is_village && office.name == names.name)
}

/// Whether a file holds 补扣补加 and nothing else: who keeps the workspace writes it, and nobody owes it.
fn is_owed_by_none(file: &ReturnedFile) -> bool {
    !file.sheets.is_empty() && file.sheets.iter().all(|sheet| sheet.form == Form::Carried.sheet_name())
}

/// What is one sender's of a file of all; `None` where it has none of the forms.
fn part_of(file: &ReturnedFile, owed: &Owed) -> Option<ReturnedFile> {
    let mut part = file.clone();
    part.sheets.retain(|sheet| owed.forms.contains(&sheet.form));
    (!part.sheets.is_empty()).then_some(part)
}

fn sender(
    rulebook: &Rulebook,
    records: &Records,
    names: &Names,
    owed: &Owed,
    files: &[Cow<'_, ReturnedFile>],
    due: Option<Date>,
) -> Sender {
    let receipts: Vec<_> = files.iter().filter_map(|file| receipt(records, &file.name)).collect();
    let state = match files {
        [] => SenderState::Missing,
        _ if files.iter().all(|file| file.sheets.is_empty()) => SenderState::Unread,
        _ if files.iter().all(|file| file.is_zero() || file.sheets.is_empty()) => SenderState::Zero,
        _ => SenderState::Sent,
    };
    let has = |form: &&String| files.iter().flat_map(|file| &file.sheets).any(|sheet| sheet.form == **form);
    let unread = files.iter().filter(|file| file.sheets.is_empty());
    let first = files.iter().filter_map(|file| first_received(records, &file.name)).min();
    let late = first.zip(due).map_or(0, |(first, due)| days_from(due, first).max(0));
    let stamps = || files.iter().filter_map(|file| file.stamp.as_ref());
    let versions = stamps().map(|stamp| stamp.rulebook.clone());
    let reads_otherwise = |stamp: &Stamp| {
        stamp.rulebook == rulebook.version && !rulebook.sha256.starts_with(stamp.sha256.as_str())
    };
    Sender {
        name: names.name.clone(),
        is_village: names.is_village,
        owed: owed.forms.clone(),
        files: files.iter().map(|file| file.name.clone()).collect(),
        state,
        serves: office_named(rulebook, names).and_then(|office| office.serves),
        without: owed.forms.iter().filter(|form| !has(form)).cloned().collect(),
        unread: unread.map(|file| file.name.clone()).collect(),
        received: receipts.iter().map(|receipt| receipt.received).max(),
        days_late: late,
        other_versions: versions.filter(|version| *version != rulebook.version).collect(),
        other_content: stamps().any(reads_otherwise),
    }
}
