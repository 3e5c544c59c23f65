//! The seals of a workspace: every 封存单.txt below `sealed`, in the order of their chain.

use std::fs::DirEntry;
use std::io;
use std::path::Path;

use super::manifest::{FOLDER, MANIFEST_FILE, Manifest, Previous, revision_of};
use crate::period::{Date, Length, Period};

/// What is said of a folder that cannot be read.
pub(super) const UNREAD_FOLDER: &str = "文件夹打不开，不知道里面有什么";

/// A seal that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// What it says.
    pub manifest: Manifest,
    /// The digest that it ends with.
    pub digest: String,
}

impl Seal {
    /// As papers carry it: `2024-03 第1版 1a2b 3c4d 5e6f 7081`.
    pub fn words(&self) -> String {
        format!("{} 第{}版 {}", self.manifest.period, self.manifest.revision, self.short())
    }

    /// The first 16 digits of its digest, in groups of four: what papers carry.
    pub fn short(&self) -> String {
        let groups: Vec<&str> = (0..4).filter_map(|at| self.digest.get(at * 4..at * 4 + 4)).collect();
        groups.join(" ")
    }
}

/// What is wrong with a file, or with how seals hang together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Relative to the workspace.
    pub file: String,
    /// In words.
    pub message: String,
    /// The revision of a period's seal that cannot be read for it.
    pub revision: Option<(Period, u32)>,
}

impl Flaw {
    /// File and message in one line.
    pub fn words(&self) -> String {
        format!("{}：{}", self.file, self.message)
    }

    /// One that keeps no seal from being read.
    pub(super) fn of_file(file: String, message: &str) -> Self {
        Self { file, message: message.to_owned(), revision: None }
    }
}

/// The seals of a workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seals {
    /// From the first to the last.
    pub chain: Vec<Seal>,
    /// What is wrong; none of those seals that can be read is left out of the chain.
    pub flaws: Vec<Flaw>,
}

impl Seals {
    /// The last revision of a period's seal that can be read; whether none came after it, `standing` says.
    pub fn of(&self, period: Period) -> Option<&Seal> {
        self.chain
            .iter()
            .filter(|seal| seal.manifest.period == period)
            .max_by_key(|seal| seal.manifest.revision)
    }

    /// The seal that holds for a period, none if it was not sealed; or what keeps it from being known: its last revision
    /// cannot be read, or is gone, and an older one holds no more.
    pub fn standing(&self, period: Period) -> Result<Option<&Seal>, &Flaw> {
        let seal = self.of(period);
        let read = seal.map_or(0, |seal| seal.manifest.revision);
        match self.unread_after(period, read) {
            Some(flaw) => Err(flaw),
            None => Ok(seal),
        }
    }

    /// What keeps a revision of a period's seal that came after one from being read.
    pub(super) fn unread_after(&self, period: Period, revision: u32) -> Option<&Flaw> {
        let is_later = |(of, later): (Period, u32)| of == period && later > revision;
        self.flaws.iter().find(|flaw| flaw.file == FOLDER || flaw.revision.is_some_and(is_later))
    }

    /// The seals that hold, one a period, in the order of their days; of those that end on one day the shorter first.
    pub fn current(&self) -> Vec<&Seal> {
        let mut periods: Vec<Period> = self.chain.iter().map(|seal| seal.manifest.period).collect();
        periods.sort_by_key(|period| place(*period));
        periods.dedup();
        periods.into_iter().filter_map(|period| self.of(period)).collect()
    }

    /// The shortest sealed period that another, which is not sealed by itself, lies in.
    pub fn around(&self, period: Period) -> Option<Period> {
        let sealed = self.chain.iter().map(|seal| seal.manifest.period);
        let is_around = |one: &Period| {
            one.first_day() <= period.first_day() && period.last_day() <= one.last_day() && *one != period
        };
        sealed.filter(is_around).min_by_key(|one| one.length()).filter(|_| self.of(period).is_none())
    }

    /// The last seal of the chain.
    pub fn last(&self) -> Option<&Seal> {
        self.chain.last()
    }
}

/// Periods are sealed in the order of their last days; of those that end on one day the shorter first.
fn place(period: Period) -> (Date, Length) {
    (period.last_day(), period.length())
}

/// Whether a period is sealed before another.
pub fn comes_before(one: Period, other: Period) -> bool {
    place(one) < place(other)
}

/// Reads all seals of a workspace.
pub fn read(workspace: &Path) -> Seals {
    let mut found = Vec::new();
    let mut seals = Seals::default();
    let mut named = |folder: &str, of: Option<Period>| {
        folders_in(workspace, folder).unwrap_or_else(|flaw| {
            // Whatever lies in it.
            seals.flaws.push(Flaw { revision: of.map(|period| (period, u32::MAX)), ..flaw });
            Vec::new()
        })
    };
    let periods = named(FOLDER, None)
        .into_iter()
        .map(|period| (named(&format!("{FOLDER}/{period}"), Period::parse(&period)), period));
    for (revisions, period) in periods.collect::<Vec<_>>() {
        for revision in revisions {
            let file = format!("{FOLDER}/{period}/{revision}/{MANIFEST_FILE}");
            // A draft of a run that was cut short is nothing yet.
            if period.starts_with('.') || revision.starts_with('.') {
                continue;
            }
            match read_one(workspace, &file, &period, &revision) {
                Ok(seal) => found.push(seal),
                Err(message) => {
                    // A folder that says of no revision holds one of them at least.
                    let revision = Period::parse(&period).map(|of| (of, revision_of(&revision).unwrap_or(1)));
                    seals.flaws.push(Flaw { file, message, revision });
                }
            }
        }
    }
    link(&mut seals, found);
    seals
}

fn read_one(workspace: &Path, file: &str, period: &str, revision: &str) -> Result<Seal, String> {
    let bytes = std::fs::read(workspace.join(file)).map_err(|_| "封存单不见了，或打不开")?;
    let text = String::from_utf8(bytes).map_err(|_| "封存单已损坏")?;
    let manifest = Manifest::parse(&text)?;
    if manifest.period.to_string() != period || Some(manifest.revision) != revision_of(revision) {
        return Err(format!("封存单写的是 {}，与所在文件夹不符", manifest.folder()));
    }
    Ok(Seal { digest: Manifest::digest(&text), manifest })
}

/// What lies in a folder.
pub(super) struct FolderEntry {
    pub(super) name: String,
    pub(super) is_folder: bool,
}

/// What lies in a folder of the workspace, in order of name; nothing where that is not there. One that cannot be read is
/// no empty one.
pub(super) fn entries_in(workspace: &Path, folder: &str) -> Result<Vec<FolderEntry>, Flaw> {
    let named = |entry: io::Result<DirEntry>| {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        Ok(FolderEntry { name, is_folder: entry.path().is_dir() })
    };
    let read = std::fs::read_dir(workspace.join(folder))
        .and_then(|entries| entries.map(named).collect::<io::Result<Vec<_>>>());
    match read {
        Ok(mut entries) => {
            entries.sort_by(|one, other| one.name.cmp(&other.name));
            Ok(entries)
        }
        Err(problem) if problem.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(_) => Err(Flaw::of_file(folder.to_owned(), UNREAD_FOLDER)),
    }
}

/// The names of the folders in it.
pub(super) fn folders_in(workspace: &Path, folder: &str) -> Result<Vec<String>, Flaw> {
    let entries = entries_in(workspace, folder)?;
    Ok(entries.into_iter().filter(|entry| entry.is_folder).map(|entry| entry.name).collect())
}

/// Puts seals in the order in which each names the one before it.
fn link(seals: &mut Seals, mut found: Vec<Seal>) {
    let mut last: Option<(String, String)> = None;
    while !found.is_empty() {
        let follows = |seal: &Seal| {
            let before = seal.manifest.previous.as_ref();
            before.map(|previous| (previous.folder.clone(), previous.digest.clone())) == last
        };
        let mut next: Vec<usize> =
            (0..found.len()).filter(|at| found.get(*at).is_some_and(&follows)).collect();
        if next.is_empty() {
            // The one that was sealed first goes on, so that all are read; of those sealed together one whose own
            // predecessor is gone, since the others only wait for theirs.
            let earliest = (0..found.len())
                .min_by_key(|at| found.get(*at).map(|seal| (seal.manifest.sealed, waits(seal, &found))));
            next.extend(earliest);
            if let Some(seal) = earliest.and_then(|at| found.get(at)) {
                seals.flaws.push(broken(seal));
            }
        } else if let [_, others @ ..] = next.as_slice() {
            for at in others {
                seals.flaws.extend(found.get(*at).map(|seal| {
                    let file = format!("{}/{MANIFEST_FILE}", seal.manifest.folder());
                    Flaw::of_file(file, "有两份封存单接在同一份后面")
                }));
            }
        }
        let Some(at) = next.first() else { break };
        let seal = found.remove(*at);
        last = Some((seal.manifest.folder(), seal.digest.clone()));
        seals.chain.push(seal);
    }
}

/// Whether the seal that another goes on from is among some.
fn waits(seal: &Seal, others: &[Seal]) -> bool {
    let is_it = |previous: &Previous| {
        others.iter().any(|one| one.digest == previous.digest && one.manifest.folder() == previous.folder)
    };
    seal.manifest.previous.as_ref().is_some_and(is_it)
}

fn broken(seal: &Seal) -> Flaw {
    let previous = seal.manifest.previous.as_ref();
    let message = match previous {
        Some(previous) => {
            format!(
                "它接着的 {} 不见了，或已不是封存时的那一份（{}…）",
                previous.folder,
                digits(&previous.digest)
            )
        }
        None => "它说自己是第一份，前面却已有别的封存单".to_owned(),
    };
    let revision = previous.and_then(|previous| place_of_folder(&previous.folder));
    Flaw { file: format!("{}/{MANIFEST_FILE}", seal.manifest.folder()), message, revision }
}

/// The period and revision whose seal lies in a folder: `sealed/2024-03/第1版`.
fn place_of_folder(folder: &str) -> Option<(Period, u32)> {
    let (period, revision) = folder.strip_prefix(FOLDER)?.trim_start_matches('/').split_once('/')?;
    Period::parse(period).zip(revision_of(revision))
}

fn digits(digest: &str) -> &str {
    digest.get(..16).unwrap_or(digest)
}
