//! A folder of its own to read in, and a disk on which nothing is written that must not be.

use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};

use cunkao::cli::{Said, run_aside};
use cunkao::storage::System;
use tempfile::TempDir;

/// 2024-04-20 09:30 in Beijing.
const NOW: u64 = 1_713_576_600;

/// The exit code of a program that is itself at fault.
const AT_FAULT: u8 = 3;

/// Names that Windows keeps for itself.
const RESERVED: &[&str] = &["CON", "PRN", "AUX", "NUL", "COM1", "COM9", "LPT1", "LPT9"];

pub(super) struct Lab(TempDir);

impl Lab {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(super) fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Runs a command line; paths are given as such. Nothing is written, but all that would be is looked at.
    pub(super) fn run(&self, line: &[&str]) -> Said {
        let line = std::iter::once("cunkao").chain(line.iter().copied()).map(OsString::from);
        let said = run_aside(line, &Watched { root: self.path() });
        assert_ne!(said.code, AT_FAULT, "{}", String::from_utf8_lossy(&said.err));
        said
    }
}

pub(super) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { std::fs::copy(&path, &target).map(|_| ()).unwrap() }
    }
}

/// Keeps nothing. What would be written outside the folder, or under a name that Windows does not take, is a find.
struct Watched<'a> {
    root: &'a Path,
}

impl Watched<'_> {
    fn look(&self, path: &Path) {
        let inside = path.strip_prefix(self.root);
        let inside = inside.unwrap_or_else(|_| panic!("{} is written outside", path.display()));
        for part in inside.components() {
            let Component::Normal(name) = part else { panic!("{} leads out", path.display()) };
            let name = name.to_str().unwrap_or_else(|| panic!("{} is no text", path.display()));
            let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
            let is_bad = |sign: char| sign < ' ' || "<>:\"/\\|?*".contains(sign);
            let is_whole = !name.ends_with(['.', ' ']) && !name.contains(is_bad);
            assert!(is_whole && !RESERVED.contains(&stem.as_str()), "{name:?} is no name on Windows");
            assert!(name.encode_utf16().count() <= 255 && name.len() <= 255, "{name:?} is too long a name");
        }
    }
}

impl System for Watched<'_> {
    fn write_new(&self, path: &Path, _: &[u8]) -> io::Result<()> {
        self.look(path);
        Ok(())
    }
    fn append(&self, path: &Path, _: &[u8], _: bool) -> io::Result<()> {
        self.look(path);
        Ok(())
    }
    fn link(&self, _: &Path, to: &Path) -> io::Result<()> {
        self.look(to);
        Ok(())
    }
    fn rename(&self, _: &Path, to: &Path) -> io::Result<()> {
        self.look(to);
        Ok(())
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.look(path);
        Ok(())
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.look(path);
        Ok(())
    }
    fn remove_empty_folder(&self, path: &Path) -> io::Result<()> {
        self.look(path);
        Ok(())
    }
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.look(path);
        Ok(())
    }
    fn settle(&self, _: &Path) {}
    fn clock(&self) -> Option<u64> {
        Some(NOW)
    }
}
