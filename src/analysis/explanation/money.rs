//! What somebody is paid and kept back, and how each amount comes about; what an event wiped out; what comes later.

use super::withheld::{self, BelowZero, Reached};
use crate::engine::assessment::{
    ActionResult, Assessment, BandResult, MoneyEntry, MoneyTotal, Party, PartyKind, PoolResult, Posting,
};
use crate::number::{Inexact, Number};
use crate::rulebook::{Pay, Rulebook, Subject};

/// Whether an amount is what quantity and rate come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Product {
    /// To the last digit.
    Exact,
    /// Rounded to so many places: to fen, or to whole yuan.
    Rounded(u32),
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
    /// Pay of which a grade brings nothing.
    pub unpaid: Vec<Unpaid<'a>>,
    /// Pay that there is none of for a score below zero.
    pub below_zero: Vec<BelowZero<'a>>,
    /// Limits that are used up.
    pub reached: Vec<Reached<'a>>,
    /// Pools that such as these share: those that nobody has a share of, and those whose shares do not come to the whole.
    pub pools: Vec<&'a PoolResult>,
    /// Pay that an event wiped out.
    pub forfeited: Vec<&'a ActionResult>,
    /// Pay that is settled for longer periods only.
    pub later: Vec<&'a Pay>,
}

/// Pay that goes by grade and of which somebody gets nothing.
#[derive(Clone, Debug)]
pub struct Unpaid<'a> {
    /// The pay.
    pub pay: &'a Pay,
    /// The grade that brings nothing, with its place in the result; `None` where there is no grade.
    pub grade: Option<(usize, &'a BandResult)>,
    /// Whether there is none yet, since a score is undecided.
    pub is_open: bool,
}

/// What somebody gets nothing of for a grade, or for want of one: all, or under one name.
pub fn unpaid<'a>(
    rulebook: &'a Rulebook,
    assessment: &'a Assessment,
    who: &Party,
    name: Option<&str>,
) -> Vec<Unpaid<'a>> {
    let kind = if who.kind() == PartyKind::Village { Subject::Village } else { Subject::Cadre };
    let is_scored = assessment.cadres.iter().any(|cadre| Party::Cadre(cadre.person.clone()) == *who);
    let own =
        rulebook.pays.iter().filter(|pay| pay.subject == kind && pay.period <= assessment.period.length());
    let own = own.filter(|pay| pay.in_force.holds_in(assessment.period, pay.period));
    let mut all = Vec::new();
    for pay in own.filter(|pay| name.is_none_or(|name| name == pay.id || name == pay.name)) {
        let is_due = |action: &ActionResult| action.who == *who && action.rule == pay.id;
        if assessment.actions.iter().any(is_due) {
            continue;
        }
        let graded = pay.by_grade().map(|(band, brought)| (grades(assessment, band, who), brought));
        let graded: Vec<_> = graded.collect();
        let is_ungraded = graded.iter().any(|(grades, _)| grades.is_empty());
        if is_ungraded && is_scored && pay.period == assessment.period.length() {
            all.push(Unpaid { pay, grade: None, is_open: is_open(assessment, who) });
        }
        for (grades, brought) in graded {
            let brings = |one: &BandResult| brought.get(&one.grade).is_some_and(|figure| !figure.is_zero());
            let is_due = |one: &BandResult| pay.in_force.holds_throughout(one.period);
            let nothing = grades.into_iter().filter(|(_, one)| is_due(one) && !brings(one));
            all.extend(nothing.map(|grade| Unpaid { pay, grade: Some(grade), is_open: false }));
        }
    }
    all
}

/// Whether the score of somebody, or of the village, is undecided: either may be what a grade goes by.
fn is_open(assessment: &Assessment, who: &Party) -> bool {
    let own = assessment.cadres.iter().find(|cadre| Party::Cadre(cadre.person.clone()) == *who);
    let village = assessment.villages.iter().find(|village| village.name == *who.village());
    own.is_some_and(|cadre| cadre.score.is_none()) || village.is_some_and(|village| village.score.is_none())
}

/// The grades of a band that somebody has, each with its place in the result; those of the village, where it ranks villages.
fn grades<'a>(assessment: &'a Assessment, band: &str, who: &Party) -> Vec<(usize, &'a BandResult)> {
    let is_own = |one: &BandResult| {
        one.who == *who || matches!(&one.who, Party::Village(village) if *village == *who.village())
    };
    let all = assessment.bands.iter().enumerate();
    all.filter(|(_, one)| one.band == *band && is_own(one)).collect()
}

/// The money of one payee, all or under one name.
pub fn money<'a>(
    rulebook: &'a Rulebook,
    assessment: &'a Assessment,
    who: &Party,
    name: Option<&str>,
) -> Result<Money<'a>, Inexact> {
    let asked = |id: &str, own: &str| name.is_none_or(|name| name == id || name == own);
    let own = assessment.money.iter().filter(|entry| entry.party == *who && asked(&entry.rule, &entry.name));
    let mut entries = Vec::new();
    for entry in own {
        let postings = entry.postings.iter().map(of_posting).collect::<Result<_, _>>()?;
        entries.push((entry, postings));
    }
    let total = Number::sum(entries.iter().map(|(entry, _)| entry.amount))?;
    let of_village = who.kind() == PartyKind::Village;
    let others = assessment.money_totals.iter().filter(|total| {
        of_village
            && total.kind != PartyKind::Village
            && total.village == who.village()
            && asked(&total.rule, &total.name)
    });
    let pays = || rulebook.pays.iter().filter(|pay| asked(&pay.id, &pay.name));
    let is_pay = |action: &&ActionResult| pays().any(|pay| pay.id == action.rule);
    let forfeited = assessment.actions.iter().filter(|action| action.who == *who).filter(is_pay);
    let pools = assessment.pools.iter().filter(|pool| {
        pool.kind == who.kind() && asked(&pool.rule, &pool.name) && (!pool.is_shared() || pool.is_uneven())
    });
    let kind = |pay: &&Pay| (pay.subject == Subject::Village) == of_village;
    let later = pays().filter(kind).filter(|pay| pay.period > assessment.period.length());
    let later = later.filter(|pay| pay.in_force.holds_in(assessment.period, pay.period));
    let rules = rulebook.money.iter().filter(|rule| asked(&rule.id, &rule.name));
    let reached = withheld::reached(rulebook, assessment, who, rules)?;
    Ok(Money {
        below_zero: withheld::below_zero(assessment, who, pays().filter(kind)),
        reached,
        entries,
        total,
        others: others.collect(),
        unpaid: unpaid(rulebook, assessment, who, name),
        pools: pools.collect(),
        forfeited: forfeited.collect(),
        later: later.collect(),
    })
}

/// The places that an amount may be rounded to: to fen, to whole yuan.
const ROUNDED: [u32; 2] = [2, 0];

/// Whether one rate gives an amount, but for rounding to fen or to whole yuan: one by slices, or by a coefficient as well, has
/// more behind it than the rate that is kept.
pub fn is_by_rate(posting: &Posting) -> bool {
    let product = posting.quantity.zip(posting.rate).and_then(|(quantity, rate)| quantity.times(rate).ok());
    let (amount, product) = (posting.amount.unsigned(), product.map(Number::unsigned));
    product.is_some_and(|product| ROUNDED.into_iter().any(|places| product.rounded(places) == amount))
}

fn of_posting(posting: &Posting) -> Result<MoneyPosting<'_>, Inexact> {
    let Some((quantity, rate)) = posting.quantity.zip(posting.rate) else {
        return Ok(MoneyPosting { posting, product: Product::Otherwise });
    };
    let product = quantity.times(rate)?;
    let rounded = || ROUNDED.into_iter().find(|places| product.rounded(*places) == posting.amount);
    let product = if product == posting.amount {
        Product::Exact
    } else {
        rounded().map_or(Product::Otherwise, Product::Rounded)
    };
    Ok(MoneyPosting { posting, product })
}
