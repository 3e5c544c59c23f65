//! `template` 模板：a month's blank workbooks. Nothing is overwritten: another set goes into a folder of its own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::cli::args::{Division, TemplateArgs};
use crate::cli::run::Ending;
use crate::cli::show::{self, Notes};
use crate::cli::{inputs, output};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::intake;
use crate::period::Month;
use crate::report::template::{self, Blank, Split};
use crate::report::xlsx;
use crate::rulebook;
use crate::storage::{self, NewFile, System};

/// Where the sets of a workspace lie: not among the records, so that blank ones are never read.
const FOLDER: &str = "模板";

pub(in crate::cli) fn run(args: &TemplateArgs, system: &dyn System) -> Ending {
    let folder = &args.workspace;
    if !folder.join(inputs::RULEBOOK).is_file() {
        return Ending::failure(format!("{} 里没有 {}，不是工作区", folder.display(), inputs::RULEBOOK));
    }
    let split = match args.by {
        None => Split::None,
        Some(Division::Office) => Split::Offices,
        Some(Division::Village) => Split::Villages,
    };
    let (blanks, diagnostics) = blanks(folder, args.month, split);
    if diagnostics.has_errors() {
        return Ending { code: 1, message: show::text(&diagnostics.sorted(), Notes::Untold) };
    }
    if blanks.is_empty() {
        return Ending::failure(match split {
            Split::Offices if has_offices(folder) => {
                format!("{} 没有哪个责任办所要报：细则里各 [[office]] 的 months 都不含这个月", args.month)
            }
            Split::Offices => "细则没有写责任办所（[[office]]），不能按办所分".to_owned(),
            Split::None | Split::Villages => format!("花名册里 {} 没有在考核的村", args.month),
        });
    }
    let _held = match args.output.is_none().then(|| storage::lock(folder)).transpose() {
        Ok(held) => held,
        Err(message) => return Ending::failure(message),
    };
    let base = args.output.clone().unwrap_or_else(|| folder.join(FOLDER).join(args.month.to_string()));
    match write(&blanks, &base, system) {
        Ok(paths) => print(&paths),
        Err(problem) => Ending::failure(problem),
    }
}

fn has_offices(folder: &Path) -> bool {
    let (rulebook, _) = rulebook::load(&folder.join(inputs::RULEBOOK), folder);
    rulebook.is_some_and(|rulebook| !rulebook.offices.is_empty())
}

/// The blank workbooks of a workspace's month, and what is wrong with its rulebook and roster.
pub(super) fn blanks(folder: &Path, month: Month, split: Split) -> (Vec<Blank>, Diagnostics) {
    let (rulebook, mut diagnostics) = rulebook::load(&folder.join(inputs::RULEBOOK), folder);
    let Some(rulebook) = rulebook else { return (Vec::new(), diagnostics) };
    let (roster, found) = intake::read_roster(folder, &rulebook.declarations, Some(month.last_day()));
    diagnostics.extend(found);
    if let Some(fault) = rulebook.register_without_sheet() {
        let place = Location::File(inputs::RULEBOOK.to_owned());
        diagnostics.push(Diagnostic::error(Code::BadValue, place, format!("做不出空白表：{fault}")));
        return (Vec::new(), diagnostics);
    }
    (template::month(&rulebook, &roster, month, split), diagnostics)
}

/// Writes a set into the folder, or into the next one where any file of the set is there already.
pub(super) fn write(blanks: &[Blank], base: &Path, system: &dyn System) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    let mut taken = BTreeSet::new();
    for blank in blanks {
        let bytes = xlsx::render_blank(blank).map_err(|error| error.to_string())?;
        files.push(NewFile::new(named_apart(&blank.stem, &mut taken), bytes));
    }
    let folder = free(base, &files);
    storage::to_new_files(system, &folder, &files)?;
    Ok(files.iter().map(|file| folder.join(&file.name)).collect())
}

/// The name of a file that no other of the set has: signs that none may hold become the same one, and some systems take
/// capitals and small letters for the same. Which workbook is whose says the stamp within, not the name.
fn named_apart(stem: &str, taken: &mut BTreeSet<String>) -> String {
    let stem = storage::file_name(stem);
    let mut name = format!("{stem}.xlsx");
    let mut number = 2;
    while !taken.insert(name.to_lowercase()) {
        name = format!("{stem}（{number}）.xlsx");
        number += 1;
    }
    name
}

/// The folder itself, else `…_第2次`, `…_第3次`: the first in which no file of the set is.
fn free(base: &Path, files: &[NewFile]) -> PathBuf {
    let taken = |folder: &Path| files.iter().any(|file| folder.join(&file.name).exists());
    let mut folder = base.to_owned();
    let mut time = 2;
    while taken(&folder) {
        let mut name = base.file_name().unwrap_or_default().to_owned();
        name.push(format!("_第{time}次"));
        folder = base.with_file_name(name);
        time += 1;
    }
    folder
}

fn print(paths: &[PathBuf]) -> Ending {
    let lines: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    Ending::of(output::say(&format!("{}\n", lines.join("\n"))))
}
