//! What every question asked of a result needs: the result with its grounds, and the records as another rulebook reads
//! them.

use std::path::Path;

use crate::analysis::{Grounds, Unanswerable};
use crate::cli::args::InputArgs;
use crate::cli::run::Ending;
use crate::cli::show::Notes;
use crate::cli::{inputs, output};
use crate::diagnostic::Diagnostics;
use crate::intake::Months;
use crate::period::Period;
use crate::records::Records;
use crate::rulebook::Rulebook;
use crate::suggest;
use crate::workspace::read_records;

/// Works a period out and hands it to a question, whose answer is said on standard output.
pub(super) fn answered(
    input: &InputArgs,
    question: impl FnOnce(&Grounds<'_>) -> Result<String, String>,
) -> Ending {
    let folder = &input.workspace;
    if let Err(message) = inputs::require(folder) {
        return Ending::failure(message);
    }
    let (worked, diagnostics) = inputs::work_out(folder, input.period);
    let code = u8::from(diagnostics.has_errors());
    let message = inputs::spoken(&diagnostics, Notes::asked(input.verbose));
    let Some(worked) = worked.filter(|_| code == 0 || input.allow_errors) else {
        return Ending { code, message };
    };
    output::to_stderr(&message);
    let reread = |rulebook: &Rulebook| read_again(folder, input.period, rulebook, worked.assessment.draft);
    let grounds = Grounds {
        rulebook: &worked.rulebook,
        records: &worked.records,
        assessment: &worked.assessment,
        reread: &reread,
    };
    match question(&grounds).and_then(|answer| output::say(&answer)) {
        Ok(()) => Ending { code, message: String::new() },
        Err(problem) => Ending::failure(problem),
    }
}

/// Why there is no answer, with the names that there are.
pub(super) fn unanswered(wrong: &Unanswerable) -> String {
    let names = || wrong.candidates.iter().map(String::as_str);
    if wrong.candidates.is_empty() {
        return wrong.message.clone();
    }
    let near = suggest::hint(&wrong.named, names()).map(|hint| format!("；{hint}"));
    format!("{}{}\n可选：{}", wrong.message, near.unwrap_or_default(), suggest::listed(names()))
}

/// The records as another rulebook reads them; none where that leaves errors that were not there before.
pub(super) fn read_again(
    folder: &Path,
    period: Period,
    rulebook: &Rulebook,
    is_draft: bool,
) -> Option<Records> {
    let mut found = Diagnostics::new();
    let records = read_records(folder, rulebook, Months::UpTo(period), &mut |_, _| {}, &mut found);
    let found = rulebook.weigh(found);
    (is_draft || !found.has_errors()).then_some(records)
}
