//! What lies in a folder, and what that makes it to a batch: a workspace, what is left of one, or a place above some.

use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};

use super::aside::PassedOver;
use crate::input_name::{InputName, RECORDS};
use crate::period::Month;
use crate::workspace::{ROSTER, RULEBOOK};

/// What lies in a folder.
pub(super) struct Contents {
    /// Without links, to know it again.
    pub(super) place: PathBuf,
    /// In order of name.
    pub(super) folders: Vec<PathBuf>,
    /// Files in which a township may be shut up.
    pub(super) closed: Vec<(PathBuf, PassedOver)>,
    has_roster: bool,
    has_records: bool,
    /// A rulebook under another name.
    has_renamed: bool,
}

/// What a folder is to a batch.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FolderKind {
    Workspace,
    /// What is left of a workspace, which others may lie beside.
    Remains,
    /// A folder that workspaces may lie in.
    Above,
    /// The same, with a rulebook that they may share.
    Shared,
}

/// So far below a rulebook without roster and records workspaces are looked for that may share it.
const LEVELS: usize = 3;

/// Whether a workspace lies in one of the folders, or so many levels below them.
fn lie_below(folders: &[PathBuf], levels: usize) -> bool {
    let is_workspace = |folder: &PathBuf| {
        folder.join(RULEBOOK).is_file() && (folder.join(RECORDS).is_dir() || folder.join(ROSTER).is_file())
    };
    folders.iter().any(|folder| is_workspace(folder) || lies_below(folder, levels, &is_workspace))
}

/// Whether what is looked for is one of the folders in another, or so many levels below them.
fn lies_below(folder: &Path, levels: usize, is_it: &dyn Fn(&PathBuf) -> bool) -> bool {
    let below = |folder: &PathBuf| is_it(folder) || lies_below(folder, levels - 1, is_it);
    levels > 0 && Contents::of(folder).is_ok_and(|one| one.folders.iter().any(below))
}

/// Whether a rulebook lies in a folder below one, so many levels down.
pub(super) fn holds_rulebook(folder: &Path) -> bool {
    lies_below(folder, LEVELS, &|below| below.join(RULEBOOK).is_file())
}

impl Contents {
    /// Looks into a folder.
    pub(super) fn of(folder: &Path) -> std::io::Result<Self> {
        let mut contents = Self {
            place: folder.canonicalize()?,
            folders: Vec::new(),
            closed: Vec::new(),
            has_roster: false,
            has_records: false,
            has_renamed: false,
        };
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if !is_file(&entry) {
                contents.has_records |= name == RECORDS;
                contents.folders.push(entry.path());
            } else if name == ROSTER {
                contents.has_roster = true;
            } else if is_renamed_rulebook(&name) {
                contents.has_renamed = true;
            } else if let Some(why) = closed(&name) {
                contents.closed.push((entry.path(), why));
            }
        }
        contents.folders.sort_unstable();
        contents.closed.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        Ok(contents)
    }

    /// What the folder is; of the one where the search begins not every trace counts.
    pub(super) fn kind(&self, folder: &Path, is_root: bool) -> FolderKind {
        if folder.join(RULEBOOK).is_file() {
            let is_bare = !self.has_records && !self.has_roster;
            return if is_bare && lie_below(&self.folders, LEVELS) {
                FolderKind::Shared
            } else {
                FolderKind::Workspace
            };
        }
        let is_above = || self.folders.iter().any(|below| below.join(RULEBOOK).is_file());
        // A stray file, or an empty folder of that name, hides no township.
        let is_left = self.has_records && holds_months(&folder.join(RECORDS));
        let may_be = !is_root && (self.has_records || self.has_renamed);
        if is_left || (may_be && !is_above()) { FolderKind::Remains } else { FolderKind::Above }
    }
}

/// Files that stand for a folder and are none.
fn closed(name: &str) -> Option<PassedOver> {
    let (_, ending) = name.rsplit_once('.').filter(|_| !name.starts_with('.'))?;
    let is_shortcut = ending.eq_ignore_ascii_case("lnk");
    let closed = InputName(name).is_archive().then_some(PassedOver::Packed);
    closed.or_else(|| is_shortcut.then_some(PassedOver::Shortcut))
}

/// As files are called that were saved once more, or by an editor: `rulebook.toml.txt`, `rulebook (1).toml`. Any other name
/// of a rulebook makes no folder a township: one that several share may have it.
fn is_renamed_rulebook(name: &str) -> bool {
    let stem = RULEBOOK.trim_end_matches(".toml");
    name.starts_with(stem) && InputName(name).may_be_rulebook()
}

/// Links are followed later, where there is something to be told of them.
fn is_file(entry: &DirEntry) -> bool {
    entry.file_type().is_ok_and(|kind| kind.is_file())
}

/// Whether records of any month lie in a folder.
fn holds_months(records: &Path) -> bool {
    let entries = fs::read_dir(records).into_iter().flatten().flatten();
    entries.filter(|entry| !is_file(entry)).any(|entry| {
        let name = entry.file_name();
        name.to_str().and_then(Month::parse).is_some()
    })
}
