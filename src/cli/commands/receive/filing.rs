//! Puts a file in its place and writes it into the register. The copy comes first, so that a run that is cut short
//! loses nothing: another run finds the copy and only registers it.

use std::path::Path;

use super::desk::Desk;
use super::plan::{Choice, Plan};
use crate::cli::register::{Entry, with_row};
use crate::input_name::RECORDS;
use crate::intake;
use crate::report::csv;
use crate::returned::Receipt;
use crate::storage::{self, System};

pub(super) fn file(desk: &Desk, plan: &Plan<'_>, system: &dyn System) -> Result<(), String> {
    let receipt = receipt(desk, plan);
    // A register that takes no row is told before anything is copied or moved.
    let bytes = registered(&desk.folder, &receipt)?;
    if plan.choice.there().is_none() {
        let target = desk.folder.join(&plan.file);
        storage::make_folder(system, target.parent().unwrap_or(&target))?;
        storage::to_new_file(system, &target, &plan.incoming.bytes)?;
    }
    if let Choice::Replaces { old, set_aside, .. } = &plan.choice {
        let target = desk.folder.join(set_aside);
        storage::move_aside(system, &desk.folder.join(old), &target)
            .map_err(|problem| format!("{problem}；新文件已收到 {}，再做一次即可把旧的移走", plan.file))?;
    }
    let received = format!("文件已收到 {}", plan.file);
    write(&desk.folder, &bytes, &received, system)
}

/// Adds a row; what stands in the register stays as it is. `done` says what was done, should the row be refused.
pub(super) fn register(
    workspace: &Path,
    receipt: &Receipt,
    done: &str,
    system: &dyn System,
) -> Result<(), String> {
    let bytes = registered(workspace, receipt).map_err(|problem| format!("{problem}；{done}"))?;
    write(workspace, &bytes, done, system)
}

/// The register with one more row.
fn registered(workspace: &Path, receipt: &Receipt) -> Result<Vec<u8>, String> {
    let shown = format!("{RECORDS}/{}", intake::RECEIPTS);
    let path = workspace.join(RECORDS).join(intake::RECEIPTS);
    let cells = csv::receipt_cells(receipt);
    let entry = Entry { columns: &Receipt::COLUMNS, cells: &cells, is_in_order: true };
    with_row(&path, &shown, &entry)
}

fn write(workspace: &Path, bytes: &[u8], done: &str, system: &dyn System) -> Result<(), String> {
    let path = workspace.join(RECORDS).join(intake::RECEIPTS);
    let shown = format!("{RECORDS}/{}", intake::RECEIPTS);
    storage::replace_own(system, &path, bytes)
        .map_err(|problem| format!("{problem}；{done}，在 WPS 中关闭 {shown} 后再做一次即可登记"))
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
