//! A line that says how far the reading is, for whoever waits longer than a second before a console.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use super::settings::settings;

/// Nobody needs to be told of less.
const PATIENCE: Duration = Duration::from_secs(1);

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

impl Drop for Progress {
    /// Takes the line away again.
    fn drop(&mut self) {
        if self.is_shown {
            let _ = write!(std::io::stderr(), "\r{:30}\r", "");
        }
    }
}
