//! What is known of a period that is to be sealed.

use std::collections::BTreeMap;

use super::issue::PlacedIssue;
use super::manifest::Approval;
use super::objection::Objection;
use super::store::{Flaw, Seals};
use crate::diagnostic::Diagnostics;
use crate::period::{Minute, Period};
use crate::workspace::Worked;

/// What is known of a period that is to be sealed.
pub struct Readiness<'a> {
    /// The period worked out.
    pub worked: &'a Worked,
    /// The problems of its run.
    pub diagnostics: &'a Diagnostics,
    /// The seals that there are.
    pub seals: &'a Seals,
    /// Its sets, in the order in which they were written.
    pub issues: &'a [PlacedIssue],
    /// The results that posted and final sets were made from, by their digests.
    pub told_results: &'a BTreeMap<String, String>,
    /// Files of sets that are not what they were when they were written.
    pub flaws: &'a [Flaw],
    /// Its objections, or why they cannot be read.
    pub objections: &'a Result<Vec<Objection>, String>,
    /// Those of the shorter periods within it: what was raised after their seals is still open for this one.
    pub objections_within: &'a [(Period, Result<Vec<Objection>, String>)],
    /// Who made it final; `None` where nobody was named.
    pub approval: Option<&'a Approval>,
    /// Now; `None` where the clock is wrong.
    pub now: Option<Minute>,
    /// Whether somebody answers for the clock, though it stands far from everything or before what has happened.
    pub is_clock_right: bool,
    /// Whether there is nothing of it that the public may see: what the office itself reads is then all that is published.
    pub is_internal: bool,
    /// Whether it is a correction: what was published of the first result is then no reason.
    pub is_correction: bool,
}
