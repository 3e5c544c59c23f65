//! Reads every sealed file again and works every sealed result out again; names whatever is no longer what it was, and
//! what in it differs. Mends nothing.

mod strays;

use std::collections::BTreeMap;
use std::path::Path;

use super::differences::differences;
use super::guard::{self, Now};
use super::issue::{self, PlacedIssue, Stage};
use super::kept::{NotWorkedOut, copy_of, intact, original, work_out_kept};
use super::listing::Entry;
use super::registers;
use super::store::{self, Seal, Seals};
use crate::diagnostic::Severity;
use crate::digest::sha256_hex;
use crate::engine;
use crate::input_name::InputName;
use crate::period::Period;
use crate::report::json;
use crate::rulebook::RulebookFile;
use crate::workspace;

/// Something that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// An error where something sealed was changed; a note where a later seal has a newer version of a file.
    pub severity: Severity,
    /// Relative to the workspace.
    pub file: String,
    /// In words.
    pub message: String,
    /// What differs in it.
    pub details: Vec<String>,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Verified {
    /// The seals, in the order of their chain.
    pub seals: Seals,
    /// How many files were read.
    pub files: usize,
    /// How many results were worked out again.
    pub results: usize,
    /// The periods whose results could not be worked out again, since there is no room for temporary files.
    pub without_room: Vec<Period>,
    /// What is not what it was.
    pub findings: Vec<Finding>,
}

impl Verified {
    /// Whether all is as it was sealed.
    pub fn is_whole(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity != Severity::Error)
    }
}

/// Verifies the seals of a workspace.
pub fn verify(workspace: &Path) -> Verified {
    let seals = store::read(workspace);
    let rulebook_now = workspace::load_rulebook(workspace).0;
    let offices = rulebook_now.iter().flat_map(|all| &all.offices);
    let mut run = Run {
        workspace,
        seen: BTreeMap::new(),
        findings: Vec::new(),
        results: 0,
        without_room: Vec::new(),
        has_offices_for_longer: offices.into_iter().any(|office| office.serves.is_some()),
        now: BTreeMap::new(),
    };
    for flaw in &seals.flaws {
        run.error(&flaw.file, flaw.message.clone(), Vec::new());
    }
    for seal in &seals.chain {
        run.own_files(seal);
    }
    let files_now = rulebook_now.map_or_else(Vec::new, |all| all.files.clone());
    for seal in seals.current() {
        // Where a later revision cannot be read, what lies in the workspace is by that one: the older accuses nobody.
        match seals.unread_after(seal.manifest.period, seal.manifest.revision) {
            None => {
                run.live_files(seal, &seals);
                run.rulebook_elsewhere(seal, &files_now);
                run.new_files(seal);
                run.issued_since(seal);
                run.registers(seal, &seals);
            }
            Some(flaw) => {
                let period = seal.manifest.period;
                let message = format!("读不通，{period} 的材料和发布的文件是不是封存时的，无从核对");
                run.say(Severity::Warning, &flaw.file, message, Vec::new());
            }
        }
        run.work_out(seal);
    }
    run.strays(&seals);
    run.named(&seals);
    let Run { seen, results, without_room, findings, .. } = run;
    Verified { seals, files: seen.len(), results, without_room, findings }
}

/// Of a result that comes out otherwise, so many figures are named.
const MOST: usize = 10;

struct Run<'a> {
    workspace: &'a Path,
    /// Every file that was read, with its digest; none if it cannot be read.
    seen: BTreeMap<String, Option<String>>,
    findings: Vec<Finding>,
    results: usize,
    without_room: Vec<Period>,
    /// Whether the rulebook of now has offices whose sheets longer periods alone need.
    has_offices_for_longer: bool,
    /// What sealed periods come to by now, as far as it was asked.
    now: BTreeMap<Period, Now>,
}

impl Run<'_> {
    fn error(&mut self, file: &str, message: String, details: Vec<String>) {
        self.say(Severity::Error, file, message, details);
    }

    /// Says a thing once, whichever seals it concerns.
    fn say(&mut self, severity: Severity, file: &str, message: String, details: Vec<String>) {
        let finding = Finding { severity, file: file.to_owned(), message, details };
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// Whether a file is what was listed.
    fn is_intact(&mut self, entry: &Entry) -> bool {
        let path = self.workspace.join(&entry.path);
        let digest = self.seen.entry(entry.path.clone());
        let digest = digest.or_insert_with(|| std::fs::read(path).ok().map(|bytes| sha256_hex(&bytes)));
        digest.as_deref() == Some(entry.sha256.as_str())
    }

    fn is_there(&self, file: &str) -> bool {
        self.seen.get(file).is_some_and(Option::is_some)
    }

    /// Result, rulebook, copies and the notices of a correction: nothing may ever change in them.
    fn own_files(&mut self, seal: &Seal) {
        let manifest = &seal.manifest;
        let notices = manifest.published.iter().filter(|entry| manifest.holds(entry));
        let own = manifest.rulebook.iter().chain([&manifest.result]).chain(&manifest.kept).chain(notices);
        for entry in own {
            if self.is_intact(entry) {
                continue;
            }
            let right = original(&entry.path).map(|name| Entry { path: name.to_owned(), ..entry.clone() });
            let right = right.and_then(|live| intact(self.workspace, &live));
            self.changed(entry, right.as_deref(), "封存的内容", Severity::Error);
        }
    }

    /// Roster, targets and rulebook may go on growing as long as no sealed figure moves: then it is told, and no fault.
    /// So may what longer periods alone need.
    fn severity(&mut self, seal: &Seal, entry: &Entry) -> Severity {
        let file = &entry.path;
        if file.starts_with(issue::PUBLISHED) {
            return Severity::Error;
        }
        let is_free = match InputName(file).month() {
            None => self.is_there(file) && self.now(seal).holds,
            Some(_) => self.is_free(seal, file),
        };
        if is_free { Severity::Warning } else { Severity::Error }
    }

    /// Whether a file of a sealed month may come later, and moves no sealed figure.
    fn is_free(&mut self, seal: &Seal, file: &str) -> bool {
        let has_such = self.has_offices_for_longer && InputName(file).month().is_some();
        has_such && {
            let now = self.now(seal);
            now.holds && now.is_for_longer(seal, file)
        }
    }

    /// What a sealed period comes to by now, worked out once.
    fn now(&mut self, seal: &Seal) -> &Now {
        let workspace = self.workspace;
        self.now.entry(seal.manifest.period).or_insert_with(|| guard::now(seal, workspace))
    }

    fn changed(&mut self, entry: &Entry, right: Option<&[u8]>, what: &str, severity: Severity) {
        let harmless =
            if severity == Severity::Warning { "，封存的分数照现在的算仍然不变" } else { "" };
        if !self.is_there(&entry.path) {
            self.say(severity, &entry.path, format!("{what}不见了，或打不开{harmless}"), Vec::new());
            return;
        }
        let now = std::fs::read(self.workspace.join(&entry.path)).unwrap_or_default();
        let details = right.map(|right| differences(&entry.path, right, &now)).unwrap_or_default();
        let harmless =
            if severity == Severity::Warning { "，封存的分数照它算仍然不变" } else { "" };
        self.say(severity, &entry.path, format!("{what}被改动过{harmless}"), details);
    }

    /// Inputs and publications where they lie in the workspace.
    fn live_files(&mut self, seal: &Seal, seals: &Seals) {
        let manifest = &seal.manifest;
        for entry in manifest.inputs.iter().chain(&manifest.published) {
            if manifest.holds(entry) || self.is_intact(entry) {
                continue;
            }
            let now = self.seen.get(&entry.path).cloned().flatten();
            if let Some(later) = now.as_ref().and_then(|now| sealed_later_as(seals, seal, &entry.path, now)) {
                let message = format!(
                    "是 {} 封存的版本，{} 封存的留存在它那里",
                    later.manifest.folder(),
                    manifest.period
                );
                self.say(Severity::Note, &entry.path, message, Vec::new());
                continue;
            }
            let copy = copy_of(manifest, &entry.path).and_then(|copy| intact(self.workspace, copy));
            let severity = self.severity(seal, entry);
            self.changed(entry, copy.as_deref(), "封存的文件", severity);
        }
    }

    /// Files of the rulebook that lie elsewhere, or in the program, and are not those that were kept.
    fn rulebook_elsewhere(&mut self, seal: &Seal, now: &[RulebookFile]) {
        let manifest = &seal.manifest;
        let is_kept = |file: &&RulebookFile| manifest.rulebook.iter().any(|kept| kept.sha256 == file.sha256);
        let is_input = |file: &&RulebookFile| manifest.inputs.iter().any(|input| input.path == file.name);
        let mut others = now.iter().filter(|file| !is_kept(file) && !is_input(file)).peekable();
        // By another way of calculating nobody knows which of the two moved a figure.
        let is_other_way = manifest.calculation != engine::CALCULATION;
        if is_other_way || others.peek().is_none() || self.now(seal).holds {
            return;
        }
        for file in others {
            let message =
                format!("封存以后改动过，照它 {} 会算出不同的结果；封存的那一份在“细则”里", manifest.period);
            self.error(&file.name, message, Vec::new());
        }
    }

    /// What stood in the registers when the period was sealed, and does not stand there any more.
    fn registers(&mut self, seal: &Seal, seals: &Seals) {
        for registers::Altered { file, rows } in registers::altered(self.workspace, &seal.manifest) {
            // What counts as an input is held to the letter, and told of as one.
            let mut inputs = seals.current().into_iter().flat_map(|seal| &seal.manifest.inputs);
            if inputs.any(|input| input.path == file) {
                continue;
            }
            let period = seal.manifest.period;
            if rows.is_empty() {
                let message = format!("不见了，或打不开；{period} 封存时的那一份在“留存”里");
                self.error(&file, message, Vec::new());
                continue;
            }
            let message = format!("{period} 封存以后改动过，封存时的这些登记现在没有了，或写的不同");
            let shown = rows.into_iter().take(MOST).collect();
            self.error(&file, message, shown);
        }
    }

    /// Sets that went out after the seal, as those of a correction do: no seal lists them, but their own listings do.
    fn issued_since(&mut self, seal: &Seal) {
        let published = &seal.manifest.published;
        let is_sealed = |folder: &str| {
            let within = |entry: &Entry| entry.path.rsplit_once('/').is_some_and(|(set, _)| set == folder);
            published.iter().any(within)
        };
        let (sets, flaws) = issue::issues(self.workspace, seal.manifest.period);
        // Whether a set without a listing ever went out is not known; a folder of another name is the office's own.
        let is_set = |folder: &str| folder.rsplit_once('/').is_none_or(|(_, name)| issue::run_of(name) > 0);
        for flaw in flaws {
            if !flaw.file.rsplit_once('/').is_some_and(|(set, _)| is_sealed(set) || !is_set(set)) {
                self.say(Severity::Warning, &flaw.file, flaw.message, Vec::new());
            }
        }
        let went_out =
            |placed: &PlacedIssue| placed.issue.stage != Stage::Draft && !is_sealed(&placed.folder);
        for placed in sets.into_iter().filter(went_out) {
            for entry in placed.issue.files {
                let entry = Entry { path: format!("{}/{}", placed.folder, entry.path), ..entry };
                if !self.is_intact(&entry) {
                    self.changed(&entry, None, "封存以后发布的文件", Severity::Error);
                }
            }
        }
    }

    /// Seals that published sets name, and that are gone.
    fn named(&mut self, seals: &Seals) {
        let named = issue::named_seals(self.workspace).unwrap_or_else(|flaw| {
            self.error(&flaw.file, flaw.message, Vec::new());
            Vec::new()
        });
        for (set, digest) in named {
            if seals.chain.iter().all(|seal| seal.digest != digest) {
                let short = digest.get(..16).unwrap_or_default().to_owned();
                self.error(&set, format!("写着的上一份封存单（{short}…）不见了，或已不是那一份"), Vec::new());
            }
        }
    }

    /// The sealed result, from what was kept, by this program.
    fn work_out(&mut self, seal: &Seal) {
        let manifest = &seal.manifest;
        let file = &manifest.result.path;
        let (worked, diagnostics) = match work_out_kept(self.workspace, seal) {
            Ok(worked) => worked,
            Err(NotWorkedOut::Gone(problem)) => {
                return self.error(file, format!("不能重算：{problem}"), Vec::new());
            }
            Err(NotWorkedOut::NoRoom) => {
                self.without_room.push(manifest.period);
                return;
            }
        };
        self.results += 1;
        let now = json::result(&worked.assessment, &diagnostics);
        let sealed =
            std::fs::read(self.workspace.join(file)).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let comparison = sealed.and_then(|sealed| json::compare(&sealed, &now));
        let Some(comparison) = comparison else {
            return self.error(file, "封存的结果读不出来".to_owned(), Vec::new());
        };
        if comparison.is_same_figures() {
            return;
        }
        let words = comparison.short_words(MOST);
        if manifest.calculation == engine::CALCULATION {
            self.error(file, "照留存的材料和细则重算，结果不同".to_owned(), words);
        } else {
            let message = format!(
                "程序的计算版本已是 {}，封存时是 {}，重算的结果不同；封存的结果不动，仍以它为准",
                engine::CALCULATION,
                manifest.calculation
            );
            self.say(Severity::Warning, file, message, words);
        }
    }
}

/// The later seal that lists a file as it is now: what was put back to an older one is judged by what it comes to.
fn sealed_later_as<'a>(seals: &'a Seals, seal: &Seal, file: &str, digest: &str) -> Option<&'a Seal> {
    let lists = |seal: &&Seal| {
        let listed = seal.manifest.inputs.iter().chain(&seal.manifest.published);
        listed.into_iter().any(|entry| entry.path == file && entry.sha256 == digest)
    };
    // A month's file has one version in all seals that hold; others may grow from seal to seal.
    let place = |one: &Seal| seals.chain.iter().position(|other| other.digest == one.digest);
    let is_later = |other: &&Seal| place(other) > place(seal);
    let found = seals.current().into_iter().filter(is_later).find(lists);
    found.filter(|_| InputName(file).month().is_none())
}
