//! What `receive` would do, for the menu to ask about what is not clear.

use std::ffi::OsString;

use clap::Parser;

use super::desk::Desk;
use super::plan::{self, Planned, Why};
use crate::cli::args::{Command, CommandLine};
use crate::storage::Disk;

/// What would be done with the files of a command line.
pub(in crate::cli) struct Preview {
    /// Who each file is from, where that is known.
    pub(in crate::cli) senders: Vec<(String, Option<String>)>,
    /// The files of which it is not clear what to do with them.
    pub(in crate::cli) unclear: Vec<Why>,
    /// How many others there are.
    pub(in crate::cli) clear: usize,
}

/// Looks at a command line of `receive`, without the program's name; `None` where it cannot even begin.
pub(in crate::cli) fn preview(words: &[OsString]) -> Option<Preview> {
    let program = OsString::from("cunkao");
    let line = CommandLine::try_parse_from(std::iter::once(&program).chain(words)).ok()?;
    let Command::Receive(args) = line.command else { return None };
    let desk = Desk::open(&args, Desk::rulebook(&args.workspace)?, &Disk).ok()?;
    let Planned { plans, unclear, senders } = plan::plan(&desk, &args).ok()?;
    let refused = desk.refused.iter().map(|one| (one.file.clone(), None));
    Some(Preview {
        clear: plans.len(),
        senders: senders.into_iter().chain(refused).collect(),
        unclear: unclear.into_iter().chain(desk.refused.iter().cloned()).map(|one| one.why).collect(),
    })
}
