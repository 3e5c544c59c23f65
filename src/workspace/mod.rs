//! A workspace on disk, read up to a period and worked out: rulebook, records, assessment. The way from files to
//! figures, the same for every command; says nothing and writes nothing.

mod monthly;
mod sheet_folder;

pub use crate::input_name::{HISTORY, ROSTER, RULEBOOK};
pub use crate::intake::Watch;
pub use monthly::{Said, months_said};
pub use sheet_folder::SheetFolder;

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::engine::{self, assessment::Assessment};
use crate::intake::{self, Months, Reading};
use crate::period::Period;
use crate::records::Records;
use crate::rulebook::{self, LoadedHistory, Rulebook};

/// A rulebook as it was loaded: none if it cannot be used.
pub type Loaded = (Option<Arc<Rulebook>>, Diagnostics);

/// A period worked out, with what it was worked out from.
pub struct Worked {
    /// The rulebook, with the targets that a clerk typed into sheets.
    pub rulebook: Arc<Rulebook>,
    /// What the office reported.
    pub records: Records,
    /// The result.
    pub assessment: Assessment,
}

impl Worked {
    /// The months of the year up to the period, from the records that were read for it.
    pub fn months(&self) -> Vec<Assessment> {
        let months = self.assessment.period.months_to_date();
        months.map(|month| engine::assess(&self.rulebook, &self.records, Period::of_month(month)).0).collect()
    }
}

/// Loads the rulebook of a workspace.
pub fn load_rulebook(workspace: &Path) -> Loaded {
    let (rulebook, diagnostics) = rulebook::load(&workspace.join(RULEBOOK), workspace);
    (rulebook.map(Arc::new), diagnostics)
}

/// Reads a workspace up to a period and works the period out by a rulebook. Nothing if that cannot be used.
pub fn work_out(
    workspace: &Path,
    loaded: Loaded,
    period: Period,
    watch: Watch<'_>,
) -> (Option<Worked>, Diagnostics) {
    work_out_with(workspace, loaded, period, Reading::watched(watch))
}

/// The same, with what goes along with the reading.
pub fn work_out_with(
    workspace: &Path,
    (rulebook, mut diagnostics): Loaded,
    period: Period,
    reading: Reading<'_>,
) -> (Option<Worked>, Diagnostics) {
    let Some((rulebook, records)) = read_with(workspace, rulebook, period, reading, &mut diagnostics) else {
        return (None, diagnostics);
    };
    let (mut assessment, found) = engine::assess(&rulebook, &records, period);
    diagnostics.extend(found);
    assessment.draft = diagnostics.has_errors();
    let diagnostics = rulebook.weigh(diagnostics).sorted();
    (Some(Worked { rulebook, records, assessment }), diagnostics)
}

/// The rulebook with the targets of sheets, and what was reported up to a period. Nothing without a rulebook.
pub fn read(
    workspace: &Path,
    rulebook: Option<Arc<Rulebook>>,
    period: Period,
    watch: Watch<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<(Arc<Rulebook>, Records)> {
    read_with(workspace, rulebook, period, Reading::watched(watch), diagnostics)
}

fn read_with(
    workspace: &Path,
    rulebook: Option<Arc<Rulebook>>,
    period: Period,
    reading: Reading<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<(Arc<Rulebook>, Records)> {
    let rulebook = rulebook?;
    let records = read_records_with(workspace, &rulebook, Months::UpTo(period), reading, diagnostics);
    let (rulebook, found) = rulebook.with_sheet_targets(&records.targets);
    diagnostics.extend(found);
    diagnostics.extend(rulebook.sums_in(period.year()));
    Some((rulebook, records))
}

/// What the office reported, with what earlier years left.
pub fn read_records(
    workspace: &Path,
    rulebook: &Rulebook,
    months: Months,
    watch: Watch<'_>,
    diagnostics: &mut Diagnostics,
) -> Records {
    read_records_with(workspace, rulebook, months, Reading::watched(watch), diagnostics)
}

fn read_records_with(
    workspace: &Path,
    rulebook: &Rulebook,
    months: Months,
    reading: Reading<'_>,
    diagnostics: &mut Diagnostics,
) -> Records {
    let declared = &rulebook.declarations;
    let (mut records, found) = intake::read_workspace_with(workspace, declared, months, reading);
    diagnostics.extend(found);
    let (loaded, found) = rulebook::load_history(&workspace.join(HISTORY), HISTORY);
    diagnostics.extend(found);
    if let Some(file) = &loaded.file {
        records.inputs.push(file.clone());
        records.inputs.sort();
    }
    let (history, unclear) = loaded.history.under_names_of(&records.roster);
    let loaded = LoadedHistory { history, ..loaded };
    let year = records.months.iter().max().map(|month| month.year());
    diagnostics.extend(rulebook::check_history(&loaded, rulebook, &records.roster, year));
    diagnostics.extend(unclear.into_iter().map(|(village, name)| {
        let message = format!("{village}有几个{name}，分不清以前的名次或处理是谁的");
        Diagnostic::error(Code::CadreAmbiguous, Location::File(HISTORY.to_owned()), message)
            .hint("在写他的每一条里加一行 number，写花名册中的编号")
    }));
    Records { history: loaded.history, ..records }
}
