//! Postings into accounts: order, floors and caps, balances on a day.

use std::collections::BTreeMap;

use super::assessment::{Posting, PostingKind};
use crate::number::{Inexact, Number};
use crate::period::{Date, Period};
use crate::rulebook::Clamp;

/// The changes of a balance by date.
pub(super) type Changes = BTreeMap<Date, Number>;

/// The limits of an account, or of what one rule may bring to it.
#[derive(Clone, Copy)]
pub(super) struct Limits<'a> {
    pub(super) floor: Clamp,
    pub(super) cap: Clamp,
    pub(super) clause: &'a str,
    /// Whether it is one rule that is limited.
    pub(super) of_rule: bool,
    /// Decimal places that the score is rounded to, half up; exact without them.
    pub(super) round: Option<u32>,
}

impl Limits<'_> {
    /// The postings that keep an account within its limits, from the changes of its raw sum by date.
    ///
    /// They look at the sum, never at the path: on each date the balance is what the limit gives or takes
    /// on the sum up to that date, and the posting is its change.
    pub(super) fn postings(&self, changes: &Changes) -> Result<Vec<Posting>, Inexact> {
        let (mut raw, mut floored, mut capped, mut rounded) =
            (Number::ZERO, Number::ZERO, Number::ZERO, Number::ZERO);
        let mut postings = Vec::new();
        for (date, change) in changes {
            raw = raw.plus(*change)?;
            let below = match self.floor.limit() {
                Some(floor) => floor.minus(raw)?.max(Number::ZERO),
                None => Number::ZERO,
            };
            let above = match self.cap.limit() {
                Some(cap) => cap.minus(raw)?.min(Number::ZERO),
                None => Number::ZERO,
            };
            postings.extend(self.clamp(PostingKind::Floor, *date, below.minus(floored)?));
            postings.extend(self.clamp(PostingKind::Cap, *date, above.minus(capped)?));
            (floored, capped) = (below, above);
            let Some(places) = self.round else { continue };
            let exact = raw.plus(below)?.plus(above)?;
            let off = exact.rounded(places).minus(exact)?;
            postings.extend(rounding(self.clause, *date, off.minus(rounded)?, places));
            rounded = off;
        }
        Ok(postings)
    }

    fn clamp(&self, kind: PostingKind, date: Date, amount: Number) -> Option<Posting> {
        if amount.is_zero() {
            return None;
        }
        let (limit, what) = match (kind, self.of_rule) {
            (PostingKind::Cap, false) => (self.cap.limit(), "封顶"),
            (PostingKind::Cap, true) => (self.cap.limit(), "本条至多加"),
            (_, false) => (self.floor.limit(), "扣完为止，下限"),
            (_, true) => (self.floor.limit().map(Number::negated), "本条至多扣"),
        };
        let limit = limit.unwrap_or_default();
        let turned = if amount.is_negative() == (kind == PostingKind::Cap) { "" } else { "，冲回" };
        let reason = format!("{what}{limit}分{turned}");
        Some(posting_of_no_rule(kind, date, self.clause, amount, reason))
    }
}

/// What rounding gives or takes on a day; nothing for nothing.
fn rounding(clause: &str, date: Date, amount: Number, places: u32) -> Option<Posting> {
    let reason = format!("得分四舍五入到小数点后{places}位");
    let posting = posting_of_no_rule(PostingKind::Rounding, date, clause, amount, reason);
    (!amount.is_zero()).then_some(posting)
}

/// What rounds the score of several periods on the last day of them.
pub(super) fn rounding_of(
    score: Option<Number>,
    places: Option<u32>,
    clause: &str,
    (date, account): (Date, &str),
) -> Result<Vec<Posting>, Inexact> {
    let (Some(score), Some(places)) = (score, places) else { return Ok(Vec::new()) };
    let amount = score.rounded(places).minus(score)?;
    let mut postings: Vec<_> = rounding(clause, date, amount, places).into_iter().collect();
    arrange(&mut postings, account)?;
    Ok(postings)
}

/// A posting that no rule of the scheme makes: an opening, a floor or a cap, under its reserved id.
pub(super) fn posting_of_no_rule(
    kind: PostingKind,
    date: Date,
    clause: &str,
    amount: Number,
    reason: String,
) -> Posting {
    Posting {
        id: String::new(),
        kind,
        date,
        rule: kind.word().to_owned(),
        clause: clause.to_owned(),
        amount,
        balance: Number::ZERO,
        quantity: None,
        rate: None,
        reason,
        ruling: None,
        facts: Vec::new(),
        cells: Vec::new(),
    }
}

/// The changes of postings by date.
pub(super) fn changes<'a>(postings: impl IntoIterator<Item = &'a Posting>) -> Result<Changes, Inexact> {
    let mut changes = Changes::new();
    add(&mut changes, postings.into_iter().map(|posting| (posting.date, posting.amount)))?;
    Ok(changes)
}

/// Adds dated amounts to changes.
pub(super) fn add(
    changes: &mut Changes,
    amounts: impl IntoIterator<Item = (Date, Number)>,
) -> Result<(), Inexact> {
    for (date, amount) in amounts {
        let change = changes.entry(date).or_default();
        *change = change.plus(amount)?;
    }
    Ok(())
}

/// The balance of postings up to a day.
pub(super) fn balance<'a>(
    postings: impl IntoIterator<Item = &'a Posting>,
    until: Date,
) -> Result<Number, Inexact> {
    Number::sum(postings.into_iter().filter(|posting| posting.date <= until).map(|posting| posting.amount))
}

/// What was posted within a period, openings aside.
pub(super) fn change_in<'a>(
    postings: impl IntoIterator<Item = &'a Posting>,
    period: Period,
) -> Result<Number, Inexact> {
    let within = postings
        .into_iter()
        .filter(|posting| posting.kind != PostingKind::Opening && period.contains(posting.date));
    Number::sum(within.map(|posting| posting.amount))
}

/// Puts postings in order of date, rule and cell, numbers those of each day, and fills in the balances.
pub(super) fn arrange(postings: &mut [Posting], account: &str) -> Result<(), Inexact> {
    postings
        .sort_by(|a, b| (a.date, &a.rule, &a.cells, &a.reason).cmp(&(b.date, &b.rule, &b.cells, &b.reason)));
    let mut number = (None, 0_usize);
    for posting in postings.iter_mut() {
        number =
            if number.0 == Some(posting.date) { (number.0, number.1 + 1) } else { (Some(posting.date), 1) };
        posting.id = format!("{account}/{}/{}", posting.date, number.1);
    }
    let mut reading: Vec<&mut Posting> = postings.iter_mut().collect();
    reading.sort_by_key(|posting| posting.reading_order());
    let mut balance = Number::ZERO;
    for posting in reading {
        balance = balance.plus(posting.amount)?;
        posting.balance = balance;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::date;

    #[test]
    fn balances_follow_reading_order_while_the_order_of_the_contract_stays() {
        let day = date(2024, 3, 20).unwrap();
        let limits = Limits {
            floor: Clamp::At(Number::ZERO),
            cap: Clamp::None,
            clause: "2(9)",
            of_rule: false,
            round: None,
        };
        let changes = BTreeMap::from([(day, Number::parse("-1.5").unwrap())]);
        let mut postings = limits.postings(&changes).unwrap();
        let floor = postings.first().unwrap().clone();
        let rule = |amount: &str, kind, rule: &str| Posting {
            amount: Number::parse(amount).unwrap(),
            kind,
            rule: rule.to_owned(),
            ..floor.clone()
        };
        postings.push(rule("1", PostingKind::Opening, "opening"));
        postings.push(rule("-2.5", PostingKind::Rule, "late-form"));
        arrange(&mut postings, "1村/forms").unwrap();
        let shown: Vec<_> =
            postings.iter().map(|posting| (posting.rule.as_str(), posting.balance.to_string())).collect();
        let expected = [("floor", "0"), ("late-form", "-1.5"), ("opening", "1")];
        assert_eq!(shown, expected.map(|(rule, balance)| (rule, balance.to_owned())));
    }
}
