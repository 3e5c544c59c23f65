//! 预发: what was paid in advance within the period comes off what is due at its end. What is left over of it is taken back or
//! left to who has it, as the rulebook says; whose due nobody can tell keeps it, and that is told.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::engine::assessment::{Account, MoneyEntry};
use crate::number::{Inexact, Number};
use crate::period::Period;
use crate::rulebook::{Overpaid, Pay};
use crate::rules::{ShownFact, ShownFacts, ShownValue};
use crate::sentence;
use crate::sentence::Sentence;
use crate::text::Text;

/// What payees had of a period before its end, until it is settled.
#[derive(Default)]
pub(super) struct Advances {
    /// Yuan by payee; not zero.
    paid: BTreeMap<Account, Number>,
    overpaid: Option<Overpaid>,
    /// Who keeps more than is due, and how much.
    kept: Vec<(Account, Number)>,
}

/// What is left to pay.
pub(super) struct Settled {
    /// Yuan; below zero where it is taken back.
    pub(super) amount: Number,
    /// How it came about; nothing where nothing was paid in advance.
    pub(super) told: Sentence,
    /// What was due and what was had, for whoever recalculates.
    pub(super) facts: ShownFacts,
}

impl Advances {
    /// Those of a period, from the money of the result so far.
    pub(super) fn of(pay: &Pay, period: Period, money: &[MoneyEntry]) -> Result<Self, Inexact> {
        let Some(advances) = &pay.advances else { return Ok(Self::default()) };
        let mut paid: BTreeMap<Account, Number> = BTreeMap::new();
        for entry in money.iter().filter(|entry| advances.pays.iter().any(|id| entry.rule == **id)) {
            let within = entry.postings.iter().filter(|posting| period.contains(posting.date));
            let sum = Number::sum(within.map(|posting| posting.amount))?;
            let all = paid.entry(entry.account.clone()).or_default();
            *all = all.plus(sum)?;
        }
        paid.retain(|_, amount| !amount.is_zero());
        Ok(Self { paid, overpaid: Some(advances.overpaid), kept: Vec::new() })
    }

    /// What is left to pay to one of whom it is known what is due.
    pub(super) fn settle(&mut self, account: &Account, due: Number) -> Result<Settled, Inexact> {
        let Some(paid) = self.paid.remove(account) else {
            return Ok(Settled { amount: due, told: Sentence::default(), facts: ShownFacts::default() });
        };
        let amount = due.minus(paid)?;
        let told = sentence!("，应发{}元，已预发{}元", due, paid);
        let facts = [("应发", due), ("已预发", paid)].into_iter().map(yuan).collect();
        if !amount.is_negative() {
            return Ok(Settled { amount, told, facts });
        }
        let more = amount.unsigned();
        if self.overpaid == Some(Overpaid::Kept) {
            self.kept.push((account.clone(), more));
            return Ok(Settled { amount: Number::ZERO, told, facts });
        }
        Ok(Settled { amount, told: sentence!("{}，多发{}元，扣回", told, more), facts })
    }

    /// Who keeps what the rulebook leaves, and who keeps it because nobody can tell what is due; of those whose score is
    /// `open` that is told elsewhere.
    pub(super) fn notices(
        self,
        pay: &Pay,
        period: Period,
        open: &[Account],
    ) -> impl Iterator<Item = Diagnostic> {
        let unsettled: Vec<_> =
            self.paid.into_iter().filter(|(account, _)| !open.contains(account)).collect();
        let (name, clause, period) = (&pay.name, &pay.clause, period.chinese());
        let told = |list: &[(Account, Number)], why: &str| {
            let each: Vec<String> =
                list.iter().map(|(who, yuan)| format!("{}{yuan}元", who.full_name())).collect();
            (!list.is_empty()).then(|| format!("“{name}”（{clause}）{period}{why}：{}", each.join("、")))
        };
        let kept = told(&self.kept, "预发的多于应发的，按细则不扣回");
        let open = told(&unsettled, "预发过而算不出应发多少的，没有结算，也没有扣回");
        let kept = kept.map(|told| Diagnostic::note(Code::AdvanceNotSettled, &pay.span, told));
        let open = open.map(|told| {
            Diagnostic::warning(Code::AdvanceNotSettled, &pay.span, told)
                .hint("该扣回、该补发的，由乡镇决定后用补扣补加；不再结算的不用改")
        });
        kept.into_iter().chain(open)
    }
}

fn yuan((name, amount): (&'static str, Number)) -> ShownFact {
    ShownFact { name: Text::fixed(name), value: ShownValue::Measured(amount, Text::fixed("元")) }
}
