//! What is to be paid out and kept back: the money and the prizes of a period as lists for the cashier.

use std::collections::BTreeMap;

use super::assessment::{
    Account, AccountKind, Assessment, Direction, MoneyEntry, PaymentLine, PaymentList, PrizeAward,
};
use crate::number::{Inexact, Number};

/// The lists that have a line, those to be paid out first.
pub(super) fn lists(assessment: &Assessment) -> Result<Vec<PaymentList>, Inexact> {
    let mut lists = Vec::new();
    for direction in [Direction::Pay, Direction::Deduct] {
        for kind in [AccountKind::Village, AccountKind::Cadre, AccountKind::Household] {
            let lines = lines(assessment, direction, kind);
            if !lines.is_empty() {
                let total = Number::sum(lines.iter().map(|line| line.amount))?;
                lists.push(PaymentList { direction, kind, lines, total });
            }
        }
    }
    Ok(lists)
}

fn lines(assessment: &Assessment, direction: Direction, kind: AccountKind) -> Vec<PaymentLine> {
    let goes = |amount: Number| match direction {
        Direction::Pay => !amount.is_negative() && !amount.is_zero(),
        Direction::Deduct => amount.is_negative(),
    };
    let money = assessment.money.iter().filter(|entry| goes(entry.amount));
    let prizes = assessment.prizes.iter().filter(|award| goes(award.amount));
    let lines = money.map(|entry| of_money(assessment, entry));
    let lines = lines.chain(prizes.map(|award| of_prize(assessment, award)));
    let mut lines: Vec<_> = lines.filter(|line| line.who.kind() == kind).collect();
    // One signs once for all: what goes to one stands together, in the order in which they first occur.
    let mut first: BTreeMap<Account, usize> = BTreeMap::new();
    for (place, line) in lines.iter().enumerate() {
        first.entry(line.who.clone()).or_insert(place);
    }
    lines.sort_by_key(|line| first.get(&line.who).copied());
    lines
}

fn of_money(assessment: &Assessment, entry: &MoneyEntry) -> PaymentLine {
    let amount = if entry.amount.is_negative() { entry.amount.negated() } else { entry.amount };
    PaymentLine {
        post: post(assessment, &entry.account),
        who: entry.account.clone(),
        name: entry.name.to_string(),
        reasons: entry.postings.iter().map(|posting| posting.reason.to_string()).collect(),
        clause: entry.clause.to_string(),
        amount,
    }
}

fn of_prize(assessment: &Assessment, award: &PrizeAward) -> PaymentLine {
    let standing = assessment.standings.iter().find(|standing| standing.id == award.standing);
    let standing = standing.map_or(award.standing.as_str(), |standing| standing.name.as_str());
    let mut reason = format!("{}{standing}第{}名", award.period.chinese(), award.rank);
    if !award.shared.is_empty() {
        reason.push_str(&format!("，并列，平分{}", award.shared.join("、")));
    }
    PaymentLine {
        post: post(assessment, &award.who),
        who: award.who.clone(),
        name: award.tier.clone(),
        reasons: vec![reason],
        clause: award.clause.clone(),
        amount: award.amount,
    }
}

fn post(assessment: &Assessment, who: &Account) -> String {
    let Account::Cadre(person) = who else { return String::new() };
    let cadre = assessment.cadres.iter().find(|cadre| cadre.person == *person);
    cadre.map(|cadre| cadre.post.clone()).unwrap_or_default()
}
