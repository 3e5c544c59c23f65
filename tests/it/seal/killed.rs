//! A run that is killed at any moment leaves the old state whole, or the new one. `CUNKAO_KILLS=100 cargo test --release
//! killed` tries as many moments of each command.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use cunkao::seal::verify;

use super::{APPROVED, Township, files_below};

/// Runs a command again and again, killing it ever later within the time that it takes, and then to its end.
fn killed_at_many_moments(town: &Township, line: &[&str]) {
    let kills: u32 = std::env::var("CUNKAO_KILLS").map_or(6, |count| count.parse().unwrap());
    let before = files_below(town.path());
    let start = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cunkao"));
        command.args(line).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let mut longest = Duration::from_millis(400);
    let mut wholly = 0;
    for moment in 0..kills {
        let begun = Instant::now();
        let mut child = start();
        std::thread::sleep(longest * moment / kills);
        // It may be over already.
        let _ = child.kill();
        let ended = child.wait().unwrap();
        if ended.code().is_some() {
            wholly += 1;
            longest = longest.min(begun.elapsed());
        }
        let after = files_below(town.path());
        for (path, bytes) in &before {
            assert_eq!(after.get(path), Some(bytes), "{} at moment {moment}", path.display());
        }
        let verified = verify(town.path());
        assert!(verified.is_whole(), "{:?} at moment {moment}", verified.findings);
        assert_eq!(verified.seals.flaws, []);
    }
    if wholly == 0 {
        assert_eq!(start().wait().unwrap().code(), Some(0));
    }
    let after = files_below(town.path());
    assert!(after.len() > before.len());
}

#[test]
fn publishing() {
    let town = Township::that_publishes();
    killed_at_many_moments(&town, &town.line("publish", &["--audience", "internal"]));
}

#[test]
fn sealing() {
    let town = Township::that_publishes().published();
    killed_at_many_moments(&town, &town.line("seal", &[&APPROVED[..], &["--clock-is-right"]].concat()));
    assert!(verify(town.path()).is_whole());
    assert_eq!(verify(town.path()).seals.chain.len(), 1);
}

#[test]
fn correcting() {
    let town = Township::new().sealed();
    town.put_late_fact();
    let words: Vec<&str> = ["--reason", "漏登", "--clock-is-right"].into_iter().chain(APPROVED).collect();
    // Till it is corrected the late file is found: it is what is being corrected.
    let line = town.line("correct", &words);
    let kills: u32 = std::env::var("CUNKAO_KILLS").map_or(6, |count| count.parse().unwrap());
    let before = files_below(town.path());
    for moment in 0..kills {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cunkao"));
        let mut child = command.args(&line).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(400) * moment / kills);
        let _ = child.kill();
        child.wait().unwrap();
        let after = files_below(town.path());
        for (path, bytes) in &before {
            assert_eq!(after.get(path), Some(bytes), "{} at moment {moment}", path.display());
        }
        let verified = verify(town.path());
        assert_eq!(verified.seals.flaws, []);
        let is_corrected = verified.seals.chain.len() == 2;
        assert_eq!(verified.is_whole(), is_corrected, "{:?}", verified.findings);
    }
    let _ = Command::new(env!("CARGO_BIN_EXE_cunkao")).args(&line).output().unwrap();
    let verified = verify(town.path());
    assert!(verified.is_whole() && verified.seals.chain.len() == 2, "{:?}", verified.findings);
}
