//! What keeps a set from being final, each with what closes it.

use super::Request;
use crate::period::chinese_date;
use crate::publication::manuscript;
use crate::publication::order::OPEN_MARK;
use crate::report::json::{self, Results};
use crate::report::paper::{Medium, Paper};
use crate::rulebook::AudienceKind;

/// Everything that keeps a set from being final.
pub(super) fn reasons_against(request: &Request<'_>, papers: &[(String, Paper)]) -> Vec<String> {
    let Request { order, assessment, .. } = *request;
    if !order.is_final {
        return odd_dates(request);
    }
    let mut reasons = Vec::new();
    if assessment.draft {
        reasons.push("数据或细则还有错误，成绩未定稿".to_owned());
    }
    reasons.extend(odd_dates(request));
    if order.date.is_none() {
        reasons.push("没有写成文日期：加 --date".to_owned());
    }
    if !order.has_own_figures {
        reasons.extend(strange_figures(request).into_iter().map(|figure| {
            format!("文稿里的“{figure}”在结果里找不到；确实另有来源、已经核对的，加 --own-figures")
        }));
    }
    reasons.extend(open_places(papers));
    reasons
}

/// The places in papers that wait for somebody, each with what closes it.
pub(super) fn open_places(papers: &[(String, Paper)]) -> Vec<String> {
    let texts = papers.iter().flat_map(|(_, paper)| paper.texts(Medium::Print));
    let mut open: Vec<String> = texts.flat_map(|text| marks(&text.shown())).collect();
    open.sort();
    open.dedup();
    open.into_iter().map(|mark| format!("还有待定的地方：{mark}{}", how_to_close(&mark))).collect()
}

/// Points and yuan in what officials wrote that stand nowhere in the result.
fn strange_figures(request: &Request<'_>) -> Vec<String> {
    let Some(manuscript) = &request.order.manuscript else { return Vec::new() };
    let json = json::result(request.assessment, request.diagnostics);
    let period = request.assessment.period;
    let values =
        Results::default().with(period, &json).map(|results| results.all(period)).unwrap_or_default();
    manuscript::strange_figures(manuscript, &values)
}

/// Days that cannot be: signed before the period is over, or objections that end before they begin.
fn odd_dates(request: &Request<'_>) -> Vec<String> {
    let Request { order, assessment, .. } = *request;
    let last = assessment.period.last_day();
    let early = order.date.filter(|date| *date < last);
    // Of what is final the date is that of its signing, when the days for objections are over.
    let is_posted = !order.is_final && request.audience == AudienceKind::Public;
    let days = order.date.zip(order.objections_until).filter(|_| is_posted);
    let reversed = days.filter(|(from, until)| until < from);
    let early = early.map(|_| format!("成文日期早于考核期的最后一天（{}）", chinese_date(last)));
    let reversed = reversed.map(|_| "公示的最后一天早于公示日期".to_owned());
    early.into_iter().chain(reversed).collect()
}

/// The places in a text that wait for somebody.
fn marks(text: &str) -> Vec<String> {
    let mut marks = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(OPEN_MARK) {
        let from = rest.get(start..).unwrap_or_default();
        let end = from.find('】').map_or(from.len(), |end| end + '】'.len_utf8());
        let (mark, after) = from.split_at_checked(end).unwrap_or((from, ""));
        marks.push(mark.to_owned());
        rest = after;
    }
    marks
}

/// What closes a place that waits.
fn how_to_close(mark: &str) -> &'static str {
    match mark {
        "【文号】" => "，加 --number",
        "【成文日期】" | "【公示日期】" => "，加 --date",
        "【公示期间的异议及处理情况】" => "，加 --objections（没有异议的写“没有收到异议”）",
        "【待核改】" => "，草稿里工作亮点、存在问题、下步要求改好后加 --manuscript 改好的文件",
        _ => "，请在草稿里改好",
    }
}
