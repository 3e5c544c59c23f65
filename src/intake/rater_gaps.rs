//! 评分人 who marked most of a month and left one out: a blank that the others' mean would hide.

use std::collections::{BTreeMap, BTreeSet};

use super::form::Gathered;
use super::one_cause;
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics, Location, SheetRef};
use crate::fact::{Mark, Person, VillageFacts};
use crate::period::{Date, Month, Period};
use crate::rulebook::declaration::MarkDeclaration;
use crate::text::{Text, names_in};

/// Who is marked: a village, or a cadre of it.
type Marked<'a> = (&'a Text, Option<&'a Person>);

/// What one rater gave in a month; 不适用 is given too, and is no mark.
type Given<'a> = BTreeMap<Marked<'a>, &'a Mark>;

/// The marks of one name, by month and by who gave them.
type ByMonth<'a> = BTreeMap<Date, BTreeMap<&'a str, Given<'a>>>;

/// What a rater left out of a ballot: the same people in each of its marks.
struct Gap<'a> {
    date: Date,
    rater: &'a str,
    marks: Vec<&'a MarkDeclaration>,
    /// How many were marked.
    count: usize,
    left: Vec<Marked<'a>>,
    sheet: SheetRef,
    /// Where others marked the first of those left out.
    of_others: Vec<&'a CellRef>,
}

impl Gap<'_> {
    fn is_of_ballot(&self, other: &Self) -> bool {
        let of = |gap: &Self| {
            (gap.date, gap.rater.to_owned(), gap.count, gap.marks.first().map(|one| one.of_cadres))
        };
        of(self) == of(other) && self.left == other.left && self.sheet == other.sheet
    }
}

/// Tells of each rater who left out few of those whom the others marked. Where most raters leave somebody out, each marks
/// a part of them by design, and nothing is told. Whom one left out of several marks of a ballot is told once.
pub(super) fn check(gathered: &Gathered<'_>, marks: &[MarkDeclaration], diagnostics: &mut Diagnostics) {
    let mut ballots: Vec<Gap<'_>> = Vec::new();
    for gap in gaps(gathered, marks) {
        match ballots.iter_mut().find(|ballot| ballot.is_of_ballot(&gap)) {
            Some(ballot) => ballot.marks.extend(gap.marks),
            None => ballots.push(gap),
        }
    }
    diagnostics.extend(ballots.iter().map(told));
}

fn gaps<'a>(gathered: &'a Gathered<'_>, marks: &'a [MarkDeclaration]) -> Vec<Gap<'a>> {
    let mut found = Vec::new();
    for mark in marks.iter().filter(|mark| mark.by_raters) {
        let months = by_month(gathered, &mark.name);
        for (date, raters) in &months {
            let all: BTreeSet<Marked<'_>> = raters.values().flat_map(marked).map(|(one, _)| one).collect();
            let left_out = |(rater, given): (&&str, &Given<'_>)| -> Vec<Marked<'_>> {
                let is_open = |one: &&Marked<'_>| {
                    let is_blank = !given.contains_key(*one) && !is_own(gathered, rater, **one);
                    is_blank && !is_told(gathered, &mark.name, **one, *date)
                };
                let blank = all.iter().filter(is_open);
                blank
                    .filter(|one| !is_elsewhere(&months, *date, (*rater, given.len()), **one))
                    .copied()
                    .collect()
            };
            let gaps: Vec<_> = raters.iter().map(|one| (one, left_out(one))).collect();
            let with_gaps: Vec<_> = gaps.iter().filter(|(_, left)| !left.is_empty()).collect();
            if with_gaps.len() * 2 > raters.len() {
                continue;
            }
            let most = with_gaps.into_iter().filter(|((_, given), left)| left.len() < marked(given).count());
            found.extend(
                most.filter_map(|((rater, given), left)| gap(mark, (*date, raters), (*rater, *given), left)),
            );
        }
    }
    found
}

fn by_month<'a>(gathered: &'a Gathered<'_>, name: &str) -> ByMonth<'a> {
    let mut months = ByMonth::new();
    for (village, facts) in gathered.villages() {
        for mark in facts.marks.get(name).into_iter().flatten() {
            let Mark { date, rater, person, .. } = mark;
            let raters = months.entry(*date).or_default();
            raters.entry(rater.as_str()).or_default().insert((village, person.as_ref()), mark);
        }
    }
    months
}

/// Whom a rater gave a mark.
fn marked<'a>(given: &Given<'a>) -> impl Iterator<Item = (Marked<'a>, &'a Mark)> {
    let with_mark = given.iter().filter(|(_, mark)| mark.value.is_some());
    with_mark.map(|(one, mark)| (*one, *mark))
}

/// Nobody marks himself, nor his own village.
fn is_own(gathered: &Gathered<'_>, rater: &str, (village, person): Marked<'_>) -> bool {
    match person {
        Some(person) => person.name == rater,
        None => {
            let villages = gathered.villages().map(|(name, _)| name.as_str());
            names_in(rater, villages).contains(village.as_str())
        }
    }
}

/// Whether a cell of it could not be read, which was told.
fn is_told(gathered: &Gathered<'_>, name: &str, (village, _): Marked<'_>, date: Date) -> bool {
    let facts: Option<&VillageFacts> =
        gathered.villages().find(|(one, _)| *one == village).map(|(_, facts)| facts);
    facts.is_some_and(|facts| facts.is_unread(name, date, date))
}

/// Whether the mark was sent after or ahead of the others: in a neighbouring month, of which the rater marked fewer.
fn is_elsewhere(months: &ByMonth<'_>, date: Date, (rater, count): (&str, usize), marked: Marked<'_>) -> bool {
    let month = Month::of(date);
    let before = |month: Month| Period::of_month(month).previous().last_month();
    let is_next = |other: Month| before(other) == month || before(month) == other;
    let mut beside = months.iter().filter(|(other, _)| is_next(Month::of(**other)));
    beside.any(|(_, raters)| {
        raters.get(rater).is_some_and(|given| given.len() < count && given.contains_key(&marked))
    })
}

fn gap<'a>(
    mark: &'a MarkDeclaration,
    (date, raters): (Date, &BTreeMap<&'a str, Given<'a>>),
    (rater, given): (&'a str, &Given<'a>),
    left: &[Marked<'a>],
) -> Option<Gap<'a>> {
    let last = given.values().map(|mark| &mark.cell).max()?;
    let of_first = raters.values().flat_map(marked).filter(|(one, _)| left.first() == Some(one));
    Some(Gap {
        date,
        rater,
        marks: vec![mark],
        count: marked(given).count(),
        left: left.to_vec(),
        sheet: last.sheet.clone(),
        of_others: of_first.map(|(_, mark)| &mark.cell).collect(),
    })
}

fn told(gap: &Gap<'_>) -> Diagnostic {
    let name = |(village, person): &Marked<'_>| match person {
        Some(person) => format!("{village}{}", person.name),
        None => village.to_string(),
    };
    let is_of_cadres = gap.marks.first().is_some_and(|mark| mark.of_cadres);
    let (unit, month) = (if is_of_cadres { "人" } else { "个村" }, Month::of(gap.date));
    let names = one_cause::first_few(gap.left.iter().map(name));
    let marks: Vec<String> = gap.marks.iter().map(|mark| format!("“{}”", mark.name)).collect();
    let message = format!(
        "评分人“{}”{month} 的{}评了 {} {unit}，没有评{names}：不算 0 分，只按别人所评的算",
        gap.rater,
        marks.join("、"),
        gap.count
    );
    let hint = match gap.left.as_slice() {
        [_] => format!("评了的补上（另有 {} 人评了）；不评的填“不适用”，就不再提醒", gap.of_others.len()),
        _ => "评了的补上；不评的填“不适用”，就不再提醒".to_owned(),
    };
    // What is wanting has no cell that is known, and those that were filled in are right.
    let told = Diagnostic::warning(Code::RaterGap, Location::Sheet(gap.sheet.clone()), message).hint(hint);
    match gap.of_others.first() {
        Some(other) => told.related(*other, "别人所评的一格"),
        None => told,
    }
}
