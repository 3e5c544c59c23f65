//! The dirty files of `tests/dirty`: every one is read through the public API, and what is said of it and what facts
//! come of it must be what `cases.toml` states by hand. Nothing that was typed into a scored cell may become 0, or
//! nothing, in silence.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use cunkao::diagnostic::{CellRef, Diagnostics, Location, Severity};
use cunkao::fact::{AttendanceMark, DutyValue, LeaveForm, Person, Reading, RegisterValue, VillageFacts};
use cunkao::intake::{Months, read_workspace};
use cunkao::number::Number;
use cunkao::records::Records;
use cunkao::returned::Receipt;
use cunkao::rulebook::{self, Rulebook};
use cunkao::text::Text;
use tempfile::TempDir;

use crate::intake::bomb::{GIGABYTE, with_bomb};
use crate::intake::package::parts;
use crate::intake::workspace::workbook_of;
use crate::support::{cunkao, repository, stdout};

/// The month that every case reports in.
const MONTH: &str = "2024-03";

/// What says 0 wherever it is typed; other words only where the rulebook declares them, which the case says.
const ZEROS: &[&str] = &["0", "未"];

static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| {
    let folder = repository("tests/dirty");
    rulebook::load(&folder.join("rulebook.toml"), &folder).0.unwrap()
});

struct Case {
    id: String,
    forgiven: bool,
    said: Vec<String>,
    facts: Vec<String>,
    /// Place and what was typed there.
    scored: BTreeMap<String, String>,
    /// Words that the rulebook declares to be 0 in the columns of this case.
    zeros: Vec<String>,
    repeats: BTreeSet<String>,
}

fn cases() -> Vec<Case> {
    let text = std::fs::read_to_string(repository("tests/dirty/cases.toml")).unwrap();
    let table: toml::Table = text.parse().unwrap();
    table["case"].as_array().unwrap().iter().map(case).collect()
}

fn case(value: &toml::Value) -> Case {
    let text = |key: &str| value[key].as_str().unwrap().to_owned();
    let list = |key: &str| {
        let found = value.get(key).and_then(toml::Value::as_array).into_iter().flatten();
        found.map(|line| line.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(!text("dirty").is_empty() && !text("row").is_empty() && !text("writer").is_empty());
    let scored = list("scored");
    let scored = scored.iter().map(|line| {
        // `规定动作 (2)!B2 √`: the typed text begins behind the address.
        let (sheet, rest) = line.split_once('!').unwrap();
        let (address, typed) = rest.split_once(' ').unwrap();
        (format!("{sheet}!{address}"), typed.to_owned())
    });
    Case {
        id: text("id"),
        forgiven: match text("verdict").as_str() {
            "forgive" => true,
            "refuse" => false,
            other => panic!("{other}"),
        },
        said: list("said"),
        facts: list("facts"),
        scored: scored.collect(),
        zeros: list("zeros"),
        repeats: list("repeats").into_iter().collect(),
    }
}

/// What came of a case.
struct Outcome {
    records: Records,
    diagnostics: Diagnostics,
    one_file: bool,
}

fn read(case: &Case) -> Outcome {
    let (folder, files) = workspace(case);
    let (records, diagnostics) = read_workspace(folder.path(), &RULEBOOK.declarations, Months::All);
    Outcome { records, diagnostics: diagnostics.sorted(), one_file: files == 1 }
}

/// A workspace with the files of a case, and how many they are.
fn workspace(case: &Case) -> (TempDir, usize) {
    let folder = tempfile::tempdir().unwrap();
    let records = folder.path().join("records");
    // Whoever has nothing to report for the months before says so.
    for month in ["2024-01", "2024-02", MONTH] {
        std::fs::create_dir_all(records.join(month)).unwrap();
        if month != MONTH {
            std::fs::write(records.join(month).join("说明.csv"), "零报告").unwrap();
        }
    }
    for name in ["roster.xlsx", "rulebook.toml"] {
        std::fs::copy(repository("tests/dirty").join(name), folder.path().join(name)).unwrap();
    }
    let month = records.join(MONTH);
    if case.id == "versions-beside" {
        let files =
            ["党建办考核表(1).xlsx", "党建办考核表.xlsx"].map(|name| format!("records/{MONTH}/{name}"));
        let receipt = format!("2024-04-03 09:20,党建办,{MONTH},{},,,收下，与 {} 并用,", files[0], files[1]);
        let text = format!("{}\r\n{receipt}\r\n", Receipt::COLUMNS.join(","));
        std::fs::write(records.join(cunkao::intake::RECEIPTS), text).unwrap();
    }
    let files = put(case, &month);
    (folder, files)
}

/// Puts the files of a case into the month; two are built on the spot.
fn put(case: &Case, month: &Path) -> usize {
    let rows: &[&[&str]] = &[&["村", "村民会议"], &["1村", "#2"]];
    let built = match case.id.as_str() {
        "bomb" => {
            let honest = parts(workbook_of(&[("规定动作", rows, false)]));
            Some(with_bomb(&honest, "xl/worksheets/sheet1.xml", GIGABYTE))
        }
        "stamped" => {
            let stamp: &[&[&str]] = &[&["month", "2024-03"], &["of", "党建办"], &["rulebook", "1"]];
            Some(workbook_of(&[("规定动作", rows, false), ("_cunkao", stamp, true)]))
        }
        _ => None,
    };
    if let Some(bytes) = built {
        std::fs::write(month.join("考核表.xlsx"), bytes).unwrap();
        return 1;
    }
    let mut files = 0;
    for entry in std::fs::read_dir(repository("tests/dirty/files").join(&case.id)).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), month.join(entry.file_name())).unwrap();
        files += usize::from(!entry.file_name().to_string_lossy().starts_with("~$"));
    }
    files
}

fn base(file: &str) -> &str {
    file.rsplit('/').next().unwrap()
}

impl Outcome {
    fn cell(&self, cell: &CellRef) -> String {
        let file = if self.one_file { String::new() } else { format!("{}›", base(cell.file())) };
        format!("{file}{}!{}", cell.sheet.name(), cell.address())
    }

    fn place(&self, location: &Location) -> String {
        match location {
            Location::Cell(cell) => self.cell(cell),
            Location::Sheet(sheet) if !self.one_file => format!("{}›{}", base(sheet.file()), sheet.name()),
            Location::Sheet(sheet) => sheet.name().to_string(),
            other => base(other.file()).to_owned(),
        }
    }

    /// Every message: how grave, its code, its place.
    fn said(&self) -> Vec<String> {
        let said = self.diagnostics.iter().map(|found| {
            format!("{} {} {}", found.severity.word(), found.code.name(), self.place(&found.location))
        });
        said.collect()
    }

    /// Every fact: as a line, where it stands, and whether it is 0.
    fn facts(&self) -> Vec<Fact> {
        let of_village = |(village, facts): (&Text, &VillageFacts)| {
            let mut found = self.of_village(village, facts);
            found.extend(self.of_cadres(village, facts));
            found
        };
        self.records.villages.iter().flat_map(of_village).collect()
    }

    fn fact(&self, village: &str, cells: &[&CellRef], text: &str, is_zero: bool) -> Fact {
        let places: Vec<_> = cells.iter().map(|cell| self.cell(cell)).collect();
        Fact { line: format!("{} {village} {text}", places[0]), places, is_zero }
    }

    fn of_village(&self, village: &str, facts: &VillageFacts) -> Vec<Fact> {
        let mut found = Vec::new();
        for (duty, cells) in &facts.duties {
            for cell in cells {
                let value = match cell.value {
                    DutyValue::Times(times) => times.to_string(),
                    DutyValue::On(day) => day.to_string(),
                    DutyValue::NotApplicable => "不适用".to_owned(),
                };
                let is_zero = cell.value == DutyValue::Times(Number::ZERO);
                found.push(self.fact(village, &[&cell.cell], &format!("{duty} {value}"), is_zero));
            }
        }
        for (indicator, readings) in &facts.readings {
            for Reading { date, value, cell } in readings {
                let text = format!("{indicator} {date} {}", shown(*value));
                found.push(self.fact(village, &[cell], &text, is_zero(*value)));
            }
        }
        for (name, marks) in &facts.marks {
            for mark in marks {
                let text = format!("{name} {}", shown(mark.value));
                found.push(self.fact(village, &[&mark.cell], &text, is_zero(mark.value)));
            }
        }
        for row in facts.registers.values().flatten() {
            for (column, (value, cell)) in &row.values {
                if let RegisterValue::Number(number) = value {
                    let text = format!("{column} {} {number}", row.date);
                    found.push(self.fact(village, &[cell], &text, number.is_zero()));
                }
            }
        }
        found
    }

    fn of_cadres(&self, village: &str, facts: &VillageFacts) -> Vec<Fact> {
        let mut found = Vec::new();
        for event in facts.events.values().flatten() {
            let mark = event.mark.map_or(String::new(), |mark| format!(" 分值={mark}"));
            let person =
                event.person.as_ref().map_or(String::new(), |person| format!(" 当事人={}", who(person)));
            let detail =
                if event.detail.is_empty() { String::new() } else { format!(" 说明={}", event.detail) };
            // 次数 first, then whatever else was filled.
            let cells: Vec<_> = event.cells.iter().skip(1).chain(event.cells.first()).collect();
            let text = format!("{} {} {}{person}{mark}{detail}", event.name, event.date, event.count);
            found.push(self.fact(village, &cells, &text, event.count.is_zero() || is_zero(event.mark)));
        }
        for one in &facts.attendance {
            let mark = match one.mark {
                AttendanceMark::Present => "出席",
                AttendanceMark::Late => "迟到",
                AttendanceMark::Excused => "准假",
                AttendanceMark::Absent => "缺席",
            };
            let text = format!("{} {} {mark}", who(&one.person), one.date);
            found.push(self.fact(village, &[&one.cell], &text, false));
        }
        for leave in &facts.leaves {
            let form = match leave.form {
                LeaveForm::Telephone => "电话",
                LeaveForm::Written => "书面",
                LeaveForm::None => "未请假",
            };
            let cells: Vec<_> = leave.cells.iter().skip(1).collect();
            let text = format!("{} {} {} {form}", who(&leave.person), leave.from, leave.until);
            found.push(self.fact(village, &cells, &text, false));
        }
        found
    }

    /// Whether a message as grave as that stands over a cell: at it, at its row's key, at its column's header, at its
    /// sheet or its file.
    fn is_under(&self, place: &str, severity: Severity) -> bool {
        let (sheet, address) = place.rsplit_once('!').unwrap();
        let (column, row) = split(address);
        self.diagnostics.iter().filter(|found| found.severity == severity).any(|found| {
            let said = self.place(&found.location);
            if said == sheet || sheet.strip_prefix(&format!("{said}›")).is_some() {
                return true;
            }
            let same_sheet = said.rsplit_once('!').filter(|(other, _)| *other == sheet);
            same_sheet.is_some_and(|(_, other)| split(other).0 == column || split(other).1 == row)
        })
    }
}

struct Fact {
    line: String,
    places: Vec<String>,
    is_zero: bool,
}

fn who(person: &Person) -> String {
    format!("{}/{}", person.name, person.id)
}

fn shown(value: Option<Number>) -> String {
    value.map_or("不适用".to_owned(), |value| value.to_string())
}

fn is_zero(value: Option<Number>) -> bool {
    value.is_some_and(Number::is_zero)
}

/// `B12`: column and row.
fn split(address: &str) -> (&str, &str) {
    address.split_at(address.find(|letter: char| letter.is_ascii_digit()).unwrap())
}

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort();
    lines
}

/// What is not as it should be; empty for a case that comes out as stated.
fn faults(case: &Case, outcome: &Outcome) -> Vec<String> {
    let mut faults = Vec::new();
    let (said, facts) = (sorted(outcome.said()), outcome.facts());
    let lines = sorted(facts.iter().map(|fact| fact.line.clone()).collect());
    if said != sorted(case.said.clone()) {
        faults.push(format!("said {said:#?}\nnot  {:#?}", sorted(case.said.clone())));
    }
    if lines != sorted(case.facts.clone()) {
        faults.push(format!("read {lines:#?}\nnot  {:#?}", sorted(case.facts.clone())));
    }
    if case.forgiven == outcome.diagnostics.has_errors() {
        faults.push("the verdict is another".to_owned());
    }
    let scored_zero = |fact: &Fact| {
        let typed = fact.places.iter().filter_map(|place| case.scored.get(place));
        typed.into_iter().any(|typed| ZEROS.contains(&typed.as_str()) || case.zeros.contains(typed))
    };
    for fact in &facts {
        if !fact.places.iter().any(|place| case.scored.contains_key(place)) {
            faults.push(format!("{} is a fact that nobody typed", fact.line));
        }
        if fact.is_zero && !scored_zero(fact) {
            faults.push(format!("{} became 0", fact.line));
        }
    }
    let read: BTreeSet<&String> = facts.iter().flat_map(|fact| &fact.places).collect();
    for (place, typed) in &case.scored {
        let once = case.repeats.contains(place) && outcome.is_under(place, Severity::Note);
        if !read.contains(place) && !once && !outcome.is_under(place, Severity::Error) {
            faults.push(format!("{place} “{typed}” was dropped in silence"));
        }
    }
    faults
}

#[test]
#[expect(clippy::disallowed_macros, reason = "the sum of the corpus, for whoever looks")]
fn every_dirty_file_comes_to_what_it_should() {
    let cases = cases();
    let (mut wrong, mut scored, mut forgiven) = (Vec::new(), 0, 0);
    for case in &cases {
        let faults = faults(case, &read(case));
        if !faults.is_empty() {
            wrong.push(format!("=== {}\n{}", case.id, faults.join("\n")));
        }
        scored += case.scored.len();
        forgiven += usize::from(case.forgiven);
    }
    assert!(wrong.is_empty(), "{} of {} cases\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    let refused = cases.len() - forgiven;
    println!(
        "{} files: {forgiven} forgiven, {refused} refused, {scored} scored cells, 0 silent zeros",
        count_of_files()
    );
}

fn count_of_files() -> usize {
    let folders = std::fs::read_dir(repository("tests/dirty/files")).unwrap();
    // Two more are built on the spot.
    folders.map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap().count()).sum::<usize>() + 2
}

/// Why points were taken off is what the village will ask.
#[test]
fn a_reason_beside_a_mark_stands_in_the_explanation() {
    let case = cases().into_iter().find(|case| case.id == "mark-notes").unwrap();
    let (folder, _) = workspace(&case);
    let said = cunkao([
        "explain",
        folder.path().to_str().unwrap(),
        "--period=2024-03",
        "--village=2村",
        "--item=秩序",
        "--allow-errors",
    ]);
    let said = stdout(&said);
    assert!(said.contains("三月检查；缺记录"), "{said}");
}

#[test]
fn every_folder_of_files_has_a_case() {
    let cases: BTreeSet<String> = cases().into_iter().map(|case| case.id).collect();
    for folder in std::fs::read_dir(repository("tests/dirty/files")).unwrap() {
        let name = folder.unwrap().file_name().to_string_lossy().into_owned();
        assert!(cases.contains(&name), "{name}");
    }
    assert!(cases.len() >= 160, "{}", cases.len());
}
