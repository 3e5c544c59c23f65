//! Files and folders that are there whole or not at all. What is to be kept is written aside, put on the disk, and
//! takes its name in one step; nothing that is there already is touched.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::System;
use super::draft::draft_of;
use super::trouble::{no_folder, not_written};

/// A file that is to be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its name in the folder that it is written into; it may hold `/`.
    pub name: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

impl NewFile {
    /// A file of a name.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }
}

/// Writes a new file whole; an existing one is never touched.
pub fn to_new_file(system: &dyn System, path: &Path, bytes: &[u8]) -> Result<(), String> {
    write_files(system, &[(path, bytes)])
}

/// Writes new files that belong together into a folder, which may be there: none takes its name before all are written,
/// and where one cannot take it, those that have are taken back.
pub fn to_new_files(system: &dyn System, folder: &Path, files: &[NewFile]) -> Result<(), String> {
    if !folder.exists() {
        return to_new_folder(system, folder, files);
    }
    let paths: Vec<PathBuf> = files.iter().map(|file| folder.join(&file.name)).collect();
    let bytes = files.iter().map(|file| file.bytes.as_slice());
    write_files(system, &paths.iter().map(PathBuf::as_path).zip(bytes).collect::<Vec<_>>())
}

fn write_files(system: &dyn System, files: &[(&Path, &[u8])]) -> Result<(), String> {
    if let Some((there, _)) = files.iter().find(|(path, _)| path.exists()) {
        return Err(refused(there, ErrorKind::AlreadyExists));
    }
    let mut written =
        files.iter().try_for_each(|(path, bytes)| write_draft(system, &draft_of(path), path, bytes));
    let mut named: Vec<&Path> = Vec::new();
    for (path, _) in files {
        written = written.and_then(|()| take_name(system, &draft_of(path), path));
        if written.is_ok() {
            named.push(path);
        }
    }
    for (path, _) in files {
        // Half a result is worse than none; a failure to remove it changes nothing about the message.
        let _ = system.remove_file(&draft_of(path));
    }
    for path in named {
        if written.is_err() {
            let _ = system.remove_file(path);
        }
        settle(system, path);
    }
    written
}

fn write_draft(system: &dyn System, draft: &Path, path: &Path, bytes: &[u8]) -> Result<(), String> {
    system.write_new(draft, bytes).map_err(|error| refused(path, error.kind()))
}

/// A link cannot take the place of a file that has come there meanwhile; a rename, where the disk knows no links,
/// could, so that it is looked for once more.
fn take_name(system: &dyn System, draft: &Path, path: &Path) -> Result<(), String> {
    match system.link(draft, path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists || path.exists() => {
            Err(refused(path, ErrorKind::AlreadyExists))
        }
        Err(_) => system.rename(draft, path).map_err(|error| refused(path, error.kind())),
    }
}

pub(super) fn refused(path: &Path, kind: ErrorKind) -> String {
    let shown = path.display();
    match kind {
        ErrorKind::AlreadyExists => format!("{shown} 已经存在，不会覆盖；请换一个名称"),
        ErrorKind::NotFound => format!("{shown} 所在的文件夹不存在"),
        _ => not_written(path, kind),
    }
}

/// A folder that is to be there with all of its files.
pub struct NewFolder<'a> {
    /// Where.
    pub path: &'a Path,
    /// What.
    pub files: &'a [NewFile],
}

/// Writes a new folder of files, whole or not at all: a run that is cut short leaves a draft.
pub fn to_new_folder(system: &dyn System, folder: &Path, files: &[NewFile]) -> Result<(), String> {
    to_new_folder_if(system, folder, files, |_| Ok(()))
}

/// As [`to_new_folder`], if what was written holds a check; it is given the folder where it stands till then.
pub fn to_new_folder_if(
    system: &dyn System,
    folder: &Path,
    files: &[NewFile],
    holds: impl FnOnce(&Path) -> Result<(), String>,
) -> Result<(), String> {
    write_folders(system, &[NewFolder { path: folder, files }], || holds(&draft_of(folder)))
}

/// Writes new folders that belong together: none takes its name before all are written, and where one cannot take it,
/// those that have are taken back.
pub fn to_new_folders(system: &dyn System, folders: &[NewFolder<'_>]) -> Result<(), String> {
    write_folders(system, folders, || Ok(()))
}

fn write_folders(
    system: &dyn System,
    folders: &[NewFolder<'_>],
    hold: impl FnOnce() -> Result<(), String>,
) -> Result<(), String> {
    if let Some(there) = folders.iter().find(|folder| folder.path.exists()) {
        return Err(refused(there.path, ErrorKind::AlreadyExists));
    }
    let written = folders.iter().try_for_each(|folder| fill(system, folder));
    let placed = written.and_then(|()| hold()).and_then(|()| place(system, folders));
    for folder in folders {
        match placed {
            Ok(()) => settle(system, folder.path),
            Err(_) => {
                let _ = system.remove_folder(&draft_of(folder.path));
            }
        }
    }
    placed
}

/// Gives drafts their names, all of them or none.
fn place(system: &dyn System, folders: &[NewFolder<'_>]) -> Result<(), String> {
    for (at, folder) in folders.iter().enumerate() {
        if let Err(error) = system.rename(&draft_of(folder.path), folder.path) {
            for placed in folders.iter().take(at).rev() {
                // What cannot be taken back is whole, and a later run says what is missing behind it.
                let _ = system.rename(placed.path, &draft_of(placed.path));
            }
            return Err(not_written(folder.path, error.kind()));
        }
    }
    Ok(())
}

/// Nobody looks into a draft, so that its files need no drafts of their own.
fn fill(system: &dyn System, folder: &NewFolder<'_>) -> Result<(), String> {
    let draft = draft_of(folder.path);
    system.make_folder(&draft).map_err(|error| no_folder(folder.path, error.kind()))?;
    for NewFile { name, bytes } in folder.files {
        let path = draft.join(name);
        if let Some(parent) = path.parent() {
            make_folder(system, parent)?;
        }
        write_draft(system, &path, &folder.path.join(name), bytes)?;
        settle(system, &path);
    }
    Ok(())
}

/// Writes a file of the program's own anew, whole or not at all: a run that is cut short leaves the old one.
pub fn replace_own(system: &dyn System, path: &Path, bytes: &[u8]) -> Result<(), String> {
    let new = path.with_extension("new");
    // One that a run left behind when it was cut short is worth nothing.
    let _ = system.remove_file(&new);
    write_draft(system, &new, path, bytes)?;
    system.rename(&new, path).map_err(|_| {
        let _ = system.remove_file(&new);
        format!("写不了 {}，可能正被别的程序打开", path.display())
    })?;
    settle(system, path);
    Ok(())
}

/// Keeps a file of the program's own that it can do without: half of it may be there, or an older one, and whoever reads
/// it knows. Gives whether it could be written.
pub fn keep_for_now(system: &dyn System, path: &Path, bytes: &[u8]) -> bool {
    let again = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => match system.remove_file(path) {
            // Another worker was first.
            Err(gone) if gone.kind() == ErrorKind::NotFound => Ok(()),
            removed => removed,
        },
        ErrorKind::NotFound => system.make_folder(path.parent().unwrap_or(path)),
        _ => Err(error),
    };
    let kept_by_another = |error: &std::io::Error| error.kind() == ErrorKind::AlreadyExists;
    let written = system.write_loose(path, bytes);
    let written = written.or_else(|error| again(error).and_then(|()| system.write_loose(path, bytes)));
    written.is_ok() || written.is_err_and(|error| kept_by_another(&error))
}

/// Makes a folder and those above it.
pub fn make_folder(system: &dyn System, folder: &Path) -> Result<(), String> {
    system.make_folder(folder).map_err(|error| no_folder(folder, error.kind()))
}

/// Moves a file to where none is, making the folder; gives nothing but whether it went.
pub fn move_aside(system: &dyn System, from: &Path, to: &Path) -> Result<(), String> {
    if to.exists() {
        return Err(refused(to, ErrorKind::AlreadyExists));
    }
    make_folder(system, to.parent().unwrap_or(to))?;
    system.rename(from, to).map_err(|_| format!("{} 移不走，可能正被 WPS 打开", from.display()))?;
    settle(system, from);
    settle(system, to);
    Ok(())
}

pub(super) fn settle(system: &dyn System, path: &Path) {
    if let Some(folder) = path.parent() {
        system.settle(if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    }
}

pub(super) fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
