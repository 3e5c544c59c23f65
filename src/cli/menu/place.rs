//! Workspaces near the program, their months, and who may send to them.

use std::path::{Path, PathBuf};

use crate::cli::inputs::{self, RULEBOOK};
use crate::intake;
use crate::period::Month;
use crate::records::Records;
use crate::returns;
use crate::rulebook;

/// Offices and villages by name.
pub(super) struct Names {
    pub(super) senders: Vec<String>,
    pub(super) villages: Vec<String>,
}

/// Whether a folder is a workspace.
pub(super) fn is_workspace(folder: &Path) -> bool {
    folder.join(RULEBOOK).is_file()
}

/// The workspaces in a folder, itself among them.
pub(super) fn workspaces(folder: &Path) -> Vec<PathBuf> {
    let inside = std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let mut found: Vec<PathBuf> = inside.filter(|path| is_workspace(path)).collect();
    found.sort();
    if is_workspace(folder) {
        found.insert(0, folder.to_owned());
    }
    found
}

/// A folder as one speaks of it.
pub(super) fn shown(folder: &Path) -> String {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    whole.file_name().map_or_else(|| folder.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// The last month that has a folder.
pub(super) fn last_month(workspace: &Path) -> Option<Month> {
    inputs::months(workspace).max()
}

/// Whether anything was received for any month.
pub(super) fn has_tables(workspace: &Path) -> bool {
    inputs::months(workspace).any(|month| !intake::workbooks_there(workspace, month).is_empty())
}

/// Who may send for a month, and which villages there are; nobody where the rulebook cannot be read.
pub(super) fn names(workspace: &Path, month: Month) -> Names {
    let (rulebook, _) = rulebook::load(&workspace.join(RULEBOOK), workspace);
    let Some(rulebook) = rulebook else { return Names { senders: Vec::new(), villages: Vec::new() } };
    let (roster, _) = intake::read_roster(workspace, &rulebook.declarations, Some(month.last_day()));
    let villages =
        roster.villages.iter().filter(|village| village.overlaps(month.first_day(), month.last_day()));
    let villages = villages.map(|village| village.name.to_string()).collect();
    let records = Records { roster, ..Records::default() };
    Names { senders: returns::sender_names(&rulebook, &records, month), villages }
}
