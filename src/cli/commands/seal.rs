//! `seal` 封存：makes a period final. Every reason against it is told at once; what is written appears in one step.

use std::path::{Path, PathBuf};

use super::publish::listed;
use crate::cli::args::{ApprovalArgs, SealArgs};
use crate::cli::inputs::{self, Worked};
use crate::cli::run::Ending;
use crate::cli::show::Notes;
use crate::cli::{clock, output};
use crate::diagnostic::Diagnostics;
use crate::period::Minute;
use crate::publication::{self, Private};
use crate::rulebook::AudienceKind;
use crate::seal::{self, Approval, Meeting, Readiness, Seal, SealRequest, Sealed, Seals};
use crate::storage::{self, NewFolder, System};

/// What seals say of the program that made them.
pub(super) const PROGRAM: &str = concat!("cunkao ", env!("CARGO_PKG_VERSION"));

pub(in crate::cli) fn run(args: &SealArgs, system: &dyn System) -> Ending {
    let folder = &args.of.workspace;
    let _held = match inputs::require(folder).and_then(|()| storage::lock(folder)) {
        Ok(held) => held,
        Err(message) => return Ending::failure(message),
    };
    let (worked, diagnostics) = inputs::work_out(folder, args.of.period);
    let message = inputs::spoken(&diagnostics, Notes::Untold);
    let Some(worked) = worked else { return Ending { code: 1, message } };
    let seals = seal::read(folder);
    let approval = approval(&args.approval);
    let now = clock::now(system);
    let Weighed { reasons, doubts } = weighed(
        folder,
        (&worked, &diagnostics),
        &seals,
        approval.as_ref(),
        (now, args.approval.clock_is_right),
        false,
    );
    let doubts: Vec<String> = doubts.iter().map(|doubt| format!("提醒：{doubt}\n")).collect();
    let doubts = doubts.concat();
    let message = format!("{message}{doubts}");
    if !reasons.is_empty() {
        return Ending { code: 1, message: format!("{message}{}", listed("没有封存", &reasons)) };
    }
    let told = match (args.check, approval, now) {
        (false, Some(approval), Some(sealed)) => {
            let request = SealRequest {
                workspace: folder,
                worked: &worked,
                diagnostics: &diagnostics,
                seals: &seals,
                approval,
                reason: String::new(),
                number: String::new(),
                sealed,
                program: PROGRAM.to_owned(),
                correction: Vec::new(),
            };
            laid_together(&request).and_then(|sealed| {
                let seals = [sealed];
                write(folder, &seals, system)?;
                Ok(seals.iter().map(|sealed| told(&sealed.seal)).collect())
            })
        }
        _ => Ok(format!("{} 可以封存，什么都不缺\n", args.of.period)),
    };
    match told.and_then(|told| output::say(&told)) {
        Ok(()) => Ending { code: 0, message },
        Err(problem) => Ending::failure(problem),
    }
}

/// Who made it final, as far as it was typed.
pub(super) fn approval(args: &ApprovalArgs) -> Option<Approval> {
    let by = args.approved_by.clone()?;
    Some(Approval { by, meeting: meeting(args) })
}

/// The meeting, where both its name and its day were typed.
pub(super) fn meeting(args: &ApprovalArgs) -> Option<Meeting> {
    Some(Meeting { name: args.meeting.clone()?, day: args.date? })
}

/// What is to be said before a period is sealed.
pub(super) struct Weighed {
    /// Everything against it.
    pub(super) reasons: Vec<String>,
    /// What the office should look at, and keeps nothing back.
    pub(super) doubts: Vec<String>,
}

/// Weighs whether a period may be sealed as it was worked out.
pub(super) fn weighed(
    folder: &Path,
    (worked, diagnostics): (&Worked, &Diagnostics),
    seals: &Seals,
    approval: Option<&Approval>,
    (now, is_clock_right): (Option<Minute>, bool),
    is_correction: bool,
) -> Weighed {
    let period = worked.assessment.period;
    let (issues, mut flaws) = seal::issues(folder, period);
    flaws.extend(seal::changed_files(folder, &issues));
    if is_correction {
        // They were sealed as they are; whether they still are is for `verify` to say.
        flaws.clear();
    }
    let objections = seal::objections(folder, period);
    let objections_within = seal::objections_within(folder, period);
    let private = Private::of(&worked.rulebook, &worked.records, &worked.assessment);
    let result = (&*worked.rulebook, &worked.assessment);
    let told_results = seal::told_results(folder, period, &issues);
    let readiness = Readiness {
        worked,
        diagnostics,
        seals,
        issues: &issues,
        told_results: &told_results,
        flaws: &flaws,
        objections: &objections,
        objections_within: &objections_within,
        approval,
        now,
        is_clock_right,
        is_internal: publication::sees_nothing(result, &private, AudienceKind::Public),
        is_correction,
    };
    Weighed { reasons: seal::reasons_against(&readiness), doubts: seal::doubts(&readiness) }
}

/// A seal with its files, to be written.
pub(super) fn laid_together(request: &SealRequest<'_>) -> Result<Sealed, String> {
    seal::seal_files(request).map_err(|changed| changed.join("；"))
}

/// Puts seals in their places, all of them or none.
pub(super) fn write(workspace: &Path, seals: &[Sealed], system: &dyn System) -> Result<(), String> {
    let targets: Vec<PathBuf> =
        seals.iter().map(|sealed| workspace.join(sealed.seal.manifest.folder())).collect();
    for parent in targets.iter().filter_map(|target| target.parent()) {
        storage::clear_drafts(system, parent);
    }
    let folders: Vec<NewFolder<'_>> =
        targets.iter().zip(seals).map(|(path, sealed)| NewFolder { path, files: &sealed.files }).collect();
    storage::to_new_folders(system, &folders)
}

fn told(seal: &Seal) -> String {
    let manifest = &seal.manifest;
    let files = manifest.inputs.len() + manifest.rulebook.len() + manifest.published.len() + 1;
    format!(
        "{} 已封存在 {}，{}，共 {files} 个文件有据可查\n封存单的 SHA-256：{}\n前 16 位是 {}，以后发布的材料上都会印出来；也可以抄在会议记录上\n",
        manifest.period,
        manifest.folder(),
        manifest.approval.words(),
        seal.digest,
        seal.short()
    )
}
