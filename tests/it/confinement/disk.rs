//! A disk that writes below one folder only, and takes down every name that it was asked to write under.

use std::cell::RefCell;
use std::io;
use std::path::{Component, Path, PathBuf};

use cunkao::storage::{Disk, System};

/// 2024-04-20 09:30 in Beijing.
const NOW: u64 = 1_713_576_600;

/// Devices of Windows, whatever follows behind a point.
const DEVICES: &[&str] = &[
    "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
    "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
];

pub(super) struct Fenced {
    below: PathBuf,
    /// Below the folder, as far as it was.
    asked: RefCell<Vec<PathBuf>>,
    wrong: RefCell<Vec<String>>,
}

impl Fenced {
    pub(super) fn new(below: &Path) -> Self {
        Self { below: below.to_owned(), asked: RefCell::default(), wrong: RefCell::default() }
    }

    /// What was written, and what must not have been asked for.
    pub(super) fn told(self) -> (Vec<PathBuf>, Vec<String>) {
        (self.asked.into_inner(), self.wrong.into_inner())
    }

    fn may(&self, path: &Path) -> io::Result<()> {
        let Ok(inside) = path.strip_prefix(&self.below) else {
            self.wrong.borrow_mut().push(format!("{} is outside", path.display()));
            return Err(io::ErrorKind::PermissionDenied.into());
        };
        for part in inside.components() {
            let name = part.as_os_str().to_str().unwrap_or("?");
            if !matches!(part, Component::Normal(_)) || !is_a_name_anywhere(name) {
                self.wrong.borrow_mut().push(format!("{name:?} of {}", inside.display()));
                return Err(io::ErrorKind::PermissionDenied.into());
            }
        }
        self.asked.borrow_mut().push(inside.to_owned());
        Ok(())
    }
}

/// As Microsoft says of names: <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>
fn is_a_name_anywhere(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let signs = name.chars().all(|sign| sign >= ' ' && !r#"<>:"/\|?*"#.contains(sign));
    signs && !name.ends_with(['.', ' ']) && !DEVICES.contains(&stem.as_str())
}

impl System for Fenced {
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.may(path).and_then(|()| Disk.write_new(path, bytes))
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.may(to).and_then(|()| Disk.link(from, to))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.may(to).and_then(|()| Disk.rename(from, to))
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.may(path).and_then(|()| Disk.remove_file(path))
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.may(path).and_then(|()| Disk.remove_folder(path))
    }
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.may(path).and_then(|()| Disk.make_folder(path))
    }
    fn settle(&self, _: &Path) {}
    fn clock(&self) -> Option<u64> {
        Some(NOW)
    }
}
