//! 本期扣分: which postings tell what was lost within a period, so that those of an account add up to it.
//!
//! Of a rule that measures again, what it took within the period in all counts: what it took and gave back is told of
//! only where something remains taken, and then both. So it is with limits: what a floor gave while the marks of the month
//! were not in yet, and took again when they came, changed nothing.

use crate::engine::assessment::{ItemResult, Posting, PostingKind, State};
use crate::number::Number;
use crate::period::Period;
use crate::rulebook::{Item, ItemRule, Opens, Rulebook};
use crate::rules::AtOnce;

/// What a rule had posted on an account before one of its postings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Earlier {
    /// Nothing that counts: the posting is what its sentence says.
    #[default]
    Nothing,
    /// It had taken points; the posting is what changed.
    Taken,
    /// It had given points, which are taken back first.
    Given,
}

/// What the sentence of a posting says of what its rule had posted before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Said {
    /// Nothing: it has to be said beside it.
    #[default]
    Nothing,
    /// What the measurement before came to, and by how much this one corrects it.
    Correction,
    /// The same of the last of several that are told as one, whose points are those of all.
    LastCorrection,
}

/// A posting that tells of a loss, or of what is given back of one.
#[derive(Clone, Debug)]
pub struct Lowering<'a> {
    /// The way to its item from the whole: the place of each node among those beside it; empty for the whole.
    pub way: Vec<usize>,
    /// The item; none for a limit of the whole.
    pub item: Option<&'a ItemResult>,
    /// Its place among the postings of the item.
    pub place: usize,
    /// The posting; the last of several, where they are told as one.
    pub posting: &'a Posting,
    /// Whether it stands for all that changed on its item within the period.
    pub is_all: bool,
    /// What its rule had posted before, where the rule measures again.
    pub earlier: Earlier,
    /// What its sentence says of that.
    pub said: Said,
}

/// The rules that measure again, so that the latest figure takes the place of earlier ones, or give of one matter the
/// largest; beside them those that give back what was taken: what others take on top of an item that they empty, or less of
/// one matter.
#[derive(Clone, Debug, Default)]
pub struct Remeasured<'a> {
    again: Vec<&'a str>,
    /// Those of them whose sentences say what they correct.
    saying: Vec<&'a str>,
    returning: Vec<&'a str>,
    /// The items whose accounts begin with nothing.
    empty: Vec<&'a str>,
}

impl<'a> Remeasured<'a> {
    /// Those of a rulebook.
    pub fn by(rulebook: &'a Rulebook) -> Self {
        let rules = || rulebook.items.iter().flat_map(Item::rules);
        let gives = |rule: &ItemRule| rule.rule.adds();
        let again = rules().filter(|rule| rule.uses.replaces || rule.uses.same_matter && gives(rule));
        // What falls in whole by a figure takes an amount of its own, and nothing that others take on top.
        let empties = |rule: &ItemRule| rule.rule.at_once() == AtOnce::Account;
        let begins_empty =
            |item: &&Item| item.account().is_some_and(|account| account.opens == Opens::Nothing);
        let empty = rulebook.items.iter().filter(begins_empty);
        let returning = rules().filter(|rule| (empties(rule) || rule.uses.same_matter) && !gives(rule));
        Self {
            saying: rules().filter(|rule| rule.uses.replaces).map(|rule| rule.id.as_str()).collect(),
            empty: empty.map(|item| item.id.as_str()).collect(),
            again: again.map(|rule| rule.id.as_str()).collect(),
            returning: returning.map(|rule| rule.id.as_str()).collect(),
        }
    }

    /// Whether a posting is one of such a rule.
    pub fn posted(&self, posting: &Posting) -> bool {
        posting.kind == PostingKind::Rule && self.again.contains(&posting.rule.as_str())
    }

    fn said(&self, posting: &Posting) -> Said {
        let says = self.posted(posting) && self.saying.contains(&posting.rule.as_str());
        if says { Said::Correction } else { Said::Nothing }
    }

    /// What lowered a score within a period: item by item, within an item as a person follows the account.
    pub fn lowering<'p>(
        &self,
        period: Period,
        items: &'p [ItemResult],
        whole: &'p [Posting],
    ) -> Vec<Lowering<'p>> {
        let mut all = Vec::new();
        for (place, item) in items.iter().enumerate() {
            all.extend(self.of_item(period, item, &[place]));
        }
        let own = self.of_account(period, whole).into_iter();
        let own = own.map(|(place, posting, earlier)| Lowering {
            way: Vec::new(),
            item: None,
            place,
            posting,
            is_all: false,
            earlier,
            said: Said::Nothing,
        });
        if all.is_empty() { Vec::new() } else { all.into_iter().chain(own).collect() }
    }

    /// What else moved a score within a period, in the same order: what was given, and what limits, rounding and mergers
    /// made of it. With what lowered it, this is all that happened to the score.
    pub fn others<'p>(
        &self,
        period: Period,
        items: &'p [ItemResult],
        whole: &'p [Posting],
    ) -> Vec<Lowering<'p>> {
        let told = self.lowering(period, items, whole);
        let mut all = Vec::new();
        for (place, item) in items.iter().enumerate() {
            all.extend(self.moving(period, item, &[place]));
        }
        if !all.is_empty() {
            all.extend(self.moved(period, None, whole, &[]));
        }
        // Several that are told as one are all told.
        let is_told = |one: &Lowering<'_>| {
            told.iter().any(|other| other.way == one.way && (other.is_all || other.place == one.place))
        };
        all.retain(|one| !is_told(one));
        all
    }

    /// What moved an item and those under it within a period; nothing where only limits did, as where a score is another's.
    fn moving<'p>(&self, period: Period, item: &'p ItemResult, way: &[usize]) -> Vec<Lowering<'p>> {
        let mut all = self.moved(period, Some(item), &item.postings, way);
        for (place, under) in item.items.iter().enumerate() {
            all.extend(self.moving(period, under, &[way, &[place]].concat()));
        }
        let is_own = |one: &Lowering<'_>| !is_limit(one.posting) && one.posting.kind != PostingKind::Rounding;
        if all.iter().any(is_own) { all } else { Vec::new() }
    }

    fn moved<'p>(
        &self,
        period: Period,
        item: Option<&'p ItemResult>,
        postings: &'p [Posting],
        way: &[usize],
    ) -> Vec<Lowering<'p>> {
        let mut own: Vec<(usize, &Posting)> = postings.iter().enumerate().collect();
        own.sort_by_key(|(_, posting)| posting.reading_order());
        let passed = passing(period, &own);
        let moves = |(place, posting): &(usize, &Posting)| {
            let is_within = posting.is_of(period) && !passed.contains(place);
            let moves = posting.kind != PostingKind::Opening || self.stands_for_reports(item);
            is_within && moves && !posting.amount.is_zero()
        };
        let lowering = |(place, posting)| Lowering {
            way: way.to_vec(),
            item,
            place,
            posting,
            is_all: false,
            earlier: Earlier::Nothing,
            said: Said::Nothing,
        };
        own.into_iter().filter(moves).map(lowering).collect()
    }

    /// Whether an opening of an item is no beginning of its account, but what the rulebook gives for what was not reported.
    fn stands_for_reports(&self, item: Option<&ItemResult>) -> bool {
        let unreported = item.filter(|item| item.state == State::NotReported && item.score.is_some());
        unreported.is_some_and(|item| self.empty.contains(&item.id.as_str()))
    }

    fn of_item<'p>(&self, period: Period, item: &'p ItemResult, way: &[usize]) -> Vec<Lowering<'p>> {
        let own = self.of_account(period, &item.postings).into_iter();
        let mut own: Vec<Lowering<'p>> = own
            .map(|(place, posting, earlier)| Lowering {
                way: way.to_vec(),
                item: Some(item),
                place,
                posting,
                is_all: false,
                earlier,
                said: self.said(posting),
            })
            .collect();
        if self.is_one(item, &own)
            && let (Some(first), Some(last)) = (own.first().map(|one| one.earlier), own.pop())
        {
            let said = if last.said == Said::Correction { Said::LastCorrection } else { last.said };
            own = vec![Lowering { is_all: true, earlier: first, said, ..last }];
        }
        let under = item.items.iter().enumerate();
        let under = under.flat_map(|(place, item)| self.of_item(period, item, &[way, &[place]].concat()));
        let under: Vec<_> = under.collect();
        // What a limit gives back where nothing was taken, as where a score is another's, tells of no loss.
        if under.is_empty() {
            match own.iter().all(|one| is_limit(one.posting)) {
                // What is emptied below a floor above zero is lost by what the floor had given.
                true if item.combine.is_none() && item.period_change.is_negative() => {
                    self.moved(period, Some(item), &item.postings, way)
                }
                true => Vec::new(),
                false => own,
            }
        } else {
            own.into_iter().chain(under).collect()
        }
    }

    /// Whether several postings of one rule that measures again are all that changed on an item within the period.
    fn is_one(&self, item: &ItemResult, told: &[Lowering<'_>]) -> bool {
        let Some((first, rest)) = told.split_first().filter(|(_, rest)| !rest.is_empty()) else {
            return false;
        };
        let is_same = |one: &Lowering<'_>| one.posting.rule == first.posting.rule;
        let sum = Number::sum(told.iter().map(|one| one.posting.amount));
        self.posted(first.posting) && rest.iter().all(is_same) && sum.ok() == Some(item.period_change)
    }

    fn of_account<'p>(&self, period: Period, postings: &'p [Posting]) -> Vec<(usize, &'p Posting, Earlier)> {
        let mut ordered: Vec<(usize, &Posting)> = postings.iter().enumerate().collect();
        ordered.sort_by_key(|(_, posting)| posting.reading_order());
        let mut kept: Vec<(usize, Earlier)> = Vec::new();
        for rule in &self.again {
            let own =
                ordered.iter().copied().filter(|(_, posting)| self.posted(posting) && posting.rule == *rule);
            kept.extend(taken(period, own).unwrap_or_default());
        }
        let has_kept = !kept.is_empty();
        let passed = passing(period, &ordered);
        let told = ordered.into_iter().filter(|(_, posting)| posting.is_of(period));
        let told = told.filter(|(place, _)| !passed.contains(place));
        told.filter_map(|(place, posting)| {
            if self.posted(posting) {
                let (_, earlier) = kept.iter().find(|(other, _)| *other == place)?;
                return Some((place, posting, *earlier));
            }
            // Where both ways of a rule are told, those of a limit are.
            let is_told = tells_of_loss(posting) || has_kept && is_limit(posting);
            let gives_back = !is_told && self.returns(postings, posting);
            let earlier = if gives_back { Earlier::Taken } else { Earlier::Nothing };
            (is_told || gives_back).then_some((place, posting, earlier))
        })
        .collect()
    }

    /// Whether a posting gives back what its rule took, or others took on top of it.
    fn returns(&self, postings: &[Posting], posting: &Posting) -> bool {
        self.returning.contains(&posting.rule.as_str()) && gave_back(postings, posting)
    }

    /// Whether an item gained within the period what is not told among its losses.
    pub fn has_gain(&self, period: Period, item: &ItemResult) -> bool {
        let within = || item.postings.iter().filter(|posting| posting.is_of(period));
        let mut gains = within().filter(|posting| {
            let is_given = matches!(posting.kind, PostingKind::Rule | PostingKind::Merger);
            let gives = is_given && !posting.amount.is_zero() && !posting.amount.is_negative();
            gives && !self.returns(&item.postings, posting)
        });
        gains.any(|gain| {
            let same = within().filter(|other| self.posted(other) && other.rule == gain.rule);
            let net = Number::sum(same.map(|other| other.amount));
            !self.posted(gain) || net.is_ok_and(|net| !net.is_zero() && !net.is_negative())
        })
    }
}

/// The places of the postings of a limit within a period of which nothing is left at its end: what they gave they took
/// again, or the other way round.
fn passing(period: Period, ordered: &[(usize, &Posting)]) -> Vec<usize> {
    let mut passed = Vec::new();
    for kind in [PostingKind::Floor, PostingKind::Raised, PostingKind::Cap] {
        let of_kind = ordered.iter().filter(|(_, one)| one.kind == kind && one.is_of(period));
        let (mut changed, mut open) = (Number::ZERO, Vec::new());
        for (place, posting) in of_kind {
            let Ok(sum) = changed.plus(posting.amount) else { break };
            changed = sum;
            open.push(*place);
            if changed.is_zero() {
                passed.append(&mut open);
            }
        }
    }
    passed
}

/// The postings by which a rule that measures again took points within a period, each with what stood before it: those
/// since it last stood where it did when the period began. None where it took nothing in all.
fn taken<'p>(
    period: Period,
    postings: impl Iterator<Item = (usize, &'p Posting)>,
) -> Option<Vec<(usize, Earlier)>> {
    let (mut stood, mut changed) = (Number::ZERO, Number::ZERO);
    let mut kept = Vec::new();
    for (place, posting) in postings {
        if posting.is_of(period) {
            let earlier = match (stood.is_zero(), stood.is_negative()) {
                (true, _) => Earlier::Nothing,
                (false, true) => Earlier::Taken,
                (false, false) => Earlier::Given,
            };
            kept.push((place, earlier));
            changed = changed.plus(posting.amount).ok()?;
        }
        stood = stood.plus(posting.amount).ok()?;
        if changed.is_zero() {
            kept.clear();
        }
    }
    changed.is_negative().then_some(kept)
}

fn is_limit(posting: &Posting) -> bool {
    matches!(posting.kind, PostingKind::Floor | PostingKind::Raised | PostingKind::Cap)
}

/// Whether a posting tells of a loss: a deduction, or what a limit gives back of one. What a limit takes from a gain is
/// no deduction, nor is what it takes again of what it gave back before.
pub fn tells_of_loss(posting: &Posting) -> bool {
    match posting.kind {
        PostingKind::Opening | PostingKind::Rounding => false,
        PostingKind::Rule | PostingKind::Merger | PostingKind::Unreported => posting.amount.is_negative(),
        PostingKind::Floor | PostingKind::Raised | PostingKind::Cap => !posting.amount.is_negative(),
    }
}

/// Whether a posting of a rule gives back of what the rule had taken on the same account before.
pub fn gives_back(item: &ItemResult, posting: &Posting) -> bool {
    gave_back(&item.postings, posting)
}

fn gave_back(postings: &[Posting], posting: &Posting) -> bool {
    let mut own: Vec<&Posting> = postings.iter().filter(|other| other.rule == posting.rule).collect();
    own.sort_by_key(|other| other.reading_order());
    let before = own.into_iter().take_while(|other| other.id != posting.id);
    let before = Number::sum(before.map(|other| other.amount));
    posting.kind == PostingKind::Rule
        && !posting.amount.is_negative()
        && before.is_ok_and(Number::is_negative)
}
