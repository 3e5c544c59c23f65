//! `status` 进度：how far each period of a year has come: 草稿、公示、异议、定稿、封存. Reads what is kept; writes nothing.

use std::path::Path;

use crate::cli::args::StatusArgs;
use crate::cli::run::Ending;
use crate::cli::show::Notes;
use crate::cli::{clock, inputs, output, width};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::input_name::{InputName, month_folder};
use crate::period::{Month, Period, chinese_date};
use crate::report::document::{Column, Document, Section};
use crate::report::{self, terminal};
use crate::returns::Returns;
use crate::rulebook::{AudienceKind, Rulebook, Sealing};
use crate::seal::{self, PlacedIssue, Seal, Seals, Stage};
use crate::storage::System;

pub(in crate::cli) fn run(args: &StatusArgs, system: &dyn System) -> Ending {
    let folder = &args.workspace;
    if let Err(message) = inputs::require(folder) {
        return Ending::failure(message);
    }
    let (rulebook, diagnostics) = crate::workspace::load_rulebook(folder);
    let Some(rulebook) = rulebook else {
        return Ending { code: 1, message: inputs::spoken(&diagnostics, Notes::Untold) };
    };
    if rulebook.sealings.is_empty() {
        return Ending::failure(format!(
            "细则没有 [[sealing]]：哪些考核期要封存。把下面几行抄到 rulebook.toml 末尾再改：\n{}",
            Sealing::SAMPLE
        ));
    }
    let year = args
        .year
        .or_else(|| inputs::months(folder).max().map(Month::year))
        .or_else(|| Some(clock::now(system)?.day.year()));
    let Some(year) = year else { return Ending::failure("请用 --year 写明哪一年") };
    let document = table(folder, &rulebook, year);
    Ending::of(output::say(&terminal::render(&document, width::of_tables(None))))
}

fn table(folder: &Path, rulebook: &Rulebook, year: i16) -> Document {
    let seals = seal::read(folder);
    let spans = rulebook.sealings.iter().map(|sealing| sealing.span);
    let mut periods: Vec<Period> = spans.flat_map(|span| span.periods(year)).collect();
    periods.sort_by_key(|period| (period.last_day(), period.length()));
    let states: Vec<_> = periods.iter().map(|period| state(folder, rulebook, &seals, *period)).collect();
    // Only of months of which nothing was made yet is it asked what came in: it takes reading their tables.
    let is_begun = states.iter().all(|(state, _)| !state.is_empty());
    let (returns, found) =
        if is_begun { Default::default() } else { inputs::returns_of(folder, rulebook, year) };
    let rows = periods.iter().zip(states).map(|(period, (state, more))| {
        let came = returns.iter().find(|one| Period::of_month(one.month) == *period);
        let (state, more) =
            came.filter(|_| state.is_empty()).map_or((state, more), |came| ("收件", received(came, &found)));
        vec![period.to_string(), state.to_owned(), more]
    });
    let rows = rows.collect();
    let columns = vec![Column::text("考核期"), Column::text("状态"), Column::prose("情况")];
    let section = Section::new("").table(columns, rows);
    Document { title: format!("{year}年办理进度"), notes: Vec::new(), sections: vec![section] }
}

/// The furthest that a period has come, and what is to be said of it.
fn state(folder: &Path, rulebook: &Rulebook, seals: &Seals, period: Period) -> (&'static str, String) {
    match seals.standing(period) {
        Ok(Some(seal)) => return ("封存", sealed(folder, seal)),
        // What cannot be read is sealed all the same: neither an older revision nor the papers tell how far it has come.
        Err(flaw) => return ("不明", format!("{}；用“核验”（verify）查清", flaw.words())),
        Ok(None) => {}
    }
    let (issues, flaws) = seal::issues(folder, period);
    if let Some(flaw) = flaws.first() {
        return ("不明", flaw.words());
    }
    let objections = match seal::objections(folder, period) {
        Ok(objections) => objections,
        Err(problem) => return ("不明", problem),
    };
    let open = objections.iter().filter(|objection| objection.is_open()).count();
    match furthest(&issues) {
        _ if open > 0 => ("异议", format!("{} 条异议，{open} 条还没有处理", objections.len())),
        None => ("", String::new()),
        Some((placed, newer)) => {
            let stage = stage_of(placed);
            let newer =
                newer.map(|newer| format!("；以后又出过 {}（{}）", newer.folder, stage_of(newer).chinese()));
            let changed = changed(folder, rulebook, placed, stage);
            let words = words(stage, placed, objections.len());
            (stage.chinese(), words + &newer.unwrap_or_default() + &changed)
        }
    }
}

/// The last set of those that came furthest, and what was made since, which takes nothing back. What a meeting or the
/// office reads tells how far a period has come only where nothing is public.
fn furthest(issues: &[PlacedIssue]) -> Option<(&PlacedIssue, Option<&PlacedIssue>)> {
    let has_public = issues.iter().any(|placed| placed.issue.audience == AudienceKind::Public);
    let told = issues.iter().filter(|placed| !has_public || placed.issue.audience == AudienceKind::Public);
    let last = told.clone().next_back();
    let far = |placed: &&PlacedIssue| match stage_of(placed) {
        Stage::Draft => 0,
        Stage::Posted => 1,
        Stage::Final => 2,
    };
    let placed = told.max_by_key(far)?;
    Some((placed, last.filter(|last| last.folder != placed.folder)))
}

/// What is to be said of the seal that holds, and of the objections that came since.
fn sealed(folder: &Path, seal: &Seal) -> String {
    let manifest = &seal.manifest;
    let revision = if manifest.revision > 1 {
        format!("第{}版（更正），", manifest.revision)
    } else {
        String::new()
    };
    let open = seal::objections(folder, manifest.period)
        .map(|objections| objections.iter().filter(|objection| objection.is_open()).count());
    let open = match open {
        Ok(0) => String::new(),
        Ok(open) => format!("；{open} 条异议还没有处理"),
        Err(problem) => format!("；{problem}"),
    };
    let (approved, short) = (manifest.approval.words(), seal.short());
    format!("{revision}{} 封存，{approved}；{short}{open}", manifest.sealed)
}

/// That files changed since a set told its result as final: what seals and papers are held against.
fn changed(folder: &Path, rulebook: &Rulebook, placed: &PlacedIssue, stage: Stage) -> String {
    if stage != Stage::Final {
        return String::new();
    }
    let look = "用“封存”（seal --check）看差别";
    match seal::changed_since(folder, rulebook, placed).as_deref() {
        None => format!("；当时的结果不见了，以后材料改动过没有，{look}"),
        Some([]) => String::new(),
        Some([file]) => format!("；以后 {file} 改动过，{look}"),
        Some([file, rest @ ..]) => {
            format!("；以后 {file} 等{}个文件改动过，{look}", rest.len().saturating_add(1))
        }
    }
}

/// What came in for a month, and how much of it cannot be read.
fn received(returns: &Returns, found: &Diagnostics) -> String {
    let came = if returns.senders.is_empty() {
        format!("{} 里有表", month_folder(returns.month))
    } else {
        report::returns::summary(returns)
    };
    let is_wrong = |one: &&Diagnostic| {
        one.severity == Severity::Error && InputName(one.location.file()).month() == Some(returns.month)
    };
    match found.iter().filter(is_wrong).count() {
        0 => came,
        wrong => format!("{came}；表里有{wrong}处错误，用“检查”（check）看"),
    }
}

/// How far a set brings its period: what is posted to nobody is a draft, whatever day it bears.
fn stage_of(placed: &PlacedIssue) -> Stage {
    match placed.issue.stage {
        Stage::Posted if !placed.is_posting() => Stage::Draft,
        stage => stage,
    }
}

fn words(stage: Stage, placed: &PlacedIssue, objections: usize) -> String {
    let day = |date| chinese_date(date);
    let posted = match (stage, placed.issue.date, placed.issue.until) {
        (Stage::Posted, Some(from), Some(until)) => format!("{}至{}；", day(from), day(until)),
        (_, Some(date), _) => format!("{}；", day(date)),
        _ => String::new(),
    };
    let came =
        if objections == 0 { String::new() } else { format!("；{objections} 条异议都有了处理") };
    format!("{posted}{}{came}", placed.folder)
}
