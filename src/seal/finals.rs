//! What was told of a period as final, held against the result that is to be sealed. Pure.

use super::issue::{PlacedIssue, Stage};
use super::known::Readiness;
use crate::digest::sha256_hex;
use crate::report::json;
use crate::rulebook::AudienceKind;

/// The last set by which the result is told: for people outside the office, a meeting among them; where there is none
/// and the public may see nothing, that for the office.
pub(super) fn told_last<'a>(readiness: &Readiness<'a>) -> Option<&'a PlacedIssue> {
    let outward = readiness.issues.iter().rfind(|placed| placed.is_outward());
    outward.or_else(|| readiness.issues.last().filter(|_| readiness.is_internal))
}

/// Final sets that tell another result than there is now. Drafts bind nobody; the last that was told as final must be
/// this very result, and so must be by its figures what the public reads and what the office pays by.
pub(super) fn outdated(readiness: &Readiness<'_>, result: &str) -> Vec<String> {
    let digest = sha256_hex(result.as_bytes());
    let last = [told_last(readiness).filter(|placed| is_final(placed)), last_final(readiness, |_| true)];
    let mut found: Vec<&PlacedIssue> =
        last.into_iter().flatten().find(|last| last.issue.result != digest).into_iter().collect();
    for audience in [AudienceKind::Public, AudienceKind::Internal] {
        let of_audience = last_final(readiness, |placed| placed.issue.audience == audience);
        let other = of_audience
            .filter(|placed| placed.issue.result != digest && has_other_figures(readiness, placed, result));
        found.extend(other.filter(|placed| !found.iter().any(|one| one.folder == placed.folder)));
    }
    let told = |placed| format!("{}；再发布一次", of_another_result(readiness, placed, result));
    found.into_iter().map(told).collect()
}

/// What a meeting read may have been changed by it, so that other figures there are told and keep nothing back.
pub(super) fn doubts(readiness: &Readiness<'_>) -> Option<String> {
    let Readiness { worked, diagnostics, .. } = *readiness;
    let placed = last_final(readiness, |placed| placed.issue.audience == AudienceKind::Meeting)?;
    let result = json::result(&worked.assessment, diagnostics);
    // Where nobody else was told after it, it is what was told.
    let last = [told_last(readiness), last_final(readiness, |_| true)];
    let is_told_last = last.into_iter().flatten().any(|last| last.folder == placed.folder);
    let is_other =
        placed.issue.result != sha256_hex(result.as_bytes()) && has_other_figures(readiness, placed, &result);
    (is_other && !is_told_last).then(|| {
        format!("{}；会议上定下改动的不必管，不是的再发布一次", of_another_result(readiness, placed, &result))
    })
}

fn is_final(placed: &PlacedIssue) -> bool {
    placed.issue.stage == Stage::Final
}

fn last_final<'a>(
    readiness: &Readiness<'a>,
    is_meant: impl Fn(&PlacedIssue) -> bool,
) -> Option<&'a PlacedIssue> {
    readiness.issues.iter().rfind(|placed| is_final(placed) && is_meant(placed))
}

/// Whether the result of a set has other figures; one that is not kept any more may have.
fn has_other_figures(readiness: &Readiness<'_>, placed: &PlacedIssue, now: &str) -> bool {
    let old = readiness.told_results.get(&placed.issue.result);
    let compared = old.and_then(|old| json::compare(old, now));
    compared.is_none_or(|compared| !compared.is_same_figures())
}

/// What differs between the result that a set was made from and the one that there is now. `diff` looks at the last set of
/// all by itself, which may be a draft, so that this one is named. Of sets for other readers it is the last for them.
fn of_another_result(readiness: &Readiness<'_>, last: &PlacedIssue, now: &str) -> String {
    let old = readiness.told_results.get(&last.issue.result);
    let compared = old.and_then(|old| json::compare(old, now));
    let set = last.folder.split_once('_').map_or(last.folder.as_str(), |(_, set)| set);
    let look = format!("；用 diff --since {set}（对比）看差别");
    let (what, differs, look) = match compared {
        None => ("依据的结果与现在的不是同一份", String::new(), look),
        Some(compared) => {
            let causes = compared.causes();
            let what = if causes.is_empty() {
                "依据的结果与现在的不是同一份"
            } else {
                "以后，材料或细则改动过"
            };
            let look = if compared.is_same_figures() { String::new() } else { look };
            (what, format!("：{}", [causes, vec![compared.summary()]].concat().join("；")), look)
        }
    };
    format!("最后一次定稿（{}）{what}{differs}{look}", last.folder)
}
