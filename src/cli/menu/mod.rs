//! The menu of a window without a command: numbered, in Chinese. It asks for what a command needs, shows the command
//! line that says the same, and runs that: what commands do it does not know.

mod ask;
mod dropped;
mod finality;
mod place;
mod publishing;
mod receiving;
mod tasks;
#[cfg(test)]
mod tests;

use std::ffi::OsString;
use std::io::{BufRead, Write};
use std::path::PathBuf;

use ask::Asked;
pub(super) use ask::Stop;

use super::lang;
use crate::period::Month;
use crate::report::text;
use crate::typed;

/// Runs a command line, without the program's name, and gives its exit code.
pub(super) type Run<'a> = &'a mut dyn FnMut(Vec<OsString>) -> u8;

/// The menu, and what it remembers while it is open.
pub(super) struct Menu<'a, I, S> {
    input: I,
    screen: S,
    run: Run<'a>,
    /// Where workspaces are looked for.
    folder: PathBuf,
    workspace: Option<PathBuf>,
    month: Option<Month>,
}

/// Number, name, what it is good for.
const TASKS: &[(&str, &str, &str)] = &[
    ("1", "收件", "把发来的表收进某个月"),
    ("2", "检查", "谁没报，哪里填错"),
    ("3", "计分", "某月、某季度、半年或全年的得分和排名"),
    ("4", "说明", "某个村为什么扣分"),
    ("5", "导出", "把成绩存成工作簿"),
    ("6", "空白表", "做某月要发下去的表"),
    ("7", "看细则", "把细则读成办法，查条款"),
    ("8", "新建", "新的工作区，或下一年的"),
    ("9", "换工作区", ""),
    ("10", "撤回", "收错的表退出来，不删除"),
    ("11", "发布", "通报、公示、反馈确认单、发放表，一次做齐"),
    ("12", "定稿", "进度、异议、封存、核验、对比、归档"),
    ("0", "退出", ""),
];

impl<'a, I: BufRead, S: Write> Menu<'a, I, S> {
    pub(super) fn new(input: I, screen: S, run: Run<'a>, folder: PathBuf) -> Self {
        Self { input, screen, run, folder, workspace: None, month: None }
    }

    /// Shows the menu until the user leaves, beginning with what was dropped onto the program.
    pub(super) fn open(&mut self, dropped: &[PathBuf]) {
        self.say(&format!("村考 {}：按考核细则给村和村干部计分", env!("CARGO_PKG_VERSION")));
        if !dropped.is_empty() {
            let taken = self.take(dropped);
            if taken == Err(Stop::Leave) {
                return;
            }
        }
        loop {
            let done = self.choose();
            if done == Err(Stop::Leave) {
                return;
            }
        }
    }

    fn choose(&mut self) -> Asked<()> {
        let place = self.workspace.as_ref().map_or("还没有选".to_owned(), |folder| place::shown(folder));
        self.say(&format!("\n工作区：{place}"));
        for (number, name, about) in TASKS {
            let line = format!("{number:>3}  {}{about}", text::padded(name, 10));
            self.say(line.trim_end());
        }
        let typed = self.ask("请输入数字，或把文件拖进来：")?;
        match &*typed::normal(&typed) {
            "" => Ok(()),
            "0" => Err(Stop::Leave),
            "8" => self.new_workspace(),
            "9" => self.change_workspace(),
            number @ ("1" | "2" | "3" | "4" | "5" | "6" | "7" | "10" | "11" | "12") => {
                let workspace = self.workspace()?;
                self.task(number, &workspace)
            }
            _ => {
                let paths = dropped::paths(&typed);
                if !paths.is_empty() && paths.iter().all(|path| path.exists()) {
                    return self.take(&paths);
                }
                self.say(&format!("没有“{typed}”这一项，请输入 0 到 12"));
                Ok(())
            }
        }
    }

    /// Says something; a window that is gone is told nothing.
    fn say(&mut self, words: &str) {
        let _ = writeln!(self.screen, "{}", text::plain_message(words));
        let _ = self.screen.flush();
    }

    /// Runs a command line after showing it, with the command's Chinese name.
    fn execute(&mut self, words: Vec<OsString>) -> u8 {
        let mut shown: Vec<String> = words.iter().map(|word| text::quoted(&word.to_string_lossy())).collect();
        if let Some(command) = shown.first_mut() {
            *command = lang::chinese_name(command);
        }
        self.say(&format!("\n相当于：cunkao {}\n", shown.join(" ")));
        (self.run)(words)
    }

    /// The same, and back to the menu at a press of Enter.
    fn execute_and_wait(&mut self, words: Vec<OsString>) -> Asked<()> {
        self.execute(words);
        self.wait()
    }

    fn wait(&mut self) -> Asked<()> {
        self.ask("\n按回车键回到菜单").map(|_| ())
    }
}
