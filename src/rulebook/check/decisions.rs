//! Decisions on ties that no prize can ever ask for.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::rulebook::{Decision, Prize, PrizeTies, Rulebook};
use crate::typed::tight;

/// Every decision of which the rulebook alone shows that it decides nothing.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    for (place, decision) in rulebook.decisions.iter().enumerate() {
        let prize = rulebook.prizes.iter().find(|prize| prize.id == decision.prize);
        found.extend(prize.and_then(|prize| out_of_question(decision, prize)));
        found.extend(named_twice(decision).or_else(|| of_one(decision)));
        found
            .extend(rulebook.decisions.iter().take(place).find_map(|before| decided_again(before, decision)));
    }
}

fn out_of_question(decision: &Decision, prize: &Prize) -> Option<Diagnostic> {
    let (why, hint) = if prize.ties != PrizeTies::Decide {
        let why = format!("{} 的并列不由人决定（ties 写的不是 \"decide\"）", prize.id);
        (why, "要由人决定的，把奖的 ties 写成 \"decide\"；不用决定的，删去这一条")
    } else if decision.period.length() != prize.period {
        let why = format!("{} 按{}评，写的是 {}", prize.id, prize.period.chinese(), decision.period);
        (why, "period 写奖所评的那一期")
    } else {
        return None;
    };
    let message = format!("这个先后的决定用不上：{why}");
    Some(Diagnostic::warning(Code::DecisionUnused, &decision.span, message).hint(hint))
}

fn named_twice(decision: &Decision) -> Option<Diagnostic> {
    let mut seen = Vec::new();
    let twice = decision.order.iter().find(|name| {
        let is_known = seen.contains(name);
        seen.push(name);
        is_known
    })?;
    let message = format!("order 里“{twice}”写了两次，分不出它在哪一位");
    Some(Diagnostic::warning(Code::DecisionUnused, &decision.span, message).hint("并列的各写一次"))
}

/// Of one alone nothing is to be decided.
fn of_one(decision: &Decision) -> Option<Diagnostic> {
    let [only] = decision.order.as_slice() else { return None };
    let message = format!("order 里只有“{only}”一个，没有先后可定");
    let hint = "并列在奖次边上的全部写上，先后照决定的写；没有并列的，删去这一条";
    Some(Diagnostic::warning(Code::DecisionUnused, &decision.span, message).hint(hint))
}

/// The same tie decided twice. A warning even where the two differ: an error once there is such a tie.
fn decided_again(before: &Decision, decision: &Decision) -> Option<Diagnostic> {
    let order = |one: &Decision| one.order.iter().map(|name| tight(name).into_owned()).collect::<Vec<_>>();
    let names = |one: &Decision| order(one).into_iter().collect::<BTreeSet<_>>();
    let is_of_same = (&before.prize, before.period) == (&decision.prize, decision.period);
    (is_of_same && names(before) == names(decision)).then(|| {
        let (prize, period, who) = (&decision.prize, decision.period, decision.order.join("、"));
        let message = if order(before) == order(decision) {
            format!("{period} {prize} {who}的先后写了两次")
        } else {
            format!("{period} {prize} {who}的先后有两个不同的决定")
        };
        Diagnostic::warning(Code::DecisionUnused, &decision.span, message)
            .related(&before.span, "另一个决定")
            .hint("只留算数的那一个")
    })
}
