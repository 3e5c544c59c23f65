//! Decisions on ties that no prize can ever ask for.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::rulebook::{Decision, Prize, PrizeTies, Rulebook};

/// Every decision of which the rulebook alone shows that it decides nothing.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    for decision in &rulebook.decisions {
        let prize = rulebook.prizes.iter().find(|prize| prize.id == decision.prize);
        found.extend(prize.and_then(|prize| out_of_question(decision, prize)));
        found.extend(named_twice(decision));
    }
}

fn out_of_question(decision: &Decision, prize: &Prize) -> Option<Diagnostic> {
    let (why, hint) = if prize.ties != PrizeTies::Decide {
        let why = format!("{} 的并列不由人决定（ties 写的不是 \"decide\"）", prize.id);
        (why, "要由人决定的，把奖的 ties 写成 \"decide\"；不用决定的，删去这一条")
    } else if decision.period.span() != prize.period {
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
