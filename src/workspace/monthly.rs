//! The months of a year with what is to be said of each, from one reading: every month as working it out by itself
//! gives it.

use crate::diagnostic::Diagnostics;
use crate::engine::{self, assessment::Assessment};
use crate::input_name::InputName;
use crate::period::Period;
use crate::records::Records;
use crate::rulebook::Rulebook;

/// A month, and what is to be said of it.
pub struct Said {
    /// The result.
    pub assessment: Assessment,
    /// What reading up to it and working it out found, as the rulebook weighs it.
    pub diagnostics: Diagnostics,
    /// Whether its folder held a workbook.
    pub has_data: bool,
}

/// The months of the year up to a period. `reading` is what reading up to the period found: what lies in files of later
/// months is no reason against an earlier one.
pub fn months_said(
    rulebook: &Rulebook,
    records: &Records,
    reading: &Diagnostics,
    period: Period,
) -> Vec<Said> {
    let said = period.months_to_date().map(|month| {
        let (mut assessment, found) = engine::assess(rulebook, records, Period::of_month(month));
        let mut diagnostics = reading.clone();
        diagnostics.retain(|one| InputName(one.location.file()).month().is_none_or(|of| of <= month));
        diagnostics.extend(found);
        assessment.draft = diagnostics.has_errors();
        let has_data = records.months.contains(&month);
        Said { assessment, diagnostics: rulebook.weigh(diagnostics).sorted(), has_data }
    });
    said.collect()
}
