//! 绩效报酬: what a score brings in money, by post, for the days served, unless an event wipes it out.

mod advances;
mod base;
mod forfeit;
mod grades;
mod notices;
mod of_gone;
mod pool;
mod price;
mod scale;
mod share;

use crate::diagnostic::{Cells, Diagnostics};
use crate::engine::assessment::{
    ActionResult, Assessment, BelowZero, MoneyEntry, Party, PoolResult, Posting, PostingId, PostingKind,
};
use crate::engine::ranking::snapshots::Snapshots;
use crate::engine::score::hair::is_nearly_half;
use crate::engine::score::node_score::{self, NodeScore};
use crate::engine::score::snapshot::Snapshot;
use crate::engine::{Context, money};
use crate::number::{Inexact, Number};
use crate::period::Period;
use crate::records::Village;
use crate::rulebook::{Pay, Rate, Subject};
use crate::sentence;
use crate::sentence::Sentence;
use crate::text::Text;
use advances::{Advances, Settled, WipedOut};
use grades::Grades;
use share::Share;

/// Somebody who is paid, if the score brings anything.
struct Payee<'a> {
    party: Party,
    village: &'a Village,
    score: NodeScore,
    share: Share,
}

/// An amount, with the words why. It stays undivided: what days and posts make of it is divided with it, once.
pub(in crate::engine) struct Priced {
    pub(in crate::engine) party: Party,
    /// The score alone.
    pub(in crate::engine) points: Number,
    pub(in crate::engine) amount: Number,
    pub(in crate::engine) divisor: Number,
    pub(in crate::engine) rate: Option<Number>,
    pub(in crate::engine) why: Sentence,
    /// Whether the posts held bring any share at all: who holds others is not paid, and settles nothing.
    is_meant: bool,
}

/// Who is paid nothing, and why.
#[derive(Default)]
struct Unpaid {
    /// No grade, where pay goes by grade.
    ungraded: Vec<Party>,
    /// No base: the figure that it goes by is not applicable, or lies in no bracket.
    baseless: Vec<Party>,
    /// Less than nothing: nobody is paid that, and nothing is kept back by it.
    below_zero: Vec<BelowZero>,
    /// Undecided scores.
    open: Vec<Party>,
}

/// What a score came to for a payee.
#[derive(Default)]
struct Posted {
    /// What is paid or, of advances, taken back.
    paid: Option<Posting>,
    /// What is told of an event that wipes it out, and how much it is.
    forfeited: Option<(ActionResult, Number)>,
    below_zero: Option<BelowZero>,
    /// Whether anything is due, before what was had of it comes off.
    is_due: bool,
    /// Whether it was rounded by no more than what was cut off from the score.
    is_by_a_hair: bool,
}

/// Fills the pay of every period of it that ends in the result's.
pub(in crate::engine) fn assess(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    assessment: &mut Assessment,
    diagnostics: &mut Diagnostics,
) -> Result<(), Inexact> {
    // What settles advances waits until they are known.
    let (settling, first): (Vec<&Pay>, Vec<&Pay>) =
        context.rulebook.pays.iter().partition(|pay| pay.advances.is_some());
    let mut wiped_out = Vec::new();
    for pay in first.into_iter().chain(settling) {
        if pay.period > context.period.length() {
            continue;
        }
        let mut entries: Vec<MoneyEntry> = Vec::new();
        let periods = context.period.parts(pay.period);
        for period in periods.filter(|period| pay.in_force.holds_throughout(*period)) {
            let mut own = OfPeriod { context, snapshots, pay, period, wiped_out: &mut wiped_out };
            own.fill(assessment, &mut entries, diagnostics)?;
        }
        money::arrange(&mut entries)?;
        assessment.money.extend(entries);
    }
    Ok(())
}

/// The pay of one period.
struct OfPeriod<'a> {
    context: &'a Context<'a>,
    snapshots: &'a Snapshots<'a>,
    pay: &'a Pay,
    period: Period,
    /// What events wiped out so far, of this pay and others.
    wiped_out: &'a mut Vec<WipedOut>,
}

impl OfPeriod<'_> {
    fn fill(
        &mut self,
        assessment: &mut Assessment,
        entries: &mut Vec<MoneyEntry>,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), Inexact> {
        let (context, pay, period) = (self.context, self.pay, self.period);
        let (mut unpaid, mut paid, mut by_a_hair) = (Unpaid::default(), Vec::new(), Vec::new());
        let mut advances = Advances::of(pay, period, &assessment.money, self.wiped_out)?;
        let mut priced = priced(context, self.snapshots, pay, period, &mut unpaid)?;
        // Before anything is due there is nothing to share by, and nobody to be told so.
        let is_begun = !priced.is_empty() || !unpaid.open.is_empty();
        let mut pool = match pay.rate {
            Rate::Pool { yuan, .. } if is_begun => {
                Some(pool::shared(pay, period, yuan, &unpaid.open, &mut priced)?)
            }
            _ => None,
        };
        diagnostics.extend(pool.iter().filter_map(|pool| notices::not_shared(pay, pool, &unpaid.open)));
        for one in priced.into_iter().filter(|one| one.is_meant) {
            let party = one.party.clone();
            let posted = posted(context, pay, one, period, &mut advances)?;
            paid.extend(posted.is_due.then(|| party.clone()));
            by_a_hair.extend(posted.is_by_a_hair.then(|| party.clone()));
            if let Some(posting) = posted.paid {
                money::add(entries, (&pay.name, party.clone()), posting)?;
            }
            if let Some((action, amount)) = posted.forfeited {
                assessment.actions.push(action);
                self.wiped_out.push((pay.id.as_str().into(), period, party, amount));
                if let Some(pool) = &mut pool {
                    pool.forfeited = pool.forfeited.plus(amount)?;
                }
            }
            unpaid.below_zero.extend(posted.below_zero);
        }
        let of_gone = (period, &*self.snapshots.of(period)?);
        diagnostics.extend(of_gone::notices(context, pay, of_gone, &paid, &unpaid.ungraded)?);
        let is_shared = pool.as_ref().is_none_or(PoolResult::is_shared);
        assessment.pools.extend(pool);
        diagnostics.extend(advances.notices(pay, period, &unpaid.open));
        // Before the scheme begins nobody has a score, and nobody lacks a grade.
        let begins = context.rulebook.declarations.begins(period.year());
        if begins.is_none_or(|first| first <= period.last_day()) {
            diagnostics.extend(notices::without_grade(pay, period, &unpaid.ungraded));
        }
        diagnostics.extend(notices::without_base(pay, period, &unpaid.baseless).filter(|_| is_shared));
        diagnostics.extend(notices::not_below_zero(pay, period, &unpaid.below_zero));
        diagnostics.extend(notices::rounded_by_a_hair(pay, period, &by_a_hair));
        assessment.below_zero.append(&mut unpaid.below_zero);
        Ok(())
    }
}

/// What the scores of all payees bring, undivided.
fn priced(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    pay: &Pay,
    period: Period,
    unpaid: &mut Unpaid,
) -> Result<Vec<Priced>, Inexact> {
    let grades = Grades::of(context, snapshots, pay, period)?;
    let mut all = Vec::new();
    for payee in payees(context, pay, &*snapshots.of(period)?, period)? {
        let by_no_score = matches!(pay.rate, Rate::Fixed(_)).then_some(Number::ZERO);
        let Some(points) = by_no_score.or(payee.score.score) else {
            let has_share =
                !payee.share.factor.weight.is_zero() && base::may_share(context, pay, &payee, period);
            unpaid.open.extend(has_share.then_some(payee.party));
            continue;
        };
        let is_of_pool = matches!(pay.rate, Rate::Pool { .. });
        if is_of_pool && !payee.score.is_open() {
            continue;
        }
        let grade = |band: &str| grades.grade(band, &payee.party, payee.village);
        if pay.by_grade().any(|(band, _)| grade(band).is_none()) {
            unpaid.ungraded.push(payee.party.clone());
        }
        if base::is_missing(context, pay, payee.village, period)? {
            unpaid.baseless.push(payee.party.clone());
        }
        if is_of_pool && points.is_negative() && !payee.share.factor.weight.is_zero() {
            unpaid.below_zero.push(below_zero(pay, period, payee.party.clone(), points));
        }
        let priced = price::of(context, pay, &grades, &payee, points, period)?;
        all.extend(priced.map(|priced| shared(payee.share, priced)).transpose()?);
    }
    Ok(all)
}

/// All whom pay goes to, with their scores; those whose village was there and is gone too.
fn payees<'a>(
    context: &'a Context<'_>,
    pay: &Pay,
    snapshot: &Snapshot,
    period: Period,
) -> Result<Vec<Payee<'a>>, Inexact> {
    let roster = &context.records.roster;
    let mut all = Vec::new();
    match pay.subject {
        Subject::Village => {
            for result in snapshot.villages.iter().chain(&snapshot.left.villages) {
                let Some(village) = roster.village(&result.name) else { continue };
                let party = Party::Village(village.name.clone());
                let score = node_score::of_village(context.rulebook, result, &pay.node)?;
                all.push(Payee { party, village, score, share: Share::whole() });
            }
        }
        Subject::Cadre => {
            for cadre in snapshot.cadres.iter().chain(&snapshot.left.cadres) {
                let Some(village) = roster.village(&cadre.person.village) else { continue };
                let Some(score) = node_score::of_cadre(context.rulebook, snapshot, cadre, &pay.node)? else {
                    continue;
                };
                let party = Party::Cadre(cadre.person.clone());
                let share = share::of(context, pay, cadre, period)?;
                all.extend(share.map(|share| Payee { party, village, score, share }));
            }
        }
    }
    Ok(all)
}

/// The same by post and for the days served.
fn shared(share: Share, priced: Priced) -> Result<Priced, Inexact> {
    Ok(Priced {
        amount: priced.amount.times(share.factor.weight)?,
        divisor: priced.divisor.times(share.factor.divisor)?,
        why: sentence!("{}{}", priced.why, share.told),
        is_meant: !share.factor.weight.is_zero(),
        ..priced
    })
}

/// The posting for a payee, rounded once, without what was paid in advance; nothing for nothing.
fn posted(
    context: &Context<'_>,
    pay: &Pay,
    priced: Priced,
    period: Period,
    advances: &mut Advances,
) -> Result<Posted, Inexact> {
    let Priced { party, points, amount, divisor, rate, mut why, .. } = priced;
    let mut posted = Posted::default();
    let exact = amount.quotient(divisor)?;
    posted.is_by_a_hair = is_nearly_half(exact.rounded(pay.places).minus(exact)?, pay.places)?;
    let mut due = exact.rounded(pay.places);
    let mut cells = Cells::NONE;
    if let Some(limit) = pay.limit.filter(|limit| due > *limit) {
        why = sentence!("{}，应得{}元，至多发{}元", why, due, limit);
        due = limit;
    }
    if due.is_negative() && !pay.rate.takes() {
        posted.below_zero = Some(below_zero(pay, period, party.clone(), points));
        due = Number::ZERO;
    }
    if due > Number::ZERO
        && let Some(forfeited) = forfeit::of(context, pay, &party, period)?
    {
        let left = forfeited.left(pay.limit.map_or(exact, |limit| exact.min(limit)))?.rounded(pay.places);
        let lost = due.minus(left)?;
        posted.forfeited = Some((forfeited.action(pay, party.clone(), period, (due, lost)), lost));
        why = sentence!("{}，{}", why, forfeited.told());
        (due, cells) = (left, forfeited.cells);
    }
    posted.is_due = !due.is_zero();
    let Settled { amount, told, facts } = advances.settle(&party, due)?;
    posted.paid = (!amount.is_zero()).then(|| Posting {
        id: PostingId::default(),
        kind: PostingKind::Rule,
        date: period.last_day(),
        rule: pay.id.clone().into(),
        clause: pay.clause.clone().into(),
        amount,
        balance: Number::ZERO,
        quantity: Some(Number::ONE),
        rate,
        reason: sentence!("{}：{}{}", period, why, told),
        stood: false,
        household: Text::default(),
        ruling: pay.ruling.as_deref().map(Text::from),
        facts,
        cells,
    });
    Ok(posted)
}

fn below_zero(pay: &Pay, period: Period, party: Party, score: Number) -> BelowZero {
    BelowZero { rule: pay.id.clone(), period, party, score }
}
