//! The workspace of the next year: rulebook, the roster as it stands at the year's end, what the year leaves to the
//! rules of the next one, and the blank sheets of January or another month. Targets of the old year are not taken over.

use std::path::Path;

use super::fresh::{put, put_month, put_targets, stop_at_errors};
use crate::cli::args::NewArgs;
use crate::cli::inputs;
use crate::cli::run::Ending;
use crate::diagnostic::{Code, Severity};
use crate::intake::{self, Months};
use crate::period::{Month, Period};
use crate::records::Roster;
use crate::report::{history, template, xlsx};
use crate::rulebook::{self, Rulebook, TARGETS_FILE};
use crate::storage::{self, System};
use crate::suggest;

use inputs::HISTORY;

/// Fills a folder from the workspace of the year before; the words that follow are for the user.
pub(super) fn fill(
    folder: &Path,
    args: &NewArgs,
    from: &Path,
    system: &dyn System,
) -> Result<String, Ending> {
    inputs::require(from).map_err(Ending::failure)?;
    let (rulebook, diagnostics) = rulebook::load(&from.join(inputs::RULEBOOK), from);
    stop_at_errors(diagnostics)?;
    let rulebook = rulebook.ok_or_else(|| Ending::failure("细则读不出来"))?;
    let year = last_year(from, &rulebook)?;
    let first = Month::new(year + 1, 1).ok_or_else(|| Ending::failure("年份超出范围"))?;
    let month = args.month.unwrap_or(first);
    follows(args, from, year, month)?;
    let mut left = Vec::new();
    put_rulebook(folder, from, &rulebook, system)?;
    let roster = put_roster(folder, from, (&rulebook, year), system)?;
    let has_targets = put_targets(folder, &rulebook, roster.villages.iter(), system)?;
    if has_targets {
        left.push(format!("{TARGETS_FILE} 是空白的，各村的任务要按新的一年填"));
    }
    if args.no_history {
        left.push(format!("没有带{year}年的名次和处理记录；细则要看上一期的，以后在 {HISTORY} 里补上"));
    } else if let Some(text) = history::history(&legacy(from, year)?, year) {
        put(folder, HISTORY, text.as_bytes(), system)?;
    }
    if month.year() > year + 1 {
        left.push(format!(
            "{year}年与{}年之间隔了别的年，村和村干部是{year}年底的，照现在的改",
            month.year()
        ));
    }
    left.extend(targets(&rulebook));
    put_month(folder, args, (month, true, has_targets), system)?;
    Ok(told(args, (year, month), &left))
}

/// What a year leaves is left to the next one: places of an earlier one are nobody's of the year before.
fn follows(args: &NewArgs, from: &Path, year: i16, month: Month) -> Result<(), Ending> {
    let next = month.year();
    if next == year + 1 || (next > year && args.no_history) {
        return Ok(());
    }
    let shown = from.display();
    Err(Ending::failure(if next <= year {
        format!("{shown} 里已有{year}年的表，{month} 不是下一年的月份")
    } else {
        format!(
            "{shown} 里最后是{year}年的表，不能当作{next}年的上一年；用{}年的工作区，或加 --no-history，不带名次和处理记录",
            next - 1
        )
    }))
}

/// The last year that the workspace has any month of.
fn last_year(from: &Path, rulebook: &Rulebook) -> Result<i16, Ending> {
    let (records, _) = intake::read_workspace(from, &rulebook.declarations, Months::All);
    let last = records.months.iter().max();
    let last = last.ok_or_else(|| Ending::failure(format!("{} 里没有任何月份的表", from.display())))?;
    Ok(last.year())
}

fn legacy(from: &Path, year: i16) -> Result<crate::records::History, Ending> {
    let december = Month::new(year, 12).ok_or_else(|| Ending::failure("年份超出范围"))?;
    let period = Period::of_month(december).around(crate::period::Length::Year);
    let (history, diagnostics) = inputs::legacy(from, period);
    let problems = diagnostics.count(Severity::Error);
    history.filter(|_| problems == 0).ok_or_else(|| {
        Ending::against(format!(
            "{year}年还有 {problems} 个错误，名次没有定下来；先用“检查”查，或加 --no-history，不带名次和处理记录"
        ))
    })
}

/// The rulebook with the files that it is written on top of, as far as they lie in the workspace.
fn put_rulebook(folder: &Path, from: &Path, rulebook: &Rulebook, system: &dyn System) -> Result<(), Ending> {
    for file in &rulebook.files {
        let inside =
            Path::new(&file.name).components().all(|part| matches!(part, std::path::Component::Normal(_)));
        let source = from.join(&file.name);
        if !inside || !source.is_file() {
            continue;
        }
        let bytes =
            std::fs::read(&source).map_err(|_| Ending::failure(format!("打不开 {}", source.display())))?;
        if let Some(parent) = Path::new(&file.name).parent() {
            storage::make_folder(system, &folder.join(parent)).map_err(Ending::failure)?;
        }
        put(folder, &file.name, &bytes, system)?;
    }
    let (_, diagnostics) = rulebook::load(&folder.join(inputs::RULEBOOK), folder);
    // From where the old one lies it was found.
    if let Some(missing) = diagnostics.iter().find(|one| one.code == Code::ExtendsMissing) {
        return Err(Ending::failure(format!(
            "{}：上一年的细则用 extends 接着它写，从新的文件夹找不到；新的工作区建在 {} 旁边，或先把它复制到同样的相对位置",
            missing.message,
            from.display()
        )));
    }
    stop_at_errors(diagnostics)
}

/// Villages and cadres as they stand on the last day of the year; given back as they are read there.
fn put_roster(
    folder: &Path,
    from: &Path,
    (rulebook, year): (&Rulebook, i16),
    system: &dyn System,
) -> Result<Roster, Ending> {
    let last = crate::period::date(year, 12, 31).ok_or_else(|| Ending::failure("年份超出范围"))?;
    let (roster, diagnostics) = intake::read_roster(from, &rulebook.declarations, Some(last));
    stop_at_errors(diagnostics)?;
    let kept = Roster {
        villages: roster.villages.into_iter().filter(|village| village.is_assessed_on(last)).collect(),
        tenures: roster.tenures.into_iter().filter(|tenure| tenure.covers(last)).collect(),
    };
    let bytes = xlsx::render_blank(&template::roster_of(rulebook, &kept, last));
    put(folder, inputs::ROSTER, &bytes.map_err(|error| Ending::failure(error.to_string()))?, system)?;
    let (roster, diagnostics) = intake::read_roster(folder, &rulebook.declarations, None);
    stop_at_errors(diagnostics).map(|()| roster)
}

/// Figures of the old year that nobody should take for the new one's.
fn targets(rulebook: &Rulebook) -> Option<String> {
    let written = rulebook.targets.iter().filter(|target| target.from_sheet.is_none());
    let written: Vec<&str> = written.map(|target| target.name.as_str()).collect();
    let told = || format!("细则里的任务（{}）还是上一年的数", suggest::listed(written.iter().copied()));
    (!written.is_empty()).then(told)
}

fn told(args: &NewArgs, (year, month): (i16, Month), left: &[String]) -> String {
    let shown = args.folder.display();
    let mut told =
        format!("已按{year}年的工作区建好 {shown}：细则、年底在任的村和村干部、{month} 的空白表\n");
    for one in left {
        told.push_str(&format!("注意：{one}\n"));
    }
    told.push_str("细则改过的，version 也换一个\n");
    told
}
