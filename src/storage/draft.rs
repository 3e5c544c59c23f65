//! Drafts: what is being written stands beside where it will be, under a name that no other run takes, until it is whole.

use std::path::{Path, PathBuf};

use super::System;
use super::writing::name;

/// What the name of every draft ends with, so that nobody's own hidden folder is taken for one.
const MARK: &str = ".cunkao";

/// Where a file or folder is put together.
pub fn draft_of(path: &Path) -> PathBuf {
    path.with_file_name(format!(".{}.{}{MARK}", name(path), std::process::id()))
}

/// Whether a folder is the draft of a run: its name begins with a point and ends in the run's number and the mark.
pub fn is_draft(folder: &Path) -> bool {
    let name = name(folder);
    let bare = name.strip_prefix('.').and_then(|name| name.strip_suffix(MARK));
    let number = bare.and_then(|bare| bare.rsplit_once('.')).map(|(_, number)| number);
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()))
}

/// Clears away what killed runs left in a folder: drafts of folders and nothing else. Whoever calls it holds the folder,
/// or that of which it is a part, so that nobody is at work on one.
pub fn clear_drafts(system: &dyn System, parent: &Path) {
    let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| is_draft(&entry.path())) {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            // What cannot be removed is in nobody's way.
            let _ = system.remove_folder(&entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_others_is_no_draft() {
        for name in
            [".git", ".底稿.2024", ".2024.cunkao", "2024.17.cunkao", ".17.cunkao", ".cunkao", ".", "..", ""]
        {
            assert!(!is_draft(Path::new(name)), "{name}");
        }
        assert!(is_draft(Path::new("县/批量汇总/.2024-Q1_第2次.4711.cunkao")));
        assert!(is_draft(&draft_of(Path::new("县/批量汇总/2024-Q1_第2次"))));
    }
}
