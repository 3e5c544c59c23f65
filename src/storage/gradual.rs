//! A new folder of files that grow while the figures come: written aside piece by piece, and there under its name in one
//! step when all of it is. Nothing that is there already is touched.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::System;
use super::draft::draft_of;
use super::trouble::{no_folder, not_written};
use super::writing::{refused, settle};

/// What is kept of a file before it goes to the disk, in bytes.
const HELD: usize = 128 * 1024;

/// A folder that is being filled. Dropped before its end, it leaves nothing but the folders above it; a run that is
/// killed leaves a draft, which nobody takes for a whole one.
pub struct GradualFolder<'a> {
    system: &'a dyn System,
    folder: PathBuf,
    draft: PathBuf,
    /// What is not on the disk yet, by file.
    held: BTreeMap<&'static str, Vec<u8>>,
    is_whole: bool,
}

impl<'a> GradualFolder<'a> {
    /// Begins a folder that may not be there yet; those above it are made.
    pub fn begin(system: &'a dyn System, folder: &Path) -> Result<Self, String> {
        if folder.exists() {
            return Err(format!("文件夹 {} 已经存在，不会覆盖；请换一个名称", folder.display()));
        }
        let draft = draft_of(folder);
        let _ = system.remove_folder(&draft);
        system.make_folder(&draft).map_err(|error| no_folder(folder, error.kind()))?;
        Ok(Self { system, folder: folder.to_owned(), draft, held: BTreeMap::new(), is_whole: false })
    }

    /// Where it will be.
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// Adds to a file.
    pub fn add(&mut self, file: &'static str, bytes: &[u8]) -> Result<(), String> {
        let held = self.held.entry(file).or_default();
        held.extend_from_slice(bytes);
        if held.len() < HELD {
            return Ok(());
        }
        let full = std::mem::take(held);
        self.append(file, &full, false)
    }

    fn append(&self, file: &str, bytes: &[u8], last: bool) -> Result<(), String> {
        let written = self.system.append(&self.draft.join(file), bytes, last);
        written.map_err(|error| not_written(&self.folder.join(file), error.kind()))
    }

    /// Puts everything on the disk and gives the folder its name.
    pub fn finish(mut self) -> Result<(), String> {
        for (file, rest) in std::mem::take(&mut self.held) {
            self.append(file, &rest, true)?;
        }
        self.system.settle(&self.draft);
        // On some systems a rename would take the place of an empty folder.
        if self.folder.exists() {
            return Err(refused(&self.folder, ErrorKind::AlreadyExists));
        }
        let moved = self.system.rename(&self.draft, &self.folder);
        moved.map_err(|error| not_written(&self.folder, error.kind()))?;
        self.is_whole = true;
        settle(self.system, &self.folder);
        Ok(())
    }
}

impl Drop for GradualFolder<'_> {
    fn drop(&mut self) {
        if !self.is_whole {
            // Where it cannot be removed, its name says what it is.
            let _ = self.system.remove_folder(&self.draft);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::{Disk, is_draft};

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap().flatten();
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn it_is_there_whole_at_its_end_and_not_before() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("上级/结果");
        let mut writing = GradualFolder::begin(&Disk, &folder).unwrap();
        for _ in 0..3 {
            writing.add("a.csv", &vec![b'x'; HELD - 1]).unwrap();
        }
        writing.add("b.csv", b"y").unwrap();
        assert!(!folder.exists());
        writing.finish().unwrap();
        assert_eq!(std::fs::read(folder.join("a.csv")).unwrap(), vec![b'x'; 3 * (HELD - 1)]);
        assert_eq!(std::fs::read(folder.join("b.csv")).unwrap(), b"y");
        assert_eq!(names(&place.path().join("上级")), ["结果"]);
    }

    #[test]
    fn given_up_it_leaves_nothing() {
        let place = tempfile::tempdir().unwrap();
        let mut writing = GradualFolder::begin(&Disk, &place.path().join("结果")).unwrap();
        writing.add("a.csv", &vec![b'x'; HELD * 2]).unwrap();
        let draft = names(place.path());
        assert!(draft.len() == 1 && is_draft(Path::new(&draft[0])), "{draft:?}");
        drop(writing);
        assert_eq!(names(place.path()), Vec::<String>::new());
    }

    #[test]
    fn what_has_come_there_meanwhile_stays() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("结果");
        let writing = GradualFolder::begin(&Disk, &folder).unwrap();
        std::fs::create_dir(&folder).unwrap();
        let refused = writing.finish().unwrap_err();
        assert!(refused.contains("已经存在"), "{refused}");
        assert!(GradualFolder::begin(&Disk, &folder).is_err());
        assert_eq!((names(place.path()), names(&folder)), (vec!["结果".to_owned()], Vec::new()));
    }
}
