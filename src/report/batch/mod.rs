//! What a batch hands out: the workbook's rows and the page, the lines for a terminal, and tidy tables for data engines.
//!
//! Everything goes out township by township, so that nothing is kept of those that have passed.

mod brief;
mod page;
mod rows;
pub mod tidy;

pub use brief::Brief;
pub use page::Page;
pub(super) use rows::{
    PROBLEM_TITLES, RANKING_TITLES, TITLES, foot, problems, ranking, ranking_basis, row, totals_of,
    where_all_are,
};

use super::words;
use crate::batch::{Asides, Completeness, Figures, Held, Holder, RulebookName, Totals, Township};
use crate::period::Period;

/// What a batch is about, for titles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The period.
    pub period: Period,
    /// How many townships were found.
    pub townships: usize,
    /// The name of the folder that was searched.
    pub folder: String,
    /// The folders that were passed over.
    pub asides: Asides,
    /// Whether townships with errors are shown all the same.
    pub with_drafts: bool,
    /// On whose word the rulebooks can be compared, where the villages are ranked together.
    pub comparable: Option<String>,
}

impl About {
    pub(in crate::report) fn title(&self) -> String {
        let drafts = if self.with_drafts { "（有错误的为未定稿）" } else { "" };
        format!("{} 各乡镇考核情况汇总{drafts}", self.period.chinese())
    }

    pub(in crate::report) fn basis(&self) -> String {
        let compared = match &self.comparable {
            Some(word) => format!("“各地细则可以比较”由{word}认定，程序没有核对"),
            None => "不同细则的分数不能互相比较".to_owned(),
        };
        let Self { folder, townships, .. } = self;
        format!(
            "文件夹“{folder}”下共{townships}个工作区，各按自己的细则计分；{compared}。含资金情况，限内部使用"
        )
    }

    /// The folders that were passed over, on one line.
    pub fn passed_over(&self) -> Option<String> {
        let told = self.asides.told().map(|aside| format!("{}（{}）", aside.name, aside.why.chinese()));
        listed("没有算的文件夹", told, self.asides.more())
    }
}

/// Who stands in the joint ranking, and should not be taken for one of many: townships whose result is no result yet, and
/// those that are there twice.
pub(super) fn ranked_with_care(totals: &Totals) -> Vec<String> {
    let mut told = Vec::new();
    if totals.scored_drafts > 0 {
        told.push(format!("{}个乡镇未定稿，它们的村也排在里面，合并名次只供参考", totals.scored_drafts));
    }
    let (named, more) = totals.copies();
    let copies = named.len().saturating_add(more);
    if copies > 0 {
        told.push(format!("{copies}个乡镇与前面的完全相同，它们的村各占名次，要剔除重复的重排"));
    }
    told
}

/// What is to be known of the run as a whole, a line each: who vanished on the way, and who is there twice.
pub(super) fn of_the_run(totals: &Totals) -> Vec<String> {
    [missing(totals), twice(COPIES, totals.copies()), twice(ALIKE, totals.alike())]
        .into_iter()
        .flatten()
        .collect()
}

const COPIES: &str = "表格与前面的乡镇完全相同、合计里重复计算的";
const ALIKE: &str = "花名册与前面的乡镇完全相同的（像是备份，合计里照样计算；是备份的移走再算）";

/// The townships that were there when the run began, and were gone when their turn came.
fn missing(totals: &Totals) -> Option<String> {
    let (count, gone) = totals.missing();
    if count == 0 {
        let names = gone.told().map(|aside| aside.name.clone());
        return listed("算到时已经不在、没有算的文件夹", names, gone.more());
    }
    let names: Vec<_> = gone.told().map(|aside| aside.name.as_str()).collect();
    let names =
        if names.is_empty() { String::new() } else { format!("，不在的有{}", names.join("、")) };
    let (begun, passed) = (totals.begun(), totals.townships);
    Some(format!(
        "开始时有{begun}个乡镇，只算了{passed}个：其余{count}个算到时已经不在（文件夹移走、改了名，或所在的盘断开了）{names}。要重新算。"
    ))
}

/// Townships that are there twice, on one line.
fn twice(what: &str, (named, more): (&[(String, String)], usize)) -> Option<String> {
    listed(what, named.iter().map(|(name, first)| format!("{name}（与{first}相同）")), more)
}

/// How many townships show no figures, and how many show drafts; nothing where there are none.
pub(super) fn incomplete(totals: &Totals) -> String {
    let withheld = (totals.withheld > 0).then(|| format!("{}个未列数", totals.withheld));
    let drafts = (totals.drafts > 0).then(|| format!("{}个未定稿", totals.drafts));
    withheld.into_iter().chain(drafts).collect::<Vec<_>>().join("，")
}

/// Names on one line, the first few; nothing without any.
fn listed(what: &str, named: impl Iterator<Item = String>, more: usize) -> Option<String> {
    let named: Vec<_> = named.collect();
    let more = if more > 0 { format!("，另有 {more} 个") } else { String::new() };
    (!named.is_empty()).then(|| format!("{what}：{}{more}。", named.join("、")))
}

/// `1村、2村、3村等5个村`
fn holders(held: &Held) -> String {
    names(held, |holder| holder.village.clone())
}

/// The same for people to read: `1村（否决）、2村`
fn marked_holders(held: &Held) -> String {
    names(
        held,
        |Holder { village, is_vetoed }| {
            if *is_vetoed { format!("{village}（否决）") } else { village.clone() }
        },
    )
}

fn names(held: &Held, name: impl Fn(&Holder) -> String) -> String {
    let names = held.villages.iter().map(name).collect::<Vec<_>>().join("、");
    if held.count > held.villages.len() { format!("{names}等{}个村", held.count) } else { names }
}

/// What is to be known of a township's figures.
fn remark(township: &Township) -> &'static str {
    let only_cadres = |figures: &Figures| figures.villages == 0 && figures.cadres > 0;
    match township.completeness {
        Completeness::Whole if !township.problems.is_empty() => "有没读的文件夹",
        Completeness::Whole if township.figures.as_ref().is_some_and(only_cadres) => "只考核村干部",
        Completeness::Whole => "",
        Completeness::Draft => "未定稿",
        Completeness::Withheld => "未列数",
    }
}

/// Title and version, the title alone where there is no version.
fn rulebook(rulebook: Option<&RulebookName>) -> String {
    match rulebook {
        None => String::new(),
        Some(RulebookName { title, version, .. }) if version.is_empty() => title.clone(),
        Some(RulebookName { title, version, .. }) => format!("{title}（{version}）"),
    }
}

/// A score and who holds it, for print: `3村 98.50`.
fn held(held: Option<&Held>) -> String {
    held.map_or_else(String::new, |one| format!("{} {}", marked_holders(one), words::figure(one.score)))
}
