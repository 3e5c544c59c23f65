//! `burden` 减负：what the scheme asks to be written, what was written and published, and what of it could be dropped.
//! Writes nothing but the file that is asked for.

use std::path::Path;

use crate::analysis::burden::{self, Asked, Burden, Filler, Material, Paper, PaperSet};
use crate::cli::args::{BurdenArgs, BurdenFormat};
use crate::cli::run::Ending;
use crate::cli::show::Notes;
use crate::cli::{inputs, output, width};
use crate::period::{Month, Period};
use crate::records::Roster;
use crate::report::template::{self, Split};
use crate::report::{self, docx, html, json, terminal, xlsx};
use crate::rulebook::Rulebook;
use crate::seal::{self, PlacedIssue, Stage};
use crate::storage::{self, System};

pub(in crate::cli) fn run(args: &BurdenArgs, system: &dyn System) -> Ending {
    args.format().map_or_else(Ending::failure, |format| asked_for(args, format, system))
}

fn asked_for(args: &BurdenArgs, format: BurdenFormat, system: &dyn System) -> Ending {
    let folder = &args.workspace;
    if let Err(message) = inputs::require(folder) {
        return Ending::failure(message);
    }
    let (monthly, diagnostics) = inputs::work_out_months(folder, args.period);
    let Some(monthly) = monthly else {
        return Ending { code: 1, message: inputs::spoken(&diagnostics, Notes::Untold) };
    };
    let (published, broken) = published(folder, args.period);
    let (rulebook, records) = (&monthly.worked.rulebook, &monthly.worked.records);
    let asked = asked(rulebook, &records.roster, args.period);
    let counted = burden::burden(Material { rulebook, records, year: &monthly.year, asked, published });
    let Ok(burden) = counted else {
        return Ending::against("有数字过大，无法精确计算");
    };
    let draft =
        burden.draft.then_some("提醒：材料或细则里有错误，标为未定稿；有哪些错误，用“检查”（check）看\n");
    let message = format!("{}{broken}", draft.unwrap_or_default());
    match write((args, format), &burden, system) {
        Ok(()) => Ending { code: u8::from(burden.draft), message },
        Err(problem) => Ending::failure(problem),
    }
}

/// The blank sheets of every month of a period: those of offices and villages where the rulebook says who reports what,
/// else one workbook for all.
fn asked(rulebook: &Rulebook, roster: &Roster, period: Period) -> Vec<Asked> {
    let mut splits = Vec::new();
    if !rulebook.offices.is_empty() {
        splits.push((Split::Offices, Filler::Office));
    }
    // Villages that owe nothing would be given what no office reports.
    if !rulebook.owed_by_villages().forms.is_empty() {
        splits.push((Split::Villages, Filler::Village));
    }
    if splits.is_empty() {
        splits.push((Split::None, Filler::Unsaid));
    }
    let months = period.months_to_date().filter(|month| period.contains(month.first_day()));
    let of = |month: Month| {
        let blanks = splits.iter().flat_map(move |(split, filler)| {
            template::month(rulebook, roster, month, *split).into_iter().map(|blank| (blank, *filler))
        });
        blanks.flat_map(|(blank, filler)| template::asked(&blank, month, filler)).collect::<Vec<_>>()
    };
    months.flat_map(of).collect()
}

/// The sets of all periods within a period as they read, and what is to be said of listings that cannot be read.
fn published(folder: &Path, period: Period) -> (Vec<PaperSet>, String) {
    let (mut sets, mut broken) = (Vec::new(), String::new());
    let within = |one: &Period| one.lies_within(period);
    let periods = seal::issued_periods(folder).unwrap_or_else(|flaw| {
        broken.push_str(&format!("提醒：{}，发布过的都没有计入\n", flaw.words()));
        Vec::new()
    });
    for one in periods.into_iter().filter(within) {
        let (issues, flaws) = seal::issues(folder, one);
        sets.extend(issues.iter().map(|placed| set(folder, placed)));
        for flaw in flaws {
            broken.push_str(&format!("提醒：{}，这一次发布没有计入\n", flaw.words()));
        }
    }
    (sets, broken)
}

fn set(folder: &Path, placed: &PlacedIssue) -> PaperSet {
    let files = &placed.issue.files;
    let is_repeated = |name: &str| {
        let document = name.strip_suffix(".html").map(|stem| format!("{stem}.docx"));
        document.is_some_and(|document| files.iter().any(|file| file.path == document))
    };
    let papers = files.iter().filter(|file| !is_repeated(&file.path)).map(|file| Paper {
        file: file.path.clone(),
        texts: texts(&folder.join(&placed.folder).join(&file.path)),
    });
    PaperSet {
        folder: placed.folder.clone(),
        went_out: placed.issue.stage != Stage::Draft,
        stage: placed.issue.stage.chinese().to_owned(),
        papers: papers.collect(),
    }
}

/// The paragraphs of a document or a page.
fn texts(path: &Path) -> Option<Vec<String>> {
    let ending = path.extension()?.to_str()?;
    let bytes = std::fs::read(path).ok()?;
    match ending {
        "docx" => docx::read(&bytes),
        "html" => html::read(std::str::from_utf8(&bytes).ok()?),
        _ => None,
    }
}

fn write(
    (args, format): (&BurdenArgs, BurdenFormat),
    burden: &Burden,
    system: &dyn System,
) -> Result<(), String> {
    let bytes = match format {
        BurdenFormat::Table => terminal::render(
            &report::burden::document(burden),
            width::of_output(args.width, args.output.as_deref()),
        )
        .into_bytes(),
        BurdenFormat::Json => json::burden(burden).into_bytes(),
        BurdenFormat::Xlsx => xlsx::render_burden(burden).map_err(|error| error.to_string())?,
    };
    match &args.output {
        Some(path) => storage::to_new_file(system, path, &bytes),
        None => output::to_stdout(&bytes),
    }
}
