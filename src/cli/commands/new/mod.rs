//! `new` 新建：a workspace that was not there before. It appears whole or not at all.

mod fresh;
mod next_year;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::cli::args::NewArgs;
use crate::cli::output;
use crate::cli::run::Ending;
use crate::storage::{self, System};

pub(in crate::cli) fn run(args: &NewArgs, system: &dyn System) -> Ending {
    let told = match place(&args.folder) {
        Ok(staging) => whole(system, &staging, &args.folder, |staging| match &args.from {
            Some(from) => next_year::fill(staging, args, from, system),
            None => fresh::fill(staging, args, system),
        }),
        Err(problem) => Err(Ending::failure(problem)),
    };
    match told.map(|told| output::say(&told)) {
        Ok(Ok(())) => Ending::DONE,
        Ok(Err(problem)) => Ending::failure(problem),
        Err(ending) => ending,
    }
}

/// Where a workspace is put together: beside the folder that it will be. The folder itself must not be there, or
/// be empty.
fn place(folder: &Path) -> Result<PathBuf, String> {
    let shown = folder.display();
    if folder.file_name().is_none() {
        return Err(format!("“{shown}”不是文件夹的名字，请写要建的文件夹"));
    }
    match std::fs::read_dir(folder).map(|mut entries| entries.next().is_some()) {
        Ok(true) => {
            return Err(format!("{shown} 里已经有东西，不会覆盖；请换一个文件夹"));
        }
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(format!("{shown} 不是文件夹，或没有权限"));
        }
        Ok(false) | Err(_) => {}
    }
    Ok(storage::draft_of(folder))
}

/// Fills the staging folder and gives it its name; nothing stays of one that could not be filled.
fn whole(
    system: &dyn System,
    staging: &Path,
    folder: &Path,
    fill: impl FnOnce(&Path) -> Result<String, Ending>,
) -> Result<String, Ending> {
    let failure = |what: &str| Ending::failure(format!("{} {what}", folder.display()));
    // Only the folder itself is made: one above it that is missing is a slip of the pen.
    let above = staging.parent().filter(|above| !above.as_os_str().is_empty());
    if above.is_some_and(|above| !above.exists()) {
        return Err(failure("所在的文件夹不存在"));
    }
    system.make_folder(staging).map_err(|error| match error.kind() {
        ErrorKind::NotFound => failure("所在的文件夹不存在"),
        _ => failure("建不了，可能没有权限"),
    })?;
    let filled = fill(staging).and_then(|told| {
        // Only an empty folder goes; some systems do not let another take its place.
        let _ = system.remove_empty_folder(folder);
        system.rename(staging, folder).map(|()| told).map_err(|_| failure("建不了，可能没有权限"))
    });
    if filled.is_err() {
        // A failure to tidy up changes nothing about what is said.
        let _ = system.remove_folder(staging);
    }
    filled
}
