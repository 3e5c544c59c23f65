//! Before and after a command: settings, the menu where there is no command, and what is said where the program
//! itself is at fault.
//!
//! A window that was opened by a double click has no command and so shows the menu, which stays until the user leaves
//! it. Ctrl-C loses nothing: whatever is written is written aside and moved in one step.

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::IsTerminal;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;

use super::menu::Menu;
use super::run::dispatch;
use super::{output, settings};
use crate::storage::{Disk, System};

thread_local! {
    /// Where this thread was at fault last, by file and line of its source.
    static FAULT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The exit code where the program itself is at fault.
const AT_FAULT: u8 = 3;

/// Runs the program with the arguments it was started with, its own name first, and gives the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    settings::settle(&arguments);
    std::panic::set_hook(Box::new(|fault| {
        if let Some(place) = fault.location() {
            // A thread that is ending has nobody left to tell.
            let _ = FAULT.try_with(|last| last.replace(format!("{}:{}", place.file(), place.line())));
        }
    }));
    let dropped = dropped(&arguments);
    let code = match dropped.filter(|_| is_a_window()) {
        Some(dropped) => show_menu(&dropped),
        None => guarded(arguments, &Disk),
    };
    ExitCode::from(code)
}

/// Runs one command line; a fault of the program's own is told, and ends nothing but the command.
pub(super) fn guarded(arguments: Vec<OsString>, system: &dyn System) -> u8 {
    catch_unwind(AssertUnwindSafe(|| dispatch(arguments, system))).unwrap_or_else(|_| {
        let place = last_fault();
        output::to_stderr(&settings::settings().language.pick(
            format!("错误：程序内部出错（{place}），没有写坏任何文件。请把这一行和当时的表发给维护的人\n"),
            format!("error: the program itself is at fault ({place}); no file was harmed. Please report this line\n"),
        ));
        AT_FAULT
    })
}

/// Where this thread was at fault last.
pub(super) fn last_fault() -> String {
    FAULT.with_borrow(String::clone)
}

/// What was dropped onto the program: nothing, where it was opened by itself; `None` where it was given a command.
fn dropped(arguments: &[OsString]) -> Option<Vec<PathBuf>> {
    let paths: Vec<PathBuf> = arguments.iter().skip(1).map(PathBuf::from).collect();
    paths.iter().all(|path| path.is_absolute() && path.exists()).then_some(paths)
}

fn is_a_window() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

fn show_menu(dropped: &[PathBuf]) -> u8 {
    let program = std::env::args_os().next().unwrap_or_else(|| OsString::from("cunkao"));
    let mut run = |words: Vec<OsString>| {
        let line = std::iter::once(program.clone()).chain(words).collect();
        guarded(line, &Disk)
    };
    let folder = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    Menu::new(std::io::stdin().lock(), std::io::stdout(), &mut run, folder).open(dropped);
    0
}
