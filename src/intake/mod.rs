//! Spreadsheets as offices send them → [`Records`]. Only reads; never writes, never judges what was read.
//!
//! The only home of `calamine`, which reads old workbooks. What is readable is read and, where it had to be
//! put right, noted; what is not is an error at its cell. Nothing that is scored is ever taken as 0.
//!
//! From the file to the fact:
//! - files: `folder` finds them, `workbook` opens them within limits, `package` says what each is, `receipts` who sent it,
//!   `delivery` and `version` which of several counts, `copies` the same of sheets; `kept_sheets` is the cache;
//! - readers, each giving a `grid` of `cell`s: `xlsx`, `csv`, and for old workbooks `old_workbook` (`compound`, `biff`, `texts`);
//!   `number_format`, `format_code` and `calendar_format` say what a format shows of a figure, `unseen` and `crossed` what
//!   nobody sees, or is struck out;
//! - tables within a sheet: `header`, `bind`, `register_heads` (which column is what), `row`, `footer`, `totals`, `tally`,
//!   `nothing` (which rows state something), `units`, `month`, `stamp` (what the sheet says of itself);
//! - cells: `text`, `value`, `figure`, `remark`, `term`, and `names` against the roster;
//! - what a sheet is: `form` (those of a month, one file each), `roster`, `targets`, `numbers`;
//! - across rows, sheets and files: `consistency`, `two_accounts`, `one_meeting`, `meeting_gaps`, `rater_gaps`; `one_cause`
//!   tells once what is wrong in many cells for one reason.

mod biff;
mod bind;
mod calendar_format;
mod cell;
mod compound;
mod consistency;
mod copies;
mod crossed;
mod csv;
mod delivery;
mod figure;
mod folder;
mod footer;
mod form;
mod format_code;
mod grid;
mod header;
mod kept_sheets;
mod meeting_gaps;
mod month;
mod names;
mod nothing;
mod number_format;
mod numbers;
mod old_workbook;
mod one_cause;
mod one_meeting;
mod package;
mod rater_gaps;
mod receipts;
mod register_heads;
mod remark;
mod roster;
mod row;
mod stamp;
mod tally;
mod targets;
mod term;
mod text;
mod texts;
mod totals;
mod two_accounts;
mod units;
mod unseen;
mod value;
mod version;
mod workbook;
mod xlsx;

pub use cell::NOT_COMPUTED;
pub use folder::{SET_ASIDE, workbooks_there};
pub use names::village_called;
pub use numbers::{TypedNumber, read_numbers};
pub use receipts::NAME as RECEIPTS;
pub use register_heads::{RegisterHeads, register_heads};
pub use xlsx::Remembered;

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostics};
use crate::encoding;
use crate::period::{Date, Period};
use crate::records::{Records, Roster};
use crate::returned::{ReturnedFile, ReturnedSheet, Stamp};
use crate::rulebook::declaration::Declarations;
use delivery::Delivered;
use folder::FoundFile;
use form::{Gathered, Tables};
use grid::Sheet;
use names::Names;
use workbook::Inputs;
use xlsx::Opener;

/// Which month folders are opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Months {
    /// Every one.
    All,
    /// Those of the period's year up to its last month; each one without a workbook is an error.
    UpTo(Period),
}

impl Months {
    /// The day as of which names are meant; the latest where every month is read.
    fn seen_on(self) -> Option<Date> {
        match self {
            Self::All => None,
            Self::UpTo(period) => Some(period.last_day()),
        }
    }
}

/// Where sheets of workbooks are kept between readings, so that an unchanged workbook is not parsed again. It may lose
/// entries or damage them, and no reading differs for it. Nothing is signed: whoever may write there could put other
/// sheets in a workbook's place, as whoever may write in the workspace could change the workbook.
pub trait SheetCache: Sync {
    /// What was put under a key, if it is still there.
    fn get(&self, key: &str) -> Option<Vec<u8>>;
    /// Keeps an entry under a key: letters, digits and `-`. Where that fails, nothing happens.
    fn put(&self, key: &str, entry: &[u8]);
}

/// Workbooks are opened one after another, and then read: going to and fro between the two takes longer. No more bytes than
/// these wait, aside from those of one month.
const MOST_WAITING: usize = 10_000_000;

/// Told before each month how many are read, and of how many.
pub type Watch<'a> = &'a mut dyn FnMut(usize, usize);

/// What goes along with a reading.
#[derive(Default)]
pub struct Reading<'a> {
    /// Who is told how far it is.
    pub watch: Option<Watch<'a>>,
    /// Where sheets are kept.
    pub cache: Option<&'a dyn SheetCache>,
    /// What workbooks have in common that were met before.
    pub remembered: Arc<Remembered>,
}

impl<'a> Reading<'a> {
    /// One that is told of, and keeps nothing.
    pub fn watched(watch: Watch<'a>) -> Self {
        Self { watch: Some(watch), ..Self::default() }
    }
}

/// Reads the roster and the month folders of a workspace. All problems of all files come back.
pub fn read_workspace(
    workspace: &Path,
    declarations: &Declarations,
    months: Months,
) -> (Records, Diagnostics) {
    read_workspace_with(workspace, declarations, months, Reading::default())
}

/// The same, with what goes along.
pub fn read_workspace_with(
    workspace: &Path,
    declarations: &Declarations,
    months: Months,
    reading: Reading<'_>,
) -> (Records, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let mut records = Records::default();
    let mut inputs = Inputs::of(reading.cache, reading.remembered);
    let mut watch = reading.watch;
    let roster = roster::read(workspace, declarations, months.seen_on(), &mut inputs, &mut diagnostics);
    // Without villages or cadres every name is unknown: that follows from what was told of the roster.
    let is_without = |nobody: bool| nobody && diagnostics.has_errors();
    let (no_villages, no_cadres) =
        (is_without(roster.villages.is_empty()), is_without(roster.tenures.is_empty()));
    records.targets = targets::read(workspace, declarations, &roster, &mut inputs, &mut diagnostics);
    let register = receipts::read(workspace, &mut diagnostics);
    let (tables, names) = (Tables::of(declarations), Names::of(&roster));
    let mut gathered = Gathered::new(&roster);
    let months = folder::months(workspace, months, &mut diagnostics);
    let count = months.len();
    let (mut waiting, mut room) = (Vec::new(), 0);
    for (read, month) in months.into_iter().enumerate() {
        if let Some(watch) = &mut watch {
            watch(read, count);
        }
        let Some(files) = folder::workbooks(workspace, month, &mut diagnostics) else { continue };
        if files.is_empty() {
            let is_before = declarations.begins(month.year()).is_some_and(|first| month.last_day() < first);
            let missing = (!is_before).then(|| folder::month_missing(month, &diagnostics));
            diagnostics.extend(missing);
            continue;
        }
        records.months.push(month);
        let context = form::Context { declarations, tables: &tables, names: &names, month };
        let about = (month, &tables, &names, &register);
        let delivered = delivery::open(files, about, &mut inputs, &mut diagnostics);
        room += delivered.iter().map(Delivered::room).sum::<usize>();
        waiting.extend(delivered.into_iter().map(|delivered| (context, delivered)));
        if room > MOST_WAITING {
            read_files(&mut waiting, (&mut gathered, &mut records.returned), &mut diagnostics);
            room = 0;
        }
    }
    read_files(&mut waiting, (&mut gathered, &mut records.returned), &mut diagnostics);
    consistency::check(&mut gathered, (declarations, &names), &mut diagnostics);
    if no_villages || no_cadres {
        diagnostics.retain(|one| match one.code {
            Code::VillageUnknown => !no_villages,
            Code::CadreUnknown => false,
            _ => true,
        });
    }
    records.columns = std::mem::take(&mut gathered.columns);
    records.villages = gathered.into_villages();
    records.roster = roster;
    records.receipts = register.receipts;
    records.inputs = inputs.files;
    records.inputs.sort();
    month::same_in_two(&records.returned, &records.inputs, &mut diagnostics);
    (records, diagnostics)
}

/// Reads the roster of a workspace alone, with its villages under their names on a day, or their last: what a
/// month's blank workbooks are made from.
pub fn read_roster(
    workspace: &Path,
    declarations: &Declarations,
    seen_on: Option<Date>,
) -> (Roster, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let roster = roster::read(workspace, declarations, seen_on, &mut Inputs::default(), &mut diagnostics);
    (roster, diagnostics)
}

/// What can be told of a file before it is taken in.
#[derive(Debug)]
pub struct Inspected {
    /// The forms and registers it has, by name.
    pub forms: Vec<String>,
    /// What it says of itself.
    pub stamp: Option<Stamp>,
    /// Why it cannot be read, if so.
    pub problems: Diagnostics,
}

/// Looks at a file that lies anywhere.
pub fn inspect(path: &Path, declarations: &Declarations) -> Inspected {
    let mut problems = Diagnostics::new();
    let sheets = workbook::open(&found(path), &mut Inputs::default(), &mut problems);
    let tables = Tables::of(declarations);
    let forms =
        sheets.iter().filter_map(|sheet| Some(tables.named(sheet, None)?.name().to_owned())).collect();
    Inspected { forms, stamp: stamp::read(&sheets), problems }
}

/// A file that lies anywhere, under its own name.
fn found(path: &Path) -> FoundFile {
    let name = path.file_name().map(encoding::name).unwrap_or_default();
    FoundFile { path: path.to_owned(), name }
}

/// A sheet as it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownSheet {
    /// Its name.
    pub name: String,
    /// Row and column from 0, and the words of each cell that is filled in.
    pub cells: Vec<((u32, u32), String)>,
}

/// The sheets of a file as they show; none if it cannot be read.
pub fn shown(path: &Path) -> Vec<ShownSheet> {
    std::fs::read(path).map_or_else(|_| Vec::new(), |bytes| shown_in(&bytes, path))
}

/// The sheets in the bytes of a file of this name as they show; none if they cannot be read.
pub fn shown_in(bytes: &[u8], name: &Path) -> Vec<ShownSheet> {
    let sheets = workbook::sheets(&found(name), bytes, &mut Opener::default(), &mut Diagnostics::new());
    let shown = |sheet: &Sheet| ShownSheet {
        name: sheet.name().to_string(),
        cells: sheet.cells().map(|(at, cell)| (at, cell.to_string())).collect(),
    };
    sheets.iter().map(shown).collect()
}

/// The text of a register that the program keeps, so that a row can be added; `None` if it is no text. Offices open it
/// in WPS, which may save it in another encoding.
pub fn register_text(bytes: &[u8]) -> Option<String> {
    encoding::decode(bytes).map(std::borrow::Cow::into_owned)
}

/// What parts the cells of a register in the text of it.
pub fn register_separator(text: &str) -> char {
    csv::separator(text)
}

/// The rows of a register that the program keeps and an office may fill in, each cell as its words; `None` if the file
/// is no table.
pub fn csv_rows(bytes: &[u8], file: &str) -> Option<Vec<Vec<String>>> {
    let sheet = csv::sheet(bytes, &Arc::from(file), |_, _, _| true).ok()?;
    let last = sheet.last_column();
    let row = |row| (0..=last).map(|column| csv::words(&sheet, row, column)).collect();
    Some(sheet.rows().into_iter().map(row).collect())
}

/// Whether a file name is that of a workbook, so that it is read where it lies in a month's folder.
pub fn is_workbook(path: &Path) -> bool {
    folder::is_workbook(path)
}

/// Whether a file holds a workbook, whatever its name says.
pub fn is_workbook_inside(path: &Path) -> bool {
    folder::is_workbook_inside(path)
}

/// Reads the sheets of the workbooks that were opened.
fn read_files<'a>(
    waiting: &mut Vec<(form::Context<'a>, Delivered)>,
    (gathered, returned): (&mut Gathered<'a>, &mut Vec<ReturnedFile>),
    diagnostics: &mut Diagnostics,
) {
    for (context, Delivered { file, sheets, copies, .. }) in waiting.drain(..) {
        let read = read_file(&file, &sheets, &context, gathered, diagnostics);
        if read.is_zero() {
            // Blank workbooks are alike; each reports nothing for whoever sent it.
            returned.extend(copies.into_iter().map(|name| ReturnedFile { name, ..read.clone() }));
            returned.push(read);
        } else {
            returned.push(ReturnedFile { same: copies, ..read });
        }
    }
}

/// Reads the sheets of a workbook, and tells what it holds.
fn read_file<'a>(
    file: &FoundFile,
    sheets: &[Sheet],
    context: &form::Context<'a>,
    gathered: &mut Gathered<'a>,
    diagnostics: &mut Diagnostics,
) -> ReturnedFile {
    month::check_name(&file.name, context.month, diagnostics);
    let stamp = stamp::read(sheets);
    if let Some(stamp) = &stamp {
        month::check_stamp(stamp, &file.name, context.month, diagnostics);
    }
    let mut returned =
        ReturnedFile { name: file.name.clone(), same: vec![], month: context.month, sheets: vec![], stamp };
    let copies = copies::of(sheets, (context.tables, context.month), diagnostics);
    for sheet in sheets.iter().filter(|sheet| !copies.contains(sheet.name())) {
        let facts = gathered.count;
        let mut found = Diagnostics::new();
        if let Some(form) = form::read((sheet, sheets), context, gathered, &mut found) {
            // What cannot be read is stated all the same.
            let states = gathered.count > facts || found.has_errors();
            returned.sheets.push(ReturnedSheet { form, states });
        }
        value::fold_years(sheet, context.month, &mut found);
        diagnostics.extend(one_cause::gather(found));
    }
    returned
}
