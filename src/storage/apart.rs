//! A folder of the program's own among the temporary files, that goes when it is done with.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// An empty folder, removed with all that is in it when this is dropped.
#[derive(Debug)]
pub struct Apart(PathBuf);

/// A run that was killed leaves its folder behind, and a later one may have its number: so many are tried.
const TRIES: u32 = 10_000;

impl Apart {
    /// `None` where there is no room for one.
    pub fn new() -> Option<Self> {
        Self::below(&std::env::temp_dir())
    }

    fn below(temporary: &Path) -> Option<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        for _ in 0..TRIES {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let folder = temporary.join(format!("cunkao-{}-{number}", std::process::id()));
            match std::fs::create_dir(&folder) {
                Ok(()) => return Some(Self(folder)),
                Err(problem) if problem.kind() == ErrorKind::AlreadyExists => {}
                Err(_) => return None,
            }
        }
        None
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_run_left_behind_is_in_nobodys_way() {
        let temporary = tempfile::tempdir().unwrap();
        let left = |number: u32| temporary.path().join(format!("cunkao-{}-{number}", std::process::id()));
        (0..200).for_each(|number| std::fs::create_dir(left(number)).unwrap());
        let folders = [Apart::below(temporary.path()).unwrap(), Apart::below(temporary.path()).unwrap()];
        assert_ne!(folders[0].path(), folders[1].path());
        drop(folders);
        assert_eq!(std::fs::read_dir(temporary.path()).unwrap().count(), 200);
    }

    #[test]
    fn there_may_be_no_room() {
        let temporary = tempfile::tempdir().unwrap();
        assert!(Apart::below(&temporary.path().join("none")).is_none());
    }
}
