//! Scores of periods that are added up, held against figures that are written for one of them.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::number::Number;
use crate::period::Length;
use crate::rulebook::{Basis, FullMark, Grades, Pay, Rate, Rulebook, ScoreOf};
use crate::rules::Bound;

/// Everything that goes by a summed score and seems to mean one of a single period.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    let mut tell = |of: &ScoreOf, over: Length, (what, figure): (String, Number), span: &Span| {
        found.extend(notice(rulebook, (of, over), (&what, figure), span));
    };
    let node = |id: &str| {
        let standing = rulebook.standings.iter().find(|standing| standing.id == id);
        standing.map(|standing| &standing.node)
    };
    for band in &rulebook.bands {
        let best = match &band.grades {
            Grades::Score(grades) => {
                grades.first().and_then(|grade| Some((&grade.name, grade.takes.from()?)))
            }
            Grades::Places(grades) | Grades::Percent(grades) => {
                grades.iter().find_map(|grade| Some((&grade.name, grade.takes.at_least?)))
            }
        };
        if let (Some(node), Some((name, least))) = (node(&band.standing), best) {
            tell(node, band.period, (format!("等次“{name}”从 {least} 分起"), least), &band.span);
        }
    }
    for prize in &rulebook.prizes {
        let highest = prize.tiers.iter().filter_map(|tier| Some((tier.at_least?, &tier.name))).max();
        if let (Some(node), Some((least, name))) = (node(&prize.standing), highest) {
            tell(node, prize.period, (format!("“{name}”最低要 {least} 分"), least), &prize.span);
        }
    }
    for sanction in &rulebook.sanctions {
        let limit = sanction.scores.as_ref().and_then(Bound::farther_end);
        if let (Some(node), Some(limit)) = (node(&sanction.standing), limit) {
            let what = format!("“{}”以 {limit} 分为限", sanction.name);
            tell(node, sanction.period, (what, limit), &sanction.span);
        }
    }
    found.extend(rulebook.pays.iter().filter_map(|pay| of_pay(rulebook, pay)));
}

/// Pay of which the score of one period would bring all.
fn of_pay(rulebook: &Rulebook, pay: &Pay) -> Option<Diagnostic> {
    let told = |what: String, figure| notice(rulebook, (&pay.node, pay.period), (&what, figure), &pay.span);
    let basis = match &pay.rate {
        Rate::OfBase(_, basis) => basis,
        Rate::PerPoint { over: Some(over), .. } => {
            return told(format!("“{}”从 {over} 分算起（over）", pay.name), *over);
        }
        Rate::PerPoint { over: None, .. } | Rate::ByBand { .. } | Rate::Fixed(_) | Rate::Pool { .. } => {
            return None;
        }
    };
    match basis {
        Basis::Full => {
            let full = rulebook.full_mark(&pay.node, pay.period)?.written;
            let what = format!("“{}”得 {full} 分就发满分的金额，得满分要发几倍", pay.name);
            told(what, full).map(|told| told.hint("按应得分发的写 of = \"available\""))
        }
        Basis::Scale(scale) => {
            let best = scale.points().first()?;
            told(format!("“{}”得 {} 分就发 {}%", pay.name, best.score, best.percent), best.score)
        }
        Basis::Available => None,
    }
}

/// A figure no higher than the full mark of one period, where the periods come to twice that or more.
fn notice(
    rulebook: &Rulebook,
    (of, over): (&ScoreOf, Length),
    (what, figure): (&str, Number),
    span: &Span,
) -> Option<Diagnostic> {
    let FullMark { written, in_all } = rulebook.full_mark(of, over)?;
    let is_of_one = figure > Number::ZERO && figure <= written && written.plus(written).ok()? <= in_all;
    is_of_one.then(|| {
        let over = over.chinese();
        let message = format!(
            "{what}，而得分由各期相加，一期满分 {written} 分，全{over}满分 {in_all} 分：像是照一期写的"
        );
        Diagnostic::warning(Code::SummedScale, span, message)
            .hint("照相加以后的满分写；各期平均的写 rollup = \"mean\"；确属本意的，在 [[accepts]] 中写明理由")
    })
}
