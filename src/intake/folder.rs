//! The month folders of a workspace and the files in them, in the order of their names.

use std::borrow::Cow;
use std::fs::DirEntry;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{Months, package, receipts};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::encoding;
use crate::input_name::{InputName, RECORDS, month_folder};
use crate::period::{Month, Period};

/// A file to be read, and the name that messages give it.
pub(super) struct FoundFile {
    pub(super) path: PathBuf,
    pub(super) name: String,
}

/// Endings of workbooks. The content decides what a file is; the ending, that it is meant to be read.
const ENDINGS: &[&str] = &["xlsx", "xlsm", "xls", "et", "csv"];

/// Endings of workbooks that cannot be read: what they hold must not go missing.
const UNREAD: &[&str] = &["ods", "fods", "xlsb", "xlt", "xltx", "xltm", "ett", "numbers"];

/// Endings of plain texts, as which spreadsheets save a sheet too.
const TEXTS: &[&str] = &["txt", "tsv", "tab", "prn"];

/// Endings of what programs leave behind while they save a file.
const TEMPORARY: &[&str] = &["tmp", "temp", "bak"];

/// That of what they keep of the state before, which is no file of its own.
const BACKUP: &str = "bak";

/// Endings of files that have not come in whole.
const UNFINISHED: &[&str] = &["part", "crdownload", "download", "downloading", "td", "xltd"];

/// Endings of what only points to a file.
const SHORTCUTS: &[&str] = &["lnk", "url"];

/// What the program keeps beside the months.
const OWN: &[&str] = &[receipts::NAME, SET_ASIDE];

/// Where files lie that another version took the place of: `records/不采用/2024-03/…`.
pub const SET_ASIDE: &str = "不采用";

/// The months to open.
pub(super) fn months(workspace: &Path, wanted: Months, diagnostics: &mut Diagnostics) -> Vec<Month> {
    let Some(names) = names_in(&workspace.join(RECORDS), RECORDS, diagnostics) else { return Vec::new() };
    let mut months = Vec::new();
    for (name, is_folder) in names {
        let is_table = !is_folder && is_workbook(Path::new(&name));
        let hint = if is_table {
            "表格放进那个月的文件夹，如 records/2024-03"
        } else {
            "月份文件夹写作 2024-03 这样的形式"
        };
        match Month::parse(&name) {
            Some(month) => months.push(month),
            None if InputName(&name).is_of_a_system() || OWN.contains(&name.as_str()) => {}
            None => diagnostics.push(
                Diagnostic::warning(
                    Code::FolderName,
                    Location::File(format!("{RECORDS}/{name}")),
                    format!("“{name}”不是年月，没有读取"),
                )
                .hint(hint),
            ),
        }
    }
    match wanted {
        Months::UpTo(period) => period.months_to_date().collect(),
        Months::All => up_to_the_last(&months),
    }
}

/// Every month from January to the last of its year that has a folder: one between them may be missing.
fn up_to_the_last(found: &[Month]) -> Vec<Month> {
    let is_last = |month: &&Month| found.iter().all(|other| other.year() != month.year() || other <= *month);
    found.iter().filter(is_last).flat_map(|last| Period::of_month(*last).months_to_date()).collect()
}

/// The workbooks of a month; `None` where its folder cannot be opened, which is said.
pub(super) fn workbooks(
    workspace: &Path,
    month: Month,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<FoundFile>> {
    let folder = workspace.join(RECORDS).join(month.to_string());
    let mut files = Vec::new();
    for (name, is_folder) in names_in(&folder, &month_folder(month), diagnostics)? {
        let path = folder.join(&name);
        let shown = format!("{RECORDS}/{month}/{name}");
        let ending = ending(&path);
        if InputName(&name).is_of_a_system() {
            continue;
        }
        if TEMPORARY.contains(&ending.as_str()) && !came_in_so(&path, &ending) {
            continue;
        }
        if name.contains(char::REPLACEMENT_CHARACTER) {
            diagnostics.push(unreadable_name(Location::File(shown)));
            continue;
        }
        if InputName(&name).is_half_saved() && !is_folder {
            if is_workbook_inside(&path) {
                diagnostics.push(half_saved(Location::File(shown)));
            }
        } else if is_folder {
            diagnostics.push(
                Diagnostic::error(Code::FileRefused, Location::File(shown), "文件夹里的表格没有读取")
                    .hint("把其中的表格移到本月文件夹里，或把这个文件夹移到别处"),
            );
        } else if ENDINGS.contains(&ending.as_str()) {
            files.push(FoundFile { path, name: shown });
        } else if UNREAD.contains(&ending.as_str()) {
            diagnostics.push(
                Diagnostic::error(
                    Code::FileRefused,
                    Location::File(shown),
                    format!("{ending} 格式的表格读不了"),
                )
                .hint("在 WPS 中打开，另存为 xlsx 工作簿"),
            );
        } else {
            diagnostics.push(other_file(&path, &ending, &Location::File(shown)));
        }
    }
    Some(files)
}

/// The workbooks in a workspace whose names hold one of some words: what may be a file that lies there under a wrong name.
pub(super) fn likely_workbooks(workspace: &Path, words: &[&str]) -> Vec<String> {
    let names = names_in(workspace, "", &mut Diagnostics::new()).unwrap_or_default().into_iter();
    let files = names.filter(|(name, is_folder)| !is_folder && !name.starts_with(['.', '~']));
    let is_likely = |name: &String| {
        let ending = ending(Path::new(name));
        let is_workbook = [ENDINGS, UNREAD].iter().any(|endings| endings.contains(&ending.as_str()));
        is_workbook && words.iter().any(|word| name.to_lowercase().contains(word))
    };
    files.map(|(name, _)| name).filter(is_likely).collect()
}

pub(super) fn is_workbook_inside(path: &Path) -> bool {
    let is_too_long = std::fs::metadata(path).is_ok_and(|about| package::is_too_long(about.len()));
    !is_too_long && std::fs::read(path).is_ok_and(|bytes| package::is_workbook(&bytes))
}

/// Whether most lines of a text are parted by tabs or several commas, as a spreadsheet saves a sheet as text. Notes of
/// people are not.
fn is_table_of_text(path: &Path) -> bool {
    let is_too_long = std::fs::metadata(path).is_ok_and(|about| package::is_too_long(about.len()));
    let text = || encoding::decode(&std::fs::read(path).ok()?).map(Cow::into_owned);
    if is_too_long {
        return false;
    }
    text().is_some_and(|text| {
        let (parted, whole): (Vec<&str>, Vec<&str>) = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .partition(|line| line.contains('\t') || line.matches(',').count() > 1);
        parted.len() > 1 && parted.len() > whole.len()
    })
}

/// The ending of a workbook before the last one: `csv` of `事项登记.csv.txt`.
fn inner_ending(path: &Path) -> Option<String> {
    let inner = ending(Path::new(path.file_stem()?));
    ENDINGS.contains(&inner.as_str()).then_some(inner)
}

/// Whether a file that is called temporary is a whole workbook and bears the name of one, as `事项登记.xlsx.tmp` of a
/// download; others were left behind here by what saves files.
fn came_in_so(path: &Path, ending: &str) -> bool {
    ending != BACKUP && inner_ending(path).is_some() && is_workbook_inside(path)
}

/// Whether the name of a workbook stands in that of a shortcut: `社保所.xlsx - 快捷方式.lnk`.
fn names_a_workbook(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    [ENDINGS, UNREAD].iter().copied().flatten().any(|ending| stem.contains(&format!(".{ending}")))
}

/// A name in another encoding, as packed files from elsewhere may have: no path leads to it.
fn unreadable_name(place: Location) -> Diagnostic {
    Diagnostic::error(Code::FileUnreadable, place, "文件名的编码不对，打不开，没有读取")
        .hint("给它改一个名字；解压出来就是乱码的，换一个解压软件重新解压")
}

/// Programs name so what they are about to save; an office does not.
fn half_saved(place: Location) -> Diagnostic {
    Diagnostic::error(Code::FileRefused, place, "文件名以 ~ 开头，像是没有存完的表格，没有读取")
        .hint("要用的，去掉 ~ 再放进来；不要的，移到别处")
}

/// A file that is not read: an error where it may hold what should be scored, otherwise a warning.
fn other_file(path: &Path, ending: &str, place: &Location) -> Diagnostic {
    let refused = |message: &str| Diagnostic::error(Code::FileRefused, place.clone(), message);
    if InputName(&path.to_string_lossy()).is_archive() {
        return refused("压缩包没有解开，里面的表格没有读取")
            .hint("解压后把表格放在本月文件夹里，压缩包移到别处");
    }
    if UNFINISHED.contains(&ending) {
        return refused("文件还没有下载完，没有读取").hint("重新下载；不要的，移到别处");
    }
    if SHORTCUTS.contains(&ending) && names_a_workbook(path) {
        return refused("这是快捷方式，不是表格本身，没有读取")
            .hint("请对方把表格本身发来；不要的，移到别处");
    }
    if is_workbook_inside(path) {
        return refused("内容是表格，而文件名的结尾不是，没有读取")
            .hint("要用的，把文件名的结尾改为 .xlsx（老格式改为 .xls）；不要的，移到别处");
    }
    if let Some(inner) = inner_ending(path).filter(|_| TEXTS.contains(&ending)) {
        return refused(&format!("文件名以 .{inner}.{ending} 结尾，像是一张表，没有读取")).hint(
            "要用的，去掉结尾的 .txt，或在 WPS 中另存为 xlsx；不要的，移到别处".replace("txt", ending),
        );
    }
    if TEXTS.contains(&ending) && is_table_of_text(path) {
        return refused("文本文件里像是一张表，没有读取")
            .hint("要用的，在 WPS 中另存为 xlsx，或把文件名的结尾改为 .csv；不要的，移到别处");
    }
    Diagnostic::warning(Code::FileRefused, place.clone(), "不是表格文件，没有读取")
        .hint("表格另存为 xlsx 后放在本月文件夹里；其他文件移到别处")
}

/// Whether a file's ending is that of a workbook.
pub(super) fn is_workbook(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    ENDINGS.contains(&ending(path).as_str()) && !InputName(name).is_lock()
}

/// The names of the workbooks in a month's folder, in order, for one to be chosen: what was not saved to its end may be
/// among them, to be taken away; what is hidden is nobody's. None of a folder that cannot be opened.
pub fn workbooks_there(workspace: &Path, month: Month) -> Vec<String> {
    let folder = workspace.join(month_folder(month));
    let names = names_in(&folder, "", &mut Diagnostics::new()).unwrap_or_default().into_iter();
    let names = names.map(|(name, _)| name);
    names.filter(|name| is_workbook(Path::new(name)) && !InputName(name).is_of_a_system()).collect()
}

fn ending(path: &Path) -> String {
    path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase()
}

/// No folder, or nothing in it; one that may be meant was not read, which `found` tells.
pub(super) fn month_missing(month: Month, found: &Diagnostics) -> Diagnostic {
    let unread =
        found.iter().filter(|one| one.code == Code::FolderName).filter_map(|one| match &one.location {
            Location::File(name) => name.rsplit('/').next(),
            _ => None,
        });
    let meant: Vec<_> = unread.filter(|name| may_mean(name, month)).map(|name| format!("“{name}”")).collect();
    let message = format!("没有{month}的表格");
    let missing = Diagnostic::error(Code::MonthMissing, Location::File(month_folder(month)), message);
    if meant.is_empty() {
        return missing.hint("当月没有事情的也要放一份空表（零报告）");
    }
    missing.hint(format!("{RECORDS} 里的{}没有读取：是这个月的，改名为 {month}", meant.join("、")))
}

/// Whether a folder that is no month by its name may be meant for one: that is the only month that it names, and it names no
/// other year.
fn may_mean(name: &str, month: Month) -> bool {
    let numbers = name.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let (years, months): (Vec<&str>, Vec<&str>) = numbers.partition(|digits| digits.len() > 2);
    let is_own = |digits: &str| digits.trim_start_matches('0') == month.number().to_string();
    years.iter().all(|year| *year == month.year().to_string())
        && matches!(months.as_slice(), [own] if is_own(own))
}

/// What lies in a folder, in the order of names, and whether it is a folder itself. Nothing lies in one that is not there;
/// one that cannot be read to its end is an error, and `None`.
fn names_in(folder: &Path, shown: &str, diagnostics: &mut Diagnostics) -> Option<Vec<(String, bool)>> {
    let named = |entry: std::io::Result<DirEntry>| {
        let entry = entry?;
        Ok((entry.file_name().to_string_lossy().into_owned(), is_folder(&entry)))
    };
    let read = std::fs::read_dir(folder).and_then(|entries| entries.map(named).collect());
    match read {
        Ok(names) => {
            let mut names: Vec<_> = names;
            names.sort();
            Some(names)
        }
        Err(problem) if problem.kind() == ErrorKind::NotFound => Some(Vec::new()),
        Err(_) => {
            let message = "文件夹打不开，里面的表格没有读取";
            let place = Location::File(shown.to_owned());
            diagnostics.push(
                Diagnostic::error(Code::FileUnreadable, place, message)
                    .hint("看它是不是文件夹，有没有读它的权限，所在的盘是不是断开了，再试"),
            );
            None
        }
    }
}

/// Asked of the entry itself, which knows: only where a link leads must be looked up.
fn is_folder(entry: &DirEntry) -> bool {
    let kind = entry.file_type();
    kind.is_ok_and(|kind| if kind.is_symlink() { entry.path().is_dir() } else { kind.is_dir() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_or_a_lock_is_no_file_to_choose() {
        let workspace = tempfile::tempdir().unwrap();
        let march = Month::new(2024, 3).unwrap();
        let folder = workspace.path().join(month_folder(march));
        std::fs::create_dir_all(&folder).unwrap();
        for name in ["党建办.xlsx", "~$党建办.xlsx", ".党建办.xlsx", "~3村.xls", "照片.jpg"] {
            std::fs::write(folder.join(name), "PK").unwrap();
        }
        assert_eq!(workbooks_there(workspace.path(), march), ["~3村.xls", "党建办.xlsx"]);
        assert_eq!(workbooks_there(workspace.path(), Month::new(2024, 4).unwrap()), [] as [&str; 0]);
    }
}
