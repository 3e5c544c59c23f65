//! What `publish` says of the posting of a period: that a final paper comes before it is over, or that it can never be.

use crate::cli::args::{PublishArgs, Readers};
use crate::period::Minute;
use crate::rulebook::{AudienceKind, Rulebook};
use crate::seal::{self, Issue, Stage};

/// Why what a final paper says of the posting cannot be so yet. A posting that was kept elsewhere is not known of.
pub(super) fn early(args: &PublishArgs, rulebook: &Rulebook, now: Option<Minute>) -> Option<String> {
    let publication = rulebook.publication.as_ref().filter(|_| args.is_final)?;
    let period = args.input.period;
    let sealing = rulebook.sealings.iter().find(|sealing| sealing.span == period.length());
    let is_asked_for = sealing.map_or(args.objections().is_some(), |sealing| sealing.is_posted);
    let is_told = matches!(args.audience, Readers::Public) && args.output.is_none();
    let (issues, _) = seal::issues(&args.input.workspace, period);
    seal::unfinished_posting(&issues, publication.objection_days, is_asked_for && is_told, now)
}

/// That the days of a posting will not do, before it hangs on a wall for nothing: sealing asks for them afterwards.
pub(super) fn too_short(issue: &Issue, rulebook: &Rulebook) -> Option<String> {
    let days = rulebook.publication.as_ref()?.objection_days;
    let mut sealings = rulebook.sealings.iter().filter(|sealing| sealing.span == issue.period.length());
    let is_asked_for = sealings.any(|sealing| sealing.is_posted);
    let is_posting = is_asked_for && issue.stage == Stage::Posted && issue.audience == AudienceKind::Public;
    let never = seal::never_over_posting(issue, days).filter(|_| is_posting)?;
    Some(format!("{never}（改 --date、--objections-until），不然不能封存"))
}
