//! Puts a file in its place and writes it into the register. The copy comes first, so that a run that is cut short
//! loses nothing: another run finds the copy and only registers it.

use std::path::Path;

use super::desk::Desk;
use super::plan::{Choice, Plan};
use crate::cli::output;
use crate::intake;
use crate::report::csv;
use crate::returned::Receipt;

pub(super) fn file(desk: &Desk, plan: &Plan<'_>) -> Result<(), String> {
    if !matches!(plan.choice, Choice::Repeats(_)) {
        let target = desk.folder.join(&plan.file);
        make_folder_of(&target)?;
        output::to_new_file(&target, &plan.incoming.bytes)?;
    }
    if let Choice::Replaces { old, set_aside } = &plan.choice {
        let target = desk.folder.join(set_aside);
        make_folder_of(&target)?;
        std::fs::rename(desk.folder.join(old), &target)
            .map_err(|_| format!("{old} 移不走，可能正被 WPS 打开；新文件已收到 {}", plan.file))?;
    }
    let received = format!("文件已收到 {}", plan.file);
    register(&desk.folder, &receipt(desk, plan), &received)
}

pub(super) fn make_folder_of(path: &Path) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder).map_err(|_| format!("建不了文件夹 {}", folder.display()))
}

/// Adds a row; what stands in the register stays as it is. `done` says what was done, should the row be refused.
pub(super) fn register(workspace: &Path, receipt: &Receipt, done: &str) -> Result<(), String> {
    let shown = format!("records/{}", intake::RECEIPTS);
    let path = workspace.join("records").join(intake::RECEIPTS);
    let mut text = match std::fs::read(&path) {
        Ok(bytes) => intake::receipts_text(&bytes).ok_or_else(|| format!("{shown} 已损坏，无法登记"))?,
        Err(_) if !path.exists() => csv::receipts_header(),
        Err(_) => return Err(format!("{shown} 打不开，请在 WPS 中关闭后再收一次")),
    };
    if !text.ends_with('\n') {
        text.push_str("\r\n");
    }
    text.push_str(&csv::receipt(receipt));
    // The mark at the start tells spreadsheets that it is UTF-8.
    let bytes = format!("\u{feff}{text}");
    output::replace_own(&path, bytes.as_bytes())
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
        outcome: plan.choice.words(),
        remark: plan.remark.clone(),
    }
}
