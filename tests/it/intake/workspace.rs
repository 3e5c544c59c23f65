//! A workspace of real workbooks, built cell by cell in a folder of its own.
//!
//! Cells are written as short texts: `""` blank, `"#95.5"` a number, `"%0.955"` a number formatted as a
//! percentage, `"&0\"万\"|5"` a number in a format, `"@2024-01-05"` a date, `"=A1+1|3"` a formula with its saved result; anything else is words.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use cunkao::diagnostic::{Code, Diagnostic, Diagnostics, Location, Severity};
use cunkao::fact::VillageFacts;
use cunkao::intake::{Months, read_workspace};
use cunkao::period::Period;
use cunkao::records::Records;
use cunkao::rulebook::declaration::Declarations;
use cunkao::rulebook::{self, Rulebook};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Worksheet};
use tempfile::TempDir;

use crate::support::repository;

pub(crate) static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| {
    rulebook::load(&repository("rules/village-cadre.toml"), &repository("rules")).0.unwrap()
});

/// The month that most tests report in: January, so that no earlier month is missing.
pub(crate) const FILE: &str = "2024-01/考核表.xlsx";

const ROSTER: &str = "roster.xlsx";

const VILLAGES: &[&[&str]] = &[
    &["村", "类别", "别名", "起", "止"],
    &["1村", "中村", "东风村、东风", "", ""],
    &["2村", "大村", "", "", ""],
    &["8村", "小村", "", "", ""],
];

/// 王五 is two people of 1村; 钱七 takes office on 10 January; 周九 leaves on the 20th.
const CADRES: &[&[&str]] = &[
    &["编号", "姓名", "村", "职务", "起", "止"],
    &["101", "张三", "1村", "支部书记", "", ""],
    &["102", "李四", "1村", "主任", "", ""],
    &["103", "王五", "1村", "文书", "", ""],
    &["104", "王五", "1村", "组长", "", ""],
    &["201", "赵六", "2村", "支部书记", "", ""],
    &["202", "钱七", "2村", "主任", "2024-01-10", ""],
    &["801", "孙八", "8村", "支部书记、主任", "", ""],
    &["802", "周九", "8村", "文书", "", "2024-01-20"],
];

struct SheetModel {
    name: String,
    rows: Vec<Vec<String>>,
    merges: Vec<[u16; 4]>,
    hidden_rows: Vec<u32>,
    hidden_columns: Vec<u16>,
    hidden: bool,
}

/// What will be written.
pub(crate) struct Workspace {
    books: BTreeMap<String, Vec<SheetModel>>,
    files: BTreeMap<String, Vec<u8>>,
    /// The workbook that was added to last.
    latest: String,
}

fn owned(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
}

impl Workspace {
    /// The roster above, and nothing reported.
    pub(crate) fn new() -> Self {
        Self { books: BTreeMap::new(), files: BTreeMap::new(), latest: String::new() }
            .roster(VILLAGES, CADRES)
    }

    /// Puts another roster in place.
    pub(crate) fn roster(mut self, villages: &[&[&str]], cadres: &[&[&str]]) -> Self {
        self.books.remove(ROSTER);
        self.add(ROSTER, "村", owned(villages));
        self.add(ROSTER, "干部", owned(cadres));
        self
    }

    fn add(&mut self, file: &str, name: &str, rows: Vec<Vec<String>>) {
        let sheet = SheetModel {
            name: name.to_owned(),
            rows,
            merges: vec![],
            hidden_rows: vec![],
            hidden_columns: vec![],
            hidden: false,
        };
        self.books.entry(file.to_owned()).or_default().push(sheet);
        file.clone_into(&mut self.latest);
    }

    /// Adds a sheet to a workbook of a month: `2024-01/党建办.xlsx`.
    pub(crate) fn sheet(self, file: &str, name: &str, rows: &[&[&str]]) -> Self {
        self.sheet_of(file, name, owned(rows))
    }

    /// The same with rows that were put together.
    pub(crate) fn sheet_of(mut self, file: &str, name: &str, rows: Vec<Vec<String>>) -> Self {
        self.add(&format!("records/{file}"), name, rows);
        self
    }

    fn last(&mut self) -> &mut SheetModel {
        self.books.get_mut(&self.latest).unwrap().last_mut().unwrap()
    }

    /// Merges an area of the last sheet, rows and columns from 0: first row, first column, last row, last column.
    pub(crate) fn merge(mut self, area: [u16; 4]) -> Self {
        self.last().merges.push(area);
        self
    }

    /// Hides the last sheet.
    pub(crate) fn hidden(mut self) -> Self {
        self.last().hidden = true;
        self
    }

    /// Hides a row of the last sheet, from 0.
    pub(crate) fn hidden_row(mut self, row: u32) -> Self {
        self.last().hidden_rows.push(row);
        self
    }

    /// Hides a column of the last sheet, from 0.
    pub(crate) fn hidden_column(mut self, column: u16) -> Self {
        self.last().hidden_columns.push(column);
        self
    }

    /// A file as it stands, below the workspace.
    pub(crate) fn file(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(name.to_owned(), bytes.into());
        self
    }

    /// Writes everything.
    pub(crate) fn write(&self) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        };
        for (name, sheets) in &self.books {
            put(name, &book(sheets));
        }
        for (name, bytes) in &self.files {
            put(name, bytes);
        }
        folder
    }

    /// What January says.
    pub(crate) fn read(&self) -> Outcome {
        self.read_to("2024-01")
    }

    /// What January says under the sample rulebook's declarations, changed by this.
    pub(crate) fn read_under(&self, change: impl FnOnce(&mut Declarations)) -> Outcome {
        let mut declarations = RULEBOOK.declarations.clone();
        change(&mut declarations);
        let months = Months::UpTo(Period::parse("2024-01").unwrap());
        let (records, diagnostics) = read_workspace(self.write().path(), &declarations, months);
        Outcome { records, diagnostics: diagnostics.sorted() }
    }

    /// What the months up to a period's end say.
    pub(crate) fn read_to(&self, period: &str) -> Outcome {
        let months = Months::UpTo(Period::parse(period).unwrap());
        let folder = self.write();
        let (records, diagnostics) = read_workspace(folder.path(), &RULEBOOK.declarations, months);
        Outcome { records, diagnostics: diagnostics.sorted() }
    }
}

/// One sheet in January's workbook.
pub(crate) fn january(name: &str, rows: &[&[&str]]) -> Workspace {
    Workspace::new().sheet(FILE, name, rows)
}

/// The bytes of a workbook with one sheet.
pub(crate) fn workbook(name: &str, rows: &[&[&str]]) -> Vec<u8> {
    workbook_of(&[(name, rows, false)])
}

/// The bytes of a workbook: each sheet's name, its rows, and whether it is hidden.
pub(crate) fn workbook_of(sheets: &[(&str, &[&[&str]], bool)]) -> Vec<u8> {
    let model = |(name, rows, hidden): &(&str, &[&[&str]], bool)| SheetModel {
        name: (*name).to_owned(),
        rows: owned(rows),
        merges: vec![],
        hidden_rows: vec![],
        hidden_columns: vec![],
        hidden: *hidden,
    };
    book(&sheets.iter().map(model).collect::<Vec<_>>())
}

/// How many workbooks were saved: each at a time of its own, as people do.
static SAVED: AtomicU32 = AtomicU32::new(0);

fn book(sheets: &[SheetModel]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let nth = SAVED.fetch_add(1, Ordering::Relaxed);
    let (hour, minute) = (u16::try_from(nth / 3600 % 24).unwrap(), u8::try_from(nth / 60 % 60).unwrap());
    let day = ExcelDateTime::from_ymd(2024, 1, 1).unwrap();
    let time = day.and_hms(hour, minute, nth % 60).unwrap();
    book.set_properties(&DocProperties::new().set_creation_datetime(&time));
    for model in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(&model.name).unwrap();
        for [first_row, first_column, last_row, last_column] in &model.merges {
            let (first, last) = (u32::from(*first_row), u32::from(*last_row));
            sheet.merge_range(first, *first_column, last, *last_column, "", &Format::new()).unwrap();
        }
        for (row, cells) in (0_u32..).zip(&model.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                put(sheet, row, column, cell);
            }
        }
        for row in &model.hidden_rows {
            sheet.set_row_hidden(*row).unwrap();
        }
        for column in &model.hidden_columns {
            sheet.set_column_hidden(*column).unwrap();
        }
        if model.hidden {
            sheet.set_hidden(true);
        }
    }
    if sheets.iter().all(|sheet| sheet.hidden) {
        // A workbook needs a sheet that shows.
        book.add_worksheet();
    }
    book.save_to_buffer().unwrap()
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, cell: &str) {
    let rest = cell.get(1..).unwrap_or_default();
    match cell.chars().next() {
        None => Ok(sheet),
        Some('#') => put_number(sheet, row, column, rest, "General"),
        Some('&') => {
            let (format, digits) = rest.split_once('|').unwrap();
            put_number(sheet, row, column, digits, format)
        }
        Some('%') => put_number(sheet, row, column, rest, "0.0%"),
        Some('@') => {
            let format = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
            sheet.write_datetime_with_format(
                row,
                column,
                ExcelDateTime::parse_from_str(rest).unwrap(),
                &format,
            )
        }
        Some('=') => {
            let (formula, result) = cell.split_once('|').unwrap();
            sheet.write_formula(row, column, Formula::new(formula).set_result(result))
        }
        Some(_) => sheet.write_string(row, column, cell),
    }
    .unwrap();
}

#[expect(clippy::disallowed_types, reason = "a spreadsheet stores binary floats")]
fn put_number<'a>(
    sheet: &'a mut Worksheet,
    row: u32,
    column: u16,
    digits: &str,
    format: &str,
) -> Result<&'a mut Worksheet, rust_xlsxwriter::XlsxError> {
    let number: f64 = digits.parse().unwrap();
    sheet.write_number_with_format(row, column, number, &Format::new().set_num_format(format))
}

/// What was read, and what was said of it.
pub(crate) struct Outcome {
    pub(crate) records: Records,
    pub(crate) diagnostics: Diagnostics,
}

/// Code, place (cell address, sheet or file) and severity.
pub(crate) type Said = (String, String, String);

/// Code, place and severity, as a test states them.
pub(crate) fn said(code: &str, place: &str, severity: &str) -> Said {
    (code.to_owned(), place.to_owned(), severity.to_owned())
}

/// An error at a place.
pub(crate) fn error(code: &str, place: &str) -> Vec<Said> {
    vec![said(code, place, "error")]
}

/// A warning at a place.
pub(crate) fn warning(code: &str, place: &str) -> Vec<Said> {
    vec![said(code, place, "warning")]
}

fn place(location: &Location) -> String {
    match location {
        Location::Cell(cell) => cell.address(),
        Location::Sheet(sheet) => sheet.name().to_string(),
        other => other.file().to_owned(),
    }
}

impl Outcome {
    fn of(&self, keep: impl Fn(&Diagnostic) -> bool) -> Vec<Said> {
        let kept = self.diagnostics.iter().filter(|diagnostic| keep(diagnostic));
        kept.map(|found| said(found.code.name(), &place(&found.location), found.severity.word())).collect()
    }

    /// Errors and warnings.
    pub(crate) fn problems(&self) -> Vec<Said> {
        self.of(|diagnostic| diagnostic.severity != Severity::Note)
    }

    /// The cells that were put right before they were read, years aside.
    pub(crate) fn noted(&self) -> Vec<String> {
        let is_one = |one: &Diagnostic| one.severity == Severity::Note && one.code != Code::YearTaken;
        self.of(is_one).into_iter().map(|said| said.1).collect()
    }

    /// Code and place of all notes.
    pub(crate) fn notes(&self) -> Vec<(String, String)> {
        let notes = self.of(|diagnostic| diagnostic.severity == Severity::Note);
        notes.into_iter().map(|(code, place, _)| (code, place)).collect()
    }

    /// The hints of all problems, one after another.
    pub(crate) fn hints(&self) -> String {
        let hints = self.diagnostics.iter().flat_map(|diagnostic| &diagnostic.hints);
        hints.cloned().collect::<Vec<_>>().join("\n")
    }

    /// The messages of all problems, one after another.
    pub(crate) fn messages(&self) -> String {
        let messages = self.diagnostics.iter().map(|diagnostic| diagnostic.message.clone());
        messages.collect::<Vec<_>>().join("\n")
    }

    /// The facts of a village.
    pub(crate) fn village(&self, name: &str) -> &VillageFacts {
        &self.records.villages[name]
    }
}
