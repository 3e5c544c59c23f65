//! 补扣补加: what belongs to a period that has ended, posted on the day of its row. No earlier result changes by it.
//!
//! It stands beside what rules say of the account's own period: what they measure again, stand in for or empty takes
//! none of it away. Floors, caps and rounding look at it as at every posting.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::engine::Context;
use crate::engine::assessment::{AccountName, MoneyEntry, Posting, PostingId, PostingKind, State};
use crate::engine::ledger::{self, Changes, Limits};
use crate::engine::party::Party;
use crate::engine::view::VillageView;
use crate::fact::Carried;
use crate::number::{Inexact, Number};
use crate::period::{Date, chinese_date};
use crate::records::Village;
use crate::rulebook::{AccountTerms, Item, WhenNotApplicable, WhenNotReported};
use crate::rules::{ShownFacts, View};
use crate::sentence;
use crate::sentence::Sentence;
use crate::text::Text;

/// The reserved id under which it is posted.
pub(in crate::engine) const RULE: &str = "carried";

/// What it is called where money is listed by its rule.
const NAME: &str = "补扣补加";

/// What ends deductions, in words.
const FLOOR: &str = "下限";

/// What comes to an item's account within the view's days: that of the cadre who is named, or of the village.
pub(in crate::engine) fn postings(item: &Item, view: &VillageView<'_>) -> Vec<Posting> {
    let of = |(carried, points): (&Carried, Number)| {
        let what = if points.is_negative() { "补扣" } else { "补加" };
        // A person may be named of what the village answers for.
        let who = carried.person.as_ref().filter(|_| view.person.is_none());
        let who = who.map_or(Sentence::default(), |person| sentence!("，当事人{}", &person.name));
        posting(carried, points, &item.clause, what, who)
    };
    rows(item, view).map(of).collect()
}

fn rows<'a>(item: &'a Item, view: &VillageView<'a>) -> impl Iterator<Item = (&'a Carried, Number)> {
    let (of_account, person) = (view.opens()..=view.as_of(), view.person);
    view.facts.carried().iter().filter_map(move |carried| {
        let own = carried.item.as_deref() == Some(item.id.as_str())
            && of_account.contains(&carried.date)
            && (person.is_none() || carried.person.as_ref() == person);
        Some((carried, carried.points().filter(|_| own)?))
    })
}

/// How an item stands on the view's last day.
pub(in crate::engine) struct Stand {
    pub(in crate::engine) state: State,
    /// Since when it is not applicable.
    pub(in crate::engine) off: Option<Date>,
    /// The first day on which anything of it is judged, if that is not the first of the year.
    pub(in crate::engine) due: Option<Date>,
}

/// What of it does not count, although it was approved. `changes` are those of the item's account before its limits.
pub(in crate::engine) fn notices(
    item: &Item,
    terms: &AccountTerms,
    view: &VillageView<'_>,
    (stand, limits): (&Stand, &Limits<'_>),
    changes: &Changes,
) -> Result<Vec<Diagnostic>, Inexact> {
    let homeless = without_place(item, terms, view, stand);
    // Without what is not reported yet nobody can tell what limits keep from counting.
    let is_undecided = stand.state == State::NotReported && terms.when_not_reported == WhenNotReported::Error;
    if homeless.is_empty() && !is_undecided {
        Ok(lost_to_limits(item, view, (stand, limits), changes)?.into_iter().collect())
    } else {
        Ok(homeless)
    }
}

/// Where an item leaves the score as not applicable, what is carried to it from that day on has no place.
fn without_place(
    item: &Item,
    terms: &AccountTerms,
    view: &VillageView<'_>,
    stand: &Stand,
) -> Vec<Diagnostic> {
    let leaves = matches!(terms.when_not_applicable, WhenNotApplicable::Exclude | WhenNotApplicable::Rescale);
    if stand.state != State::NotApplicable || !leaves {
        return Vec::new();
    }
    let of = |(carried, _): (&Carried, Number)| {
        let cell = carried.cells.first()?;
        let message =
            format!("“{}”对{}不适用，不在总分之内，补扣补加却记在这一项", item.name, view.village());
        let problem = Diagnostic::error(Code::ItemClosed, cell, message)
            .hint("改记到适用的项目；只补扣、补发钱的填“金额”");
        let before = stand.off.is_some_and(|since| carried.date < since);
        Some(if before { Diagnostic { severity: Severity::Warning, ..problem } } else { problem })
    };
    rows(item, view).filter_map(of).collect()
}

/// What the limits of an item keep from counting: nobody sees it in the score.
fn lost_to_limits(
    item: &Item,
    view: &VillageView<'_>,
    (stand, limits): (&Stand, &Limits<'_>),
    changes: &Changes,
) -> Result<Option<Diagnostic>, Inexact> {
    let cells = rows(item, view).filter_map(|(carried, _)| carried.cells.first());
    let Some(cell) = cells.last() else { return Ok(None) };
    let points = Number::sum(rows(item, view).map(|(_, points)| points))?;
    let Effect { counted, limit, by } = Effect::of(limits, changes.total()?, points)?;
    if counted == points {
        return Ok(None);
    }
    let who = view.person.map_or(Text::default(), |person| person.name.clone());
    let what = if points.is_negative() { "补扣" } else { "补加" };
    let several = if rows(item, view).nth(1).is_some() { "几笔合计" } else { "" };
    // A limit that holds before anything is judged may hold no more behind it.
    let due = stand.due.filter(|_| stand.state == State::NotDue).map(chinese_date);
    let (now, later) = match &due {
        Some(due) => ("现在", format!("，{due}起计分，到时重新算")),
        None => ("", String::new()),
    };
    let message = format!(
        "{}{who}“{}”{several}{what}{}分，{now}只计入{}分：这一项到了{by}{limit}分{later}",
        view.village(),
        item.name,
        points.unsigned(),
        counted.unsigned()
    );
    let problem = Diagnostic {
        severity: severity(points, by),
        ..Diagnostic::warning(Code::CarriedLost, cell, message)
    };
    Ok(Some(problem.hint(if due.is_some() {
        "等到计分以后再看；那时到限的才改记别的项目，或补钱"
    } else {
        "要全部见效的，改记在没有到限的项目，或补钱；照细则就是这样的，不用改"
    })))
}

/// How weighty it is that a limit keeps points: that a floor ends what is taken off, the scheme says of every deduction.
pub(in crate::engine) fn severity(points: Number, by: &str) -> Severity {
    if points.is_negative() && by == FLOOR { Severity::Note } else { Severity::Warning }
}

/// What limits make of points that are a part of a sum.
pub(in crate::engine) struct Effect {
    /// What of them counts.
    pub(in crate::engine) counted: Number,
    /// Where the sum with them, or without, is kept.
    pub(in crate::engine) limit: Number,
    /// 封顶 or 下限: what keeps it.
    pub(in crate::engine) by: &'static str,
}

impl Effect {
    /// Of points that the sum holds already.
    pub(in crate::engine) fn of(limits: &Limits<'_>, with: Number, points: Number) -> Result<Self, Inexact> {
        let without = with.minus(points)?;
        let (kept, kept_without) = (limits.within(with)?, limits.within(without)?);
        let (raw, limit) = if kept == with { (without, kept_without) } else { (with, kept) };
        let by = if limit < raw { "封顶" } else { FLOOR };
        Ok(Self { counted: kept.minus(kept_without)?, limit, by })
    }
}

/// What of an item's 补扣补加 counts in its score.
pub(in crate::engine) fn counted(
    item: &Item,
    view: &VillageView<'_>,
    limits: &Limits<'_>,
    changes: &Changes,
) -> Result<Number, Inexact> {
    let points = Number::sum(rows(item, view).map(|(_, points)| points))?;
    if points.is_zero() {
        return Ok(points);
    }
    Ok(Effect::of(limits, changes.total()?, points)?.counted)
}

/// The money of the period, one entry a payee; each row is a posting of its own, approved for itself.
pub(in crate::engine) fn money(context: &Context<'_>, village: &Village) -> Result<Vec<MoneyEntry>, Inexact> {
    let Some(facts) = context.records.villages.get(&village.name) else { return Ok(Vec::new()) };
    let mut by_payee: BTreeMap<Party, Vec<Posting>> = BTreeMap::new();
    for carried in facts.carried.iter().filter(|carried| context.period.contains(carried.date)) {
        let Some(money) = carried.money() else { continue };
        let node =
            context.rulebook.items.iter().find(|item| carried.item.as_deref() == Some(item.id.as_str()));
        let clause = node.map_or(Text::default(), |item| item.clause.clone());
        let party = carried.person.clone().map_or(Party::Village(village.name.clone()), Party::Cadre);
        let what = if money.is_negative() { "补扣" } else { "补发" };
        by_payee.entry(party).or_default().push(posting(carried, money, &clause, what, Sentence::default()));
    }
    by_payee.into_iter().map(|(party, postings)| entry(party, postings)).collect()
}

fn entry(party: Party, mut postings: Vec<Posting>) -> Result<MoneyEntry, Inexact> {
    ledger::arrange(&mut postings, &AccountName::of_money(&party, &Text::fixed(RULE)))?;
    let clauses = || postings.iter().map(|posting| posting.clause.as_str());
    let clause =
        clauses().next().filter(|first| clauses().all(|clause| clause == *first)).unwrap_or_default();
    let settled = postings.iter().map(|posting| posting.date).max().unwrap_or_default();
    Ok(MoneyEntry {
        party,
        rule: Text::fixed(RULE),
        name: Text::fixed(NAME),
        clause: clause.into(),
        amount: Number::sum(postings.iter().map(|posting| posting.amount))?,
        settled,
        postings,
    })
}

/// A row as a posting; `what` is done, and `who` is named beside the account.
fn posting(carried: &Carried, amount: Number, clause: &Text, what: &'static str, who: Sentence) -> Posting {
    Posting {
        id: PostingId::default(),
        kind: PostingKind::Rule,
        date: carried.date,
        rule: Text::fixed(RULE),
        clause: clause.clone(),
        amount,
        balance: Number::ZERO,
        quantity: Some(Number::ONE),
        rate: Some(amount),
        reason: sentence!("{}{}{}（{}）", what, carried.of, who, carried.remark()),
        stood: false,
        household: Text::default(),
        ruling: None,
        facts: ShownFacts::default(),
        cells: carried.cells.clone(),
    }
}
