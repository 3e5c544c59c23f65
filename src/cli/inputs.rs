//! What a command is given to work on: the workspace that its arguments name, read and worked out by `crate::workspace`
//! with the progress shown, and with what is to be said of senders and seals.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use super::args::InputArgs;
use super::of_periods;
use super::output;
use super::progress::Progress;
use super::run::Ending;
use super::show::{self, Notes};
use crate::analysis::trend::{Given, GivenYear};
use crate::diagnostic::{Diagnostics, Severity};
use crate::engine;
use crate::input_name::RECORDS;
use crate::intake::{self, Months, Reading};
use crate::period::{Length, Month, Period};
use crate::records::{History, InputFile, Records, Roster};
use crate::returns::{self, Returns};
use crate::rulebook::{self, Rulebook};
use crate::seal::{self, Present};
use crate::workspace::{self, Loaded, Said};
pub(super) use crate::workspace::{HISTORY, ROSTER, RULEBOOK, Worked};

/// What is refused because the rulebook cannot be used.
pub(super) const RULEBOOK_WRONG: &str = "细则有错，先用“检查”（check）查细则";

/// Reads a workspace up to a period and works the period out. Nothing if the rulebook cannot be used. What was sealed
/// of the year may not have moved.
pub(super) fn work_out(workspace: &Path, period: Period) -> (Option<Worked>, Diagnostics) {
    let mut progress = Progress::begin();
    let mut watch = |done, of| progress.tell(done, of);
    work_out_by(workspace, workspace::load_rulebook(workspace), period, Reading::watched(&mut watch))
}

/// As [`work_out`], by a rulebook that has been loaded, with what goes along with the reading.
pub(super) fn work_out_by(
    folder: &Path,
    rulebook: Loaded,
    period: Period,
    reading: Reading<'_>,
) -> (Option<Worked>, Diagnostics) {
    let (worked, diagnostics) = workspace::work_out_with(folder, rulebook, period, reading);
    let Some(mut worked) = worked else { return (None, diagnostics) };
    let mut diagnostics = diagnostics;
    diagnostics.extend(unsent(&worked));
    diagnostics.extend(seal::guard(&seal::read(folder), folder, (&worked).into()));
    worked.assessment.draft = diagnostics.has_errors();
    (Some(worked), diagnostics.sorted())
}

/// A period with the months of its year up to it, each as [`work_out`] gives it by itself.
/// Nothing if the rulebook cannot be used.
pub(super) fn work_out_months(folder: &Path, period: Period) -> (Option<Monthly>, Diagnostics) {
    let mut progress = Progress::begin();
    let mut watch = |done, of| progress.tell(done, of);
    let (rulebook, mut diagnostics) = workspace::load_rulebook(folder);
    let read = workspace::read(folder, rulebook, period, &mut watch, &mut diagnostics);
    let Some((rulebook, records)) = read else { return (None, diagnostics) };
    let said = workspace::months_said(&rulebook, &records, &diagnostics, period);
    let (assessment, found) = engine::assess(&rulebook, &records, period);
    diagnostics.extend(found);
    let mut diagnostics = rulebook.weigh(diagnostics);
    let mut worked = Worked { rulebook, records, assessment };
    diagnostics.extend(unsent(&worked));
    let seals = seal::read(folder);
    diagnostics.extend(seal::guard(&seals, folder, (&worked).into()));
    worked.assessment.draft = diagnostics.has_errors();
    let diagnostics = diagnostics.sorted();
    let months = said.into_iter().map(|Said { mut assessment, diagnostics, has_data }| {
        let present = Present { period: assessment.period, ..Present::from(&worked) };
        // What does not fit to what is sealed is no more than a draft.
        assessment.draft = diagnostics.has_errors() || seal::guard(&seals, folder, present).has_errors();
        Given { assessment, has_data }
    });
    let (months, whole): (Vec<Given>, _) = (months.collect(), worked.assessment.clone());
    let is_own = |month: &&Given| period.contains(month.assessment.period.first_day());
    let has_data = months.iter().filter(is_own).any(|month| month.has_data);
    let year = GivenYear { whole: Given { assessment: whole, has_data }, months };
    (Some(Monthly { worked, year }), diagnostics)
}

/// A period worked out with its months.
pub(super) struct Monthly {
    /// The period.
    pub(super) worked: Worked,
    /// The same, and its months.
    pub(super) year: GivenYear,
}

/// As [`work_out`] without a look at what was sealed: for comparing and correcting.
pub(super) fn work_out_freely(folder: &Path, period: Period) -> (Option<Worked>, Diagnostics) {
    let mut progress = Progress::begin();
    let mut watch = |done, of| progress.tell(done, of);
    workspace::work_out(folder, workspace::load_rulebook(folder), period, &mut watch)
}

/// The months that have a folder.
pub(super) fn months(workspace: &Path) -> impl Iterator<Item = Month> {
    let entries = std::fs::read_dir(workspace.join(RECORDS)).into_iter().flatten();
    let names = entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
    names.filter_map(|name| Month::parse(&name))
}

/// Who has sent nothing, as far as the rulebook does not accept it.
fn unsent(worked: &Worked) -> Diagnostics {
    let found = returns::unsent(&worked.rulebook, &worked.records, worked.assessment.period);
    worked.rulebook.weigh(found)
}

/// What the year of a workspace leaves to the next one.
pub(super) fn legacy(workspace: &Path, year: Period) -> (Option<History>, Diagnostics) {
    let (rulebook, mut diagnostics) = workspace::load_rulebook(workspace);
    let Some(rulebook) = rulebook else { return (None, diagnostics) };
    let records = read_records(workspace, &rulebook, Months::UpTo(year), &mut diagnostics);
    let (rulebook, found) = rulebook.with_sheet_targets(&records.targets);
    diagnostics.extend(found);
    let (assessment, found) = engine::assess(&rulebook, &records, year);
    diagnostics.extend(found);
    let history = engine::legacy(&rulebook, &records, &assessment);
    let mut diagnostics = rulebook.weigh(diagnostics);
    let present = Present { rulebook: &rulebook, records: &records, period: year };
    diagnostics.extend(seal::guard(&seal::read(workspace), workspace, present));
    (history, diagnostics.sorted())
}

/// What the office reported, with what earlier years left.
fn read_records(
    folder: &Path,
    rulebook: &Rulebook,
    months: Months,
    diagnostics: &mut Diagnostics,
) -> Records {
    let mut progress = Progress::begin();
    let mut watch = |done, of| progress.tell(done, of);
    workspace::read_records(folder, rulebook, months, &mut watch, diagnostics)
}

/// Hands what the arguments name to a writer. No figure leaves while an error stands, unless the user asked for a
/// draft; problems go to standard error either way.
pub(super) fn worked(
    input: &InputArgs,
    write: impl FnOnce(&Worked, &Diagnostics) -> Result<(), String>,
) -> Ending {
    let folder = &input.workspace;
    if let Err(message) = require(folder) {
        return Ending::failure(message);
    }
    let (worked, diagnostics) = work_out(folder, input.period);
    let code = u8::from(diagnostics.has_errors());
    let message = spoken(&diagnostics, Notes::asked(input.verbose));
    let Some(worked) = worked.filter(|_| code == 0 || input.allow_errors) else {
        return Ending { code, message };
    };
    // Problems first: what stands at the end of a window is the result.
    output::to_stderr(&message);
    match write(&worked, &diagnostics) {
        Ok(()) => Ending { code, message: String::new() },
        Err(problem) => Ending::failure(problem),
    }
}

/// What a workbook lacks to which no [`way_up`] leads.
pub(super) const UNLINKED: &str =
    "写到的地方与工作区不在同一个盘，表里的单元格只写了名称，点不开；要能点开，写到工作区所在的盘";

/// The way from the folder of a file, which need not exist yet, to a workspace: empty or ending in `/`. None where
/// there is no relative one.
pub(super) fn way_up(file: &Path, workspace: &Path) -> Option<String> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    between(&whole(folder)?, &workspace.canonicalize().ok()?)
}

fn between(from: &Path, to: &Path) -> Option<String> {
    let (from, to): (Vec<_>, Vec<_>) = (from.components().collect(), to.components().collect());
    let common = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    // Drives of Windows have no way from one to the other.
    let up = from.get(common..).filter(|_| common > 0)?.iter().map(|_| "..".to_owned());
    let down = to.get(common..)?.iter().map(|part| part.as_os_str().to_string_lossy().into_owned());
    // The last, empty part ends it in `/`.
    let parts: Vec<String> = up.chain(down).chain([String::new()]).collect();
    Some(parts.join("/"))
}

/// A folder's path without links and dots, though its last parts may not be there yet. On some disks of Windows not even the
/// root can be asked for: then there is none.
pub(super) fn whole(folder: &Path) -> Option<PathBuf> {
    if let Ok(known) = folder.canonicalize() {
        return Some(known);
    }
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match folder.components().next_back()? {
        Component::Normal(name) => Some(whole(parent)?.join(name)),
        Component::ParentDir => whole(parent)?.parent().map(Path::to_owned),
        Component::CurDir | Component::RootDir | Component::Prefix(_) => None,
    }
}

/// That a folder is a workspace.
pub(super) fn require(folder: &Path) -> Result<(), String> {
    if folder.join(RULEBOOK).is_file() {
        Ok(())
    } else {
        Err(format!("{} 里没有 {RULEBOOK}，不是工作区", folder.display()))
    }
}

/// Silence where there is nothing to say.
pub(super) fn spoken(diagnostics: &Diagnostics, notes: Notes) -> String {
    let worth_saying = diagnostics.iter().any(|one| notes == Notes::Told || one.severity != Severity::Note);
    if worth_saying { show::text(diagnostics, notes) } else { String::new() }
}

/// What `check` finds in a workspace.
pub(super) struct Findings {
    /// Who has sent what for the month that was asked for.
    pub(super) returns: Option<Returns>,
    /// Where no month was asked for: of every month that was read.
    pub(super) of_all_months: Vec<Returns>,
    /// Those of the months behind them to the end of the year, for which nothing has come.
    pub(super) of_later_months: Vec<Returns>,
    /// Everything that can be said.
    pub(super) diagnostics: Diagnostics,
    /// The files that were read.
    pub(super) inputs: Vec<InputFile>,
    /// Who sent a file, as far as anything tells.
    pub(super) senders: BTreeMap<String, String>,
}

impl Findings {
    /// Of a rulebook, or of a workspace whose rulebook cannot be used.
    pub(super) fn of_rulebook(diagnostics: Diagnostics) -> Self {
        Self {
            returns: None,
            of_all_months: Vec::new(),
            of_later_months: Vec::new(),
            diagnostics,
            inputs: Vec::new(),
            senders: BTreeMap::new(),
        }
    }
}

/// Everything that can be said of a workspace: its rulebook, and every month of every year, or those up to one.
pub(super) fn check(workspace: &Path, month: Option<Month>) -> Findings {
    let (rulebook, mut diagnostics) = workspace::load_rulebook(workspace);
    let Some(rulebook) = rulebook else { return Findings::of_rulebook(diagnostics) };
    diagnostics.extend(engine::check_examples(&rulebook));
    diagnostics.extend(rulebook::check_rulings(&rulebook));
    let months = month.map_or(Months::All, |month| Months::UpTo(Period::of_month(month)));
    let records = read_records(workspace, &rulebook, months, &mut diagnostics);
    let (rulebook, found) = rulebook.with_sheet_targets(&records.targets);
    diagnostics.extend(found);
    let scored = scored_months(&rulebook, &records, month);
    if scored.is_empty() {
        diagnostics.extend(rulebook::check_roster(&rulebook, &records.roster));
    }
    let years: BTreeSet<i16> = scored.iter().map(|month| month.year()).collect();
    diagnostics.extend(years.into_iter().flat_map(|year| rulebook.sums_in(year)));
    let periods = scored.into_iter().flat_map(|month| ending_in(month, &records));
    let said: Vec<_> =
        periods.map(|period| (period, engine::assess(&rulebook, &records, period).1)).collect();
    diagnostics.extend(of_periods::told(&said));
    let returns = month.map(|month| returns::returns(&rulebook, &records, month));
    let of_all_months = if month.is_none() { of_all_months(&rulebook, &records) } else { Vec::new() };
    let last = of_all_months.last().map(|returns| returns.month);
    let later = last.into_iter().flat_map(months_behind);
    let of_later_months = returns::returns_of(&rulebook, &records, later);
    diagnostics.extend(returns::contradictions(&rulebook, &records));
    let senders = returns::senders(&rulebook, &records);
    let inputs = records.inputs.clone();
    let mut diagnostics = rulebook.weigh(diagnostics);
    diagnostics.extend(of_seals(workspace, &rulebook, &records));
    let diagnostics = diagnostics.sorted();
    Findings { returns, of_all_months, of_later_months, diagnostics, inputs, senders }
}

/// The returns of every month that has a folder, in order.
fn of_all_months(rulebook: &Rulebook, records: &Records) -> Vec<Returns> {
    let mut months = records.months.clone();
    months.sort_unstable();
    months.dedup();
    returns::returns_of(rulebook, records, months.into_iter())
}

/// The months of the same year behind one.
fn months_behind(last: Month) -> impl Iterator<Item = Month> {
    Length::Month.periods(last.year()).map(Period::first_month).filter(move |month| *month > last)
}

/// The returns of every month of a year that has a folder, and what is wrong with what came in.
pub(super) fn returns_of(workspace: &Path, rulebook: &Rulebook, year: i16) -> (Vec<Returns>, Diagnostics) {
    let mut found = Diagnostics::new();
    let records = read_records(workspace, rulebook, Months::All, &mut found);
    let mut all = of_all_months(rulebook, &records);
    all.retain(|returns| returns.month.year() == year);
    (all, found)
}

/// What is to be said of the seals of the years that were read.
fn of_seals(workspace: &Path, rulebook: &Rulebook, records: &Records) -> Diagnostics {
    let seals = seal::read(workspace);
    let mut found = Diagnostics::new();
    for month in last_months(records) {
        let present = Present { rulebook, records, period: Period::of_month(month) };
        found.extend(seal::guard(&seals, workspace, present));
    }
    found
}

/// The months to work out, so that all is said: a running account of the year says it in its last month, one of
/// a shorter period only in its own.
fn scored_months(rulebook: &Rulebook, records: &Records, month: Option<Month>) -> Vec<Month> {
    match month {
        _ if rulebook.is_scored_by_period() => records.months.clone(),
        Some(month) => vec![month],
        None => last_months(records),
    }
}

/// A month and the longer periods that end in it, where all of their months are there: only they see who left within
/// them, and decide what is decided once in them.
fn ending_in(month: Month, records: &Records) -> impl Iterator<Item = Period> {
    let longer =
        [Length::Quarter, Length::HalfYear, Length::Year].map(|span| Period::of_month(month).around(span));
    let is_there = |month: Month| records.months.contains(&month);
    let whole = longer.into_iter().filter(move |period| {
        let own = period.months_to_date().filter(|one| period.contains(one.first_day()));
        period.last_month() == month && own.into_iter().all(is_there)
    });
    std::iter::once(Period::of_month(month)).chain(whole)
}

/// Everything that can be said of a rulebook by itself: its lint, and its own examples.
pub(super) fn check_rulebook(path: &Path) -> Diagnostics {
    check_loaded(rulebook::load(path, path.parent().unwrap_or(Path::new("."))))
}

/// The same of one that was loaded.
pub(super) fn check_loaded((rulebook, mut diagnostics): (Option<Rulebook>, Diagnostics)) -> Diagnostics {
    let Some(rulebook) = rulebook else { return diagnostics.sorted() };
    diagnostics.extend(engine::check_examples(&rulebook));
    diagnostics.extend(rulebook::check_rulings(&rulebook));
    rulebook.weigh(diagnostics).sorted()
}

/// The last month of every year that has any.
fn last_months(records: &Records) -> Vec<Month> {
    let mut last: Vec<Month> = Vec::new();
    let mut months = records.months.clone();
    months.sort_unstable();
    for month in months {
        match last.last_mut() {
            Some(latest) if latest.year() == month.year() => *latest = month,
            _ => last.push(month),
        }
    }
    last
}

/// The name by which the roster has a village, which may be spelt as sheets spell it; as typed where it has none such.
pub(in crate::cli) fn village_called(roster: &Roster, typed: &str) -> String {
    intake::village_called(roster, typed).map_or_else(|| typed.to_owned(), |village| village.name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_leads_up_and_down_again_within_one_root_only() {
        let way = |from: &str, to: &str| between(Path::new(from), Path::new(to));
        assert_eq!(way("/a/b/out", "/a/c").as_deref(), Some("../../c/"));
        assert_eq!(way("/a/c/out/x", "/a/c").as_deref(), Some("../../"));
        assert_eq!(way("/a/c", "/a/c").as_deref(), Some(""));
        // Two drives have no part in common, as these have not.
        assert_eq!(way("d/out", "c/work"), None);
    }
}
