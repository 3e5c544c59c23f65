//! What a batch says on the console: a short table of townships; of many, the totals and those with problems only.

use super::About;
use super::{held, remark};
use crate::batch::{Totals, Township};
use crate::report::document::{Column, Document, Section};
use crate::report::words;

/// Of more townships than this only those with errors are listed.
const FEW: usize = 50;

/// So many with errors are listed; the others are counted.
const LISTED: usize = 50;

/// The rows that are to be shown, while the townships pass by.
pub struct Brief {
    about: About,
    /// Whether all are listed.
    all: bool,
    rows: Vec<Vec<String>>,
    /// Those with errors that are not listed.
    more: usize,
    /// The first problem of those with errors.
    problems: Vec<Vec<String>>,
}

impl Brief {
    /// For the townships of a folder.
    pub fn new(about: &About) -> Self {
        let all = about.townships <= FEW;
        Self { about: about.clone(), all, rows: Vec::new(), more: 0, problems: Vec::new() }
    }

    /// Adds a township.
    pub fn add(&mut self, township: &Township) {
        if township.errors > 0 {
            if self.problems.len() < LISTED {
                self.problems.push(problem(township));
            } else {
                self.more += 1;
            }
        }
        if self.all {
            self.rows.push(row(township));
        }
    }

    /// The sums of money; nothing where no township has any to show.
    fn money(totals: &Totals) -> Option<String> {
        if totals.townships == totals.withheld {
            return None;
        }
        let Some(money) = totals.all.money else {
            return Some("资金合计过大，无法精确计算，没有列".to_owned());
        };
        let [fines, awards, prizes, total] =
            [money.fines, money.awards, money.prizes, money.total].map(words::figure);
        let drafts = match totals.drafts {
            0 => String::new(),
            drafts => format!("（其中{drafts}个乡镇未定稿）"),
        };
        Some(format!("资金（元）：扣款{fines}，奖补{awards}，奖金{prizes}，合计{total}{drafts}"))
    }

    /// The document.
    pub fn document(self, totals: &Totals) -> Document {
        let mut notes = vec![counts(totals)];
        notes.extend(Self::money(totals));
        notes.extend(self.about.passed_over());
        notes.extend(super::of_the_run(totals));
        if !self.all {
            notes.push(format!("超过{FEW}个乡镇，这里只列有错误的；每个乡镇都在汇总.xlsx里"));
        }
        if self.about.comparable.is_some() {
            let mut told = vec!["各村的合并排名在汇总.xlsx的“合并排名”表里".to_owned()];
            told.push("在本乡镇因否决不排名或排在末位的，列在最后，不排名次".to_owned());
            told.extend(super::ranked_with_care(totals));
            notes.push(told.join("；"));
        }
        let columns = vec![
            Column::text("乡镇").key(),
            Column::figure("村"),
            Column::text("最高").tight(),
            Column::text("最低").tight(),
            Column::figure("相差"),
            Column::figure("错误"),
            Column::figure("提醒"),
            Column::text("说明"),
        ];
        let named = vec![Column::text("乡镇").key(), Column::figure("错误"), Column::prose("第一个问题")];
        let mut problems = Section::new("有错误的乡镇").table(named, self.problems);
        if self.more > 0 {
            problems.paragraphs.push(format!("另有 {} 个乡镇有错误，见汇总.xlsx", self.more));
        }
        let rows = Section::new("各乡镇").table(columns, self.rows);
        let sections = [rows, problems].into_iter().filter(|section| section.table.is_some());
        Document { title: self.about.title(), notes, sections: sections.collect() }
    }
}

fn counts(totals: &Totals) -> String {
    let shown = totals.shown();
    if shown == 0 {
        let townships = totals.townships;
        return format!("{townships}个乡镇都有错误、没有列数；先看第一个问题，考核期是否写错");
    }
    let mut text = format!("{}个乡镇", totals.townships);
    if let Some(rulebooks) = totals.rulebooks() {
        text.push_str(&format!("，{rulebooks}种细则"));
    }
    if totals.withheld > 0 {
        text.push_str(&format!("；{}个有错误、未列数；列数的{shown}个", totals.withheld));
    }
    text.push_str(&match totals.all.villages {
        0 => format!("，共{}名村干部", totals.cadres),
        villages => format!("，共{villages}个村"),
    });
    if totals.drafts > 0 {
        text.push_str(&format!("，其中{}个乡镇未定稿", totals.drafts));
    }
    text
}

fn row(township: &Township) -> Vec<String> {
    let figures = township.figures.as_ref();
    vec![
        township.name.clone(),
        figures.map_or_else(String::new, |figures| figures.villages.to_string()),
        held(figures.and_then(|figures| figures.best.as_ref())),
        held(figures.and_then(|figures| figures.lowest.as_ref())),
        figures.and_then(|figures| figures.spread).map(words::figure).unwrap_or_default(),
        township.errors.to_string(),
        township.warnings.to_string(),
        remark(township).to_owned(),
    ]
}

fn problem(township: &Township) -> Vec<String> {
    let first = township.problems.first();
    let first = first.map(|first| match first.place.as_str() {
        "" => first.message.clone(),
        place => format!("{place}：{}", first.message),
    });
    vec![township.name.clone(), township.errors.to_string(), first.unwrap_or_default()]
}
