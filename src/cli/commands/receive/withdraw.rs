//! Takes back what was received by mistake: the file is set aside, never deleted, and the register says so.

use std::path::Path;

use super::desk;
use super::filing;
use super::plan;
use crate::cli::args::ReceiveArgs;
use crate::cli::inputs;
use crate::digest::sha256_hex;
use crate::input_name::RECORDS;
use crate::intake::{self, Months};
use crate::period::{Length, Month, Period};
use crate::returned::{Outcome, Receipt};
use crate::returns;
use crate::rulebook;
use crate::storage::{self, System};
use crate::suggest;

/// 报送单位 where nothing tells who a file was from.
const NOBODY: &str = "不明";

/// Sets a file of a month aside; the words are for the user.
pub(super) fn withdraw(args: &ReceiveArgs, word: &str, system: &dyn System) -> Result<String, String> {
    let folder = &args.workspace;
    inputs::require(folder)?;
    let (month, file) = find(folder, word, args.month)?;
    let path = folder.join(&file);
    let bytes = std::fs::read(&path).map_err(|_| format!("{file} 打不开，可能正被别的程序占用"))?;
    let History { sender, outcome, shortest } = history(folder, month, &file);
    let name = plan::base(&file);
    let aside = plan::aside(folder, month, name);
    let received = args.at.map_or_else(|| desk::now(system), Ok)?;
    let target = folder.join(&aside);
    storage::move_aside(system, &path, &target)?;
    let receipt = Receipt {
        received,
        sender: sender.unwrap_or_else(|| NOBODY.to_owned()),
        month,
        file: aside.clone(),
        original: name.to_owned(),
        sha256: sha256_hex(&bytes),
        outcome: Outcome::Withdrawn { old: file.clone(), moved_to: aside.clone() },
        remark: args.remark.clone().unwrap_or_default(),
    };
    filing::register(folder, &receipt, "没有撤回", system).map_err(|problem| {
        // Unregistered it would be a file that went missing.
        match storage::move_aside(system, &target, &path) {
            Ok(()) => problem,
            Err(_) => format!("{problem}；{file} 已经移走，没能移回：它在 {aside}，把它移回 {file}"),
        }
    })?;
    let mut told = format!("已撤回 {file}，移到 {aside}，没有删除；收件登记里记了一笔\n");
    if let Some(period) =
        super::sealed_period(folder, month, |length| shortest.is_none_or(|shortest| shortest <= length))
    {
        told.push_str(&format!(
            "    {month} 在封存的 {period} 里：封存的结果不会变，计分会停下来；确实该去掉的用“更正”（correct），不该撤的移回 {RECORDS}/{month}\n"
        ));
    }
    if let Some(Outcome::Replaces { moved_to, .. }) = outcome {
        told.push_str(&format!("    它取代过的旧表在 {moved_to}，要用的移回 {RECORDS}/{month}\n"));
    }
    Ok(told)
}

/// The one file that the user means, and its month.
fn find(folder: &Path, word: &str, month: Option<Month>) -> Result<(Month, String), String> {
    let word = word.replace('\\', "/");
    let wanted = plan::base(&word);
    let months = inputs::months(folder);
    let mut months: Vec<Month> = months.filter(|one| month.is_none_or(|month| month == *one)).collect();
    months.sort_unstable();
    let files: Vec<(Month, String)> = months
        .iter()
        .flat_map(|month| intake::workbooks_there(folder, *month).into_iter().map(move |name| (*month, name)))
        .collect();
    let is_meant = |(month, name): &&(Month, String)| {
        name == wanted && (wanted == word || word.ends_with(&format!("{month}/{name}")))
    };
    let found: Vec<_> = files.iter().filter(is_meant).collect();
    match found.as_slice() {
        [(month, name)] => Ok((*month, format!("{RECORDS}/{month}/{name}"))),
        [] => {
            let names = || files.iter().map(|(_, name)| name.as_str());
            let near = suggest::hint(wanted, names()).map(|hint| format!("，{hint}")).unwrap_or_default();
            Err(format!("收到的表里没有 {word}{near}"))
        }
        several => {
            let months: Vec<String> = several.iter().map(|(month, _)| month.to_string()).collect();
            Err(format!("{} 都有 {wanted}，请用 --month 写明哪个月", months.join("、")))
        }
    }
}

/// What is known of a file of a month; nothing where the rulebook is wrong.
#[derive(Default)]
struct History {
    sender: Option<String>,
    outcome: Option<Outcome>,
    /// The length of the shortest periods whose results need what the sender sends; `None` where all do.
    shortest: Option<Length>,
}

/// Who sent a file, as far as anything tells, and how it came.
fn history(folder: &Path, month: Month, file: &str) -> History {
    let (rulebook, _) = rulebook::load(&folder.join(inputs::RULEBOOK), folder);
    let Some(rulebook) = rulebook else { return History::default() };
    let months = Months::UpTo(Period::of_month(month));
    let (records, _) = intake::read_workspace(folder, &rulebook.declarations, months);
    let outcome = returns::receipt(&records, file).map(|receipt| receipt.outcome.clone());
    let sender = returns::sender_of_file(&rulebook, &records, file);
    let office = rulebook.offices.iter().find(|office| Some(&office.name) == sender.as_ref());
    let shortest = office.and_then(|office| office.serves);
    History { sender, outcome, shortest }
}
