//! `batch` 批量：every township below a folder by its own rulebook, side by side; one summary of them, and tidy tables where
//! they are asked for. A township that cannot be worked out is listed and stops no other.

mod output;
mod place;
mod township;

use std::path::Path;
use std::sync::Arc;
use std::thread;

use crate::batch::{Townships, in_order};
use crate::cli::args::{BatchArgs, BatchFormat};
use crate::cli::output as console;
use crate::cli::progress::Townships as Progress;
use crate::cli::run::Ending;
use crate::cli::width;
use crate::report::batch::About;
use crate::report::batch::tidy::Tidy;
use crate::report::terminal;
use crate::rulebook::SharedRulebooks;
use crate::storage::{Disk, System};
use crate::workspace::SheetFolder;
use output::Written;
use township::Order;

pub(in crate::cli) fn run(args: &BatchArgs, system: &dyn System) -> Ending {
    let folder = &args.folder;
    if !folder.is_dir() {
        return Ending::failure(format!("没有文件夹 {}", folder.display()));
    }
    if args.comparable.as_ref().is_some_and(|word| word.trim().is_empty()) {
        return Ending::failure("--comparable（可比）要写明是谁认定各地细则可以比较".to_owned());
    }
    let about = about(args);
    if about.townships == 0 {
        let aside = about.passed_over().map(|told| format!("；{told}")).unwrap_or_default();
        return Ending::failure(format!(
            "{} 下面没有工作区（内有 rulebook.toml 的文件夹）{aside}",
            folder.display()
        ));
    }
    match worked_out(args, &about, system) {
        Ok(code) => Ending { code, message: String::new() },
        Err(problem) => Ending::failure(problem),
    }
}

/// What it is about, from a first look at what there is.
fn about(args: &BatchArgs) -> About {
    let mut found = Townships::below(&args.folder);
    let townships = found.by_ref().count();
    let whole = args.folder.canonicalize().unwrap_or_else(|_| args.folder.clone());
    let name = whole.file_name().map(|name| name.to_string_lossy().into_owned());
    About {
        period: args.period,
        townships,
        folder: name.unwrap_or_default(),
        asides: found.asides(),
        with_drafts: args.allow_errors,
        comparable: args.comparable.clone(),
    }
}

/// Works every township out; gives the exit code.
fn worked_out(args: &BatchArgs, about: &About, system: &dyn System) -> Result<u8, String> {
    let place = place::choose(args, system)?;
    let rulebooks = SharedRulebooks::default();
    let cache = args.cache.as_ref().map(|folder| SheetFolder::new(&Disk, folder));
    let order = Order {
        period: args.period,
        allow_errors: args.allow_errors,
        tidy: tidy(args),
        is_ranked: args.comparable.is_some(),
        rulebooks: &rulebooks,
        cache: cache.as_ref(),
        remembered: Arc::default(),
    };
    let mut written = Written::begin(about, order.tidy, &place, system)?;
    let mut progress = Progress::begin(about.townships);
    let mut townships = Townships::below(&args.folder);
    in_order(
        jobs(args),
        townships.by_ref(),
        |found| township::work_out(&order, found),
        |found| township::at_fault(&order, found),
        |result| {
            progress.tell();
            written.add(result)
        },
    )?;
    drop(progress);
    let (document, totals) = written.finish(townships.asides())?;
    let mut told = terminal::render(&document, width::of_tables(args.width));
    if cache.as_ref().is_some_and(SheetFolder::has_refused) {
        told.push_str("\n提醒：留存文件夹写不进去，读过的表没有全留下，下次不会更快；结果不受影响\n");
    }
    told.push_str(&format!("\n汇总在 {}\n", shown(&place.folder)));
    console::say(&told)?;
    Ok(u8::from(totals.has_errors() || about.asides.hide_something()))
}

fn tidy(args: &BatchArgs) -> Option<Tidy> {
    args.format.map(|format| match format {
        BatchFormat::Csv => Tidy::Csv,
        BatchFormat::Jsonl => Tidy::Jsonl,
    })
}

/// As many as the machine has cores, where nothing is said.
fn jobs(args: &BatchArgs) -> usize {
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    args.jobs.map_or_else(cores, usize::from)
}

fn shown(folder: &Path) -> String {
    folder.display().to_string()
}
