//! A command line run within another program: on a disk and a clock of the caller's, and what it says is handed back
//! instead of printed. What a test of a full disk needs.

use std::cell::RefCell;
use std::ffi::OsString;

use super::start::guarded;
use crate::storage::System;

/// What a command came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The exit code.
    pub code: u8,
    /// What would have gone to standard output.
    pub out: Vec<u8>,
    /// What would have gone to standard error.
    pub err: Vec<u8>,
}

thread_local! {
    static HELD: RefCell<Option<Said>> = const { RefCell::new(None) };
}

/// Runs a command line, the program's name first, on a system.
pub fn run_aside(arguments: impl IntoIterator<Item = OsString>, system: &dyn System) -> Said {
    HELD.replace(Some(Said::default()));
    let code = guarded(arguments.into_iter().collect(), system);
    let said = HELD.take().unwrap_or_default();
    Said { code, ..said }
}

/// Takes bytes for one of the two streams, if a command runs aside.
pub(super) fn held(bytes: &[u8], is_error: bool) -> bool {
    HELD.with_borrow_mut(|held| match held {
        Some(said) => {
            if is_error { &mut said.err } else { &mut said.out }.extend_from_slice(bytes);
            true
        }
        None => false,
    })
}
