//! Finds the workspaces below a folder, in order of path, one after the other: the list of them is nowhere kept.

use std::path::{Path, PathBuf};

use crate::workspace::RULEBOOK;

/// What the program makes in workspaces and beside them. No township lies in one, wherever it was copied to.
const PASSED_OVER: &[&str] = &[
    "records",
    "sealed",
    "published",
    "模板",
    "检查结果",
    "归档",
    "批量汇总",
    "不采用",
    "留存",
    "材料",
    "细则",
];

/// A workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its folder.
    pub folder: PathBuf,
    /// The way to it from where the search began, with `/`; of that place itself, the name it has.
    pub name: String,
}

/// The workspaces below a folder. A workspace is not searched inside; a link that leads back up is not followed.
pub struct Townships {
    root: PathBuf,
    /// The folders that are open, each with the entries that are still to be looked at.
    open: Vec<Level>,
    /// What is looked at first: the folder itself.
    first: Option<PathBuf>,
    unread: Option<PathBuf>,
}

struct Level {
    /// Without links, to know it again.
    place: PathBuf,
    entries: std::vec::IntoIter<PathBuf>,
}

impl Townships {
    /// Those below a folder, or the folder itself if it is a workspace.
    pub fn below(root: &Path) -> Self {
        Self { root: root.to_owned(), open: Vec::new(), first: Some(root.to_owned()), unread: None }
    }

    /// The first folder that could not be read, as far as the search has come.
    pub fn unread(&self) -> Option<&Path> {
        self.unread.as_deref()
    }

    fn enter(&mut self, folder: &Path) {
        let Ok(place) = folder.canonicalize() else { return };
        if self.open.iter().any(|level| level.place == place) {
            return;
        }
        let Ok(entries) = std::fs::read_dir(folder) else {
            self.unread.get_or_insert_with(|| folder.to_owned());
            return;
        };
        let mut entries: Vec<PathBuf> = entries
            .flatten()
            .filter(|entry| !is_passed_over(&entry.file_name().to_string_lossy()))
            .map(|entry| entry.path())
            .collect();
        entries.sort_unstable();
        self.open.push(Level { place, entries: entries.into_iter() });
    }

    fn found(&self, folder: PathBuf) -> Found {
        let below = folder.strip_prefix(&self.root).ok().filter(|below| !below.as_os_str().is_empty());
        let parts: Vec<String> = match below {
            Some(below) => below.iter().map(|part| part.to_string_lossy().into_owned()).collect(),
            None => {
                let whole = folder.canonicalize().unwrap_or_else(|_| folder.clone());
                whole.file_name().map(|name| name.to_string_lossy().into_owned()).into_iter().collect()
            }
        };
        Found { folder, name: parts.join("/") }
    }
}

fn is_passed_over(name: &str) -> bool {
    name.starts_with('.') || PASSED_OVER.contains(&name)
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
                        self.open.pop();
                        continue;
                    }
                },
            };
            if !path.is_dir() {
                continue;
            }
            if path.join(RULEBOOK).is_file() {
                return Some(self.found(path));
            }
            self.enter(&path);
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
