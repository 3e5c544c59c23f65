//! `trend` 走势：scores, places and losses over the months of a period, and over the years of several workspaces. What is
//! a draft is shown as one.

use std::path::{Path, PathBuf};

use crate::analysis::trend::{self, GivenYear, Trend};
use crate::cli::args::{TrendArgs, TrendFormat};
use crate::cli::run::Ending;
use crate::cli::show::Notes;
use crate::cli::{inputs, output, width};
use crate::period::{Month, Period};
use crate::report::{self, terminal, xlsx};
use crate::storage::{self, System};
use crate::suggest;

pub(in crate::cli) fn run(args: &TrendArgs, system: &dyn System) -> Ending {
    args.format().map_or_else(Ending::failure, |format| asked_for(args, format, system))
}

fn asked_for(args: &TrendArgs, format: TrendFormat, system: &dyn System) -> Ending {
    match told(args) {
        Ok((trend, warnings)) => match write((args, format), &trend, system) {
            Ok(()) => Ending { code: u8::from(!warnings.is_empty()), message: warnings },
            Err(message) => Ending::failure(message),
        },
        Err(ending) => ending,
    }
}

/// The years put together, and which of them have errors.
fn told(args: &TrendArgs) -> Result<(Trend, String), Ending> {
    let mut warnings = String::new();
    let mut years: Vec<GivenYear> = Vec::new();
    for (folder, year) in older(args)? {
        years.push(year_of(&folder, args.period.in_year(year), &mut warnings)?.0);
    }
    years.sort_by_key(|year| year.whole.assessment.period.year());
    let (latest, worked) = year_of(&args.workspace, args.period, &mut warnings)?;
    if !worked.rulebook.village.is_declared {
        return Err(Ending::failure("细则不给村计分，没有村的走势"));
    }
    years.push(latest);
    let all = made(&years, &worked, None)?;
    let trend = match args.village.as_deref() {
        None => all,
        Some(word) => {
            let known = inputs::village_called(&worked.records.roster, word);
            let only = named(word, &known, &all)?;
            made(&years, &worked, Some(&only))?
        }
    };
    Ok((trend, warnings))
}

const TOO_LARGE: &str = "有数字过大或小数位过多，无法精确计算";

fn made(years: &[GivenYear], worked: &inputs::Worked, only: Option<&str>) -> Result<Trend, Ending> {
    let (roster, history) = (&worked.records.roster, &worked.records.history);
    let trend = trend::trend(years, history, roster, only).ok().flatten();
    trend.ok_or_else(|| Ending::against(TOO_LARGE))
}

/// The village that a word names, of those that any year knows.
fn named(word: &str, village: &str, trend: &Trend) -> Result<String, Ending> {
    if trend.villages.iter().any(|known| known == village) {
        return Ok(village.to_owned());
    }
    let names = || trend.villages.iter().map(String::as_str);
    let near = suggest::hint(word, names()).map(|hint| format!("；{hint}")).unwrap_or_default();
    Err(Ending::failure(format!("没有“{word}”这个村{near}\n可选：{}", suggest::listed(names()))))
}

/// The earlier workspaces with the years that they have months of. One year has one workspace.
fn older(args: &TrendArgs) -> Result<Vec<(PathBuf, i16)>, Ending> {
    let mut found: Vec<(PathBuf, i16)> = Vec::new();
    for folder in &args.with {
        inputs::require(folder).map_err(Ending::failure)?;
        let mut years: Vec<i16> = inputs::months(folder).map(Month::year).collect();
        years.sort_unstable();
        years.dedup();
        years.retain(|year| *year < args.period.year());
        if years.is_empty() {
            let message =
                format!("{} 里没有 {} 年以前的月份，不能列入历年", folder.display(), args.period.year());
            return Err(Ending::failure(message));
        }
        for year in years {
            if let Some((other, _)) = found.iter().find(|(_, known)| *known == year) {
                let (one, other) = (folder.display(), other.display());
                return Err(Ending::failure(format!("{year} 年有两个工作区：{other} 和 {one}，只写一个")));
            }
            found.push((folder.clone(), year));
        }
    }
    Ok(found)
}

type YearOf = (GivenYear, inputs::Worked);

fn year_of(folder: &Path, period: Period, warnings: &mut String) -> Result<YearOf, Ending> {
    inputs::require(folder).map_err(Ending::failure)?;
    let (monthly, diagnostics) = inputs::work_out_months(folder, period);
    let Some(monthly) = monthly else {
        return Err(Ending { code: 1, message: inputs::spoken(&diagnostics, Notes::Untold) });
    };
    if diagnostics.has_errors() || monthly.year.months.iter().any(|month| month.assessment.draft) {
        let folder = folder.display();
        warnings.push_str(&format!(
            "提醒：{folder} 的材料或细则里有错误，有关月份标为未定稿；有哪些错误，用“检查”（check）看\n"
        ));
    }
    Ok((monthly.year, monthly.worked))
}

fn write(
    (args, format): (&TrendArgs, TrendFormat),
    trend: &Trend,
    system: &dyn System,
) -> Result<(), String> {
    let bytes = match format {
        TrendFormat::Table => terminal::render(
            &report::trend::document(trend),
            width::of_output(args.width, args.output.as_deref()),
        )
        .into_bytes(),
        TrendFormat::Csv => report::trend::csv(trend).into_bytes(),
        TrendFormat::Svg => report::trend::svg(trend).into_bytes(),
        TrendFormat::Xlsx => xlsx::render_trend(trend).map_err(|error| error.to_string())?,
    };
    match &args.output {
        Some(path) => storage::to_new_file(system, path, &bytes),
        None => output::to_stdout(&bytes),
    }
}
