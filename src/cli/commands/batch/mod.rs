//! `batch` 批量：every township below a folder by its own rulebook, side by side; one summary of them, and tidy tables where
//! they are asked for. A township that cannot be worked out is listed and stops no other.

mod output;
mod place;
mod township;

use std::path::Path;
use std::thread;

use crate::batch::{Townships, in_order};
use crate::cli::args::{BatchArgs, BatchFormat};
use crate::cli::output as console;
use crate::cli::progress::Townships as Progress;
use crate::cli::run::Ending;
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
    let (about, unread) = about(args);
    if about.townships == 0 {
        return Ending::failure(format!(
            "{} 下面没有工作区（内有 rulebook.toml 的文件夹）",
            folder.display()
        ));
    }
    match worked_out(args, &about, system) {
        Ok(code) => {
            let message = unread.map(|unread| format!("提醒：{unread} 读不了，里面若有乡镇，没有算\n"));
            Ending { code, message: message.unwrap_or_default() }
        }
        Err(problem) => Ending::failure(problem),
    }
}

/// What it is about, from a first look at what there is; and a folder that could not be looked into.
fn about(args: &BatchArgs) -> (About, Option<String>) {
    let mut found = Townships::below(&args.folder);
    let townships = found.by_ref().count();
    let unread = found.unread().map(|unread| unread.display().to_string());
    let whole = args.folder.canonicalize().unwrap_or_else(|_| args.folder.clone());
    let name = whole.file_name().map(|name| name.to_string_lossy().into_owned());
    let comparable = args.comparable.clone();
    (About { period: args.period, townships, folder: name.unwrap_or_default(), comparable }, unread)
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
    };
    let mut written = Written::begin(about, order.tidy, &place, system)?;
    let mut progress = Progress::begin(about.townships);
    in_order(
        jobs(args),
        Townships::below(&args.folder),
        |found| township::work_out(&order, found),
        |found| township::at_fault(&order, found),
        |result| {
            progress.tell();
            written.add(result)
        },
    )?;
    drop(progress);
    let (document, totals) = written.finish()?;
    let mut told = terminal::render(&document, usize::from(args.width));
    told.push_str(&format!("\n汇总在 {}\n", shown(&place.folder)));
    console::say(&told)?;
    Ok(u8::from(totals.has_errors()))
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
