//! The numbers of a rulebook out to a sheet, and changed ones back into a new file.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::cli::run::Ending;
use crate::cli::show::{self, Notes};
use crate::cli::{inputs, output};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::intake::{self, TypedNumber};
use crate::report::xlsx;
use crate::rulebook::{self, WrittenNumber};
use crate::storage::{self, System};

/// Writes the numbers of a rulebook file as a workbook.
pub(super) fn export(rulebook: &Path, sheet: &Path, system: &dyn System) -> Ending {
    let (name, _, numbers) = match read(rulebook) {
        Ok(read) => read,
        Err(ending) => return ending,
    };
    let written = || {
        if numbers.is_empty() {
            return Err(format!(
                "{name} 里没有写数：数都在它用 extends 引用的细则里\n要改的，在 {name} 里写上那一条的 id 和要改的键，就以这里的为准；写法见 条款 --reference"
            ));
        }
        let bytes = xlsx::render_numbers(&name, &numbers).map_err(|error| error.to_string())?;
        storage::to_new_file(system, sheet, &bytes)
    };
    Ending::of(written())
}

/// Writes a new rulebook file with the numbers that were typed into a sheet; nothing if any of them is in doubt.
pub(super) fn apply(rulebook: &Path, sheet: &Path, output: &Path, system: &dyn System) -> Ending {
    if !sheet.exists() {
        return Ending::failure(format!("没有 {} 这份表格", sheet.display()));
    }
    let (_, text, numbers) = match read(rulebook) {
        Ok(read) => read,
        Err(ending) => return ending,
    };
    let (typed, mut diagnostics) = intake::read_numbers(sheet);
    let changes = changes(&numbers, &typed, &mut diagnostics);
    if diagnostics.has_errors() {
        return Ending { code: 1, message: show::text(&diagnostics.sorted(), Notes::Untold) };
    }
    let changed = rulebook::with_digits(&text, &numbers, &changes);
    if let Err(problem) = storage::to_new_file(system, output, changed.as_bytes()) {
        return Ending::failure(problem);
    }
    let mut told = String::new();
    for number in &numbers {
        if let Some(new) = changes.get(&number.path) {
            let _ = writeln!(told, "{}：{} → {new}", number.path, number.digits);
        }
    }
    let _ = writeln!(told, "改了 {} 处，写入 {}", changes.len(), output.display());
    if let Err(problem) = output::say(&told) {
        return Ending::failure(problem);
    }
    let (found, reminder) = checked(output, (&file(rulebook), &changed));
    Ending { code: u8::from(found.has_errors()), message: show::text(&found, Notes::Untold) + &reminder }
}

/// What is wrong with a new file where it stands. Where it does not find from there what it starts from it is checked beside
/// its source, which does, with a reminder that it belongs there.
fn checked(output: &Path, (source, changed): (&Path, &str)) -> (Diagnostics, String) {
    let is_lost = |found: &Diagnostics| found.iter().any(|one| one.code == Code::ExtendsMissing);
    let found = inputs::check_rulebook(output);
    if !is_lost(&found) || is_lost(&inputs::check_rulebook(source)) {
        return (found, String::new());
    }
    let name = output.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = source.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = inputs::whole(folder).unwrap_or_else(|| folder.to_owned());
    let (output, folder) = (output.display(), folder.display());
    let reminder = format!("提醒：{output} 的 extends 从原细则所在的文件夹算起，放到 {folder} 里才能用\n");
    (inputs::check_loaded(rulebook::load_beside(source, &name, changed)), reminder)
}

/// The rulebook itself, of a workspace too.
fn file(path: &Path) -> PathBuf {
    if path.is_dir() { path.join(inputs::RULEBOOK) } else { path.to_owned() }
}

type Read = (String, String, Vec<WrittenNumber>);

/// A rulebook file: its name, its text, its numbers.
fn read(path: &Path) -> Result<Read, Ending> {
    let path = file(path);
    let shown = path.display();
    let text =
        std::fs::read_to_string(&path).map_err(|_| format!("读不到细则 {shown}（要一个 UTF-8 的文件）"))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (numbers, problems) = rulebook::written_numbers(&name, &text);
    if problems.has_errors() {
        return Err(Ending::against(format!("细则 {shown} 不符合 TOML 写法，先用“检查”改正")));
    }
    Ok((name, text, numbers))
}

/// The new digits by path; a row that does not fit the file is an error.
fn changes(
    numbers: &[WrittenNumber],
    typed: &[TypedNumber],
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, String> {
    let mut changes = BTreeMap::new();
    for row in typed {
        let written = numbers.iter().find(|number| number.path == row.path);
        let problem = match written {
            None => Some(format!("细则里没有 {} 这个数", row.path)),
            Some(written) if written.digits != row.old && row.new.is_none() => Some(format!(
                "{} 的现值是 {}，被改成了 {}；新的数要填在“新值”栏",
                row.path, written.digits, row.old
            )),
            Some(written) if written.digits != row.old => {
                Some(format!("{} 在细则里是 {}，表中的现值是 {}", row.path, written.digits, row.old))
            }
            Some(_) if changes.contains_key(&row.path) => Some(format!("{} 在表中写了两行", row.path)),
            Some(_) => None,
        };
        if let Some(message) = problem {
            diagnostics.push(
                Diagnostic::error(Code::NumberStale, &row.cell, message)
                    .hint("细则在导出之后改动过，或改动了别的栏：重新导出数值表，再填一次"),
            );
            continue;
        }
        let Some(new) = row.new.map(|new| new.to_string()) else { continue };
        if new != row.old {
            changes.insert(row.path.clone(), new);
        }
    }
    changes
}
