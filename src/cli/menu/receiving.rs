//! 收件 by questions: which files, which month, who sent them, what to do with those that are not clear; and taking one
//! back.

use std::ffi::OsString;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use super::ask::{Asked, Stop};
use super::tasks::line;
use super::{Menu, dropped, place};
use crate::cli::commands::receive::{self, Preview, Why};
use crate::intake;
use crate::period::Month;

const NOTHING: &str = "没有收任何表";

impl<I: BufRead, S: Write> Menu<'_, I, S> {
    pub(super) fn receive(&mut self, workspace: &Path, files: Option<Vec<PathBuf>>) -> Asked<()> {
        let done = self.receive_files(workspace, files);
        if done == Err(Stop::Back) {
            self.say(NOTHING);
        }
        done
    }

    /// Asks first whether dropped files are to be received.
    pub(super) fn receive_dropped(&mut self, files: &[PathBuf]) -> Asked<()> {
        if !self.agrees(&format!("收下这 {} 份表吗", files.len()))? {
            self.say(NOTHING);
            return Ok(());
        }
        let workspace = self.workspace()?;
        self.receive(&workspace, Some(files.to_vec()))
    }

    fn receive_files(&mut self, workspace: &Path, files: Option<Vec<PathBuf>>) -> Asked<()> {
        let files = match files {
            Some(files) => files,
            None => self.dropped_files()?,
        };
        let offered = self.offered(workspace);
        let month = self.ask_month(offered)?;
        let mut words = line!["receive", workspace];
        words.extend(files.iter().map(OsString::from));
        words.extend(line!["--month", month.to_string()]);
        self.say(&format!("\n收 {month} 的 {} 份表", files.len()));
        let from = self.sender(workspace, month, receive::preview(&words))?;
        words.extend(from.into_iter().flat_map(|from| line!["--from", from]));
        while self.execute(words.clone()) != 0 {
            match self.settled(words)? {
                Some(other) => words = other,
                None => break,
            }
        }
        self.wait()
    }

    /// Who is said to have sent the files; nobody where each tells itself.
    fn sender(&mut self, workspace: &Path, month: Month, preview: Option<Preview>) -> Asked<Option<String>> {
        let senders = preview.map(|preview| preview.senders).unwrap_or_default();
        let told: Vec<(&str, &str)> =
            senders.iter().filter_map(|(file, sender)| Some((file.as_str(), sender.as_deref()?))).collect();
        if !told.is_empty() && told.len() == senders.len() {
            for (file, sender) in &told {
                self.say(&format!("  {file}：{sender}报送"));
            }
            if self.enter_or_two("照文件名（或空白表）上的单位收", "另选报送单位")? {
                return Ok(None);
            }
        }
        let mut choices = place::names(workspace, month).senders;
        choices.push("各按空白表或文件名上写的".to_owned());
        let choice = self.pick("谁报的", &choices)?;
        let is_last = choice + 1 == choices.len();
        Ok(choices.into_iter().nth(choice).filter(|_| !is_last))
    }

    fn dropped_files(&mut self) -> Asked<Vec<PathBuf>> {
        loop {
            let typed = self.ask("把收到的表拖进这个窗口（可以几份），按回车（空着按回车返回）：")?;
            let paths = dropped::paths(&typed);
            let lost: Vec<String> =
                paths.iter().filter(|path| !path.exists()).map(|path| path.display().to_string()).collect();
            match (paths.is_empty(), lost.is_empty()) {
                (true, _) => return Err(Stop::Back),
                (_, true) => return Ok(paths),
                _ => self.say(&format!("没有这个文件：{}", lost.join("、"))),
            }
        }
    }

    /// The command line that was refused with what the user says about it; `None` where there is nothing to ask.
    fn settled(&mut self, mut words: Vec<OsString>) -> Asked<Option<Vec<OsString>>> {
        // What is left after the rest was received needs another look at the files.
        if words.iter().any(|word| word == "--skip") {
            return Ok(None);
        }
        let Some(Preview { unclear, clear, .. }) = receive::preview(&words) else { return Ok(None) };
        match (unclear.as_slice(), clear) {
            ([], _) => return Ok(None),
            (_, 1..) => {
                if !self.agrees(&format!("其余 {clear} 份没有疑问，先收下吗"))? {
                    return Err(Stop::Back);
                }
                words.extend(line!["--skip"]);
            }
            ([Why::Versions(old)], _) => words.extend(self.versions(old)?),
            (doubts, _) if doubts.iter().all(|doubt| matches!(doubt, Why::Month(_))) => {
                self.other_month(&mut words, doubts)?;
            }
            _ => return Ok(None),
        }
        Ok(Some(words))
    }

    /// What is to be done with a file of the same sender that is there.
    fn versions(&mut self, old: &[String]) -> Asked<Vec<OsString>> {
        let replace = old.iter().map(|old| format!("取代 {old}（旧的移到 不采用）"));
        let choices: Vec<String> = replace.chain(["两份都算".to_owned()]).collect();
        let choice = self.pick("怎么办", &choices)?;
        Ok(old.get(choice).map_or_else(|| line!["--beside"], |old| line!["--replaces", old]))
    }

    /// Another month, where the files name one and the same; or the one at hand all the same.
    fn other_month(&mut self, words: &mut Vec<OsString>, doubts: &[Why]) -> Asked<()> {
        let mut named: Vec<Option<Month>> =
            doubts.iter().map(|doubt| if let Why::Month(month) = doubt { *month } else { None }).collect();
        named.dedup();
        let only = named.first().copied().flatten().filter(|_| named.len() == 1);
        let mut choices: Vec<String> = only.iter().map(|month| format!("收进 {month}")).collect();
        choices.push("月份没有错，照收".to_owned());
        let choice = self.pick("怎么办", &choices)?;
        let Some(month) = only.filter(|_| choice == 0) else {
            words.extend(line!["--insist"]);
            return Ok(());
        };
        let place = words.iter().position(|word| word == "--month");
        if let Some(value) = place.and_then(|place| words.get_mut(place + 1)) {
            *value = OsString::from(month.to_string());
            self.month = Some(month);
        }
        Ok(())
    }

    /// Takes one back that was received by mistake.
    pub(super) fn withdraw(&mut self, workspace: &Path) -> Asked<()> {
        let offered = self.offered(workspace);
        let month = self.ask_month(offered)?;
        let files = intake::workbooks_there(workspace, month);
        if files.is_empty() {
            self.say(&format!("{month} 没有收到的表"));
            return Ok(());
        }
        let choice = self.pick("撤回哪一份", &files)?;
        let file = files.get(choice).ok_or(Stop::Back)?;
        let month = month.to_string();
        self.execute_and_wait(line!["receive", workspace, "--withdraw", file, "--month", month])
    }
}
