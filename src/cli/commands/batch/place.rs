//! Where a batch is written: a new folder each time, in a folder that no later batch reads.

use std::path::{Path, PathBuf};

use crate::batch::BATCHES;
use crate::cli::args::BatchArgs;
use crate::cli::runs;
use crate::storage::{self, Lock, System};

/// The folder that is to be made.
pub(super) struct Place {
    pub(super) folder: PathBuf,
    /// No other batch numbers its folder while this one is at work.
    _held: Option<Lock>,
}

/// The folder that was asked for, or the next one of the period.
pub(super) fn choose(args: &BatchArgs, system: &dyn System) -> Result<Place, String> {
    let parent = args.folder.join(BATCHES);
    if let Some(folder) = &args.output {
        // There a run that numbers its folder clears what killed ones left.
        let is_there = folder.parent().is_some_and(|above| is_same_place(above, &parent));
        let held = is_there.then(|| storage::lock(&parent));
        return Ok(Place { folder: folder.clone(), _held: held.transpose()? });
    }
    storage::make_folder(system, &parent)?;
    let held = storage::lock(&parent)?;
    storage::clear_drafts(system, &parent);
    Ok(Place { folder: runs::next(&parent, &format!("{}_", args.period)), _held: Some(held) })
}

/// Whether two ways lead to one folder that is there.
fn is_same_place(one: &Path, other: &Path) -> bool {
    let one = if one.as_os_str().is_empty() { Path::new(".") } else { one };
    one.canonicalize().ok().zip(other.canonicalize().ok()).is_some_and(|(one, other)| one == other)
}
