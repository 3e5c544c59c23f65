//! How wide tables may be: as asked, else as wide as the terminal, else as `COLUMNS` says. The only home of
//! `terminal_size`.

use std::io::IsTerminal;
use std::path::Path;

use crate::report::terminal;

/// Shells that export it say by it how wide their window is.
const COLUMNS_VARIABLE: &str = "COLUMNS";

/// What may be asked for; a wider terminal is not filled.
const WIDEST: u16 = 400;

/// The width of what goes to standard output.
pub(super) fn of_tables(asked: Option<u16>) -> usize {
    let variable = || std::env::var(COLUMNS_VARIABLE).ok();
    decided(asked, of_terminal(), variable)
}

/// The width of what goes into a file, where one is named, or to standard output.
pub(super) fn of_output(asked: Option<u16>, file: Option<&Path>) -> usize {
    match file {
        Some(_) => decided(asked, None, || None),
        None => of_tables(asked),
    }
}

/// The columns of the terminal that standard output is; none where it is a file or a pipe.
fn of_terminal() -> Option<u16> {
    let stdout = std::io::stdout();
    if !stdout.is_terminal() {
        return None;
    }
    let (columns, _) = terminal_size::terminal_size_of(stdout)?;
    // A console of Windows begins a line of its own behind a full one.
    Some(if cfg!(windows) { columns.0.saturating_sub(1) } else { columns.0 })
}

fn decided(asked: Option<u16>, terminal: Option<u16>, variable: impl FnOnce() -> Option<String>) -> usize {
    let of_window = || terminal.or_else(|| variable()?.trim().parse().ok()).filter(|columns| *columns > 0);
    let width = asked.or_else(of_window).map(|columns| columns.min(WIDEST));
    width.map_or(terminal::DEFAULT_WIDTH, usize::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_goes_first_then_the_terminal_then_the_variable() {
        let of = |asked, terminal, variable: Option<&str>| {
            decided(asked, terminal, || variable.map(str::to_owned))
        };
        assert_eq!(of(Some(60), Some(80), Some("70")), 60);
        assert_eq!(of(None, Some(80), Some("70")), 80);
        assert_eq!(of(None, None, Some("70")), 70);
        assert_eq!(of(None, None, None), 100);
        assert_eq!(of(None, Some(5000), None), 400);
        for nonsense in ["", "0", "-3", "breit"] {
            assert_eq!(of(None, None, Some(nonsense)), 100, "{nonsense}");
        }
    }
}
