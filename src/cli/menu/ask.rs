//! Questions and their answers: a number of a list, a month, a period. What is no answer is told, and asked again.

use std::io::{BufRead, Write};

use super::Menu;
use crate::period::{Month, Period};
use crate::report::text;
use crate::typed::{self, month};

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Stop {
    /// One step back: an empty line where an answer is needed.
    Back,
    /// The window is closed, or the user leaves.
    Leave,
}

pub(super) type Asked<T> = Result<T, Stop>;

impl<I: BufRead, S: Write> Menu<'_, I, S> {
    /// A line, without blanks around it.
    pub(super) fn ask(&mut self, question: &str) -> Asked<String> {
        let _ = write!(self.screen, "{}", text::plain_message(question));
        let _ = self.screen.flush();
        let mut line = String::new();
        match self.input.read_line(&mut line) {
            Ok(1..) => Ok(line.trim().to_owned()),
            // What cannot be read ends as a closed window does.
            Ok(0) | Err(_) => Err(Stop::Leave),
        }
    }

    /// A line that may not be empty; 0 goes back.
    pub(super) fn ask_needed(&mut self, question: &str) -> Asked<String> {
        loop {
            let typed = self.ask(question)?;
            match &*typed::normal(&typed) {
                "" => self.say("这一项要写上；不做了的，输入 0 返回"),
                "0" => return Err(Stop::Back),
                _ => return Ok(typed),
            }
        }
    }

    /// A word or number that is chosen: a full-width one, as a Chinese keyboard types it, is the same.
    pub(super) fn ask_choice(&mut self, question: &str) -> Asked<String> {
        Ok(typed::normal(&self.ask(question)?).into_owned())
    }

    /// One of a list by number; an empty line goes back, as does a list of nothing.
    pub(super) fn pick(&mut self, question: &str, choices: &[String]) -> Asked<usize> {
        if choices.is_empty() {
            self.say(&format!("{question}：没有可选的"));
            return Err(Stop::Back);
        }
        for line in listed(choices) {
            self.say(&line);
        }
        loop {
            let typed = self.ask_choice(&format!("{question}（1 至 {}，回车返回）：", choices.len()))?;
            if typed.is_empty() {
                return Err(Stop::Back);
            }
            let digits = typed::in_digits(&typed);
            let number = digits.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let named = || choices.iter().position(|choice| typed::normal(choice) == typed);
            // 三村 is 3村, as it is in sheets.
            let spelt = || choices.iter().position(|choice| typed::in_digits(choice) == digits);
            match number.filter(|number| *number < choices.len()).or_else(named).or_else(spelt) {
                Some(choice) => return Ok(choice),
                None => self.say(&format!("没有“{typed}”这一项")),
            }
        }
    }

    /// A month; Enter takes the one that is offered.
    pub(super) fn ask_month(&mut self, offered: Month) -> Asked<Month> {
        loop {
            let typed = self.ask_choice(&format!("月份（回车为 {offered}）："))?;
            if typed.is_empty() {
                self.month = Some(offered);
                return Ok(offered);
            }
            match month(&typed, Some(offered.year())) {
                Some(month) => {
                    self.month = Some(month);
                    return Ok(month);
                }
                None => self.say(&format!("“{typed}”不是月份，请写 3 或 2024-03")),
            }
        }
    }

    /// A period; Enter takes the month that is offered.
    pub(super) fn ask_period(&mut self, offered: Month) -> Asked<Period> {
        let year = offered.year();
        self.say(&format!("考核期：月份写 3，季度写 Q1，半年写 H1，全年写 {year}"));
        loop {
            let typed = self.ask_choice(&format!("考核期（回车为 {offered}）："))?;
            if typed.is_empty() {
                return Ok(Period::of_month(offered));
            }
            match period(&typed, year) {
                Some(period) => return Ok(period),
                None => self.say(&format!("“{typed}”不是考核期")),
            }
        }
    }

    /// Whether the first of two is meant, which Enter takes; 0 goes back.
    pub(super) fn enter_or_two(&mut self, first: &str, second: &str) -> Asked<bool> {
        loop {
            let typed = self.ask_choice(&format!("回车 {first}，2 {second}，0 返回："))?;
            match typed.as_str() {
                "" | "1" => return Ok(true),
                "2" => return Ok(false),
                "0" => return Err(Stop::Back),
                other => self.say(&format!("没有“{other}”这一项")),
            }
        }
    }

    /// Whether the user agrees; what is neither is asked again.
    pub(super) fn agrees(&mut self, question: &str) -> Asked<bool> {
        loop {
            let typed = self.ask_choice(&format!("{question}（1 是，回车 不）："))?;
            match typed.to_ascii_lowercase().as_str() {
                "1" | "是" | "y" | "yes" => return Ok(true),
                "" | "0" | "2" | "不" | "否" | "n" | "no" => return Ok(false),
                other => self.say(&format!("没有“{other}”这一项")),
            }
        }
    }
}

/// Numbered, several on a line.
fn listed(choices: &[String]) -> Vec<String> {
    let numbered: Vec<String> =
        choices.iter().zip(1..).map(|(choice, number)| format!("{number:>3}  {choice}")).collect();
    let width = numbered.iter().map(|one| text::width(one)).max().unwrap_or(0) + 2;
    let on_a_line = (78 / width).max(1);
    let lines = numbered.chunks(on_a_line);
    lines
        .map(|line| line.iter().map(|one| text::padded(one, width)).collect::<String>().trim_end().to_owned())
        .collect()
}

/// A period with its year, or without: `3`, `Q1`, `1季度`, `H1`, `上半年`, `全年`, `年度`.
fn period(typed: &str, year: i16) -> Option<Period> {
    let of_year = || {
        let behind = typed.strip_prefix('年').unwrap_or(typed);
        typed::period(&format!("{year:04}年{behind}"))
    };
    let of_month = || month(typed, Some(year)).map(Period::of_month);
    typed::period(typed).or_else(of_year).or_else(of_month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_people_type_them() {
        for (typed, meant) in [
            ("3", "2024-03"),
            ("q1", "2024-Q1"),
            ("1季度", "2024-Q1"),
            ("第二季度", "2024-Q2"),
            ("H2", "2024-H2"),
            ("上半年", "2024-H1"),
            ("全年", "2024"),
            ("年度", "2024"),
            ("2023年上半年", "2023-H1"),
            ("三季度", "2024-Q3"),
            ("３", "2024-03"),
            ("3月份", "2024-03"),
            ("2024.3", "2024-03"),
            ("2023", "2023"),
            ("2023-Q4", "2023-Q4"),
            ("2023年12月", "2023-12"),
        ] {
            assert_eq!(period(typed, 2024), Period::parse(meant), "{typed}");
        }
        assert_eq!(period("Q5", 2024), None);
    }

    #[test]
    fn choices_stand_in_columns() {
        let choices = ["党建办", "1村"].map(str::to_owned);
        assert_eq!(listed(&choices), ["  1  党建办    2  1村"]);
    }
}
