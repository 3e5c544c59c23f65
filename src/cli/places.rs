//! Where a file lies in a workspace, and where a command may write: nowhere that one keeps what was received, sealed,
//! published or decided, for whatever lies there is read as such.

use std::path::{Path, PathBuf};

use super::args::Command;
use super::inputs;
use crate::input_name::{InputName, RECORDS};
use crate::rulebook::TARGETS_FILE;
use crate::seal::{PROCEEDINGS, PUBLISHED, SEALED};

/// The folders that commands of their own fill, and what is kept there.
const KEPT: [(&str, &str); 4] = [
    (RECORDS, "收到的表"),
    (SEALED, "封存的结果"),
    (PUBLISHED, "发布的材料"),
    (PROCEEDINGS, "异议登记和办理的记录"),
];

/// Why a command may not write where it is asked to. A place that is the command's own by default is no place that was
/// asked for.
pub(super) fn settled(command: &mut Command) -> Result<(), String> {
    if let Command::Publish(args) = command {
        let own = args.input.workspace.join(PUBLISHED);
        args.output = args.output.take().filter(|output| !is_same(output, &own));
    }
    asked(command).into_iter().try_for_each(is_free)
}

/// The places that were asked for.
fn asked(command: &Command) -> Vec<&Path> {
    let places: [Option<&PathBuf>; 2] = match command {
        Command::Score(args) => [args.output.as_ref(), None],
        Command::Trend(args) => [args.output.as_ref(), None],
        Command::Burden(args) => [args.output.as_ref(), None],
        Command::Publish(args) => [args.output.as_ref(), None],
        Command::Archive(args) => [args.output.as_ref(), None],
        Command::Template(args) => [args.output.as_ref(), None],
        Command::Rules(args) => [args.xlsx.as_ref(), args.output.as_ref()],
        Command::Batch(args) => [args.output.as_ref(), args.cache.as_ref()],
        Command::New(args) => [Some(&args.folder), None],
        _ => [None, None],
    };
    places.into_iter().flatten().map(PathBuf::as_path).collect()
}

/// That a place lies in no such folder of any workspace above it, by its name and by where links lead.
fn is_free(path: &Path) -> Result<(), String> {
    // One that cannot be found cannot be written to either, which is said then.
    let forms = [inputs::whole(path), std::path::absolute(path).ok()];
    for whole in forms.into_iter().flatten() {
        for workspace in whole.ancestors().filter(|folder| folder.join(inputs::RULEBOOK).is_file()) {
            let inside = KEPT.iter().find(|(folder, _)| whole.starts_with(workspace.join(folder)));
            if let Some((folder, what)) = inside {
                let shown = path.display();
                return Err(format!(
                    "不能写到 {shown}：工作区的 {folder} 里只放{what}，别的放进去会被当真；换一个地方"
                ));
            }
        }
    }
    Ok(())
}

/// Whether two ways lead to one place, which need not be there yet.
fn is_same(one: &Path, other: &Path) -> bool {
    inputs::whole(one).zip(inputs::whole(other)).is_some_and(|(one, other)| one == other)
}

/// The workspace that a file lies in: the nearest folder above it with a rulebook.
pub(super) fn enclosing(file: &Path) -> Option<PathBuf> {
    let file = file.canonicalize().ok()?;
    file.ancestors().find(|folder| folder.join(inputs::RULEBOOK).is_file()).map(Path::to_owned)
}

/// The name of a file within a workspace that it lies in, with `/`.
pub(super) fn name_within(workspace: &Path, file: &Path) -> Option<String> {
    let (workspace, file) = (workspace.canonicalize().ok()?, file.canonicalize().ok()?);
    let parts = file.strip_prefix(workspace).ok()?.iter().map(|part| part.to_string_lossy());
    Some(parts.collect::<Vec<_>>().join("/"))
}

/// Whether a file lies where a workspace reads it: in the folder of a month, or as its roster or its targets.
pub(super) fn is_in_place(file: &Path) -> bool {
    let name = enclosing(file).and_then(|workspace| name_within(&workspace, file));
    name.is_some_and(|name| {
        [inputs::ROSTER, TARGETS_FILE].contains(&name.as_str()) || InputName(&name).month().is_some()
    })
}
