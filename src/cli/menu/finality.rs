//! The menu's way to what is final: how far each period has come, objections, sealing, verifying, comparing, archiving.
//! A correction is a command of its own: it wants thinking over.

use std::ffi::OsString;
use std::io::{BufRead, Write};
use std::path::Path;

use super::Menu;
use super::ask::Asked;
use super::publishing::day;
use super::tasks::line;
use crate::typed;

/// Name and what it is good for.
const TASKS: [&str; 7] = [
    "进度：各期到了哪一步",
    "登记一条异议",
    "写上异议的处理结果",
    "封存（先看还差什么）",
    "核验：封存的有没有被改动",
    "对比：与封存的或发布过的差在哪里",
    "归档包",
];

impl<I: BufRead, S: Write> Menu<'_, I, S> {
    pub(super) fn finality(&mut self, workspace: &Path) -> Asked<()> {
        let words = match self.pick("做哪一样", &TASKS.map(str::to_owned))? {
            0 => line!["status", workspace],
            1 => self.objection(workspace)?,
            2 => self.decision(workspace)?,
            3 => return self.seal(workspace),
            4 => line!["verify", workspace],
            5 => line!["diff", workspace, "--period", self.period(workspace)?.to_string()],
            _ => line!["archive", workspace, "--period", self.period(workspace)?.to_string()],
        };
        self.execute_and_wait(words)
    }

    fn objection(&mut self, workspace: &Path) -> Asked<Vec<OsString>> {
        let period = self.period(workspace)?.to_string();
        let text = self.ask("异议的内容（只看有哪些异议的按回车）：")?;
        if text.is_empty() {
            return Ok(line!["objections", workspace, "--period", period]);
        }
        let by = self.ask_needed("谁提出的：")?;
        let about = self.ask("涉及哪个村或哪个人（没有的按回车）：")?;
        let mut words = line!["objections", workspace, "--period", period, "--add", text, "--by", by];
        if !about.is_empty() {
            words.extend(line!["--about", about]);
        }
        Ok(words)
    }

    fn decision(&mut self, workspace: &Path) -> Asked<Vec<OsString>> {
        let period = self.period(workspace)?.to_string();
        self.execute(line!["objections", workspace, "--period", &period]);
        let number = self.ask_needed("哪一条（编号）：")?;
        let number = typed::normal(&number).into_owned();
        let decision = self.ask_needed("处理结果：")?;
        let by = self.ask_needed("谁处理的：")?;
        let words = line!["objections", workspace, "--period", period, "--decide", number];
        Ok(words.into_iter().chain(line!["--decision", decision, "--by", by]).collect())
    }

    /// What is missing first; then, if nothing is, who approved it.
    fn seal(&mut self, workspace: &Path) -> Asked<()> {
        let period = self.period(workspace)?.to_string();
        let by = self.ask_needed("批准人：")?;
        let meeting = self.ask("经过哪个会议（不经会议的按回车）：")?;
        let mut words = line!["seal", workspace, "--period", period, "--approved-by", by];
        if !meeting.is_empty() {
            let date = self.ask_choice("会议日期，如 2024-4-18：")?;
            let date = day(&date).map_or(date, |day| day.to_string());
            words.extend(line!["--meeting", meeting, "--date", date]);
        }
        let check = words.iter().cloned().chain(line!["--check"]).collect();
        if self.execute(check) != 0 {
            return self.wait();
        }
        if self.agrees("现在封存吗")? { self.execute_and_wait(words) } else { Ok(()) }
    }
}
