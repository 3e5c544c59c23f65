//! What the command line asks for.

use std::path::PathBuf;
use std::time::Duration;

use crate::targets::Kind;

/// A search, or what a child is to do of it.
#[derive(Clone, Debug)]
pub(crate) struct Search {
    pub(crate) target: Kind,
    pub(crate) seed: u64,
    /// The number of the first input.
    pub(crate) from: u64,
    pub(crate) time: Duration,
    /// Where finds and the child's progress are written.
    pub(crate) folder: PathBuf,
}

pub(crate) enum Wanted {
    Smoke,
    Search(Search),
    Child(Search),
    Replay { target: Kind, file: PathBuf },
}

pub(crate) fn read(arguments: impl Iterator<Item = String>) -> Result<Wanted, String> {
    let mut target = None;
    let (mut seed, mut from, mut seconds) = (1, 0, 60);
    let mut replay = None;
    let mut is_child = false;
    let mut folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} wants a value"));
        match argument.as_str() {
            "--target" => target = Some(Kind::named(&value()?)?),
            "--seconds" => seconds = number(&value()?)?,
            "--seed" => seed = number(&value()?)?,
            "--from" => from = number(&value()?)?,
            "--folder" => folder = PathBuf::from(value()?),
            "--replay" => replay = Some(PathBuf::from(value()?)),
            "--child" => is_child = true,
            // Whatever `cargo test` hands to every test binary is none of ours.
            _ => {}
        }
    }
    let Some(target) = target else { return Ok(Wanted::Smoke) };
    if let Some(file) = replay {
        return Ok(Wanted::Replay { target, file });
    }
    let search = Search { target, seed, from, time: Duration::from_secs(seconds), folder };
    Ok(if is_child { Wanted::Child(search) } else { Wanted::Search(search) })
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("{text} is no number"))
}
