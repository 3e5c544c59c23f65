//! What each kind of rule does at its edges, shown by rulebooks of one item. Expected values are worked out by hand.

mod absent;
mod accounts;
mod advances;
mod again;
mod amended;
mod among_villages;
mod below_zero;
mod counted_each;
mod duties;
mod events;
mod figures;
mod in_force;
mod left_before_due;
mod left_behind;
mod matters;
mod merged_matters;
mod merged_measures;
mod merged_rows;
mod merged_told;
mod mid_year;
mod money_of_gone;
mod pay;
mod pay_of_gone;
mod pay_rates;
mod pay_shares;
mod places;
mod quotients;
mod raised_floors;
mod raters;
mod reading;
mod replaced_mid_year;
mod shorter;
mod states;
mod stopped;
mod takes;

use cunkao::diagnostic::{Code, Diagnostics};
use cunkao::engine::{self, assessment::Assessment, assessment::ItemResult};
use cunkao::number::Number;
use cunkao::period::Period;
use cunkao::records::Records;
use cunkao::rulebook::{self, Rulebook};

/// Head of a rulebook; a village counts for 10 points.
pub(crate) const HEAD: &str = r#"title = "样本"
version = "1"
posts = ["主任", "会计"]

[village]
name = "考核"
clause = "一"
points = 10
combine = "sum"
floor = "none"
cap = "none"
round = "exact"

[[standing]]
id = "overall"
name = "排名"
node = "village"
group = "all"
ties = "share-and-skip"
"#;

/// The only item, of 10 points that are there from the start, with one rule; `keys` are more of the item's.
pub(crate) fn item(keys: &str, rule: &str) -> String {
    let account = if keys.contains("accrue") { "" } else { "accrue = \"year\"\n" };
    format!(
        "{HEAD}\n[[item]]\nid = \"only\"\nname = \"项目\"\nclause = \"一（一）\"\nsubject = \"village\"\npoints = 10\n\
         opens = \"full-mark\"\nfloor = \"none\"\ncap = \"none\"\n{account}{keys}\n[[item.rule]]\nid = \"rule\"\n{rule}\n"
    )
}

/// Monthly papers of 10, from which a noise takes a point, beside a yearly one of 10, each with what it counts for.
const PAPERS: &str = r#"[[part]]
id = "monthly"
name = "月卷"
clause = "一（一）"
subject = "village"
{share-of-months}
points = 10
combine = "sum"
floor = "none"
cap = "none"
accrue = "month"
rollup = "mean"
absent = "error"

[[item]]
id = "order"
name = "秩序"
clause = "一（一）"
subject = "village"
under = "monthly"
points = 10
opens = "full-mark"
floor = "none"
cap = "none"

[[item.rule]]
id = "noise"
kind = "per-event"
event = "吵闹"
person = "none"
each = "time"
deduct = 1
charge = "village"

[[item]]
id = "yearly"
name = "年卷"
clause = "一（二）"
subject = "village"
{share-of-year}
points = 10
opens = "nothing"
accrue = "year"
floor = "zero"
cap = 10
when-not-applicable = "exclude"
when-not-reported = "error"

[[item.rule]]
id = "mark"
kind = "entered"
mark = "年卷评分"
given-by = "领导小组"
at-least = 0
at-most = 10
by = "12-31"
"#;

/// The same with what each counts for.
pub(crate) fn papers(months: &str, year: &str) -> String {
    PAPERS.replace("{share-of-months}", months).replace("{share-of-year}", year)
}

/// A rulebook, if it can be read, and what is said of it.
pub(crate) fn load(text: &str) -> (Option<Rulebook>, Diagnostics) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    std::fs::write(&path, text).unwrap();
    rulebook::load(&path, folder.path())
}

/// What is said under a code.
pub(crate) fn said(found: &Diagnostics, code: Code) -> Vec<String> {
    found.iter().filter(|one| one.code == code).map(|one| one.message.clone()).collect()
}

/// A rulebook and facts to judge.
pub(crate) struct Case {
    pub(crate) rulebook: Rulebook,
    pub(crate) records: Records,
}

impl Case {
    /// The facts are written as the keys of an example of 2024.
    pub(crate) fn new(scheme: &str, facts: &str) -> Self {
        let example =
            format!("\n[[example]]\nname = \"例\"\nperiod = \"2024\"\n{facts}\nexpect = [{{ score = 0 }}]\n");
        let (rulebook, found) = load(&format!("{scheme}{example}"));
        let rulebook = rulebook.unwrap_or_else(|| panic!("{found:?}"));
        let records = rulebook.examples[0].records.clone();
        Self { rulebook, records }
    }

    pub(crate) fn at(&self, period: &str) -> (Assessment, Diagnostics) {
        engine::assess(&self.rulebook, &self.records, Period::parse(period).unwrap())
    }

    /// The score of the first village.
    pub(crate) fn score(&self, period: &str) -> String {
        shown(self.at(period).0.villages[0].score)
    }

    /// The first village's item.
    pub(crate) fn item(&self, period: &str) -> ItemResult {
        self.at(period).0.villages[0].items[0].clone()
    }

    /// What is said under a code.
    pub(crate) fn said(&self, period: &str, code: Code) -> Vec<String> {
        said(&self.at(period).1, code)
    }
}

pub(crate) fn shown(score: Option<Number>) -> String {
    score.map_or_else(|| "未报".to_owned(), |score| score.to_string())
}
