//! What is written when a period is sealed: one folder with the seal, the result, the rulebook as used, and copies of
//! everything else that no earlier seal has kept already.

use std::collections::BTreeMap;
use std::path::Path;

use super::issue::{self, PUBLISHED};
use super::kept::{COPIES, RULEBOOK, intact, original};
use super::listing::Entry;
use super::manifest::{Approval, MANIFEST_FILE, Manifest, Previous};
use super::objection::objections_file;
use super::store::{Seal, Seals, UNREAD_FOLDER};
use crate::diagnostic::Diagnostics;
use crate::digest::sha256_hex;
use crate::engine;
use crate::input_name::{InputName, RECORDS};
use crate::intake::RECEIPTS;
use crate::period::Minute;
use crate::report::json;
use crate::rulebook::RulebookFile;
use crate::storage::{NewFile, is_below};
use crate::workspace::Worked;

/// The result's file in a seal.
const RESULT: &str = "结果.json";
/// The folder of a seal for what tells of a correction.
pub(super) const CORRECTION: &str = "更正";

/// What a period is sealed with.
pub struct SealRequest<'a> {
    /// The workspace.
    pub workspace: &'a Path,
    /// The period worked out.
    pub worked: &'a Worked,
    /// The problems of its run, which the result's JSON holds.
    pub diagnostics: &'a Diagnostics,
    /// The seals that there are.
    pub seals: &'a Seals,
    /// Who made it final.
    pub approval: Approval,
    /// Why it is corrected; empty for a first seal.
    pub reason: String,
    /// The official number of the paper that tells of it; empty where there is none.
    pub number: String,
    /// When.
    pub sealed: Minute,
    /// Name and version of the program.
    pub program: String,
    /// Papers that tell of a correction, by name.
    pub correction: Vec<NewFile>,
}

/// A seal to be written.
pub struct Sealed {
    /// The seal as it will be read.
    pub seal: Seal,
    /// Its files by their names in its folder, 封存单.txt the last.
    pub files: Vec<NewFile>,
}

/// Lays a seal together; names the files that are not what they were when the result was worked out.
pub fn seal_files(request: &SealRequest<'_>) -> Result<Sealed, Vec<String>> {
    let SealRequest { workspace, worked, seals, .. } = *request;
    let period = worked.assessment.period;
    let revision = seals.of(period).map_or(1, |seal| seal.manifest.revision.saturating_add(1));
    let folder = super::manifest::folder(period, revision);
    let mut laid =
        Laid { workspace, seals, folder, files: Vec::new(), kept: Vec::new(), changed: Vec::new() };
    let inputs = laid.inputs(worked);
    let rulebook = laid.rulebook(worked);
    let json = json::result(&worked.assessment, request.diagnostics);
    let result = laid.own(RESULT, json.into_bytes());
    let mut published = laid.published(period);
    for NewFile { name, bytes } in &request.correction {
        published.push(laid.own(&format!("{CORRECTION}/{name}"), bytes.clone()));
    }
    for register in [format!("{RECORDS}/{RECEIPTS}"), objections_file(period)] {
        let is_input = inputs.iter().any(|input| input.path == register);
        if !is_input && let Ok(bytes) = std::fs::read(workspace.join(&register)) {
            laid.keep(&register, bytes);
        }
    }
    if !laid.changed.is_empty() {
        return Err(laid.changed);
    }
    let manifest = Manifest {
        period,
        revision,
        reason: request.reason.clone(),
        number: request.number.clone(),
        sealed: request.sealed,
        approval: request.approval.clone(),
        scheme: worked.assessment.title.clone(),
        version: worked.assessment.version.clone(),
        program: request.program.clone(),
        calculation: engine::CALCULATION,
        previous: seals
            .last()
            .map(|last| Previous { folder: last.manifest.folder(), digest: last.digest.clone() }),
        inputs,
        rulebook,
        result,
        published,
        kept: laid.kept,
    };
    let text = manifest.render();
    // What this program could not read again it must not write: odd names of files, line breaks in words.
    if Manifest::parse(&text).as_ref() != Ok(&manifest) {
        return Err(unwritable(&manifest));
    }
    let mut files = laid.files;
    let digest = Manifest::digest(&text);
    files.push(NewFile::new(MANIFEST_FILE, text));
    Ok(Sealed { seal: Seal { manifest, digest }, files })
}

/// Why a seal cannot be read again as it is: names of files that lead elsewhere, words in more than a line.
fn unwritable(manifest: &Manifest) -> Vec<String> {
    let Manifest { inputs, rulebook, published, .. } = manifest;
    let names = [inputs, rulebook, published].into_iter().flatten().map(|entry| entry.path.as_str());
    let odd = |name: &&str| !is_below(name) || name.contains(['\r', '\n']);
    let mut odd: Vec<&str> = names.filter(odd).collect();
    odd.dedup();
    if odd.is_empty() {
        return vec!["姓名、会议、原因或细则的名称里有写不进封存单的字（如换行、首尾空格）".to_owned()];
    }
    let told = |name: &str| format!("{name} 的文件名里有 \\ 或换行，在别的系统上会落到别处；请改名后再封存");
    odd.into_iter().map(told).collect()
}

/// A seal as far as it is laid together.
struct Laid<'a> {
    workspace: &'a Path,
    seals: &'a Seals,
    folder: String,
    files: Vec<NewFile>,
    kept: Vec<Entry>,
    /// Files that are not what they were.
    changed: Vec<String>,
}

impl Laid<'_> {
    /// A file of the seal's own.
    fn own(&mut self, name: &str, bytes: Vec<u8>) -> Entry {
        let entry = Entry { path: format!("{}/{name}", self.folder), sha256: sha256_hex(&bytes) };
        self.files.push(NewFile::new(name, bytes));
        entry
    }

    /// A copy of a file of the workspace, here or where an earlier seal has it.
    fn keep(&mut self, name: &str, bytes: Vec<u8>) {
        let sha256 = sha256_hex(&bytes);
        let earlier = self.seals.chain.iter().flat_map(|seal| &seal.manifest.kept);
        let same = earlier.filter(|copy| copy.sha256 == sha256 && original(&copy.path) == Some(name));
        // One that is gone, or was changed, keeps nothing.
        let mut same = same.filter(|copy| intact(self.workspace, copy).is_some());
        let entry = match same.next() {
            Some(copy) => copy.clone(),
            None => self.own(&format!("{COPIES}/{name}"), bytes),
        };
        self.kept.push(entry);
    }

    /// The files that the result was worked out from, as far as they lie in the workspace; the rulebook's others are
    /// kept anyway.
    fn inputs(&mut self, worked: &Worked) -> Vec<Entry> {
        let mut inputs = Vec::new();
        for file in &worked.assessment.inputs {
            let is_of_rulebook = worked.rulebook.files.iter().any(|other| other.name == file.name);
            match std::fs::read(self.workspace.join(&*file.name)) {
                Ok(bytes) if sha256_hex(&bytes) == file.sha256 => {
                    self.keep(&file.name, bytes);
                    inputs.push(Entry { path: file.name.to_string(), sha256: file.sha256.to_string() });
                }
                // A rulebook's file may lie elsewhere, or in the program.
                _ if is_of_rulebook => {}
                _ => self.changed.push(format!("{} 在计算以后被改动过，再做一次", file.name)),
            }
        }
        inputs
    }

    fn rulebook(&mut self, worked: &Worked) -> Vec<Entry> {
        let files = worked.rulebook.files.iter().zip(1..);
        let own = |(file, number): (&RulebookFile, u32)| {
            let name = format!("{RULEBOOK}/{number}_{}", plain(&file.name));
            self.own(&name, file.text.clone().into_bytes())
        };
        files.map(own).collect()
    }

    /// Every file of every set of the period.
    fn published(&mut self, period: crate::period::Period) -> Vec<Entry> {
        let mut files = BTreeMap::new();
        let sets = issue::set_folders(self.workspace, period).unwrap_or_else(|flaw| {
            self.changed.push(format!("{} {}", flaw.file, flaw.message));
            Vec::new()
        });
        for set in sets {
            let folder = format!("{PUBLISHED}/{set}");
            let read = std::fs::read_dir(self.workspace.join(&folder));
            let Ok(entries) = read.and_then(Iterator::collect::<std::io::Result<Vec<_>>>) else {
                self.changed.push(format!("{folder} {UNREAD_FOLDER}"));
                continue;
            };
            for entry in entries.iter().filter(|entry| entry.path().is_file()) {
                let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
                if InputName(&name).is_of_a_system() {
                    continue;
                }
                match std::fs::read(entry.path()) {
                    Ok(bytes) => {
                        files.insert(name, bytes);
                    }
                    Err(_) => self.changed.push(format!("{name} 打不开，请在 WPS 中关闭")),
                }
            }
        }
        let mut published = Vec::new();
        for (name, bytes) in files {
            published.push(Entry { path: name.clone(), sha256: sha256_hex(&bytes) });
            self.keep(&name, bytes);
        }
        published
    }
}

/// A name that can be that of a file: `builtin:village-cadre` → `village-cadre.toml`.
fn plain(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match base.strip_prefix("builtin:") {
        Some(builtin) => format!("{builtin}.toml"),
        None => base.to_owned(),
    }
}
