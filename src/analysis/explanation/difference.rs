//! What separates two scores, term by term: the terms' differences add up to that of the scores, to the last digit.
//! The two may be two villages of one period, or one village in two.

use super::loss::{Losses, losses_of_item};
use super::whole::{Whole, is_plain_throughout};
use crate::engine::assessment::{ItemResult, Posting, PostingKind, Term};
use crate::number::{Inexact, Number};
use crate::period::Period;
use crate::rules::CameToNothing;

/// What one side has more than the other in one rule, or in one posting.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// Points: Σ of the postings.
    pub amount: Number,
    /// How many postings came together here.
    pub count: usize,
    /// The last of them.
    pub last: &'a Posting,
}

/// One term of two scores.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The term's id; empty for limits of the whole.
    pub id: String,
    /// The period, where periods become one.
    pub period: Option<Period>,
    /// The item, if the term is one.
    pub item: Option<&'a ItemResult>,
    /// What it brings to the one score; `None` where it is no part of it.
    pub now: Option<Number>,
    /// What it brings to the other.
    pub other: Option<Number>,
    /// `now` − `other`.
    pub difference: Number,
    /// Postings that only the one has. They explain the difference whole, or are left out.
    pub came: Vec<Change<'a>>,
    /// Postings that only the other has.
    pub went: Vec<Change<'a>>,
    /// What came to nothing in the one, and not in the other.
    pub nothing: Vec<&'a CameToNothing>,
    /// What the one lost in it.
    pub lost_now: Option<Losses<'a>>,
    /// What the other lost in it.
    pub lost_other: Option<Losses<'a>>,
}

/// What separates two scores.
#[derive(Clone, Debug)]
pub struct Difference<'a> {
    /// The one score.
    pub now: Number,
    /// The other.
    pub other: Number,
    /// `now` − `other` = Σ differences of the rows.
    pub total: Number,
    /// The largest first, whichever way; terms that are equal and in which nothing moved are left out.
    pub rows: Vec<Row<'a>>,
    /// Whether rows were taken out since: they add up no more.
    pub is_part: bool,
}

impl Difference<'_> {
    /// Without the terms that are equal though what was posted is not: nobody's are, where two villages are told apart.
    #[must_use]
    pub fn without_equal_terms(mut self) -> Self {
        self.rows.retain(|row| !row.difference.is_zero());
        self
    }
}

/// Holds one score against another; `None` while either is undecided.
pub fn difference<'a>(now: &Whole<'a>, other: &Whole<'a>) -> Result<Option<Difference<'a>>, Inexact> {
    let (Some(score), Some(held_against)) = (now.score, other.score) else { return Ok(None) };
    let mut rows = Vec::new();
    for (id, period) in terms_of_both(now, other) {
        rows.push(row(now, other, id, period)?);
    }
    rows.push(limits(now, other)?);
    rows.retain(|row| {
        let is_moved = !row.came.is_empty() || !row.went.is_empty() || !row.nothing.is_empty();
        is_moved || !row.difference.is_zero()
    });
    rows.sort_by_key(|row| std::cmp::Reverse(row.difference.unsigned()));
    Ok(Some(Difference {
        now: score,
        other: held_against,
        total: score.minus(held_against)?,
        rows,
        is_part: false,
    }))
}

/// The terms of the one, then those that only the other has.
fn terms_of_both<'a>(now: &Whole<'a>, other: &Whole<'a>) -> Vec<(&'a str, Option<Period>)> {
    let mut all: Vec<(&str, Option<Period>)> = Vec::new();
    for term in now.terms.iter().chain(other.terms) {
        let key = (term.id.as_str(), term.period);
        if !all.contains(&key) {
            all.push(key);
        }
    }
    all
}

fn row<'a>(now: &Whole<'a>, other: &Whole<'a>, id: &str, period: Option<Period>) -> Result<Row<'a>, Inexact> {
    let brings = |whole: &Whole<'a>| {
        let is_same = |term: &&Term| term.id == id && term.period == period;
        whole.terms.iter().find(is_same).and_then(|term| term.contribution)
    };
    let (mine, theirs) = (brings(now), brings(other));
    let difference = mine.unwrap_or(Number::ZERO).minus(theirs.unwrap_or(Number::ZERO))?;
    let item_of = |whole: &Whole<'a>| whole.item(id).filter(|_| period.is_none());
    let (item, held_against) = (item_of(now), item_of(other));
    let (came, went) = moved(item, held_against, difference)?;
    Ok(Row {
        id: id.to_owned(),
        period,
        item: item.or(held_against),
        now: mine,
        other: theirs,
        difference,
        came,
        went,
        nothing: nothing(item, held_against),
        lost_now: item.map(|item| losses_of_item(now, item)).transpose()?,
        lost_other: held_against.map(|item| losses_of_item(other, item)).transpose()?,
    })
}

/// Floor, cap and rounding of the wholes.
fn limits<'a>(now: &Whole<'a>, other: &Whole<'a>) -> Result<Row<'a>, Inexact> {
    let sum = |whole: &Whole<'a>| Number::sum(whole.postings.iter().map(|posting| posting.amount));
    let (mine, theirs) = (sum(now)?, sum(other)?);
    let (came, went) = apart(now.postings.iter().collect(), other.postings.iter().collect());
    Ok(Row {
        id: String::new(),
        period: None,
        item: None,
        now: Some(mine),
        other: Some(theirs),
        difference: mine.minus(theirs)?,
        came: grouped(came, false)?,
        went: grouped(went, false)?,
        nothing: Vec::new(),
        lost_now: None,
        lost_other: None,
    })
}

/// What came to nothing in the one alone: no posting tells of it.
fn nothing<'a>(now: Option<&'a ItemResult>, other: Option<&'a ItemResult>) -> Vec<&'a CameToNothing> {
    let of = |item: Option<&'a ItemResult>| {
        let all = item.map_or_else(Vec::new, ItemResult::flattened);
        all.into_iter().flat_map(|item| &item.came_to_nothing).collect::<Vec<_>>()
    };
    let before = of(other);
    of(now).into_iter().filter(|one| !before.contains(one)).collect()
}

/// Postings that only one side has, if they come to the difference.
fn moved<'a>(
    now: Option<&'a ItemResult>,
    other: Option<&'a ItemResult>,
    difference: Number,
) -> Result<(Vec<Change<'a>>, Vec<Change<'a>>), Inexact> {
    let sides = [now, other];
    if !sides.iter().flatten().all(|item| is_plain_throughout(item)) {
        return Ok((Vec::new(), Vec::new()));
    }
    let [mine, theirs] = sides.map(|item| item.into_iter().flat_map(ItemResult::all_postings).collect());
    let earns = !sides
        .iter()
        .flatten()
        .any(|item| item.all_postings().any(|posting| posting.kind == PostingKind::Opening));
    let (came, went) = apart(mine, theirs);
    let sum = |postings: &[&Posting]| Number::sum(postings.iter().map(|posting| posting.amount));
    if sum(&came)?.minus(sum(&went)?)? != difference {
        return Ok((Vec::new(), Vec::new()));
    }
    Ok((grouped(came, earns)?, grouped(went, earns)?))
}

/// What only the one list has, and what only the other: postings are the same by all that they say but number and
/// balance.
fn apart<'a>(now: Vec<&'a Posting>, other: Vec<&'a Posting>) -> (Vec<&'a Posting>, Vec<&'a Posting>) {
    let is_same = |one: &Posting, other: &Posting| {
        (one.kind, one.date, &one.rule, one.amount) == (other.kind, other.date, &other.rule, other.amount)
            && (&one.reason, &one.cells) == (&other.reason, &other.cells)
    };
    let mut left = other;
    let mut came = Vec::new();
    for posting in now {
        match left.iter().position(|one| is_same(one, posting)) {
            Some(place) => drop(left.remove(place)),
            None => came.push(posting),
        }
    }
    for list in [&mut came, &mut left] {
        list.sort_by_key(|posting| posting.reading_order());
    }
    (came, left)
}

/// One by one; where points are earned bit by bit, all of a rule together.
fn grouped(postings: Vec<&Posting>, earns: bool) -> Result<Vec<Change<'_>>, Inexact> {
    let mut changes: Vec<Change<'_>> = Vec::new();
    for posting in postings {
        let gathers = earns && posting.kind == PostingKind::Rule;
        let known = |change: &&mut Change<'_>| gathers && change.last.rule == posting.rule;
        match changes.iter_mut().find(known) {
            Some(change) => {
                change.amount = change.amount.plus(posting.amount)?;
                (change.count, change.last) = (change.count + 1, posting);
            }
            None => changes.push(Change { amount: posting.amount, count: 1, last: posting }),
        }
    }
    Ok(changes)
}
