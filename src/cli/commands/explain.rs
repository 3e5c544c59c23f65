//! `explain` 说明：every posting of a village, a cadre or an item, with clause and cell.

use crate::cli::args::ExplainArgs;
use crate::cli::run::Ending;

pub(in crate::cli) fn run(args: &ExplainArgs) -> Ending {
    Ending::failure(format!("{}", args.width))
}
