//! What is told of pay that the scheme's words leave open: to whom nothing was paid, and who was paid in full.

use crate::diagnostic::{Code, Diagnostic};
use crate::engine::assessment::{BelowZero, Party, PoolResult};
use crate::engine::score::hair;
use crate::period::Period;
use crate::rulebook::{Pay, Rate};

/// That some were paid nothing for want of a grade.
pub(super) fn without_grade(pay: &Pay, period: Period, ungraded: &[Party]) -> Option<Diagnostic> {
    let names: Vec<String> = ungraded.iter().map(Party::full_name).collect();
    let message = format!("“{}”按等次发：{}{}没有等次，没有发", pay.name, names.join("、"), period.chinese());
    let hint = "该发的，由乡镇决定后用补扣补加，已不在任的记不到本人，记到村里、写明是谁的；被否决的、不排名次的按细则没有等次的，不用改";
    (!names.is_empty()).then(|| Diagnostic::warning(Code::PayWithoutGrade, &pay.span, message).hint(hint))
}

/// That some were paid nothing because the figure that the base, or the share of a pool, goes by is not theirs, or lies in no
/// bracket.
pub(super) fn without_base(pay: &Pay, period: Period, baseless: &[Party]) -> Option<Diagnostic> {
    let target = pay.rate.target()?;
    let (what, none) = match pay.rate {
        Rate::Pool { .. } => ("份额", "不适用或没有这个数，没有发，其余的照合计分完"),
        Rate::Fixed(_) => ("金额", "不适用或没有这个数，没有发"),
        _ => ("基数", "不适用或没有这个数，没有发"),
    };
    let names: Vec<String> = baseless.iter().map(Party::full_name).collect();
    let (names, period) = (names.join("、"), period.chinese());
    let message = format!("“{}”的{}按“{target}”定：{names}{period}{none}", pay.name, what);
    let hint = "该发的，在任务里补上该村的数，或由乡镇决定后用补扣补加；确不发的不用改";
    (!baseless.is_empty()).then(|| Diagnostic::warning(Code::PayWithoutBase, &pay.span, message).hint(hint))
}

/// That some whose score lies below zero were paid nothing: what they owe for it no clause says.
pub(super) fn not_below_zero(pay: &Pay, period: Period, who: &[BelowZero]) -> Option<Diagnostic> {
    let names: Vec<String> = who.iter().map(|one| one.party.full_name()).collect();
    let (name, clause, names, period) = (&pay.name, &pay.clause, names.join("、"), period.chinese());
    let what = if pay.advances.is_some() {
        "应发按0算，已预发的照细则结算"
    } else {
        "没有发，也没有倒扣"
    };
    let message = format!("“{name}”（{clause}）按得分发：{names}{period}得分低于0，{what}");
    let hint = "细则另有规定要倒扣的，由乡镇决定后用补扣补加";
    (!who.is_empty()).then(|| Diagnostic::warning(Code::PayBelowZero, &pay.span, message).hint(hint))
}

/// That a pool was shared out to nobody: a score is open, or all together count for nothing.
pub(super) fn not_shared(pay: &Pay, pool: &PoolResult, open: &[Party]) -> Option<Diagnostic> {
    if pool.is_shared() {
        return None;
    }
    let (name, clause, period, amount) = (&pool.name, &pool.clause, pool.period.chinese(), pool.amount);
    let what = match &pay.rate {
        Rate::Pool { by: Some(by), .. } => format!("得分与{by}之积"),
        _ => "得分".to_owned(),
    };
    let (why, hint) = if open.is_empty() {
        (format!("{what}合计为0"), "该发的，由乡镇决定后用补扣补加；确不发的不用改")
    } else {
        let names: Vec<String> = open.iter().map(Party::full_name).collect();
        (format!("{}得分还没有定", names.join("、")), "缺的数报齐、错的改正以后就会分")
    };
    let message = format!("“{name}”（{clause}）按{what}分：{period}{why}，{amount}元没有分给任何人");
    Some(Diagnostic::warning(Code::PoolNotShared, &pay.span, message).hint(hint))
}

/// That amounts lie a hair from the middle of two: they were worked out by scores that were cut off.
pub(super) fn rounded_by_a_hair(pay: &Pay, period: Period, who: &[Party]) -> Option<Diagnostic> {
    let names: Vec<String> = who.iter().map(Party::full_name).collect();
    let (name, period, names) = (&pay.name, period.chinese(), names.join("、"));
    let message = format!("“{name}”{period}的金额离舍入的界限只差除不尽的零头：{names}");
    (!who.is_empty()).then(|| Diagnostic::warning(Code::HairsBreadth, &pay.span, message).hint(hair::ROUNDED))
}
