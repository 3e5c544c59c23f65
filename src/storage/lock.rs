//! One run at a time writes in a workspace. The system holds the lock and lets go of it however a run ends, so that
//! a killed one leaves none behind.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

/// The file that is locked. It stays, empty; its being there means nothing.
pub const LOCK: &str = ".cunkao.lock";

/// A workspace that nobody else writes in, as long as this lives.
#[derive(Debug)]
pub struct Lock {
    _held: Option<File>,
}

/// Locks a workspace, or says in Chinese why not.
///
/// Some shared drives know no locks; there the user is trusted not to run the program twice.
pub fn lock(workspace: &Path) -> Result<Lock, String> {
    let path = workspace.join(LOCK);
    let opened = File::options().create(true).write(true).truncate(false).open(&path);
    // Another's file may be there to be read alone, and is locked as well. A folder that may only be read has its own
    // words, where it is written to.
    let Ok(file) = opened.or_else(|_| File::open(&path)) else {
        return Ok(Lock { _held: None });
    };
    match patiently(&file) {
        Ok(()) => Ok(Lock { _held: Some(file) }),
        Err(TryLockError::WouldBlock) => {
            Err(format!("工作区 {} 正有另一个 cunkao 在写；等它做完再做一次", workspace.display()))
        }
        Err(TryLockError::Error(_)) => Ok(Lock { _held: None }),
    }
}

/// A run that is just ending is waited for, and so is a process that is being started elsewhere: for an instant it holds
/// whatever was open.
fn patiently(file: &File) -> Result<(), TryLockError> {
    const TRIES: usize = 12;
    for _ in 1..TRIES {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(40)),
            decided => return decided,
        }
    }
    file.try_lock()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_run_is_refused_till_the_first_is_over() {
        let folder = tempfile::tempdir().unwrap();
        let first = lock(folder.path()).unwrap();
        let refused = lock(folder.path()).unwrap_err();
        assert!(refused.contains("另一个 cunkao"), "{refused}");
        drop(first);
        assert!(lock(folder.path()).is_ok());
    }

    #[test]
    fn a_run_that_is_just_ending_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let first = lock(folder.path()).unwrap();
        let ending = thread::spawn(move || {
            thread::sleep(Duration::from_millis(20));
            drop(first);
        });
        assert!(lock(folder.path()).is_ok());
        ending.join().unwrap();
    }

    #[test]
    fn what_a_killed_run_left_is_no_lock() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(LOCK), "").unwrap();
        assert!(lock(folder.path()).is_ok());
    }
}
