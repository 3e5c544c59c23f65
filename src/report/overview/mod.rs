//! What an official wants to see of a period: places, losses, money, prizes, what is to be decided.
//!
//! Holds personal deductions and payments: for use inside the office. Words and order only, no arithmetic.

pub(super) mod follow;
mod losses;
mod parts;
pub(super) mod ranking;

use super::document::{Document, Section};
use super::numerals::numeral;
use super::words;
use crate::analysis::lowering::Remeasured;
use crate::engine::assessment::{Assessment, ItemResult, PostingKind};
use crate::period::chinese_date;

/// The overview of an assessment; of the rules that measure again, what they took in all is told.
pub fn overview(assessment: &Assessment, rules: &Remeasured<'_>) -> Document {
    let sections = ranking::sections(assessment)
        .into_iter()
        .chain(parts::sections(assessment))
        .chain(losses::of_villages(assessment, rules))
        .chain(losses::of_cadres(assessment, rules))
        .chain(follow::money(assessment))
        .chain(follow::bands(assessment))
        .chain(follow::prizes(assessment))
        .chain(follow::actions(assessment));
    let mut sections: Vec<Section> = sections.collect();
    for (section, number) in sections.iter_mut().zip(1..) {
        section.heading = format!("{}、{}", numeral(number), section.heading);
    }
    sections.push(footnotes(assessment));
    sections.extend(ranking::in_short(assessment));
    Document { title: title(assessment, "考核情况"), notes: notes(assessment), sections }
}

/// The title of any paper on an assessment; says so if it is a draft.
pub(super) fn title(assessment: &Assessment, what: &str) -> String {
    let draft = if assessment.draft { words::DRAFT } else { "" };
    format!("{} {} {what}{draft}", assessment.title, assessment.period.chinese())
}

/// What the figures rest on: one line.
pub(super) fn basis(assessment: &Assessment) -> String {
    let as_of = chinese_date(assessment.period.last_day());
    let villages = match assessment.villages.len() {
        0 => format!("参加考核{}名村干部", assessment.cadres.len()),
        count => format!("参加考核{count}个村"),
    };
    format!("截至{as_of}；细则版本：{}；{villages}", assessment.version)
}

fn notes(assessment: &Assessment) -> Vec<String> {
    let mut notes = vec![basis(assessment)];
    if assessment.draft {
        notes.push("未定稿：数据或细则还有错误，所列数字不得对外使用".to_owned());
    }
    notes.push("含个人扣分和资金明细，限内部使用".to_owned());
    notes
}

fn footnotes(assessment: &Assessment) -> Section {
    let figures = if is_rounded(assessment) {
        "得分先按细则四舍五入再计入、再排名，其余计算用精确数，印出时四舍五入到两位小数。"
    } else {
        "计算和排名用精确数（除不尽的取12位小数），只在印出时四舍五入到两位小数。"
    };
    Section::new("说明")
        .paragraph(words::ties(assessment, &assessment.standings))
        .paragraph("“以上”“以下”“以内”都含本数。")
        .paragraph(figures)
}

/// Whether rounding made any score another than it would be.
pub(super) fn is_rounded(assessment: &Assessment) -> bool {
    let villages = assessment.villages.iter().map(|one| (&one.items, &one.postings));
    let cadres = assessment.cadres.iter().map(|one| (&one.items, &one.postings));
    villages.chain(cadres).any(|(items, whole)| {
        let postings = items.iter().flat_map(ItemResult::all_postings).chain(whole);
        postings.into_iter().any(|posting| posting.kind == PostingKind::Rounding)
    })
}
