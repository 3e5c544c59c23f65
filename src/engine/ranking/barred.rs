//! What those whom a veto bars from prizes keep: the best grade, and a share of the places that they hold with others.

use super::holders::Holder;
use super::standing::Placed;
use crate::diagnostic::{Code, Diagnostic};
use crate::number::Number;
use crate::period::Period;
use crate::rulebook::{Band, Grades, Pay, Prize, PrizeFor, PrizeTies, VetoEffect};

/// That somebody who is barred has the best grade all the same: a bar takes prizes and leaves the grade.
pub(super) fn graded_best(
    (band, pay): (&Band, Option<&Pay>),
    period: Period,
    graded: &[(&Placed, &str)],
) -> Option<Diagnostic> {
    let best = band.names().first().copied()?;
    let is_barred = |placed: &Placed| placed.veto.as_ref().is_some_and(|held| held.effect == VetoEffect::Bar);
    let kept = graded.iter().filter(|(placed, grade)| *grade == best && is_barred(placed));
    let names: Vec<String> = kept.map(|(placed, _)| named(placed)).collect();
    let message =
        format!("{}{}仍评为“{best}”：否决只取消评奖资格，等次不变", names.join("、"), period.chinese());
    // What lowers the grade lowers what is paid by it, whatever the score is.
    let hint = match pay.filter(|_| matches!(band.grades, Grades::Score(_))) {
        Some(pay) => format!(
            "“{}”按这个等次发，否决的 effect 改成压低等次的，报酬也照低一等发：办法没有这样规定的，不改，在 [[accepts]] 中写明理由；不得评优而报酬照得分发的，评优的等次另立一条 [[standing]] 和 [[band]]，由否决去压",
            pay.name
        ),
        None => LOWERED.to_owned(),
    };
    (!names.is_empty()).then(|| Diagnostic::warning(Code::BarredKeeps, &band.span, message).hint(hint))
}

/// What to write where a scheme lowers the grade.
const LOWERED: &str = "办法规定不得评优的，否决的 effect 写 \"not-top-band\"，降低一个等次的写 \"one-band-lower\"，定为最低等次的写 \"lowest-band\"；确属本意的，在 [[accepts]] 中写明理由";

/// That a prize is shared with somebody who is barred: that share is given to nobody.
pub(super) fn sharing(prize: &Prize, period: Period, holders: &[Holder<'_>]) -> Option<Diagnostic> {
    if prize.given_for != PrizeFor::Place || prize.ties != PrizeTies::Share {
        return None;
    }
    let last = prize.tiers.iter().map(|tier| tier.until).max()?;
    let with_open = |holder: &&Holder<'_>| {
        let is_open = |other: &Holder<'_>| other.place == holder.place && other.placed.veto.is_none();
        let is_paid = holder.place.is_some_and(|place| Number::from_count(place) <= last);
        is_paid && holder.placed.veto.is_some() && holders.iter().any(is_open)
    };
    let names: Vec<String> = holders.iter().filter(with_open).map(|holder| named(holder.placed)).collect();
    let message = format!(
        "{}{}与别的并列同一名次：奖金照并列的个数平分，被否决的那一份空缺，不补给别人",
        period.chinese(),
        names.join("、")
    );
    let hint =
        "被否决的不占名次的，否决的 place 写 \"unranked\" 或 \"last\"；确属本意的，在 [[accepts]] 中写明理由";
    (!names.is_empty()).then(|| Diagnostic::warning(Code::BarredKeeps, &prize.span, message).hint(hint))
}

/// `甲村（进京上访否决）`
fn named(placed: &Placed) -> String {
    let who = placed.who.full_name();
    let veto = placed.veto.as_ref().map_or("", |held| held.name.as_str());
    format!("{who}（{veto}）")
}
