//! Where a command is asked to write: nowhere that a workspace keeps what was received, sealed, published or decided, for
//! whatever lies there is read as such.

use std::path::{Path, PathBuf};

use super::args::Command;
use super::inputs;
use crate::input_name::RECORDS;
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
    asked(command).into_iter().try_for_each(|path| is_free(path))
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

/// That a place lies in no such folder of any workspace above it.
fn is_free(path: &Path) -> Result<(), String> {
    // One that cannot be found cannot be written to either, which is said then.
    let Some(whole) = inputs::whole(path) else { return Ok(()) };
    for workspace in whole.ancestors().filter(|folder| folder.join(inputs::RULEBOOK).is_file()) {
        let inside = KEPT.iter().find(|(folder, _)| whole.starts_with(workspace.join(folder)));
        if let Some((folder, what)) = inside {
            let shown = path.display();
            return Err(format!(
                "不能写到 {shown}：工作区的 {folder} 里只放{what}，别的放进去会被当真；换一个地方"
            ));
        }
    }
    Ok(())
}

/// Whether two ways lead to one place, which need not be there yet.
fn is_same(one: &Path, other: &Path) -> bool {
    inputs::whole(one).zip(inputs::whole(other)).is_some_and(|(one, other)| one == other)
}
