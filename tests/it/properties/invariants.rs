//! What must hold within one result: accounts are their postings, derived scores are what their terms bring.

use std::collections::BTreeMap;

use cunkao::engine::assessment::{
    Assessment, CadreResult, ItemResult, MoneyEntry, Party, PeriodTotal, Posting, Term, VillageResult,
};
use cunkao::number::Number;
use cunkao::period::Date;
use cunkao::rulebook::RankTies;

use super::rational::Ratio;

fn sum<'a>(postings: impl IntoIterator<Item = &'a Posting>) -> Number {
    Number::sum(postings.into_iter().map(|posting| posting.amount)).unwrap()
}

/// Every balance is what was posted so far, in reading order, and the last one is the sum.
fn balances(name: &str, postings: &[Posting], last: Date) {
    let mut reading: Vec<_> = postings.iter().collect();
    reading.sort_by_key(|posting| posting.reading_order());
    let mut so_far = Number::ZERO;
    for posting in reading {
        so_far = so_far.plus(posting.amount).unwrap();
        assert_eq!(posting.balance, so_far, "{name}: {}", posting.id);
        assert!(posting.date <= last, "{name}: {} lies behind the period", posting.id);
    }
    let mut ids: Vec<_> = postings.iter().map(|posting| posting.id.to_string()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), postings.len(), "{name}: two postings have one id");
}

/// What the terms bring together is the quotient of exact fractions, rounded once at the twelfth place.
fn brought(name: &str, terms: &[Term]) -> Number {
    let all = Number::sum(terms.iter().map(|term| term.contribution.unwrap())).unwrap();
    let ratio = |number: Number| Ratio::parse(&number.to_string());
    let exact = terms.iter().try_fold(Ratio::ZERO, |sum, term| {
        let product = ratio(term.score?)?.times(ratio(term.weight)?)?;
        sum.plus(product.over(ratio(term.divisor)?)?)
    });
    let exact = exact.and_then(|exact| exact.half_up(12));
    let found = ratio(all).and_then(|found| found.half_up(12));
    // Where 128 bits do not hold the exact fraction, nothing is known.
    assert!(exact.is_none() || exact == found, "{name}: {all} from {terms:?}");
    all
}

/// A score that is derived, and what was posted to it directly.
fn derived(name: &str, score: Option<Number>, terms: &[Term], postings: &[Posting]) {
    let undecided = terms.iter().any(|term| term.contribution.is_none());
    for term in terms {
        assert_eq!(term.score.is_none(), term.contribution.is_none(), "{name}: {term:?}");
    }
    assert_eq!(score.is_none(), undecided, "{name}: {score:?} of {terms:?}");
    if let Some(score) = score {
        assert_eq!(score, brought(name, terms).plus(sum(postings)).unwrap(), "{name}");
    }
}

/// A node and all below it.
fn node(name: &str, item: &ItemResult, last: Date) {
    let name = format!("{name}/{}", item.id);
    balances(&name, &item.postings, last);
    if item.combine.is_some() {
        derived(&name, item.score, &item.terms, &item.postings);
        for term in &item.terms {
            let below = item
                .items
                .iter()
                .find(|below| term.period.map_or(below.id == term.id, |period| below.period == Some(period)));
            assert!(below.is_none_or(|below| below.score == term.score), "{name}: {term:?}");
        }
    } else if let Some(score) = item.score {
        assert_eq!(score, sum(&item.postings), "{name}");
    }
    if let Some(score) = item.score.filter(|_| item.combine.is_none()) {
        assert!(item.floor.limit().is_none_or(|floor| score >= floor), "{name}: {score} below its floor");
        assert!(item.cap.limit().is_none_or(|cap| score <= cap), "{name}: {score} above its cap");
    }
    item.items.iter().for_each(|below| node(&name, below, last));
}

/// A whole score: of its items, or of its periods.
struct Whole<'a> {
    name: String,
    score: Option<Number>,
    terms: &'a [Term],
    periods: &'a [PeriodTotal],
    items: &'a [ItemResult],
    postings: &'a [Posting],
}

fn whole(of: &Whole<'_>, last: Date) {
    let name = &of.name;
    balances(name, of.postings, last);
    derived(name, of.score, of.terms, of.postings);
    for total in of.periods {
        derived(&format!("{name} {}", total.period), total.score, &total.terms, &total.postings);
    }
    if of.periods.is_empty() {
        for term in of.terms {
            let below = of.items.iter().find(|item| item.id == term.id);
            assert!(below.is_none_or(|below| below.score == term.score), "{name}: {term:?}");
        }
    } else {
        for term in of.terms {
            let below = of.periods.iter().find(|total| Some(total.period) == term.period);
            assert!(below.is_none_or(|below| below.score == term.score), "{name}: {term:?}");
        }
    }
    of.items.iter().for_each(|item| node(name, item, last));
}

/// Money is its postings, and the totals are the sums over whom it goes to.
fn money(assessment: &Assessment, last: Date) {
    let mut totals: BTreeMap<(Party, &str), Number> = BTreeMap::new();
    for entry in &assessment.money {
        let MoneyEntry { party, rule, amount, postings, .. } = entry;
        let mut so_far = sum(postings);
        assert_eq!(*amount, so_far, "{party:?} {rule}");
        assert!(!amount.is_zero(), "{party:?} {rule}: an entry of nothing");
        assert!(postings.iter().all(|posting| posting.date <= last), "{party:?} {rule}");
        so_far = totals.get(&(party.clone(), rule.as_str())).map_or(so_far, |all| all.plus(so_far).unwrap());
        totals.insert((party.clone(), rule), so_far);
    }
    let entries = Number::sum(assessment.money.iter().map(|entry| entry.amount)).unwrap();
    let grouped = Number::sum(assessment.money_totals.iter().map(|total| total.amount)).unwrap();
    assert_eq!(entries, grouped, "the totals of money");
    let prizes = Number::sum(assessment.prizes.iter().map(|prize| prize.amount)).unwrap();
    assert_eq!(prizes, assessment.prize_total, "the total of prizes");
    for list in &assessment.payments {
        let lines = Number::sum(list.lines.iter().map(|line| line.amount)).unwrap();
        assert_eq!(lines, list.total, "the total of payments");
    }
}

/// Places where no veto says otherwise: one more than how many are better, by score and then by what decides.
fn standings(assessment: &Assessment) {
    let decided = assessment.standings.iter().filter(|one| one.rows.iter().all(|row| row.veto.is_none()));
    for standing in decided {
        let ranked = || standing.rows.iter().filter(|row| row.rank.is_some());
        for row in ranked() {
            assert!(row.score.is_some(), "{}: {row:?}", standing.id);
            let better = ranked().filter(|other| (other.score, &other.then) > (row.score, &row.then)).count();
            let rank = row.rank.unwrap();
            let skips = standing.ties == RankTies::ShareAndSkip;
            assert!(if skips { rank == better + 1 } else { rank <= better + 1 }, "{}: {row:?}", standing.id);
        }
    }
}

/// Everything that must hold of one result.
pub(super) fn hold(assessment: &Assessment) {
    let last = assessment.period.last_day();
    for village in &assessment.villages {
        let VillageResult { name, score, terms, periods, items, postings, .. } = village;
        whole(&Whole { name: name.to_string(), score: *score, terms, periods, items, postings }, last);
    }
    for cadre in &assessment.cadres {
        let CadreResult { person, score, terms, periods, items, postings, .. } = cadre;
        let name = format!("{}/{}", person.village, person.name);
        whole(&Whole { name, score: *score, terms, periods, items, postings }, last);
    }
    money(assessment, last);
    standings(assessment);
    assert_eq!(repeated_ids(assessment), [""; 0]);
}

/// The ids that more than one posting of a result has, and none may.
pub(crate) fn repeated_ids(assessment: &Assessment) -> Vec<String> {
    let mut all = Vec::new();
    let note =
        |items: &[ItemResult], periods: &[PeriodTotal], postings: &[Posting], all: &mut Vec<String>| {
            let of_items = items.iter().flat_map(ItemResult::all_postings);
            let postings = of_items.chain(periods.iter().flat_map(|period| &period.postings)).chain(postings);
            all.extend(postings.map(|posting| posting.id.to_string()));
        };
    for village in &assessment.villages {
        note(&village.items, &village.periods, &village.postings, &mut all);
    }
    for cadre in &assessment.cadres {
        note(&cadre.items, &cadre.periods, &cadre.postings, &mut all);
    }
    all.extend(
        assessment.money.iter().flat_map(|entry| &entry.postings).map(|posting| posting.id.to_string()),
    );
    all.sort();
    let twice = all.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].clone());
    twice.collect()
}
