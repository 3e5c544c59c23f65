//! What keeps a period from being sealed: every reason at once, each with what mends it. Pure: it is given what was
//! read.

use super::finals::{self, told_last};
use super::issue::{PlacedIssue, Stage};
use super::known::Readiness;
use super::manifest::Meeting;
use super::posting;
use super::store::{Flaw, comes_before};
use crate::diagnostic::{Code, Severity};
use crate::period::{Date, Length, Month, Period, chinese_date, days_from};
use crate::report::json;
use crate::returns::{self, Returns};
use crate::rulebook::{Sealing, StandsAfter};
use crate::workspace::Worked;

/// Everything that keeps a period from being sealed.
pub fn reasons_against(readiness: &Readiness<'_>) -> Vec<String> {
    let period = readiness.worked.assessment.period;
    let sealings = &readiness.worked.rulebook.sealings;
    let Some(sealing) = sealings.iter().find(|sealing| sealing.span == period.length()) else {
        return vec![undeclared(period, sealings)];
    };
    let mut reasons: Vec<String> = data(readiness).into_iter().collect();
    reasons.extend(columns(readiness));
    reasons.extend(seals(readiness, period));
    reasons.extend(missing_returns(readiness, period));
    reasons.extend(open_objections(readiness));
    if !readiness.is_correction {
        reasons.extend(open_objections_within(readiness));
        reasons.extend(publication(readiness, sealing));
    }
    reasons.extend(readiness.flaws.iter().map(Flaw::words));
    reasons.extend(approval(readiness, sealing));
    reasons.extend(clock(readiness, period));
    reasons
}

/// What is odd and keeps nothing back.
pub fn doubts(readiness: &Readiness<'_>) -> Vec<String> {
    let of_meeting = finals::doubts(readiness).filter(|_| !readiness.is_correction);
    let promised = promised(readiness);
    let early = posting::final_before_its_end(readiness).filter(|_| !readiness.is_correction);
    doubts_of_the_meeting(readiness).into_iter().chain(of_meeting).chain(promised).chain(early).collect()
}

/// What was promised to objections since they were raised, where nothing came of it; and what moved though they were denied.
fn promised(readiness: &Readiness<'_>) -> Vec<String> {
    if readiness.is_correction || !readiness.issues.iter().any(PlacedIssue::is_posting) {
        return Vec::new();
    }
    let now = json::result(&readiness.worked.assessment, readiness.diagnostics);
    let mut doubts = posting::nothing_came_of(readiness, &now);
    doubts.extend(posting::moved_though_denied(readiness, &now));
    doubts
}

/// No rulebook says whether the meeting sits before the posting or after it, and what came after it may have changed
/// nothing.
fn doubts_of_the_meeting(readiness: &Readiness<'_>) -> Vec<String> {
    let Some(Meeting { day, .. }) = readiness.approval.and_then(|approval| approval.meeting.as_ref()) else {
        return Vec::new();
    };
    let Worked { rulebook, records, assessment } = readiness.worked;
    let period = assessment.period;
    let months: Vec<Month> = period.parts(Length::Month).map(Period::last_month).collect();
    let receipts = records.receipts.iter().filter(|receipt| months.contains(&receipt.month));
    let received = receipts.map(|receipt| receipt.received.day).max().filter(|received| received > day);
    let received = received.map(|received| {
        let days = (chinese_date(*day), chinese_date(received));
        format!("会议日期（{}）早于收到最后一份材料的日期（{}）", days.0, days.1)
    });
    let is_posted =
        rulebook.sealings.iter().any(|sealing| sealing.span == period.length() && sealing.is_posted);
    let posted = readiness.issues.iter().rfind(|placed| placed.is_posting()).filter(|_| is_posted);
    let posted = posted.and_then(|posted| posting::is_after(posted, *day));
    let posted = posted.map(|after| format!("会议日期（{}）早于公示（{after}）", chinese_date(*day)));
    received.into_iter().chain(posted).map(|doubt| format!("{doubt}：核对会议日期")).collect()
}

fn undeclared(period: Period, sealings: &[Sealing]) -> String {
    let span = period.length().chinese();
    if sealings.is_empty() {
        format!(
            "细则没有 [[sealing]]：哪些考核期封存、之前要不要公示、经谁同意。把下面几行抄到 rulebook.toml 末尾再改：\n{}",
            Sealing::SAMPLE
        )
    } else {
        format!("细则的 [[sealing]] 没有写“{span}”要封存")
    }
}

/// Files that are missing, unread or unrecognised, and every other error: they have been listed already.
fn data(readiness: &Readiness<'_>) -> Option<String> {
    let errors = readiness.diagnostics.count(Severity::Error);
    (errors > 0).then(|| format!("还有 {errors} 个错误，已列在上面"))
}

/// Columns that nobody read, unless the office has said that it knows: what stands in them may have been meant.
fn columns(readiness: &Readiness<'_>) -> impl Iterator<Item = String> {
    let unread = readiness
        .diagnostics
        .iter()
        .filter(|problem| problem.code == Code::ColumnUnknown && problem.severity == Severity::Warning);
    unread.map(|problem| {
        format!("{}：{}；删掉这一列，或在细则里写 [[accepts]]", problem.location, problem.message)
    })
}

/// What must have been sealed before: in the order of their last days, the shorter first.
fn seals(readiness: &Readiness<'_>, period: Period) -> Vec<String> {
    // What is corrected was sealed once, by what had to be sealed before it then.
    if readiness.is_correction {
        return Vec::new();
    }
    let mut reasons = Vec::new();
    if let Some(seal) = readiness.seals.of(period) {
        reasons.push(format!("{period} 已经封存（{}）；要更正的用 correct（更正）", seal.manifest.folder()));
    }
    let spans = readiness.worked.rulebook.sealings.iter().map(|sealing| sealing.span);
    let mut before: Vec<Period> = spans.flat_map(|span| span.periods(period.year())).collect();
    // Before the scheme begins nothing is owed, and nothing is sealed.
    let begins = readiness.worked.rulebook.declarations.begins(period.year());
    before.retain(|other| {
        comes_before(*other, period)
            && begins.is_none_or(|first| first <= other.last_day())
            && readiness.seals.of(*other).is_none()
    });
    before.sort_by_key(|other| (other.last_day(), other.length()));
    if !before.is_empty() {
        let names: Vec<String> = before.iter().map(ToString::to_string).collect();
        reasons.push(format!("前面的 {} 还没有封存", names.join("、")));
    }
    reasons
}

/// Who owes a file, and has neither sent one nor reported 零.
fn missing_returns(readiness: &Readiness<'_>, period: Period) -> Vec<String> {
    let Worked { rulebook, records, .. } = readiness.worked;
    let months = period.parts(Length::Month).map(Period::last_month);
    let told = |returns: &Returns| {
        let names: Vec<String> = returns.missing(period.length()).into_iter().map(str::to_owned).collect();
        (!names.is_empty()).then(|| {
            let (some, month) = (posting::some_of(&names), returns.month);
            format!("{month}：{some} 没有报表，也没有零报告；全部见 check --month {month}")
        })
    };
    returns::returns_of(rulebook, records, months).iter().filter_map(told).collect()
}

fn open_objections(readiness: &Readiness<'_>) -> Vec<String> {
    match readiness.objections {
        Err(problem) => vec![problem.clone()],
        Ok(objections) => objections
            .iter()
            .filter(|objection| objection.is_open())
            .map(|objection| format!("{}还没有处理结果和处理人", objection.words()))
            .collect(),
    }
}

/// What was raised of a month or quarter after its seal moves nothing there; that the year is made final with it
/// undecided is for the office to know before, and not after.
fn open_objections_within(readiness: &Readiness<'_>) -> impl Iterator<Item = String> {
    readiness.objections_within.iter().flat_map(|(period, objections)| match objections {
        Err(problem) => vec![problem.clone()],
        Ok(objections) => objections
            .iter()
            .filter(|objection| objection.is_open())
            .map(|objection| {
                let number = &objection.number;
                format!(
                    "{period} 的{}还没有处理结果和处理人：objections --period {period} --decide {number}（异议）写明怎样处理",
                    objection.words()
                )
            })
            .collect(),
    })
}

/// Where papers are published at all: the last set must be final, from this very result, after its posting.
fn publication(readiness: &Readiness<'_>, sealing: &Sealing) -> Vec<String> {
    let Worked { rulebook, assessment, .. } = readiness.worked;
    let Some(declared) = &rulebook.publication else {
        let missing = "细则的 [[sealing]] 要公示，而没有 [publication]，发布不了：补上 [publication]，或写 posting = \"none\"";
        return sealing.is_posted.then(|| missing.to_owned()).into_iter().collect();
    };
    let result = json::result(assessment, readiness.diagnostics);
    let mut reasons = Vec::new();
    match told_last(readiness) {
        None => {
            let how = if readiness.is_internal {
                "internal --final（发布、内部、定稿；没有可以对外公布的内容）"
            } else {
                "public --final（发布、公开、定稿）"
            };
            reasons.push(format!("还没有发布：先 publish --audience {how}"));
        }
        Some(last) if last.issue.stage != Stage::Final => reasons.push(format!(
            "最后一次发布（{}）还是{}，待定的地方（如【待核改】）定下来以后，加 --final --date 日期 再发布",
            last.folder,
            last.issue.stage.chinese()
        )),
        Some(_) => {}
    }
    reasons.extend(finals::outdated(readiness, &result));
    if sealing.is_posted {
        match readiness.issues.iter().rfind(|placed| placed.is_posting()) {
            None if readiness.is_internal => reasons.push(
                "细则的 [[sealing]] 要公示（posting = \"required\"），而没有可以给公众看的内容：在 id = \"public\" 的 [[audience]] 的 fields 里加上得分，或写 posting = \"none\""
                    .to_owned(),
            ),
            None => reasons.push("还没有公示：publish --audience public --date 公示日期".to_owned()),
            Some(posted) => {
                reasons.extend(posting::is_not_over(posted, declared.objection_days, readiness.now));
                reasons.extend(posting::has_changed(readiness, posted, &result));
            }
        }
    }
    reasons
}

fn approval(readiness: &Readiness<'_>, sealing: &Sealing) -> Vec<String> {
    let period = readiness.worked.assessment.period;
    let Some(approval) = readiness.approval.filter(|approval| !approval.by.trim().is_empty()) else {
        let meeting = (sealing.stands_after == StandsAfter::Meeting).then_some(" --meeting 会议 --date 日期");
        return vec![format!("没有写谁批准：加 --approved-by 姓名{}", meeting.unwrap_or_default())];
    };
    let mut reasons = Vec::new();
    match &approval.meeting {
        Some(Meeting { name, .. }) if name.trim().is_empty() => reasons.push("会议的名称是空的".to_owned()),
        None if sealing.stands_after == StandsAfter::Meeting => reasons.push(format!(
            "细则写明{}的结果经会议研究才算数：加 --meeting 会议 --date 日期",
            period.length().chinese()
        )),
        Some(Meeting { day, .. }) if *day < period.last_day() => {
            reasons.push(format!("会议日期（{}）早于考核期的最后一天", chinese_date(*day)));
        }
        Some(Meeting { day, .. }) if readiness.now.is_some_and(|now| now.day < *day) => {
            reasons.push(format!("会议日期（{}）还没有到", chinese_date(*day)));
        }
        _ => {}
    }
    reasons
}

/// So many days after everything that is known of a period nobody seals it without saying so: the time of a seal stays,
/// and every later one comes after it.
const FAR: i64 = 400;

/// A clock that stands before what has happened already is wrong, or was when that was sealed; one that stands far behind
/// everything may be. Neither holds for ever: somebody may answer for it.
fn clock(readiness: &Readiness<'_>, period: Period) -> Option<String> {
    let Some(now) = readiness.now else {
        return Some("电脑的时钟不对，校准以后再封存".to_owned());
    };
    let end: Date = period.last_day();
    if now.day <= end {
        return Some(format!("考核期到{}才结束，电脑的时钟是 {now}", chinese_date(end)));
    }
    if readiness.is_clock_right {
        return None;
    }
    let last = readiness.seals.chain.iter().max_by_key(|seal| seal.manifest.sealed);
    if let Some(last) = last.map(|last| &last.manifest).filter(|last| now < last.sealed) {
        return Some(format!(
            "电脑的时钟是 {now}，早于上一份封存的时间 {}（{}）；时钟慢了的，校准以后再封存；现在没有错、是那一次快了的，加 --clock-is-right（时钟无误）照现在的时间封存",
            last.sealed,
            last.folder()
        ));
    }
    let meeting =
        readiness.approval.and_then(|approval| approval.meeting.as_ref()).map(|meeting| meeting.day);
    let known =
        [Some(end), meeting, last.map(|last| last.manifest.sealed.day)].into_iter().flatten().max()?;
    (days_from(known, now.day) > FAR).then(|| {
        format!(
            "电脑的时钟是 {now}，离考核期的最后一天（{}）{}天：封存的时间以后改不了，时钟快了的先校准；没有错的加 --clock-is-right（时钟无误）",
            chinese_date(end),
            days_from(end, now.day)
        )
    })
}
