//! Holds the figures of two results against each other, pair by pair.

use std::collections::BTreeMap;

use super::{
    Change, Comparison, Entry, Figures, FileChange, ItemFigures, Kind, Outcome, OutcomeKey, Row, SchemeName,
    StandingFigures, SubjectFigures, Value, Whom,
};
use crate::engine::assessment::{STOPPED, State};

/// What differs between an old result and a new one. A figure that only one of them knows is no change.
pub fn compare(old: &Figures, new: &Figures) -> Comparison {
    let mut found = Found::default();
    found.subjects(&old.subjects, &new.subjects);
    found.standings(&old.standings, &new.standings);
    if let (Some(old), Some(new)) = (old.prize_total, new.prize_total) {
        let values = (Some(Value::Yuan(old)), Some(Value::Yuan(new)));
        found.push(Kind::Prize, &Whom::default(), "奖金合计", "", values);
    }
    for (old, new) in with_moved_dues(outcomes(&old.outcomes, &new.outcomes)) {
        let Some(one) = new.or(old) else { continue };
        let value = |outcome: Option<&Outcome>| outcome.and_then(|outcome| outcome.value.clone());
        let count = found.changes.len();
        found.push(one.kind, &one.whom, &one.what, &one.clause, (value(old), value(new)));
        for change in found.changes.iter_mut().skip(count) {
            change.outcome.clone_from(&one.key);
        }
    }
    let mut changes = found.changes;
    // The sort is stable: within a kind the order is that of the results.
    changes.sort_by_key(|change| change.kind);
    let scheme =
        |figures: &Figures| SchemeName { title: figures.title.clone(), version: figures.version.clone() };
    let differs = old.rulebook != new.rulebook;
    Comparison {
        period: new.period,
        changes,
        files: files(&old.inputs, &new.inputs),
        gone: gone(&old.subjects, &new.subjects),
        rulebook: differs.then(|| (scheme(old), scheme(new))),
    }
}

fn gone(old: &[SubjectFigures], new: &[SubjectFigures]) -> Vec<(Whom, String)> {
    let is_gone = |one: &&SubjectFigures| {
        !one.whom.person.is_empty() && !new.iter().any(|other| other.whom == one.whom)
    };
    let mut gone: Vec<(Whom, String)> = Vec::new();
    for one in old.iter().filter(is_gone) {
        // Of posts that were held in turn the last one counts.
        gone.retain(|(other, _)| *other != one.whom);
        gone.push((one.whom.clone(), one.post.clone()));
    }
    gone
}

fn files(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Vec<FileChange> {
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort();
    names.dedup();
    let changed = names.into_iter().filter(|name| old.get(*name) != new.get(*name));
    let change = |name: &String| FileChange {
        file: name.clone(),
        was_there: old.contains_key(name),
        is_there: new.contains_key(name),
    };
    changed.map(change).collect()
}

/// Pairs of entries of two lists by key, in the order of the new list; those that went come last. Of entries with one
/// key the first pairs with the first.
fn paired<'a, T, K: Ord + 'a>(
    old: &'a [T],
    new: &'a [T],
    key: impl Fn(&'a T) -> K,
) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let mut places: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for (place, one) in old.iter().enumerate().rev() {
        places.entry(key(one)).or_default().push(place);
    }
    let mut met = vec![false; old.len()];
    let mut pairs = Vec::with_capacity(new.len());
    for one in new {
        let place = places.get_mut(&key(one)).and_then(Vec::pop);
        let before = place.and_then(|place| {
            *met.get_mut(place)? = true;
            old.get(place)
        });
        pairs.push((before, Some(one)));
    }
    let left = old.iter().zip(met).filter(|(_, met)| !met);
    pairs.extend(left.map(|(one, _)| (Some(one), None)));
    pairs
}

/// Pairs of outcomes. Prizes that a program wrote which did not tell their ids are paired without them.
fn outcomes<'a>(old: &'a [Outcome], new: &'a [Outcome]) -> Vec<OutcomePair<'a>> {
    let has_no_id = |one: &&Outcome| one.kind == Kind::Prize && one.key.prize.is_empty();
    let is_without = old.iter().chain(new).any(|one| has_no_id(&one));
    let apart = |all: &'a [Outcome]| -> (Vec<&'a Outcome>, Vec<&'a Outcome>) {
        all.iter().partition(|one| is_without && one.kind == Kind::Prize)
    };
    let ((old_prizes, old), (new_prizes, new)) = (apart(old), apart(new));
    let mut pairs = paired_without_ids(old_prizes, &new_prizes);
    let others = paired(&old, &new, |one| (one.kind, &one.key));
    pairs.extend(others.into_iter().map(|(old, new)| (old.copied(), new.copied())));
    pairs
}

/// Pairs of prizes of one standing: of one clause and figure first, then of one clause, and only then as they come.
fn paired_without_ids<'a>(mut left: Vec<&'a Outcome>, new: &[&'a Outcome]) -> Vec<OutcomePair<'a>> {
    let without_id = |one: &Outcome| OutcomeKey { prize: String::new(), ..one.key.clone() };
    let near = |one: &Outcome, other: &Outcome| {
        let is_of_clause = one.clause == other.clause;
        let nearness = usize::from(is_of_clause) + usize::from(is_of_clause && one.value == other.value);
        (without_id(one) == without_id(other)).then_some(nearness)
    };
    let mut pairs: Vec<OutcomePair<'a>> = new.iter().map(|one| (None, Some(*one))).collect();
    for wanted in [2, 1, 0] {
        for (before, after) in pairs.iter_mut().filter(|(before, _)| before.is_none()) {
            let is_it = |one: &&Outcome| after.and_then(|after| near(one, after)) >= Some(wanted);
            *before = left.iter().position(is_it).map(|place| left.remove(place));
        }
    }
    pairs.extend(left.into_iter().map(|one| (Some(one), None)));
    pairs
}

type OutcomePair<'a> = (Option<&'a Outcome>, Option<&'a Outcome>);

/// The same with a sum of money that went and one that came for one payee by one rule as one pair. A sum that only moved
/// to another day stays two: as a pair it would be no change.
fn with_moved_dues(pairs: Vec<OutcomePair<'_>>) -> Vec<OutcomePair<'_>> {
    let (mut gone, others): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(_, new)| new.is_none());
    let mut joined: Vec<OutcomePair<'_>> = Vec::with_capacity(others.len());
    for (old, new) in others {
        let is_before = |went: &OutcomePair<'_>| {
            let both = went.0.zip(new);
            both.is_some_and(|(went, came)| went.is_of_same_dues(came) && went.value != came.value)
        };
        let place = gone.iter().position(is_before).filter(|_| old.is_none());
        let before = place.map_or(old, |place| gone.remove(place).0);
        joined.push((before, new));
    }
    joined.extend(gone);
    joined
}

#[derive(Default)]
struct Found {
    changes: Vec<Change>,
}

impl Found {
    fn push(
        &mut self,
        kind: Kind,
        whom: &Whom,
        what: &str,
        clause: &str,
        (before, after): (Option<Value>, Option<Value>),
    ) {
        if !is_same(before.as_ref(), after.as_ref()) {
            self.changes.push(Change {
                kind,
                whom: whom.clone(),
                what: what.to_owned(),
                clause: clause.to_owned(),
                outcome: OutcomeKey::default(),
                before,
                after,
                came: Vec::new(),
                went: Vec::new(),
            });
        }
    }

    fn subjects(&mut self, old: &[SubjectFigures], new: &[SubjectFigures]) {
        for pair in paired(old, new, |subject| subject.key.as_slice()) {
            match pair {
                (Some(old), Some(new)) => self.subject(old, new),
                (old, new) => {
                    let Some(one) = new.or(old) else { continue };
                    let words = |_: &SubjectFigures| Value::Words("参加考核".to_owned());
                    self.push(Kind::Subject, &one.whom, "", "", (old.map(words), new.map(words)));
                }
            }
        }
    }

    fn subject(&mut self, old: &SubjectFigures, new: &SubjectFigures) {
        let whom = &new.whom;
        if let (Some(old), Some(new)) = (old.score, new.score) {
            self.push(Kind::Score, whom, "得分", "", (old.map(Value::Points), new.map(Value::Points)));
        }
        if let (Some(old), Some(new)) = (old.available, new.available) {
            let values = (Some(Value::Points(old)), Some(Value::Points(new)));
            self.push(Kind::Score, whom, "可得分", "", values);
        }
        if let (Some(old), Some(new)) = (&old.grade, &new.grade) {
            let words = |grade: &Option<String>| grade.clone().map(Value::Words);
            self.push(Kind::Grade, whom, "等次", "", (words(old), words(new)));
        }
        self.items(whom, &old.items, &new.items);
    }

    fn items(&mut self, whom: &Whom, old: &[ItemFigures], new: &[ItemFigures]) {
        for (old, new) in paired(old, new, |item| item.key.as_slice()) {
            let Some(one) = new.or(old) else { continue };
            // What comes into force later was in no earlier result, and is nothing in the one of now.
            if old.xor(new).is_some_and(ItemFigures::is_waiting) {
                continue;
            }
            let count = self.changes.len();
            let value = |item: Option<&ItemFigures>| item.and_then(|item| item.value.clone());
            self.push(Kind::Item, whom, &one.what, &one.clause, (value(old), value(new)));
            let entries =
                |item: Option<&'_ ItemFigures>| item.map_or_else(Vec::new, |item| item.entries.clone());
            if let Some(change) = self.changes.get_mut(count) {
                let (before, after) = (entries(old), entries(new));
                change.came = without(&after, &before);
                change.went = without(&before, &after);
            }
            self.items(whom, old.map_or(&[], |item| &item.items), new.map_or(&[], |item| &item.items));
        }
    }

    fn standings(&mut self, old: &[StandingFigures], new: &[StandingFigures]) {
        for (old, new) in paired(old, new, |standing| standing.key.as_slice()) {
            // A standing that came or went is one in which all places did.
            let Some(one) = new.or(old) else { continue };
            let (before, after) =
                (old.map_or(&[][..], |old| &old.rows), new.map_or(&[][..], |new| &new.rows));
            for (before, after) in paired(before, after, |row| row.key.as_slice()) {
                let Some(row) = after.or(before) else { continue };
                let place = |row: Option<&Row>| row.and_then(|row| row.place.clone());
                self.push(Kind::Rank, &row.whom, &one.name, "", (place(before), place(after)));
            }
            let remainder = |standing: Option<&StandingFigures>| standing.and_then(|one| one.remainder);
            if let (Some(old), Some(new)) = (remainder(old), remainder(new)) {
                let values = (Some(Value::Yuan(old)), Some(Value::Yuan(new)));
                let what = format!("{}并列分奖的余数", one.name);
                self.push(Kind::Prize, &Whom::default(), &what, "", values);
            }
        }
    }
}

fn unjudged(words: &str) -> String {
    words.replace(STOPPED, State::NotDue.chinese())
}

/// Whether two values are the same: of an action what is proposed (`约谈：2024年1月第4名`), and all figures of its reason, in
/// whatever words.
pub(super) fn is_same(before: Option<&Value>, after: Option<&Value>) -> bool {
    let proposed = |reason: &str| reason.split_once('：').map_or(reason, |(proposed, _)| proposed).to_owned();
    match (before, after) {
        (
            Some(Value::Action { reason: was, quantity: before, .. }),
            Some(Value::Action { reason: is, quantity: after, .. }),
        ) => before == after && proposed(was) == proposed(is) && figures_in(was) == figures_in(is),
        // Whether what nobody judged is still to come, older programs did not ask: the score is the same.
        (Some(Value::Words(was)), Some(Value::Words(is))) => unjudged(was) == unjudged(is),
        _ => before == after,
    }
}

/// The entries of one list that the other has not, as often as it has them more. What stands in another row, or is told
/// in other words by another version of the program, is no other entry.
fn without(all: &[Entry], others: &[Entry]) -> Vec<Entry> {
    let mut others = others.to_vec();
    let mut left = all.to_vec();
    for is_same in [is_equal, stands_elsewhere, is_told_otherwise] {
        left.retain(|entry| match others.iter().position(|other| is_same(entry, other)) {
            Some(place) => {
                others.remove(place);
                false
            }
            None => true,
        });
    }
    left
}

fn is_equal(one: &Entry, other: &Entry) -> bool {
    one == other
}

/// Whether two entries differ in their cells alone.
fn stands_elsewhere(one: &Entry, other: &Entry) -> bool {
    costs_the_same(one, other) && one.reason == other.reason
}

/// Whether two entries rest on the same cell, and tell the same in other words.
fn is_told_otherwise(one: &Entry, other: &Entry) -> bool {
    let shares_cell = || one.cells.iter().any(|cell| other.cells.contains(cell));
    costs_the_same(one, other) && is_reworded(&one.reason, &other.reason) && shares_cell()
}

fn costs_the_same(one: &Entry, other: &Entry) -> bool {
    (&one.date, &one.rule, &one.amount) == (&other.date, &other.rule, &other.amount)
}

/// Whether one reason may be another in other words: all figures of the shorter are in the longer.
fn is_reworded(one: &str, other: &str) -> bool {
    let (one, other) = (figures_in(one), figures_in(other));
    let holds = |all: &[String], some: &[String]| some.iter().all(|figure| all.contains(figure));
    holds(&one, &other) || holds(&other, &one)
}

/// The figures of a text, in order.
fn figures_in(text: &str) -> Vec<String> {
    let is_part = |letter: char| letter.is_ascii_digit() || letter == '.';
    let figures = text.split(|letter: char| !is_part(letter)).map(|figure| figure.trim_matches('.'));
    figures.filter(|figure| !figure.is_empty()).map(str::to_owned).collect()
}
