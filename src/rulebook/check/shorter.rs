//! `in-shorter-periods` where it does nothing, and what goes by a score that is left out in every one of its periods.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::period::Length;
use crate::rulebook::{Item, Rulebook, ScoreOf};

/// Everything that is odd about it.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    found.extend(rulebook.items.iter().filter_map(|item| without_effect(rulebook, item)));
    let standing = |id: &str| rulebook.standings.iter().find(|standing| standing.id == *id);
    let by_place = |what: &str, id: &str, period: Length, span: &Span| {
        standing(id).and_then(|standing| by_nothing(rulebook, (what, &standing.node), period, span))
    };
    for pay in &rulebook.pays {
        found.extend(by_nothing(rulebook, (&pay.name, &pay.node), pay.period, &pay.span));
    }
    for band in &rulebook.bands {
        found.extend(by_place(&band.name, &band.standing, band.period, &band.span));
    }
    for prize in &rulebook.prizes {
        found.extend(by_place(&prize.names(), &prize.standing, prize.period, &prize.span));
    }
    for sanction in &rulebook.sanctions {
        found.extend(by_place(&sanction.name, &sanction.standing, sanction.period, &sanction.span));
    }
}

/// A key for periods that are shorter than an account, where none is.
fn without_effect(rulebook: &Rulebook, item: &Item) -> Option<Diagnostic> {
    let has_none = item.share.in_shorter.is_some() && rulebook.longest_account(item) == Length::Month;
    let message = format!("“{}”每月一本账，没有更短的考核期，in-shorter-periods 不起作用", item.name);
    let hint = "写在年终（每季）才评的那一级上，不写在每月都评的这一级";
    has_none.then(|| Diagnostic::warning(Code::LimitSuspect, &item.span, message).hint(hint))
}

/// What is paid, given or done each period by a score that there is in none of these periods.
fn by_nothing(
    rulebook: &Rulebook,
    (what, node): (&str, &ScoreOf),
    period: Length,
    span: &Span,
) -> Option<Diagnostic> {
    let ScoreOf::Node(id) = node else { return None };
    let item = rulebook.items.iter().find(|item| item.id == *id)?;
    rulebook.left_out_in(item, period)?;
    let message = format!(
        "“{what}”每{}按“{}”定，而它不在{}的结果里计分（in-shorter-periods）：一次也定不出",
        period.chinese(),
        item.name,
        period.chinese()
    );
    Some(Diagnostic::warning(Code::NeverJudged, span, message).hint("period 写长一些，或者按别的得分"))
}
