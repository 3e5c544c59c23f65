//! `explain` 说明：every posting of a village, a cadre or an item, with clause and cell.

use crate::cli::args::ExplainArgs;
use crate::cli::run::Ending;
use crate::cli::{output, workspace};
use crate::diagnostic::Diagnostics;
use crate::engine::assessment::Assessment;
use crate::report::explain::{Query, explain};
use crate::report::terminal;
use crate::suggest;

pub(in crate::cli) fn run(args: &ExplainArgs) -> Ending {
    workspace::result(&args.input, |assessment, _: &Diagnostics| write(args, assessment))
}

fn write(args: &ExplainArgs, assessment: &Assessment) -> Result<(), String> {
    let query = Query { village: args.village.clone(), cadre: args.cadre.clone(), item: args.item.clone() };
    let document = explain(assessment, &query).map_err(|missing| {
        let names = || missing.candidates.iter().map(String::as_str);
        let near = suggest::hint(&missing.name, names()).map(|hint| format!("；{hint}"));
        format!("{missing}{}\n可选：{}", near.unwrap_or_default(), suggest::listed(names()))
    })?;
    output::to_stdout(terminal::render(&document, usize::from(args.width)).as_bytes())
}
