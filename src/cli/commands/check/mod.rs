//! `check` 检查：all problems of a workspace, a rulebook or one workbook, in one pass; for a month, who has sent
//! what before them. Its report is its data; 问题清单 and marked copies are kept beside.

mod saved;

use std::collections::BTreeMap;
use std::path::Path;

use crate::cli::args::{CheckArgs, CheckFormat};
use crate::cli::inputs::{self, Findings};
use crate::cli::run::Ending;
use crate::cli::show::{self, Notes};
use crate::cli::{clock, output, places, width};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::input_name::{InputName, RECORDS};
use crate::intake::{self, RECEIPTS, SET_ASIDE};
use crate::period::{Minute, Month};
use crate::report::{json, returns, terminal};
use crate::returns::Returns;
use crate::storage::System;

pub(in crate::cli) fn run(args: &CheckArgs, system: &dyn System) -> Ending {
    let findings = match find(args) {
        Ok(findings) => findings,
        Err(message) => return Ending::failure(message),
    };
    let Findings { returns, diagnostics, senders, .. } = &findings;
    let written = match args.format {
        CheckFormat::Text => {
            let returns = returns.as_ref().map(|returns| returns_text(returns, senders)).unwrap_or_default();
            output::say(&format!(
                "{returns}{}{}",
                show::grouped(diagnostics, senders, Notes::asked(args.verbose)),
                missing(&findings, clock::now(system))
            ))
        }
        CheckFormat::Json => output::to_stdout(json::findings(returns.as_ref(), diagnostics).as_bytes()),
    };
    let code = u8::from(diagnostics.has_errors());
    if let Err(message) = written {
        return Ending::failure(message);
    }
    let saves = args.format == CheckFormat::Text && args.path.is_dir() && !args.no_save;
    match saves.then(|| saved::save(&args.path, &findings, system)) {
        Some(Ok(Some(told))) => {
            output::say(&told).map_or_else(Ending::failure, |()| Ending { code, message: String::new() })
        }
        // What was found has been told; that it could not be kept changes nothing about it.
        Some(Err(message)) => Ending { code, message: format!("问题清单没有存下：{message}\n") },
        Some(Ok(None)) | None => Ending { code, message: String::new() },
    }
}

/// Who has sent what, and the words to those who have not.
fn returns_text(returns: &Returns, senders: &BTreeMap<String, String>) -> String {
    let Some(list) = returns::list(returns) else { return without_offices(returns.month, senders) };
    let reminder = returns::reminder(returns).map(|words| format!("\n{words}\n"));
    format!("{}{}\n", terminal::render(&list, width::of_tables(None)), reminder.unwrap_or_default())
}

/// A line for each month that somebody has not sent for, though it is over and the day on which it was due has passed, and
/// one for those behind them for which nothing has come at all. One that lies in the folders and has not come yet, or a
/// clock that is wrong, alarms nobody.
fn missing(findings: &Findings, now: Option<Minute>) -> String {
    let Some(today) = now.map(|now| now.day) else { return String::new() };
    let is_past = |returns: &&Returns| today > returns.due.unwrap_or(returns.month.last_day());
    let mut lines: Vec<String> = findings
        .of_all_months
        .iter()
        .filter(is_past)
        .filter_map(|one| Some(format!("    {} {}\n", one.month, returns::missing(one)?)))
        .collect();
    let owed = |one: &&Returns| !one.senders.is_empty();
    let later = findings.of_later_months.iter().filter(is_past).filter(owed);
    let later: Vec<String> = later.map(|one| one.month.to_string()).collect();
    if !later.is_empty() {
        lines.push(format!("    {} 还没有收到任何表\n", later.join("、")));
    }
    if lines.is_empty() {
        return String::new();
    }
    format!("没有报齐的月份（催报的话见 check --month 月份）：\n{}", lines.concat())
}

/// Where nobody is said to owe anything: whose files are there, as far as their names tell.
fn without_offices(month: Month, senders: &BTreeMap<String, String>) -> String {
    let folder = format!("{RECORDS}/{month}/");
    let there: Vec<String> = senders
        .iter()
        .filter_map(|(file, sender)| Some(format!("{sender}（{}）", file.strip_prefix(&folder)?)))
        .collect();
    let there = match there.as_slice() {
        [] => String::new(),
        there => format!("{month} 已有：{}\n", there.join("、")),
    };
    format!(
        "细则没有写谁该报哪些表（[[office]] 和 [returns]），所以不列谁没报\n{there}\
         各村自己报的，在细则里写 [returns] villages = [表名]，就会逐村列出谁没报\n\n"
    )
}

/// What is to be checked shows from the path: a folder, a `.toml`, or a workbook inside a workspace.
fn find(args: &CheckArgs) -> Result<Findings, String> {
    let path = &args.path;
    let shown = path.display();
    if path.is_dir() {
        inputs::require(path)?;
        return Ok(inputs::check(path, args.month));
    }
    if args.month.is_some() {
        return Err(format!("--month 要与工作区一起用，{shown} 不是文件夹"));
    }
    if !path.is_file() {
        return Err(format!("没有 {shown} 这个文件或文件夹"));
    }
    let diagnostics = if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) {
        inputs::check_rulebook(path)
    } else {
        check_workbook(path)?
    };
    Ok(Findings::of_rulebook(diagnostics))
}

/// What is said of one file of a workspace.
fn check_workbook(path: &Path) -> Result<Diagnostics, String> {
    let folder =
        places::enclosing(path).ok_or_else(|| format!("{} 不在任何工作区里，无从检查", path.display()))?;
    let Findings { mut diagnostics, inputs, .. } = inputs::check(&folder, None);
    // Where the rulebook cannot be read, no workbook was: of this one nothing is known.
    if inputs.is_empty() && diagnostics.has_errors() {
        return Ok(diagnostics);
    }
    let name = places::name_within(&folder, path).unwrap_or_default();
    // Without a roster no village of it could be looked for.
    let is_without_roster = |one: &Diagnostic| {
        let is_lost = match one.code {
            Code::FileMissing | Code::FileUnreadable | Code::FileRefused => true,
            Code::SheetUnknown | Code::HeaderMissing | Code::ColumnMissing => one.severity == Severity::Error,
            _ => false,
        };
        is_lost && one.location.file() == inputs::ROSTER
    };
    diagnostics.retain(|one| one.location.file() == name || is_without_roster(one));
    let is_read = inputs.iter().any(|input| input.name == name) || name == format!("{RECORDS}/{RECEIPTS}");
    if is_read || !diagnostics.is_empty() { Ok(diagnostics) } else { Err(unread(path, &name)) }
}

/// That a file is not read, and so nothing is known of it. What is no table nobody has sent in.
fn unread(path: &Path, name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    let month = InputName(name).month();
    let (why, advice) = if name.starts_with(&format!("{RECORDS}/{SET_ASIDE}/")) {
        (format!("在 {RECORDS}/{SET_ASIDE} 里，是取代了或撤回了的"), String::new())
    } else if file.starts_with('~') {
        ("是表打开时的临时文件".to_owned(), String::new())
    } else if let Some(month) = month.filter(|_| name.split('/').count() > 3) {
        (format!("在 {RECORDS}/{month} 的子文件夹里"), format!("；移到 {RECORDS}/{month} 里"))
    } else if month.is_some() {
        ("不是报来的表".to_owned(), String::new())
    } else if intake::is_workbook(path) || intake::is_workbook_inside(path) {
        (format!("不在 {RECORDS}/年-月 里"), "；是报来的表，先收件".to_owned())
    } else {
        ("不是报来的表".to_owned(), String::new())
    };
    format!("{name} 这份文件{why}，没有读取，对不对不知道{advice}")
}
