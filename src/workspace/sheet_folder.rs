//! A folder in which the sheets of workbooks are kept between runs, a file each. Nothing is lost with it: whoever
//! deletes it, or a part of it, waits longer once.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::intake::SheetCache;
use crate::storage::{self, System};

/// A longer entry is none: no workbook that is read has so many cells.
const MOST_BYTES: u64 = 500_000_000;

/// The folder.
pub struct SheetFolder<'a> {
    system: &'a (dyn System + Sync),
    folder: PathBuf,
    has_refused: AtomicBool,
}

impl<'a> SheetFolder<'a> {
    /// The folder is made when something is to be kept.
    pub fn new(system: &'a (dyn System + Sync), folder: &Path) -> Self {
        Self { system, folder: folder.to_owned(), has_refused: AtomicBool::new(false) }
    }

    /// Whether something could not be kept: no result differs for it, and the next run is no faster.
    pub fn has_refused(&self) -> bool {
        self.has_refused.load(Ordering::Relaxed)
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.join(format!("{key}.sheets"))
    }
}

impl SheetCache for SheetFolder<'_> {
    fn get(&self, key: &str) -> Option<Vec<u8>> {
        let path = self.path(key);
        let is_ours =
            std::fs::metadata(&path).is_ok_and(|about| about.is_file() && about.len() <= MOST_BYTES);
        is_ours.then(|| std::fs::read(path).ok())?
    }

    fn put(&self, key: &str, entry: &[u8]) {
        if !storage::keep_for_now(self.system, &self.path(key), entry) {
            self.has_refused.store(true, Ordering::Relaxed);
        }
    }
}
