//! Postings into accounts: order, floors and caps, balances on a day.

pub(in crate::engine) mod carried;
pub(in crate::engine) mod dated_late;
pub(in crate::engine) mod gone_before;
pub(in crate::engine) mod held_by_rules;
mod holds;
pub(in crate::engine) mod item;
mod kept_by_rows;
mod limits;
mod merged;
mod merged_total;
pub(in crate::engine) mod raised;
pub(in crate::engine) mod state;
pub(in crate::engine) mod window;

use limits::rounding;

pub(in crate::engine) use limits::Limits;

use crate::diagnostic::Cells;
use crate::engine::assessment::{AccountName, Posting, PostingId, PostingKind};
use crate::number::{Inexact, Number};
use crate::period::{Date, Period};
use crate::rules::ShownFacts;
use crate::sentence::Sentence;
use crate::text::Text;

/// The changes of a balance, each day once, in order of date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::engine) struct Changes {
    days: Vec<(Date, Number)>,
    /// What of the first day the account opens with.
    opening: Number,
}

impl Changes {
    pub(in crate::engine) const fn new() -> Self {
        Self { days: Vec::new(), opening: Number::ZERO }
    }

    /// One change.
    pub(in crate::engine) fn on(date: Date, amount: Number) -> Self {
        Self { days: vec![(date, amount)], ..Self::new() }
    }

    /// Each day with its change, in order.
    pub(in crate::engine) fn iter(&self) -> impl Iterator<Item = (Date, Number)> {
        self.days.iter().copied()
    }

    /// The change of a day; none for most.
    pub(in crate::engine) fn of(&self, date: Date) -> Number {
        let found = self.days.binary_search_by_key(&date, |(day, _)| *day).ok();
        found.and_then(|place| self.days.get(place)).map_or(Number::ZERO, |(_, change)| *change)
    }

    /// Adds to the change of a day, which is there from then on, even with an amount of zero.
    pub(in crate::engine) fn add(&mut self, date: Date, amount: Number) -> Result<(), Inexact> {
        // Most amounts come in order of date.
        if self.days.last().is_none_or(|(last, _)| *last < date) {
            self.days.push((date, amount));
            return Ok(());
        }
        match self.days.binary_search_by_key(&date, |(day, _)| *day) {
            Err(place) => self.days.insert(place, (date, amount)),
            Ok(place) => {
                if let Some((_, change)) = self.days.get_mut(place) {
                    *change = change.plus(amount)?;
                }
            }
        }
        Ok(())
    }

    /// Adds what postings bring.
    pub(in crate::engine) fn add_all<'a>(
        &mut self,
        postings: impl IntoIterator<Item = &'a Posting>,
    ) -> Result<(), Inexact> {
        postings.into_iter().try_for_each(|posting| self.add(posting.date, posting.amount))
    }

    /// What several accounts bring together, each day once.
    pub(in crate::engine) fn together<'a>(
        parts: impl Iterator<Item = &'a Self> + Clone,
    ) -> Result<Self, Inexact> {
        let mut all = Vec::with_capacity(parts.clone().map(|part| part.days.len()).sum());
        parts.for_each(|part| all.extend_from_slice(&part.days));
        // Of one day the order of the parts stays.
        all.sort_by_key(|(date, _)| *date);
        let mut changes = Self { days: Vec::with_capacity(all.len()), ..Self::new() };
        all.into_iter().try_for_each(|(date, amount)| changes.add(date, amount))?;
        Ok(changes)
    }

    /// The same with all that was before a day on that day.
    pub(in crate::engine) fn not_before(&self, first: Date) -> Result<Self, Inexact> {
        let mut all = Self { days: Vec::with_capacity(self.days.len()), ..Self::new() };
        self.iter().try_for_each(|(date, amount)| all.add(date.max(first), amount))?;
        Ok(all)
    }

    /// What they come to before anything happens on a day: all that lies before, or what the account opens with on it;
    /// `None` of what is not there yet.
    pub(in crate::engine) fn stood_by(&self, day: Date) -> Result<Option<Number>, Inexact> {
        match self.days.first() {
            Some((first, _)) if *first < day => {
                let before = self.days.iter().take_while(|(date, _)| *date < day);
                Number::sum(before.map(|(_, change)| *change)).map(Some)
            }
            Some((first, _)) if *first == day => Ok(Some(self.opening)),
            Some(_) | None => Ok(None),
        }
    }

    /// What of the first day it opens with.
    pub(in crate::engine) fn opening(&self) -> Number {
        self.opening
    }

    /// The same with what of the first day it opens with.
    pub(in crate::engine) fn opening_with(self, opening: Number) -> Self {
        Self { opening, ..self }
    }

    /// Whether nothing changes after a day.
    pub(in crate::engine) fn end_by(&self, day: Date) -> bool {
        self.days.last().is_none_or(|(last, _)| *last <= day)
    }

    /// What they come to.
    pub(in crate::engine) fn total(&self) -> Result<Number, Inexact> {
        Number::sum(self.days.iter().map(|(_, change)| *change))
    }

    /// Adds what is missing to the last change, if there is any.
    pub(in crate::engine) fn end_at(&mut self, missing: Number) -> Result<(), Inexact> {
        if let Some((_, last)) = self.days.last_mut() {
            *last = last.plus(missing)?;
        }
        Ok(())
    }

    /// Puts a change of another size in the place of each.
    pub(in crate::engine) fn replace(
        &mut self,
        mut with: impl FnMut(Date) -> Result<Number, Inexact>,
    ) -> Result<(), Inexact> {
        for (date, change) in &mut self.days {
            *change = with(*date)?;
        }
        Ok(())
    }
}

/// What rounds the score of several periods on the last day of them.
pub(in crate::engine) fn rounding_of(
    score: Option<Number>,
    places: Option<u32>,
    clause: &Text,
    date: Date,
    account: &AccountName,
) -> Result<Vec<Posting>, Inexact> {
    let (Some(score), Some(places)) = (score, places) else { return Ok(Vec::new()) };
    let amount = score.rounded(places).minus(score)?;
    let mut postings: Vec<_> = rounding(clause, date, amount, places).into_iter().collect();
    arrange(&mut postings, account)?;
    Ok(postings)
}

/// A posting that no rule of the scheme makes (an opening, a floor, a cap, a merger …), under the word of its kind.
pub(in crate::engine) fn posting_of_no_rule(
    kind: PostingKind,
    date: Date,
    clause: &Text,
    amount: Number,
    reason: Sentence,
) -> Posting {
    Posting {
        id: PostingId::default(),
        kind,
        date,
        rule: Text::fixed(kind.word()),
        clause: clause.clone(),
        amount,
        balance: Number::ZERO,
        quantity: None,
        rate: None,
        reason,
        stood: false,
        household: Text::default(),
        ruling: None,
        facts: ShownFacts::default(),
        cells: Cells::NONE,
    }
}

/// The changes of postings by date.
pub(in crate::engine) fn changes(postings: &[Posting]) -> Result<Changes, Inexact> {
    let mut changes = Changes { days: Vec::with_capacity(postings.len()), ..Changes::new() };
    changes.add_all(postings)?;
    let first = changes.days.first().map(|(first, _)| *first);
    let opens = |one: &&Posting| one.kind == PostingKind::Opening && Some(one.date) == first;
    changes.opening = Number::sum(postings.iter().filter(opens).map(|posting| posting.amount))?;
    Ok(changes)
}

/// The balance of postings up to a day.
pub(in crate::engine) fn balance<'a>(
    postings: impl IntoIterator<Item = &'a Posting>,
    until: Date,
) -> Result<Number, Inexact> {
    Number::sum(postings.into_iter().filter(|posting| posting.date <= until).map(|posting| posting.amount))
}

/// What has to be posted so that the balance is, from a day on, what is wanted of what it would be: on that day, on each
/// later one on which it moves, and on some more.
pub(in crate::engine) fn held_from(
    since: Date,
    more: &[Date],
    postings: &[Posting],
    wanted: impl Fn(Date, Number) -> Number,
) -> Result<Vec<(Date, Number)>, Inexact> {
    let mut changes = changes(postings)?;
    changes.add(since, Number::ZERO)?;
    more.iter().try_for_each(|day| changes.add(*day, Number::ZERO))?;
    let (mut raw, mut held) = (Number::ZERO, Number::ZERO);
    let mut amounts = Vec::new();
    for (date, change) in changes.iter() {
        raw = raw.plus(change)?;
        if date < since {
            continue;
        }
        let offset = wanted(date, raw).minus(raw)?;
        let amount = offset.minus(held)?;
        held = offset;
        if !amount.is_zero() {
            amounts.push((date, amount));
        }
    }
    Ok(amounts)
}

/// What was posted within a period, openings aside, and what limits make of those.
pub(in crate::engine) fn change_in<'a>(
    postings: impl IntoIterator<Item = &'a Posting>,
    period: Period,
) -> Result<Number, Inexact> {
    let days = period.days();
    let is_within = |one: &&Posting| one.kind != PostingKind::Opening && one.is_of_days(&days);
    Number::sum(postings.into_iter().filter(is_within).map(|posting| posting.amount))
}

/// Puts postings in order of date, rule, cells and reason, what stood before first, numbers those of each day, and fills in
/// the balances, which follow the reading order.
pub(in crate::engine) fn arrange(postings: &mut [Posting], account: &AccountName) -> Result<(), Inexact> {
    postings.sort_by(|a, b| {
        (a.date.cmp(&b.date))
            .then_with(|| a.rule.cmp(&b.rule))
            .then_with(|| b.stood.cmp(&a.stood))
            .then_with(|| a.cells.cmp(&b.cells))
            .then_with(|| a.reason.to_string().cmp(&b.reason.to_string()))
    });
    let mut number = (None, 0);
    for posting in postings.iter_mut() {
        number =
            if number.0 == Some(posting.date) { (number.0, number.1 + 1) } else { (Some(posting.date), 1) };
        posting.id = PostingId { account: account.clone(), date: posting.date, number: number.1 };
    }
    // Mostly the one order is the other too.
    if postings.is_sorted_by_key(Posting::reading_order) {
        return fill_in_balances(postings.iter_mut());
    }
    let mut reading: Vec<&mut Posting> = postings.iter_mut().collect();
    reading.sort_by_key(|posting| posting.reading_order());
    fill_in_balances(reading)
}

fn fill_in_balances<'a>(postings: impl IntoIterator<Item = &'a mut Posting>) -> Result<(), Inexact> {
    let mut balance = Number::ZERO;
    for posting in postings {
        balance = balance.plus(posting.amount)?;
        posting.balance = balance;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::date;
    use crate::rulebook::Clamp;

    #[test]
    fn balances_follow_reading_order_while_the_order_of_the_contract_stays() {
        let day = date(2024, 3, 20).unwrap();
        let limits = Limits {
            floor: Clamp::At(Number::ZERO),
            cap: Clamp::None,
            clause: &Text::fixed("2(9)"),
            of_rule: false,
            round: None,
        };
        let changes = Changes::on(day, Number::parse("-1.5").unwrap());
        let mut postings = limits.postings_by_day(&changes, |_| limits.floor).unwrap();
        let floor = postings.first().unwrap().clone();
        let rule = |amount: &str, kind, rule: &str| Posting {
            amount: Number::parse(amount).unwrap(),
            kind,
            rule: Text::from(rule),
            ..floor.clone()
        };
        postings.push(rule("1", PostingKind::Opening, "opening"));
        postings.push(rule("-2.5", PostingKind::Rule, "late-form"));
        arrange(&mut postings, &AccountName::default()).unwrap();
        let shown: Vec<_> =
            postings.iter().map(|posting| (posting.rule.as_str(), posting.balance.to_string())).collect();
        let expected = [("floor", "0"), ("late-form", "-1.5"), ("opening", "1")];
        assert_eq!(shown, expected.map(|(rule, balance)| (rule, balance.to_owned())));
    }
}
