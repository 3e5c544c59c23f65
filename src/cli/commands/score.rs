//! `score` 计分：the result of a period in one of the formats. No figure leaves while an error stands.

use crate::cli::args::{Format, ScoreArgs};
use crate::cli::run::Ending;
use crate::cli::{output, show, workspace};
use crate::diagnostic::Diagnostics;
use crate::engine::assessment::Assessment;
use crate::report::json;

pub(in crate::cli) fn run(args: &ScoreArgs) -> Ending {
    if args.format == Format::Xlsx && args.output.is_none() {
        return Ending::failure("xlsx 格式要用 -o 写明文件名");
    }
    let folder = &args.input.workspace;
    if !folder.join(workspace::RULEBOOK).is_file() {
        return Ending::failure(format!("{} 里没有 {}，不是工作区", folder.display(), workspace::RULEBOOK));
    }
    let (assessment, diagnostics) = workspace::assess(folder, args.input.period);
    let code = u8::from(diagnostics.has_errors());
    let message = spoken(&diagnostics, args.input.verbose);
    let Some(assessment) = assessment.filter(|_| code == 0 || args.input.allow_errors) else {
        return Ending { code, message };
    };
    match write(args, &assessment, &diagnostics) {
        Ok(()) => Ending { code, message },
        Err(problem) => Ending::failure(problem),
    }
}

/// Silence where there is nothing to say.
pub(in crate::cli) fn spoken(diagnostics: &Diagnostics, verbose: bool) -> String {
    let worth_saying = diagnostics
        .iter()
        .any(|diagnostic| verbose || diagnostic.severity != crate::diagnostic::Severity::Note);
    if worth_saying { show::text(diagnostics, verbose) } else { String::new() }
}

fn write(args: &ScoreArgs, assessment: &Assessment, diagnostics: &Diagnostics) -> Result<(), String> {
    let bytes = match args.format {
        Format::Json => json::result(assessment, diagnostics).into_bytes(),
        Format::Table | Format::Csv | Format::Xlsx => Vec::new(),
    };
    match &args.output {
        Some(path) => output::to_new_file(path, &bytes),
        None => output::to_stdout(&bytes),
    }
}
