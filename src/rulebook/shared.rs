//! Rulebooks of many workspaces: one that many share is loaded once. Known by what stands in its files, never by where
//! they lie or when they were written, so that the result is that of loading each.

use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};

use super::{Rulebook, file, load};
use crate::diagnostic::Diagnostics;
use crate::input_name::RULEBOOK;

/// So many rulebooks are kept, the ones used last. A county has one or two; a province that has more loads some again.
const KEPT: usize = 16;

/// The rulebooks that were loaded last.
#[derive(Default)]
pub struct SharedRulebooks {
    kept: Mutex<VecDeque<Arc<Kept>>>,
    /// What stands in the workspaces' own files of those that are being loaded.
    under_way: Mutex<BTreeSet<String>>,
    one_is_done: Condvar,
}

/// The one that loads rulebooks of such a text; whoever comes upon the same text waits until it is over, however it ends.
struct Turn<'a> {
    of: &'a SharedRulebooks,
    own: &'a str,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if let Ok(mut under_way) = self.of.under_way.lock() {
            under_way.remove(self.own);
        }
        self.of.one_is_done.notify_all();
    }
}

struct Kept {
    /// The files of the chain that were read, by their way from the workspace, the workspace's own first.
    files: Vec<(PathBuf, String)>,
    rulebook: Arc<Rulebook>,
    diagnostics: Diagnostics,
}

impl Kept {
    fn loaded(&self) -> (Option<Arc<Rulebook>>, Diagnostics) {
        (Some(Arc::clone(&self.rulebook)), self.diagnostics.clone())
    }

    /// Whether loading it in another workspace would read the same.
    fn is_of(&self, workspace: &Path, own: &str) -> bool {
        let Some(((_, first), bases)) = self.files.split_first() else { return false };
        let is_there = |(way, text): &(PathBuf, String)| {
            file::read_text(&workspace.join(way)).is_ok_and(|read| read == *text)
        };
        first == own && bases.iter().all(is_there)
    }
}

impl SharedRulebooks {
    /// The rulebook of a workspace, as [`load`](super::load()) gives it.
    pub fn load(&self, workspace: &Path) -> (Option<Arc<Rulebook>>, Diagnostics) {
        let path = workspace.join(RULEBOOK);
        let own = file::read_text(&path).unwrap_or_default();
        if let Some(kept) = self.known(workspace, &own) {
            return kept.loaded();
        }
        let _turn = self.turn(&own);
        if let Some(kept) = self.known(workspace, &own) {
            return kept.loaded();
        }
        let (files, (rulebook, diagnostics)) = load::load_noting_files(&path, workspace);
        let rulebook = rulebook.map(Arc::new);
        if let Some(rulebook) = &rulebook {
            let (rulebook, diagnostics) = (Arc::clone(rulebook), diagnostics.clone());
            self.keep(Kept { files, rulebook, diagnostics });
        }
        (rulebook, diagnostics)
    }

    /// Waits until nobody loads one of this text. Nothing, and no waiting, where a thread has died over it.
    fn turn<'a>(&'a self, own: &'a str) -> Option<Turn<'a>> {
        let under_way = self.under_way.lock().ok()?;
        let mut under_way = self.one_is_done.wait_while(under_way, |those| those.contains(own)).ok()?;
        under_way.insert(own.to_owned());
        Some(Turn { of: self, own })
    }

    /// One that is kept; it is the next to be looked at.
    fn known(&self, workspace: &Path, own: &str) -> Option<Arc<Kept>> {
        // Files are read without the others waiting.
        let all: Vec<Arc<Kept>> = self.kept.lock().ok()?.iter().cloned().collect();
        let known = all.into_iter().find(|kept| kept.is_of(workspace, own))?;
        let mut kept = self.kept.lock().ok()?;
        if kept.front().is_none_or(|front| !Arc::ptr_eq(front, &known)) {
            kept.retain(|one| !Arc::ptr_eq(one, &known));
            kept.push_front(Arc::clone(&known));
        }
        Some(known)
    }

    fn keep(&self, rulebook: Kept) {
        let Ok(mut kept) = self.kept.lock() else { return };
        kept.push_front(Arc::new(rulebook));
        kept.truncate(KEPT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "../县细则.toml";

    fn workspace(root: &Path, name: &str, rulebook: &str) -> PathBuf {
        let folder = root.join(name);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(RULEBOOK), rulebook).unwrap();
        folder
    }

    fn told(rulebook: Option<&Rulebook>, diagnostics: &Diagnostics) -> String {
        let rulebook = rulebook.map(|rulebook| (&rulebook.title, &rulebook.sha256, &rulebook.files));
        format!("{rulebook:?} {diagnostics:?}")
    }

    /// Whether the shared one is that of loading it in its place.
    #[track_caller]
    fn is_loaded(shared: &SharedRulebooks, folder: &Path) {
        let (kept, said) = shared.load(folder);
        let (loaded, found) = load(&folder.join(RULEBOOK), folder);
        assert_eq!(told(kept.as_deref(), &said), told(loaded.as_ref(), &found), "{folder:?}");
    }

    #[test]
    fn a_shared_rulebook_is_kept_once_and_a_changed_one_is_another() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path();
        std::fs::write(root.join("县细则.toml"), super::super::builtin_text("village-cadre").unwrap())
            .unwrap();
        let own = format!("extends = \"{BASE}\"\ntitle = \"甲县\"\n");
        let folders = [
            workspace(root, "1", &own),
            workspace(root, "2", &own),
            workspace(root, "3", &own.replace('甲', "乙")),
            workspace(root, "4", "title = 1\n"),
            workspace(root, "5", "extends = \"builtin:village-cadre\"\n"),
            // The same text, but what it starts from is not there.
            workspace(root, "deep/6", &own),
        ];
        let shared = SharedRulebooks::default();
        for folder in folders.iter().chain(&folders) {
            is_loaded(&shared, folder);
        }
        assert_eq!(shared.kept.lock().unwrap().len(), 3);
        let changed = super::super::builtin_text("village-cadre").unwrap().to_owned() + "\n# 改\n";
        std::fs::write(root.join("县细则.toml"), changed).unwrap();
        for folder in &folders {
            is_loaded(&shared, folder);
        }
    }

    #[test]
    fn threads_that_come_upon_one_text_at_once_load_it_once() {
        let place = tempfile::tempdir().unwrap();
        let folders: Vec<_> = (0..8)
            .map(|number| {
                workspace(place.path(), &number.to_string(), "extends = \"builtin:village-cadre\"\n")
            })
            .collect();
        let shared = SharedRulebooks::default();
        let loaded = std::thread::scope(|scope| {
            let begun: Vec<_> =
                folders.iter().map(|folder| scope.spawn(|| shared.load(folder).0.unwrap())).collect();
            begun.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
        });
        assert!(loaded.iter().all(|one| Arc::ptr_eq(one, &loaded[0])));
        assert!(shared.under_way.lock().unwrap().is_empty());
    }

    #[test]
    fn no_more_than_so_many_are_kept() {
        let place = tempfile::tempdir().unwrap();
        let shared = SharedRulebooks::default();
        for number in 0..KEPT + 3 {
            let text = format!("extends = \"builtin:village-cadre\"\nversion = \"{number}\"\n");
            shared.load(&workspace(place.path(), &number.to_string(), &text));
        }
        assert_eq!(shared.kept.lock().unwrap().len(), KEPT);
    }
}
