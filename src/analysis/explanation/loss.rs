//! What separates a score from its full mark, entry by entry: the entries add up to the difference, to the last digit.
//!
//! An item that takes off loses by each posting; one that earns loses what it did not earn. What gave points back (a
//! floor, a bonus) is an entry below zero. A node that is weighted or averaged is one entry: its parts are in another
//! scale and stand inside it.

use super::whole::{Whole, is_plain};
use crate::engine::assessment::{Derivation, ItemResult, Posting, PostingKind, State};
use crate::number::{Inexact, Number};

/// How points were lost, or gained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A rule took them off.
    Deducted,
    /// A rule gave them on top.
    Added,
    /// They could be earned and were not.
    Unearned,
    /// They cannot be earned yet.
    NotDue,
    /// They cannot be earned any more: the rules have ended, and nothing was judged.
    Stopped,
    /// The item does not apply.
    NotApplicable,
    /// The floor gave them back, or took back what it gave.
    Floor,
    /// A floor above zero gave what was missing to it, or took back of what it gave.
    Raised,
    /// The cap took them off, or let them go again.
    Cap,
    /// Rounding.
    Rounding,
    /// Villages that came together brought another balance.
    Merger,
    /// The account did not open with its full mark.
    Opening,
    /// The parts' full marks do not come to that of the whole.
    FullMarks,
    /// The score is a weighted or averaged one.
    Derived,
    /// The score is the village's.
    Taken,
}

impl Cause {
    /// The word of the contract.
    pub fn word(self) -> &'static str {
        match self {
            Self::Deducted => "deducted",
            Self::Added => "added",
            Self::Unearned => "unearned",
            // As of the state: the contract's words are closed.
            Self::NotDue | Self::Stopped => "not-due",
            Self::NotApplicable => "not-applicable",
            Self::Floor | Self::Raised => "floor",
            Self::Cap => "cap",
            Self::Rounding => "round",
            Self::Merger => "merger",
            Self::Opening => "opening",
            Self::FullMarks => "full-marks",
            Self::Derived => "derived",
            Self::Taken => "taken",
        }
    }
}

/// One thing that separates a score from its full mark.
#[derive(Clone, Debug)]
pub struct Loss<'a> {
    /// The item; `None` for what happened to the whole.
    pub item: Option<&'a ItemResult>,
    /// How.
    pub cause: Cause,
    /// Points: above zero lost, below zero gained.
    pub points: Number,
    /// Of what is earned, what was: 0 otherwise.
    pub earned: Number,
    /// The full mark that it is held against; of [`Cause::FullMarks`] that of the whole.
    pub full: Number,
    /// The posting, or of what is earned the last ones of each rule: what it measured before they tell. By household all.
    pub postings: Vec<&'a Posting>,
    /// Of a derived node, what its parts lost, in their own scale: not part of the sum.
    pub inside: Vec<Loss<'a>>,
}

/// All that separates a score from its full mark.
#[derive(Clone, Debug)]
pub struct Losses<'a> {
    /// Full mark.
    pub full: Number,
    /// The score; `None` while it is undecided, and then nothing adds up.
    pub score: Option<Number>,
    /// Full mark − score = Σ points of the entries.
    pub lost: Option<Number>,
    /// In the order of the scheme, within an item as a person follows the account.
    pub entries: Vec<Loss<'a>>,
    /// Items without a score: something due is not reported.
    pub undecided: Vec<&'a ItemResult>,
}

/// What a village or cadre lost. Of a whole that is weighted or averaged nothing but the difference is known here.
pub fn losses<'a>(whole: &Whole<'a>) -> Result<Losses<'a>, Inexact> {
    let mut found = Found { whole, entries: Vec::new(), undecided: Vec::new() };
    let lost = whole.score.map(|score| whole.full.minus(score)).transpose()?;
    if whole.is_plain_sum() {
        found.sum(None, whole.full, whole.items, whole.postings)?;
    } else if let Some(points) = lost {
        for item in whole.items {
            found.item(item)?;
        }
        let inside = std::mem::take(&mut found.entries);
        found.push(Loss { inside, ..entry(None, Cause::Derived, points, whole.full) });
    }
    let Found { entries, undecided, .. } = found;
    Ok(Losses { full: whole.full, score: whole.score, lost, entries, undecided })
}

/// What one item lost.
pub fn losses_of_item<'a>(whole: &Whole<'a>, item: &'a ItemResult) -> Result<Losses<'a>, Inexact> {
    let mut found = Found { whole, entries: Vec::new(), undecided: Vec::new() };
    found.item(item)?;
    let full = whole.full_of(item);
    let lost = item.score.map(|score| full.minus(score)).transpose()?;
    let Found { entries, undecided, .. } = found;
    Ok(Losses { full, score: item.score, lost, entries, undecided })
}

fn entry(item: Option<&ItemResult>, cause: Cause, points: Number, full: Number) -> Loss<'_> {
    Loss { item, cause, points, earned: Number::ZERO, full, postings: Vec::new(), inside: Vec::new() }
}

struct Found<'w, 'a> {
    whole: &'w Whole<'a>,
    entries: Vec<Loss<'a>>,
    undecided: Vec<&'a ItemResult>,
}

impl<'a> Found<'_, 'a> {
    /// Nothing lost is no entry.
    fn push(&mut self, loss: Loss<'a>) {
        if !loss.points.is_zero() {
            self.entries.push(loss);
        }
    }

    fn item(&mut self, item: &'a ItemResult) -> Result<(), Inexact> {
        let full = self.whole.full_of(item);
        let Some(score) = item.score else {
            self.undecided.push(item);
            return Ok(());
        };
        if item.terms.is_empty() {
            return self.account(item, full);
        }
        if item.combine != Some(Derivation::Takes) && is_plain(&item.terms) {
            return self.sum(Some(item), full, &item.items, &item.postings);
        }
        let outer = std::mem::take(&mut self.entries);
        for part in &item.items {
            self.item(part)?;
        }
        let inside = std::mem::replace(&mut self.entries, outer);
        let cause = if item.combine == Some(Derivation::Takes) { Cause::Taken } else { Cause::Derived };
        self.push(Loss { inside, ..entry(Some(item), cause, full.minus(score)?, full) });
        Ok(())
    }

    /// A plain sum: what its parts lost, what their full marks miss of its own, its own limits.
    fn sum(
        &mut self,
        item: Option<&'a ItemResult>,
        full: Number,
        parts: &'a [ItemResult],
        postings: &'a [Posting],
    ) -> Result<(), Inexact> {
        for part in parts {
            self.item(part)?;
        }
        let of_parts = Number::sum(parts.iter().map(|part| self.whole.full_of(part)))?;
        let differs = entry(item, Cause::FullMarks, full.minus(of_parts)?, full);
        self.push(Loss { earned: of_parts, ..differs });
        self.one_by_one(item, full, postings.iter());
        Ok(())
    }

    /// An account: what it opens with, or what it earned, against its full mark; then its other postings.
    fn account(&mut self, item: &'a ItemResult, full: Number) -> Result<(), Inexact> {
        let mut postings: Vec<&Posting> = item.postings.iter().collect();
        postings.sort_by_key(|posting| posting.reading_order());
        let (opening, others) = opening(postings, full)?;
        if !opening.is_empty() {
            let opened = Number::sum(opening.iter().map(|posting| posting.amount))?;
            let missing = entry(Some(item), Cause::Opening, full.minus(opened)?, full);
            self.push(Loss { earned: opened, postings: opening, ..missing });
            self.one_by_one(Some(item), full, others.into_iter());
            return Ok(());
        }
        let earning = if full.is_zero() { Vec::new() } else { earning_rules(&others)? };
        let earns = |posting: &&Posting| {
            posting.kind == PostingKind::Rule && earning.contains(&posting.rule.as_str())
        };
        let (earned, others): (Vec<_>, Vec<_>) = others.into_iter().partition(earns);
        let sum = Number::sum(earned.iter().map(|posting| posting.amount))?;
        let missing = full.minus(sum)?;
        let cause = match item.state {
            _ if missing.is_negative() => Cause::Added,
            State::NotDue => Cause::NotDue,
            State::Stopped(_) => Cause::Stopped,
            State::NotApplicable => Cause::NotApplicable,
            State::Scored | State::NotReported => Cause::Unearned,
        };
        let postings = earning.iter().flat_map(|rule| last_of(rule, &earned)).collect();
        self.push(Loss { earned: sum, postings, ..entry(Some(item), cause, missing, full) });
        self.one_by_one(Some(item), full, others.into_iter());
        Ok(())
    }

    fn one_by_one(
        &mut self,
        item: Option<&'a ItemResult>,
        full: Number,
        postings: impl Iterator<Item = &'a Posting>,
    ) {
        for posting in postings {
            let cause = match posting.kind {
                PostingKind::Unreported => Cause::Deducted,
                PostingKind::Rule if posting.amount.is_negative() => Cause::Deducted,
                PostingKind::Rule => Cause::Added,
                PostingKind::Opening if !posting.amount.is_negative() => Cause::Added,
                PostingKind::Opening if item.is_none_or(|item| item.left_out.is_none()) => Cause::Deducted,
                PostingKind::Opening => Cause::Opening,
                PostingKind::Merger => Cause::Merger,
                PostingKind::Floor => Cause::Floor,
                PostingKind::Raised => Cause::Raised,
                PostingKind::Cap => Cause::Cap,
                PostingKind::Rounding => Cause::Rounding,
            };
            let points = posting.amount.negated();
            self.push(Loss { postings: vec![posting], ..entry(item, cause, points, full) });
        }
    }
}

/// What an account, in reading order, opens with, and its other postings. What stands in for a report, or for what does not
/// apply, opens nothing where something was posted before it, nor where it gives more than the full mark is.
fn opening(postings: Vec<&Posting>, full: Number) -> Result<(Vec<&Posting>, Vec<&Posting>), Inexact> {
    let is_opening = |posting: &Posting| posting.kind == PostingKind::Opening;
    let Some(first) = postings.first().copied().filter(|first| is_opening(first)) else {
        return Ok((Vec::new(), postings));
    };
    let all = postings.iter().filter(|posting| is_opening(posting)).map(|posting| posting.amount);
    let is_over = Number::sum(all)? > full;
    let opens = |posting: &&Posting| is_opening(posting) && (!is_over || posting.date == first.date);
    Ok(postings.into_iter().partition(opens))
}

/// The postings of a rule that tell what it came to, in reading order: those of its last day, and of every household.
fn last_of<'a>(rule: &str, earned: &[&'a Posting]) -> Vec<&'a Posting> {
    let own = earned.iter().copied().filter(|posting| posting.rule == *rule);
    let last = own.clone().map(|posting| posting.date).max();
    own.filter(|posting| Some(posting.date) == last || !posting.household.is_empty()).collect()
}

/// The rules of an account that came to no less than nothing: what earns.
fn earning_rules<'a>(postings: &[&'a Posting]) -> Result<Vec<&'a str>, Inexact> {
    let mut sums: Vec<(&str, Number)> = Vec::new();
    for posting in postings.iter().filter(|posting| posting.kind == PostingKind::Rule) {
        match sums.iter_mut().find(|(rule, _)| *rule == posting.rule) {
            Some((_, sum)) => *sum = sum.plus(posting.amount)?,
            None => sums.push((&posting.rule, posting.amount)),
        }
    }
    Ok(sums.into_iter().filter(|(_, sum)| !sum.is_negative()).map(|(rule, _)| rule).collect())
}
