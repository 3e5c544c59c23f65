//! `score` 计分：the result of a period in one of the formats. No figure leaves while an error stands.

use crate::analysis::lowering::Remeasured;
use crate::cli::args::{Format, ScoreArgs};
use crate::cli::run::Ending;
use crate::cli::{inputs, output, width};
use crate::diagnostic::Diagnostics;
use crate::digest;
use crate::report::{csv, json, overview, terminal, xlsx};
use crate::storage::{self, System};
use crate::workspace::Worked;

pub(in crate::cli) fn run(args: &ScoreArgs, system: &dyn System) -> Ending {
    args.format().map_or_else(Ending::failure, |format| {
        inputs::worked(&args.input, |worked, diagnostics| write((args, format), worked, diagnostics, system))
    })
}

fn write(
    (args, format): (&ScoreArgs, Format),
    worked: &Worked,
    diagnostics: &Diagnostics,
    system: &dyn System,
) -> Result<(), String> {
    let assessment = &worked.assessment;
    let bytes = match format {
        Format::Table => terminal::render(
            &overview::overview(assessment, &Remeasured::by(&worked.rulebook)),
            width::of_output(args.width, args.output.as_deref()),
        )
        .into_bytes(),
        Format::Json => json::result(assessment, diagnostics).into_bytes(),
        Format::Csv => csv::render(assessment).into_bytes(),
        Format::Xlsx => {
            let checksum = digest::sha256_hex(json::result(assessment, diagnostics).as_bytes());
            let up = args.output.as_deref().and_then(|file| inputs::way_up(file, &args.input.workspace));
            if up.is_none() {
                output::to_stderr(&format!("提醒：{}\n", inputs::UNLINKED));
            }
            xlsx::render(assessment, diagnostics, &worked.months(), &checksum, up.as_deref())
                .map_err(|error| error.to_string())?
        }
    };
    match &args.output {
        Some(path) => storage::to_new_file(system, path, &bytes),
        None => output::to_stdout(&bytes),
    }
}
