//! The results of a period that are kept: sealed ones by revision, published ones by set. What `diff` compares.

use std::collections::BTreeMap;
use std::path::Path;

use super::issue::{PlacedIssue, Stage, issues, proceedings, result_name};
use super::kept::intact;
use super::manifest::{Manifest, revision_of};
use super::store::{Flaw, Seals};
use crate::digest::sha256_hex;
use crate::input_name::InputName;
use crate::period::Period;

/// A result that is kept, as the text of its JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// How it is called: `封存的第1版`, `发布的 2024-Q1_公开_第1次`.
    pub name: String,
    /// The JSON of the contract.
    pub json: String,
}

/// Why there is none, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoVersion {
    /// It was there, and is gone or was changed.
    Broken(String),
    /// There is nothing that bears the name.
    Unknown(String),
}

/// The one that a word names: a revision (第1版), a set (`公开_第1次` or its folder), or a file of a result.
pub fn version(workspace: &Path, seals: &Seals, period: Period, word: &str) -> Result<Version, NoVersion> {
    let word = word.trim();
    if let Some(revision) = revision_of(word) {
        let manifests = seals.chain.iter().map(|seal| &seal.manifest);
        let mut found =
            manifests.filter(|manifest| manifest.period == period && manifest.revision == revision);
        let unknown = || NoVersion::Unknown(format!("{period} 没有封存的{word}"));
        let json = sealed_result(workspace, found.next().ok_or_else(unknown)?).map_err(NoVersion::Broken)?;
        return Ok(Version { name: format!("封存的{word}"), json });
    }
    let (sets, flaws) = issues(workspace, period);
    let base = word.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or(word);
    let is_named = |folder: &str| {
        let folder = InputName(folder).base();
        folder == base || folder.strip_prefix(&format!("{period}_")) == Some(base)
    };
    let is_unread = |flaw: &&Flaw| flaw.file.rsplit_once('/').is_some_and(|(folder, _)| is_named(folder));
    if let Some(flaw) = flaws.iter().find(is_unread) {
        return Err(NoVersion::Broken(flaw.words()));
    }
    let named = sets.iter().find(|placed| is_named(&placed.folder));
    if let Some(placed) = named {
        return of_set(workspace, period, &placed.folder, &placed.issue.result).map_err(NoVersion::Broken);
    }
    let json = std::fs::read_to_string(word).map_err(|_| {
        let sets: Vec<&str> = sets.iter().map(|placed| InputName(&placed.folder).base()).collect();
        let known = if sets.is_empty() {
            "还没有发布过".to_owned()
        } else {
            format!("发布的有 {}", sets.join("、"))
        };
        NoVersion::Unknown(format!(
            "没有“{word}”这一份结果；可以写 第1版（封存的）、发布的文件夹名，或一个结果文件；{known}"
        ))
    })?;
    Ok(Version { name: base.to_owned(), json })
}

/// The one that stands: the last that was sealed, else the last that was published.
pub fn standing_version(workspace: &Path, seals: &Seals, period: Period) -> Result<Version, NoVersion> {
    let broken = |flaw: &Flaw| NoVersion::Broken(format!("{}；用“核验”（verify）查清", flaw.words()));
    if let Some(seal) = seals.standing(period).map_err(broken)? {
        let name = format!("封存的第{}版", seal.manifest.revision);
        let json = sealed_result(workspace, &seal.manifest).map_err(NoVersion::Broken)?;
        return Ok(Version { name, json });
    }
    let (sets, flaws) = issues(workspace, period);
    // Which of them is the last is not known where one cannot be read.
    if let Some(flaw) = flaws.first() {
        return Err(NoVersion::Broken(format!("{}；用 --since 写明同哪一次发布对比", flaw.words())));
    }
    let unknown = || NoVersion::Unknown(format!("{period} 没有封存，也没有发布过，没有可比的"));
    let last = sets.last().ok_or_else(unknown)?;
    of_set(workspace, period, &last.folder, &last.issue.result).map_err(NoVersion::Broken)
}

/// The results that the posted and final sets among some were made from, by their digests, as far as they are kept.
pub fn told_results(workspace: &Path, period: Period, sets: &[PlacedIssue]) -> BTreeMap<String, String> {
    let told = sets.iter().filter(|placed| placed.issue.stage != Stage::Draft);
    let read = told.filter_map(|placed| {
        let digest = &placed.issue.result;
        let version = of_set(workspace, period, &placed.folder, digest).ok()?;
        Some((digest.clone(), version.json))
    });
    read.collect()
}

/// The result that a set was made from.
pub(super) fn of_set(
    workspace: &Path,
    period: Period,
    folder: &str,
    digest: &str,
) -> Result<Version, String> {
    let file = format!("{}/{}", proceedings(period), result_name(digest));
    let json = std::fs::read_to_string(workspace.join(&file));
    let json = json.ok().filter(|json| sha256_hex(json.as_bytes()) == digest);
    let json = json.ok_or_else(|| format!("{file} 不见了，打不开，或被改动过"))?;
    Ok(Version { name: format!("发布的 {}", InputName(folder).base()), json })
}

/// The JSON of a sealed result, if it is the one that was sealed.
pub fn sealed_result(workspace: &Path, manifest: &Manifest) -> Result<String, String> {
    let json = intact(workspace, &manifest.result).and_then(|bytes| String::from_utf8(bytes).ok());
    let file = &manifest.result.path;
    json.ok_or_else(|| format!("{file} 不见了，打不开，或被改动过；先用“核验”（verify）查清"))
}
