//! The files of rulebooks: their text, and the names that they are shown by. The only I/O of this folder, but for whether
//! there is a `history.toml`; nothing of what stands in them is looked at.

use std::path::{Path, PathBuf};

use crate::input_name::InputName;

/// A rulebook of more bytes than this is not one.
const MAX_BYTES: u64 = 4_000_000;

/// How a rulebook that is not there is found again: as an editor of Windows names it, `rulebook.toml.txt`, or by any name that
/// ends as one does.
pub(super) fn renamed(path: &Path) -> String {
    let entries = path.parent().and_then(|folder| std::fs::read_dir(folder).ok());
    let names = entries.into_iter().flatten().flatten();
    let names = names.filter(|entry| entry.path().is_file()).map(|entry| entry.file_name());
    let mut alike: Vec<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| !InputName(name).is_of_a_system() && InputName(name).may_be_rulebook())
        .collect();
    alike.sort_unstable();
    if alike.is_empty() {
        return "细则放在工作区里，名为 rulebook.toml；改了名的改回来".to_owned();
    }
    let alike: Vec<String> = alike.iter().map(|name| format!("“{name}”")).collect();
    format!("文件夹里有{}：是细则的，改名为 rulebook.toml", alike.join("、"))
}

/// The text of a file of TOML, or why there is none.
pub(super) fn read_text(path: &Path) -> Result<String, &'static str> {
    let about = std::fs::metadata(path).map_err(|_| "文件不存在或没有读取权限")?;
    // A device has no end, or none until somebody types one.
    if !about.is_file() {
        return Err("不是文件");
    }
    if about.len() > MAX_BYTES {
        return Err("文件过大，不像细则");
    }
    let bytes = std::fs::read(path).map_err(|_| "没有读取权限或不是文件")?;
    String::from_utf8(bytes).map_err(|_| "不是 UTF-8 编码，请用记事本另存为 UTF-8")
}

/// Relative to the workspace with `/`, or the bare name: no absolute path is ever printed.
pub(super) fn display_name(path: &Path, workspace: &Path) -> String {
    let relative = path.strip_prefix(workspace).map(PathBuf::from);
    let shown = match relative {
        Ok(inside) => inside,
        Err(_) => PathBuf::from(path.file_name().unwrap_or_default()),
    };
    let parts: Vec<_> = shown.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    if parts.iter().any(|part| part == "..") {
        return parts.last().map(ToString::to_string).unwrap_or_default();
    }
    parts.join("/")
}
