//! A folder of the program's own among the temporary files, that goes when it is done with.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// An empty folder, removed with all that is in it when this is dropped.
#[derive(Debug)]
pub struct Apart(PathBuf);

impl Apart {
    /// `None` where there is no room for one.
    pub fn new() -> Option<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("cunkao-{}-{number}", std::process::id()));
        std::fs::create_dir(&folder).ok()?;
        Some(Self(folder))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Puts a file into it, with the folders that its name asks for; `None` where it cannot be written, or the name
    /// leads elsewhere.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Option<PathBuf> {
        if !super::is_below(name) {
            return None;
        }
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent()?).ok()?;
        std::fs::write(&path, bytes).ok()?;
        Some(path)
    }
}

impl Drop for Apart {
    fn drop(&mut self) {
        // What cannot be removed now the system clears away with its other temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
