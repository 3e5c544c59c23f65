//! What each number of the menu asks for, and the command line that comes of it.

use std::ffi::OsString;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use super::ask::{Asked, Stop};
use super::{Menu, dropped, place};
use crate::cli::{clock, places, runs};
use crate::intake;
use crate::period::{Date, Month, Period};
use crate::storage::Disk;

/// A command line out of words and paths.
macro_rules! line {
    ($($word:expr),+ $(,)?) => { vec![$(::std::ffi::OsString::from($word)),+] };
}
pub(super) use line;

impl<I: BufRead, S: Write> Menu<'_, I, S> {
    pub(super) fn task(&mut self, number: &str, workspace: &Path) -> Asked<()> {
        let done = match number {
            "1" => self.receive(workspace, None),
            "2" => self.check(workspace),
            "3" => self.score(workspace),
            "4" => self.explain(workspace),
            "5" => self.export(workspace),
            "6" => self.template(workspace),
            "10" => self.withdraw(workspace),
            "11" => self.publish(workspace),
            "12" => self.finality(workspace),
            _ => self.rules(workspace),
        };
        // A step back from a question leads to the menu.
        if done == Err(Stop::Back) { Ok(()) } else { done }
    }

    /// The workspace that is worked in; asked for where there is a choice.
    pub(super) fn workspace(&mut self) -> Asked<PathBuf> {
        if let Some(known) = &self.workspace {
            return Ok(known.clone());
        }
        let near = place::workspaces(&self.folder);
        match near.as_slice() {
            [only] => self.use_workspace(only),
            _ => self.choose_workspace(&near)?,
        }
        self.workspace.clone().ok_or(Stop::Back)
    }

    fn choose_workspace(&mut self, near: &[PathBuf]) -> Asked<()> {
        let chosen = if near.is_empty() {
            self.typed_workspace()?
        } else {
            let names: Vec<String> = near.iter().map(|folder| place::shown(folder)).collect();
            let choice = self.pick("哪个工作区", &names)?;
            near.get(choice).cloned().ok_or(Stop::Back)?
        };
        self.use_workspace(&chosen);
        Ok(())
    }

    /// Another workspace; the one at hand stays where none is chosen.
    pub(super) fn change_workspace(&mut self) -> Asked<()> {
        let near = place::workspaces(&self.folder);
        match near.as_slice() {
            [only] if self.workspace.as_ref().is_none_or(|known| known == only) => {
                self.use_workspace(only);
                self.say(&format!("这里只有一个工作区：{}。别处的，把它的文件夹拖进来", place::shown(only)));
                Ok(())
            }
            _ => match self.choose_workspace(&near) {
                Err(Stop::Back) => Ok(()),
                done => done,
            },
        }
    }

    fn typed_workspace(&mut self) -> Asked<PathBuf> {
        self.say("这个文件夹里没有工作区。把工作区文件夹拖进来；还没有的，回车返回后选 8 新建");
        loop {
            let typed = self.ask("工作区文件夹（空着按回车返回）：")?;
            match dropped::paths(&typed).as_slice() {
                [] => return Err(Stop::Back),
                [folder] if place::is_workspace(folder) => return Ok(folder.clone()),
                _ => self.say("那里没有 rulebook.toml，不是工作区"),
            }
        }
    }

    fn use_workspace(&mut self, folder: &Path) {
        if self.workspace.as_deref() == Some(folder) {
            return;
        }
        self.month = place::last_month(folder);
        self.workspace = Some(folder.to_owned());
    }

    /// The month that is worked on, or the last that has a folder.
    pub(super) fn offered(&self, workspace: &Path) -> Month {
        let known = self.month.or_else(|| place::last_month(workspace)).or_else(|| clock::last_month(&Disk));
        // A clock before 1970 offers some month; the user types the right one.
        known.unwrap_or_else(|| Month::of(Date::constant(2024, 1, 1)))
    }

    fn check(&mut self, workspace: &Path) -> Asked<()> {
        if !place::has_tables(workspace) {
            self.say("还没有收到任何表，只检查细则和花名册");
            let words = line!["check", workspace];
            self.execute(words.clone());
            return self.wait_or_notes([words, line!["--no-save"]].concat());
        }
        let offered = self.offered(workspace);
        let month = self.ask_month(offered)?;
        let words = line!["check", workspace, "--month", month.to_string()];
        self.execute(words.clone());
        // What was found is kept once.
        self.wait_or_notes([words, line!["--no-save"]].concat())
    }

    pub(super) fn period(&mut self, workspace: &Path) -> Asked<Period> {
        let offered = self.offered(workspace);
        self.ask_period(offered)
    }

    fn score(&mut self, workspace: &Path) -> Asked<()> {
        let period = self.period(workspace)?;
        let mut words = line!["score", workspace, "--period", period.to_string()];
        if self.execute(words.clone()) == 1 && self.agrees("有错误，成绩还不能定。要先看未定稿的吗")?
        {
            words.extend(line!["--allow-errors"]);
            self.execute(words.clone());
        }
        self.wait_or_notes(words)
    }

    /// Back to the menu, or the same once more with the notes.
    fn wait_or_notes(&mut self, mut words: Vec<OsString>) -> Asked<()> {
        let typed = self.ask_choice("\n按回车键回到菜单（输入 v 再列一遍，连同说明）")?;
        if !typed.eq_ignore_ascii_case("v") {
            return Ok(());
        }
        words.extend(line!["--verbose"]);
        self.execute_and_wait(words)
    }

    fn explain(&mut self, workspace: &Path) -> Asked<()> {
        let period = self.period(workspace)?;
        let villages = place::names(workspace, period.last_month()).villages;
        if villages.is_empty() {
            self.say(&format!("{period} 没有可选的村：花名册里没有，或者细则、花名册有错，先用“检查”看"));
            return Err(Stop::Back);
        }
        let choice = self.pick("哪个村", &villages)?;
        let village = villages.get(choice).ok_or(Stop::Back)?;
        let mut words = line!["explain", workspace, "--period", period.to_string(), "--village", village];
        words.extend(self.what_about(village, &villages)?);
        self.execute_and_wait(words)
    }

    /// What is to be explained of a village: Enter takes its score.
    fn what_about(&mut self, village: &str, villages: &[String]) -> Asked<Vec<OsString>> {
        loop {
            let typed =
                self.ask_choice("说明什么（回车 得分，2 名次，3 奖励和资金，4 处理建议，5 与另一个村比）：")?;
            match typed.as_str() {
                "" | "1" => return Ok(Vec::new()),
                "2" => return Ok(line!["--rank"]),
                "3" => return Ok(line!["--prize", "--money"]),
                "4" => return Ok(line!["--action"]),
                "5" => {
                    let others: Vec<String> =
                        villages.iter().filter(|other| *other != village).cloned().collect();
                    let choice = self.pick("与哪个村比", &others)?;
                    return Ok(line!["--versus", others.get(choice).ok_or(Stop::Back)?]);
                }
                other => self.say(&format!("没有“{other}”这一项")),
            }
        }
    }

    fn export(&mut self, workspace: &Path) -> Asked<()> {
        let period = self.period(workspace)?;
        // The first bears no number.
        let (first, others) = (format!("成绩_{period}.xlsx"), format!("成绩_{period}_"));
        let last = runs::last(workspace, &others);
        let is_first = last == 0 && !workspace.join(&first).exists();
        let next = || format!("{}.xlsx", runs::name(&others, last.max(1).saturating_add(1)));
        let file = workspace.join(if is_first { first } else { next() });
        let words =
            line!["score", workspace, "--period", period.to_string(), "--format", "xlsx", "-o", &file];
        if self.execute(words) == 0 {
            self.say(&format!("已存成 {}", file.display()));
        }
        self.wait()
    }

    fn template(&mut self, workspace: &Path) -> Asked<()> {
        let offered = self.offered(workspace);
        let month = self.ask_month(offered)?;
        let choices = ["全部一份", "每个办所一份", "每个村一份"].map(str::to_owned);
        let mut words = line!["template", workspace, "--month", month.to_string()];
        match self.pick("怎样分", &choices)? {
            0 => {}
            1 => words.extend(line!["--by", "office"]),
            _ => words.extend(line!["--by", "village"]),
        }
        self.execute_and_wait(words)
    }

    fn rules(&mut self, workspace: &Path) -> Asked<()> {
        let word = self.ask("要查的词，如 烟叶（回车看全部）：")?;
        let mut words = line!["rules", workspace];
        words.extend((!word.is_empty()).then(|| OsString::from(word)));
        self.execute_and_wait(words)
    }

    pub(super) fn new_workspace(&mut self) -> Asked<()> {
        let choices = ["全新的", "下一年的，从现在的工作区"].map(str::to_owned);
        let next_year = self.pick("建哪一种", &choices)? == 1;
        let from = if next_year { Some(self.workspace()?) } else { None };
        let typed = self.ask("新文件夹的名字，如 某某镇2025（回车返回）：")?;
        let name = dropped::unquoted(&typed);
        if name.is_empty() {
            return Ok(());
        }
        // Of a path that was dragged in, the last part is the name.
        let last = Path::new(name).file_name().and_then(|last| last.to_str()).unwrap_or(name);
        let township = last.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '年');
        let township = if township.trim().is_empty() { last } else { township.trim_end() };
        let typed = self.ask(&format!("乡镇名，写进使用说明和考核办法的名称（回车为 {township}）："))?;
        let township = if typed.is_empty() { township } else { &typed };
        let folder = self.folder.join(name);
        let mut words = line!["new", &folder, "--name", township];
        words.extend(from.into_iter().flat_map(|from| line!["--from", from]));
        if self.execute(words) == 0 {
            self.use_workspace(&folder);
        }
        self.wait()
    }

    /// Asks what to do with what was dropped: workbooks, a rulebook, a workspace.
    pub(super) fn take(&mut self, paths: &[PathBuf]) -> Asked<()> {
        let done = self.take_kind(paths);
        if done == Err(Stop::Back) { Ok(()) } else { done }
    }

    fn take_kind(&mut self, paths: &[PathBuf]) -> Asked<()> {
        let is_toml =
            |path: &PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
        match paths {
            [folder] if place::is_workspace(folder) => {
                self.use_workspace(folder);
                Ok(())
            }
            [file] if is_toml(file) => {
                if self.agrees(&format!("检查细则 {} 吗", file.display()))? {
                    return self.execute_and_wait(line!["check", file]);
                }
                Ok(())
            }
            files if files.iter().all(|file| file.is_file() && intake::is_workbook(file)) => {
                self.take_workbooks(files)
            }
            _ => {
                self.say("拖进来的不是表格、细则（toml）或工作区文件夹");
                Ok(())
            }
        }
    }

    fn take_workbooks(&mut self, files: &[PathBuf]) -> Asked<()> {
        // One that lies in its place in a workspace was received already.
        if let [file] = files
            && places::is_in_place(file)
        {
            if self.agrees(&format!("检查 {} 吗", file.display()))? {
                return self.execute_and_wait(line!["check", file]);
            }
            return Ok(());
        }
        self.receive_dropped(files)
    }
}
