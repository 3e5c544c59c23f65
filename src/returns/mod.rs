//! Who has sent what for a month, who has reported 零, who is missing. No figure depends on it.

mod debts;
mod names;
mod spelling;

pub use spelling::is_named_in;

use std::collections::BTreeMap;

use debts::Debts;
use names::{Names, longest_in, only, possible};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::input_name::{InputName, month_folder};
use crate::period::{Date, Length, Minute, Month, Period, days_from};
use crate::records::Records;
use crate::returned::{Outcome, Receipt, ReturnedFile, Stamp, senders_told};
use crate::rulebook::Rulebook;

/// The returns of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returns {
    /// Of which month.
    pub month: Month,
    /// The last day in time.
    pub due: Option<Date>,
    /// Offices in the order of the rulebook, then villages in that of the roster; empty where the rulebook names none.
    pub senders: Vec<Sender>,
    /// Files of the month whose sender nothing tells.
    pub of_nobody: Vec<String>,
}

/// One who owes sheets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Office or village.
    pub name: String,
    /// Whether it is a village.
    pub is_village: bool,
    /// The sheets it owes.
    pub owed: Vec<String>,
    /// Its files, by name.
    pub files: Vec<String>,
    /// What has come of it.
    pub state: SenderState,
    /// The length of the shortest periods whose results need what it sends; `None` where all do.
    pub serves: Option<Length>,
    /// Sheets it owes that none of its files has; where some of them is [unread](Self::unread) it may have them.
    pub without: Vec<String>,
    /// Those of its files in which nothing can be read.
    pub unread: Vec<String>,
    /// When its last file was received, if a receipt says so.
    pub received: Option<Minute>,
    /// Days after the due day of its first file, by its receipt; 0 in time or unknown.
    pub days_late: i64,
    /// Versions of the rulebook, other than this one, from which blank workbooks of its files were made.
    pub other_versions: Vec<String>,
    /// Whether one was made from a rulebook of this version that reads otherwise.
    pub other_content: bool,
}

/// What has come of a sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SenderState {
    /// Something is stated.
    Sent,
    /// 零报告
    Zero,
    /// A file came, but nothing in it can be read.
    Unread,
    /// Nothing came.
    Missing,
}

impl SenderState {
    /// The stable word of the JSON contract.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Zero => "zero",
            Self::Unread => "unread",
            Self::Missing => "missing",
        }
    }
}

/// The returns of a month, as far as the rulebook says who owes any.
pub fn returns(rulebook: &Rulebook, records: &Records, month: Month) -> Returns {
    Debts::of(rulebook, records).in_month(month)
}

/// The returns of several months, one behind the other.
pub fn returns_of(
    rulebook: &Rulebook,
    records: &Records,
    months: impl Iterator<Item = Month>,
) -> Vec<Returns> {
    let debts = Debts::of(rulebook, records);
    months.map(|month| debts.in_month(month)).collect()
}

impl Returns {
    /// The names of those of whom a file is owed that results of periods of a length need, and nothing is there that can
    /// be read, not even 零.
    pub fn missing(&self, length: Length) -> Vec<&str> {
        self.named(length, |state| matches!(state, SenderState::Missing | SenderState::Unread))
    }

    /// Whether there are tables and nothing tells whose any of them is: then nobody is known to be missing.
    pub fn is_untold(&self) -> bool {
        let has_come = |sender: &Sender| matches!(sender.state, SenderState::Sent | SenderState::Zero);
        !self.of_nobody.is_empty() && !self.senders.iter().any(has_come)
    }

    fn named(&self, length: Length, is_meant: impl Fn(SenderState) -> bool) -> Vec<&str> {
        let serves = |sender: &&Sender| sender.serves.is_none_or(|shortest| shortest <= length);
        let meant = self.senders.iter().filter(serves).filter(|sender| is_meant(sender.state));
        meant.map(|sender| sender.name.as_str()).collect()
    }
}

/// Who has sent nothing for a month of the period, or of the year before it, for which others have: what they would have
/// reported of events is taken not to have happened.
pub fn unsent(rulebook: &Rulebook, records: &Records, period: Period) -> Diagnostics {
    let year = period.around(Length::Year);
    let months = year.parts(Length::Month).map(Period::last_month);
    let begun = months.filter(|month| {
        month.first_day() <= period.last_day() && records.returned.iter().any(|file| file.month == *month)
    });
    let mut all = Diagnostics::new();
    all.extend(returns_of(rulebook, records, begun).iter().filter_map(|returns| {
        let month = returns.month;
        // What came and cannot be read is an error of its own.
        let missing = returns.named(period.length(), |state| state == SenderState::Missing);
        // A file of nobody may be that of one of them.
        let others = match returns.of_nobody.len() {
            0 => String::new(),
            count => format!("（另有{count}份看不出是谁报的）"),
        };
        let names = missing.join("、");
        let message = format!("{month} 没有收到{names}的表，也没有零报告{others}：该由它报的事情按没有计");
        let place = Location::File(month_folder(month));
        let is_known = !missing.is_empty() && !returns.is_untold();
        is_known.then(|| {
            Diagnostic::warning(Code::ReturnMissing, place, message)
                .hint("催报；当月没有事情的，也请报一份空表（零报告）")
        })
    }));
    all
}

/// Whether all offices have put their part into a file: the register says so, or it was made from the blank workbook
/// for all and nothing says who sent it.
fn is_of_all(file: &ReturnedFile, records: &Records) -> bool {
    let is_for_all = || file.stamp.as_ref().is_some_and(|stamp| stamp.sender().is_none());
    receipt(records, &file.name).map_or_else(is_for_all, |receipt| receipt.sender == Receipt::ALL)
}

/// Whoever may send: offices, then the villages of a month; `None` where a word names none of them.
pub fn sender_named(rulebook: &Rulebook, records: &Records, month: Month, word: &str) -> Option<String> {
    let possible = possible(rulebook, records, month);
    let found = possible.iter().find(|names| names.has(word)).or_else(|| only(&possible, word));
    found.map(|names| names.name.clone())
}

/// Who sent each file that was read, as far as anything tells.
pub fn senders(rulebook: &Rulebook, records: &Records) -> BTreeMap<String, String> {
    let mut senders = BTreeMap::new();
    let mut months: Vec<Month> = records.returned.iter().map(|file| file.month).collect();
    months.dedup();
    for month in months {
        let possible = possible(rulebook, records, month);
        let names: Vec<&Names> = possible.iter().collect();
        for file in records.returned.iter().filter(|file| file.month == month) {
            if let Some(sender) = whose(file, records, &names) {
                senders.insert(file.name.clone(), sender.to_owned());
            }
        }
    }
    senders
}

/// Whether a file, be it one that is there no more, is of an office whose sheets the results of periods of a length do not
/// need, but those of longer ones.
pub fn is_for_longer(rulebook: &Rulebook, records: &Records, file: &str, length: Length) -> bool {
    if rulebook.offices.iter().all(|office| office.serves(length)) {
        return false;
    }
    let name = InputName(file);
    let named = || sender_in_name(rulebook, records, name.month()?, name.stem());
    let sender = sender_of_file(rulebook, records, file).or_else(named);
    rulebook.offices.iter().any(|office| Some(&office.name) == sender.as_ref() && !office.serves(length))
}

/// Who sent one file, as far as anything tells, be it one that was not read.
pub fn sender_of_file(rulebook: &Rulebook, records: &Records, name: &str) -> Option<String> {
    let file = records.returned.iter().find(|file| file.name == name);
    let Some(file) = file else { return receipt(records, name).map(|receipt| receipt.sender.clone()) };
    let possible = possible(rulebook, records, file.month);
    whose(file, records, &possible.iter().collect::<Vec<_>>()).map(str::to_owned)
}

/// One who may send, or whoever else the register names.
fn whose<'a>(file: &ReturnedFile, records: &'a Records, names: &[&'a Names]) -> Option<&'a str> {
    let registered = || receipt(records, &file.name).map(|receipt| receipt.sender.as_str());
    sender_of(file, records, names).or_else(registered)
}

/// The names of all who may send.
pub fn sender_names(rulebook: &Rulebook, records: &Records, month: Month) -> Vec<String> {
    possible(rulebook, records, month).into_iter().map(|names| names.name).collect()
}

/// The files of a month that are a sender's, by receipt, stamp or name.
pub fn files_of<'a>(
    rulebook: &Rulebook,
    records: &'a Records,
    month: Month,
    sender: &str,
) -> Vec<&'a ReturnedFile> {
    let possible = possible(rulebook, records, month);
    let names: Vec<&Names> = possible.iter().collect();
    let of_month = records.returned.iter().filter(|file| file.month == month);
    let is_own = |file: &&ReturnedFile| {
        let registered = || receipt(records, &file.name).is_some_and(|receipt| receipt.sender == sender);
        sender_of(file, records, &names) == Some(sender) || registered()
    };
    of_month.filter(is_own).collect()
}

/// Who may send and is named in a file's name; `None` where nobody is, or the longest names are of several.
pub fn sender_in_name(rulebook: &Rulebook, records: &Records, month: Month, stem: &str) -> Option<String> {
    let possible = possible(rulebook, records, month);
    longest_in(&possible.iter().collect::<Vec<_>>(), stem).map(str::to_owned)
}

/// Register and stamp tell, as [`senders_told`] has it, as far as they name one who may send; else the file's name. Nobody's
/// alone is what the clerk received as that of all.
fn sender_of<'a>(file: &ReturnedFile, records: &Records, names: &[&'a Names]) -> Option<&'a str> {
    let named = |word: &str| names.iter().find(|names| names.has(word)).map(|names| names.name.as_str());
    let receipt = receipt(records, &file.name);
    if receipt.is_some_and(|receipt| receipt.sender == Receipt::ALL) {
        return None;
    }
    let told = senders_told(receipt, file.stamp.as_ref()).find_map(named);
    // Saved under several names, it is of whom any of them tells.
    let by_another = |name: &String| {
        let registered = || named(&self::receipt(records, name)?.sender);
        longest_in(names, InputName(name).stem()).or_else(registered)
    };
    told.or_else(|| longest_in(names, file.stem())).or_else(|| file.same.iter().find_map(by_another))
}

/// Files that were received as somebody's and made from the blank workbook of another.
pub fn contradictions(rulebook: &Rulebook, records: &Records) -> Diagnostics {
    let mut found = Diagnostics::new();
    for file in &records.returned {
        let stamped = file.stamp.as_ref().and_then(Stamp::sender);
        let Some((stamped, receipt)) = stamped.zip(receipt(records, &file.name)) else { continue };
        let possible = possible(rulebook, records, file.month);
        let plain = |word: &str| {
            let known = possible.iter().find(|names| names.has(word));
            known.map_or(word, |names| names.name.as_str()).to_owned()
        };
        if plain(stamped) == plain(&receipt.sender) {
            continue;
        }
        let message = format!("收件登记写的是{}报送，用的是{stamped}的空白表：以登记为准", receipt.sender);
        found.push(
            Diagnostic::warning(Code::SenderDiffers, Location::File(file.name.clone()), message)
                .hint("登记错了的，改收件登记里的报送单位；借用了别人的空白表的，不必改"),
        );
    }
    found
}

/// The last receipt of a file.
pub fn receipt<'a>(records: &'a Records, file: &str) -> Option<&'a Receipt> {
    Receipt::last_of(&records.receipts, file)
}

/// When a file came, or the first of those whose place it took one after the other: a table that was mended was sent
/// when it was sent first. What was taken back was not sent.
pub fn first_received(records: &Records, file: &str) -> Option<Date> {
    let (mut name, mut first) = (file, None);
    for receipt in records.receipts.iter().rev() {
        if matches!(&receipt.outcome, Outcome::Withdrawn { old, .. } if old == name) {
            break;
        }
        if receipt.file != name {
            continue;
        }
        first = first.into_iter().chain([receipt.received.day]).min();
        if let Outcome::Replaces { old, .. } = &receipt.outcome {
            name = old;
        }
    }
    first
}

/// How late something came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lateness {
    /// Days after the due day; 0 in time.
    pub days: i64,
    /// The due day.
    pub due: Date,
}

/// How late what is received on a day is; `None` where the rulebook names no due day.
pub fn lateness(rulebook: &Rulebook, month: Month, received: Date) -> Option<Lateness> {
    let due = rulebook.returns.as_ref()?.due(month)?;
    Some(Lateness { days: days_from(due, received).max(0), due })
}
