//! Files that no seal lists: in sealed months, in published sets, and in the folders of seals themselves.

use std::collections::BTreeSet;

use super::Run;
use crate::diagnostic::Severity;
use crate::input_name::{InputName, month_folder};
use crate::intake;
use crate::period::Length;
use crate::seal::manifest::{FOLDER, MANIFEST_FILE};
use crate::seal::store::{self, FolderEntry, Seal, Seals};

impl Run<'_> {
    /// Files that came into a sealed month or set afterwards.
    pub(super) fn new_files(&mut self, seal: &Seal) {
        let manifest = &seal.manifest;
        let listed = manifest.inputs.iter().chain(&manifest.published);
        let known: BTreeSet<&str> = listed.clone().map(|entry| entry.path.as_str()).collect();
        let of_listed = listed.filter_map(|entry| entry.path.rsplit_once('/').map(|(folder, _)| folder));
        let of_months = manifest.period.parts(Length::Month).map(|month| month_folder(month.last_month()));
        let folders: BTreeSet<String> = of_listed.map(str::to_owned).chain(of_months).collect();
        let mut strays = Vec::new();
        for folder in folders {
            for entry in self.entries_in(&folder).into_iter().filter(|entry| !entry.is_folder) {
                let name = format!("{folder}/{}", entry.name);
                let counts =
                    InputName(&name).month().is_none() || intake::is_workbook(&self.workspace.join(&name));
                let is_sealed = folder.starts_with("published/") || InputName(&name).month().is_some();
                if is_sealed && counts && !known.contains(name.as_str()) && !InputName(&name).is_of_a_system()
                {
                    strays.push(name);
                }
            }
        }
        for name in strays {
            if self.is_free(seal, &name) {
                let message = if self.now(seal).is_wrong(&name) {
                    "封存以后收进来的，只供更长的考核期用；里面有错，还没有照它算，改正以后再核验一次"
                } else {
                    "封存以后收进来的，只供更长的考核期用，封存的分数照它算仍然不变"
                };
                self.say(Severity::Warning, &name, message.to_owned(), Vec::new());
            } else {
                self.error(&name, "封存以后才放进来，封存单里没有".to_owned(), Vec::new());
            }
        }
    }

    /// Files in the folders of seals that no seal lists.
    pub(super) fn strays(&mut self, seals: &Seals) {
        let mut known: BTreeSet<String> = BTreeSet::new();
        for seal in &seals.chain {
            let manifest = &seal.manifest;
            known.insert(format!("{}/{MANIFEST_FILE}", manifest.folder()));
            let listed = manifest.rulebook.iter().chain([&manifest.result]).chain(&manifest.kept);
            known.extend(listed.chain(&manifest.published).map(|entry| entry.path.clone()));
        }
        for file in self.files_below(FOLDER) {
            let of_flaw = self.findings.iter().any(|finding| finding.file == file);
            if !known.contains(&file) && !of_flaw && !is_of_unread_seal(&file, seals) {
                self.error(&file, "封存以后才放进来，封存单里没有".to_owned(), Vec::new());
            }
        }
    }

    /// Every file below a folder, in order.
    fn files_below(&mut self, folder: &str) -> Vec<String> {
        let mut files = Vec::new();
        let mut open = vec![folder.to_owned()];
        while let Some(folder) = open.pop() {
            for entry in self.entries_in(&folder) {
                let name = format!("{folder}/{}", entry.name);
                // A draft of a run that was cut short is nothing either, and the next run clears it away.
                if InputName(&name).is_of_a_system() {
                    continue;
                }
                if entry.is_folder { open.push(name) } else { files.push(name) }
            }
        }
        files.sort();
        files
    }

    /// What lies in a folder; one that cannot be read is no empty one.
    fn entries_in(&mut self, folder: &str) -> Vec<FolderEntry> {
        store::entries_in(self.workspace, folder).unwrap_or_else(|flaw| {
            self.error(&flaw.file, flaw.message, Vec::new());
            Vec::new()
        })
    }
}

/// Whether a file belongs to a seal that could not be read: that has been said of its 封存单.
fn is_of_unread_seal(file: &str, seals: &Seals) -> bool {
    let folder = file.split('/').take(3).collect::<Vec<_>>().join("/");
    seals.flaws.iter().any(|flaw| flaw.file == format!("{folder}/{MANIFEST_FILE}"))
}
