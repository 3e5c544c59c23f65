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
        let held = (folder.parent() == Some(&parent) && parent.is_dir()).then(|| storage::lock(&parent));
        return Ok(Place { folder: folder.clone(), _held: held.transpose()? });
    }
    storage::make_folder(system, &parent)?;
    let held = storage::lock(&parent)?;
    clear(&parent, system);
    Ok(Place { folder: runs::next(&parent, &format!("{}_", args.period)), _held: Some(held) })
}

/// What killed runs left: drafts and nothing else. Nobody is at work on one, as long as the folder is held.
fn clear(parent: &Path, system: &dyn System) {
    let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| storage::is_draft(&entry.path())) {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            // What cannot be removed is in nobody's way.
            let _ = system.remove_folder(&entry.path());
        }
    }
}
