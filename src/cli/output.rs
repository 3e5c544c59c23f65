//! What the program says leaves here: standard output for data, standard error for the rest. Files are `storage`'s.

use std::borrow::Cow;
use std::io::{ErrorKind, IsTerminal, Write};
use std::sync::OnceLock;

use super::aside;
use super::settings::settings;
use crate::encoding::{self, Encoding};
use crate::report::terminal::plain_text;

/// Writes to standard output; a reader that went away is no error.
pub(super) fn to_stdout(bytes: &[u8]) -> Result<(), String> {
    if aside::held(bytes, false) {
        return Ok(());
    }
    let mut stdout = std::io::stdout().lock();
    let (bytes, lost) = outgoing(bytes, stdout.is_terminal());
    let written = stdout.write_all(&bytes).and_then(|()| stdout.flush());
    tell_lost(&lost);
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err("写不到标准输出".to_owned()),
        _ => Ok(()),
    }
}

/// Writes words for people to standard output, in signs that every console draws alike.
pub(super) fn say(text: &str) -> Result<(), String> {
    to_stdout(plain_text(text).as_bytes())
}

/// Writes words for people to standard error; nothing more can be done where that is gone.
pub(super) fn to_stderr(text: &str) {
    let text = plain_text(text);
    if aside::held(text.as_bytes(), true) {
        return;
    }
    let mut stderr = std::io::stderr().lock();
    let (bytes, lost) = outgoing(text.as_bytes(), stderr.is_terminal());
    let _ = stderr.write_all(&bytes);
    drop(stderr);
    tell_lost(&lost);
}

/// The bytes in the encoding that was asked for, and the characters that it lacks. A console is written to as
/// ever: it is the system that knows what it shows.
fn outgoing(bytes: &[u8], is_terminal: bool) -> (Cow<'_, [u8]>, Vec<char>) {
    let encoding = if is_terminal { Encoding::Utf8 } else { settings().encoding };
    match std::str::from_utf8(bytes) {
        Ok(text) => encoding::encode(text, encoding),
        Err(_) => (Cow::Borrowed(bytes), Vec::new()),
    }
}

/// Says once what could not be written as it is; by number, for it cannot be written here either.
fn tell_lost(lost: &[char]) {
    static TOLD: OnceLock<()> = OnceLock::new();
    let Some(first) = lost.first() else { return };
    if TOLD.set(()).is_ok() {
        let first = u32::from(*first);
        to_stderr(&settings().language.pick(
            format!("提醒：有的字 GBK 里没有，写成了〓（如 U+{first:04X}）；要全部写出，用 --encoding gb18030 或 utf-8\n"),
            format!("warning: characters that GBK lacks became 〓 (such as U+{first:04X}); --encoding gb18030 or utf-8 has them all\n"),
        ));
    }
}
