//! Sanctions that can be read and are hardly meant: for everybody, for nobody, and steps that are never reached.

use super::reach::{least_of, most_of};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::period::Length;
use crate::rulebook::{Counting, Rulebook, Sanction, SanctionPlace};

/// Everything that is odd about sanctions.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    for sanction in &rulebook.sanctions {
        found.extend(meant_for_all(rulebook, sanction));
        found.extend(meant_for_nobody(rulebook, sanction));
        found.extend(step_never_reached(sanction));
    }
}

/// A sanction by score alone whose limit nobody can lie above.
fn meant_for_all(rulebook: &Rulebook, sanction: &Sanction) -> Option<Diagnostic> {
    let standing = rulebook.standings.iter().find(|standing| standing.id == sanction.standing)?;
    let most = most_of(rulebook, &standing.node, sanction.period)?;
    let scores = sanction.scores.as_ref().filter(|scores| scores.is_open_below());
    let is_for_all = sanction.place == SanctionPlace::Any && scores.is_some_and(|scores| scores.holds(most));
    is_for_all.then(|| {
        let message = format!("“{}”以得分为限，而得分至多 {most} 分：人人都在内", sanction.name);
        Diagnostic::warning(Code::LimitSuspect, &sanction.span, message)
            .hint("核对 at-most、below 的数和满分；确属本意的，在 [[accepts]] 中写明理由")
    })
}

/// Scores that are higher than any, or lower.
fn meant_for_nobody(rulebook: &Rulebook, sanction: &Sanction) -> Option<Diagnostic> {
    let standing = rulebook.standings.iter().find(|standing| standing.id == sanction.standing)?;
    let scores = sanction.scores.as_ref()?;
    let most = most_of(rulebook, &standing.node, sanction.period);
    let most = most.filter(|most| scores.from().is_some_and(|from| from >= *most) && !scores.holds(*most));
    let least = least_of(rulebook, standing);
    let least = least.filter(|least| scores.to().is_some_and(|to| to <= *least) && !scores.holds(*least));
    let end = match (most, least) {
        (Some(most), _) => format!("至多 {most}"),
        (None, Some(least)) => format!("最低 {least}"),
        (None, None) => return None,
    };
    let message = format!("“{}”看的得分{}，而得分{end} 分：永远没有人在内", sanction.name, scores.describe());
    Some(Diagnostic::warning(Code::LimitSuspect, &sanction.span, message).hint(
        "核对 at-least、above、at-most、below 的数，和满分、floor；确属本意的，在 [[accepts]] 中写明理由",
    ))
}

/// More times than there are within a year, where each year begins anew.
fn step_never_reached(sanction: &Sanction) -> Option<Diagnostic> {
    let begins_anew = sanction.counting == Counting::InYear || !sanction.across_years;
    let rounds = u32::try_from(Length::Year.months() / sanction.period.months()).ok()?;
    let step = sanction.steps.iter().find(|step| begins_anew && step.count > rounds)?;
    let (count, each) = (step.count, sanction.period.chinese());
    let message = format!(
        "“{}”第 {count} 次才到的“{}”永远轮不到：每{each}认定一次，一年至多 {rounds} 次，次数每年重新计",
        sanction.name, step.name
    );
    Some(
        Diagnostic::warning(Code::TierUnreachable, &sanction.span, message)
            .hint("跨年连续计的写 counting = \"running\"、across-years = \"yes\"；或改正 count、period"),
    )
}
