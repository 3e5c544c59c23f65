//! `sensitivity` 口径：would another reading of an unclear place have changed who gets what. Writes nothing.

use super::asking;
use crate::analysis::Grounds;
use crate::analysis::sensitivity::{Tried, held, sensitivity};
use crate::cli::args::{CheckFormat, SensitivityArgs};
use crate::cli::run::Ending;
use crate::cli::width;
use crate::report::{self, json, terminal};
use crate::rulebook::open_readings;

pub(in crate::cli) fn run(args: &SensitivityArgs) -> Ending {
    asking::answered(&args.input, |grounds| Ok(answer(args, grounds)))
}

fn answer(args: &SensitivityArgs, grounds: &Grounds<'_>) -> String {
    let tried = if args.pairs { Tried::InPairsToo } else { Tried::Alone };
    let trials = sensitivity(grounds, &open_readings(grounds.rulebook), tried);
    let held = held(grounds.assessment, &trials);
    match args.format {
        CheckFormat::Json => json::sensitivity(grounds.assessment, &trials, &held),
        CheckFormat::Text => {
            let document =
                report::sensitivity::sensitivity(grounds.assessment, &trials, &held, args.input.verbose);
            terminal::render(&document, width::of_tables(args.width))
        }
    }
}
