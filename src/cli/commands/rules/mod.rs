//! `rules` 条款：a rulebook read back in plain Chinese, clauses looked up; the reference and the schema of the language.

mod numbers;

use std::path::Path;

use crate::cli::args::RulesArgs;
use crate::cli::run::Ending;
use crate::cli::show::{self, Notes};
use crate::cli::{inputs, output, width};
use crate::diagnostic::Diagnostics;
use crate::report::{json, provisions, reference, terminal};
use crate::rulebook::{self, Rulebook};
use crate::storage::System;

pub(in crate::cli) fn run(args: &RulesArgs, system: &dyn System) -> Ending {
    if args.reference {
        return print(&reference_text());
    }
    if args.schema {
        return print(&json::schema(&rulebook::catalogue()));
    }
    let Some(path) = &args.rulebook else { return Ending::failure("没有写细则") };
    if let Some(sheet) = &args.xlsx {
        return numbers::export(path, sheet, system);
    }
    if let (Some(sheet), Some(output)) = (&args.apply, &args.output) {
        return numbers::apply(path, sheet, output, system);
    }
    let (rulebook, diagnostics) = match load(path) {
        Ok(loaded) => loaded,
        Err(problem) => return Ending::failure(problem),
    };
    let Some(rulebook) = rulebook else {
        return Ending { code: 1, message: show::text(&diagnostics.sorted(), Notes::Untold) };
    };
    let document = provisions::provisions(&rulebook, args.word.as_deref());
    if document.sections.is_empty() {
        let word = args.word.as_deref().unwrap_or_default();
        return Ending::failure(format!("没有含“{word}”的条款"));
    }
    print(&terminal::render(&document, width::of_tables(args.width)))
}

/// The reference, with its examples from the rulebooks in the executable.
pub(in crate::cli) fn reference_text() -> String {
    let names = rulebook::builtin_names();
    let texts: Vec<_> = names.iter().filter_map(|name| rulebook::builtin_text(name)).collect();
    reference::reference(&rulebook::catalogue(), &texts)
}

/// A file, the rulebook of a workspace, or one in the executable.
fn load(path: &Path) -> Result<(Option<Rulebook>, Diagnostics), String> {
    let shown = path.display();
    if let Some(name) = path.to_str().and_then(|text| text.strip_prefix("builtin:")) {
        return Ok(rulebook::load_builtin(name));
    }
    let file = if path.is_dir() { path.join(inputs::RULEBOOK) } else { path.to_owned() };
    if !file.is_file() {
        return Err(format!("没有 {shown} 这个细则"));
    }
    let folder = file.parent().unwrap_or(Path::new("."));
    Ok(rulebook::load(&file, folder))
}

fn print(text: &str) -> Ending {
    Ending::of(output::to_stdout(text.as_bytes()))
}
