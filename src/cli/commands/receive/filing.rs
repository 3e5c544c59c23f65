//! Puts a file in its place and writes it into the register. The copy comes first, so that a run that is cut short
//! loses nothing: another run finds the copy and only registers it. What cannot be registered is taken back, for a file
//! that lies there without its row would be taken for one that came twice, and for late, when it comes again.

use std::path::{Path, PathBuf};

use super::desk::Desk;
use super::plan::{Choice, Plan};
use crate::cli::register::{Entry, with_row};
use crate::input_name::RECORDS;
use crate::intake;
use crate::report::csv;
use crate::returned::Receipt;
use crate::storage::{self, System};

pub(super) fn file(desk: &Desk, plan: &Plan<'_>, system: &dyn System) -> Result<(), String> {
    let register = Register::of(&desk.folder);
    // A register that takes no row is told before anything is copied or moved.
    let bytes = register.with(&receipt(desk, plan))?;
    let target = desk.folder.join(&plan.file);
    let folder = target.parent().unwrap_or(&target);
    let is_begun = folder.exists();
    let clear = || {
        // A month of which there is a folder has begun.
        let _ = if is_begun { Ok(()) } else { system.remove_empty_folder(folder) };
    };
    if plan.choice.there().is_none() {
        storage::make_folder(system, folder)?;
        storage::to_new_file(system, &target, &plan.incoming.bytes).inspect_err(|_| clear())?;
    }
    set_aside(desk, plan, system).and_then(|()| register.write(&bytes, system)).map_err(|problem| {
        if !take_back(desk, plan, system) {
            return format!("{problem}；文件已收到 {}，再做一次即可登记", plan.file);
        }
        clear();
        format!("{problem}；没有收下，处理好再做一次（改天才做的，用 --at 写明收到的时间）")
    })
}

/// Moves away what is replaced.
fn set_aside(desk: &Desk, plan: &Plan<'_>, system: &dyn System) -> Result<(), String> {
    let Choice::Replaces { old, set_aside, .. } = &plan.choice else { return Ok(()) };
    storage::move_aside(system, &desk.folder.join(old), &desk.folder.join(set_aside))
}

/// Leaves everything as it was; gives whether it is. Where the old file cannot go back the new one stays: one must count.
fn take_back(desk: &Desk, plan: &Plan<'_>, system: &dyn System) -> bool {
    if let Choice::Replaces { old, set_aside, .. } = &plan.choice {
        let old = desk.folder.join(old);
        if !old.exists() && storage::move_aside(system, &desk.folder.join(set_aside), &old).is_err() {
            return false;
        }
    }
    plan.choice.there().is_some() || system.remove_file(&desk.folder.join(&plan.file)).is_ok()
}

/// Adds a row; what stands in the register stays as it is. `done` says what was done, should the row be refused.
pub(super) fn register(
    workspace: &Path,
    receipt: &Receipt,
    done: &str,
    system: &dyn System,
) -> Result<(), String> {
    let register = Register::of(workspace);
    let written = register.with(receipt).and_then(|bytes| register.write(&bytes, system));
    written.map_err(|problem| format!("{problem}；{done}，处理好再做一次"))
}

/// 收件登记 of a workspace.
struct Register {
    path: PathBuf,
    /// Its name for the user.
    shown: String,
}

impl Register {
    fn of(workspace: &Path) -> Self {
        let shown = format!("{RECORDS}/{}", intake::RECEIPTS);
        Self { path: workspace.join(&shown), shown }
    }

    /// What it would be with one more row.
    fn with(&self, receipt: &Receipt) -> Result<Vec<u8>, String> {
        let cells = csv::receipt_cells(receipt);
        let entry = Entry { columns: &Receipt::COLUMNS, cells: &cells, is_in_order: true };
        with_row(&self.path, &self.shown, &entry)
    }

    fn write(&self, bytes: &[u8], system: &dyn System) -> Result<(), String> {
        storage::replace_own(system, &self.path, bytes)
    }
}

fn receipt(desk: &Desk, plan: &Plan<'_>) -> Receipt {
    Receipt {
        received: desk.received,
        sender: plan.sender.clone(),
        month: desk.month,
        file: plan.file.clone(),
        original: plan.incoming.name.clone(),
        sha256: plan.incoming.sha256.clone(),
        outcome: plan.choice.outcome(),
        remark: plan.remark.clone(),
    }
}
