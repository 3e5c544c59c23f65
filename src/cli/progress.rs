//! A line that says how far the reading is, for whoever waits longer than a second before a console.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use super::settings::settings;
use crate::report::text;

/// Nobody needs to be told of less.
const PATIENCE: Duration = Duration::from_secs(1);

/// Nobody reads faster.
const PAUSE: Duration = Duration::from_millis(200);

/// No line of a batch is wider, in columns.
const WIDEST: usize = 70;

/// The line, while it is there.
pub(super) struct Progress {
    begun: Instant,
    is_seen: bool,
    is_shown: bool,
}

impl Progress {
    pub(super) fn begin() -> Self {
        Self { begun: Instant::now(), is_seen: std::io::stderr().is_terminal(), is_shown: false }
    }

    /// Says how much is done, if it has taken long enough.
    pub(super) fn tell(&mut self, done: usize, of: usize) {
        if self.is_seen && self.begun.elapsed() > PATIENCE {
            self.is_shown = true;
            let language = settings().language;
            let words = language
                .pick(format!("正在读取：{done}/{of} 个月"), format!("reading: {done} of {of} months"));
            let _ = write!(std::io::stderr(), "\r{words}");
        }
    }
}

/// How far the townships of a batch are, with how many a second and how long it will take.
pub(super) struct Townships {
    begun: Instant,
    told: Option<Instant>,
    is_seen: bool,
    done: usize,
    of: usize,
}

impl Townships {
    pub(super) fn begin(of: usize) -> Self {
        Self { begun: Instant::now(), told: None, is_seen: std::io::stderr().is_terminal(), done: 0, of }
    }

    /// One more is done.
    pub(super) fn tell(&mut self) {
        self.done += 1;
        let is_due = self.told.is_none_or(|told| told.elapsed() > PAUSE);
        if self.is_seen && is_due && self.begun.elapsed() > PATIENCE {
            self.told = Some(Instant::now());
            let words = self.words(self.begun.elapsed());
            let _ = write!(std::io::stderr(), "\r{}", text::padded(&words, WIDEST));
        }
    }

    fn words(&self, spent: Duration) -> String {
        let (done, of) = (self.done, self.of);
        let spent = spent.as_millis().max(1);
        let count = |number: usize| u128::try_from(number).unwrap_or(0);
        let tenths = count(done) * 10_000 / spent;
        let left = (spent * count(of.saturating_sub(done)) / count(done).max(1)).div_ceil(1000);
        let (whole, tenth) = (tenths / 10, tenths % 10);
        settings().language.pick(
            format!("正在计分：{done}/{of} 个乡镇，每秒 {whole}.{tenth} 个，约剩 {left} 秒"),
            format!("scoring: {done} of {of} townships, {whole}.{tenth} a second, about {left} s left"),
        )
    }
}

impl Drop for Townships {
    /// Takes the line away again.
    fn drop(&mut self) {
        if self.told.is_some() {
            let _ = write!(std::io::stderr(), "\r{:WIDEST$}\r", "");
        }
    }
}

impl Drop for Progress {
    /// Takes the line away again.
    fn drop(&mut self) {
        if self.is_shown {
            let _ = write!(std::io::stderr(), "\r{:30}\r", "");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn count_rate_and_what_is_left() {
        let mut townships = Townships::begin(30);
        townships.done = 12;
        let told = townships.words(Duration::from_millis(2_500));
        assert_eq!(told, "正在计分：12/30 个乡镇，每秒 4.8 个，约剩 4 秒");
        townships.done = 30;
        assert!(townships.words(Duration::ZERO).ends_with("约剩 0 秒"));
    }
}
