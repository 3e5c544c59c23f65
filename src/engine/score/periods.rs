//! Nodes that are scored anew each period: the accounts of the periods, and what they come to together.

use super::derive::{self, PeriodScore, RolledUp};
use super::presence::Presence;
use super::tree::{Evaluated, Findings, Scope, Scored, When};
use crate::diagnostic::{CellRef, Code, Diagnostic, Location};
use crate::engine::assessment::{ItemResult, PeriodTotal, Posting, State};
use crate::engine::ledger::raised::Raised;
use crate::engine::ledger::{self, Limits, item, state};
use crate::fact::Person;
use crate::input_name::month_folder;
use crate::number::{Inexact, Number};
use crate::period::{Date, Month, Period};
use crate::rulebook::{Absent, Accrual, Item, Rollup, Root, Rulebook, Subject};
use crate::text::Text;

/// An item's account of one period.
struct Party {
    presence: Presence,
    result: ItemResult,
}

/// A period without an account at one node of the one who is scored.
pub(in crate::engine) struct Absence {
    period: Period,
    absent: Absent,
    /// What the period counts as.
    counts_as: &'static str,
    /// Whether anybody was there who could have reported.
    there: bool,
    /// The item or part; `None` for the whole.
    node: Option<Text>,
}

impl Absence {
    /// Absences that are told together have it in common.
    fn key(&self) -> (Period, &'static str, bool) {
        (self.period, self.counts_as, self.there)
    }
}

impl<'a> Scope<'a> {
    pub(super) fn score_periods(
        &self,
        root: &'a Root,
        accrual: &Accrual,
        at: Period,
        found: &mut Findings,
    ) -> Result<Scored, Inexact> {
        let mut periods = Vec::new();
        let mut totals = Vec::new();
        let nodes = self.context.rulebook.children(self.subject(), None);
        let mut by_item: Vec<(&Item, Vec<Party>)> = nodes.map(|item| (item, Vec::new())).collect();
        for (presence, scored) in self.each_period(root, accrual, at, found)? {
            let period = presence.period;
            periods.push(PeriodScore {
                period,
                outcome: presence.outcome(scored.counted()),
                available: scored.available,
                change: scored.period_change,
            });
            for ((_, results), item) in by_item.iter_mut().zip(scored.items) {
                results.push(Party { presence, result: item });
            }
            let Scored { score, terms, weighed_by, mut postings, .. } = scored;
            let account = self.account_at(period.to_string().into());
            ledger::arrange(&mut postings, &account)?;
            totals.push(PeriodTotal { period, score, terms, weighed_by, postings });
        }
        let RolledUp { terms, unrounded, available, change } =
            derive::roll_up(&root_id(self.subject()), root.points, accrual, &periods)?;
        let items: Result<Vec<_>, _> =
            by_item.into_iter().map(|(item, results)| self.rolled(item, results, accrual, at)).collect();
        let sum = derive::total(&terms)?;
        let account = self.account_at(Text::default());
        let postings = ledger::rounding_of(sum, root.round, &root.clause, at.last_day(), &account)?;
        Ok(Scored {
            score: with_postings(sum, &postings)?,
            unrounded: unrounded.filter(|_| postings.is_empty()),
            available,
            period_change: rounded_change(root.round, sum, (change, at))?,
            combine: (&accrual.rollup).into(),
            weighed_by: None,
            terms,
            periods: totals,
            items: items?,
            postings,
            changes: None,
        })
    }

    /// The whole in each period, and how that stands to who is scored.
    fn each_period(
        &self,
        root: &'a Root,
        accrual: &Accrual,
        at: Period,
        found: &mut Findings,
    ) -> Result<Vec<(Presence, Scored)>, Inexact> {
        let rulebook = self.context.rulebook;
        let mut all = Vec::new();
        for period in at.parts(accrual.span) {
            let mut inner = Findings::default();
            let scored = self.score_once(root, When { at: period, account: Some(period) }, &mut inner)?;
            let mut nodes = rulebook.children(self.subject(), None);
            let is_off = nodes.all(|item| begins_after(rulebook, item, period))
                || state::left_out_derived(&scored.items).is_some();
            let of_mean = self.of_mean(is_off, &scored.items, period, accrual);
            let presence = self.presence(period, accrual, is_empty(&scored.items), of_mean);
            take(inner, (presence, accrual), None, found);
            all.push((presence, scored));
        }
        self.tell_unjudged(all.iter().map(|(presence, _)| presence), None, found);
        Ok(all)
    }

    pub(super) fn evaluate_periods(
        &self,
        item: &'a Item,
        accrual: &Accrual,
        at: Period,
        found: &mut Findings,
    ) -> Result<Evaluated, Inexact> {
        let mut results = Vec::new();
        for period in at.parts(accrual.span) {
            let mut inner = Findings::default();
            let (result, _) =
                self.evaluate_once(item, When { at: period, account: Some(period) }, &mut inner)?;
            let own = std::slice::from_ref(&result);
            let is_off = result.left_out.is_some() || is_to_come(self.context.rulebook, item, period);
            let of_mean = self.of_mean(is_off, own, period, accrual);
            let is_empty = is_empty(own);
            let presence = self.presence(period, accrual, is_empty, of_mean);
            take(inner, (presence, accrual), Some(item), found);
            results.push(Party { presence, result });
        }
        self.tell_unjudged(results.iter().map(|account| &account.presence), Some(item), found);
        Ok((self.rolled(item, results, accrual, at)?, None))
    }

    /// One result of those of several periods.
    fn rolled(
        &self,
        item: &Item,
        results: Vec<Party>,
        accrual: &Accrual,
        at: Period,
    ) -> Result<ItemResult, Inexact> {
        // Under a whole that is scored anew each period, what does not apply in one brings nothing in it, so that items
        // still add up to the score.
        let scores = results.iter().map(|Party { presence, result }| PeriodScore {
            period: presence.period,
            outcome: presence.outcome(result.counted()),
            available: result.available,
            change: result.period_change,
        });
        let scores: Vec<_> = scores.collect();
        let RolledUp { terms, unrounded, available, change } =
            derive::roll_up(&item.id, item.points, accrual, &scores)?;
        let sum = derive::total(&terms)?;
        // The last of the periods ends on the same day, and has the name of the item to itself.
        let account = self.account_at(format!("{}/{at}", item.id).into());
        let postings = ledger::rounding_of(sum, item.round, &item.clause, at.last_day(), &account)?;
        let change = rounded_change(item.round, sum, (change, at))?;
        let score = with_postings(sum, &postings)?;
        let items: Vec<_> = results
            .into_iter()
            .filter(|account| account.presence.there || accrual.absent != Absent::Skip)
            .map(|Party { presence, result }| ItemResult {
                period: Some(presence.period),
                counts: presence.counts(),
                ..result
            })
            .collect();
        Ok(ItemResult {
            score,
            unrounded: unrounded.filter(|_| postings.is_empty()).map(Box::new),
            available,
            period_change: change,
            state: if score.is_none() { State::NotReported } else { State::of_derived(&items) },
            in_force: items.iter().any(|item| item.in_force),
            is_reported: state::is_reported(&items),
            begun: state::begun(&items),
            left_out: state::left_out_derived(&items),
            // What is judged from the first day of one of its periods on is so from that one on.
            due: items.iter().map(|item| item.due).min().flatten(),
            postings,
            combine: Some((&accrual.rollup).into()),
            terms,
            items,
            ..item::unposted(item, State::Scored, None)
        })
    }

    /// Tells each period without an account once, with all nodes that lack it: where it is an error, or somebody was
    /// there who reported nothing.
    pub(super) fn tell_absences(&self, found: &mut Findings) {
        let mut absences = std::mem::take(&mut found.absences);
        absences.sort_by_key(Absence::key);
        for alike in absences.chunk_by(|one, next| one.key() == next.key()) {
            let Some(first) = alike.first() else { continue };
            let names: Vec<_> =
                alike.iter().filter_map(|one| Some(format!("“{}”", one.node.as_ref()?))).collect();
            found.diagnostics.push(self.told(first, &names.join("、")));
        }
    }

    fn told(&self, absence: &Absence, nodes: &str) -> Diagnostic {
        let of = if nodes.is_empty() { String::new() } else { format!("的{nodes}") };
        let (who, period, counts_as) = (self.title(), absence.period.chinese(), absence.counts_as);
        // Its workbook is what is to be sent in; nobody could send one of a time before the village was there.
        let folder = || Location::File(month_folder(Month::of(absence.period.last_day())));
        match (absence.absent, absence.there) {
            (Absent::Error, false) => {
                let message = format!("{who}{of}没有{period}的账，absent = \"error\"");
                Diagnostic::error(Code::PeriodAbsent, self.cell(), message)
                    .hint("补报该期的表；中途新设的村，在细则里把 absent 写成 \"skip\" 等")
            }
            (absent, _) => {
                let message = format!("{who}{of}{period}到期的一项也没有填报，按细则{counts_as}");
                let told = if absent == Absent::Error { Diagnostic::error } else { Diagnostic::warning };
                told(Code::PeriodAbsent, folder(), message).hint("漏报的，补报那一期的表")
            }
        }
    }

    /// Who it is, in a message: notices that say the same at one place are one, so that homonyms need their numbers.
    pub(super) fn title(&self) -> String {
        self.person.map_or_else(|| self.village.name.to_string(), Person::full_name)
    }

    /// Where the roster has them.
    pub(super) fn cell(&self) -> &CellRef {
        let mut tenures = self.context.records.roster.tenures.iter();
        let own = tenures.find(|tenure| Some(&tenure.person) == self.person);
        own.map_or(&self.village.cell, |tenure| &tenure.cell)
    }
}

/// What a period without an account counts as.
fn counts_as(accrual: &Accrual) -> &'static str {
    match (accrual.absent, &accrual.rollup) {
        (Absent::Error, _) => "报错，不出成绩",
        (Absent::Skip, Rollup::Weighted(_)) => "不计，其余各期的占比按比例放大",
        (Absent::Skip, _) => "不计，平均时也不算在内",
        (Absent::Zero, _) => "按零分计",
        (Absent::FullMark, _) => "按满分计",
    }
}

/// What was found in a period counts, unless the period is absent and that is no error; what is absent of a node, or of
/// the whole, is noted.
fn take(
    inner: Findings,
    (presence, accrual): (Presence, &Accrual),
    node: Option<&Item>,
    found: &mut Findings,
) {
    found.actions.extend(inner.actions);
    let Presence { period, there, absent: is_absent, .. } = presence;
    let counts = |one: &Diagnostic| !is_absent || one.code != Code::NotReported;
    found.diagnostics.extend(inner.diagnostics.into_iter().filter(counts));
    let (absent, counts_as) = (accrual.absent, counts_as(accrual));
    if is_absent && (there || absent == Absent::Error) {
        let node = node.map(|node| node.name.clone());
        found.absences.push(Absence { period, absent, counts_as, there, node });
    }
}

/// Whether an item with accounts of its own has none of a period yet. Where another of its part ends first, that held
/// its points until then: the periods before count as nothing, so that both together come to the points once.
fn is_to_come(rulebook: &Rulebook, item: &Item, period: Period) -> bool {
    if starts_after(item, period) {
        return true;
    }
    rulebook
        .upwards(item)
        .any(|node| begins_after(rulebook, node, period) && !follows(rulebook, node, period))
}

/// Whether another node beside this one ends within the year of a period and before this one begins.
fn follows(rulebook: &Rulebook, node: &Item, period: Period) -> bool {
    let Some(begins) = begins(rulebook, node, period.year()) else { return false };
    let mut beside = rulebook.children(node.subject, node.under.as_deref());
    beside.any(|other| {
        let until = other.in_force.until.map(|until| until.in_year(period.year()));
        until.is_some_and(|until| until < begins && until.year() == period.year())
    })
}

/// Whether points of an item are counted from a day on that lies behind a period: nothing is due in that.
fn starts_after(item: &Item, period: Period) -> bool {
    let starts = item.account().and_then(|terms| terms.starts);
    starts.is_some_and(|day| day.in_year(period.year()) > period.last_day())
}

/// Whether an item, or all that stands under a part, comes into force behind a period. Under a whole that is scored anew
/// each period such an item counts as nothing, since another may have held its points until then; a scheme as a whole
/// that begins within the year has none.
fn begins_after(rulebook: &Rulebook, item: &Item, period: Period) -> bool {
    begins(rulebook, item, period.year()).is_some_and(|day| day > period.last_day())
}

/// The day on which an item, or the first of what stands under a part, comes into force; `None` if it has been always.
fn begins(rulebook: &Rulebook, item: &Item, year: i16) -> Option<Date> {
    let starts = item.account().and_then(|terms| terms.starts).map(|day| day.in_year(year));
    let own = item.in_force.from.map(|from| from.in_year(year));
    let under = rulebook.children(item.subject, Some(&item.id)).map(|one| begins(rulebook, one, year));
    let of_all = under.collect::<Option<Vec<_>>>().unwrap_or_default().into_iter().min();
    starts.max(own).max(of_all)
}

/// By how much the score of several periods moves, where it is rounded.
fn rounded_change(
    places: Option<u32>,
    sum: Option<Number>,
    (change, at): (Number, Period),
) -> Result<Number, Inexact> {
    Raised { limits: Limits::of_rounding(places), begun: None }.change(sum, change, at)
}

/// A score with what was posted to it directly.
fn with_postings(sum: Option<Number>, postings: &[Posting]) -> Result<Option<Number>, Inexact> {
    let own = Number::sum(postings.iter().map(|posting| posting.amount))?;
    sum.map(|sum| sum.plus(own)).transpose()
}

/// Whether nothing at all was reported of what is due.
fn is_empty(items: &[ItemResult]) -> bool {
    let mut all = items.iter().flat_map(ItemResult::flattened);
    all.any(|item| item.state == State::NotReported) && !state::is_reported(items)
}

fn root_id(subject: Subject) -> Text {
    match subject {
        Subject::Village => Text::fixed("village"),
        Subject::Cadre => Text::fixed("cadre"),
    }
}
