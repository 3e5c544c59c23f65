//! What is told of pay for a village that is gone before the end of the period, and for its cadres: it goes by the score of
//! the village's last day, when some items were not due yet, so that they bring nothing or their full mark, and no key says
//! what such a one is paid.

use super::share;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::engine::Context;
use crate::engine::assessment::{
    CadreResult, Derivation, ItemResult, Party, PeriodCounts, State, VillageResult,
};
use crate::engine::score::node_score;
use crate::engine::score::snapshot::Snapshot;
use crate::number::Inexact;
use crate::period::{Date, Period, chinese_date};
use crate::rulebook::{Basis, Pay, Rate, ScoreOf, Subject};

/// Everything that is told of one pay in a period; those `paid` are all who got anything, and `told` those of whom it is
/// told otherwise why they did not.
pub(super) fn notices(
    context: &Context<'_>,
    pay: &Pay,
    (period, snapshot): (Period, &Snapshot),
    paid: &[Party],
    told: &[Party],
) -> Result<Diagnostics, Inexact> {
    let mut found = Diagnostics::new();
    for village in &snapshot.left.villages {
        let until = context.records.roster.village(&village.name).and_then(|village| village.until);
        let Some(until) = until.filter(|until| *until < period.last_day()) else { continue };
        let gone = Gone { context, pay, period, snapshot, village, until };
        let told = match pay.subject {
            Subject::Village => gone.of_village(paid),
            Subject::Cadre => gone.of_cadres(paid, told)?,
        };
        let hint = match pay.subject {
            Subject::Village => "不该全额发的，由乡镇决定后用补扣补加",
            Subject::Cadre => {
                "应按并入以后的得分等发的，由乡镇决定后用补扣补加，已不在任的记不到本人，记到村里、写明是谁的；就是这样定的，在 [[accepts]] 里写明理由"
            }
        };
        found
            .extend(told.map(|told| Diagnostic::warning(Code::PayOfVillageGone, &pay.span, told).hint(hint)));
    }
    Ok(found)
}

/// A village that is gone by the end of a period of pay.
struct Gone<'a> {
    context: &'a Context<'a>,
    pay: &'a Pay,
    period: Period,
    snapshot: &'a Snapshot,
    village: &'a VillageResult,
    until: Date,
}

impl Gone<'_> {
    /// `甲村考核到2024年5月31日止`
    fn head(&self) -> String {
        format!("{}考核到{}止", self.village.name, chinese_date(self.until))
    }

    /// `“奖金”（六）2024年度`
    fn what(&self) -> String {
        format!("“{}”（{}）{}", self.pay.name, self.pay.clause, self.period.chinese())
    }

    /// That the village was paid in full though it was there for a part of the period only.
    fn of_village(&self, paid: &[Party]) -> Option<String> {
        let is_own = |party: &&Party| matches!(party, Party::Village(name) if *name == self.village.name);
        paid.iter().find(is_own)?;
        if matches!(self.pay.rate, Rate::Fixed(_)) {
            return Some(format!("{}，{}照数全额发", self.head(), self.what()));
        }
        let waiting = self.waiting(&self.village.items, &[]);
        let waiting = if waiting.is_empty() { String::new() } else { format!("；{}", said(&waiting)) };
        Some(format!("{}，{}照它的得分全额发{waiting}", self.head(), self.what()))
    }

    /// That its cadres were paid by a score in which items are missing that were not due yet, or nothing for that reason.
    fn of_cadres(&self, paid: &[Party], told: &[Party]) -> Result<Option<String>, Inexact> {
        if !goes_by_points(self.pay) {
            return Ok(None);
        }
        let (mut waiting, mut by_score, mut unpaid) = (Vec::new(), Vec::new(), Vec::new());
        for cadre in self.snapshot.left.cadres.iter().filter(|one| one.person.village == self.village.name) {
            let own = self.not_due_of(cadre);
            let share = share::of(self.context, self.pay, cadre, self.period)?;
            if own.is_empty() || share.is_none_or(|share| share.factor.weight.is_zero()) {
                continue;
            }
            let party = Party::Cadre(cadre.person.clone());
            let is_paid = paid.contains(&party);
            if !is_paid && told.contains(&party) {
                continue;
            }
            let group = if is_paid { &mut by_score } else { &mut unpaid };
            group.push(cadre.person.numbered());
            waiting.extend(own.into_iter().filter(|one| !waiting.contains(one)).collect::<Vec<_>>());
        }
        let by_score = (!by_score.is_empty()).then_some(by_score.join("、"));
        let unpaid = (!unpaid.is_empty()).then_some(unpaid.join("、"));
        let score = self.score()?;
        let by_score = by_score.map(|names| format!("{names}照到那天的得分{score}发"));
        let told: Vec<String> =
            by_score.into_iter().chain(unpaid.map(|names| format!("{names}没有发"))).collect();
        let sentence = || format!("{}，{}；{}{}", self.head(), said(&waiting), self.what(), told.join("，"));
        Ok((!told.is_empty()).then(sentence))
    }

    /// `（428.5分）`, where all go by one score: the village's.
    fn score(&self) -> Result<String, Inexact> {
        let rulebook = self.context.rulebook;
        if rulebook.subject_of(&self.pay.node) == Subject::Cadre {
            return Ok(String::new());
        }
        let score = node_score::of_village(rulebook, self.village, &self.pay.node)?.score;
        Ok(score.map_or_else(String::new, |score| format!("（{score}分）")))
    }

    fn not_due_of<'a>(&'a self, cadre: &'a CadreResult) -> Vec<Waiting<'a>> {
        let of_village = &self.village.items;
        if self.context.rulebook.subject_of(&self.pay.node) == Subject::Village {
            return self.waiting(of_village, &[]);
        }
        self.waiting(&cadre.items, of_village)
    }

    /// Those of the items that are not due yet and that move the pay.
    fn waiting<'a>(&self, items: &'a [ItemResult], taken: &'a [ItemResult]) -> Vec<Waiting<'a>> {
        let mut waiting = not_due(&self.pay.node, items, taken);
        // Of what could be had, what brings nothing is no part; a full mark is part of both.
        waiting.retain(|one| one.is_full || !matches!(self.pay.rate, Rate::OfBase(_, Basis::Available)));
        waiting
    }
}

/// An item that was not due yet.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Waiting<'a> {
    name: &'a str,
    /// Whether it stands at its full mark, or what is left of that, and not at nothing.
    is_full: bool,
}

/// Whether what is not due yet moves the pay: not where it is the same for every score.
fn goes_by_points(pay: &Pay) -> bool {
    match &pay.rate {
        Rate::Fixed(_) => false,
        Rate::OfBase(_, Basis::Scale(scale)) => {
            let mut percents = scale.points().iter().map(|point| point.percent);
            percents.next().is_some_and(|first| percents.any(|percent| percent != first))
        }
        _ => true,
    }
}

/// The items under a node that bring nothing, or what they open with, since they are not due yet; where one takes the score of the
/// village, of those of the village.
fn not_due<'a>(of: &ScoreOf, items: &'a [ItemResult], taken: &'a [ItemResult]) -> Vec<Waiting<'a>> {
    let all: Vec<&ItemResult> = match of {
        ScoreOf::Whole(_) => items.iter().flat_map(ItemResult::flattened).collect(),
        ScoreOf::Node(id) => {
            let named = node_score::named(items, id).into_iter();
            named.flat_map(ItemResult::flattened).collect()
        }
    };
    // A term of what is taken names the part, or the village for the whole.
    let takes = all.iter().filter(|item| item.combine == Some(Derivation::Takes));
    let terms: Vec<&str> = takes.flat_map(|item| item.terms.iter().map(|term| term.id.as_str())).collect();
    let whole = taken.iter().filter(|_| terms.contains(&ScoreOf::Whole(Subject::Village).word()));
    let parts = terms.iter().flat_map(|id| node_score::named(taken, id));
    let taken = whole.chain(parts).flat_map(ItemResult::flattened);
    let mut found: Vec<Waiting<'_>> = Vec::new();
    for waiting in all.iter().copied().chain(taken).filter_map(waiting) {
        if !found.contains(&waiting) {
            found.push(waiting);
        }
    }
    found
}

/// An account of which nothing is due yet, and that counts so.
fn waiting(item: &ItemResult) -> Option<Waiting<'_>> {
    let is_account = item.items.is_empty() && item.combine.is_none();
    let waits = is_account && item.state == State::NotDue && item.in_force;
    let score = item.score.filter(|_| waits && item.counts == PeriodCounts::AsScored)?;
    Some(Waiting { name: &item.name, is_full: !score.is_zero() })
}

/// `“集体收入”、“粮食”那时还没有到计分的日子，没有得分`, `“报表”那时还没有到计分的日子，照满分计`
fn said(waiting: &[Waiting<'_>]) -> String {
    let of = |is_full: bool, what: &str| {
        let names = waiting.iter().filter(|one| one.is_full == is_full);
        let names: Vec<String> = names.map(|one| format!("“{}”", one.name)).collect();
        let names = names.join("、");
        (!names.is_empty()).then(|| format!("{names}那时还没有到计分的日子，{what}"))
    };
    let said: Vec<String> = [of(false, "没有得分"), of(true, "照满分计")].into_iter().flatten().collect();
    said.join("，")
}
