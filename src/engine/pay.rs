//! 绩效报酬: what a score brings in money, by post, for the days served, unless an event wipes it out.

use super::assessment::{Account, Assessment, CadreResult, MoneyEntry, Posting, PostingKind};
use super::snapshot::{NodeScore, Snapshot, Snapshots};
use super::standing::{cadre_score, groups, subject, village_score};
use super::{Context, band, ledger, prize, veto};
use crate::number::{Inexact, Number};
use crate::period::{Period, days_between};
use crate::records::Village;
use crate::rulebook::{Base, Basis, Pay, PayPartial, Rate, Subject, TwoPosts};

/// An amount, with the words why.
struct Priced {
    amount: Number,
    rate: Number,
    why: String,
}

/// Fills the pay of every period of it that ends in the result's.
pub(super) fn assess(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    assessment: &mut Assessment,
) -> Result<(), Inexact> {
    for pay in &context.rulebook.pays {
        if pay.period > context.period.span() {
            continue;
        }
        let mut entries: Vec<MoneyEntry> = Vec::new();
        for period in context.period.parts(pay.period) {
            let snapshot = snapshots.of(period)?;
            for posted in postings(context, snapshots, pay, &snapshot, period)? {
                add(&mut entries, pay, posted)?;
            }
        }
        for entry in &mut entries {
            let (village, name) = (entry.account.village(), entry.account.name());
            let owner = format!("{village}/{name}{}", entry.account.id().unwrap_or_default());
            ledger::arrange(&mut entry.postings, &format!("{owner}/{}", pay.id))?;
        }
        assessment.money.extend(entries);
    }
    Ok(())
}

fn add(
    entries: &mut Vec<MoneyEntry>,
    pay: &Pay,
    (account, posting): (Account, Posting),
) -> Result<(), Inexact> {
    if let Some(entry) = entries.iter_mut().find(|entry| entry.account == account) {
        entry.amount = entry.amount.plus(posting.amount)?;
        entry.settled = entry.settled.max(posting.date);
        entry.postings.push(posting);
        return Ok(());
    }
    entries.push(MoneyEntry {
        account,
        rule: pay.id.clone(),
        name: pay.name.clone(),
        clause: pay.clause.clone(),
        amount: posting.amount,
        settled: posting.date,
        postings: vec![posting],
    });
    Ok(())
}

fn postings(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    pay: &Pay,
    snapshot: &Snapshot,
    period: Period,
) -> Result<Vec<(Account, Posting)>, Inexact> {
    let mut all = Vec::new();
    match pay.subject {
        Subject::Village => {
            for result in &snapshot.villages {
                let Some(village) = context.records.roster.village(&result.name) else { continue };
                let account = Account::Village(village.name.clone());
                let score = village_score(result, &pay.node);
                let priced = price(context, snapshots, pay, (&account, village), score, period)?;
                all.extend(posted(context, pay, account, priced, period, None)?);
            }
        }
        Subject::Cadre => {
            for cadre in &snapshot.cadres {
                let Some(village) = context.records.roster.village(&cadre.person.village) else { continue };
                let account = Account::Cadre(cadre.person.clone());
                let score = if subject(context, &pay.node) == Subject::Village {
                    let result = snapshot.villages.iter().find(|result| result.name == village.name);
                    let Some(result) = result else { continue };
                    village_score(result, &pay.node)
                } else {
                    cadre_score(cadre, &pay.node)
                };
                let priced = price(context, snapshots, pay, (&account, village), score, period)?;
                all.extend(posted(context, pay, account, priced, period, Some(cadre))?);
            }
        }
    }
    Ok(all)
}

/// What the score brings before posts and days; `None` while it is undecided.
fn price(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    pay: &Pay,
    (account, village): (&Account, &Village),
    score: NodeScore,
    period: Period,
) -> Result<Option<Priced>, Inexact> {
    let Some(points) = score.score else { return Ok(None) };
    Ok(match &pay.rate {
        Rate::PerPoint(rate) => {
            let why = format!("得{points}分，每分{rate}元");
            Some(Priced { amount: points.times(*rate)?, rate: *rate, why })
        }
        Rate::OfBase(base, basis) => {
            let Some(base) = base_of(context, base, village) else { return Ok(None) };
            let full = match basis {
                Basis::Full => score.points.unwrap_or(score.available),
                Basis::Available => score.available,
            };
            if full.is_zero() {
                return Ok(None);
            }
            let why = format!("基数{base}元，得{points}分，满{full}分");
            Some(Priced { amount: base.times(points)?.quotient(full)?, rate: base, why })
        }
        Rate::ByBand { band, amounts } => {
            let grade = grade_of(context, snapshots, band, account, village, period)?;
            grade.and_then(|grade| {
                let amount = *amounts.get(&grade)?;
                Some(Priced { amount, rate: amount, why: format!("等次{grade}，{amount}元") })
            })
        }
    })
}

fn base_of(context: &Context<'_>, base: &Base, village: &Village) -> Option<Number> {
    match base {
        Base::Each(base) => Some(*base),
        Base::ByFigure { target, brackets } => {
            let figure = context.rulebook.target(target)?.amount(&village.name, &village.class)?;
            brackets.iter().find(|(bound, _)| bound.holds(figure)).map(|(_, base)| *base)
        }
    }
}

/// The grade of a payee, or of the payee's village where the band ranks villages.
fn grade_of(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    id: &str,
    account: &Account,
    village: &Village,
    period: Period,
) -> Result<Option<String>, Inexact> {
    let Some(band) = context.rulebook.bands.iter().find(|band| band.id == id) else { return Ok(None) };
    let Some(standing) = prize::standing_of(context, &band.standing) else { return Ok(None) };
    let village = Account::Village(village.name.clone());
    for group in groups(context, standing, &*snapshots.of(period)?) {
        let graded = band::graded(context, snapshots, band, period, &group)?;
        let found = graded.iter().find(|(placed, _)| placed.who == *account || placed.who == village);
        if let Some((_, grade)) = found {
            return Ok(Some((*grade).to_owned()));
        }
    }
    Ok(None)
}

/// The posting for a payee: by post, for the days served, rounded once; nothing for nothing.
fn posted(
    context: &Context<'_>,
    pay: &Pay,
    account: Account,
    priced: Option<Priced>,
    period: Period,
    cadre: Option<&CadreResult>,
) -> Result<Option<(Account, Posting)>, Inexact> {
    let Some(Priced { mut amount, rate, mut why }) = priced else { return Ok(None) };
    if let Some(cadre) = cadre {
        let factor = factor(pay, cadre)?;
        if factor != Number::ONE {
            amount = amount.times(factor)?;
            why.push_str(&format!("，职务系数{factor}"));
        }
        match (pay.partial, cadre.partial) {
            (PayPartial::Nothing, true) => return Ok(None),
            (PayPartial::ByDays, true) => {
                let (served, days) = days_served(context, cadre, period);
                amount = amount.times(served)?.quotient(days)?;
                why.push_str(&format!("，在职{served}天，全期{days}天"));
            }
            _ => {}
        }
    }
    if let Some(event) = forfeited(context, pay, &account, period) {
        why.push_str(&format!("，因{event}扣发当期全部"));
        amount = Number::ZERO;
    }
    let amount = amount.rounded(pay.places);
    if amount.is_zero() {
        return Ok(None);
    }
    let posting = Posting {
        id: String::new(),
        kind: PostingKind::Rule,
        date: period.last_day(),
        rule: pay.id.clone(),
        clause: pay.clause.clone(),
        amount,
        balance: Number::ZERO,
        quantity: Some(Number::ONE),
        rate: Some(rate),
        reason: format!("{}：{why}", period.chinese()),
        ruling: pay.ruling.clone(),
        facts: Vec::new(),
        cells: Vec::new(),
    };
    Ok(Some((account, posting)))
}

/// The coefficient of the posts held; 0 for posts that are not named.
fn factor(pay: &Pay, cadre: &CadreResult) -> Result<Number, Inexact> {
    if pay.by_post.is_empty() {
        return Ok(Number::ONE);
    }
    let held = cadre.post.split('、').filter_map(|post| pay.by_post.get(post).copied());
    match pay.two_posts {
        TwoPosts::Larger => Ok(held.max().unwrap_or_default()),
        TwoPosts::Sum => Number::sum(held),
    }
}

/// The days of a period on which a post is held, and all of them.
fn days_served(context: &Context<'_>, cadre: &CadreResult, period: Period) -> (Number, Number) {
    let tenures = context.records.roster.tenures.iter();
    let own: Vec<_> = tenures.filter(|tenure| tenure.person == cadre.person).collect();
    let days: Vec<_> = days_between(period.first_day(), period.last_day()).collect();
    let served = days.iter().filter(|day| own.iter().any(|tenure| tenure.covers(**day))).count();
    (Number::from_count(served), Number::from_count(days.len()))
}

/// The event that wipes a payee's pay of the period out.
fn forfeited<'a>(context: &Context<'_>, pay: &'a Pay, account: &Account, period: Period) -> Option<&'a str> {
    let forfeit = pay.forfeits.iter().find(|forfeit| {
        let name = &forfeit.event.name;
        let mut rows = veto::rows(context, name, period.span(), period, account.village());
        rows.any(|event| match account {
            Account::Cadre(person) => forfeit.all || event.person.as_ref() == Some(person),
            Account::Village(_) | Account::Household { .. } => true,
        })
    });
    forfeit.map(|forfeit| forfeit.event.name.as_str())
}
