//! Results that stay final. What was published, objected to and sealed is kept in plain texts that a person reads and
//! that `sha256sum -c` or `certutil` checks; here they are written, read, and held against what is there now.
//!
//! Reads files; writes none: it gives texts and folders, `cli` writes them whole. Decides no figure.

mod archive;
mod differences;
mod finals;
mod guard;
mod issue;
mod kept;
mod known;
mod listing;
mod manifest;
mod objection;
mod package;
mod posting;
mod readiness;
mod registers;
mod since;
mod store;
mod verify;
mod versions;

pub use archive::{Archive, archive};
pub use differences::differences;
pub use guard::{Present, guard, has_same_records};
pub use issue::{
    ISSUE_FILE, Issue, PROCEEDINGS, PUBLISHED, PlacedIssue, Stage, bearers, bearers_of_other_figures,
    changed_files, issued_periods, issues, proceedings, result_name, unread_issues,
};
pub use known::Readiness;
pub use listing::{Entry, Listing};
pub use manifest::{Approval, FOLDER as SEALED, MANIFEST_FILE, Manifest, Meeting, Previous};
pub use objection::{Objection, next_number, objections, objections_file, objections_within, own_columns};
pub use package::{SealRequest, Sealed, seal_files};
pub use posting::{never_over as never_over_posting, unfinished as unfinished_posting};
pub use readiness::{doubts, reasons_against};
pub use since::changed_since;
pub use store::{Flaw, Seal, Seals, comes_before, read};
pub use verify::{Finding, Verified, verify};
pub use versions::{NoVersion, Version, sealed_result, standing_version, told_results, version};
