//! Keeps a child at work until the time is up, starts another where one was ended by its input, writes every find to a
//! file, and says what was tried.

use std::collections::BTreeMap;
use std::process::{Command, ExitCode, Output, Stdio};
use std::time::{Duration, Instant};

use crate::arguments::Search;
use crate::child::{MOST_TIME, PROGRESS, Progress, TOO_SLOW};
use crate::random::Random;
use crate::targets::Target;

/// So many inputs of one and the same fault are written.
const KEPT: usize = 3;

/// No search goes on after so many inputs that ended a child.
const MOST_ENDS: usize = 50;

#[derive(Default)]
struct Found {
    /// What happened, and the inputs with which it did.
    by_fault: BTreeMap<String, Vec<u64>>,
    ends: usize,
}

pub(crate) fn search(search: &Search) -> ExitCode {
    let folder = search.folder.join(format!("{}-{}", search.target.name(), search.seed));
    std::fs::create_dir_all(&folder).unwrap();
    let mut search = Search { folder, ..search.clone() };
    let (first, start, time) = (search.from, Instant::now(), search.time);
    let (mut total, mut found) = (Progress::default(), Found::default());
    while start.elapsed() < time && found.ends < MOST_ENDS {
        search.time = time.saturating_sub(start.elapsed()).max(Duration::from_secs(1));
        let output = child(&search);
        let text = std::fs::read_to_string(search.folder.join(PROGRESS)).unwrap_or_default();
        let Some(told) = Progress::read(&text) else {
            println!("the child did not begin: {}", String::from_utf8_lossy(&output.stderr));
            return ExitCode::FAILURE;
        };
        total.deep += told.deep;
        total.slowest = total.slowest.max(told.slowest);
        total.largest = total.largest.max(told.largest);
        total.index = told.index;
        note(&output, told.index, &mut found);
        // The input that ended the child is not tried again.
        search.from = told.index + 1;
    }
    let seconds = start.elapsed().as_secs();
    let Progress { index, deep, slowest, largest } = total;
    println!(
        "{}, seed {}, {seconds} s: {} inputs, {deep} of them read to the end; slowest {} ms (input {}), most memory {} KB (input {})",
        search.target.name(),
        search.seed,
        index - first,
        slowest.0,
        slowest.1,
        largest.0,
        largest.1,
    );
    keep(&search, &found)
}

fn child(search: &Search) -> Output {
    Command::new(std::env::current_exe().unwrap())
        .args(["--child", "--target", search.target.name()])
        .args(["--seed", &search.seed.to_string(), "--from", &search.from.to_string()])
        .args(["--seconds", &search.time.as_secs().to_string()])
        .arg("--folder")
        .arg(&search.folder)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn note(output: &Output, last: u64, found: &mut Found) {
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        if let Some((index, fault)) = line.split_once(' ')
            && let Ok(index) = index.parse()
        {
            found.by_fault.entry(fault.to_owned()).or_default().push(index);
        }
    }
    if !output.status.success() {
        let fault = if output.status.code() == Some(i32::from(TOO_SLOW)) {
            format!("more than {} s", MOST_TIME.as_secs())
        } else {
            let said = String::from_utf8_lossy(&output.stderr);
            format!("{}: {}", output.status, said.lines().find(|line| !line.is_empty()).unwrap_or_default())
        };
        found.by_fault.entry(fault).or_default().push(last);
        found.ends += 1;
    }
}

/// Writes the inputs of the finds, which their numbers give again.
fn keep(search: &Search, found: &Found) -> ExitCode {
    if found.by_fault.is_empty() {
        return ExitCode::SUCCESS;
    }
    let target = Target::new(search.target);
    for (fault, indexes) in &found.by_fault {
        println!("{} times {fault}", indexes.len());
        for index in indexes.iter().take(KEPT) {
            let (seed, bytes) = target.input(&mut Random::new(search.seed, *index));
            let file = search.folder.join(format!("{index}-{}", target.file_name(seed)));
            std::fs::write(&file, bytes).unwrap();
            println!("    {}  from {}", file.display(), target.origin(seed));
        }
    }
    ExitCode::FAILURE
}
