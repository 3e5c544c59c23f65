//! 预发: what was paid in advance within the period comes off what is due at its end. What is left over of it is taken back or
//! left to who has it, as the rulebook says; whose due nobody can tell keeps it, and that is told.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::engine::assessment::{MoneyEntry, Party};
use crate::engine::ledger::carried;
use crate::number::{Inexact, Number};
use crate::period::Period;
use crate::rulebook::{Overpaid, Pay};
use crate::rules::{ShownFact, ShownFacts, ShownValue};
use crate::sentence;
use crate::sentence::Sentence;
use crate::text::Text;

/// A payment that an event wiped out: of which rule and period, to whom, how much.
pub(super) type WipedOut = (Text, Period, Party, Number);

/// What payees had of a period before its end, until it is settled.
#[derive(Default)]
pub(super) struct Advances {
    /// By payee; not all zero.
    had: BTreeMap<Party, Had>,
    /// Carried money of the period, which is no advance by itself.
    carried: Vec<(Party, Number)>,
    overpaid: Option<Overpaid>,
    /// Who keeps more than is due, and how much.
    kept: Vec<(Party, Number)>,
}

/// What one payee had, in yuan.
#[derive(Clone, Copy, Default)]
struct Had {
    paid: Number,
    /// What an event wiped out of it: it is lost, and the settlement does not give it back.
    wiped_out: Number,
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
    /// Those of a period, from the money of the result so far and what was wiped out of it.
    pub(super) fn of(
        pay: &Pay,
        period: Period,
        money: &[MoneyEntry],
        wiped_out: &[WipedOut],
    ) -> Result<Self, Inexact> {
        let Some(advances) = &pay.advances else { return Ok(Self::default()) };
        let is_advance = |rule: &Text| advances.pays.iter().any(|id| *rule == **id);
        let mut had: BTreeMap<Party, Had> = BTreeMap::new();
        for entry in money.iter().filter(|entry| is_advance(&entry.rule)) {
            let own = had.entry(entry.party.clone()).or_default();
            own.paid = own.paid.plus(within(entry, period)?)?;
        }
        for (rule, of, account, yuan) in wiped_out {
            if is_advance(rule) && period.contains(of.last_day()) {
                let own = had.entry(account.clone()).or_default();
                own.wiped_out = own.wiped_out.plus(*yuan)?;
            }
        }
        had.retain(|_, had| !had.paid.is_zero() || !had.wiped_out.is_zero());
        let mut carried = Vec::new();
        for entry in money.iter().filter(|entry| entry.rule == carried::RULE) {
            let yuan = within(entry, period)?;
            let is_met = !yuan.is_zero() && had.contains_key(&entry.party);
            carried.extend(is_met.then(|| (entry.party.clone(), yuan)));
        }
        Ok(Self { had, carried, overpaid: Some(advances.overpaid), kept: Vec::new() })
    }

    /// What is left to pay to one of whom it is known what is due.
    pub(super) fn settle(&mut self, party: &Party, due: Number) -> Result<Settled, Inexact> {
        let Some(Had { paid, wiped_out }) = self.had.remove(party) else {
            return Ok(Settled { amount: due, told: Sentence::default(), facts: ShownFacts::default() });
        };
        let mut told = if paid.is_negative() {
            sentence!("，应发{}元，已预扣{}元", due, paid.unsigned())
        } else {
            sentence!("，应发{}元，已预发{}元", due, paid)
        };
        let mut facts = vec![("应发", due), ("已预发", paid)];
        if !wiped_out.is_zero() {
            told = sentence!("{}，预发中扣发的{}元不补", told, wiped_out);
            facts.push(("预发中扣发", wiped_out));
        }
        let facts = facts.into_iter().map(yuan).collect();
        // What is to be kept back is due below zero; nothing of what was wiped out brings it there.
        let left = if due.is_negative() { due } else { due.minus(wiped_out)?.max(Number::ZERO) };
        let amount = left.minus(paid)?;
        if !amount.is_negative() {
            return Ok(Settled { amount, told, facts });
        }
        // Of what is taken, what was paid in advance beyond what is due, and what is due below zero.
        let more = paid.max(Number::ZERO).minus(left.max(Number::ZERO))?.max(Number::ZERO);
        let owed = amount.unsigned().minus(more)?;
        let is_kept = self.overpaid == Some(Overpaid::Kept) && !more.is_zero();
        if is_kept {
            self.kept.push((party.clone(), more));
        }
        let amount = if is_kept { owed.negated() } else { amount };
        let told = match (more.is_zero(), is_kept) {
            (true, _) => sentence!("{}，再扣{}元", told, owed),
            (false, true) => sentence!("{}，多发{}元不扣回{}", told, more, beside(owed)),
            (false, false) => sentence!("{}，多发{}元，扣回{}", told, more, beside(owed)),
        };
        Ok(Settled { amount, told, facts })
    }

    /// Who keeps what the rulebook leaves, and who keeps it because nobody can tell what is due; of those whose score is
    /// `open` that is told elsewhere.
    pub(super) fn notices(
        self,
        pay: &Pay,
        period: Period,
        open: &[Party],
    ) -> impl Iterator<Item = Diagnostic> {
        let had = self.had.into_iter();
        let had = had.filter(|(account, had)| !had.paid.is_zero() && !open.contains(account));
        let unsettled: Vec<_> = had.map(|(account, had)| (account, had.paid)).collect();
        let (name, clause, period) = (&pay.name, &pay.clause, period.chinese());
        let told = |list: &[(Party, Number)], why: &str| {
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
        let carried = told(&self.carried, "另有补发、补扣的，没有算作预发，结算时没有扣除");
        let carried = carried.map(|told| {
            Diagnostic::warning(Code::AdvanceNotSettled, &pay.span, told)
                .hint("补的是预发少发、多发的钱，年终结算要不要再扣，由乡镇决定后用补扣补加")
        });
        kept.into_iter().chain(open).chain(carried)
    }
}

/// What an entry comes to within a period.
fn within(entry: &MoneyEntry, period: Period) -> Result<Number, Inexact> {
    let within = entry.postings.iter().filter(|posting| period.contains(posting.date));
    Number::sum(within.map(|posting| posting.amount))
}

/// What is taken beside what was paid in advance; no word of nothing.
fn beside(owed: Number) -> Sentence {
    if owed.is_zero() { Sentence::default() } else { sentence!("，另扣{}元", owed) }
}

fn yuan((name, amount): (&'static str, Number)) -> ShownFact {
    ShownFact { name: Text::fixed(name), value: ShownValue::Measured(amount, Text::fixed("元")) }
}
