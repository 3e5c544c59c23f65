//! Where results go: standard output, or a file that must not exist yet. All that the program says leaves here.

use std::borrow::Cow;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::sync::OnceLock;

use super::settings::settings;
use crate::encoding::{self, Encoding};
use crate::report::terminal::plain_text;

/// Writes to standard output; a reader that went away is no error.
pub(super) fn to_stdout(bytes: &[u8]) -> Result<(), String> {
    let mut stdout = std::io::stdout().lock();
    let (bytes, lost) = outgoing(bytes, stdout.is_terminal());
    let written = stdout.write_all(&bytes).and_then(|()| stdout.flush());
    tell_lost(&lost);
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err("写不到标准输出".to_owned()),
        _ => Ok(()),
    }
}

/// Writes words for people to standard output, in signs that every console draws alike.
pub(super) fn say(text: &str) -> Result<(), String> {
    to_stdout(plain_text(text).as_bytes())
}

/// Writes words for people to standard error; nothing more can be done where that is gone.
pub(super) fn to_stderr(text: &str) {
    let mut stderr = std::io::stderr().lock();
    let text = plain_text(text);
    let (bytes, lost) = outgoing(text.as_bytes(), stderr.is_terminal());
    let _ = stderr.write_all(&bytes);
    drop(stderr);
    tell_lost(&lost);
}

/// The bytes in the encoding that was asked for, and the characters that it lacks. A console is written to as
/// ever: it is the system that knows what it shows.
fn outgoing(bytes: &[u8], is_terminal: bool) -> (Cow<'_, [u8]>, Vec<char>) {
    let encoding = if is_terminal { Encoding::Utf8 } else { settings().encoding };
    match std::str::from_utf8(bytes) {
        Ok(text) => encoding::encode(text, encoding),
        Err(_) => (Cow::Borrowed(bytes), Vec::new()),
    }
}

/// Says once what could not be written as it is; by number, for it cannot be written here either.
fn tell_lost(lost: &[char]) {
    static TOLD: OnceLock<()> = OnceLock::new();
    let Some(first) = lost.first() else { return };
    if TOLD.set(()).is_ok() {
        let first = u32::from(*first);
        to_stderr(&settings().language.pick(
            format!("提醒：有的字 GBK 里没有，写成了〓（如 U+{first:04X}）；要全部写出，用 --encoding gb18030 或 utf-8\n"),
            format!("warning: characters that GBK lacks became 〓 (such as U+{first:04X}); --encoding gb18030 or utf-8 has them all\n"),
        ));
    }
}

/// Writes a new file whole; an existing one is never touched. It is written aside and takes its name at the end, so
/// that a run that is cut short leaves nothing that looks finished.
pub(super) fn to_new_file(path: &Path, bytes: &[u8]) -> Result<(), String> {
    if path.exists() {
        return Err(refused(path, ErrorKind::AlreadyExists));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let draft = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let written = write_draft(&draft, path, bytes).and_then(|()| take_name(&draft, path));
    // Half a result is worse than none; a failure to remove it changes nothing about the message.
    let _ = std::fs::remove_file(&draft);
    written
}

fn write_draft(draft: &Path, path: &Path, bytes: &[u8]) -> Result<(), String> {
    let file = std::fs::File::options().write(true).create_new(true).open(draft);
    let mut file = file.map_err(|error| refused(path, error.kind()))?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    written.map_err(|_| format!("写 {} 时出错，磁盘可能已满", path.display()))
}

/// A link cannot take the place of a file that has come there meanwhile; a rename, where the disk knows no links,
/// could, so that it is looked for once more.
fn take_name(draft: &Path, path: &Path) -> Result<(), String> {
    match std::fs::hard_link(draft, path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists || path.exists() => {
            Err(refused(path, ErrorKind::AlreadyExists))
        }
        Err(_) => std::fs::rename(draft, path).map_err(|error| refused(path, error.kind())),
    }
}

fn refused(path: &Path, kind: ErrorKind) -> String {
    let shown = path.display();
    match kind {
        ErrorKind::AlreadyExists => format!("{shown} 已经存在，不会覆盖；请换一个文件名"),
        ErrorKind::NotFound => format!("{shown} 所在的文件夹不存在"),
        ErrorKind::PermissionDenied => format!("没有写入 {shown} 的权限"),
        _ => format!("写不了 {shown}"),
    }
}

/// Writes a new folder of files, whole or not at all: a run that is cut short leaves one whose name begins with a
/// point, which the next one clears away.
pub(super) fn to_new_folder(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), String> {
    to_new_folder_if(folder, files, |_| Ok(()))
}

/// As [`to_new_folder`], if what was written holds a check; it is given the folder where it stands till then.
pub(super) fn to_new_folder_if(
    folder: &Path,
    files: &[(String, Vec<u8>)],
    holds: impl FnOnce(&Path) -> Result<(), String>,
) -> Result<(), String> {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let draft = folder.with_file_name(format!(".{name}"));
    let _ = std::fs::remove_dir_all(&draft);
    std::fs::create_dir_all(&draft).map_err(|_| format!("建不了文件夹 {}", folder.display()))?;
    let written = files.iter().try_for_each(|(name, bytes)| to_new_file(&draft.join(name), bytes));
    let moved = written
        .and_then(|()| holds(&draft))
        .and_then(|()| std::fs::rename(&draft, folder).map_err(|_| format!("写不了 {}", folder.display())));
    if moved.is_err() {
        let _ = std::fs::remove_dir_all(&draft);
    }
    moved
}

/// Writes a file of the program's own anew, whole or not at all: a run that is cut short leaves the old one.
pub(super) fn replace_own(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let shown = path.display();
    let new = path.with_extension("new");
    // One that a run left behind when it was cut short is worth nothing.
    let _ = std::fs::remove_file(&new);
    to_new_file(&new, bytes)?;
    std::fs::rename(&new, path).map_err(|_| {
        let _ = std::fs::remove_file(&new);
        format!("写不了 {shown}，可能正被别的程序打开")
    })
}
