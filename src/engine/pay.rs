//! 绩效报酬: what a score brings in money, by post, for the days served, unless an event wipes it out.

use std::collections::BTreeMap;

use super::assessment::{
    Account, ActionResult, Assessment, CadreResult, MoneyEntry, Posting, PostingId, PostingKind,
};
use super::node_score::{self, NodeScore};
use super::quotient::Factor;
use super::snapshot::{Snapshot, Snapshots};
use super::standing::groups;
use super::{Context, band, ledger, pay_base, pay_notices, prize, veto};
use crate::diagnostic::{Cells, Diagnostics};
use crate::number::{Inexact, Number};
use crate::period::{Date, Period, days_between};
use crate::records::{Tenure, Village};
use crate::rulebook::{Basis, Pay, PayPartial, Rate, Subject, TwoPosts};
use crate::rules::{ActionKind, ShownFacts};
use crate::sentence;
use crate::sentence::Sentence;
use crate::text::Text;

/// What a score came to for a payee.
enum Posted {
    /// No grade, where pay goes by grade.
    Ungraded(Account),
    /// No base: the figure that it goes by is not applicable, or lies in no bracket.
    Baseless(Account),
    /// Less than nothing: nobody is paid that, and nothing is kept back by it.
    BelowZero(Account),
    Paid(Account, Posting),
    Forfeited(ActionResult),
}

/// An amount, with the words why. It stays undivided: what days and posts make of it is divided with it, once.
struct Priced {
    amount: Number,
    divisor: Number,
    rate: Number,
    why: Sentence,
}

/// Fills the pay of every period of it that ends in the result's.
pub(super) fn assess(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    assessment: &mut Assessment,
    diagnostics: &mut Diagnostics,
) -> Result<(), Inexact> {
    for pay in &context.rulebook.pays {
        if pay.period > context.period.span() {
            continue;
        }
        let mut entries: Vec<MoneyEntry> = Vec::new();
        for period in context.period.parts(pay.period) {
            let snapshot = snapshots.of(period)?;
            let (mut ungraded, mut baseless, mut below_zero) = (Vec::new(), Vec::new(), Vec::new());
            for posted in postings(context, snapshots, pay, &snapshot, period)? {
                match posted {
                    Posted::Paid(account, posting) => {
                        diagnostics.extend(pay_notices::of_village_gone(context, pay, period, &account));
                        add(&mut entries, pay, account, posting)?;
                    }
                    Posted::Forfeited(action) => assessment.actions.push(action),
                    Posted::Ungraded(account) => ungraded.push(account),
                    Posted::Baseless(account) => baseless.push(account),
                    Posted::BelowZero(account) => below_zero.push(account),
                }
            }
            diagnostics.extend(pay_notices::without_grade(pay, period, &ungraded));
            diagnostics.extend(pay_notices::without_base(pay, period, &baseless));
            diagnostics.extend(pay_notices::not_below_zero(pay, period, &below_zero));
        }
        for entry in &mut entries {
            let account = super::money::account_name(&entry.account, &entry.rule);
            ledger::arrange(&mut entry.postings, &account)?;
        }
        assessment.money.extend(entries);
    }
    Ok(())
}

fn add(entries: &mut Vec<MoneyEntry>, pay: &Pay, account: Account, posting: Posting) -> Result<(), Inexact> {
    if let Some(entry) = entries.iter_mut().find(|entry| entry.account == account) {
        entry.amount = entry.amount.plus(posting.amount)?;
        entry.settled = entry.settled.max(posting.date);
        entry.postings.push(posting);
        return Ok(());
    }
    entries.push(MoneyEntry {
        account,
        rule: pay.id.clone().into(),
        name: pay.name.clone().into(),
        clause: pay.clause.clone().into(),
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
) -> Result<Vec<Posted>, Inexact> {
    let grades = grades(context, snapshots, pay, period)?;
    let is_by_grade = matches!(pay.rate, Rate::ByBand { .. });
    let mut all = Vec::new();
    match pay.subject {
        Subject::Village => {
            for result in snapshot.villages.iter().chain(&snapshot.left.villages) {
                let Some(village) = context.records.roster.village(&result.name) else { continue };
                let account = Account::Village(village.name.clone());
                let score = node_score::of_village(context.rulebook, result, &pay.node)?;
                let grade = grade_of(&grades, &account, village);
                let priced = price(context, pay, grade, village, score, period)?;
                if score.score.is_some() && is_by_grade && grade.is_none() {
                    all.push(Posted::Ungraded(account.clone()));
                }
                if score.score.is_some() && pay_base::is_missing(context, pay, village, period) {
                    all.push(Posted::Baseless(account.clone()));
                }
                all.extend(posted(context, pay, account, priced, period, None)?);
            }
        }
        Subject::Cadre => {
            for cadre in snapshot.cadres.iter().chain(&snapshot.left.cadres) {
                let Some(village) = context.records.roster.village(&cadre.person.village) else { continue };
                let account = Account::Cadre(cadre.person.clone());
                let score = node_score::of_cadre(context.rulebook, snapshot, cadre, &pay.node)?;
                let Some(score) = score else { continue };
                let grade = grade_of(&grades, &account, village);
                let priced = price(context, pay, grade, village, score, period)?;
                if score.score.is_some() && share(context, pay, cadre, period)?.is_some() {
                    if is_by_grade && grade.is_none() {
                        all.push(Posted::Ungraded(account.clone()));
                    }
                    if pay_base::is_missing(context, pay, village, period) {
                        all.push(Posted::Baseless(account.clone()));
                    }
                }
                all.extend(posted(context, pay, account, priced, period, Some(cadre))?);
            }
        }
    }
    Ok(all)
}

/// What the score brings before posts and days; `None` while it is undecided.
fn price(
    context: &Context<'_>,
    pay: &Pay,
    grade: Option<&str>,
    village: &Village,
    score: NodeScore,
    period: Period,
) -> Result<Option<Priced>, Inexact> {
    let Some(points) = score.score else { return Ok(None) };
    Ok(match &pay.rate {
        Rate::PerPoint(rate) => {
            let why = sentence!("得{}分，每分{}元", points, *rate);
            Some(Priced { amount: points.times(*rate)?, divisor: Number::ONE, rate: *rate, why })
        }
        Rate::OfBase(base, basis) => {
            let Some(base) = pay_base::of(context, base, village, period) else { return Ok(None) };
            let full = match basis {
                Basis::Full => score.points.unwrap_or(score.available),
                Basis::Available => score.available,
            };
            if full.is_zero() {
                return Ok(None);
            }
            let why = sentence!("基数{}元，得{}分，满{}分", base, points, full);
            Some(Priced { amount: base.times(points)?, divisor: full, rate: base, why })
        }
        Rate::ByBand { amounts, .. } => grade.and_then(|grade| {
            let amount = *amounts.get(grade)?;
            let why = sentence!("等次{}，{}元", grade.to_owned(), amount);
            Some(Priced { amount, divisor: Number::ONE, rate: amount, why })
        }),
    })
}

/// The grades of all whom the band ranks, where pay goes by grade.
fn grades(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    pay: &Pay,
    period: Period,
) -> Result<BTreeMap<Account, String>, Inexact> {
    let mut grades = BTreeMap::new();
    let Rate::ByBand { band: id, .. } = &pay.rate else { return Ok(grades) };
    let Some(band) = context.rulebook.bands.iter().find(|band| band.id == *id) else { return Ok(grades) };
    let Some(standing) = prize::standing_of(context, &band.standing) else { return Ok(grades) };
    for group in groups(context, standing, &*snapshots.of(period)?)? {
        let graded = band::graded(context, snapshots, band, period, &group)?;
        grades.extend(graded.into_iter().map(|(placed, grade)| (placed.who, grade.to_owned())));
    }
    Ok(grades)
}

/// The grade of a payee, or of the payee's village where the band ranks villages.
fn grade_of<'a>(
    grades: &'a BTreeMap<Account, String>,
    account: &Account,
    village: &Village,
) -> Option<&'a str> {
    let own = grades.get(account).or_else(|| grades.get(&Account::Village(village.name.clone())));
    own.map(String::as_str)
}

/// The posting for a payee: by post, for the days served, rounded once; nothing for nothing.
fn posted(
    context: &Context<'_>,
    pay: &Pay,
    account: Account,
    priced: Option<Priced>,
    period: Period,
    cadre: Option<&CadreResult>,
) -> Result<Option<Posted>, Inexact> {
    let Some(Priced { mut amount, mut divisor, rate, mut why }) = priced else { return Ok(None) };
    if let Some(cadre) = cadre {
        let Some((share, told)) = share(context, pay, cadre, period)? else { return Ok(None) };
        (amount, divisor) = (amount.times(share.weight)?, divisor.times(share.divisor)?);
        why = sentence!("{}{}", why, told);
    }
    let amount = amount.quotient(divisor)?.rounded(pay.places);
    if amount.is_zero() {
        return Ok(None);
    }
    if amount.is_negative() {
        return Ok(Some(Posted::BelowZero(account)));
    }
    if let Some((event, cells)) = forfeited(context, pay, &account, period) {
        let reason = sentence!("{}：{}，应发{}元，因{}扣发当期全部", pay.name.clone(), period, amount, event);
        return Ok(Some(Posted::Forfeited(forfeit(pay, account, period, reason, cells))));
    }
    let posting = Posting {
        id: PostingId::default(),
        kind: PostingKind::Rule,
        date: period.last_day(),
        rule: pay.id.clone().into(),
        clause: pay.clause.clone().into(),
        amount,
        balance: Number::ZERO,
        quantity: Some(Number::ONE),
        rate: Some(rate),
        reason: sentence!("{}：{}", period, why),
        ruling: pay.ruling.as_deref().map(Text::from),
        facts: ShownFacts::default(),
        cells: Cells::NONE,
    };
    Ok(Some(Posted::Paid(account, posting)))
}

/// The coefficient of a payee in a period, with the words that tell it: that of each day, over the days of the period;
/// or, where part of a period is paid in full, over those on which a post was held. `None` for who is paid nothing.
fn share(
    context: &Context<'_>,
    pay: &Pay,
    cadre: &CadreResult,
    period: Period,
) -> Result<Option<(Factor, Sentence)>, Inexact> {
    let days = Number::from_count(days_between(period.first_day(), period.last_day()).count());
    let by_factor = served(context, pay, cadre, period)?;
    let worked = Number::sum(by_factor.iter().map(|held| held.days))?;
    let (of, over) = match pay.partial {
        PayPartial::Nothing if worked < days => return Ok(None),
        PayPartial::Nothing | PayPartial::ByDays => ("全期", days),
        PayPartial::Full => ("在职", worked),
    };
    match by_factor.as_slice() {
        [] => Ok(None),
        [DaysAtFactor { days, factor }] if *days == over => {
            let told = if *factor == Number::ONE {
                Sentence::default()
            } else {
                sentence!("，职务系数{}", *factor)
            };
            Ok(Some((Factor { weight: *factor, divisor: Number::ONE }, told)))
        }
        several => {
            let mut weight = Number::ZERO;
            for held in several {
                weight = weight.plus(held.factor.times(held.days)?)?;
            }
            let each = several.iter().map(|held| sentence!("系数{}的{}天", held.factor, held.days));
            let told = sentence!("，{}{}天中{}", of, over, Sentence::joined(each, "、"));
            Ok(Some((Factor { weight, divisor: over }, told)))
        }
    }
}

/// How many days a coefficient held.
struct DaysAtFactor {
    days: Number,
    factor: Number,
}

/// The coefficients of the days on which a post was held in the village, each with how many days it was.
fn served(
    context: &Context<'_>,
    pay: &Pay,
    cadre: &CadreResult,
    period: Period,
) -> Result<Vec<DaysAtFactor>, Inexact> {
    let roster = &context.records.roster;
    let own: Vec<&Tenure> = roster.tenures.iter().filter(|tenure| tenure.person == cadre.person).collect();
    let (first, last) = (period.first_day(), period.last_day());
    let village = roster.village(&cadre.person.village);
    let days = village.map_or(Some((first, last)), |village| village.days_within(first, last));
    let mut by_factor: Vec<DaysAtFactor> = Vec::new();
    for (from, until) in days.into_iter().flat_map(|(first, last)| spells(&own, first, last)) {
        let held = roster.posts_on(&cadre.person, from);
        if held.is_empty() {
            continue;
        }
        let factor = factor(pay, held.into_iter())?;
        let days = Number::from_count(days_between(from, until).count());
        match by_factor.iter_mut().find(|known| known.factor == factor) {
            Some(known) => known.days = known.days.plus(days)?,
            None => by_factor.push(DaysAtFactor { days, factor }),
        }
    }
    Ok(by_factor)
}

/// The stretches of some days, first and last, in each of which the posts held stay the same.
fn spells(tenures: &[&Tenure], first: Date, last: Date) -> Vec<(Date, Date)> {
    let begun = tenures.iter().filter_map(|tenure| tenure.from);
    let ended = tenures.iter().filter_map(|tenure| tenure.until?.tomorrow().ok());
    let mut starts: Vec<Date> = begun.chain(ended).filter(|day| (first..=last).contains(day)).collect();
    starts.push(first);
    starts.sort_unstable();
    starts.dedup();
    let next = starts.iter().skip(1).map(|day| day.yesterday().unwrap_or(*day)).chain([last]);
    starts.iter().copied().zip(next).filter(|(from, until)| from <= until).collect()
}

/// The coefficient of posts; 0 for those that are not named.
fn factor<'a>(pay: &Pay, posts: impl Iterator<Item = &'a str>) -> Result<Number, Inexact> {
    if pay.by_post.is_empty() {
        return Ok(Number::ONE);
    }
    let held = posts.filter_map(|post| pay.by_post.get(post).copied());
    match pay.two_posts {
        TwoPosts::Larger => Ok(held.max().unwrap_or_default()),
        TwoPosts::Sum => Number::sum(held),
    }
}

/// The event that wipes a payee's pay of the period out, with its cells.
fn forfeited<'a>(
    context: &Context<'_>,
    pay: &'a Pay,
    account: &Account,
    period: Period,
) -> Option<(&'a Text, Cells)> {
    pay.forfeits.iter().find_map(|forfeit| {
        let name = &forfeit.event.name;
        let days = period.first_day()..=period.last_day();
        let rows = veto::rows(context, name, days, account.village());
        let mut meant = rows.filter(|event| match account {
            Account::Cadre(person) => forfeit.all || event.person.as_ref() == Some(person),
            Account::Village(_) | Account::Household { .. } => true,
        });
        meant.next().map(|event| (name, event.cells.clone()))
    })
}

/// What was wiped out is told: nothing of it stands in the ledger of money.
fn forfeit(pay: &Pay, who: Account, period: Period, reason: Sentence, cells: Cells) -> ActionResult {
    ActionResult {
        kind: ActionKind::Suspend,
        called: Some(format!("扣发{}", pay.name).into()),
        who,
        rule: pay.id.clone().into(),
        clause: pay.clause.clone().into(),
        date: period.last_day(),
        quantity: Number::ONE,
        reason,
        cells,
    }
}
