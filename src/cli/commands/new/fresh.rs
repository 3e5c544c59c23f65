//! What a new workspace holds: a rulebook to be changed, a roster, a folder for what comes in, how to use it all,
//! and the first month's blank sheets where the roster is known.

use std::fmt::Write;
use std::io::ErrorKind;
use std::path::Path;

use crate::cli::args::NewArgs;
use crate::cli::commands::template;
use crate::cli::run::Ending;
use crate::cli::show::{self, Notes};
use crate::cli::{clock, inputs};
use crate::diagnostic::Diagnostics;
use crate::input_name::RECORDS;
use crate::intake;
use crate::period::{Length, Month, Period};
use crate::records::{Roster, Village};
use crate::report::template::{Split, roster, targets};
use crate::report::{manual, text, xlsx};
use crate::rulebook::{self, Rulebook, TARGETS_FILE};
use crate::storage::{self, System};

const MANUAL: &str = "使用说明.txt";

/// Fills a folder; the words that follow are for the user.
pub(super) fn fill(folder: &Path, args: &NewArgs, system: &dyn System) -> Result<String, Ending> {
    let month = args
        .month
        .or_else(|| clock::this_month(system))
        .ok_or_else(|| Ending::failure("请用 --month 写明月份"))?;
    let rulebook = put_rulebook(folder, args, system)?;
    let roster = put_roster(folder, args, &rulebook, system)?;
    // Whoever begins later in the year, or has left by the first month, has targets of it too.
    let year = Period::of_month(month).around(Length::Year);
    let villages =
        roster.villages.iter().filter(|village| village.overlaps(year.first_day(), year.last_day()));
    let has_targets = put_targets(folder, &rulebook, villages, system)?;
    put_month(folder, args, (month, args.roster.is_some(), has_targets), system)?;
    Ok(told(args, month, has_targets))
}

/// What the first month begins with: where its sheets go, the blank ones if the roster is known, and how to use all.
pub(super) fn put_month(
    folder: &Path,
    args: &NewArgs,
    (month, has_roster, has_targets): (Month, bool, bool),
    system: &dyn System,
) -> Result<(), Ending> {
    storage::make_folder(system, &folder.join(RECORDS)).map_err(Ending::failure)?;
    if has_roster {
        let (blanks, diagnostics) = template::blanks(folder, month, Split::None);
        stop_at_errors(diagnostics)?;
        let place = folder.join("模板").join(month.to_string());
        template::write(&blanks, &place, system).map_err(Ending::failure)?;
    }
    let name = args.folder.file_name().unwrap_or_default().to_string_lossy();
    let text = manual::manual(&name, args.name.as_deref().unwrap_or_default(), month, has_targets);
    put(folder, MANUAL, text.as_bytes(), system)
}

pub(super) fn put(folder: &Path, name: &str, bytes: &[u8], system: &dyn System) -> Result<(), Ending> {
    storage::to_new_file(system, &folder.join(name), bytes).map_err(Ending::failure)
}

pub(super) fn stop_at_errors(diagnostics: Diagnostics) -> Result<(), Ending> {
    if diagnostics.has_errors() {
        return Err(Ending { code: 1, message: show::text(&diagnostics.sorted(), Notes::Untold) });
    }
    Ok(())
}

/// The rulebook: one that starts from a builtin one, or a copy of a file.
fn put_rulebook(folder: &Path, args: &NewArgs, system: &dyn System) -> Result<Rulebook, Ending> {
    let builtin = args.rules.to_str().and_then(|text| text.strip_prefix("builtin:"));
    let text = match builtin {
        Some(name) => {
            let (base, diagnostics) = rulebook::load_builtin(name);
            stop_at_errors(diagnostics)?;
            let base = base.ok_or_else(|| Ending::failure(format!("没有内置细则 {name}")))?;
            manual::rulebook(name, &base, args.name.as_deref().unwrap_or_default())
        }
        None => {
            let shown = args.rules.display();
            let text = std::fs::read_to_string(&args.rules)
                .map_err(|_| Ending::failure(format!("读不到细则 {shown}（要一个 UTF-8 的文件）")))?;
            manual::copied(text.trim_start_matches('\u{feff}'))
        }
    };
    put(folder, inputs::RULEBOOK, text.as_bytes(), system)?;
    let (rulebook, diagnostics) = rulebook::load(&folder.join(inputs::RULEBOOK), folder);
    stop_at_errors(diagnostics)?;
    rulebook.ok_or_else(|| Ending::failure("细则读不出来"))
}

/// The sheets that targets are typed into, where the rulebook reads any from there; whether it does.
pub(super) fn put_targets<'a>(
    folder: &Path,
    rulebook: &Rulebook,
    villages: impl Iterator<Item = &'a Village>,
    system: &dyn System,
) -> Result<bool, Ending> {
    let villages: Vec<&str> = villages.map(|village| village.name.as_str()).collect();
    let Some(blank) = targets(rulebook, &villages) else { return Ok(false) };
    let bytes = xlsx::render_blank(&blank).map_err(|error| Ending::failure(error.to_string()))?;
    put(folder, TARGETS_FILE, &bytes, system).map(|()| true)
}

/// The roster that the user has, or a blank one, with what stands in it.
fn put_roster(
    folder: &Path,
    args: &NewArgs,
    rulebook: &Rulebook,
    system: &dyn System,
) -> Result<Roster, Ending> {
    let Some(path) = &args.roster else {
        let bytes =
            xlsx::render_blank(&roster(rulebook)).map_err(|error| Ending::failure(error.to_string()))?;
        return put(folder, inputs::ROSTER, &bytes, system).map(|()| Roster::default());
    };
    let bytes = std::fs::read(path).map_err(|problem| {
        let shown = path.display();
        Ending::failure(match problem.kind() {
            ErrorKind::NotFound => format!("没有花名册 {shown}"),
            _ => format!("打不开花名册 {shown}，可能正被别的程序占用"),
        })
    })?;
    put(folder, inputs::ROSTER, &bytes, system)?;
    let (roster, diagnostics) = intake::read_roster(folder, &rulebook.declarations, None);
    stop_at_errors(diagnostics).map(|()| roster)
}

/// What was made, and what comes next.
fn told(args: &NewArgs, month: Month, has_targets: bool) -> String {
    let shown = args.folder.display();
    let mut told = format!("已建好 {shown}\n");
    let next = if args.roster.is_some() {
        let targets =
            if has_targets { format!("填 {TARGETS_FILE}（各村任务），") } else { String::new() };
        format!("{month} 的空白表在 {shown}/模板/{month}，发给各办所填\n接下来：{targets}改 rulebook.toml，")
    } else {
        let targets =
            if has_targets { format!(" 和 {TARGETS_FILE}（各村任务）") } else { String::new() };
        format!(
            "接下来：填 roster.xlsx{targets}，改 rulebook.toml，再做空白表：cunkao 模板 {} --month {month}\n",
            text::quoted(&shown.to_string())
        )
    };
    let _ = writeln!(told, "{next}每月怎样做见 {MANUAL}");
    told
}
