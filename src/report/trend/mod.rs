//! 走势 in words: over months and years, for the terminal, a spreadsheet and a picture. Every figure comes worked out.
//!
//! A month without data is named and left open, never shown as 0; what is a draft says so; years under different
//! rulebooks stand side by side and say that they cannot be compared.

mod charts;
mod rows;
mod sheets;
mod table;

pub use charts::svg;
pub use rows::csv;
pub(super) use sheets::sheets;
pub use table::document;

use super::{item_state, words};
use crate::analysis::trend::{Edition, Link, Step, Trend, Year};
use crate::engine::assessment::State;
use crate::number::Number;
use crate::period::Month;
use crate::suggest;

/// What stands for a month for which nothing was reported.
const NO_DATA: &str = "无数据";
/// What marks a draft.
const DRAFT: &str = "未定稿";
/// As many digits of a SHA-256 as tell rulebooks apart.
const DIGITS: usize = 12;

/// What the whole is called.
pub(super) fn title(trend: &Trend) -> String {
    let of = trend.only.as_ref().map(|village| format!("（{village}）")).unwrap_or_default();
    format!("{}{}走势{of}", trend.title, trend.period.chinese())
}

/// `2023年度`, `2023年第二季度`
fn year_name(year: &Year) -> String {
    year.whole.period.chinese()
}

/// `3月`, with what has to be known of it.
fn month_name(step: &Step) -> String {
    format!("{}月{}", step.period.last_month().number(), mark(step))
}

/// What is said where no loss is known.
fn no_loss(years: &[Year]) -> &'static str {
    if years.iter().flat_map(|year| &year.months).any(|step| step.has_data) {
        "有数据的月份都没有失分。"
    } else {
        "各月都没有数据。"
    }
}

/// `（无数据）`, `（未定稿）`, or nothing.
fn mark(step: &Step) -> String {
    match (step.has_data, step.draft) {
        (false, _) => format!("（{NO_DATA}）"),
        (true, true) => format!("（{DRAFT}）"),
        (true, false) => String::new(),
    }
}

/// `细则版本 2（0123456789ab）`
fn edition(edition: Option<&Edition>) -> String {
    match edition {
        None => "细则版本不详（history.toml 里只有名次）".to_owned(),
        Some(Edition { version, sha256 }) => {
            format!("细则版本 {version}（校验码 {}）", sha256.get(..DIGITS).unwrap_or(sha256))
        }
    }
}

/// Whether a year may be held against the one before it, with both versions; nothing of the first.
fn link(before: &Year, year: &Year) -> String {
    let verdict = match year.link {
        Link::First => return String::new(),
        Link::Comparable => "可比",
        Link::OtherRulebook => "不可比，细则不同",
        Link::UnknownRulebook => "不可比，有一年的细则不详",
    };
    if before.edition.is_none() && year.edition.is_none() {
        return format!("{}与{}：不可比，两年的细则都不详。", year_name(before), year_name(year));
    }
    let (old, new) = (edition(before.edition.as_ref()), edition(year.edition.as_ref()));
    let both = if old == new { format!("都是{new}") } else { format!("{old} → {new}") };
    format!("{}与{}：{verdict}；{both}。", year_name(before), year_name(year))
}

/// The links of all years.
fn links(trend: &Trend) -> Vec<String> {
    let pairs = trend.years.iter().zip(trend.years.iter().skip(1));
    pairs.map(|(before, year)| link(before, year)).collect()
}

/// What has to be known of the months of every year: which have no data, and how that is `shown`; which are drafts.
fn remarks(trend: &Trend, shown: &str) -> Vec<String> {
    let by_class = trend.by_class.iter().map(|standing| format!("名次是“{standing}”的，各类分别排。"));
    let mut remarks: Vec<String> = by_class.collect();
    let steps = trend.years.iter().flat_map(|year| year.months.iter().chain([&year.whole]));
    let closed: Vec<State> = steps.flat_map(|step| &step.points).filter_map(|point| point.closed).collect();
    if closed.contains(&State::NotDue) {
        remarks.push(format!("{}。", item_state::NOT_DUE));
    }
    if closed.iter().any(|state| state.stopped().is_some()) {
        remarks.push(format!("{}。", item_state::STOPPED));
    }
    for year in &trend.years {
        let listed = |months: Vec<Month>| {
            let names: Vec<String> = months.iter().map(|month| format!("{}月", month.number())).collect();
            suggest::listed(names.iter().map(String::as_str))
        };
        let (missing, drafts) = (year.missing(), year.drafts());
        if !missing.is_empty() {
            let named = listed(missing);
            remarks.push(format!("{}没有数据的月份：{named}，{shown}，不当作0。", year_name(year)));
        }
        if !drafts.is_empty() {
            let named = listed(drafts);
            remarks.push(format!(
                "{}未定稿的月份：{named}，材料或细则里有错误，改好以前只供参考。",
                year_name(year)
            ));
        }
        if year.whole.draft {
            remarks.push(format!("{}整期未定稿。", year_name(year)));
        }
    }
    remarks
}

/// Points that were lost; a stroke where none were.
fn lost(amount: Number) -> String {
    if amount.is_zero() { "-".to_owned() } else { words::figure(amount) }
}
