//! `检查结果/第N次/`: the list of problems as a workbook, and a marked copy of each faulty workbook. Nothing that is
//! there is touched; a run that finds what the last one found writes nothing.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::cli::inputs::Findings;
use crate::cli::runs;
use crate::diagnostic::{CellRef, Diagnostic, Location, Severity};
use crate::input_name::RECORDS;
use crate::intake;
use crate::report::marked::{self, Mark, Marks};
use crate::report::{Problems, xlsx};
use crate::storage::{self, NewFile, System};

const FOLDER: &str = "检查结果";
/// Ends the name of a marked copy.
const MARKED: &str = "_已标注.xlsx";
const LIST: &str = "问题清单.xlsx";
/// Of a sheet no more cells than this are marked, from the top.
const MOST_MARKED: usize = 2_000;
/// A note of a cell of more bytes than this is not made longer.
const LONGEST_NOTE: usize = 8_000;

/// Keeps what was found, and tells where; `None` where there is nothing to keep.
pub(super) fn save(
    workspace: &Path,
    findings: &Findings,
    system: &dyn System,
) -> Result<Option<String>, String> {
    if findings.diagnostics.iter().all(|problem| problem.severity == Severity::Note) {
        return Ok(None);
    }
    let copies = copies(workspace, findings);
    // Reminders of what lies in no cell are read on the screen; a list of them alone helps nobody.
    if copies.is_empty() && !findings.diagnostics.has_errors() {
        return Ok(None);
    }
    let names: BTreeMap<String, String> =
        copies.iter().map(|(file, copy)| (file.clone(), copy.name.clone())).collect();
    let list = xlsx::render_problems(&Problems {
        diagnostics: &findings.diagnostics,
        inputs: &findings.inputs,
        senders: &findings.senders,
        copies: &names,
        up: "../../",
    });
    let list = list.map_err(|error| error.to_string())?;
    // From here on another run may not take the same number.
    let _held = storage::lock(workspace)?;
    let folder = workspace.join(FOLDER);
    let last = runs::last(&folder, "");
    if last > 0 && std::fs::read(run(&folder, last).join(LIST)).is_ok_and(|kept| kept == list) {
        return Ok(Some(format!("与第{last}次检查相同，见 {}\n", run(&folder, last).display())));
    }
    let next = runs::next(&folder, "");
    let mut files = vec![NewFile::new(LIST, list)];
    files.extend(copies.into_values().map(|copy| NewFile::new(copy.name, copy.bytes)));
    storage::to_new_folder(system, &next, &files)?;
    let marked = files.len() - 1;
    Ok(Some(format!("问题清单和 {marked} 份标注件已存到 {}\n", next.display())))
}

fn run(folder: &Path, number: u32) -> PathBuf {
    folder.join(runs::name("", number))
}

struct Copy {
    /// Of the file it is written to, once all copies are named; until then that of its original without the ending.
    name: String,
    bytes: Vec<u8>,
}

/// What is said of the cells of a file, by sheet and cell.
type Noted = BTreeMap<String, BTreeMap<(u32, u32), Mark>>;

/// The marked copies by file, of those that can be read.
fn copies(workspace: &Path, findings: &Findings) -> BTreeMap<String, Copy> {
    let mut by_file: BTreeMap<&str, Noted> = BTreeMap::new();
    for problem in findings.diagnostics.iter().filter(|problem| problem.severity != Severity::Note) {
        let (sheet, cell) = match &problem.location {
            Location::Cell(CellRef { sheet, row, column }) => (sheet, (*row, *column)),
            Location::Sheet(sheet) => (sheet, (0, 0)),
            Location::File(_) | Location::Text(_) => continue,
        };
        let marks =
            by_file.entry(problem.location.file()).or_default().entry(sheet.name().to_string()).or_default();
        note(marks, cell, problem);
    }
    let copy = |(file, noted): (&str, Noted)| {
        let first = |marks: BTreeMap<_, Mark>| marks.into_values().take(MOST_MARKED).collect();
        let marks = noted.into_iter().map(|(sheet, marks)| (sheet, first(marks))).collect();
        Some((file.to_owned(), copy(workspace, file, &marks)?))
    };
    let mut copies: BTreeMap<String, Copy> = by_file.into_iter().filter_map(copy).collect();
    // 甲.xls and 甲.xlsx have one copy's name; there are disks on which a.xlsx and A.xlsx are one file.
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for copy in copies.values_mut() {
        let stem = std::mem::take(&mut copy.name);
        let names = (1..).map(|number| match number {
            1 => format!("{stem}{MARKED}"),
            _ => format!("{stem}_{number}{MARKED}"),
        });
        copy.name = names.into_iter().find(|name| taken.insert(name.to_lowercase())).unwrap_or_default();
    }
    copies
}

fn note(marks: &mut BTreeMap<(u32, u32), Mark>, cell: (u32, u32), problem: &Diagnostic) {
    let hints = problem.hints.iter().map(|hint| format!("\n{hint}"));
    let words = format!("【{}】{}{}", problem.severity.chinese(), problem.message, hints.collect::<String>());
    match marks.entry(cell) {
        Entry::Occupied(mark) => {
            let mark = mark.into_mut();
            // A cell of which hundreds of things are said is read by nobody to the end.
            if mark.note.len() < LONGEST_NOTE {
                mark.note.push('\n');
                mark.note.push_str(&words);
            }
            // Severities are ordered from the worst.
            mark.severity = mark.severity.min(problem.severity);
        }
        Entry::Vacant(place) => {
            place.insert(Mark { cell, severity: problem.severity, note: words });
        }
    }
}

fn copy(workspace: &Path, file: &str, marks: &Marks) -> Option<Copy> {
    let bytes = std::fs::read(workspace.join(file)).ok()?;
    let short =
        file.strip_prefix(RECORDS).and_then(|rest| rest.strip_prefix('/')).unwrap_or(file).replace('/', "_");
    let stem = short.rsplit_once('.').map_or(short.as_str(), |(stem, _)| stem);
    let patched = marked::copy(&bytes, marks);
    // What is no xlsx, or an odd one, is written anew with its values alone.
    let bytes = patched.or_else(|| xlsx::render_marked(&intake::shown(&workspace.join(file)), marks).ok())?;
    // On Linux a file may be called what Windows takes for a place elsewhere.
    Some(Copy { name: storage::file_name(stem), bytes })
}
