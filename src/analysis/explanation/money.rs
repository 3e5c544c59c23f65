//! What somebody is paid and kept back, and how each amount comes about; what an event wiped out; what comes later.

use crate::engine::assessment::{
    Account, AccountKind, ActionResult, Assessment, MoneyEntry, MoneyTotal, Posting,
};
use crate::number::{Inexact, Number};
use crate::rulebook::{Pay, Rulebook, Subject};

/// Whether an amount is what quantity and rate come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Product {
    /// To the last digit.
    Exact,
    /// Rounded to the fen.
    Rounded,
    /// By another calculation, which the reason states.
    Otherwise,
}

/// A posting with how it comes about.
#[derive(Clone, Debug)]
pub struct MoneyPosting<'a> {
    /// The posting.
    pub posting: &'a Posting,
    /// What it is of quantity and rate.
    pub product: Product,
}

/// What one payee gets and loses.
#[derive(Clone, Debug)]
pub struct Money<'a> {
    /// The entries, each with its postings.
    pub entries: Vec<(&'a MoneyEntry, Vec<MoneyPosting<'a>>)>,
    /// Yuan: Σ amounts of the entries; prizes stand elsewhere.
    pub total: Number,
    /// Of a village: what its cadres and households get and lose, by kind and rule.
    pub others: Vec<&'a MoneyTotal>,
    /// Pay that an event wiped out.
    pub forfeited: Vec<&'a ActionResult>,
    /// Pay that is settled for longer periods only.
    pub later: Vec<&'a Pay>,
}

/// The money of one payee, all or under one name.
pub fn money<'a>(
    rulebook: &'a Rulebook,
    assessment: &'a Assessment,
    who: &Account,
    name: Option<&str>,
) -> Result<Money<'a>, Inexact> {
    let asked = |id: &str, own: &str| name.is_none_or(|name| name == id || name == own);
    let own =
        assessment.money.iter().filter(|entry| entry.account == *who && asked(&entry.rule, &entry.name));
    let mut entries = Vec::new();
    for entry in own {
        let postings = entry.postings.iter().map(of_posting).collect::<Result<_, _>>()?;
        entries.push((entry, postings));
    }
    let total = Number::sum(entries.iter().map(|(entry, _)| entry.amount))?;
    let of_village = who.kind() == AccountKind::Village;
    let others = assessment.money_totals.iter().filter(|total| {
        of_village
            && total.kind != AccountKind::Village
            && total.village == who.village()
            && asked(&total.rule, &total.name)
    });
    let pays = || rulebook.pays.iter().filter(|pay| asked(&pay.id, &pay.name));
    let is_pay = |action: &&ActionResult| pays().any(|pay| pay.id == action.rule);
    let forfeited = assessment.actions.iter().filter(|action| action.who == *who).filter(is_pay);
    let kind = |pay: &&Pay| (pay.subject == Subject::Village) == of_village;
    let later = pays().filter(kind).filter(|pay| pay.period > assessment.period.span());
    Ok(Money {
        entries,
        total,
        others: others.collect(),
        forfeited: forfeited.collect(),
        later: later.collect(),
    })
}

fn of_posting(posting: &Posting) -> Result<MoneyPosting<'_>, Inexact> {
    let product = match (posting.quantity, posting.rate) {
        (Some(quantity), Some(rate)) => {
            let product = quantity.times(rate)?;
            if product == posting.amount {
                Product::Exact
            } else if product.rounded(2) == posting.amount {
                Product::Rounded
            } else {
                Product::Otherwise
            }
        }
        _ => Product::Otherwise,
    };
    Ok(MoneyPosting { posting, product })
}
