//! Finds the workspaces below a folder, in order of path, one after the other: the list of them is nowhere kept.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::aside::{Aside, Asides, PassedOver};
use super::contents::{self, Contents, FolderKind};
use crate::encoding;
use crate::input_name::RECORDS;
use crate::workspace::RULEBOOK;

/// What the program makes in workspaces and beside them. No township lies in one, wherever it was copied to.
const RESERVED: &[&str] =
    &["sealed", "published", "模板", "检查结果", "归档", "不采用", "留存", "材料", "细则"];

/// What systems and network drives make on their own: what was deleted lies there, and is no township any more.
const OF_SYSTEMS: &[&str] = &[
    "$RECYCLE.BIN",
    "RECYCLER",
    "System Volume Information",
    "#recycle",
    "@Recycle",
    "@Recently-Snapshot",
    "@eaDir",
    "lost+found",
];

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
    kind: FolderKind,
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
        let is_inside = self.is_in(FolderKind::Workspace);
        let Ok(contents) = Contents::of(&folder) else {
            // A rulebook may be there to be read all the same.
            if !is_inside && folder.join(RULEBOOK).is_file() {
                return Some(self.found(&folder));
            }
            self.asides.add(Aside { name: self.name(&folder), why: PassedOver::Unreadable });
            return None;
        };
        if self.open.iter().any(|level| level.place == contents.place) {
            return None;
        }
        if self.open.first().is_some_and(|root| root.place.starts_with(&contents.place)) {
            self.asides.add(Aside { name: self.name(&folder), why: PassedOver::Elsewhere });
            return None;
        }
        let kind = match contents.kind(&folder, self.open.is_empty()) {
            FolderKind::Shared => {
                self.asides.add(Aside { name: self.name(&folder), why: PassedOver::Shared });
                FolderKind::Above
            }
            kind => kind,
        };
        if is_inside && kind == FolderKind::Workspace {
            self.asides.add(Aside { name: self.name(&folder), why: PassedOver::Inside });
            return None;
        }
        let found = (!is_inside && kind != FolderKind::Above).then(|| self.found(&folder));
        let Contents { place, folders, closed, .. } = contents;
        // Through a link it may have been met before: what lies in it is known.
        if kind == FolderKind::Above && !self.searched.insert(place.clone()) && is_link(&folder) {
            return None;
        }
        self.open.push(Level {
            folder,
            place,
            folders: folders.into_iter(),
            kind: if is_inside { FolderKind::Workspace } else { kind },
            holds_one: false,
            asides: if kind == FolderKind::Above { self.closed(&closed) } else { Asides::default() },
        });
        found
    }

    /// Files beside workspaces that somebody may take for one.
    fn closed(&self, files: &[(PathBuf, PassedOver)]) -> Asides {
        let mut asides = Asides::default();
        files.iter().for_each(|(path, why)| asides.add(Aside { name: self.name(path), why: *why }));
        asides
    }

    /// Whether the folder that is looked through is of a kind.
    fn is_in(&self, kind: FolderKind) -> bool {
        self.open.last().is_some_and(|level| level.kind == kind)
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
        } else if level.kind == FolderKind::Above {
            above.into_iter().for_each(|above| {
                above.asides.add(Aside { name: name.clone(), why: PassedOver::NoWorkspace });
            });
        }
        Some(())
    }

    /// Passes over a folder of the program's own, which is told where a workspace lies in it.
    fn pass_over(&mut self, folder: &Path) {
        if folder.join(RULEBOOK).is_file() || contents::holds_rulebook(folder) {
            let aside = Aside { name: self.name(folder), why: PassedOver::Reserved };
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
            Some(below) => below.iter().map(encoding::name).collect(),
            None => {
                let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
                whole.file_name().map(encoding::name).into_iter().collect()
            }
        };
        parts.join("/")
    }
}

fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|about| about.is_symlink())
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
            let is_of_system =
                name.starts_with('.') || OF_SYSTEMS.iter().any(|own| own.eq_ignore_ascii_case(&name));
            if is_below && (is_of_system || name == BATCHES) {
                continue;
            }
            if !self.is_in(FolderKind::Above) && is_below && (is_own || name == RECORDS) {
                continue;
            }
            match fs::metadata(&path) {
                Ok(about) if about.is_dir() => {}
                Err(error) => {
                    let why = match error.kind() {
                        ErrorKind::NotFound if is_link(&path) => PassedOver::Nowhere,
                        ErrorKind::NotFound => PassedOver::Gone,
                        _ => PassedOver::Unreadable,
                    };
                    self.asides.add(Aside { name: self.name(&path), why });
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
mod tests;
