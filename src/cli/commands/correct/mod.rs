//! `correct` 更正：what is sealed is never worked out anew in its place. Either a new revision of it and of every later
//! seal that it moves, or an entry in a month that is still open.

mod carry;
mod plan;
mod read_back;
mod twice;

use super::publish::{issued_before, listed, twice_numbered, unread_issues};
use super::seal as sealing;
use crate::cli::args::CorrectArgs;
use crate::cli::inputs::{self, Worked};
use crate::cli::run::Ending;
use crate::cli::show::Notes;
use crate::cli::{clock, output};
use crate::period::Minute;
use crate::publication::{self, Approved, CorrectedPeriod, Correction, Order, Private};
use crate::rulebook::AudienceKind;
use crate::seal::{self, Approval, Seal, SealRequest, Sealed, Seals};
use crate::storage::{self, NewFile, System};
use plan::Affected;

pub(in crate::cli) fn run(args: &CorrectArgs, system: &dyn System) -> Ending {
    let folder = &args.of.workspace;
    let _held = match inputs::require(folder).and_then(|()| storage::lock(folder)) {
        Ok(held) => held,
        Err(message) => return Ending::failure(message),
    };
    let seals = seal::read(folder);
    if args.into.is_some() {
        return match carry::carry(args, &seals, system) {
            Ok(told) => Ending::of(output::say(&told)),
            Err(ending) => ending,
        };
    }
    match revise(args, seals, system) {
        Ok(told) => Ending::of(output::say(&told)),
        Err(ending) => ending,
    }
}

/// New revisions of everything that moved, from the period on; what was done, in words.
fn revise(args: &CorrectArgs, mut seals: Seals, system: &dyn System) -> Result<String, Ending> {
    let folder = &args.of.workspace;
    let affected = plan::affected(folder, &seals, args.of.period)?;
    let mut told: String = affected.iter().map(differences).collect();
    told.push_str(&twice::doubts(folder, &affected));
    if args.check {
        return Ok(told);
    }
    let approval = sealing::approval(&args.approval);
    let now = clock::now(system);
    let by_clock = (now, args.approval.clock_is_right);
    let mut reasons = Vec::new();
    if args.reason.trim().is_empty() {
        reasons.push("没有写更正的原因：加 --reason 原因".to_owned());
    }
    for one in &affected {
        let against = sealing::weighed(
            folder,
            (&one.worked, &one.diagnostics),
            &seals,
            approval.as_ref(),
            by_clock,
            true,
        )
        .reasons;
        reasons.extend(against.into_iter().map(|reason| format!("{}：{reason}", one.period())));
    }
    let publishes = affected.iter().any(|one| one.worked.rulebook.publication.is_some());
    if publishes && args.number.is_none() {
        reasons.push("更正通报要有文号：加 --number 号数".to_owned());
    }
    // What is sealed cannot be numbered anew.
    let number = affected.first().filter(|_| publishes).zip(now);
    let mut number = number.map(|(first, now)| number_of(args, first, now)).unwrap_or_default();
    reasons.extend(twice_numbered(&number, &seal::bearers(folder, &seals, &number, None)));
    let (Some(approval), Some(now), true) = (approval, now, reasons.is_empty()) else {
        let problems: String =
            affected.iter().map(|one| inputs::spoken(&one.diagnostics, Notes::Untold)).collect();
        let message = format!("{told}{problems}{}", listed("没有更正", &reasons));
        return Err(Ending { code: 1, message });
    };
    if !number.is_empty() {
        told.extend(unread_issues(folder, None).iter().map(|doubt| format!("提醒：{doubt}\n")));
    }
    let mut papers = papers(args, &affected, &seals, (&approval, now))?;
    // The notice tells of all of them, and lies with the first.
    if papers.is_empty() {
        number.clear();
    }
    let mut revisions = Vec::new();
    for one in &affected {
        let notice = (std::mem::take(&mut papers), std::mem::take(&mut number));
        let sealed = seal_anew(args, one, &seals, (&approval, now), notice)?;
        seals.chain.push(sealed.seal.clone());
        revisions.push(sealed);
    }
    sealing::write(folder, &revisions, system).map_err(Ending::failure)?;
    told.extend(affected.iter().zip(&revisions).map(|(one, sealed)| laid_down(one, &sealed.seal)));
    told.extend(affected.iter().filter_map(lists_to_publish));
    Ok(told)
}

/// That the lists of a month hold no more, which the notice says too: nobody publishes them of itself.
fn lists_to_publish(one: &Affected) -> Option<String> {
    let period = one.period();
    let moved = publication::lists_moved(&one.worked.rulebook, &one.worked.assessment, &one.comparison);
    moved.map(|audience| {
        format!(
            "{period} 的红黑榜变了：用“发布”（publish --period {period} --audience {} --final）重新公布\n",
            audience.word()
        )
    })
}

/// Where a revision lies, and what of it tells of the correction.
fn laid_down(one: &Affected, seal: &Seal) -> String {
    let (folder, short) = (seal.manifest.folder(), seal.short());
    let mut told = format!("{} 的第{}版已封存在 {folder}，前 16 位 {short}\n", one.period(), one.revision());
    for name in seal.manifest.published.iter().filter(|entry| entry.path.starts_with(&folder)) {
        told.push_str(&format!("    {}\n", name.path));
    }
    told
}

fn seal_anew(
    args: &CorrectArgs,
    one: &Affected,
    seals: &Seals,
    (approval, sealed): (&Approval, Minute),
    (correction, number): (Vec<NewFile>, String),
) -> Result<Sealed, Ending> {
    let request = SealRequest {
        workspace: &args.of.workspace,
        worked: &one.worked,
        diagnostics: &one.diagnostics,
        seals,
        approval: approval.clone(),
        reason: args.reason.clone(),
        number,
        sealed,
        program: sealing::PROGRAM.to_owned(),
        correction,
    };
    sealing::laid_together(&request).map_err(Ending::failure)
}

/// What the paper that tells of a correction is signed with.
fn order(args: &CorrectArgs, now: Minute) -> Order {
    Order { date: Some(now.day), number: args.number, ..Order::default() }
}

/// Its official number; empty where the rulebook does not say how the office signs.
fn number_of(args: &CorrectArgs, one: &Affected, now: Minute) -> String {
    let signs = one.worked.rulebook.publication.as_ref();
    signs
        .and_then(|publication| order(args, now).numbered(&publication.code, one.period()))
        .unwrap_or_default()
}

/// 更正通报, where the rulebook says how the office signs.
fn papers(
    args: &CorrectArgs,
    affected: &[Affected],
    seals: &Seals,
    (approval, now): (&Approval, Minute),
) -> Result<Vec<NewFile>, Ending> {
    let Some(first) = affected.first() else { return Ok(Vec::new()) };
    let Worked { rulebook, records, assessment } = &first.worked;
    let issued = |one: &Affected| issued_before(&args.of.workspace, one.period(), AudienceKind::Public);
    let replaced: Vec<_> = affected.iter().map(|one| (one.replaced(), issued(one))).collect();
    let periods: Vec<CorrectedPeriod<'_>> = affected
        .iter()
        .zip(&replaced)
        .map(|(one, (replaced, issued))| CorrectedPeriod {
            assessment: &one.worked.assessment,
            diagnostics: &one.diagnostics,
            comparison: &one.comparison,
            replaced,
            issued: issued.as_deref(),
        })
        .collect();
    let written = publication::correction(&Correction {
        rulebook,
        periods: &periods,
        private: &Private::of(rulebook, records, assessment),
        order: &Order { last_seal: seals.last().map(Seal::words), ..order(args, now) },
        reason: &args.reason,
        approval: Approved { by: &approval.words(), by_office: &approval.words_without_name() },
    });
    written.map_err(|reasons| Ending { code: 1, message: listed("没有更正", &reasons) })
}

fn differences(one: &Affected) -> String {
    let lines = one.comparison.words();
    format!("{}（第{}版）\n{}\n", one.period().chinese(), one.revision(), lines.join("\n"))
}
