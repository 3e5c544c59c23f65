//! Whether files that a published result was worked out from changed since. By their digests alone, so that no period is
//! worked out for it: whether a figure moves by it is for `seal --check` and `diff` to say.

use std::collections::BTreeSet;
use std::path::Path;

use super::issue::PlacedIssue;
use super::versions::of_set;
use crate::digest::sha256_hex;
use crate::input_name::{InputName, RECORDS, month_folder};
use crate::intake::{self, RECEIPTS};
use crate::report::json;
use crate::rulebook::Rulebook;

/// The files of a set's result that changed or went since, and those that came to its months; nothing if the result is
/// not kept any more.
pub fn changed_since(workspace: &Path, rulebook: &Rulebook, placed: &PlacedIssue) -> Option<Vec<String>> {
    let period = placed.issue.period;
    let kept = of_set(workspace, period, &placed.folder, &placed.issue.result).ok()?;
    let told = json::figures(&kept.json)?;
    let now = |name: &str| {
        // One that the program carries lies in no workspace.
        let loaded = rulebook.files.iter().find(|file| file.name == *name);
        let of_disk = || std::fs::read(workspace.join(name)).ok().map(|bytes| sha256_hex(&bytes));
        loaded.map(|file| file.sha256.clone()).or_else(of_disk)
    };
    // The register of receipts grows by whatever comes in later.
    let register = format!("{RECORDS}/{RECEIPTS}");
    let inputs = told.inputs.iter().filter(|(name, _)| **name != register);
    let mut changed: BTreeSet<String> = inputs
        .filter(|(name, sha256)| now(name).as_ref() != Some(sha256))
        .map(|(name, _)| name.clone())
        .collect();
    for month in period.months_to_date() {
        let there = intake::workbooks_there(workspace, month).into_iter();
        let there = there.filter(|name| !InputName(name).is_half_saved());
        let there = there.map(|name| format!("{}/{name}", month_folder(month)));
        changed.extend(there.filter(|name| told.inputs.iter().all(|(known, _)| known != name)));
    }
    Some(changed.into_iter().collect())
}
