//! `archive` 归档：a sealed period in plain folders with a 目录, to be handed to the archive. Copies; changes nothing.

use super::publish::listed;
use crate::cli::args::ArchiveArgs;
use crate::cli::run::Ending;
use crate::cli::show::Notes;
use crate::cli::{inputs, output, runs};
use crate::seal;
use crate::storage::{self, System};

/// Where packages go, in a workspace.
const FOLDER: &str = "归档";

pub(in crate::cli) fn run(args: &ArchiveArgs, system: &dyn System) -> Ending {
    let folder = &args.of.workspace;
    let _held = match inputs::require(folder).and_then(|()| storage::lock(folder)) {
        Ok(held) => held,
        Err(message) => return Ending::failure(message),
    };
    let (rulebook, diagnostics) = crate::workspace::load_rulebook(folder);
    let Some(rulebook) = rulebook else {
        return Ending { code: 1, message: inputs::spoken(&diagnostics, Notes::Untold) };
    };
    let archive = match seal::archive(folder, &seal::read(folder), &rulebook.sealings, args.of.period) {
        Ok(archive) => archive,
        Err(reasons) => return Ending { code: 1, message: listed("没有归档", &reasons) },
    };
    let parent = args.output.clone().unwrap_or_else(|| folder.join(FOLDER));
    if args.output.is_none() {
        storage::clear_drafts(system, &parent);
    }
    let target = runs::next(&parent, &format!("{}_", args.of.period));
    let told = format!(
        "归档包在 {}：目录 {} 件，{} 个文件\n",
        target.display(),
        archive.entries,
        archive.files.len()
    );
    let open: Vec<String> =
        archive.open.iter().map(|open| format!("提醒：{open}，已照现在的样子归档\n")).collect();
    let written = storage::to_new_folder(system, &target, &archive.files);
    match written.and_then(|()| output::say(&told)) {
        Ok(()) => Ending { code: 0, message: open.concat() },
        Err(problem) => Ending::failure(problem),
    }
}
