//! What a seal keeps: copies of the files that it was worked out from, and the way from them to the result again.

use std::path::Path;
use std::sync::Arc;

use super::listing::Entry;
use super::manifest::Manifest;
use super::store::Seal;
use crate::diagnostic::Diagnostics;
use crate::digest::sha256_hex;
use crate::input_name::RECORDS;
use crate::intake::RECEIPTS;
use crate::rulebook;
use crate::storage::Apart;
use crate::workspace::{self, Worked};

/// The folder of a seal that copies lie in, each under its name in the workspace.
pub(super) const COPIES: &str = "留存";
/// The folder of a seal that the rulebook's files lie in.
pub(super) const RULEBOOK: &str = "细则";

/// The name in the workspace of the file that a copy is one of: `sealed/2024-01/第1版/留存/roster.xlsx` → `roster.xlsx`.
pub(super) fn original(copy: &str) -> Option<&str> {
    copy.split_once(&format!("/{COPIES}/")).map(|(_, name)| name)
}

/// The copy of a file that a seal refers to.
pub(super) fn copy_of<'a>(manifest: &'a Manifest, name: &str) -> Option<&'a Entry> {
    manifest.kept.iter().find(|entry| original(&entry.path) == Some(name))
}

/// The bytes of a listed file, if they are those that were listed.
pub(super) fn intact(workspace: &Path, entry: &Entry) -> Option<Vec<u8>> {
    std::fs::read(workspace.join(&entry.path)).ok().filter(|bytes| sha256_hex(bytes) == entry.sha256)
}

/// Why a sealed period was not worked out again.
pub(super) enum NotWorkedOut {
    /// What it was sealed with is not there, in words.
    Gone(String),
    /// There is no room for temporary files, which says nothing of the seal.
    NoRoom,
}

impl From<NotWorkedOut> for String {
    fn from(why: NotWorkedOut) -> Self {
        match why {
            NotWorkedOut::Gone(words) => words,
            NotWorkedOut::NoRoom => format!(
                "没有地方放临时文件（{}），没有重算；腾出地方再做一次",
                std::env::temp_dir().display()
            ),
        }
    }
}

/// Works a sealed period out again from what the seal keeps, by this program.
pub(super) fn work_out_kept(workspace: &Path, seal: &Seal) -> Result<(Worked, Diagnostics), NotWorkedOut> {
    let manifest = &seal.manifest;
    let gone = |file: &str| NotWorkedOut::Gone(format!("{file} 不见了，或被改动过，不能重算"));
    let apart = Apart::new().ok_or(NotWorkedOut::NoRoom)?;
    for input in &manifest.inputs {
        let copy = copy_of(manifest, &input.path).ok_or_else(|| gone(&input.path))?;
        let bytes = intact(workspace, copy).ok_or_else(|| gone(&copy.path))?;
        apart.put(&input.path, &bytes).ok_or(NotWorkedOut::NoRoom)?;
    }
    // Older seals kept the register of receipts without listing it, though it may have let files count.
    let register = format!("{RECORDS}/{RECEIPTS}");
    let unlisted =
        copy_of(manifest, &register).filter(|_| manifest.inputs.iter().all(|input| input.path != register));
    if let Some(copy) = unlisted {
        let bytes = intact(workspace, copy).ok_or_else(|| gone(&copy.path))?;
        apart.put(&register, &bytes).ok_or(NotWorkedOut::NoRoom)?;
    }
    let mut texts = Vec::new();
    for file in &manifest.rulebook {
        let bytes = intact(workspace, file).ok_or_else(|| gone(&file.path))?;
        let text = String::from_utf8(bytes).map_err(|_| gone(&file.path))?;
        texts.push((file.path.clone(), text));
    }
    let (rulebook, found) = rulebook::load_kept(&texts);
    let loaded = (rulebook.map(Arc::new), found);
    let (worked, diagnostics) = workspace::work_out(apart.path(), loaded, manifest.period, &mut |_, _| {});
    let unreadable = || NotWorkedOut::Gone("留存的细则现在读不通".to_owned());
    worked.map(|worked| (worked, diagnostics)).ok_or_else(unreadable)
}
