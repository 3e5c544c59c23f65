//! What events wipe out of pay: all of it, or a percentage each time. What is wiped out is told, and stands in no ledger.

use crate::diagnostic::Cells;
use crate::engine::Context;
use crate::engine::assessment::{ActionResult, Party};
use crate::engine::ranking::veto;
use crate::fact::Event;
use crate::number::{Inexact, Number};
use crate::period::Period;
use crate::rulebook::{Forfeit, Pay};
use crate::rules::ActionKind;
use crate::sentence;
use crate::sentence::Sentence;

/// What a payee loses of the pay of a period.
pub(super) struct Forfeited {
    /// `酒驾`, `黄牌2次、通报批评1次`
    events: Sentence,
    /// The percentage; `None` where once takes all.
    percent: Option<Number>,
    pub(super) cells: Cells,
}

impl Forfeited {
    /// What is left of what is due, undivided.
    pub(super) fn left(&self, due: Number) -> Result<Number, Inexact> {
        match self.percent {
            None => Ok(Number::ZERO),
            Some(percent) => due.times(Number::HUNDRED.minus(percent)?)?.quotient(Number::HUNDRED),
        }
    }

    /// `因酒驾扣发当期全部`, `因黄牌2次扣发60%`
    pub(super) fn told(&self) -> Sentence {
        match self.percent {
            None => sentence!("因{}扣发当期全部", self.events.clone()),
            Some(percent) => sentence!("因{}扣发{}%", self.events.clone(), percent),
        }
    }

    /// What is proposed: what was due, and how much of it is lost.
    pub(super) fn action(
        &self,
        pay: &Pay,
        who: Party,
        period: Period,
        (due, lost): (Number, Number),
    ) -> ActionResult {
        let all = sentence!("{}：{}，应发{}元，{}", pay.name.clone(), period, due, self.told());
        let reason = if self.percent.is_some() { sentence!("{}，计{}元", all, lost) } else { all };
        ActionResult {
            kind: ActionKind::Suspend,
            called: Some(format!("扣发{}", pay.name).into()),
            who,
            rule: pay.id.clone().into(),
            clause: pay.clause.clone().into(),
            date: period.last_day(),
            quantity: Number::ONE,
            reason,
            scoreless: None,
            cells: self.cells.clone(),
        }
    }
}

/// What events take of a payee's pay of the period, with their cells; what takes all goes before what takes a share.
pub(super) fn of(
    context: &Context<'_>,
    pay: &Pay,
    party: &Party,
    period: Period,
) -> Result<Option<Forfeited>, Inexact> {
    let (mut events, mut cells, mut percent) = (Vec::new(), Cells::NONE, Number::ZERO);
    for forfeit in &pay.forfeits {
        let mut meant = meant(context, forfeit, party, period).peekable();
        let Some(first) = meant.peek() else { continue };
        let name = &forfeit.event.name;
        let Some(each) = forfeit.percent else {
            let (events, cells) = (sentence!("{}", name), first.cells.clone());
            return Ok(Some(Forfeited { events, percent: None, cells }));
        };
        let mut times = Number::ZERO;
        for event in meant {
            times = times.plus(event.count)?;
            cells.add(event.cells.clone());
        }
        percent = percent.plus(each.times(times)?)?;
        events.push(sentence!("{}{}次", name, times));
    }
    let percent = percent.min(Number::HUNDRED);
    let events = Sentence::joined(events, "、");
    Ok((!percent.is_zero()).then_some(Forfeited { events, percent: Some(percent), cells }))
}

/// The rows of an event in the period that are held against a payee: what all cadres of the village lose is lost by those in
/// office on its day.
fn meant<'a>(
    context: &'a Context<'_>,
    forfeit: &'a Forfeit,
    party: &'a Party,
    period: Period,
) -> impl Iterator<Item = &'a Event> {
    let days = period.first_day()..=period.last_day();
    let rows = veto::rows(context, &forfeit.event.name, days, party.village());
    rows.filter(move |event| match party {
        Party::Cadre(person) if forfeit.all => {
            !context.records.roster.posts_on(person, event.date).is_empty()
        }
        Party::Cadre(person) => event.person.as_ref() == Some(person),
        Party::Village(_) | Party::Household { .. } => true,
    })
}
