//! The disk and the clock of this computer.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::System;

/// The disk and the clock of this computer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl System for Disk {
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = fs::File::options().write(true).create_new(true).open(path)?;
        file.write_all(bytes).and_then(|()| file.sync_all())
    }

    fn append(&self, path: &Path, bytes: &[u8], last: bool) -> io::Result<()> {
        let mut file = fs::File::options().append(true).create(true).open(path)?;
        file.write_all(bytes)?;
        if last { file.sync_all() } else { Ok(()) }
    }

    fn write_loose(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::File::options().write(true).create_new(true).open(path)?.write_all(bytes)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir_all(path)
    }

    fn remove_empty_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn settle(&self, folder: &Path) {
        // Windows opens no folder so, and needs it not: there a rename is in its journal.
        if let Ok(folder) = fs::File::open(folder) {
            let _ = folder.sync_all();
        }
    }

    fn clock(&self) -> Option<u64> {
        SystemTime::now().duration_since(UNIX_EPOCH).ok().map(|since| since.as_secs())
    }
}
