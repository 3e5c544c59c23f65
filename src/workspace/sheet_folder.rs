//! A folder in which the sheets of workbooks are kept between runs, a file each. Nothing is lost with it: whoever
//! deletes it, or a part of it, waits longer once.

use std::path::{Path, PathBuf};

use crate::intake::SheetCache;
use crate::storage::{self, System};

/// A longer entry was not put here.
const MOST_BYTES: u64 = 500_000_000;

/// The folder.
pub struct SheetFolder<'a> {
    system: &'a (dyn System + Sync),
    folder: PathBuf,
}

impl<'a> SheetFolder<'a> {
    /// The folder is made when something is to be kept.
    pub fn new(system: &'a (dyn System + Sync), folder: &Path) -> Self {
        Self { system, folder: folder.to_owned() }
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.join(format!("{key}.sheets"))
    }
}

impl SheetCache for SheetFolder<'_> {
    fn get(&self, key: &str) -> Option<Vec<u8>> {
        let path = self.path(key);
        let is_ours = std::fs::metadata(&path).is_ok_and(|about| about.len() <= MOST_BYTES);
        is_ours.then(|| std::fs::read(path).ok())?
    }

    fn put(&self, key: &str, entry: &[u8]) {
        storage::keep_for_now(self.system, &self.path(key), entry);
    }
}
