//! Finds the workspaces below a folder, in order of path, one after the other: the list of them is nowhere kept.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::aside::{Aside, Asides, Why};
use super::contents::{Contents, RECORDS, Sort};
use crate::encoding;
use crate::workspace::RULEBOOK;

/// What the program makes in workspaces and beside them. No township lies in one, wherever it was copied to.
const RESERVED: &[&str] =
    &["sealed", "published", "模板", "检查结果", "归档", "不采用", "留存", "材料", "细则"];

/// Where batches are written, in the folder that was searched: nobody takes it for a township.
pub const BATCHES: &str = "批量汇总";

/// A workspace, or what is left of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its folder.
    pub folder: PathBuf,
    /// The way to it from where the search began, with `/`; of that place itself, the name it has.
    pub name: String,
}

/// The workspaces below a folder. One that lies inside another is none, but named; a link that leads back up is not
/// followed.
///
/// A folder with records, or with a rulebook under another name, is one too: its rulebook is missing, which is told
/// where it is loaded. No township falls out of a county because a file was renamed. A folder above workspaces that has a
/// rulebook and nothing else of a workspace holds what they share.
pub struct Townships {
    root: PathBuf,
    /// The folders that are open, each with those in it that are still to be looked at.
    open: Vec<Level>,
    /// What is looked at first: the folder itself.
    first: Option<PathBuf>,
    /// The folders above workspaces that were met, without links.
    searched: BTreeSet<PathBuf>,
    asides: Asides,
}

struct Level {
    folder: PathBuf,
    /// Without links, to know it again.
    place: PathBuf,
    folders: std::vec::IntoIter<PathBuf>,
    /// A workspace, or part of one, where it says so.
    sort: Sort,
    /// Whether a workspace was found below it.
    holds_one: bool,
    /// The folders in it without one: told of, unless it holds none itself.
    asides: Asides,
}

impl Townships {
    /// Those below a folder, or the folder itself if it is a workspace.
    pub fn below(root: &Path) -> Self {
        let first = Some(root.to_owned());
        let root = root.to_owned();
        Self { root, open: Vec::new(), first, searched: BTreeSet::new(), asides: Asides::default() }
    }

    /// The folders that are passed over, as far as the search has come.
    pub fn asides(self) -> Asides {
        self.asides
    }

    /// Looks into a folder; whether it is a workspace.
    fn enter(&mut self, folder: PathBuf) -> Option<Found> {
        let is_inside = self.is_in(Sort::Workspace);
        let Ok(contents) = Contents::of(&folder) else {
            // A rulebook may be there to be read all the same.
            if !is_inside && folder.join(RULEBOOK).is_file() {
                return Some(self.found(&folder));
            }
            self.asides.add(Aside { name: self.name(&folder), why: Why::Unreadable });
            return None;
        };
        if self.open.iter().any(|level| level.place == contents.place) {
            return None;
        }
        if self.open.first().is_some_and(|root| root.place.starts_with(&contents.place)) {
            self.asides.add(Aside { name: self.name(&folder), why: Why::Elsewhere });
            return None;
        }
        let sort = match contents.sort(&folder, self.open.is_empty()) {
            Sort::Shared => {
                self.asides.add(Aside { name: self.name(&folder), why: Why::Shared });
                Sort::Above
            }
            sort => sort,
        };
        if is_inside && sort == Sort::Workspace {
            self.asides.add(Aside { name: self.name(&folder), why: Why::Inside });
            return None;
        }
        let found = (!is_inside && sort != Sort::Above).then(|| self.found(&folder));
        let Contents { place, folders, .. } = contents;
        // Through a link it may have been met before: what lies in it is known.
        if sort == Sort::Above && !self.searched.insert(place.clone()) && is_link(&folder) {
            return None;
        }
        self.open.push(Level {
            folder,
            place,
            folders: folders.into_iter(),
            sort: if is_inside { Sort::Workspace } else { sort },
            holds_one: false,
            asides: Asides::default(),
        });
        found
    }

    /// Whether the folder that is looked through is of a sort.
    fn is_in(&self, sort: Sort) -> bool {
        self.open.last().is_some_and(|level| level.sort == sort)
    }

    /// Closes the folder that was looked through last. Of those without a workspace only the topmost is told; what
    /// else lies in a workspace is its own affair.
    fn leave(&mut self) -> Option<()> {
        let level = self.open.pop()?;
        let name = self.name(&level.folder);
        let above = self.open.last_mut();
        if level.holds_one {
            self.asides.add_all(level.asides);
            above.into_iter().for_each(|above| above.holds_one = true);
        } else if level.sort == Sort::Above {
            above
                .into_iter()
                .for_each(|above| above.asides.add(Aside { name: name.clone(), why: Why::NoWorkspace }));
        }
        Some(())
    }

    /// Passes over a folder of the program's own, which is told where a workspace lies in it.
    fn pass_over(&mut self, folder: &Path) {
        let below = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut places = std::iter::once(folder.to_owned()).chain(below);
        if places.any(|place| place.join(RULEBOOK).is_file()) {
            let aside = Aside { name: self.name(folder), why: Why::Reserved };
            self.open.last_mut().into_iter().for_each(|level| level.asides.add(aside.clone()));
        }
    }

    fn found(&mut self, folder: &Path) -> Found {
        self.open.last_mut().into_iter().for_each(|level| level.holds_one = true);
        Found { folder: folder.to_owned(), name: self.name(folder) }
    }

    /// The way to a folder from where the search began.
    fn name(&self, folder: &Path) -> String {
        let below = folder.strip_prefix(&self.root).ok().filter(|below| !below.as_os_str().is_empty());
        let parts: Vec<String> = match below {
            Some(below) => below.iter().map(shown).collect(),
            None => {
                let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
                whole.file_name().map(shown).into_iter().collect()
            }
        };
        parts.join("/")
    }
}

fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|about| about.is_symlink())
}

/// A name as it is read. One that was unpacked from an archive of an older system may be GBK, and two of them must not
/// become one.
fn shown(name: &OsStr) -> String {
    let decoded = || encoding::decode(name.as_encoded_bytes()).filter(|_| cfg!(unix));
    let name = name.to_str().map(Cow::Borrowed).or_else(decoded).unwrap_or_else(|| name.to_string_lossy());
    name.into_owned()
}

impl Iterator for Townships {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let path = match self.first.take() {
                Some(root) => root,
                None => match self.open.last_mut()?.folders.next() {
                    Some(path) => path,
                    None => {
                        self.leave()?;
                        continue;
                    }
                },
            };
            let name = path.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
            let is_below = !self.open.is_empty();
            let is_own = is_below && RESERVED.contains(&&*name);
            if is_below && (name.starts_with('.') || name == BATCHES) {
                continue;
            }
            if !self.is_in(Sort::Above) && is_below && (is_own || name == RECORDS) {
                continue;
            }
            match fs::metadata(&path) {
                Ok(about) if about.is_dir() => {}
                Err(error) => {
                    let leads_nowhere = error.kind() == ErrorKind::NotFound;
                    // What was removed meanwhile is no link.
                    if !leads_nowhere || is_link(&path) {
                        let why = if leads_nowhere { Why::Nowhere } else { Why::Unreadable };
                        self.asides.add(Aside { name: self.name(&path), why });
                    }
                    continue;
                }
                _ => continue,
            }
            if is_own {
                self.pass_over(&path);
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
    use crate::workspace::ROSTER;

    fn workspace(root: &Path, name: &str) {
        fs::create_dir_all(root.join(name).join("records/2024-01")).unwrap();
        fs::write(root.join(name).join(RULEBOOK), "").unwrap();
    }

    fn inside(name: &str) -> (String, Why) {
        (name.to_owned(), Why::Inside)
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
        fs::write(root.join(RULEBOOK.replace("toml", "txt")), "").unwrap();
        assert_eq!(names(root), ["a/乙", "a/深/处/丙", "a/甲", "a-1", "b"]);
        assert_eq!(names(&root.join("b")), ["b"]);
        assert_eq!(asides(root), [inside("b/inside")]);
    }

    #[test]
    fn what_lies_inside_a_workspace_is_named_and_its_own_folders_are_not() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path();
        for name in ["甲", "甲/备份", "甲/资料/旧/乙", "甲/归档/2024_第1次/细则", "甲/sealed/x"]
        {
            workspace(root, name);
        }
        assert_eq!(names(root), ["甲"]);
        assert_eq!(asides(root), [inside("甲/备份"), inside("甲/资料/旧/乙")]);
    }

    #[test]
    fn a_renamed_rulebook_hides_neither_its_township_nor_those_beside_it() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path();
        workspace(root, "甲");
        fs::rename(root.join("甲").join(RULEBOOK), root.join("甲/rulebook.toml.txt")).unwrap();
        workspace(root, "甲/乙");
        assert_eq!(names(root), ["甲", "甲/乙"]);
        assert_eq!(asides(root), []);
        assert_eq!(names(&root.join("甲")), ["甲", "乙"]);
    }

    #[test]
    fn a_rulebook_alone_above_workspaces_is_what_they_share() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path();
        for name in ["东片/甲", "东片/乙"] {
            workspace(root, name);
        }
        fs::write(root.join(RULEBOOK), "").unwrap();
        assert_eq!(names(root), ["东片/乙", "东片/甲"]);
        for above in [root.to_owned(), root.join("东片")] {
            fs::write(above.join(RULEBOOK), "").unwrap();
        }
        fs::create_dir(root.join("丙")).unwrap();
        fs::write(root.join("丙").join(RULEBOOK), "").unwrap();
        workspace(root, "丁");
        assert_eq!(names(root), ["丁", "丙", "东片/乙", "东片/甲"]);
        let shared = |asides: &[(String, Why)]| asides.iter().filter(|(_, why)| *why == Why::Shared).count();
        assert_eq!((shared(&asides(root)), asides(root).len()), (2, 2));
        fs::write(root.join("东片").join(ROSTER), "").unwrap();
        assert_eq!(names(root), ["丁", "丙", "东片"]);
        let asides: Vec<_> = asides(root).into_iter().filter(|(_, why)| *why != Why::Shared).collect();
        assert_eq!(asides, [inside("东片/乙"), inside("东片/甲")]);
    }

    /// As an archive of a Chinese Windows is unpacked elsewhere: B4E5 is 村 in GBK, CFE7 乡.
    #[cfg(target_os = "linux")]
    #[test]
    fn names_in_gbk_stay_apart() {
        use std::os::unix::ffi::OsStrExt;
        let place = tempfile::tempdir().unwrap();
        for bytes in [b"\xB4\xE5", b"\xCF\xE7"] {
            workspace(&place.path().join(OsStr::from_bytes(bytes)), "");
        }
        assert_eq!(names(place.path()), ["村", "乡"]);
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
        fs::create_dir_all(root.join("b/records/2024-01")).unwrap();
        fs::create_dir_all(root.join("c")).unwrap();
        fs::write(root.join("c/rulebook.toml.txt"), "").unwrap();
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
        fs::create_dir(root.join("records")).unwrap();
        fs::write(root.join("rulebook.toml.bak"), "").unwrap();
        fs::write(root.join("东片/rulebook.toml~"), "").unwrap();
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
            fs::create_dir_all(root.join(name)).unwrap();
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

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_folder_and_to_nowhere_are_told() {
        let place = tempfile::tempdir().unwrap();
        workspace(place.path(), "邻县/乙");
        workspace(place.path(), "本县/甲");
        let root = place.path().join("本县");
        for (link, to) in [("上级文件", ".."), ("丙", "../没有")] {
            std::os::unix::fs::symlink(to, root.join(link)).unwrap();
        }
        assert_eq!(names(&root), ["甲"]);
        let told = [("上级文件".to_owned(), Why::Elsewhere), ("丙".to_owned(), Why::Nowhere)];
        assert_eq!(asides(&root), told);
    }

    /// Eight folders that lead to each other would be gone through in every order.
    #[cfg(unix)]
    #[test]
    fn folders_that_link_to_each_other_are_searched_once() {
        let place = tempfile::tempdir().unwrap();
        let folders: Vec<_> = (1..9).map(|number| place.path().join(format!("{number}片"))).collect();
        for folder in &folders {
            workspace(folder, "乡");
            for (number, other) in folders.iter().enumerate() {
                std::os::unix::fs::symlink(other, folder.join(format!("去{number}"))).unwrap();
            }
        }
        let found: BTreeSet<PathBuf> =
            Townships::below(place.path()).map(|found| found.folder.canonicalize().unwrap()).collect();
        assert_eq!(found.len(), 8);
    }
}
