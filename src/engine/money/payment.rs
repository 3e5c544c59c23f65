//! What is to be paid out and kept back: the money and the prizes of a period as lists for the cashier.

use std::collections::BTreeMap;

use crate::engine::Context;
use crate::engine::assessment::{
    Assessment, Direction, MoneyEntry, Party, PartyKind, PaymentLine, PaymentList, PrizeAward,
};
use crate::engine::score::cadre;
use crate::fact::Person;
use crate::number::{Inexact, Number};
use crate::period::Length;
use crate::sentence;
use crate::sentence::Sentence;
use crate::text::Text;

/// Posts held in the period.
struct Posts<'a> {
    context: &'a Context<'a>,
    /// Of those who are scored.
    scored: BTreeMap<&'a Person, &'a str>,
}

/// The lists that have a line, those to be paid out first.
pub(in crate::engine) fn lists(
    context: &Context<'_>,
    assessment: &Assessment,
) -> Result<Vec<PaymentList>, Inexact> {
    let scored = assessment.cadres.iter().map(|cadre| (&cadre.person, cadre.post.as_str())).collect();
    let posts = Posts { context, scored };
    let money = assessment
        .money
        .iter()
        .map(|entry| (entry.amount, is_of_period(context, &entry.rule), of_money(&posts, entry)));
    let prizes = assessment
        .prizes
        .iter()
        .map(|award| (award.amount, award.period == context.period, of_prize(assessment, &posts, award)));
    let mut lists: BTreeMap<(Direction, PartyKind), (Vec<PaymentLine>, Vec<Number>)> = BTreeMap::new();
    for (amount, is_own, line) in money.chain(prizes).filter(|(amount, ..)| !amount.is_zero()) {
        let direction = if amount.is_negative() { Direction::Deduct } else { Direction::Pay };
        let (lines, own) = lists.entry((direction, line.who.kind())).or_default();
        own.extend(is_own.then_some(line.amount));
        lines.push(line);
    }
    let list =
        |((direction, kind), (lines, own)): ((Direction, PartyKind), (Vec<PaymentLine>, Vec<Number>))| {
            let total = Number::sum(lines.iter().map(|line| line.amount))?;
            let own = (own.len() < lines.len()).then(|| Number::sum(own)).transpose()?;
            Ok(PaymentList { direction, kind, lines: together(lines), total, own })
        };
    lists.into_iter().map(list).collect()
}

/// Whether what a rule brings is settled with the result's own period, and so in no result of a shorter one: pay and fines
/// of sanctions of as long a period; of a month everything is.
fn is_of_period(context: &Context<'_>, rule: &str) -> bool {
    let span = context.period.length();
    let pays = context.rulebook.pays.iter().map(|pay| (pay.id.as_str(), pay.period));
    let sanctions = context.rulebook.sanctions.iter().map(|sanction| (sanction.id.as_str(), sanction.period));
    span == Length::Month || pays.chain(sanctions).any(|(id, period)| id == rule && period == span)
}

/// One signs once for all: what goes to one stands together, in the order in which they first occur.
fn together(lines: Vec<PaymentLine>) -> Vec<PaymentLine> {
    let mut first: BTreeMap<&Party, usize> = BTreeMap::new();
    let places = lines.iter().enumerate().map(|(place, line)| *first.entry(&line.who).or_insert(place));
    let places: Vec<usize> = places.collect();
    if places.is_sorted() {
        return lines;
    }
    let mut placed: Vec<_> = places.into_iter().zip(lines).collect();
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, line)| line).collect()
}

fn of_money(posts: &Posts<'_>, entry: &MoneyEntry) -> PaymentLine {
    PaymentLine {
        post: post(posts, &entry.party),
        who: entry.party.clone(),
        name: entry.name.clone(),
        reasons: entry.postings.iter().map(|posting| posting.reason.clone()).collect(),
        clause: entry.clause.clone(),
        amount: entry.amount.unsigned(),
    }
}

fn of_prize(assessment: &Assessment, posts: &Posts<'_>, award: &PrizeAward) -> PaymentLine {
    let standing = assessment.standings.iter().find(|standing| standing.id == award.standing);
    let standing = standing.map_or(&award.standing, |standing| &standing.name).to_owned();
    let group = award.named_group().to_owned();
    let place = sentence!("{}{}{}第{}名", award.period, standing, group, Number::from_count(award.rank));
    let shared = || award.shared.iter().map(|tier| Sentence::from(tier.as_str()));
    let reason = if award.shared.is_empty() {
        place
    } else {
        sentence!("{}，并列，平分{}", place, Sentence::joined(shared(), "、"))
    };
    PaymentLine {
        post: post(posts, &award.who),
        who: award.who.clone(),
        name: award.tier.as_str().into(),
        reasons: vec![reason],
        clause: award.clause.as_str().into(),
        amount: award.amount.unsigned(),
    }
}

fn post(posts: &Posts<'_>, who: &Party) -> Text {
    let Party::Cadre(person) = who else { return Text::default() };
    // Who served a village that is gone is paid and no more scored.
    let scored = posts.scored.get(person).map(|post| Text::from(*post));
    scored.unwrap_or_else(|| cadre::posts_of(posts.context, person).into())
}
