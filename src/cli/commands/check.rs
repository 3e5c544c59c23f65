//! `check` 检查：all problems of a workspace, a rulebook or one workbook, in one pass. Its report is its data.

use std::path::Path;

use crate::cli::args::{CheckArgs, CheckFormat};
use crate::cli::run::Ending;
use crate::cli::{output, show, workspace};
use crate::diagnostic::Diagnostics;
use crate::report::json;

pub(in crate::cli) fn run(args: &CheckArgs) -> Ending {
    let diagnostics = match find(&args.path) {
        Ok(diagnostics) => diagnostics,
        Err(message) => return Ending::failure(message),
    };
    let text = match args.format {
        CheckFormat::Text => show::text(&diagnostics, args.verbose),
        CheckFormat::Json => json::diagnostics(&diagnostics),
    };
    match output::to_stdout(text.as_bytes()) {
        Ok(()) => Ending { code: u8::from(diagnostics.has_errors()), message: String::new() },
        Err(message) => Ending::failure(message),
    }
}

/// What is to be checked shows from the path: a folder, a `.toml`, or a workbook inside a workspace.
fn find(path: &Path) -> Result<Diagnostics, String> {
    let shown = path.display();
    if path.is_dir() {
        if !path.join(workspace::RULEBOOK).is_file() {
            return Err(format!("{shown} 里没有 {}，不是工作区", workspace::RULEBOOK));
        }
        return Ok(workspace::check(path));
    }
    if !path.is_file() {
        return Err(format!("没有 {shown} 这个文件或文件夹"));
    }
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) {
        return Ok(workspace::check_rulebook(path));
    }
    let folder = workspace::enclosing(path).ok_or_else(|| format!("{shown} 不在任何工作区里，无从检查"))?;
    let mut diagnostics = workspace::check(&folder);
    let absolute = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    diagnostics.retain(|diagnostic| absolute.ends_with(diagnostic.location.file()));
    Ok(diagnostics)
}
