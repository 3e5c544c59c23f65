//! `reach` 差多少：what a village still needs for a place, a prize or a grade. Writes nothing.

use super::asking;
use crate::analysis::Grounds;
use crate::analysis::reach::{Asked, reach};
use crate::cli::args::{CheckFormat, ReachArgs};
use crate::cli::inputs;
use crate::cli::run::Ending;
use crate::report::{self, json};
use crate::seal;

pub(in crate::cli) fn run(args: &ReachArgs) -> Ending {
    match sealed(args) {
        Some(reason) => Ending::failure(reason),
        None => asking::answered(&args.input, |grounds| answer(args, grounds)),
    }
}

/// Why nothing can be changed any more: what is changed is dated on the last day of the period.
fn sealed(args: &ReachArgs) -> Option<String> {
    let period = args.input.period;
    let seals = seal::read(&args.input.workspace);
    let sealed = seals.current().into_iter().map(|seal| seal.manifest.period);
    let sealed =
        sealed.filter(|sealed| sealed.contains(period.last_day())).max_by_key(|sealed| sealed.length())?;
    Some(if sealed == period {
        format!("{period} 已经封存，材料不能再改，不算还差多少；确有错漏的，用“更正”（correct）")
    } else if sealed.length() > period.length() {
        format!(
            "{period} 在已经封存的 {sealed} 之内，材料不能再改，不算还差多少；确有错漏的，用“更正”（correct）"
        )
    } else {
        format!(
            "{period} 的最后一段 {sealed} 已经封存，材料不能再改，不算还差多少；确有错漏的，用“更正”（correct）"
        )
    })
}

fn answer(args: &ReachArgs, grounds: &Grounds<'_>) -> Result<String, String> {
    let asked = match (&args.prize, &args.band) {
        (Some(tier), _) => Asked::Prize(tier.clone()),
        (None, Some(grade)) => Asked::Grade(grade.clone()),
        (None, None) => {
            let place = args.place.and_then(|place| usize::try_from(place).ok());
            Asked::Place(place.ok_or("没有写要到第几名：加 --place、--prize 或 --band")?)
        }
    };
    let village = inputs::village_called(&grounds.records.roster, &args.village);
    let reached = reach(grounds, &village, &asked, args.standing.as_deref());
    let reached = reached.map_err(|wrong| asking::unanswered(&wrong))?;
    Ok(match args.format {
        CheckFormat::Json => json::reach(&reached),
        CheckFormat::Text => report::reach::reach(&reached, args.input.verbose),
    })
}
