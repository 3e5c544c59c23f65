//! The files of a month one beside another: the same file sent twice is read once; two versions of one file are not
//! chosen between.

use super::folder::{FoundFile, SET_ASIDE};
use super::form::{self, Table, Tables};
use super::grid::Sheet;
use super::names::Names;
use super::receipts::Register;
use super::stamp;
use super::version;
use super::workbook::{self, Inputs, Loaded};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::input_name::{InputName, RECORDS};
use crate::period::Month;
use crate::returned::{Receipt, senders_told};

/// A file that is to be read, with its sheets.
pub(super) struct Delivered {
    pub(super) file: FoundFile,
    pub(super) sheets: Vec<Sheet>,
    /// The names of other files with the same bytes, of which nothing is read.
    pub(super) copies: Vec<String>,
    sha256: String,
}

impl Delivered {
    /// About how many bytes its sheets take.
    pub(super) fn room(&self) -> usize {
        self.sheets.iter().map(Sheet::room).sum()
    }
}

/// Opens the files of a month, and leaves out those that say nothing of their own.
pub(super) fn open(
    files: Vec<FoundFile>,
    (month, tables, names, register): (Month, &Tables<'_>, &Names<'_>, &Register),
    inputs: &mut Inputs<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Delivered> {
    let mut delivered: Vec<Delivered> = Vec::new();
    for file in files {
        let Some(loaded) = workbook::load(&file, inputs, diagnostics) else { continue };
        if let Some(same) = delivered.iter_mut().find(|other| is_same(other, &file, &loaded)) {
            let message = format!("与“{}”一模一样，只读一次", bare(&same.file));
            let place = Location::File(file.name.clone());
            diagnostics.push(Diagnostic::note(Code::FileRepeated, place, message));
            same.copies.push(file.name);
            continue;
        }
        let sheets = workbook::known_sheets(&file, &loaded, inputs, diagnostics);
        let new = Delivered { file, sheets, copies: Vec::new(), sha256: loaded.sha256 };
        let others = delivered.iter().enumerate();
        let alike = others.filter_map(|(place, other)| {
            Some((place, other, shared_form((other, &new), (tables, names), month)?))
        });
        let mut rival: Option<(usize, &Delivered, Shared)> = None;
        for (place, other, shared) in alike {
            let are_both = are_both_wanted(other, &new, &register.receipts);
            if are_both != are_both_wanted(other, &new, &[]) {
                inputs.add_once(register.file.as_ref());
            }
            let is_surer = rival.as_ref().is_none_or(|(.., of)| of.blank.is_some() && shared.blank.is_none());
            if !are_both && is_surer {
                rival = Some((place, other, shared));
            }
        }
        if let Some((place, rival, _)) = rival.as_ref().filter(|(_, rival, _)| hold_the_same(rival, &new)) {
            let same = *place;
            let message = format!("与“{}”每一格都一样，只读一次", bare(&rival.file));
            let file = Location::File(new.file.name.clone());
            diagnostics.push(Diagnostic::note(Code::FileRepeated, file, message));
            if let Some(same) = delivered.get_mut(same) {
                same.copies.push(new.file.name);
            }
            continue;
        }
        match rival {
            Some((_, rival, Shared { form, blank: None })) => {
                diagnostics.push(two_versions(rival, &new, &form, month, &register.receipts));
                continue;
            }
            Some((_, rival, Shared { form, blank: Some(blank) })) => {
                let (blank, filled) = if blank == Blank::Later { (&new, rival) } else { (rival, &new) };
                diagnostics.push(blank_beside((blank, filled), &form, month));
            }
            None => {}
        }
        delivered.push(new);
    }
    delivered
}

/// The same bytes; the name of a CSV says which form it is.
fn is_same(other: &Delivered, file: &FoundFile, loaded: &Loaded) -> bool {
    other.sha256 == loaded.sha256 && (!loaded.is_text || base(&other.file) == base(file))
}

/// Whether two workbooks hold the same cells in the same sheets: one of them was saved once more.
fn hold_the_same(one: &Delivered, other: &Delivered) -> bool {
    let sheets = one.sheets.iter().zip(&other.sheets);
    let is_same = |(one, other): (&Sheet, &Sheet)| one.name() == other.name() && one.holds_the_same(other);
    one.sheets.len() == other.sheets.len() && sheets.into_iter().all(is_same)
}

/// A form that two versions of one file both have.
struct Shared {
    form: String,
    /// Which of them states nothing in it.
    blank: Option<Blank>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Blank {
    Earlier,
    Later,
}

/// A form that two versions of one file both hold, and hold alike or not: one in which both state something before one that
/// is blank in either.
fn shared_form(
    (one, other): (&Delivered, &Delivered),
    (tables, names): (&Tables<'_>, &Names<'_>),
    month: Month,
) -> Option<Shared> {
    if !version::are_of_one(stem(&one.file), stem(&other.file)) || are_of_two_villages(one, other, names) {
        return None;
    }
    let of_two_days = are_named_by_day(one, other);
    let (mut blank, mut neither) = (None, None);
    for sheet in shown(one) {
        let Some(table) = tables.named(sheet, Some(month)) else { continue };
        let is_same =
            |other: &&Sheet| tables.named(other, Some(month)).is_some_and(|own| own.name() == table.name());
        let Some(beside) = shown(other).find(is_same) else { continue };
        let is_of_its_day = |delivered: &Delivered, sheet| holds_day_of_its_name(delivered, sheet, month);
        if of_two_days
            && hold_days_of_their_own(table, (sheet, beside), month)
            && is_of_its_day(one, sheet)
            && is_of_its_day(other, beside)
        {
            continue;
        }
        let form = table.name().to_owned();
        match (form::holds_rows(table, sheet), form::holds_rows(table, beside)) {
            (true, false) => blank = blank.or(Some(Shared { form, blank: Some(Blank::Later) })),
            (false, true) => blank = blank.or(Some(Shared { form, blank: Some(Blank::Earlier) })),
            (true, true) => return Some(Shared { form, blank: None }),
            (false, false) => neither = neither.or(Some(Shared { form, blank: None })),
        }
    }
    blank.or(neither)
}

/// The sheets of a file that are read.
fn shown(delivered: &Delivered) -> impl Iterator<Item = &Sheet> {
    delivered.sheets.iter().filter(|sheet| !sheet.is_empty() && !sheet.hidden)
}

/// Whether the names of two files begin with those of two villages: 庄村 and 新庄村.
fn are_of_two_villages(one: &Delivered, other: &Delivered, names: &Names<'_>) -> bool {
    let village = |delivered: &Delivered| names.beginning(stem(&delivered.file)).map(|village| &village.name);
    village(one).zip(village(other)).is_some_and(|(one, other)| one != other)
}

/// Whether two files are called by two days: 会议签到1月5日 and 会议签到1月12日.
fn are_named_by_day(one: &Delivered, other: &Delivered) -> bool {
    let day = |delivered: &Delivered| version::day(stem(&delivered.file));
    day(one).zip(day(other)).is_some_and(|(one, other)| one != other)
}

/// Whether a form tells of days, and two sheets of it of none that both have.
fn hold_days_of_their_own(table: &Table<'_>, (one, other): (&Sheet, &Sheet), month: Month) -> bool {
    let days = |sheet: &Sheet| form::days_in(sheet, month);
    let (one, other) = (days(one), days(other));
    table.is_dated() && !one.is_empty() && !other.is_empty() && one.is_disjoint(&other)
}

/// Whether the day that a file is called by is one of those that a sheet of it tells of: one on which it was sent is not.
fn holds_day_of_its_name(delivered: &Delivered, sheet: &Sheet, month: Month) -> bool {
    let days = form::days_in(sheet, month);
    version::day(stem(&delivered.file)).is_some_and(|words| {
        days.iter().any(|day| Month::of(*day) == month && version::is_day_of_month(&words, day.day()))
    })
}

/// That of two files that may be versions of one, one states nothing in a form.
fn blank_beside((blank, filled): (&Delivered, &Delivered), form: &str, month: Month) -> Diagnostic {
    let (one, other) = (bare(&blank.file), bare(&filled.file));
    let message = format!("“{one}”里的“{form}”是空表，像是“{other}”的另一个版本，照有内容的一份计");
    Diagnostic::warning(Code::FileVersions, Location::File(blank.file.name.clone()), message)
        .related(Location::File(filled.file.name.clone()), "有内容的一份")
        .hint(format!(
            "空表不用的，移到 {RECORDS}/{SET_ASIDE}/{month} 文件夹；空表才是更正过的，移走有内容的一份"
        ))
}

/// Files of two senders, as far as anything but their names tells; and those of one that the register says count both.
fn are_both_wanted(one: &Delivered, other: &Delivered, receipts: &[Receipt]) -> bool {
    let receipt = |delivered: &Delivered| Receipt::last_of(receipts, &delivered.file.name);
    let sender = |delivered: &Delivered| {
        let stamp = stamp::read(&delivered.sheets);
        senders_told(receipt(delivered), stamp.as_ref()).next().map(str::to_owned)
    };
    sender(one).zip(sender(other)).is_some_and(|(one, other)| one != other)
        || Receipt::count_both(receipts, &one.file.name, &other.file.name)
}

fn two_versions(
    one: &Delivered,
    other: &Delivered,
    form: &str,
    month: Month,
    receipts: &[Receipt],
) -> Diagnostic {
    let of = |delivered: &Delivered| {
        let receipt = receipts.iter().find(|receipt| receipt.sha256 == delivered.sha256);
        let received = receipt
            .map_or("收到时间未登记".to_owned(), |receipt| format!("{} 收到", receipt.received));
        let start = delivered.sha256.get(..8).unwrap_or_default();
        format!("“{}”（{received}，校验码 {start}…）", bare(&delivered.file))
    };
    let message =
        format!("{}与{}是同一份表的两个版本，都有“{form}”，内容不同，分不清用哪一份", of(one), of(other));
    Diagnostic::error(Code::FileVersions, Location::File(other.file.name.clone()), message)
        .related(Location::File(one.file.name.clone()), "另一个版本")
        .hint(format!(
            "把不用的一份移到 {RECORDS}/{SET_ASIDE}/{month} 文件夹（收件时用 --replaces）；两份都要的，改名以示区别（收件时用 --beside）"
        ))
}

/// Name without folders.
fn bare(file: &FoundFile) -> &str {
    InputName(&file.name).base()
}

fn base(file: &FoundFile) -> String {
    version::base(stem(file))
}

/// Name without folders and ending.
fn stem(file: &FoundFile) -> &str {
    InputName(&file.name).stem()
}
