//! `publish`: what is written for whom, what keeps it back, and what a wrong number in it comes to.

mod adding_up;
mod again;
mod blamed;
mod by_rule;
mod cadres;
mod crosscheck;
mod each_period;
mod falls;
mod finality;
mod lists;
mod marked;
mod months;
mod periods;
mod privacy;
mod sets;
mod slips;
mod told;
mod vetoed;
mod withheld;
mod wording;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Output;

use cunkao::package::Package;

use crate::support::cunkao;

/// Publishes a period of a workspace into a folder.
fn publish(workspace: &Path, period: &str, audience: &str, into: &Path, more: &[&str]) -> Output {
    let (workspace, into) = (workspace.to_str().unwrap(), into.to_str().unwrap());
    let line = ["publish", workspace, "--period", period, "--audience", audience, "-o", into];
    cunkao(line.into_iter().chain(more.iter().copied()))
}

/// The files of a set by name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let file = |path: std::path::PathBuf| {
        (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&path).unwrap())
    };
    entries.map(file).collect()
}

/// All that a file holds as text: of a package every part, whatever it is for.
pub(crate) fn raw_text(bytes: &[u8]) -> String {
    let Some(mut package) = Package::open(bytes) else { return String::from_utf8_lossy(bytes).into_owned() };
    let names = package.names();
    names.iter().filter_map(|name| package.text(name)).collect::<Vec<_>>().join("\n")
}
