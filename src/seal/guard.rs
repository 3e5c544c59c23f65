//! Nothing moves what is sealed: before any figure is shown, files and rulebook are held against the year's seals, and
//! where anything differs, the figures are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::kept::intact;
use super::manifest::MANIFEST_FILE;
use super::store::{Seal, Seals};
use crate::analysis::comparison::Comparison;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location, Severity};
use crate::engine;
use crate::input_name::InputName;
use crate::period::Period;
use crate::records::Records;
use crate::report::json;
use crate::returns;
use crate::rulebook::Rulebook;
use crate::workspace::{self, Worked};

/// What a workspace holds by now for a period, against which seals are held.
#[derive(Clone, Copy)]
pub struct Present<'a> {
    /// The rulebook, with the targets of sheets.
    pub rulebook: &'a Rulebook,
    /// What was read up to the period, or beyond it.
    pub records: &'a Records,
    /// The period that is worked out from it.
    pub period: Period,
}

impl<'a> From<&'a Worked> for Present<'a> {
    fn from(Worked { rulebook, records, assessment }: &'a Worked) -> Self {
        Self { rulebook, records, period: assessment.period }
    }
}

/// What is to be said of the seals of the year of a period, up to its last day. A month's file that changed is an error
/// by itself; roster, targets, rulebook and what longer periods alone need may grow, as long as no sealed figure moves.
pub fn guard(seals: &Seals, workspace: &Path, present: Present<'_>) -> Diagnostics {
    let period = present.period;
    let mut diagnostics = Diagnostics::new();
    for flaw in &seals.flaws {
        diagnostics.push(
            Diagnostic::error(Code::SealBroken, Location::File(flaw.file.clone()), flaw.message.clone())
                .hint("用“核验”（verify）逐个查；从备份里找回原件"),
        );
    }
    // Where a later revision cannot be read, what lies in the workspace is by that one: the older accuses nobody.
    let is_last = |seal: &&Seal| seals.unread_after(seal.manifest.period, seal.manifest.revision).is_none();
    let current: Vec<&Seal> = seals.current().into_iter().filter(is_last).collect();
    let concerned: Vec<&Seal> = current.iter().copied().filter(|seal| concerns(seal, period)).collect();
    // What was read of a longer sealed period is a part of its months, by which its result cannot be worked out again.
    let longer = current.into_iter().filter(|seal| holds_months_of(seal, period));
    let of_months: Vec<&Seal> = concerned.iter().copied().chain(longer).collect();
    let changed = changed_files(&of_months, present);
    for (file, (what, periods)) in &changed {
        let sealed: Vec<String> = periods.iter().map(ToString::to_string).collect();
        let message = format!("{what}，而 {} 已经封存", sealed.join("、"));
        diagnostics.push(
            Diagnostic::error(Code::SealedInputChanged, Location::File(file.clone()), message)
                .hint("改错了的，从封存里的留存取回原件；确实要更正的，用 correct（更正）出新的一版，或在还没有封存的月份补扣补加"),
        );
    }
    let moved_by_files: BTreeSet<Period> = changed.into_values().flat_map(|(_, periods)| periods).collect();
    for seal in concerned {
        let period = seal.manifest.period;
        if !moved_by_files.contains(&period) && differs_elsewhere(seal, present) {
            diagnostics.extend(moved_since(seal, workspace, present));
        }
    }
    diagnostics
}

fn concerns(seal: &Seal, period: Period) -> bool {
    let sealed = seal.manifest.period;
    sealed.year() == period.year() && sealed.last_day() <= period.last_day()
}

/// Whether months that a period was worked out from were sealed with one that ends later.
fn holds_months_of(seal: &Seal, period: Period) -> bool {
    let sealed = seal.manifest.period;
    sealed.year() == period.year() && sealed.last_day() > period.last_day()
}

type Changed = BTreeMap<String, (&'static str, Vec<Period>)>;

/// Files of sealed months that came, went or changed, with the periods that were sealed with them.
fn changed_files(seals: &[&Seal], present: Present<'_>) -> Changed {
    let now: BTreeMap<&str, &str> =
        present.records.inputs.iter().map(|file| (file.name.as_str(), file.sha256.as_str())).collect();
    let mut changed = Changed::new();
    for seal in seals {
        let period = seal.manifest.period;
        let sealed: BTreeMap<&str, &str> =
            seal.manifest.inputs.iter().map(|file| (file.path.as_str(), file.sha256.as_str())).collect();
        let last = period.last_month().min(present.period.last_month());
        let names: BTreeSet<&str> = now.keys().chain(sealed.keys()).copied().collect();
        let is_of_months = |name: &&str| {
            InputName(name).month().is_some_and(|month| last >= month) && !is_for_longer(seal, present, name)
        };
        for name in names.into_iter().filter(is_of_months) {
            let what = match (sealed.get(name), now.get(name)) {
                (Some(_), None) => "封存以后不见了",
                (None, Some(_)) => "封存以后才放进来",
                (before, after) if before != after => "封存以后改动过",
                _ => continue,
            };
            changed.entry(name.to_owned()).or_insert((what, Vec::new())).1.push(period);
        }
    }
    changed
}

/// Whether results of longer periods alone need a file: it may come after a seal, change and go, as the roster may, as long as
/// no sealed figure moves.
fn is_for_longer(seal: &Seal, Present { rulebook, records, .. }: Present<'_>, file: &str) -> bool {
    returns::is_for_longer(rulebook, records, file, seal.manifest.period.length())
}

/// Whether the files of the months are those that a period was sealed with.
pub fn has_same_records(seal: &Seal, worked: &Worked) -> bool {
    changed_files(&[seal], worked.into()).is_empty()
}

/// What a sealed period comes to by what is there now.
pub(super) struct Now {
    /// Whether it still comes to the sealed figures.
    pub(super) holds: bool,
    /// Files in which something is wrong.
    wrong: BTreeSet<String>,
    worked: Option<Worked>,
}

impl Now {
    /// Whether a file cannot be read as it is, so that nothing was worked out by it.
    pub(super) fn is_wrong(&self, file: &str) -> bool {
        self.wrong.contains(file)
    }

    /// Whether results of longer periods alone need a file.
    pub(super) fn is_for_longer(&self, seal: &Seal, file: &str) -> bool {
        self.worked.as_ref().is_some_and(|worked| is_for_longer(seal, worked.into(), file))
    }
}

/// Works a sealed period out by what is there now. What is wrong in a sheet that longer periods alone need says nothing of it.
pub(super) fn now(seal: &Seal, workspace: &Path) -> Now {
    let loaded = workspace::load_rulebook(workspace);
    let (worked, found) = workspace::work_out(workspace, loaded, seal.manifest.period, &mut |_, _| {});
    let holds = worked.as_ref().is_some_and(|worked| {
        let present = Present::from(worked);
        let errors = found.iter().filter(|one| one.severity == Severity::Error);
        let is_own = |one: &Diagnostic| !is_for_longer(seal, present, one.location.file());
        !errors.into_iter().any(is_own) && moved(seal, workspace, present).is_none()
    });
    let errors = found.iter().filter(|one| one.severity == Severity::Error);
    let wrong = errors.map(|one| one.location.file().to_owned()).collect();
    Now { holds, wrong, worked }
}

/// What moves of a sealed result. Villages are called as at the end of the period that was read, which a month worked
/// out with its year does not tell, so that one renamed since would be missed under its old name: what differs is looked
/// at again with the records read for the sealed period.
fn moved_since(seal: &Seal, workspace: &Path, present: Present<'_>) -> Option<Diagnostic> {
    let found = moved(seal, workspace, present)?;
    let loaded = workspace::load_rulebook(workspace);
    match workspace::work_out(workspace, loaded, seal.manifest.period, &mut |_, _| {}).0 {
        Some(then) => moved(seal, workspace, (&then).into()),
        None => Some(found),
    }
}

/// Whether anything but the months' files differs: roster, targets, history, what longer periods alone need, rulebook, or the
/// way of calculating.
fn differs_elsewhere(seal: &Seal, present: Present<'_>) -> bool {
    let manifest = &seal.manifest;
    let rulebook_now = present.rulebook.files.iter().map(|file| file.sha256.as_str());
    if manifest.calculation != engine::CALCULATION
        || rulebook_now.ne(manifest.rulebook.iter().map(|file| file.sha256.as_str()))
    {
        return true;
    }
    let now: BTreeSet<(&str, &str)> =
        present.records.inputs.iter().map(|file| (file.name.as_str(), file.sha256.as_str())).collect();
    let may_grow = |name: &str| InputName(name).month().is_none() || is_for_longer(seal, present, name);
    let now = now.into_iter().filter(|(name, _)| may_grow(name));
    let sealed = manifest.inputs.iter().map(|file| (file.path.as_str(), file.sha256.as_str()));
    let rulebook: BTreeSet<&str> = present.rulebook.files.iter().map(|file| file.name.as_str()).collect();
    let sealed = sealed.filter(|(name, _)| may_grow(name) && !rulebook.contains(name));
    now.collect::<BTreeSet<_>>() != sealed.collect()
}

/// What moves of a sealed result by what is there now; nothing if no figure does.
fn moved(seal: &Seal, workspace: &Path, present: Present<'_>) -> Option<Diagnostic> {
    let manifest = &seal.manifest;
    let file = format!("{}/{MANIFEST_FILE}", manifest.folder());
    let broken = |why: &str| {
        let message = format!("{} {why}", manifest.result.path);
        Some(Diagnostic::error(Code::SealBroken, Location::File(file.clone()), message))
    };
    let sealed = intact(workspace, &manifest.result);
    let Some(sealed) = sealed.and_then(|bytes| String::from_utf8(bytes).ok()) else {
        return broken("不见了，打不开，或被改动过");
    };
    let (now, _) = engine::assess(present.rulebook, present.records, manifest.period);
    // What cannot be read is no proof that nothing moved.
    let Some(comparison) = json::compare(&sealed, &json::result(&now, &Diagnostics::new())) else {
        return broken("封存以后坏了，读不出结果");
    };
    if comparison.is_same_figures() {
        return None;
    }
    Some(told(&comparison, seal, (file, &for_longer(seal, present))))
}

/// The files of the months that longer periods alone need and that are not those of a seal.
fn for_longer(seal: &Seal, present: Present<'_>) -> Vec<String> {
    let now = present.records.inputs.iter().map(|file| (file.name.as_str(), file.sha256.as_str()));
    let sealed = seal.manifest.inputs.iter().map(|file| (file.path.as_str(), file.sha256.as_str()));
    let (now, sealed): (BTreeSet<_>, BTreeSet<_>) = (now.collect(), sealed.collect());
    let differing: BTreeSet<&str> = now.symmetric_difference(&sealed).map(|(name, _)| *name).collect();
    let is_such = |name: &&str| InputName(name).month().is_some() && is_for_longer(seal, present, name);
    differing.into_iter().filter(is_such).map(str::to_owned).collect()
}

fn told(comparison: &Comparison, seal: &Seal, (file, grown): (String, &[String])) -> Diagnostic {
    const SHOWN: usize = 3;
    let manifest = &seal.manifest;
    let why = if manifest.calculation == engine::CALCULATION {
        let whole = ["细则", "花名册", "任务"].into_iter();
        let all: Vec<&str> = whole.chain(grown.iter().map(String::as_str)).collect();
        format!("照现在的{}", all.join("、"))
    } else {
        format!("程序的计算版本已是 {}（封存时是 {}），照它", engine::CALCULATION, manifest.calculation)
    };
    let message = format!("{why}，{} 会算出不同的结果；封存的结果没有动，仍以它为准", manifest.period);
    let mut problem = Diagnostic::error(Code::SealedResultMoved, Location::File(file), message);
    for line in comparison.short_words(SHOWN) {
        problem = problem.hint(line);
    }
    if !grown.is_empty() {
        let names = grown.join("、");
        problem = problem.hint(format!(
            "{names} 是封存以后收进来、改动或取走的，本只供更长的考核期用（serves）：里面有这一期也计的，取出来另记，或用补扣补加"
        ));
    }
    problem.hint(if manifest.calculation == engine::CALCULATION {
        "办法年中修订、从某日起算的，旧的规则、项目或 [[money]] 写 until，新的另写一条、写 from；改错了的改回来；确实要更正的，用 correct（更正）"
    } else {
        "程序改正了算法：按新的算法更正的，用 correct（更正）；维持原结果的，用封存时的程序"
    })
}
