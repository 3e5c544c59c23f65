//! Finds the workspaces below a folder, in order of path, one after the other: the list of them is nowhere kept.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::aside::{Aside, Asides, Why};
use crate::workspace::RULEBOOK;

/// What the program makes in workspaces and beside them. No township lies in one, wherever it was copied to.
const RESERVED: &[&str] =
    &["sealed", "published", "模板", "检查结果", "归档", "不采用", "留存", "材料", "细则"];

/// Where batches are written, in the folder that was searched: nobody takes it for a township.
pub const BATCHES: &str = "批量汇总";

/// The folder of a workspace that its records lie in.
const RECORDS: &str = "records";

/// A workspace, or what is left of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its folder.
    pub folder: PathBuf,
    /// The way to it from where the search began, with `/`; of that place itself, the name it has.
    pub name: String,
}

/// The workspaces below a folder. A workspace is not searched inside; a link that leads back up is not followed.
///
/// A folder with records, or with a rulebook under another name, is one too: its rulebook is missing, which is told
/// where it is loaded. No township falls out of a county because a file was renamed.
pub struct Townships {
    root: PathBuf,
    /// The folders that are open, each with the entries that are still to be looked at.
    open: Vec<Level>,
    /// What is looked at first: the folder itself.
    first: Option<PathBuf>,
    asides: Asides,
}

struct Level {
    folder: PathBuf,
    /// Without links, to know it again.
    place: PathBuf,
    entries: std::vec::IntoIter<PathBuf>,
    /// Whether a workspace was found below it.
    holds_one: bool,
    /// The folders in it without one: told of, unless it holds none itself.
    asides: Asides,
}

impl Townships {
    /// Those below a folder, or the folder itself if it is a workspace.
    pub fn below(root: &Path) -> Self {
        let first = Some(root.to_owned());
        Self { root: root.to_owned(), open: Vec::new(), first, asides: Asides::default() }
    }

    /// The folders that are passed over, as far as the search has come.
    pub fn asides(self) -> Asides {
        self.asides
    }

    /// Looks into a folder; whether it is a workspace.
    fn enter(&mut self, folder: PathBuf) -> Option<Found> {
        if folder.join(RULEBOOK).is_file() {
            return Some(self.found(folder));
        }
        let listed = || {
            let entries = std::fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.path()));
            Ok::<_, std::io::Error>((folder.canonicalize()?, entries.collect::<Result<Vec<_>, _>>()?))
        };
        let Ok((place, mut entries)) = listed() else {
            self.asides.add(Aside { name: self.name(&folder), why: Why::Unreadable });
            return None;
        };
        if self.open.iter().any(|level| level.place == place) {
            return None;
        }
        entries.sort_unstable();
        // Where the search begins, and above workspaces, a stray file hides no township.
        let is_above = || entries.iter().any(|entry| entry.join(RULEBOOK).is_file());
        if !self.open.is_empty() && entries.iter().any(|entry| is_trace(entry)) && !is_above() {
            return Some(self.found(folder));
        }
        let (entries, asides) = (entries.into_iter(), Asides::default());
        self.open.push(Level { folder, place, entries, holds_one: false, asides });
        None
    }

    /// Closes the folder that was looked through last. Of those without a workspace only the topmost is told.
    fn leave(&mut self) -> Option<()> {
        let level = self.open.pop()?;
        let name = self.name(&level.folder);
        let above = self.open.last_mut();
        match (level.holds_one, above) {
            (true, above) => {
                self.asides.add_all(level.asides);
                above.into_iter().for_each(|above| above.holds_one = true);
            }
            (false, Some(above)) => above.asides.add(Aside { name, why: Why::NoWorkspace }),
            (false, None) => {}
        }
        Some(())
    }

    fn found(&mut self, folder: PathBuf) -> Found {
        self.open.last_mut().into_iter().for_each(|level| level.holds_one = true);
        let name = self.name(&folder);
        Found { folder, name }
    }

    /// The way to a folder from where the search began.
    fn name(&self, folder: &Path) -> String {
        let below = folder.strip_prefix(&self.root).ok().filter(|below| !below.as_os_str().is_empty());
        let parts: Vec<String> = match below {
            Some(below) => below.iter().map(|part| part.to_string_lossy().into_owned()).collect(),
            None => {
                let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
                whole.file_name().map(|name| name.to_string_lossy().into_owned()).into_iter().collect()
            }
        };
        parts.join("/")
    }
}

/// Whether something in a folder shows that it is, or was, a workspace.
fn is_trace(entry: &Path) -> bool {
    let name = entry.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    (name == RECORDS && entry.is_dir()) || (name.starts_with(RULEBOOK) && entry.is_file())
}

impl Iterator for Townships {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let path = match self.first.take() {
                Some(root) => root,
                None => match self.open.last_mut()?.entries.next() {
                    Some(path) => path,
                    None => {
                        self.leave()?;
                        continue;
                    }
                },
            };
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let is_below = !self.open.is_empty();
            if is_below && (name.starts_with('.') || name == BATCHES) {
                continue;
            }
            match std::fs::metadata(&path) {
                Ok(about) if about.is_dir() => {}
                // A link that leads nowhere hides nothing.
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    self.asides.add(Aside { name: self.name(&path), why: Why::Unreadable });
                    continue;
                }
                _ => continue,
            }
            if is_below && RESERVED.contains(&name.as_str()) {
                let name = self.name(&path);
                self.open.last_mut()?.asides.add(Aside { name, why: Why::Reserved });
                continue;
            }
            if let Some(found) = self.enter(path) {
                return Some(found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace(root: &Path, name: &str) {
        std::fs::create_dir_all(root.join(name)).unwrap();
        std::fs::write(root.join(name).join(RULEBOOK), "").unwrap();
    }

    fn names(root: &Path) -> Vec<String> {
        Townships::below(root).map(|found| found.name).collect()
    }

    fn asides(root: &Path) -> Vec<(String, Why)> {
        let mut townships = Townships::below(root);
        townships.by_ref().for_each(drop);
        townships.asides().told().map(|aside| (aside.name.clone(), aside.why)).collect()
    }

    #[test]
    fn in_order_of_path_and_none_inside_another() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path();
        for name in ["b", "a/乙", "a/甲", "a-1", "b/inside", "a/深/处/丙"] {
            workspace(root, name);
        }
        std::fs::write(root.join(RULEBOOK.replace("toml", "txt")), "").unwrap();
        assert_eq!(names(root), ["a/乙", "a/深/处/丙", "a/甲", "a-1", "b"]);
        assert_eq!(names(&root.join("b")), ["b"]);
    }

    #[test]
    fn what_the_program_made_is_no_township() {
        let place = tempfile::tempdir().unwrap();
        let made = [
            "sealed/2024",
            "published/x",
            "模板/y",
            "归档/2024_第1次/细则",
            "批量汇总/z",
            ".2024.17/w",
            "2024_第1次/2024/细则",
            "留存",
        ];
        for name in made {
            workspace(place.path(), name);
        }
        assert_eq!(names(place.path()), Vec::<String>::new());
    }

    #[test]
    fn what_is_left_of_a_township_is_one() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path();
        workspace(root, "a");
        std::fs::create_dir_all(root.join("b/records/2024-01")).unwrap();
        std::fs::create_dir_all(root.join("c")).unwrap();
        std::fs::write(root.join("c/rulebook.toml.txt"), "").unwrap();
        assert_eq!(names(root), ["a", "b", "c"]);
        assert_eq!(asides(root), []);
    }

    #[test]
    fn a_stray_file_above_townships_hides_none() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path();
        for name in ["甲", "东片/乙", "东片/丙"] {
            workspace(root, name);
        }
        std::fs::create_dir(root.join("records")).unwrap();
        std::fs::write(root.join("rulebook.toml.bak"), "").unwrap();
        std::fs::write(root.join("东片/rulebook.toml~"), "").unwrap();
        assert_eq!(names(root), ["东片/丙", "东片/乙", "甲"]);
        assert_eq!(asides(root), [("records".to_owned(), Why::NoWorkspace)]);
    }

    #[test]
    fn what_is_passed_over_is_told_at_its_top() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path();
        for name in ["东片/甲", "东片/归档/乙", "西片/丙"] {
            workspace(root, name);
        }
        for name in ["东片/空", "资料/2023/旧", "资料/细则", ".git/x"] {
            std::fs::create_dir_all(root.join(name)).unwrap();
        }
        assert_eq!(names(root), ["东片/甲", "西片/丙"]);
        let no = |name: &str| (name.to_owned(), Why::NoWorkspace);
        let expected = [("东片/归档".to_owned(), Why::Reserved), no("东片/空"), no("资料")];
        assert_eq!(asides(root), expected);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_but_not_in_a_ring() {
        let place = tempfile::tempdir().unwrap();
        workspace(place.path(), "a/one");
        std::os::unix::fs::symlink(place.path().join("a/one"), place.path().join("two")).unwrap();
        std::os::unix::fs::symlink(place.path(), place.path().join("a/up")).unwrap();
        assert_eq!(names(place.path()), ["a/one", "two"]);
    }
}
