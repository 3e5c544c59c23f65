//! The menu's way to publish: for whom, dated how, numbered how. Drafts only; a final paper is a command of its own,
//! since it needs what officials wrote.

use std::io::{BufRead, Write};
use std::path::Path;

use super::Menu;
use super::ask::Asked;
use super::tasks::line;
use crate::period::{Date, Length, date};
use crate::typed;

impl<I: BufRead, S: Write> Menu<'_, I, S> {
    pub(super) fn publish(&mut self, workspace: &Path) -> Asked<()> {
        let period = self.period(workspace)?;
        let choices = ["公开（不含个人）", "村干部会议", "内部（全部材料）"].map(str::to_owned);
        let audience = match self.pick("给谁看", &choices)? {
            0 => "public",
            1 => "meeting",
            _ => "internal",
        };
        let mut words = line!["publish", workspace, "--period", period.to_string(), "--audience", audience];
        if let Some(day) = self.ask_day()? {
            words.extend(line!["--date", day.to_string()]);
        }
        let number = if period.length() == Length::Month { None } else { self.ask_number()? };
        if let Some(number) = number {
            words.extend(line!["--number", number.to_string()]);
        }
        self.execute_and_wait(words)
    }

    /// The running number of an official paper; none for one that has none yet.
    fn ask_number(&mut self) -> Asked<Option<u32>> {
        loop {
            let typed = self.ask_choice("发文字号里的号数，如 5（还没有的按回车，留空位）：")?;
            if typed.is_empty() {
                return Ok(None);
            }
            match number(&typed) {
                Some(number) => return Ok(Some(number)),
                None => self.say("只写号数，如 5"),
            }
        }
    }

    /// The day of signing or posting; none for a draft.
    fn ask_day(&mut self) -> Asked<Option<Date>> {
        loop {
            let typed = self.ask_choice("成文或公示的日期，如 2024-4-8（还没定的按回车，做成草稿）：")?;
            if typed.is_empty() {
                return Ok(None);
            }
            match day(&typed) {
                Some(day) => return Ok(Some(day)),
                None => self.say("日期写成 2024-4-8 这样"),
            }
        }
    }
}

/// `5`, `５`, `5号`.
fn number(typed: &str) -> Option<u32> {
    let plain = typed::normal(typed);
    let digits = plain.trim().trim_start_matches('第').trim_end_matches('号').trim();
    digits.parse().ok().filter(|number| *number > 0)
}

/// `2024-4-8`, with any of the signs that people put between.
pub(super) fn day(typed: &str) -> Option<Date> {
    let mut parts = typed.split(|sign: char| !sign.is_ascii_digit()).filter(|part| !part.is_empty());
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    date(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).filter(|_| parts.next().is_none())
}
